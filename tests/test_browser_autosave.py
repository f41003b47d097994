"""Keeping what is typed, in a real browser: by itself, offline, over a slow line, in two tabs, and when one leaves."""

import contextlib
import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect
from playwright.sync_api import Error as PlaywrightError

from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.browsing import NEEDS_CHROMIUM, PATIENCE, Visit, chromium, served
from tests.smallform import NOON, SECRET, write_folder

pytestmark = NEEDS_CHROMIUM
PERSON = "/small/person"
KEPT = "**/kept"


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


def saved(page: Page) -> None:
    """Wait until the page says that everything typed has been kept."""
    expect(page.locator("#state")).to_have_text("Bewaard om 12.00")
    expect(page.locator("#state")).to_have_class("state good")


def shown_again(visit: Visit, small: str, name: str) -> str:
    """What stands in this field for somebody who comes back later."""
    other = visit.context.new_page()
    other.goto(small + PERSON)
    value = other.locator(f"[name={name}]").input_value()
    other.close()
    return value


LEAVING = 8_000  # milliseconds: one who stays never arrives, and that is all there is to wait for


def asked_before(page: Page, leave: Callable[[], object]) -> bool:
    """Whether the browser asks before this way of leaving the page; one stays."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.set_default_navigation_timeout(LEAVING)
    with contextlib.suppress(PlaywrightError):  # one stays where one is
        leave()
    page.remove_listener("dialog", stay)
    page.set_default_navigation_timeout(PATIENCE)
    return asked == ["beforeunload"]


def test_a_pause_is_enough(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        expect(visit.page.locator("#state")).to_be_hidden()
        visit.answer("nickname", "Ayşegül")
        saved(visit.page)
        expect(visit.page.locator("#state-aloud")).to_have_text("Bewaard om 12.00")

        assert shown_again(visit, small, "nickname") == "Ayşegül"
        assert visit.complaints == []


def test_looking_and_leaving_keeps_nothing(browser: Browser, small: str, app: Site) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        visit.follow(visit.page.get_by_role("link", name="Privacy en bewaren"))

        assert drafts_of(app).count() == 0


def test_a_reload_straight_after_typing_loses_nothing(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        visit.answer("nickname", "net getypt")
        visit.page.reload()
        expect(visit.page.locator("h1")).to_have_text("Over u")
        for _ in range(50):  # what a page sends as its last may arrive after the new page
            if shown_again(visit, small, "nickname") == "net getypt":
                break

        assert shown_again(visit, small, "nickname") == "net getypt"


def test_back_never_brings_old_words_back(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        visit.answer("nickname", "oud")
        visit.go_on()
        visit.page.go_back()
        expect(visit.page.locator("[name=nickname]")).to_have_value("oud")
        visit.answer("nickname", "nieuw")
        saved(visit.page)
        visit.follow(visit.page.get_by_role("link", name="Bronnen").last)
        visit.page.go_back()

        expect(visit.page.locator("[name=nickname]")).to_have_value("nieuw")
        visit.go_on()
        assert shown_again(visit, small, "nickname") == "nieuw"


def test_a_tab_one_comes_back_to_shows_what_the_other_wrote(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        other = visit.context.new_page()
        other.goto(small + PERSON)
        other.locator("[name=nickname]").fill("in de andere tab")
        other.locator("[name=works][value=part]").check()
        saved(other)
        visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

        expect(visit.page.locator("[name=nickname]")).to_have_value("in de andere tab")
        expect(visit.page.locator("[name=works][value=part]")).to_be_checked()
        expect(visit.page.locator("[name=hours]")).to_be_visible()
        visit.answer("nickname", "en weer hier")
        saved(visit.page)
        assert visit.complaints == []


def test_offline_it_says_so_and_keeps_it_as_soon_as_it_can(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        visit.context.set_offline(True)
        visit.answer("nickname", "in de trein")
        expect(visit.page.locator("#state")).to_contain_text("Nog niet bewaard. We proberen het opnieuw.")
        expect(visit.page.locator("#state-aloud")).to_contain_text("Uw tekst staat er nog.")
        with visit.page.expect_event("requestfailed"):
            visit.page.locator("main button.button[value=next]").click()  # does not lead to a page that is not there
        expect(visit.page.locator("[name=nickname]")).to_have_value("in de trein")

        visit.context.set_offline(False)
        saved(visit.page)
        assert shown_again(visit, small, "nickname") == "in de trein"
        visit.go_on()
        assert visit.page.url.startswith(f"{small}/small/details")


def test_an_answer_that_never_comes_is_asked_again_and_is_no_other_tab(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        lost = threading.Event()

        def lose_the_first(route: Route) -> None:
            if lost.is_set():
                route.continue_()
            else:
                lost.set()
                route.fetch()  # it arrives, and its answer gets lost
                route.abort()

        visit.page.route(KEPT, lose_the_first)
        visit.page.goto(small + PERSON)
        visit.answer("nickname", "eerste")
        expect(visit.page.locator("#state")).to_contain_text("We proberen het opnieuw.")
        visit.answer("nickname", "tweede")
        saved(visit.page)
        expect(visit.page.locator("#state")).to_have_text("Bewaard om 12.00")

        visit.go_on()
        assert visit.page.url.startswith(f"{small}/small/details")
        assert shown_again(visit, small, "nickname") == "tweede"


def test_a_server_that_is_too_busy_is_asked_again(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        answers = iter([503, 429, 500])

        def refuse(route: Route) -> None:
            code = next(answers, 0)
            if code:
                route.fulfill(status=code, body="")
            else:
                route.continue_()

        visit.page.route(KEPT, refuse)
        visit.page.goto(small + PERSON)
        visit.answer("nickname", "geduld")
        expect(visit.page.locator("#state")).to_contain_text("We proberen het opnieuw.")
        expect(visit.page.locator("#state")).to_have_text("Bewaard om 12.00", timeout=60_000)

        assert shown_again(visit, small, "nickname") == "geduld"


def test_two_tabs_on_two_questions_both_count(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        other = visit.context.new_page()
        other.goto(small + PERSON)
        visit.answer("nickname", "tab een")
        saved(visit.page)
        other.locator("[name=surname]").fill("Jansen")
        saved(other)

        assert shown_again(visit, small, "nickname") == "tab een"
        assert shown_again(visit, small, "surname") == "Jansen"


def test_two_tabs_on_one_question_end_on_the_page_that_shows_both(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        other = visit.context.new_page()
        other.goto(small + PERSON)
        visit.answer("nickname", "tab een")
        saved(visit.page)
        other.locator("[name=nickname]").fill("tab twee")
        expect(other.locator("#state")).to_contain_text("Dit veranderde ook in een ander tabblad.")
        expect(other.locator("#state-aloud")).to_contain_text("kies wat u wilt houden")
        with other.expect_navigation():
            other.locator("main button.button[value=next]").click()

        expect(other.locator("#summary")).to_be_focused()
        expect(other.locator("#nickname-error")).to_contain_text("tab een")
        expect(other.locator("[name=nickname]")).to_have_value("tab twee")
        with other.expect_navigation():
            other.locator("main button.button[value=next]").click()
        assert shown_again(visit, small, "nickname") == "tab twee"


def test_the_merge_page_is_not_left_by_a_link_without_a_word(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        other = visit.context.new_page()
        other.goto(small + PERSON)
        visit.answer("nickname", "tab een")
        saved(visit.page)
        other.locator("[name=nickname]").fill("tab twee")
        expect(other.locator("#state")).to_contain_text("Dit veranderde ook in een ander tabblad.")
        with other.expect_navigation():
            other.get_by_role("link", name="Privacy en bewaren").click()

        expect(other.locator("#nickname-error")).to_contain_text("tab een")


def test_a_session_that_is_gone_is_taken_up_again_and_the_words_are_kept(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        visit.context.clear_cookies()
        visit.answer("nickname", "na een lange nacht")
        saved(visit.page)

        assert shown_again(visit, small, "nickname") == "na een lange nacht"


def test_a_browser_that_refuses_cookies_keeps_the_words_on_the_page_and_asks_before_one_leaves(
    browser: Browser, small: str, app: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = app.wsgi_app
    monkeypatch.setattr(app, "wsgi_app", lambda environ, start: answer({**environ, "HTTP_COOKIE": ""}, start))
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        visit.answer("nickname", "zonder cookies")
        expect(visit.page.locator("#state")).to_contain_text("Nog niet bewaard. Druk op Opslaan en verder.")
        visit.go_on()

        expect(visit.page.locator("#summary")).to_contain_text("Uw browser weigert onze cookie")
        expect(visit.page.locator("[name=nickname]")).to_have_value("zonder cookies")
        visit.page.locator("[name=surname]").click()
        assert asked_before(visit.page, visit.page.reload)


# ---- what the checks say, while one answers -------------------------------------------------------------------------


def test_a_finding_comes_and_goes_with_the_answer_and_is_said_once(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(small + PERSON)
        beside = visit.page.locator("[data-told=agrees]")
        expect(beside).to_have_text("")
        visit.answer("agrees", "yes")
        expect(beside).to_contain_text("Stopt de aanvraag")
        expect(beside).to_contain_text("Bron: UWV")
        expect(visit.page.locator("#spoken")).to_contain_text("U bent het eens. Dan is er niets te vragen.")
        visit.judge()
        expect(visit.page.locator("[name=agrees][value=yes]")).to_be_focused()  # nothing takes the focus away

        visit.answer("agrees", "no")
        expect(beside).to_have_text("")
        visit.answer("works", "full")
        expect(visit.page.locator("[data-told=works]")).to_contain_text("Let op")
        assert visit.complaints == []
