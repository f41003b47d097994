"""Sentences of a template: each appears only when every answer it names is there, so no blank is ever left."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from formgen.text import LANGUAGES, Language, Text

ALWAYS_THERE = frozenset({"today", "concept"})  # what a letter knows without an answer

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_INNER_IF = re.compile(r"\{% ?if (?:(?!\{% ?(?:if|endif)).)*\{% ?endif ?%\}", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{ ?([a-z_0-9]+)[ |}]")
_LONE = re.compile(r"\{\{ ([a-z_0-9]+) \}\}")
_BEFORE_STOP = re.compile(r"\{\{ ([a-z_0-9.|]+) \}\}(?=(?:\{% ?endif ?%\})*”?\.(?!\w))")
_LAST = re.compile(r"\{\{ ([a-z_0-9]+) \}\}\Z")
_TIES = (
    (rf"(\d{{1,2}}) ({_MONTHS})\b", r"\1@\2"),
    (r"€ ([\d{])", r"€@\1"),
    (r"(\d|\}\}) (uur|kg|minuten|weken|keer|hours|minutes|weeks|times|%)", r"\1@\2"),
    (r"\b([A-Za-z]*(?:artikel|bijlage|week|section|enclosure)) ([\d{])", r"\1@\2"),
)


def tied(words: str) -> str:
    """The words with a no-break space where a line may not end: dates, amounts, `16 uur`, `bijlage 2`.

    A placeholder counts as a number: `{{ hours }} uur` is tied, `{{ first_day }} tot` is not.
    """
    for pattern, tie in _TIES:
        words = re.sub(pattern, tie.replace("@", "\u00a0"), words, flags=re.IGNORECASE)
    return words


def stopped_once(words: str) -> str:
    """The words with no second full stop behind an answer that brings one: "in handen van {{ who }}." and "Acme B.V."

    >>> stopped_once("van {{ who }}{% endif %}.")
    'van {{ who|no_stop }}{% endif %}.'
    """
    return _BEFORE_STOP.sub(r"{{ \1|no_stop }}", words)


def typeset(words: str) -> str:
    """The words as they go into a template: tied where a line may not end, and with one full stop at most."""
    return stopped_once(tied(words))


def blanks(words: str) -> tuple[str, ...]:
    """The answers these words cannot do without, in order: placeholders outside `{% if %}`, rows of a group not.

    >>> blanks("{{ a }} en {{ b|short }}{% if c %} ({{ c }}){% endif %}")
    ('a', 'b')
    """
    while (shorter := _INNER_IF.sub("", words)) != words:
        words = shorter
    return tuple(dict.fromkeys(name for name in _PLACEHOLDER.findall(words) if name not in ALWAYS_THERE))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a few that stand or fall together; `when` is a condition of its own, in jinja."""

    words: Text
    when: str = ""

    @property
    def guard(self) -> str:
        """The condition under which the sentence appears; empty when it always does."""
        names = tuple(dict.fromkeys(name for language in LANGUAGES for name in blanks(self.words[language])))
        return all_of([*([self.when] if self.when else []), *names])

    @property
    def answer(self) -> str:
        """The question whose answer is all there is to this sentence; empty for any other sentence."""
        found = _LONE.fullmatch(self.words.nl)
        return found.group(1) if found and not self.when else ""

    @property
    def ending(self) -> str:
        """The question whose answer ends the sentence in both languages; empty when something follows the answer."""
        found = [_LAST.search(self.words[language]) for language in LANGUAGES]
        names = {match.group(1) if match else "" for match in found}
        return names.pop() if len(names) == 1 and not names <= ALWAYS_THERE else ""

    def begun(self) -> "Sentence":
        """The sentence with no more than the first paragraph of the answer that ends it."""
        cut = (_LAST.sub(r"{{ \1|lines|first }}", self.words[language]) for language in LANGUAGES)
        return Sentence(Text(*cut), self.when)

    def tagged(self, language: Language, before: str = "", after: str = "") -> str:
        """The sentence inside its own `{% if %}`, together with what stands before and after it."""
        words = typeset(before + self.words[language] + after)
        return f"{{% if {self.guard} %}}{words}{{% endif %}}" if self.guard else words


def said(words: Text | str, language: Language) -> str:
    """The words in this language; a plain string reads the same in both."""
    return words if isinstance(words, str) else words[language]


def say(nl: str, en: str, when: str = "") -> Sentence:
    """A sentence in both languages."""
    return Sentence(Text(nl, en), when)


def all_of(conditions: Iterable[str]) -> str:
    """The conditions joined by `and`, each in brackets where it needs them; nothing gives nothing."""
    return " and ".join(f"({one})" if " or " in one else one for one in conditions)


def any_of(conditions: Iterable[str]) -> str:
    """The conditions joined by `or`, once each; empty when one of them is empty, for then it always holds."""
    wanted = tuple(dict.fromkeys(conditions))
    return "" if "" in wanted else " or ".join(wanted)
