"""A ZIP that depends on its members only, and that every reader accepts."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from formgen.documents.word.archive import Archive

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\"), min_size=1, max_size=9)
FILES = st.dictionaries(NAMES, st.binary(max_size=60), max_size=6)


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


@given(FILES, FILES)
def test_what_goes_in_comes_out(constant: dict[str, bytes], changed: dict[str, bytes]) -> None:
    constant = {f"c-{name}": data for name, data in constant.items()}
    assert read(Archive(constant).write(changed)) == constant | changed


def test_the_order_of_giving_does_not_matter() -> None:
    files = {"b": b"2", "[Content_Types].xml": b"1", "a": b"3"}
    one = Archive(files).write({"y": b"y", "x": b"x"})
    assert one == Archive(dict(reversed(files.items()))).write({"x": b"x", "y": b"y"})
    assert list(read(one)) == ["[Content_Types].xml", "a", "b", "x", "y"]


def test_one_archive_writes_many_files() -> None:
    archive = Archive({"a": b"1"})
    assert read(archive.write({"b": b"2"})) == {"a": b"1", "b": b"2"}
    assert read(archive.write({"c": b"3" * 9999})) == {"a": b"1", "c": b"3" * 9999}
    assert read(archive.write({})) == {"a": b"1"}
