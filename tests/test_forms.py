"""Every form, template and sample we ship is a case: it loads, it fits, and it says everything in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.documents.pdf import open_template as open_pdf
from formgen.documents.word import open_template as open_word
from formgen.form import Document, Form
from formgen.lint import lint_form, misfits, template_paths
from formgen.loader import load_facts, load_sources, load_tips
from formgen.questions import TYPES
from formgen.text import Text
from tests.golden import CASES, FILLED, LIBRARY, made_of
from tests.measures import ROOT

FORMS = [LIBRARY.load(name) for name in LIBRARY.names()]
TEMPLATES = [
    (form, document, path) for form in FORMS for document in form.documents for path in template_paths(form, document)
]
EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def test_there_are_forms_templates_and_samples() -> None:
    assert FORMS
    assert len(TEMPLATES) >= 9
    assert len(CASES) >= 3
    assert {name for name, _ in CASES} == {form.name for form in FORMS}, "every form has a sample"


@EVERY_FORM
def test_lint_finds_nothing(form: Form) -> None:
    assert [problem.en for problem in lint_form(LIBRARY, form.name).problems] == []


@EVERY_FORM
def test_every_text_is_there_in_both_languages(form: Form) -> None:
    for text in _texts(form):
        assert text.nl.strip()
        assert text.en.strip()


def _texts(form: Form) -> Iterator[Text]:
    yield form.title
    for section in form.sections:
        yield section.title
    for question in form.questions():
        yield question.ask
        yield from (option.label for option in question.options)
        yield from (suggestion.text for suggestion in question.suggest)
    yield from (check.sentence for check in form.checks)
    for document in form.documents:
        yield from (document.title, document.purpose)


@EVERY_FORM
def test_every_question_has_a_type(form: Form) -> None:
    assert [question.name for question in form.questions() if not question.repeats and question.kind not in TYPES] == []


@EVERY_FORM
def test_every_name_is_plain(form: Form) -> None:
    """A name is an HTML input, a CSV heading, a Word placeholder and a PDF field alike."""
    assert [question.name for question in form.questions() if not question.name.isidentifier()] == []


@EVERY_FORM
def test_every_tip_has_a_source_or_says_it_has_none(form: Form) -> None:
    tips, sources = load_tips(form.folder), load_sources(form.folder)

    assert {key for tip in tips.values() for key in tip.sources} <= set(sources)
    assert [name for name, tip in tips.items() if not tip.sources and not tip.unconfirmed] == []


@EVERY_FORM
def test_every_fact_has_a_dated_source_or_is_our_own_choice(form: Form) -> None:
    facts, sources = load_facts(form.folder), load_sources(form.folder)

    assert {fact.source for fact in facts.values() if fact.source} <= set(sources)
    assert [name for name, fact in facts.items() if not fact.source and not fact.unconfirmed] == []
    assert [name for name, fact in facts.items() if fact.source and fact.valid_from is None] == []


@pytest.mark.parametrize(("form", "document", "path"), TEMPLATES, ids=lambda case: getattr(case, "name", "form"))
def test_every_template_asks_only_what_its_form_knows(form: Form, document: Document, path: Path) -> None:
    opened = (open_word if path.suffix == ".docx" else open_pdf)(path.read_bytes(), path.name)

    assert misfits(opened, form, document.fields) == ()


@pytest.mark.parametrize(("name", "path"), FILLED, ids=lambda case: getattr(case, "stem", case))
def test_every_sample_makes_documents_with_safe_names(name: str, path: Path) -> None:
    made = made_of(LIBRARY.load(name), path, "nl")

    assert made
    assert len({one.name.casefold() for one in made}) == len(made)
    for one in made:
        assert Path(one.name).name == one.name
        assert len(one.name.encode()) <= 255


def test_no_template_is_left_over() -> None:
    """Each Word and PDF file among the templates is used by a form."""
    kept = {path for path in (ROOT / "templates").glob("*") if path.suffix in (".docx", ".pdf")}

    assert kept == {path for _, _, path in TEMPLATES}
