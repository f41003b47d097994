"""Marks in a text that say where an answer begins and ends, and which question it answers.

They are Unicode noncharacters (The Unicode Standard 17, section 23.7: for use inside a program, never in a text that
is exchanged), so no answer means anything by them, and what is left without them is the text itself. Only a preview
has them.
"""

import re
from collections.abc import Iterable, Iterator

from formgen.documents.shown import Traced

BEGIN, END = "\ufdd0", "\ufdd1"
_DIGITS = [chr(0xFDE0 + digit) for digit in range(16)]
_MARKED = re.compile(f"{BEGIN}([{_DIGITS[0]}-{_DIGITS[15]}]*)([^{BEGIN}{END}]*){END}")
_ANY = re.compile("[\ufdd0-\ufdef]")


def marked(answer: Traced) -> str:
    """The words of an answer between its marks; nothing for no words."""
    name = "".join(_DIGITS[byte >> 4] + _DIGITS[byte & 15] for byte in answer.question.encode())
    return f"{BEGIN}{name}{answer}{END}" if answer else ""


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A marked text in pieces: words, and the question that they answer ("" for the words of the document itself).

    >>> list(pieces("Beste " + marked(Traced.of("Ayşe", "first_name")) + ","))
    [('Beste ', ''), ('Ayşe', 'first_name'), (',', '')]
    """
    end = 0
    for found in _MARKED.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], ""
        yield found[2], _name(found[1])
        end = found.end()
    if text[end:]:
        yield text[end:], ""


def _name(digits: str) -> str:
    numbers = [_DIGITS.index(digit) for digit in digits]
    return bytes(high << 4 | low for high, low in zip(numbers[::2], numbers[1::2], strict=False)).decode()


def can_mark(texts: Iterable[str]) -> bool:
    """Whether none of these texts holds a character that the marks are made of."""
    return not any(_ANY.search(text) for text in texts)
