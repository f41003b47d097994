"""Bulk jobs for programs: a file in, progress, faults and documents out; nobody else's, and every fault a problem."""

import errno
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from formgen.api import bulk as api_bulk
from formgen.api import counter, wish
from formgen.bulk.bench import Bench
from formgen.bulk.work import owner, work
from formgen.documents import conversion
from formgen.library import Library
from formgen.store.jobs import Jobs
from formgen.web.bulk import bench_of
from tests.bulkbench import RIGHT, people, rows_csv
from tests.smallform import NOON, House, house
from tests.test_api import problem

API = "/api/bulk"
WRONG = {**RIGHT, "surname": "Bakker", "born": "31-2-1980"}
FILE = rows_csv(
    [{**RIGHT, "Afdeling": "Zorg"}, {**WRONG, "Afdeling": "Inkoop"}, {**RIGHT, "needs": "", "Afdeling": ""}]
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("apibulk")) as running:
        yield running


@pytest.fixture
def client(service: House) -> FlaskClient:
    """A program on the same machine."""
    return service.app.test_client()


def send(client: FlaskClient, data: bytes = FILE, **fields: object) -> TestResponse:
    given = MultiDict([("form", "small"), ("file", (io.BytesIO(data), "/home/hr/staff.csv"))])
    for field, value in fields.items():
        given.setlist(field, value if isinstance(value, list) else [value])  # type: ignore[list-item]
    return client.post(API, data=given, content_type="multipart/form-data")


def sent(client: FlaskClient, data: bytes = FILE, **fields: object) -> str:
    """The address of a job of this file."""
    answer = send(client, data, **fields)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.headers["Location"]


def run(service: House) -> Bench:
    """Let a worker do all that waits."""
    bench = bench_of(service.app)
    work(bench, lambda: not bench.jobs.waiting(), owner(), lambda seconds: None)
    return bench


def ready(service: House, client: FlaskClient, data: bytes = FILE, **fields: object) -> str:
    """The address of a job that is done."""
    address = sent(client, data, **fields)
    run(service)
    assert client.get(address).get_json()["state"] == "done"
    return address


def members(answer: TestResponse) -> Mapping[str, bytes]:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ---- from file to documents ------------------------------------------------------------------------------------------


def test_a_file_is_sent_made_and_taken_along(service: House, client: FlaskClient) -> None:
    answer = send(client, language="en")
    said = answer.get_json()
    address = answer.headers["Location"]
    assert answer.status_code == 201
    assert address == f"{API}/{said['job']}"
    assert (said["phase"], said["state"], said["rows"], said["done"]) == ("make", "running", 3, 0)
    assert {"heading": "Afdeling", "question": None} in said["columns"]
    assert 'These columns go into no document: "Afdeling".' in said["notes"]

    run(service)
    said = client.get(address).get_json()
    assert (said["state"], said["done"], said["failed"]) == ("done", 3, 1)
    assert {status: count for status, count in said["counts"].items() if count} == {
        "complete": 1,
        "concept": 1,
        "wrong": 1,
    }

    made = members(client.get(said["links"]["documents.zip"]))
    assert "2 Jansen - small application.docx" in made
    assert list(made)[-1] == "manifest.csv"
    report = client.get(said["links"]["report"])
    assert "staff - report.csv" in list(made)
    assert report.data == made["staff - report.csv"]
    assert "not made: not right yet" in report.get_data(as_text=True)
    assert "staff%20-%20report.csv" in report.headers["Content-Disposition"]


def test_the_faults_are_told_per_line(service: House, client: FlaskClient) -> None:
    address = ready(service, client)

    said = client.get(f"{address}/rows?language=en").get_json()

    assert said["next"] is None
    (row,) = said["rows"]
    assert (row["line"], row["status"], row["said"]) == (3, "wrong", "not made: not right yet")
    assert [(fault["column"], fault["typed"]) for fault in row["faults"]] == [("born", "31-2-1980")]
    assert "does not exist" in row["faults"][0]["sentence"]
    assert [row["line"] for row in client.get(f"{address}/rows?show=all").get_json()["rows"]] == [2, 3, 4]


