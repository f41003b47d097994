"""The programs' door: forms, answers checked, documents made, and everything that can go wrong, as JSON."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formgen import answers
from formgen.api import ROUTES, counter
from formgen.api.body import MOST_BYTES
from formgen.api.problem import KINDS
from formgen.documents import conversion
from formgen.guidance import privacy
from formgen.library import Library
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from tests.filledform import RAW, write
from tests.smallform import ABOUT_YOU, FORM, NOON, SECRET, SMALL, TALKS, House, house, write_folder

API = f"/api/forms{FORM}"
CHECK, MAKE = f"{API}/check", f"{API}/documents"
ANSWERS = {**ABOUT_YOU, **TALKS}
NESTED = {
    **ABOUT_YOU,
    "hours": 16,
    "agrees": False,
    "talks": [{"talk_date": "2-11-2026", "talk_with": "De baas"}],
    "needs": ["lifting"],
    "papers": ["letter"],
    "nickname": None,
}
EMPLOYERS = SMALL.replace("      wish:\n", "      wish:\n        notice: functional\n")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("api")) as running:
        yield running


@pytest.fixture
def client(service: House) -> FlaskClient:
    """A program on the same machine."""
    return service.app.test_client()


def post(client: FlaskClient, path: str, typed: object = ANSWERS, **words: object) -> TestResponse:
    return client.post(path, json={"answers": typed, **words})


def problem(answer: TestResponse, status: int, kind: str) -> dict[str, Any]:
    """The problem in this answer, which must be of this kind."""
    said: dict[str, Any] = answer.get_json()
    assert answer.mimetype == "application/problem+json"
    assert (answer.status_code, said["status"]) == (status, status), said
    assert said["type"] == f"/api/openapi.json#/x-problems/{kind}"
    assert said["title"]
    assert said["detail"]
    return said


def members(answer: TestResponse) -> dict[str, bytes]:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ---- the forms -------------------------------------------------------------------------------------------------------


def test_the_forms_are_listed_with_their_documents_and_addresses(client: FlaskClient) -> None:
    (form,) = client.get("/api/forms").get_json()["forms"]

    assert (form["name"], form["title"], form["intro"]) == ("small", "Kleine aanvraag", "Een paar vragen.")
    assert [(one["name"], one["audience"], one["kind"]) for one in form["documents"]] == [
        ("letter", "uwv", "docx"),
        ("copy", "self", "docx"),
        ("sheet", "physician", "docx"),
    ]
    assert form["links"] == {"schema": f"{API}/schema", "check": CHECK, "documents": MAKE}
    assert client.get(form["links"]["schema"]).status_code == 200


@pytest.mark.parametrize(
    ("headers", "query", "title"),
    [
        ({}, "", "Kleine aanvraag"),
        ({"Accept-Language": "en-GB, nl;q=0.5"}, "", "Small application"),
        ({"Accept-Language": "fr, de;q=0.5"}, "", "Kleine aanvraag"),
        ({"Accept-Language": "nl"}, "?language=en", "Small application"),
        ({"Accept-Language": "en"}, "?language=klingon", "Small application"),
    ],
)
def test_the_language_is_asked_for_or_the_clients(
    client: FlaskClient, headers: dict[str, str], query: str, title: str
) -> None:
    assert client.get(f"/api/forms{query}", headers=headers).get_json()["forms"][0]["title"] == title


def test_the_body_has_the_last_word_on_the_language(client: FlaskClient) -> None:
    said = client.post(
        f"{CHECK}?language=nl", json={"answers": {}, "language": "en"}, headers={"Accept-Language": "nl"}
    )

    assert said.get_json()["language"] == "en"
    assert said.get_json()["missing"][0]["sentence"] == 'Still to answer: "Surname".'


# ---- check -----------------------------------------------------------------------------------------------------------


def test_what_was_understood_is_said_back(client: FlaskClient) -> None:
    said = post(client, CHECK).get_json()

    assert said["complete"]
    assert (said["form"], said["today"], said["wrong"], said["missing"]) == ("small", NOON.date().isoformat(), [], [])
    understood = {one["question"]: one for one in said["understood"]}
    assert understood["born"] == {
        "question": "born",
        "ask": "Geboortedatum",
        "value": "1988-05-14",
        "said": "14\u00a0mei\u00a01988",
    }
    assert understood["talks.1.talk_with"]["value"] == "De baas"
    assert understood["works"]["said"] == "Voor een deel"
    assert said["suggested"] == [{"question": "wish", "sentence": "Şahin wil weer werken."}]
    assert [one["name"] for one in said["documents"]] == ["letter", "copy"]


def test_nested_and_dotted_answers_are_the_same(client: FlaskClient) -> None:
    assert post(client, CHECK, NESTED).get_json() == post(client, CHECK).get_json()


def test_what_was_understood_reads_the_same_once_more(client: FlaskClient) -> None:
    first = post(client, CHECK).get_json()
    again = post(client, CHECK, {one["question"]: one["value"] for one in first["understood"]}).get_json()

    assert again == first


def test_rows_keep_their_numbers(client: FlaskClient) -> None:
    said = post(client, CHECK, {"talks.3.talk_with": "De baas", "talks.7.talk_with": "HR"}).get_json()

    assert {one["question"]: one["value"] for one in said["understood"]} == {
        "talks.3.talk_with": "De baas",
        "talks.7.talk_with": "HR",
    }


def test_what_is_wrong_or_missing_has_the_sentence_of_every_door(client: FlaskClient, service: House) -> None:
    raw = {**ANSWERS, "born": "gisteren", "surname": "", "naam": "x"}
    said = post(client, CHECK, raw).get_json()

    form = service.app.extensions["formgen"].library.load("small")
    found = answers.read(form, raw, NOON.date())
    assert not said["complete"]
    assert said["missing"] == [{"question": one.question, "sentence": one.sentence.nl} for one in found.missing]
    assert [one["question"] for one in said["wrong"]] == ["naam", "born"]
    assert said["wrong"][1]["sentence"] == found.wrong[0].sentence.nl


def test_half_a_letter_is_told_as_it_came(client: FlaskClient) -> None:
    said = client.post(
        CHECK, data=b'{"answers": {"surname": "\\ud800", "\\udfff": "x"}}', content_type="application/json"
    )

    assert said.status_code == 200
    assert "\ud800" in said.get_json()["wrong"][-1]["sentence"] or said.get_json()["missing"]
    assert said.get_json()["wrong"][0]["question"] == "\udfff"


def test_only_the_first_strange_names_are_told(client: FlaskClient) -> None:
    said = post(client, CHECK, {f"strange{n}": "x" for n in range(3000)}).get_json()

    assert len(said["wrong"]) == 20


def test_findings_come_with_level_source_and_whether_they_are_confirmed(client: FlaskClient) -> None:
    said = post(client, CHECK, {**ANSWERS, "agrees": "ja", "papers": ""}, language="en").get_json()

    stop, warning = said["findings"]
    assert (stop["level"], stop["question"], stop["unconfirmed"]) == ("stop", "agrees", False)
    assert stop["sentence"] == "You agree. Then there is nothing to ask."
    assert stop["source"]["publisher"] == "UWV"
    assert stop["source"]["link"] == "https://www.uwv.nl/voorbeeld"
    assert (stop["source"]["checked"], stop["source"]["older"]) == ("2026-11-22", True)
    assert (warning["level"], warning["question"], warning["source"]) == ("warn", "papers", None)
    assert [one["name"] for one in said["documents"]] == ["copy"], "the one that is made even if stopped"


# ---- documents -------------------------------------------------------------------------------------------------------


def test_all_documents_come_in_one_zip_with_a_manifest(client: FlaskClient) -> None:
    answer = post(client, MAKE)
    found = members(answer)

    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/zip", "no-store")
    assert 'filename="Alle documenten.zip"' in answer.headers["Content-Disposition"]
    assert list(found) == ["Kopie.docx", "Şahin - aanvraag klein.docx", "manifest.csv"]
    rows = list(csv.reader(io.StringIO(found["manifest.csv"].decode("utf-8-sig")), delimiter=";"))
    assert [[name, hashlib.sha256(found[name]).hexdigest()] for name in list(found)[:2]] == [
        [name, digest] for name, _, digest in rows[1:]
    ]


def test_the_same_answers_give_the_same_bytes(client: FlaskClient) -> None:
    assert post(client, MAKE).data == post(client, MAKE, NESTED).data


def test_one_document_comes_as_it_is(client: FlaskClient) -> None:
    answer = post(client, MAKE, only="letter")

    assert answer.data == members(post(client, MAKE))["Şahin - aanvraag klein.docx"]
    assert answer.mimetype.endswith("wordprocessingml.document")
    assert "filename*=UTF-8''%C5%9Eahin%20-%20aanvraag%20klein.docx" in answer.headers["Content-Disposition"]


def test_the_language_of_the_documents_is_that_of_the_request(client: FlaskClient) -> None:
    assert "Copy.docx" in members(post(client, MAKE, language="en"))


def test_what_only_the_physician_may_read_travels_alone(client: FlaskClient) -> None:
    ill = {**ANSWERS, "sick": "Een hernia."}

    assert "Medisch.docx" not in members(post(client, MAKE, ill))
    assert post(client, MAKE, ill, only="sheet").status_code == 200


def test_a_wrong_answer_gives_no_document_but_sentences(client: FlaskClient) -> None:
    said = problem(post(client, MAKE, {**ANSWERS, "born": "morgen", "naam": "x"}), 422, "answers")

    assert [one["question"] for one in said["mistakes"]] == ["naam", "born"]
    assert '"morgen"' in said["mistakes"][1]["sentence"]


def test_missing_answers_give_drafts(client: FlaskClient) -> None:
    assert all("CONCEPT" in name for name in members(post(client, MAKE, {"surname": "Dam"})) if name != "manifest.csv")


def test_a_document_that_is_not_called_for_or_not_known(client: FlaskClient) -> None:
    problem(post(client, MAKE, only="sheet"), 422, "not-called-for")
    assert '"letter"' in problem(post(client, MAKE, only="leter"), 404, "unknown")["detail"]


def test_word_as_pdf(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "pdfs", lambda documents: tuple(b"%PDF-" for _ in documents))

    assert list(members(post(client, MAKE, format="pdf")))[:2] == ["Kopie.pdf", "Şahin - aanvraag klein.pdf"]
    assert post(client, MAKE, format="pdf", only="letter").mimetype == "application/pdf"
    assert members(post(client, MAKE, format="original")) == members(post(client, MAKE))


def test_a_flat_pdf_has_no_fields(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    write(tmp_path / "folder")
    app = create_app(Settings(data=tmp_path, secret=SECRET), folders=[tmp_path / "folder"], log=io.StringIO())
    try:
        client = app.test_client()
        found = {
            format_: post(client, "/api/forms/paper/documents", RAW, only="application", format=format_).data
            for format_ in ("flat", "original")
        }
    finally:
        drafts_of(app).close()

    assert pypdf.PdfReader(io.BytesIO(found["original"])).get_fields()
    flat = pypdf.PdfReader(io.BytesIO(found["flat"]))
    assert not flat.get_fields()
    assert "Şahin" in flat.pages[0].extract_text()


def test_without_libreoffice_pdf_is_refused_and_word_is_not(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "")

    assert "apt install" in problem(post(client, MAKE, format="pdf"), 503, "no-pdf")["detail"]
    assert post(client, MAKE).status_code == 200


# ---- words about health ----------------------------------------------------------------------------------------------


@pytest.fixture
def employers(tmp_path: Path) -> Iterator[House]:
    """A service whose form is an employer's."""
    with house(tmp_path) as running:
        (running.folder / "forms" / "small.yml").write_text(EMPLOYERS, "utf-8")
        yield running


