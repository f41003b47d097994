"""The plan for Track 2: its samples ask only what it knows, and no question in it is medical."""

import datetime

import pytest

from formgen.answers import read, unknown
from formgen.lint import sample_paths
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY

NAME = "plan-van-aanpak-spoor-2"
FORM = LIBRARY.load(NAME)
PATHS = {path.stem: path for path in sample_paths(FORM)}
TODAY = datetime.date(2026, 11, 19)


@pytest.mark.parametrize("name", PATHS)
def test_the_samples_know_only_questions_of_the_form(name: str) -> None:
    file = read_answers(PATHS[name].read_bytes(), name)

    assert unknown(FORM, file.answers) == ()
    assert read(FORM, file.answers, file.today or TODAY).wrong == ()


def test_nothing_goes_to_a_physician_and_no_bsn_is_asked() -> None:
    assert [question.name for question in FORM.questions() if question.notice == "physician"] == []
    assert "bsn" not in FORM.by_name
