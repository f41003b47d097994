"""What we make of answers, as JSON: what was understood, what is wrong or missing, and what they call for."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from formgen import documents, guidance
from formgen.answers import Answers, Raw, unknown
from formgen.api.counter import language
from formgen.api.problem import hits_told, mistakes_told
from formgen.errors import Mistake
from formgen.form import Document, Form, Source
from formgen.guidance import checks, privacy
from formgen.guidance.finding import Finding
from formgen.questions import TYPES

_MOST_STRANGE = 20  # a body may hold thousands of names; the first few say what is the matter


def strange(form: Form, raw: Raw) -> tuple[Mistake, ...]:
    """A sentence for each of the first twenty names that no question of the form bears."""
    return tuple(islice((mistake for name in raw for mistake in unknown(form, {name: ""})), _MOST_STRANGE))


def told(answers: Answers, raw: Raw) -> dict[str, Any]:
    """Everything there is to say about these answers, in the language of the request. Nothing is made or kept."""
    wrong = (*strange(answers.form, raw), *answers.wrong)
    return {
        "form": answers.form.name,
        "language": language(),
        "today": answers.today.isoformat(),
        "complete": not wrong and not answers.missing,
        "understood": list(_understood(answers)),
        "suggested": [
            {"question": name, "sentence": sentence[language()]} for name, sentence in answers.suggested.items()
        ],
        "wrong": mistakes_told(wrong),
        "missing": mistakes_told(answers.missing),
        "findings": [_finding(answers.form, finding) for finding in checks.judge(answers)],
        "privacy": {"confirm": privacy.to_confirm(answers), "hits": hits_told(privacy.disclosures(answers))},
        "documents": _documents(answers),
    }


def _understood(answers: Answers) -> Iterator[dict[str, Any]]:
    """Every right answer, in the order of the pages: as text at rest, and as a sentence says it."""
    for name in answers.asked:
        question = answers.form.by_name[name.rpartition(".")[2]]
        value = _value(answers, name)
        if value is not None and not question.repeats:
            kind = TYPES[question.kind]
            yield {
                "question": name,
                "ask": question.ask[language()],
                "value": kind.plain(value),
                "said": kind.show(value, question, language()),
            }


def _value(answers: Answers, name: str) -> Any:
    group, _, inner = name.partition(".")
    if not inner:
        return answers.values.get(name)
    number, _, question = inner.partition(".")
    return answers.rows(group)[answers.numbers[group].index(int(number))].get(question)


def _finding(form: Form, finding: Finding) -> dict[str, Any]:
    source = guidance.load(form.folder).sources.get(finding.source)
    return {
        "level": finding.level,
        "sentence": finding.sentence[language()],
        "question": finding.at,
        "name": finding.name,
        "source": _source(source) if source else None,
        "unconfirmed": finding.unconfirmed,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "publisher": source.publisher[language()],
        "title": source.title[language()],
        "date": source.date[language()] if source.date else None,
        "link": source.link,
        "checked": source.checked.isoformat(),
        "older": source.older,
    }


def _documents(answers: Answers) -> list[dict[str, Any]]:
    """The documents these answers call for, each with the letters that its PDF cannot draw."""
    undrawn = documents.undrawn(answers.form, answers, language())
    called: Sequence[Document] = documents.applicable(answers, language())
    return [document_told(document) | {"undrawn": list(undrawn.get(document.name, ()))} for document in called]


def document_told(document: Document) -> dict[str, Any]:
    """A document of a form: what it is, what it is for, and who may read it."""
    return {
        "name": document.name,
        "title": document.title[language()],
        "purpose": document.purpose[language()],
        "audience": document.audience,
        "kind": document.template.rpartition(".")[2],
    }
