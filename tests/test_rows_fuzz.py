"""More odd files of rows, and thousands damaged at random: read, or refused with a sentence, and always soon."""

import io
import random
import re
import time
import zipfile

import openpyxl
import pytest

from formgen.bulk import rows
from formgen.bulk.celltext import shown
from formgen.bulk.line import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from formgen.bulk.rows import Survey
from formgen.errors import FileError
from tests.oddfiles import PLAIN, repacked, workbook

TWO = b"naam;bsn\nJan;1\n"


def read(data: bytes, name: str = "x.csv") -> Survey:
    return rows.survey(rows.read(data, name))


def refusal(data: bytes, name: str = "x.csv") -> str:
    with pytest.raises(FileError) as told:
        read(data, name)
    assert told.value.sentence.nl != told.value.sentence.en
    return told.value.sentence.en


# ---- CSV -----------------------------------------------------------------------------------------------------------

READ = [
    ("sep line", b"sep=|\nnaam|bsn\nJan|1\n"),
    ("sep line quoted", b'"sep=,"\r\nnaam,bsn\r\nJan,1\r\n'),
    ("sep line with a tab", b"SEP=\t\nnaam\tbsn\nJan\t1\n"),
    ("sep line with padding", b"sep=;;;;\nnaam;bsn\nJan;1\n"),
    ("sep line after a mark", b"\xef\xbb\xbfsep=;\nnaam;bsn\nJan;1\n"),
    ("end-of-file mark", TWO + b"\x1a"),
    ("old Mac line ends", TWO.replace(b"\n", b"\r")),
    ("Windows line ends", TWO.replace(b"\n", b"\r\n")),
    ("UTF-16 from Excel", "naam\tbsn\r\nJan\t1\r\n".encode("utf-16")),
    ("UTF-16 big end first", b"\xfe\xff" + "naam;bsn\nJan;1\n".encode("utf-16-be")),
    ("UTF-32", "naam;bsn\nJan;1\n".encode("utf-32")),
    ("a space behind each separator", b'naam; "bsn"\nJan; "1"\n'),
    ("everything quoted", b'"naam";"bsn"\n"Jan";"1"\n'),
    ("no line end at the end", TWO.rstrip()),
]


@pytest.mark.parametrize(("what", "data"), READ, ids=[what for what, _ in READ])
def test_one_small_table_in_many_dresses(what: str, data: bytes) -> None:
    found = read(data)

    assert found.headings == ("naam", "bsn")
    assert [row.cells for row in found.first] == [("Jan", "1")]
    assert found.faults == ()


