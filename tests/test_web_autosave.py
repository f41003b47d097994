"""What is kept while one types: once, whatever arrives late, twice or not at all, and never over another tab."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from formgen.web import drafts_of
from formgen.web.posted import sent_mark
from tests.pages import Page
from tests.smallform import FORM, TALKS, House, Visitor, house

PERSON, DETAILS = f"{FORM}/person", f"{FORM}/details"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


class Tab:
    """A page in a browser whose script keeps what is typed."""

    def __init__(self, visitor: Visitor, path: str = PERSON) -> None:
        self.visitor, self.path = visitor, path
        self.form = Page(visitor.page(path)).form

    def body(self, act: str = "keep", **given: str) -> dict[str, object]:
        self.form.values.update({name.replace("__", "."): text for name, text in given.items()})
        return self.form.sent({}, act)

    def keep(self, **given: str) -> TestResponse:
        """Send what is typed and take what the answer says about it."""
        answer = self.visitor.client.post(f"{self.path}/kept", data=self.body(**given))
        self.form.values["_seen"] = (answer.json or {}).get("seen", self.form.values["_seen"])
        return answer

    def lose(self, **given: str) -> dict[str, object]:
        """Send it, and never hear that it arrived."""
        body = self.body(**given)
        assert self.visitor.client.post(f"{self.path}/kept", data=body).status_code == 200
        return body

    def press(self, act: str = "on", sent: dict[str, object] | None = None, **given: str) -> TestResponse:
        body = self.body(act, **given)
        if sent is not None:
            body["_sent"] = " ".join(
                f"{name}:{sent_mark(str(text).replace(chr(13), ''))}" for name, text in sent.items()
            )
        return self.visitor.client.post(self.path, data=body)


def kept(visitor: Visitor, name: str, path: str = PERSON) -> str:
    return Page(visitor.page(path)).form.values[name]


def test_an_answer_is_kept_and_says_when(visitor: Visitor) -> None:
    answer = Tab(visitor).keep(nickname="Ayşe")

    assert (answer.status_code, answer.json and answer.json["saved"]) == (200, "Bewaard om 12.00")
    assert kept(visitor, "nickname") == "Ayşe"
    visitor.client.post("/language", data={"csrf_token": Tab(visitor).form.values["csrf_token"], "language": "en"})
    assert (Tab(visitor).keep(nickname="A").json or {})["saved"] == "Saved at 12:00"


def test_one_goes_on_typing_and_nothing_contradicts_it(visitor: Visitor) -> None:
    tab = Tab(visitor)
    for text in ("A", "Ay", "Ayşe", "", "Ayşegül"):
        assert tab.keep(nickname=text).status_code == 200

    assert tab.press().status_code == 303
    assert kept(visitor, "nickname") == "Ayşegül"


def test_the_same_sent_again_is_kept_once(service: House, visitor: Visitor) -> None:
    tab = Tab(visitor)
    tab.lose(nickname="Ayşe")
    before = drafts_of(service.app).count()

    assert tab.keep().status_code == 200
    assert drafts_of(service.app).count() == before == 1
    assert tab.keep(nickname="Ayşegül").status_code == 200


def test_what_was_sent_and_never_confirmed_is_no_other_tab(visitor: Visitor) -> None:
    tab = Tab(visitor)
    lost = tab.lose(nickname="Ayşe")

    assert tab.press(sent=lost, nickname="Ayşegül").status_code == 303
    assert kept(visitor, "nickname") == "Ayşegül"


def test_another_tab_is_never_overwritten(visitor: Visitor) -> None:
    one, two = Tab(visitor), Tab(visitor)
    one.keep(nickname="van de een", surname="Jansen")
    answer = two.keep(nickname="van de ander", born="1-1-1980")

    assert (answer.status_code, (answer.json or {})["clashes"]) == (409, ["nickname"])
    assert kept(visitor, "nickname") == "van de een"
    assert kept(visitor, "born") == "1-1-1980"  # what nobody else touched is kept
    shown = two.press()
    assert shown.status_code == 409
    assert Page(shown.text).form.values["nickname"] == "van de ander"
    assert "van de een" in shown.text


def test_after_a_clash_the_rest_of_the_page_is_still_ones_own(visitor: Visitor) -> None:
    one, two = Tab(visitor), Tab(visitor)
    one.keep(nickname="van de een")
    two.keep(nickname="van de ander", surname="Jansen")
    page = two.press(surname="Jansens").text

    assert page.count('class="error"') == 1  # only the nickname is asked again
    assert kept(visitor, "surname") == "Jansens"


def test_what_was_removed_can_still_be_put_back(visitor: Visitor) -> None:
    visitor.fill(DETAILS, {"talks.1.talk_with": "De baas"}, "add:talks")
    visitor.fill(DETAILS, {"talks.2.talk_with": "P&O"}, "keep")
    visitor.fill(DETAILS, act="remove:talks.1")
    tab = Tab(visitor, DETAILS)
    tab.keep(wish="Terug naar het werk.")
    tab.press("restore")

    assert kept(visitor, "talks.1.talk_with", DETAILS) == "De baas"
    assert kept(visitor, "talks.2.talk_with", DETAILS) == "P&O"
    assert kept(visitor, "wish", DETAILS) == "Terug naar het werk."


def test_rows_are_put_back_one_by_one_whatever_one_does_on_the_page(visitor: Visitor) -> None:
    three_talks(visitor)
    visitor.fill(DETAILS, act="remove:talks.1")
    visitor.fill(DETAILS, act="remove:talks.1")
    for act in ("language:en", "add:talks", "keep", "up:talks.2", "preview"):
        visitor.fill(DETAILS, act=act)
    assert 'value="restore:2"' in visitor.page(DETAILS)
    body = Page(visitor.page(DETAILS)).form.sent({}, "restore:2")
    for _ in range(2):  # pressed twice, it puts one back
        visitor.client.post(DETAILS, data=body)
    visitor.fill(DETAILS, act="restore:1")

    assert sorted(text for text in order(visitor) if text) == ["drie", "een", "twee"]


def test_a_removed_row_is_forgotten_when_one_leaves_the_page(visitor: Visitor) -> None:
    three_talks(visitor)
    visitor.fill(DETAILS, act="remove:talks.1")
    visitor.fill(DETAILS, act="on")

    assert "restore" not in visitor.page(DETAILS)


def test_a_hidden_answer_is_parked(visitor: Visitor) -> None:
    Tab(visitor).keep(works="part", hours="16")
    Tab(visitor).keep(works="none")

    assert kept(visitor, "hours") == "16"
    assert "16" not in Page(visitor.page(f"{FORM}/check-answers")).words


def test_looking_at_a_page_keeps_nothing_and_names_that_are_not_asked_neither(service: House, visitor: Visitor) -> None:
    tab = Tab(visitor)
    assert drafts_of(service.app).count() == 0
    tab.keep(nickname="Ayşe", somewhere="else")

    assert dict(drafts_of(service.app).find(visitor.draft_id(), "small").content.raw) == {"nickname": "Ayşe"}


def test_a_page_or_a_form_that_is_not_there_is_a_404(visitor: Visitor) -> None:
    body = Tab(visitor).body()

    assert visitor.client.post(f"{FORM}/nowhere/kept", data=body).status_code == 404
    assert visitor.client.post("/nothing/person/kept", data=body).status_code == 404


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["keep", "lose", "again"]), st.text("aé<&\n ", max_size=4)), min_size=1, max_size=6
    )
)
def test_whatever_gets_lost_on_the_way_the_last_word_is_kept(service: House, steps: list[tuple[str, str]]) -> None:
    """One tab alone never meets a clash, and ends with what was typed last, however the connection behaved."""
    tab = Tab(service.visitor())
    lost: dict[str, object] | None = None
    for act, text in steps:
        if lost is not None:  # the very same is sent again until it is known to have arrived
            tab.visitor.client.post(f"{PERSON}/kept", data=lost)
            answer = tab.visitor.client.post(f"{PERSON}/kept", data=lost)
            assert answer.status_code == 200
            tab.form.values["_seen"] = (answer.json or {})["seen"]
            lost = None
        if act == "lose":
            lost = tab.lose(nickname=text)
        elif act == "keep":
            assert tab.keep(nickname=text).status_code == 200
    last = "z"
    assert tab.press(sent=lost, nickname=last).status_code == 303
    assert kept(tab.visitor, "nickname") == last


# ---- what became of it elsewhere ------------------------------------------------------------------------------------


def test_what_nobody_touched_is_brought_up_to_date(service: House, visitor: Visitor) -> None:
    one, two = Tab(visitor), Tab(visitor)
    one.keep(nickname="nieuw", works="none", surname="Jansen")
    two.form.values["surname"] = "hier getypt"
    told = visitor.client.post(f"{PERSON}/news", data=two.body()).json or {}

    assert told["news"] == {"nickname": "nieuw", "works": "none"}
    two.form.values |= dict(told["news"]) | {"_seen": told["seen"]}
    assert two.keep(nickname="nieuwer").status_code == 409  # only for what was typed in both
    assert kept(visitor, "nickname") == "nieuwer"
    assert kept(visitor, "surname") == "Jansen"


def test_what_another_tab_wrote_comes_back_with_what_is_kept(visitor: Visitor) -> None:
    one, two = Tab(visitor), Tab(visitor)
    one.keep(nickname="nieuw")
    answer = two.keep(surname="hier getypt").json or {}

    assert answer["news"] == {"nickname": "nieuw"}  # so that what is called kept is what one sees
    assert not answer["gone"]


# ---- the draft is no more -------------------------------------------------------------------------------------------


def deleted_elsewhere(service: House, visitor: Visitor) -> None:
    drafts_of(service.app).forget(visitor.draft_id())


def test_a_draft_that_is_gone_while_one_types_keeps_all_that_stands_there_and_says_so(
    service: House, visitor: Visitor
) -> None:
    Tab(visitor).keep(nickname="eerder", surname="Jansen")
    tab = Tab(visitor)
    deleted_elsewhere(service, visitor)
    answer = tab.keep(born="1-1-1980").json or {}

    assert answer["gone"]
    assert answer["saved"]
    assert [kept(visitor, name) for name in ("nickname", "surname", "born")] == ["eerder", "Jansen", "1-1-1980"]
    assert not (tab.keep(born="2-1-1980").json or {})["gone"]  # said once


def test_the_loss_is_told_also_on_a_page_that_was_empty(service: House, visitor: Visitor) -> None:
    Tab(visitor).keep(nickname="eerder")
    tab = Tab(visitor, DETAILS)
    deleted_elsewhere(service, visitor)

    assert (tab.keep(wish="nieuw").json or {})["gone"]


def test_a_first_answer_loses_nothing(visitor: Visitor) -> None:
    assert not (Tab(visitor).keep(nickname="x").json or {})["gone"]


def test_looking_at_what_is_gone_empties_nothing(service: House, visitor: Visitor) -> None:
    Tab(visitor).keep(nickname="eerder")
    tab = Tab(visitor)
    deleted_elsewhere(service, visitor)
    told = visitor.client.post(f"{PERSON}/news", data=tab.body()).json or {}

    assert (told["gone"], told["news"]) == (True, {})
    assert drafts_of(service.app).count() == 0  # somebody deleted it: it is not begun anew by itself
    tab.form.values["_seen"] = told["seen"]
    tab.keep(surname="Jansen")
    assert kept(visitor, "nickname") == "eerder"


def test_without_scripts_the_page_is_kept_anew_and_says_what_happened(service: House, visitor: Visitor) -> None:
    Tab(visitor).keep(nickname="eerder")
    tab = Tab(visitor)
    deleted_elsewhere(service, visitor)
    answer = tab.press("next", surname="Jansen")

    assert answer.location == f"{PERSON}?gone=yes#gone"
    page = visitor.page(answer.location)
    assert "Wat op deze bladzijde stond, is opnieuw bewaard." in page
    assert Page(page).form.values["nickname"] == "eerder"


@pytest.mark.parametrize("path", [FORM, PERSON])
def test_whoever_comes_back_to_nothing_is_told(service: House, visitor: Visitor, path: str) -> None:
    Tab(visitor).keep(nickname="eerder")
    service.clock.move(days=30)

    assert 'id="gone"' in visitor.page(path)
    assert 'id="gone"' not in service.visitor().page(path)


# ---- nothing kept, in two tabs --------------------------------------------------------------------------------------


class Crossing:
    """Two requests that leave at the same moment, with the same cookies; the answer to the second comes last."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.cookies = dict(visitor.client._cookies)

    def send(self, path: str, body: dict[str, object]) -> TestResponse:
        """Send this with the cookies of that moment; what the answer puts in the browser is put there."""
        since = dict(self.visitor.client._cookies)
        self.visitor.client._cookies = dict(self.cookies)
        answer = self.visitor.client.post(path, data=body)
        new = {key: one for key, one in self.visitor.client._cookies.items() if self.cookies.get(key) != one}
        self.visitor.client._cookies = {**since, **new}
        return answer


