"""Every type of question, in both languages: what is shown is read as the same answer again, and never as another."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen.form import Option, Question
from formgen.questions import TYPES, YES_NO, AnswerType, Unreadable, type_of
from formgen.text import LANGUAGES, Text, same

OPTIONS = (
    Option("own_work", Text("Mijn eigen werk", "My own work")),
    Option("other", Text("Ander werk, of aangepast", "Other work, or adapted")),
    Option("none", Text("Niets hiervan", "None of these")),
)
NAMES = [option.name for option in OPTIONS]
CENTS = st.decimals(0, 10**9, places=2)
LETTERS = st.characters(categories=["Lu", "Ll", "Lo"])


def digits(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


def reading(name: str, question: Question) -> Callable[[str], object]:
    """How this type reads, and nothing for what it refuses."""

    def read(text: str) -> object:
        try:
            return TYPES[name].read(text, question)
        except Unreadable:
            return None

    return read


def typed(name: str, texts: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """The answers that come of these texts."""
    read = reading(name, Question("q", same("Q"), name))
    return texts.map(read).filter(lambda value: value is not None)


def bsn(number: int) -> str:
    """The eight digits with the ninth that satisfies the elfproef; ten is no digit, and such numbers do not exist."""
    eight = f"{number:08d}"
    last = sum(int(digit) * weight for digit, weight in zip(eight, range(9, 1, -1), strict=True)) % 11
    return f"{eight}{last}" if last < 10 else ""


ANSWERS: dict[str, st.SearchStrategy[object]] = {
    "short text": typed("short text", st.text(min_size=1, max_size=60)),
    "long text": typed("long text", st.text(min_size=1, max_size=200)),
    "choose one": st.sampled_from(NAMES),
    "choose any": st.sets(st.sampled_from(NAMES), min_size=1).map(lambda one: tuple(n for n in NAMES if n in one)),
    "yes or no": st.sampled_from(["yes", "no"]),
    "date": st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)),
    "whole number": st.integers(-(10**9), 10**9),
    "decimal number": st.decimals(-(10**6), 10**6, places=4).map(lambda value: value + 0),
    "hours": st.decimals(0, 168, places=2),
    "money": CENTS,
    "percentage": st.decimals(0, 100, places=2),
    "email": typed("email", digits(r"[a-z]{1,9}(\.[a-z]{1,9})?@[a-z]{2,9}\.(nl|example)")),
    "phone": typed("phone", digits(r"0[1-9][0-9]{8}|\+31 ?[1-9][0-9]{8}|0[1-9][0-9]-[0-9]{7}")),
    "postcode": typed("postcode", digits(r"[1-9][0-9]{3} ?[A-Za-z]{2}")),
    "house number": st.integers(1, 99_999),
    "iban": st.sampled_from(["NL91ABNA0417164300", "DE89370400440532013000", "BE68539007547034", "NO9386011117947"]),
    "bsn": st.integers(1, 99_999_999).map(bsn).filter(bool),
    "kvk number": typed("kvk number", digits(r"[0-9]{7,8}")),
    "payroll tax number": typed("payroll tax number", digits(r"[0-9]{9}L[0-9]{2}")),
    "initials": typed("initials", digits(r"([A-Z]\.){1,5}|Th\.M\.|IJ\.|[A-Z]\.-[A-Z]\.")),
    "name prefix": typed("name prefix", digits(r"van( der| den)?|de|el|'t|ten|von")),
    "surname": typed("surname", st.text(LETTERS, min_size=1, max_size=40)),
}
EVERY_TYPE = pytest.mark.parametrize("name", TYPES)
# In these the English and the Dutch way of writing differ; a number read from the other language may be refused.
NUMBERS = ("whole number", "decimal number", "hours", "money", "percentage", "house number")


def question(name: str) -> Question:
    options = YES_NO if name == "yes or no" else OPTIONS if name.startswith("choose") else ()
    return Question("q", same("Q"), name, options=options)


def test_every_type_has_answers_here() -> None:
    assert set(ANSWERS) == set(TYPES)


@EVERY_TYPE
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_at_rest_reads_back(name: str, data: st.DataObject) -> None:
    value = data.draw(ANSWERS[name])
    kind = TYPES[name]

    assert kind.read(kind.plain(value), question(name)) == value
    assert kind.plain(kind.read(kind.plain(value), question(name))) == kind.plain(value)


@EVERY_TYPE
@pytest.mark.parametrize("way", ["show", "cell"])
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_shown_is_never_read_as_another_answer(name: str, way: str, data: st.DataObject) -> None:
    value, language = data.draw(ANSWERS[name]), data.draw(st.sampled_from(LANGUAGES))
    shown = getattr(TYPES[name], way)(value, question(name), language)

    assert reading(name, question(name))(shown) in (None, value)


@pytest.mark.parametrize("name", [name for name in TYPES if name not in (*NUMBERS, "choose any")])
@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=30)
@given(data=st.data())
def test_what_is_shown_reads_back(name: str, language: str, data: st.DataObject) -> None:
    value = data.draw(ANSWERS[name])
    kind = TYPES[name]

    for shown in (kind.show(value, question(name), language), kind.cell(value, question(name), language)):  # type: ignore[arg-type]
        assert kind.read(shown, question(name)) == value


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(value=CENTS)
def test_an_amount_reads_back_from_both_languages(language: str, value: Decimal) -> None:
    shown = TYPES["money"].show(value, question("money"), language)  # type: ignore[arg-type]

    assert TYPES["money"].read(shown, question("money")) == value
    assert re.fullmatch(r"€\u00a0[\d.,]*\d[.,]\d\d", shown)


@pytest.mark.parametrize("name", [name for name in TYPES if name not in ("short text", "long text")])
@settings(max_examples=30)
@given(data=st.data())
def test_what_stands_in_a_sentence_or_a_box_is_one_line(name: str, data: st.DataObject) -> None:
    value, language = data.draw(ANSWERS[name]), data.draw(st.sampled_from(LANGUAGES))

    for way in ("show", "cell"):
        shown = getattr(TYPES[name], way)(value, question(name), language)
        assert shown.strip() == shown != ""
        assert len(shown.splitlines()) == 1


@pytest.mark.parametrize("name", ["date", "whole number", "house number", "percentage", "hours", "money"])
@settings(max_examples=30)
@given(data=st.data())
def test_two_different_answers_are_shown_differently(name: str, data: st.DataObject) -> None:
    first, second = data.draw(ANSWERS[name]), data.draw(ANSWERS[name])

    for language in LANGUAGES:
        shown = [TYPES[name].show(value, question(name), language) for value in (first, second)]
        assert (shown[0] == shown[1]) == (first == second)


@settings(max_examples=60)
@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_line_never_ends_inside_a_date(day: datetime.date) -> None:
    for language in LANGUAGES:
        assert " " not in TYPES["date"].show(day, question("date"), language)
    assert len(TYPES["date"].cell(day, question("date"), "nl")) == len("09-03-2026")


@pytest.mark.parametrize(
    ("name", "value", "nl", "en", "cell"),
    [
        ("date", datetime.date(2026, 3, 9), "9\u00a0maart\u00a02026", "9\u00a0March\u00a02026", "09-03-2026"),
        ("money", Decimal(400), "€\u00a0400,00", "€\u00a0400.00", "€\u00a0400,00"),
        ("hours", Decimal("32.5"), "32,5", "32.5", "32,5"),
        ("percentage", Decimal("12.5"), "12,5%", "12.5%", "12,5%"),
        ("whole number", 1234, "1.234", "1,234", "1.234"),
        ("house number", 1234, "1234", "1234", "1234"),
        ("yes or no", "yes", "Ja", "Yes", "Ja"),
        ("choose one", "other", "Ander werk, of aangepast", "Other work, or adapted", "Ander werk, of aangepast"),
        ("choose any", ("own_work", "none"), "Mijn eigen werk en Niets hiervan", "My own work and None of these", None),
        ("iban", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00"),
        ("postcode", "3511 AB", "3511 AB", "3511 AB", "3511 AB"),
        ("bsn", "012345672", "012345672", "012345672", "012345672"),
        ("phone", "06-12345678", "06-12345678", "06-12345678", "06-12345678"),
        ("initials", "Th.M.", "Th.M.", "Th.M.", "Th.M."),
        ("name prefix", "'t", "'t", "'t", "'t"),
        ("surname", "Şahin", "Şahin", "Şahin", "Şahin"),
        ("long text", "Een\nTwee", "Een\nTwee", "Een\nTwee", "Een\nTwee"),
    ],
)
def test_how_an_answer_is_shown(name: str, value: object, nl: str, en: str, cell: str | None) -> None:
    kind = TYPES[name]

    assert kind.show(value, question(name), "nl") == nl
    assert kind.show(value, question(name), "en") == en
    assert kind.cell(value, question(name), "nl") == (nl if cell is None else cell)


@pytest.mark.parametrize("account", ["BE68 5390 0754 7034", "BE71 0961 2345 6769", "ES91 2100 0418 4502 0005 1332"])
def test_an_account_of_a_bank_that_no_list_knows_is_an_account(account: str) -> None:
    """Lists of banks age: what counts is the form of the number and its check digits."""
    assert TYPES["iban"].show(TYPES["iban"].read(account, question("iban")), question("iban"), "nl") == account


def test_an_option_that_was_taken_out_of_the_form_is_shown_by_its_name() -> None:
    assert TYPES["choose one"].show("gone", question("choose one"), "nl") == "gone"
    assert TYPES["choose any"].show(("none", "gone"), question("choose any"), "en") == "None of these and gone"


def test_the_type_of_a_question_is_known_and_a_group_has_none() -> None:
    assert type_of(question("date")) is TYPES["date"]
    with pytest.raises(KeyError):
        type_of(Question("talks", same("Talks"), "repeat"))


def test_a_type_says_itself_how_it_is_read() -> None:
    with pytest.raises(NotImplementedError):
        AnswerType[str]().read("x", question("short text"))


@pytest.mark.parametrize("name", sorted(set(TYPES) - {"long text"}))
@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "\t"], ids=["no-break", "thin", "wide", "tab"])
@settings(max_examples=15)
@given(data=st.data())
def test_spaces_of_any_kind_around_an_answer_make_no_difference(name: str, space: str, data: st.DataObject) -> None:
    value = data.draw(ANSWERS[name])
    plain = TYPES[name].plain(value)

    assert TYPES[name].read(f"{space}{plain}{space}", question(name)) == value


@pytest.mark.parametrize("name", sorted(set(NUMBERS) | {"bsn", "kvk number", "date"}))
@settings(max_examples=20)
@given(data=st.data())
def test_digits_of_another_script_are_digits(name: str, data: st.DataObject) -> None:
    value = data.draw(ANSWERS[name])
    arabic = TYPES[name].plain(value).translate({ord(str(n)): chr(0x0660 + n) for n in range(10)})

    assert TYPES[name].read(arabic, question(name)) == value
