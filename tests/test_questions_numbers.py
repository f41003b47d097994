"""Numbers: Dutch and English signs, never a guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.form import Limits, Question
from formgen.questions import TYPES, Unreadable
from formgen.text import LANGUAGES, same


def question(kind: str, least: str = "", most: str = "") -> Question:
    limits = Limits(Decimal(least) if least else None, Decimal(most) if most else None)
    return Question("n", same("Hoeveel?"), kind, limits=limits)


def read(kind: str, text: str, least: str = "", most: str = "") -> object:
    return TYPES[kind].read(text, question(kind, least, most))


def advice(kind: str, text: str, least: str = "", most: str = "") -> str:
    with pytest.raises(Unreadable) as caught:
        read(kind, text, least, most)
    return caught.value.advice.nl


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("16", "16"),
        ("16,5", "16.5"),
        ("16.5", "16.5"),
        ("16,50", "16.5"),
        ("1234.5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("12345,678", "12345.678"),
        ("12345.678", "12345.678"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1,2345", "1.2345"),
        (",5", "0.5"),
        ("½", "0.5"),
        ("7½", "7.5"),
        ("7 ¼", "7.25"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("- 5", "-5"),
        ("-0", "0"),
        ("007", "7"),
        ("３２,５", "32.5"),
        ("٣٢", "32"),
        ("16,-", "16"),
    ],
)
def test_reads_decimal_numbers(typed: str, value: str) -> None:
    assert read("decimal number", typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "12 34",
        "1,,2",
        "1.2.3",
        "1.234.56",
        "12.34,56",
        "1e5",
        "1_000",
        "NaN",
        "Infinity",
        "0x10",
        "5-",
        "--5",
        "1/2",
        ".",
        ",",
        "-",
        "€ 5",
        "16 uur",
        "1234567890123456",
        "²",
        "½7",
        "½½",
    ],
)
def test_refuses_what_is_no_decimal_number(typed: str) -> None:
    assert advice("decimal number", typed) == "Schrijf een getal, bijvoorbeeld 16 of 16,5."


@pytest.mark.parametrize(("typed", "fraction"), [("1.234", "1,2340"), ("1,234", "1,2340"), ("12.500", "12,5000")])
def test_refuses_a_decimal_number_that_could_be_two(typed: str, fraction: str) -> None:
    whole = typed.replace(",", "").replace(".", "")
    assert advice("decimal number", typed) == f'"{typed}" is op twee manieren te lezen. Schrijf {whole} of {fraction}.'


def test_both_ways_of_writing_it_are_read() -> None:
    assert read("decimal number", "1234") == 1234
    assert read("decimal number", "1,2340") == Decimal("1.234")
    assert read("decimal number", "1.2340") == Decimal("1.234")


def test_refuses_decimals_without_end() -> None:
    assert advice("decimal number", "3,1415926535") == "Schrijf ten hoogste 6 cijfers achter de komma."


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("400", "400"),
        ("€ 400,-", "400"),
        ("€ 400,--", "400"),
        ("€ 400,–", "400"),
        ("€400,00", "400"),
        ("€\u00a0400,00", "400"),
        ("400 euro", "400"),
        ("EUR 400", "400"),
        ("400 EUR", "400"),
        ("400,50 euro's", "400.5"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234.567", "1234567"),
        ("0,99", "0.99"),
    ],
)
def test_reads_money(typed: str, value: str) -> None:
    assert read("money", typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1,234", '"1,234" is op twee manieren te lezen. Bedoelt u 1234, schrijf het dan zonder punt of komma.'),
        ("12,3456", "Schrijf ten hoogste 2 cijfers achter de komma."),
        ("0,125", "Schrijf ten hoogste 2 cijfers achter de komma."),
        ("veel", "Schrijf een bedrag in euro's, bijvoorbeeld 400 of 1234,50."),
        ("$ 400", "Schrijf een bedrag in euro's, bijvoorbeeld 400 of 1234,50."),
        ("-1", "Schrijf een getal van 0 of meer."),
    ],
)
def test_refuses_money(typed: str, says: str) -> None:
    assert advice("money", typed) == says


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("32", "32"),
        ("32,5", "32.5"),
        ("32.5", "32.5"),
        ("32 uur", "32"),
        ("32u", "32"),
        ("32 u.", "32"),
        ("32 hours", "32"),
        ("1 hour", "1"),
        ("32,5 uur per week", "32.5"),
        ("32 hrs", "32"),
        ("16½ uur", "16.5"),
        ("0", "0"),
        ("168", "168"),
    ],
)
def test_reads_hours(typed: str, value: str) -> None:
    assert read("hours", typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("169", "Schrijf een getal van 0 tot en met 168."),
        ("-1", "Schrijf een getal van 0 tot en met 168."),
        ("36:30", "Schrijf een aantal uren, bijvoorbeeld 32 of 32,5."),
        ("32,555", '"32,555" is op twee manieren te lezen. Bedoelt u 32555, schrijf het dan zonder punt of komma.'),
        ("een paar", "Schrijf een aantal uren, bijvoorbeeld 32 of 32,5."),
    ],
)
def test_refuses_hours(typed: str, says: str) -> None:
    assert advice("hours", typed) == says


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("20", "20"),
        ("20%", "20"),
        ("20 %", "20"),
        ("12,5 procent", "12.5"),
        ("12.5 percent", "12.5"),
        ("20\u00a0%", "20"),
    ],
)
def test_reads_percentages(typed: str, value: str) -> None:
    assert read("percentage", typed) == Decimal(value)


def test_a_percentage_stays_below_a_hundred_unless_the_form_says_so() -> None:
    assert advice("percentage", "101") == "Schrijf een getal van 0 tot en met 100."
    assert read("percentage", "101", most="200") == 101


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12),
        ("1.234", 1234),
        ("1 234", 1234),
        ("16,0", 16),
        ("16.0", 16),
        ("16,00", 16),
        ("0", 0),
        ("-3", -3),
        ("1.000.000", 1_000_000),
    ],
)
def test_reads_whole_numbers(typed: str, value: int) -> None:
    read_value = read("whole number", typed)
    assert read_value == value
    assert isinstance(read_value, int)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1,5", "Schrijf een heel getal, bijvoorbeeld 12."),
        ("twaalf", "Schrijf een heel getal, bijvoorbeeld 12."),
        ("1,234", '"1,234" is op twee manieren te lezen. Bedoelt u 1234, schrijf het dan zonder punt of komma.'),
    ],
)
def test_refuses_whole_numbers(typed: str, says: str) -> None:
    assert advice("whole number", typed) == says


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0", "Schrijf een getal van 1 tot en met 99.999."),
        ("100000", "Schrijf een getal van 1 tot en met 99.999."),
        ("12a", "Schrijf alleen het huisnummer, bijvoorbeeld 12; een letter hoort bij de toevoeging."),
        ("12 bis", "Schrijf alleen het huisnummer, bijvoorbeeld 12; een letter hoort bij de toevoeging."),
    ],
)
def test_refuses_house_numbers(typed: str, says: str) -> None:
    assert advice("house number", typed) == says


def test_a_house_number_is_shown_without_signs() -> None:
    assert TYPES["house number"].show(1234, question("house number"), "nl") == "1234"


@pytest.mark.parametrize(
    ("least", "most", "typed", "says"),
    [
        ("1", "60", "61", "Schrijf een getal van 1 tot en met 60."),
        ("1", "60", "0", "Schrijf een getal van 1 tot en met 60."),
        ("0.5", "", "0,4", "Schrijf een getal van 0,5 of meer."),
        ("", "1000", "1001", "Schrijf een getal van 1.000 of minder."),
    ],
)
def test_the_limits_of_the_question(least: str, most: str, typed: str, says: str) -> None:
    assert advice("decimal number", typed, least, most) == says


def test_english_advice_writes_english_numbers() -> None:
    with pytest.raises(Unreadable) as caught:
        read("whole number", "100001", most="100000.5")
    assert caught.value.advice.en == "Write a number of 100,000.5 or less."


@pytest.mark.parametrize(
    ("kind", "value", "dutch", "english"),
    [
        ("decimal number", Decimal("1234.5"), "1.234,5", "1,234.5"),
        ("hours", Decimal("32.50"), "32,5", "32.5"),
        ("percentage", Decimal(20), "20%", "20%"),
        ("money", Decimal("1234.5"), "€\u00a01.234,50", "€\u00a01,234.50"),
        ("whole number", 1234, "1.234", "1,234"),
    ],
)
def test_shows_numbers_in_each_language(kind: str, value: object, dutch: str, english: str) -> None:
    assert TYPES[kind].show(value, question(kind), "nl") == dutch
    assert TYPES[kind].show(value, question(kind), "en") == english
    assert TYPES[kind].cell(value, question(kind), "nl") == dutch


decimals = st.decimals(-(10**9), 10**9, allow_nan=False, places=6)


@given(decimals)
def test_decimal_numbers_at_rest_read_back(value: Decimal) -> None:
    assert read("decimal number", TYPES["decimal number"].plain(value)) == value


@given(st.decimals(0, 10**9, places=2))
def test_money_reads_back_from_rest_and_from_every_document(value: Decimal) -> None:
    kind = TYPES["money"]
    assert read("money", kind.plain(value)) == value
    assert all(read("money", kind.show(value, question("money"), language)) == value for language in LANGUAGES)


@given(st.decimals(0, 100, places=2))
def test_hours_and_percentages_read_back(value: Decimal) -> None:
    for name in ("hours", "percentage"):
        assert read(name, TYPES[name].plain(value)) == value
        assert all(read(name, TYPES[name].show(value, question(name), language)) == value for language in LANGUAGES)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_read_back(value: int) -> None:
    assert read("whole number", TYPES["whole number"].plain(value)) == value
    assert read("whole number", TYPES["whole number"].show(value, question("whole number"), "nl")) == value


@given(st.text(alphabet="0123456789.,-€% \u00a0uEeh½", max_size=16))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    for kind in ("decimal number", "whole number", "money", "hours", "percentage", "house number"):
        try:
            value = read(kind, text)
        except Unreadable:
            continue
        assert read(kind, TYPES[kind].plain(value)) == value
