"""A second question about the same case: which answers go along to an application of its own."""

from collections.abc import Iterator, Mapping

from formgen.form import Condition, Form

KIND = "question_type"
_KINDS = frozenset({KIND, "other_question"})
# What one writes for this one question only, although every question asks it.
_ANEW = frozenset(
    {
        "agreement_after",
        "costs_known",
        "dispute",
        "enclosures",
        "invoice_reference",
        "medical_free",
        "other_view",
        "own_view",
        "papers_missing",
        "proofread",
        "question_text",
        "signing_date",
        "signing_place",
        "task_possible",
        "truthful",
    }
)


def same_case(form: Form, raw: Mapping[str, str]) -> dict[str, str]:
    """What was typed about the case: the parties, the job, the illness, what the physician said, what was tried.

    Left behind are the question itself and all that only this question asks: the section that asks which question it
    is, the sections that belong to one question, the standpoints, the list of papers and the signature. Answers that
    are parked go along too.
    """
    left = frozenset(_left_behind(form))
    return {name: text for name, text in raw.items() if left.isdisjoint(name.split("."))}


def _left_behind(form: Form) -> Iterator[str]:
    yield from _ANEW
    for section in form.sections:
        names = [question.name for question in section.questions]
        if KIND in names or _of_one_question(section.when):
            yield from names


def _of_one_question(when: Condition) -> bool:
    return any(line.subject in _KINDS for line in when)
