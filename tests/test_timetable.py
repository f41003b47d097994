"""The calendar as people read it: how each moment stands, what should be done, and what a contract's end does."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen import guidance
from formgen.errors import FormgenError
from formgen.guidance import timetable
from formgen.guidance.poortwachter import Absence, Gap, absence, absence_of
from formgen.guidance.timetable import Row
from formgen.library import SHIPPED

D = datetime.date
MILESTONES = guidance.with_milestones([SHIPPED]).milestones
START, TODAY = D(2026, 3, 9), D(2026, 11, 23)


def rows(counted: Absence | None = None, today: D = TODAY) -> tuple[Row, ...]:
    return timetable.rows(counted or absence(START), MILESTONES, today)


def row(name: str, counted: Absence | None = None, today: D = TODAY) -> Row:
    return next(one for one in rows(counted, today) if one.milestone.name == name)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("problem_analysis", "due"),
        ("notice_42", "later"),
        ("early_iva", "now"),
        ("uwv_letter", "later"),
        ("wage_sanction", "later"),
    ],
)
def test_how_each_moment_stands(name: str, state: str) -> None:
    assert row(name).state == state


def test_what_nobody_has_to_do_is_past_and_never_due() -> None:
    long_after = D(2040, 1, 2)
    states = {one.milestone.name: one.state for one in rows(today=long_after)}
    for name in ("early_iva", "effort_opinion_latest", "uwv_letter", "waiting_period_end", "wage_sanction"):
        assert states[name] == "past"
    assert states["wia_application"] == "due"
    assert timetable.next_up(rows(today=long_after)) is None


def test_the_last_day_itself_is_now() -> None:
    assert row("problem_analysis", today=D(2026, 4, 19)).state == "now"
    assert row("problem_analysis", today=D(2026, 4, 18)).state == "later"
    assert row("problem_analysis", today=D(2026, 4, 20)).state == "due"


def test_what_is_done_is_done_however_late() -> None:
    done = row("problem_analysis", absence(START, done={"problem_analysis": D(2026, 5, 1)}))
    assert (done.state, done.done) == ("done", D(2026, 5, 1))
    assert timetable.stand(done, TODAY).nl == "gedaan op 1\u00a0mei\u00a02026"
    assert not done.has_advised


def test_a_later_evaluation_counts_the_ones_before_it_as_done() -> None:
    counted = absence(START, done={"evaluation": D(2026, 10, 16)})
    states = [one.state for one in rows(counted) if one.milestone.name == "evaluation"]
    assert states[:6] == ["done", "done", "done", "done", "later", "later"]


def test_an_evaluation_counts_for_the_same_time_when_a_gap_follows_it() -> None:
    """Between the second and the third, due on 12 July, so that the third is done and a gap after it moves nothing."""
    done = {"evaluation": D(2026, 8, 1)}
    for gaps in ((), (Gap(D(2026, 8, 3), D(2026, 8, 23)),)):
        states = [one.state for one in rows(absence(START, gaps, done), START) if one.milestone.name == "evaluation"]
        assert states[:5] == ["done", "done", "done", "later", "later"]


def test_what_was_done_in_an_absence_before_does_not_count() -> None:
    gap = Gap(D(2026, 5, 1), D(2026, 6, 15))
    counted = absence(START, [gap], {"problem_analysis": D(2026, 4, 14)})
    assert counted.start == D(2026, 6, 16)
    assert counted.done == {}


def test_by_now_names_what_people_had_to_do() -> None:
    names = [one.milestone.name for one in timetable.by_now(rows())]
    assert names == ["report_sick", "problem_analysis", "action_plan", *["evaluation"] * 4]


def test_the_next_moment_is_one_at_which_somebody_acts() -> None:
    following = timetable.next_up(rows(today=D(2026, 12, 1)))
    assert following
    assert following.milestone.name == "notice_42"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (D(2026, 12, 27), "morgen"),
        (D(2026, 12, 20), "over 8 dagen"),
        (D(2026, 11, 23), "over 5 weken"),
        (D(2026, 9, 1), "later"),
        (D(2026, 12, 28), "nu"),
        (D(2027, 1, 1), "hoort klaar te zijn"),
    ],
)
def test_how_far_off_it_is(today: D, said: str) -> None:
    assert timetable.stand(row("notice_42", today=today), today).nl == said


@pytest.mark.parametrize(
    ("today", "nl"),
    [
        (TODAY, "Vandaag, maandag 23\u00a0november\u00a02026, is week 38."),
        (D(2026, 3, 8), "De eerste ziektedag ligt na vandaag, zondag 8\u00a0maart\u00a02026."),
        (
            D(2028, 3, 6),
            "Vandaag is maandag 6\u00a0maart\u00a02028. De 104 weken zijn voorbij:"
            " de laatste dag was 5\u00a0maart\u00a02028.",
        ),
    ],
)
def test_which_week_it_is(today: D, nl: str) -> None:
    assert timetable.week_now(absence(START), today).nl == nl


def test_in_an_interruption_the_count_stands_still() -> None:
    counted = absence(START, [Gap(D(2026, 11, 20), D(2026, 11, 25))])
    assert timetable.week_now(counted, TODAY).en.endswith("The count stands still at week 37.")


# ---- weekends and holidays ------------------------------------------------------------------------------------------


def test_the_legal_day_stays_and_the_working_day_before_is_advised() -> None:
    analysis = row("problem_analysis", today=START)
    assert analysis.due.last == D(2026, 4, 19)
    assert (analysis.has_advised, analysis.due.advised) == (True, D(2026, 4, 17))


def test_before_a_public_holiday_too() -> None:
    counted = absence(D(2026, 3, 16))  # day 41 is Sunday 26 April, and the Monday after it King's Day
    assert row("problem_analysis", counted, START).due.advised == D(2026, 4, 24)


def test_no_working_day_is_advised_where_nobody_acts() -> None:
    last = row("waiting_period_end")
    assert last.due.last.weekday() == 6
    assert not last.has_advised


# ---- the end of a contract ------------------------------------------------------------------------------------------

WEEK_60 = D(2026, 1, 5) + datetime.timedelta(days=7 * 60 - 1)


def test_a_contract_that_ends_in_week_60() -> None:
    counted = absence(D(2026, 1, 5), contract_end=WEEK_60)
    found = rows(counted)
    end = next(one for one in found if one.milestone.contract_end)
    assert (end.week, end.due.last, end.due.beyond) == (60, WEEK_60, "")
    assert end.milestone.unconfirmed
    assert "UWV" in (end.milestone.note.nl if end.milestone.note else "")
    beyond = {one.milestone.name: one.due.beyond for one in found}
    assert beyond["track2_latest"] == ""
    assert beyond["early_iva"] == "part"
    assert beyond["wia_application"] == "whole"
    assert all(one.remark for one in found if one.due.last > WEEK_60)
    assert not any(one.remark for one in found if one.due.last <= WEEK_60)


def test_without_an_end_there_is_no_line_for_it() -> None:
    assert not any(one.milestone.contract_end or one.remark for one in rows())


def test_the_end_of_a_contract_moves_no_date() -> None:
    without = {one.key: one.due.last for one in rows()}
    with_end = {one.key: one.due.last for one in rows(absence(START, contract_end=D(2026, 10, 1)))}
    assert without.items() <= with_end.items()


def test_a_contract_that_ended_before_is_told() -> None:
    with pytest.raises(FormgenError) as error:
        absence(START, contract_end=D(2026, 3, 8))
    assert error.value.sentence.en.startswith("The contract ended on 8\u00a0March\u00a02026, before the first sick day")
    assert absence(START, contract_end=START).contract_end == START


# ---- from answers ---------------------------------------------------------------------------------------------------


def test_the_absence_that_answers_make() -> None:
    values = {
        "first_sick_day": START,
        "interruptions": (
            {"recovered_from": D(2026, 5, 1), "sick_again": D(2026, 5, 12)},
            {"recovered_from": D(2026, 9, 1)},
        ),
        "contract_end": D(2027, 5, 1),
        "problem_analysis_date": D(2026, 4, 14),
        "action_plan_date": D(2026, 12, 24),  # planned, not done
    }
    counted = absence_of(values, MILESTONES, TODAY)
    assert counted
    assert counted.gaps == (Gap(D(2026, 5, 1), D(2026, 5, 11)),)
    assert counted.done == {"problem_analysis": D(2026, 4, 14)}
    assert counted.contract_end == D(2027, 5, 1)


@pytest.mark.parametrize("values", [{}, {"first_sick_day": "9 maart"}, {"interruptions": ()}])
def test_answers_that_do_not_say_when_it_began_make_none(values: dict[str, object]) -> None:
    assert absence_of(values, MILESTONES, TODAY) is None


# ---- in a document --------------------------------------------------------------------------------------------------


def test_a_table_for_a_document() -> None:
    nl, en = (timetable.table(rows(), language) for language in ("nl", "en"))  # type: ignore[arg-type]
    assert nl[1] == {
        "when": "19-04-2026",
        "advised": "17-04-2026",
        "what": "Probleemanalyse",
        "who": "bedrijfsarts",
        "week": "6",
    }
    window = next(line for line in en if line["what"] == "First-year evaluation")
    assert window["when"] == "18-01-2027 to 07-03-2027"
    assert window["who"] == "employer and employee"
    assert len(nl) == len(en) == len(rows())


def test_every_moment_has_words_in_both_languages() -> None:
    for one in rows(absence(START, contract_end=D(2027, 1, 1))):
        for text in (one.what, timetable.when(one), timetable.stand(one, TODAY), one.milestone.agenda):
            assert text.nl
            assert text.en
            assert text.nl[-1] != "."


@given(st.dates(D(2000, 1, 1), D(2060, 12, 31)), st.dates(D(2000, 1, 1), D(2063, 12, 31)))
def test_moments_of_any_day_stand_somewhere(start: D, today: D) -> None:
    found = rows(absence(start), today)
    assert [one.due.last for one in found] == sorted(one.due.last for one in found)
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert (one.state in ("due", "past", "done")) == (one.due.last < today)
        assert one.due.advised <= one.due.last
