"""Dates: every spelling people use, no guessing."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.form import Question
from formgen.questions import TYPES, Unreadable
from formgen.questions.dates import FIRST_YEAR, LAST_YEAR, PIVOT
from formgen.text import LANGUAGES, same

DATE = TYPES["date"]
QUESTION = Question("sick_first_day", same("Eerste ziektedag"), "date")
NINTH_OF_MARCH = datetime.date(2026, 3, 9)

days = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))


def read(text: str) -> datetime.date:
    return DATE.read(text, QUESTION)


def advice(text: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read(text)
    return caught.value.advice.nl


@pytest.mark.parametrize(
    "typed",
    [
        "9-3-2026",
        "09-03-2026",
        "9/3/2026",
        "09/03/26",
        "9.3.2026",
        "9.3.26",
        "9 3 2026",
        "9 - 3 - 2026",
        "9 – 3 – 2026",
        "9-03-'26",
        "2026-03-09",
        "2026-3-9",
        "2026/03/09",
        "2026.03.09",
        "20260309",
        "09032026",
        "9 maart 2026",
        "9 Maart 2026",
        "9 MAART 2026",
        "9 mrt 2026",
        "9 mrt. 2026",
        "9mrt2026",
        "9-mrt-2026",
        "9-mrt-26",
        "9 maart '26",
        "9 maart ’26",
        "9e maart 2026",
        "9 March 2026",
        "9th March 2026",
        "9th of March 2026",
        "9 Mar 2026",
        "9-Mar-2026",
        "March 9, 2026",
        "March 9th, 2026",
        "Mar. 9, 2026",
        "March 9 2026",
        "maandag 9 maart 2026",
        "Maandag, 9 maart 2026",
        "ma 9 mrt 2026",
        "ma. 9-3-2026",
        "Monday 9 March 2026",
        "Mon, 9 Mar 2026",
        "Monday, March 9, 2026",
        "2026-03-09 00:00:00",
        "2026-03-09T00:00:00",
        "2026-03-09T00:00:00Z",
        "2026-03-09T00:00:00.000Z",
        "2026-03-09 00:00",
        "9-3-2026 0:00",
        "9-3-2026 14:30",
        " 9-3-2026 ",
        "9\u00a0maart\u00a02026",
        "9\u202fmaart 2026",
        "\u200e9-3-2026",
        "９-３-２０２６",
        "٩-٣-٢٠٢٦",
    ],
)
def test_reads_every_spelling(typed: str) -> None:
    assert read(typed) == NINTH_OF_MARCH


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("1 januari 2026", 1),
        ("1 jan 2026", 1),
        ("1 February 2026", 2),
        ("1 feb. 2026", 2),
        ("1 april 2026", 4),
        ("1 mei 2026", 5),
        ("1 May 2026", 5),
        ("1 juni 2026", 6),
        ("1 June 2026", 6),
        ("1 juli 2026", 7),
        ("1 July 2026", 7),
        ("1 augustus 2026", 8),
        ("1 aug 2026", 8),
        ("1 sept 2026", 9),
        ("1 sep. 2026", 9),
        ("1 oktober 2026", 10),
        ("1 okt 2026", 10),
        ("1 Oct 2026", 10),
        ("1 november 2026", 11),
        ("1 dec 2026", 12),
    ],
)
def test_reads_the_months_of_both_languages(typed: str, month: int) -> None:
    assert read(typed) == datetime.date(2026, month, 1)


def test_two_digits_turn_at_the_pivot() -> None:
    assert read(f"1-1-{PIVOT - 1}").year == 2000 + PIVOT - 1
    assert read(f"1-1-{PIVOT}").year == 1900 + PIVOT
    assert read("1-1-00").year == 2000
    assert read("1-1-99").year == 1999


@pytest.mark.parametrize(
    "typed", ["3/13/2026", "03-31-26", "13/14/2026", "31-2-2026", "29-2-2025", "32 maart 2026", "0-1-2026"]
)
def test_never_reads_the_month_first(typed: str) -> None:
    assert advice(typed) == (
        "Deze dag bestaat niet. Schrijf eerst de dag, dan de maand en het jaar, bijvoorbeeld 9-3-2026."
    )


def test_reads_the_day_first_where_both_would_do() -> None:
    assert read("3/4/2026") == datetime.date(2026, 4, 3)


def test_refuses_a_weekday_that_is_not_that_dates() -> None:
    assert advice("dinsdag 9 maart 2026") == (
        "9\u00a0maart\u00a02026 is een maandag. Verander de datum, of laat de naam van de dag weg."
    )


@pytest.mark.parametrize("typed", ["1-1-1899", "31-12-2101", "1 mei 1650"])
def test_refuses_years_far_away(typed: str) -> None:
    assert advice(typed) == "Schrijf een jaar van 1900 tot en met 2100, bijvoorbeeld 9-3-2026."


@pytest.mark.parametrize(
    "typed",
    [
        "vandaag",
        "9-3",
        "maart 2026",
        "2026",
        "9-3-026",
        "9-3-20266",
        "9//3//2026",
        "9 foo 2026",
        "1e mei",
        "maandag",
        "9-3-2026 en later",
        "\u200b",
        "-",
        "12345678901234567890",
    ],
)
def test_refuses_what_is_no_date(typed: str) -> None:
    assert advice(typed) == "Schrijf een datum als dag, maand en jaar, bijvoorbeeld 9-3-2026 of 9 maart 2026."


def test_shows_a_date_in_words_and_in_a_box() -> None:
    assert DATE.show(NINTH_OF_MARCH, QUESTION, "nl") == "9\u00a0maart\u00a02026"
    assert DATE.show(NINTH_OF_MARCH, QUESTION, "en") == "9\u00a0March\u00a02026"
    assert DATE.cell(NINTH_OF_MARCH, QUESTION, "nl") == "09-03-2026"
    assert DATE.cell(NINTH_OF_MARCH, QUESTION, "en") == "09-03-2026"


@given(days)
def test_reads_back_whatever_it_writes(day: datetime.date) -> None:
    assert read(DATE.plain(day)) == day
    assert read(DATE.cell(day, QUESTION, "nl")) == day
    assert all(read(DATE.show(day, QUESTION, language)) == day for language in LANGUAGES)


@given(days)
def test_reads_what_spreadsheets_make_of_a_date(day: datetime.date) -> None:
    assert read(f"{day.isoformat()} 00:00:00") == day
    assert read(f"{day:%Y%m%d}") == day
    assert read(f"{day:%d%m}{day.year:04d}") == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        day = read(text)
    except Unreadable:
        return
    assert FIRST_YEAR <= day.year <= LAST_YEAR
