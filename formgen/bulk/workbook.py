"""Opens an Excel workbook (XLSX): the first sheet with data, each row as the text that people see in it."""

import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string

from formgen.bulk import celltext, package
from formgen.bulk.line import MOST_ROWS, TITLES, TOO_MANY_ROWS, Line, Opened, Origin, Recognised
from formgen.errors import FileError
from formgen.text import Text, listed

_LAST_ROW = 1_048_576  # of any worksheet
_AT_ONCE = 500
_PORTION = 1_048_576


def open_sheet(data: bytes, name: str, recognised: Recognised | None = None) -> Opened:
    """The rows of the first visible sheet that holds anything; the other sheets with data are named in the notes.

    `recognised` counts the headings we know on a line: the sheet with most of them goes before the first. Raises
    FileError for a ZIP that is no workbook, one that unpacks to more than it may, and a broken one.
    """
    package.refuse_bombs(data, name)
    package.refuse_other_packages(data, name)
    sheets = list(_guarded(_sheets(data), name))
    full = [sheet for sheet in sheets if _holds_anything(sheet, name)]
    if not full:
        raise FileError(_NO_DATA.fill(file=name))
    chosen = max(full, key=lambda sheet: _headings(sheet, name, recognised)) if recognised and full[1:] else full[0]
    _refuse_too_many_rows(data, chosen, name)
    unknown, hidden = _uncalculated(data, chosen)
    lines = _guarded((_line(number, cells, unknown) for number, cells in _rows(chosen, name)), name)
    origin = Origin("xlsx", sheet=chosen._worksheet_path)
    others = [sheet.title for sheet in full if sheet is not chosen]
    return Opened(lines, origin, tuple(_notes(chosen.title, others, hidden)))


def _sheets(data: bytes) -> Iterator[Any]:
    """The worksheets people can see. openpyxl believes what a sheet says of its own size unless it is reset."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on parts that hold no cells: validation lists, missing styles
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            yield sheet


def _holds_anything(sheet: Any, name: str) -> bool:
    return any(any(cell.value not in (None, "") for cell in cells) for _, cells in _rows(sheet, name))


def _headings(sheet: Any, name: str, recognised: Recognised) -> int:
    """How many headings we know stand on one of the first lines of the sheet."""
    lines = itertools.islice(_rows(sheet, name), TITLES)
    return max((recognised([str(cell.value or "") for cell in cells]) for _, cells in lines), default=0)


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """Each row with its number in the sheet, as openpyxl cells; in portions, as warnings are caught per portion."""
    rows = enumerate(_guarded(sheet.iter_rows(), name), 1)
    while portion := _quietly(rows):
        for number, cells in portion:
            if number > _LAST_ROW:
                raise FileError(_BROKEN.fill(file=name))
            yield number, cells


def _quietly(rows: Iterator[tuple[int, Sequence[Any]]]) -> list[tuple[int, Sequence[Any]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a date outside the calendar: it arrives as #VALUE! and is reported as such
        return list(itertools.islice(rows, _AT_ONCE))


def _guarded(things: Iterable[Any], name: str) -> Iterator[Any]:
    """The same things; whatever openpyxl raises on a damaged workbook becomes one sentence."""
    try:
        yield from things
    except Exception as error:  # KeyError, ValueError, ParseError, BadZipFile, zlib.error...: it raises them all
        raise FileError(_BROKEN.fill(file=name)) from error


def _line(number: int, cells: Sequence[Any], unknown: Mapping[int, Sequence[str]]) -> Line:
    """The cells as text, and a fault for each that Excel could not work out."""
    spoiled = [
        (place, _ERROR_CELL.fill(cell=f"{cell.column_letter}{number}", error=str(cell.value)))
        for place, cell in enumerate(cells)
        if cell.value is not None and cell.data_type == "e"
    ]
    spoiled += [
        (column_index_from_string(column) - 1, _UNCALCULATED.fill(cell=f"{column}{number}"))
        for column in unknown.get(number, ())
    ]
    texts = ["" if cell.value is None else celltext.shown(cell.value, cell.number_format) for cell in cells]
    return Line(number, texts, whole=False, spoiled=tuple(spoiled))


# ---- far too many rows ----------------------------------------------------------------------------------------------

# The beginning of a row, or of a value that is not blank.
_ROW_OR_VALUE = re.compile(rb"<(?:\w+:)?(?:(?P<row>row)\b|(?:v|t(?: [^>]*)?)>\s*[^<\s])")


def _refuse_too_many_rows(data: bytes, sheet: Any, name: str) -> None:
    """Raises FileError for a sheet with more rows than a file may have, without reading them as openpyxl does.

    Where cells may refer to a blank text nobody knows how many rows say something: those are read.
    """
    if any(not text.strip() for text in sheet._shared_strings):
        return
    most = MOST_ROWS + TITLES + 1  # headings, and what may stand above them
    rows = _guarded(_full_rows(data, sheet._worksheet_path), name)
    if sum(1 for _ in itertools.islice(rows, most + 1)) > most:
        raise FileError(TOO_MANY_ROWS.fill(file=name, most=MOST_ROWS))


def _full_rows(data: bytes, path: str) -> Iterator[None]:
    """Once for each row that holds something."""
    waiting, rest = False, b""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path) as part:
        while portion := part.read(_PORTION):
            whole, mark, rest = (rest + portion).rpartition(b"<")
            rest = mark + rest
            for found in _ROW_OR_VALUE.finditer(whole):
                if waiting and not found["row"]:
                    yield
                waiting = bool(found["row"])


# ---- formulas without a result --------------------------------------------------------------------------------------

# A cell with a formula and no value, as programs write it that do not calculate. A formula whose result is an empty
# text has t="str" and is left alone.
_FORMULA_ONLY = re.compile(
    rb'<(?:\w+:)?c r="(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})"(?![^>]*\bt="str")[^>]*>'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"[^>]*(?<!/)>')


def _uncalculated(data: bytes, sheet: Any) -> tuple[dict[int, list[str]], int]:
    """What openpyxl does not tell: by row, the letters of the cells whose formula was never worked out (it shows them
    as empty); and how many rows are hidden, as by a filter.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(sheet._worksheet_path)
    hidden = len(_HIDDEN_ROW.findall(xml)) if b'hidden="' in xml else 0
    columns: dict[int, list[str]] = {}
    if b"<f" in xml or b":f" in xml:  # a formula at all
        for found in _FORMULA_ONLY.finditer(xml):
            columns.setdefault(int(found["row"]), []).append(found["column"].decode())
    return columns, hidden


