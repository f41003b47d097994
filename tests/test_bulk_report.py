"""The round trip: the user's own file comes back as it was, with what became of each row; and goes in again."""

import codecs
import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formgen.bulk import report
from formgen.bulk import rows as bulk_rows
from formgen.bulk.headings import OURS
from formgen.store.jobs import Job
from tests.bulkbench import RIGHT, Workplace, people, rows_csv, workplace
from tests.oddfiles import repacked, workbook

WRONG = {**RIGHT, "born": "31-2-1980"}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with workplace(tmp_path) as made:
        yield made


def written(place: Workplace, job: Job) -> bytes:
    return b"".join(report.written(place.bench, job))


def back(place: Workplace, data: bytes, file: str = "x.csv", **wish: object) -> bytes:
    return written(place, place.run(place.take(data, file, **wish)))


def cells(data: bytes, name: str = "x.csv") -> list[dict[str, str]]:
    read = bulk_rows.read(data, name)
    return [dict(zip(read.headings, row.cells, strict=True)) for row in read]


def test_everything_of_a_csv_stays_as_it_was(place: Workplace) -> None:
    data = 'surname;Interne code;born;leeg;"nick\nname"\r\nJansen;007;14-5-1988;;"a ""b"""\r\n\r\n'
    data += "Bakker; 01 ;1-1-1990;;\r\n"

    found = back(place, data.encode()).decode()

    assert found.startswith('surname;Interne code;born;leeg;"nick\nname";_status;_errors;_file;_row\r\n')
    assert 'Jansen;007;14-5-1988;;"a ""b""";gemaakt als CONCEPT;Ontbreekt nog:' in found
    assert "\r\n\r\nBakker; 01 ;1-1-1990;;;gemaakt als CONCEPT;" in found


