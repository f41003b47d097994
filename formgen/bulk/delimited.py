"""Opens text with separators (CSV): finds out its encoding and its separator, and gives its lines as cells."""

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from formgen.bulk.line import TITLES, Line, Opened, Origin
from formgen.bulk.source import Source, stream
from formgen.errors import FileError
from formgen.text import Text

# Dutch Excel writes semicolons; of two separators that fit equally well the earlier one is taken.
_DELIMITERS = (";", "\t", "|", ",")
NO_DELIMITER = "\x1f"  # a character that no export writes: reads a file of one column
_SAMPLE = 262_144
_PORTION = 1_048_576
_JUDGED = 51  # the headings and the first 50 rows
_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A letter, a space or a quotation mark separates nothing: then it is a line like any other.
_SEP_LINE = re.compile(r'\ufeff?"?sep=(?P<delimiter>[^\w\s"]|\t)"?[;,\t]*\r?\n?\Z', re.IGNORECASE)


def open_text(file: Source, name: str) -> Opened:
    """The lines of a CSV file. Raises FileError for bytes that are no text, or text in two encodings at once."""
    encoding = _encoding(file, name)
    head = _text(file, encoding).read(_SAMPLE)
    skipped = 0
    first = head.splitlines(keepends=True)[0] if head else ""
    given = _SEP_LINE.match(first)
    if given:
        head, skipped = head[len(first) :], 1
    delimiter = given["delimiter"] if given else _delimiter(head)
    lines = _lines(_text(file, encoding), delimiter, skipped, f'{delimiter} "' in head, name)
    origin = Origin("csv", encoding, delimiter, preamble=first if given else "")
    return Opened(lines, origin, _notes(encoding, delimiter))


def _text(file: Source, encoding: str) -> io.TextIOWrapper:
    """The text as a stream that leaves line ends alone, so that those inside quotation marks survive."""
    return io.TextIOWrapper(stream(_pieces(file)), encoding=encoding, newline="")


def _pieces(file: Source) -> Iterator[bytes]:
    """The file without the end-of-file mark of old systems."""
    held = b""
    for piece in file.pieces():
        rest = held + piece
        kept = rest.rstrip(b"\x1a")
        held = rest[len(kept) :]
        yield kept


# ---- encoding -------------------------------------------------------------------------------------------------------


def _encoding(file: Source, name: str) -> str:
    """A byte order mark decides; else strict UTF-8; else cp1252, what Windows programs in the Netherlands write."""
    first = next(_pieces(file), b"")
    marked = next((encoding for mark, encoding in _MARKS if first.startswith(mark)), None)
    encoding = marked or "utf-8"
    if not _decodes(_pieces(file), encoding):
        if marked or not _decodes(_pieces(file), "cp1252"):
            wrong = marked or "cp1252"
            raise FileError(_UNDECODABLE.fill(file=name, line=_broken_line(b"".join(_pieces(file)), wrong)))
        encoding = "cp1252"
        _refuse_mixture(b"".join(_pieces(file)), name)
    _refuse_zeros(file, encoding, name)
    return encoding


def _refuse_zeros(file: Source, encoding: str, name: str) -> None:
    wide = encoding.startswith(("utf-16", "utf-32"))
    line = 1
    for text in iter(partial(_text(file, encoding).read, _PORTION), "") if wide else _pieces(file):
        zero, end = ("\0", "\n") if isinstance(text, str) else (b"\0", b"\n")
        place = text.find(zero)  # type: ignore[arg-type]
        if place >= 0:
            raise FileError(_ZERO.fill(file=name, line=line + text.count(end, 0, place)))  # type: ignore[arg-type]
        line += text.count(end)  # type: ignore[arg-type]


def _decodes(pieces: Iterable[bytes], encoding: str) -> bool:
    """In portions: a large file is never in memory as text as well."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _broken_line(data: bytes, encoding: str) -> int:
    """The number of the first line that cannot be decoded."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1


def _refuse_mixture(data: bytes, name: str) -> None:
    """A file is not cp1252 when some of its accented lines are UTF-8 and others are not, or when UTF-8 is cut short.

    Reading such a file anyway would turn the é of half the names into Ã©.
    """
    accented = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if not line.isascii()]
    strange = [number for number, line in accented if not _decodes([line], "utf-8")]
    cut_short = len(strange) == 1 and _ends_inside_a_letter(data)
    if cut_short or len(strange) < len(accented):
        raise FileError(_MIXTURE.fill(file=name, line=strange[0]))


