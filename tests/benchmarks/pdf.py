"""PDF: our engine beside the usual recipes of pdfrw, pikepdf and pypdf, on a form of 60 fields and on our own."""

import datetime
import io
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pdfrw
import pikepdf
import pypdf
from pikepdf import Name
from pikepdf.form import ChoiceField, DefaultAppearanceStreamGenerator, Form, TextField
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from formgen import answers, documents
from formgen.documents import wording
from formgen.documents.pdf import Making, PdfTemplate, open_template
from formgen.documents.pdf.continuation import Belonging, sheet_words
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.benchmarks.table import Figure, Goal, Row, milliseconds
from tests.benchmarks.turns import Recipe, measured
from tests.golden import LIBRARY

TEXTS = 60
OURS = {"deskundigenoordeel-werknemer": "case-1", "deskundigenoordeel-werkgever": "eigen-werk"}
GOALS = {"pdfrw": Goal(least=35), "pikepdf": Goal(least=18), "pypdf": Goal(least=100)}

MAKING = Making(ANY_DAY, sheet_words("nl", Belonging("", made=str(datetime.date(2026, 11, 23)))))
_EASTERN = 10  # one text in so many has letters outside Windows-1252, as the names of a person do
_LINES, _CELLS = 3, 6  # the last digit of a text of several lines, and of one with a cell for each letter
_STORY = (
    "Sinds maart één dag per week gewerkt, voor € 1.234,50. Volgens de bedrijfsarts kan dat meer worden, met pauzes."
)
_BOX = "PDF, form of 60 texts"
_RIVALS = {
    "pdfrw": "pdfrw's usual recipe, which draws nothing",
    "pikepdf": "pikepdf, which draws",
    "pypdf": "pypdf, which draws",
}
_FORMGEN, _EAST = "formgen", "formgen, letters outside Windows-1252"

Values = Mapping[str, str | bool]


def rows(rounds: int) -> Iterator[Row]:
    """The lines of the table."""
    data, said, eastern = form_of_sixty(), values(), values(eastern=True)
    opened = open_template(data, "sixty.pdf")
    times = measured(fillers(opened, data, said) | {_EAST: lambda: opened.fill(eastern, MAKING)}, rounds)
    ours = times[_FORMGEN]
    for name, how in _RIVALS.items():
        told = f"{milliseconds(times[name])}; ours {milliseconds(ours)}"
        yield Row(f"{_BOX}: {how}", [Figure(times[name] / ours, GOALS[name])], told)
    micro = Figure(ours * 1000 / len(said), Goal(most=8, unit=" µs"), " µs")
    yield Row(f"{_BOX}: ours, each of the {len(said)} values", [micro])
    more = (len(opened.fill(eastern, MAKING)) - len(opened.fill(said, MAKING))) / 1024
    longer = [Figure(times[_EAST] / ours, Goal(most=1.05)), Figure(more, Goal(most=25, unit=" KB"), " KB")]
    yield Row(f"{_BOX}: ours, letters outside Windows-1252 in {TEXTS // _EASTERN} texts", longer)
    yield _on_our_forms(rounds)


