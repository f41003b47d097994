"""A block of words in a file: every word known, the needed ones there, each of the right kind."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formgen.condition import read_date
from formgen.errors import did_you_mean
from formgen.loader.nodes import Block, Faults, Items, Node, Scalar
from formgen.text import Text

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")

_UNKNOWN = Text(
    '"{word}" is hier geen woord dat formgen kent - {hint}', '"{word}" is no word formgen knows here - {hint}'
)
_NEEDED = Text('bij {what} ontbreekt "{word}:" - zet het erbij', '{what} lacks "{word}:" - add it')
_NOT_BLOCK = Text(
    'bij {what} horen regels van de vorm "woord: tekst" - schrijf ze eronder, verder ingesprongen',
    '{what} takes lines like "word: text" - write them below it, indented further',
)
_NOT_LIST = Text(
    'bij "{word}" hoort een lijst - schrijf bijvoorbeeld {word}: [een, twee]',
    '"{word}" takes a list - write for example {word}: [one, two]',
)
_NOT_SCALAR = Text(
    'bij "{word}" hoort één tekst, geen lijst of blok - schrijf de tekst op dezelfde regel',
    '"{word}" takes one text, not a list or a block - write the text on the same line',
)
_NOTHING = Text(
    'na "{word}:" staat niets - vul het in of haal de regel weg',
    '"{word}:" has nothing after it - fill it in or remove the line',
)
_ONE_OF = Text('"{text}" past niet bij "{word}" - {hint}', '"{text}" does not suit "{word}" - {hint}')
_DATE = Text(
    '"{text}" bij "{word}" is geen datum - schrijf jaar-maand-dag, bijvoorbeeld 2026-01-31',
    '"{text}" at "{word}" is no date - write year-month-day, for example 2026-01-31',
)
_BAD_NAME = Text(
    '"{name}" kan geen naam zijn - gebruik kleine letters, cijfers en _, met een letter voorop, bijvoorbeeld first_day',
    '"{name}" cannot be a name - use small letters, digits and _, and begin with a letter, for example first_day',
)


@dataclass(frozen=True, slots=True)
class Words:
    """One block, of which only `known` words are accepted; `what` names it in sentences: `de vraag "bsn"`.

    A reader asks for what it wants; whatever is not as it should be is noted in `faults` and comes back empty.
    """

    at: Node
    what: Text
    faults: Faults
    block: Block

    def has(self, word: str) -> bool:
        """Whether the word is there."""
        return self.block.find(word) is not None

    def place(self, word: str) -> Node:
        """Where the word stands; the block itself if it is not there."""
        return next((key for key, _ in self.block.entries if key.text == word), self.at)

    def node(self, word: str) -> Node | None:
        """What stands behind the word, if it is there and not empty."""
        value = self.block.find(word)
        if isinstance(value, Scalar) and not value.text.strip():
            self.faults.add(value, _NOTHING.fill(word=word))
            return None
        return value

    def need(self, word: str) -> Node | None:
        """What stands behind a word that has to be there."""
        if not self.has(word):
            self.faults.add(self.at, _NEEDED.fill(what=self.what, word=word))
        return self.node(word)

    def scalar(self, word: str) -> Scalar | None:
        """The one text behind the word."""
        return _as_scalar(self.node(word), word, self.faults)

    def needed_scalar(self, word: str) -> Scalar | None:
        """The one text behind a word that has to be there."""
        return _as_scalar(self.need(word), word, self.faults)

    def one_of(self, word: str, choices: Sequence[str]) -> str:
        """Which of these stands behind the word; empty if none does."""
        value = self.scalar(word)
        if value is None:
            return ""
        if value.text in choices:
            return value.text
        hint = did_you_mean(value.text, choices)
        self.faults.add(value, _ONE_OF.fill(text=value.text, word=word, hint=hint))
        return ""

    def yes(self, word: str) -> bool:
        """Whether `yes` stands behind the word; nothing else may, but `no`."""
        return self.one_of(word, ("yes", "no")) == "yes"

    def date(self, word: str) -> datetime.date | None:
        """The date behind the word."""
        value = self.scalar(word)
        if value is None:
            return None
        try:
            return read_date(value.text)
        except ValueError:
            self.faults.add(value, _DATE.fill(text=value.text, word=word))
            return None

    def scalars(self, word: str) -> tuple[Scalar, ...]:
        """The texts of the list behind the word."""
        return tuple(node for node in self.nodes(word) if isinstance(node, Scalar))

    def nodes(self, word: str) -> tuple[Node, ...]:
        """The list behind the word."""
        value = self.node(word)
        if value is None:
            return ()
        if not isinstance(value, Items):
            self.faults.add(value, _NOT_LIST.fill(word=word))
            return ()
        return value.items


def words(node: Node, what: Text, known: Sequence[str], faults: Faults) -> Words | None:
    """The block at this place; None if there is no block. Words that are not `known` are noted."""
    if not isinstance(node, Block):
        faults.add(node, _NOT_BLOCK.fill(what=what))
        return None
    for key, _ in node.entries:
        if key.text not in known:
            faults.add(key, _UNKNOWN.fill(word=key.text, hint=did_you_mean(key.text, known, few=20)))
    return Words(node, what, faults, node)


def entries(node: Node | None, what: Text, faults: Faults) -> Iterator[tuple[Scalar, Node]]:
    """The names in a block with what each holds, for blocks whose words are names; misshapen names are noted."""
    if node is None:
        return
    if not isinstance(node, Block):
        faults.add(node, _NOT_BLOCK.fill(what=what))
        return
    for key, value in node.entries:
        if NAME.fullmatch(key.text):
            yield key, value
        else:
            faults.add(key, _BAD_NAME.fill(name=key.text))


def _as_scalar(node: Node | None, word: str, faults: Faults) -> Scalar | None:
    if node is None or isinstance(node, Scalar):
        return node
    faults.add(node, _NOT_SCALAR.fill(word=word))
    return None
