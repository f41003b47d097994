"""Lint, one fault at a time: every way in which a folder of forms may be wrong has its own sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

import formgen
from formgen import lint
from formgen.errors import FormgenError, TemplateError, UnknownError
from formgen.library import SHIPPED, Library
from formgen.lint import lint_form, sample_paths, template_paths, unused_tips
from formgen.text import LANGUAGES, same
from tests.test_lint import FORM, TIPS, Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def boxes(*names: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for place, name in enumerate(names):
            canvas.acroForm.textfield(name=name, x=50, y=700 - 30 * place, width=200, height=20)

    return draw


# ---- templates -----------------------------------------------------------------------------------------------------

WORD_FAULTS = [
    ("{{ nam }}", '"nam"'),
    ("{{ name.first }}", "name"),
    ("{{ name|shout }}", "shout"),
    ("{{ name", "talk.docx"),
    ("{% if name %}", "talk.docx"),
    ("{{ name() }}", "talk.docx"),
    ("{{ name.__class__ }}", "talk.docx"),
    ("{{ 7 * 7 }}", "talk.docx"),
    ("{% set x = 1 %}{{ x }}", "talk.docx"),
    ("{% import 'os' as os %}", "talk.docx"),
    ("{{ steps[0].stap }}", "talk.docx"),
    ("{%p for s in step %}{{ s }}{%p endfor %}", "step"),
]


@pytest.mark.parametrize(("words", "found"), WORD_FAULTS, ids=[words for words, _ in WORD_FAULTS])
def test_a_word_template_with_one_fault_is_told_with_its_name(folder: Folder, words: str, found: str) -> None:
    folder.word(words)

    report = folder.lint()

    assert report.problems
    for problem in report.problems:
        assert found in problem.en
        assert problem.nl != problem.en
    assert report.said().nl.startswith("talk: niet in orde")


def test_a_fault_that_shows_at_the_second_choice_only(folder: Folder) -> None:
    folder.word("{%p if outcome|is('nothing') %}", "{{ steps[9].step }}", "{%p endif %}")

    assert folder.problems()


@pytest.mark.parametrize("data", [b"", b"geen pdf", b"%PDF-1.7\nstuk", b"PK\x03\x04"])
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_template_that_is_no_such_file_is_told_once(folder: Folder, ending: str, data: bytes) -> None:
    folder.write("forms/talk.yml", FORM.replace("TEMPLATE", f"talk.{ending}"))
    folder.write(f"templates/talk.{ending}", data)

    (problem,) = folder.problems()

    assert f"talk.{ending}" in problem


def test_all_fields_that_nobody_knows_are_told_at_once(folder: Folder) -> None:
    folder.pdf(boxes("nam", "held", "name"))

    assert len(folder.problems()) == 2
    assert [problem.split('"')[1] for problem in folder.problems()] == ["nam", "held"]


def test_a_field_that_may_only_be_read_needs_no_question(folder: Folder) -> None:
    folder.pdf(lambda canvas: canvas.acroForm.textfield(name="Stempel", x=50, y=700, fieldFlags="readOnly"))

    assert folder.problems() == []


def test_a_list_without_the_answer_of_a_sample_is_told_with_the_sample(folder: Folder) -> None:
    """No field is wrong by its name; only filling it shows that the paper has no place for the answer."""
    folder.pdf(
        lambda canvas: canvas.acroForm.choice(name="outcome", options=["later", "nooit"], value="later", x=50, y=700)
    )

    problems = folder.problems()

    assert problems
    assert any("outcome" in problem for problem in problems)


def test_a_document_that_cannot_be_made_of_a_sample_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise TemplateError(same("de inkt is op"))

    monkeypatch.setattr(lint.documents, "make", fails)

    assert {problem.partition(": ")[0] for problem in folder.problems()} == {
        "samples/talk/first.yml",
        "without answers",
    }
    assert all("de inkt is op" in problem for problem in folder.problems())


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["talk.nl.docx", "talk.en.docx"]),
        ("    language: nl\n", ["talk.nl.docx"]),
        ("    made for: en\n", ["talk.en.docx"]),
        ("    language: nl\n    made for: en\n", ["talk.nl.docx"]),
    ],
    ids=["both", "in Dutch", "for English readers", "Dutch for English readers"],
)
def test_a_document_has_a_template_for_each_language_it_may_be_in(folder: Folder, words: str, names: list[str]) -> None:
    folder.write("forms/talk.yml", FORM.replace("TEMPLATE", "talk.{language}.docx") + words)

    form = Library([folder.path]).load("talk")

    assert [path.name for path in template_paths(form, form.documents[0])] == names


# ---- samples -------------------------------------------------------------------------------------------------------

SAMPLES = [
    ("nam: Jan\n", "nam"),
    ("name.first: Jan\n", "name.first"),
    ("steps: bellen\n", "steps"),
    ("steps: [{stap: bellen}]\n", "stap"),
    ("steps.0.step: bellen\n", "steps.0.step"),
    (f"steps.{'9' * 900}.step: bellen\n", "steps.999"),
    ("steps: [{step: a}, {step: b}, {step: c}, {step: d}]\n", "There is room for 3"),
    ("held_on: 31-2-2026\n", "31-2-2026"),
    ("outcome: perhaps\n", "perhaps"),
    ("\tname: Jan\n", "first.yml"),
    ("name: Jan\nname: Piet\n", "name"),
    ("", "first.yml"),
]


@pytest.mark.parametrize(("sample", "found"), SAMPLES, ids=[sample[:30] for sample, _ in SAMPLES])
def test_a_sample_with_one_fault_is_told_with_its_place(folder: Folder, sample: str, found: str) -> None:
    folder.write("samples/talk/first.yml", sample)

    problems = folder.lint().problems

    assert problems
    assert any(found in problem.en for problem in problems)
    assert not any("Traceback" in problem.en for problem in problems)


def test_samples_of_every_spelling_are_found_and_nothing_else(folder: Folder) -> None:
    for name in ("second.yaml", "third.json", "notes.txt", "first.yml~"):
        folder.write(f"samples/talk/{name}", '{"name": "Jan"}' if "json" in name else "name: Jan\n")

    form = Library([folder.path]).load("talk")

    assert [path.name for path in sample_paths(form)] == ["first.yml", "second.yaml", "third.json"]
    assert folder.lint().samples == 3


def test_the_same_fault_in_two_samples_is_told_for_each(folder: Folder) -> None:
    for name in ("first", "second"):
        folder.write(f"samples/talk/{name}.yml", "held_on: ooit\n")

    assert [problem.partition(":")[0] for problem in folder.problems()] == [
        "samples/talk/first.yml",
        "samples/talk/second.yml",
    ]


# ---- folders -------------------------------------------------------------------------------------------------------


def test_a_form_that_is_not_there_is_told_with_the_nearest_name(folder: Folder) -> None:
    with pytest.raises(UnknownError, match="talk"):
        lint_form(Library([folder.path]), "talks")


def test_tips_of_another_folder_are_not_called_unused(folder: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "other")
    other.write("forms/tips.yml", TIPS + "  spare: {text: Bewaar dit | Keep this, source: [law]}\n")
    library = Library([folder.path, other.path])

    assert unused_tips(library, folder.path) == ()
    assert "spare" in unused_tips(library, other.path)


# ---- the public face -----------------------------------------------------------------------------------------------


def test_three_words_make_the_documents() -> None:
    form = formgen.load("deskundigenoordeel-werknemer")

    answers = formgen.read(form, {"question_type": "own_work", "surname": "Dam"})

    assert isinstance(form, formgen.Form)
    assert isinstance(answers, formgen.Answers)
    assert answers.missing
    for language in LANGUAGES:
        made = formgen.fill(form, answers, language)
        assert made
        assert all(isinstance(one, formgen.Made) and one.data[:2] in (b"PK", b"%P") for one in made)


def test_the_public_face_refuses_with_our_own_errors() -> None:
    form = formgen.load("deskundigenoordeel-werknemer")

    with pytest.raises(UnknownError, match="did you mean"):
        formgen.load("deskundigenoordeel-werkneemer")
    with pytest.raises(FormgenError, match="123"):
        formgen.fill(form, formgen.read(form, {"bsn": "123"}))
    assert formgen.read(form, {"nothing": "x", "": "", "talks.x.y": "z"}).wrong == ()


def test_what_the_package_says_it_has_it_has() -> None:
    assert all(hasattr(formgen, name) for name in formgen.__all__)
    assert formgen.__version__.count(".") == 2
    assert (SHIPPED / "templates").is_dir()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("privacy", "words: {}\nallowed: {}\nword: x\n", 'forms/privacy.yml, regel 3: "word" is hier geen woord'),
        ("poortwachter", "poortwachter:\n  x: {what: A | A}\n", 'forms/poortwachter.yml, regel 2: bij "x" ontbreekt'),
    ],
)
def test_a_fault_in_a_file_beside_the_form_is_told(folder: Folder, name: str, text: str, said: str) -> None:
    folder.word("Geachte {{ name }}")
    folder.write(f"forms/{name}.yml", text)

    assert folder.lint().problems[0].nl.startswith(said)
