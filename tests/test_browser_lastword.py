"""The last word, in a real browser: after a clash, on a slow line, in two tabs at once, and when the draft is gone."""

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.browsing import NEEDS_CHROMIUM, Visit, chromium, served
from tests.smallform import NOON, SECRET, write_folder
from tests.test_browser_autosave import KEPT, PERSON, asked_before, saved, shown_again

pytestmark = NEEDS_CHROMIUM
DETAILS = "/small/details"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture
def app(tmp_path: Path) -> Site:
    folder = write_folder(tmp_path)
    return create_app(
        Settings(data=tmp_path / "data", secret=SECRET), folders=[folder], clock=lambda: NOON, log=io.StringIO()
    )


@pytest.fixture
def small(app: Site) -> Iterator[str]:
    yield from served(app)


def clash(visit: Visit, small: str) -> Page:
    """A tab in which a word was typed that another tab wrote over in the meantime."""
    visit.page.goto(small + PERSON)
    other = visit.context.new_page()
    other.goto(small + PERSON)
    visit.answer("nickname", "tab een")
    saved(visit.page)
    other.locator("[name=nickname]").fill("tab twee")
    expect(other.locator("#state")).to_contain_text("Dit veranderde ook in een ander tabblad.")
    return other


def soon(visit: Visit, small: str, name: str, word: str, path: str = PERSON) -> None:
    """Wait until this is what is kept: what a page sends as its last may arrive after the next page is there."""
    for _ in range(60):
        other = visit.context.new_page()
        other.goto(small + path)
        found = other.locator(f"[name={name}]").input_value()
        other.close()
        if found == word:
            return
        visit.page.wait_for_timeout(250)
    assert found == word


# ---- after a clash --------------------------------------------------------------------------------------------------


