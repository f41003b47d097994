"""Stopping and going on without an account: by a link, or with nothing kept here at all."""

import re
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.store.database import DATABASE_FILE
from formgen.web import drafts_of, nothingkept
from tests.smallform import ABOUT_YOU, FORM, TALKS, House, Visitor, house

PERSON, DETAILS, LATER = f"{FORM}/person", f"{FORM}/details", f"{FORM}/continue-later"
LINK = re.compile(r'value="(http://localhost/resume#([\w-]{32}))"')


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    found = service.visitor()
    found.fill(PERSON, ABOUT_YOU)
    return found


def link_of(visitor: Visitor) -> tuple[str, str]:
    """The link that the page shows, and the code in it."""
    found = LINK.search(visitor.fill(LATER).get_data(as_text=True))
    assert found
    return found[1], found[2]


# ---- the link --------------------------------------------------------------------------------------------------------


def test_the_link_is_shown_only_to_who_asks_for_it(visitor: Visitor) -> None:
    assert not LINK.search(visitor.page(LATER))
    assert not LINK.search(visitor.page(FORM))
    assert link_of(visitor) == link_of(visitor)


def test_the_code_has_enough_bits_and_the_database_only_its_hash(service: House, visitor: Visitor) -> None:
    _, code = link_of(visitor)

    assert len(code) * 6 >= 128
    for path in service.data.iterdir():
        assert code.encode() not in path.read_bytes(), path.name
    assert code not in service.log.getvalue()


def test_the_link_opens_the_answers_in_another_browser(service: House, visitor: Visitor) -> None:
    link, _ = link_of(visitor)
    other = service.visitor()

    answer = other.fill("/resume", {"code": link})

    assert (answer.status_code, answer.location) == (303, FORM)
    assert other.fields(other.page(PERSON))["surname"] == "Şahin"
    other.fill(PERSON, {"nickname": "Ay"})
    assert visitor.fields(visitor.page(PERSON))["nickname"] == "Ay"


def test_the_bare_code_opens_them_too(service: House, visitor: Visitor) -> None:
    _, code = link_of(visitor)

    assert service.visitor().fill("/resume", {"code": f"  {code} "}).location == FORM


def test_looking_at_the_link_changes_nothing(service: House, visitor: Visitor) -> None:
    link, _ = link_of(visitor)
    looker = service.visitor()

    answer = looker.get(link)  # what is behind the # never leaves the browser

    assert answer.status_code == 200
    with looker.client.session_transaction() as session:
        assert set(session) <= {"csrf_token"}
    assert "Şahin" not in answer.get_data(as_text=True)


def test_the_link_stays_good_when_it_was_used_and_when_another_was_asked_for(service: House, visitor: Visitor) -> None:
    link, _ = link_of(visitor)
    for _ in range(3):
        assert service.visitor().fill("/resume", {"code": link}).status_code == 303
        link_of(visitor)


def test_a_link_lives_as_long_as_its_draft(service: House, visitor: Visitor) -> None:
    link, _ = link_of(visitor)
    service.clock.move(days=29)
    assert service.visitor().fill("/resume", {"code": link}).status_code == 303
    service.clock.move(days=1)

    answer = service.visitor().fill("/resume", {"code": link})

    assert answer.status_code == 404
    assert "30 dagen na de laatste wijziging" in answer.get_data(as_text=True)


def test_a_link_to_what_was_deleted_opens_nothing(service: House, visitor: Visitor) -> None:
    link, _ = link_of(visitor)
    visitor.fill(f"{FORM}/delete-answers")

    assert service.visitor().fill("/resume", {"code": link}).status_code == 404


@pytest.mark.parametrize("code", ["x", "a" * 31, "a" * 33, "é" * 32, "../../etc/passwd", "\x00" * 32, "a b" * 10])
def test_a_code_that_opens_nothing_says_so_and_is_not_repeated(service: House, code: str) -> None:
    answer = service.visitor().fill("/resume", {"code": code})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "Bij deze code bewaren we niets" in page
    assert f'value="{code}"' not in page


