"""What a ZIP claims to hold, looked at before anything is unpacked: no bombs, no other kinds of document."""

import io
import re
import zipfile

from formgen.errors import FileError
from formgen.text import Text

MOST_UNPACKED = 200_000_000
MOST_MEMBERS = 2_000
MOST_RATIO = 100  # of a member that unpacks to more than a megabyte
_SMALL = 1_000_000
_PROLOG = 65_536
_DOCTYPE = re.compile(rb"<!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)


def refuse_bombs(data: bytes, name: str) -> None:
    """Raises FileError for a broken ZIP, one that unpacks to more than 200 MB or one with a document type inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if _too_much(members):
                raise FileError(_BOMB.fill(file=name, most=MOST_UNPACKED // 1_000_000))
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        if _DOCTYPE.search(part.read(_PROLOG)):
                            raise FileError(_ENTITIES.fill(file=name))
    except FileError:
        raise
    except Exception as error:  # zipfile raises a dozen kinds on damaged archives, none of them documented as such
        raise FileError(_BROKEN_ZIP.fill(file=name)) from error


def _too_much(members: list[zipfile.ZipInfo]) -> bool:
    """The sizes are those of the central directory; zipfile never unpacks more of a member than it says there."""
    return (
        len(members) > MOST_MEMBERS
        or sum(member.file_size for member in members) > MOST_UNPACKED
        or any(m.file_size > _SMALL and m.file_size > MOST_RATIO * max(m.compress_size, 1) for m in members)
    )


def refuse_other_packages(data: bytes, name: str) -> None:
    """Raises FileError for a ZIP that is an OpenDocument, Numbers, Word or other file, or just a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            if b"http://purl.oclc.org/ooxml" in archive.read("xl/workbook.xml"):
                raise FileError(_STRICT.fill(file=name))
            return
        # Other programs may keep the workbook elsewhere in the package; the content types say it is one.
        if "[Content_Types].xml" in names and b"spreadsheetml.sheet.main" in archive.read("[Content_Types].xml"):
            return
    raise FileError(
        next((said for part, said in _PACKAGES if any(n.startswith(part) for n in names)), _ZIP).fill(file=name)
    )


_BOMB = Text(
    "{file}: het bestand is uitgepakt te groot (meer dan {most} MB) of buitengewoon sterk ingepakt."
    " Bewaar alleen het werkblad met de gegevens.",
    "{file}: the file is too large once unpacked (more than {most} MB) or packed extraordinarily tight."
    " Save only the sheet with the data.",
)
_ENTITIES = Text(
    "{file}: in het bestand staat een documenttype (DOCTYPE), en dat hoort niet in Excel. Bewaar het opnieuw in Excel.",
    "{file}: the file holds a document type (DOCTYPE), which does not belong in Excel. Save it again in Excel.",
)
_BROKEN_ZIP = Text(
    "{file}: het Excel-bestand is beschadigd of niet helemaal binnengekomen. Bewaar het opnieuw.",
    "{file}: the Excel file is damaged or did not arrive whole. Save it again.",
)
_STRICT = Text(
    '{file}: dit is een "Strict Open XML"-werkmap. Bewaar het in Excel als gewone "Excel-werkmap (.xlsx)".',
    '{file}: this is a "Strict Open XML" workbook. Save it in Excel as an ordinary "Excel Workbook (.xlsx)".',
)
_ZIP = Text(
    "{file}: dit is een ZIP-bestand. Pak het uit en kies het Excel- of CSV-bestand dat erin zit.",
    "{file}: this is a ZIP file. Unpack it and choose the Excel or CSV file inside.",
)
_PACKAGES = (
    (
        "xl/workbook.bin",
        Text(
            "{file}: dit is een binaire Excel-werkmap (.xlsb). Bewaar het in Excel als .xlsx.",
            "{file}: this is a binary Excel workbook (.xlsb). Save it in Excel as .xlsx.",
        ),
    ),
    (
        "word/",
        Text(
            "{file}: dit is een Word-document. Zet de tabel in Excel (.xlsx) of CSV.",
            "{file}: this is a Word document. Put the table in Excel (.xlsx) or CSV.",
        ),
    ),
    (
        "Index/",
        Text(
            "{file}: dit is een bestand van Numbers. Kies daarin Exporteer naar Excel of CSV.",
            "{file}: this is a Numbers file. Choose Export to Excel or CSV in Numbers.",
        ),
    ),
    (
        "mimetype",
        Text(
            "{file}: dit is een OpenDocument-bestand (.ods of .odt). Bewaar het in LibreOffice als .xlsx of CSV.",
            "{file}: this is an OpenDocument file (.ods or .odt). Save it in LibreOffice as .xlsx or CSV.",
        ),
    ),
)
