"""Puts back what a spreadsheet took from a cell: a date's own spelling and the zeros in front of a number."""

import datetime
import re

from formgen.text import Text

MENDED = frozenset({"date", "phone", "payroll tax number"})  # the types of question of which a cell is ever another
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


def failed(cell: str) -> Text | None:
    """What to say of a formula that failed, in Dutch or English, and of a column that was too narrow; else None.

    >>> failed("#N/B") == failed("#N/A"), failed("Err:502") is None, failed("#12")
    (True, False, None)
    """
    if cell[:1] not in FAILING or not (found := _FAILED.fullmatch(cell.strip())):
        return None
    return _NARROW if found["narrow"] else _FORMULA


# Excel in English and in Dutch, then LibreOffice.
_FAILED = re.compile(
    r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|N/B|DEEL/0!|VERW!|WAARDE!|NAAM\?|LEEG!|GETAL!)"
    r"|(?:Err|Fout):\d{3}|(?P<narrow>#{3,})"
)
FAILING = frozenset("#EF")  # how each of those begins
_FORMULA = Text(
    "Hier staat een formule die niet klopt. Vul de waarde zelf in, of maak de cel leeg.",
    "A formula here fails. Fill in the value yourself, or empty the cell.",
)
_NARROW = Text(
    "De kolom was te smal om de waarde te tonen. Maak haar breder en bewaar het bestand opnieuw.",
    "The column was too narrow to show the value. Widen it and save the file again.",
)
_LOST = Text(
    "Het rekenblad heeft dit getal afgerond. Maak de kolom tekst en vul het getal opnieuw in.",
    "The spreadsheet has rounded this number. Make the column text and fill in the number again.",
)
