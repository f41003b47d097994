"""Two tabs, two clicks, two machines: an answer is kept once, and never overwritten without its owner seeing it."""

import random
import threading
from collections.abc import Iterator

import pytest
from werkzeug.datastructures import MultiDict

from formgen.form import Form
from formgen.library import Library
from formgen.store.drafts import Content
from formgen.web import drafts_of, posted
from formgen.web.posted import fingerprint
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, TALKS, House, Visitor, house, write_folder

PERSON, DETAILS, HEALTH = f"{FORM}/person", f"{FORM}/details", f"{FORM}/health"
ROW = ("talk_date", "talk_with")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("tabs")) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


def kept(service: House, visitor: Visitor) -> dict[str, str]:
    """The raw answers in the visitor's draft, or nothing when there is none."""
    draft_id = visitor.draft_id()
    return dict(drafts_of(service.app).find(draft_id, "small").content.raw) if draft_id else {}


# ---- two clicks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "answers"), [(PERSON, ABOUT_YOU), (DETAILS, TALKS), (HEALTH, {"sick": "Rug."})], ids=["a", "b", "c"]
)
@pytest.mark.parametrize("act", ["next", "keep", "back", "stop", "language:en", "add:talks", "restore"])
def test_a_button_pressed_twice_does_its_work_once(
    service: House, visitor: Visitor, path: str, answers: dict[str, str], act: str
) -> None:
    visitor.fill(PERSON, ABOUT_YOU)
    values = visitor.fields(visitor.page(path)) | answers

    first = visitor.post(path, values, act)
    once = kept(service, visitor)
    second = visitor.post(path, values, act)

    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert kept(service, visitor) == once
    assert once.items() >= {name: value for name, value in answers.items() if value}.items()


def test_a_row_put_back_twice_comes_back_once(service: House, visitor: Visitor) -> None:
    visitor.fill(DETAILS, {"talks.1.talk_with": "eerste"}, act="add:talks")
    visitor.fill(DETAILS, {"talks.2.talk_with": "tweede"}, act="remove:talks.1")
    values = visitor.fields(visitor.page(DETAILS))

    visitor.post(DETAILS, values, "restore")
    visitor.post(DETAILS, values, "restore")

    assert kept(service, visitor) == {"talks.1.talk_with": "eerste", "talks.2.talk_with": "tweede"}


