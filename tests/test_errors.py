"""Errors carry their sentence; unknown words get the nearest known one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.errors import (
    AnswersError,
    FileError,
    FormFileError,
    FormgenError,
    Mistake,
    Problem,
    TemplateError,
    UnknownError,
    did_you_mean,
    nearest,
)
from formgen.text import Text, same

WRONG = Text("fout", "wrong")


@pytest.mark.parametrize("kind", [FormgenError, FileError, TemplateError, UnknownError])
def test_an_error_carries_its_sentence(kind: type[FormgenError]) -> None:
    error = kind(WRONG)
    assert error.sentence is WRONG
    assert str(error) == "wrong"
    assert isinstance(error, FormgenError)


def test_a_problem_says_where_it_is() -> None:
    assert Problem("forms/x.yml", 12, WRONG).said() == Text(
        "forms/x.yml, regel 12: fout", "forms/x.yml, line 12: wrong"
    )
    assert Problem("forms/x.yml", 0, WRONG).said() == Text("forms/x.yml: fout", "forms/x.yml: wrong")


def test_braces_in_a_problem_stay() -> None:
    problem = Problem("a{b}.yml", 1, same('"{name}" en {{ x }}'))
    assert problem.said().nl == 'a{b}.yml, regel 1: "{name}" en {{ x }}'


def test_the_problems_of_a_file_come_in_the_order_of_its_lines() -> None:
    problems = [Problem("b.yml", 3, WRONG), Problem("a.yml", 9, WRONG), Problem("b.yml", 1, same("x"))]
    error = FormFileError(problems)
    assert [(problem.file, problem.line) for problem in error.problems] == [("a.yml", 9), ("b.yml", 1), ("b.yml", 3)]
    assert error.sentence.en == "a.yml, line 9: wrong\nb.yml, line 1: x\nb.yml, line 3: wrong"


def test_answers_that_cannot_be_used() -> None:
    mistakes = [Mistake("bsn", WRONG), Mistake("talks.2.talk_date", same("ook"), missing=True)]
    error = AnswersError(mistakes)
    assert error.mistakes == tuple(mistakes)
    assert error.sentence == Text("fout\nook", "wrong\nook")
    assert AnswersError([]).sentence == same("")


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("titel", ["title", "tips"], "title"),
        ("Question_Typ", ["question_type", "questions"], "question_type"),
        ("xyz", ["title", "tips"], ""),
        ("", ["title"], ""),
        ("a", [], ""),
    ],
)
def test_the_nearest_word(word: str, known: list[str], near: str) -> None:
    assert nearest(word, known) == near


def test_what_to_do_about_an_unknown_word() -> None:
    assert did_you_mean("titel", ["title"]) == Text('bedoelt u "title"?', 'did you mean "title"?')
    assert did_you_mean("xyz", ["uwv", "self"]) == Text('kies "self" of "uwv"', 'choose "self" or "uwv"')
    assert did_you_mean("xyz", []) == Text("kijk de spelling na", "check the spelling")
    assert did_you_mean("??", map(str, range(9))) == Text("kijk de spelling na", "check the spelling")
    assert did_you_mean("??", map(str, range(9)), few=9).nl.startswith('kies "0", "1"')


@given(st.text(max_size=20), st.lists(st.text(max_size=12), max_size=10))
def test_the_nearest_is_one_that_is_known(word: str, known: list[str]) -> None:
    assert nearest(word, known) in [*known, ""]


@given(st.lists(st.text("abc_", min_size=4, max_size=12), min_size=1, max_size=10))
def test_a_known_word_is_nearest_to_itself(known: list[str]) -> None:
    assert nearest(known[0], known) == known[0]