def test_rows_come_in_pages(service: House, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_bulk, "SHOWN", 4)
    address = ready(service, client, rows_csv([{**one, "born": "x"} for one in people(10)]), do="check")
    lines: list[int] = []
    pages = 0
    following: str | None = f"{address}/rows?show=all"
    while following:
        said = client.get(following).get_json()
        lines += [row["line"] for row in said["rows"]]
        following, pages = said["next"], pages + 1

    assert lines == list(range(2, 12))
    assert pages == 3
    assert len(client.get(f"{address}/rows?after=8").get_json()["rows"]) == 1
    assert len(client.get(f"{address}/rows?after=x").get_json()["rows"]) == 4


def test_a_check_comes_first_when_asked_for(service: House, client: FlaskClient) -> None:
    address = ready(service, client, do="check", language="en")
    problem(client.get(f"{address}/documents.zip"), 409, "not-now")
    assert "will be a DRAFT" in client.get(f"{address}/report").get_data(as_text=True)

    answer = client.post(f"{address}/make", data={"formats": "word", "name": "{surname} {row}", "only": "letter"})
    assert answer.status_code == 202
    assert answer.get_json()["phase"] == "make"
    problem(client.post(f"{address}/make"), 409, "not-now")
    run(service)

    names = [name for name in members(client.get(f"{address}/documents.zip")) if name.endswith(".docx")]
    assert names[0] == "Jansen 2 - Letter.docx"
    assert len(names) == 2


def test_wishes_are_those_of_the_pages(service: House, client: FlaskClient) -> None:
    address = ready(service, client, folders="row", name="{surname}", only=["letter", "copy"], formats="word,pdf")

    names = list(members(client.get(f"{address}/documents.zip")))

    assert "Jansen/Jansen - aanvraag klein.docx" in names
    assert len([name for name in names if name.endswith(".docx")]) == 4


def test_columns_can_be_mapped(service: House, client: FlaskClient) -> None:
    data = FILE.replace(b"surname", b"Wie")
    address = ready(service, client, data, column=["Wie=surname", "Afdeling="])

    columns = {one["heading"]: one["question"] for one in client.get(address).get_json()["columns"]}
    assert (columns["Wie"], columns["Afdeling"]) == ("surname", None)
    assert client.get(address).get_json()["counts"]["complete"] == 1


def test_the_report_that_is_sent_again_makes_the_mended_rows_only(service: House, client: FlaskClient) -> None:
    address = ready(service, client)
    mended = client.get(f"{address}/report").data.replace(b"31-2-1980", b"28-2-1980")

    counts = client.get(ready(service, client, mended)).get_json()["counts"]

    assert (counts["before"], counts["complete"], counts["wrong"]) == (2, 1, 0)


def test_pdf_by_conversion_is_a_wish_like_the_others(
    service: House, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "soffice")
    monkeypatch.setattr(conversion, "pdfs", lambda documents: tuple(b"%PDF" for _ in documents))
    address = ready(service, client, formats="converted", only="letter")

    assert "2 Jansen - aanvraag klein.pdf" in members(client.get(f"{address}/documents.zip"))
    monkeypatch.setattr(conversion, "program", lambda: "")
    assert "libreoffice-writer" in problem(send(client, formats="converted"), 503, "no-pdf")["detail"]


# ---- pause, resume, cancel, delete -----------------------------------------------------------------------------------


def test_a_job_can_be_held_and_goes_on(service: House, client: FlaskClient) -> None:
    address = sent(client)

    assert client.post(f"{address}/pause").get_json()["state"] == "paused"
    run(service)
    assert client.get(address).get_json()["done"] == 0
    problem(client.get(f"{address}/report"), 409, "not-now")
    assert client.post(f"{address}/resume").get_json()["state"] == "running"
    run(service)
    assert client.get(address).get_json()["state"] == "done"
    assert "klaar of gestopt" in problem(client.post(f"{address}/pause"), 409, "not-now")["detail"]


def test_a_job_that_was_cancelled_stays_so(service: House, client: FlaskClient) -> None:
    address = sent(client)

    assert client.post(f"{address}/cancel").get_json()["state"] == "cancelled"
    problem(client.post(f"{address}/resume"), 409, "not-now")
    problem(client.post(f"{address}/make"), 409, "not-now")
    run(service)
    assert client.get(address).get_json()["done"] == 0
    assert client.get(f"{address}/report").status_code == 200


