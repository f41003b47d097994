"""Questions in a form file, with their options, what an option reveals, repeated groups and shared questions."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from formgen import condition
from formgen.errors import did_you_mean
from formgen.form import Condition, Limits, Line, Question, Suggestion, Test
from formgen.loader import texts
from formgen.loader.blocks import Words, entries, words
from formgen.loader.conditions import read_condition
from formgen.loader.nodes import Block, Node, Scalar
from formgen.loader.options import Reveal, read_options
from formgen.loader.scope import Scope
from formgen.questions import TYPES
from formgen.text import Text

WORDS = (
    "ask",
    "type",
    "hint",
    "options",
    "when",
    "optional",
    "at least",
    "at most",
    "suggest",
    "tips",
    "headings",
    "notice",
    "repeat",
    "questions",
    "use",
)
Notice = Literal["", "copied", "physician", "functional", "none"]
NOTICES: tuple[Notice, ...] = ("copied", "physician", "functional", "none")
DEEPEST_REVEAL = 2
MOST_ROWS = 50  # where a form does not say how often a group may be repeated

_QUESTION = Text('de vraag "{name}"', 'the question "{name}"')
_QUESTIONS = Text('"questions:"', '"questions:"')
_SUGGESTION = Text('een regel van "suggest:"', 'an entry of "suggest:"')
_REPEAT = Text('"repeat:"', '"repeat:"')
_NO_TYPE = Text('"{text}" is geen type vraag - {hint}', '"{text}" is no type of question - {hint}')
_USE = Text(
    '"{text}" is geen gedeelde vraag in forms/shared.yml - schrijf use: shared.naam; {hint}',
    '"{text}" is no shared question in forms/shared.yml - write use: shared.name; {hint}',
)
_USE_IN_USE = Text(
    'de gedeelde vraag "{name}" gebruikt zelf een gedeelde vraag - schrijf haar in forms/shared.yml voluit',
    'the shared question "{name}" itself uses a shared question - write it out in forms/shared.yml',
)
_UNSUITED = Text(
    '"{word}:" past niet bij een vraag van het type "{kind}" - haal het weg of kies een ander type',
    '"{word}:" does not suit a question of type "{kind}" - remove it or choose another type',
)
_GROUP_WORD = Text(
    '"{word}:" past niet bij een herhaalde vraag - zet het bij een vraag eronder',
    '"{word}:" does not suit a repeated question - put it at a question below it',
)
_GROUP_IN_GROUP = Text(
    'de herhaalde vraag "{name}" staat in een andere herhaalde vraag - dat kan niet; zet haar ernaast',
    'the repeated question "{name}" is inside another repeated question - that cannot be; put it beside it',
)
_NEEDS_REPEAT = Text(
    '"questions:" hoort bij een herhaalde vraag - zet er "repeat: {at least: 1, at most: 12}" bij',
    '"questions:" belongs to a repeated question - add "repeat: {at least: 1, at most: 12}"',
)
_NO_LIMIT = Text(
    '"{text}" bij "{word}" is geen getal - schrijf bijvoorbeeld {example}',
    '"{text}" at "{word}" is no number - write for example {example}',
)
_TOO_SMALL = Text(
    '"at most: {most}" is minder dan "at least: {least}" - verander een van de twee',
    '"at most: {most}" is less than "at least: {least}" - change one of them',
)
_TOO_DEEP = Text(
    'bij "{name}" staat een reveal in een reveal in een reveal - gebruik "when:" bij een vraag ernaast',
    '"{name}" has a reveal within a reveal within a reveal - use "when:" on a question beside it',
)
_TWICE = Text(
    'de kop "{heading}" wijst ook naar de vraag "{other}" - laat hem bij één vraag staan',
    'the heading "{heading}" also points to the question "{other}" - keep it at one question',
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: in which repeated group, revealed by which option, and how deep."""

    group: str = ""
    when: Condition = ()
    under: tuple[str, str] | None = None
    depth: int = 0


def read_questions(node: Node | None, scope: Scope, place: Place) -> tuple[Question, ...]:
    """The questions in a block, each followed by what its options reveal; what cannot be used is noted and left out."""
    found: list[Question] = []
    for key, value in entries(node, _QUESTIONS, scope.faults):
        found += _question(key, value, scope, place)
    return tuple(found)


