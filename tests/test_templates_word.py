"""The Word templates: they ask only for what the form knows, tell every answer, and leave no gap in any letter."""

import datetime
import io
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen import answers as answering
from formgen.documents import word, wording
from formgen.form import Form
from formgen.library import SHIPPED, Library
from formgen.loader import load_facts
from formgen.text import LANGUAGES, Language, Text
from templates.source import letter
from tests.wordreading import TEXTS, answered, before_the_details, gaps, headings, levels, lines, telling, told

ROOT = Path(__file__).resolve().parents[1]
FORM = "deskundigenoordeel-werknemer"
TODAY = datetime.date(2026, 11, 23)
CLOSING = "Gegevens bij deze aanvraag"
RESERVED = {"concept", "facts", "full_name", "missing", "overview", "stopped", "today", "week_now"}
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
# Every kind of question an employee can ask: what chooses it, and a word only its own section says.
KINDS = {
    "own_work": ({"question_type": "own_work", "assessment_date": "2026-11-16"}, "Mijn eigen werk"),
    "suitable_work": ({"question_type": "suitable_work"}, "Het werk waarover ik een oordeel vraag"),
    "employee_effort": ({"question_type": "employee_effort"}, "Wat ik heb gedaan"),
    "employer_effort": ({"question_type": "employer_effort"}, "Wat mijn werkgever heeft gedaan"),
    "frequent_absence": ({"question_type": "other", "other_question": "frequent_absence"}, "Mijn ziekteverzuim"),
    "wga_effort": ({"question_type": "other", "other_question": "wga_effort"}, "Wat de eigenrisicodrager heeft gedaan"),
}
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


# ---- what a letter is made from -------------------------------------------------------------------------------------


@cache
def form() -> Form:
    return Library((ROOT,)).load(FORM)


@cache
def template(language: Language) -> word.WordTemplate:
    return word.open_template(letter.letter(language).bytes(), letter.NAME.format(language))


def minimal(kind: str) -> dict[str, str]:
    return answered(form(), KINDS[kind][0], optional=False)


def full(kind: str) -> dict[str, str]:
    """Every question that can apply is answered, the yes-or-no ones with yes."""
    yes = {question.name: "yes" for question in form().questions() if question.kind == "yes or no"}
    return answered(form(), yes | {"cao_body": "yes"} | dict(KINDS[kind][0]), optional=True)


def words(given: Mapping[str, str], language: Language, *stopped: Text) -> dict[str, object]:
    return wording.words(answering.read(form(), given, TODAY), language, load_facts(SHIPPED), stopped)


def made(given: Mapping[str, str], language: Language = "nl", *stopped: Text, **over: object) -> Document:
    data = template(language).render(words(given, language, *stopped) | over, TODAY)
    return docx.Document(io.BytesIO(data))


# ---- names ----------------------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
def test_every_placeholder_is_a_question(language: Language) -> None:
    known = {question.name for question in form().questions()} | RESERVED

    assert {name.split(".")[0] for name in template(language).placeholders} <= known


def test_both_languages_ask_for_the_same() -> None:
    assert template("nl").placeholders == template("en").placeholders


@EVERY_LANGUAGE
def test_nothing_for_the_physician_is_asked_for(language: Language) -> None:
    secret = {question.name for question in form().questions() if question.notice == "physician"}

    assert secret
    assert not secret & {part for name in template(language).placeholders for part in name.split(".")}


@EVERY_KIND
def test_every_short_answer_is_in_the_closing_part(kind: str) -> None:
    closing = told(made(full(kind))).split(CLOSING)[1]
    answers = answering.read(form(), full(kind), TODAY)
    asked = [form().by_name[name] for name in answers.values]
    wanted = [q for q in asked if q.notice != "physician" and not q.repeats and q.kind != "long text"]

    assert len(wanted) > 60
    assert [question.name for question in wanted if question.ask.nl not in closing] == []


@EVERY_KIND
def test_every_long_answer_and_every_row_is_in_the_letter(kind: str) -> None:
    given = telling(form(), full(kind))
    letter = before_the_details(made(given))
    answers = answering.read(form(), given, TODAY)
    texts = [
        name
        for name in answers.raw
        for question in [form().by_name[name.split(".")[-1]]]
        if question.notice != "physician" and (question.kind == "long text" or ("." in name and question.kind in TEXTS))
    ]

    assert len(texts) > 8
    assert [name for name in texts if given[name].rstrip(".").lower() not in letter.lower()] == []


# ---- every letter reads well ----------------------------------------------------------------------------------------


@EVERY_LANGUAGE
@EVERY_KIND
@pytest.mark.parametrize("answered", [minimal, full], ids=["minimal", "full"])
def test_no_gap_in_a_letter(kind: str, language: Language, answered) -> None:  # type: ignore[no-untyped-def]
    document = made(answered(kind), language)

    assert gaps(before_the_details(document)) == []