TELLING = {**ANSWERS, "wish": "Hij heeft een burn-out en is moe."}


def test_no_document_before_the_words_are_confirmed(employers: House) -> None:
    client = employers.app.test_client()
    said = problem(post(client, MAKE, TELLING), 409, "privacy")

    assert said["hits"] == [
        {
            "question": "wish",
            "word": "burn-out",
            "instead": "werkt maximaal 4 uur per dag, zonder deadlines",
            "sure": True,
        },
        {"question": "wish", "word": "moe", "instead": said["hits"][1]["instead"], "sure": False},
    ]
    assert "wish" in said["detail"]
    assert "burn-out" not in said["detail"]


def test_check_tells_them_beforehand_and_gives_what_to_confirm_with(employers: House) -> None:
    client = employers.app.test_client()
    checked = post(client, CHECK, TELLING).get_json()["privacy"]
    refused = post(client, MAKE, TELLING).get_json()

    assert checked == {"confirm": refused["confirm"], "hits": refused["hits"]}
    assert post(client, MAKE, TELLING, confirmed=checked["confirm"]).status_code == 200


def test_a_confirmation_is_for_these_very_texts(employers: House) -> None:
    client = employers.app.test_client()
    confirm = post(client, CHECK, TELLING).get_json()["privacy"]["confirm"]

    for confirmed in (confirm, "yes", ""):
        other = {**TELLING, "wish": "Zij is zwanger."}
        problem(post(client, MAKE, other, confirmed=confirmed), 409, "privacy")


