"""The gatekeeper calendar: the worked examples to the day, and what must hold for every absence."""

import datetime
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.errors import FormgenError
from formgen.guidance import poortwachter
from formgen.guidance.poortwachter import Due, Gap, absence, calendar
from formgen.loader.milestones import load_milestones

MILESTONES = load_milestones(Path(__file__).parents[1])
D = datetime.date
MONDAY = D(2026, 1, 5)


def dates(start: datetime.date, *gaps: Gap, **done: datetime.date) -> dict[str, Due]:
    """The first moment of each name."""
    found: dict[str, Due] = {}
    for due in calendar(absence(start, gaps, done), MILESTONES):
        found.setdefault(due.milestone.name, due)
    return found


def test_the_list_of_milestones_is_there() -> None:
    assert len(MILESTONES) >= 18
    assert all(milestone.source or milestone.contract_end for milestone in MILESTONES)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("report_sick", None, D(2026, 1, 11)),
        ("problem_analysis", None, D(2026, 2, 15)),
        ("action_plan", None, D(2026, 3, 1)),
        ("early_iva", D(2026, 1, 26), D(2027, 4, 25)),
        ("notice_42", None, D(2026, 10, 26)),
        ("first_year_evaluation", D(2026, 11, 16), D(2027, 1, 3)),
        ("track2_target", None, D(2027, 1, 3)),
        ("track2_latest", None, D(2027, 2, 14)),
        ("effort_opinion_latest", None, D(2027, 7, 3)),
        ("uwv_letter", D(2027, 9, 6), D(2027, 9, 12)),
        ("reintegration_report", None, D(2027, 10, 3)),
        ("wia_application", None, D(2027, 10, 17)),
        ("waiting_period_end", None, D(2028, 1, 2)),
        ("wia_first_day", None, D(2028, 1, 3)),
        ("wage_sanction", D(2028, 1, 3), D(2028, 12, 31)),
    ],
)
def test_the_worked_example(name: str, first: datetime.date | None, last: datetime.date) -> None:
    due = dates(MONDAY)[name]
    assert (due.first, due.last) == (first, last)


def test_the_published_example_with_and_without_an_interruption() -> None:
    start = D(2022, 1, 3)
    assert absence(start).day(728) == D(2024, 1, 1)
    assert absence(start, [Gap(D(2022, 5, 2), D(2022, 5, 22))]).day(728) == D(2024, 1, 22)


def test_the_dates_of_an_absence_since_9_march_2026() -> None:
    found = dates(D(2026, 3, 9))
    assert found["notice_42"].last == D(2026, 12, 28)
    assert found["track2_target"].last == D(2027, 3, 7)
    assert absence(D(2026, 3, 9)).week(D(2026, 11, 23)) == 38


def test_the_cut_off_six_months_before_the_end() -> None:
    assert dates(D(2025, 11, 17))["effort_opinion_latest"].last == D(2027, 5, 15)
    assert dates(D(2025, 4, 7))["effort_opinion_latest"].last == D(2026, 10, 5)


def test_a_gap_of_27_days_is_added_and_one_of_28_starts_anew() -> None:
    added = absence(MONDAY, [Gap(D(2026, 6, 1), D(2026, 6, 27))])
    assert (added.start, added.day(728)) == (MONDAY, D(2028, 1, 3) + datetime.timedelta(days=27))
    anew = absence(MONDAY, [Gap(D(2026, 6, 1), D(2026, 6, 28))])
    assert (anew.start, anew.gaps) == (D(2026, 6, 29), ())


def test_two_gaps_are_both_added() -> None:
    both = absence(MONDAY, [Gap(D(2026, 9, 7), D(2026, 9, 13)), Gap(D(2026, 3, 2), D(2026, 3, 15))])
    assert both.day(727) == D(2028, 1, 2) + datetime.timedelta(days=21)


def test_a_date_before_the_gap_keeps_its_day() -> None:
    found = dates(MONDAY, Gap(D(2026, 2, 16), D(2026, 2, 22)))
    assert found["problem_analysis"].last == D(2026, 2, 15)
    assert found["action_plan"].last == D(2026, 3, 8)
    assert found["notice_42"].last == D(2026, 11, 2)


def test_a_gap_over_the_end_of_week_six_moves_it() -> None:
    assert dates(MONDAY, Gap(D(2026, 2, 12), D(2026, 2, 18)))["problem_analysis"].last == D(2026, 2, 22)


