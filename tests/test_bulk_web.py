"""Many people at once in the browser: from file to ZIP, with and without a worker, and never anyone else's."""

import io
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formgen.bulk.bench import Bench
from formgen.bulk.crew import Crew, apart, employed
from formgen.bulk.work import owner, work
from formgen.documents import conversion
from formgen.store.jobs import Jobs
from formgen.web.bulk import bench_of
from tests.bulkbench import RIGHT, people, rows_csv
from tests.pages import Page
from tests.smallform import NOON, House, house

WRONG = {**RIGHT, "born": "31-2-1980", "Afdeling": "Inkoop"}
FILE = rows_csv([{**RIGHT, "Afdeling": "Zorg"}, WRONG, {**RIGHT, "surname": "Bakker", "needs": "", "Afdeling": ""}])


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


@pytest.fixture
def client(service: House) -> FlaskClient:
    return service.app.test_client()


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/bulk").text)
    assert found is not None
    return found[1]


def bring(client: FlaskClient, data: bytes = FILE, name: str = "staff.csv", form: str = "small") -> TestResponse:
    given = {"csrf_token": token(client), "form": form, "file": (io.BytesIO(data), name)}
    return client.post("/bulk", data=given, content_type="multipart/form-data")


def post(client: FlaskClient, address: str, **given: object) -> TestResponse:
    return client.post(address, data={"csrf_token": token(client), **given})


def run(service: House) -> Bench:
    """Let a worker do all that waits."""
    bench = bench_of(service.app)
    left = lambda: not any(not ended for ended in bench.jobs.ended().values())  # noqa: E731
    work(bench, left, owner(), lambda seconds: None)
    return bench


def checked(service: House, client: FlaskClient, data: bytes = FILE, name: str = "staff.csv") -> str:
    """The address of a job whose rows were checked."""
    address = bring(client, data, name).headers["Location"]
    run(service)
    return address


def made(service: House, client: FlaskClient, **wish: object) -> str:
    """The address of a job whose documents were made."""
    address = checked(service, client)
    assert post(client, f"{address}/make", format=["word"], **wish).status_code == 303
    run(service)
    return address


def words(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return Page(answer.text).words


def test_the_start_page_leads_here(client: FlaskClient) -> None:
    assert 'href="/bulk"' in client.get("/").text


@pytest.mark.parametrize(
    ("given", "at", "says"),
    [
        ({}, "form", "Kies eerst welk document u wilt maken."),
        ({"form": "small"}, "file", "Kies een bestand: CSV of Excel (.xlsx)."),
        ({"form": "small", "file": (io.BytesIO(b""), "leeg.csv")}, "file", "leeg.csv: er staat niets in."),
    ],
)
def test_what_is_wrong_stands_at_its_field(client: FlaskClient, given: dict[str, object], at: str, says: str) -> None:
    answer = client.post("/bulk", data={"csrf_token": token(client), **given}, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert re.search(rf'<li><a href="#{at}">[^<]*{re.escape(says)}', answer.text)
    assert re.search(rf'id="{at}-error">(<span[^>]*>Fout: </span>)?[^<]*{re.escape(says)}', answer.text)
    assert f'id="{at}"' in answer.text


def test_the_start_page_tells_how_far_each_job_is(service: House, client: FlaskClient) -> None:
    address = bring(client).headers["Location"]
    assert "Bezigstaff.csv, 3 rijen" in words(client, "/bulk")
    run(service)
    assert "Nagekeken, nog niet gemaaktstaff.csv, 3 rijen" in words(client, "/bulk")
    post(client, f"{address}/make", format=["word"])
    run(service)
    assert "Klaarstaff.csv, 3 rijen" in words(client, "/bulk")


def test_a_file_is_brought_checked_made_and_taken_along(service: House, client: FlaskClient) -> None:
    answer = bring(client)
    address = answer.headers["Location"]
    assert answer.status_code == 303
    assert "We kijken uw bestand na" in words(client, address)
    assert "0 van 3 rijen klaar" in words(client, address)

    run(service)
    page = words(client, address)
    assert "staff.csv heeft 3 rijen. Er zijn 2 goed en 1 nog niet." in page
    assert "“31-2-1980”" in page
    assert 'Deze kolommen komen in geen enkel document: "Afdeling".' in page
    assert "Bij 1 rij ontbreken nog antwoorden" in page

    assert post(client, f"{address}/make", format=["word"]).headers["Location"] == address
    assert "We maken uw documenten" in words(client, address)
    run(service)
    assert "Uit staff.csv: 2 rijen gemaakt, 1 niet." in words(client, address)

    taken = client.get(f"{address}/documents.zip")
    assert taken.headers["Content-Disposition"].startswith('attachment; filename="staff.zip"')
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "2 Jansen - aanvraag klein.docx"
        assert archive.namelist()[-1] == "manifest.csv"
    assert b"niet gemaakt: nog niet goed" in client.get(f"{address}/report").data


def test_names_and_folders_can_be_chosen(service: House, client: FlaskClient) -> None:
    address = made(service, client, name="{surname}", layout="row")

    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}/documents.zip").data)) as archive:
        assert archive.namelist()[0] == "Jansen/Jansen - aanvraag klein.docx"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"format": []}, "Kies Word, PDF of allebei."),
        ({"format": ["word"], "name": "{achternaam}"}, "het formulier heeft geen vraag"),
    ],
)
def test_a_wish_that_cannot_be_is_told_on_the_page(
    service: House, client: FlaskClient, given: dict[str, object], said: str
) -> None:
    address = checked(service, client)

    answer = post(client, f"{address}/make", **given)

    assert answer.status_code == 422
    assert said in Page(answer.text).words