# ---- sentences ------------------------------------------------------------------------------------------------------


def _notes(chosen: str, others: Sequence[str], hidden: int) -> Iterator[Text]:
    yield _READ_SHEET.fill(sheet=chosen)
    if others:
        named = [f'"{title}"' for title in others]
        yield _OTHER_SHEETS.fill(sheets=Text(listed(named, "nl"), listed(named, "en")))
    if hidden:
        yield _HIDDEN.fill(count=hidden)


_READ_SHEET = Text('Gelezen: werkblad "{sheet}".', 'Read: sheet "{sheet}".')
_OTHER_SHEETS = Text(
    "Niet gelezen: {sheets}. Staan uw gegevens daar? Zet dat werkblad dan vooraan.",
    "Not read: {sheets}. Are your data there? Then put that sheet first.",
)
_HIDDEN = Text(
    "Verborgen rijen in het werkblad: {count}, bijvoorbeeld door een filter. Die lezen we ook. Verwijder de rijen die u"
    " niet wilt.",
    "Hidden rows in the sheet: {count}, for example by a filter. We read those too. Delete the rows that you do not"
    " want.",
)
_NO_DATA = Text(
    "{file}: er staan geen gegevens in een zichtbaar werkblad. Zet de koppen op de eerste rij en de gegevens eronder.",
    "{file}: no visible sheet holds data. Put the headings on the first row and the data below them.",
)
_BROKEN = Text(
    "{file}: het Excel-bestand is beschadigd. Open het in Excel, bewaar het opnieuw en probeer het nog eens.",
    "{file}: the Excel file is damaged. Open it in Excel, save it again and retry.",
)
_ERROR_CELL = Text(
    'In cel {cell} staat "{error}": een formule die niet klopt. Vul de waarde zelf in.',
    'Cell {cell} holds "{error}": a formula that fails. Fill in the value yourself.',
)
_UNCALCULATED = Text(
    "In cel {cell} staat een formule zonder uitkomst. Open het bestand in Excel en bewaar het opnieuw.",
    "Cell {cell} holds a formula without a result. Open the file in Excel and save it again.",
)
