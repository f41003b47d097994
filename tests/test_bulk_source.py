"""A file of rows gone through in portions: the same bytes every time, and locked so that no portion can be missed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.bulk import rows, source
from formgen.bulk.kept import Kept, keep
from formgen.bulk.source import PIECE, InMemory, OnDisk, digest, stream, whole
from formgen.errors import FileError
from formgen.store.seals import ADDED
from tests.bulkbench import Workplace, workplace

SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with workplace(tmp_path) as made:
        yield made


def some(size: int) -> bytes:
    return bytes(range(256)) * (size // 256) + bytes(size % 256)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_the_same_wherever_it_is(place: Workplace, tmp_path: Path, size: int) -> None:
    data = some(size)
    (tmp_path / "x").write_bytes(data)
    keep(place.bench, "job/input", InMemory(data))

    for file in (InMemory(data), OnDisk(tmp_path / "x"), Kept(place.bench, "job/input")):
        assert whole(file) == data
        assert max(map(len, file.pieces()), default=0) <= PIECE
        assert (file.over(size), file.over(size - 1)) == (False, True)
        assert digest(file) == digest(source.source(data))


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_kept_file_that_is_cut_off_between_two_portions_is_seen(place: Workplace, pieces: int) -> None:
    keep(place.bench, "job/input", InMemory(some(2 * PIECE + 5)))
    first = place.bench.files.read("job/input", 0, pieces * (PIECE + ADDED))
    place.bench.files.put("job/input", [first])

    with pytest.raises(OSError, match="was changed"):
        whole(Kept(place.bench, "job/input"))


def test_portions_of_a_kept_file_cannot_change_places(place: Workplace) -> None:
    keep(place.bench, "job/input", InMemory(some(2 * PIECE + 5)))
    locked = PIECE + ADDED
    one, two = (place.bench.files.read("job/input", start, locked) for start in (0, locked))
    place.bench.files.put("job/input", [two, one, place.bench.files.read("job/input", 2 * locked, -1)])

    with pytest.raises(OSError, match="was changed"):
        whole(Kept(place.bench, "job/input"))


@given(st.lists(st.binary(max_size=9)))
def test_a_stream_is_its_pieces(pieces: list[bytes]) -> None:
    assert stream(iter(pieces)).read() == b"".join(pieces)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_letter_on_the_edge_of_a_portion_is_whole(tmp_path: Path, encoding: str) -> None:
    """Every row ends in an accent, and the rows do not divide a portion evenly."""
    text = "naam;x\r\n" + "".join(f"Jansen{number};é\r\n" for number in range(90_000))
    (tmp_path / "x.csv").write_bytes(text.encode(encoding) + (b"" if encoding == "utf-16" else b"\x1a\x1a"))

    read = rows.read(OnDisk(tmp_path / "x.csv"), "x.csv")

    assert [row.cells for row in read] == [(f"Jansen{number}", "é") for number in range(90_000)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_fault_far_down_is_told_with_its_line(encoding: str) -> None:
    text = "naam;x\n" + "Jansen;1\n" * 200_000 + "Jansen;\0\n"

    with pytest.raises(FileError) as refused:
        rows.read(text.encode(encoding), "x.csv")
    assert "regel 200002:" in refused.value.sentence.nl