def test_a_job_can_be_deleted_now(service: House, client: FlaskClient) -> None:
    address = ready(service, client)
    bench = bench_of(service.app)
    key = bench.jobs.find(address.rpartition("/")[2]).key
    assert list(bench.files.names(key))

    answer = client.delete(address)

    assert (answer.status_code, answer.data) == (204, b"")
    problem(client.get(address), 404, "unknown")
    problem(client.delete(address), 404, "unknown")
    assert list(bench.files.names(key)) == []


def test_every_job_has_an_id_that_nobody_guesses(client: FlaskClient) -> None:
    first, second = sent(client), sent(client)

    assert first != second
    assert len(first.rpartition("/")[2]) == 32
    problem(client.get(f"{API}/{first.rpartition('/')[2][:-1]}x"), 404, "unknown")
    problem(client.get(f"{API}/this"), 404, "unknown")


def test_a_job_of_the_pages_is_the_same_job(service: House, client: FlaskClient) -> None:
    assert bench_of(service.app).jobs.find(sent(client).rpartition("/")[2]).form == "small"


# ---- what cannot be done ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "status", "kind", "said"),
    [
        ({"formats": "odt"}, 400, "body", 'formats "odt": kies uit word, pdf, converted.'),
        ({"folders": "deep"}, 400, "body", "flat, row, kind"),
        ({"do": "print"}, 400, "body", "make, check"),
        ({"confirmed": "true"}, 400, "body", "no, yes"),
        ({"language": "fy"}, 400, "body", "nl, en"),
        ({"langauge": "en"}, 400, "body", 'bedoelt u "language"?'),
        ({"only": "brief"}, 400, "body", 'geen document "brief"'),
        ({"name": "{achternaam}"}, 400, "body", 'geen vraag "achternaam"'),
        ({"form": "smal"}, 400, "body", '"small"'),
        ({"form": ""}, 400, "body", "formulier"),
        ({"column": ["surname"]}, 400, "body", "Naam=surname"),
        ({"column": ["Wie=surname"]}, 422, "file", 'geen kolom "Wie"'),
    ],
    ids=str,
)
def test_a_wish_that_cannot_be_is_a_problem(
    client: FlaskClient, fields: dict[str, Any], status: int, kind: str, said: str
) -> None:
    assert said in problem(send(client, **fields), status, kind)["detail"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "niets in"),
        (b"kolom;x\n1;2\n", "geen enkele kop"),
        (b"surname;born\n", "geen enkele rij"),
        (b"%PDF-1.7\n", "PDF"),
        (b"surname;born\n\x00", "regel 2"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_problem_and_no_job(
    service: House, client: FlaskClient, data: bytes, said: str
) -> None:
    before = bench_of(service.app).jobs.ended()

    assert said in problem(send(client, data), 422, "file")["detail"]
    assert bench_of(service.app).jobs.ended() == before


def test_what_is_no_form_of_fields_is_refused(client: FlaskClient) -> None:
    assert "curl: -F" in problem(client.post(API, data=FILE, content_type="text/csv"), 415, "media-type")["detail"]
    problem(client.post(API, json={"form": "small"}), 415, "media-type")
    no_file = client.post(API, data={"form": "small"}, content_type="multipart/form-data")
    assert "file" in problem(no_file, 400, "body")["detail"]
    problem(client.post(f"{sent(client, do='check')}/make", json={}), 409, "not-now")


def test_make_takes_no_json(service: House, client: FlaskClient) -> None:
    address = ready(service, client, do="check")

    problem(client.post(f"{address}/make", json={}), 415, "media-type")
    problem(client.post(f"{address}/make", data={"file": "x"}), 400, "body")
    problem(client.post(f"{address}/make", data={"name": "{x}"}), 400, "body")


def test_a_file_over_the_limit_is_refused_with_the_limit(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wish, "MOST_BYTES", 0)
    answer = send(client, b"surname\n" + b"x" * 120_000)

    assert "0 MB" in problem(answer, 413, "too-large")["detail"]


def test_other_methods_and_addresses_say_what_there_is(client: FlaskClient) -> None:
    assert client.get(API).headers["Allow"] == "POST"
    answer = client.put(f"{API}/x")
    problem(answer, 405, "method")
    assert answer.headers["Allow"] == "DELETE, GET"
    problem(client.post(f"{API}/x/stop"), 404, "unknown")


def test_a_database_that_does_not_answer_is_a_problem(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("", {}, Exception("locked"))

    monkeypatch.setattr(Jobs, "find", locked)
    answer = client.get(f"{API}/x")

    problem(answer, 503, "busy")
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize(
    "fault",
    [OSError(errno.ENOSPC, "x"), OperationalError("", {}, Exception("database or disk is full"))],
    ids=["files", "database"],
)
def test_a_full_disk_is_a_problem_and_not_our_mistake(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def full(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Jobs, "find", full)
    answer = client.get(f"{API}/x")

    problem(answer, 507, "full")
    assert answer.headers["Retry-After"] == "300"


# ---- who may ---------------------------------------------------------------------------------------------------------


def test_without_a_token_it_is_for_this_machine_only(service: House, client: FlaskClient) -> None:
    address = ready(service, client)
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}

    for path in ("", "/rows", "/documents.zip", "/report"):
        problem(client.get(address + path, **elsewhere), 401, "token")
    for path in ("/make", "/pause", "/resume", "/cancel"):
        problem(client.post(address + path, **elsewhere), 401, "token")
    problem(client.delete(address, **elsewhere), 401, "token")
    problem(client.post(API, **elsewhere), 401, "token")


def test_another_site_cannot_use_the_browser_of_someone_here(client: FlaskClient) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        data = {"form": "small", "file": (io.BytesIO(FILE), "x.csv")}
        answer = client.post(API, data=data, content_type="multipart/form-data", headers=headers)
        problem(answer, 403, "foreign")


def test_nothing_of_a_file_or_a_job_stands_in_the_log(service: House, client: FlaskClient) -> None:
    address = ready(service, client, column=["Afdeling="])
    client.get(f"{address}/rows")
    client.get(f"{address}/documents.zip")

    written = service.log.getvalue()
    assert "/api/bulk/<job_id>/rows" in written
    assert not [
        word for word in (address.rpartition("/")[2], "staff", "Jansen", "Bakker", "Afdeling") if word in written
    ]


def test_files_may_be_sent_as_often_as_in_the_pages(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        client = running.app.test_client()
        codes = [client.post(API, json={}).status_code for _ in range(61)]

        assert set(codes[:60]) == {415}
        assert codes[60] == 429
        assert client.get(f"{API}/x").status_code == 404


def test_a_service_without_a_bench_has_no_jobs() -> None:
    assert counter.Counter(Library([]), NOON.date).bench is None


# ---- as described ----------------------------------------------------------------------------------------------------


def test_what_it_says_is_of_the_shapes_described(service: House, client: FlaskClient) -> None:
    document = client.get("/api/openapi.json").get_json()
    address = ready(service, client, rows_csv([RIGHT, WRONG, RIGHT]))

    for shape, path in (("Job", ""), ("Rows", "/rows"), ("Rows", "/rows?show=all"), ("Problem", "/nothing")):
        whole = {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
        said = client.get(address + path).get_json()
        jsonschema.validate(said, whole, cls=jsonschema.Draft202012Validator)
    told = client.get(f"{address}/rows?show=all").get_json()["rows"]
    assert [row["same_person_as"] for row in told] == [None, None, None]


def test_every_field_that_is_taken_is_described(client: FlaskClient) -> None:
    document = client.get("/api/openapi.json?language=en").get_json()

    def fields(path: str) -> set[str]:
        body = document["paths"][path]["post"]["requestBody"]["content"]["multipart/form-data"]
        return set(body["schema"]["properties"])

    assert fields("/api/bulk") == {*wish.TAKEN, "file"}
    assert fields("/api/bulk/{job}/make") == set(wish.WISHES)
    assert "converted" in str(document["paths"]["/api/bulk"])
