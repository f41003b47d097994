"""The questionnaire in a real browser: a case typed in from start to download, and every page judged by axe."""

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import Browser, expect

from formgen.loader.answersfile import AnswersFile, read_answers
from formgen.store.settings import Settings
from formgen.text import long_date
from formgen.web import create_app
from tests.browsing import NEEDS_CHROMIUM, Visit, chromium, served
from tests.smallform import NOON, SECRET, TALKS, write_folder

CASE = Path(__file__).parent.parent / "samples" / "deskundigenoordeel-werknemer" / "case-1.yml"

pytestmark = NEEDS_CHROMIUM


# ---- a service and a browser ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def case() -> AnswersFile:
    return read_answers(CASE.read_bytes(), CASE.name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, case: AnswersFile) -> Iterator[str]:
    day = case.today or NOON.date()
    moment = datetime.datetime.combine(day, datetime.time(11), datetime.UTC)
    data = tmp_path_factory.mktemp("data")
    yield from served(create_app(Settings(data=data, secret=SECRET), clock=lambda: moment, log=io.StringIO()))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_folder(tmp_path_factory.mktemp("small"))
    settings = Settings(data=folder / "data", secret=SECRET)
    yield from served(create_app(settings, folders=[folder], clock=lambda: NOON, log=io.StringIO()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


# ---- from start to download -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scripts"), [(1000, True), (320, False)])
def test_a_case_is_typed_in_and_its_documents_open(
    browser: Browser, site: str, case: AnswersFile, width: int, scripts: bool
):
    with Visit(browser, width, scripts) as visit:
        visit.page.goto(site)
        visit.fits()
        visit.page.get_by_label("Deskundigenoordeel aanvragen als werknemer").check()
        visit.follow(visit.page.get_by_role("button", name="Begin"))
        visit.follow(visit.page.get_by_role("link", name="Begin", exact=True))
        for _ in range(40):
            if visit.page.url.endswith("/check-answers"):
                break
            visit.fill_page(case.answers)
            visit.fits()
            before = visit.page.url
            visit.go_on()
            assert visit.page.url != before, visit.page.locator("#summary").inner_text()
        assert "Alles is ingevuld" in visit.page.locator("main").inner_text()
        visit.fits()
        visit.follow(visit.page.get_by_role("link", name="Naar uw documenten"))
        visit.fits()
        files = downloads(visit)
        assert visit.complaints == []

    pdfs = {name: pdf_text(data) for name, data in files.items() if name.endswith(".pdf")}
    words = {name: word_text(data) for name, data in files.items() if name.endswith(".docx")}
    assert pdfs
    assert words
    for text in (*pdfs.values(), *words.values()):
        assert "Şahin" in text
    assert any(case.answers["bsn"] in text.replace(" ", "") for text in pdfs.values())
    told = next(iter(words.values()))
    assert case.answers["job_title"] in told
    assert long_date(datetime.date(2026, 11, 16), "nl").replace("\u00a0", " ") in told.replace("\u00a0", " ")


def downloads(visit: Visit) -> dict[str, bytes]:
    """Every document on the page, by the name under which the browser saves it."""
    found = {}
    for link in visit.page.locator(".cards a.button[download]").all():
        with visit.page.expect_download() as waiting:
            link.click()
        path = waiting.value.path()
        found[waiting.value.suggested_filename] = Path(path).read_bytes()
    return found


def pdf_text(data: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(data))
    fields = reader.get_fields() or {}
    return "\n".join([*(page.extract_text() for page in reader.pages), *(str(f.value) for f in fields.values())])


def word_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


# ---- every page and state -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "width"), [("nl-NL", 320), ("en-GB", 1280)])
def test_axe_finds_nothing_on_any_page_or_state(browser: Browser, small: str, language: str, width: int):
    with Visit(browser, width, language=language) as visit:
        page, form = visit.page, f"{small}/small"

        def judge(path: str) -> None:
            page.goto(path)
            visit.judge()

        for path in (
            small,
            form,
            f"{form}/person",
            f"{form}/details",
            f"{form}/check-answers",
            f"{form}/your-documents",
        ):
            judge(path)
        page.goto(f"{form}/person")
        visit.fill_page({"surname": "Şahin", "born": "gisteren", "works": "part", "hours": "veel", "agrees": "yes"})
        visit.judge()  # revealed
        visit.go_on()
        visit.judge()  # error summary
        judge(f"{form}/check-answers")  # stop, wrong and missing
        judge(f"{form}/your-documents")  # wrong
        page.goto(f"{form}/person")
        visit.fill_page({"born": "14-5-1988", "hours": "16", "agrees": "no"})
        visit.go_on()
        visit.judge()  # a suggestion
        page.locator("details.parts summary").click()
        visit.judge()
        visit.fill_page(TALKS | {"talks.2.talk_with": "P&O"})
        visit.follow(page.locator('button[value="remove:talks.2"]'))
        visit.judge()  # removed
        visit.go_on()
        judge(f"{form}/your-documents")
        for path in (form, f"{form}/delete-answers", f"{form}/answers-deleted", f"{small}/sources", f"{small}/privacy"):
            judge(path)
        judge(f"{small}/accessibility")
        assert visit.complaints == []
        judge(f"{small}/nowhere")


@pytest.mark.parametrize("width", [320, 1280])
def test_findings_the_score_and_the_list_of_drafts_are_accessible(browser: Browser, site: str, width: int):
    rationale = f"{site}/onderbouwing-afwijking-deskundigenoordeel"
    with Visit(browser, width) as visit:
        visit.page.goto(f"{rationale}/reasons")
        visit.judge()
        visit.fill_page({"reasons.1.reason_kind": "disagree"})
        visit.go_on()
        visit.page.goto(f"{rationale}/reasons")
        expect(visit.page.locator("[data-score]")).to_contain_text("1 groot risico")
        visit.page.locator("[data-score] summary").click()
        visit.judge()
        visit.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        visit.page.goto(f"{rationale}/reasons")
        visit.judge()
        visit.page.goto(rationale)
        visit.page.locator(".lacks summary").first.click()
        visit.judge()
        visit.page.goto(site)
        expect(visit.page.locator(".begun li")).to_have_count(1)
        visit.judge()
        visit.page.goto(f"{rationale}/check-answers")
        visit.judge()
        assert visit.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_check_page_opens_a_part_with_the_keyboard(browser: Browser, small: str, scripts: bool):
    with Visit(browser, 360, scripts) as visit:
        judge = visit.judge if scripts else lambda: None  # axe is a script itself
        visit.page.goto(f"{small}/small/details")
        visit.fill_page({"needs": "lifting"})
        visit.go_on()
        visit.page.goto(f"{small}/small/check-answers")
        details, person = (visit.page.locator(f"#part-{name}") for name in ("details", "person"))
        expect(details.get_by_text("Tillen").first).to_be_visible()  # it lacks something
        expect(person.locator("dl")).to_be_hidden()
        person.locator("summary").first.focus()
        visit.page.keyboard.press("Enter")
        expect(person.locator("dl")).to_be_visible()
        judge()
        visit.follow(visit.page.get_by_role("link", name="Toon alles"))
        assert visit.page.locator("details.part:not([open])").count() == 0
        judge()


def test_paper_shows_every_answer(browser: Browser, small: str):
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/person")
        visit.fill_page({"surname": "Achternaamvoorbeeld"})
        visit.go_on()
        visit.page.goto(f"{small}/small/check-answers")
        visit.page.locator("#part-person > summary").click()
        expect(visit.page.locator("#part-person dl")).to_be_hidden()
        words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(visit.page.pdf())).pages)
        assert "Achternaamvoorbeeld" in words
        assert "1. Over u" in words
        assert "Toon alles" not in words


