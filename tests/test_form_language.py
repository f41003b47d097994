"""The page on the form language names every word and type, and its examples load."""

import re
from pathlib import Path

import pytest

from formgen.condition import VERBS
from formgen.loader import (
    afterwards,
    checks,
    documents,
    forms,
    guidance,
    load_facts,
    load_form,
    load_sources,
    load_tips,
    nodes,
)
from formgen.loader import options as options_reader
from formgen.loader import questions as questions_reader
from formgen.questions import TYPES

PAGE = (Path(__file__).parent.parent / "docs" / "form-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)

WORDS = {
    *forms.WORDS,
    *forms.SECTION_WORDS,
    *questions_reader.WORDS,
    *questions_reader.NOTICES,
    *options_reader.WORDS,
    *checks.WORDS,
    *documents.WORDS,
    *afterwards.STEP_WORDS,
    *afterwards.NAMED_WORDS,
    *guidance.SOURCE_WORDS,
    *guidance.TIP_WORDS,
    *guidance.FACT_WORDS,
    *guidance.UNITS,
    *VERBS,
    "answered",
    "not answered",
    "sum of",
    "number of",
    "today",
}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_is_explained_and_shown_in_an_example(word: str) -> None:
    assert re.search(rf"`[^`\n]*\b{word}\b[^`\n]*`", PAGE), f'"{word}" is not explained'
    shown = "\n".join(EXAMPLES) + "".join(re.findall(r"`\{[^`]*\}`|`physician`|`functional`|`none`|`use`", PAGE))
    assert re.search(rf"\b{word}\b", shown), f'"{word}" is in no example'


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_question_is_explained(kind: str) -> None:
    assert f"| `{kind}` |" in PAGE


def test_no_type_is_explained_that_is_not_there() -> None:
    table = PAGE.partition("## The types of question")[2].partition("\n\nDates:")[0]
    assert sorted(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)) == sorted(TYPES)


def write_others(folder: Path) -> None:
    """The files beside the forms, as the page shows them."""
    (folder / "forms").mkdir()
    for name, text in zip(("shared", "sources", "tips", "facts"), EXAMPLES[1:], strict=True):
        assert text.startswith(f"{name}:")
        (folder / "forms" / f"{name}.yml").write_text(text, encoding="utf-8")


def test_the_whole_form_loads(tmp_path: Path) -> None:
    write_others(tmp_path)
    path = tmp_path / "forms" / "example.yml"
    path.write_text(EXAMPLES[0], encoding="utf-8")
    form = load_form(path, tmp_path)
    assert form.name == "example"
    assert len(form.documents) == 2


def test_the_files_beside_the_forms_load(tmp_path: Path) -> None:
    write_others(tmp_path)
    assert list(load_sources(tmp_path)) == ["uwv_page"]
    assert list(load_tips(tmp_path)) == ["not_binding"]
    assert list(load_facts(tmp_path)) == ["waiting_period", "many_hours", "cost_employee"]


@pytest.mark.parametrize("condition", re.findall(r"`(\{[a-z_ .]+: [^`]+\})`", PAGE))
def test_every_condition_on_the_page_is_yaml(condition: str) -> None:
    tree, problems = nodes.parse(condition.encode(), "page")
    assert isinstance(tree, nodes.Block)
    assert not problems
