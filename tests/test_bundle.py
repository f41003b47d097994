"""File names every system takes, and a ZIP that is the same for the same files."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.documents import bundle


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Şahin - aanvraag", "Şahin - aanvraag.pdf"),
        ("'t Hooft - brief", "'t Hooft - brief.pdf"),
        ("Wiśniewski", "Wiśniewski.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("C:\\Windows\\x", "C Windows x.pdf"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie x.pdf"),
        ("  - ", "document.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ("con", "_con.pdf"),
        ("LPT1", "_LPT1.pdf"),
        ("naam\u202egpj", "naam gpj.pdf"),
        ("emoji 😀 mag", "emoji 😀 mag.pdf"),
        ("\ud800 half", "half.pdf"),
    ],
)
def test_a_name_is_made_safe(wanted: str, name: str) -> None:
    assert bundle.safe_name(wanted, ".pdf") == name


def test_a_long_name_is_shortened_between_characters() -> None:
    assert bundle.safe_name("a" * 300, ".docx") == "a" * 120 + ".docx"
    assert len(bundle.safe_name("😀" * 300, ".docx").encode()) <= 210


@given(st.text())
def test_no_name_leads_out_of_a_folder(wanted: str) -> None:
    name = bundle.safe_name(wanted, ".pdf")
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 210
    name.encode("utf-8")


def test_a_repeated_name_gets_a_number() -> None:
    assert bundle.distinct(["a.pdf", "A.pdf", "a.pdf", "b.docx"]) == ["a.pdf", "A (2).pdf", "a (3).pdf", "b.docx"]


def test_a_numbered_name_does_not_meet_one_that_was_there() -> None:
    assert bundle.distinct(["a.pdf", "a (2).pdf", "a.pdf"]) == ["a.pdf", "a (2).pdf", "a (3).pdf"]


def test_the_same_files_give_the_same_zip() -> None:
    files = [("Şahin.pdf", b"%PDF"), ("b.docx", b"PK")]
    assert bundle.zipped(files) == bundle.zipped(files)


def test_the_zip_holds_each_file_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.zipped([("Şahin.pdf", b"one"), ("b.docx", b"two")]))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {"Şahin.pdf": b"one", "b.docx": b"two"}
