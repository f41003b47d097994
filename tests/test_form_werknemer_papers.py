"""The employee's application: which papers, documents, sections and sentences each kind of question calls for."""

from itertools import pairwise

import pytest

from formgen import guidance
from formgen.answers import Answers, read
from formgen.documents import applicable
from formgen.form import Question
from formgen.guidance.checks import judge, papers
from formgen.lint import tips_of
from formgen.text import LANGUAGES, Language
from tests.employee import ABSENCE, FORM, KINDS, MINE, OWN, SEEN, SUITABLE, THEIRS, TODAY, WGA, Raw, day

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
N, W, NO = "needed", "welcome", ""
# What UWV asks for, by kind of question: own work, suitable work, own effort, the employer's effort, frequent absence,
# self-insured for the WGA.
MATRIX = {
    "job_description": (N, W, W, W, W, W),
    "contract": (W, NO, NO, NO, NO, NO),
    "work_description": (NO, N, W, W, W, W),
    "fitness_letter": (N, NO, NO, NO, NO, NO),
    "capacity_letter": (W, N, N, N, W, W),
    "latest_advice": (W, W, N, N, W, W),
    "problem_analysis": (W, W, N, N, W, W),
    "action_plan": (W, W, N, N, W, W),
    "evaluations": (W, W, N, N, W, W),
    "labour_report": (NO, NO, NO, NO, NO, NO),
    "track2_plan": (NO, W, W, W, NO, NO),
    "absence_overview": (NO, NO, NO, NO, N, NO),
    "absence_papers": (NO, NO, NO, NO, N, NO),
    "pay_letters": (NO, NO, NO, NO, NO, NO),
    "views": (W, W, W, W, W, W),
    "earlier_opinion": (NO, NO, NO, NO, NO, NO),
    "authorisation": (NO, NO, NO, NO, NO, NO),
    "other": (NO, NO, NO, NO, NO, NO),
}
OPTIONS = {option.name: option for option in FORM.by_name["enclosure_kind"].options}


def answers(raw: Raw) -> Answers:
    return read(FORM, raw, TODAY)


def called_for(raw: Raw) -> dict[str, str]:
    """For each kind of paper whether it is needed or welcome."""
    by_label = {paper.label: N if paper.needed else W for paper in papers(answers(raw))}
    return {name: by_label.get(option.label, NO) for name, option in OPTIONS.items()}


# ---- papers ---------------------------------------------------------------------------------------------------------


@EVERY_KIND
def test_the_papers_each_kind_of_question_calls_for(kind: str) -> None:
    column = list(KINDS).index(kind)

    assert called_for(KINDS[kind]) == {name: row[column] for name, row in MATRIX.items()}


def test_no_paper_is_called_for_before_the_question_is_chosen() -> None:
    assert set(called_for({}).values()) == {NO}


@pytest.mark.parametrize(
    ("paper", "called", "raw", "otherwise"),
    [
        ("labour_report", N, {"labour_report": "yes"}, {"labour_report": "no"}),
        ("earlier_opinion", W, {"earlier_opinion": "yes"}, {"earlier_opinion": "no"}),
        ("pay_letters", W, {"pay_action": "announced"}, {"pay_action": "none"}),
        ("pay_letters", W, {"pay_action": "suspended"}, {"pay_action": "unknown"}),
        ("pay_letters", W, {"pay_action": "stopped"}, {}),
        ("pay_letters", W, {"pay_action": "lowered"}, {"pay_action": "none"}),
    ],
)
def test_a_paper_that_another_answer_calls_for(paper: str, called: str, raw: Raw, otherwise: Raw) -> None:
    assert called_for(OWN | raw)[paper] == called
    assert called_for(OWN | otherwise)[paper] == NO


