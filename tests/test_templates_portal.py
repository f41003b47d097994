"""The sheet for the employer portal: every value UWV names, easy to copy, with a box to tick; and no signature."""

import datetime
import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen import answers as answering
from formgen.documents import word, wording
from formgen.form import Form
from formgen.library import Library
from formgen.lint import sample_paths
from formgen.loader.answersfile import read_answers
from templates.source import portal
from tests.wordreading import answered, gaps, headings, told

ROOT = Path(__file__).resolve().parents[1]
TODAY = datetime.date(2026, 11, 23)
BOX = "\u2610"
KINDS = ("own_work", "suitable_work", "employee_effort", "employer_effort", "frequent_absence", "wga_effort")


@cache
def form() -> Form:
    return Library((ROOT,)).load("deskundigenoordeel-werkgever")


@cache
def template() -> word.WordTemplate:
    return word.open_template(portal.portal().bytes(), portal.NAME)


def made(given: Mapping[str, str]) -> Document:
    values = wording.words(answering.read(form(), given, TODAY), "nl", {}, ())
    return docx.Document(io.BytesIO(template().render(values, TODAY)))


def sample(name: str) -> dict[str, str]:
    path = next(path for path in sample_paths(form()) if path.stem == name)
    return dict(read_answers(path.read_bytes(), path.name).answers)


def rows(document: Document) -> dict[str, str]:
    """What is asked and what to copy, over all steps but the papers."""
    found = {}
    for table in document.tables[:-1]:
        found |= {row.cells[0].text: row.cells[2].text for row in table.rows[1:]}
    return found


def value(document: Document, ask: str) -> str:
    """The value beside a question; the first one when two steps ask the same."""
    return next(
        row.cells[2].text.replace("\u00a0", " ")
        for table in document.tables
        for row in table.rows
        if row.cells[1].text == ask
    )


# ---- what it asks ---------------------------------------------------------------------------------------------------


def test_every_placeholder_is_a_question() -> None:
    known = {question.name for question in form().questions()} | {"today", "full_name", "concept", "missing"}

    assert {name.split(".")[0] for name in template().placeholders} <= known


NAMED = (  # in the order of UWV's page
    *("payroll_tax_number", "bsn", "birth_date", "street", "postcode", "city", "phone", "email"),
    *("first_sick_day", "contract_hours", "pay_date", "ohs_name", "ohs_address", "ohs_phone"),
)


def test_everything_uwv_names_is_there_in_its_order() -> None:
    values = "\n".join(value for step in portal.STEPS.values() for value in step.values())
    found = [re.search(rf"\b{name}\b", values) for name in NAMED]

    assert [name for name, place in zip(NAMED, found, strict=True) if place is None] == []
    places = [place.start() for place in found if place]
    assert places == sorted(places)
    assert "enclosures" in template().placeholders