def test_no_code_asks_for_one(service: House) -> None:
    answer = service.visitor().fill("/resume", {"code": "  "})

    assert answer.status_code == 422
    assert "Plak hier de hele link" in answer.get_data(as_text=True)


def test_guessing_finds_nothing(service: House, visitor: Visitor) -> None:
    link_of(visitor)
    drafts = drafts_of(service.app)

    for _ in range(200):
        with pytest.raises(LookupError):
            drafts.find(secrets.token_urlsafe(24), "small")


def test_a_browser_that_has_a_draft_of_the_form_keeps_it_beside(service: House, visitor: Visitor) -> None:
    link, _ = link_of(visitor)
    other = service.visitor()
    other.fill(PERSON, {"surname": "Anders"})

    first, again = (other.fill("/resume", {"code": link}).location or "" for _ in range(2))

    assert re.fullmatch(r"/small~[0-9a-f]{16}", first)
    assert again == first
    assert other.fields(other.page(PERSON))["surname"] == "Anders"
    assert other.fields(other.page(f"{first}/person"))["surname"] == "Şahin"


def test_the_link_as_a_text_file(service: House, visitor: Visitor) -> None:
    link, code = link_of(visitor)
    values = visitor.fields(visitor.page(LATER))

    answer = visitor.post(f"{LATER}.txt", values)

    text = answer.get_data(as_text=True).replace("\u00a0", " ")
    assert answer.mimetype == "text/plain"
    assert link in text
    assert "23 december 2026" in text
    assert code not in answer.headers["Content-Disposition"]
    assert service.visitor().fill("/resume", {"code": link}).status_code == 303


def test_who_has_no_draft_gets_no_link(service: House) -> None:
    stranger = service.visitor()
    values = stranger.fields(stranger.page(PERSON))

    assert stranger.post(LATER, values).status_code == 422
    assert stranger.post(f"{LATER}.txt", values).status_code == 404


def test_the_term_is_said_on_every_page_with_delete_now_beside_it(visitor: Visitor) -> None:
    visitor.fill(DETAILS, TALKS)
    for path in (FORM, PERSON, DETAILS, LATER, f"{FORM}/check-answers", f"{FORM}/your-documents"):
        page = visitor.page(path).replace("\u00a0", " ")
        assert "23 december 2026" in page, path
        assert f'href="{FORM}/delete-answers"' in page, path


# ---- nothing kept ----------------------------------------------------------------------------------------------------


def rows(service: House) -> int:
    with sqlite3.connect(service.data / DATABASE_FILE) as connection:
        (count,) = connection.execute("SELECT count(*) FROM drafts").fetchone()
    connection.close()
    return int(count)


def here(service: House, path: str = FORM) -> Visitor:
    """A visitor who wants nothing kept."""
    found = service.visitor()
    values = found.fields(found.page(path))
    assert found.client.post(f"{path}/keep-nothing", data=values | {"keep": "no"}).location == path
    return found


def pieces(visitor: Visitor, path: str = FORM) -> list[str]:
    names = [f"{nothingkept.COOKIE}-{place}" for place in range(nothingkept.MOST_PIECES)]
    found = [visitor.client.get_cookie(name, path=path) for name in names]
    return [cookie.value for cookie in found if cookie is not None]


def test_with_nothing_kept_the_whole_form_works_and_the_database_stays_empty(service: House) -> None:
    visitor = here(service)

    assert visitor.fill(PERSON, ABOUT_YOU | {"surname": "Merkwaardigsma"}).location == DETAILS
    visitor.fill(DETAILS, TALKS, act="add:talks")
    visitor.fill(DETAILS, {"talks.2.talk_with": "De arts"})

    assert visitor.fields(visitor.page(PERSON))["surname"] == "Merkwaardigsma"
    assert visitor.fields(visitor.page(DETAILS))["talks.2.talk_with"] == "De arts"
    assert "Merkwaardigsma" in visitor.page(f"{FORM}/check-answers")
    assert visitor.get(f"{FORM}/your-documents/letter").status_code == 200
    assert visitor.get(f"{FORM}/working-copy.json").status_code == 200
    assert rows(service) == 0
    for path in service.data.iterdir():
        assert b"Merkwaardigsma" not in path.read_bytes()


