"""The questions read so far, so that every name in a form is proved to exist where it is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from formgen.errors import did_you_mean
from formgen.form import Fact, Question
from formgen.loader.facts import NO_FACT
from formgen.loader.nodes import Block, Faults, Node, Scalar
from formgen.text import Text

ANY_ROW = "*"  # a rule may speak of a question in any repeated group: it is then judged row by row

# Names that templates and pages give a meaning of their own.
RESERVED = frozenset(
    (
        *("today", "facts", "missing", "concept", "stopped", "overview", "full_name", "week_now", "calendar"),
        *("language",),
        *("findings", "score", "totals", "gantt", "tally", "completeness", "standing", "shortlist"),
        *("csrf_token", "and", "or", "not", "is", "in", "if", "elif", "else", "for", "true", "false", "none", "set"),
        *("block", "loop", "self", "super", "caller", "varargs", "kwargs", "range", "dict", "cycler", "joiner"),
        *("namespace", "lipsum"),
    )
)

_TAKEN = Text(
    'er is al een vraag "{name}", op regel {line} - geef deze vraag een andere naam',
    'there is a question "{name}" already, on line {line} - give this question another name',
)
_RESERVED = Text(
    '"{name}" heeft in sjablonen al een betekenis - geef de vraag een andere naam',
    '"{name}" has a meaning in templates already - give the question another name',
)
_NO_QUESTION = Text('er is geen vraag "{name}" - {hint}', 'there is no question "{name}" - {hint}')
_LATER = Text(
    'de vraag "{name}" komt pas later - verwijs naar een vraag die ervoor komt, of zet die vraag eerder',
    'the question "{name}" comes later - refer to a question before this one, or move that question up',
)
_ITSELF = Text(
    'de vraag "{name}" verwijst naar zichzelf - noem een vraag die ervoor komt',
    'the question "{name}" refers to itself - name a question that comes before it',
)
_IN_ROW = Text(
    '"{name}" staat in de herhaalde vraag "{group}" en kan hier niet - gebruik "sum of {group}.{name}" of '
    '"number of {group}", of een andere vraag',
    '"{name}" is inside the repeated question "{group}" and cannot be used here - use "sum of {group}.{name}" or '
    '"number of {group}", or another question',
)
_NO_TIP = Text(
    'er is geen tip "{name}" in forms/tips.yml - {hint}', 'there is no tip "{name}" in forms/tips.yml - {hint}'
)
_NO_SOURCE = Text(
    'er is geen bron "{name}" in forms/sources.yml - {hint}',
    'there is no source "{name}" in forms/sources.yml - {hint}',
)


@dataclass(slots=True)
class Scope:
    """What a reader may refer to at this point of the file.

    `shared` holds the blocks of forms/shared.yml by name. A question that could not be read counts as known, so that
    one fault does not cause a string of others. `papers` keeps the conditions of options (by question and option)
    that may speak of later questions, until all questions are known.
    """

    faults: Faults
    shared: Mapping[str, Block]
    tips: frozenset[str]
    sources: frozenset[str]
    facts: Mapping[str, Fact]
    questions: dict[str, Question | None] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    reading: list[str] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    papers: dict[tuple[str, str], dict[str, Node]] = field(default_factory=dict)
    unsettled: list[tuple[Node, str]] = field(default_factory=list)

    def declare(self, key: Scalar, group: str) -> None:
        """Note the name of the question that is now being read; a name is used once in a form."""
        name = key.text
        if name in self.lines:
            self.faults.add(key, _TAKEN.fill(name=name, line=self.lines[name]))
        elif name in RESERVED:
            self.faults.add(key, _RESERVED.fill(name=name))
        self.lines.setdefault(name, key.line)
        self.questions.setdefault(name, None)
        if group:
            self.groups.setdefault(name, group)

    def find(self, at: Node, name: str, row_of: str = "") -> Question | None:
        """The earlier question of this name; None if it cannot be used here, which is noted.

        `row_of` is the repeated group in which the name is used: questions in the same row can be seen from there.
        """
        if name in self.reading:
            self.faults.add(at, _ITSELF.fill(name=name))
            return None
        if name not in self.lines:
            self.unsettled.append((at, name))
            return None
        group = self.groups.get(name, "")
        if group and row_of not in (group, ANY_ROW):
            self.faults.add(at, _IN_ROW.fill(name=name, group=group))
            return None
        return self.questions[name]

    def settle(self) -> None:
        """With every question known, say of each name that was not found whether it comes later or does not exist."""
        for at, name in self.unsettled:
            if name in self.lines:
                self.faults.add(at, _LATER.fill(name=name))
            else:
                self.faults.add(at, _NO_QUESTION.fill(name=name, hint=did_you_mean(name, self.lines)))
        self.unsettled.clear()

    def tip_names(self, names: tuple[Scalar, ...]) -> tuple[str, ...]:
        """The names of tips, each of which must exist."""
        for name in names:
            if name.text not in self.tips:
                self.faults.add(name, _NO_TIP.fill(name=name.text, hint=did_you_mean(name.text, self.tips)))
        return tuple(name.text for name in names)

    def fact_name(self, name: Scalar) -> str:
        """The name of a fact, which must exist."""
        if name.text not in self.facts:
            self.faults.add(name, NO_FACT.fill(name=name.text, hint=did_you_mean(name.text, self.facts)))
        return name.text

    def source_name(self, name: Scalar | None) -> str:
        """The key of a source, which must exist; empty if there is none."""
        return known_source(name, self.sources, self.faults)


def known_source(name: Scalar | None, sources: frozenset[str], faults: Faults) -> str:
    """The key of a source, which must exist; empty if there is none."""
    if name is None:
        return ""
    if name.text not in sources:
        faults.add(name, _NO_SOURCE.fill(name=name.text, hint=did_you_mean(name.text, sources)))
    return name.text
