"""How convincing a rationale for deviating from an expert opinion is: ten points, two each, our own yardstick."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from formgen import guidance
from formgen.answers import Answers
from formgen.text import LANGUAGES, Text, in_unit

RATIONALE = "onderbouwing-afwijking-deskundigenoordeel"


@dataclass(frozen=True, slots=True)
class Point:
    """One of the ten points: what it asks, whether it is earned, and the question where it can be earned."""

    label: Text
    earned: bool
    at: str


@dataclass(frozen=True, slots=True)
class Score:
    """The points, what each is worth, and from which total on it is green, or amber; else it is red."""

    points: tuple[Point, ...]
    each: int
    strong: int
    fair: int

    @property
    def total(self) -> int:
        """Two for each point earned."""
        return self.each * sum(point.earned for point in self.points)

    @property
    def most(self) -> int:
        """What can be earned at most."""
        return self.each * len(self.points)

    @property
    def colour(self) -> Literal["green", "amber", "red"]:
        """How it reads as a whole."""
        return "green" if self.total >= self.strong else "amber" if self.total >= self.fair else "red"


def score(answers: Answers) -> Score | None:
    """The score of a rationale; None for any other form."""
    if answers.form.name != RATIONALE:
        return None
    within = guidance.fact(answers.form.folder, "review_within")
    term = Text(*(in_unit(within.value, within.unit, language) for language in LANGUAGES))
    points = tuple(Point(label.fill(term=term), earns(answers), at) for label, at, earns in _POINTS)
    return Score(points, *(_worth(answers, name) for name in ("score_point", "score_strong", "score_fair")))


def _worth(answers: Answers, name: str) -> int:
    """Our own yardstick, which the file of facts names."""
    return int(str(guidance.fact(answers.form.folder, name).value))


def _answered(*names: str) -> Callable[[Answers], bool]:
    return lambda answers: all(name in answers.values or name in answers.suggested for name in names)


def _says(**wanted: str) -> Callable[[Answers], bool]:
    return lambda answers: all(answers.values.get(name) == value for name, value in wanted.items())


def _row_has(group: str, *names: str) -> Callable[[Answers], bool]:
    return lambda answers: any(all(name in row for name in names) for row in answers.rows(group))


def _after_the_opinion(answers: Answers) -> bool:
    consulted, opinion = answers.values.get("physician_date"), answers.values.get("opinion_date")
    if not isinstance(consulted, datetime.date) or not isinstance(opinion, datetime.date):
        return False
    return answers.values.get("physician_consulted") == "yes" and consulted > opinion


def _reviewed_soon(answers: Answers) -> bool:
    review = answers.values.get("review_date")
    within = guidance.fact(answers.form.folder, "review_within").days or 0
    return isinstance(review, datetime.date) and 0 <= (review - answers.today).days <= within


def _considered_anew(answers: Answers) -> bool:
    considered = answers.values.get("alternative_new_opinion", "not_considered")
    return considered != "not_considered" and "alternative_new_opinion_reason" in answers.values


def _signed(answers: Answers) -> bool:
    return answers.values.get("signed_at_once") == "yes" or "signing_date" in answers.values


_POINTS: tuple[tuple[Text, str, Callable[[Answers], bool]], ...] = (
    (
        Text("Het oordeel staat vast: datum, vraag en uitkomst", "The opinion is clear: date, question and outcome"),
        "opinion_date",
        _answered("opinion_date", "question_text", "opinion_outcome"),
    ),
    (
        Text("U wijkt af op één deel en volgt de rest", "You depart from one part and follow the rest"),
        "deviation_scope",
        _says(deviation_scope="part", followed_rest="yes"),
    ),
    (
        Text("Een reden met een datum en een bewijsstuk", "A reason with a date and evidence"),
        "reasons",
        _row_has("reasons", "reason_date", "reason_evidence"),
    ),
    (
        Text("De bedrijfsarts is na het oordeel geraadpleegd", "The occupational physician was consulted afterwards"),
        "physician_consulted",
        _after_the_opinion,
    ),
    (Text("De werknemer is gehoord", "The employee was heard"), "employee_heard", _says(employee_heard="yes")),
    (
        Text("Een nieuw oordeel is overwogen, met de reden", "A new opinion was considered, with the reason"),
        "alternative_new_opinion",
        _considered_anew,
    ),
    (
        Text("Concrete maatregelen met een begindatum", "Concrete measures with a start date"),
        "measures",
        _row_has("measures", "measure", "measure_start"),
    ),
    (
        Text("Een evaluatie binnen {term}", "A review within {term}"),
        "review_date",
        _reviewed_soon,
    ),
    (
        Text("Het plan van aanpak is bijgesteld", "The action plan was adjusted"),
        "plan_adjusted",
        _says(plan_adjusted="yes"),
    ),
    (Text("Het stuk wordt meteen ondertekend", "The document is signed at once"), "signed_at_once", _signed),
)
