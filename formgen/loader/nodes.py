"""A YAML file as a tree in which every scalar is text and everything knows its file and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import yaml

from formgen.errors import Problem
from formgen.loader import traps
from formgen.text import Text

LARGEST = 2_000_000  # bytes; the largest form of ours is a fortieth of this
MOST_PROBLEMS = 200
DEEPEST = 24  # levels of blocks and lists; a form needs ten

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # YAML 1.1, 5.1


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a file."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Scalar(Node):
    """A text: never a number, a date or a boolean, whatever it looks like. Empty when there is nothing.

    `comment` is what follows on the same line after a #: in `ask: Question #1 | ...` more than its writer meant.
    """

    text: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Block(Node):
    """Words with what stands behind each, in the order of the file; a repeated word was refused."""

    entries: tuple[tuple[Scalar, Node], ...]

    def find(self, word: str) -> Node | None:
        """What stands behind this word, if the word is there."""
        return next((value for key, value in self.entries if key.text == word), None)


@dataclass(slots=True)
class Faults:
    """The problems found so far; reading goes on after each, but a file that is not a form at all stops at 200."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, at: Node, sentence: Text) -> None:
        """Note what is wrong at this place, once."""
        problem = Problem(at.file, at.line, sentence)
        if len(self.problems) < MOST_PROBLEMS and problem not in self.problems:
            self.problems.append(problem)


class _UnusableError(Exception):
    """The file cannot be read any further."""

    def __init__(self, line: int, sentence: Text) -> None:
        self.line = line
        self.sentence = sentence


def read_file(path: Path, folder: Path, faults: Faults) -> Node | None:
    """The tree of a file, None if it is missing or cannot be read as YAML; its problems are added to `faults`."""
    shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        faults.add(Node(shown, 0), traps.MISSING)
        return None
    tree, problems = parse(data, shown)
    for problem in problems:
        faults.add(Node(problem.file, problem.line), problem.sentence)
    return tree


@lru_cache(maxsize=16)
def parse(data: bytes, shown: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of the bytes of a file, or None, and the problems; never raises. Kept, as forms share some files."""
    if len(data) > LARGEST:
        return None, (Problem(shown, 0, traps.TOO_LARGE),)
    faults = Faults()
    try:
        return _tree(_text(data), shown, faults), tuple(faults.problems)
    except _UnusableError as end:
        if not any(problem.line == end.line for problem in faults.problems):
            faults.add(Node(shown, end.line), end.sentence)
        return None, tuple(faults.problems)


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnusableError(data[: error.start].count(b"\n") + 1, traps.NOT_UTF8) from error
    wrong = _NOT_IN_YAML.search(text)
    if wrong:
        code = f"U+{ord(wrong.group()):04X}"
        raise _UnusableError(text[: wrong.start()].count("\n") + 1, traps.CONTROL.fill(code=code))
    return text


def _tree(text: str, shown: str, faults: Faults) -> Node:
    lines = traps.LINE_END.split(text)
    try:
        return _Building(shown, faults, yaml.parse(text, Loader=_PARSER), lines).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark.line if error.problem_mark else 0
        context = error.context_mark.line if error.context_mark else mark
        line, sentence = traps.explain(
            lines, min(mark, len(lines) - 1), context, str(error.context), str(error.problem)
        )
        raise _UnusableError(line + 1, sentence) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # an escape for no character, "\\UFFFFFFFF"
        raise _UnusableError(0, traps.NOT_YAML) from error


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


@dataclass(slots=True)
class _Building:
    """Builds the tree from the parser's events, so that nothing is resolved, joined or made an object."""

    file: str
    faults: Faults
    events: Iterator[yaml.Event]
    lines: list[str]

    def document(self) -> Node:
        """The one document of the file."""
        next(self.events)
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            raise _UnusableError(0, traps.EMPTY)
        tree = self._node(next(self.events), 0)
        next(self.events)
        end = next(self.events)
        if not isinstance(end, yaml.StreamEndEvent):
            raise _UnusableError(_line(end), traps.SECOND)
        return tree

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        if depth > DEEPEST:
            raise _UnusableError(line, traps.TOO_DEEP)
        here = Node(self.file, line)
        self._refuse_marks(event, here)
        if isinstance(event, yaml.MappingStartEvent):
            return self._block(here, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                items.append(self._node(event, depth + 1))
            return Items(self.file, line, tuple(items))
        return self._scalar(event, here)

    def _scalar(self, event: yaml.Event, here: Node) -> Scalar:
        """A text; an escape between double quotation marks may have put a character in it that no document holds."""
        text = event.value if isinstance(event, yaml.ScalarEvent) else ""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end and end.line < len(self.lines) else ""
        wrong = _NOT_IN_YAML.search(text)
        if wrong:
            self.faults.add(here, traps.CONTROL.fill(code=f"U+{ord(wrong.group()):04X}"))
        return Scalar(here.file, here.line, text, rest.strip() if re.match(r"\s+#", rest) else "")

    def _refuse_marks(self, event: yaml.Event, here: Node) -> None:
        """Anchors, aliases and tags are refused: they hide what a form says, and an alias can repeat without end."""
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            self.faults.add(here, traps.ALIAS.fill(name=anchor))
        elif anchor:
            self.faults.add(here, traps.ANCHOR.fill(name=anchor))
        if getattr(event, "tag", None):
            self.faults.add(here, traps.TAG.fill(name=getattr(event, "tag", "")))

    def _block(self, here: Node, depth: int) -> Block:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.faults.add(key, traps.KEY)
                continue
            if not isinstance(value, Scalar) or not value.text:
                value = replace(value, line=key.line)  # a problem with what stands below a word is said at the word
            if key.text in entries:
                self.faults.add(key, traps.REPEATED.fill(word=key.text, line=entries[key.text][0].line))
            else:
                entries[key.text] = key, value
        return Block(here.file, here.line, tuple(entries.values()))
