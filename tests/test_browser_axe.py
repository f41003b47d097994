"""What the accessibility statement claims: axe on every page of every form, and the conditions under which people read.

Every form is walked twice, in Dutch and in English, the one on a narrow screen and the other on a wide one; which is
which changes from form to form.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from formgen.documents import workingcopy
from formgen.library import SHIPPED, Library
from formgen.loader.answersfile import read_answers
from formgen.store.drafts import Content
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.browsing import NEEDS_CHROMIUM, Visit, chromium, served
from tests.smallform import NOON, SECRET

pytestmark = NEEDS_CHROMIUM

LIBRARY = Library([SHIPPED])
NARROW, WIDE = 320, 1100  # the preview, which opens beside it on a wider screen, is judged by a test of its own
PLAN = "plan-van-aanpak-spoor-2"
WALKS = [
    (form, language, (NARROW, WIDE)[(place + turn) % 2])
    for place, form in enumerate(LIBRARY.names())
    for turn, language in enumerate(("nl-NL", "en-GB"))
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Site:
    given = Settings(data=tmp_path_factory.mktemp("axe"), secret=SECRET, owner="Voorbeeld BV", contact="p@example.org")
    return create_app(given, clock=lambda: NOON, log=io.StringIO())


@pytest.fixture(scope="module")
def site(app: Site) -> Iterator[str]:
    yield from served(app)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


def longest(form: str) -> dict[str, str]:
    """The answers of the longest sample of this form."""
    path = max((SHIPPED / "samples" / form).glob("*.yml"), key=lambda one: one.stat().st_size)
    return dict(read_answers(path.read_bytes(), path.name).answers)


def begun(visit: Visit, app: Site, site: str, form: str) -> None:
    """Go on with a draft that holds the longest sample of this form."""
    draft = drafts_of(app).start(form, Content(longest(form)))
    visit.page.goto(f"{site}/resume")
    visit.page.locator("#code").fill(draft.id)
    visit.follow(visit.page.locator("main button.button"))


# ---- every page of every form --------------------------------------------------------------------------------------


def test_every_form_is_walked_in_both_languages_and_at_both_widths() -> None:
    assert {form for form, _, _ in WALKS} == set(LIBRARY.names())
    for form in LIBRARY.names():
        found = [(language, width) for one, language, width in WALKS if one == form]
        assert {language for language, _ in found} == {"nl-NL", "en-GB"}
        assert {width for _, width in found} == {NARROW, WIDE}


@pytest.mark.parametrize(("form", "language", "width"), WALKS)
def test_axe_finds_nothing_on_any_page_of_a_form(
    browser: Browser, app: Site, site: str, form: str, language: str, width: int
) -> None:
    with Visit(browser, width, language=language) as visit:
        begun(visit, app, site, form)
        home, judged = visit.page.url, 0
        visit.judge()
        for name in [section.name for section in LIBRARY.load(form).sections]:
            visit.page.goto(f"{home}/{name}", wait_until="domcontentloaded")
            if visit.page.url.endswith(f"/{name}"):  # a part that these answers call for
                visit.judge()
                judged += 1
        for name in ("check-answers?open=all", "your-documents", "continue-later", "delete-answers"):
            visit.page.goto(f"{home}/{name}", wait_until="domcontentloaded")
            visit.judge()
        assert judged >= 10
        assert visit.complaints == []


# ---- the pages around them, and what goes wrong -------------------------------------------------------------------


@pytest.mark.parametrize(("language", "width"), [("nl-NL", WIDE), ("en-GB", NARROW)])
def test_axe_finds_nothing_on_the_pages_around(
    browser: Browser, app: Site, site: str, language: str, width: int
) -> None:
    with Visit(browser, width, language=language) as visit:
        begun(visit, app, site, PLAN)
        around = ("/", "/privacy", "/sources", "/accessibility", "/timeline", "/advice", "/bulk", "/delete-everything")
        for path in (*around, "/working-copy", "/resume"):
            visit.page.goto(f"{site}{path}", wait_until="domcontentloaded")
            visit.judge()
        assert visit.complaints == []
        visit.page.goto(f"{site}/nowhere/at/all")
        visit.judge()


@pytest.mark.parametrize("path", ["/", "/advice", "/timeline", "/working-copy", "/resume", "/bulk"])
def test_what_is_wrong_has_the_focus_and_axe_finds_nothing(browser: Browser, site: str, path: str) -> None:
    """An error summary is read first, wherever it appears."""
    with Visit(browser, NARROW) as visit:
        visit.page.goto(f"{site}{path}")
        visit.follow(visit.page.locator("main form button.button").last)
        expect(visit.page.locator("#summary")).to_be_focused()
        assert visit.page.title().startswith("Fout: ")
        target = visit.page.locator("#summary a").first.get_attribute("href") or ""
        assert visit.page.locator(target).count() == 1, target
        visit.judge()


@pytest.mark.parametrize("form", ["deskundigenoordeel-werkgever", PLAN])
def test_a_comparison_with_long_words_fits_on_a_narrow_screen(browser: Browser, site: str, form: str) -> None:
    answers = longest(form) | {"surname": "Wolfeschlegelsteinhausenbergerdorff" * 2}
    carried = workingcopy.as_file(workingcopy.Carried(form, answers))
    with Visit(browser, NARROW) as visit:
        visit.page.goto(f"{site}/working-copy")
        visit.page.set_input_files("#file", {"name": "a.json", "mimeType": "application/json", "buffer": carried})
        visit.follow(visit.page.locator("main button.button"))
        expect(visit.page.locator(".compared dt").first).to_be_visible()
        visit.judge()


def test_a_page_that_was_not_kept_is_accessible(browser: Browser, site: str) -> None:
    with Visit(browser, NARROW) as visit:
        page = visit.page
        page.route("**/static/*.js*", lambda route: route.abort())  # with our scripts it would have been kept
        page.goto(f"{site}/{PLAN}/parties")
        page.locator("#page [name=csrf_token]").evaluate("field => { field.value = 'old'; }")
        visit.fill_page({"surname": "Jansen"})
        visit.go_on()
        expect(page.locator("#summary")).to_be_visible()
        assert page.title().startswith("Fout: ")
        visit.judge()


# ---- conditions -----------------------------------------------------------------------------------------------------


def test_it_can_be_read_with_forced_colours(browser: Browser, app: Site, site: str) -> None:
    with Visit(browser, WIDE) as visit:
        page = visit.page
        page.emulate_media(forced_colors="active")
        begun(visit, app, site, "deskundigenoordeel-werkgever")
        home = page.url
        for name in ("check", "check-answers?open=all", "your-documents"):
            page.goto(f"{home}/{name}")
            assert page.evaluate("matchMedia('(forced-colors: active)').matches")
            visit.judge()
        page.goto(f"{home}/check")
        chosen = page.locator(".choice:has(:checked)").first
        assert chosen.evaluate("one => getComputedStyle(one).outlineStyle") == "solid", (
            "a choice is told without colour"
        )
        button = page.locator("main button.button[value=next]")
        assert button.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 1


@pytest.mark.parametrize("enlarged", ["page", "letters", "spacing"])
def test_nothing_is_lost_when_it_is_enlarged(browser: Browser, app: Site, site: str, enlarged: str) -> None:
    """A screen of 1280 at 200 % is 640 wide; letters alone twice as large; spacing as WCAG 2.2 has it (1.4.12)."""
    with Visit(browser, 640 if enlarged == "page" else 1100) as visit:
        page = visit.page
        if enlarged == "letters":
            sizes = {"fontSizes": {"standard": 32, "fixed": 26}}
            visit.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
        begun(visit, app, site, PLAN)
        home = page.url
        for name in ("", "/parties", "/activities", "/check-answers?open=all", "/your-documents"):
            page.goto(home + name)
            if enlarged == "letters":
                assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
            if enlarged == "spacing":
                page.evaluate(
                    "document.styleSheets[1].insertRule('*{line-height:1.5!important;letter-spacing:.12em!important;"
                    "word-spacing:.16em!important}', document.styleSheets[1].cssRules.length)"
                )
            visit.fits()
            cut = page.evaluate(
                "[...document.querySelectorAll('main :is(button, a, label, legend, p, h1, h2, dt, dd)')]"
                ".filter(one => one.checkVisibility() && !one.closest('.sr') && getComputedStyle(one).overflowX === "
                "'hidden' && one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.trim().slice(0, 60))"
            )
            assert cut == [], name
            visit.judge()


def test_the_statement_claims_what_is_tested_here() -> None:
    """Whoever narrows a test narrows the claim."""
    page = (Path(__file__).parent.parent / "formgen" / "web" / "pages" / "accessibility.html").read_text("utf-8")

    assert "elke bladzijde van elk formulier, in beide talen: in de ene taal op een smal scherm" in page
    assert "hoog contrast" in page
    assert "200 %" in page


def test_what_another_tab_says_is_taken_over_by_one_press(browser: Browser, site: str) -> None:
    """The page that shows both is accessible, and no long text need be copied by hand."""
    long = "Wat ik in het andere tabblad schreef. " * 40
    with Visit(browser, NARROW) as visit:
        page = visit.page
        page.goto(f"{site}/{PLAN}/applying")
        page.locator("textarea").first.fill(long)
        visit.go_on()
        page.route("**/static/*.js*", lambda route: route.abort())  # with our scripts it would have been told sooner
        page.goto(f"{site}/{PLAN}/applying")
        page.locator("[name=_seen]").evaluate(
            "one => { one.value = one.value.replace(/:\\w+/g, ':' + '0'.repeat(12)); }"
        )
        page.locator("textarea").first.fill("Hier")
        visit.go_on()
        expect(page.locator("#summary")).to_be_visible()
        visit.judge()
        visit.follow(page.locator("button[value^='theirs:']").first)
        expect(page.locator("textarea").first).to_have_value(long)
