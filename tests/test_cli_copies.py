"""What `formgen fill` takes and gives besides answers and clean documents: working copies, and PDFs of Word."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from formgen.cli import run
from formgen.documents import conversion, workingcopy
from tests.smallform import ABOUT_YOU, SMALL, TALKS, write_folder

Say = Callable[..., tuple[int, list[str], str]]
ANSWERS = {**ABOUT_YOU, **TALKS, "why_none": "blijft bewaard"}


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Runs `formgen fill small` in a folder of its own; gives the exit code, the files and the sentences."""
    write_folder(tmp_path, SMALL)
    monkeypatch.setenv("FORMGEN_FOLDER", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    Path("answers.json").write_text(json.dumps(ANSWERS), "utf-8")

    def ran(
        *args: str, form: str = "small", answers: str = "answers.json", out: str = "out"
    ) -> tuple[int, list[str], str]:
        code = run(("fill", form, answers, "-o", out, "--today", "2026-11-23", *args))
        said = capsys.readouterr()
        return code, [line.removeprefix(f"{out}/") for line in said.out.splitlines()], said.err

    return ran


def test_working_copies_come_in_the_place_of_clean_ones_with_the_answers_beside_them(say: Say) -> None:
    code, files, _ = say("--working-copy")

    assert code == 0
    assert files == ["Şahin - aanvraag klein - werkkopie.docx", "Kopie - werkkopie.docx", "small - antwoorden.json"]
    for name in files:
        assert workingcopy.unpack(Path("out", name).read_bytes()) == ("small", ANSWERS)


def test_their_names_follow_the_language(say: Say) -> None:
    _, files, _ = say("--working-copy", "--language", "en")

    assert files[-2:] == ["Copy - working copy.docx", "small - answers.json"]


@pytest.mark.parametrize("name", ["Şahin - aanvraag klein - werkkopie.docx", "small - antwoorden.json"])
def test_one_goes_on_from_a_working_copy(say: Say, name: str) -> None:
    say("--working-copy")
    code, files, _ = say(answers=f"out/{name}", out="again")
    _, clean, _ = say(out="clean")

    assert code == 0
    assert [Path("again", one).read_bytes() for one in files] == [Path("clean", one).read_bytes() for one in clean]


def test_a_clean_copy_holds_no_answers_and_says_so(say: Say) -> None:
    _, files, _ = say()
    with zipfile.ZipFile(io.BytesIO(Path("out", files[0]).read_bytes())) as archive:
        assert not [name for name in archive.namelist() if b"blijft bewaard" in archive.read(name)]

    code, _, said = say(answers=f"out/{files[0]}")

    assert code == 2
    assert "in dit bestand zitten geen antwoorden" in said


def test_answers_of_another_form_are_refused_by_name(say: Say) -> None:
    say("--working-copy")

    code, files, said = say(form="plan-van-aanpak-spoor-2", answers="out/Kopie - werkkopie.docx", out="other")

    assert (code, files) == (2, [])
    assert 'antwoorden van het formulier "small", niet van "plan-van-aanpak-spoor-2"' in said


def test_a_file_that_only_looks_like_one_is_a_sentence(say: Say) -> None:
    Path("odd.docx").write_bytes(b"PK\x03\x04nonsense")
    Path("odd.pdf").write_bytes(b"%PDF-1.7 nonsense")

    for name in ("odd.docx", "odd.pdf"):
        code, files, said = say(answers=name)
        assert (code, files) == (2, [])
        assert name in said


def test_pdf_comes_after_word(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "pdfs", lambda documents: tuple(b"%PDF" for _ in documents))

    code, files, _ = say("--pdf")

    assert code == 0
    assert files == ["Şahin - aanvraag klein.docx", "Kopie.docx", "Şahin - aanvraag klein.pdf", "Kopie.pdf"]
    assert Path("out/Kopie.pdf").read_bytes() == b"%PDF"


def test_without_libreoffice_word_is_there_and_a_sentence_says_what_to_do(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "")

    code, files, said = say("--pdf")

    assert code == 2
    assert files == ["Şahin - aanvraag klein.docx", "Kopie.docx"]
    assert "apt install libreoffice-writer" in said
    assert sorted(path.name for path in Path("out").iterdir()) == sorted(files)
