"""A document to look at: it says what the document says, knows where each answer stands, and leaves the document be."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen import answers, documents
from formgen.answers import Answers
from formgen.documents import reading
from formgen.documents.marks import BEGIN, END, can_mark, marked, pieces
from formgen.documents.reading import Block
from formgen.documents.shown import Chosen, Shown, Traced, about
from formgen.documents.word.sandbox import Sandbox
from formgen.form import Document
from formgen.library import SHIPPED
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY
from tests.worddocs import members

SAMPLES = sorted((SHIPPED / "samples").glob("*/*.yml"))
WORDS = st.text(st.characters(exclude_characters="".join(map(chr, range(0xFDD0, 0xFDF0))), codec="utf-8"), min_size=1)
NAMES = st.from_regex(r"[a-z_]{1,12}(\.[1-9]\.[a-z_]{1,12})?", fullmatch=True)


def answered(path: Path) -> Answers:
    file = read_answers(path.read_bytes(), path.name)
    return answers.read(LIBRARY.load(path.parent.name), file.answers, file.today or ANY_DAY)


def of_kind(given: Answers, ending: str) -> list[Document]:
    return [one for one in documents.applicable(given, "nl") if one.template.endswith(ending)]


def said(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Every piece with the question it answers."""
    lines = [line for block in blocks for line in _lines(block)]
    return [piece for line in lines for piece in line]


def _lines(block: Block) -> list[reading.Words]:
    return [line for row in block.rows for cell in row for line in cell.lines] or [block.words]


# ---- marks ----------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(WORDS, st.just("") | NAMES)))
def test_what_is_marked_is_found_again(parts: list[tuple[str, str]]) -> None:
    text = "".join(marked(Traced.of(words, name)) if name else words for words, name in parts)

    found = list(pieces(text))

    assert "".join(words for words, _ in found) == "".join(words for words, _ in parts)
    assert [piece for piece in found if piece[1]] == [part for part in parts if part[1]]


def test_no_words_have_no_marks() -> None:
    assert marked(Traced.of("", "surname")) == ""


def test_a_text_with_characters_of_the_marks_is_noticed() -> None:
    assert can_mark(["gewoon", "Şahin", "\ufffd", "\ue000"])
    assert not can_mark(["gewoon", f"geen{BEGIN}tekst"])
    assert not can_mark(["\ufdef"])


@given(st.text())
def test_pieces_of_any_text_lose_nothing_but_marks(text: str) -> None:
    kept = "".join(words for words, _ in pieces(text))

    assert len(kept) <= len(text)
    assert kept == text or BEGIN in text


# ---- words that know their question ---------------------------------------------------------------------------------


def test_a_traced_answer_is_what_it_was() -> None:
    traced = Traced.of(Shown("9 maart 2026", key="2026-03-09", short="09-03-2026"), "first_sick_day")

    assert traced == "9 maart 2026"
    assert (traced.key, traced.short, traced.question) == ("2026-03-09", "09-03-2026", "first_sick_day")


def test_plain_words_can_be_traced_too() -> None:
    assert Traced.of("Jan", "first_name").key == "Jan"


@pytest.mark.parametrize("filter_name", ["short", "lower_first", "upper_first", "no_stop"])
def test_a_filter_keeps_the_question(filter_name: str) -> None:
    made = Sandbox().filters[filter_name](Traced.of(Shown("Een dag", short="1 dag"), "why"))

    assert isinstance(made, Traced)
    assert made.question == "why"
    assert made in ("1 dag", "een dag", "Een dag")


def test_every_line_of_a_text_keeps_the_question() -> None:
    made = Sandbox().filters["lines"](Traced.of("Een\n\nTwee", "why"))

    assert made == ("Een", "Twee")
    assert [line.question for line in made] == ["why", "why"]


def test_words_of_nobody_stay_words_of_nobody() -> None:
    assert type(about("x", "y")) is str
    assert not isinstance(Sandbox().filters["lines"]("Een\nTwee")[0], Traced)


def test_options_chosen_together_are_traced_one_by_one_and_as_a_whole() -> None:
    path = SHIPPED / "samples" / "deskundigenoordeel-werknemer" / "case-1.yml"
    given_ = answered(path)
    words = documents.wording.words(given_, "nl", {}, [])

    days = documents.traced.traced(words, given_, "nl")["work_days"]

    assert isinstance(days, Chosen)
    assert {option.question for option in days} == {"work_days"}  # type: ignore[attr-defined]
    assert isinstance(days.said, Traced)
    assert str(days) == str(words["work_days"])


# ---- the document to look at ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=[f"{path.parent.name}-{path.stem}" for path in SAMPLES])
def test_it_says_what_the_document_says(path: Path) -> None:
    given_ = answered(path)
    for document in of_kind(given_, ".docx"):
        shown = documents.preview(given_, document, "nl")
        made = documents.make(given_.form, given_, document, "nl")

        assert shown.name == made.name
        assert [block.text for block in reading.of_word(shown.data)] == [
            block.text for block in reading.of_word(made.data)
        ]
        assert BEGIN not in members(made.data)["word/document.xml"].decode()