@pytest.mark.parametrize("turn", range(12))
def test_two_posts_at_the_same_moment_keep_both_words(service: House, visitor: Visitor, turn: int) -> None:
    visitor.fill(PERSON, {"surname": "Jansen"})
    values = visitor.fields(visitor.page(PERSON))
    cookie = visitor.client.get_cookie("formgen")
    assert cookie
    answers: list[int] = []

    def send(name: str) -> None:
        other = service.visitor()
        other.client.set_cookie("formgen", cookie.value)
        other.know(visitor.draft_id())
        answers.append(other.post(PERSON, values | {name: f"{name} {turn}"}).status_code)

    threads = [threading.Thread(target=send, args=(name,)) for name in ("nickname", "why_none")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [303, 303]
    found = kept(service, visitor)
    assert (found["nickname"], found["why_none"]) == (f"nickname {turn}", f"why_none {turn}")


# ---- two tabs ------------------------------------------------------------------------------------------------------


class Tab:
    """One tab: the page as it was drawn, what was typed over it since, and what it may rightly do to the draft."""

    def __init__(self, service: House, visitor: Visitor, name: str, html: str) -> None:
        self.service, self.visitor, self.name, self.typed = service, visitor, name, 0
        self.draft_id = visitor.draft_id()
        self.show(html)

    def kept(self) -> dict[str, str]:
        return dict(drafts_of(self.service.app).find(self.draft_id, "small").content.raw)

    def show(self, html: str) -> None:
        self.form, self.html = Page(html).form, html
        self.changed: dict[str, str] = {}
        self.quoted: dict[str, str] = {}

    def type(self, dice: random.Random) -> None:
        """Something new in one of the fields; every word is one that no tab typed before."""
        name = dice.choice(self.form.typable())
        self.typed += 1
        self.changed[name] = f"{self.name}{self.typed}"

    def shown(self, name: str) -> str:
        return self.changed.get(name, self.form.values.get(name, ""))

    def press(self, dice: random.Random) -> None:
        """Post the page and hold what became of the draft against what this tab had seen."""
        before = self.kept()
        rows = [button for button in self.form.buttons if button.split(":")[0] in ("add", "remove", "restore")]
        act = dice.choice(["next", "keep", *rows])
        answer = self.visitor.client.post(DETAILS, data=self.form.sent(self.changed, act))
        after = self.kept()
        if answer.status_code == 409:
            asked = self.told(before, after, answer.get_data(as_text=True))
            self.show(answer.get_data(as_text=True))
            self.changed, self.quoted = asked, {name: before.get(name, "") for name in asked}
        else:
            assert answer.status_code == 303
            self.stored(before, after, act)
            self.show(self.visitor.page(DETAILS))

    def told(self, before: dict[str, str], after: dict[str, str], html: str) -> dict[str, str]:
        """Every word of this tab is kept or asked again; every word of the other one is kept and quoted."""
        page = Page(html)
        for name, word in self.changed.items():
            assert word in (after.get(name), page.form.values.get(name)), name
            if after.get(name) != word:
                assert after.get(name, "") == before.get(name, "")
                assert f"“{before[name]}”" in page.words if before.get(name) else "Daar is het leeg" in page.words
        for name in {**before, **after}:
            if name not in self.changed:
                assert after.get(name) == before.get(name), name
        return {name: word for name, word in self.changed.items() if after.get(name) != word}

    def stored(self, before: dict[str, str], after: dict[str, str], act: str) -> None:
        """Every word typed here stands beside what stood beside it on this page; nothing unseen is gone."""
        removed = f"{act.partition(':')[2]}." if act.startswith("remove:") else "nothing"
        for name, word in self.changed.items():
            if name.startswith(removed):
                continue
            assert word in after.values(), (name, act)
            row, _, inner = name.rpartition(".")
            if row and inner in ROW:
                other = ROW[1 - ROW.index(inner)]
                place = next(key for key, value in after.items() if value == word).rpartition(".")[0]
                assert after.get(f"{place}.{other}", "") == self.shown(f"{row}.{other}"), (name, act)
        for name, word in before.items():
            seen = word in (self.form.values.get(name), self.quoted.get(name))
            assert word in after.values() or (seen and (name in self.changed or name.startswith(removed))), (name, act)


@pytest.mark.parametrize("part", range(5))
def test_in_three_hundred_interleavings_nothing_is_overwritten_unseen(service: House, part: int) -> None:
    clashes = 0
    for seed in range(part * 60, part * 60 + 60):
        dice = random.Random(seed)
        visitor = service.visitor()
        visitor.fill(DETAILS, {"talks.1.talk_date": "a", "talks.1.talk_with": "b"}, act="add:talks")
        html = visitor.page(DETAILS)
        tabs = [Tab(service, visitor, name, html) for name in "xyz"[: dice.randint(2, 3)]]
        for _ in range(3):
            tab = dice.choice(tabs)
            for _ in range(dice.randint(1, 2)):
                tab.type(dice)
            was = tab.html
            tab.press(dice)
            clashes += "twee tabbladen" in tab.html and was != tab.html
    assert clashes > 5, "the tabs must have met"


def test_a_word_typed_beside_one_row_never_lands_beside_another(service: House, visitor: Visitor) -> None:
    """One tab takes the first of three talks away; the other one then names who was at the second."""
    for n, date in enumerate(("1-9-2026", "2-9-2026", "3-9-2026"), 1):
        visitor.fill(DETAILS, {f"talks.{n}.talk_date": date}, act="add:talks")
    stale = visitor.fields(visitor.page(DETAILS))
    visitor.fill(DETAILS, act="remove:talks.1")

    answer = visitor.post(DETAILS, stale | {"talks.2.talk_with": "de arts"})

    assert answer.status_code == 409
    assert "talks.2.talk_with" not in kept(service, visitor)
    page = Page(answer.get_data(as_text=True))
    assert page.form.values["talks.2.talk_with"] == "de arts"
    assert page.form.values["talks.2.talk_date"] == "3-9-2026", "the row as it is now, for the visitor to judge"

    assert visitor.post(DETAILS, page.form.values).status_code == 303  # type: ignore[arg-type]
    assert kept(service, visitor)["talks.2.talk_with"] == "de arts"


# ---- rows by their number ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return Library([write_folder(tmp_path_factory.mktemp("small"))]).load("small")


NUMBERS = ["9" * 5000, "1" * 7, "0", "00", "٣", "³", "+1", "1e0", " 1", "1_0", "-1", "Ⅷ", ""]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: ascii(number)[:12])
def test_no_spelling_of_a_number_makes_a_row_or_a_fault(service: House, visitor: Visitor, number: str) -> None:
    values = visitor.fields(visitor.page(DETAILS)) | {f"talks.{number}.talk_with": "x", "wish": "blijft"}

    assert visitor.post(DETAILS, values).status_code == 303
    assert visitor.post(DETAILS, values, act=f"remove:talks.{number}").status_code == 303
    assert kept(service, visitor) == {"wish": "blijft"}


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: ascii(number)[:12])
def test_only_one_spelling_is_a_row_number(number: str) -> None:
    assert posted.row_number(number) == 0
    assert [posted.row_number(str(n)) for n in (1, 9, 10, 999_999)] == [1, 9, 10, 999_999]


