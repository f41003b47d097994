"""The facts in the employee's letter: each kind of question tells its own, and only what was answered."""

import pytest

from tests.employee import ABSENCE, KINDS, MINE, OWN, SUITABLE, THEIRS, WGA, Raw
from tests.letters import letter

Row = tuple[Raw, Raw, str, str]

OFFER = SUITABLE | {"offer_date": "2026-10-05"}
TITLE = {"work_title": "receptionist", "work_hours": "16"}
ROWS: list[Row] = [
    # own work
    (
        *(OWN, {"work_days": "monday, friday"}),
        "Ik werk normaal op maandag en vrijdag.",
        "I normally work on Monday and Friday.",
    ),
    (
        *(OWN, {"work_days": "monday", "work_times": "Van 7 tot 15 uur"}),
        "Ik werk normaal op maandag (van 7 tot 15 uur).",
        "I normally work on Monday (van 7 tot 15 uur).",
    ),
    (OWN, {"workplace": "loods 3"}, "Mijn werkplek is: loods 3.", "My workplace is: loods 3."),
    (OWN, {"demands": "lifting, screen"}, "tillen, duwen of trekken", "lifting, pushing or pulling"),
    (
        *(OWN, {"demands": "lifting", "lifting_weight": "Meer dan 10 kg"}),
        "tillen, duwen of trekken (meer dan 10 kg)",
        "lifting, pushing or pulling (meer dan 10 kg)",
    ),
    (OWN, {"own_tasks": "Lopen lukt."}, "Wat wel en niet lukte\nLopen lukt.", "could not do\nLopen lukt."),
    (
        OWN | {"own_changed": "yes"},
        {"own_changed_how": "Meer uren."},
        "is veranderd\nMeer uren.",
        "my work\nMeer uren.",
    ),
    # suitable work
    (SUITABLE, {"work_kind": "adapted_own"}, "Het gaat om mijn eigen werk, maar aangepast.", "It is my own work, but"),
    (
        SUITABLE,
        {"work_kind": "other_inside"},
        "Het gaat om ander werk bij mijn werkgever.",
        "other work with my employer",
    ),
    (
        SUITABLE,
        {"work_kind": "other_outside"},
        "ander werk bij een andere werkgever.",
        "other work with another employer",
    ),
    (
        *(SUITABLE, {"work_kind": "other_outside", "work_employer": "Hotel Ster"}),
        "Het gaat om ander werk bij Hotel Ster.",
        "It is other work with Hotel Ster.",
    ),
    (
        OFFER,
        {"work_proposer": "employer"},
        "Mijn werkgever stelde dit werk voor op 5 oktober 2026.",
        "My employer prop",
    ),
    (OFFER, {"work_proposer": "employee"}, "Ik heb dit werk zelf voorgesteld op 5", "I proposed this work myself on 5"),
    (SUITABLE, {"offer_written": "yes"}, "Het voorstel staat op papier.", "The proposal is in writing."),
    (SUITABLE, {"offer_written": "no"}, "Het voorstel staat niet op papier.", "The proposal is not in writing."),
    (
        SUITABLE,
        {"agree_suitable": "yes"},
        "ik zijn het erover eens of dit werk",
        "My employer and I agree on whether this",
    ),
    (SUITABLE, TITLE, "De functie is receptionist, 16 uur per week.", "The job is receptionist, 16 hours per week."),
    (SUITABLE, TITLE, "het werk als receptionist passend voor mij?", "the work as receptionist suitable for me?"),
    (SUITABLE, {"work_place": "balie"}, "De werkplek is: balie.", "The workplace is: balie."),
    (SUITABLE, {"work_schedule": "ma-wo"}, "De werktijden zijn: ma-wo.", "The working times are: ma-wo."),
    (SUITABLE, {"work_travel": "45"}, "De reis duurt 45 minuten enkele reis.", "The journey takes 45 minutes one way."),
    (SUITABLE, {"work_pay": "1234,5"}, "Het loon is € 1.234,50 bruto per maand.", "The pay is € 1,234.50 gross"),
    (SUITABLE, {"work_adaptations": "Een stoel."}, "begeleiding\nEen stoel.", "guidance\nEen stoel."),
    (
        *(SUITABLE, {"capacity_source": "letter", "capacity_date": "2026-11-02"}),
        "brief of het advies van de bedrijfsarts van 2 november 2026.",
        "physician's letter or advice of 2 November 2026.",
    ),
    (
        *(SUITABLE, {"capacity_source": "fml", "capacity_date": "2026-11-02"}),
        "Functionele Mogelijkhedenlijst (FML) van 2 november 2026.",
        "Functional Abilities List (FML) of 2 November 2026.",
    ),
    (
        SUITABLE,
        {"capacity_source": "none"},
        "heeft nergens opgeschreven wat ik kan.",
        "has not written down what I can",
    ),
    (
        *(SUITABLE, {"matches.1.match_demand": "Staan", "matches.1.match_fits": "partly"}),
        "Staan\n\nDeels",
        "Staan\n\nPartly",
    ),
    (SUITABLE, {"work_tried": "no"}, "Ik heb dit werk niet geprobeerd.", "I have not tried this work."),
    (
        *(SUITABLE | {"work_tried": "yes"}, {"tried_from": "2026-10-05", "tried_until": "2026-10-09"}),
        "Ik heb dit werk geprobeerd van 5 oktober 2026 tot en met 9 oktober 2026.",
        "I tried this work from 5 October 2026 up to and including 9 October 2026.",
    ),
    # the employee's own effort
    (MINE, {"effort_track": "track1"}, "bij mijn eigen werkgever (spoor 1).", "with my own employer (Track 1)."),
    (MINE, {"effort_track": "track2"}, "bij een andere werkgever (spoor 2).", "with another employer (Track 2)."),
    (MINE, {"effort_track": "both"}, "(spoor 1) en bij een andere werkgever", "(Track 1) and with another employer"),
    (
        *(MINE, {"obligations.1.obligation": "Beginnen", "obligations.1.obligation_due": "2026-10-12"}),
        "Beginnen\n\n12-10-2026",
        "Beginnen\n\n12-10-2026",
    ),
    (MINE, {"effort_reason": "Lukte niet."}, "De reden die ik gaf\nLukte niet.", "reason I gave\nLukte niet."),
    (MINE, {"activities.1.activity": "Cursus"}, "Mijn activiteiten", "My activities"),
    (MINE, {"employer_reaction": "Boos."}, "werkgever reageerde\nBoos.", "employer reacted\nBoos."),
    # the employer's effort
    (THEIRS, {"track1_steps": "aids, training"}, "scholing aangeboden", "offered training"),
    (THEIRS, {"track1_steps": "aids"}, "Mijn werkgever heeft dit gedaan:", "My employer has done this:"),
    (THEIRS, {"track1_steps": "none"}, "heeft mijn werk niet aangepast, geen opbouw", "has not adapted my work"),
    (THEIRS, {"track1_steps": "unknown"}, "Ik weet niet wat mijn werkgever binnen", "I do not know what my employer"),
    (
        THEIRS,
        {"jobs.1.other_job": "Portier", "jobs.1.other_job_offered": "unknown"},
        "Portier\nWeet ik",
        "Portier\nI do",
    ),
    (
        *(THEIRS | {"track2_started": "yes"}, {"track2_date": "2026-10-01"}),
        "Spoor 2 begon op 1 oktober 2026.",
        "Track 2 began on 1 October 2026.",
    ),
    (
        *(THEIRS | {"track2_started": "yes"}, {"track2_date": "2026-10-01", "track2_agency": "Bureau Stap"}),
        "op 1 oktober 2026, met hulp van Bureau Stap.",
        "on 1 October 2026, with the help of Bureau Stap.",
    ),
    (
        *(THEIRS | {"track2_started": "yes"}, {"track2_plan_date": "2026-10-08"}),
        "Het trajectplan is van 8 oktober 2026.",
        "The Track 2 plan is of 8 October 2026.",
    ),
    (THEIRS, {"track2_started": "no"}, "Spoor 2 is niet begonnen.", "Track 2 has not started."),
    (
        THEIRS | {"track2_started": "no"},
        {"track2_reason": "Te vroeg."},
        "geeft deze reden. Te vroeg.",
        "gives this reason. Te vroeg.",
    ),
    (THEIRS, {"milestones": "action_plan"}, "Plan van aanpak\nJa", "Action plan\nYes"),
    (THEIRS, {"milestones": "none"}, "Plan van aanpak\nNee", "Action plan\nNo"),
    (THEIRS, {"milestones": "unknown"}, "Plan van aanpak\nWeet ik niet", "Action plan\nI do not know"),
    (
        *(THEIRS, {"milestones": "action_plan", "action_plan_date": "2026-05-04"}),
        "Plan van aanpak\nJa\n04-05-2026",
        "Action plan\nYes\n04-05-2026",
    ),
    (THEIRS, {"gaps": "Geen plan."}, "niet of te laat is gedaan\nGeen plan.", "or done late\nGeen plan."),
    (THEIRS, {"should_have": "Werk."}, "had moeten doen\nWerk.", "should have done\nWerk."),
    (THEIRS | {"first_sick_day": "2025-01-06"}, {"late_reason": "Nood."}, "nu nog vraag\nNood.", "opinion now\nNood."),
    # frequent absence
    (
        *(ABSENCE, {"absences.1.absence_from": "2026-01-05", "absences.2.absence_from": "2026-02-02"}),
        "In de laatste 3 jaar was ik 2 keer ziek.",
        "In the last 3 years I was ill 2 times.",
    ),
    (ABSENCE, {"absences.1.absence_hours": "7,5"}, "was ik 1 keer ziek.", "I was ill once."),
    (ABSENCE, {"absence_long_term": "yes"}, "Ik ben nu langere tijd ziek.", "I have now been ill for a longer time."),
    (ABSENCE, {"absence_long_term": "no"}, "Ik ben nu niet langdurig ziek.", "I am not ill for a long time now."),
    (
        ABSENCE,
        {"absence_conditions": "yes"},
        "komt het verzuim door de omstandigheden",
        "absence is caused by the cond",
    ),
    (ABSENCE, {"absence_conditions": "no"}, "komt het verzuim niet door de", "the absence is not caused by the"),
    (ABSENCE, {"absence_advice": "Rust."}, "Advies van de arbodienst\nRust.", "health service\nRust."),
    (ABSENCE, {"absence_measures": "Tijden."}, "en wat hielp\nTijden.", "what helped\nTijden."),
    (ABSENCE, {"absence_expectation": "Minder."}, "komende 26 weken\nMinder.", "for 26 weeks\nMinder."),
    (ABSENCE, {"absence_adaptation": "Cursus."}, "werk of scholing\nCursus.", "or training\nCursus."),
    (ABSENCE, {"absence_impact": "Drukte."}, "voor het bedrijf\nDrukte.", "on the company\nDrukte."),
    # self-insured for the WGA
    (
        WGA,
        {"wga_start": "2026-01-01"},
        "Ik krijg sinds 1 januari 2026 een WGA-uitkering.",
        "received a WGA benefit since",
    ),
    (
        *(WGA, {"wga_start": "2026-01-01", "wga_benefit": "follow_up"}),
        "een WGA-uitkering (vervolguitkering).",
        "I have received a WGA benefit (follow-up benefit) since 1 January 2026.",
    ),
    (WGA, {"wga_responsible": "Zorg BV"}, "is in handen van Zorg BV.", "is in the hands of Zorg BV."),
    (WGA, {"wga_decision": "yes"}, "heb hierover een formele beslissing", "I have received a formal decision"),
    (
        WGA,
        {"wga_decision": "no"},
        "geen formele beslissing (beschikking) gekregen.",
        "no formal decision (beschikking)",
    ),
    (
        *(WGA, {"wga_efforts.1.wga_effort_date": "2026-05-04", "wga_efforts.1.wga_effort_what": "Gesprek"}),
        "04-05-2026\nGesprek",
        "04-05-2026\nGesprek",
    ),
    (WGA, {"wga_gaps": "Een coach."}, "had moeten doen\nEen coach.", "should have done\nEen coach."),
]


