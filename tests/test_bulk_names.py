"""Names of many files: safe, unique, sorted as the rows are; and the ZIP that holds them."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.bulk import archive
from formgen.bulk.names import Distinct, check_pattern, file_name, number
from formgen.bulk.zipwriter import Packed, ZipWriter
from formgen.errors import FormgenError
from tests.bulkbench import RIGHT, Workplace, people, plan_of, rows_csv, workplace


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with workplace(tmp_path) as made:
        yield made


def zipped(place: Workplace, rows: list[dict[str, str]], **wish: object) -> zipfile.ZipFile:
    job = place.run(place.take(rows_csv(rows), **wish))
    return zipfile.ZipFile(io.BytesIO(b"".join(archive.pieces(place.bench, job))))


def names(place: Workplace, rows: list[dict[str, str]], **wish: object) -> list[str]:
    return [name for name in zipped(place, rows, **wish).namelist() if name.endswith(".docx")]


def test_names_begin_with_the_line_and_so_sort_as_the_rows_do(place: Workplace) -> None:
    found = names(place, people(12))

    assert found == sorted(found)
    assert found[0] == "02 Jansen-a - aanvraag klein.docx"
    assert len(set(found)) == 24


def test_a_draft_is_called_one(place: Workplace) -> None:
    draft = {**RIGHT, "needs": ""}

    assert names(place, [draft], only=("letter",)) == ["2 Jansen - aanvraag klein - CONCEPT.docx"]
    assert names(place, [draft], only=("letter",), name="{surname}") == ["Jansen - Brief - CONCEPT.docx"]


@pytest.mark.parametrize(
    ("pattern", "layout", "first"),
    [
        ("{surname}", "flat", ["Jansen - Brief.docx", "Jansen - Leeskopie.docx"]),
        ("{document} {surname} {row}", "flat", ["Brief Jansen 2.docx", "Leeskopie Jansen 2.docx"]),
        ("", "row", ["2/Jansen - aanvraag klein.docx", "2/Kopie.docx"]),
        ("{surname}, {hours}", "row", ["Jansen, 16/Jansen - aanvraag klein.docx", "Jansen, 16/Kopie.docx"]),
        ("", "kind", ["Brief/2 Jansen - aanvraag klein.docx", "Leeskopie/2 Kopie.docx"]),
        ("{surname}", "kind", ["Brief/Jansen.docx", "Leeskopie/Jansen.docx"]),
        ("{nickname}", "flat", ["2 - Brief.docx", "2 - Leeskopie.docx"]),
        ("x", "flat", ["x - Brief.docx", "x - Leeskopie.docx"]),
    ],
)
def test_names_and_folders_by_a_pattern(place: Workplace, pattern: str, layout: str, first: list[str]) -> None:
    assert names(place, [RIGHT], name=pattern, layout=layout) == first


def test_two_people_of_one_name_get_a_number(place: Workplace) -> None:
    found = names(
        place, [RIGHT, {**RIGHT, "hours": "3"}, {**RIGHT, "surname": "JANSEN"}], name="{surname}", only=("copy",)
    )

    assert found == ["Jansen - Leeskopie.docx", "Jansen - Leeskopie (2).docx", "JANSEN - Leeskopie (3).docx"]


def test_two_people_of_one_name_never_share_a_folder(place: Workplace) -> None:
    """Nor on a system where capitals make no difference."""
    rows = [{**RIGHT, "sick": ""}, {**RIGHT, "surname": "JANSEN", "sick": "Iets"}, {**RIGHT, "hours": "3"}]

    found = names(place, rows, name="{surname}", layout="row")

    assert found == [
        "Jansen/Jansen - aanvraag klein.docx",
        "Jansen/Kopie.docx",
        "JANSEN (2)/JANSEN - aanvraag klein.docx",
        "JANSEN (2)/Kopie.docx",
        "MEDISCH - alleen voor de verzekeringsarts/JANSEN (2)/Medisch.docx",
        "Jansen (3)/Jansen - aanvraag klein.docx",
        "Jansen (3)/Kopie.docx",
    ]


def test_what_only_the_physician_may_read_stands_apart(place: Workplace) -> None:
    found = names(place, [{**RIGHT, "sick": "Iets"}])

    assert found[2] == "MEDISCH - alleen voor de verzekeringsarts/2 Medisch.docx"


@pytest.mark.parametrize("layout", ["flat", "row", "kind"])
def test_no_answer_leads_out_of_the_zip(place: Workplace, layout: str) -> None:
    nasty = {**RIGHT, "nickname": "../../etc/passwd\r\nCON: <x>|\u202etxt.exe"}

    for name in names(place, [nasty], name="{nickname}", layout=layout):
        assert ".." not in name.split("/")
        assert not re.search(r'[\\:*?"<>|\x00-\x1f\u202e]', name)


@pytest.mark.parametrize("pattern", ["{voornaam}", "{talks}", "{surname.__class__}", "{}", "{0}"])
def test_a_pattern_with_a_name_nobody_knows_is_told(place: Workplace, pattern: str) -> None:
    with pytest.raises(FormgenError) as refused:
        check_pattern(place.form, pattern)

    assert refused.value.sentence.nl.startswith("In de naam staat {")


def test_a_lines_number_is_as_wide_as_the_last(place: Workplace) -> None:
    assert number(plan_of(place.form, ["surname"], lines=1200), 7) == "0007"


@given(st.lists(st.text("aA.b", min_size=1, max_size=3), max_size=30))
def test_no_two_names_are_alike(names: list[str]) -> None:
    distinct = Distinct()

    found = [distinct.name(f"{name}.docx").casefold() for name in names]

    assert len(set(found)) == len(found)


# ---- the ZIP --------------------------------------------------------------------------------------------------------


def test_the_list_of_files_has_the_hash_of_each(place: Workplace) -> None:
    found = zipped(place, people(3))
    listed = found.read("manifest.csv").decode("utf-8-sig").splitlines()

    assert listed[0] == "file;sha256;bytes;document;row;status"
    assert len(listed) == 1 + 6
    assert all(line.endswith(";complete") for line in listed[1:])


def test_the_same_rows_give_the_same_bytes(place: Workplace) -> None:
    jobs = [place.run(place.take(rows_csv(people(3)))) for _ in range(2)]

    one, two = (b"".join(archive.pieces(place.bench, job)) for job in jobs)
    assert one == two
    assert archive.content_hash(place.bench, jobs[0]) == archive.content_hash(place.bench, jobs[1])


def test_a_document_that_was_changed_is_not_handed_over(place: Workplace) -> None:
    job = place.run(place.take(rows_csv([RIGHT])))
    (blob,) = [path for path in (place.data / "jobs" / job.key).iterdir() if path.name not in ("input", "rows")]
    data = bytearray(blob.read_bytes())
    data[100] ^= 1
    blob.write_bytes(data)

    with pytest.raises(OSError, match="changed"):
        list(archive.pieces(place.bench, job))


class Pipe(io.RawIOBase):
    """A stream that cannot go back, as a socket is."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:  # type: ignore[override]
        self.data += data  # type: ignore[operator]
        return len(data)  # type: ignore[arg-type]


