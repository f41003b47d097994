"""The round trip: the user's own file comes back as it was, with what became of each row; and goes in again."""

import codecs
import csv
import datetime
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
from formgen.bulk.work import do
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
    assert 'Jansen;007;14-5-1988;;"a ""b""";gemaakt als CONCEPT;"Ontbreekt nog: Werkt u; ' in found
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


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_check_takes_nothing_away_of_what_was_made(place: Workplace, kind: str) -> None:
    right, file = rows_csv(people(3)) if kind == "csv" else book_of(people(3)), f"x.{kind}"
    made = back(place, right, file)

    checked = written(place, place.run(place.take(made, file, phase="check")))
    job = place.run(place.take(checked, file))

    assert place.statuses(job) == ["before"] * 3
    assert [(row["_file"], row["_row"]) for row in cells(checked, file)] == [
        (row["_file"], row["_row"]) for row in cells(made, file)
    ]


def test_a_row_that_is_put_back_after_a_check_was_made_before(place: Workplace) -> None:
    made = back(place, rows_csv([RIGHT]))
    checked = written(place, place.run(place.take(made.replace(b";16;", b";veel;"), phase="check")))

    assert cells(checked)[0]["_status"] == "nog niet goed"
    assert place.statuses(place.run(place.take(checked.replace(b";veel;", b";16;")))) == ["before"]


def cancelled(place: Workplace, data: bytes) -> bytes:
    """The report of a job that was stopped after its first chunk of ten rows."""
    job = place.take(data)
    chunk = place.bench.jobs.claim("me")
    assert chunk is not None
    assert do(place.bench, chunk)
    place.bench.jobs.turn(job.key, "cancelled")
    return written(place, job)


def test_what_a_stopped_job_gives_back_can_be_brought_again(place: Workplace) -> None:
    found = cancelled(place, rows_csv(people(25)))

    job = place.run(place.take(found))

    assert place.statuses(job) == ["before"] * 10 + ["complete"] * 15


def test_a_job_stopped_in_the_second_round_loses_nothing_of_the_first(place: Workplace) -> None:
    first = back(place, rows_csv(people(25)))
    second = cancelled(place, first)

    assert [row["_file"] for row in cells(second)] == [row["_file"] for row in cells(first)]
    assert place.statuses(place.run(place.take(second))) == ["before"] * 25


def test_a_line_that_was_passed_over_is_passed_over_again(place: Workplace) -> None:
    data = b"Afd;surname;hours\n# uitleg;;\nA;Jansen;3\n\nTotaal: 1;;\n"
    first = back(place, data)

    assert first.decode().splitlines()[1:] == [
        "# uitleg;;;;;;", first.decode().splitlines()[2], "", "Totaal: 1;;;;;;"
    ]  # fmt: skip
    assert place.statuses(place.run(place.take(first))) == ["before"]


def test_another_document_is_made_of_what_was_made_before(place: Workplace) -> None:
    first = back(place, rows_csv([RIGHT]), only=("letter",))
    job = place.run(place.take(first))
    (row,) = cells(written(place, job))

    assert place.statuses(job) == ["complete"]
    assert [file.document for file in place.told(job)[0][1].files] == ["copy"]
    assert row["_file"] == "2 Jansen - aanvraag klein.docx | 2 Kopie.docx"
    assert row["_row"].split()[1:] == ["copy.docx", "letter.docx"]
    assert place.statuses(place.run(place.take(written(place, job), only=("copy",)))) == ["before"]


def test_a_workbook_keeps_the_names_of_what_was_made_before_it(place: Workplace) -> None:
    first = back(place, book_of([RIGHT]), "x.xlsx", only=("letter",))
    (row,) = cells(back(place, first, "x.xlsx"), "x.xlsx")

    assert row["_file"] == "2 Jansen - aanvraag klein.docx | 2 Kopie.docx"
    assert row["_row"].split()[1:] == ["copy.docx", "letter.docx"]


def test_what_is_not_to_be_made_now_does_not_wipe_what_was(place: Workplace) -> None:
    first = back(place, rows_csv([RIGHT]))
    other = place.run(place.take(first, formats=("pdf",)))

    assert place.statuses(other) == ["stopped"]
    assert place.statuses(place.run(place.take(written(place, other)))) == ["before"]


def test_columns_of_the_users_own_that_are_called_as_ours_stay(place: Workplace) -> None:
    data = rows_csv([{"_status": "lopend", **RIGHT, "_file": "dossier 7"}])

    for file, brought in (("x.csv", data), ("x.xlsx", book_of(cells(data)))):
        first = back(place, brought, file)
        job = place.run(place.take(first, file))
        second = list(bulk_rows.read(written(place, job), file))

        assert place.statuses(job) == ["before"]
        assert (second[0].cells[0], second[0].cells[-5]) == ("lopend", "dossier 7")
        assert second[0].cells[-4] == "al gemaakt"
        assert second[0].cells[-2] == "2 Jansen - aanvraag klein.docx | 2 Kopie.docx"


