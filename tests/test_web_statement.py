"""The privacy statement says what this installation does: it follows every setting, in both languages."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import render_template

from formgen.documents import conversion
from formgen.store.settings import Settings
from formgen.web.clearing import Left
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, House, house

NOTHING = Left((), (), ())

SAYS: tuple[tuple[dict[str, object], str, str], ...] = (
    ({"keep_days": 7}, "7 dagen na uw laatste wijziging", "7 days after your last change"),
    ({"keep_days": 1}, "Een dag na uw laatste wijziging", "A day after your last change"),
    ({"result_days": 3}, "maken, bewaren we 3 dagen", "keep for 3 days"),
    ({"result_days": 1}, "maken, bewaren we één dag", "keep for one day"),
    ({"secret": ""}, "De sleutel staat op dezelfde computer", "The key is on the same computer"),
    ({}, "maar in de instellingen van deze website", "but in the settings of this website"),
    ({"database_url": "postgresql://x/y"}, "in een database van de beheerder", "in a database of whoever runs"),
    ({"database_url": "postgresql://x/y"}, "nog een versleutelde rest", "encrypted remains are there"),
    (
        {"database_url": "postgresql://x/y", "secret": ""},
        "niet in de database, maar in een",
        "not in the database, but",
    ),
    ({"store_url": "s3://x"}, "in een opslagdienst die de beheerder koos", "in a storage service that whoever runs"),
    ({"store_url": "s3://x"}, "wissen we uit de opslagdienst", "delete from the storage service"),
    ({"broker_url": "amqp://x"}, "alleen nummers van opdrachten", "numbers of jobs only"),
    ({"https": True}, "is versleuteld (https)", "is encrypted (https)"),
    ({"https": True}, "__Host-", "__Host-"),
    ({"https": False}, "niet ingesteld voor https", "not set up for https"),
    ({"proxy": "127.0.0.1"}, "een ander programma van de beheerder", "another program of whoever runs it"),
    ({"owner": "Voorbeeld BV."}, "Deze website is van Voorbeeld BV.", "This website is run by Voorbeeld BV."),
    ({"contact": "hallo@voorbeeld.example"}, "Neem contact op: hallo@", "Contact: hallo@"),
)
# What is said by default, and is not true with that setting.
UNSAYS: tuple[tuple[dict[str, object], str, str], ...] = (
    ({"database_url": "postgresql://x/y"}, "we overschrijven wat er stond", "we write over what was there"),
    (
        {"database_url": "postgresql://x/y"},
        "staan versleuteld op de computer waar deze website draait (AES",
        "website (AES",
    ),
    ({"store_url": "s3://x"}, "ervan, staan versleuteld op de computer", "documents, are encrypted on the computer"),
    ({"https": True}, "niet ingesteld voor https", "not set up for https"),
    ({"owner": "Voorbeeld BV"}, "nog geen naam ingevuld", "not yet filled in a name"),
)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


def statement(service: House, language: str, converts: bool = False, **settings: object) -> str:
    """The words of the statement with these settings, without opening what they name."""
    given = Settings(**{"secret": "s" * 32, **settings})  # type: ignore[arg-type]
    with service.app.test_request_context("/privacy", headers={"Accept-Language": language}):
        page = render_template("privacy.html", left=NOTHING, converts=converts, settings=given)
    return Page(page).words


@pytest.mark.parametrize(("settings", "nl", "en"), SAYS, ids=str)
def test_it_says_what_the_setting_does(service: House, settings: dict[str, object], nl: str, en: str) -> None:
    assert nl in statement(service, "nl", **settings)
    assert en in statement(service, "en", **settings)


@pytest.mark.parametrize(("settings", "nl", "en"), UNSAYS, ids=str)
def test_it_does_not_say_what_is_no_longer_so(service: House, settings: dict[str, object], nl: str, en: str) -> None:
    assert nl in statement(service, "nl")
    assert en in statement(service, "en")
    assert nl not in statement(service, "nl", **settings)
    assert en not in statement(service, "en", **settings)


def test_every_setting_is_judged_here_or_says_nothing_to_a_visitor() -> None:
    """Whoever adds a setting decides whether the statement must tell of it."""
    told = {name for settings, _, _ in SAYS for name in settings}
    silent = {"data", "folder", "workers", "theme", "api_tokens", "metrics_tokens"}

    assert told | silent == set(Settings.__slots__)
    assert not told & silent


@pytest.mark.parametrize(("language", "said"), [("nl", "een programma op onze eigen computers (LibreOffice)"),
                                                ("en", "a program on our own computers (LibreOffice)")])  # fmt: skip
def test_converting_is_told_only_where_it_is_done(service: House, language: str, said: str) -> None:
    assert said in statement(service, language, converts=True)
    assert "LibreOffice" not in statement(service, language, converts=False)


def test_the_page_itself_knows_whether_it_converts(service: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("", "/usr/bin/soffice"):
        monkeypatch.setattr(conversion, "program", lambda program=program: program)
        assert ("LibreOffice" in service.visitor().page("/privacy")) is bool(program)


def test_documents_of_many_people_are_said_to_be_kept(service: House) -> None:
    said = statement(service, "nl")

    assert "Documenten van één persoon maken we op het moment dat u ze downloadt" in said
    assert "bewaren we dat bestand en de documenten die we ervan maken wel, versleuteld" in said


def test_every_cookie_we_put_is_named(service: House) -> None:
    """Those of a draft, of a draft of which nothing is kept, and of the session."""
    visitor = service.visitor()
    visitor.fill(f"{FORM}/person", ABOUT_YOU)
    token = visitor.fields(visitor.page(FORM))["csrf_token"]
    visitor.client.post(f"{FORM}~{'0' * 16}/keep-nothing", data={"csrf_token": token, "keep": "no"})
    visitor.fill(f"{FORM}~{'0' * 16}/person", ABOUT_YOU)
    page = visitor.page("/privacy")

    names = {cookie.key for cookie in visitor.client._cookies.values()}
    assert len(names) >= 3
    for name in names:
        start = "-".join(name.split("-")[:2])
        assert f"<b>{start}" in page, name


def test_every_note_that_a_script_leaves_in_a_browser_is_named(service: House) -> None:
    page = service.visitor().page("/privacy")
    static = Path(service.app.static_folder or "")
    scripts = "".join(path.read_text("utf-8") for path in static.glob("*.js"))

    assert scripts.count("localStorage.setItem") == scripts.count("sessionStorage.setItem") == 1, "name the new one too"
    assert "<b>formgen-preview…</b>" in page
    assert "<b>formgen-last-word</b>" in page


def test_what_the_statement_says_of_the_code_in_a_link_is_so(service: House) -> None:
    """Only a fingerprint of it is kept: SHA-256 of the number is in the database, the number is not."""
    visitor = service.visitor()
    visitor.fill(f"{FORM}/person", ABOUT_YOU)
    page = visitor.fill(f"{FORM}/continue-later").get_data(as_text=True)
    code = page.partition("/resume#")[2][:32]

    data = b"".join(path.read_bytes() for path in service.data.iterdir())
    assert code.encode() not in data
    assert hashlib.sha256(code.encode()).hexdigest().encode() in data or hashlib.sha256(code.encode()).digest() in data
