"""The options of a choice in a form file."""

import re
from dataclasses import dataclass, replace

from formgen.form import Option, Question
from formgen.loader import texts
from formgen.loader.blocks import Words, words
from formgen.loader.conditions import read_condition
from formgen.loader.nodes import Block, Node, Scalar
from formgen.loader.scope import Scope
from formgen.questions import YES_NO
from formgen.text import LANGUAGES, Text

WORDS = ("label", "hint", "reveal", "needed", "welcome")

_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
_TAKEN_WORDS = ("answered", "today")

_OPTION = Text('het antwoord "{name}"', 'the option "{name}"')
_OPTIONS = Text('"options:"', '"options:"')
_NEEDED = Text(
    'een vraag van het type "{kind}" heeft antwoorden nodig - zet er "options:" onder met ten minste {least}',
    'a question of type "{kind}" needs options - put "options:" below it with at least {least}',
)
_UNSUITED = Text(
    'een vraag van het type "{kind}" heeft geen vaste antwoorden - haal "options:" weg, of schrijf type: choose one',
    'a question of type "{kind}" has no options to choose from - remove "options:", or write type: choose one',
)
_BAD_NAME = Text(
    '"{name}" kan geen naam van een antwoord zijn - gebruik kleine letters, cijfers en _, bijvoorbeeld own_work',
    '"{name}" cannot be the name of an option - use small letters, digits and _, for example own_work',
)
_YES_NO = Text(
    '"{name}" past niet bij een ja-neevraag - gebruik "yes" en "no", of schrijf type: choose one',
    '"{name}" does not suit a yes or no question - use "yes" and "no", or write type: choose one',
)
_SAME_LABEL = Text(
    'twee antwoorden heten "{label}" - geef ze verschillende teksten',
    'two options are called "{label}" - give them different texts',
)


@dataclass(frozen=True, slots=True)
class Reveal:
    """The questions that appear when an option is chosen, not read yet."""

    option: str
    node: Node


def read_options(name: str, block: Words, kind: str, scope: Scope) -> tuple[tuple[Option, ...], list[Reveal]]:
    """The options of a question of this name and type, and what they reveal; yes or no has its two by itself.

    When an option is needed or welcome is read by `with_papers`, once every question is known.
    """
    node = block.node("options")
    if kind not in ("choose one", "choose any", "yes or no"):
        if node is not None:
            scope.faults.add(node, _UNSUITED.fill(kind=kind))
        return (), []
    found, reveals = _listed(name, node, kind, scope)
    if kind == "yes or no":
        own = {option.name: option for option in found}
        return tuple(own.get(option.name, option) for option in YES_NO), reveals
    least = 2 if kind == "choose one" else 1
    if not block.has("options") or (isinstance(node, Block) and len(node.entries) < least):
        scope.faults.add(block.at, _NEEDED.fill(kind=kind, least=least))
    _check_labels(found, node, scope)
    return tuple(found), reveals


def with_papers(question: Question, scope: Scope) -> Question:
    """The question, and those in its rows, with what its options say about when they are needed or welcome."""
    options = tuple(_with_conditions(question.name, option, scope) for option in question.options)
    inner = tuple(with_papers(one, scope) for one in question.questions)
    return replace(question, options=options, questions=inner)


def _with_conditions(name: str, option: Option, scope: Scope) -> Option:
    nodes = scope.papers.get((name, option.name), {})
    group = scope.groups.get(name, "")
    found = {word: read_condition(node, scope, group) for word, node in nodes.items()}
    return replace(option, needed=found.get("needed"), welcome=found.get("welcome"))


def _listed(name: str, node: Node | None, kind: str, scope: Scope) -> tuple[list[Option], list[Reveal]]:
    options: list[Option] = []
    reveals: list[Reveal] = []
    block = words(node, _OPTIONS, _names(node), scope.faults) if node is not None else None
    for key, value in block.block.entries if block else ():
        if _is_name(key, kind, scope):
            option = _option(name, key, value, kind, scope)
            if option is not None:
                options.append(option)
            reveal = value.find("reveal") if isinstance(value, Block) else None
            if reveal is not None:
                reveals.append(Reveal(key.text, reveal))
    return options, reveals


def _names(node: Node | None) -> tuple[str, ...]:
    return tuple(key.text for key, _ in node.entries) if isinstance(node, Block) else ()


def _is_name(key: Scalar, kind: str, scope: Scope) -> bool:
    if not _NAME.fullmatch(key.text) or key.text in _TAKEN_WORDS:
        scope.faults.add(key, _BAD_NAME.fill(name=key.text))
        return False
    if kind == "yes or no" and key.text not in ("yes", "no"):
        scope.faults.add(key, _YES_NO.fill(name=key.text))
        return False
    return True


def _option(name: str, key: Scalar, value: Node, kind: str, scope: Scope) -> Option | None:
    """One option, from its label alone or from a block of words."""
    if not isinstance(value, Block) or {"nl", "en"} & set(_names(value)):
        label = texts.read_text(value, scope.faults)
        return Option(key.text, label) if label else None
    block = words(value, _OPTION.fill(name=key.text), WORDS, scope.faults)
    if block is None:
        return None
    label = _label(key, block, kind, scope)
    nodes = {word: node for word in ("needed", "welcome") if (node := block.node(word)) is not None}
    scope.papers.setdefault((name, key.text), nodes)
    hint = texts.read_text(block.node("hint"), scope.faults)
    return Option(key.text, label, hint) if label else None


def _label(key: Scalar, block: Words, kind: str, scope: Scope) -> Text | None:
    if kind == "yes or no" and not block.has("label"):
        return next(option.label for option in YES_NO if option.name == key.text)
    return texts.read_text(block.need("label"), scope.faults)


def _check_labels(options: list[Option], node: Node | None, scope: Scope) -> None:
    """Two options with one label cannot be told apart by whoever reads them, nor when a row is read."""
    for language in LANGUAGES:
        seen: set[str] = set()
        for option in options:
            label = option.label[language].casefold()
            if label in seen and node is not None:
                scope.faults.add(node, _SAME_LABEL.fill(label=option.label[language]))
            seen.add(label)
