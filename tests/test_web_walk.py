"""A restless visitor of the employee's form: whatever they press in whatever order, no word of theirs is lost."""

import io
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from formgen.library import SHIPPED
from formgen.questions import TYPES
from formgen.store.drafts import Content
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.pages import Page
from tests.smallform import SECRET, Clock, Visitor

NAME = "deskundigenoordeel-werknemer"
HOME = f"/{NAME}"
SPICES = ("", " <b>", " & \"'", " {{ 7*7 }}", "\u202e", " é\u0301", " 👩‍👩‍👧", " %s{0}", " </textarea>", " =1+1", " \\")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("walk") / "data"
    app = create_app(Settings(data=data, secret=SECRET), folders=[SHIPPED], clock=Clock(), log=io.StringIO())
    yield app
    drafts_of(app).close()


class Walker:
    """Someone who types, presses and looks; it knows every word that must be kept, and checks after each step."""

    def __init__(self, app: Site, seed: int) -> None:
        self.app, self.dice = app, random.Random(seed)
        self.client: FlaskClient = app.test_client()
        self.live: Counter[str] = Counter()
        self.aside: Counter[str] = Counter()
        self.typed = 0
        self.draft_id = ""
        form = app.extensions["formgen"].library.load(NAME)
        kinds = {question.name: question.kind for question in form.questions() if not question.repeats}
        self.texts = {name for name, kind in kinds.items() if TYPES[kind].control.kind in ("line", "area")}
        self.done: Counter[str] = Counter()
        self.open("the_question")

    def open(self, section: str) -> None:
        """Look at a section; one that does not apply leads to the overview and then to another one."""
        answer = self.client.get(f"{HOME}/{section}")
        if answer.status_code == 302:
            assert answer.location == HOME
            section = "the_question"
            answer = self.client.get(f"{HOME}/{section}")
        assert answer.status_code == 200, section
        self.section, self.page = section, Page(answer.get_data(as_text=True))
        self.page_shows_what_is_kept()

    def kept(self) -> dict[str, str]:
        """The raw answers in the draft."""
        if not self.draft_id:
            self.draft_id = Visitor(self.client).draft_id(NAME)
        return dict(drafts_of(self.app).find(self.draft_id, NAME).content.raw) if self.draft_id else {}

    def is_text(self, name: str) -> bool:
        return name.rpartition(".")[2] in self.texts

    def page_shows_what_is_kept(self) -> None:
        kept = self.kept()
        for name in self.page.form.typable():
            assert self.page.form.values[name] == kept.get(name, ""), (self.section, name)
        for name in self.page.form.offers:
            assert self.page.form.values[name] == kept.get(name, ""), (self.section, name)

    def changes(self) -> dict[str, str]:
        """A few fields filled in, some emptied; every text is one that was never typed before."""
        form, found = self.page.form, {}
        names = self.page.form.typable() + list(form.offers)
        for name in self.dice.sample(names, min(len(names), self.dice.randint(0, 5))):
            if name in form.many:
                found[name] = ", ".join(o for o in form.offers[name] if self.dice.random() < 0.3)
            elif name in form.offers:
                found[name] = self.dice.choice(form.offers[name])
            elif self.dice.random() < 0.1:
                found[name] = ""
            else:
                self.typed += 1
                found[name] = f"woord{self.typed}{self.dice.choice(SPICES)}"
        return found

    def press(self) -> str:
        """One of the page's buttons; adding rows and going on more often than the rest."""
        buttons = self.page.form.buttons
        rows = [button for button in buttons if button.startswith(("add:", "remove:", "restore", "use:"))]
        return self.dice.choice(rows) if rows and self.dice.random() < 0.4 else self.dice.choice(buttons)

    def go(self, steps: int) -> None:
        """So many steps."""
        for _ in range(steps):
            self.step()

    def step(self) -> None:
        """Type, press, follow, and look whether every word is still there."""
        changed, act = self.changes(), self.press()
        before = self.kept()
        answer = self.client.post(self.page.form.action, data=self.page.form.sent(changed, act))
        assert answer.status_code == 303, (self.section, act)
        self.done[act.split(":")[0]] += 1
        self.account(before, changed, act)
        assert Counter(text for name, text in self.kept().items() if self.is_text(name)) == self.live, act
        self.follow(answer.location)

    def account(self, before: dict[str, str], changed: dict[str, str], act: str) -> None:
        """What must be kept after this step: what was typed, but for what the visitor took away themselves."""
        for name, text in changed.items():
            if self.is_text(name):
                self.live -= Counter([before.get(name, "")])
                self.live += Counter([text] if text else [])
        verb, _, about = act.partition(":")
        after = self.kept()
        if verb == "restore":
            self.live += self.aside
        if verb == "use":
            self.live += Counter([after[about]] if not {**before, **changed}.get(about) else [])
        self.aside = Counter()
        if verb == "remove":
            row = {name: text for name, text in {**before, **changed}.items() if name.startswith(f"{about}.")}
            self.aside = Counter(text for name, text in row.items() if text and self.is_text(name))
            self.live -= self.aside

    def follow(self, location: str) -> None:
        path = location.partition("#")[0].partition("?")[0]
        section = path.removeprefix(f"{HOME}/")
        if path == HOME or section in ("check-answers", "continue-later"):
            assert self.client.get(location).status_code == 200
            self.done[section] += 1
            section = self.dice.choice(["the_question", "employee", "job", "enclosures", "tried", self.section])
        elif section.endswith("/preview"):
            assert self.client.get(location).status_code == 200
            section = self.section
        self.open(section)


@pytest.mark.parametrize("seed", range(3))
def test_a_restless_visitor_loses_no_word(service: Site, seed: int) -> None:
    walker = Walker(service, seed)

    walker.go(140)

    assert walker.typed > 100
    assert sum(walker.live.values()) > 25
    assert walker.done["add"]
    assert walker.done["remove"]
    assert walker.done["language"]
    for path in ("check-answers", "your-documents", "delete-answers"):
        assert walker.client.get(f"{HOME}/{path}").status_code == 200, path


def test_the_walk_would_notice_a_lost_word(service: Site) -> None:
    """The walker itself is held against a service that forgets: it must not be blind."""
    walker = Walker(service, 99)
    while not walker.live:
        walker.step()
    drafts_of(service).change(walker.draft_id, NAME, lambda content: Content())

    with pytest.raises(AssertionError):
        walker.go(5)


FIRST = [
    {"question_type": kind} for kind in ("own_work", "suitable_work", "employee_effort", "employer_effort", "other")
] + [{"question_type": "other", "other_question": kind} for kind in ("frequent_absence", "wga_effort")]


@pytest.mark.parametrize("first", FIRST, ids=lambda first: list(first.values())[-1])
def test_every_section_of_every_question_opens_in_both_languages(service: Site, first: dict[str, str]) -> None:
    client, opened = service.test_client(), set()
    form = Page(client.get(f"{HOME}/the_question").get_data(as_text=True)).form
    client.post(form.action, data=form.sent(first, "next"))

    for language in ("en", "nl"):
        form = Page(client.get(f"{HOME}/the_question").get_data(as_text=True)).form
        client.post(form.action, data=form.sent({}, f"language:{language}"))
        for section in service.extensions["formgen"].library.load(NAME).sections:
            answer = client.get(f"{HOME}/{section.name}")
            if answer.status_code == 200:
                opened.add(section.name)
                assert f'<html lang="{language}">' in answer.get_data(as_text=True), section.name
            else:
                assert (answer.status_code, answer.location) == (302, HOME), section.name

    assert len(opened) >= 14
    assert list(first.values())[-1] in {*opened, "other"}