@pytest.mark.parametrize(
    ("encoding", "start"),
    [("utf-8", b""), ("utf-8-sig", codecs.BOM_UTF8), ("cp1252", b""), ("utf-16", codecs.BOM_UTF16_LE)],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_separator_stay(place: Workplace, encoding: str, start: bytes, delimiter: str) -> None:
    data = rows_csv([{**RIGHT, "surname": "José", "wish": f"a{delimiter}b"}], delimiter, encoding)

    found = back(place, data)

    assert found.startswith(start)
    assert found.decode(encoding).splitlines()[0] == data.decode(encoding).splitlines()[0] + "".join(
        delimiter + heading for heading in OURS
    )
    assert found.decode(encoding).splitlines()[1].startswith(data.decode(encoding).splitlines()[1])


def test_a_file_of_one_column_gets_a_separator(place: Workplace) -> None:
    assert back(place, b"surname\nJansen\n").splitlines()[0] == b"surname;_status;_errors;_file;_row"


def test_the_line_that_names_the_separator_stays(place: Workplace) -> None:
    assert back(place, b"sep=;\nsurname;x\nJansen;1\n").startswith(b"sep=;\nsurname;x;_status")


def test_each_row_says_what_became_of_it(place: Workplace) -> None:
    found = cells(back(place, rows_csv([RIGHT, WRONG, {**RIGHT, "hours": "3"}])))

    assert [row["_status"] for row in found] == ["gemaakt", "niet gemaakt: nog niet goed", "gemaakt"]
    assert found[1]["_errors"].startswith('born: "31-2-1980". Deze dag bestaat niet.')
    assert found[0]["_file"] == "2 Jansen - aanvraag klein.docx | 2 Kopie.docx"
    assert [bool(row["_row"]) for row in found] == [True, False, True]
    assert (found[1]["_file"], found[0]["_errors"]) == ("", "")


def test_a_check_says_more_and_promises_nothing(place: Workplace) -> None:
    job = place.run(place.take(rows_csv([{**RIGHT, "works": "full"}, WRONG]), phase="check"))

    found = cells(written(place, job))

    assert [row["_status"] for row in found] == ["goed", "nog niet goed"]
    assert found[0]["_errors"] == "Let op: U werkt alle uren."
    assert [row["_row"] for row in found] == ["", ""]


def test_in_english_it_speaks_english(place: Workplace) -> None:
    found = cells(back(place, rows_csv([RIGHT, WRONG]), language="en"))

    assert [row["_status"] for row in found] == ["made", "not made: not right yet"]
    assert "does not exist" in found[1]["_errors"] or "no such" in found[1]["_errors"]


def test_only_what_failed_is_done_when_it_comes_again(place: Workplace) -> None:
    first = back(place, rows_csv([RIGHT, WRONG, {**RIGHT, "hours": "3"}]))
    mended = first.replace(b"31-2-1980", b"28-2-1980").replace(b";3;nee;", b";4;nee;")

    job = place.run(place.take(mended))

    assert place.statuses(job) == ["before", "complete", "complete"]
    again = cells(written(place, job))
    assert again[0]["_file"] == "2 Jansen - aanvraag klein.docx | 2 Kopie.docx"
    assert list(again[0]) == [*RIGHT, *OURS]
    assert place.statuses(place.run(place.take(written(place, job)))) == ["before"] * 3


def test_a_file_that_goes_round_for_ever_does_not_grow(place: Workplace) -> None:
    first = back(place, rows_csv(people(3)))
    second = back(place, first)

    assert [{**row, "_status": ""} for row in cells(second)] == [{**row, "_status": ""} for row in cells(first)]
    assert len(second.splitlines()) == len(first.splitlines())


def test_the_same_person_twice_is_told(place: Workplace) -> None:
    job = place.run(place.take(rows_csv([RIGHT, RIGHT])))

    assert all(told.twin == 0 for _, told in place.told(job))  # the small form asks nothing that tells people apart


def test_a_row_with_too_many_cells_stays_readable(place: Workplace) -> None:
    found = back(place, b"surname;hours\nJansen;1;2;3\nBakker;1\n").decode().splitlines()

    assert found[0] == "surname;hours;;;_status;_errors;_file;_row"
    assert found[1].startswith("Jansen;1;2;3;niet gemaakt")
    assert found[2].startswith("Bakker;1;;;gemaakt als CONCEPT")


def test_a_row_that_cannot_be_read_stays_as_it_is(place: Workplace) -> None:
    found = back(place, b'surname;hours\n"Jan" sen;1\nBakker;1\n').decode().splitlines()

    assert found[1].startswith('"Jan" sen;1;niet gemaakt: nog niet goed;')
    assert found[2].startswith("Bakker;1;gemaakt als CONCEPT")


# ---- formulas -------------------------------------------------------------------------------------------------------

NASTY = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", '=cmd|" /C calc"!A0', "=HYPERLINK(1)", "'=1", " =1"]


def test_no_cell_of_the_file_is_a_formula_any_more(place: Workplace) -> None:
    data = rows_csv([{**RIGHT, "wish": f"{cell} x", "nickname": cell} for cell in NASTY])

    found = list(csv.reader(io.StringIO(back(place, data).decode()), delimiter=";"))

    begins = [cell[0] for row in found for cell in row if cell]
    assert not {"=", "@", "\t"} & set(begins)
    assert [row["nickname"] for row in cells(data)] == NASTY


def test_it_is_read_again_as_it_was_typed(place: Workplace) -> None:
    first = back(place, rows_csv([{**RIGHT, "nickname": cell.strip()} for cell in NASTY]))

    assert set(place.statuses(place.run(place.take(first)))) == {"before"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_reckons_with_nothing(place: Workplace, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(back(place, rows_csv([{**RIGHT, "nickname": cell} for cell in NASTY])))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--infilter=CSV:59,34,76,1,,0,false,true,false,false,false,-1,true",
         "--convert-to", "xlsx", "--outdir", str(tmp_path), str(tmp_path / "x.csv")],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip

    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        assert b"<f" not in book.read("xl/worksheets/sheet1.xml").replace(b"<family", b"")


# ---- workbooks ------------------------------------------------------------------------------------------------------


def book_of(rows: list[dict[str, str]]) -> bytes:
    return workbook(list(rows[0]), *[list(row.values()) for row in rows], edit=_dressed)


def _dressed(book: openpyxl.Workbook) -> None:
    assert book.active is not None
    book.active["A2"].number_format = "000000000"
    book.active["A2"].font = openpyxl.styles.Font(bold=True)
    book.create_sheet("Toelichting").append(["=1+1", "x"])


def sheet(data: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [list(row) for row in book.worksheets[0].values]


def test_a_workbook_comes_back_as_it_was_with_four_columns(place: Workplace) -> None:
    data = book_of([RIGHT, WRONG])

    found = back(place, data, "x.xlsx")

    rows = sheet(found)
    assert rows[0] == [*RIGHT, *OURS]
    assert [row[-4] for row in rows[1:]] == ["gemaakt", "niet gemaakt: nog niet goed"]
    book = openpyxl.load_workbook(io.BytesIO(found))
    assert book.sheetnames == ["Sheet", "Toelichting"]
    assert (book.worksheets[0]["A2"].number_format, book.worksheets[0]["A2"].font.bold) == ("000000000", True)
    assert book.worksheets[1]["A1"].value == "=1+1"


def test_only_what_failed_is_done_when_a_workbook_comes_again(place: Workplace) -> None:
    first = back(place, book_of([RIGHT, WRONG]), "x.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(first))
    assert book.active is not None
    book.active["B3"] = "28-2-1980"
    mended = io.BytesIO()
    book.save(mended)

    job = place.run(place.take(mended.getvalue(), "x.xlsx"))
    found = sheet(written(place, job))

    assert place.statuses(job) == ["before", "complete"]
    assert found[0] == [*RIGHT, *OURS]
    assert [row[-4] for row in found[1:]] == ["al gemaakt", "gemaakt"]
    assert found[1][-2] == "2 Jansen - aanvraag klein.docx | 2 Kopie.docx"


def test_what_a_workbook_says_is_text_and_never_a_formula(place: Workplace) -> None:
    found = back(place, book_of([{**RIGHT, "nickname": "x"}]), "x.xlsx")

    with zipfile.ZipFile(io.BytesIO(found)) as book:
        xml = book.read("xl/worksheets/sheet1.xml")
    assert b't="inlineStr"' in xml
    assert b"_status" in xml


def test_rows_stay_where_they_are(place: Workplace) -> None:
    data = workbook([], [], ["surname", "hours"], [], ["Jansen", 16], [], ["Bakker", "veel", None, "los"])

    rows = sheet(back(place, data, "x.xlsx"))

    assert rows[2][4:] == list(OURS)
    assert (rows[4][0], rows[4][4]) == ("Jansen", "gemaakt als CONCEPT")
    assert (rows[6][3], rows[6][4]) == ("los", "niet gemaakt: nog niet goed")


@pytest.mark.parametrize("old", [b' r="A2"', b' r="2"'])
def test_a_sheet_that_does_not_number_its_cells(place: Workplace, old: bytes) -> None:
    def bare(name: str, data: bytes) -> bytes:
        return data.replace(old, b"") if name == "xl/worksheets/sheet1.xml" else data

    found = back(place, repacked(book_of([RIGHT, WRONG]), bare), "x.xlsx")

    assert [row[-4] for row in sheet(found)[1:]] == ["gemaakt", "niet gemaakt: nog niet goed"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.fixed_dictionaries({"surname": st.text(max_size=8), "eigen": st.text(max_size=8)}), min_size=1, max_size=4
    )
)
def test_any_cells_come_back_as_they_went_in(place: Workplace, rows: list[dict[str, str]]) -> None:
    printable = [{name: "".join(c for c in text if c.isprintable()) for name, text in row.items()} for row in rows]
    data = rows_csv([{**row, "surname": f"J{row['surname']}", "hours": "x"} for row in printable])

    found = back(place, data)

    before = cells(data)
    after = [dict(list(row.items())[:3]) for row in cells(found)]
    assert [{k: v.lstrip("'") for k, v in row.items()} for row in after] == [
        {k: v.lstrip("'") for k, v in row.items()} for row in before
    ]
