"""The cookies: one for each draft and job, never too long, never lost, and as long-lived as what they are for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from formgen.store.drafts import Content
from formgen.web import drafts_of
from formgen.web.pocket import MOST_DRAFTS
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, House, Visitor, house

PERSON = f"{FORM}/person"
LONGEST = 4096  # bytes of one cookie that a browser keeps
ALL = 8192  # bytes of all of them that a server behind a common proxy gets to see


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


def begin(visitor: Visitor, name: str) -> str:
    """Begin one draft more, as the overview offers it; its address."""
    found = re.search(rf'href="({FORM}~[0-9a-f]+)"', visitor.page(FORM))
    address = found[1] if found else FORM
    assert visitor.fill(f"{address}/person", {"surname": name}).status_code == 303
    return address


def cookies(visitor: Visitor) -> dict[str, str]:
    return {cookie.key: cookie.value for cookie in visitor.client._cookies.values()}


def test_as_many_drafts_as_there_may_be_all_stay_within_reach(service: House) -> None:
    visitor = service.visitor()
    addresses = [begin(visitor, f"Naam{n}") for n in range(MOST_DRAFTS)]

    held = cookies(visitor)
    assert all(len(name) + len(value) < 200 < LONGEST for name, value in held.items())
    longest = len("__Host-formgen-draft-onderbouwing-afwijking-deskundigenoordeel~0123456789abcdef=kept.; ") + 32
    assert MOST_DRAFTS * longest < ALL - 2000
    for n, address in enumerate(addresses):
        assert visitor.fields(visitor.page(f"{address}/person"))["surname"] == f"Naam{n}"


def test_one_more_is_told_before_and_after_typing_and_no_word_is_lost(service: House) -> None:
    visitor = service.visitor()
    for n in range(MOST_DRAFTS - 1):
        begin(visitor, f"Naam{n}")
    more = f"{FORM}~0123456789abcdef"
    ready = visitor.fields(visitor.page(f"{more}/person"))
    last = begin(visitor, "Laatste")

    for answer in (visitor.get(f"{FORM}~{'f' * 16}/person"), visitor.post(f"{more}/person", ready | ABOUT_YOU)):
        assert answer.status_code == 422
        assert f"U hebt {MOST_DRAFTS} formulieren open" in answer.text
        assert f'href="{last}/delete-answers"' in answer.text
    carried = Page(answer.text).form
    assert carried.values["surname"] == "Şahin"
    assert visitor.post(f"{more}/person/kept", ready | ABOUT_YOU).status_code == 422

    visitor.fill(f"{last}/delete-answers")
    assert visitor.client.post(carried.action, data=carried.values).status_code == 303
    assert visitor.fields(visitor.page(f"{more}/person"))["surname"] == "Şahin"


def test_drafts_that_are_gone_take_no_room(service: House) -> None:
    visitor = service.visitor()
    for n in range(MOST_DRAFTS):
        begin(visitor, f"Naam{n}")
    service.clock.move(days=30)

    begin(visitor, "Nieuw")
    begin(visitor, "Nog een")
    assert len([name for name in cookies(visitor) if name.startswith("formgen-draft-")]) == 2


def test_drafts_of_the_one_cookie_of_before_are_moved_and_none_is_lost(service: House) -> None:
    visitor, drafts = service.visitor(), drafts_of(service.app)
    older = {"small": drafts.start("small", Content({"surname": "Naam0"})).id}
    for n in range(1, 60):
        older[f"small~{n:016x}"] = drafts.start("small", Content({"surname": f"Naam{n}"})).id
    with visitor.client.session_transaction() as session:
        session["drafts"], session["here"] = older, ["small~ffffffffffffffff"]

    for _ in range(6):
        answer = visitor.get("/")
        assert sum(len(line) for line in answer.headers.getlist("Set-Cookie")) < LONGEST
    own = {name for name in cookies(visitor) if name.startswith("formgen-draft-")}
    assert len(own) == MOST_DRAFTS
    for n, address in enumerate(older):
        assert visitor.fields(visitor.page(f"/{address}/person"))["surname"] == f"Naam{n}", address
    assert "Wij bewaren niets" in visitor.page("/small~ffffffffffffffff")
    for address in older:
        visitor.fill(f"/{address}/delete-answers")
    assert drafts.count() == 0
    with visitor.client.session_transaction() as session:
        assert not session.get("drafts")


# ---- how long -------------------------------------------------------------------------------------------------------


def max_age(answer: TestResponse, name: str) -> int | None:
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith(f"{name}="))
    found = re.search(r"Max-Age=(\d+)", cookie)
    return int(found[1]) if found else None


def test_a_cookie_outlives_its_draft_however_often_a_day_one_saves(tmp_path: Path) -> None:
    with house(tmp_path, keep_days=1) as service:
        visitor = service.visitor()
        for hour in range(3):
            answer = visitor.fill(PERSON, {"nickname": f"om {hour} uur"})
            assert max_age(answer, "formgen-draft-small") == 2 * 86_400
            service.clock.move(hours=8)


def test_whoever_only_looks_gets_no_lasting_cookie_and_nothing_is_kept(service: House) -> None:
    visitor = service.visitor()
    answer = visitor.get(PERSON)

    assert max_age(answer, "formgen-draft-small") is None
    assert drafts_of(service.app).count() == 0
    assert "Set-Cookie" not in visitor.get(PERSON).headers  # it is handed out once


def test_a_number_that_was_handed_out_opens_nothing_of_anyone(service: House) -> None:
    owner, thief = service.visitor(), service.visitor()
    owner.fill(PERSON, ABOUT_YOU)
    thief.client.set_cookie("formgen-draft-small~0123456789abcdef", "new." + "a" * 32)
    thief.fill(f"{FORM}~0123456789abcdef/person", {"surname": "Anders"})
    other = service.visitor()
    other.client.set_cookie("formgen-draft-other", f"new.{owner.draft_id()}")

    assert owner.fields(owner.page(PERSON))["surname"] == "Şahin"
    assert thief.draft_id("small~0123456789abcdef") == "a" * 32
    assert other.get("/other/person").status_code == 404


def test_delete_now_has_the_browser_forget_the_pages_too(service: House) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)

    answer = visitor.fill(f"{FORM}/delete-answers")

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "formgen-draft-small" not in cookies(visitor)


# ---- no cookie at all -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [PERSON, "/"])
def test_a_browser_that_refuses_cookies_is_told_which_and_why(service: House, path: str) -> None:
    refusing = Visitor(service.app.test_client(use_cookies=False))
    answer = refusing.fill(path, {"surname": "Şahin"})

    assert answer.status_code == 403
    assert "Uw browser weigert onze cookie" in answer.text
    assert "stond te lang open" not in answer.text
    if path == PERSON:
        assert refusing.fields(answer.text)["surname"] == "Şahin"
    english = refusing.client.post(path, data={}, headers={"Accept-Language": "en"})
    assert "Your browser refuses our cookie" in english.text