@EVERY_KIND
def test_each_needed_paper_that_is_not_listed_is_a_warning_and_no_other(kind: str) -> None:
    needed = [name for name, called in called_for(KINDS[kind]).items() if called == N]
    found = [f.sentence.nl for f in judge(answers(KINDS[kind])) if f.name == "papers"]

    assert found == [
        f"U noemt nog niet: {OPTIONS[name].label.nl}. UWV heeft dit nodig om uw vraag te beoordelen."
        " Hebt u het niet? Zeg waarom."
        for name in needed
    ]


@EVERY_KIND
def test_a_list_with_every_needed_paper_sets_off_no_warning(kind: str) -> None:
    needed = [name for name, called in called_for(KINDS[kind]).items() if called == N]
    listed = {f"enclosures.{n}.enclosure_kind": name for n, name in enumerate(needed, 1)}

    assert [f for f in judge(answers(KINDS[kind] | listed)) if f.name == "papers"] == []


def test_needed_papers_come_before_welcome_ones() -> None:
    order = [paper.needed for paper in papers(answers(MINE))]

    assert order == sorted(order, reverse=True)


# ---- documents ------------------------------------------------------------------------------------------------------

STOP = {"agree_not_unfit": "yes"}


def made(raw: Raw, language: Language) -> list[str]:
    """The documents these answers call for, beside the file check that is made of all answers."""
    names = [document.name for document in applicable(answers(raw), language)]
    assert names.pop() == "file_check"
    return names


@EVERY_KIND
def test_each_kind_of_question_has_its_own_application_and_the_letter(kind: str) -> None:
    assert made(KINDS[kind], "nl") == [f"application_{kind}", "letter"]


@EVERY_KIND
def test_who_reads_english_gets_a_reading_copy_as_well(kind: str) -> None:
    assert made(KINDS[kind], "en") == [f"application_{kind}", "letter", "reading_copy"]


@pytest.mark.parametrize("raw", [{}, {"question_type": "other"}], ids=["nothing chosen", "which other not chosen"])
def test_without_a_question_there_is_only_the_letter(raw: Raw) -> None:
    assert made(raw, "nl") == ["letter"]


@EVERY_KIND
def test_a_stop_leaves_only_what_is_made_all_the_same(kind: str) -> None:
    assert made(KINDS[kind] | STOP, "nl") == ["letter"]
    assert made(KINDS[kind] | STOP, "en") == ["letter", "reading_copy"]


@pytest.mark.parametrize(("answer", "there"), [("yes", True), ("no", False), ("", False)])
def test_the_medical_sheet_is_made_only_when_asked_for(answer: str, there: bool) -> None:
    assert ("medical_sheet" in made(OWN | {"medical_sheet": answer}, "nl")) is there
    assert "medical_sheet" not in made(OWN | STOP | {"medical_sheet": answer}, "nl")


def test_only_the_reading_copy_is_not_dutch() -> None:
    languages = {document.name: document.language for document in FORM.documents}

    assert languages.pop("reading_copy") == "en"
    assert languages.pop("file_check") is None, "the writer reads it in the language of the questions"
    assert set(languages.values()) == {"nl"}


def test_each_document_says_who_may_see_it() -> None:
    audience = {document.name: document.audience for document in FORM.documents}

    assert audience.pop("medical_sheet") == "physician"
    assert audience.pop("reading_copy") == audience.pop("file_check") == "self"
    assert set(audience.values()) == {"uwv"}


# ---- sections and questions -----------------------------------------------------------------------------------------


@EVERY_KIND
def test_each_kind_of_question_has_one_section_of_its_own(kind: str) -> None:
    asked = set(answers(KINDS[kind]).asked)
    own = {section.name for section in FORM.sections if section.when and asked & {q.name for q in section.questions}}

    assert own - {"medical"} == {kind}


