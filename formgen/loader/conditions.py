"""Conditions in a form file, each proved to speak of earlier questions, existing options and fitting comparisons."""

import dataclasses
from decimal import Decimal
from typing import get_args

from formgen import condition
from formgen.errors import did_you_mean
from formgen.form import Condition, Line, Measure, Moment, Question, Test, Verb
from formgen.loader.nodes import Block, Items, Node, Scalar
from formgen.loader.scope import Scope
from formgen.questions import TYPES, Unreadable
from formgen.text import Text

_NOT_BLOCK = Text(
    "een voorwaarde noemt een vraag en haar antwoord - schrijf bijvoorbeeld {question_type: own_work}",
    "a condition names a question and its answer - write for example {question_type: own_work}",
)
_NO_LINES = Text(
    "deze voorwaarde is leeg - noem een vraag en haar antwoord",
    "this condition is empty - name a question and its answer",
)
_NO_TEST = Text(
    'na "{name}" staat niet wat het antwoord moet zijn - schrijf een antwoord, of "answered"',
    '"{name}" does not say what its answer must be - write an answer, or "answered"',
)
_NOT_TEXT = Text(
    'bij "{name}" staat een blok - schrijf één antwoord, of een lijst van antwoorden: [een, twee]',
    '"{name}" has a block behind it - write one answer, or a list of answers: [one, two]',
)
_NO_MOMENT = Text(
    '"{text}" is geen moment - schrijf before of after met een datum (2026-01-31), today of een vraag, en zo nodig '
    '"+ 14 days" of "- 6 months"',
    '"{text}" is no moment - write before or after with a date (2026-01-31), today or a question, and "+ 14 days" or '
    '"- 6 months" if you need it',
)
_NO_NUMBER = Text(
    '"{text}" is geen getal en geen vraag - schrijf bijvoorbeeld at least 26, of at most contract_hours',
    '"{text}" is no number and no question - write for example at least 26, or at most contract_hours',
)
_ALWAYS_TRUE = Text(
    "een lijst betekent: een van deze; met twee keer not is dat altijd zo - schrijf de antwoorden op die wel goed zijn",
    "a list means any of these; with not twice that is always so - write the answers that are right instead",
)
_NO_OPTION = Text(
    '"{option}" is geen antwoord van de vraag "{name}" - {hint}',
    '"{option}" is not an option of the question "{name}" - {hint}',
)
_NOT_GROUP = Text(
    '"{name}" is geen herhaalde vraag - gebruik sum of en number of bij een vraag met "repeat:"',
    '"{name}" is not a repeated question - use sum of and number of with a question that has "repeat:"',
)
_NOT_COLUMN = Text(
    'de herhaalde vraag "{group}" heeft geen getal "{name}" - {hint}',
    'the repeated question "{group}" has no number "{name}" - {hint}',
)
_UNSUITED = Text(
    '"{verb}" past niet bij de vraag "{name}" ({kind}) - gebruik {verbs}',
    '"{verb}" does not suit the question "{name}" ({kind}) - use {verbs}',
)
_NOT_DATE = Text(
    'de vraag "{name}" is geen datum - noem na before of after een vraag van het type date',
    'the question "{name}" is not a date - name a question of type date after before or after',
)
_NOT_A_NUMBER = Text(
    'de vraag "{name}" is geen getal - noem na at least of at most een vraag met een getal',
    'the question "{name}" is not a number - name a question with a number after at least or at most',
)

_TODAY = Question(condition.TODAY, Text("vandaag", "today"), "date")
_EITHER_WAY: tuple[Verb, ...] = ("answered", "not answered")
_NUMBERS: tuple[Verb, ...] = ("at least", "at most", "less than", "more than")
_SUITS: dict[str, tuple[Verb, ...]] = {
    "number": (*_NUMBERS, "is", "not", *_EITHER_WAY),
    "date": ("before", "not before", "after", "not after", *_EITHER_WAY),
    "choice": ("is", "not", *_EITHER_WAY),
    "text": _EITHER_WAY,
    "repeat": _EITHER_WAY,
    "count": (*_NUMBERS, "is", "not"),
}


def read_condition(node: Node | None, scope: Scope, row_of: str = "") -> Condition:
    """The condition at this place; lines that cannot be used are noted and left out.

    `row_of` is the repeated group it stands in, or ANY_ROW for a rule that may be judged row by row.
    """
    if node is None:
        return ()
    if not isinstance(node, Block):
        scope.faults.add(node, _NOT_BLOCK)
        return ()
    if not node.entries:
        scope.faults.add(node, _NO_LINES)
    lines = (_line(key, value, scope, row_of) for key, value in node.entries)
    return tuple(line for line in lines if line is not None)


