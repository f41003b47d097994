"""The page on which a visitor says what each column is, and what a check shows before anything is made."""

import errno
import io
import re
import shutil
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from formgen.bulk import job
from formgen.bulk.headings import match
from formgen.bulk.job import Order, Upload, Wish
from formgen.bulk.line import Origin
from formgen.bulk.plan import Plan
from formgen.web.bulk import bench_of
from formgen.web.bulkcolumns import by_hand, chosen
from tests.bulkbench import DAY, RIGHT, Workplace, rows_csv, workplace
from tests.pages import Page
from tests.smallform import House, house
from tests.test_bulk_web import bring, checked, made, post, run, words

STRANGE = b"Kolom A;Kolom B;Kolom C\nJansen;14-5-1988;x\nBakker;1-2-1990;y\n"
WRONG = {**RIGHT, "born": "31-2-1980"}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as opened:
        yield opened


@pytest.fixture
def client(service: House) -> FlaskClient:
    return service.app.test_client()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with workplace(tmp_path / "bench") as opened:
        yield opened


def fields(client: FlaskClient, address: str) -> dict[str, str]:
    """What stands in the box of each column."""
    boxes = re.findall(r'<input [^>]*name="(column-\d+)" value="([^"]*)"', client.get(f"{address}/columns").text)
    return dict(boxes)


# ---- no column is known ---------------------------------------------------------------------------------------------


def test_a_file_without_a_known_heading_leads_to_its_columns_and_nothing_is_made(
    service: House, client: FlaskClient
) -> None:
    answer = bring(client, STRANGE)
    address = answer.headers["Location"]
    assert answer.status_code == 303

    page = words(client, address)
    assert "We herkennen geen enkele kolom" in page
    for seen in ("Kolom A", "Jansen", "Bakker", "14-5-1988", "Kolom C"):
        assert seen in page
    assert "Kies nog uw kolommenstaff.csv" in words(client, "/bulk")
    assert bench_of(service.app).jobs.claim("me:0:x") is None  # nobody works at it
    for turn in ({"to": "resume"}, {"format": "word"}):
        post(client, f"{address}/{'turn' if 'to' in turn else 'make'}", **turn)
        run(service) if "to" in turn else None
        assert "We herkennen geen enkele kolom" in words(client, address)
    assert client.get(f"{address}/documents.zip").status_code == 404


def test_one_mapped_column_is_enough_to_go_on(service: House, client: FlaskClient) -> None:
    address = bring(client, STRANGE).headers["Location"]

    nothing = post(client, f"{address}/columns", **{"column-0": "", "column-1": " "})
    assert nothing.status_code == 422
    assert "Kies bij ten minste één kolom welke vraag het is." in Page(nothing.text).words

    again = post(client, f"{address}/columns", **{"column-0": "Achternaam (surname)", "column-1": "", "column-2": ""})
    run(service)
    assert client.get(address).status_code == 404
    assert "staff.csv heeft 2 rijen. Er zijn 2 goed" in words(client, again.headers["Location"])
    assert "Controleer uw bestand" in words(client, checked(service, client, STRANGE)), "it is remembered"


def test_elsewhere_such_a_file_is_refused(place: Workplace) -> None:
    with pytest.raises(Exception, match=r"x\.csv"):
        place.take(STRANGE)
    order = Order(Upload("x.csv", STRANGE), Wish(), DAY, any_columns=True)
    assert job.take_in(place.bench, "mine", place.form, order).rows == 2


# ---- every column can be chosen for ---------------------------------------------------------------------------------


def test_every_column_has_a_box_with_what_we_read_it_as(service: House, client: FlaskClient) -> None:
    many = {f"extra {number}": "x" for number in range(60)}
    address = checked(service, client, rows_csv([{**many, **RIGHT, "Taal": "nl", "_file": "x", "%": "1"}]))

    boxes = fields(client, address)

    assert len(boxes) == 60 + len(RIGHT) + 1
    assert list(boxes.values())[:60] == [""] * 60
    assert "Achternaam (surname)" in boxes.values()
    assert "Taal van de documenten van deze rij (_language)" in boxes.values()
    offered = re.findall(r'<option value="([^"]+)">', client.get(f"{address}/columns").text)
    assert "Datum (talks.3.talk_date)" in offered
    assert "Taal van de documenten van deze rij (_language)" in offered


def test_a_column_that_was_wrongly_recognised_is_left_out_or_is_another(service: House, client: FlaskClient) -> None:
    address = checked(service, client, rows_csv([{**RIGHT, "Taal": "Pools"}]))
    assert "0 goed en 1 nog niet" in words(client, address)
    taal = next(name for name, said in fields(client, address).items() if "_language" in said)

    mended = post(client, f"{address}/columns", **{**fields(client, address), taal: ""}).headers["Location"]
    run(service)

    assert "1 goed en 0 nog niet" in words(client, mended)
    assert fields(client, mended)[taal] == ""
    assert "1 goed" in words(client, checked(service, client, rows_csv([{**RIGHT, "Taal": "Pools"}])))