# a question of one kind, the answers that ask it, the nearest that do not
ASKED: list[tuple[str, Raw, Raw]] = [
    ("assessment_date", OWN, SUITABLE),
    ("effort_from", MINE, OWN),
    ("effort_until", THEIRS, SUITABLE),
    ("other_question", WGA, OWN),
    ("anything_new", {"earlier_opinion": "yes", "earlier_same": "yes"}, {"earlier_opinion": "yes"}),
    ("country_name", {"country": "other"}, {"country": "belgium"}),
    ("postcode", {"country": "netherlands"}, {"country": "germany"}),
    ("foreign_postcode", {"country": "germany"}, {}),
    ("case_manager_phone", {"case_manager": "Kim"}, {"case_manager": " "}),
    ("contract_end", {"contract_type": "fixed_term"}, {"contract_type": "agency"}),
    ("tasks", THEIRS, MINE),
    ("tasks", SUITABLE, WGA),
    ("demands", SUITABLE, THEIRS),
    ("lifting_weight", OWN | {"demands": "standing, lifting"}, OWN | {"demands": "standing"}),
    ("hours_now", {"working_now": "own_work"}, {"working_now": "none"}),
    ("hours_now", {"working_now": "other_work"}, {}),
    ("work_now", {"working_now": "adapted_work"}, {"working_now": "own_work"}),
    ("physician_date", SEEN, {"physician_seen": "no"}),
    ("physician_from", SEEN | {"physician_conclusion": "unfit"}, SEEN | {"physician_conclusion": "no_capacity"}),
    ("limitation_note", SEEN | {"limitations": "social"}, SEEN),
    ("pay_percentage", {"pay_action": "lowered"}, {"pay_action": "stopped"}),
    ("pay_date", {"pay_action": "announced"}, {"pay_action": "unknown"}),
    ("own_hours", OWN | {"own_claim": "partly"}, OWN | {"own_claim": "unfit"}),
    ("work_employer", SUITABLE | {"work_kind": "other_outside"}, SUITABLE | {"work_kind": "other_inside"}),
    ("capacity_date", SUITABLE | {"capacity_source": "fml"}, SUITABLE | {"capacity_source": "none"}),
    ("track2_reason", THEIRS | {"track2_started": "no"}, THEIRS | {"track2_started": "yes"}),
    ("action_plan_date", THEIRS | {"milestones": "action_plan"}, THEIRS | {"milestones": "unknown"}),
    ("absences", ABSENCE, WGA),
    ("talks", {"anything_tried": "yes"}, {"anything_tried": "no"}),
    ("nothing_tried_reason", {"anything_tried": "no"}, {}),
    ("not_informed_reason", {"informed_other": "no"}, {"informed_other": "yes"}),
    ("representative_phone", {"represented": "yes"}, {"represented": "no"}),
    ("complaints", OWN | {"medical_sheet": "yes"}, OWN | {"medical_sheet": "no"}),
    ("doctors", OWN | {"medical_sheet": "yes"}, {"medical_sheet": "yes"}),
    ("employer_signer", {"joint": "yes"}, {"joint": "no"}),
    ("late_reason", THEIRS | {"first_sick_day": day(-548)}, THEIRS | {"first_sick_day": day(-547)}),
]


@pytest.mark.parametrize(("name", "raw", "otherwise"), ASKED)
def test_a_question_is_asked_only_when_it_applies(name: str, raw: Raw, otherwise: Raw) -> None:
    assert name in answers(raw).asked
    assert name not in answers(otherwise).asked


def test_what_may_be_read_by_the_other_side_bears_a_notice() -> None:
    """Every long text is copied to the employer, or goes only to the physician; no third way."""
    unguarded = [q.name for q in FORM.questions() if q.kind == "long text" and not q.notice]

    assert unguarded == []


def test_what_the_physician_reads_stands_in_one_section() -> None:
    secret = {q.name for q in FORM.questions() if q.notice == "physician"}
    medical = next(section for section in FORM.sections if section.name == "medical")

    def inside(question: Question) -> set[str]:
        return {question.name, *(inner.name for inner in question.questions)}

    assert secret == set().union(*map(inside, medical.questions)) - {"medical_sheet"}


# ---- the suggested question -----------------------------------------------------------------------------------------

