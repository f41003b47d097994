"""Facts mentioned in a file of forms: in texts in the reader's language, in conditions and milestones as numbers."""

from pathlib import Path

import pytest

from formgen.errors import FormFileError
from formgen.form import Form, Moment, Shift
from formgen.loader import load_facts, load_form, load_tips
from formgen.loader.milestones import load_milestones
from formgen.text import Text
from tests import trialform

FACTS = """\
facts:
  cost_employee: {value: 100, unit: euro, text: A | A}
  fee: {value: 100, unit: euro, text: Dit kost het. | This is what it costs.}
  term: {value: 6, unit: weeks, text: "Reken op {facts.term}. | Reckon with {facts.term}."}
  shelf_life: {value: 90, unit: days, text: A | A}
  closed: {value: 6, unit: months, text: A | A}
  grown_up: {value: 18, unit: years, text: A | A}
  last_week: {value: 52, unit: week, text: A | A}
  hours: {value: 26, unit: hours, text: A | A}
  rate: {value: 5, unit: percent, text: A | A}
  since: {value: 2026-07-01, text: A | A}
  site: {value: uwv.nl, text: A | A}
"""
ASK = "ask: Werkt u mee? | Do you cooperate?"
DATED = "{talk_date: before today - 90 days}"


def load(folder: Path, old: str, new: str) -> Form:
    """The trial form with one change, beside these facts."""
    assert old in trialform.FORM
    return load_form(trialform.write(folder, trialform.FORM.replace(old, new, 1), facts=FACTS), folder)


def problems(folder: Path, old: str, new: str) -> list[str]:
    with pytest.raises(FormFileError) as caught:
        load(folder, old, new)
    return [problem.said().en for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("mention", "nl", "en"),
    [
        ("fee", "€\u00a0100", "€\u00a0100"),
        ("term", "6\u00a0weken", "6\u00a0weeks"),
        ("term.number", "6", "6"),
        ("last_week", "week\u00a052", "week\u00a052"),
        ("hours", "26\u00a0uur", "26\u00a0hours"),
        ("rate", "5%", "5%"),
        ("since", "1\u00a0juli\u00a02026", "1\u00a0July\u00a02026"),
        ("site", "uwv.nl", "uwv.nl"),
    ],
)
@pytest.mark.parametrize("block", [False, True])
def test_a_text_says_the_fact_in_its_own_language(tmp_path: Path, mention: str, nl: str, en: str, block: bool) -> None:
    one_line = f'ask: "Is het {{facts.{mention}}}? | Is it {{facts.{mention}}}?"'
    two_lines = f'ask:\n          nl: "Is het {{facts.{mention}}}?"\n          en: "Is it {{facts.{mention}}}?"'
    form = load(tmp_path, ASK, two_lines if block else one_line)

    assert form.by_name["consent"].ask == Text(f"Is het {nl}?", f"Is it {en}?")


def test_a_text_may_mention_facts_and_answers(tmp_path: Path) -> None:
    form = load(
        tmp_path,
        "Hersteld is na {first_sick_day}. | Recovered is after {first_sick_day}.",
        "Na {first_sick_day} en {facts.term}. | After {first_sick_day} and {facts.term}.",
    )

    assert form.checks[0].sentence.en == "After {first_sick_day} and 6\u00a0weeks."


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("before today - facts.shelf_life", Moment("today", (Shift(-90),))),
        ("after recovered_on + facts.term", Moment("recovered_on", (Shift(6, "weeks"),))),
        ("not before today - facts.grown_up", Moment("today", (Shift(-18, "years"),))),
        ("after recovered_on + facts.last_week", Moment("recovered_on", (Shift(363),))),
        ("not after recovered_on + facts.last_week", Moment("recovered_on", (Shift(363),))),
        ("before recovered_on + facts.last_week", Moment("recovered_on", (Shift(357),))),
        (
            "after recovered_on + facts.term - facts.closed - 2 days",
            Moment("recovered_on", (Shift(6, "weeks"), Shift(-6, "months"), Shift(-2))),
        ),
    ],
)
def test_a_moment_is_moved_by_a_fact(tmp_path: Path, written: str, moment: Moment) -> None:
    form = load(tmp_path, DATED, f"{{talk_date: {written}}}")

    assert form.checks[-1].condition[0].tests[0].operand == moment


