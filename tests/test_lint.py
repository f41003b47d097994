"""What lint finds: every way in which a form, its templates and its samples may not fit together."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from formgen.library import SHIPPED, Library
from formgen.lint import Report, lint_form, sample_paths, template_paths, tips_of, unused_tips

FORM = """\
form: talk
title: Verslag | Report
languages: [nl, en]
sections:
  the_talk:
    title: Het gesprek | The talk
    tips: [short]
    questions:
      name: {ask: Met wie? | With whom?, type: short text}
      held_on: {ask: Wanneer? | When?, type: date}
      outcome:
        ask: Wat kwam eruit? | What came of it?
        type: choose one
        options: {agreed: Afspraak | Agreement, nothing: Niets | Nothing}
      steps:
        ask: Welke stappen? | Which steps?
        repeat: {at most: 3}
        questions:
          step: {ask: Stap | Step, type: short text}
documents:
  report:
    title: Verslag | Report
    template: TEMPLATE
    name: "Verslag {name} | Report {name}"
    purpose: Voor uw dossier | For your file
"""
TIPS = "tips:\n  short: {text: Houd het kort | Keep it short, source: [law]}\n"
SOURCES = "sources:\n  law: {publisher: Staat | State, title: Wet | Act, date: 2026, checked: 2026-11-01}\n"
SAMPLE = "name: Jan\nheld_on: 9-3-2026\noutcome: agreed\nsteps: [{step: bellen}]\n"
GOOD = ("{{ name }} {{ held_on }}", "{%p for s in steps %}", "{{ s.step }}", "{%p endfor %}")


class Folder:
    """A folder with one small form, to be spoiled in one place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("forms/tips.yml", TIPS)
        self.write("forms/sources.yml", SOURCES)
        self.write("samples/talk/first.yml", SAMPLE)
        self.word(*GOOD)

    def write(self, name: str, text: str | bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def word(self, *paragraphs: str) -> None:
        self.write("forms/talk.yml", FORM.replace("TEMPLATE", "talk.docx"))
        document = docx.Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        written = io.BytesIO()
        document.save(written)
        self.write("templates/talk.docx", written.getvalue())

    def pdf(self, draw: Callable[[Canvas], object], fields: str = "") -> None:
        self.write("forms/talk.yml", FORM.replace("TEMPLATE", "talk.pdf") + fields)
        written = io.BytesIO()
        canvas = Canvas(written)
        draw(canvas)
        canvas.showPage()
        canvas.save()
        self.write("templates/talk.pdf", written.getvalue())

    def lint(self) -> Report:
        return lint_form(Library([self.path]), "talk")

    def problems(self) -> list[str]:
        return [problem.en for problem in self.lint().problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_all_is_well(folder: Folder) -> None:
    report = folder.lint()

    assert report.problems == ()
    assert report.said().nl == "talk: in orde (vragen: 5, sjablonen: 1, voorbeelden: 1)"


def test_a_form_that_cannot_be_loaded(folder: Folder) -> None:
    folder.write("forms/talk.yml", FORM.replace("type: date", "type: dat").replace("title: Het", "titel: Het"))

    report = folder.lint()

    assert len(report.problems) >= 2
    assert report.said().en.startswith("talk: not in order (faults: ")
    assert all("talk.yml, line" in problem.en for problem in report.problems)


def test_a_template_that_is_not_there(folder: Folder) -> None:
    (folder.path / "templates" / "talk.docx").unlink()

    (problem,) = folder.problems()

    assert 'the template "talk.docx" is not in the templates folder' in problem
    assert "line 21" in problem


def test_a_broken_template(folder: Folder) -> None:
    folder.write("templates/talk.docx", b"PK broken")

    (problem,) = folder.problems()

    assert "talk.docx" in problem


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (("{{ nam }}",), '"nam"'),
        (("{%p if outcome|is('nothing') %}", "{{ nam }}", "{%p endif %}"), '"nam"'),
        (("{%p for s in steps %}", "{{ s.stap }}", "{%p endfor %}"), 'stap"'),
        (("{%p if outcome|is('nothing') %}", "{{ steps.stap }}", "{%p endif %}"), 'stap"'),
        (("{{ steps }}",), "a whole row or table"),
    ],
)
def test_a_placeholder_nobody_knows(folder: Folder, paragraphs: tuple[str, ...], found: str) -> None:
    """Also inside a loop, and behind an `if` that no sample goes through."""
    folder.word(*paragraphs)

    problems = folder.problems()

    assert problems
    assert found in problems[0]


