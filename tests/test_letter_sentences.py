"""The employee's letter: a sentence stands there, in both languages, when its answer is given, and not before."""

import pytest

from tests.employee import FORM, KINDS, MINE, OWN, SEEN, SUITABLE, THEIRS, WGA, Raw
from tests.letters import letter, letters

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
JOB = {"job_title": "lasser", "job_start": "2019-02-01", "employer_name": "Bouw & Zo", "contract_hours": "32,5"}
ENDED = {"employment_ended": "yes", "employment_end": "2026-01-31"}
BODY = {"cao_body": "yes", "cao_body_name": "Commissie Bouw"}
LATE = {"first_sick_day": "2026-03-09"}
ADVISED = SEEN | {"physician_name": "dr. M. Test", "ohs_name": "Arbo BV", "physician_date": "2026-11-12"}
STOPPED = {"pay_action": "stopped", "pay_date": "2026-11-01"}
HELPED = {"represented": "yes", "representative_name": "mr. A. Bal", "representative_phone": "030-1234567"}

Row = tuple[Raw, Raw, str, str]

OPENING: list[Row] = [
    (OWN, BODY, "Ik vraag Commissie Bouw om een deskundigenoordeel.", "I ask Commissie Bouw for an expert opinion."),
    (OWN, BODY, "wijst deze instantie daarvoor aan.", "names this body for it."),
    (OWN, {"joint": "yes"}, "Mijn werkgever en ik vragen het samen aan.", "My employer and I ask for it together."),
    (
        *(OWN, {"medical_sheet": "yes"}),
        "Mijn medische toelichting stuur ik apart naar de verzekeringsarts van UWV.",
        "I send my medical explanation separately to UWV's insurance physician.",
    ),
    (BODY, OWN | {"medical_sheet": "yes"}, "toelichting stuur ik apart.", "medical explanation separately."),
    (
        *(OWN, {"agree_not_unfit": "yes"}),
        "Ik weet dat UWV in deze situatie meestal geen oordeel geeft.",
        "I know that UWV normally gives no opinion in this situation.",
    ),
    (OWN, {"agree_not_unfit": "yes"}, "Toch vraag ik om een oordeel.", "I ask for an opinion all the same."),
    (OWN, LATE, "nu week 38", "now week 38"),
    ({}, JOB, "Lasser, 32,5 uur per week", "Lasser, 32.5 hours per week"),
    (JOB, ENDED, "in dienst van 1 februari 2019 tot en met 31 januari 2026", "employed from 1 February 2019 until"),
]
QUESTION: list[Row] = [
    (
        *(OWN, {"assessment_date": "2026-11-16"}),
        "Ik vraag UWV te kijken naar de situatie op 16 november 2026.",
        "I ask UWV to look at the situation on 16 November 2026.",
    ),
    (
        *(MINE, {"effort_from": "2026-03-09", "effort_until": "2026-11-01"}),
        "naar de periode van 9 maart 2026 tot en met 1 november 2026.",
        "at the period from 9 March 2026 up to and including 1 November 2026.",
    ),
    (
        *(WGA | BODY, {"wga_from": "2026-03-09", "wga_until": "2026-11-01"}),
        "Ik vraag Commissie Bouw te kijken naar de periode van 9 maart 2026",
        "I ask Commissie Bouw to look at the period from 9 March 2026",
    ),
    (OWN, {"own_claim": "fit"}, "alle taken en alle uren van mijn eigen werk doen.", "all the hours of my own work."),
    (OWN, {"own_claim": "unfit"}, "kon ik mijn eigen werk toen niet doen.", "I could not do my own work then."),
    (OWN, {"own_claim": "partly"}, "mijn eigen werk toen voor een deel doen.", "I could then do part of my own work."),
    (
        *(OWN, {"own_claim": "partly", "own_hours": "16", "contract_hours": "32"}),
        "voor een deel doen: 16 uur per week.",
        "part of my own work: 16 hours per week.",
    ),
    (SUITABLE, {"work_claim": "yes"}, "Volgens mij is dit werk passend.", "In my view this work is suitable."),
    (SUITABLE, {"work_claim": "partly"}, "voor een deel passend.", "this work is suitable in part."),
    (SUITABLE, {"work_claim": "no"}, "Volgens mij is dit werk niet passend.", "In my view this work is not suitable."),
]
SITUATION: list[Row] = [
    (
        *(OWN, JOB),
        "Ik werk sinds 1 februari 2019 bij Bouw & Zo als lasser, 32,5 uur per week.",
        "I have worked for Bouw & Zo as lasser, 32.5 hours per week, since 1 February 2019.",
    ),
    (
        *(OWN, JOB | ENDED),
        "Ik werkte van 1 februari 2019 tot en met 31 januari 2026 bij Bouw & Zo als lasser.",
        "I worked for Bouw & Zo as lasser from 1 February 2019 until 31 January 2026.",
    ),
    (
        *(OWN | JOB, {"contract_type": "fixed_term", "contract_end": "2027-01-31"}),
        "Mijn tijdelijke contract loopt tot en met 31 januari 2027.",
        "My fixed-term contract runs up to and including 31 January 2027.",
    ),
    (ENDED, {"after_employment": "yes"}, "ontstond na het einde van mijn dienstverband.", "arose after the end of my"),
    (ENDED, {"after_employment": "no"}, "bestond al voor het einde", "existed before the end of my employment."),
    (OWN, LATE, "Ik ben ziek sinds 9 maart 2026.", "I have been ill since 9 March 2026."),
    (
        *(KINDS["frequent_absence"], LATE),
        "Ik meldde mij het laatst ziek op 9 maart 2026.",
        "I last reported sick on 9 March 2026.",
    ),
    (
        *(OWN, {"working_now": "adapted_work", "hours_now": "9", "work_now": "Bijles geven"}),
        "Ik werk nu 9 uur per week in aangepast werk (bijles geven)",
        "I now work 9 hours per week in adapted work (bijles geven)",
    ),
    (
        *(OWN, {"maternity_leave": "yes", "leave_from": "2026-04-01", "leave_until": "2026-07-21"}),
        "Van 1 april 2026 tot en met 21 juli 2026 had ik verlof.",
        "I was on leave from 1 April 2026 up to and including 21 July 2026.",
    ),
    (OWN, {"working_now": "none"}, "Ik werk nu niet.", "I am not working now."),
    (OWN, {"working_now": "own_work", "hours_now": "8"}, "Ik werk nu 8 uur per week in mijn eigen werk.", "in my own"),
    (
        *(OWN, {"working_now": "adapted_work", "hours_now": "8", "work_now": "balie", "working_since": "2026-10-01"}),
        "in aangepast werk (balie), sinds 1 oktober 2026.",
        "in adapted work (balie), since 1 October 2026.",
    ),
    (OWN, {"working_now": "other_work", "hours_now": "8"}, "8 uur per week in ander werk.", "week in other work."),
    (
        *(OWN | LATE, {"interruptions.1.recovered_from": "2026-05-01", "interruptions.1.sick_again": "2026-05-20"}),
        "hersteld vanaf 1 mei 2026, weer ziek vanaf 20 mei 2026",
        "recovered from 1 May 2026, ill again from 20 May 2026",
    ),
    (
        *(OWN, {"earlier_opinion": "yes", "earlier_date": "2026-05-01", "earlier_outcome": "Passend."}),
        "UWV gaf op 1 mei 2026 al een oordeel over deze situatie. Passend.",
        "UWV already gave an opinion on this situation on 1 May 2026. Passend.",
    ),
    (
        *({"earlier_opinion": "yes", "earlier_same": "yes"}, {"anything_new": "yes", "new_facts": "Ander advies."}),
        "Wat er nieuw is sinds dat oordeel. Ander advies.",
        "What is new since that opinion. Ander advies.",
    ),
    (OWN, {"adaptations.1.adaptation": "Tilhulp"}, "Mijn werk is al aangepast:", "has already been adapted:"),
]
OTHERS: list[Row] = [
    (ADVISED, {"physician_conclusion": "fit"}, "dat ik mijn eigen werk volledig kan doen.", "I can fully do my own"),
    (
        ADVISED,
        {"physician_conclusion": "fit_later"},
        "later weer volledig kan doen.",
        "fully do my own work again later",
    ),
    (
        ADVISED,
        {"physician_conclusion": "partly"},
        "dat ik mijn eigen werk voor een deel kan",
        "I can do part of my own",
    ),
    (ADVISED, {"physician_conclusion": "adapted"}, "aangepast of ander werk kan doen.", "do adapted or other work."),
    (ADVISED, {"physician_conclusion": "unfit"}, "dat ik mijn eigen werk niet kan doen.", "I cannot do my own work."),
    (ADVISED, {"physician_conclusion": "no_capacity"}, "ik nu helemaal niet kan werken.", "I cannot work at all now."),
    (
        *(ADVISED, {"physician_conclusion": "unfit", "physician_from": "2026-11-16"}),
        "Dr. M. Test van Arbo BV adviseerde op 12 november 2026 dat ik mijn eigen werk niet kan doen, vanaf 16",
        "Dr. M. Test of Arbo BV advised on 12 November 2026 that I cannot do my own work, from 16 November 2026.",
    ),
    (ADVISED, {"physician_conclusion": "none"}, "maar zei niet of ik mijn eigen werk kan", "did not say whether I can"),
    (OWN, {"physician_seen": "no"}, "heeft nog niet over mijn werk geadviseerd.", "has not advised about my work yet."),
    (ADVISED, {"physician_note": "Bouw op."}, "Verder advies. Bouw op.", "Further advice. Bouw op."),
    (ADVISED, {"limitations": "movement, social"}, "omgaan met mensen", "dealing with people"),
    (SEEN | {"limitations": "posture"}, {"limitation_note": "10 kg."}, "Grenzen precies. 10 kg.", "exactly. 10 kg."),
    (
        *(OWN, {"second_opinion": "yes", "second_opinion_date": "2026-10-01", "second_opinion_outcome": "Rust."}),
        "second opinion van 1 oktober 2026). Rust.",
        "second opinion of 1 October 2026). Rust.",
    ),
    (OWN, {"labour_report": "no"}, "Er is nog geen arbeidsdeskundig onderzoek", "no labour-expert assessment yet."),
    (
        *(OWN, {"labour_report": "yes", "labour_report_date": "2026-10-01", "labour_report_conclusion": "Kan."}),
        "Arbeidsdeskundige (rapport van 1 oktober 2026). Kan.",
        "Labour expert (report of 1 October 2026). Kan.",
    ),
    (OWN, {"other_view": "Het kan."}, "Werkgever. Het kan.", "Employer. Het kan."),
]
PAY: list[Row] = [
    (OWN, {"pay_dispute": "yes"}, "zijn het oneens over mijn loon.", "My employer and I disagree about my pay."),
    (OWN, {"pay_dispute": "no"}, "Over mijn loon verschillen wij niet van mening.", "We do not disagree about my pay."),
    (OWN, {"pay_action": "none"}, "Mijn werkgever betaalt mijn loon gewoon door.", "keeps paying me as usual."),
    (OWN, STOPPED, "mijn loon stopgezet vanaf 1 november 2026.", "has stopped my pay from 1 November 2026."),
    (OWN, STOPPED | {"pay_action": "suspended"}, "loon opgeschort vanaf 1", "has suspended my pay from 1 November"),
    (OWN, {"pay_action": "announced", "pay_date": "2026-12-01"}, "vanaf 1 december 2026 stopt", "will stop or be"),
    (OWN, STOPPED | {"pay_action": "lowered"}, "minder loon vanaf 1 november 2026.", "paid less from 1 November 2026."),
    (
        *(OWN, STOPPED | {"pay_action": "lowered", "pay_percentage": "70"}),
        "betaalt 70% van mijn loon vanaf 1 november 2026.",
        "has paid 70% of my pay from 1 November 2026.",
    ),
    (STOPPED, {"pay_reason": "Te laat."}, "Mijn werkgever geeft deze reden. Te laat.", "gives this reason. Te laat."),
    (STOPPED, {"pay_warned": "no"}, "niet vooraf schriftelijk gewaarschuwd.", "not warned about this in writing"),
    (
        *(STOPPED, {"pay_warned": "yes", "pay_warned_date": "2026-10-20"}),
        "gewaarschuwd in een brief of e-mail van 20 oktober 2026.",
        "warned about this in a letter or email of 20 October 2026.",
    ),
    (OWN, {"court_case": "planned"}, "Er komt waarschijnlijk een rechtszaak", "There will probably be a court case"),
    (OWN, {"court_case": "pending"}, "Er loopt een rechtszaak over deze situatie.", "There is a court case about this"),
    ({"court_case": "pending"}, {"hearing_date": "2027-01-04"}, "De zitting is op 4 januari 2027.", "4 January 2027."),
]
LAST: list[Row] = [
    (OWN, {"anything_tried": "no"}, "Wij hebben nog niet geprobeerd", "We have not tried to solve it together yet."),
    ({"anything_tried": "no"}, {"nothing_tried_reason": "Geen zin."}, "Geen zin.", "Geen zin."),
    (
        *(OWN, {"informed_other": "yes", "informed_date": "2026-11-20"}),
        "Ik heb mijn werkgever op 20 november 2026 verteld dat ik dit oordeel aanvraag.",
        "I told my employer on 20 November 2026 that I ask for this opinion.",
    ),
    (
        OWN,
        {"informed_other": "no"},
        "Mijn werkgever weet nog niet dat ik dit",
        "My employer does not know yet that I ask",
    ),
    (OWN, {"agreement_after": "accept"}, "dat wij ons bij het oordeel neerleggen.", "that we will accept the opinion."),
    (OWN, {"agreement_after": "mediation"}, "naar een bemiddelaar gaan als wij het na", "to go to a mediator if we"),
    (OWN, {"agreement_after": "no_agreement"}, "zijn het niet eens geworden over", "My employer and I could not agree"),
    (
        OWN,
        {"agreement_after": "not_discussed"},
        "hebben nog niet besproken wat wij",
        "have not discussed yet what to do",
    ),
    (OWN, {"reach": "na 9 uur"}, "Bereikbaar. Na 9 uur", "Best time to reach me. Na 9 uur"),
    (OWN, HELPED, "Mr. A. Bal mag mij in deze aanvraag helpen.", "Mr. A. Bal may help me with this application."),
    (HELPED, {"representative_organisation": "FNV"}, "Mr. A. Bal van FNV mag mij", "Mr. A. Bal of FNV may help"),
    (
        *(HELPED, {"representative_email": "a@bal.example"}),
        "Deze persoon is te bereiken op 030-1234567 en a@bal.example.",
        "This person can be reached at 030-1234567 and a@bal.example.",
    ),
    (HELPED, {"representative_may": "speak"}, "namens mij met UWV praten", "speak to UWV on my behalf"),
    (
        *(OWN, {"interpreter": "yes", "interpreter_language": "Pools"}),
        "een tolk nodig (taal: Pools).",
        "I need an interpreter for a conversation (language: Pools).",
    ),
    (OWN, {"papers_missing": "Het plan."}, "Papieren die ik niet heb. Het plan.", "Papers I do not have. Het plan."),
]
ROWS = OPENING + QUESTION + SITUATION + OTHERS + PAY + LAST


