"""The gatekeeper calendar in its file: every word of it, and every mistake with its line."""

import datetime
from pathlib import Path

import pytest

from formgen.errors import FormFileError
from formgen.form import Milestone
from formgen.guidance.poortwachter import absence, calendar
from formgen.loader.milestones import load_milestones
from formgen.text import Text, same
from tests import trialform

START = datetime.date(2026, 1, 5)
CALENDAR = """\
poortwachter:
  analysis:
    what: Probleemanalyse | Problem analysis
    who: physician
    agenda: Afspraak | Meeting
    day: 41
    note: Binnen zes weken. | Within six weeks.
    source: uwv_page
  plan:
    what: Plan van aanpak | Action plan
    who: both
    agenda: Afspraak | Meeting
    after: analysis
    days: 14
    day: 55
  evaluation:
    what: Evaluatie | Evaluation
    who: both
    agenda: Afspraak | Meeting
    after: plan
    days: 42
    every: 42
    until: last
  report:
    what: Melding | Notice
    who: employer
    agenda: Afspraak | Meeting
    first: 280
    day: 287
    working day: yes
    unconfirmed: yes
  late:
    what: Half jaar | Half a year
    who: uwv
    agenda: Afspraak | Meeting
    months before end: 6
  last:
    what: Eindevaluatie | Final evaluation
    who: both
    agenda: Afspraak | Meeting
    day: 637
"""


def loaded(folder: Path, text: str = CALENDAR) -> dict[str, Milestone]:
    trialform.write(folder, poortwachter=text)
    return {milestone.name: milestone for milestone in load_milestones(folder)}


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(FormFileError) as caught:
        loaded(folder, text)
    return [problem.said().nl for problem in caught.value.problems]


def test_every_word_is_read(tmp_path: Path) -> None:
    found = loaded(tmp_path)

    assert found["analysis"] == Milestone(
        "analysis",
        Text("Probleemanalyse", "Problem analysis"),
        "physician",
        agenda=Text("Afspraak", "Meeting"),
        day=41,
        note=Text("Binnen zes weken.", "Within six weeks."),
        source="uwv_page",
    )
    assert (found["plan"].after, found["plan"].days, found["plan"].day) == ("analysis", 14, 55)
    assert (found["evaluation"].every, found["evaluation"].until) == (42, "last")
    assert (found["report"].first, found["report"].working_day, found["report"].unconfirmed) == (280, True, True)
    assert found["late"].months_before_end == 6


def test_milestones_keep_the_order_of_the_file(tmp_path: Path) -> None:
    assert list(loaded(tmp_path)) == ["analysis", "plan", "evaluation", "report", "late", "last"]


def test_a_folder_without_the_file_has_no_calendar(tmp_path: Path) -> None:
    trialform.write(tmp_path)

    assert load_milestones(tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    day: 41\n", "    day: week 6\n", 'regel 6: "week 6" bij "day" is geen heel getal'),
        ("    day: 41\n", "    day: 2001\n", 'regel 6: "2001" bij "day" is geen heel getal'),
        ("    day: 41\n", "    day: -1\n", 'regel 6: "-1" bij "day" is geen heel getal'),
        ("    day: 41\n", "    day: ٤١\n", 'regel 6: "٤١" bij "day" is geen heel getal'),
        ("    day: 637\n", "", 'regel 37: bij "last" staat niet wanneer het is'),
        (
            "    after: analysis\n",
            "    after: analyse\n",
            '"analyse" staat niet boven dit moment - bedoelt u "analysis"?',
        ),
        ("    after: analysis\n", "    after: last\n", '"last" staat niet boven dit moment'),
        ("    until: last\n", "    until: lest\n", '"lest" staat niet boven dit moment - bedoelt u "last"?'),
        ("    until: last\n", "", 'bij "evaluation" staat "every:" zonder begin of einde'),
        ("    after: plan\n    days: 42\n", "    day: 90\n", 'bij "evaluation" staat "every:" zonder begin of einde'),
        ("    who: physician\n", "    who: arts\n", 'regel 4: "arts"'),
        ("    who: physician\n", "", 'bij "analysis" ontbreekt "who:"'),
        ("    what: Melding | Notice\n", "    what: Melding\n", '"Melding" staat er in één taal'),
        ("    what: Melding | Notice\n", "", 'bij "report" ontbreekt "what:"'),
        ("    source: uwv_page\n", "    source: uwv_pagina\n", '"uwv_pagina"'),
        ("    working day: yes\n", "    workingday: yes\n", '"workingday"'),
        ("  plan:\n", "  analysis:\n", "analysis"),
        (
            "  late:\n    what: Half jaar | Half a year\n    who: uwv\n"
            "    agenda: Afspraak | Meeting\n    months before end: 6\n",
            "  late: x\n",
            '"late"',
        ),
    ],
)
def test_a_mistake_is_said_with_what_to_do(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in CALENDAR
    said = faults(tmp_path, CALENDAR.replace(old, new, 1))

    assert any(says in sentence for sentence in said), said
    assert all(sentence.startswith("forms/poortwachter.yml, regel ") for sentence in said)


@pytest.mark.parametrize("old", ["    who: physician\n", "    what: Probleemanalyse | Problem analysis\n"])
def test_what_follows_a_milestone_with_a_mistake_has_none_itself(tmp_path: Path, old: str) -> None:
    (only,) = faults(tmp_path, CALENDAR.replace(old, ""))

    assert 'bij "analysis" ontbreekt' in only


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    text = CALENDAR.replace("day: 41", "day: x").replace("who: uwv", "who: het UWV").replace("day: 637", "day: y")

    assert len(faults(tmp_path, text)) == 3


def test_a_calendar_that_loads_can_be_reckoned(tmp_path: Path) -> None:
    dues = calendar(absence(START), tuple(loaded(tmp_path).values()))

    assert [(due.milestone.name, due.number) for due in dues[:3]] == [("analysis", 1), ("plan", 1), ("evaluation", 1)]
    assert [due.number for due in dues if due.milestone.name == "evaluation"] == list(range(1, 14))
    assert max(due.last for due in dues if due.milestone.name == "evaluation") < absence(START).day(637)


def test_a_repeated_milestone_comes_to_an_end_however_short_its_term(tmp_path: Path) -> None:
    """Every day for two years is a mistake of whoever wrote it: the calendar stays one page."""
    dues = calendar(absence(START), tuple(loaded(tmp_path, CALENDAR.replace("every: 42", "every: 1")).values()))

    assert len([due for due in dues if due.milestone.name == "evaluation"]) == 20


def test_before_the_first_sick_day_and_after_the_end() -> None:
    spell = absence(START)

    assert spell.week(START - datetime.timedelta(days=1)) == 0
    assert (spell.week(START), spell.week(START + datetime.timedelta(days=7))) == (1, 2)
    assert spell.end == START + datetime.timedelta(days=727)
    assert spell.week(spell.end) == 104


def test_a_milestone_without_any_day_is_due_at_the_end() -> None:
    """The loader asks for a day; a milestone made in code falls on the last day of the 104 weeks."""
    (due,) = calendar(absence(START), (Milestone("end", same("End"), "nobody", same("End")),))

    assert due.last == absence(START).end
