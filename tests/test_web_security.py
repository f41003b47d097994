"""What must hold on every route: headers, tokens, cookies, silence about people, and pages for every fault."""

import datetime
import io
import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from flask import Flask, Response, abort
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Rule

from formgen.errors import FormFileError, FormgenError
from formgen.store.drafts import Content, Drafts, open_drafts
from formgen.store.keys import find_keys
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of, logs, serve
from formgen.web.about import _own_path
from formgen.web.security import _POLICY
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, NOON, SECRET, TALKS, House, Visitor, house, write_folder

PERSON, DETAILS = f"{FORM}/person", f"{FORM}/details"
MARKER, MARKER_BSN = "Merkwaardigsma", "111222333"
NAMES: dict[str, object] = {
    "address": "small",
    "section_name": "person",
    "document_name": "letter",
    "question_name": "surname",
    "filename": "site.css",
    "form_name": "small",  # of the bulk pages, which know no drafts
    "ending": "csv",
    "mark": "0" * 32,
    "job_id": "0" * 32,  # of the API
    "turn": "pause",
    "place": 1,
    "rest": "nothing",
    "name": "small",
}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


def routes(service: House) -> list[tuple[Rule, str]]:
    """Every route of the service, with a path that reaches it."""
    adapter = service.app.url_map.bind("localhost")
    rules = list(service.app.url_map.iter_rules())
    return [(rule, adapter.build(rule.endpoint, {name: NAMES[name] for name in rule.arguments})) for rule in rules]


# ---- headers -------------------------------------------------------------------------------------------------------


def test_every_route_and_every_fault_bears_the_headers(service: House, visitor: Visitor):
    paths = [path for _, path in routes(service)]
    assert len(paths) >= 15

    for path in [*paths, "/nowhere", "/small/nowhere", "/static/nowhere.css", "/%00", "/static/../../etc/passwd"]:
        for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE"):
            answer = visitor.client.open(path, method=method, buffered=True)
            assert answer.headers["Content-Security-Policy"] == _POLICY, (method, path)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert answer.status_code < 500, (method, path)
            if not path.startswith("/static") or answer.status_code >= 400:
                assert answer.headers["Cache-Control"] == "no-store", (method, path)


def test_the_policy_allows_nothing_but_our_own_files():
    assert _POLICY.startswith("default-src 'none'; ")
    assert "unsafe" not in _POLICY
    assert "*" not in _POLICY
    for rule in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "script-src 'self'"):
        assert rule in _POLICY


def test_no_page_has_anything_inline_or_from_elsewhere(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU)
    for path in ("/", FORM, PERSON, DETAILS, f"{FORM}/check-answers", f"{FORM}/your-documents", "/privacy", "/nowhere"):
        page = visitor.get(path).get_data(as_text=True)
        assert " style=" not in page, path
        assert "<style" not in page, path
        assert " onclick" not in page, path
        for part in page.split("<script")[1:]:
            assert part.split(">")[1].startswith("</script"), path
        assert 'src="http' not in page, path
        assert 'href="//' not in page, path


def test_static_files_may_be_kept_and_hold_no_cookie(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU)
    answer = visitor.get("/static/site.css", buffered=True)

    assert "max-age" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


# ---- cookies -------------------------------------------------------------------------------------------------------


def cookies_of(answer: Response) -> list[str]:
    return sorted(answer.headers.getlist("Set-Cookie"))


def test_the_cookie_keeps_to_itself(visitor: Visitor):
    cookies = cookies_of(visitor.fill(PERSON, ABOUT_YOU))

    assert [cookie.partition("=")[0] for cookie in cookies] == ["formgen-draft-small", "formgen"]
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
        assert "Expires" in cookie  # it lasts as long as the draft


def test_over_https_the_cookie_travels_no_other_way(tmp_path: Path):
    with house(tmp_path, https=True) as running:
        visitor = running.visitor()
        page = visitor.get(PERSON, base_url="https://localhost")
        values = visitor.fields(page.get_data(as_text=True)) | ABOUT_YOU
        answer = visitor.client.post(PERSON, data=values, base_url="https://localhost")

        assert answer.status_code == 303
        for cookie, name in zip(cookies_of(answer), ("__Host-formgen-draft-small", "__Host-formgen"), strict=True):
            assert cookie.startswith(f"{name}=")
            assert "Secure" in cookie
            assert "Path=/" in cookie
        assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_the_cookie_holds_no_answer(service: House, visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU | {"surname": MARKER})

    with visitor.client.session_transaction() as session:
        assert set(session) <= {"csrf_token", "seen", "_permanent", "language"}
        assert MARKER not in str(dict(session))
    assert re.fullmatch(r"[\w-]{32}", visitor.draft_id())