@pytest.mark.parametrize(
    ("data", "name", "form", "said"),
    [
        (FILE, "staff.csv", "large", "Kies eerst welk document u wilt maken."),
        (b"", "", "small", "Kies een bestand: CSV of Excel (.xlsx)."),
        (b"%PDF-1.7", "x.pdf", "small", "dit is een PDF"),
        (b"surname\n" + b"J\n" * 100_001, "x.csv", "small", "meer dan 100000 rijen"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_kept(
    service: House, client: FlaskClient, data: bytes, name: str, form: str, said: str
) -> None:
    answer = bring(client, data, name, form)

    assert answer.status_code == 422
    assert said in Page(answer.text).words
    assert bench_of(service.app).jobs.ended() == {}
    assert not list((service.data / "jobs").glob("*"))


def test_a_file_may_be_larger_than_a_page(service: House, client: FlaskClient) -> None:
    large = rows_csv([{**RIGHT, "Afdeling": "x" * 20_000}] * 60)

    posted = b"".join(
        b'--cut\r\nContent-Disposition: form-data; name="' + head + b"\r\n\r\n" + body + b"\r\n"
        for head, body in (
            (b'csrf_token"', token(client).encode()),
            (b'form"', b"small"),
            (b'file"; filename="x.csv"', large),
        )
    )
    assert len(posted) > 1_000_000
    answer = client.post("/bulk", data=posted + b"--cut--\r\n", content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 303


def test_a_page_may_not(client: FlaskClient) -> None:
    assert client.post("/bulk/abc/make", data={"name": "x" * 2_000_000}).status_code == 413


def test_one_row_can_be_seen_before_anything_is_made(service: House, client: FlaskClient) -> None:
    address = checked(service, client)

    assert client.get(f"{address}/rows/0").data.startswith(b"PK")
    assert [client.get(f"{address}/rows/{place}").status_code for place in (1, 3, 99)] == [404, 404, 404]


def test_a_job_is_paused_gone_on_with_and_stopped(service: House, client: FlaskClient) -> None:
    address = bring(client).headers["Location"]

    post(client, f"{address}/turn", to="pause")
    assert "Gepauzeerd bij 0 van 3 rijen." in words(client, address)
    assert bench_of(service.app).jobs.claim("me") is None
    post(client, f"{address}/turn", to="resume")
    assert "0 van 3 rijen klaar." in words(client, address)
    assert post(client, f"{address}/turn", to="nonsense").status_code == 303
    run(service)
    post(client, f"{address}/make", format="word")
    post(client, f"{address}/turn", to="cancel")
    assert "Deze opdracht is gestopt" in words(client, address)
    other = bring(client).headers["Location"]
    post(client, f"{other}/turn", to="cancel")
    assert "Er is niets gemaakt van staff.csv." in words(client, other)


def test_make_pressed_twice_makes_once(service: House, client: FlaskClient) -> None:
    address = made(service, client)
    before = client.get(f"{address}/documents.zip").data

    assert post(client, f"{address}/make", format=["word"], name="other").status_code == 303
    run(service)

    assert client.get(f"{address}/documents.zip").data == before


def test_the_mended_file_makes_only_what_failed(service: House, client: FlaskClient) -> None:
    address = made(service, client)
    report = client.get(f"{address}/report").data.replace(b"31-2-1980", b"28-2-1980")

    again = checked(service, client, report, "again.csv")

    assert "2 rijen maakten we al in een eerdere ronde" in words(client, again)


def test_everything_can_be_deleted_now(service: House, client: FlaskClient) -> None:
    address = made(service, client)

    answer = post(client, f"{address}/delete")

    assert "gewist" in Page(client.get(answer.headers["Location"]).text).words
    assert client.get(address).status_code == 404
    assert not list((service.data / "jobs").glob("*"))
    assert post(client, f"{address}/delete").status_code == 303


def test_after_seven_days_it_is_gone(service: House, client: FlaskClient) -> None:
    address = made(service, client)

    service.clock.move(days=7)

    assert service.clock() > NOON
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["", "/documents.zip", "/report", "/rows/0"])
def test_nobody_sees_anyone_elses_job(service: House, client: FlaskClient, path: str) -> None:
    address = made(service, client)
    stranger = service.app.test_client()

    assert client.get(f"{address}{path}").status_code == 200
    assert stranger.get(f"{address}{path}").status_code == 404
    assert stranger.get("/bulk/0123456789ab").status_code == 404


@pytest.mark.parametrize("path", ["/make", "/turn", "/columns", "/delete"])
def test_nobody_touches_anyone_elses_job(service: House, client: FlaskClient, path: str) -> None:
    address = made(service, client)
    stranger = service.app.test_client()

    post(stranger, f"{address}{path}", to="cancel", format="word")

    assert "Uit staff.csv" in words(client, address)


def test_a_cookie_that_was_tampered_with_knows_no_jobs(service: House, client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["jobs"] = {"not": "a list"}
    client.set_cookie("formgen-job-0123456789ab", "not a number")
    client.set_cookie("formgen-columns-small", "not.of.pairs")

    assert client.get("/bulk").status_code == 200
    assert bring(client).status_code == 303


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_example_is_offered(client: FlaskClient, ending: str) -> None:
    answer = client.get(f"/bulk/example/small.{ending}")

    assert (answer.status_code, b"surname" in answer.data or answer.data.startswith(b"PK")) == (200, True)
    assert client.get("/bulk/example/small.ods").status_code == 404
    assert client.get("/bulk/example/large.csv").status_code == 404


def test_every_page_speaks_english_too(service: House, client: FlaskClient) -> None:
    addresses = [bring(client).headers["Location"], made(service, client), "/bulk"]
    run(service)
    client.post("/language", data={"csrf_token": token(client), "language": "en", "back": "/bulk"})

    for address in addresses:
        assert not re.search(r"\b(rijen|bestand|klaar|Terug)\b", words(client, address)), address


def test_no_word_of_a_row_is_logged(service: House, client: FlaskClient) -> None:
    made(service, client)

    assert "/bulk/<mark>" in service.log.getvalue()
    assert not re.search("Jansen|Bakker|staff|31-2-1980", service.log.getvalue())


def test_workers_of_the_service_do_what_waits_and_stop_with_it(service: House, client: FlaskClient) -> None:
    """Real processes, as `formgen serve` starts them; the forms are those of a folder."""
    address = bring(client, rows_csv(people(3))).headers["Location"]
    bench = bench_of(service.app)
    settings = {"FORMGEN_SECRET": "0123456789abcdef" * 4, "FORMGEN_FOLDER": str(service.folder)}
    service.clock.move(days=0)
    crew = Crew(1, apart(service.data, settings))
    done = threading.Event()

    with employed(bench, crew):
        for _ in range(600):
            if "Controleer uw bestand" in words(client, address):
                done.set()
                break
            threading.Event().wait(0.2)
        (process,) = crew.processes

    assert done.is_set()
    assert crew.processes == ()
    assert not Path(f"/proc/{process}").exists()
    assert isinstance(bench.jobs, Jobs)


def test_word_as_pdf_is_offered_where_libreoffice_is(
    service: House, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "soffice")
    address = checked(service, client)
    assert "Word als PDF" in words(client, address)

    monkeypatch.setattr(conversion, "program", lambda: "")
    assert "Word als PDF" not in words(client, address)
    answer = post(client, f"{address}/make", format=["converted"])
    assert answer.status_code == 422
    assert "apt install libreoffice-writer" in Page(answer.text).words


def test_word_as_pdf_comes_in_the_zip(service: House, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "soffice")
    monkeypatch.setattr(conversion, "pdfs", lambda documents: tuple(b"%PDF" for _ in documents))
    address = checked(service, client)
    post(client, f"{address}/make", format=["word", "converted"])
    run(service)

    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}/documents.zip").data)) as archive:
        assert archive.namelist()[:2] == ["2 Jansen - aanvraag klein.docx", "2 Jansen - aanvraag klein.pdf"]


def test_a_file_with_no_name_of_ours_keeps_its_own_safe_name(service: House, client: FlaskClient) -> None:
    address = checked(service, client, name="C:/Mijn map/staf:lijst?.csv")

    assert "staf lijst .csv heeft 3 rijen" in words(client, address)