def test_reserved_names_are_known(folder: Folder) -> None:
    folder.word("{{ today }} {{ full_name }} {{ week_now }} {{ missing|length }} {{ stopped|length }} {{ concept }}")

    assert folder.problems() == []


def _box(name: str) -> Callable[[Canvas], object]:
    return lambda canvas: canvas.acroForm.textfield(name=name, x=50, y=700, width=200, height=20)


def _buttons(*values: str) -> Callable[[Canvas], object]:
    def draw(canvas: Canvas) -> None:
        for place, value in enumerate(values):
            canvas.acroForm.radio(name="outcome", value=value, x=50, y=600 - 30 * place, size=12, selected=False)

    return draw


def test_pdf_fields_that_are_questions(folder: Folder) -> None:
    folder.pdf(_box("name"))

    assert folder.problems() == []


@pytest.mark.parametrize("name", ["steps.1.step", "today", "full_name"])
def test_pdf_fields_in_rows_and_reserved_ones(folder: Folder, name: str) -> None:
    folder.pdf(_box(name))

    assert folder.problems() == []


@pytest.mark.parametrize("name", ["nam", "step", "steps.0.step", "steps.1.stap", "outcome.agreed"])
def test_a_pdf_field_nobody_knows(folder: Folder, name: str) -> None:
    folder.pdf(_box(name))

    (problem,) = folder.problems()

    assert problem.startswith(f'talk.pdf: "{name}" is not a question of the form - ')


def test_a_pdf_field_with_a_map(folder: Folder) -> None:
    folder.pdf(_box("Text1"), "    fields: {Text1: name}\n")
    assert folder.problems() == []

    folder.pdf(_box("Text1"), "    fields: {Text1: name, Txt2: held_on}\n")
    assert folder.problems() == ['talk.pdf: "fields" names "Txt2", and no field is called that - did you mean "Text1"?']


def test_buttons_are_the_options(folder: Folder) -> None:
    folder.pdf(_buttons("agreed", "nothing"))
    assert folder.problems() == []

    folder.pdf(_buttons("agreed", "nothin"))
    assert folder.problems() == [
        'talk.pdf: the button "nothin" of the field "outcome" is no answer to that question - did you mean "nothing"?',
        'talk.pdf: there is no button for the answer "nothing" to "outcome". Add it.',
    ]


@pytest.mark.parametrize(
    ("sample", "found"),
    [
        ("nam: Jan\n", '"nam" is not a question of this form. Did you mean "name"?'),
        ("held_on: someday\n", "samples/talk/first.yml: "),
        ("a: b: c\n", "samples/talk/first.yml, line 1: this is not YAML."),
        ("- a\n", "samples/talk/first.yml: there are no answers here."),
    ],
)
def test_a_sample_that_is_not_right(folder: Folder, sample: str, found: str) -> None:
    folder.write("samples/talk/first.yml", sample)

    assert found in folder.problems()[0]


def test_a_form_without_samples_is_told(folder: Folder) -> None:
    (folder.path / "samples/talk/first.yml").unlink()

    report = folder.lint()

    assert report.problems == ()
    assert [note.en for note in report.notes] == ["There are no samples. Put answers in samples/talk/."]


def test_tips_no_form_shows(folder: Folder) -> None:
    folder.write("forms/tips.yml", TIPS + "  forgotten: {text: Vergeten | Forgotten, source: [law]}\n")

    assert unused_tips(Library([folder.path]), folder.path) == ("forgotten",)


def test_a_template_per_language(folder: Folder) -> None:
    folder.write("forms/talk.yml", FORM.replace("TEMPLATE", "talk.{language}.docx"))

    form = Library([folder.path]).load("talk")

    assert [path.name for path in template_paths(form, form.documents[0])] == ["talk.nl.docx", "talk.en.docx"]
    assert len(folder.problems()) == 2


def test_our_own_tips_are_all_shown() -> None:
    library = Library([SHIPPED])

    assert [set(tips_of(library.load(name))) for name in library.names()]
    assert [sample_paths(library.load(name)) for name in library.names()]