def test_a_cookie_signed_with_an_older_key_still_opens_the_draft(tmp_path: Path):
    with house(tmp_path / "one", data=tmp_path / "data") as running:
        visitor = running.visitor()
        visitor.fill(PERSON, {"surname": "Jansen"})
        cookie = visitor.client.get_cookie("formgen")
        assert cookie
        visitor.client.post("/language", data=visitor.fields(visitor.page(PERSON)) | {"language": "en"})
        cookie = visitor.client.get_cookie("formgen")
        assert cookie
    with house(tmp_path / "two", data=tmp_path / "data", secret=f"{'n' * 40},{SECRET}") as running:
        other = running.visitor()
        other.client.set_cookie("formgen", cookie.value)
        other.know(visitor.draft_id())
        page = other.page(PERSON)
        assert "Jansen" in page
        assert "Save and continue" in page  # the language that the signed cookie names
        assert drafts_of(running.app).relock() == 1


def test_a_forged_cookie_is_no_cookie(visitor: Visitor, service: House):
    visitor.fill(PERSON, {"surname": "Jansen"})
    number = visitor.draft_id()
    thief = service.visitor()
    for wrong in (number[:-1] + ("A" if number[-1] != "A" else "B"), number[:-1], number + "A", number.lower()):
        thief.know(wrong)
        assert "Jansen" not in thief.page(PERSON)
    cookie = visitor.client.get_cookie("formgen")
    assert cookie
    thief.client.set_cookie("formgen", cookie.value)
    thief.client.delete_cookie("formgen-draft-small")
    assert "Jansen" not in thief.page(PERSON)


# ---- one visitor, one draft ----------------------------------------------------------------------------------------


def test_nobody_sees_anothers_answers_on_any_route(service: House, visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU | {"surname": MARKER})
    visitor.fill(DETAILS, TALKS)
    stranger = service.visitor()

    for rule, path in routes(service):
        if "GET" in (rule.methods or ()):
            answer = stranger.get(path, buffered=True)
            assert MARKER.encode() not in answer.data, path
    assert stranger.get(f"{FORM}/your-documents/letter").status_code == 404
    assert stranger.fill(f"{FORM}/delete-answers").status_code in (303, 403)
    assert MARKER in visitor.page(PERSON)


# ---- tokens --------------------------------------------------------------------------------------------------------


def unsafe(service: House) -> list[str]:
    """The paths that a page posts to. The API knows no cookie, so nobody can post there in someone else's name."""
    found = [path for rule, path in routes(service) if "POST" in (rule.methods or ())]
    return [path for path in found if not path.startswith("/api")]


def test_every_route_that_changes_something_wants_a_token(service: House, visitor: Visitor):
    """All but those of the API, which reads no cookie and keeps nothing, so that there is nothing to change."""
    visitor.fill(PERSON, {"surname": "Jansen"})
    stranger = service.visitor()
    foreign = stranger.fields(stranger.page(PERSON))["csrf_token"]
    paths = [path for path in unsafe(service) if not path.startswith("/api")]
    assert len(paths) >= 7

    for path in paths:
        for token in ("", "x", foreign):
            answer = visitor.client.post(path, data={"csrf_token": token, "surname": "gekaapt"})
            assert answer.status_code == 403, (path, token)
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Jansen"


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
def test_a_post_that_another_site_began_is_refused(service: House, visitor: Visitor, headers: dict[str, str]):
    values = visitor.fields(visitor.page(PERSON))
    for path in unsafe(service):
        assert visitor.client.post(path, data=values, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "null"}, {"Origin": "http://localhost"}]
)
def test_our_own_posts_pass(visitor: Visitor, headers: dict[str, str]):
    values = visitor.fields(visitor.page(PERSON))

    assert visitor.client.post(PERSON, data=values, headers=headers).status_code == 303


def test_a_page_without_a_token_is_shown_again_with_what_was_typed(service: House, visitor: Visitor):
    values = visitor.fields(visitor.page(PERSON)) | ABOUT_YOU
    visitor.client.delete_cookie("formgen")

    answer = visitor.post(PERSON, values)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 403
    assert "Deze bladzijde stond te lang open" in page
    assert visitor.fields(page)["surname"] == "Şahin"
    assert visitor.fields(page)["works"] == "part"
    assert drafts_of(service.app).count() == 0

    assert visitor.post(PERSON, visitor.fields(page)).location == DETAILS
    assert "Şahin" in visitor.page(PERSON)