@pytest.mark.parametrize(("before", "answer", "nl", "en"), ROWS, ids=[row[2][:40] for row in ROWS])
def test_a_fact_comes_with_its_answer(before: Raw, answer: Raw, nl: str, en: str) -> None:
    assert nl in letter(before | answer, "nl")
    assert en in letter(before | answer, "en")
    assert nl not in letter(before, "nl")
    assert en not in letter(before, "en")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_none_of_these_is_not_listed_as_something(language: str) -> None:
    said = letter(OWN | {"demands": "none"}, language)  # type: ignore[arg-type]

    assert "niets hiervan" not in said.lower()
    assert "none of these" not in said.lower()


def test_an_unknown_benefit_is_not_named() -> None:
    said = letter(WGA | {"wga_start": "2026-01-01", "wga_benefit": "unknown"})

    assert "een WGA-uitkering." in said
    assert "weet ik niet" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_of_another_kind_reaches_the_letter(kind: str) -> None:
    """What was answered before the kind of question was changed is not read any more."""
    others = {
        "own_tasks": "RESTJE",
        "work_adaptations": "RESTJE",
        "effort_reason": "RESTJE",
        "gaps": "RESTJE",
        "absence_advice": "RESTJE",
        "wga_gaps": "RESTJE",
    }

    assert letter(KINDS[kind] | others).count("RESTJE") == 1
