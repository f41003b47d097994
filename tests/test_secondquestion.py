"""What goes along to a second application about the same case, and what belongs to the first question only."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen import answers
from formgen.form import Form
from formgen.guidance.secondquestion import _ANEW, KIND, same_case
from formgen.library import SHIPPED, Library
from formgen.loader.answersfile import read_answers

LIBRARY = Library((SHIPPED,))
APPLICATIONS = ("deskundigenoordeel-werknemer", "deskundigenoordeel-werkgever")
TODAY = datetime.date(2026, 11, 23)


def sample(form: str) -> dict[str, str]:
    path = sorted((SHIPPED / "samples" / form).glob("case-*.yml"))[0]
    return dict(read_answers(path.read_bytes(), path.name).answers)


@pytest.fixture(params=APPLICATIONS)
def form(request: pytest.FixtureRequest) -> Form:
    return LIBRARY.load(str(request.param))


def test_every_name_that_is_left_behind_is_a_question_of_an_application() -> None:
    known = {name for form in APPLICATIONS for name in LIBRARY.load(form).by_name}

    assert known >= _ANEW


def test_the_case_goes_along_and_the_question_does_not(form: Form) -> None:
    raw = sample(form.name)
    kept = same_case(form, raw)

    for name in ("bsn", "surname", "employer_name", "job_title", "first_sick_day", "physician_name"):
        assert kept[name] == raw[name]
    for name in (KIND, "assessment_date", "own_view", "dispute", "question_text", "signing_date", "truthful"):
        assert name in raw or name in form.by_name
        assert name not in kept


def test_the_sections_of_one_question_are_left_behind_whole(form: Form) -> None:
    of_one = [section for section in form.sections if any(line.subject == KIND for line in section.when)]
    raw = {question.name: "x" for section in of_one for question in section.questions} | {"surname": "Jansen"}

    assert len(of_one) >= 4
    assert same_case(form, raw) == {"surname": "Jansen"}


def test_rows_go_along_but_for_the_cell_about_the_question(form: Form) -> None:
    raw = {"tasks.1.task": "Tillen", "tasks.1.task_possible": "no", "enclosures.1.enclosure_kind": "other"}

    assert same_case(form, raw) == {"tasks.1.task": "Tillen"}


def test_what_goes_along_reads_as_right_as_it_did(form: Form) -> None:
    raw = sample(form.name)
    before = {mistake.question for mistake in answers.read(form, raw, TODAY).wrong}
    after = answers.read(form, same_case(form, raw), TODAY)

    assert {mistake.question for mistake in after.wrong} <= before
    assert KIND in {mistake.question for mistake in after.missing}


@given(st.dictionaries(st.sampled_from(sorted(LIBRARY.load(APPLICATIONS[0]).by_name)), st.text(max_size=5)))
def test_it_only_ever_leaves_answers_out(raw: dict[str, str]) -> None:
    form = LIBRARY.load(APPLICATIONS[0])
    kept = same_case(form, raw)

    assert kept.items() <= raw.items()
    assert same_case(form, kept) == kept