@pytest.mark.parametrize("path", [PERSON, DETAILS])
def test_first_words_in_two_tabs_at_once_come_into_one_draft(service: House, visitor: Visitor, path: str) -> None:
    one, two = Tab(visitor, PERSON), Tab(visitor, path)
    other = "wish" if path == DETAILS else "surname"
    at_once = Crossing(visitor)

    assert at_once.send(f"{PERSON}/kept", one.body(nickname="AAA")).status_code == 200
    assert at_once.send(f"{path}/kept", two.body(**{other: "BBB"})).status_code == 200

    assert drafts_of(service.app).count() == 1
    assert (kept(visitor, "nickname"), kept(visitor, other, path)) == ("AAA", "BBB")


def test_a_word_that_two_crossing_answers_lost_is_found_missing_and_kept(service: House, visitor: Visitor) -> None:
    values = visitor.fields(visitor.page(FORM))
    visitor.client.post(f"{FORM}/keep-nothing", data=values | {"keep": "no"})
    Tab(visitor).keep(born="1-1-1980")
    one, two = Tab(visitor), Tab(visitor, DETAILS)
    at_once = Crossing(visitor)
    answer = at_once.send(f"{PERSON}/kept", one.body(nickname="AAA"))
    one.form.values["_seen"] = (answer.json or {})["seen"]
    at_once.send(f"{DETAILS}/kept", two.body(wish="BBB"))
    assert kept(visitor, "nickname") == ""  # the second cookie wrote over the first

    told = visitor.client.post(f"{PERSON}/news", data=one.body()).json or {}
    assert told["news"] == {"nickname": ""}  # what the page checks before it says that it is kept
    one.form.values["_seen"] = told["seen"]
    one.keep()
    assert (kept(visitor, "nickname"), kept(visitor, "wish", DETAILS)) == ("AAA", "BBB")
    assert drafts_of(service.app).count() == 0