def test_dark_mode_has_contrast_too(browser: Browser, small: str):
    with Visit(browser) as visit:
        visit.page.emulate_media(color_scheme="dark")
        for path in ("", "/small", "/small/person", "/small/details", "/small/check-answers", "/privacy"):
            visit.page.goto(small + path)
            visit.judge()
        visit.page.goto(f"{small}/timeline")
        show_timeline(visit)
        visit.judge()


# ---- the timeline ---------------------------------------------------------------------------------------------------


def show_timeline(visit: Visit) -> None:
    """Type the dates of an absence with an interruption and press the button."""
    gap = {"interruptions.1.recovered_from": "1-5-2026", "interruptions.1.sick_again": "12-5-2026"}
    visit.fill_page({"first_sick_day": "9-3-2026", **gap, "contract_end": "3-10-2027"})
    visit.go_on()


@pytest.mark.parametrize(("width", "language"), [(320, "nl-NL"), (360, "en-GB"), (1280, "nl-NL")])
def test_the_timeline_is_accessible_at_every_width(browser: Browser, small: str, width: int, language: str):
    with Visit(browser, width, language=language) as visit:
        visit.page.goto(f"{small}/timeline")
        visit.judge()
        show_timeline(visit)
        visit.judge()
        drawings = visit.page.get_by_role("img").all()
        assert [drawing.is_visible() for drawing in drawings] == [True, True]
        visit.page.locator("summary").click()
        visit.judge()
        assert visit.complaints == []
        visit.page.locator("[name=first_sick_day]").fill("nooit")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("#summary")).to_be_visible()
        visit.judge()
        assert visit.page.locator("#first_sick_day").input_value() == "nooit"