@pytest.mark.parametrize("sign", ["\r", '"', " ", "x", "é", "\x0b", "\u2028", "\x1f", "1"])
def test_what_separates_nothing_is_no_separator(sign: str) -> None:
    """`sep=x` is then a heading like any other, for the reader to see; nothing is cut at each x."""
    found = read(f"sep={sign}\r\nnaam\r\nJan\r\n".encode())

    assert found.headings[0].startswith("sep=")
    assert found.headings[0] != "naam"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"naam;bsn\n" + b"x" * 140_000 + b";1\n", "line 2: this line holds a cell of more than 130,000"),
        (b'naam;bsn\n"' + b"x\n" * 90_000, 'x.csv, line 2: the quotation mark " that opens here is never closed'),
        (b'naam;bsn\nJan;"1\n', "is never closed"),
        (b"naam;bsn\nJos\xe9;1\nJos\xc3\xa9;2\n", "line 2: this line is encoded differently"),
        (b"naam;bsn\nJan;1\nJos\xc3", "line 3: this line is encoded differently"),
        (b"naam;bsn\nJ\x81n;1\n", "line 2: this is not readable text"),
        (b"\xff\xfen\x00a\x00\n\x00\xd8", "this is not readable text"),
        (b"naam;bsn\n\nJ\x00n;1\n", "line 3: it holds a NUL character"),
        (b";".join([b"k"] * (MOST_COLUMNS + 1)) + b"\n", f"{MOST_COLUMNS + 1} columns"),
        (b"k;l\n" + b";".join([b"k"] * (MOST_COLUMNS + 1)) + b"\n", f"line 2: {MOST_COLUMNS + 1} columns"),
        (b"k;l\n" + b"1;2\n" * (MOST_ROWS + 1), f"more than {MOST_ROWS} rows"),
        (b"\xef\xbb\xbf", "there is nothing in it"),
        (b"\x1a\x1a", "there is nothing in it"),
    ],
    ids=lambda part: part[:40] if isinstance(part, str) else None,
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where_and_why(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def test_the_limits_themselves_are_allowed() -> None:
    assert read(b"k\n" + b"1\n" * MOST_ROWS).count == MOST_ROWS
    wide = b";".join(b"k%d" % n for n in range(MOST_COLUMNS))
    assert len(read(wide + b"\n").headings) == MOST_COLUMNS
    assert read(b"k;l\n" + b"x" * LONGEST_CELL + b";1\n").faults == ()
    assert len(read(b"k;l\n" + b"x" * (LONGEST_CELL + 1) + b";1\n").faults) == 1


def test_a_bare_quotation_mark_spoils_its_own_line_only() -> None:
    found = read(b'naam;bsn\n"Jan" Dam;1\nPiet;2\n')

    assert [fault.line for fault in found.faults] == [2]
    assert found.first[-1].cells == ("Piet", "2")


# ---- XLSX ----------------------------------------------------------------------------------------------------------


def sheet(old: bytes, new: bytes, number_format: str = "General") -> bytes:
    """The plain workbook with its number shown in this format, and this piece of its sheet replaced."""

    def dress(book: openpyxl.Workbook) -> None:
        assert book.active is not None
        book.active["B2"].number_format = number_format

    def change(name: str, data: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return data
        assert old in data
        return data.replace(old, new)

    return repacked(workbook(["naam", "bsn"], ["Jan", 1], edit=dress), change)


@pytest.mark.parametrize("number_format", ["General", "0%", "000", "0.00%", "0000;-0000"])
@pytest.mark.parametrize("number", ["9" * 400, "-" + "9" * 400, "1e999", "-1e999", "1e-999", "0", "-0", "1.5e300"])
def test_a_number_of_any_size_is_text_in_any_format(number: str, number_format: str) -> None:
    found = read(sheet(b"<v>1</v>", f"<v>{number}</v>".encode(), number_format), "x.xlsx")

    assert found.faults == ()
    assert "e" not in found.first[0].cells[1].replace("Infinity", "")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (10**400, "000", str(10**400)),
        (10**400, "0%", str(10**402) + "%"),
        (2, "0%", "200%"),
        (0.07, "0%", "7%"),
        (-3, "000", "-3"),
        (3.0, "000", "003"),
        (3.5, "000", "3.5"),
        (float("inf"), "000", "Infinity"),
        (True, "000", "TRUE"),
    ],
)
def test_numbers_as_people_see_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="B2"', b'r="B2" s="99"'),
        (b'r="B2"', b'r="B2" s="x"'),
        (b'r="B2"', b'r="ZZZZZZ2"'),
        (b'r="B2"', b'r=""'),
        (b'r="2"', b'r="x"'),
        (b"<v>1</v>", b"<v>" + b"9" * 5000 + b"</v>"),
        (b"<v>1</v>", b"<v>een</v>"),
        (b"<sheetData>", b"<sheetData><sheetData>"),
        (b"<worksheet", b"<werkblad"),
    ],
    ids=lambda part: ascii(part)[:24],
)
def test_a_sheet_with_nonsense_in_it_is_read_or_refused(old: bytes, new: bytes) -> None:
    data = sheet(old, new)

    assert read_or_refused(data, "x.xlsx") in ("read", "refused")


def test_the_cells_of_many_formulas_are_named_in_the_order_of_the_sheet_and_soon() -> None:
    count = 6_000
    data = workbook(["a", "b"], *[["=1+1", "=2+2"]] * count)
    started = time.monotonic()

    found = read(data, "x.xlsx")

    assert time.monotonic() - started < 4  # it was twelve times that when every row looked at every formula
    assert len(found.faults) == 2 * count
    assert [re.findall(r"[A-Z]+\d+", fault.sentence.en)[0] for fault in found.faults[:3]] == ["A2", "B2", "A3"]


def test_a_package_that_is_no_workbook_though_its_types_say_so() -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        types = archive.read("[Content_Types].xml")

    made = repacked(PLAIN, lambda name, data: data if "Content_Types" in name else None)

    assert b"spreadsheetml.sheet.main" in types
    assert "damaged" in refusal(made, "x.xlsx")


# ---- damaged at random ---------------------------------------------------------------------------------------------


def read_or_refused(data: bytes, name: str) -> str:
    """What became of it: `read`, or `refused` with a sentence in both languages; anything else fails the test."""
    started, refused = time.monotonic(), None
    try:
        read(data, name)
    except FileError as error:
        refused = error.sentence
    assert time.monotonic() - started < 10
    if refused is None:
        return "read"
    assert refused.nl.startswith(name)
    assert refused.nl.endswith(".")
    return "refused"


