"""The house style, held by tests: sizes, first lines, names, imports and words."""

import ast
import re
import sys
from collections.abc import Iterator
from statistics import median

import pytest

from formgen.lint import tips_of
from formgen.text import LANGUAGES
from tests.golden import LIBRARY
from tests.measures import ROOT, Module, length, modules, statements

MODULES = modules()
EVERY_MODULE = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
EVERY_SOURCE = pytest.mark.parametrize(
    "module", [*MODULES, *modules("templates/source")], ids=lambda module: module.name
)
VAGUE = {"utils", "helpers", "common", "core", "models", "types", "misc", "base"}
VAGUE_CLASS = re.compile(r"(Manager|Handler|Service|Helper|Util)s?$")
# What never reaches a reader: words that only mean something to whoever wrote the code, and words that scold.
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
UNKIND = re.compile(r"\b(helaas|ongeldig\w*|invalid|unfortunately|oops)\b|[\w\")]!(\s|$)", re.IGNORECASE)


def test_there_are_modules() -> None:
    assert len(MODULES) > 20


@EVERY_SOURCE
def test_module_fits(module: Module) -> None:
    assert module.lines <= 400


@EVERY_SOURCE
def test_functions_fit(module: Module) -> None:
    assert {function.name: length(function) for function in module.functions() if length(function) > 40} == {}


def test_half_of_everything_is_small() -> None:
    assert median(module.lines for module in MODULES) <= 150
    assert median(length(function) for module in MODULES for function in module.functions()) <= 7


def test_there_are_more_tests_than_code() -> None:
    assert statements("tests") / statements("formgen") >= 1.2


@EVERY_SOURCE
def test_first_line_says_what_the_module_is_for(module: Module) -> None:
    said = ast.get_docstring(module.tree)

    assert said
    assert said.splitlines()[0].endswith((".", ":", "?")), "one sentence, on one line"


@EVERY_SOURCE
def test_nothing_is_imported_late(module: Module) -> None:
    late = [
        node.lineno
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == []


@EVERY_MODULE
def test_names_say_something(module: Module) -> None:
    assert module.path.stem not in VAGUE
    if module.path.parent.name == "formgen":  # deeper down the package says whose name it is
        assert module.path.stem.startswith("__") or module.path.stem not in sys.stdlib_module_names
    assert not [function.name for function in module.functions() if function.name.startswith("get_")]
    classes = [node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    assert not [name for name in classes if VAGUE_CLASS.search(name)]


@EVERY_SOURCE
def test_nothing_is_left_for_later(module: Module) -> None:
    assert not UNFINISHED.search(module.text)


def _texts(module: Module) -> Iterator[tuple[str, str]]:
    """The Dutch and English of every text written out in the code."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            said = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if len(said) == 2:
                yield said[0], said[1]


@EVERY_MODULE
def test_sentences_are_kind(module: Module) -> None:
    assert [text for pair in _texts(module) for text in pair if UNKIND.search(text)] == []


@EVERY_MODULE
def test_both_languages_fill_the_same_blanks(module: Module) -> None:
    def blanks(text: str) -> set[str]:
        return set(re.findall(r"(?<!\{)\{(\w+)\}", text))

    assert [nl for nl, en in _texts(module) if blanks(nl) != blanks(en)] == []


@pytest.mark.parametrize("name", LIBRARY.names())
def test_forms_are_kind_too(name: str) -> None:
    form = LIBRARY.load(name)
    said = [
        form.title,
        form.intro,
        *(section.title for section in form.sections),
        *(check.sentence for check in form.checks),
    ]
    said += [text for question in form.questions() for text in (question.ask, question.hint)]

    assert [text[language] for text in said if text for language in LANGUAGES if UNKIND.search(text[language])] == []


@pytest.mark.parametrize("name", LIBRARY.names())
def test_forms_show_tips(name: str) -> None:
    assert list(tips_of(LIBRARY.load(name)))


def test_public_face_is_small() -> None:
    public = (ROOT / "formgen" / "__init__.py").read_text("utf-8")

    assert '__all__ = ["Answers", "Form", "Made", "__version__", "fill", "load", "read"]' in public


def test_only_the_loader_reads_yaml() -> None:
    for module in MODULES:
        if "loader" not in module.path.parts:
            assert not re.search(r"^\s*(import yaml|from yaml)", module.text, re.MULTILINE), module.name
