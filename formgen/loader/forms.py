"""A form file to a Form, or all its faults at once."""

from dataclasses import replace
from pathlib import Path

from formgen.errors import FormFileError
from formgen.form import Form, Section
from formgen.loader import texts
from formgen.loader.afterwards import read_facts_named, read_steps
from formgen.loader.blocks import Words, entries, words
from formgen.loader.checks import read_checks
from formgen.loader.conditions import read_condition
from formgen.loader.documents import read_documents
from formgen.loader.facts import Mentions
from formgen.loader.guidance import read_facts, read_named, read_sources, read_tips
from formgen.loader.nodes import Block, Faults, Node, Scalar, read_file
from formgen.loader.options import with_papers
from formgen.loader.questions import Place, read_questions
from formgen.loader.scope import Scope
from formgen.text import LANGUAGES, Text

WORDS = (
    "form",
    "title",
    "intro",
    "languages",
    "guarded",
    "sections",
    "checks",
    "documents",
    "tips",
    "afterwards",
    "facts",
)
SECTION_WORDS = ("title", "intro", "when", "questions", "tips")

_FORM = Text("een formulier", "a form")
_SECTIONS = Text('"sections:"', '"sections:"')
_SECTION = Text('het deel "{name}"', 'the section "{name}"')
_OTHER_NAME = Text(
    '"{name}" is niet de naam van het bestand - schrijf form: {file}, of geef het bestand die naam',
    '"{name}" is not the name of the file - write form: {file}, or give the file that name',
)
_LANGUAGES = Text(
    "een formulier staat in twee talen - schrijf languages: [nl, en]",
    "a form is in two languages - write languages: [nl, en]",
)
_NO_QUESTIONS = Text(
    'het deel "{name}" heeft geen vragen - zet ze onder "questions:", of haal het deel weg',
    'the section "{name}" has no questions - put them under "questions:", or remove the section',
)
_NO_SECTIONS = Text(
    'dit formulier heeft geen delen - zet onder "sections:" ten minste één deel met vragen',
    'this form has no sections - put at least one section with questions under "sections:"',
)


def load_form(path: Path, folder: Path) -> Form:
    """The form in this file. `folder` holds forms/, templates/ and samples/, with shared questions, tips and sources.

    Raises FormFileError with every fault of the form, and of the shared files it leans on, at once.
    """
    faults = Faults()
    tree = read_file(path, folder, faults)
    scope = _scope(folder, faults)
    block = words(Mentions(scope.facts, faults).said(tree), _FORM, WORDS, faults) if tree is not None else None
    form = _form(block, scope, path, folder) if block else None
    if faults.problems or form is None:
        raise FormFileError(faults.problems)
    return form


def _form(block: Words, scope: Scope, path: Path, folder: Path) -> Form | None:
    faults = block.faults
    _check_name(block, path.stem)
    _check_languages(block)
    title = texts.read_text(block.need("title"), faults)
    intro = texts.read_text(block.node("intro"), faults)
    tips, guarded = scope.tip_names(block.scalars("tips")), block.yes("guarded")
    sections = _sections(block, scope)
    scope.settle()
    sections = tuple(
        replace(section, questions=tuple(with_papers(question, scope) for question in section.questions))
        for section in sections
    )
    checks = read_checks(block.node("checks"), scope)
    documents = read_documents(block.node("documents"), scope)
    steps, facts = read_steps(block, scope), read_facts_named(block, scope)
    scope.settle()
    if title is None or faults.problems:
        return None
    return Form(path.stem, title, sections, documents, intro, checks, tips, steps, facts, folder, guarded)


def _scope(folder: Path, faults: Faults) -> Scope:
    sources = frozenset(read_sources(folder, faults))
    facts = read_facts(folder, faults, sources)
    tips = frozenset(read_tips(folder, faults, sources, facts))
    named = read_named(folder, "shared", faults, facts)
    shared = {name: value for name, (_, value) in named.items() if isinstance(value, Block)}
    return Scope(faults, shared, tips, sources, facts)


def _check_name(block: Words, stem: str) -> None:
    name = block.needed_scalar("form")
    if name is not None and name.text != stem:
        block.faults.add(name, _OTHER_NAME.fill(name=name.text, file=stem))


def _check_languages(block: Words) -> None:
    named = tuple(scalar.text for scalar in block.scalars("languages"))
    if block.has("languages") and sorted(named) != sorted(LANGUAGES):
        block.faults.add(block.block.find("languages") or block.at, _LANGUAGES)


def _sections(block: Words, scope: Scope) -> tuple[Section, ...]:
    node = block.need("sections")
    if isinstance(node, Block) and not node.entries:
        scope.faults.add(node, _NO_SECTIONS)
    found = (_section(key, value, scope) for key, value in entries(node, _SECTIONS, scope.faults))
    return tuple(section for section in found if section is not None)


def _section(key: Scalar, value: Node, scope: Scope) -> Section | None:
    block = words(value, _SECTION.fill(name=key.text), SECTION_WORDS, scope.faults)
    if block is None:
        return None
    title = texts.read_text(block.need("title"), scope.faults)
    intro = texts.read_text(block.node("intro"), scope.faults)
    when = read_condition(block.node("when"), scope)
    tips = scope.tip_names(block.scalars("tips"))
    node = block.need("questions")
    if isinstance(node, Block) and not node.entries:
        scope.faults.add(node, _NO_QUESTIONS.fill(name=key.text))
    questions = read_questions(node, scope, Place())
    return Section(key.text, title, questions, intro, when, tips) if title else None
