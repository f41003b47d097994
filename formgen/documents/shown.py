"""An answer as a template meets it: the words it prints, with the option name and the short spelling beside them."""

from collections.abc import Iterable


class Shown(str):
    """The words of one answer, which still knows what was chosen.

    As a str it is what a sentence says (`9 maart 2026`, an option's label). `key` is the answer at rest (`2026-03-09`,
    an option's name), `short` the spelling for a table cell (`09-03-2026`); both are the words themselves when not
    given.
    """

    __slots__ = ("key", "short")
    key: str
    short: str

    def __new__(cls, said: str, key: str | None = None, short: str | None = None) -> "Shown":
        """The words, with their key and short spelling."""
        shown = super().__new__(cls, said)
        shown.key = said if key is None else key
        shown.short = said if short is None else short
        return shown


class Chosen(tuple[Shown, ...]):
    """Several options chosen together: a list to go through, which prints as `a, b en c`."""

    said: str

    def __new__(cls, options: Iterable[Shown], said: str) -> "Chosen":
        """The chosen options, and the sentence part that lists them in the document's language."""
        chosen = super().__new__(cls, options)
        chosen.said = said
        return chosen

    def __str__(self) -> str:
        return self.said


class Traced(Shown):
    """The same words for a preview, which also know the question (its dotted name) that they answer."""

    __slots__ = ("question",)
    question: str

    @classmethod
    def of(cls, words: str, question: str) -> "Traced":
        """These words, now known to answer this question; what they know of themselves stays."""
        known = isinstance(words, Shown)
        traced = cls(words, words.key, words.short) if known else cls(words)  # type: ignore[attr-defined]
        traced.question = question
        return traced


def about(value: object, said: str) -> str:
    """Words made from a value: when that is a traced answer, they answer the same question."""
    return Traced.of(said, value.question) if isinstance(value, Traced) else said
