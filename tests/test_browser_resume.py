"""Going on elsewhere, in a real browser: by link, by working copy, with nothing kept; the pages judged by axe."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from formgen.documents import workingcopy
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.browsing import NEEDS_CHROMIUM, Visit, chromium, served
from tests.smallform import ABOUT_YOU, NOON, SECRET, write_folder

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = write_folder(tmp_path_factory.mktemp("small"))
    settings = Settings(data=folder / "data", secret=SECRET, owner="Voorbeeld BV", contact="post@example.org")
    return create_app(settings, folders=[folder], clock=lambda: NOON, log=io.StringIO())


@pytest.fixture(scope="module")
def site(app: Site) -> Iterator[str]:
    yield from served(app)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


def begin(visit: Visit, site: str) -> None:
    """Answer the first part of the small form."""
    visit.page.goto(f"{site}/small/person")
    visit.fill_page({"surname": ABOUT_YOU["surname"], "born": ABOUT_YOU["born"], "works": "full", "agrees": "no"})
    visit.go_on()


def link_of(visit: Visit, site: str) -> str:
    """The link, as a person gets it."""
    visit.page.goto(f"{site}/small/continue-later")
    visit.follow(visit.page.locator("form[action$='continue-later#link'] button"))
    return visit.page.locator("#its-link").input_value()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_link_opens_the_answers_in_a_new_browser(browser: Browser, site: str, scripts: bool) -> None:
    with Visit(browser, scripts=scripts) as one, Visit(browser, 360, scripts=scripts) as other:
        begin(one, site)
        link = link_of(one, site)

        other.page.goto(link)
        field = other.page.locator("#code")
        if scripts:
            expect(field).to_have_value(link.partition("#")[2])
            expect(other.page).to_have_url(f"{site}/resume")  # the code is gone from the address
        else:
            field.fill(link)
        other.follow(other.page.locator("main button.button"))
        other.page.goto(f"{site}/small/person")

        assert other.page.locator("[name=surname]").input_value() == ABOUT_YOU["surname"]
        assert not one.complaints + other.complaints


def test_the_link_is_copied_and_saved(browser: Browser, site: str) -> None:
    with Visit(browser) as visit:
        visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
        begin(visit, site)
        link = link_of(visit, site)

        visit.page.get_by_role("button", name="Kopieer de link").click()
        expect(visit.page.locator("#copied")).to_have_text("De link is gekopieerd.")
        assert visit.page.evaluate("navigator.clipboard.readText()") == link
        with visit.page.expect_download() as saved:
            visit.page.get_by_role("button", name="Download als tekstbestand").click()
        assert link in Path(saved.value.path()).read_text("utf-8")
        assert saved.value.suggested_filename == "Link om verder te gaan.txt"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_working_copy_goes_on_in_a_new_browser(browser: Browser, site: str, tmp_path: Path, scripts: bool) -> None:
    copy = tmp_path / "kopie.docx"
    with Visit(browser, scripts=scripts) as one:
        begin(one, site)
        copy.write_bytes(one.context.request.get(f"{site}/small/your-documents/copy/working-copy").body())
    with Visit(browser, 360, scripts=scripts) as other:
        other.page.goto(f"{site}/working-copy")
        other.page.locator("#file").set_input_files(copy)
        other.follow(other.page.locator("main button.button"))
        expect(other.page.locator("main")).to_contain_text("Er is nog niets veranderd")
        other.follow(other.page.locator("main button.button"))
        other.page.goto(f"{site}/small/person")

        assert other.page.locator("[name=surname]").input_value() == ABOUT_YOU["surname"]
        assert not other.complaints


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_with_nothing_kept_the_form_works_and_the_server_has_nothing(
    browser: Browser, app: Site, site: str, scripts: bool
) -> None:
    before = drafts_of(app).count()
    with Visit(browser, scripts=scripts) as visit:
        visit.page.goto(f"{site}/small")
        visit.follow(visit.page.get_by_role("button", name="Bewaar niets op de server"))
        begin(visit, site)
        visit.page.goto(f"{site}/small/person")
        assert visit.page.locator("[name=surname]").input_value() == ABOUT_YOU["surname"]
        expect(visit.page.locator("main")).to_contain_text("Wij bewaren niets")
        visit.page.goto(f"{site}/small/check-answers")
        expect(visit.page.locator("main")).to_contain_text(ABOUT_YOU["surname"])
        names = {cookie["name"]: cookie for cookie in visit.context.cookies(f"{site}/small")}

        assert names["formgen-here-0"]["expires"] == -1
        assert drafts_of(app).count() == before
        assert not visit.complaints


@pytest.mark.parametrize(("language", "width"), [("nl-NL", 360), ("en-GB", 1280)])
def test_axe_finds_nothing_on_these_pages(
    browser: Browser, site: str, language: str, width: int, tmp_path: Path
) -> None:
    with Visit(browser, width, language=language) as visit:

        def judge(path: str) -> None:
            visit.page.goto(site + path)
            visit.judge()

        for path in ("/privacy", "/accessibility", "/resume", "/working-copy", "/small/continue-later", "/nowhere"):
            judge(path)
        for field in ("#code", "#file"):  # each with nothing in it: the error
            visit.page.goto(site + ("/resume" if field == "#code" else "/working-copy"))
            visit.follow(visit.page.locator("main button.button"))
            visit.judge()
        begin(visit, site)
        for path in ("/small", "/small/continue-later", "/small/your-documents", "/small/working-copy"):
            judge(path)
        link_of(visit, site)
        visit.judge()
        copy = tmp_path / "copy.json"
        copy.write_bytes(workingcopy.as_file(workingcopy.Carried("small", {"surname": "Anders", "works": "part"})))
        visit.page.goto(f"{site}/small/working-copy")
        visit.page.locator("#file").set_input_files(copy)
        visit.follow(visit.page.locator("main button.button"))
        visit.judge()
        visit.page.goto(f"{site}/small")
        visit.follow(visit.page.locator("button[name=keep][value=no]"))
        for path in ("/", "/small", "/small/person", "/small/continue-later", "/privacy"):
            judge(path)