def test_the_confirmation_of_the_api_is_that_of_python(employers: House) -> None:
    form = Library([write_folder(employers.folder, EMPLOYERS)]).load("small")
    found = answers.read(form, TELLING, NOON.date())

    said = post(employers.app.test_client(), CHECK, TELLING).get_json()

    assert said["privacy"]["confirm"] == privacy.to_confirm(found)


def test_nothing_of_it_is_logged_or_kept(employers: House) -> None:
    client = employers.app.test_client()
    for path in (CHECK, MAKE):
        post(client, path, {**TELLING, "surname": "Merkwaardigsma", "born": "nooit"})
        post(client, path, {**TELLING, "surname": "Merkwaardigsma"})

    log = employers.log.getvalue()
    assert log.count("/api/forms/<name>/check") == 2
    assert not [word for word in ("Merkwaardigsma", "burn", "nooit") if word in log]
    assert employers.app.extensions["formgen"].drafts.count() == 0
    assert not [path for path in employers.data.rglob("*") if path.is_file() and b"Merkwaardigsma" in path.read_bytes()]


def test_no_cookie_is_set_and_none_is_read(client: FlaskClient) -> None:
    client.set_cookie("formgen", "x" * 100)
    for answer in (client.get("/api/forms"), post(client, CHECK), post(client, MAKE), client.get("/api/openapi.json")):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


