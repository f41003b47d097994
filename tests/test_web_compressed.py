"""How heavy a page is on the way: everything that can be is compressed, and no page of any form is over 100 KB so."""

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from formgen.library import SHIPPED, Library
from formgen.loader.answersfile import read_answers
from formgen.store.drafts import Content
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, SECRET, Clock, House, Visitor, house

PERSON = f"{FORM}/person"
GZIP = {"Accept-Encoding": "gzip, deflate, br"}
LIBRARY = Library([SHIPPED])
ASSET = re.compile(r'(?:src|href)="(/static/[^"]+|/theme[^"]+)"')
FONT = re.compile(rb"url\((fonts/[\w-]+\.woff2)\)")
_MOST = 100_000  # bytes as sent


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


def small(visitor: Visitor, path: str, **headers: str) -> TestResponse:
    return visitor.client.get(path, headers=GZIP | headers, buffered=True)


@pytest.mark.parametrize("path", ["/", PERSON, "/sources", "/static/site.css", "/static/page.js", "/nowhere/at/all"])
def test_what_is_compressed_is_the_same_and_smaller(service: House, path: str) -> None:
    visitor = service.visitor()
    visitor.page("/")  # from here on it is one session

    plain, squeezed = visitor.get(path, buffered=True), small(visitor, path)

    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert int(squeezed.headers["Content-Length"]) == len(squeezed.data) < len(plain.data) * 0.6
    assert squeezed.status_code == plain.status_code
    for answer in (plain, squeezed):
        assert "Accept-Encoding" in answer.headers["Vary"], "a proxy must not give the one for the other"
    assert without_token(gzip.decompress(squeezed.data)) == without_token(plain.data)


def without_token(page: bytes) -> bytes:
    """The token is signed with the second in which it was."""
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", page)


@pytest.mark.parametrize("wanted", ["", "br", "identity", "gzip;q=0"])
def test_who_cannot_unpack_it_gets_it_plain(service: House, wanted: str) -> None:
    answer = service.visitor().client.get("/static/site.css", headers={"Accept-Encoding": wanted}, buffered=True)

    assert "Content-Encoding" not in answer.headers
    assert b"--fg-" in answer.data


def test_a_style_sheet_is_asked_for_once(service: House) -> None:
    visitor = service.visitor()
    first = small(visitor, "/static/site.css")

    again = small(visitor, "/static/site.css", **{"If-None-Match": first.headers["ETag"]})

    assert first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data) == (304, b"")


def test_a_changed_file_is_compressed_anew(service: House, tmp_path: Path) -> None:
    static = tmp_path / "static"
    static.mkdir()
    service.app.static_folder = str(static)
    visitor = service.visitor()
    for words in (b"/* one */" * 100, b"/* two, and longer */" * 100):
        (static / "a.css").write_bytes(words)
        assert gzip.decompress(small(visitor, "/static/a.css").data) == words


def test_documents_and_answers_to_scripts_leave_as_they_are(service: House) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)
    visitor.fill(f"{FORM}/details", {"talks.1.talk_with": "baas"}, act="on")

    kept = visitor.client.post(
        f"{PERSON}/kept", data=Page(visitor.page(PERSON)).form.sent({}, "keep"), headers=GZIP, buffered=True
    )
    assert kept.status_code == 200
    assert "Content-Encoding" not in kept.headers
    document = small(visitor, f"{FORM}/your-documents/copy")
    assert document.status_code == 200
    assert "Content-Encoding" not in document.headers


def test_a_small_file_and_a_head_stay_as_they_are(service: House) -> None:
    visitor = service.visitor()

    assert "Content-Encoding" not in small(visitor, "/static/mark.svg").headers
    head = visitor.client.head("/static/site.css", headers=GZIP, buffered=True)
    assert "Content-Encoding" not in head.headers


def test_the_length_of_a_page_tells_nothing_of_what_is_in_it(service: House) -> None:
    """The same page twice has two lengths: nobody measures a secret by it."""
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)

    assert len({len(small(visitor, PERSON).data) for _ in range(30)}) > 5


@pytest.mark.parametrize("word", ["open", "part", "from", "document", "form", "deleted", "x"])
@pytest.mark.parametrize("path", ["/", FORM, PERSON, f"{FORM}/check-answers", f"{FORM}/continue-later", "/bulk"])
def test_no_page_repeats_what_an_address_carries_in(service: House, path: str, word: str) -> None:
    """Words of an attacker beside a secret are what a compressed page must not hold."""
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)

    assert "SECRETWORD" not in visitor.page(f"{path}?{word}=SECRETWORD")


# ---- the heaviest page of all --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("heavy")
    site = create_app(Settings(data=data, secret=SECRET), folders=[SHIPPED], clock=Clock(), log=io.StringIO())
    yield site
    drafts_of(site).close()


@pytest.mark.parametrize("form", LIBRARY.names())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_of_a_real_form_weighs_over_100_kb_as_sent(shipped: Site, form: str, language: str) -> None:
    """A page with its longest sample and all that it fetches: page, styles, scripts and mark as sent, both fonts."""
    longest = max((SHIPPED / "samples" / form).glob("*.yml"), key=lambda path: path.stat().st_size)
    visitor = Visitor(shipped.test_client())
    draft = drafts_of(shipped).start(form, Content(dict(read_answers(longest.read_bytes(), longest.name).answers)))
    visitor.fill("/resume", {"code": draft.id})
    token = visitor.fields(visitor.page("/"))["csrf_token"]
    visitor.client.post("/language", data={"csrf_token": token, "language": language})
    paths = [f"/{form}/{section.name}" for section in LIBRARY.load(form).sections]
    paths += [f"/{form}", f"/{form}/check-answers?open=all", f"/{form}/your-documents", "/", "/sources", "/timeline"]

    weights = {path: weight(visitor, path) for path in paths}

    assert max(weights.values()) > 60_000, "the fonts alone weigh that: something was not counted"
    assert {path: heavy for path, heavy in weights.items() if heavy > _MOST} == {}


def weight(visitor: Visitor, path: str) -> int:
    """What a browser that comes for the first time fetches of this page without the preview, in bytes."""
    answer = small(visitor, path)
    if answer.status_code in (302, 303):  # a section that these answers do not call for
        return 0
    assert answer.status_code == 200, path
    found = set(ASSET.findall(gzip.decompress(answer.data).decode()))
    wanted = {one for one in found if "preview" not in one and "docx" not in one}
    parts = [small(visitor, one.replace("&amp;", "&")) for one in wanted]
    fonts = FONT.findall(visitor.get("/static/tokens.css", buffered=True).data)
    parts += [small(visitor, f"/static/{font.decode()}") for font in fonts]
    assert all(part.status_code == 200 for part in parts)
    return len(answer.data) + sum(len(part.data) for part in parts)
