"""The answers of a form as a JSON Schema: what a program may send, and what each answer means."""

from typing import Any

from formgen import condition
from formgen.form import Form, Question
from formgen.text import Language, Text

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NUMBERS = frozenset({"whole number", "decimal number", "hours", "money", "percentage"})
_FORMATS = {"date": "date", "email": "email"}


def schema(form: Form, language: Language) -> dict[str, Any]:
    """The schema of the `answers` of this form, with titles and descriptions in one language.

    It describes the plainest spelling of each answer; others that people use, such as 9-3-2026, are read too. Nothing
    is required: with answers missing, documents are drafts.
    """
    return {
        "$schema": _DRAFT,
        "$id": f"/api/forms/{form.name}/schema",
        "title": form.title[language],
        **answers_of(form, language),
    }


def answers_of(form: Form, language: Language) -> dict[str, Any]:
    """The same without what a schema says of itself, to stand inside another document."""
    properties = {
        question.name: _question(question, form, language)
        for section in form.sections
        for question in section.questions
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _question(question: Question, form: Form, language: Language) -> dict[str, Any]:
    said: dict[str, Any] = {"title": question.ask[language]}
    if about := _about(question, form, language):
        said["description"] = about
    return said | (_rows(question, form, language) if question.repeats else _answer(question, language))


def _about(question: Question, form: Form, language: Language) -> str:
    """The hint of a question, and when it is asked."""
    told = [question.hint[language]] if question.hint else []
    if question.when:
        told.append(_ASKED.fill(when=condition.said(question.when, form))[language])
    return " ".join(told)


def _rows(group: Question, form: Form, language: Language) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {inner.name: _question(inner, form, language) for inner in group.questions},
        "additionalProperties": False,
    }
    most = group.limits.most
    return {"type": "array", "items": row} | ({"maxItems": int(most)} if most is not None else {})


def _answer(question: Question, language: Language) -> dict[str, Any]:
    if question.kind == "choose one":
        return {"type": "string", "oneOf": _options(question, language)}
    if question.kind == "choose any":
        return {"type": "array", "items": {"oneOf": _options(question, language)}, "uniqueItems": True}
    if question.kind == "yes or no":
        return {"enum": ["yes", "no", True, False]}
    if question.kind in _NUMBERS:
        return {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"} | _bounds(question)
    found: dict[str, Any] = {"type": "string"}
    if question.kind in _FORMATS:
        found["format"] = _FORMATS[question.kind]
    if question.limits.unit == "characters" and question.limits.most is not None:
        found["maxLength"] = int(question.limits.most)
    return found


def _options(question: Question, language: Language) -> list[dict[str, str]]:
    return [{"const": option.name, "title": option.label[language]} for option in question.options]


def _bounds(question: Question) -> dict[str, float]:
    limits = {"minimum": question.limits.least, "maximum": question.limits.most}
    return {word: float(limit) for word, limit in limits.items() if limit is not None}


_ASKED = Text("Alleen als {when}.", "Only if {when}.")
