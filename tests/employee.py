"""Answers to the employee's application that set off one thing at a time: what the tests of that form share."""

from collections.abc import Mapping
from datetime import date, timedelta

from tests.golden import LIBRARY

NAME = "deskundigenoordeel-werknemer"
TODAY = date(2026, 11, 23)
FORM = LIBRARY.load(NAME)

Raw = Mapping[str, str]


def day(number: int) -> str:
    """The date so many days from today, as it stands in raw answers."""
    return (TODAY + timedelta(days=number)).isoformat()


OWN, SUITABLE = {"question_type": "own_work"}, {"question_type": "suitable_work"}
MINE, THEIRS = {"question_type": "employee_effort"}, {"question_type": "employer_effort"}
ABSENCE = {"question_type": "other", "other_question": "frequent_absence"}
WGA = {"question_type": "other", "other_question": "wga_effort"}
KINDS = {
    "own_work": OWN,
    "suitable_work": SUITABLE,
    "employee_effort": MINE,
    "employer_effort": THEIRS,
    "frequent_absence": ABSENCE,
    "wga_effort": WGA,
}
SEEN = {"physician_seen": "yes"}
