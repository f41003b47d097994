"""Doors agree: each sample through the browser, the command line, Python and a CSV row gives the same documents."""

import csv
import datetime
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import formgen
from formgen import documents
from formgen.bulk import rows
from formgen.bulk.line import MOST_COLUMNS
from formgen.cli import run
from formgen.documents import Made
from formgen.errors import PrivacyError
from formgen.form import Form
from formgen.guidance import privacy
from formgen.library import SHIPPED
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import AnswersFile, read_answers
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from tests.golden import CASES, LIBRARY, answers_of
from tests.smallform import SECRET, fields_of

EVERY_CASE = pytest.mark.parametrize(("name", "path"), CASES, ids=lambda case: getattr(case, "stem", case))
Documents = dict[str, bytes]


def made_of(name: str, path: Path) -> tuple[Made, ...]:
    """The documents as the engines make them; words about health are for the doors to ask about."""
    form = LIBRARY.load(name)
    return documents.fill(form, answers_of(form, path), "nl")


def expected(name: str, path: Path) -> Documents:
    return {made.name: made.data for made in made_of(name, path)}


def opened(path: Path) -> tuple[AnswersFile, datetime.date]:
    file = read_answers(path.read_bytes(), path.name)
    return file, file.today or ANY_DAY


def by_python(form: Form, raw: Mapping[str, str], today: datetime.date) -> Documents:
    """The documents by the three functions of the package, whatever there is to confirm being confirmed."""
    found = formgen.read(form, raw, today)
    return {one.name: one.data for one in formgen.fill(form, found, "nl", confirmed=privacy.to_confirm(found))}


@EVERY_CASE
def test_python(name: str, path: Path) -> None:
    file, today = opened(path)
    form = formgen.load(name)

    assert by_python(form, file.answers, today) == expected(name, path)


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
    assert by_python(form, raw, today) == expected(name, path)


@EVERY_CASE
def test_api(name: str, path: Path, tmp_path: Path) -> None:
    """All documents but the physician's come in one ZIP; that one by itself."""
    file, today = opened(path)
    noon = datetime.datetime.combine(today, datetime.time(12), datetime.UTC)
    app = create_app(Settings(data=tmp_path, secret=SECRET), folders=[SHIPPED], clock=lambda: noon, log=io.StringIO())
    client, address = app.test_client(), f"/api/forms/{name}"
    try:
        confirm = client.post(f"{address}/check", json={"answers": dict(file.answers)}).get_json()["privacy"]["confirm"]
        body = {"answers": dict(file.answers), "language": "nl", "confirmed": confirm}
        answer = client.post(f"{address}/documents", json=body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            made = {member: archive.read(member) for member in archive.namelist() if member != "manifest.csv"}
        for one in made_of(name, path):
            if one.document.audience == "physician":
                made[one.name] = client.post(f"{address}/documents", json=body | {"only": one.document.name}).data
    finally:
        drafts_of(app).close()
    assert made == expected(name, path)


@pytest.mark.parametrize("name", ["deskundigenoordeel-werkgever"])
def test_no_door_opens_before_words_about_health_are_confirmed(name: str, tmp_path: Path) -> None:
    path = next(path for case, path in CASES if case == name and path.stem == "case-3-medische-woorden")
    file, today = opened(path)
    noon = datetime.datetime.combine(today, datetime.time(12), datetime.UTC)
    found = formgen.read(formgen.load(name), file.answers, today)
    with pytest.raises(PrivacyError) as refused:
        formgen.fill(found.form, found)
    assert refused.value.texts == privacy.to_confirm(found) != ""

    assert run(["fill", name, str(path), "-o", str(tmp_path / "out"), "--today", today.isoformat()]) == 2
    assert not (tmp_path / "out").exists()

    app = create_app(Settings(data=tmp_path, secret=SECRET), folders=[SHIPPED], clock=lambda: noon, log=io.StringIO())
    try:
        answer = app.test_client().post(f"/api/forms/{name}/documents", json={"answers": dict(file.answers)})
    finally:
        drafts_of(app).close()
    assert answer.status_code == 409
    assert answer.get_json()["confirm"] == refused.value.texts
    hits = [(one["question"], one["word"]) for one in answer.get_json()["hits"]]
    assert hits == [(one.question, one.word) for one in refused.value.disclosures]


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
        for one in made_of(name, path):
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