@pytest.mark.parametrize(("before", "answer", "nl", "en"), ROWS, ids=[row[2][:40] for row in ROWS])
def test_a_sentence_comes_with_its_answer(before: Raw, answer: Raw, nl: str, en: str) -> None:
    assert nl in letter(before | answer, "nl")
    assert en in letter(before | answer, "en")
    assert nl not in letter(before, "nl")
    assert en not in letter(before, "en")


def test_every_choice_that_the_letter_words_itself_is_in_the_table() -> None:
    """An option of these questions that nobody words would leave the letter silent about it."""
    worded = ("own_claim", "work_claim", "working_now", "pay_dispute", "agreement_after", "physician_conclusion")
    missing = [
        (name, option.name)
        for name in worded
        for option in FORM.by_name[name].options
        if not any(row[1].get(name) == option.name for row in ROWS)
    ]

    assert missing == []


@pytest.mark.parametrize(("kind", "weeks"), [("own_work", True), ("frequent_absence", False), ("wga_effort", False)])
def test_the_week_is_named_only_for_one_absence_that_goes_on(kind: str, weeks: bool) -> None:
    assert ("nu week 38" in letter(KINDS[kind] | LATE, "nl")) is weeks


@EVERY_KIND
def test_a_letter_without_answers_claims_nothing(kind: str) -> None:
    bare = letters(KINDS[kind])

    assert "Volgens mij" not in bare
    assert "In my view" not in bare
    assert "Ik ben ziek" not in bare
    assert "het laatst ziek" not in bare
    assert "{" not in bare


