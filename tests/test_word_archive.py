"""A ZIP that depends on its members only, and that every reader accepts."""

import hashlib
import io
import platform
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.documents.word import archive
from formgen.documents.word.archive import Archive, packer, unpacked

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


PAGE = b"".join(b"<w:p><w:r><w:t>regel %d van %x</w:t></w:r></w:p>" % (n, n * 7919) for n in range(3000))
FIXED = {"[Content_Types].xml": b"<Types/>", "word/styles.xml": PAGE[:40_000]}


def test_isal_packs() -> None:
    """It is a dependency on every CPython; without it the documents are right, but slower to make."""
    assert packer() == "isal"


def test_the_bytes_are_known() -> None:
    """On another machine, with other instructions, and after an upgrade of a library: the same answers, the same bytes.

    When this fails after an upgrade, documents made anew get other bytes than before: say so in the CHANGELOG.
    """
    made = Archive(FIXED).write({"word/document.xml": PAGE, "docProps/core.xml": b"<a/>"})
    known = hashlib.sha256(made).hexdigest()[:16]
    assert known == "0d9868a068d244ac" or platform.machine() not in ("x86_64", "AMD64")


def test_without_isal_zlib_packs_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {"word/document.xml": PAGE, "docProps/core.xml": b"<a/>"}
    by_isal = Archive(FIXED).write(changed)
    monkeypatch.setattr(archive, "igzip_lib", None)
    by_zlib = Archive(FIXED).write(changed)

    assert packer() == "zlib"
    assert by_zlib != by_isal
    assert read(by_zlib) == read(by_isal) == FIXED | changed


@pytest.mark.parametrize("size", [0, 1, 31, 32, 258, 65_535, 65_536, 1_000_000, 20_000_000])
def test_any_size_is_packed_whole(size: int) -> None:
    data = (PAGE * (size // len(PAGE) + 1))[:size]
    assert unpacked(Archive({}).write({"a": data})) == {"a": data}