def test_what_travels_is_locked_and_only_for_its_own_pages(service: House) -> None:
    visitor = here(service)
    visitor.fill(PERSON, ABOUT_YOU | {"surname": "Merkwaardigsma"})

    (piece,) = pieces(visitor)
    cookie = visitor.client.get_cookie(f"{nothingkept.COOKIE}-0", path=FORM)

    assert "Merkwaardigsma" not in piece
    assert cookie
    assert (cookie.path, cookie.http_only, cookie.same_site, cookie.max_age) == (FORM, True, "Lax", None)
    assert cookie.expires is None  # it ends with the browser


def test_autosave_asks_and_keeps_nothing_here_either(service: House) -> None:
    visitor = here(service)
    values = visitor.fields(visitor.page(PERSON)) | {"surname": "Şahin"}

    kept = visitor.post(f"{PERSON}/kept", values)

    assert kept.get_json()["saved"].startswith("Bewaard om")
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"
    assert rows(service) == 0


def test_every_page_says_that_nothing_is_kept(service: House) -> None:
    visitor = here(service)
    visitor.fill(PERSON, ABOUT_YOU)
    for path in (FORM, PERSON, DETAILS, LATER, f"{FORM}/check-answers", f"{FORM}/your-documents"):
        page = visitor.page(path)
        assert "Wij bewaren niets" in page, path
        assert f'href="{FORM}/delete-answers"' in page, path
        assert "We bewaren uw antwoorden tot" not in page, path
    assert "Toon de link" not in visitor.page(LATER)


def test_a_changed_or_foreign_piece_opens_nothing(service: House) -> None:
    visitor, stranger = here(service), here(service)
    visitor.fill(PERSON, ABOUT_YOU)
    (piece,) = pieces(visitor)
    flipped = piece[:-8] + ("A" if piece[-8] != "A" else "B") + piece[-7:]
    other_form = f"{FORM}~{'0' * 16}"

    for wrong in (flipped, piece[:40], "1.", "9.x", "x", "1.é", ""):
        stranger.client.set_cookie(f"{nothingkept.COOKIE}-0", wrong, path=FORM)
        assert stranger.fields(stranger.page(PERSON))["surname"] == "", wrong
    with stranger.client.session_transaction() as session:
        session["here"] = [other_form[1:]]
    stranger.client.set_cookie(f"{nothingkept.COOKIE}-0", piece, path=other_form)
    assert stranger.fields(stranger.page(f"{other_form}/person"))["surname"] == ""


def test_what_travels_expires_too(service: House) -> None:
    visitor = here(service)
    visitor.fill(PERSON, ABOUT_YOU)
    service.clock.move(days=30)

    assert visitor.fields(visitor.page(PERSON))["surname"] == ""


