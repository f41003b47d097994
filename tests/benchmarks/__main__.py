"""Measures our engines beside the usual recipes, in turns, on our own templates: `make bench`."""

import datetime
import io
import platform
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pdfrw
from docxtpl import DocxTemplate
from jinja2 import Environment

from formgen import answers, documents
from formgen.documents import wording
from formgen.documents.pdf import PdfTemplate
from formgen.documents.pdf import open_template as open_pdf
from formgen.documents.pdf.continuation import sheet_words
from formgen.documents.word import open_template as open_word
from formgen.documents.word.sandbox import FILTERS, Sandbox
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY

FORM = "deskundigenoordeel-werknemer"
ROUNDS = 15  # each round runs every recipe once, so that a busy moment hurts all alike

Recipe = Callable[[], object]


def main() -> None:
    """Prints the table: milliseconds a document (median), and how many times faster than the usual recipe."""
    form = LIBRARY.load(FORM)
    case = form.folder / "samples" / FORM / "case-1.yml"
    file = read_answers(case.read_bytes(), case.name)
    found = answers.read(form, file.answers, file.today or ANY_DAY)
    print(f"Python {platform.python_version()}, {platform.machine()}, {ROUNDS} rounds, case-1 of {FORM}\n")
    print(f"{'':44}{'ms':>9}{'ratio':>8}")
    for title, recipes in (("Word letter", word(form, found)), ("PDF form", pdf(form, found))):
        table(title, measured(recipes))
    everything = measured({"read answers": lambda: answers.read(form, file.answers, ANY_DAY),
                           "read, and make all documents": lambda: documents.fill(form, found, "nl")})  # fmt: skip
    table("Whole", everything, compare=False)


def measured(recipes: dict[str, Recipe]) -> dict[str, float]:
    """The median milliseconds of each recipe, run in turns after one round to warm up."""
    times: dict[str, list[float]] = {name: [] for name in recipes}
    for turn in range(ROUNDS + 1):
        for name, recipe in recipes.items():
            start = time.perf_counter()
            recipe()
            if turn:
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: median(numbers) for name, numbers in times.items()}


def table(title: str, medians: dict[str, float], compare: bool = True) -> None:
    """One block of lines; the first recipe is what the others are compared with."""
    first = next(iter(medians.values()))
    print(title)
    for name, number in medians.items():
        print(f"  {name:42}{number:9.2f}" + (f"{first / number:7.1f}x" if compare else ""))


def word(form: Any, found: answers.Answers) -> dict[str, Recipe]:
    """docxtpl as its documentation shows it (with our filters and autoescape, or it could not read our template)."""
    path = form.folder / "templates" / f"{FORM}.nl.docx"
    data = path.read_bytes()
    values = documents._words(form, found, "nl")
    sandbox = Sandbox()
    environment = Environment(autoescape=True, finalize=wording_printed(sandbox))
    environment.filters.update({name: sandbox.filters[name] for name in FILTERS})

    def usual() -> bytes:
        template = DocxTemplate(io.BytesIO(data))
        template.render(dict(values), environment, autoescape=True)
        written = io.BytesIO()
        template.save(written)
        return written.getvalue()

    opened = open_word(data, path.name)
    return {"docxtpl, a new DocxTemplate per document": usual, "formgen": lambda: opened.render(values, ANY_DAY)}


def wording_printed(sandbox: Sandbox) -> Callable[[object], object]:
    """What our environment prints for a value, so that both engines do the same work."""
    return sandbox.finalize  # type: ignore[return-value]


def pdf(form: Any, found: answers.Answers) -> dict[str, Recipe]:
    """pdfrw's usual recipe: set /V, ask the viewer to draw (NeedAppearances), write the whole file."""
    document = next(document for document in form.documents if document.template == f"{FORM}.eigen-werk.pdf")
    path = form.folder / "templates" / document.template
    data = path.read_bytes()
    opened: PdfTemplate = open_pdf(data, path.name)
    values, more = wording.cells(found, document, opened.fields, "nl")
    texts = {name: str(value) for name, value in values.items()}
    sheet = sheet_words("nl", belongs_to="", made=str(datetime.date.today()))

    def usual() -> bytes:
        read = pdfrw.PdfReader(fdata=data)
        for page in read.pages:
            for widget in page.Annots or []:
                name = _full_name(widget)
                if name in texts:
                    widget.update(pdfrw.PdfDict(V=pdfrw.PdfString.encode(texts[name])))
        read.Root.AcroForm.update(pdfrw.PdfDict(NeedAppearances=pdfrw.PdfObject("true")))
        written = io.BytesIO()
        pdfrw.PdfWriter().write(written, read)
        return written.getvalue()

    return {
        "pdfrw, its usual recipe (draws nothing)": usual,
        "formgen (draws every value)": lambda: opened.fill(values, ANY_DAY, sheet, more=more),
    }


def _full_name(widget: Any) -> str:
    """The names of a field and those above it, with dots."""
    parts = []
    while widget is not None:
        if widget.T:
            parts.append(widget.T.to_unicode())
        widget = widget.Parent
    return ".".join(reversed(parts))


if __name__ == "__main__":
    main()
