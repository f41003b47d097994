"""The example per form: every question has a column, the explanation is no row, and the file can be read by us."""

import io

import openpyxl
import pytest

from formgen.bulk import example
from formgen.bulk import rows as bulk_rows
from formgen.bulk.headings import all_names, match
from formgen.text import LANGUAGES, Language
from tests.golden import LIBRARY

FORMS = LIBRARY.names()


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_question_has_a_column_that_we_know(name: str, language: Language, ending: str) -> None:
    form = LIBRARY.load(name)

    read = bulk_rows.read(example.WRITERS[ending](form, language), f"x.{ending}")

    columns = match(form, read.headings)
    assert set(all_names(form)) <= set(columns.names)
    assert (columns.ignored, columns.doubled, dict(columns.unsure), read.faults) == ((), (), {}, ())
    (row,) = read
    assert row.cells[0].startswith("# ")
    assert all(cell.strip() for cell in row.cells)


@pytest.mark.parametrize("name", FORMS)
def test_a_workbook_offers_the_choices_and_keeps_zeros(name: str) -> None:
    form = LIBRARY.load(name)
    book = openpyxl.load_workbook(io.BytesIO(example.written_xlsx(form, "nl")))
    sheet = book.worksheets[0]

    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert any("ja,nee" in text for text in lists)
    assert len(lists) > 3
    assert sheet.column_dimensions["A"].width
    assert sheet["A3"].number_format in ("@", "General")
    assert sheet.freeze_panes == "A2"


def test_an_optional_question_says_so_and_a_choice_explains_itself() -> None:
    form = LIBRARY.load("plan-van-aanpak-spoor-2")
    known = {column.heading: column for column in example.columns(form, "en")}

    assert known["city"].optional
    assert not known["surname"].optional
    assert "yes = Yes" in known["labour_report"].explanation
    assert known["labour_report"].choices == ("yes", "planned", "no")
    assert known["agency_criteria"].choices == ()  # several may be chosen: a list of one would be wrong
    assert known["track1_jobs.2.track1_job"].optional
    assert {"_language", "_confirm_privacy"} <= set(known)


def test_only_a_form_that_an_employer_writes_asks_to_confirm_words_about_health() -> None:
    known = {column.heading for column in example.columns(LIBRARY.load("deskundigenoordeel-werknemer"), "nl")}

    assert "_confirm_privacy" not in known