def test_asking_for_news_keeps_nothing(service: House, visitor: Visitor) -> None:
    told = visitor.client.post(f"{PERSON}/news", data=Tab(visitor).body(nickname="x")).json

    assert (told or {})["news"] == {}
    assert drafts_of(service.app).count() == 0


# ---- rows in another order ------------------------------------------------------------------------------------------


def three_talks(visitor: Visitor) -> None:
    visitor.fill(DETAILS, {"talks.1.talk_with": "een"}, "add:talks")
    visitor.fill(DETAILS, {"talks.2.talk_with": "twee"}, "add:talks")
    visitor.fill(DETAILS, {"talks.3.talk_with": "drie"}, "keep")


def order(visitor: Visitor) -> list[str]:
    values = Page(visitor.page(DETAILS)).form.values
    return [text for name, text in values.items() if name.endswith("talk_with")]


@pytest.mark.parametrize(
    ("act", "gives", "anchor"),
    [
        ("up:talks.2", ["twee", "een", "drie"], "talks-1"),
        ("down:talks.2", ["een", "drie", "twee"], "talks-3"),
        ("up:talks.1", ["een", "twee", "drie"], "talks-0"),
        ("down:talks.3", ["een", "twee", "drie"], "talks-4"),
        ("up:talks.9", ["een", "twee", "drie"], "talks-8"),
        ("up:needs.1", ["een", "twee", "drie"], "needs-0"),
        ("down:talks.x", ["een", "twee", "drie"], "talks-1"),
    ],
)
def test_a_row_moves_one_place(visitor: Visitor, act: str, gives: list[str], anchor: str) -> None:
    three_talks(visitor)
    answer = visitor.fill(DETAILS, act=act)

    assert order(visitor) == gives
    assert answer.location == f"{DETAILS}#{anchor}"


def test_pressing_move_twice_on_one_page_moves_once(visitor: Visitor) -> None:
    three_talks(visitor)
    body = Page(visitor.page(DETAILS)).form.sent({}, "down:talks.1")
    for _ in range(2):
        visitor.client.post(DETAILS, data=body)

    assert order(visitor) == ["twee", "een", "drie"]


def test_the_first_row_has_no_up_and_the_last_no_down(visitor: Visitor) -> None:
    three_talks(visitor)
    buttons = Page(visitor.page(DETAILS)).form.buttons

    assert {button for button in buttons if button.startswith(("up:", "down:"))} == {
        "down:talks.1",
        "up:talks.2",
        "down:talks.2",
        "up:talks.3",
    }


def test_what_is_typed_beside_a_move_goes_along(visitor: Visitor) -> None:
    three_talks(visitor)
    visitor.fill(DETAILS, TALKS | {"talks.1.talk_with": "nieuw"}, "down:talks.1")

    assert order(visitor) == ["twee", "nieuw", "drie"]