def _question(key: Scalar, value: Node, scope: Scope, place: Place) -> list[Question]:
    scope.declare(key, place.group)
    whole = _taken_over(value, scope)
    block = words(whole, _QUESTION.fill(name=key.text), WORDS, scope.faults) if whole else None
    if block is None:
        return []
    scope.reading.append(key.text)
    reveals: list[Reveal] = []
    if block.has("repeat"):
        question = _group(key, block, scope, place)
    else:
        question, reveals = _single(key, block, scope, place)
    scope.reading.pop()
    if question is None:
        return []
    if scope.questions.get(key.text) is None:
        scope.questions[key.text] = question
    return [question, *_revealed(question, reveals, scope, place)]


def _taken_over(value: Node, scope: Scope) -> Node | None:
    """The block itself, or the block of the shared question it uses with this block's words in place of its own.

    None if there is no such shared question.
    """
    use = value.find("use") if isinstance(value, Block) else None
    if use is None or not isinstance(value, Block):
        return value
    wanted = use.text if isinstance(use, Scalar) else ""
    name = wanted.removeprefix("shared.")
    shared = scope.shared.get(name)
    if shared is None or name == wanted:
        scope.faults.add(use, _USE.fill(text=wanted, hint=did_you_mean(name, scope.shared)))
        return None
    if shared.find("use") is not None:
        scope.faults.add(use, _USE_IN_USE.fill(name=name))
    own = tuple(entry for entry in value.entries if entry[0].text != "use")
    words_here = {key.text for key, _ in own}
    theirs = tuple(entry for entry in shared.entries if entry[0].text not in {"use", *words_here})
    return Block(value.file, value.line, (*theirs, *own))


# ---- one question ---------------------------------------------------------------------------------------------------


def _single(key: Scalar, block: Words, scope: Scope, place: Place) -> tuple[Question | None, list[Reveal]]:
    ask = texts.read_text(block.need("ask"), scope.faults)
    kind = _kind(block, scope)
    if block.has("questions"):
        scope.faults.add(block.place("questions"), _NEEDS_REPEAT)
    options, reveals = read_options(key.text, block, kind, scope) if kind else ((), [])
    question = Question(
        name=key.text,
        ask=ask or Text(key.text, key.text),
        kind=kind or "short text",
        line=key.line,
        file=key.file,
        hint=texts.read_text(block.node("hint"), scope.faults),
        options=options,
        when=place.when + read_condition(block.node("when"), scope, place.group),
        under=place.under,
        optional=block.yes("optional"),
        limits=_limits(block, kind, scope),
        suggest=_suggestions(block, kind, scope, place.group),
        tips=scope.tip_names(block.scalars("tips")),
        headings=_headings(key, block, scope),
        notice=_notice(block),
    )
    return (question if ask and kind else None), reveals


def _kind(block: Words, scope: Scope) -> str:
    word = block.needed_scalar("type")
    if word is None:
        return ""
    if word.text in TYPES:
        return word.text
    scope.faults.add(word, _NO_TYPE.fill(text=word.text, hint=did_you_mean(word.text, TYPES, few=len(TYPES))))
    return ""


def _notice(block: Words) -> Notice:
    word = block.one_of("notice", NOTICES)
    return next((notice for notice in NOTICES if notice == word), "")


def _limits(block: Words, kind: str, scope: Scope) -> Limits:
    """The least and most of a number, or of the length of a text."""
    if not kind or not (block.has("at least") or block.has("at most")):
        return Limits()
    counts_length = kind in ("short text", "long text")
    if not counts_length and TYPES[kind].order != "number":
        word = "at least" if block.has("at least") else "at most"
        scope.faults.add(block.place(word), _UNSUITED.fill(word=word, kind=kind))
        return Limits()
    unit = " characters" if counts_length else ""
    return replace(_range(block, unit, counts_length, scope), unit="characters" if counts_length else "")


def _range(block: Words, unit: str, whole: bool, scope: Scope) -> Limits:
    least, most = (_bound(block, word, unit, whole, scope) for word in ("at least", "at most"))
    if least is not None and most is not None and most < least:
        scope.faults.add(block.place("at most"), _TOO_SMALL.fill(least=least, most=most))
    return Limits(least, most)