def order_of(question: Question) -> str:
    """Which comparisons suit a question: `number`, `date`, `choice`, `text` or `repeat`."""
    return "repeat" if question.repeats else TYPES[question.kind].order


def _line(key: Scalar, value: Node, scope: Scope, row_of: str) -> Line | None:
    measure, name = condition.read_subject(key.text)
    question = _subject(key, measure, name, scope, row_of)
    tests = [
        test
        for node in _test_nodes(key, value, scope)
        if (test := _test(node, measure, question, scope, row_of)) is not None
    ]
    if sum(test.verb == "not" for test in tests) > 1:
        scope.faults.add(value, _ALWAYS_TRUE)
    measures: dict[str, Measure] = {word: word for word in get_args(Measure)}
    return Line(name, tuple(tests), measures[measure]) if tests else None


def _test_nodes(key: Scalar, value: Node, scope: Scope) -> list[Scalar]:
    nodes = value.items if isinstance(value, Items) else (value,)
    if not nodes:
        scope.faults.add(key, _NO_TEST.fill(name=key.text))
    found = []
    for node in nodes:
        if not isinstance(node, Scalar):
            scope.faults.add(node, _NOT_TEXT.fill(name=key.text))
        elif not node.text.strip():
            scope.faults.add(key, _NO_TEST.fill(name=key.text))
        else:
            found.append(node)
    return found


def _subject(key: Scalar, measure: str, name: str, scope: Scope, row_of: str) -> Question | None:
    """The question a line speaks of: the repeated group itself for its number of rows, the column for its sum."""
    if name == condition.TODAY and measure == "answer":
        return _TODAY
    group_name, _, column_name = name.partition(".")
    question = scope.find(key, group_name if measure != "answer" else name, row_of)
    if question is None or measure == "answer":
        return question
    if not question.repeats:
        scope.faults.add(key, _NOT_GROUP.fill(name=group_name))
        return None
    if measure == "sum":
        numbers = [inner.name for inner in question.questions if order_of(inner) == "number"]
        if column_name not in numbers:
            hint = did_you_mean(column_name, numbers)
            scope.faults.add(key, _NOT_COLUMN.fill(group=group_name, name=column_name, hint=hint))
            return None
    return question


def _test(node: Scalar, measure: str, question: Question | None, scope: Scope, row_of: str) -> Test | None:
    try:
        test = condition.read_test(node.text)
    except ValueError:
        moment = " ".join(node.text.split()).removeprefix("not ").startswith(("before", "after"))
        scope.faults.add(node, (_NO_MOMENT if moment else _NO_NUMBER).fill(text=node.text))
        return None
    _check_operand(node, test, scope, row_of)
    return test if question is None else _suited(node, test, measure, question, scope)


def _suited(node: Scalar, test: Test, measure: str, question: Question, scope: Scope) -> Test | None:
    """The test, if it suits the question, its operand turned into a number where the question asks for one."""
    order = "count" if measure != "answer" else order_of(question)
    verbs = _SUITS[order]
    if test.verb not in verbs:
        said = ", ".join("an option" if verb == "is" and order == "choice" else verb for verb in verbs)
        scope.faults.add(node, _UNSUITED.fill(verb=node.text, name=question.name, kind=question.kind, verbs=said))
        return None
    if test.verb not in ("is", "not"):
        return test
    if order == "choice":
        return _checked_option(node, test, question, scope)
    try:
        return dataclasses.replace(test, operand=condition.read_number(str(test.operand)))
    except ValueError:
        scope.faults.add(node, _NO_NUMBER.fill(text=node.text))
        return None


def _checked_option(node: Scalar, test: Test, question: Question, scope: Scope) -> Test | None:
    names = [option.name for option in question.options]
    if not names or test.operand in names:
        return test
    hint = did_you_mean(_named(str(test.operand), question), names, few=12)
    scope.faults.add(node, _NO_OPTION.fill(option=test.operand, name=question.name, hint=hint))
    return None


def _named(option: str, question: Question) -> str:
    """The name of the option, if it is called by its label."""
    try:
        return str(TYPES["choose one"].read(option, question))
    except Unreadable:
        return option


def _check_operand(node: Scalar, test: Test, scope: Scope, row_of: str) -> None:
    """Another question that is compared with must exist and be of the same order."""
    if isinstance(test.operand, Moment):
        base = test.operand.base
        if isinstance(base, str) and base != condition.TODAY:
            question = scope.find(node, base, row_of)
            if question is not None and order_of(question) != "date":
                scope.faults.add(node, _NOT_DATE.fill(name=base))
    elif test.verb in _NUMBERS and not isinstance(test.operand, Decimal):
        name = str(test.operand)
        question = scope.find(node, name, row_of)
        if question is not None and order_of(question) != "number":
            scope.faults.add(node, _NOT_A_NUMBER.fill(name=name))
