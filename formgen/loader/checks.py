"""The rules over several answers in a form file."""

from typing import Literal

from formgen import condition
from formgen.form import Check, Condition
from formgen.loader import texts
from formgen.loader.blocks import Words, words
from formgen.loader.conditions import read_condition
from formgen.loader.nodes import Items, Node
from formgen.loader.scope import ANY_ROW, Scope
from formgen.text import Text

Kind = Literal["must", "stop", "warn"]
_REASON: dict[Kind, str] = {"must": "otherwise", "stop": "because", "warn": "because"}
WORDS = ("must", "otherwise", "stop", "because", "warn", "when", "at", "name", "source", "unconfirmed")

_CHECK = Text("deze regel van de controles", "this entry of the checks")
_NOT_LIST = Text(
    'onder "checks:" hoort een lijst - begin elke regel met "- "', '"checks:" takes a list - begin each entry with "- "'
)
_ONE_KIND = Text(
    'een controle heeft precies één van "must:", "stop:" en "warn:" - deze heeft er {n}',
    'a check has exactly one of "must:", "stop:" and "warn:" - this one has {n}',
)
_WRONG_REASON = Text(
    '"{word}:" past niet bij "{kind}:" - schrijf "{reason}:"',
    '"{word}:" does not go with "{kind}:" - write "{reason}:"',
)
_TWO_GROUPS = Text(
    "deze regel noemt vragen uit twee herhaalde vragen: {groups} - maak er twee regels van, of gebruik sum of",
    "this check names questions from two repeated questions: {groups} - make two checks of it, or use sum of",
)
_AT_ROW = Text(
    '"at: {at}" staat niet in de herhaalde vraag "{group}" waar deze regel over gaat - noem een vraag daaruit',
    '"at: {at}" is not in the repeated question "{group}" this check is about - name a question from it',
)


def read_checks(node: Node | None, scope: Scope) -> tuple[Check, ...]:
    """The checks; what cannot be used is noted and left out."""
    if node is None:
        return ()
    if not isinstance(node, Items):
        scope.faults.add(node, _NOT_LIST)
        return ()
    return tuple(check for item in node.items if (check := _check(item, scope)) is not None)


def _check(node: Node, scope: Scope) -> Check | None:
    block = words(node, _CHECK, WORDS, scope.faults)
    if block is None:
        return None
    kinds = [kind for kind in _REASON if block.has(kind)]
    if len(kinds) != 1:
        scope.faults.add(node, _ONE_KIND.fill(n=len(kinds)))
        return None
    return _of_kind(block, kinds[0], scope)


def _of_kind(block: Words, kind: Kind, scope: Scope) -> Check | None:
    rule = read_condition(block.node(kind), scope, ANY_ROW)
    when = read_condition(block.node("when"), scope, ANY_ROW)
    sentence = _sentence(block, kind, scope)
    at = _at(block, rule, when, scope)
    name, source = block.scalar("name"), scope.source_name(block.scalar("source"))
    unconfirmed = block.yes("unconfirmed")
    if not rule or sentence is None:
        return None
    named = name.text if name else ""
    return Check(kind, rule, sentence, at, when, named, source, unconfirmed, block.at.line)


def _sentence(block: Words, kind: Kind, scope: Scope) -> Text | None:
    reason = _REASON[kind]
    for word in ("otherwise", "because"):
        if word != reason and block.has(word):
            scope.faults.add(block.place(word), _WRONG_REASON.fill(word=word, kind=kind, reason=reason))
            return None
    node = block.need(reason)
    sentence = texts.read_text(node, scope.faults)
    if sentence is not None and node is not None:
        for name in texts.blanks(sentence, node, scope.faults):
            scope.find(node, name, ANY_ROW)
    return sentence


def _at(block: Words, rule: Condition, when: Condition, scope: Scope) -> str:
    """The question to change: the one named, or the first the rule speaks of; in a row if the rule is about rows."""
    named = [*condition.names(rule), *condition.names(when)]
    groups = sorted({scope.groups[name] for name in named if name in scope.groups})
    if len(groups) > 1:
        scope.faults.add(block.at, _TWO_GROUPS.fill(groups=", ".join(groups)))
    written = block.scalar("at")
    if written is None:
        inner = [name for name in named if name in scope.groups]
        return (inner or named or [""])[0]
    scope.find(written, written.text, ANY_ROW)
    if groups and scope.groups.get(written.text) not in groups and written.text in scope.lines:
        scope.faults.add(written, _AT_ROW.fill(at=written.text, group=groups[0]))
    return written.text
