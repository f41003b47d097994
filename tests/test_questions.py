"""What holds for every type of question, and the two types of text."""

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.form import Limits, Option, Question
from formgen.questions import TYPES, YES_NO, Unreadable, clean, one_line, type_of
from formgen.questions.kind import plain_digits
from formgen.text import LANGUAGES, Text, same

OPTIONS = (Option("a", same("A")), Option("b", same("B")))
XML_CHARACTER = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def question(kind: str, **words: object) -> Question:
    options = YES_NO if kind == "yes or no" else OPTIONS if kind.startswith("choose") else ()
    return Question("q", same("Vraag"), kind, options=options, **words)  # type: ignore[arg-type]


def characters(least: int | None = None, most: int | None = None) -> Limits:
    return Limits(None if least is None else Decimal(least), None if most is None else Decimal(most), unit="characters")


def test_the_types_that_forms_may_name() -> None:
    assert sorted(TYPES) == sorted(
        [
            "short text",
            "long text",
            "choose one",
            "choose any",
            "yes or no",
            "date",
            "whole number",
            "decimal number",
            "hours",
            "money",
            "percentage",
            "email",
            "phone",
            "postcode",
            "house number",
            "iban",
            "bsn",
            "kvk number",
            "payroll tax number",
            "initials",
            "name prefix",
            "surname",
        ]
    )


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_bears_its_name_and_says_how_it_is_drawn(kind: str) -> None:
    control = TYPES[kind].control
    assert TYPES[kind].name == kind
    assert type_of(question(kind)) is TYPES[kind]
    assert control.kind in ("line", "area", "one", "any")
    assert control.example.nl
    assert control.example.en
    assert control.inputmode in ("text", "numeric", "decimal", "tel", "email")


@pytest.mark.parametrize("kind", [kind for kind in TYPES if TYPES[kind].control.kind == "line"])
def test_the_example_of_a_type_can_be_read(kind: str) -> None:
    for language in LANGUAGES:
        assert TYPES[kind].read(TYPES[kind].control.example[language], question(kind)) is not None


@pytest.mark.parametrize("kind", [kind for kind in TYPES if TYPES[kind].control.kind == "line"])
def test_the_advice_names_an_example_that_can_be_read(kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        TYPES[kind].read("\u200b", question(kind))
    advice = caught.value.advice
    if kind != "short text":
        example = re.split(r"bijvoorbeeld |; | of ", advice.nl.rstrip("."))
        assert any(_reads(kind, words) for words in example), advice.nl
    assert advice.nl != advice.en


def _reads(kind: str, text: str) -> bool:
    try:
        TYPES[kind].read(text, question(kind))
    except Unreadable:
        return False
    return True


@pytest.mark.parametrize("kind", TYPES)
@given(text=st.text(max_size=60))
def test_every_type_reads_or_refuses_and_reads_its_own_text_at_rest(kind: str, text: str) -> None:
    here = question(kind)
    try:
        value = TYPES[kind].read(text, here)
    except Unreadable:
        return
    assert TYPES[kind].read(TYPES[kind].plain(value), here) == value
    for language in LANGUAGES:
        assert XML_CHARACTER.fullmatch(TYPES[kind].show(value, here, language))
        assert TYPES[kind].cell(value, here, language)


# ---- texts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("één\r\ntwee\rdrie", "één\ntwee\ndrie"),
        ("een\x0btwee\x0cdrie\x85vier\u2028vijf", "een\ntwee\ndrie\nvier\nvijf"),
        ("  ruim  \n", "ruim"),
        ("a\x00b\x07c\x1bd\x7fe\ufffef", "abcdef"),
        ("\ud800x", "x"),
        (unicodedata.normalize("NFD", "Şahin"), "Şahin"),
        ("{{ naam }} <b> & é ğ 😀 שלום", "{{ naam }} <b> & é ğ 😀 שלום"),
        ("tab\there", "tab\there"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_a_long_text_is_kept_as_typed(typed: str, kept: str) -> None:
    assert TYPES["long text"].read(typed, question("long text")) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("een\ntwee", "een twee"),
        ("een\r\n\r\n twee", "een twee"),
        ("een\ttwee", "een twee"),
        ("een  twee", "een  twee"),
    ],
)
def test_a_short_text_is_one_line(typed: str, kept: str) -> None:
    assert TYPES["short text"].read(typed, question("short text")) == kept


def test_a_short_text_has_at_most_200_characters() -> None:
    assert TYPES["short text"].read("a" * 200, question("short text")) == "a" * 200
    with pytest.raises(Unreadable) as caught:
        TYPES["short text"].read("a" * 201, question("short text"))
    assert caught.value.advice == Text(
        "Schrijf ten hoogste 200 tekens; het zijn er nu 201.", "Write at most 200 characters; it is 201 now."
    )


def test_a_long_text_has_at_most_32000_characters() -> None:
    assert TYPES["long text"].read("a" * 32_000, question("long text")) == "a" * 32_000
    with pytest.raises(Unreadable) as caught:
        TYPES["long text"].read("a" * 32_001, question("long text"))
    assert caught.value.advice.nl == "Schrijf ten hoogste 32.000 tekens; het zijn er nu 32.001."


def test_a_form_sets_its_own_limits_to_a_text() -> None:
    here = question("long text", limits=characters(20, 30))
    assert TYPES["long text"].read("a" * 20, here) == "a" * 20
    with pytest.raises(Unreadable) as caught:
        TYPES["long text"].read("kort", here)
    assert caught.value.advice.nl == "Schrijf ten minste 20 tekens; het zijn er nu 4."
    with pytest.raises(Unreadable) as caught:
        TYPES["long text"].read("a" * 31, here)
    assert caught.value.advice.en == "Write at most 30 characters; it is 31 now."


def test_a_form_may_allow_more_than_the_usual() -> None:
    here = question("short text", limits=characters(most=500))
    assert TYPES["short text"].read("a" * 500, here) == "a" * 500


@pytest.mark.parametrize("kind", ["short text", "long text"])
def test_a_text_of_nothing_visible_is_refused(kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        TYPES[kind].read("\x00\x01", question(kind))
    assert caught.value.advice.nl == "Schrijf hier een antwoord in letters."


@given(st.text())
def test_clean_text_stays_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert XML_CHARACTER.fullmatch(once)
    assert "\r" not in once


@given(st.text() | st.text("a \n\r\t\x0b\x85\u2028\x9f\xa0\u200b\ufeff9-\u2013\u0669\u0301e"))
def test_a_sign_that_does_not_count_changes_nothing_else(text: str) -> None:
    """A text with such a sign is read in another, longer way than one without."""
    assert clean("\0" + text) == clean(text)
    assert one_line("\u200b" + text) == one_line(text)
    assert plain_digits("\u0663" + one_line(text)) == "3" + plain_digits(text)


@given(st.text())
def test_one_line_stays_one_line(text: str) -> None:
    once = one_line(text)
    assert one_line(once) == once
    assert "\n" not in once
    assert "  " not in once


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1).filter(one_line))
def test_every_letter_sign_and_emoji_survives(text: str) -> None:
    assert TYPES["long text"].read(text, question("long text")) == unicodedata.normalize("NFC", text).strip()