def test_a_token_does_not_wear_out(service: House, visitor: Visitor):
    values = visitor.fields(visitor.page(PERSON)) | ABOUT_YOU
    service.clock.move(days=29)

    assert visitor.post(PERSON, values).status_code == 303


# ---- where a visitor is led ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", "/a\nb", "/\t/evil", "/a\\b"]
)
def test_the_language_switch_leads_nobody_away(service: House, path: str):
    with service.app.test_request_context():
        assert _own_path(path) == "/"


@given(st.text(max_size=30))
def test_whatever_comes_in_the_path_stays_here(path: str):
    with Flask("x").test_request_context():
        kept = _own_path("/" + path)

    assert kept.startswith("/")
    assert not kept.startswith(("//", "/\\"))
    assert kept.isprintable()


# ---- logs ----------------------------------------------------------------------------------------------------------


def test_a_marker_reaches_no_log_no_address_and_no_file(
    service: House, visitor: Visitor, capfd: pytest.CaptureFixture[str]
):
    visitor.fill(PERSON, ABOUT_YOU | {"surname": MARKER, "born": MARKER_BSN})
    marked = {"talks.1.talk_with": MARKER, "wish": f"{MARKER} {MARKER_BSN}"}
    for act in ("add:talks", "remove:talks.1", "restore", "language:en", "next", f"use:{MARKER}", MARKER):
        answer = visitor.fill(DETAILS, marked, act=act)
        assert MARKER not in (answer.location or "")
    for path in (f"{FORM}/check-answers", f"{FORM}/your-documents", f"/{MARKER}", f"{FORM}/{MARKER}?q={MARKER_BSN}"):
        visitor.get(path)
    visitor.client.post(PERSON, data={"surname": MARKER})
    visitor.client.post(f"{PERSON}/asked", data={"surname": MARKER}, headers={"Origin": f"https://{MARKER}"})

    logged = service.log.getvalue() + "".join(capfd.readouterr())
    kept = b"".join(path.read_bytes() for path in service.data.iterdir())

    assert logged.count("\n") > 15
    assert MARKER not in logged
    assert MARKER_BSN not in logged
    assert MARKER.encode() not in kept
    assert MARKER_BSN.encode() not in kept


def test_a_fault_is_logged_by_place_without_its_words(
    service: House, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
):
    def breaks(*_: object) -> None:
        raise ValueError(MARKER)

    visitor.fill(PERSON, {"surname": MARKER})
    monkeypatch.setattr("formgen.web.finish.checks.judge", breaks)

    answer = visitor.get(f"{FORM}/check-answers")

    assert answer.status_code == 500
    assert "Er ging bij ons iets mis" in answer.get_data(as_text=True)
    assert MARKER not in answer.get_data(as_text=True)
    fault = next(json.loads(line) for line in service.log.getvalue().splitlines() if '"fault"' in line)
    assert fault["fault"] == "ValueError"
    assert any(place.startswith("finish.py:") for place in fault["places"])
    assert MARKER not in service.log.getvalue()


def test_every_line_of_the_log_is_json_with_known_fields(service: House, visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU)

    lines = [json.loads(line) for line in service.log.getvalue().splitlines()]

    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("GET", "/<address>/<section_name>", 200),
        ("POST", "/<address>/<section_name>", 303),
    ]
    assert all(set(line) <= logs.ALLOWED for line in lines)


def test_a_field_that_is_not_allowed_never_reaches_the_log():
    stream = io.StringIO()

    logs.logger_to(stream).info("request", method="GET", surname=MARKER, path=f"/{MARKER}")

    assert json.loads(stream.getvalue())["method"] == "GET"
    assert MARKER not in stream.getvalue()
    assert not structlog.is_configured()  # nothing is set for programs that use us as a library