def _ends_inside_a_letter(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.end == len(data)
    return False


# ---- separator ------------------------------------------------------------------------------------------------------


def _delimiter(head: str) -> str:
    """The separator that gives the headings and the first rows the same number of columns, more than one.

    When none does (some rows are wrong), the one most rows agree on. A file no separator divides has one column.
    """
    counted = {delimiter: _columns(head, delimiter) for delimiter in _DELIMITERS}
    dividing = {delimiter: counts for delimiter, counts in counted.items() if counts and counts[0] > 1}
    if not dividing or all(_only_heading_divides(counts) for counts in dividing.values()):
        below = [delimiter for delimiter, counts in counted.items() if _divides_below_a_title(counts)]
        return below[0] if below else NO_DELIMITER
    return max(dividing, key=lambda delimiter: (_agreement(dividing[delimiter]), dividing[delimiter][0]))


def _columns(head: str, delimiter: str) -> list[int]:
    """How many columns each of the first lines has that hold anything."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        rows = [row for row in itertools.islice(reader, 4 * _JUDGED) if any(cell.strip() for cell in row)]
    except csv.Error:  # a cell without end: with this separator the text makes no sense
        return []
    whole = rows if len(head) < _SAMPLE else rows[:-1]
    return [len(row) for row in whole[:_JUDGED]]


def _only_heading_divides(counts: Sequence[int]) -> bool:
    """One column whose heading happens to hold a comma: "Naam, voornaam" above single names."""
    return len(counts) > 1 and set(counts[1:]) == {1}


def _divides_below_a_title(counts: Sequence[int]) -> bool:
    """Lines of text above a table of four columns or more: a list of "Dam, Jan" has no such columns."""
    table = list(itertools.dropwhile(lambda count: count == 1, counts))
    return len(counts) - len(table) < TITLES and len(table) > 1 and table[0] > 3 and _agreement(table) > 0.5


def _agreement(counts: Sequence[int]) -> float:
    """The share of lines with as many columns as the headings."""
    return sum(count == counts[0] for count in counts) / len(counts)


# ---- lines ----------------------------------------------------------------------------------------------------------


def _lines(text: io.TextIOWrapper, delimiter: str, skipped: int, spaced: bool, name: str) -> Iterator[Line]:
    """Each line as cells; a line whose quotation marks make no sense has no cells and a fault."""
    for _ in range(skipped):
        text.readline()
    read: list[str] = []  # the lines that the next row is made of
    reader = csv.reader(_remembered(text, read), delimiter=delimiter, strict=True, skipinitialspace=spaced)
    while True:
        read.clear()
        number = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "expected after" not in str(error):  # a cell without end: the rest cannot be trusted
                on_one_line = "limit" in str(error) and skipped + reader.line_num == number
                raise FileError((_ENDLESS if on_one_line else _UNCLOSED).fill(file=name, line=number)) from None
            yield Line(number, (), (_QUOTES,), text="".join(read))
        else:
            yield Line(number, cells, text="".join(read))


def _remembered(text: io.TextIOWrapper, read: list[str]) -> Iterator[str]:
    for line in text:
        read.append(line)
        yield line


def _notes(encoding: str, delimiter: str) -> tuple[Text, ...]:
    separator = _SEPARATORS.get(delimiter, Text('"{d}"', '"{d}"').fill(d=delimiter))
    return (_READ_AS.fill(encoding=_ENCODINGS[encoding], separator=separator),)


_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16", "utf-32": "UTF-32"}
_SEPARATORS = {
    ";": Text("puntkomma", "semicolon"),
    ",": Text("komma", "comma"),
    "\t": Text("tab", "tab"),
    "|": Text('"|"', '"|"'),
    NO_DELIMITER: Text("geen, een kolom", "none, one column"),
}
_READ_AS = Text("Gelezen als {encoding}; scheidingsteken: {separator}.", "Read as {encoding}; separator: {separator}.")
_UNDECODABLE = Text(
    "{file}, regel {line}: dit is geen leesbare tekst. Bewaar het bestand opnieuw als CSV UTF-8.",
    "{file}, line {line}: this is not readable text. Save the file again as CSV UTF-8.",
)
_MIXTURE = Text(
    "{file}, regel {line}: deze regel is anders gecodeerd dan de andere, zodat letters als é verkeerd komen te staan."
    " Bewaar het bestand opnieuw als CSV UTF-8.",
    "{file}, line {line}: this line is encoded differently from the others, so letters such as é would come out wrong."
    " Save the file again as CSV UTF-8.",
)
_ZERO = Text(
    "{file}, regel {line}: er staat een nulteken in, zoals in een bestand dat geen tekst is."
    " Bewaar het bestand opnieuw als CSV UTF-8.",
    "{file}, line {line}: it holds a NUL character, as files do that are not text. Save the file again as CSV UTF-8.",
)
_UNCLOSED = Text(
    '{file}, regel {line}: het aanhalingsteken " dat hier begint, wordt nergens gesloten. Sluit het of haal het weg.',
    '{file}, line {line}: the quotation mark " that opens here is never closed. Close it or remove it.',
)
_ENDLESS = Text(
    "{file}, regel {line}: hier staat een cel van meer dan 130.000 tekens. Controleer het scheidingsteken of maak de"
    " tekst korter.",
    "{file}, line {line}: this line holds a cell of more than 130,000 characters. Check the separator or make the text"
    " shorter.",
)
_QUOTES = Text(
    'Een aanhalingsteken " staat midden in een cel. Schrijf het twee keer ("") of haal het weg.',
    'A quotation mark " stands in the middle of a cell. Write it twice ("") or remove it.',
)
