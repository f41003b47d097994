"""Rows of odd files: each is read as it must be, refused with a sentence, and never crashes the reader."""

import io
import resource
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen.bulk import rows
from formgen.bulk.celltext import shown
from formgen.errors import FileError
from tests.oddfiles import CALC, CSV, OTHER, PLAIN, XLSX, Odd, package, repacked, workbook

ALL = (*CSV, *OTHER, *XLSX, *CALC)


def test_there_are_enough_odd_files() -> None:
    assert len(ALL) >= 60
    assert len({odd.what for odd in ALL}) == len(ALL)


@pytest.mark.parametrize("odd", [odd for odd in ALL if not odd.refused], ids=lambda odd: odd.what)
def test_is_read(odd: Odd) -> None:
    found = rows.survey(rows.read(odd.data, odd.file_name, odd.recognised))

    assert found.headings == odd.headings
    assert tuple(row.cells for row in found.first) == odd.cells
    assert tuple(fault.line for fault in found.faults) == odd.errors
    assert found.count == len(odd.cells)


@pytest.mark.parametrize("odd", [odd for odd in ALL if odd.refused], ids=lambda odd: odd.what)
def test_is_refused_with_a_sentence(odd: Odd) -> None:
    started = time.monotonic()

    with pytest.raises(FileError) as refused:
        rows.survey(rows.read(odd.data, odd.file_name))

    assert odd.refused in refused.value.sentence.nl
    assert refused.value.sentence.nl.startswith(odd.file_name)
    assert refused.value.sentence.en.endswith(".")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("odd", [odd for odd in ALL if odd.errors], ids=lambda odd: odd.what)
def test_every_error_says_what_to_do_in_both_languages(odd: Odd) -> None:
    for fault in rows.survey(rows.read(odd.data, odd.file_name)).faults:
        assert fault.sentence.nl != fault.sentence.en
        assert fault.sentence.nl.endswith(".")
        assert fault.sentence.en.endswith(".")


def test_lines_are_those_of_the_file() -> None:
    found = rows.read(b'sep=;\nnaam;bsn\n\n"Jan\nDam";1\nPiet;2\n', "x.csv")

    assert [row.line for row in found] == [4, 6]


def test_lines_of_a_workbook_are_its_row_numbers() -> None:
    found = rows.read(workbook(["naam"], [], ["Jan"], [], [], ["Piet"]), "x.xlsx")

    assert [row.line for row in found] == [3, 6]


def test_says_how_it_was_read() -> None:
    notes = rows.read("naam;bsn\nJosé;1\n".encode("cp1252"), "x.csv").notes

    assert notes[0].nl == "Gelezen als Windows-1252; scheidingsteken: puntkomma."


def test_names_the_sheets_it_did_not_read() -> None:
    data = workbook(["naam"], ["Jan"], edit=lambda book: book.create_sheet("Toelichting").append(["x"]))

    notes = rows.read(data, "x.xlsx").notes

    assert notes[0].en == 'Read: sheet "Sheet".'
    assert notes[1].en == 'Not read: "Toelichting". Are your data there? Then put that sheet first.'


def test_error_cells_are_named_by_their_place() -> None:
    odd = next(odd for odd in XLSX if odd.what == "an error cell")

    (fault,) = rows.survey(rows.read(odd.data, "x.xlsx")).faults

    assert fault.sentence.en == 'Cell B2 holds "#N/A": a formula that fails. Fill in the value yourself.'


def test_a_repeated_heading_is_named() -> None:
    (fault,) = rows.read(b"Naam;bsn;naam\n", "x.csv").faults

    assert fault.sentence.nl == 'De kop "Naam" staat boven kolom 1 en kolom 3. Geef elke kolom een eigen kop.'


def test_braces_in_a_heading_are_no_blanks() -> None:
    (fault,) = rows.read(b"{0};{0}\n", "{x}.csv").faults

    assert '"{0}"' in fault.sentence.nl


def test_a_survey_keeps_fifty_rows_and_counts_all() -> None:
    found = rows.survey(rows.read(b"n;m\n" + b"1;2\n" * 120, "x.csv"))

    assert (found.count, len(found.first)) == (120, 50)


def test_a_file_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(FileError, match="50 MB"):
        rows.read(b"x" * 50_000_001, "x.csv")


def test_reading_row_by_row_takes_no_memory_for_the_rows() -> None:
    """Peak memory grows by far less than 60,000 rows of 20 cells would take."""
    data = b"\n".join([b";".join(b"k%d" % n for n in range(20)), *[b";".join([b"x" * 20] * 20)] * 60_000])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    count = sum(1 for _ in rows.read(data, "x.csv"))

    assert count == 60_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 130_000  # kilobytes: text and bytes, no rows


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    odd = next(odd for odd in XLSX if odd.what == "a bomb")
    started = time.monotonic()

    with pytest.raises(FileError):
        rows.read(odd.data, "x.xlsx")

    assert time.monotonic() - started < 1


def test_a_binary_workbook_is_named() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")

    with pytest.raises(FileError, match="xlsb"):
        rows.read(written.getvalue(), "x.xlsx")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (5, "General", "5"),
        (5, "000", "005"),
        (5, "000;-000", "005"),
        (-5, "000", "-5"),
        (5.5, "000", "5.5"),
        (1234.5, "#,##0.00", "1234.5"),
        (0.333, "0%", "33.3%"),
        (1.234, "General", "1.2340"),
        (1e21, "General", "1000000000000000000000"),
        ("_x000D_\nx", "General", "\nx"),
    ],
)
def test_cells_as_people_see_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


# ---- properties -----------------------------------------------------------------------------------------------------


def _read_or_refused(data: bytes, name: str) -> None:
    try:
        rows.survey(rows.read(data, name))
    except FileError as error:
        refused = error
    else:
        return
    assert refused.sentence.nl.endswith(".")


@given(st.binary(max_size=400))
def test_random_bytes_never_crash(data: bytes) -> None:
    _read_or_refused(data, "x.csv")


@given(st.text(alphabet=';,\t|"\n\r a1é=', max_size=80))
def test_random_csv_never_crashes(text: str) -> None:
    _read_or_refused(text.encode(), "x.csv")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255), st.booleans())
def test_damaged_workbooks_never_crash(place: int, byte: int, cut: bool) -> None:
    damaged = PLAIN[:place] if cut else PLAIN[:place] + bytes([byte]) + PLAIN[place + 1 :]
    _read_or_refused(damaged, "x.xlsx")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=12))
def test_damaged_sheets_never_crash(place: int, noise: bytes) -> None:
    def change(name: str, data: bytes) -> bytes:
        at = place % len(data)
        return data[:at] + noise + data[at + len(noise) :] if "sheet1" in name else data

    _read_or_refused(repacked(PLAIN, change), "x.xlsx")


@given(st.lists(st.lists(st.text('abc é€;,"\n', max_size=8), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_csv_writer_writes_is_read_back(table: list[list[str]]) -> None:
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["k", "l", "m"], *table]]

    found = rows.survey(rows.read("\r\n".join(quoted).encode(), "x.csv"))

    kept = [tuple(row) for row in table if any(cell.strip() for cell in row)]
    assert [row.cells for row in found.first] == kept
    assert not found.faults


def test_package_builder_makes_what_it_says() -> None:
    with zipfile.ZipFile(io.BytesIO(package(a__b=b"c"))) as archive:
        assert archive.namelist() == ["a/b"]
