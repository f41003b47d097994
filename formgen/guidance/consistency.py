"""One case, several forms: what is known already goes along, and what contradicts is named."""

from collections.abc import Iterator

from formgen import answers
from formgen.answers import Answers
from formgen.form import Form, Question
from formgen.guidance.finding import Finding
from formgen.questions import TYPES
from formgen.text import LANGUAGES, Text

# Facts about a person, a firm or a case: they cannot be one thing here and another there. Texts may differ freely.
_FACTS = frozenset(
    {
        "bsn",
        "date",
        "email",
        "hours",
        "house number",
        "iban",
        "initials",
        "kvk number",
        "name prefix",
        "payroll tax number",
        "postcode",
        "surname",
    }
)
# What belongs to one document only, however much its name is shared.
_OWN = frozenset({"signing_date", "signing_place", "document_date", "physician_date", "question_type", "question_text"})

_DIFFERS = Text(
    'Bij "{ask}" staat hier {here}, en in "{form}" {there}. Maak ze gelijk, of leg het verschil uit.',
    '"{ask}" says {here} here, and {there} in "{form}". Make them the same, or explain the difference.',
)


def carried(there: Answers, form: Form, raw: answers.Raw) -> dict[str, str]:
    """The answers of another form that this one asks too and does not have yet, as text at rest; only right ones.

    A repeated group goes along whole, and only when this form has no row of it yet.
    """
    have = {name.split(".")[0] for name, text in raw.items() if text.strip()}
    found = {
        name: text
        for name, text in there.raw.items()
        if (head := name.split(".")[0]) not in have and head not in _OWN and _same_question(there.form, form, name)
    }
    wrong = {mistake.question for mistake in answers.read(form, {**raw, **found}, there.today).wrong}
    return {name: text for name, text in found.items() if name not in wrong}


def contradictions(here: Answers, there: Answers) -> tuple[Finding, ...]:
    """A warning for each fact that the other form of the same case answers differently, at this form's question."""
    return tuple(
        Finding("warn", _said(question, here, there), question.name, name="contradiction")
        for question in _shared_facts(here.form, there.form)
        if question.name in here.raw and question.name in there.raw
        if here.raw[question.name] != there.raw[question.name]
        if question.name in here.values and question.name in there.values
    )


def _shared_facts(form: Form, other: Form) -> Iterator[Question]:
    for section in form.sections:
        for question in section.questions:
            if question.kind in _FACTS and question.name not in _OWN and _same_question(other, form, question.name):
                yield question


def _same_question(form: Form, other: Form, name: str) -> bool:
    """Whether both forms have this question, of the same type: only then does its text mean the same."""
    last, group = name.split(".")[-1], name.split(".")[0]
    one, two = form.by_name.get(last), other.by_name.get(last)
    return one is not None and two is not None and one.kind == two.kind and group in other.by_name


def _said(question: Question, here: Answers, there: Answers) -> Text:
    ask, kind = question.ask, TYPES[question.kind]
    shown = [
        Text(*(kind.show(read.values[question.name], question, language) for language in LANGUAGES))
        for read in (here, there)
    ]
    return _DIFFERS.fill(ask=ask, here=shown[0], there=shown[1], form=there.form.title)
