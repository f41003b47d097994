"""Mistakes in a form file: change a line, and expect these sentences. The table is formmistakes.txt."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from formgen.errors import FormFileError, Problem
from formgen.loader import load_form, nodes
from tests import trialform

TABLE = Path(__file__).with_name("formmistakes.txt")


@dataclass(frozen=True)
class Mistake:
    """One change to the trial form, and what is said about it."""

    old: str
    new: str
    says: tuple[str, ...]
    more: int


def mistakes() -> list[Mistake]:
    """The blocks of the table."""
    blocks = TABLE.read_text(encoding="utf-8").split("\n\n")[1:]
    return [_mistake(block.strip("\n").split("\n")) for block in blocks]


def _mistake(lines: list[str]) -> Mistake:
    more = [int(line.split()[1]) for line in lines if line.startswith("and ")]
    return Mistake(
        "\n".join(line[2:] for line in lines if line.startswith("- ")),
        "\n".join(line[2:] for line in lines if line.startswith("+ ")),
        tuple(line for line in lines if re.match(r"\d+ (nl|en): ", line)),
        more[0] if more else 0,
    )


def problems(folder: Path, form: str) -> tuple[Problem, ...]:
    path = trialform.write(folder, form)
    with pytest.raises(FormFileError) as caught:
        load_form(path, folder)
    return caught.value.problems


def said(found: tuple[Problem, ...]) -> list[str]:
    return [f"{p.line} {lang}: {p.sentence[lang]}" for p in found for lang in ("nl", "en")]  # type: ignore[index]


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: mistake.new.strip()[:50])
def test_a_mistake_is_said_with_its_line(tmp_path: Path, mistake: Mistake) -> None:
    assert mistake.old in trialform.FORM
    found = problems(tmp_path, trialform.FORM.replace(mistake.old, mistake.new, 1))
    assert said(found)[: len(mistake.says)] == list(mistake.says)
    assert len(found) == len(mistake.says) // 2 + mistake.more
    assert {problem.file for problem in found} == {"forms/proef.yml"}


def test_there_are_many_mistakes_in_the_table() -> None:
    assert len(mistakes()) >= 150
    assert all(mistake.says and mistake.old and mistake.new for mistake in mistakes())


def test_every_sentence_says_what_to_do() -> None:
    assert all(" - " in sentence for mistake in mistakes() for sentence in mistake.says)


def test_no_sentence_calls_anything_invalid() -> None:
    text = TABLE.read_text(encoding="utf-8").lower()
    assert not re.search(r"\b(ongeldige?|invalid|helaas|sorry)\b|!$", text, re.MULTILINE)


def test_all_mistakes_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    form = (
        trialform.FORM.replace("tips: [keep_calm]", "tips: [keep_clam]", 1)
        .replace("type: yes or no", "type: yesno", 1)
        .replace("at: recovered_on", "at: recoverd_on", 1)
        .replace("audience: physician", "audience: doctor", 1)
    )
    found = problems(tmp_path, form)
    assert [problem.line for problem in found] == [7, 29, 75, 97]


def test_the_error_itself_reads_as_one_line_per_problem(tmp_path: Path) -> None:
    form = trialform.FORM.replace("type: yes or no", "type: yesno", 1)
    path = trialform.write(tmp_path, form)
    with pytest.raises(FormFileError) as caught:
        load_form(path, tmp_path)
    assert str(caught.value) == ('forms/proef.yml, line 29: "yesno" is no type of question - did you mean "yes or no"?')
    assert caught.value.sentence.nl == (
        'forms/proef.yml, regel 29: "yesno" is geen type vraag - bedoelt u "yes or no"?'
    )


@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_an_escape_that_stands_for_no_character(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parser: str) -> None:
    """The two parsers find it at another moment; both times it is one sentence with what to do."""
    monkeypatch.setattr(nodes, "_PARSER", getattr(nodes.yaml, parser))
    form = trialform.FORM.replace("title: Proefformulier | Trial form", 'title: "\\UFFFFFFFF | Trial form"')
    (problem,) = problems(tmp_path, form)

    assert any(words in problem.sentence.nl for words in ('schrijf "\\\\"', "vergelijk het met een formulier"))
    assert problem.file == "forms/proef.yml"
