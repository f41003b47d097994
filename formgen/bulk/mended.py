"""Puts back what a spreadsheet took from a cell: a date's own spelling and the zeros in front of a number."""

import datetime
import re

from formgen.text import Text

_DAY_ZERO = datetime.date(1899, 12, 30)  # Excel counts days from here (and believes that 1900 was a leap year)
_SERIAL = re.compile(r"(?P<days>[1-7]\d{4})(?:[.,]0+)?")  # 18-05-1927 to 16-02-2119
_PHONE = re.compile(r"[1-9]\d{8}")  # 10 digits of a Dutch number without its zero
_PAYROLL = re.compile(r"(?P<number>\d{6,8})(?P<rest>[Ll]\d{2})")
_ROUNDED = re.compile(r"-?\d(?:[.,]\d+)?[Ee]\+\d+")


def mended(cell: str, kind: str) -> str:
    """The cell as its writer meant it, for a question of this type; most cells come back as they are.

    >>> mended("45992", "date"), mended("612345678", "phone"), mended("45992", "short text")
    ('2025-12-01', '0612345678', '45992')
    """
    if kind == "date" and (serial := _SERIAL.fullmatch(cell.strip())):
        return (_DAY_ZERO + datetime.timedelta(days=int(serial["days"]))).isoformat()
    if kind == "phone" and _PHONE.fullmatch(cell.strip()):
        return "0" + cell.strip()
    if kind == "payroll tax number" and (payroll := _PAYROLL.fullmatch(cell.strip())):
        return payroll["number"].zfill(9) + payroll["rest"]
    return cell


def rounded(cell: str) -> Text | None:
    """What to say of a number that the spreadsheet rounded beyond recall (1,23457E+08); None for any other cell."""
    return _LOST if _ROUNDED.fullmatch(cell.strip()) else None


_LOST = Text(
    "Het rekenblad heeft dit getal afgerond. Maak de kolom tekst en vul het getal opnieuw in.",
    "The spreadsheet has rounded this number. Make the column text and fill in the number again.",
)
