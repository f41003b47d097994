"""Doors agree: each sample through the browser, the command line, Python and a CSV row gives the same documents."""

import csv
import datetime
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

import formgen
from formgen.bulk import rows
from formgen.bulk.line import MOST_COLUMNS
from formgen.cli import run
from formgen.form import Form
from formgen.library import SHIPPED
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import AnswersFile, read_answers
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from tests.golden import CASES, LIBRARY, made_of
from tests.smallform import SECRET, fields_of

EVERY_CASE = pytest.mark.parametrize(("name", "path"), CASES, ids=lambda case: getattr(case, "stem", case))
Documents = dict[str, bytes]


def expected(name: str, path: Path) -> Documents:
    return {made.name: made.data for made in made_of(LIBRARY.load(name), path, "nl")}


def opened(path: Path) -> tuple[AnswersFile, datetime.date]:
    file = read_answers(path.read_bytes(), path.name)
    return file, file.today or ANY_DAY


@EVERY_CASE
def test_python(name: str, path: Path) -> None:
    file, today = opened(path)
    form = formgen.load(name)

    made = formgen.fill(form, formgen.read(form, file.answers, today), "nl")

    assert {one.name: one.data for one in made} == expected(name, path)


@EVERY_CASE
def test_command_line(name: str, path: Path, tmp_path: Path) -> None:
    day = opened(path)[1].isoformat()

    code = run(["fill", name, str(path), "-o", str(tmp_path), "--language", "nl", "--today", day, "--confirm-privacy"])

    assert code == 0
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == expected(name, path)


def _fits_a_row(path: Path) -> bool:
    """A case may have more answers, in the rows of its groups, than a file may have columns."""
    return len(opened(path)[0].answers) <= MOST_COLUMNS


CSV_CASES = [(name, path) for name, path in CASES if _fits_a_row(path)]


def test_nearly_every_case_fits_a_row() -> None:
    assert len(CSV_CASES) >= 0.8 * len(CASES)


@pytest.mark.parametrize(("name", "path"), CSV_CASES, ids=lambda case: getattr(case, "stem", case))
@pytest.mark.parametrize("delimiter", [";", ","])
def test_csv_row(name: str, path: Path, delimiter: str) -> None:
    """The headings are the questions' names, as in every other flat place."""
    file, today = opened(path)
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([file.answers.keys(), file.answers.values()])

    found = rows.read(written.getvalue().encode("utf-8-sig"), "cases.csv")
    (row,) = list(found)

    assert row.faults == ()
    form = LIBRARY.load(name)
    raw = dict(zip(found.headings, row.cells, strict=True))
    made = formgen.fill(form, formgen.read(form, raw, today), "nl")
    assert {one.name: one.data for one in made} == expected(name, path)


@EVERY_CASE
def test_browser(name: str, path: Path, tmp_path: Path) -> None:
    file, today = opened(path)
    noon = datetime.datetime.combine(today, datetime.time(12), datetime.UTC)
    app = create_app(Settings(data=tmp_path, secret=SECRET), folders=[SHIPPED], clock=lambda: noon, log=io.StringIO())
    form = LIBRARY.load(name)
    try:
        client = app.test_client()
        for section in form.sections:
            page = client.get(f"/{name}/{section.name}")
            if page.status_code == 200:  # a part that does not apply leads elsewhere
                sent = fields_of(page.get_data(as_text=True)) | of_section(form, section.name, file.answers)
                posted = client.post(f"/{name}/{section.name}", data=separate(form, sent) | {"_do": "next"})
                assert posted.status_code == 303, section.name
                assert not str(posted.location).endswith("#summary"), section.name
        checked = fields_of(client.get(f"/{name}/check-answers").get_data(as_text=True))
        if "texts" in checked:  # words about health: the writer ticks that the text was read again
            client.post(f"/{name}/check-answers", data=checked | {"confirmed": "yes"})
        made = {}
        for one in made_of(form, path, "nl"):
            answer = client.get(f"/{name}/your-documents/{one.document.name}")
            assert answer.status_code == 200, one.name
            made[one.name] = answer.data
    finally:
        drafts_of(app).close()
    assert made == expected(name, path)


def of_section(form: Form, section: str, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that stand on the page of this section."""
    return {name: text for name, text in answers.items() if form.section_of(name.split(".")[0]).name == section}


def separate(form: Form, sent: Mapping[str, str]) -> dict[str, str | list[str]]:
    """A choice of several is sent as several values of one name."""
    several = {question.name for question in form.questions() if question.kind == "choose any"}
    return {name: text.split(", ") if name.split(".")[-1] in several else text for name, text in sent.items()}