def long_text(signs: int) -> str:
    return secrets.token_hex(signs // 2)  # as good as nothing shrinks it


def test_more_than_one_cookie_is_cut_and_put_together_again(service: House) -> None:
    visitor, text = here(service), long_text(20_000)
    visitor.fill(DETAILS, TALKS | {"wish": text})

    assert len(pieces(visitor)) >= 3
    assert max(map(len, pieces(visitor))) < 4000
    assert visitor.fields(visitor.page(DETAILS))["wish"] == text

    visitor.fill(DETAILS, {"wish": "kort"})
    assert len(pieces(visitor)) == 1
    assert visitor.fields(visitor.page(DETAILS))["wish"] == "kort"


def test_what_does_not_fit_is_shown_again_and_can_be_kept_after_all(service: House) -> None:
    visitor, text = here(service), long_text(80_000)
    visitor.fill(PERSON, ABOUT_YOU)

    answer = visitor.fill(DETAILS, TALKS | {"wish": text})
    page = answer.get_data(as_text=True)

    assert answer.status_code == 413
    assert "Dit past niet meer in uw browser" in page
    assert visitor.fields(page)["wish"] == text
    assert rows(service) == 0

    again = visitor.post(DETAILS, visitor.fields(page) | {"_keep": "yes"})
    assert again.status_code == 303
    assert visitor.fields(visitor.page(DETAILS))["wish"] == text
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"
    assert (rows(service), pieces(visitor)) == (1, [])


def test_a_browser_that_loses_a_piece_is_told_and_can_begin_again(service: House) -> None:
    visitor = here(service)
    visitor.fill(DETAILS, TALKS | {"wish": long_text(20_000)})
    visitor.client.delete_cookie(f"{nothingkept.COOKIE}-1", path=FORM)

    answer = visitor.get(PERSON)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 413
    assert "begin opnieuw" in page
    assert visitor.post(f"{FORM}/delete-answers", visitor.fields(page)).status_code == 303
    assert visitor.get(PERSON).status_code == 200


def move(visitor: Visitor, keep: str) -> None:
    values = visitor.fields(visitor.page(FORM))
    assert visitor.client.post(f"{FORM}/keep-nothing", data=values | {"keep": keep}).status_code == 303


def test_changing_ones_mind_moves_the_answers(service: House, visitor: Visitor) -> None:
    assert rows(service) == 1

    for keep, kept in (("no", 0), ("no", 0), ("yes", 1), ("yes", 1), ("no", 0)):
        move(visitor, keep)
        assert rows(service) == kept
        assert bool(pieces(visitor)) != bool(kept)
        assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"


def test_a_draft_that_is_too_long_to_travel_stays_where_it_is(service: House, visitor: Visitor) -> None:
    visitor.fill(DETAILS, TALKS | {"wish": long_text(80_000)})
    values = visitor.fields(visitor.page(FORM))

    answer = visitor.client.post(f"{FORM}/keep-nothing", data=values | {"keep": "no"})

    assert answer.status_code == 413
    assert rows(service) == 1
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"


def test_delete_now_takes_it_out_of_the_browser(service: House) -> None:
    visitor = here(service)
    visitor.fill(PERSON, ABOUT_YOU)

    visitor.fill(f"{FORM}/delete-answers")

    assert pieces(visitor) == []
    assert visitor.fields(visitor.page(PERSON))["surname"] == ""


def test_over_https_it_travels_no_other_way(tmp_path: Path) -> None:
    with house(tmp_path, https=True) as running:
        visitor = running.visitor()
        page = visitor.get(FORM, base_url="https://localhost").get_data(as_text=True)
        visitor.client.post(
            f"{FORM}/keep-nothing", data=visitor.fields(page) | {"keep": "no"}, base_url="https://localhost"
        )
        values = visitor.fields(visitor.get(PERSON, base_url="https://localhost").get_data(as_text=True))
        answer = visitor.client.post(PERSON, data=values | ABOUT_YOU, base_url="https://localhost")

    cookie = next(value for name, value in answer.headers if name == "Set-Cookie" and nothingkept.COOKIE in value)
    assert cookie.startswith(f"__Secure-{nothingkept.COOKIE}-0=")
    assert "Secure; HttpOnly; Path=/small; SameSite=Lax" in cookie


# ---- behind a proxy that speaks https --------------------------------------------------------------------------------


@pytest.mark.parametrize(("https", "scheme"), [(True, "https"), (False, "http")])
def test_the_link_begins_as_people_reach_us(tmp_path: Path, https: bool, scheme: str) -> None:
    """What comes in from a proxy is http, also where people and their browsers speak https."""
    with house(tmp_path, https=https) as running:
        client = running.app.test_client()
        secure = {"base_url": "https://localhost"} if https else {}
        page = client.get(PERSON, **secure).get_data(as_text=True)  # type: ignore[arg-type]
        fields = Visitor.fields(page)
        client.post(PERSON, data={**fields, **ABOUT_YOU, "_do": "next"}, **secure)  # type: ignore[arg-type]
        brought = "; ".join(f"{one.key}={one.value}" for one in client._cookies.values())
        behind = running.app.test_client(use_cookies=False)  # as the proxy passes it on: over http, with the cookies
        for path in (LATER, f"{LATER}.txt"):
            answer = behind.post(path, data={"csrf_token": fields["csrf_token"]}, headers={"Cookie": brought})

            assert answer.status_code == 200
            assert f"{scheme}://localhost/resume#" in answer.get_data(as_text=True)
