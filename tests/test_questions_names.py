"""Names of all the people who work in the Netherlands."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.form import Question
from formgen.questions import TYPES, Unreadable
from formgen.text import same


def read(kind: str, text: str) -> str:
    value = TYPES[kind].read(text, Question("q", same("Naam"), kind))
    assert isinstance(value, str)
    return value


def advice(kind: str, text: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read(kind, text)
    return caught.value.advice.nl


@pytest.mark.parametrize(
    "typed",
    [
        "Jansen",
        "Şahin",
        "Łukasz",
        "'t Hooft",
        "’t Hooft",
        "Smit-de Boer",
        "de Boer Smit",
        "O'Neil",
        "O’Neil",
        "Ñúñez",
        "Öğüt",
        "IJsbrandy",
        "Đorđević",
        "Nguyễn",
        "王",
        "Иванов",
        "محمد",
        "Ó",
        "St. John",
        "van den Berg-van 't Hof",
    ],
)
def test_keeps_a_surname_as_typed(typed: str) -> None:
    assert read("surname", typed) == typed


def test_tidies_only_what_prints_nothing() -> None:
    assert read("surname", "  van\u00a0 \u200bDijk\ufeff ") == "van Dijk"
    assert read("surname", "Ob´rien") == "Ob'rien"
    assert read("surname", unicodedata.normalize("NFD", "Şahin")) == "Şahin"


@pytest.mark.parametrize(
    "typed", ["A1", "-", "' -", "Jansen;", "<b>Jansen</b>", "Jansen (Piet)", "jansen@werk", "…", "😀"]
)
def test_refuses_a_surname(typed: str) -> None:
    assert advice("surname", typed) == "Schrijf een achternaam in letters, bijvoorbeeld Yılmaz of Smit-de Boer."


def test_a_surname_has_at_most_80_characters() -> None:
    assert read("surname", "a" * 80) == "a" * 80
    assert advice("surname", "a" * 81) == "Schrijf ten hoogste 80 tekens; het zijn er nu 81."


@pytest.mark.parametrize("typed", ["van der", "el", "'t", "’t", "van 't", "v.d.", "de", "Van Der", "von und zu", "d'"])
def test_keeps_a_prefix_as_typed(typed: str) -> None:
    assert read("name prefix", typed) == typed


@pytest.mark.parametrize("typed", ["3", "van der 2", "-", "/"])
def test_refuses_a_prefix(typed: str) -> None:
    assert advice("name prefix", typed) == "Schrijf alleen het tussenvoegsel, bijvoorbeeld van der, el of 't."


def test_a_prefix_has_at_most_20_characters() -> None:
    assert "ten hoogste 20 tekens" in advice("name prefix", "van der " * 3)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("A.J.", "A.J."),
        ("AJ", "A.J."),
        ("aj", "A.J."),
        ("a.j.", "A.J."),
        ("A. J.", "A.J."),
        ("A J", "A.J."),
        ("AJM", "A.J.M."),
        ("A", "A."),
        ("a", "A."),
        ("Th.M.", "Th.M."),
        ("Th M", "Th.M."),
        ("ThM", "Th.M."),
        ("th", "Th."),
        ("Chr.", "Chr."),
        ("chr", "Chr."),
        ("Joh.", "Joh."),
        ("ij", "IJ."),
        ("IJ", "IJ."),
        ("IJ.J.", "IJ.J."),
        ("Ø", "Ø."),
        ("ø", "Ø."),
        ("Ł.", "Ł."),
        ("Ş.A.", "Ş.A."),
        ("é.", "É."),
        ("J.-P.", "J.-P."),
        ("J-P", "J.-P."),
        ("J.P", "J.P."),
        ("AIj", "A.IJ."),
        ("aAఅ", "A.A.అ."),
        ("ß", "ß."),
        ("م", "م."),
        ("И.В.", "И.В."),
        (unicodedata.normalize("NFD", "É.É."), "É.É."),
    ],
)
def test_tidies_initials(typed: str, value: str) -> None:
    assert read("initials", typed) == value


@pytest.mark.parametrize(
    "typed",
    ["Anna", "anna", "Jan", "jan", "Jan Piet", "A1", "A.J.;", ".", "-", "...", "Johan.", "ßéA", "\u01c7B", "\u0301"],
)
def test_refuses_a_first_name_as_initials(typed: str) -> None:
    assert advice("initials", typed) == "Schrijf alleen de voorletters, bijvoorbeeld A.J. of Th.M."


def test_initials_have_at_most_20_characters() -> None:
    assert "ten hoogste 20 tekens" in advice("initials", "ABCDEFGHIJK")


@given(st.sampled_from(("surname", "name prefix", "initials")), st.text(max_size=24))
def test_any_text_is_read_or_refused_and_reads_back(kind: str, text: str) -> None:
    try:
        value = read(kind, text)
    except Unreadable:
        return
    assert read(kind, TYPES[kind].plain(value)) == value


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=40))
def test_every_letter_of_every_script_may_be_in_a_surname(name: str) -> None:
    assert read("surname", name) == unicodedata.normalize("NFC", name)


@given(st.text(alphabet="ABab.- IJijThéØ", max_size=12))
def test_tidied_initials_stay_as_they_are(text: str) -> None:
    try:
        value = read("initials", text)
    except Unreadable:
        return
    assert read("initials", value) == value
    assert value.endswith(".")