@EVERY_LANGUAGE
def test_no_gap_in_an_empty_draft(language: Language) -> None:
    text = before_the_details(made({}, language))

    assert gaps(text) == []


@EVERY_KIND
def test_each_kind_has_its_own_section_and_only_that(kind: str) -> None:
    own = {heading for level, heading in headings(made(full(kind))) if level == 1}

    assert KINDS[kind][1] in own
    assert not own & {section for other, (_, section) in KINDS.items() if other != kind}


@EVERY_LANGUAGE
@EVERY_KIND
@pytest.mark.parametrize("answered", [minimal, full], ids=["minimal", "full"])
def test_no_heading_is_empty(kind: str, language: Language, answered) -> None:  # type: ignore[no-untyped-def]
    """After a heading comes text, a table or a heading one level down; levels never skip."""
    document = made(answered(kind), language)
    every = levels(document)

    assert every[-1] == 0
    for here, after in pairwise(every):
        assert not here or after == 0 or after == here + 1
    found = [level for level in every if level]
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


@settings(max_examples=40)
@given(data=st.data())
def test_any_answers_leave_no_gap(data: st.DataObject) -> None:
    """Whatever has been answered so far, the draft reads well."""
    answered = full(data.draw(st.sampled_from(sorted(KINDS))))
    given = {name: answered[name] for name in data.draw(st.sets(st.sampled_from(sorted(answered))))}
    text = before_the_details(made(given))

    assert gaps(text) == []


# ---- what the letter says -------------------------------------------------------------------------------------------


def test_typed_paragraphs_are_paragraphs_of_the_letter() -> None:
    given = full("own_work") | {"own_view": "Eerst dit.\n\nDan dat."}
    own = [paragraph for paragraph in made(given).paragraphs if paragraph.text in ("Eerst dit.", "Dan dat.")]

    assert [paragraph.text for paragraph in own] == ["Eerst dit.", "Dan dat."]
    assert {paragraph.style.name for paragraph in own if paragraph.style} == {"Body Text"}


def test_an_answer_behind_a_lead_keeps_its_paragraphs_too() -> None:
    given = full("own_work") | {"physician_note": "Eerst dit.\n\nDan dat."}
    own = [p for p in made(given).paragraphs if p.text in ("Verder advies. Eerst dit.", "Dan dat.")]

    assert [paragraph.text for paragraph in own] == ["Verder advies. Eerst dit.", "Dan dat."]
    assert {paragraph.style.name for paragraph in own if paragraph.style} == {"Body Text"}


def test_a_result_too_long_for_a_cell_stands_in_full_below_the_table() -> None:
    long = "Lang verhaal. " * 60 + "\nEn dit nog."
    first = {"talks.1.talk_date": "2026-10-01", "talks.1.talk_result": long}
    second = {"talks.2.talk_kind": "physician", "talks.2.talk_date": "2026-10-02", "talks.2.talk_result": "Kort."}
    document = made(full("own_work") | first | second)
    table = next(table for table in document.tables if table.rows[0].cells[2].text == "Wat kwam eruit")
    after = [p.text.replace("\u00a0", " ") for p in document.paragraphs]

    assert [row.cells[2].text for row in table.rows[1:]] == ["Zie onder deze tabel.", "Kort."]
    assert sum(", 1 oktober 2026. Lang verhaal." in text for text in after) == 1
    assert "En dit nog." in after
    assert not any(", 2 oktober 2026. Kort." in text for text in after)


def test_the_short_answers_of_a_section_stand_together() -> None:
    """The first two and the last two rows of a long table, and all rows of a short one."""
    parts = [table for table in made(full("own_work")).tables if table.style.name == "House Facts"][1:]
    assert parts
    for table in parts:
        kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
        last = len(kept) - 1
        assert kept == [n < last and (last < 4 or n in (0, last - 1)) for n in range(last + 1)]


def test_the_physicians_answers_stay_out() -> None:
    secret = {question.name: "GEHEIM" for question in form().questions() if question.notice == "physician"}
    given = full("own_work") | {name: value for name, value in secret.items() if name in full("own_work")}
    given["doctors.1.doctor_name"] = "GEHEIM"

    assert "GEHEIM" not in told(made(given))


def test_final_letter_is_signed_and_draft_is_not() -> None:
    final = made(full("own_work"), concept=False, missing=[])
    draft = made(full("own_work"), concept=True, missing=["Achternaam", "Functie"])

    assert "Handtekening" in told(final)
    assert "niet klaar" not in told(final)
    assert "Handtekening" not in told(draft)
    assert "– Achternaam\n– Functie" in told(draft)


