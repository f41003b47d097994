"""The characters that no document can hold, and what to call them."""

import re
import unicodedata

# XML 1.0, production 2 (Char). Form feed is not in it either, but in running text it becomes a page break.
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class ImpossibleError(Exception):
    """A character that has no place in XML."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character

    def said(self) -> str:
        """`U+0007`, with the Unicode name where it has one."""
        name = unicodedata.name(self.character, "")
        return f"U+{ord(self.character):04X}" + (f" {name}" if name else "")


def refuse_impossible(text: str) -> None:
    """Raises ImpossibleError for the first character that no document can hold; in a PDF no reader draws it."""
    impossible = _IMPOSSIBLE.search(text)
    if impossible:
        raise ImpossibleError(impossible[0])
