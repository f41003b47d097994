"""Word documents as PDF, made by LibreOffice where it is installed: many at a time, and nothing is left behind.

Every call has a folder of its own with a LibreOffice profile in it, so that calls never meet and nothing grows old;
documents are numbered there, so that neither a file name nor the list of processes tells whose they are. It takes
hundreds of times as long as making the Word file: nothing that has a Word file to give may wait for this.
"""

import contextlib
import hashlib
import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from formgen.documents import Made, bundle
from formgen.errors import FormgenError
from formgen.text import Text

PROGRAMS = ("soffice", "libreoffice")
PACKAGE = "libreoffice-writer"
MOST = 50  # documents in one run: LibreOffice grows with every one, and a new process starts small

_SECONDS, _SECONDS_EACH = 60, 5
_AT_ONCE = threading.BoundedSemaphore(2)  # 200 MB each
_IN_LINE = threading.BoundedSemaphore(4)  # at work or waiting: whoever waits keeps others from being served
_WAIT = 30.0
_PREFIX = "formgen-office-"
_EXPORT = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'

# When and where a PDF was made stands in four places; the same document must give the same bytes.
_XMP_DATE = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)[^<]*(</xmp:\w+>)")
_INFO_DATE = re.compile(rb"(/(?:CreationDate|ModDate)\s?\()[^)]*(\))")
_IDENTITY = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_CREATED = re.compile(rb"<dcterms:created[^>]*>(\d{4}-\d\d-\d\d)T")


class ConversionError(FormgenError):
    """Word documents do not become PDF now: LibreOffice is not there, is too busy, or cannot; the sentence says so."""


def program() -> str:
    """Where LibreOffice is on this machine; an empty text when it is not there."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), "")


def refuse_absent() -> None:
    """Raises ConversionError, with how to get LibreOffice, where it is not."""
    if not program():
        raise ConversionError(_ABSENT)


def pdf_copies(made: Sequence[Made]) -> tuple[Made, ...]:
    """A PDF of each Word document among these, under a name that none of them bears. Raises ConversionError."""
    words = [one for one in made if one.name.endswith(".docx")]
    names = bundle.distinct([one.name for one in made] + [_pdf_name(one) for one in words])[len(made) :]
    data = pdfs([one.data for one in words])
    return tuple(replace(one, name=name, data=pdf) for one, name, pdf in zip(words, names, data, strict=True))


def in_pdf(made: Sequence[Made]) -> tuple[Made, ...]:
    """The same documents, each Word document as a PDF in its place. Raises ConversionError."""
    converted = iter(pdfs([one.data for one in made if one.name.endswith(".docx")]))
    found = [replace(one, data=next(converted)) if one.name.endswith(".docx") else one for one in made]
    names = bundle.distinct(_pdf_name(one) for one in made)
    return tuple(replace(one, name=name) for one, name in zip(found, names, strict=True))


def pdfs(documents: Sequence[bytes]) -> tuple[bytes, ...]:
    """Each of these Word documents as a tagged PDF; on one machine the same document gives the same bytes.

    Raises ConversionError when LibreOffice is not there, when two other calls keep it busy for half a minute or two
    more wait already, and when it does not make every one within its time (a minute, and five seconds a document).
    """
    if documents:
        refuse_absent()
    found: list[bytes] = []
    for start in range(0, len(documents), MOST):
        with _turn():
            found += _converted(program(), documents[start : start + MOST])
    return tuple(found)


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """One's turn at LibreOffice. Raises ConversionError when it does not come within its time, or too many wait."""
    if not _IN_LINE.acquire(blocking=False):
        raise ConversionError(_BUSY)
    try:
        if not _AT_ONCE.acquire(timeout=_WAIT):
            raise ConversionError(_BUSY)
        try:
            yield
        finally:
            _AT_ONCE.release()
    finally:
        _IN_LINE.release()


def _pdf_name(one: Made) -> str:
    return one.name.removesuffix(".docx") + ".pdf" if one.name.endswith(".docx") else one.name


def _converted(office: str, documents: Sequence[bytes]) -> list[bytes]:
    """One run of LibreOffice in a folder of its own, which is gone afterwards."""
    sweep()
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        files = [folder / f"{number}.docx" for number in range(1, len(documents) + 1)]
        for file, data in zip(files, documents, strict=True):
            file.write_bytes(data)
        _run(office, folder, files)
        try:
            made = [(folder / "out" / f"{file.stem}.pdf").read_bytes() for file in files]
        except FileNotFoundError as error:
            raise ConversionError(_FAILED) from error
    return [_settled(pdf, document) for pdf, document in zip(made, documents, strict=True)]


def _run(office: str, folder: Path, files: Sequence[Path]) -> None:
    """LibreOffice over these files, ended with all that it started when its time is over."""
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", _EXPORT, "--outdir", str(folder / "out"), *(str(file) for file in files)]
    own = {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath)}
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(  # noqa: S603 - no shell; the names in the command are numbers of ours
        command, env=own, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        running.wait(_SECONDS + _SECONDS_EACH * len(files))
    except subprocess.TimeoutExpired as error:
        raise ConversionError(_SLOW) from error
    finally:
        with contextlib.suppress(ProcessLookupError):  # also when we ourselves are being stopped
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def sweep() -> None:
    """Delete the folders, and so the documents, of processes that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdecimal() and not _is_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _settled(pdf: bytes, document: bytes) -> bytes:
    """The PDF as if it was made at the beginning of the day on which the Word document was."""
    day = _day(document)
    pdf = _XMP_DATE.sub(lambda found: _same_length(found, day + b"T00:00:00Z"), pdf)
    pdf = _INFO_DATE.sub(lambda found: _same_length(found, b"D:%b000000Z" % day.replace(b"-", b"")), pdf)
    bare = _IDENTITY.sub(b"0" * 32, pdf)
    identity = hashlib.sha256(bare).hexdigest()[:32].upper().encode()
    return _IDENTITY.sub(identity, pdf)


def _same_length(found: re.Match[bytes], date: bytes) -> bytes:
    """The match with this date in it and spaces behind it; as it was, if that would move what follows it."""
    written = (found[1] + date + found[2]).ljust(len(found[0]))
    return written if len(written) == len(found[0]) else found[0]


def _day(document: bytes) -> bytes:
    """The day on which a Word document says it was made; the first day a ZIP can name when it does not say."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            core = archive.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        core = b""
    said = _CREATED.search(core)
    return said[1] if said else b"1980-01-01"


_ABSENT = Text(
    "Voor PDF van een Word-document is LibreOffice nodig, en dat staat niet op deze computer. Op Debian en Ubuntu: "
    "apt install libreoffice-writer. Of open het document in Word en bewaar het als PDF.",
    "A PDF of a Word document takes LibreOffice, which is not on this machine. On Debian and Ubuntu: "
    "apt install libreoffice-writer. Or open the document in Word and save it as PDF.",
)
_BUSY = Text(
    "Er worden nu te veel documenten omgezet naar PDF. Wacht even en probeer het nog eens.",
    "Too many documents are being turned into PDF now. Wait a moment and try once more.",
)
_SLOW = Text(
    "Het omzetten naar PDF duurt te lang en is gestopt. Open het Word-document zelf en bewaar het als PDF.",
    "Turning it into PDF took too long and was stopped. Open the Word document yourself and save it as PDF.",
)
_FAILED = Text(
    "LibreOffice kan dit document niet omzetten naar PDF. Open het Word-document zelf en bewaar het als PDF.",
    "LibreOffice cannot turn this document into PDF. Open the Word document yourself and save it as PDF.",
)
