"""Facts of forms/facts.yml where a file of forms mentions them, put in before anything else reads the file.

`{facts.name}` in a text is the fact as people read it, `{facts.name.number}` its number alone. Outside texts
`facts.name` is its number, and behind + or - in a moment also what it is counted in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from formgen.errors import did_you_mean
from formgen.form import Fact
from formgen.loader.nodes import Block, Faults, Items, Node, Scalar
from formgen.text import LANGUAGES, Language, Text, in_unit

_IN_TEXT = re.compile(r"\{\s*facts\.([^{}]*)\}")
_NAME = r"facts\.(\w+)"
_BARE = re.compile(rf"(?<![\w.{{]){_NAME}")
_MOMENT = re.compile(rf"(?<![\w-])(?P<side>before|after) +\S.*?[+-] *{_NAME}")
_SHIFTED = re.compile(rf"(?P<sign>[+-] *){_NAME}")
_UNITS = ("days", "weeks", "months", "years")

NO_FACT = Text(
    'er is geen feit "{name}" in forms/facts.yml - {hint}', 'there is no fact "{name}" in forms/facts.yml - {hint}'
)
_NO_TIME = Text(
    'het feit "{name}" telt geen tijd, maar {unit} - noem na + of - een feit in {units} of week',
    'the fact "{name}" counts no time but {unit} - name a fact in {units} or week after + or -',
)
_NOT_BACK = Text(
    'het feit "{name}" is een week, en die telt vanaf een dag - schrijf {{today: after first_sick_day + facts.{name}}}',
    'the fact "{name}" is a week, counted from a day - write {{today: after first_sick_day + facts.{name}}}',
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Puts the facts in the nodes of one file; a fact that is not there is noted and left out."""

    facts: Mapping[str, Fact]
    faults: Faults

    def said(self, node: Node, word: str = "") -> Node:
        """The node with every mention of a fact replaced, also below it; `word` is what it stands behind."""
        if isinstance(node, Block):
            return replace(node, entries=tuple((key, self.said(value, key.text)) for key, value in node.entries))
        if isinstance(node, Items):
            return replace(node, items=tuple(self.said(item) for item in node.items))
        if not isinstance(node, Scalar) or "facts." not in node.text:
            return node
        if "|" in node.text or _IN_TEXT.search(node.text):
            return replace(node, text=self._in_text(node, word))
        return replace(node, text=self._in_condition(node, word))

    def _in_text(self, node: Scalar, word: str) -> str:
        """Each side of the | in its own language, or the one text in that of its word, `nl` or `en`."""
        halves = node.text.split("|")
        languages: tuple[Language, ...] = LANGUAGES if len(halves) == 2 else ("en",) if word == "en" else ("nl",)
        return "|".join(self._half(node, half, languages[min(n, len(languages) - 1)]) for n, half in enumerate(halves))

    def _half(self, node: Scalar, half: str, language: Language) -> str:
        def shown(mention: re.Match[str]) -> str:
            name, _, form = mention[1].strip().partition(".")
            fact = self._find(node, name if form in ("", "number") else mention[1].strip())
            return in_unit(fact.value, "" if form else fact.unit, language) if fact else ""

        return _IN_TEXT.sub(shown, half)

    def _in_condition(self, node: Scalar, word: str) -> str:
        moment = _MOMENT.search(node.text)
        text = node.text
        if moment:
            text = _SHIFTED.sub(lambda found: found["sign"] + self._time(node, found[2], found["sign"], moment), text)
        return _BARE.sub(lambda found: self._number(node, found[1], word), text)

    def _time(self, node: Scalar, name: str, sign: str, moment: re.Match[str]) -> str:
        """How far a fact moves a date. A week is before its first day and after its last."""
        fact = self._find(node, name)
        if fact is None:
            return "1 day"
        if fact.unit == "week" and sign.startswith("+"):
            return f"{_day_of_week(fact, first=moment['side'] == 'before')} days"
        if fact.unit in _UNITS:
            return f"{fact.value} {fact.unit}"
        wrong = _NOT_BACK if fact.unit == "week" else _NO_TIME
        self.faults.add(node, wrong.fill(name=name, unit=f'"{fact.unit}"', units=", ".join(_UNITS)))
        return "1 day"

    def _number(self, node: Scalar, name: str, word: str) -> str:
        """The number of a fact: the day of a week, `first` its first one, and of other times what they count."""
        fact = self._find(node, name)
        if fact is None:
            return "1"
        if fact.unit == "week":
            return str(_day_of_week(fact, first=word == "first"))
        return str(fact.days if word in ("day", "days", "every", "first") and fact.days is not None else fact.value)

    def _find(self, at: Node, name: str) -> Fact | None:
        fact = self.facts.get(name)
        if fact is None:
            self.faults.add(at, NO_FACT.fill(name=name, hint=did_you_mean(name, self.facts)))
        return fact


def _day_of_week(fact: Fact, first: bool) -> int:
    """The first or the last day of a week, counted from day 0: week 52 is day 357 to day 363."""
    last = int(fact.value) * 7 - 1  # type: ignore[arg-type]
    return last - 6 if first else last
