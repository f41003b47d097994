"""The words of a document that know which question they answer, for a preview that shows where each answer stands."""

from collections.abc import Mapping, Sequence

from formgen.answers import Answers
from formgen.documents.marks import can_mark
from formgen.documents.shown import Chosen, Traced
from formgen.documents.wording import Words
from formgen.form import Question
from formgen.text import Language


def traced(words: Words, answers: Answers, language: Language) -> Words:
    """The same words for a template; what prints an answer also knows its question.

    They are as they were when an answer holds a character that the marks are made of: then nothing can be shown.
    """
    if not can_mark(answers.raw.values()):
        return words
    found: dict[str, object] = {"overview": _overview(words["overview"], answers, language)}
    if "surname" in answers.form.by_name:
        found["full_name"] = Traced.of(str(words["full_name"]), "surname")
    for question in answers.form.questions():
        if question.repeats:
            found[question.name] = _rows(words[question.name], answers, question)
        elif answers.form.group_of(question.name) is None:
            found[question.name] = _one(words[question.name], question.name)
    return words | found


def _one(value: object, name: str) -> object:
    if isinstance(value, Chosen):
        return Chosen([Traced.of(option, name) for option in value], Traced.of(value.said, name))
    return Traced.of(value, name) if isinstance(value, str) else value


def _rows(value: object, answers: Answers, group: Question) -> object:
    rows: Sequence[Mapping[str, object]] = value  # type: ignore[assignment]
    numbers = answers.numbers.get(group.name, ())
    return [
        {inner: _one(said, f"{group.name}.{number}.{inner}") for inner, said in row.items()}
        for number, row in zip(numbers, rows, strict=True)
    ]


def _overview(value: object, answers: Answers, language: Language) -> object:
    parts: Sequence[Mapping[str, object]] = value  # type: ignore[assignment]
    known = answers.values.keys() | answers.suggested.keys()  # two questions may be asked in the same words
    names = {question.ask[language]: question.name for question in answers.form.questions() if question.name in known}
    return [{**part, "rows": [_asked(row, names) for row in part["rows"]]} for part in parts]  # type: ignore[attr-defined]


def _asked(row: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {**row, "answer": Traced.of(row["answer"], names[row["ask"]])}
