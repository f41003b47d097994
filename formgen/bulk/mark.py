"""The mark beside a row that was made: which answers it gave, and which files came of them."""

import hashlib
from collections.abc import Iterable
from itertools import chain

from formgen.answers import Answers
from formgen.text import Language

_SHORT = 16  # hexadecimal digits of a row's hash: two rows out of 100,000 agree by chance once in four billion files
_BETWEEN = "\x1f"  # stands in no answer: characters that print nothing are taken out of them


def hash_of(form: str, language: Language | None, answers: Answers) -> str:
    """What a row says, as a letter and sixteen digits: the same answers to the same form in the same language.

    It is of what was read, not of how it is spelled: a spreadsheet that saves the file writes 1-1-1990 as a date of its
    own, and takes the zero from 0612345678. The letter is there because it takes 12345678e9012345 for a number.
    """
    said = _BETWEEN.join([form, language or "", *chain.from_iterable(answers.raw.items())])
    return "k" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_SHORT]


def of(said: str, files: Iterable[str]) -> str:
    """The mark of a row with this hash, of which these files were made; empty when there are none.

    >>> of("k0123456789abcdef", ["plan.pdf", "letter.docx", "plan.pdf"])
    'k0123456789abcdef letter.docx plan.pdf'
    """
    each = sorted(set(files))
    return " ".join([said, *each]) if each else ""


def made(earlier: str, said: str) -> tuple[str, ...]:
    """The files that were made of a row with this hash, by the mark that stands beside it; none for other answers."""
    words = earlier.split() or [""]
    return tuple(words[1:]) if words[0] == said else ()