def test_a_row_that_another_tab_changed_is_asked_again_field_by_field(form: Form) -> None:
    drawn = {"talks.1.talk_date": "a", "talks.1.talk_with": ""}
    seen = " ".join(f"{name}:{fingerprint(text)}" for name, text in drawn.items())
    page = posted.read_page(form.sections[1], MultiDict({**drawn, "talks.1.talk_with": "baas", "_seen": seen}))

    moved, clashes = posted.join(Content({"talks.1.talk_date": "b"}), page)
    same, none = posted.join(Content({"talks.1.talk_date": "a"}), page)

    assert (moved.raw, clashes) == ({"talks.1.talk_date": "b"}, {"talks.1.talk_with": ""})
    assert (same.raw, none) == ({"talks.1.talk_date": "a", "talks.1.talk_with": "baas"}, {})


def test_a_page_of_ten_thousand_strange_fields_is_read_at_once(service: House, visitor: Visitor) -> None:
    values = visitor.fields(visitor.page(DETAILS))
    strange = {f"talks.{n}.talk_with.{n}": "x" for n in range(10_000)} | {f"veld{n}": "x" for n in range(10_000)}

    assert visitor.post(DETAILS, strange | values | {"wish": "blijft"}).status_code == 303
    assert kept(service, visitor) == {"wish": "blijft"}


# ---- choosing the other's words --------------------------------------------------------------------------------------


def clash(visitor: Visitor, path: str, mine: dict[str, str], theirs: dict[str, str]) -> str:
    """The page that shows both, after two tabs changed the same."""
    first, second = (visitor.fields(visitor.page(path)) for _ in range(2))
    assert visitor.post(path, first | theirs, "keep").status_code == 303
    answer = visitor.post(path, second | mine, "keep")
    assert answer.status_code == 409
    return answer.get_data(as_text=True)


def test_a_choice_made_elsewhere_is_said_in_words(visitor: Visitor) -> None:
    told = Page(clash(visitor, PERSON, {"works": "none", "agrees": "no"}, {"works": "part", "agrees": "yes"})).words

    assert "Daar staat: “Voor een deel”." in told
    assert "Daar staat: “Ja”." in told


def test_several_choices_made_elsewhere_are_said_in_words(visitor: Visitor) -> None:
    told = Page(clash(visitor, DETAILS, {"needs": "none"}, {"needs": "lifting, standing"})).words

    assert "Daar staat: “Tillen en Staan”." in told or "Daar staat: “Tillen en staan”." in told


def test_a_text_typed_elsewhere_is_said_as_it_was_typed(visitor: Visitor) -> None:
    assert "“31-2-1988”" in Page(clash(visitor, PERSON, {"born": "9-3-1988"}, {"born": "31-2-1988"})).words


def test_the_others_words_are_taken_over_by_one_press(service: House, visitor: Visitor) -> None:
    long = "Wat ik daar schreef. " * 150
    page = clash(visitor, DETAILS, {"wish": "Hier", "talks.1.talk_with": "baas"}, {"wish": long})

    answer = visitor.post(DETAILS, visitor.fields(page), "theirs:wish")

    assert (answer.status_code, answer.location) == (303, f"{DETAILS}#wish")
    assert kept(service, visitor)["wish"] == long
    assert kept(service, visitor)["talks.1.talk_with"] == "baas"


def test_taking_over_one_leaves_the_other_to_choose(service: House, visitor: Visitor) -> None:
    page = clash(visitor, PERSON, {"surname": "Hier", "nickname": "Hier"}, {"surname": "Daar", "nickname": "Daar"})

    answer = visitor.post(PERSON, visitor.fields(page), "theirs:surname")

    assert kept(service, visitor)["surname"] == "Daar"
    assert answer.status_code == 303, "what was chosen after both were shown is kept"
    assert kept(service, visitor)["nickname"] == "Hier"


@pytest.mark.parametrize("about", ["", "nothing", "talks.99.talk_with", "csrf_token"])
def test_taking_over_what_is_not_there_changes_nothing_else(service: House, visitor: Visitor, about: str) -> None:
    assert visitor.fill(PERSON, {"surname": "Jansen"}, act=f"theirs:{about}").status_code == 303
    assert kept(service, visitor) == {"surname": "Jansen"}