def _on_our_forms(rounds: int) -> Row:
    figures, ours = [], []
    for name in OURS:
        times = measured(on_our_form(name), (rounds + 1) // 2)
        ours.append(times[_FORMGEN])
        figures += [Figure(times[rival] / times[_FORMGEN], goal) for rival, goal in GOALS.items()]
    what = "PDF, our application (employee, employer): pdfrw, pikepdf, pypdf of each"
    return Row(what, figures, f"ours {milliseconds(*ours)}")


def on_our_form(name: str) -> dict[str, Recipe]:
    """The first application that a sample calls for, filled by each."""
    form = LIBRARY.load(name)
    path = form.folder / "samples" / name / f"{OURS[name]}.yml"
    file = read_answers(path.read_bytes(), path.name)
    found = answers.read(form, file.answers, file.today or ANY_DAY)
    document = next(one for one in documents.applicable(found, "nl") if one.template.endswith(".pdf"))
    data = (form.folder / "templates" / document.template).read_bytes()
    opened = open_template(data, document.template)
    said, _ = wording.cells(found, document, opened.fields, "nl")
    return fillers(opened, data, {field: value for field, value in said.items() if value})


def fillers(opened: PdfTemplate, data: bytes, said: Values) -> dict[str, Recipe]:
    """Each library as its documentation shows it, with these values."""
    states = {field.name: field.states for field in opened.fields}
    plain = {name: value if isinstance(value, str) else states[name][0] for name, value in said.items()}
    named = {name: f"/{value}" if states[name] else value for name, value in plain.items()}
    return {
        _FORMGEN: lambda: opened.fill(said, MAKING),
        "pdfrw": lambda: _by_pdfrw(data, named),
        "pikepdf": lambda: _by_pikepdf(data, named),
        "pypdf": lambda: _by_pypdf(data, named),
    }


def _by_pdfrw(data: bytes, said: Mapping[str, str]) -> bytes:
    """Says each value, asks the reader to draw (NeedAppearances), and writes the whole file."""
    read = pdfrw.PdfReader(fdata=data)
    for page in read.pages:
        for widget in page.Annots or []:
            value = said.get(_full_name(widget))
            if value is None:
                continue
            if not value.startswith("/"):
                (widget if widget.T else widget.Parent).update(pdfrw.PdfDict(V=pdfrw.PdfString.encode(value)))
            elif widget.AP and value in widget.AP.N:
                widget.update(pdfrw.PdfDict(AS=pdfrw.PdfName(value[1:])))
                (widget if widget.T else widget.Parent).update(pdfrw.PdfDict(V=pdfrw.PdfName(value[1:])))
    read.Root.AcroForm.update(pdfrw.PdfDict(NeedAppearances=pdfrw.PdfObject("true")))
    written = io.BytesIO()
    pdfrw.PdfWriter().write(written, read)
    return written.getvalue()


def _full_name(widget: Any) -> str:
    """The names of a field and those above it, with dots."""
    parts = []
    while widget is not None:
        if widget.T:
            parts.append(widget.T.to_unicode())
        widget = widget.Parent
    return ".".join(reversed(parts))


def _by_pikepdf(data: bytes, said: Mapping[str, str]) -> bytes:
    """With pictures of the texts, drawn by qpdf."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        form = Form(pdf, DefaultAppearanceStreamGenerator)
        for name, field in form.items():
            value = said.get(name)
            if value is None:
                continue
            if isinstance(field, TextField | ChoiceField):
                field.value = value
            elif hasattr(field, "checked"):
                field.checked = True
            else:
                field.value = Name(value)
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def _by_pypdf(data: bytes, said: Mapping[str, str]) -> bytes:
    """With pictures of the texts, drawn by pypdf."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.update_page_form_field_values(None, dict(said), auto_regenerate=False)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


# ---- the form of 60 fields ----------------------------------------------------------------------------------------


@cache
def form_of_sixty() -> bytes:
    """60 texts (6 of several lines, 6 with cells), 12 tick boxes, 3 radio groups, 2 choices: 3 pages, by reportlab."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=True)
    for page in range(3):
        top = 820
        for number in range(page * TEXTS // 3, (page + 1) * TEXTS // 3):
            canvas.setFont("Helvetica", 9)
            canvas.drawString(40, top - 14, f"{number + 1}. Wat is hier uw antwoord?")
            height = 56 if number % 10 == _LINES else 24
            _text(canvas.acroForm, number, (200, top - height, 340, height))
            top -= height + 6
        _buttons(canvas.acroForm, page)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _text(form: Any, number: int, box: tuple[int, int, int, int]) -> None:
    look: dict[str, Any] = {"fontSize": 10, "borderWidth": 0, "maxlen": None, "fieldFlags": ""}
    if number % 10 == _LINES:
        look |= {"fieldFlags": "multiline"}
    elif number % 10 == _CELLS:
        look |= {"fieldFlags": "comb", "maxlen": 12}
    tip = f"{number + 1}. Wat is hier uw antwoord? Schrijf het zo kort als u kunt."
    place = dict(zip(("x", "y", "width", "height"), box, strict=True))
    form.textfield(name=f"t{number}", tooltip=tip, **place, **look)


def _buttons(form: Any, page: int) -> None:
    """Four tick boxes, a radio group, and on two pages a choice, at the foot of a page."""
    for number in range(4):
        form.checkbox(name=f"tick{4 * page + number}", tooltip="Kruis aan", x=40 + 30 * number, y=60, size=12)
    for number, state in enumerate(("own", "other")):
        form.radio(name=f"radio{page}", value=state, tooltip="Kies", x=200 + 30 * number, y=60, size=12)
    if page < 2:
        towns = ["Utrecht", "Den Haag", "Groningen"]
        place = {"x": 300, "y": 55, "width": 120, "height": 20, "borderWidth": 0}
        form.choice(name=f"choice{page}", tooltip="Kies", value="Utrecht", options=towns, fieldFlags="combo", **place)


def values(seed: int = 0, *, eastern: bool = False) -> dict[str, str | bool]:
    """A value for every field; with `eastern` one text in ten has letters outside Windows-1252, and is as long."""
    said: dict[str, str | bool] = {}
    for number in range(TEXTS):
        if number % 10 == _CELLS:
            said[f"t{number}"] = f"{seed:05}{number:07}"
        elif number % 10 == _LINES:
            said[f"t{number}"] = f"{seed:05}\n{_STORY}"
        else:
            name = "Lukasz Sahin"
            said[f"t{number}"] = f"{name}, één van de {number} {seed:05}"
            if eastern and number % _EASTERN == 0:
                said[f"t{number}"] = str(said[f"t{number}"]).replace(name, "Łukasz Şahin")
    said |= dict.fromkeys((f"tick{number}" for number in range(12)), True)
    said |= dict.fromkeys((f"radio{number}" for number in range(3)), "other")
    return said | dict.fromkeys(("choice0", "choice1"), "Den Haag")