def test_a_first_sick_day_on_29_february() -> None:
    start = D(2028, 2, 29)
    assert absence(start).day(728) == D(2030, 2, 26)
    assert dates(start)["effort_opinion_latest"].last == D(2029, 8, 26)


def test_six_months_before_a_day_that_month_does_not_have() -> None:
    assert poortwachter.months_before(D(2026, 8, 31), 6) == D(2026, 2, 28)
    assert poortwachter.months_before(D(2028, 8, 31), 6) == D(2028, 2, 29)
    assert poortwachter.months_before(D(2026, 1, 15), 1) == D(2025, 12, 15)


def test_a_legal_day_in_the_weekend_stays_and_the_working_day_before_is_advised() -> None:
    due = dates(MONDAY)["problem_analysis"]
    assert due.last == D(2026, 2, 15)
    assert due.advised == D(2026, 2, 13)


@pytest.mark.parametrize(
    ("date", "works"),
    [
        (D(2026, 4, 3), True),  # Good Friday
        (D(2026, 4, 6), False),  # Easter Monday
        (D(2026, 4, 27), False),  # King's Day
        (D(2026, 5, 5), True),  # not a lustrum
        (D(2025, 5, 5), False),
        (D(2025, 4, 26), False),  # King's Day, for 27 April is a Sunday
        (D(2026, 12, 25), False),
        (D(2026, 11, 21), False),  # Saturday
    ],
)
def test_working_days(date: datetime.date, works: bool) -> None:
    assert poortwachter.is_working_day(date) is works


def test_the_42_weeks_notice_skips_a_public_holiday() -> None:
    start = D(2026, 3, 9) - datetime.timedelta(days=3)  # day 294 is 25 December 2026
    assert dates(start)["notice_42"].last == D(2026, 12, 28)


def test_what_was_done_moves_what_follows() -> None:
    found = dates(MONDAY, problem_analysis=D(2026, 1, 20), first_year_evaluation=D(2026, 11, 20))
    assert found["action_plan"].last == D(2026, 2, 3)
    assert found["track2_latest"].last == D(2027, 1, 1)


def test_the_plan_is_due_in_week_eight_however_late_the_analysis() -> None:
    assert dates(MONDAY, problem_analysis=D(2026, 3, 20))["action_plan"].last == D(2026, 3, 1)


@pytest.mark.parametrize(
    ("start", "gap", "name", "last"),
    [
        (MONDAY, Gap(D(2026, 2, 16), D(2026, 3, 10)), "action_plan-1", D(2026, 3, 24)),
        (MONDAY, Gap(D(2027, 1, 4), D(2027, 1, 24)), "track2_latest-1", D(2027, 3, 7)),
        (D(2022, 1, 3), Gap(D(2022, 5, 10), D(2022, 6, 5)), "evaluation-1", D(2022, 4, 10)),
        (D(2022, 1, 3), Gap(D(2022, 5, 10), D(2022, 6, 5)), "evaluation-2", D(2022, 6, 18)),
        (MONDAY, Gap(D(2027, 10, 18), D(2027, 10, 24)), "documents_upload-1", D(2027, 10, 25)),
        (MONDAY, Gap(D(2027, 10, 18), D(2027, 10, 24)), "wia_decision-1", D(2028, 2, 6)),  # a term of UWV itself
        (MONDAY, Gap(D(2026, 10, 24), D(2026, 10, 30)), "notice_42-1", D(2026, 11, 2)),
        (D(2026, 1, 10), Gap(D(2026, 11, 1), D(2026, 11, 3)), "notice_42-1", D(2026, 11, 4)),
        (MONDAY, Gap(D(2027, 7, 1), D(2027, 7, 21)), "effort_opinion_latest-1", D(2027, 7, 24)),
        (MONDAY, Gap(D(2027, 7, 4), D(2027, 7, 24)), "effort_opinion_latest-1", D(2027, 7, 3)),
    ],
)
def test_what_follows_another_moment_is_counted_in_days_of_absence(
    start: datetime.date, gap: Gap, name: str, last: datetime.date
) -> None:
    assert keyed(start, [gap])[name].last == last


def test_after_what_was_done_a_gap_is_not_counted_either() -> None:
    gap, done = Gap(D(2026, 1, 26), D(2026, 2, 4)), {"problem_analysis": 15}  # on 20 January
    assert keyed(MONDAY, [gap], done)["action_plan-1"].last == D(2026, 2, 13)
    in_the_gap = {"problem_analysis": 25}  # on 30 January: fourteen days from 5 February on
    assert keyed(MONDAY, [gap], in_the_gap)["action_plan-1"].last == D(2026, 2, 18)


