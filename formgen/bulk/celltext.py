"""A value from an Excel cell as the text that stands for it: with the zeros, dates and per cents people see."""

import datetime
import re
from decimal import Decimal

_ZEROS = re.compile(r"0{2,}(?:;.*)?\Z")
_THREE_DECIMALS = re.compile(r"\.\d{3}\Z")
_MOST_EXACT = 10**15  # Excel keeps fifteen digits


def shown(value: object, number_format: str) -> str:
    """The text of one cell.

    >>> shown(1234567, "00000000"), shown(0.25, "0%"), shown(datetime.datetime(2026, 3, 9), "d-m-yyyy")
    ('01234567', '25%', '2026-03-09')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return _moment(value)
    return str(value).replace("_x000D_\n", "\n").replace("_x000D_", "\n").replace("\r\n", "\n")


def _number(value: float, number_format: str) -> str:
    """Without the noise of binary fractions: 0.1 + 0.2 is 0.3. A format of zeros only keeps leading zeros."""
    if _ZEROS.match(number_format) and value >= 0 and (isinstance(value, int) or value.is_integer()):
        width = len(number_format.split(";")[0])
        return str(int(value)).zfill(width)
    if "%" in number_format:
        return _plain(value * 100) + "%"
    return _plain(value)


def _plain(value: float) -> str:
    """Never in powers of ten; three decimals get a zero behind them, so that nobody takes them for thousands."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < _MOST_EXACT):
        return str(int(value))
    text = f"{Decimal(f'{value:.15g}'):f}"
    return text + "0" if _THREE_DECIMALS.search(text) else text


def _moment(value: datetime.date | datetime.time | datetime.timedelta) -> str:
    """Dates as 2026-03-09, with the time only when there is one; a length of time as hours:minutes, also above 24."""
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, datetime.date) else f"{value:%H:%M}"