SEEDS = [
    TWO,
    'naam;bsn\n"Jan\nDam";"1 ""x"""\nJosé;2\n'.encode(),
    "naam\tbsn\r\nŞahin\t1\r\n".encode("utf-16"),
    "naam,bsn\nJosé,1\n".encode("cp1252"),
    b"sep=;\nnaam;bsn\nJan;1\n",
]
PIECES = [
    b'"',
    b";",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xc3",
    b",",
    b"\t",
    b'""',
    b"\x1a",
    b"\xef\xbb\xbf",
    b"=1+1",
    b"|",
]


def mutated(data: bytes, dice: random.Random, pieces: list[bytes]) -> bytes:
    """The bytes with a few insertions, cuts, changed bytes, doublings, or an early end."""
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(data) + 1)
        changed = (
            data[:at] + dice.choice(pieces) + data[at:],
            data[:at] + data[at + dice.randint(1, 9) :],
            data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :],
            data[:at] + data[max(0, at - 20) : at] + data[at:],
            data[: max(at, 1)],
        )
        data = dice.choice(changed) or b"x"
    return data


def test_three_thousand_damaged_csv_files_are_read_or_refused() -> None:
    dice = random.Random(2026)

    became = [read_or_refused(mutated(dice.choice(SEEDS), dice, PIECES), "x.csv") for _ in range(3_000)]

    assert became.count("read") > 500
    assert became.count("refused") > 100


TAGS = [
    b'"',
    b"<",
    b">",
    b"</c>",
    b"<c/>",
    b"<v>",
    b'r="',
    b's="9"',
    b't="s"',
    b't="d"',
    b't="e"',
    b"&x;",
    b"\0",
    b"9" * 30,
]
PARTS = ("sheet1.xml", "workbook.xml", "styles.xml", "[Content_Types].xml", "workbook.xml.rels", "theme1.xml")


@pytest.mark.parametrize("part", PARTS)
def test_a_workbook_with_a_damaged_part_is_read_or_refused(part: str) -> None:
    dice = random.Random(part)
    whole = workbook(["naam", "bsn", "datum"], ["Jan", 0.5, "=1+1"], ["Piet", 2, "x"])
    became = []
    for _ in range(60):
        damaged = repacked(whole, lambda name, data: mutated(data, dice, TAGS) if name.endswith(part) else data)
        became.append(read_or_refused(damaged, "x.xlsx"))

    assert len(became) == 60


def test_a_package_damaged_outside_its_parts_is_read_or_refused() -> None:
    dice = random.Random(7)

    became = [read_or_refused(mutated(PLAIN, dice, [b"PK", b"\0" * 4, b"\xff" * 4]), "x.xlsx") for _ in range(250)]

    assert became.count("refused") > 100


# ---- far too many rows ----------------------------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """A limit that small files pass too."""
    for place in ("workbook", "rows"):
        monkeypatch.setattr(f"formgen.bulk.{place}.MOST_ROWS", 20)
    return 20


def many(row: str, count: int, name: str = "Jan") -> bytes:
    """A workbook whose sheet has this row so many times below its own."""
    rows_of_it = row.encode() * count

    def more(part: str, data: bytes) -> bytes:
        return data.replace(b"</sheetData>", rows_of_it + b"</sheetData>") if part.endswith("sheet1.xml") else data

    return repacked(workbook(["naam", "x"], [name, 1]), more)


@pytest.mark.parametrize(
    "row", ["<row><c><v>7</v></c></row>", '<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row>']
)
def test_a_workbook_with_far_too_many_rows_is_refused_before_they_are_read(
    row: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formgen.bulk.workbook._line", None)  # no row is looked at

    assert f"more than {few} rows" in refusal(many(row, few + 20), "x.xlsx")


@pytest.mark.parametrize("count", [18, 19, 20])
def test_the_limit_is_to_the_row(few: int, count: int) -> None:
    data = many("<row><c><v>7</v></c></row>", count)

    if count < few:
        assert read(data, "x.xlsx").count == count + 1
    else:
        assert f"more than {few} rows" in refusal(data, "x.xlsx")


@pytest.mark.parametrize(
    "row",
    [
        "<row/>",
        "<row></row>",
        "<row><c/></row>",
        '<row><c t="str"><f>1</f><v></v></c></row>',
        '<row><c t="inlineStr"><is><t> </t></is></c></row>',
    ],
)
def test_rows_that_hold_nothing_are_not_too_many(row: str, few: int) -> None:
    assert read(many(row, few + 40), "x.xlsx").count == 1


def test_rows_that_refer_to_a_blank_text_are_not_too_many(few: int) -> None:
    book, target = openpyxl.Workbook(), io.BytesIO()
    for cell in ("naam", "Jan", *[" "] * (few + 40), "Piet"):
        book.active.append([cell])  # type: ignore[union-attr]
    book.save(target)

    assert [row.cells for row in read(target.getvalue(), "x.xlsx").first] == [("Jan",), ("Piet",)]
