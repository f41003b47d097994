"""Each sample still makes the documents that were once looked at and found good."""

from pathlib import Path

import pytest

from tests.golden import CASES, GOLDEN, LIBRARY, made_of, wanted


def test_there_are_samples() -> None:
    assert len(CASES) >= 3


@pytest.mark.parametrize(("name", "path"), CASES, ids=lambda case: getattr(case, "stem", case))
def test_documents_say_what_they_said(name: str, path: Path) -> None:
    """After a change that was meant: `make golden`, and review the difference."""
    now = wanted(name, path)

    kept = {file: file.read_text("utf-8") for file in (GOLDEN / name / path.stem).rglob("*.txt")}

    assert sorted(now) == sorted(kept)
    for file, text in now.items():
        assert text.splitlines() == kept[file].splitlines(), file


@pytest.mark.parametrize(("name", "path"), CASES, ids=lambda case: getattr(case, "stem", case))
def test_the_same_answers_give_the_same_bytes(name: str, path: Path) -> None:
    form = LIBRARY.load(name)

    assert made_of(form, path, "nl") == made_of(form, path, "nl")


def test_no_golden_document_is_left_over() -> None:
    known = {GOLDEN / name / path.stem for name, path in CASES}

    assert {path for path in GOLDEN.glob("*/*") if path.is_dir()} == known
