"""A real browser over a service of one's own: what the tests that press and type have in common."""

import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from formgen.web import drafts_of
from formgen.web.faults import Site

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

PATIENCE = 30_000  # ms; a slow machine is no mistake
expect.set_options(timeout=PATIENCE / 2)

NEEDS_CHROMIUM = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="Chromium is not on this machine: apt install chromium"
)


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing: a test that fails has more to say than a list of requests."""


def served(app: Site) -> Iterator[str]:
    """The address of a server that runs this service while the test does."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    drafts_of(app).close()


def chromium() -> Iterator[Browser]:
    """A browser, for as long as the tests of a module run."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


class Visit:
    """One visitor in a browser of their own; anything the browser complains of ends the test."""

    def __init__(self, browser: Browser, width: int = 1280, scripts: bool = True, language: str = "nl-NL") -> None:
        size = {"width": width, "height": 900}
        self.context: BrowserContext = browser.new_context(  # type: ignore[call-arg]
            viewport=size, java_script_enabled=scripts, locale=language, accept_downloads=True
        )
        self.scripts, self.width = scripts, width
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def fill_page(self, answers: Mapping[str, str]) -> None:
        """Type the answers that this page asks for, in their order, adding a row where there is none yet."""
        for name, text in answers.items():
            field, add = (self.page.locator(css) for css in (f'[name="{name}"]', f'[value="add:{name.split(".")[0]}"]'))
            if "." in name and add.count() and not field.count():
                self.follow(add)
            if field.count():
                self.answer(name, text)

    def answer(self, name: str, text: str) -> None:
        """Answer one question as a person does: tick, choose or type."""
        fields = self.page.locator(f'[name="{name}"]')
        kind = fields.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            for option in text.split(", "):
                self.page.locator(f'[name="{name}"][value="{option}"]').check()
        elif fields.first.evaluate("field => field.tagName") == "SELECT":
            fields.first.select_option(text)
        else:
            expect(fields.first).to_be_visible()
            fields.first.fill(text)

    def follow(self, pressed: Locator) -> None:
        """Press what leads to another page, and wait until that page stands there whole."""
        with self.page.expect_navigation():
            pressed.click()

    def go_on(self) -> None:
        """Press the button that saves and goes on."""
        self.follow(self.page.locator("main button.button[value=next]"))

    def fits(self) -> None:
        """The page never scrolls sideways. (Without scripts there is nothing to ask it.)"""
        if self.scripts:
            assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url

    def judge(self) -> None:
        """No finding of axe on this page."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        told = [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found["violations"]]
        assert not told, (self.page.url, told)
        self.fits()