def test_our_columns_may_be_moved(place: Workplace) -> None:
    first = cells(back(place, rows_csv([RIGHT])))
    moved = rows_csv([{name: row[name] for name in ("_row", "_file", *RIGHT, "_errors", "_status")} for row in first])
    job = place.run(place.take(moved))
    (row,) = cells(written(place, job))

    assert place.statuses(job) == ["before"]
    assert (row["_status"], row["_file"], row["_row"]) == ("al gemaakt", first[0]["_file"], first[0]["_row"])


def test_a_mark_alone_is_enough(place: Workplace) -> None:
    first = cells(back(place, rows_csv([RIGHT])))
    marked = rows_csv([{name: row[name] for name in (*RIGHT, "_row")} for row in first])
    job = place.run(place.take(marked))

    assert place.statuses(job) == ["before"]
    assert place.statuses(place.run(place.take(written(place, job)))) == ["before"]


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

    again = place.run(place.take(first))
    assert set(place.statuses(again)) == {"before"}
    assert written(place, again).decode() == first.decode().replace(";gemaakt;", ";al gemaakt;")
    third = place.run(place.take(written(place, again)))
    assert set(place.statuses(third)) == {"before"}


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


CSV = "44,34,76,1,,0,false,true,false,false,false,-1,true"  # commas, UTF-8, Calc guesses what is a number or a date


def by_calc(folder: Path, data: bytes, start: str, end: str) -> bytes:
    """The file opened in LibreOffice Calc and saved as one of the other kind."""
    (folder / f"x.{start}").write_bytes(data)
    reading = ["--infilter=CSV:59,34,76,1,,1043,false,true"] if start == "csv" else []
    to = f"csv:Text - txt - csv (StarCalc):{CSV}" if end == "csv" else end
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", *reading,
         "--convert-to", to, "--outdir", str(folder), str(folder / f"x.{start}")],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return next(folder.glob(f"x*.{end}")).read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
@pytest.mark.parametrize(("start", "end"), [("csv", "xlsx"), ("xlsx", "csv")])
def test_what_was_made_is_known_again_after_calc_saved_it_as_another_kind(
    place: Workplace, tmp_path: Path, start: str, end: str
) -> None:
    rows = [*people(3), {**RIGHT, "born": "1-2-1990", "hours": "7,5"}]
    data = rows_csv(rows) if start == "csv" else book_of(rows, dated=True)
    given = by_calc(tmp_path, back(place, data, f"x.{start}"), start, end)
    shown = bulk_rows.read(given, f"x.{end}")

    assert next(iter(shown)).cells[1] != (RIGHT["born"] if start == "csv" else "1988-05-14")
    assert place.statuses(place.run(place.take(given, f"x.{end}"))) == ["before"] * 4


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ('"Jan"sen;=1+1;=HYPERLINK("http://x")', '"Jan"sen;\'=1+1;\'=HYPERLINK("http://x")'),
        ('"=1+1"x; @SUM(A1);-5;+31 6 12345678', "\"'=1+1\"x;' @SUM(A1);-5;+31 6 12345678"),
        ('"a"b;;\'=1;tekst=1', '"a"b;;\'=1;tekst=1'),
    ],
)
def test_a_line_with_a_stray_quotation_mark_is_no_formula_either(place: Workplace, typed: str, given: str) -> None:
    data = f"surname;wish;nickname;x\n{typed}\n".encode()
    first = back(place, data)

    assert first.decode().splitlines()[1].startswith(f"{given};niet gemaakt")


def test_such_a_line_does_not_grow_and_is_made_once_it_is_mended(place: Workplace) -> None:
    first = back(place, b'surname;wish;nickname\n"Jan" sen;=1;"a;b"\nBakker;x;y\n')
    second = back(place, first)

    assert second.splitlines()[:2] == first.splitlines()[:2]
    job = place.run(place.take(second.replace(b'"Jan" sen', b"Jansen")))
    assert place.statuses(job) == ["concept", "before"]


def test_such_a_line_of_tabs_keeps_its_empty_cells(place: Workplace) -> None:
    first = back(place, b'surname\twish\tnickname\n"a"b\t\t=1\n')

    assert first.decode().splitlines()[1].startswith('"a"b\t\t\'=1\tniet gemaakt')


# ---- workbooks ------------------------------------------------------------------------------------------------------


def book_of(rows: list[dict[str, str]], dated: bool = False) -> bytes:
    """A workbook of these rows; its dates of birth are dates and no text where it is `dated`."""
    cells = [[_day(row[name]) if dated and name == "born" else row[name] for name in row] for row in rows]
    return workbook(list(rows[0]), *cells, edit=_dressed)


def _day(typed: str) -> datetime.date:
    return datetime.datetime.strptime(typed, "%d-%m-%Y").date()


def _dressed(book: openpyxl.Workbook) -> None:
    assert book.active is not None
    book.active["A2"].number_format = "000000000"
    book.active["A2"].font = openpyxl.styles.Font(bold=True)
    for cell in book.active["B"]:
        cell.number_format = "[$-413]d\\-mmm\\-yyyy;@"  # as Excel in the Netherlands shows a date
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
