"""A download is a clean copy: nothing of what was typed is in a file, unless its pages or its fields show it."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from formgen import documents
from formgen.answers import read
from formgen.documents import Made
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.golden import CASES, LIBRARY, answers_of

EVERY_CASE = pytest.mark.parametrize(("name", "path"), CASES, ids=lambda case: getattr(case, "stem", case))
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEAST = 5  # letters: a shorter answer, such as yes, is found in anything


def typed(name: str, path: Path) -> set[str]:
    """What was typed in own words or digits, each answer as it was written and as it is kept."""
    form = LIBRARY.load(name)
    file = read_answers(path.read_bytes(), path.name)
    found = read(form, file.answers, file.today or ANY_DAY)
    chosen = {question.name for question in form.questions() if question.options or question.kind == "yes or no"}
    both = [*file.answers.items(), *found.raw.items()]
    own = (squeezed(text) for name, text in both if name.rpartition(".")[2] not in chosen)
    # The properties of a file say when it was made; a short number, such as 37.75, may be a place on a page.
    return {text for text in own if len(text) >= (_LEAST if re.search("[^0-9.,]", text) else 8)} - {f"{found.today}"}


def squeezed(text: str) -> str:
    """The text without any space, so that a line broken elsewhere is the same text."""
    return re.sub(r"\s+", "", text)


# ---- Word ------------------------------------------------------------------------------------------------------------


def word_shown(data: bytes) -> str:
    """The text of body, headers, footers and notes that is not marked as hidden."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        trees = [etree.fromstring(archive.read(name)) for name in archive.namelist() if is_text(name)]
    return squeezed("".join(text.text or "" for tree in trees for text in tree.iter(f"{_WORD}t")))


def is_text(name: str) -> bool:
    return re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name) is not None


def word_beside(data: bytes) -> Iterator[tuple[str, str]]:
    """Everything else in the package: other members, and what the texts hold besides their words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.comment == b""
        for entry in archive.infolist():
            assert (entry.extra, entry.comment) == (b"", b"")
            blob = archive.read(entry)
            if is_text(entry.filename):
                tree = etree.fromstring(blob)
                for text in tree.iter(f"{_WORD}t"):
                    text.text = ""
                blob = etree.tostring(tree, encoding="unicode").encode()
            yield entry.filename, squeezed(blob.decode("utf-8", "replace"))


def test_the_scan_sees_what_is_hidden_in_word(tmp_path: Path) -> None:
    """So that a scan which finds nothing means something."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f'<w:p xmlns:w="{_WORD[1:-1]}" a="Ver borgen"><w:t>Ge toond</w:t></w:p>')
        archive.writestr("customXml/item1.xml", "<a>Ook verborgen</a>")
    beside = "".join(text for _, text in word_beside(buffer.getvalue()))

    assert word_shown(buffer.getvalue()) == "Getoond"
    assert "Verborgen" in beside
    assert "Ookverborgen" in beside
    assert "Getoond" not in beside


# ---- PDF -------------------------------------------------------------------------------------------------------------


def pdf_shown(data: bytes) -> str:
    """What its pages say, and what stands in its fields: a reader shows both."""
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True, timeout=300)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        values = [str(value) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FT" in one
                  for value in [one.get("/V")] if isinstance(value, pikepdf.String)]  # fmt: skip
    return squeezed(said.stdout.decode() + "".join(values))


def pdf_beside(data: bytes) -> Iterator[str]:
    """Every text in its objects but the values of fields, and every stream that is no drawing of a page."""
    assert data.count(b"%%EOF") >= 1
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.attachments
        for one in [*pdf.objects, pdf.trailer]:
            yield from _texts(one, 0)
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") not in ("/Form", "/Image"):
                with_luck = one.read_bytes() if "/Filter" not in one or one.Filter == "/FlateDecode" else b""
                yield squeezed(with_luck.decode("utf-8", "replace"))


def _texts(one: Any, depth: int) -> Iterator[str]:
    if isinstance(one, pikepdf.String):
        yield squeezed(str(one))
    elif isinstance(one, pikepdf.Array) and depth < 50:
        for item in one:
            if not getattr(item, "is_indirect", False):
                yield from _texts(item, depth + 1)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 50:
        for key, item in one.items():
            if not getattr(item, "is_indirect", False) and not (key == "/V" and "/FT" in one):
                yield from _texts(item, depth + 1)


# ---- every sample ----------------------------------------------------------------------------------------------------


def strays(made: Made, answers: set[str]) -> set[tuple[str, str]]:
    """The answers that stand somewhere in a document without being shown by it, and where."""
    if made.name.endswith(".docx"):
        shown, beside = word_shown(made.data), list(word_beside(made.data))
    else:
        shown, beside = pdf_shown(made.data), [("object", text) for text in pdf_beside(made.data)]
    hidden = [answer for answer in answers if answer not in shown]
    return {(where, answer) for where, text in beside for answer in hidden if answer in text}


@EVERY_CASE
def test_no_answer_is_in_a_document_that_does_not_show_it(name: str, path: Path) -> None:
    form, answers = LIBRARY.load(name), typed(name, path)
    assert answers

    for made in documents.fill(form, answers_of(form, path), "en"):
        assert strays(made, answers) == set(), made.document.name


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, path) for name, path in CASES if name == "deskundigenoordeel-werknemer"],
    ids=lambda case: getattr(case, "stem", case),
)
def test_what_only_the_physician_may_read_is_in_no_other_document(name: str, path: Path) -> None:
    form = LIBRARY.load(name)
    file = read_answers(path.read_bytes(), path.name)
    medical = {
        squeezed(text)
        for question, text in file.answers.items()
        if form.by_name[question.rpartition(".")[2]].notice == "physician" and len(text) >= 3 * _LEAST
    }

    for made in documents.fill(form, answers_of(form, path), "en"):
        if made.document.audience != "physician":
            shown = word_shown(made.data) if made.name.endswith(".docx") else pdf_shown(made.data)
            assert [text for text in medical if text in shown] == [], made.document.name
