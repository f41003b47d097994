"""Numbers and addresses that a register hands out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.form import Question
from formgen.questions import TYPES, Unreadable
from formgen.text import same


def question(kind: str) -> Question:
    return Question("q", same("Vraag"), kind)


def read(kind: str, text: str) -> str:
    value = TYPES[kind].read(text, question(kind))
    assert isinstance(value, str)
    return value


def advice(kind: str, text: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read(kind, text)
    return caught.value.advice.nl


BSN_SHAPE = "Schrijf de 9 cijfers van het burgerservicenummer, bijvoorbeeld 123456782."
BSN_CHECK = (
    "Dit kan geen burgerservicenummer zijn: de cijfers kloppen niet. Kijk ze na, bijvoorbeeld op een loonstrook."
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("111222333", "111222333"),
        ("123456782", "123456782"),
        ("999990019", "999990019"),
        ("999990020", "999990020"),
        ("999990032", "999990032"),
        ("999990044", "999990044"),
        ("999990056", "999990056"),
        ("999990068", "999990068"),
        ("1234.56.782", "123456782"),
        ("123 456 782", "123456782"),
        ("123-456-782", "123456782"),
        ("１２３４５６７８２", "123456782"),
        ("10000008", "010000008"),
        ("010000008", "010000008"),
    ],
)
def test_reads_a_bsn(typed: str, value: str) -> None:
    assert read("bsn", typed) == value
    assert TYPES["bsn"].show(value, question("bsn"), "nl") == value


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("123456789", BSN_CHECK),
        ("12345678", BSN_CHECK),
        ("000000000", BSN_SHAPE),
        ("1234567", BSN_SHAPE),
        ("1234567890", BSN_SHAPE),
        ("12345678A", BSN_SHAPE),
        ("onbekend", BSN_SHAPE),
    ],
)
def test_refuses_a_bsn(typed: str, says: str) -> None:
    assert advice("bsn", typed) == says


@given(st.integers(10_000_000, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_a_bsn_with_one_wrong_digit_is_refused(number: int, place: int, change: int) -> None:
    digits = f"{number:09d}"
    try:
        right = read("bsn", digits)
    except Unreadable:
        return
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert right == digits
    assert advice("bsn", wrong) in (BSN_CHECK, BSN_SHAPE)


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("NL91ABNA0417164300", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"),
        ("nl91 abna 0417 1643 00", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"),
        ("NL44 RABO 0123 4567 89", "NL44RABO0123456789", "NL44 RABO 0123 4567 89"),
        ("NL20-INGB-0001-2345-67", "NL20INGB0001234567", "NL20 INGB 0001 2345 67"),
        ("BE71 0961 2345 6769", "BE71096123456769", "BE71 0961 2345 6769"),
        ("DE89370400440532013000", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
    ],
)
def test_reads_an_iban(typed: str, value: str, shown: str) -> None:
    assert read("iban", typed) == value
    assert TYPES["iban"].show(value, question("iban"), "en") == shown
    assert TYPES["iban"].cell(value, question("iban"), "nl") == shown


@pytest.mark.parametrize("typed", ["NL91ABNA0417164301", "NL91ABNA041716430", "XX91ABNA0417164300"])
def test_refuses_an_iban_that_does_not_add_up(typed: str) -> None:
    assert advice("iban", typed) == (
        "Dit rekeningnummer (IBAN) klopt niet. Kijk de letters en cijfers na, bijvoorbeeld op een bankpas."
    )


@pytest.mark.parametrize("typed", ["0417164300", "rekening", "NL", "NL91"])
def test_refuses_what_is_no_iban(typed: str) -> None:
    assert advice("iban", typed).startswith("Schrijf het hele rekeningnummer (IBAN), bijvoorbeeld NL91")


@pytest.mark.parametrize("typed", ["3511 AB", "3511AB", "3511ab", "3511  ab", "3511-AB", "NL-3511 AB", "3511\u00a0AB"])
def test_reads_a_postcode(typed: str) -> None:
    assert read("postcode", typed) == "3511 AB"


@pytest.mark.parametrize(
    "typed", ["3511", "0511 AB", "3511 SA", "3511 SD", "3511 SS", "3511 A", "35111 AB", "AB 3511", "B-1000", "3511 A1"]
)
def test_refuses_a_postcode(typed: str) -> None:
    assert (
        advice("postcode", typed) == "Schrijf een Nederlandse postcode: 4 cijfers en 2 letters, bijvoorbeeld 3511 AB."
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12345678", "12345678"), ("KvK 12345678", "12345678"), ("1234567", "01234567"), ("1234 5678", "12345678")],
)
def test_reads_a_kvk_number(typed: str, value: str) -> None:
    assert read("kvk number", typed) == value


@pytest.mark.parametrize("typed", ["123456", "123456789", "1234567A", "geen"])
def test_refuses_a_kvk_number(typed: str) -> None:
    assert advice("kvk number", typed) == "Schrijf de 8 cijfers van het KvK-nummer, bijvoorbeeld 12345678."


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("800000006L01", "800000006L01"),
        ("800000006l01", "800000006L01"),
        ("800.000.006 L 01", "800000006L01"),
        ("001234511L02", "001234511L02"),
        ("123456789L99", "123456789L99"),
    ],
)
def test_reads_a_payroll_tax_number(typed: str, value: str) -> None:
    assert read("payroll tax number", typed) == value


@pytest.mark.parametrize("typed", ["800000006L00", "800000006", "80000006L01", "800000006L1", "800000006B01", "L01"])
def test_refuses_a_payroll_tax_number(typed: str) -> None:
    assert advice("payroll tax number", typed) == (
        "Schrijf het loonheffingennummer: 9 cijfers, de letter L en 2 cijfers (vanaf L01), bijvoorbeeld 800000006L01."
    )


@pytest.mark.parametrize(
    "typed",
    [
        "06-12345678",
        "0612345678",
        "06 12 34 56 78",
        "+31 6 12345678",
        "+31 30 123 45 67",
        "0031 30 123 45 67",
        "(030) 123 45 67",
        "030 - 123 45 67",
        "088-8982001",
        "0900-9294",
        "030 123 45 67 toestel 12",
        "030 123 45 67 ext. 12",
        "+44 20 7946 0958",
        "+32 2 123 45 67",
        "+49 30 123456",
    ],
)
def test_reads_a_telephone_number_and_keeps_it_as_typed(typed: str) -> None:
    assert read("phone", typed) == typed
    assert TYPES["phone"].show(typed, question("phone"), "nl") == typed


def test_a_telephone_number_has_single_spaces() -> None:
    assert read("phone", " 06\u00a012  34 56 78") == "06 12 34 56 78"


@pytest.mark.parametrize(
    "typed",
    [
        "06-1234567",
        "06-123456789",
        "12345",
        "06ABCDEFGH",
        "bel me",
        "+999 123456",
        "0012",
        "06-12345678 of 06-87654321",
        "((((((((",
        "+",
    ],
)
def test_refuses_a_telephone_number(typed: str) -> None:
    assert advice("phone", typed) == "Schrijf een telefoonnummer, bijvoorbeeld 06-12345678 of +31 30 123 45 67."


@pytest.mark.parametrize(
    "typed",
    [
        "naam@voorbeeld.nl",
        "n.aam+werk@mail.voorbeeld.co.uk",
        "zoë@voorbeeld.nl",
        "info@münchen.de",
        "a@b.nl",
        "o'neil@voorbeeld.ie",
        "i@例え.jp",
    ],
)
def test_reads_an_email_address(typed: str) -> None:
    assert read("email", f" {typed}\u200b ") == typed


@pytest.mark.parametrize(
    "typed",
    [
        "naam",
        "naam@",
        "@voorbeeld.nl",
        "naam@voorbeeld",
        "naam@@voorbeeld.nl",
        "na am@voorbeeld.nl",
        "naam@voorbeeld..nl",
        ".naam@voorbeeld.nl",
        "naam.@voorbeeld.nl",
        "n..aam@voorbeeld.nl",
        "naam@voorbeeld.nl, ander@voorbeeld.nl",
        "Naam <naam@voorbeeld.nl>",
        "naam@127.0.0.1",
        "a" * 65 + "@voorbeeld.nl",
        "a@" + "b" * 250 + ".nl",
    ],
)
def test_refuses_an_email_address(typed: str) -> None:
    assert advice("email", typed) == "Schrijf een e-mailadres, bijvoorbeeld naam@voorbeeld.nl."


IDENTIFIERS = ("bsn", "iban", "postcode", "kvk number", "payroll tax number", "phone", "email")


@given(st.sampled_from(IDENTIFIERS), st.text(max_size=40) | st.from_regex(r"[0-9LABN@. +()-]{1,24}", fullmatch=True))
def test_any_text_is_read_or_refused_and_reads_back(kind: str, text: str) -> None:
    try:
        value = read(kind, text)
    except Unreadable:
        return
    assert read(kind, TYPES[kind].plain(value)) == value


@given(st.from_regex(r"[1-9][0-9]{3} [A-Z]{2}", fullmatch=True).filter(lambda p: p[-2:] not in ("SA", "SD", "SS")))
def test_every_postcode_reads_back(postcode: str) -> None:
    assert read("postcode", postcode) == postcode
    assert read("postcode", postcode.replace(" ", "").lower()) == postcode


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_every_dutch_number_of_ten_digits_is_read(number: str) -> None:
    assert read("phone", number) == number
