"""A planning as a table: thirteen columns that hold every row, with the months above them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.answers import read
from formgen.documents.gantt import COLUMNS, Grid, gantts, grid
from tests.golden import LIBRARY

FORM = LIBRARY.load("plan-van-aanpak-spoor-2")
TODAY = datetime.date(2026, 11, 19)
MONDAY = datetime.date(2026, 11, 23)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 900)).map(lambda one: (one[0], one[0] + datetime.timedelta(one[1])))


def after(days: int) -> datetime.date:
    return MONDAY + datetime.timedelta(days)


@pytest.mark.parametrize(("days", "weeks"), [(1, 1), (91, 1), (92, 2), (182, 2), (183, 3), (364, 4), (365, 5)])
def test_a_column_lasts_as_few_weeks_as_it_can(days: int, weeks: int) -> None:
    made = grid([(MONDAY, after(days - 1))])

    assert made == Grid(MONDAY, weeks)


@pytest.mark.parametrize(
    ("first", "last", "columns"),
    [(0, 0, [0]), (13, 13, [0]), (13, 14, [0, 1]), (14, 27, [1]), (27, 28, [1, 2]), (168, 181, [12])],
)
def test_a_cell_is_dark_from_the_first_to_the_last_day(first: int, last: int, columns: list[int]) -> None:
    cells = Grid(MONDAY, 2).fills((after(first), after(last)))

    assert [n for n, cell in enumerate(cells) if cell] == columns


def test_without_a_span_there_is_no_planning() -> None:
    assert grid([]) is None
    assert grid([None, None], [MONDAY]) is None
    assert Grid(MONDAY, 1).fills(None) == (False,) * COLUMNS


@given(spans=st.lists(SPANS, min_size=1, max_size=20), marks=st.lists(DAYS, max_size=5))
def test_every_span_and_mark_is_in_the_picture(spans, marks) -> None:  # type: ignore[no-untyped-def]
    made = grid(spans, marks)

    assert made is not None
    assert len(made.first_days) == COLUMNS
    for span in [*spans, *((day, day) for day in marks if day >= made.start)]:
        cells = made.fills(span)
        first, last = cells.index(True), COLUMNS - 1 - cells[::-1].index(True)
        assert all(cells[first : last + 1])
        step = datetime.timedelta(weeks=made.weeks)
        assert made.first_days[first] <= span[0] < made.first_days[first] + step
        assert made.first_days[last] <= span[1] < made.first_days[last] + step


def planning(language="nl", **typed: str) -> dict[str, object]:  # type: ignore[no-untyped-def]
    raw = {name.replace("__", "."): text for name, text in typed.items()}
    return gantts(read(FORM, raw, TODAY), language)["plan_activities"]


@given(SPANS, DAYS, st.integers(1, 9))
def test_a_cell_is_dark_when_a_day_of_the_span_lies_in_its_weeks(span, start, weeks) -> None:  # type: ignore[no-untyped-def]
    made = Grid(start, weeks)
    days = [(day, day + datetime.timedelta(weeks=weeks)) for day in made.first_days]

    assert made.fills(span) == tuple(span[0] < after and span[1] >= day for day, after in days)


def test_the_planning_of_a_group() -> None:
    made = planning(
        plan_activities__1__activity_start="2026-11-24",
        plan_activities__1__activity_end="2026-12-04",
        plan_activities__2__activity_name="Nog geen datum",
        plan_activities__3__activity_start="2027-05-03",
        plan_activities__3__activity_end="2027-05-24",
        plan_evaluations__1__evaluation_date="2027-01-04",
    )

    assert (made["first"], made["last"], made["weeks"]) == ("24\u00a0november\u00a02026", "24\u00a0mei\u00a02027", "2")
    assert made["months"] == ["nov 2026", "dec", "", "jan 2027", "", "feb", "", "mrt", "", "", "apr", "", "mei"]
    assert made["days"][:4] == ["24", "8", "22", "5"]  # type: ignore[index]
    dark = [[n for n, cell in enumerate(row["cells"]) if cell] for row in made["rows"]]  # type: ignore[attr-defined]
    assert dark == [[0], [], [11, 12]]
    assert [row["number"] for row in made["rows"]] == ["1", "2", "3"]  # type: ignore[attr-defined]
    assert [n for n, mark in enumerate(made["marks"]) if mark] == [2]  # type: ignore[arg-type]


def test_the_months_are_in_the_language_of_the_document() -> None:
    made = planning(
        "en", plan_activities__1__activity_start="2027-03-01", plan_activities__1__activity_end="2027-05-24"
    )

    assert made["months"][0] == "Mar 2027"  # type: ignore[index]
    assert made["marks"] == []


def test_a_planning_without_dates_is_empty() -> None:
    assert planning(plan_activities__1__activity_name="Intake") == {}
    assert set(gantts(read(FORM, {}, TODAY), "nl")) == {"trainings", "plan_activities"}
