"""Our own forms filled in full: every value is seen in three readers and found as text; hostile texts stay literal."""

import datetime
import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from acroforms import blank, put, saved, text
from hostile import LITERAL, LONG, REFUSED
from pdfpictures import SCALE, by_mupdf, by_pdfium, by_poppler, checked_by_qpdf, read_by_poppler
from PIL import Image

from formgen.documents.pdf import Field, Making, PdfTemplate, open_template
from formgen.documents.pdf.continuation import Belonging, sheet_words
from formgen.errors import CharacterError

TEMPLATES = sorted(Path("templates").glob("*.pdf"))
MAKING = Making(datetime.date(2026, 11, 23), sheet_words("nl", Belonging("Aanvraag", made="23 november 2026")))

every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)


def opened(path: Path) -> PdfTemplate:
    return open_template(path.read_bytes(), path.name)


def full(template: PdfTemplate) -> dict[str, str]:
    """A value for every field: a number of its own, or its first state, which stands in its first place."""
    return {
        field.name: field.states[0] if field.states else (field.options or (f"{number}"[: field.max_length],))[0]
        for number, field in enumerate(template.fields, 1000)
    }


def ink(picture: Image.Image, field: Field) -> int:
    """The darkest spot well within the first place of the field."""
    left, bottom, right, top = (SCALE * side for side in field.rect)
    inside = (left + 4, picture.height - top + 4, right - 4, picture.height - bottom - 4)
    return int(picture.crop(tuple(map(round, inside))).getextrema()[0])


@every_template
def test_every_value_is_seen_in_three_readers(path: Path, tmp_path: Path) -> None:
    template = opened(path)
    empty = by_pdfium(template.fill({}, MAKING), tmp_path)
    data = template.fill(full(template), MAKING)

    assert [field.name for field in template.fields if ink(empty[field.page - 1], field) < 100] == []
    for reader in (by_poppler, by_pdfium, by_mupdf):
        drawn = reader(data, tmp_path)
        assert [field.name for field in template.fields if ink(drawn[field.page - 1], field) > 140] == [], reader
    checked_by_qpdf(data, tmp_path)


@every_template
@pytest.mark.parametrize("flat", [False, True])
def test_every_text_is_found(path: Path, flat: bool) -> None:
    template = opened(path)
    values = full(template)
    data = (template.flat if flat else template.fill)(values, MAKING)
    said = set(" ".join(read_by_poppler(data)).split())

    assert [field.name for field in template.fields if field.kind == "text" and not field.comb
            and values[field.name] not in said] == []  # fmt: skip


def test_other_processes_write_the_same_bytes() -> None:
    """Sets and dictionaries in another order, as every process has them, change nothing."""
    script = (
        "import sys; sys.path[:0] = ['tests', '.']; import test_pdf_seen as here; t = here.opened(here.TEMPLATES[-1]);"
        "import hashlib; n = next(f.name for f in t.fields if f.kind == 'text');"
        "v = {**here.full(t), n: 'Ş'};"
        "print(*(hashlib.sha256(f(v, here.MAKING)).hexdigest() for f in (t.fill, t.flat)))"
    )
    said = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True,
                       env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]  # fmt: skip

    assert said[0]
    assert said[0] == said[1]


# ---- hostile texts --------------------------------------------------------------------------------------------------

ROWS = 40


@pytest.fixture(scope="module")
def form() -> PdfTemplate:
    """One page of many boxes, wide enough for most, with a line and an area among them."""
    pdf = blank()
    for row in range(ROWS):
        put(pdf, text(f"t{row}", (10, 290 - 7 * row, 390, 296 - 7 * row), **({"Ff": 1 << 12} if row % 2 else {})))
    return open_template(saved(pdf), "x.pdf")


def kept(data: bytes) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {str(field["/T"]): str(field.get("/V", "")) for field in pdf.Root.AcroForm.Fields}


def drawn(data: bytes) -> str:
    """What is read from the pages, and what is not to be read: spaces, and what has no shape of its own."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, check=True, capture_output=True)
    return visible(done.stdout.decode("utf-8"))


def visible(words: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFC", words) if one.isprintable() and not one.isspace())


def is_simple(letter: str) -> bool:
    """From left to right and one shape: what a program that reads pages gives back as it stood."""
    return unicodedata.bidirectional(letter) in ("L", "EN", "ES", "ET", "CS", "ON") and not unicodedata.combining(
        letter
    )


class TestHostile:
    def test_every_one_is_kept_as_it_was_typed(self, form: PdfTemplate) -> None:
        texts = [*LITERAL, *LONG]
        for start in range(0, len(texts), ROWS):
            values = {f"t{row}": words for row, words in enumerate(texts[start : start + ROWS])}
            assert {name: value for name, value in kept(form.fill(values, MAKING)).items() if name in values} == values

    def test_every_short_one_is_drawn_or_told_of(self, form: PdfTemplate) -> None:
        """Each is read back whole, in its box or on the sheet; a letter that no font here has is drawn as a box."""
        wrong, tried = [], 0
        for words in LITERAL[:: 1 if len(LITERAL) < 800 else 5]:
            undrawn = form.undrawn(words)
            wanted = visible(
                "".join("\u25a1" if one in undrawn else one for one in unicodedata.normalize("NFC", words))
            )
            if len(wanted) > 60 or not wanted or not all(map(is_simple, wanted)):
                continue
            tried += 1
            if wanted not in drawn(form.fill({"t0": words}, MAKING)):
                wrong.append(words)
        assert wrong == []
        assert tried > 100

    def test_what_no_document_can_hold_is_refused(self, form: PdfTemplate) -> None:
        for words in REFUSED:
            for make in (form.fill, form.flat):
                with pytest.raises(CharacterError):
                    make({"t1": words}, MAKING)

    @pytest.mark.parametrize("words", LONG[:3], ids=lambda words: words[:8])
    def test_long_ones_go_on_and_the_file_is_sound(self, form: PdfTemplate, words: str, tmp_path: Path) -> None:
        data = form.fill({"t1": words}, MAKING)

        checked_by_qpdf(data, tmp_path)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert len(pdf.pages) > 5
            made: Any = pdf.pages[1].obj.Contents.read_bytes()
            assert b"Tj" in made