def _bound(block: Words, word: str, unit: str, whole: bool, scope: Scope) -> Decimal | None:
    value = block.scalar(word)
    if value is None:
        return None
    try:
        text = " ".join(value.text.split())
        if not text.endswith(unit):
            raise ValueError(text)
        bound = condition.read_number(text.removesuffix(unit))
        if whole and bound != int(bound):
            raise ValueError(text)
        return bound
    except ValueError:
        scope.faults.add(value, _NO_LIMIT.fill(text=value.text, word=word, example=f"600{unit}" if unit else "26"))
        return None


def _suggestions(block: Words, kind: str, scope: Scope, group: str) -> tuple[Suggestion, ...]:
    if block.has("suggest") and kind and kind not in ("short text", "long text"):
        scope.faults.add(block.place("suggest"), _UNSUITED.fill(word="suggest", kind=kind))
        return ()
    found = (_suggestion(node, scope, group) for node in block.nodes("suggest"))
    return tuple(suggestion for suggestion in found if suggestion is not None)


def _suggestion(node: Node, scope: Scope, group: str) -> Suggestion | None:
    block = words(node, _SUGGESTION, ("text", "when"), scope.faults)
    if block is None:
        return None
    at = block.need("text")
    text = texts.read_text(at, scope.faults)
    when = read_condition(block.node("when"), scope, group)
    if text is None or at is None:
        return None
    for name in texts.blanks(text, at, scope.faults):
        scope.find(at, name, group)
    return Suggestion(text, when)


def _headings(key: Scalar, block: Words, scope: Scope) -> tuple[str, ...]:
    """Other names for the column of this question; a name that would point to two questions is noted.

    Questions in a repeated group have columns of their own (talks.1.talk_date), so their headings point nowhere else.
    """
    for heading in block.scalars("headings") if key.text not in scope.groups else ():
        other = scope.headings.setdefault(re.sub(r"[\W_]", "", heading.text.casefold()), key.text)
        if other != key.text:
            scope.faults.add(heading, _TWICE.fill(heading=heading.text, other=other))
    return tuple(heading.text for heading in block.scalars("headings"))


# ---- repeated groups and revealed questions -------------------------------------------------------------------------


def _group(key: Scalar, block: Words, scope: Scope, place: Place) -> Question | None:
    if place.group:
        scope.faults.add(key, _GROUP_IN_GROUP.fill(name=key.text))
        return None
    for word in ("type", "options", "at least", "at most", "suggest", "headings"):
        if block.has(word):
            scope.faults.add(block.place(word), _GROUP_WORD.fill(word=word))
    ask = texts.read_text(block.need("ask"), scope.faults)
    optional = block.yes("optional")
    questions = read_questions(block.need("questions"), scope, Place(group=key.text))
    question = Question(
        name=key.text,
        ask=ask or Text(key.text, key.text),
        kind="repeat",
        line=key.line,
        file=key.file,
        hint=texts.read_text(block.node("hint"), scope.faults),
        when=place.when + read_condition(block.node("when"), scope),
        under=place.under,
        optional=optional,
        limits=_rows(block, scope, optional),
        tips=scope.tip_names(block.scalars("tips")),
        notice=_notice(block),
        questions=questions,
    )
    return question if ask and questions else None


def _rows(block: Words, scope: Scope, optional: bool) -> Limits:
    """How many rows a group has: one to fifty where the form does not say, none or more if it is optional."""
    node = block.need("repeat")
    inner = words(node, _REPEAT, ("at least", "at most"), scope.faults) if node else None
    limits = _range(inner, "", True, scope) if inner else Limits()
    least = limits.least if limits.least is not None else Decimal(0 if optional else 1)
    return Limits(least, limits.most if limits.most is not None else Decimal(MOST_ROWS))


def _revealed(question: Question, reveals: list[Reveal], scope: Scope, place: Place) -> list[Question]:
    """The questions behind the options of a question, shown while that option is chosen."""
    if reveals and place.depth >= DEEPEST_REVEAL:
        scope.faults.add(reveals[0].node, _TOO_DEEP.fill(name=question.name))
        return []
    found: list[Question] = []
    for reveal in reveals:
        chosen = Line(question.name, (Test("is", reveal.option),))
        inside = Place(place.group, (*question.when, chosen), (question.name, reveal.option), place.depth + 1)
        found += read_questions(reveal.node, scope, inside)
    return found
