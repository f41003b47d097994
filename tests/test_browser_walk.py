"""A restless visitor in a real browser: types, hides, goes back, reloads, opens a second tab, and loses not a word.

The walk is drawn by chance. A failure names its seed; `WALK_SEED=7 WALK_STEPS=300` walks that one again, and longer.
"""

import io
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from formgen.form import Form
from formgen.library import SHIPPED
from formgen.questions import TYPES
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.browsing import NEEDS_CHROMIUM, Visit, chromium, served
from tests.smallform import SECRET, Clock

pytestmark = NEEDS_CHROMIUM

STEPS = int(os.environ.get("WALK_STEPS", "14"))
SEED = int(os.environ.get("WALK_SEED", "1"))
FORMS = (
    "deskundigenoordeel-werknemer",
    "deskundigenoordeel-werkgever",
    "onderbouwing-afwijking-deskundigenoordeel",
    "plan-van-aanpak-spoor-2",
)
TEXT = "form#page :is(input.box, textarea.box):visible"
VALUES = "fields => fields.map(field => ({name: field.name, value: field.value}))"
CHOICE = "form#page label.choice:visible"
BUTTON = ", ".join(
    f"{button}:visible"
    for button in (
        "main button.button[value=next]",
        "main button[value=on]",
        "main button[value=back]",
        "main button[value=stop]",
        "main button[value^='add:']",
        "button[value^=language]",
    )
)
SPICES = ("", " <b>", " & \"'", " {{ 7*7 }}", " é\u0301", " 👩‍👩‍👧", " =1+1")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Site:
    data = tmp_path_factory.mktemp("walk") / "data"
    return create_app(Settings(data=data, secret=SECRET), folders=[SHIPPED], clock=Clock(), log=io.StringIO())


@pytest.fixture(scope="module")
def site(app: Site) -> Iterator[str]:
    yield from served(app)


