"""Every type of answer as a document says it: words in a letter, cells and ticks in the boxes of a form."""

import datetime

import pytest

from formgen import answers
from formgen.documents import wording
from formgen.documents.pdf import Field
from formgen.documents.shown import Chosen, Shown
from formgen.form import Document, Form, Option, Question, Section
from formgen.questions import TYPES, YES_NO
from formgen.text import Text, same

TODAY = datetime.date(2026, 11, 23)
OPTIONS = (Option("one", Text("Eerste", "First")), Option("two", Text("Tweede, of derde", "Second, or third")))
# type: what is typed; the answer at rest; in a Dutch and an English sentence; in a box
SAID = {
    "short text": ("  Loods  3 ", "Loods  3", "Loods  3", "Loods  3", "Loods  3"),
    "long text": ("Een\r\nTwee", "Een\nTwee", "Een\nTwee", "Een\nTwee", "Een\nTwee"),
    "choose one": ("Second, or third", "two", "Tweede, of derde", "Second, or third", "Tweede, of derde"),
    "yes or no": ("ja", "yes", "Ja", "Yes", "Ja"),
    "date": ("9 mrt 2026", "2026-03-09", "9\u00a0maart\u00a02026", "9\u00a0March\u00a02026", "09-03-2026"),
    "whole number": ("1.234", "1234", "1.234", "1,234", "1.234"),
    "decimal number": ("1234,5", "1234.5", "1.234,5", "1,234.5", "1.234,5"),
    "hours": ("32,50 uur", "32.5", "32,5", "32.5", "32,5"),
    "money": ("€ 1234,5", "1234.5", "€\u00a01.234,50", "€\u00a01,234.50", "€\u00a01.234,50"),
    "percentage": ("12,5 procent", "12.5", "12,5%", "12.5%", "12,5%"),
    "email": ("a@b.example", "a@b.example", "a@b.example", "a@b.example", "a@b.example"),
    "phone": ("06-12345678", "06-12345678", "06-12345678", "06-12345678", "06-12345678"),
    "postcode": ("3511ab", "3511 AB", "3511 AB", "3511 AB", "3511 AB"),
    "house number": ("1234", "1234", "1234", "1234", "1234"),
    "iban": (
        *("nl91abna0417164300", "NL91ABNA0417164300"),
        *("NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00"),
    ),
    "bsn": ("1234 567 82", "123456782", "123456782", "123456782", "123456782"),
    "kvk number": ("1234567", "01234567", "01234567", "01234567", "01234567"),
    "payroll tax number": ("800000006 l01", "800000006L01", "800000006L01", "800000006L01", "800000006L01"),
    "initials": ("aj", "A.J.", "A.J.", "A.J.", "A.J."),
    "name prefix": ("van der", "van der", "van der", "van der", "van der"),
    "surname": ("Şahin", "Şahin", "Şahin", "Şahin", "Şahin"),
}
EVERY_TYPE = pytest.mark.parametrize("kind", SAID)


def form_of(kind: str) -> Form:
    """A form that asks one question of this type."""
    options = YES_NO if kind == "yes or no" else OPTIONS if kind.startswith("choose") else ()
    question = Question("it", Text("Vraag", "Question"), kind, options=options)
    return Form("f", same("F"), (Section("all", same("All"), (question,)),), documents=())


def read(kind: str, typed: str) -> answers.Answers:
    return answers.read(form_of(kind), {"it": typed}, TODAY)


def word(kind: str, typed: str, language: str) -> object:
    return wording.words(read(kind, typed), language, {}, [])["it"]  # type: ignore[arg-type]


def cells(kind: str, typed: str, *fields: tuple[str, str]) -> dict[str, object]:
    known = [Field(name, how, (), (), "", 1, (0, 0, 9, 9), None, 1, False, False) for name, how in fields]  # type: ignore[arg-type]
    document = Document("d", same("D"), "d.pdf", same("d"), same(""))
    return dict(wording.cells(read(kind, typed), document, known, "nl")[0])


def test_every_type_is_said_here() -> None:
    assert {*SAID, "choose any"} == set(TYPES)


@EVERY_TYPE
def test_in_a_sentence_it_is_words_that_still_know_the_answer(kind: str) -> None:
    typed, rest, nl, en, cell = SAID[kind]
    dutch, english = word(kind, typed, "nl"), word(kind, typed, "en")

    assert isinstance(dutch, Shown)
    assert (str(dutch), str(english)) == (nl, en)
    assert (dutch.key, dutch.short) == (rest, cell)


@EVERY_TYPE
def test_in_a_box_it_is_the_short_spelling(kind: str) -> None:
    typed, _, _, _, cell = SAID[kind]

    assert cells(kind, typed, ("it", "text")) == {"it": cell}


@EVERY_TYPE
def test_at_rest_it_reads_as_the_same_answer(kind: str) -> None:
    typed, rest, *_ = SAID[kind]
    first = read(kind, typed)

    assert first.raw == {"it": rest}
    assert read(kind, rest).values == first.values


@EVERY_TYPE
def test_it_stands_among_the_short_answers_unless_it_is_a_story(kind: str) -> None:
    rows = wording.overview(read(kind, SAID[kind][0]), "en")
    told = [row for section in rows for row in section["rows"]]  # type: ignore[attr-defined]

    assert told == ([] if kind == "long text" else [{"ask": "Question", "answer": SAID[kind][3]}])


@pytest.mark.parametrize("kind", ["choose one", "yes or no"])
def test_a_radio_group_takes_the_option_and_not_its_label(kind: str) -> None:
    typed, rest, *_ = SAID[kind]

    assert cells(kind, typed, ("it", "radio")) == {"it": rest}


def test_several_options_are_words_ticks_or_a_list() -> None:
    both = word("choose any", "two, one", "nl")

    assert isinstance(both, Chosen)
    assert [(str(one), one.key) for one in both] == [("Eerste", "one"), ("Tweede, of derde", "two")]
    assert str(both) == "Eerste en Tweede, of derde"
    assert cells("choose any", "two", ("it.one", "tick"), ("it.two", "tick")) == {"it.two": True}
    assert cells("choose any", "two, one", ("it", "text")) == {"it": "Eerste en Tweede, of derde"}


@pytest.mark.parametrize("kind", TYPES)
def test_no_answer_is_empty_everywhere(kind: str) -> None:
    assert word(kind, "", "nl") == ""
    assert cells(kind, "  ", ("it", "text"), ("it.one", "tick")) == {}
    assert wording.overview(read(kind, ""), "nl") == []
