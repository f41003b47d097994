"""Fit while typing: what each PDF of a form does with a text; and flat copies from answers and from the terminal."""

import io
import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from formgen import answers, documents
from formgen.cli import formgen
from formgen.form import Form
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY
from tests.pdfpictures import read_by_poppler

EMPLOYEE = "deskundigenoordeel-werknemer"
CASE = Path("samples", EMPLOYEE, "case-1.yml")


@pytest.fixture(scope="module")
def form() -> Form:
    return LIBRARY.load(EMPLOYEE)


def has_fields(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "/AcroForm" in pdf.Root


class TestFits:
    def test_a_short_text_fits_at_full_size(self, form: Form) -> None:
        found = documents.fits(form, "own_view", "Kort.", "nl")

        assert found
        assert all(document.template.endswith(".pdf") and fit.rest == "" for document, fit in found)
        assert {fit.shown for _, fit in found} == {"Kort."}

    def test_a_long_one_tells_how_much_goes_on(self, form: Form) -> None:
        text = "Een zin die telt. " * 300

        assert all(fit.rest and fit.shown + fit.rest == text for _, fit in documents.fits(form, "own_view", text, "nl"))

    def test_what_is_said_is_what_is_done(self, form: Form) -> None:
        """The same fit as in the document: its letters are in the box, the rest is on the sheet."""
        file = read_answers(CASE.read_bytes(), CASE.name)
        text = " ".join(f"w{number}." for number in range(1500))
        found = answers.read(form, {**file.answers, "own_view": text}, ANY_DAY)
        document, fit = documents.fits(form, "own_view", text, "nl")[0]
        made = documents.make(form, found, document, "nl")
        pages = read_by_poppler(made.data)
        box = next(page for page in pages if "w0." in page)

        assert fit.shown.split()[-1] in box.split()
        assert fit.rest.split()[0] not in box.split()

    @pytest.mark.parametrize("name", ["nowhere", "question_type", "surname.1", ""])
    def test_a_question_that_no_pdf_asks_in_text_has_no_fit(self, form: Form, name: str) -> None:
        assert documents.fits(form, name, "x", "nl") == ()


class TestFlat:
    @pytest.mark.parametrize("flat", [False, True])
    def test_documents_come_flat_when_asked(self, form: Form, flat: bool) -> None:
        file = read_answers(CASE.read_bytes(), CASE.name)
        found = answers.read(form, file.answers, file.today or ANY_DAY)
        made = documents.fill(form, found, "nl", flat=flat)
        pdfs = [one for one in made if one.name.endswith(".pdf")]

        assert pdfs
        assert [has_fields(one.data) for one in pdfs] == [not flat] * len(pdfs)
        assert pdfs[0].data == documents.make(form, found, pdfs[0].document, "nl", flat=flat).data

    def test_from_the_terminal(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(formgen, ["fill", EMPLOYEE, str(CASE), "-o", str(tmp_path), "--flatten"])
        pdfs = sorted(tmp_path.glob("*.pdf"))

        assert done.exit_code == 0, done.output
        assert pdfs
        assert not any(has_fields(path.read_bytes()) for path in pdfs)

    def test_any_form_from_plain_json(self, tmp_path: Path) -> None:
        values, out = tmp_path / "values.json", tmp_path / "sheet.pdf"
        values.write_text(json.dumps({"full_name": "A. Şahin"}))
        sheet = f"templates/{EMPLOYEE}.medisch.pdf"
        done = CliRunner().invoke(formgen, ["template", "fill", sheet, str(values), "-o", str(out), "--flatten"])

        assert done.exit_code == 0, done.output
        assert not has_fields(out.read_bytes())
        assert "A. Şahin" in " ".join(read_by_poppler(out.read_bytes()))

    def test_a_word_file_has_nothing_to_flatten(self, tmp_path: Path) -> None:
        values = tmp_path / "values.json"
        values.write_text("{}")
        letter = f"templates/{EMPLOYEE}.nl.docx"
        said = CliRunner().invoke(
            formgen, ["template", "fill", letter, str(values), "-o", str(tmp_path / "x.docx"), "--flatten"]
        )

        assert "--flatten" in str(said.exception)
