"""Odd CSV and XLSX files as real exports look like, each with the way it must be read: the table behind test_rows."""

# ruff: noqa: E501 - one line, one file

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import openpyxl

from formgen.bulk.line import Recognised


@dataclass(frozen=True)
class Odd:
    """A file and what must come out: headings, cells, and the lines that have an error; or the word of its refusal."""

    what: str
    data: bytes
    headings: tuple[str, ...] = ("naam", "bsn")
    cells: tuple[tuple[str, ...], ...] = (("Jan", "1"),)
    errors: tuple[int, ...] = ()
    refused: str = ""
    name: str = ""
    known: tuple[str, ...] = ()  # headings that a form knows; without any the first line holds the headings

    @property
    def recognised(self) -> Recognised | None:
        """What counts the headings on a line that a form would know."""
        return (lambda cells: len({*cells} & {*self.known})) if self.known else None

    @property
    def file_name(self) -> str:
        return self.name or ("file.xlsx" if self.data.startswith(b"PK") else "file.csv")


def workbook(*rows: Sequence[object], edit: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """A workbook with these rows on its first sheet, changed by `edit`."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    if edit is not None:
        edit(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same package with each member passed through `change`; None leaves the member out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(name, changed)
    return written.getvalue()


def package(**members: bytes) -> bytes:
    """A ZIP with these members; `__` in a keyword is a slash."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return written.getvalue()


def _sheet(old: bytes, new: bytes, data: bytes | None = None) -> bytes:
    """A plain workbook whose sheet has `old` replaced by `new` in its XML."""

    def change(name: str, member: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return member
        assert old in member, member
        return member.replace(old, new)

    return repacked(data or PLAIN, change)


PLAIN = workbook(["naam", "bsn"], ["Jan", 1])


def _formats(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet["A2"].number_format = "000000000"
    sheet["B2"].number_format = "d-m-yyyy"
    sheet["C2"].number_format = "0%"
    sheet["D2"].number_format = "0.000"
    sheet["E2"].number_format = "[h]:mm"


def _error_cell(book: openpyxl.Workbook) -> None:
    book.active["B2"].value, book.active["B2"].data_type = "#N/A", "e"


def _hidden_first(book: openpyxl.Workbook) -> None:
    lists = book.create_sheet("Lijsten", 0)
    lists.append(["keuze"])
    lists.sheet_state = "hidden"


def _empty_first(book: openpyxl.Workbook) -> None:
    book.create_sheet("Leeg", 0)


def _second(book: openpyxl.Workbook) -> None:
    book.create_sheet("Toelichting").append(["uitleg"])


def _far_cell(book: openpyxl.Workbook) -> None:
    book.active["B40"] = None
    book.active["Z60"].number_format = "0.00"


def _wide(book: openpyxl.Workbook) -> None:
    book.active.cell(2, 1300, "x")


TWO = (("Jan", "1"), ("Piet", "2"))
ACCENTS = (("José", "1"), ("Şahin", "2"))

# fmt: off

CSV = (
    Odd("semicolons", b"naam;bsn\r\nJan;1\r\n"),
    Odd("commas", b"naam,bsn\nJan,1\n"),
    Odd("tabs", b"naam\tbsn\nJan\t1\n"),
    Odd("pipes", b"naam|bsn\nJan|1\n"),
    Odd("no line end at the end", b"naam;bsn\nJan;1"),
    Odd("line ends of an old Mac", b"naam;bsn\rJan;1\r"),
    Odd("UTF-8 with a byte order mark", "naam;bsn\nJosé;1\nŞahin;2\n".encode("utf-8-sig"), cells=ACCENTS),
    Odd("UTF-8 without", "naam;bsn\nJosé;1\nŞahin;2\n".encode(), cells=ACCENTS),
    Odd("cp1252 with a euro", "naam;bsn\nJosé €;1\n".encode("cp1252"), cells=(("José €", "1"),)),
    Odd("UTF-16 little-endian", "naam;bsn\nJosé;1\nŞahin;2\n".encode("utf-16"), cells=ACCENTS),
    Odd("UTF-16 big-endian", b"\xfe\xff" + "naam\tbsn\nJan\t1\n".encode("utf-16-be")),
    Odd("UTF-32", "naam;bsn\nJan;1\n".encode("utf-32")),
    Odd("UTF-16 without a mark", "naam;bsn\nJan;1\n".encode("utf-16-le"), refused="nulteken"),
    Odd("two encodings in one file", "naam;bsn\nJosé;1\n".encode() + "Zoë;2\n".encode("cp1252"), refused="regel 3"),
    Odd("cut inside a letter", "naam;bsn\nJan;1\nZoë".encode()[:-1], refused="regel 3"),
    Odd("bytes no encoding has", b"naam;bsn\nJ\x81n;1\n", refused="regel 2"),
    Odd("a NUL", b"naam;bsn\nJ\0n;1\n", refused="regel 2"),
    Odd("an end-of-file mark of DOS", b"naam;bsn\r\nJan;1\r\n\x1a"),
    Odd("sep= line", b"sep=;\nnaam;bsn\nJan;1\n"),
    Odd("sep= line with a strange separator", b'"sep=^"\r\nnaam^bsn\r\nJan^1\r\n'),
    Odd("sep= line after a byte order mark", b"\xef\xbb\xbfsep=,\nnaam,bsn\nJan,1\n"),
    Odd("sep= counts as a line", b"sep=;\nnaam;bsn\nJan;1;x\n", errors=(3,)),
    Odd("quoted line break", b'naam;bsn\n"Jan\nvan Dam";1\nPiet;2\n', cells=(("Jan\nvan Dam", "1"), ("Piet", "2"))),
    Odd(
        "line number after a quoted line break",
        b'naam;bsn\n"a\nb";1\nx\n',
        cells=(("a\nb", "1"), ("x", "")),
        errors=(4,),
    ),
    Odd("quoted separator", b'naam;bsn\n"Jan; Piet";1\n', cells=(("Jan; Piet", "1"),)),
    Odd("doubled quotation marks", b'naam;bsn\n"Jan ""Jantje""";1\n', cells=(('Jan "Jantje"', "1"),)),
    Odd("quotation marks inside a bare cell", b'naam;bsn\nJan "Jantje" Dam;1\n', cells=(('Jan "Jantje" Dam', "1"),)),
    Odd("a space before a quotation mark", b'naam, bsn\n"Jan", "1"\n'),
    Odd(
        "text behind a closing quotation mark",
        b'naam;bsn\n"Jan"x;1\nPiet;2\n',
        cells=(("", ""), ("Piet", "2")),
        errors=(2,),
    ),
    Odd("a quotation mark never closed", b'naam;bsn\nJan;1\n"Piet;2\nKlaas;3\n', refused="regel 3"),
    Odd("everything quoted", b'"naam","bsn"\n"Jan","1"\n'),
    Odd("decimal commas between semicolons", b"naam;bsn\n1,5;2,5\n", cells=(("1,5", "2,5"),)),
    Odd("semicolons in text between commas", b'naam,bsn\n"a; b",1\n', cells=(("a; b", "1"),)),
    Odd("separators at the end of every line", b"naam;bsn;;\nJan;1;;\n"),
    Odd("separators at the end of the headings only", b"naam;bsn;;\nJan;1\n"),
    Odd("lines of separators at the end", b"naam;bsn\nJan;1\n;\n;\n"),
    Odd("empty lines before, between and after", b"\n\nnaam;bsn\n\nJan;1\n\n\nPiet;2\n\n\n", cells=TWO),
    Odd("lines of spaces", b"naam;bsn\nJan;1\n   \n"),
    Odd("too few cells", b"naam;bsn\nJan;1\nPiet\n", cells=(("Jan", "1"), ("Piet", "")), errors=(3,)),
    Odd("too many cells", b"naam;bsn\nJan;1\nPiet;2;x\n", cells=TWO, errors=(3,)),
    Odd("every row too long", b"naam;bsn\nJan;1;x\nPiet;2;y\n", cells=TWO, errors=(2, 3)),
    Odd("headings with spaces", b" naam ;\xc2\xa0bsn\xe2\x80\x8b\nJan;1\n"),
    Odd("a heading over two lines", b'"naam van\nwerknemer";bsn\nJan;1\n', headings=("naam van werknemer", "bsn")),
    Odd("a heading twice", b"Naam;naam \nJan;1\n", headings=("Naam", "naam"), errors=(1,)),
    Odd(
        "a column without heading but with text",
        b"naam;;bsn\nJan;x;1\n",
        ("naam", "", "bsn"),
        (("Jan", "x", "1"),),
        (2,),
    ),
    Odd("a column without heading or text", b"naam;;bsn\nJan;;1\n", ("naam", "", "bsn"), (("Jan", "", "1"),)),
    Odd("one column", b"naam\nJan\nPiet\n", ("naam",), (("Jan",), ("Piet",))),
    Odd("one column with commas in it", b"naam\nDam, Jan\nVliet, Piet\n", ("naam",), (("Dam, Jan",), ("Vliet, Piet",))),
    Odd(
        "one column whose heading has a comma",
        b"naam, voornaam\nJan\nPiet\n",
        ("naam, voornaam",),
        (("Jan",), ("Piet",)),
    ),
    Odd("headings only", b"naam;bsn\n", cells=()),
    Odd("leading zeros", b"naam;bsn\n007;012345678\n", cells=(("007", "012345678"),)),
    Odd("spaces around a cell are kept", b"naam;bsn\n Jan ;1\n", cells=((" Jan ", "1"),)),
    Odd("formulas are text", b"naam;bsn\n=1+1;@x\n", cells=(("=1+1", "@x"),)),
    Odd("a family in one letter", "naam;bsn\n👨‍👩‍👧;1\n".encode(), cells=(("👨‍👩‍👧", "1"),)),
    Odd("right to left", "naam;bsn\nأحمد;1\n".encode(), cells=(("أحمد", "1"),)),
    Odd("a cell too long", b"naam;bsn\nx;" + b"1" * 32_001, cells=(("x", "1" * 32_001),), errors=(2,)),
    Odd("a cell without end", b'naam;bsn\n"' + b"x\n" * 100_000, refused="regel 2"),
    Odd("nothing at all", b"", refused="niets in"),
    Odd("only spaces", b" \n\n ", refused="niets in"),
    Odd("too many columns", b";".join(b"k%d" % n for n in range(1_001)), refused="1001 kolommen"),
    Odd("too many rows", b"naam;bsn\n" + b"Jan;1\n" * 100_001, refused="100000 rijen"),
    Odd("a workbook that is called CSV", PLAIN, name="personeel.csv"),
)

OTHER = (
    Odd("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), refused=".xls", name="a.xls"),
    Odd("PDF", b"%PDF-1.7\n", refused="PDF", name="a.xlsx"),
    Odd("web page called Excel", b"<html><table><tr><td>naam</td></tr></table>", refused="webpagina", name="a.xls"),
    Odd("XML of Excel 2003", b'<?xml version="1.0"?><Workbook/>', refused="XML", name="a.xls"),
    Odd("JSON", b'[{"naam": "Jan"}]', refused="JSON", name="a.csv"),
    Odd("gzip", b"\x1f\x8b\x08\0\0", refused="ingepakt", name="a.csv.gz"),
    Odd("picture", b"\x89PNG\r\n\x1a\n", refused="afbeelding", name="a.png"),
    Odd("RTF", b"{\\rtf1 x}", refused="RTF", name="a.rtf"),
    Odd("SYLK", b"ID;PWXL;N;E\nE\n", refused="SYLK", name="a.slk"),
    Odd("OpenDocument", package(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), refused="LibreOffice"),
    Odd("Numbers", package(Index__Document=b"x"), refused="Numbers"),
    Odd("Word", package(word__document=b"x"), refused="Word"),
    Odd("a ZIP with a CSV in it", package(rows=b"naam;bsn\n"), refused="ZIP"),
    Odd("an empty ZIP", package(), refused="ZIP"),
    Odd("half a workbook", PLAIN[: len(PLAIN) // 2], refused="beschadigd"),
)

_FORMULA = workbook(["naam", "bsn"], ["Jan", "=1+1"])
_BOMB = repacked(PLAIN, lambda name, data: data + b" " * 150_000_000 if name == "xl/styles.xml" else data)
_MANY = package(**{f"xl__{n}": b"" for n in range(2_001)})

XLSX = (
    Odd("a workbook", PLAIN),
    Odd("number formats", workbook(
        ["a", "b", "c", "d", "e"],
        [1234567, datetime.date(2026, 3, 9), 0.125, 1.234, datetime.timedelta(hours=36, minutes=30)],
        edit=_formats,
    ), ("a", "b", "c", "d", "e"), (("001234567", "2026-03-09", "12.5%", "1.2340", "36:30"),)),
    Odd("dates with and without time", workbook(
        ["naam", "bsn"], [datetime.datetime(2026, 3, 9, 14, 5), datetime.time(9, 30)]
    ), cells=(("2026-03-09 14:05", "09:30"),)),
    Odd("truth values", workbook(["naam", "bsn"], [True, False]), cells=(("TRUE", "FALSE"),)),
    Odd("noise of binary fractions", workbook(["naam", "bsn"], [0.1 + 0.2, 1e-7]), cells=(("0.3", "0.0000001"),)),
    Odd("large numbers", workbook(["naam", "bsn"], [123456789012345, 2.5e14]), cells=(("123456789012345", "250000000000000"),)),
    Odd("text that looks like a number", workbook(["naam", "bsn"], ["007", "0612345678"]), cells=(("007", "0612345678"),)),
    Odd("an error cell", workbook(["naam", "bsn"], ["Jan", 1], edit=_error_cell), cells=(("Jan", "#N/A"),), errors=(2,)),
    Odd("a formula never worked out", _FORMULA, cells=(("Jan", ""),), errors=(2,)),
    Odd("a formula with its result", _sheet(b"<v></v>", b"<v>2</v>", _FORMULA), cells=(("Jan", "2"),)),
    Odd("a line break in a cell", workbook(["naam", "bsn"], ["Jan_x000D_\nDam", 1]), cells=(("Jan\nDam", "1"),)),
    Odd("a date outside the calendar", _sheet(b"<v>1</v>", b"<v>1e10</v>", workbook(
        ["naam", "bsn"], ["Jan", 1], edit=lambda book: setattr(book.active["B2"], "number_format", "d-m-yyyy")
    )), cells=(("Jan", "#VALUE!"),), errors=(2,)),
    Odd("the data on the second sheet", workbook(["naam", "bsn"], ["Jan", 1], edit=_empty_first)),
    Odd("a hidden list before the data", workbook(["naam", "bsn"], ["Jan", 1], edit=_hidden_first)),
    Odd("a second sheet with data", workbook(["naam", "bsn"], ["Jan", 1], edit=_second)),
    Odd("formatted cells far away", workbook(["naam", "bsn"], ["Jan", 1], edit=_far_cell)),
    Odd("rows left open", workbook(["naam", "bsn"], [], ["Jan", 1], [], ["Piet", 2]), cells=TWO),
    Odd("headings lower down", workbook([], [], ["naam", "bsn"], ["Jan", 1])),
    Odd("text right of the headings", workbook(["naam", "bsn"], ["Jan", 1, "x"]), errors=(2,)),
    Odd("an empty cell at the end", workbook(["naam", "bsn"], ["Jan", None]), cells=(("Jan", ""),)),
    Odd("a size that lies", _sheet(b'ref="A1:B2"', b'ref="A1:A1"')),
    Odd("a far column", workbook(["naam", "bsn"], ["Jan", 1], edit=_wide), refused="1300 kolommen"),
    Odd("an empty workbook", workbook(), refused="geen gegevens"),
    Odd("a bomb", _BOMB, refused="te groot"),
    Odd("too many members", _MANY, refused="te groot"),
    Odd("a document type", _sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), refused="DOCTYPE"),
    Odd("strict Open XML", repacked(PLAIN, lambda name, data: data.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )), refused="Strict"),
    Odd("a package without a workbook", repacked(PLAIN, lambda name, data: None if name.startswith("xl") else data),
        refused="beschadigd"),
    Odd("a missing sheet", repacked(PLAIN, lambda name, data: None if "sheet1" in name else data), refused="geen gegevens"),
    Odd("XML cut short", _sheet(b"</sheetData>", b""), refused="beschadigd"),
    Odd("a cell of no known text", _sheet(b't="inlineStr"><is><t>Jan</t></is>', b't="s"><v>99</v>'), refused="beschadigd"),
    Odd("called CSV in capitals", PLAIN, name="EXPORT.CSV"),
)

# What LibreOffice Calc and Excel write of a sheet as an HR department keeps it, and not as a program would want it.
_HR = ("Personeelsnr.", "Achternaam", "Geb. datum", "Salaris")
_BERG = ("000001234", "Berg", "09-03-1979", "€ 3.250,50")
_TABLE = "Personeelsnr.;Achternaam;Geb. datum;Salaris\n000001234;Berg;09-03-1979;€ 3.250,50\n"


def _hidden(book: openpyxl.Workbook) -> None:
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["A"].hidden = True
    book.active.auto_filter.ref = "A1:B3"


def _explained(book: openpyxl.Workbook) -> None:
    book.active.title = "Toelichting"
    book.create_sheet("Gegevens").append(["Achternaam", "BSN"])
    book["Gegevens"].append(["Jan", 1])


def _merged(book: openpyxl.Workbook) -> None:
    book.active.merge_cells("A1:B1")


def _money(book: openpyxl.Workbook) -> None:
    for cell, form in (("B2", "0%"), ("C2", '[$€-413] #,##0.00;[RED]-[$€-413] #,##0.00'), ("D2", "DD-MM-YY")):
        book.active[cell].number_format = form


CALC = (
    Odd("a title above the headings", f"Verzuimoverzicht;;;\n;;;\n{_TABLE}".encode(), _HR, (_BERG,), known=_HR[1:3]),
    Odd("a title without separators above", f"Verzuim - peildatum 23-11\n\n{_TABLE}{_TABLE[44:]}".encode(), _HR,
        (_BERG, _BERG), known=_HR[1:3]),
    Odd("two lines of headings, the upper merged", workbook(["Persoon", None], ["naam", "bsn"], ["Jan", 1], edit=_merged),
        known=("naam", "bsn")),
    Odd("headings in their own words and below them the names", b"Wie;Nummer\nnaam;bsn\nJan;1\n", known=("naam", "bsn")),
    Odd("a title and no heading that is known", b"Lijst\nx;y\n1;2\n", ("Lijst",), (("x;y",), ("1;2",)), known=("naam", "bsn")),
    Odd("one word of a row that is a heading too", b"a;b\nnaam;1\n", ("a", "b"), (("naam", "1"),), known=("naam", "bsn")),
    Odd("explanation on the first sheet, data on the second", workbook(["Vragen? Bel HR"], edit=_explained),
        ("Achternaam", "BSN"), known=("Achternaam", "BSN")),
    Odd("rows hidden by a filter", workbook(["naam", "bsn"], ["Jan", 1], ["Piet", 2], edit=_hidden), cells=TWO),
    Odd("formulas that failed, as a Dutch Excel writes them", b"naam;bsn\n#N/B;#DEEL/0!\n",
        cells=(("#N/B", "#DEEL/0!"),)),
    Odd("formulas that failed, as LibreOffice writes them", b"naam;bsn\nErr:502;#NAME?\n", cells=(("Err:502", "#NAME?"),)),
    Odd("columns too narrow for their dates", b"naam;bsn\nJan;########\n", cells=(("Jan", "########"),)),
    Odd("per cents, money and dates as a sheet has them", workbook(
        ["a", "b", "c", "d"], ["x", 0.4583, 3250.5, datetime.date(2026, 3, 9)], edit=_money
    ), ("a", "b", "c", "d"), (("x", "45.83%", "3250.5", "2026-03-09"),)),
    Odd("money and per cents as they are shown", "a;b\n€ 3.250,50;89%\n".encode("cp1252"), ("a", "b"), (("€ 3.250,50", "89%"),)),
    Odd("totals below the table", b"naam;bsn;uren\nJan;1;32\n;Totaal:;32\n", ("naam", "bsn", "uren"),
        (("Jan", "1", "32"), ("", "Totaal:", "32"))),
    Odd("a BSN as a number", workbook(["naam", "bsn"], ["Jan", 11122233]), cells=(("Jan", "11122233"),)),
    Odd("a BSN with its zeros shown", workbook(
        ["naam", "bsn"], ["Jan", 11122233], edit=lambda book: setattr(book.active["B2"], "number_format", "000000000")
    ), cells=(("Jan", "011122233"),)),
    Odd("the spreadsheet of LibreOffice itself", package(
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>"
    ), refused=".xlsx of CSV", name="personeel.ods"),
    Odd("a flat spreadsheet of LibreOffice", b'<?xml version="1.0"?><office:document/>', refused="XML", name="a.fods"),
)