def test_the_case_of_the_baker() -> None:
    document = made(sample("case-3"))

    assert value(document, "Loonheffingennummer") == "800000031L02"
    assert value(document, "Burgerservicenummer (BSN)") == "999990019"
    assert value(document, "Geboortedatum") == "19-07-1981"
    assert value(document, "Eerste ziektedag") == "15-09-2025"
    assert value(document, "Uren per week in het contract") == "38"
    assert value(document, "Is het loon gestopt? Vanaf welke datum?") == "Ja, gestopt vanaf 19-10-2026"
    assert value(document, "Huisnummer en toevoeging") == "40 B"
    assert value(document, "Datum of periode waar UWV naar kijkt") == "01-09-2026 tot en met 20-11-2026"
    assert value(document, "Nodig voor ontslag, omdat de werknemer niet meewerkt of vaak ziek is?").startswith("Ja")


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("none", "Nee"),
        ("announced", "Nee, wel aangekondigd vanaf 19-10-2026"),
        ("suspended", "Ja, opgeschort vanaf 19-10-2026"),
        ("lowered", "Nee, wel minder loon vanaf 19-10-2026"),
    ],
)
def test_pay(action: str, said: str) -> None:
    document = made(sample("case-3") | {"pay_action": action})

    assert value(document, "Is het loon gestopt? Vanaf welke datum?") == said


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_means_the_same_question_on_every_sheet(kind: str) -> None:
    full = rows(made(answered(form(), {"question_type": kind}, optional=True)))

    assert list(rows(made({}))) == list(full)
    assert list(full)[:4] == ["1.1", "1.2", "1.3", "1.4"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_value_is_empty(kind: str) -> None:
    for some in ({}, answered(form(), {"question_type": kind}, optional=False)):
        document = made(some)

        assert all(said.strip() for said in rows(document).values())
        assert gaps(told(document)) == []


@settings(max_examples=30)
@given(data=st.data())
def test_any_answers_leave_no_gap(data: st.DataObject) -> None:
    whole = answered(form(), {"question_type": data.draw(st.sampled_from(KINDS))}, optional=True)
    some = {name: whole[name] for name in data.draw(st.sets(st.sampled_from(sorted(whole))))}
    document = made(some)

    assert gaps(told(document)) == []
    assert all(said.strip() == said and said for said in rows(document).values())


# ---- how it looks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [path.stem for path in sample_paths(form())])
def test_every_row_has_a_value_in_bold_and_a_box(name: str) -> None:
    for table in made(sample(name)).tables:
        for row in table.rows[1:]:
            assert row.cells[3].text == BOX
            assert any(run.bold for cell in row.cells[1:3] for run in cell.paragraphs[0].runs if run.text.strip())


def test_the_box_has_a_font_that_has_it() -> None:
    box = made({}).tables[0].cell(1, 3).paragraphs[0].runs[0]

    assert box._r.rPr.rFonts.get(qn("w:eastAsia")) == "Segoe UI Symbol"


def test_every_table_says_what_it_is_and_heads_repeat() -> None:
    document = made(sample("case-3"))

    assert len(document.tables) == len(portal.STEPS) + 1
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_each_step_has_its_heading() -> None:
    assert [heading for _, heading in headings(made({}))] == [*portal.STEPS, "Documenten toevoegen"]


# ---- the papers -----------------------------------------------------------------------------------------------------


def papers(document: Document) -> Table:
    return document.tables[-1]


def test_papers_are_listed_after_our_own_two() -> None:
    table = papers(made(sample("case-3")))

    assert [row.cells[0].text for row in table.rows[1:]] == [f"6.{n}" for n in range(1, 10)]
    assert table.cell(1, 1).text == "Onderbouwing, met uw handtekening"
    assert table.cell(3, 2).text == "24-09-2026, 2 bladzijden"


def test_one_page_is_said_in_the_singular() -> None:
    assert papers(made(sample("eigen-werk"))).cell(4, 2).text == "12-11-2026, 1 bladzijde"


def test_no_papers_leave_our_own_two() -> None:
    assert len(papers(made(sample("wga"))).rows) == 3


@pytest.mark.parametrize(("name", "paper"), [("eigen-werk", "beschrijving van het eigen werk"), ("wga", "")])
def test_the_papers_of_the_question_are_named(name: str, paper: str) -> None:
    said = told(made(sample(name)))

    assert ("Bij deze vraag horen in elk geval:" in said) is bool(paper)
    assert paper in said


# ---- what it warns of -----------------------------------------------------------------------------------------------


def test_it_says_that_the_order_is_not_certain_and_that_it_is_to_be_destroyed() -> None:
    said = told(made(sample("case-3")))

    assert "in welke volgorde ze komen, is niet bevestigd" in said
    assert "Op dit blad staat een BSN. Laat het niet liggen en vernietig het na het indienen." in said
    assert "Hulpblad, niet versturen" in said


def test_nobody_signs_it() -> None:
    assert "Handtekening" not in told(made(sample("case-3")))


def test_a_draft_names_what_is_missing() -> None:
    said = told(made({}))

    assert "Dit blad is nog niet volledig. Op deze vragen ontbreekt nog een antwoord:" in said
    assert "nog niet volledig" not in told(made(sample("case-3")))


def test_a_draft_is_marked_in_words_for_what_nobody_signs() -> None:
    section = made({}).sections[0]
    heads = [part.paragraphs[0].text.replace("\u00a0", " ") for part in (section.first_page_header, section.header)]

    assert all("CONCEPT – nog niet volledig" in head for head in heads)
    assert not any("ondertekenen" in head for head in heads)
    final = made(sample("case-3")).sections[0]
    assert not any("CONCEPT" in part.paragraphs[0].text for part in (final.first_page_header, final.header))


def test_a_paper_of_which_only_the_date_is_known_has_a_dash() -> None:
    papers = made({"enclosures.1.enclosure_date": "2026-10-01"}).tables[-1]

    assert [cell.text for cell in papers.rows[-1].cells[1:3]] == ["–", "01-10-2026"]


def test_another_body_is_named() -> None:
    body = {"cao_body": "yes", "cao_body_name": "Commissie Voorbeeld"}

    assert "Uw cao wijst Commissie Voorbeeld aan als deskundige." in told(made(sample("case-3") | body))
    assert "Uw cao wijst" not in told(made(sample("case-3")))