@EVERY_LANGUAGE
def test_draft_is_marked_on_every_page(language: Language) -> None:
    word_ = {"nl": "CONCEPT – niet ondertekenen", "en": "DRAFT – do not sign"}[language]
    section = made({}, language).sections[0]
    final = made(full("own_work"), language, concept=False).sections[0]

    for header in (section.first_page_header, section.header):
        assert word_ in header.paragraphs[0].text.replace("\u00a0", " ")
        assert header._element.findall(".//" + qn("w:pict"))
    for header in (final.first_page_header, final.header):
        assert word_ not in header.paragraphs[0].text.replace("\u00a0", " ")
        assert not header._element.findall(".//" + qn("w:pict"))


def test_reading_copy_says_so_on_every_page_and_is_not_signed() -> None:
    document = made(full("own_work"), "en", concept=False)
    section = document.sections[0]

    assert lines(document)[0].startswith("Reading copy in English. The Dutch letter is the one you send.")
    for header in (section.first_page_header, section.header):
        assert "Reading copy" in header.paragraphs[0].text.replace("\u00a0", " ")
    assert "Signature" not in told(document)
    assert "Reading copy" not in told(made(full("own_work"), "nl"))


def test_every_page_says_that_it_is_no_form_of_uwv() -> None:
    section = made(minimal("own_work")).sections[0]

    for footer in (section.first_page_footer, section.footer):
        text = footer.paragraphs[0].text.replace("\u00a0", " ")
        assert text.startswith("Voorbereiding en bijlage, geen formulier van UWV\tPagina ")
        assert "opgesteld op 23 november 2026" in text


def test_stop_is_named_with_its_reason() -> None:
    reason = Text("UWV heeft dit al beoordeeld.", "UWV has already assessed this.")
    stopped = told(made(minimal("own_work"), "nl", reason))

    assert "geen oordeel geeft. De uitleg daarbij is:\nUWV heeft dit al beoordeeld.\nToch vraag ik" in stopped
    assert "Toch vraag ik" not in told(made(minimal("own_work")))


def test_other_body_is_addressed_and_uwvs_cost_left_out() -> None:
    paid = minimal("own_work") | {"costs_known": "yes"}
    other = paid | {"cao_body": "yes", "cao_body_name": "Commissie Voorbeeld"}

    assert "UWV\nAanvraag deskundigenoordeel" in told(made(paid))
    assert "kosten in rekening" in told(made(paid))
    assert "Commissie Voorbeeld\nAanvraag deskundigenoordeel" in told(made(other))
    assert "kosten in rekening" not in told(made(other))


@pytest.mark.parametrize(
    ("addition", "street"), [("", "Zeedijk 5"), ("2", "Zeedijk 5-2"), ("bis", "Zeedijk 5 bis"), ("A", "Zeedijk 5 A")]
)
def test_address(addition: str, street: str) -> None:
    given = minimal("own_work") | {"street": "Zeedijk", "house_number": "5", "house_addition": addition}

    assert f"\n{street}\n" in told(made(given))


def test_name_has_its_prefix() -> None:
    given = minimal("own_work") | {"initials": "N.", "first_name": "Noor", "prefix": "'t", "surname": "Hooft"}
    document = made(given)

    assert "N. (Noor) 't Hooft" in told(document)
    assert document.sections[0].header.paragraphs[0].text.startswith("Onderbouwing deskundigenoordeel – N. (Noor) 't")


def test_one_spell_of_absence_is_said_in_the_singular() -> None:
    assert "I was ill once." in told(made(full("frequent_absence"), "en"))


def test_enclosures_are_numbered() -> None:
    papers = {f"enclosures.{n}.enclosure_kind": kind for n, kind in enumerate(("job_description", "other"), 1)}
    given = minimal("own_work") | papers | {"enclosures.2.enclosure_other": "foto van de werkplek"}
    table = next(t for t in made(given).tables if t.cell(0, 0).text == "Nr.")

    assert [row.cells[0].text for row in table.rows[1:]] == ["1", "2"]
    assert table.cell(2, 1).text == "Foto van de werkplek"


# ---- the file -------------------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
def test_language_and_title(language: Language) -> None:
    document = made(minimal("own_work"), language)
    lang = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert lang.get(qn("w:val")) == {"nl": "nl-NL", "en": "en-GB"}[language]
    assert document.core_properties.title == letter.TITLE[language]
    assert document.core_properties.author == ""


@EVERY_KIND
def test_every_table_says_what_it_is_and_heads_repeat(kind: str) -> None:
    document = made(full(kind))

    assert document.tables
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        head = table.rows[0]._tr.trPr.find(qn("w:tblHeader"))
        assert (head is not None) == (table.style.name == "House Table")
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_only_styles_of_the_house_are_used() -> None:
    document = made(full("employer_effort"))

    assert {p.style.name for p in document.paragraphs} <= {style.name for style in document.styles}
    assert not any(p.style.name in ("Normal", "Tag") for p in document.paragraphs)


def test_closing_part_starts_on_a_new_page() -> None:
    document = made(minimal("own_work"))
    last = [p for p in document.paragraphs if p.style.name == "Heading 1"][-1]

    assert last.text == CLOSING
    assert last.paragraph_format.page_break_before