@given(st.dictionaries(st.text("abcdé/ 'x", min_size=1, max_size=12), st.binary(max_size=300), max_size=8))
def test_any_files_come_out_of_the_zip_as_they_went_in(files: dict[str, bytes]) -> None:
    pipe = Pipe()
    writer = ZipWriter(pipe)  # type: ignore[arg-type]
    for name, data in files.items():
        writer.add(name, data)
    packed = Packed()
    for piece in (b"one", b"", b"two"):
        packed.add(piece)
    writer.add_packed("list", packed)
    writer.close()

    with zipfile.ZipFile(io.BytesIO(pipe.data)) as found:
        assert found.testzip() is None
        assert found.namelist() == [*files, "list"]
        assert [found.read(info) for info in found.infolist()] == [*files.values(), b"onetwo"]


def test_a_zip_may_hold_more_files_than_a_small_one_counts() -> None:
    pipe = Pipe()
    writer = ZipWriter(pipe)  # type: ignore[arg-type]
    for place in range(66_000):
        writer.add(str(place), b"")
    writer.close()

    with zipfile.ZipFile(io.BytesIO(pipe.data)) as found:
        assert len(found.namelist()) == 66_000


def test_a_zip_may_be_larger_than_four_gigabytes() -> None:
    pipe = Pipe()
    writer = ZipWriter(pipe)  # type: ignore[arg-type]
    writer.add("first", b"x")
    hole = 5_000_000_000
    writer._at += hole  # as if so much stood between
    writer.add("far", b"y")
    writer.close()

    assert (hole + len("first") + 30 + 1).to_bytes(8, "little") in pipe.data
    assert b"PK\6\6" in pipe.data


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("staff.csv", "staff.csv"),
        ("C:\\HR\\staff.csv", "staff.csv"),
        ("/home/../staff.csv", "staff.csv"),
        ("a:b?.csv", "a b .csv"),
        ("CON.csv", "_CON.csv"),
        ("..", "document"),
        ("x" * 300 + ".csv", "x" * 120),
        ("", ""),
    ],
)
def test_the_name_of_a_file_that_is_brought_is_safe(said: str, name: str) -> None:
    assert file_name(said) == name
