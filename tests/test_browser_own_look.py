"""A look of one's own in a real browser: a theme that wins, and a letterhead with a picture in the live preview."""

import io
import zlib
from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Browser, expect

from formgen.store.settings import Settings
from formgen.web import create_app
from tests.browsing import NEEDS_CHROMIUM, PATIENCE, Visit, chromium, served
from tests.smallform import NOON, SECRET, write_folder

pytestmark = NEEDS_CHROMIUM

CSS = ":root{--fg-color-action-color-default:#154273}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_folder(tmp_path_factory.mktemp("small"))
    theme = folder / "house.css"
    theme.write_text(CSS, "utf-8")
    template = folder / "templates" / "small.docx"
    letter = docx.Document(str(template))
    letter.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    letter.save(str(template))
    settings = Settings(data=folder / "data", secret=SECRET, theme=theme)
    yield from served(create_app(settings, folders=[folder], clock=lambda: NOON, log=io.StringIO()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


def png() -> bytes:
    """A red picture of 8 by 8 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (8).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    rows = (b"\x00" + b"\xc0\x20\x20" * 8) * 8
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_the_theme_colours_the_button(browser: Browser, site: str) -> None:
    with Visit(browser) as visit:
        visit.page.goto(f"{site}/small/person")
        button = visit.page.locator("main button.button[value=next]")
        assert button.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(21, 66, 115)"
        visit.judge()
        assert visit.complaints == []


def test_a_picture_in_the_letterhead_is_shown_in_the_preview(browser: Browser, site: str) -> None:
    with Visit(browser, 1400) as visit:
        visit.page.goto(f"{site}/small/person")
        visit.fill_page({"surname": "Jansen"})
        picture = visit.page.locator("#preview img").first
        expect(picture).to_be_attached(timeout=PATIENCE)
        visit.page.wait_for_function(
            "[...document.querySelector('[data-paper]').shadowRoot.querySelectorAll('img')]"
            ".some(one => one.complete && one.naturalWidth === 8)"
        )
        assert visit.complaints == []
