"""Texts in two languages, and how each writes dates, numbers and lists."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.text import LANGUAGES, Text, listed, long_date, money, month_and_year, number, same, short_date

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