@pytest.mark.parametrize("path", SAMPLES, ids=[f"{path.parent.name}-{path.stem}" for path in SAMPLES])
def test_every_mark_bears_a_question_that_was_answered(path: Path) -> None:
    given_ = answered(path)
    asked = {*given_.asked}
    for document in documents.applicable(given_, "nl"):
        for words, name in said(documents.read_out(given_, document, "nl")):
            assert BEGIN not in words
            assert END not in words
            assert not name or name in asked, (document.name, name)


def test_an_answer_is_marked_where_it_stands() -> None:
    given_ = answered(SHIPPED / "samples" / "deskundigenoordeel-werknemer" / "case-1.yml")
    (letter,) = (one for one in documents.applicable(given_, "nl") if one.name == "letter")

    found = said(documents.read_out(given_, letter, "nl"))

    by_name = {name: words for words, name in found if name}
    assert by_name["bsn"] == "111222333"
    assert "Şahin" in by_name["surname"]
    assert by_name["tasks.2.task"] == "Pallets stapelen en inpakken"
    assert any(words.startswith("De bedrijfsarts vindt mij") for words, name in found if name == "dispute")


def test_the_same_answers_give_the_same_bytes_to_look_at() -> None:
    given_ = answered(SAMPLES[0])
    document = of_kind(given_, ".docx")[0]

    assert documents.preview(given_, document, "nl") == documents.preview(given_, document, "nl")


def test_an_answer_with_characters_of_the_marks_is_shown_without_any() -> None:
    path = SHIPPED / "samples" / "deskundigenoordeel-werknemer" / "case-1.yml"
    file = read_answers(path.read_bytes(), path.name)
    raw = {**file.answers, "dispute": f"Vreemd {BEGIN} teken"}
    given_ = answers.read(LIBRARY.load(path.parent.name), raw, file.today or datetime.date(2026, 11, 23))
    (letter,) = (one for one in documents.applicable(given_, "nl") if one.name == "letter")

    assert documents.preview(given_, letter, "nl").data == documents.make(given_.form, given_, letter, "nl").data


# ---- read out -------------------------------------------------------------------------------------------------------


def test_a_letter_is_read_with_its_headings_lists_and_tables() -> None:
    given_ = answered(SHIPPED / "samples" / "deskundigenoordeel-werknemer" / "case-1.yml")
    (letter,) = (one for one in documents.applicable(given_, "nl") if one.name == "letter")

    blocks = documents.read_out(given_, letter, "nl")

    assert next(block.level for block in blocks if block.kind == "heading") == 1
    assert {block.kind for block in blocks} == {"heading", "text", "item", "table"}
    tasks = next(block for block in blocks if block.text.startswith("Taak in mijn eigen werk"))
    assert [cell.heads for cell in tasks.rows[0]] == [True] * 4
    assert not tasks.rows[1][0].heads
    assert all(block.text.strip() for block in blocks)


def test_a_form_is_read_page_by_page_as_question_and_answer() -> None:
    given_ = answered(SHIPPED / "samples" / "deskundigenoordeel-werknemer" / "case-1.yml")
    (form,) = (one for one in of_kind(given_, ".pdf") if one.name == "application_own_work")

    blocks = documents.read_out(given_, form, "nl")

    assert blocks[0].text == "Bladzijde 1"
    rows = {row[0].lines[0][0][0]: row[1] for block in blocks for row in block.rows}
    assert rows["3.1 Burgerservicenummer (BSN)"].lines == ((("111222333", "bsn"),),)
    assert [line[0][0] for line in rows["5.6 Op welke dagen werkt u normaal?"].lines][:2] == ["Maandag", "Dinsdag"] or [
        line[0][0].lower() for line in rows["5.6 Op welke dagen werkt u normaal?"].lines
    ][:2] == ["maandag", "dinsdag"]
    assert rows["1.5 Is uw dienstverband geëindigd?"].lines == ((("Nee", "employment_ended"),),)


def test_rows_without_a_line_on_the_form_are_read_last() -> None:
    form = LIBRARY.load("deskundigenoordeel-werknemer")
    filled = reading.Filled({"bsn": "111222333"}, [("Gesprekken (9)", "Datum: 1-1-2026\nWat: overleg")])

    blocks = reading.of_pdf((), filled, form, "en")

    assert [block.text for block in blocks] == ["Continuation sheet", "Gesprekken (9)\nDatum: 1-1-2026\nWat: overleg"]


def test_the_page_of_an_answer_is_known() -> None:
    form = LIBRARY.load("deskundigenoordeel-werknemer")
    application, letter = (
        next(one for one in form.documents if one.name == n) for n in ("application_own_work", "letter")
    )

    assert documents.page_of(form, application, "bsn", "nl") == 2
    assert documents.page_of(form, application, "work_days", "nl") == 3  # its ticks
    assert documents.page_of(form, application, "talks.1.talk_result", "nl") == 7
    assert documents.page_of(form, application, "", "nl") == 0
    assert documents.page_of(form, application, "sick", "nl") == 0
    assert documents.page_of(form, letter, "bsn", "nl") == 0
