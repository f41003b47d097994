"""Word documents as PDF: what comes out, what is left behind, and what is said where LibreOffice is not."""

import io
import os
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import docx
import pypdf
import pytest

from formgen.documents import Made, conversion
from formgen.documents.conversion import ConversionError
from formgen.form import Document
from formgen.text import same
from tests.worddocs import small

DOCUMENT = Document("letter", same("Brief"), "letter.docx", same("Brief"), same("Voor UWV"))
SECRET_WORD = "Merkwaardigsma"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files of these tests are seen by these tests only."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The folder in which nothing may be left behind."""
    return tmp_path / "tmp"


def word(text: str) -> bytes:
    document = docx.Document()
    document.add_heading(text, 1)
    document.core_properties.title = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def said(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def pretend(folder: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def is_running(pid: int) -> bool:
    """Whether this process still does something: one that was killed stays for a moment, until it is buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


# ---- what comes out --------------------------------------------------------------------------------------------------


def test_each_document_becomes_a_pdf_in_its_place(left: Path) -> None:
    one, two = conversion.pdfs([word("Eén"), word("Twee")])

    assert "Eén" in said(one)
    assert "Twee" in said(two)
    assert list(left.iterdir()) == []


def test_it_is_tagged_and_bears_the_title(left: Path) -> None:
    (pdf,) = conversion.pdfs([word("Onderbouwing")])

    opened = pypdf.PdfReader(io.BytesIO(pdf))
    assert opened.metadata is not None
    assert opened.metadata.title == "Onderbouwing"
    assert opened.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_the_same_document_gives_the_same_bytes() -> None:
    document = word("Brief")

    first = conversion.pdfs([document])
    time.sleep(1.1)  # the dates in a PDF count seconds
    assert conversion.pdfs([document]) == first


def test_it_says_it_was_made_on_the_day_of_the_document() -> None:
    opened = docx.Document(io.BytesIO(word("Brief")))
    created = opened.core_properties.created
    assert created is not None
    (pdf,) = conversion.pdfs([word("Brief")])

    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.creation_date.date() == created.date()  # type: ignore[union-attr]


def test_nothing_to_convert_takes_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert conversion.pdfs([]) == ()
    assert conversion.pdf_copies([Made(DOCUMENT, "a.pdf", b"%PDF")]) == ()


def test_copies_come_beside_the_documents_and_in_pdf_in_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "pdfs", lambda documents: tuple(b"%PDF " + data for data in documents))
    made = [Made(DOCUMENT, "a.docx", b"1"), Made(DOCUMENT, "a.pdf", b"2"), Made(DOCUMENT, "b.docx", b"3")]

    assert [(one.name, one.data) for one in conversion.pdf_copies(made)] == [
        ("a (2).pdf", b"%PDF 1"),
        ("b.pdf", b"%PDF 3"),
    ]
    assert [(one.name, one.data) for one in conversion.in_pdf(made)] == [
        ("a.pdf", b"%PDF 1"),
        ("a (2).pdf", b"2"),
        ("b.pdf", b"%PDF 3"),
    ]


def test_dates_and_identity_are_settled_without_moving_anything() -> None:
    pdf = (
        b"<xmp:CreateDate>2026-11-23T04:17:51Z</xmp:CreateDate>/CreationDate(D:20261123041751Z')"
        b"/ID [ <F96E346B0E74B630587AAC7B005A213E> <F96E346B0E74B630587AAC7B005A213E> ] <0041>"
    )
    settled = conversion._settled(pdf, small("x"))

    assert len(settled) == len(pdf)
    assert b"T00:00:00Z</xmp:CreateDate>/Cr" in settled
    assert b"000000Z) /ID" in settled
    assert b"F96E" not in settled
    assert settled.endswith(b"<0041>")
    assert conversion._settled(b"/CreationDate(D:2026)", b"") == b"/CreationDate(D:2026)"


# ---- what goes wrong -------------------------------------------------------------------------------------------------


def test_without_libreoffice_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(ConversionError) as refused:
        conversion.pdfs([word("Brief")])

    assert conversion.program() == ""
    assert f"apt install {conversion.PACKAGE}" in refused.value.sentence.nl
    assert f"apt install {conversion.PACKAGE}" in refused.value.sentence.en


def test_one_that_makes_nothing_is_told(left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "program", lambda: pretend(tmp_path, "exit 1"))

    with pytest.raises(ConversionError) as refused:
        conversion.pdfs([word("Brief")])

    assert "kan dit document niet omzetten" in refused.value.sentence.nl
    assert list(left.iterdir()) == []


def test_one_that_hangs_is_ended_with_all_that_it_started(
    left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"sleep 600 & echo $! > {tmp_path}/child; wait"
    monkeypatch.setattr(conversion, "program", lambda: pretend(tmp_path, script))
    monkeypatch.setattr(conversion, "_SECONDS", 2)
    monkeypatch.setattr(conversion, "_SECONDS_EACH", 0)

    with pytest.raises(ConversionError) as refused:
        conversion.pdfs([word("Brief")])

    assert "duurt te lang" in refused.value.sentence.nl
    assert list(left.iterdir()) == []
    child = int((tmp_path / "child").read_text())
    until = time.monotonic() + 60
    while is_running(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(child)


def test_who_would_be_too_far_down_the_line_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each that waits keeps a thread of the service, which other people's pages need."""
    monkeypatch.setattr(conversion, "_IN_LINE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(conversion, "_WAIT", 3600.0)
    with conversion._turn(), pytest.raises(conversion.ConversionError, match="Too many documents"):
        conversion.pdfs([b"x"])
    with conversion._turn():  # the place is free again
        pass


def test_when_others_keep_it_busy_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "_WAIT", 0.01)
    held = [conversion._AT_ONCE.acquire(timeout=60) for _ in range(2)]
    try:
        with pytest.raises(ConversionError) as refused:
            conversion.pdfs([word("Brief")])
    finally:
        for _ in held:
            conversion._AT_ONCE.release()

    assert "te veel documenten" in refused.value.sentence.nl


def test_more_than_fit_in_one_run_take_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"echo run >> {tmp_path}/runs; mkdir -p out; for f in *.docx; do cp $f out/${{f%.docx}}.pdf; done"
    monkeypatch.setattr(conversion, "program", lambda: pretend(tmp_path, script))
    documents = [small(str(number)) for number in range(conversion.MOST + 1)]

    made = conversion.pdfs(documents)

    assert len(made) == len(documents)
    assert made[-1] == documents[-1]
    assert (tmp_path / "runs").read_text().split() == ["run", "run"]


# ---- what others can see ---------------------------------------------------------------------------------------------


def test_neither_command_line_nor_file_name_nor_surroundings_tell_whose_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMGEN_SECRET", SECRET_WORD)
    script = (
        f"echo $@ > {tmp_path}/seen; ls -R >> {tmp_path}/seen; env >> {tmp_path}/seen; stat -c %a . >> {tmp_path}/seen"
    )
    monkeypatch.setattr(conversion, "program", lambda: pretend(tmp_path, script))
    made = Made(DOCUMENT, f"{SECRET_WORD} - brief.docx", word(SECRET_WORD))

    with pytest.raises(ConversionError):
        conversion.pdf_copies([made])

    seen = (tmp_path / "seen").read_text()
    assert "1.docx" in seen
    assert SECRET_WORD not in seen
    assert seen.splitlines()[-1] == "700", "nobody else may look into the folder"


def test_folders_of_killed_processes_are_swept_and_others_stay(left: Path, tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead = left / f"formgen-office-{ended.pid}-abc"
    alive = left / f"formgen-office-{os.getpid()}-abc"
    strange = left / "formgen-office-x"
    for folder in (dead, alive, strange):
        folder.mkdir()
        (folder / "1.docx").write_bytes(b"x")

    conversion.sweep()

    assert not dead.exists()
    assert alive.exists()
    assert strange.exists()