@pytest.mark.parametrize(
    ("kind", "nl", "en"),
    [
        ("own_work", "Kan ik mijn eigen werk volledig doen?", "Can I fully do my own work?"),
        ("suitable_work", "Is dit werk passend voor mij?", "Is this work suitable for me?"),
        ("employee_effort", "Heb ik genoeg gedaan aan mijn re-integratie?", "Have I done enough for my reintegration?"),
        ("employer_effort", "Heeft mijn werkgever genoeg gedaan aan", "Has my employer done enough for"),
        ("frequent_absence", "Kan mijn ziekteverzuim binnen 26 weken minder", "Can my absence become less within 26"),
        (
            "wga_effort",
            "Heeft de eigenrisicodrager voor de WGA genoeg",
            "Has the employer that is self-insured for the",
        ),
    ],
)
def test_each_kind_of_question_has_its_own_subject(kind: str, nl: str, en: str) -> None:
    assert nl in letter(KINDS[kind], "nl").split("Geachte")[0]
    assert en in letter(KINDS[kind], "en").split("Dear Sir")[0]
    for other in set(KINDS) - {kind}:
        assert nl not in letter(KINDS[other], "nl").split("Geachte")[0]


def test_a_letter_about_nothing_yet_is_a_letter_with_the_application() -> None:
    assert "Brief bij de aanvraag" in letter({}, "nl")
    assert "Letter with the application" in letter({}, "en")


def test_the_other_body_stands_in_the_place_of_uwv() -> None:
    said = letter(THEIRS | BODY | {"cooperate": "yes"}, "nl")

    assert "Ik vraag UWV" not in said
    assert "verzekeringsarts van UWV" not in said