def test_the_timeline_works_without_scripts_and_goes_into_an_agenda(browser: Browser, small: str):
    with Visit(browser, 360, scripts=False) as visit:
        visit.page.goto(small)
        visit.follow(visit.page.get_by_role("link", name="Tijdlijn"))
        show_timeline(visit)
        expect(visit.page.get_by_text("is week 36")).to_be_visible()
        with visit.page.expect_download() as waiting:
            visit.page.get_by_role("button", name="Zet in mijn agenda").click()
        assert waiting.value.suggested_filename == "termijnen.ics"
        assert visit.page.url == f"{small}/timeline"


def test_the_timeline_prints_on_landscape_sheets(browser: Browser, small: str):
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/timeline")
        show_timeline(visit)
        pages = pypdf.PdfReader(io.BytesIO(visit.page.pdf(prefer_css_page_size=True))).pages
        assert len(pages) == 2
        assert all(page.mediabox.width > page.mediabox.height for page in pages)
        words = pages[0].extract_text()
        assert "vandaag" in words
        assert "Zet in mijn agenda" not in words


# ---- what scripts add -----------------------------------------------------------------------------------------------


def test_questions_come_and_go_with_the_answers(browser: Browser, small: str):
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/person")
        hours, why = visit.page.locator("[name=hours]"), visit.page.locator("[name=why_none]")
        expect(hours).to_be_hidden()
        expect(why).to_be_hidden()

        visit.answer("works", "part")
        expect(hours).to_be_visible()
        hours.fill("16")
        visit.answer("works", "none")

        expect(why).to_be_visible()
        expect(hours).to_be_hidden()
        visit.answer("works", "part")
        expect(hours).to_have_value("16")
        assert visit.complaints == []


def test_without_scripts_every_question_is_there_and_says_when_it_is_asked(browser: Browser, small: str):
    with Visit(browser, scripts=False) as visit:
        visit.page.goto(f"{small}/small/person")

        expect(visit.page.locator("[name=hours]")).to_be_visible()
        expect(visit.page.locator("[name=why_none]")).to_be_visible()
        expect(visit.page.get_by_text("Alleen als")).to_be_visible()


def test_the_error_summary_takes_focus_and_leads_to_the_field(browser: Browser, small: str):
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/person")
        visit.answer("born", "gisteren")
        visit.go_on()
        expect(visit.page.locator("#summary")).to_be_focused()

        visit.page.locator("#summary a").click()

        expect(visit.page.locator("[name=born]")).to_be_focused()
        expect(visit.page.locator("[name=born]")).to_have_value("gisteren")


def test_enter_in_a_field_saves_and_goes_on(browser: Browser, small: str):
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/details")
        visit.answer("talks.1.talk_with", "de baas")
        visit.page.keyboard.press("Enter")

        expect(visit.page).to_have_url(f"{small}/small/check-answers")


def test_the_room_left_is_counted(browser: Browser, small: str):
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/person")
        visit.answer("works", "none")
        visit.answer("why_none", "x" * 90)
        expect(visit.page.locator("#why_none-left")).to_have_text("Er is nog plaats voor 10 tekens.")
        visit.answer("why_none", "x" * 103)
        expect(visit.page.locator("#why_none-left")).to_have_text("Dit zijn 3 tekens te veel.")
        expect(visit.page.locator("#why_none-left + [role=status]")).to_have_text("Dit zijn 3 tekens te veel.")


def test_a_link_saves_what_was_typed_before_it_leads_away(browser: Browser, small: str):
    with Visit(browser) as visit:
        visit.page.goto(f"{small}/small/person")
        visit.answer("nickname", "nog niet opgeslagen")
        visit.follow(visit.page.get_by_role("link", name="Privacy en bewaren"))
        expect(visit.page).to_have_url(f"{small}/privacy")

        visit.page.goto(f"{small}/small/person")

        expect(visit.page.locator("[name=nickname]")).to_have_value("nog niet opgeslagen")


def test_the_language_switch_keeps_what_was_just_typed(browser: Browser, small: str):
    with Visit(browser, scripts=False) as visit:
        visit.page.goto(f"{small}/small/person")
        visit.answer("nickname", "Ayşegül")
        visit.follow(visit.page.get_by_role("button", name="English"))

        expect(visit.page.get_by_role("heading", level=1)).to_have_text("About you")
        expect(visit.page.locator("[name=nickname]")).to_have_value("Ayşegül")


def test_tips_stand_open_where_there_is_room(browser: Browser, small: str):
    for width, is_open in ((1280, True), (360, False)):
        with Visit(browser, width) as visit:
            visit.page.goto(f"{small}/small/person")
            tip = visit.page.locator("details.tip").first
            assert (tip.get_attribute("open") is not None) is is_open
            assert tip.get_by_text("Houd het kort.").is_visible() is is_open


def test_nothing_is_asked_of_another_server(browser: Browser, small: str):
    with Visit(browser) as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url))
        for path in ("", "/small", "/small/person", "/small/check-answers", "/sources", "/privacy"):
            visit.page.goto(small + path)

        assert asked
        assert all(url.startswith(small) for url in asked)
