"""Texts in two languages, and how each writes dates, numbers and lists."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.text import (
    LANGUAGES,
    Language,
    Text,
    in_unit,
    listed,
    long_date,
    lower_first,
    money,
    month_and_year,
    number,
    same,
    short_date,
)

DAY = datetime.date(2026, 3, 9)


def test_a_text_is_asked_by_language() -> None:
    text = Text("ja", "yes")
    assert (text["nl"], text["en"]) == ("ja", "yes")
    assert same("UWV") == Text("UWV", "UWV")


def test_a_blank_is_said_in_the_language_around_it() -> None:
    sentence = Text("Kies {what} vóór {day}", "Choose {what} before {day}")
    filled = sentence.fill(what=Text("een datum", "a date"), day=3)
    assert filled == Text("Kies een datum vóór 3", "Choose a date before 3")


def test_braces_in_what_is_filled_in_stay() -> None:
    assert Text('"{text}"', "{text}").fill(text="{{ naam }} {x}") == Text('"{{ naam }} {x}"', "{{ naam }} {x}")


@given(st.text(), st.text())
def test_what_is_filled_in_stays_as_it_is(dutch: str, english: str) -> None:
    assert Text("{a}", "{a}").fill(a=Text(dutch, english)) == Text(dutch, english)


@given(st.sampled_from(LANGUAGES), st.text(), st.text())
def test_in_one_language_it_says_what_it_says_in_both(language: Language, dutch: str, english: str) -> None:
    sentence, blank = Text("Kies {what} ({n})", "Choose {what} ({n})"), Text(dutch, english)

    assert sentence.say(language, what=blank, n=3) == sentence.fill(what=blank, n=3)[language]


def test_dates() -> None:
    assert long_date(DAY, "nl") == "9\u00a0maart\u00a02026"
    assert long_date(DAY, "en") == "9\u00a0March\u00a02026"
    assert month_and_year(DAY, "nl") == "maart\u00a02026"
    assert month_and_year(DAY, "en") == "March\u00a02026"
    assert short_date(DAY) == "09-03-2026"


@given(st.dates())
def test_a_short_date_always_has_ten_signs(day: datetime.date) -> None:
    assert len(short_date(day)) == 10
    assert all(str(day.year) in long_date(day, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (0, "0", "0"),
        (1234, "1.234", "1,234"),
        (Decimal("1234.50"), "1.234,5", "1,234.5"),
        (Decimal("-0.125"), "-0,125", "-0.125"),
        (1_000_000, "1.000.000", "1,000,000"),
    ],
)
def test_numbers(value: int | Decimal, dutch: str, english: str) -> None:
    assert number(value, "nl") == dutch
    assert number(value, "en") == english


def test_money_always_has_two_decimals() -> None:
    assert money(Decimal(400), "nl") == "€\u00a0400,00"
    assert money(Decimal("1234.5"), "nl") == "€\u00a01.234,50"
    assert money(Decimal("1234.5"), "en") == "€\u00a01,234.50"


@pytest.mark.parametrize(
    ("parts", "dutch", "english", "either"),
    [
        ([], "", "", ""),
        (["a"], "a", "a", "a"),
        (["a", "b"], "a en b", "a and b", "a of b"),
        (["a", "b", "c"], "a, b en c", "a, b and c", "a, b of c"),
    ],
)
def test_lists(parts: list[str], dutch: str, english: str, either: str) -> None:
    assert listed(parts, "nl") == dutch
    assert listed(parts, "en") == english
    assert listed(parts, "nl", either=True) == either


@pytest.mark.parametrize(
    ("value", "unit", "nl", "en"),
    [
        (Decimal(100), "euro", "€\u00a0100", "€\u00a0100"),
        (Decimal("99.5"), "euro", "€\u00a099,50", "€\u00a099.50"),
        (Decimal(42), "days", "42\u00a0dagen", "42\u00a0days"),
        (Decimal(1), "days", "1\u00a0dag", "1\u00a0day"),
        (Decimal(6), "weeks", "6\u00a0weken", "6\u00a0weeks"),
        (Decimal(1), "months", "1\u00a0maand", "1\u00a0month"),
        (Decimal(3), "years", "3\u00a0jaar", "3\u00a0years"),
        (Decimal(48), "hours", "48\u00a0uur", "48\u00a0hours"),
        (Decimal(52), "week", "week\u00a052", "week\u00a052"),
        (Decimal(5), "percent", "5%", "5%"),
        (Decimal(1000), "", "1.000", "1,000"),
        (datetime.date(2026, 1, 1), "", "1\u00a0januari\u00a02026", "1\u00a0January\u00a02026"),
        ("uwv.nl", "", "uwv.nl", "uwv.nl"),
    ],
)
def test_a_value_in_its_unit(value: Decimal | datetime.date | str, unit: str, nl: str, en: str) -> None:
    assert (in_unit(value, unit, "nl"), in_unit(value, unit, "en")) == (nl, en)


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("Lang staan", "lang staan"),
        ("Één dag", "één dag"),
        ("Łódź", "łódź"),
        ("U werkt thuis", "u werkt thuis"),
        ("IJverig werken", "ijverig werken"),
        ("Zo'n reden", "zo'n reden"),
        ("'s Morgens", "'s Morgens"),
        ("HR en UWV", "HR en UWV"),
        ("CV maken", "CV maken"),
        ("B2B-verkoop", "B2B-verkoop"),
        ("X-ray", "X-ray"),
        ("P&O", "P&O"),
        ("A. de Boer", "A. de Boer"),
        ("I do not know", "I do not know"),
        ("I", "I"),
        ("5 uur", "5 uur"),
        ("al klein", "al klein"),
        ("", ""),
    ],
)
def test_a_first_letter_inside_a_sentence(words: str, inside: str) -> None:
    assert lower_first(words) == inside


@given(st.text())
def test_only_the_first_letter_of_a_sentence_changes(words: str) -> None:
    inside = lower_first(words)

    assert inside.lower() == words.lower()
    assert lower_first(inside) == inside