def test_evaluations_come_every_six_weeks_until_the_final_one() -> None:
    found = [due for due in calendar(absence(MONDAY), MILESTONES) if due.milestone.name == "evaluation"]
    assert [due.number for due in found] == list(range(1, len(found) + 1))
    assert found[0].last == D(2026, 4, 12)
    assert {(b.last - a.last).days for a, b in itertools.pairwise(found)} == {42}
    assert found[-1].last < absence(MONDAY).day(622) <= found[-1].last + datetime.timedelta(days=42)


@pytest.mark.parametrize(
    ("gaps", "nl"),
    [
        (
            [Gap(D(2026, 5, 20), D(2026, 5, 1))],
            "De onderbreking van 20 mei 2026 tot en met 1 mei 2026 eindigt voordat zij begint. Draai de datums om.",
        ),
        (
            [Gap(D(2026, 1, 5), D(2026, 1, 9))],
            "De onderbreking die begint op 5 januari 2026 moet na 5 januari 2026 beginnen. "
            "Verander een van deze datums.",
        ),
        (
            [Gap(D(2026, 2, 1), D(2026, 2, 9)), Gap(D(2026, 2, 10), D(2026, 2, 12))],
            "De onderbreking die begint op 10 februari 2026 moet na 10 februari 2026 beginnen. "
            "Verander een van deze datums.",
        ),
    ],
)
def test_gaps_that_cannot_be(gaps: list[Gap], nl: str) -> None:
    with pytest.raises(FormgenError) as error:
        absence(MONDAY, gaps)
    assert error.value.sentence.nl.replace("\u00a0", " ") == nl


STARTS = st.dates(D(2000, 1, 1), D(2060, 12, 31))


@given(STARTS)
def test_the_milestones_of_an_absence_are_in_order(start: datetime.date) -> None:
    found = dates(start)
    names = (
        "problem_analysis",
        "action_plan",
        "notice_42",
        "track2_target",
        "track2_latest",
        "wia_application",
        "waiting_period_end",
        "wia_first_day",
    )
    assert [found[name].last for name in names] == sorted(found[name].last for name in names)
    assert all(due.first is None or due.first <= due.last for due in found.values())
    assert all(due.advised <= due.last for due in found.values())


# Done as so many days after the first sick day: what other moments follow.
DONE = st.fixed_dictionaries(
    {},
    optional={
        "problem_analysis": st.integers(0, 200),
        "action_plan": st.integers(0, 200),
        "first_year_evaluation": st.integers(200, 600),
        "wia_application": st.integers(500, 800),
    },
)
SPELLS = st.lists(st.tuples(st.integers(1, 200), st.integers(1, 27)), max_size=4)  # ill, and then recovered


def keyed(start: datetime.date, gaps: Iterable[Gap] = (), done: Mapping[str, int] | None = None) -> dict[str, Due]:
    """Every moment, also each repeated one."""
    dated = {name: start + datetime.timedelta(days=after) for name, after in (done or {}).items()}
    found = calendar(absence(start, gaps, dated), MILESTONES)
    return {f"{due.milestone.name}-{due.number}": due for due in found}


def gaps_of(start: datetime.date, spells: Iterable[tuple[int, int]]) -> list[Gap]:
    gaps, at = [], start
    for ill, recovered in spells:
        gaps.append(gap_after(at, ill, recovered))
        at = gaps[-1].last + datetime.timedelta(days=1)
    return gaps


def gap_after(start: datetime.date, after: int, length: int) -> Gap:
    first = start + datetime.timedelta(days=after)
    return Gap(first, first + datetime.timedelta(days=length - 1))


@given(STARTS, st.integers(1, 800), st.integers(1, 60), DONE)
def test_no_date_moves_backwards_when_a_gap_is_added(
    start: datetime.date, after: int, length: int, done: dict[str, int]
) -> None:
    """Only how many evaluations fit may change, when a date known beforehand or forgotten stays and the end moves."""
    without, with_gap = keyed(start, done=done), keyed(start, [gap_after(start, after, length)], done)
    assert {key.partition("-")[0] for key in without} == {key.partition("-")[0] for key in with_gap}
    assert without.keys() == with_gap.keys() or done
    for key, due in without.items():
        if key not in with_gap:
            continue
        assert with_gap[key].last >= due.last
        assert due.first is None or with_gap[key].first >= due.first  # type: ignore[operator]