def test_a_number_is_compared_with_a_fact(tmp_path: Path) -> None:
    form = load(
        tmp_path, "{contract_hours: at least 26}", "{contract_hours: [at least facts.hours, less than facts.rate]}"
    )
    (suggestion,) = form.by_name["reason"].suggest

    assert [test.operand for test in suggestion.when[0].tests] == [26, 5]


def test_a_limit_and_a_list_of_texts_may_be_facts(tmp_path: Path) -> None:
    form = load(tmp_path, "at most: 60\n", "at most: facts.hours\n")

    assert form.by_name["contract_hours"].limits.most == 26


def test_a_fact_and_a_tip_may_mention_a_fact(tmp_path: Path) -> None:
    tips = "tips:\n  keep_calm: {text: 'Dat duurt {facts.term}. | That takes {facts.term}.', source: [uwv_page]}\n"
    trialform.write(tmp_path, tips=tips, facts=FACTS)

    assert load_facts(tmp_path)["term"].text == Text("Reken op 6\u00a0weken.", "Reckon with 6\u00a0weeks.")
    assert load_tips(tmp_path)["keep_calm"].text.nl == "Dat duurt 6\u00a0weken."


def test_a_milestone_counts_in_days(tmp_path: Path) -> None:
    moments = (
        "poortwachter:\n"
        "  one: {what: A | A, who: uwv, agenda: A | A, first: facts.last_week, day: facts.last_week}\n"
        "  two: {what: A | A, who: uwv, agenda: A | A, after: one, days: facts.term}\n"
        "  end: {what: A | A, who: uwv, agenda: A | A, months before end: facts.closed}\n"
    )
    trialform.write(tmp_path, facts=FACTS)
    (tmp_path / "forms" / "poortwachter.yml").write_text(moments, encoding="utf-8")
    one, two, end = load_milestones(tmp_path)

    assert (one.first, one.day, two.days, end.months_before_end) == (357, 363, 42, 6)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            ASK,
            "ask: Is het {facts.tern}? | Is it?",
            'there is no fact "tern" in forms/facts.yml - did you mean "term"?',
        ),
        (ASK, "ask: Is het {facts.fee.cents}? | Is it?", 'there is no fact "fee.cents" in forms/facts.yml - check'),
        (DATED, "{talk_date: before today - facts.shelflife}", 'there is no fact "shelflife" in forms/facts.yml - did'),
        (DATED, "{talk_date: before today - facts.fee}", 'the fact "fee" counts no time but "euro" - name a fact in'),
        (DATED, "{talk_date: before today - facts.last_week}", 'the fact "last_week" is a week, counted from a day'),
        ("{contract_hours: at least 26}", "{contract_hours: at least facts.hour}", 'there is no fact "hour"'),
    ],
)
def test_a_mention_that_cannot_be_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    line = trialform.FORM[: trialform.FORM.index(old)].count("\n") + 1
    (problem,) = problems(tmp_path, old, new)

    assert problem.startswith(f"forms/proef.yml, line {line}: {said}")


def test_a_unit_needs_a_number_and_must_be_known(tmp_path: Path) -> None:
    wrong = FACTS.replace("value: 100", "value: veel", 1).replace("unit: months", "unit: mnd")
    trialform.write(tmp_path, facts=wrong)
    with pytest.raises(FormFileError) as caught:
        load_facts(tmp_path)
    said = [problem.said().nl for problem in caught.value.problems]

    assert said[0].startswith('forms/facts.yml, regel 2: "veel" is geen getal, en "unit: euro" telt er een')
    assert said[1].startswith('forms/facts.yml, regel 6: "mnd" past niet bij "unit" - ')
