"""What a file check says beside the findings: completeness by section, and the calendar as it stands today."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from formgen.answers import Answers, read
from formgen.documents import filecheck
from formgen.guidance import with_milestones
from formgen.guidance.poortwachter import Absence, Gap
from formgen.library import SHIPPED
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY

FORM = LIBRARY.load("plan-van-aanpak-spoor-2")
MILESTONES = with_milestones([SHIPPED]).milestones
TODAY = datetime.date(2026, 11, 23)
START = datetime.date(2026, 3, 9)


def sample(name: str, **over: str) -> Answers:
    path = SHIPPED / "samples" / FORM.name / f"{name}.yml"
    raw = dict(read_answers(path.read_bytes(), path.name).answers)
    return read(FORM, raw | {key.replace("__", "."): text for key, text in over.items()}, TODAY)


def standing(today: datetime.date = TODAY, start: datetime.date = START, **done: datetime.date) -> dict[str, object]:
    return filecheck.standing(Absence(start, done=done), MILESTONES, today, "nl")


# ---- completeness ---------------------------------------------------------------------------------------------------


def test_a_complete_form_has_no_open_part() -> None:
    assert filecheck.completeness(sample("volledig"), "nl") == {"parts": "17", "complete": "17", "open": [], "more": ""}


def test_an_open_part_names_its_questions_in_the_language() -> None:
    given = sample(
        "volledig", birth_date="", plan_activities__1__activity_start="", plan_activities__2__activity_start=""
    )

    nl, en = (filecheck.completeness(given, language) for language in ("nl", "en"))  # type: ignore[arg-type]
    assert nl["complete"] == "15"
    assert nl["open"] == [
        {"title": "Gegevens en partijen", "questions": ["Geboortedatum"], "count": "1", "more": ""},
        {"title": "Activiteiten en planning", "questions": ["Begint op"], "count": "1", "more": ""},
    ]
    assert [part["questions"] for part in en["open"]] == [["Date of birth"], ["Starts on"]]  # type: ignore[attr-defined]


def test_a_question_open_in_two_rows_is_named_once() -> None:
    given = sample("volledig", plan_activities__1__activity_start="", plan_activities__2__activity_start="")

    assert len(given.missing) == 2
    assert filecheck.completeness(given, "nl")["open"] == [
        {"title": "Activiteiten en planning", "questions": ["Begint op"], "count": "1", "more": ""}
    ]


def test_a_part_that_does_not_apply_is_not_counted() -> None:
    form = LIBRARY.load("deskundigenoordeel-werknemer")
    parts = int(str(filecheck.completeness(read(form, {"question_type": "own_work"}, TODAY), "nl")["parts"]))

    assert parts < len(form.sections)
    assert parts > int(str(filecheck.completeness(read(form, {}, TODAY), "nl")["parts"]))


def test_of_many_open_parts_the_first_are_told_and_the_others_counted() -> None:
    found = filecheck.completeness(read(FORM, {}, TODAY), "nl")
    told: list[dict[str, object]] = found["open"]  # type: ignore[assignment]

    assert len(told) == filecheck.PARTS
    assert int(str(found["parts"])) == int(str(found["complete"])) + len(told) + int(str(found["more"]))
    for part in told:
        assert int(str(part["count"])) == len(part["questions"]) + int(str(part["more"]) or 0)  # type: ignore[arg-type]
        assert part["questions"]


# ---- what fits on the page ------------------------------------------------------------------------------------------


def row(level: str, number: int = 0, words: int = 1) -> dict[str, str]:
    sentence = f"Punt {number}. " + "Doe daar iets aan. " * words
    return {"level": level, "name": "R01", "sentence": sentence, "source": "", "section": "A", "ask": "B?", "item": ""}


def test_few_findings_are_told_in_full() -> None:
    found = filecheck.shortlist([row("red", 1), row("amber", 2)], 100)

    assert [one["sentence"][:6] for one in found["full"]] == ["Punt 1", "Punt 2"]  # type: ignore[attr-defined]
    assert (found["brief"], found["more"]) == ([], "")


def test_the_same_sentence_is_told_once() -> None:
    assert len(filecheck.shortlist([row("red", 1), row("red", 1)], 100)["full"]) == 1  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(st.sampled_from(["stop", "red", "amber", "info"]), st.integers(1, 20)), max_size=40),
    st.floats(0, 186),
)
def test_every_finding_is_told_or_counted(levels: list[tuple[str, int]], room: float) -> None:
    order = sorted(levels, key=lambda one: ["stop", "red", "amber", "info"].index(one[0]))
    found = filecheck.shortlist([row(level, n, words) for n, (level, words) in enumerate(order)], room)
    full, brief, more = found["full"], found["brief"], int(str(found["more"]) or 0)

    assert len(full) + len(brief) + more == len(levels)  # type: ignore[arg-type]
    assert [*full, *brief] == sorted([*full, *brief], key=lambda one: int(one["sentence"].split(".")[0][5:]))  # type: ignore[misc]
    assert len(brief) <= filecheck.BRIEF  # type: ignore[arg-type]
    assert full or brief or not any(level in ("stop", "red") for level, _ in levels)


# ---- the calendar ---------------------------------------------------------------------------------------------------


def test_what_should_be_done_by_now_and_what_follows() -> None:
    found = standing(problem_analysis=datetime.date(2026, 4, 14))

    assert found["week"] == "Vandaag, maandag 23\u00a0november\u00a02026, is week 38."
    assert found["done"] == ["Probleemanalyse (gedaan op 14\u00a0april\u00a02026)"]
    assert [str(one).split(" (")[0] for one in found["due"]] == [  # type: ignore[attr-defined]
        "Ziekmelding bij de arbodienst",
        "Plan van aanpak, met de visie van werkgever en werknemer",
        "Periodieke evaluatie, nummer 4",
    ]
    assert str(found["next"]).startswith("Periodieke evaluatie, nummer 5 (")


def test_of_a_moment_that_repeats_only_the_latest_counts() -> None:
    due = standing(today=datetime.date(2027, 9, 1))["due"]

    assert len([one for one in due if "Periodieke evaluatie" in one]) == 1  # type: ignore[attr-defined]
    assert len(due) == len({str(one).split(", nummer")[0] for one in due})  # type: ignore[attr-defined, arg-type]


def test_what_should_be_done_stands_in_the_order_of_its_dates() -> None:
    due = [str(one) for one in standing(today=datetime.date(2027, 9, 1))["due"]]  # type: ignore[attr-defined]

    names = [one.split(" (")[0].split(",")[0] for one in due]
    assert names[-3:] == ["Spoor 2 gestart", "Spoor 2 gestart", "Periodieke evaluatie"]
    assert names.index("42e-weeksmelding bij UWV") < names.index("Periodieke evaluatie")


def test_what_was_done_stands_in_the_order_in_which_it_was_done() -> None:
    done = {"evaluation": datetime.date(2026, 11, 2), "first_year_evaluation": datetime.date(2026, 10, 30)}

    assert [str(one).split(" (")[1] for one in standing(**done)["done"]] == [  # type: ignore[attr-defined]
        "gedaan op 30\u00a0oktober\u00a02026)",
        "gedaan op 2\u00a0november\u00a02026)",
    ]


def test_on_the_first_day_nothing_should_be_done_yet() -> None:
    found = standing(today=START)

    assert (found["done"], found["due"]) == ([], [])
    assert str(found["next"]).startswith("Ziekmelding bij de arbodienst (")


def test_after_the_end_nobody_has_to_act_any_more() -> None:
    found = standing(today=datetime.date(2030, 1, 1))

    assert found["next"] == ""
    assert str(found["week"]).startswith("Vandaag is dinsdag 1")


def test_an_interruption_shifts_what_comes_after_it() -> None:
    gap = Gap(datetime.date(2026, 5, 1), datetime.date(2026, 5, 20))
    found = filecheck.standing(Absence(START, (gap,)), MILESTONES, TODAY, "en")

    assert found["week"] == "Today, Monday 23\u00a0November\u00a02026, is week 35."
