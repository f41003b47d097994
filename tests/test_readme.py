"""The README runs: every command in it is executed and compared, and nothing that exists is missing from it."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import docx
import pytest

import formgen
from formgen.cli import formgen as commands
from formgen.cli import run
from formgen.lint import PDF_NAMES, WORD_NAMES
from formgen.loader import afterwards, checks, documents, forms, guidance, milestones, options, privacy, questions
from formgen.questions import TYPES
from tests.measures import ROOT, modules

README = (ROOT / "README.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`(mine/[\w/.-]+)`")


def consoles() -> list[str]:
    return [text for kind, text in BLOCK.findall(README) if kind == "console"]


def steps(console: str) -> list[tuple[str, str]]:
    """Each command of a block with the output under it."""
    parts = re.split(r"^\$ (.*)\n", console, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An empty folder with the README's own files in it, and the repository's beside them."""
    for name in ("samples", "templates", "forms"):
        (tmp_path / name).symlink_to(ROOT / name)
    end = 0
    for block in BLOCK.finditer(README):
        named = FILE.findall(README[end : block.start()])
        end = block.end()
        if named and block[1] in ("yaml", "docx"):
            path = tmp_path / named[-1]
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, block[2])
    return tmp_path


def _write(path: Path, text: str) -> None:
    if path.suffix != ".docx":
        path.write_text(text, "utf-8")
        return
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))


def _printed(command: str) -> str:
    """What a command prints, both streams in the order of the screen; ours run in this process, which is faster."""
    if not command.startswith("formgen "):
        return subprocess.run(command, shell=True, text=True, capture_output=True, check=True).stdout
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        run(shlex.split(command)[1:])
    return screen.getvalue()


def _matches(expected: str, printed: str) -> bool:
    """`...` in the README stands for any text."""
    pattern = re.escape(expected.strip()).replace(re.escape("..."), ".*")
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


@pytest.mark.parametrize("console", consoles(), ids=lambda console: console.splitlines()[0][2:40])
def test_every_command_prints_what_the_readme_says(console: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    monkeypatch.setenv("FORMGEN_LANGUAGE", "nl" if console == consoles()[0] else "en")  # the first block sets it
    for command, expected in steps(console):
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            monkeypatch.setenv(name, value)
            continue
        printed = _printed(command)
        assert _matches(expected, printed), f"$ {command}\n{printed}"


def test_the_readme_example_in_python_runs(desk: Path) -> None:
    (text,) = [text for kind, text in BLOCK.findall(README) if kind == "python"]

    ran = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True, cwd=desk)

    assert ran.stdout.startswith("True [")
    assert "CONCEPT" in ran.stdout


def test_there_are_commands() -> None:
    assert sum(len(steps(console)) for console in consoles()) >= 10


@pytest.mark.parametrize(
    "name", [*commands.commands, *(f"template {name}" for name in commands.commands["template"].commands)]
)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"formgen {name}" in README


WORDS = {
    "form": forms.WORDS,
    "section: one page": forms.SECTION_WORDS,
    "question": questions.WORDS,
    "option": options.WORDS,
    "check": checks.WORDS,
    "document": documents.WORDS,
    "afterwards: a step": afterwards.STEP_WORDS,
    "facts: an amount or term": afterwards.NAMED_WORDS,
    "tips.yml": guidance.TIP_WORDS,
    "sources.yml": guidance.SOURCE_WORDS,
    "facts.yml": guidance.FACT_WORDS,
    "poortwachter.yml": milestones.MILESTONE_WORDS,
    "privacy.yml": (*privacy.FILE_WORDS, *privacy.PRIVACY_WORDS),
}


@pytest.mark.parametrize("where", WORDS)
def test_every_word_of_a_form_is_in_the_readme_and_no_other(where: str) -> None:
    (row,) = re.findall(rf"^\| {re.escape(where)} \| (.*) \|$", README, re.MULTILINE)

    assert set(re.findall(r"`([^`]+)`", row)) == set(WORDS[where])


def test_every_type_of_question_is_in_the_readme() -> None:
    paragraph = README[README.index("**Types of question:**") :].split("\n\n")[0].replace("\n", " ")

    assert set(re.findall(r"`([^`]+)`", paragraph)) == set(TYPES)


def test_every_name_for_a_template_is_in_the_readme() -> None:
    paragraph = README[README.index("**In a Word template**") :].split("\n\n")[0]

    assert {f"`{name}`" for name in WORD_NAMES | PDF_NAMES} <= set(re.findall(r"`[^`]+`", paragraph))


def test_every_setting_is_in_the_readme() -> None:
    used = {name for module in modules() for name in re.findall(r"\bFORMGEN_[A-Z_]+\b", module.text)}

    assert set(re.findall(r"FORMGEN_[A-Z_]+", README[README.index("## Settings") : README.index("## For dev")])) == used


def test_every_make_target_is_in_the_readme() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert [target for target in targets if f"make {target}" not in README] == []


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_file_named_among_the_stops_exists() -> None:
    stops = README[README.index("Five stops") : README.index("### How it is built")]

    assert len(re.findall(r"^\d\. ", stops, re.MULTILINE)) == 5
    assert (ROOT / "formgen/questions/dates.py").exists()
    assert (ROOT / "templates/source/application.py").exists()
    assert (ROOT / "templates/source/boxes.py").exists()


def test_the_cells_of_a_box_are_where_the_stops_say() -> None:
    assert "`CELLS` in `asked.py`" in README
    assert re.search(r"^CELLS\b.*=", (ROOT / "templates/source/asked.py").read_text("utf-8"), re.MULTILINE)


def test_changelog_starts_with_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

    assert re.findall(r"^## (\S+)", CHANGELOG, re.MULTILINE)[0] == version
    assert formgen.__version__ == version


def test_vendored_files_are_listed_with_their_licence() -> None:
    table = README[README.index("### Files of others") :]

    web = "formgen/web/static"
    for path in ("formgen/documents/pdf/liberation", f"{web}/fonts", f"{web}/vendor", "tests/vendor/axe.min.js"):
        assert path in table
        assert (ROOT / path).exists()