@given(STARTS, SPELLS.filter(bool), st.data())
def test_no_date_moves_backwards_when_a_gap_is_added_to_others(
    start: datetime.date, spells: list[tuple[int, int]], data: st.DataObject
) -> None:
    gaps = gaps_of(start, spells)
    added = data.draw(st.sampled_from(gaps))
    fewer = keyed(start, [gap for gap in gaps if gap != added])
    assert all(due.last >= fewer[key].last for key, due in keyed(start, gaps).items())


@given(STARTS, st.integers(1, 700), st.integers(1, 27))
def test_a_gap_moves_every_moment_in_it_or_after_it_by_its_length_and_no_other(
    start: datetime.date, after: int, length: int
) -> None:
    """Also what follows another moment, and what is repeated; two kinds have to fit the months or the working days."""
    gap = gap_after(start, after, length)
    with_gap = keyed(start, [gap])
    for key, due in keyed(start).items():
        milestone = due.milestone
        if milestone.who == "uwv" or milestone.working_day or milestone.months_before_end:
            continue
        moved = datetime.timedelta(days=length if due.last >= gap.first else 0)
        assert with_gap[key].last == due.last + moved, key


@given(STARTS, st.integers(1, 700), st.integers(1, 27))
def test_what_is_counted_in_months_or_working_days_moves_with_the_days_it_is_counted_from(
    start: datetime.date, after: int, length: int
) -> None:
    gap = gap_after(start, after, length)
    without, with_gap = dates(start), dates(start, gap)
    notice, opinion = without["notice_42"].last, without["effort_opinion_latest"].last
    if start + datetime.timedelta(days=294) >= gap.first:
        notice = poortwachter.working_day_from(start + datetime.timedelta(days=294 + length))
    elif notice >= gap.first:  # the gap begins in the weekend before it
        notice = poortwachter.working_day_from(gap.last + datetime.timedelta(days=1))
    if opinion >= gap.first:
        ends = start + datetime.timedelta(days=728 + length)
        opinion = max(poortwachter.months_before(ends, 6), gap.last + datetime.timedelta(days=1))
    assert (with_gap["notice_42"].last, with_gap["effort_opinion_latest"].last) == (notice, opinion)


@given(STARTS, SPELLS, DONE)
def test_no_moment_falls_in_a_gap_and_all_are_in_order(
    start: datetime.date, spells: list[tuple[int, int]], done: dict[str, int]
) -> None:
    gaps = gaps_of(start, spells)
    found = keyed(start, gaps, done)
    for key, due in found.items():
        if due.milestone.who != "uwv":
            assert not any(gap.first <= due.last <= gap.last for gap in gaps), key
        assert due.first is None or due.first <= due.last
        assert due.milestone.name != "action_plan" or due.last >= found["problem_analysis-1"].last or done
    assert [due.last for due in found.values()] == sorted(due.last for due in found.values())
    evaluations = [due.last for due in found.values() if due.milestone.name == "evaluation"]
    assert all((two - one).days >= 42 for one, two in itertools.pairwise(evaluations))


@given(STARTS, st.integers(1, 800), st.integers(28, 60))
def test_a_gap_of_28_days_or_more_restarts_every_moment(start: datetime.date, after: int, length: int) -> None:
    gap = gap_after(start, after, length)
    anew = keyed(gap.last + datetime.timedelta(days=1))
    assert keyed(start, [gap], {"problem_analysis": 0, "action_plan": after - 1}) == anew


@given(STARTS, st.integers(1, 700), st.integers(1, 27))
def test_a_short_gap_moves_each_later_day_by_its_length(start: datetime.date, after: int, length: int) -> None:
    first = start + datetime.timedelta(days=after)
    with_gap = absence(start, [Gap(first, first + datetime.timedelta(days=length - 1))])
    assert with_gap.day(after - 1) == absence(start).day(after - 1)
    assert with_gap.day(after) == absence(start).day(after) + datetime.timedelta(days=length)


@given(STARTS, st.integers(0, 900))
def test_a_day_lies_in_its_week(start: datetime.date, day: int) -> None:
    counted = absence(start)
    assert counted.week(counted.day(day)) == day // 7 + 1


@given(STARTS, SPELLS, st.integers(0, 760))
def test_each_day_of_illness_has_its_own_date_and_none_lies_in_a_gap(
    start: datetime.date, spells: list[tuple[int, int]], day: int
) -> None:
    counted = absence(start, gaps_of(start, spells))
    date = counted.day(day)
    assert counted.day(day + 1) > date
    assert not any(gap.first <= date <= gap.last for gap in counted.gaps)
    assert counted.week(date) == day // 7 + 1
