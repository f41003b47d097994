"""The rationale and its cover sheet: prose without gaps, every answer in it, and no score in the document."""

import datetime
import io
import re
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document

from formgen import answers, documents
from formgen.answers import Answers
from formgen.documents import word
from formgen.form import Form
from formgen.library import Library
from formgen.loader.answersfile import read_answers
from templates.source import rationale, rationale_card

ROOT = Path(__file__).parents[1]
NAME = "onderbouwing-afwijking-deskundigenoordeel"
TODAY = datetime.date(2026, 11, 23)
CASES = sorted(path.stem for path in (ROOT / "samples" / NAME).glob("*.yml"))
GAP = re.compile(r"None|  | \.| ,|\.\.(?!\.)|\( |\(\)|\{|\}|“”")
RESERVED = {"today", "full_name", "week_now", "concept", "missing", "stopped", "findings", "score", "overview"}


@cache
def form() -> Form:
    return Library((ROOT,)).load(NAME)


@cache
def given(case: str) -> Answers:
    path = ROOT / "samples" / NAME / f"{case}.yml"
    return answers.read(form(), read_answers(path.read_bytes(), path.name).answers, TODAY)


def made(read: Answers, document: str) -> Document:
    wanted = next(one for one in form().documents if one.name == document)
    return docx.Document(io.BytesIO(documents.make(form(), read, wanted, "en").data))


def told(document: Document) -> str:
    parts = [
        piece.text or "" if piece.tag.endswith("}t") else "\n"
        for piece in document.element.body.iter()
        if piece.tag.endswith(("}t", "}p", "}br"))
    ]
    return "".join(parts).replace("\u00a0", " ")


def test_there_are_cases() -> None:
    assert len(CASES) >= 4


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_placeholder_is_a_question(language: str) -> None:
    opened = word.open_template(rationale.rationale(language).bytes(), "x.docx")  # type: ignore[arg-type]
    assert {name.split(".")[0] for name in opened.placeholders} <= form().by_name.keys() | RESERVED


def test_both_languages_ask_for_the_same() -> None:
    asked = [
        word.open_template(rationale.rationale(language).bytes(), "x.docx").placeholders for language in ("nl", "en")
    ]
    assert asked[0] - asked[1] <= {"employer_signer", "employer_signer_role", "signing_place", "signing_date"}
    assert asked[1] <= asked[0]


def test_the_score_and_the_findings_are_not_in_the_document() -> None:
    asked = word.open_template(rationale.rationale("nl").bytes(), "x.docx").placeholders
    assert not asked & {"score", "findings"}
    assert {"score", "findings"} <= word.open_template(rationale_card.card().bytes(), "x.docx").placeholders


@pytest.mark.parametrize("document", ["rationale", "reading_copy"])
@pytest.mark.parametrize("case", CASES)
def test_no_gap_in_the_text(case: str, document: str) -> None:
    lines = told(made(given(case), document)).split("\n")
    assert [line for line in lines if GAP.search(line.strip())] == []


@pytest.mark.parametrize("case", CASES)
def test_every_text_of_the_writer_is_in_it(case: str) -> None:
    text = " ".join(told(made(given(case), "rationale")).split()).lower()
    read = given(case)
    lacking = []
    for name, answer in read.raw.items():
        question = form().by_name[name.split(".")[-1]]
        if question.kind in ("long text", "short text") and question.name not in ("first_name", "employer_city"):
            said = " ".join(answer.split()).lower()
            if said.rstrip(".") not in text:
                lacking.append(name)
    assert lacking == []


def test_the_rationale_of_case_8_argues() -> None:
    text = told(made(given("case-8"), "rationale"))
    for sentence in (
        "De werknemer heeft op 17 augustus 2026 een deskundigenoordeel gevraagd.",
        "UWV heeft daarbij geen voorbehoud gemaakt.",
        "Wij wijken vanaf 1 december 2026 af voor het aantal uren vanaf 1 december 2026.",
        "De werknemer is het deels eens met de afwijking.",
        "Wij aanvaarden dat risico.",
        "Wij stoppen met de afwijking als de werknemer twee weken achter elkaar",
    ):
        assert sentence in text
    assert "punten" not in text


def test_reasons_are_headings_that_state() -> None:
    headings = [p.text for p in made(given("case-8"), "rationale").paragraphs if p.style.name == "Heading 2"]
    assert headings[0] == "Er is een nieuw feit: het advies van 9 november 2026"
    assert len(headings) == 3


@pytest.mark.parametrize(("case", "words"), [("case-8", "20 van 20 punten."), ("case-8b", "overtuigt nog niet")])
def test_the_cover_sheet_says_how_convincing_it_is(case: str, words: str) -> None:
    assert words in told(made(given(case), "cover_sheet"))


def test_the_cover_sheet_of_a_bare_disagreement_names_the_red_flags() -> None:
    rows = [
        cell.text for table in made(given("case-8b"), "cover_sheet").tables for row in table.rows for cell in row.cells
    ]
    assert "Rood" in rows
    assert {"RF1", "RF2", "RF3"} <= set(rows)


def test_a_draft_is_not_signed_and_names_what_is_missing() -> None:
    raw = {name: text for name, text in given("case-8").raw.items() if name != "review_date"}
    text = told(made(answers.read(form(), raw, TODAY), "rationale"))
    assert "Dit stuk is nog niet klaar om te ondertekenen." in text
    assert form().by_name["review_date"].ask.nl in text
    assert "Handtekening" not in text


def test_building_gives_the_committed_files(tmp_path: Path) -> None:
    rationale.build(tmp_path)
    built = sorted(path.name for path in tmp_path.iterdir())
    assert len(built) == 3
    for name in built:
        assert (tmp_path / name).read_bytes() == (ROOT / "templates" / name).read_bytes(), name