# ---- what can go wrong -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/api", 404, "unknown"),
        ("GET", "/api/", 404, "unknown"),
        ("GET", "/api/nothing/here", 404, "unknown"),
        ("POST", "/api/nothing", 404, "unknown"),
        ("GET", "/api/forms/smal/schema", 404, "unknown"),
        ("POST", "/api/forms", 405, "method"),
        ("DELETE", f"{API}/schema", 405, "method"),
        ("GET", CHECK, 405, "method"),
        ("POST", CHECK, 415, "media-type"),
        ("POST", "/api/calendar", 415, "media-type"),
    ],
)
def test_an_address_that_leads_nowhere(client: FlaskClient, method: str, path: str, status: int, kind: str) -> None:
    answer = client.open(path, method=method)

    problem(answer, status, kind)
    if status == 405:
        assert answer.headers["Allow"] in ("GET", "POST")


def test_a_form_that_is_nearly_right_is_named(client: FlaskClient) -> None:
    assert '"small"' in problem(post(client, "/api/forms/smal/check"), 404, "unknown")["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "vanaf hier is dit geen JSON"),
        (b"{", "regel 1"),
        (b"[]", "Er staan geen antwoorden in"),
        (b"{}", "Er staan geen antwoorden in"),
        (b'{"answers": []}', "Er staan geen antwoorden in"),
        (b'{"answers": null}', "Er staan geen antwoorden in"),
        (b'{"answers": {}, "taal": "nl"}', 'Het woord "taal" is hier niet bekend'),
        (b'{"answers": {}, "language": 7}', None),
        (b'{"answers": {}, "language": ["nl"]}', 'Schrijf "language" als tekst.'),
        (b'{"answers": {}, "language": "fy"}', 'De taal "fy" is er niet'),
        (b'{"answers": {}, "answers": {}}', 'de naam "answers" staat er twee keer'),
        (b'{"answers": {"a.b": "1", "a": {"b": "2"}}}', 'de naam "a.b" staat er twee keer'),
        (b'{"answers": {"a": NaN}}', '"NaN" is geen getal'),
        (b'{"answers": {"a": ' + b"[" * 100_000, "te veel haken"),
        (b'{"answers": ' + b'{"a":' * 50 + b"1" + b"}" * 51, "te veel niveaus"),
        (b"\xff\xfe", "geen UTF-8"),
    ],
)
def test_a_body_that_cannot_be_read(client: FlaskClient, body: bytes, said: str | None) -> None:
    answer = client.post(CHECK, data=body, content_type="application/json")

    if said is None:
        assert answer.status_code in (200, 400)
    else:
        assert said in problem(answer, 400, "body")["detail"]


@pytest.mark.parametrize(("word", "said"), [("format", "tiff"), ("format", "PDF")])
def test_a_word_we_do_not_know(client: FlaskClient, word: str, said: str) -> None:
    assert f'"{said}"' in problem(post(client, MAKE, **{word: said}), 400, "body")["detail"]


def test_check_takes_no_words_of_documents(client: FlaskClient) -> None:
    problem(post(client, CHECK, only="letter"), 400, "body")


def test_too_much_is_refused_unread(client: FlaskClient) -> None:
    body = json.dumps({"answers": {"wish": "x" * MOST_BYTES}})

    problem(client.post(CHECK, data=body, content_type="application/json"), 413, "too-large")


