"""From start to download with the keyboard alone, in each of the four forms and both languages."""

import datetime
import io
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser

from formgen.library import SHIPPED
from formgen.loader.answersfile import AnswersFile, read_answers
from formgen.store.settings import Settings
from formgen.web import create_app
from tests.browsing import NEEDS_CHROMIUM, Visit, chromium, served
from tests.smallform import NOON, SECRET

pytestmark = NEEDS_CHROMIUM

CASES = {
    "deskundigenoordeel-werknemer": "case-1.yml",
    "deskundigenoordeel-werkgever": "case-3.yml",
    "onderbouwing-afwijking-deskundigenoordeel": "case-8.yml",
    "plan-van-aanpak-spoor-2": "zo-kort-mogelijk.yml",
}
MOST = 500  # presses of a key before a page counts as a trap
FOCUSED = """() => {
  const at = document.activeElement;
  return {
    tag: at.tagName, name: at.name || "", type: at.type || "", value: at.value || "", checked: Boolean(at.checked),
    id: at.id || "", href: at.getAttribute("href") || "", class: at.className || "", 
    download: at.hasAttribute("download"),
  };
}"""


def case_of(form: str) -> AnswersFile:
    path = SHIPPED / "samples" / form / CASES[form]
    return read_answers(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    day = case_of("deskundigenoordeel-werknemer").today or NOON.date()
    moment = datetime.datetime.combine(day, datetime.time(11), datetime.UTC)
    data = tmp_path_factory.mktemp("data")
    yield from served(create_app(Settings(data=data, secret=SECRET), clock=lambda: moment, log=io.StringIO()))


class Keys:
    """Someone who has only a keyboard."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page = visit, visit.page
        self.typed: set[str] = set()

    def press(self, key: str) -> dict[str, object]:
        """Press a key; what has the focus afterwards."""
        self.page.keyboard.press(key)
        return dict(self.page.evaluate(FOCUSED))

    def follow(self, key: str = "Enter") -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def to(self, **wanted: object) -> None:
        """Tab until what has the focus is like this."""
        for _ in range(MOST):
            at = self.press("Tab")
            if all(at[name] == value for name, value in wanted.items()):
                return
        raise AssertionError((self.page.url, wanted))

    def fill_page(self, answers: Mapping[str, str]) -> None:
        """Answer what the page asks, in the order of its fields, and press the button that goes on."""
        for _ in range(MOST):
            at = self.press("Tab")
            name, value = str(at["name"]), str(at["value"])
            if name == "_do" and value.startswith("add:") and self.lacks_a_row(value.removeprefix("add:"), answers):
                return self.follow()
            if name == "_do" and value == "next" and "button" in str(at["class"]):
                return self.follow()
            if name in answers and name not in self.typed:
                self.answer(at, answers[name])
        raise AssertionError(self.page.url)

    def lacks_a_row(self, group: str, answers: Mapping[str, str]) -> bool:
        """Whether a row of this group is still to be added."""
        given = {int(name.split(".")[1]) for name in answers if name.startswith(f"{group}.")}
        shown = self.page.locator(f'[id^="{group}-"][class=line]').count()
        return max(given, default=0) > shown

    def answer(self, at: Mapping[str, object], text: str) -> None:
        """Answer the question that has the focus."""
        kind, name = at["type"], str(at["name"])
        if kind == "checkbox":
            if (at["value"] in text.split(", ")) != at["checked"]:
                self.press("Space")
            return
        self.typed.add(name)
        if kind == "radio":
            self.choose(at, text)
        elif at["tag"] == "SELECT":
            for _ in range(MOST):
                if at["value"] == text:
                    return
                at = self.press("ArrowDown")
        else:
            self.page.keyboard.insert_text(text)

    def choose(self, at: Mapping[str, object], text: str) -> None:
        """Choose an option with the arrows; the first one, that has the focus, with the space bar."""
        if at["value"] == text:
            self.press("Space")
        for _ in range(MOST):
            if at["value"] == text:
                return
            at = self.press("ArrowDown")
        raise AssertionError((at["name"], text))


@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
@pytest.mark.parametrize("form", CASES)
def test_with_the_keyboard_alone(browser: Browser, site: str, form: str, language: str) -> None:
    answers = case_of(form).answers
    with Visit(browser, 1000, language=language) as visit:  # too narrow for the preview, which takes its time to draw
        keys = Keys(visit)
        visit.page.goto(site)
        keys.to(name="form")
        keys.choose(dict(visit.page.evaluate(FOCUSED)), form)
        keys.to(tag="BUTTON", type="submit")
        keys.follow()
        keys.to(tag="A", **{"class": "button"})
        keys.follow()
        for _ in range(100):
            if visit.page.url.endswith("/check-answers"):
                break
            keys.fill_page(answers)
        assert visit.page.url.endswith("/check-answers")
        agree_and_go_on(keys)
        keys.to(tag="A", download=True)
        with visit.page.expect_download() as waiting:
            visit.page.keyboard.press("Enter")
        assert waiting.value.suggested_filename
        assert visit.complaints == []


def agree_and_go_on(keys: Keys) -> None:
    """Tick that the text was read again where that is asked, and go on to the documents."""
    if keys.page.locator("#confirmed").count():
        keys.to(id="confirmed")
        keys.press("Space")
        keys.to(tag="BUTTON", type="submit", **{"class": "button"})
    else:
        keys.to(tag="A", href=f"/{keys.page.url.split('/')[-2]}/your-documents")
    keys.follow()
