"""The document beside the questions in a real browser: what it shows, where it points, and what it never breaks."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Locator, expect

from formgen.library import SHIPPED
from formgen.store.settings import Settings
from formgen.web import create_app
from tests.browsing import NEEDS_CHROMIUM, Visit, chromium, served
from tests.smallform import NOON, SECRET, write_folder

pytestmark = NEEDS_CHROMIUM
EMPLOYEE = "deskundigenoordeel-werknemer"
PATIENCE = 20_000  # ms: the first preview also fetches the viewer


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_folder(tmp_path_factory.mktemp("small"))
    settings = Settings(data=folder / "data", secret=SECRET)
    yield from served(create_app(settings, folders=[folder], clock=lambda: NOON, log=io.StringIO()))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(data=tmp_path_factory.mktemp("data"), secret=SECRET)
    yield from served(create_app(settings, folders=[SHIPPED], clock=lambda: NOON, log=io.StringIO()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


def paper(visit: Visit) -> Locator:
    """The drawn document; it is there when the page has shown one."""
    expect(visit.page.locator("#preview[data-ready]")).to_be_attached(timeout=PATIENCE)
    return visit.page.locator("#preview [data-paper] article")


def plain(words: str) -> str:
    return " ".join(words.split())


# ---- beside the questions -------------------------------------------------------------------------------------------


def test_it_follows_what_is_typed(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/person")
        sheet = paper(visit)
        visit.page.locator("#surname").press_sequentially("Jans")
        expect(sheet).to_contain_text("Jans is", timeout=PATIENCE)
        visit.page.locator("#surname").press_sequentially("en")
        visit.page.locator("#born").fill("14-5-1988")
        expect(sheet).to_contain_text(re.compile("Jansen is 14.mei.1988"), timeout=PATIENCE)
        visit.page.locator("#born").fill("gisteren")
        expect(sheet).to_contain_text("Jansen is .", timeout=PATIENCE)
        assert visit.complaints == []  # nor of the Content-Security-Policy


def test_its_text_is_that_of_the_download(browser: Browser, shipped: str) -> None:
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{shipped}/{EMPLOYEE}/standpoints")
        visit.fill_page({"dispute": "Een <verschil> & nog een.\nOp twee regels.", "other_view": "Şahin zegt nee."})
        expect(paper(visit)).to_contain_text("Şahin zegt nee.", timeout=PATIENCE)
        visit.go_on()
        page.goto(f"{shipped}/{EMPLOYEE}/standpoints")
        shown = paper(visit).all_inner_texts()
        file = page.request.get(f"{shipped}/{EMPLOYEE}/your-documents/letter").body()
        assert visit.complaints == []
    document = docx.Document(io.BytesIO(file))
    paragraphs = [plain("".join(t.text or " " for t in p.iter(*TEXT))) for p in document.element.body.iter(PARAGRAPH)]
    drawn = plain(" ".join(shown)).replace(" ", "")
    assert "".join(paragraphs).replace(" ", "") == drawn


PARAGRAPH, *TEXT = (
    f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{tag}" for tag in ("p", "t", "br")
)


def test_the_answer_one_is_at_is_marked(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/person")
        sheet = paper(visit)
        visit.fill_page({"surname": "Jansen", "born": "14-5-1988"})
        expect(sheet.locator("mark.here")).to_have_text(re.compile("14.mei.1988"), timeout=PATIENCE)
        visit.page.locator("#surname").focus()
        expect(sheet.locator("mark.here").first).to_have_text("Jansen")
        visit.page.locator("#nickname").focus()
        expect(sheet.locator("mark.here")).to_have_count(0)


def test_a_place_leads_to_its_question_on_this_page_and_on_another(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{small}/small/person")
        paper(visit)
        visit.fill_page({"surname": "Jansen", "born": "14-5-1988"})
        sheet = paper(visit)
        expect(sheet).to_contain_text("1988", timeout=PATIENCE)
        sheet.locator("mark", has_text="Jansen").first.click()
        expect(page.locator("#surname")).to_be_focused()
        page.goto(f"{small}/small/details")
        page.locator("#wish").fill("Nog niet bewaard")
        sheet = paper(visit)
        expect(sheet).to_contain_text("Nog niet bewaard", timeout=PATIENCE)
        with page.expect_navigation(url=re.compile("person")):
            sheet.locator("mark", has_text="Jansen").first.click()
        assert page.url.endswith("/small/person#surname")
        page.goto(f"{small}/small/details")
        assert page.locator("#wish").input_value() == "Nog niet bewaard"  # kept before one left


def test_it_can_be_put_away_and_stays_away(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{small}/small/person")
        paper(visit)
        toggle = page.locator("#preview-toggle")
        expect(toggle).to_have_attribute("aria-expanded", "true")
        page.get_by_role("button", name="Verberg het document").click()
        expect(page.locator("#preview")).to_be_hidden()
        expect(toggle).to_be_focused()
        page.goto(f"{small}/small/details")
        expect(page.locator("#preview")).to_be_hidden()
        expect(toggle).to_have_attribute("aria-expanded", "false")
        page.locator("#preview-toggle").click()
        paper(visit)
        expect(page.locator("#preview")).to_be_visible()


def test_another_document_can_be_chosen(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{small}/small/person")
        paper(visit)
        choice = page.get_by_label("Welk document wilt u zien?")
        expect(choice).to_have_value("letter")
        assert choice.locator("option:not([disabled])").all_text_contents() == ["Brief (Word)", "Leeskopie (Word)"]
        choice.select_option("copy")
        expect(page.locator("a[data-text]")).to_have_attribute("href", re.compile("document=copy#text"))


def test_a_pdf_is_shown_by_the_browser_and_takes_no_focus(browser: Browser, shipped: str) -> None:
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{shipped}/{EMPLOYEE}/the_question")
        visit.fill_page({"question_type": "own_work"})
        visit.go_on()
        page.goto(f"{shipped}/{EMPLOYEE}/employee")
        paper(visit)
        page.get_by_label("Welk document wilt u zien?").select_option("application_own_work")
        expect(page.locator("#preview .only-pdf")).to_be_hidden()
        page.locator("#bsn").fill("111222333")
        expect(page.locator("#preview[data-kind=pdf]")).to_be_attached(timeout=PATIENCE)
        expect(page.locator("#preview .only-pdf")).to_contain_text("In de tekst kan dat wel")
        if page.evaluate("navigator.pdfViewerEnabled"):
            expect(page.locator("#preview iframe")).to_have_attribute("src", re.compile("^blob:.*#page=2&"))
        else:
            expect(page.locator("#preview [data-state]")).to_contain_text("Lees het document als tekst")
        expect(page.locator("#bsn")).to_be_focused()
        assert visit.complaints == []


def test_a_server_that_fails_takes_nothing_away(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{small}/small/person")
        paper(visit)
        page.route("**/preview", lambda route: route.fulfill(status=500, body=""))
        page.locator("#surname").fill("Jansen")
        expect(page.locator("#preview [data-state]")).to_contain_text("Uw tekst staat er nog", timeout=PATIENCE)
        assert page.locator("#surname").input_value() == "Jansen"
        page.unroute("**/preview")
        page.locator("#surname").fill("Jansens")
        expect(paper(visit)).to_contain_text("Jansens", timeout=PATIENCE)
        expect(page.locator("#preview [data-state]")).to_be_hidden()


@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
def test_axe_finds_nothing_with_the_document_open(browser: Browser, small: str, language: str) -> None:
    with Visit(browser, language=language) as visit:
        visit.page.goto(f"{small}/small/person")
        paper(visit)
        visit.fill_page({"surname": "Jansen"})
        expect(paper(visit)).to_contain_text("Jansen", timeout=PATIENCE)
        visit.judge()


def test_letters_can_be_made_larger(browser: Browser, small: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/person")
        drawn = paper(visit).locator("xpath=../..")
        before = float(drawn.evaluate("sheet => sheet.style.zoom"))
        visit.page.get_by_role("button", name="Groter").click()
        assert float(drawn.evaluate("sheet => sheet.style.zoom")) > before
        visit.fits()


# ---- on a small screen ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 1100])
def test_on_a_smaller_screen_it_is_one_press_away(browser: Browser, small: str, width: int) -> None:
    with Visit(browser, width) as visit:
        page = visit.page
        page.goto(f"{small}/small/person")
        expect(page.locator("#preview")).to_be_hidden()
        visit.fill_page({"surname": "Jansen"})
        visit.follow(page.get_by_role("button", name="Voorbeeld"))
        expect(paper(visit)).to_contain_text("Jansen is", timeout=PATIENCE)
        visit.judge()
        with page.expect_navigation(url=re.compile("/person#surname")):
            page.locator("#text").get_by_role("link", name="Jansen", exact=True).click()
        expect(page.locator("#surname")).to_have_value("Jansen")
        assert visit.complaints == []


def test_without_scripts_it_is_read_as_text(browser: Browser, small: str) -> None:
    with Visit(browser, 360, scripts=False) as visit:
        visit.page.goto(f"{small}/small/person")
        visit.fill_page({"surname": "Jansen", "born": "14-5-1988"})
        visit.follow(visit.page.get_by_role("button", name="Voorbeeld"))
        expect(visit.page.locator("#preview")).to_be_hidden()
        expect(visit.page.locator("#text")).to_contain_text(re.compile("Jansen is 14.mei.1988"))


# ---- fit while typing -----------------------------------------------------------------------------------------------


def test_a_text_that_does_not_fit_says_so_while_one_types(browser: Browser, shipped: str) -> None:
    with Visit(browser) as visit:
        page = visit.page
        page.goto(f"{shipped}/{EMPLOYEE}/the_question")
        visit.fill_page({"question_type": "own_work"})
        visit.go_on()
        page.goto(f"{shipped}/{EMPLOYEE}/standpoints")
        note = page.locator('[data-fit-of="dispute"]')
        page.locator("#dispute").fill("Kort.")
        expect(note).to_have_text("Past in het vak op het formulier.", timeout=PATIENCE)
        page.locator("#dispute").fill("Dozen van meer dan tien kilo tillen lukt niet. " * 15)
        expect(note).to_contain_text("komen op een vervolgblad", timeout=PATIENCE)
        expect(page.locator('[data-fit-of="dispute"] + [role=status]')).to_contain_text("vervolgblad", timeout=PATIENCE)
        assert visit.complaints == []


# ---- the viewer -----------------------------------------------------------------------------------------------------


def test_the_pages_without_it_stay_small(browser: Browser, shipped: str) -> None:
    with Visit(browser, 360) as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url))
        visit.page.goto(f"{shipped}/{EMPLOYEE}/standpoints")
        visit.page.wait_for_load_state("networkidle")
        assert asked
        assert not [url for url in asked if "/vendor/" in url]
        assert all(url.startswith(shipped) for url in asked)


def test_the_vendored_files_are_listed() -> None:
    folder = Path(__file__).parent.parent / "formgen" / "web" / "static" / "vendor"
    listed = (folder / "VENDORED.md").read_text("utf-8")

    assert {path.name for path in folder.iterdir()} - {"VENDORED.md"} == set(re.findall(r"`([\w.-]+)`", listed)) & {
        path.name for path in folder.iterdir()
    }