class Walker:
    """Knows every word it typed that must still be kept, and looks after each step whether it is."""

    def __init__(self, app: Site, visit: Visit, home: str, seed: int) -> None:
        self.app, self.visit, self.page, self.home = app, visit, visit.page, home
        self.form: Form = app.extensions["formgen"].library.load(home.rpartition("/")[2])
        self.dice = random.Random(f"{self.form.name} {seed}")
        self.live: Counter[str] = Counter()
        self.typed = 0
        self.told: list[str] = []
        self.texts = {q.name for q in self.form.questions() if not q.repeats and _is_text(q.kind)}
        self.enter()

    def enter(self) -> None:
        """Open a part that applies, from the list of parts."""
        self.page.goto(self.home)
        parts = self.page.locator("ol.tasks > li > a")
        self.visit.follow(parts.nth(self.dice.randrange(parts.count())))

    def kept(self) -> Counter[str]:
        """The texts in the draft."""
        return Counter(text for name, text in self.raw().items() if name.rpartition(".")[2] in self.texts)

    def raw(self) -> Mapping[str, str]:
        """What is in the draft that the visitor's cookie knows."""
        name = f"formgen-draft-{self.form.name}"
        known = (one["value"] for one in self.visit.context.cookies() if one["name"] == name)
        state, _, draft_id = next(known, "").partition(".")
        return drafts_of(self.app).find(draft_id, self.form.name).content.raw if state == "kept" else {}

    def step(self) -> None:
        """One thing that a person does, and a look at what is kept."""
        does: list[tuple[Callable[[], None], int]] = [
            (self.type, 6),
            (self.choose, 4),
            (self.press, 4),
            (self.back, 1),
            (self.reload, 1),
            (self.second_tab, 1),
            (self.lose_the_line, 1),
        ]
        act = self.dice.choices([one for one, _ in does], [weight for _, weight in does])[0]
        self.told.append(f"{act.__name__} at {self.page.url.rpartition('/')[2]}")
        act()
        off = any(end in self.page.url for end in ("/check-answers", "/continue-later"))
        if off or self.page.url.rstrip("/") == self.home:
            self.enter()

    def look(self) -> None:
        """Every word is in the draft, exactly once, sooner or later: the last one may still be on its way."""
        for _ in range(100):
            if self.kept() == self.live:
                return
            self.page.wait_for_timeout(100)
        lost, strange = self.live - self.kept(), self.kept() - self.live
        assert not lost, (dict(lost), self.told[-8:])
        assert not strange, (dict(strange), self.told[-8:])

    # ---- what a person does

    def type(self) -> None:
        """A text of which there is only one, over whatever stood there."""
        fields = self.page.locator(TEXT)
        for _ in range(min(fields.count(), self.dice.randint(1, 3))):
            self.write(fields.nth(self.dice.randrange(fields.count())))

    def write(self, field: Locator) -> None:
        """Write in this field, in whichever tab."""
        if (field.get_attribute("name") or "").rpartition(".")[2] not in self.texts:
            return
        self.typed += 1
        word = f"woord{self.typed}{self.dice.choice(SPICES)}"
        self.live -= Counter([field.input_value()])
        self.live += Counter([word])
        field.fill(word)

    def choose(self) -> None:
        """An option, so that questions come and go. Hidden answers are parked, not lost."""
        options = self.page.locator(CHOICE)
        if options.count():
            options.nth(self.dice.randrange(options.count())).click()

    def press(self) -> None:
        """A button that saves and leads somewhere, or switches the language."""
        found = self.page.locator(BUTTON)
        self.visit.follow(found.nth(self.dice.randrange(found.count())))

    def back(self) -> None:
        """The browser's own button, straight after typing."""
        here = self.page.url
        self.page.go_back()
        if not self.page.url.startswith(self.home):
            self.page.goto(here)
        self.shows_what_is_kept()

    def reload(self) -> None:
        """Straight after typing."""
        self.page.reload()
        self.shows_what_is_kept()

    def shows_what_is_kept(self) -> None:
        """The page shows each text as it is in the draft, the last word before one left included."""
        self.look()
        for _ in range(100):
            shown = {one["name"]: one["value"] for one in self.page.locator(TEXT).evaluate_all(VALUES)}
            raw = self.raw()
            wrong = {name: text for name, text in shown.items() if raw.get(name, "") != text}
            if not wrong:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError((wrong, self.told[-8:]))

    def second_tab(self) -> None:
        """The same page once more: something else is typed there, and both go on."""
        self.settle(self.page)
        other = self.visit.context.new_page()
        other.goto(self.page.url)
        fields = other.locator(TEXT)
        if fields.count():
            self.write(fields.nth(self.dice.randrange(fields.count())))
            self.settle(other)
        other.close()
        self.page.reload()

    def lose_the_line(self) -> None:
        """Type without a connection; it is kept once that is back."""
        self.visit.context.set_offline(True)
        self.type()
        self.visit.context.set_offline(False)
        self.settle(self.page)

    def settle(self, page: Page) -> None:
        """Wait until this page has nothing left to send."""
        if page.locator("#state.bad").count() or self.live:
            expect(page.locator("#state.bad")).to_have_count(0, timeout=60_000)
        self.look()


def _is_text(kind: str) -> bool:
    return TYPES[kind].control.kind in ("line", "area")


@pytest.mark.parametrize("form", FORMS)
def test_a_restless_visitor_loses_no_word(browser: Browser, site: str, app: Site, form: str) -> None:
    with Visit(browser) as visit:
        walker = Walker(app, visit, f"{site}/{form}", SEED)
        try:
            while len(walker.told) < STEPS or walker.typed < 3:  # some dice come to a text late
                walker.step()
                walker.look()
        except BaseException:
            print(f"WALK_SEED={SEED} WALK_STEPS={STEPS} {form}: {walker.told}")
            raise
        faults = [one for one in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in one]
        assert faults == []
