"""The three functions of the package: load a form, read answers, fill documents."""

from datetime import date
from pathlib import Path

import pytest

import formgen
from tests.filledform import RAW, TODAY, write


def test_load_read_and_fill_are_all_one_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.setenv("FORMGEN_FOLDER", str(tmp_path))
    form = formgen.load("paper")
    answers = formgen.read(form, RAW, TODAY)

    assert [one.name for one in formgen.fill(form, answers)] == ["Şahin - aanvraag.pdf", "Şahin - brief.docx"]
    assert [one.document.name for one in formgen.fill(form, answers, "en")][-1] == "reading_copy"


def test_without_a_day_it_is_today(tmp_path: Path) -> None:
    form = write(tmp_path)
    before, read_today, after = date.today(), formgen.read(form, RAW).today, date.today()

    assert before <= read_today <= after
