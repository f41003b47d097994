"""The findings of the checks as a document for the writer lists them: what, where, who says so."""

from collections.abc import Iterable, Mapping
from typing import Literal

from formgen.answers import Answers
from formgen.documents.shown import Shown
from formgen.form import Form, Question, Source
from formgen.guidance.finding import Finding
from formgen.guidance.score import score
from formgen.questions import TYPES
from formgen.text import Language


def findings(
    answers: Answers, found: Iterable[Finding], sources: Mapping[str, Source], language: Language
) -> list[dict[str, str]]:
    """The findings as rows for a table: `{level, name, sentence, source, unconfirmed, section, ask, item}`.

    `level` is stop, red, amber or info, the gravest first; `name` the rule's own (`R15`). `source` is the
    publisher, title and date, empty for our own advice; `unconfirmed` is "yes" or empty. `section` and `ask` are where
    the answer stands; `item` is the number and the first answer of the row it is in (`2. Planner`), or empty.
    """
    return [
        {
            "level": one.colour,
            "name": one.name.removesuffix("-red"),
            "sentence": one.sentence[language],
            "source": source_said(sources[one.source], language) if one.source in sources else "",
            "unconfirmed": "yes" if one.unconfirmed else "",
            "section": answers.form.section_of(_last(one.at)).title[language],
            "ask": answers.form.by_name[_last(one.at)].ask[language],
            "item": _item(answers, one.at, language),
        }
        for one in sorted(found, key=lambda one: _ORDER.index(one.colour))
    ]


def tally(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each level: `{stop, red, amber, info}`."""
    colours = [one.colour for one in found]
    return {level: colours.count(level) for level in _ORDER}


def points(answers: Answers, language: Language) -> dict[str, object]:
    """The score of a rationale: `{total, most, colour, earned, lacking}`; empty for any other form."""
    found = score(answers)
    if found is None:
        return {}
    return {
        "total": str(found.total),
        "most": str(found.most),
        "colour": found.colour,
        "earned": [point.label[language] for point in found.points if point.earned],
        "lacking": [point.label[language] for point in found.points if not point.earned],
    }


def source_said(source: Source, language: Language) -> str:
    """UWV, pagina Deskundigenoordeel, 12 april 2026: publisher, title and, where it has one, date."""
    parts = [source.publisher[language], source.title[language], source.date[language] if source.date else ""]
    return ", ".join(part for part in parts if part)


def totals(answers: Answers, language: Language) -> dict[str, dict[str, Shown]]:
    """The sum of every column of numbers of every repeated group: `totals.costs.cost_amount`.

    A sum is written as its question writes an answer (€ 5.620,00); it is empty while no row has one.
    """
    return {
        group.name: {question.name: _total(answers, group, question, language) for question in columns}
        for group, columns in answers.form.once(_added_up)
    }


def _added_up(form: Form) -> list[tuple[Question, list[Question]]]:
    """Every repeated group, with its columns of numbers."""
    groups = [question for question in form.questions() if question.repeats]
    return [(group, [one for one in group.questions if one.kind in _ADDS_UP]) for group in groups]


def _total(answers: Answers, group: Question, question: Question, language: Language) -> Shown:
    numbers = [row[question.name] for row in answers.rows(group.name) if question.name in row]
    if not numbers:
        return Shown("")
    kind, total = TYPES[question.kind], sum(numbers)  # type: ignore[arg-type]
    return Shown(kind.show(total, question, language), kind.plain(total), kind.cell(total, question, language))


def _item(answers: Answers, at: str, language: Language) -> str:
    """Which row of a repeated group this is about."""
    group, _, rest = at.partition(".")
    if not rest:
        return ""
    number = int(rest.split(".")[0])
    index = answers.numbers[group].index(number)
    row = answers.rows(group)[index]
    first = next((question for question in answers.form.by_name[group].questions if question.name in row), None)
    if first is None or isinstance(row[first.name], tuple):
        return f"{index + 1}"
    return f"{index + 1}. {TYPES[first.kind].show(row[first.name], first, language)}"


def _last(at: str) -> str:
    return at.rsplit(".", 1)[-1]


_ORDER: tuple[Literal["stop", "red", "amber", "info"], ...] = ("stop", "red", "amber", "info")
_ADDS_UP = ("money", "hours", "decimal number", "whole number")
