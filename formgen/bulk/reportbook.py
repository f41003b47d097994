"""Writes four cells behind the rows of an Excel workbook, and leaves every other byte of its sheets alone."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from formgen.bulk.headings import OURS
from formgen.bulk.plan import Plan

Added = Iterator[tuple[int, Sequence[str | None]]]

_ROW = re.compile(rb"<(?P<prefix>\w+:)?row\b(?P<about>[^>]*?)(?:/>|>(?P<cells>.*?)</(?P=prefix)row>)", re.DOTALL)
_BARE_ROW = re.compile(rb"<row\b(?P<about>[^>]*?)(?:/>|>(?P<cells>.*?)</row>)", re.DOTALL)
_CELL = re.compile(rb"<(?:\w+:)?c\b(?P<about>[^>]*?)(?:/>|>.*?</(?:\w+:)?c>)", re.DOTALL)
_NUMBER = re.compile(rb'\br="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})\d+"')
_SPANS = re.compile(rb'\s+spans="[^"]*"')
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*/>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def written(data: bytes, plan: Plan, added: Added) -> bytes:
    """The workbook with our cells as plain text, never as formulas; those of an earlier round are replaced."""
    result = io.BytesIO()
    part = plan.origin.sheet.lstrip("/")
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, True, 1) as out,
    ):
        for member in source.infolist():
            content = source.read(member)
            out.writestr(member, _sheet(content, plan, added) if member.filename == part else content)
    return result.getvalue()


def _sheet(xml: bytes, plan: Plan, added: Added) -> bytes:
    pattern = _BARE_ROW if b"<row" in xml else _ROW
    columns = _columns(xml, pattern, plan)
    waiting: list[tuple[int, Sequence[str | None]]] = [(plan.heading_line, OURS)]
    state = {"number": 0}

    def changed(row: re.Match[bytes]) -> bytes:
        found = _NUMBER.search(row["about"])
        state["number"] = number = int(found[1]) if found else state["number"] + 1
        if not waiting:
            waiting.extend(one for one in [next(added, None)] if one is not None)
        if not waiting or waiting[0][0] != number:
            return row.group()
        return _row(row, number, dict(zip(columns, waiting.pop(0)[1], strict=True)))

    return pattern.sub(changed, _DIMENSION.sub(b"", xml, count=1))


def _row(row: re.Match[bytes], number: int, ours: dict[int, str | None]) -> bytes:
    """The row with these cells in these columns, all of them in the order of the columns; None stays as it was."""
    prefix = (row.groupdict().get("prefix") or b"").decode()
    cells: dict[int, bytes] = {}
    place = 0
    for cell in _CELL.finditer(row["cells"] or b""):
        place = _column(cell["about"]) or place + 1
        cells[place] = cell.group()
    for column, text in ours.items():
        if text is not None:
            cells[column] = _cell(prefix, f"{_letters(column)}{number}", text)
    about = _SPANS.sub(b"", row["about"]).rstrip()
    start, end = f"<{prefix}row".encode(), f"</{prefix}row>".encode()
    return start + about + b">" + b"".join(cells[column] for column in sorted(cells)) + end


def _cell(prefix: str, place: str, text: str) -> bytes:
    said = escape(_ILLEGAL.sub("", text))
    p = prefix
    return f'<{p}c r="{place}" t="inlineStr"><{p}is><{p}t xml:space="preserve">{said}</{p}t></{p}is></{p}c>'.encode()


def _columns(xml: bytes, pattern: re.Pattern[bytes], plan: Plan) -> Sequence[int]:
    """Where our cells go: where they were in an earlier round, else behind the last column of any row."""
    if plan.columns.ours:
        return [place + 1 for place in plan.columns.ours]
    widest = len(plan.columns.headings)
    for row in pattern.finditer(xml):
        cells = row["cells"] or b""
        last = _PLACE.search(cells, max(cells.rfind(b"<c "), cells.rfind(b":c "), 0))
        widest = max(widest, _column(last.group()) if last else cells.count(b"<c "))
    return range(widest + 1, widest + 1 + len(OURS))


def _column(about: bytes) -> int:
    """The number of the column that a cell says it is in; 0 when it does not say."""
    found = _PLACE.search(about)
    number = 0
    for letter in found[1] if found else b"":
        number = number * 26 + letter - 64
    return number


def _letters(column: int) -> str:
    """27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
