"""File names every system takes, and a ZIP that is the same for the same files."""

import csv
import hashlib
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
        ("com\u00b9", "_com\u00b9.pdf"),
        ("CONIN$", "_CONIN$.pdf"),
        ("aux .x", "_aux .x.pdf"),
        ("Comenius", "Comenius.pdf"),
        ("Jan\u00adsen\u061c\u2060", "Jan sen.pdf"),
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


FILES = [("Şahin.pdf", b"%PDF"), ("b.docx", b"PK"), ('a; "b".docx', b"")]


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def listed(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_same_files_give_the_same_zip_in_whatever_order() -> None:
    assert bundle.zipped(FILES) == bundle.zipped(FILES[::-1]) == bundle.zipped(FILES)


def test_the_zip_holds_each_file_whole_by_name_and_the_manifest_last() -> None:
    members = opened(bundle.zipped(FILES))

    assert list(members) == ['a; "b".docx', "b.docx", "Şahin.pdf", "manifest.csv"]
    assert {name: members[name] for name, _ in FILES} == dict(FILES)


def test_nothing_in_the_zip_depends_on_when_or_where_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.zipped(FILES))) as archive:
        for entry in archive.infolist():
            assert (entry.date_time, entry.create_system, entry.external_attr >> 16) == (
                (1980, 1, 1, 0, 0, 0),
                3,
                0o644,
            )


def test_the_manifest_lists_every_file_with_its_length_and_sha_256() -> None:
    head, *rows = listed(opened(bundle.zipped(FILES))["manifest.csv"])

    assert head == ["file", "bytes", "sha256"]
    assert rows == [[name, str(len(data)), hashlib.sha256(data).hexdigest()] for name, data in sorted(FILES)]


def test_another_byte_gives_another_manifest() -> None:
    assert bundle.manifest([("a", b"1")]) != bundle.manifest([("a", b"2")])


@pytest.mark.parametrize("name", ["=1+1.pdf", "+a.pdf", "-a.pdf", "@a.pdf"])
def test_no_name_in_the_manifest_is_a_formula(name: str) -> None:
    assert listed(bundle.manifest([(name, b"")]))[1][0] == f"'{name}"


def test_a_file_of_the_manifests_name_keeps_its_bytes_under_another() -> None:
    members = opened(bundle.zipped([("Manifest.csv", b"mine"), ("a.pdf", b"1"), ("a.pdf", b"2")]))

    assert list(members) == ["Manifest (2).csv", "a (2).pdf", "a.pdf", "manifest.csv"]
    assert members["Manifest (2).csv"] == b"mine"


def test_an_empty_bundle_has_an_empty_list() -> None:
    assert listed(opened(bundle.zipped([]))["manifest.csv"]) == [["file", "bytes", "sha256"]]


@given(
    st.lists(st.tuples(st.text(max_size=20).map(lambda name: bundle.safe_name(name, ".pdf")), st.binary(max_size=9)))
)
def test_every_bundle_agrees_with_its_manifest(files: list[tuple[str, bytes]]) -> None:
    members = opened(bundle.zipped(files))
    manifest = members.pop("manifest.csv")

    assert sorted(members.values()) == sorted(data for _, data in files)
    assert manifest == bundle.manifest(members.items())
