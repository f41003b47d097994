"""Choices are read from names and labels, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.form import Option, Question
from formgen.questions import TYPES, YES_NO, Unreadable
from formgen.text import Text, same

DEMANDS = (
    Option("lifting", Text("Tillen, dragen", "Lifting, carrying")),
    Option("standing", Text("Staan", "Standing")),
    Option("nights", Text("Nachtdienst; onregelmatig", "Night shifts; irregular")),
    Option("other", Text("Iets anders.", "Something else.")),
)
ONE = Question("load", same("Belasting"), "choose one", options=DEMANDS)
ANY = Question("loads", same("Belasting"), "choose any", options=DEMANDS)
CONSENT = Question("consent", same("Akkoord?"), "yes or no", options=YES_NO)


def advice(question: Question, text: str) -> Text:
    with pytest.raises(Unreadable) as caught:
        TYPES[question.kind].read(text, question)
    return caught.value.advice


@pytest.mark.parametrize(
    "typed",
    [
        "lifting",
        "Lifting",
        " LIFTING ",
        "Tillen, dragen",
        "tillen,dragen",
        "TILLEN ,  DRAGEN",
        "Lifting, carrying",
        "Tillen,\u00a0dragen",
        "tillen, dragen.",
    ],
)
def test_reads_one_option(typed: str) -> None:
    assert TYPES["choose one"].read(typed, ONE) == "lifting"


def test_reads_a_label_that_ends_in_a_full_stop() -> None:
    assert TYPES["choose one"].read("iets anders", ONE) == "other"
    assert TYPES["choose one"].read("Iets anders.", ONE) == "other"


def test_names_go_before_labels() -> None:
    options = (Option("a", same("b")), Option("b", same("c")))
    assert TYPES["choose one"].read("b", Question("q", same("?"), "choose one", options=options)) == "b"


@pytest.mark.parametrize("typed", ["zitten", "lifting, standing", "tillen", "1", "–"])
def test_refuses_what_is_no_option(typed: str) -> None:
    said = advice(ONE, typed)
    assert said.nl == (
        'Kies een van deze antwoorden: "Tillen, dragen", "Staan", "Nachtdienst; onregelmatig" of "Iets anders.".'
    )
    assert said.en.startswith('Choose one of these answers: "Lifting, carrying", "Standing"')


def test_shows_the_label() -> None:
    assert TYPES["choose one"].show("standing", ONE, "nl") == "Staan"
    assert TYPES["choose one"].cell("standing", ONE, "en") == "Standing"
    assert TYPES["choose one"].show("gone", ONE, "en") == "gone"


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("lifting", ("lifting",)),
        ("lifting, standing", ("lifting", "standing")),
        ("standing, lifting", ("lifting", "standing")),
        ("standing,standing", ("standing",)),
        ("Tillen, dragen, Staan", ("lifting", "standing")),
        ("Staan, Tillen, dragen", ("lifting", "standing")),
        ("standing; lifting", ("lifting", "standing")),
        ("standing\nlifting\n", ("lifting", "standing")),
        ("standing | nights", ("standing", "nights")),
        ("Nachtdienst; onregelmatig", ("nights",)),
        ("Lifting, carrying, Night shifts; irregular, other", ("lifting", "nights", "other")),
        ("lifting, standing,", ("lifting", "standing")),
    ],
)
def test_reads_any_options(typed: str, chosen: tuple[str, ...]) -> None:
    assert TYPES["choose any"].read(typed, ANY) == chosen


@pytest.mark.parametrize("typed", ["zitten", "lifting, zitten", "tillen", "dragen, tillen", ",", ";"])
def test_refuses_any_when_a_part_fits_no_option(typed: str) -> None:
    assert advice(ANY, typed).nl.startswith('Kies een of meer van deze antwoorden: "Tillen, dragen", "Staan"')


def test_takes_the_reading_that_covers_everything() -> None:
    options = (Option("x", same("a")), Option("y", same("a, b")), Option("z", same("b, c")))
    question = Question("q", same("?"), "choose any", options=options)
    assert TYPES["choose any"].read("a, b, c", question) == ("x", "z")
    assert TYPES["choose any"].read("a, b", question) == ("y",)


def test_names_at_rest_are_never_taken_for_a_label() -> None:
    options = (Option("a", same("A, b")), Option("b", same("B")))
    question = Question("q", same("?"), "choose any", options=options)
    assert TYPES["choose any"].read("a, b", question) == ("a", "b")
    assert TYPES["choose any"].read("A, b, B", question) == ("a", "b")


def test_shows_several_as_a_list() -> None:
    kind = TYPES["choose any"]
    assert kind.show(("lifting", "standing"), ANY, "nl") == "Tillen, dragen en Staan"
    assert kind.show(("lifting", "standing", "other"), ANY, "en") == "Lifting, carrying, Standing and Something else."
    assert kind.plain(("lifting", "standing")) == "lifting, standing"


@pytest.mark.parametrize("typed", ["yes", "ja", "Ja", "JA ", "j", "y", "true", "waar", "1", "Yes."])
def test_reads_yes(typed: str) -> None:
    assert TYPES["yes or no"].read(typed, CONSENT) == "yes"


@pytest.mark.parametrize("typed", ["no", "nee", "Nee", "n", "neen", "false", "onwaar", "0"])
def test_reads_no(typed: str) -> None:
    assert TYPES["yes or no"].read(typed, CONSENT) == "no"


def test_reads_the_labels_of_a_yes_or_no_question() -> None:
    options = (Option("yes", Text("Ja, dat klopt", "Yes, that is right")), Option("no", Text("Nee", "No")))
    question = Question("q", same("?"), "yes or no", options=options)
    assert TYPES["yes or no"].read("ja, dat klopt", question) == "yes"
    assert TYPES["yes or no"].show("yes", question, "nl") == "Ja, dat klopt"


@pytest.mark.parametrize("typed", ["misschien", "x", "2", "ja en nee"])
def test_refuses_what_is_neither_yes_nor_no(typed: str) -> None:
    assert advice(CONSENT, typed) == Text("Antwoord met ja of nee.", "Answer with yes or no.")


def test_shows_yes_and_no() -> None:
    assert TYPES["yes or no"].show("yes", CONSENT, "nl") == "Ja"
    assert TYPES["yes or no"].cell("no", CONSENT, "en") == "No"


@given(st.sets(st.sampled_from([option.name for option in DEMANDS]), min_size=1))
def test_any_choice_reads_back(names: set[str]) -> None:
    chosen = tuple(option.name for option in DEMANDS if option.name in names)
    assert TYPES["choose any"].read(TYPES["choose any"].plain(chosen), ANY) == chosen


label = st.text(alphabet="ab, ;.", min_size=1, max_size=6).filter(lambda text: text.strip(" ,;."))


@given(st.lists(label, min_size=1, max_size=5, unique_by=lambda text: "".join(sorted(text))), st.data())
def test_options_read_back_whatever_their_labels(labels: list[str], data: st.DataObject) -> None:
    options = tuple(Option(f"o{n}", same(text)) for n, text in enumerate(labels))
    question = Question("q", same("?"), "choose any", options=options)
    wanted = data.draw(st.sets(st.sampled_from([option.name for option in options]), min_size=1))
    chosen = tuple(option.name for option in options if option.name in wanted)
    assert TYPES["choose any"].read(TYPES["choose any"].plain(chosen), question) == chosen


@given(st.text(max_size=60))
def test_any_text_is_a_choice_or_refused(text: str) -> None:
    for question in (ONE, ANY, CONSENT):
        try:
            value = TYPES[question.kind].read(text, question)
        except Unreadable:
            continue
        assert TYPES[question.kind].read(TYPES[question.kind].plain(value), question) == value
