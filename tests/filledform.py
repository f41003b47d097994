"""A form with documents of every kind: a letter in two languages, a PDF form, a reading copy, a medical sheet."""

import datetime
import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from formgen import answers as answering
from formgen.answers import Answers
from formgen.documents import Made, fill
from formgen.form import Form
from formgen.loader import load_form
from formgen.text import Language
from tests.worddocs import small

TODAY = datetime.date(2026, 11, 23)

FORM = """
form: paper
title: Papier | Paper
languages: [nl, en]
sections:
  all:
    title: Alles | All
    questions:
      surname: {ask: Achternaam | Surname, type: surname}
      prefix: {ask: Tussenvoegsel | Prefix, type: name prefix, optional: yes}
      first_sick_day: {ask: Eerste ziektedag | First sick day, type: date}
      kind:
        ask: Soort | Kind
        type: choose one
        options: {short: Kort | Short, long: Lang | Long}
      needs:
        ask: Wat hebt u nodig? | What do you need?
        type: choose any
        optional: yes
        options: {chair: Stoel | Chair, desk: Bureau | Desk}
      talks:
        ask: Gesprekken | Talks
        repeat: {at most: 4}
        optional: yes
        questions:
          talk_date: {ask: Datum | Date, type: date}
          talk_note: {ask: Wat kwam eruit? | What came of it?, type: short text}
      reason: {ask: Waarom? | Why?, type: long text, optional: yes}
      agreed: {ask: Bent u het eens? | Do you agree?, type: yes or no}
      sick: {ask: Wat merkt u? | What do you notice?, type: long text, optional: yes, notice: physician}
checks:
  - stop: {agreed: yes}
    because: U bent het eens over {surname}. | You agree about {surname}.
    at: agreed
    source: uwv
  - must: {first_sick_day: before today + 1 days}
    otherwise: De dag ligt na vandaag. | The day is after today.
    at: first_sick_day
documents:
  application:
    title: Aanvraag | Application
    template: paper.pdf
    name: "{prefix} {surname} - aanvraag"
    purpose: Voor UWV. | For UWV.
    language: nl
    when: {kind: [short, long]}
  letter:
    title: Brief | Letter
    template: paper.{language}.docx
    name: "{surname} - brief | {surname} - letter"
    purpose: Voor UWV. | For UWV.
    even if stopped: yes
  reading_copy:
    title: Leeskopie | Reading copy
    template: paper.en.docx
    name: Leeskopie | Reading copy
    purpose: Voor uzelf. | For yourself.
    audience: self
    language: en
    made for: en
  sheet:
    title: Blad voor de arts | Sheet for the physician
    template: sheet.pdf
    name: "{first_sick_day} medisch | {first_sick_day} medical"
    purpose: Voor de arts. | For the physician.
    audience: physician
    language: nl
    when: {sick: answered}
"""
SOURCES = """
sources:
  uwv: {publisher: UWV, title: Bladzijde | Page, link: "https://www.uwv.nl/x", checked: 2026-11-22}
"""
FACTS = """
facts:
  cost: {value: 100, unit: euro, text: Zoveel kost het. | This is what it costs., source: uwv}
"""
WORDS = {
    "nl": "Ik ben {{ surname }}, ziek sinds {{ first_sick_day }}, week {{ week_now }}, kosten {{ facts.cost }}.",
    "en": "I am {{ surname }}, ill since {{ first_sick_day }}, week {{ week_now }}, cost {{ facts.cost }}.",
}
STOPPED = "{% for reason in stopped %}GESTOPT {{ reason }} {% endfor %}"
MISSING = "{% if concept %}MIST {{ missing|join(', ') }}{% endif %}"
RAW = {"surname": "Şahin", "first_sick_day": "9-3-2026", "kind": "short", "agreed": "no"}


def write(folder: Path, form: str = FORM) -> Form:
    """The form in this folder, loaded, with its templates beside it."""
    (folder / "forms").mkdir(exist_ok=True)
    (folder / "templates").mkdir(exist_ok=True)
    for name, text in {"paper": form, "sources": SOURCES, "facts": FACTS}.items():
        (folder / "forms" / f"{name}.yml").write_text(text, "utf-8")
    for language, words in WORDS.items():
        (folder / "templates" / f"paper.{language}.docx").write_bytes(small(words, STOPPED, MISSING))
    (folder / "templates" / "paper.pdf").write_bytes(application())
    (folder / "templates" / "sheet.pdf").write_bytes(sheet())
    return load_form(folder / "forms" / "paper.yml", folder)


def application() -> bytes:
    """A PDF form with a box for a name and a reason, two ticks, a radio group, and two lines of talks."""
    written = io.BytesIO()
    canvas = Canvas(written, invariant=True)
    box = canvas.acroForm
    for row, name in enumerate(("surname", "first_sick_day", "reason", "today", "full_name")):
        box.textfield(name=name, x=50, y=760 - 40 * row, width=200, height=20, borderWidth=0)
    for row, option in enumerate(("short", "long")):
        box.radio(name="kind", value=option, x=50, y=500 - 30 * row, size=14)
    for row, option in enumerate(("chair", "desk")):
        box.checkbox(name=f"needs.{option}", x=50, y=400 - 30 * row, size=14)
    for row in (1, 2):
        for column, name in enumerate(("talk_date", "talk_note")):
            place = {"x": 50 + 120 * column, "y": 300 - 30 * row, "width": 100, "height": 18}
            box.textfield(name=f"talks.{row}.{name}", borderWidth=0, **place)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


def sheet() -> bytes:
    """A PDF form with one box that holds little."""
    written = io.BytesIO()
    canvas = Canvas(written, invariant=True)
    canvas.acroForm.textfield(name="sick", x=50, y=700, width=120, height=14, borderWidth=0)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


def read(form: Form, **changes: str) -> Answers:
    """The answers of RAW with changes; `__` in a name is a full stop."""
    return answering.read(form, RAW | {name.replace("__", "."): text for name, text in changes.items()}, TODAY)


def made(form: Form, language: Language = "nl", **changes: str) -> dict[str, Made]:
    """The documents these answers call for, by name."""
    return {one.document.name: one for one in fill(form, read(form, **changes), language)}