JOB = {"job_title": "lasser", "contract_hours": "32,5", "employer_name": "Bouw & Zo"}
PERIOD = {"effort_from": day(-90), "effort_until": day(-1)}
SUGGESTED: list[tuple[str, Raw, str, str]] = [
    (
        "own_work",
        JOB | {"assessment_date": day(0)},
        "Kan ik op 23 november 2026 mijn eigen werk als lasser (32,5 uur per week) volledig doen?",
        "Can I fully do my own work as lasser (32.5 hours per week) on 23 November 2026?",
    ),
    (
        "suitable_work",
        {"work_title": "receptionist", "work_hours": "16"},
        "Is het werk als receptionist (16 uur per week) passend voor mij?",
        "Is the work as receptionist (16 hours per week) suitable for me?",
    ),
    (
        "employee_effort",
        PERIOD,
        "Heb ik van 25 augustus 2026 tot en met 22 november 2026 genoeg gedaan aan mijn re-integratie?",
        "Have I done enough for my reintegration from 25 August 2026 up to and including 22 November 2026?",
    ),
    (
        "employer_effort",
        JOB | PERIOD,
        "Heeft Bouw & Zo van 25 augustus 2026 tot en met 22 november 2026 genoeg gedaan aan mijn re-integratie?",
        "Has Bouw & Zo done enough for my reintegration from 25 August 2026 up to and including 22 November 2026?",
    ),
    (
        "frequent_absence",
        {},
        "Kan mijn veelvuldig ziekteverzuim binnen 26 weken minder worden door aanpassing van mijn werk of door ander"
        " werk, eventueel met scholing?",
        "Can my frequent absence become less within 26 weeks by adapting my work or by other work, if need be with"
        " training?",
    ),
    (
        "wga_effort",
        JOB | {"wga_from": day(-90), "wga_until": day(-1)},
        "Heeft Bouw & Zo, als eigenrisicodrager voor de WGA, van 25 augustus 2026 tot en met 22 november 2026 genoeg"
        " gedaan aan mijn re-integratie?",
        "Has Bouw & Zo, as self-insured employer for the WGA, done enough for my reintegration from 25 August 2026 up"
        " to and including 22 November 2026?",
    ),
]


@pytest.mark.parametrize(("kind", "raw", "nl", "en"), SUGGESTED, ids=[case[0] for case in SUGGESTED])
def test_each_kind_of_question_suggests_its_own_sentence(kind: str, raw: Raw, nl: str, en: str) -> None:
    suggested = answers(KINDS[kind] | raw).suggested["question_text"]

    assert [suggested[language].replace("\u00a0", " ") for language in LANGUAGES] == [nl, en]


@pytest.mark.parametrize(("kind", "raw", "left_out"), [(k, raw, name) for k, raw, *_ in SUGGESTED for name in raw])
def test_a_sentence_with_a_blank_is_not_suggested(kind: str, raw: Raw, left_out: str) -> None:
    needed = any(
        f"{{{left_out}}}" in s.text.nl for s in FORM.by_name["question_text"].suggest if holds_for(kind, s.text.nl)
    )
    given = KINDS[kind] | {name: text for name, text in raw.items() if name != left_out}

    assert ("question_text" not in answers(given).suggested) is needed


def holds_for(kind: str, sentence: str) -> bool:
    """Whether this is the sentence suggested for this kind of question; they stand in the order of the kinds."""
    sentences = [suggestion.text.nl for suggestion in FORM.by_name["question_text"].suggest]
    return sentences.index(sentence) == list(KINDS).index(kind)


# ---- tips -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(tips_of(FORM))))
def test_a_tip_is_short_and_says_who_says_so(name: str) -> None:
    (advice,) = guidance.load(FORM.folder).advice([name])

    assert advice.sources or advice.unconfirmed
    for language in LANGUAGES:
        assert len(advice.text[language].split()) <= 40
        assert advice.text[language].endswith((".", "?"))


def test_no_tip_stands_in_two_places() -> None:
    placed = sorted(tips_of(FORM))

    assert [first for first, second in pairwise(placed) if first == second] == []
