"""Our own templates, filled with our own samples: what docxtpl makes of them is what we make of them."""

import io
from functools import cache
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from formgen import answers, documents
from formgen.documents.word import WordTemplate, open_template
from formgen.documents.word.sandbox import FILTERS, Sandbox
from formgen.form import Document, Form
from formgen.library import SHIPPED
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from formgen.text import LANGUAGES, Language
from tests.golden import LIBRARY
from tests.test_word_equal import assert_members_equal
from tests.worddocs import members

SAMPLES = sorted((SHIPPED / "samples").glob("*/*.yml"))
DOCUMENTS = [
    (path, document, LANGUAGES[(number + turn) % 2])
    for number, path in enumerate(SAMPLES)
    for turn, document in enumerate(LIBRARY.load(path.parent.name).documents)
    if document.template.endswith(".docx")
]


def jinja() -> Environment:
    """An environment for docxtpl that knows our filters, and prints values as ours does."""
    ours = Sandbox()
    made = Environment(autoescape=True, finalize=ours.finalize, undefined=StrictUndefined)
    made.filters |= {name: ours.filters[name] for name in FILTERS}
    return made


@cache
def opened(path: Path) -> WordTemplate:
    return open_template(path.read_bytes(), path.name)


def values(form: Form, path: Path, document: Document, language: Language) -> dict[str, object]:
    file = read_answers(path.read_bytes(), path.name)
    found = answers.read(form, file.answers, file.today or ANY_DAY)
    return dict(documents._words(form, found, document.language or language, ()))


def test_there_are_samples() -> None:
    assert len(DOCUMENTS) > len(SAMPLES) > 20


@pytest.mark.parametrize(
    ("path", "document", "language"), DOCUMENTS, ids=[f"{path.stem}-{one.name}" for path, one, _ in DOCUMENTS]
)
def test_every_sample_equals_docxtpl(path: Path, document: Document, language: Language) -> None:
    form = LIBRARY.load(path.parent.name)
    template = SHIPPED / "templates" / document.template.replace("{language}", document.language or language)
    said = values(form, path, document, language)
    engine = DocxTemplate(template)
    engine.render(said, jinja(), autoescape=True)
    written = io.BytesIO()
    engine.save(written)

    made = opened(template).render(said, ANY_DAY)

    assert_members_equal(members(made), members(written.getvalue()))