# ---- faults --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "method", "code", "says"),
    [
        ("/nowhere", "GET", 404, "Deze bladzijde is er niet"),
        ("/small/nowhere", "GET", 404, "Deze bladzijde is er niet"),
        ("/bulk/0123456789ab", "GET", 404, "Deze opdracht is er niet meer"),
        ("/nowhere/person", "POST", 403, "Deze bladzijde stond te lang open"),
        ("/privacy", "DELETE", 405, "Zo kan deze bladzijde niet open"),
    ],
)
def test_a_fault_gets_a_page_that_helps(visitor: Visitor, path: str, method: str, code: int, says: str):
    visitor.page("/")  # whoever comes from a page of ours has a cookie
    answer = visitor.client.open(path, method=method)

    assert answer.status_code == code
    assert says in answer.get_data(as_text=True)
    english = visitor.client.open(path, method=method, headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert '<html lang="en">' in english
    assert says not in english


def test_a_page_of_more_than_a_million_bytes_is_refused(visitor: Visitor):
    values = visitor.fields(visitor.page(PERSON)) | {"surname": "x" * 1_100_000}

    answer = visitor.post(PERSON, values)

    assert answer.status_code == 413
    assert "Dit is te veel in één keer" in answer.get_data(as_text=True)


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 418, 429, 500, 502, 503])
def test_every_code_has_words_in_both_languages(service: House, visitor: Visitor, code: int):
    service.app.add_url_rule("/fault", "fault", lambda: abort(code))

    dutch, english = (visitor.get("/fault", headers={"Accept-Language": tag}) for tag in ("nl", "en"))

    assert (dutch.status_code, english.status_code) == (code, code)
    assert "Naar het begin" in dutch.get_data(as_text=True)
    assert "To the start" in english.get_data(as_text=True)


def test_a_busy_database_is_told_and_nothing_pretends_to_be_saved(service: House, visitor: Visitor):
    values = visitor.fields(visitor.page(PERSON)) | ABOUT_YOU
    blocker = sqlite3.connect(service.data / "formgen.db", isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    with drafts_of(service.app)._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")  # the pool gives this same connection out again

    answer = visitor.post(PERSON, values)
    blocker.execute("ROLLBACK")
    blocker.close()

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Dit is nog niet opgeslagen" in answer.get_data(as_text=True)
    again = Page(answer.get_data(as_text=True)).form
    assert visitor.client.post(again.action, data=again.values).status_code == 303  # without scripts too
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"


def test_a_template_that_is_gone_is_told_to_whoever_runs_the_service(service: House, visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU)
    (service.folder / "templates" / "small.docx").unlink()

    answer = visitor.get(f"{FORM}/your-documents")

    assert answer.status_code == 500
    assert "small.docx" in answer.get_data(as_text=True)


# ---- starting ------------------------------------------------------------------------------------------------------


def test_a_broken_form_is_told_before_anyone_comes(tmp_path: Path):
    folder = write_folder(tmp_path)
    (folder / "forms" / "small.yml").write_text("form: small\ntitel: x\n")

    with pytest.raises(FormFileError):
        create_app(Settings(data=tmp_path / "data", secret=SECRET), folders=[folder])


def test_a_secret_that_is_too_short_is_told(tmp_path: Path):
    with pytest.raises(FormgenError, match="32"):
        create_app(Settings(data=tmp_path / "data", secret="kort"), folders=[write_folder(tmp_path)])


def test_without_folders_it_serves_our_own_forms_and_those_of_the_setting(tmp_path: Path):
    app = create_app(Settings(data=tmp_path / "data", folder=write_folder(tmp_path), secret=SECRET))

    names = app.extensions["formgen"].library.names()

    assert "small" in names
    assert "deskundigenoordeel-werknemer" in names
    drafts_of(app).close()


def test_serving_purges_what_expired_and_lets_go_of_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    served: dict[str, object] = {}
    folder = write_folder(tmp_path)
    settings = Settings(data=tmp_path / "data", folder=folder, secret=SECRET)
    old = open_drafts(settings.data, find_keys(SECRET, settings.data), 1, lambda: NOON - datetime.timedelta(days=400))
    old.start("small", Content({"surname": MARKER}))
    purged = threading.Event()

    def purge(drafts: Drafts) -> int:
        found = kept_purge(drafts)
        purged.set()
        return found

    def run(app: object, **how: object) -> None:
        assert purged.wait(5)
        served.update(how, count=drafts_of(app).count())  # type: ignore[arg-type]

    kept_purge = Drafts.purge
    monkeypatch.setattr(Drafts, "purge", purge)
    monkeypatch.setattr("formgen.web.waitress.serve", run)
    serve("127.0.0.1", 5000, settings)

    assert served["count"] == 0
    assert (served["host"], served["port"], served["ident"]) == ("127.0.0.1", 5000, None)
    assert served["clear_untrusted_proxy_headers"] is False, "the API tells by them who comes from elsewhere"
    old.close()
