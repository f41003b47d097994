"""Files that hold no rows we can read, known by how they begin, each with a sentence on what to do instead."""

from formgen.errors import FileError
from formgen.text import Text

_XLS = Text(
    "{file}: dit is een oud Excel-bestand (.xls) of een Excel-bestand met een wachtwoord. Bewaar het in Excel als"
    ' "Excel-werkmap (.xlsx)" zonder wachtwoord, of als CSV.',
    "{file}: this is an old Excel file (.xls) or an Excel file with a password. Save it in Excel as"
    ' "Excel Workbook (.xlsx)" without a password, or as CSV.',
)
_PDF = Text(
    "{file}: dit is een PDF. Vraag het bestand op als Excel (.xlsx) of CSV.",
    "{file}: this is a PDF. Ask for the file as Excel (.xlsx) or CSV.",
)
_PAGE = Text(
    "{file}: dit is een webpagina of XML-bestand, ook al lijkt de naam op Excel. Open het in Excel en bewaar het als"
    " .xlsx of CSV.",
    "{file}: this is a web page or XML file, even if its name looks like Excel. Open it in Excel and save it as"
    " .xlsx or CSV.",
)
_PACKED = Text(
    "{file}: dit bestand is ingepakt. Pak het uit en kies het Excel- of CSV-bestand dat erin zit.",
    "{file}: this file is compressed. Unpack it and choose the Excel or CSV file inside.",
)
_PICTURE = Text(
    "{file}: dit is een afbeelding. Vraag het bestand op als Excel (.xlsx) of CSV.",
    "{file}: this is a picture. Ask for the file as Excel (.xlsx) or CSV.",
)
_TEXT_DOCUMENT = Text(
    "{file}: dit is een tekstdocument (RTF). Bewaar de tabel als Excel (.xlsx) of CSV.",
    "{file}: this is a text document (RTF). Save the table as Excel (.xlsx) or CSV.",
)
_OTHER_TABLE = Text(
    "{file}: dit is een SYLK-bestand (.slk). Open het in Excel en bewaar het als .xlsx of CSV.",
    "{file}: this is a SYLK file (.slk). Open it in Excel and save it as .xlsx or CSV.",
)
_JSON = Text(
    "{file}: dit is een JSON-bestand, geen bestand met rijen. Lever Excel (.xlsx) of CSV aan.",
    "{file}: this is a JSON file, not a file of rows. Supply Excel (.xlsx) or CSV.",
)

_BEGINNINGS: tuple[tuple[bytes, Text], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _XLS),
    (b"\x09\x08\x10\x00", _XLS),
    (b"\x09\x04\x06\x00", _XLS),
    (b"%PDF-", _PDF),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"{\\rtf", _TEXT_DOCUMENT),
    (b"ID;P", _OTHER_TABLE),
)
_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style", b"<workbook")


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raises FileError when the file is plainly something else than CSV or a ZIP (which XLSX is)."""
    for beginning, sentence in _BEGINNINGS:
        if data.startswith(beginning):
            raise FileError(sentence.fill(file=name))
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_PAGES):
        raise FileError(_PAGE.fill(file=name))
    if name.lower().endswith(".json") or start.startswith((b'{"', b'[{"')):
        raise FileError(_JSON.fill(file=name))