def test_after_a_clash_what_one_types_elsewhere_is_kept_and_leaving_is_asked(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        other = clash(visit, small)
        with other.expect_response(KEPT):
            other.locator("[name=surname]").press_sequentially("Jansen")
        soon(visit, small, "surname", "Jansen")

        assert asked_before(other, other.reload)
        expect(other.locator("[name=nickname]")).to_have_value("tab twee")
        assert shown_again(visit, small, "nickname") == "tab een"


def test_the_page_that_shows_both_keeps_the_rest_and_asks_too(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        other = clash(visit, small)
        with other.expect_navigation():
            other.locator("main button.button[value=next]").click()
        expect(other.locator("#nickname-error")).to_contain_text("tab een")
        with other.expect_response(KEPT):
            other.locator("[name=surname]").press_sequentially("Jansen")
        soon(visit, small, "surname", "Jansen")
        assert shown_again(visit, small, "nickname") == "tab een"  # nothing is chosen for anyone

        assert asked_before(other, other.go_back)
        with other.expect_navigation():
            other.locator("main button.button[value=next]").click()
        soon(visit, small, "nickname", "tab twee")


# ---- a slow line ----------------------------------------------------------------------------------------------------

# Nothing gets an answer, and what a browser does not send on while it closes a page does not leave at all.
SLOW = """() => {
  const real = window.fetch;
  window.fetch = (where, how) => {
    if (!String(where).endsWith("/kept")) return real(where, how);
    document.body.dataset.sent = "yes";
    return how.keepalive ? real(where, how) : new Promise(() => {});
  };
}"""


def test_the_last_words_beside_long_texts_leave_while_a_save_is_on_its_way(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + DETAILS)
        visit.page.locator("[name=wish]").fill("é" * 12_000)
        saved(visit.page)
        visit.page.evaluate(SLOW)
        field = visit.page.locator('[name="talks.1.talk_with"]')
        field.fill("een")
        expect(visit.page.locator("body[data-sent]")).to_have_count(1)
        field.fill("een twee drie, de laatste woorden")
        visit.page.goto(small + "/privacy")

        for _ in range(60):
            visit.page.goto(small + DETAILS)
            if field.input_value() != "een" and field.input_value():
                break
        expect(field).to_have_value("een twee drie, de laatste woorden")
        expect(visit.page.locator("[name=wish]")).to_have_value("é" * 12_000)


def test_last_words_that_are_too_long_to_send_are_asked_about(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + DETAILS)
        visit.page.locator("[name=wish]").click()
        visit.page.evaluate(SLOW)
        visit.page.locator("[name=wish]").fill("é" * 12_000)

        assert asked_before(visit.page, visit.page.reload)
        expect(visit.page.locator("[name=wish]")).to_have_value("é" * 12_000)


# ---- nothing kept: two tabs at once ---------------------------------------------------------------------------------


@pytest.mark.parametrize("locks", [True, False], ids=["in turn", "a browser without locks"])
def test_nothing_kept_and_two_tabs_at_once_lose_no_word(browser: Browser, small: str, app: Site, locks: bool) -> None:
    with Visit(browser) as visit:
        if not locks:
            visit.context.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
        visit.page.goto(small + "/small")
        visit.follow(visit.page.locator("button[name=keep]"))
        visit.page.goto(small + PERSON)
        other = visit.context.new_page()
        other.goto(small + DETAILS)
        sent: list[str] = []

        def slowly(route: Route) -> None:
            sent.append(route.request.url)
            if len(sent) == 1:
                time.sleep(2)  # by then the other tab has sent its own, with the same cookies, if nothing holds it
            route.continue_()

        visit.context.route(KEPT, slowly)
        visit.page.locator("[name=nickname]").fill("tab een")
        other.locator("[name=wish]").fill("tab twee")
        for page in (visit.page, other):
            expect(page.locator("#state")).to_have_text("Bewaard om 12.00")

        soon(visit, small, "nickname", "tab een")
        soon(visit, small, "wish", "tab twee", DETAILS)
        assert drafts_of(app).count() == 0


# ---- a draft that is gone -------------------------------------------------------------------------------------------


def number(visit: Visit) -> str:
    return next(one["value"] for one in visit.context.cookies() if one["name"] == "formgen-draft-small").partition(".")[
        2
    ]


def test_a_draft_deleted_elsewhere_leaves_what_stands_here_and_says_so(browser: Browser, small: str, app: Site) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        visit.answer("nickname", "staat hier nog")
        saved(visit.page)
        drafts_of(app).forget(number(visit))
        visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

        expect(visit.page.locator("#state")).to_contain_text("Uw eerdere antwoorden zijn er niet meer")
        expect(visit.page.locator("[name=nickname]")).to_have_value("staat hier nog")
        assert drafts_of(app).count() == 0
        visit.answer("surname", "Jansen")
        expect(visit.page.locator("#state")).to_contain_text("We bewaren deze bladzijde opnieuw. Bewaard om 12.00")
        assert shown_again(visit, small, "nickname") == "staat hier nog"
        assert shown_again(visit, small, "surname") == "Jansen"
        assert visit.complaints == []


def test_an_answer_emptied_in_another_tab_goes_with_a_word(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        visit.answer("nickname", "eerst")
        saved(visit.page)
        other = visit.context.new_page()
        other.goto(small + PERSON)
        with other.expect_response(KEPT):
            other.locator("[name=nickname]").fill("")
        soon(visit, small, "nickname", "")
        visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

        expect(visit.page.locator("[name=nickname]")).to_have_value("")
        expect(visit.page.locator("#state")).to_contain_text("In een ander tabblad is een antwoord leeggemaakt.")


def test_what_another_tab_wrote_is_shown_before_it_is_called_kept(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        other = visit.context.new_page()
        other.goto(small + PERSON)
        other.locator("[name=nickname]").fill("uit de andere tab")
        saved(other)
        visit.answer("surname", "Jansen")
        saved(visit.page)

        expect(visit.page.locator("[name=nickname]")).to_have_value("uit de andere tab")