def test_a_template_that_is_gone_is_our_fault_and_logged_without_answers(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        (running.folder / "templates" / "small.docx").unlink()
        said = problem(post(running.app.test_client(), MAKE), 500, "ours")

        assert "small.docx" in said["detail"]
        assert '"fault": "TemplateError"' in running.log.getvalue()
        assert "Şahin" not in running.log.getvalue()


def test_a_fault_of_ours_is_told_as_such(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("Şahin")

    monkeypatch.setattr("formgen.api.forms.told", breaks)

    assert "Şahin" not in json.dumps(problem(post(client, CHECK), 500, "ours"), ensure_ascii=False)


def test_every_problem_is_described(client: FlaskClient) -> None:
    described = client.get("/api/openapi.json").get_json()["x-problems"]

    assert described.keys() == KINDS.keys()
    assert described["privacy"] == {"status": 409, "title": "Er staan woorden over gezondheid"}


# ---- who may use it --------------------------------------------------------------------------------------------------

TOKEN = "een-lang-geheim-woord-dat-niemand-raadt"
HASH = hashlib.sha256(TOKEN.encode()).hexdigest()
POSTS = (CHECK, MAKE, "/api/calendar")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("tokens"), api_tokens=frozenset({"0" * 64, HASH})) as running:
        yield running


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "said",
    [None, "", TOKEN, f"Basic {TOKEN}", "Bearer", "Bearer x", f"Bearer {HASH}", "Bearer ë\x7f", f"bearer {TOKEN}x"],
)
def test_with_tokens_set_nobody_comes_in_without(guarded: House, path: str, said: str | None) -> None:
    headers = {} if said is None else {"Authorization": said.encode("latin-1").decode("latin-1")}
    answer = guarded.app.test_client().post(path, json={"answers": ANSWERS}, headers=headers)

    problem(answer, 401, "token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_with_a_token_one_may_come_from_anywhere(guarded: House, scheme: str) -> None:
    client = guarded.app.test_client()
    answer = client.post(
        CHECK,
        json={"answers": ANSWERS},
        headers={"Authorization": f"{scheme} {TOKEN}", "X-Forwarded-For": "203.0.113.7"},
        environ_base={"REMOTE_ADDR": "203.0.113.7"},
    )

    assert answer.status_code == 200


def test_descriptions_are_open_to_all(guarded: House) -> None:
    client = guarded.app.test_client()
    for path in ("/api/forms", f"{API}/schema", "/api/openapi.json"):
        assert client.get(path, environ_base={"REMOTE_ADDR": "203.0.113.7"}).status_code == 200
    security = client.get("/api/openapi.json").get_json()["paths"][CHECK]["post"]["security"]
    assert security == [{"token": []}]


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "203.0.113.7"),
        ({}, "10.0.0.2"),
        ({}, "2001:db8::1"),
        ({}, "@"),
        ({}, ""),
        ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1"),
        ({"Forwarded": "for=127.0.0.1"}, "127.0.0.1"),
        ({"Via": "1.1 proxy"}, "127.0.0.1"),
        ({"X-Real-IP": "127.0.0.1"}, "127.0.0.1"),
        ({"Host": "formgen.example"}, "127.0.0.1"),
        ({"Host": "localhost.evil.example:5000"}, "127.0.0.1"),
    ],
)
@pytest.mark.parametrize("path", POSTS)
def test_without_tokens_nobody_comes_in_from_elsewhere(
    client: FlaskClient, headers: dict[str, str], address: str, path: str
) -> None:
    answer = client.post(path, json={"answers": {}}, headers=headers, environ_base={"REMOTE_ADDR": address})

    assert "FORMGEN_API_TOKENS" in problem(answer, 401, "token")["detail"]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "localhost:5000", "127.0.0.1:5000", "[::1]", "[::1]:5000"])
def test_without_tokens_this_machine_comes_in(client: FlaskClient, address: str, host: str) -> None:
    answer = client.post(CHECK, json={"answers": {}}, headers={"Host": host}, environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == 200


def test_a_service_for_others_is_closed_without_tokens(tmp_path: Path) -> None:
    with house(tmp_path, https=True) as running:
        problem(post(running.app.test_client(), CHECK), 401, "token")


def test_another_site_cannot_use_the_browser_of_someone_here(client: FlaskClient) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        problem(client.post(CHECK, json={"answers": {}}, headers=headers), 403, "foreign")


def test_every_route_of_the_api_keeps_its_hands_off_the_drafts() -> None:
    assert {routes.name for routes in ROUTES} == {"api", "api_forms", "api_calendar", "api_bulk"}
    assert not hasattr(counter.Counter(Library([]), NOON.date), "drafts")