def test_a_column_is_mapped_by_hand_and_remembered(service: House, client: FlaskClient) -> None:
    data = rows_csv([{("Familie" if k == "surname" else k): v for k, v in RIGHT.items()}])
    address = checked(service, client, data)
    assert "ontbreken nog antwoorden" in words(client, address)

    again = post(client, f"{address}/columns", **{"column-0": "surname"}).headers["Location"]
    run(service)
    assert again != address
    assert "ontbreken" not in words(client, again)
    assert client.get(address).status_code == 404

    assert "ontbreken" not in words(client, checked(service, client, data))
    cookie = client.get_cookie("formgen-columns-small", path="/bulk")
    assert cookie
    assert "amilie" not in cookie.value  # it says nothing of whose file it was
    assert len(cookie.value) < 500


def test_what_is_no_question_is_told_with_what_was_typed(service: House, client: FlaskClient) -> None:
    address = checked(service, client)

    answer = post(client, f"{address}/columns", **{"column-9": "nonsense"})

    assert answer.status_code == 422
    assert 'geen vraag "nonsense"' in Page(answer.text).words
    assert client.get(address).status_code == 200


def test_nothing_chosen_otherwise_reads_nothing_anew(service: House, client: FlaskClient) -> None:
    address = checked(service, client)

    assert post(client, f"{address}/columns", **fields(client, address)).headers["Location"] == address


def test_a_question_chosen_for_one_column_is_no_others_any_more(place: Workplace) -> None:
    plan = plan_for(place, "surname", "Naam", "born")
    mapped = chosen(plan, place.form, {"column-1": "surname", "column-2": "Geboortedatum"})

    assert mapped == {"Naam": "surname"}
    assert by_hand(plan, mapped) == {"surname": "", "Naam": "surname", "born": "born"}
    assert match(place.form, plan.columns.headings, by_hand(plan, mapped)).names == ("", "surname", "born")


def plan_for(place: Workplace, *headings: str) -> Plan:
    return Plan("small", "x.csv", match(place.form, headings), Origin("csv", "utf-8", ";"), DAY)


def test_columns_posted_for_documents_that_were_made_change_nothing(service: House, client: FlaskClient) -> None:
    """The back button, on a page of before."""
    address = made(service, client)

    answer = post(client, f"{address}/columns", **{"column-0": ""})

    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert client.get(f"{address}/documents.zip").status_code == 200
    assert client.get(f"{address}/columns").headers["Location"] == address


# ---- what a check shows ---------------------------------------------------------------------------------------------


def test_a_check_tells_what_to_look_at_and_offers_the_remarks(service: House, client: FlaskClient) -> None:
    full = {**RIGHT, "works": "full", "hours": ""}
    address = checked(service, client, rows_csv([full, {**full, "surname": "Bakker"}]))

    assert "Bij 2 rijen is er iets om op te letten: regel 2 en 3." in words(client, address)
    assert f'href="{address}/report"' in client.get(address).text


def test_a_check_without_a_fault_offers_the_remarks_too_and_says_nothing_more(
    service: House, client: FlaskClient
) -> None:
    address = checked(service, client, rows_csv([{**RIGHT, "papers": "letter"}]))

    assert f'href="{address}/report"' in client.get(address).text
    assert "Kijk hier nog even naar" not in words(client, address)


def test_the_example_is_of_the_first_row_that_is_right(service: House, client: FlaskClient) -> None:
    address = checked(service, client, rows_csv([WRONG, WRONG, WRONG, WRONG, RIGHT]))

    (link,) = re.findall(r'href="([^"]+/rows/\d+)"', client.get(address).text)
    assert "het document van regel 6" in words(client, address)
    assert client.get(link).data.startswith(b"PK")
    assert "/rows/" not in client.get(checked(service, client, rows_csv([WRONG]))).text


def test_the_limits_stand_where_a_file_is_chosen(client: FlaskClient) -> None:
    assert "Ten hoogste 100.000 rijen, 1.000 kolommen, 32.000 tekens per cel en 50 MB." in words(client, "/bulk")


# ---- a full disk ----------------------------------------------------------------------------------------------------


def test_a_file_is_refused_when_the_disk_is_almost_full(
    service: House, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**12, 10**12 - 10**7, 10**7))

    answer = bring(client)

    assert answer.status_code == 507
    assert "Er is nu geen ruimte meer" in Page(answer.text).words
    assert bench_of(service.app).jobs.ended() == {}
    assert not list((service.data / "jobs").glob("*"))


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(errno.ENOSPC, "no space"), 507),
        (OSError(errno.EDQUOT, "quota"), 507),
        (OSError(errno.EIO, "broken"), 500),
        (OperationalError("INSERT", {}, Exception("database or disk is full")), 507),
        (OperationalError("INSERT", {}, Exception("database is locked")), 503),
    ],
)
def test_a_disk_that_fails_while_a_file_is_kept_is_told(
    service: House, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, fault: Exception, code: int
) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr(job, "take_in", fails)
    service.app.config["PROPAGATE_EXCEPTIONS"] = False

    assert bring(client).status_code == code
    assert type(fault).__name__ in service.log.getvalue()
    assert io.StringIO(service.log.getvalue()).read().count("no space") == 0
