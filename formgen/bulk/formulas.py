"""Keeps a spreadsheet from reckoning with what somebody typed, and gives the text back as it was."""

import re

# OWASP ASVS 5.0, 1.2.10: a cell that begins with one of these may be taken for a formula; OWASP's page on CSV injection
# adds the end of a line, and the wide signs that a Japanese spreadsheet reads as ours.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
FORMULA = r"[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]"  # the same, for a regular expression
_PLAIN_NUMBER = re.compile(r"[+-]\d[\d ., ]*%?")  # a phone number abroad, an amount below zero: no spreadsheet runs it
_MARK = "'"


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it when a spreadsheet would take it for a formula; a number stays as it is.

    >>> harmless("=1+1"), harmless("+31 6 12345678"), harmless("'tja")
    ("'=1+1", '+31 6 12345678', "'tja")
    """
    return _MARK + cell if risky(cell) else cell


def risky(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; also when an apostrophe or a space stands before it."""
    bare = cell.lstrip(" '") if cell[:1] in " '" else cell
    return bare[:1] in _BEGINS and bool(bare) and not _PLAIN_NUMBER.fullmatch(bare)


def restored(cell: str) -> str:
    """The cell as it was before `harmless`; restored(harmless(x)) is x for every text."""
    return cell[1:] if cell[:1] == _MARK and risky(cell) else cell
