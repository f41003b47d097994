"""What a posted page says, how it joins a draft that moved on, and the rows of repeated groups."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from formgen.form import Form, Question, Section
from formgen.library import Library
from formgen.store.drafts import Content, Removed
from formgen.web import posted
from formgen.web.posted import Posted, fingerprint
from tests.smallform import write_folder


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return Library([write_folder(tmp_path_factory.mktemp("small"))]).load("small")


@pytest.fixture(scope="module")
def details(form: Form) -> Section:
    return form.sections[1]


@pytest.fixture(scope="module")
def talks(form: Form) -> Question:
    return form.by_name["talks"]


def page(values: dict[str, str], seen: dict[str, str] | None = None) -> Posted:
    return Posted(values, {name: fingerprint(text) for name, text in (seen or {}).items()}, "next", "")


# ---- reading -------------------------------------------------------------------------------------------------------


def test_only_the_questions_of_the_section_are_taken(details: Section):
    sent = MultiDict({"wish": "werk", "surname": "van een andere bladzijde", "csrf_token": "x", "talks.1.evil": "x"})

    assert posted.read_page(details, sent).values == {"wish": "werk"}


def test_a_question_that_was_drawn_and_not_sent_was_left_empty(details: Section):
    sent = MultiDict({"_seen": f"needs:{fingerprint('lifting')} wish:{fingerprint('')} rubbish evil:1"})

    assert posted.read_page(details, sent).values == {"needs": "", "wish": ""}


def test_ticks_become_one_text_and_line_ends_one_sign(details: Section):
    sent = MultiDict([("needs", "lifting"), ("needs", "standing"), ("wish", "a\r\nb")])

    assert posted.read_page(details, sent).values == {"needs": "lifting, standing", "wish": "a\nb"}


@pytest.mark.parametrize(
    ("sent", "act", "about"),
    [("next", "next", ""), ("add:talks", "add", "talks"), ("remove:talks.2", "remove", "talks.2"), (":", "", "")],
)
def test_a_button_says_what_it_does_and_to_what(details: Section, sent: str, act: str, about: str):
    found = posted.read_page(details, MultiDict({"_do": sent}))

    assert (found.act, found.about) == (act, about)


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("wish", True),
        ("talks.1.talk_date", True),
        ("talks.3.talk_with", True),
        ("talks.4.talk_with", False),  # the form says: at most 3
        ("talks.0.talk_date", False),
        ("talks.01.talk_date", False),
        ("talks.².talk_date", False),
        ("talks.-1.talk_date", False),
        ("talks..talk_date", False),
        ("talks", False),
        ("wish.1", False),
        ("talk_date", False),
        ("", False),
        (".", False),
    ],
)
def test_a_dotted_name_is_a_question_or_nothing(details: Section, name: str, there: bool):
    assert (posted.question_at(details, name) is not None) is there


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=6))
def test_nothing_that_is_sent_makes_it_fail(form: Form, sent: dict[str, str]):
    for section in form.sections:
        found = posted.read_page(section, MultiDict(sent))
        assert all(posted.question_at(section, name) for name in found.values)


# ---- joining -------------------------------------------------------------------------------------------------------


def test_what_is_not_on_the_page_stays():
    joined, clashes = posted.join(Content({"a": "1", "b": "2"}), page({"b": "3"}, {"b": "2"}))

    assert joined.raw == {"a": "1", "b": "3"}
    assert clashes == {}


def test_emptying_an_answer_takes_it_away():
    joined, _ = posted.join(Content({"a": "1"}), page({"a": ""}, {"a": "1"}))

    assert joined.raw == {}


def test_an_untouched_answer_keeps_what_another_tab_made_of_it():
    joined, clashes = posted.join(Content({"a": "new"}), page({"a": "old"}, {"a": "old"}))

    assert joined.raw == {"a": "new"}
    assert clashes == {}


def test_an_untouched_empty_answer_never_empties_what_another_tab_wrote():
    joined, clashes = posted.join(Content({"a": "new"}), page({"a": ""}, {"a": ""}))

    assert joined.raw == {"a": "new"}
    assert clashes == {}


def test_an_answer_changed_in_two_places_is_asked_again():
    joined, clashes = posted.join(
        Content({"a": "there", "b": "1"}), page({"a": "here", "b": "2"}, {"a": "x", "b": "1"})
    )

    assert joined.raw == {"a": "there", "b": "2"}
    assert clashes == {"a": "there"}


def test_the_same_change_in_two_places_is_no_clash():
    joined, clashes = posted.join(Content({"a": "same"}), page({"a": "same"}, {"a": "old"}))

    assert (joined.raw, clashes) == ({"a": "same"}, {})


texts = st.sampled_from(["", "a", "b", "c"])


@given(texts, texts, texts)
def test_no_text_is_ever_overwritten_in_silence(drawn: str, stored: str, typed: str):
    joined, clashes = posted.join(Content({"q": stored} if stored else {}), page({"q": typed}, {"q": drawn}))

    if stored != drawn and typed not in (drawn, stored):
        assert clashes == {"q": stored}
    else:
        assert joined.raw.get("q", "") == (stored if typed == drawn else typed)
        assert not clashes


@given(st.dictionaries(st.sampled_from("abc"), texts), st.dictionaries(st.sampled_from("abc"), texts))
def test_posting_twice_is_posting_once(stored: dict[str, str], values: dict[str, str]):
    once, clashes = posted.join(Content(stored), page(values, stored))
    twice, _ = posted.join(once, page(values, stored))

    assert not clashes
    assert twice == once


# ---- rows ----------------------------------------------------------------------------------------------------------


def rows(*values: str) -> Content:
    return Content({f"talks.{n}.talk_with": value for n, value in enumerate(values, 1) if value})


def names(content: Content) -> list[str]:
    return [content.raw.get(f"talks.{n}.talk_with", "") for n in range(1, 5)]


def test_there_is_always_one_row_to_begin_with(talks: Question):
    assert posted.shown_rows(Content(), talks) == 1
    assert posted.shown_rows(rows("a", "", "c"), talks) == 3


def test_rows_are_added_until_the_group_is_full(talks: Question):
    content = rows("a")
    for drawn, shown in ((1, 2), (2, 3), (3, 3)):
        content = posted.add_row(content, talks, page({}, {f"talks.{drawn}.talk_with": ""}))
        assert posted.shown_rows(content, talks) == shown


def test_pressing_add_twice_on_one_page_adds_one_row(talks: Question):
    once = posted.add_row(rows("a"), talks, page({}, {"talks.1.talk_with": "a", "wish": ""}))

    assert posted.add_row(once, talks, page({}, {"talks.1.talk_with": "a"})) == once


def test_rows_that_moved_are_noticed(talks: Question):
    drawn = page({}, {"talks.1.talk_with": "a", "talks.2.talk_with": "b", "wish": "anders"})

    assert posted.is_as_drawn(rows("a", "b"), talks, drawn)
    assert not posted.is_as_drawn(rows("b"), talks, drawn)


def test_a_removed_row_closes_the_gap_and_can_be_put_back(talks: Question):
    content = replace(rows("a", "b", "c"), raw={**rows("a", "b", "c").raw, "talks.2.hidden": "parked", "wish": "w"})

    without = posted.remove_row(content, talks, 2)

    assert names(without) == ["a", "c", "", ""]
    assert without.rows == {"talks": 2}
    assert without.removed == (Removed("talks", 2, {"talk_with": "b", "hidden": "parked"}),)
    assert posted.restore_row(without, talks).raw == content.raw


@pytest.mark.parametrize("place", [0, 4, 99])
def test_a_row_that_is_not_there_cannot_be_removed(talks: Question, place: int):
    assert posted.remove_row(rows("a"), talks, place) == rows("a")


def test_going_on_drops_empty_rows_and_keeps_the_order(talks: Question):
    closed = posted.close_rows(replace(rows("a", "", "c"), rows={"talks": 3}), [talks])

    assert names(closed) == ["a", "c", "", ""]
    assert closed.rows == {}


@given(st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=3), st.integers(1, 3))
def test_removing_and_putting_back_is_doing_nothing(form: Form, values: list[str], place: int):
    content = rows(*values)
    without = posted.remove_row(content, form.by_name["talks"], place)

    if without.removed:
        assert posted.restore_row(without, form.by_name["talks"]).raw == content.raw
    else:
        assert without == content


def test_only_a_group_is_a_group(form: Form):
    assert posted.group_named(form, "talks") is form.by_name["talks"]
    assert posted.group_named(form, "wish") is None
    assert posted.group_named(form, "") is None


def test_the_folder_of_the_small_form_can_be_loaded(tmp_path: Path):
    assert Library([write_folder(tmp_path)]).names() == ("small",)
