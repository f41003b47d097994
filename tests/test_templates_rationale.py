"""The rationale: prose that argues and leaves no gap, every answer in it, and no score in the document."""

import datetime
import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from formgen import answers, documents
from formgen.answers import Answers
from formgen.documents import word
from formgen.form import Form
from formgen.library import Library
from formgen.loader.answersfile import read_answers
from formgen.text import LANGUAGES, Language
from templates.source import rationale
from tests.wordreading import levels

ROOT = Path(__file__).parents[1]
NAME = "onderbouwing-afwijking-deskundigenoordeel"
TODAY = datetime.date(2026, 11, 23)
CASES = sorted(path.stem for path in (ROOT / "samples" / NAME).glob("*.yml"))
GAP = re.compile(r"None|  | \.| ,|\.\.(?!\.)|\( |\(\)|\{|\}|“”")
RESERVED = {"facts", "today", "full_name", "week_now", "concept", "missing", "stopped", "findings", "score", "overview"}


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
        "Op 14 september 2026 heeft UWV Eindhoven, op verzoek van de werknemer, geoordeeld dat het aangeboden werk",
        "Onze redenen: er is een nieuw feit: het advies van 9 november 2026; het werk is op de belastbaarheid",
        "Op 17 augustus 2026 heeft de werknemer een deskundigenoordeel gevraagd. De vraag luidde: “Is het",
        "UWV heeft daarbij geen voorbehoud gemaakt.",
        "Bij het oordeel had UWV deze papieren: de functiebeschrijving van het aangeboden werk",
        "Vanaf 1 december 2026 wijken wij af voor het aantal uren. Dat hebben wij op 18 november 2026 besloten. Het",
        "Deze feiten had UWV niet bij het oordeel van 14 september 2026:",
        "mogelijk – bekend sinds 9 november 2026 (bron: advies van de bedrijfsarts van 9 november 2026).",
        "De re-integratie gaat onverminderd door. Stap voor stap doen wij het volgende.",
        "Het oordeel geheel volgen hebben wij overwogen, maar niet gekozen. De werknemer zou 8 uur werk missen",
        "Een nieuw deskundigenoordeel vragen doen wij nu niet, maar sluiten wij niet uit.",
        "De werknemer is het deels eens met de afwijking.",
        "Wij kennen dat risico en aanvaarden het.",
        "kost dat over 12 maanden ongeveer € 35.280,00, zonder werkgeverslasten.",
        "Wij stoppen met de afwijking als de werknemer twee weken achter elkaar",
        "Daarover beslist de werkgever, na overleg met de werknemer en de bedrijfsarts.",
    ):
        assert sentence in text
    assert "punten" not in text


def test_the_reading_copy_is_english_around_the_answers_and_quotes_them() -> None:
    text = told(made(given("case-8"), "reading_copy"))
    for sentence in (
        "The Dutch rationale is the one you sign.",
        "found that “het aangeboden werk in het magazijn passend is tot 16 uur per week, en niet passend voor",
        "From 1 December 2026 we depart from it for “het aantal uren”. We decided this on 18 November 2026.",
        "Evidence: “Memo van de arbeidsdeskundige (bijlage 3)”, dated 16 November 2026.",
        "Following the opinion in full is something we considered, but did not choose.",
        "We know that risk and accept it.",
        "We end the deviation if “de werknemer twee weken",
    ):
        assert sentence in text


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("not_considered", "Bemiddeling (mediation) hebben wij niet overwogen."),
        ("rejected", "Bemiddeling (mediation) hebben wij overwogen, maar niet gekozen. Geen conflict."),
        ("in_reserve", "Bemiddeling (mediation) doen wij nu niet, maar sluiten wij niet uit. Geen conflict."),
        ("additional", "Bemiddeling (mediation) doen wij daarnaast. Geen conflict."),
        ("done", "Bemiddeling (mediation) hebben wij al gedaan. Geen conflict."),
    ],
)
def test_what_was_weighed_is_told_in_a_sentence(outcome: str, sentence: str) -> None:
    raw = given("case-8").raw | {"alternative_mediation": outcome, "alternative_mediation_reason": "Geen conflict."}
    lines = told(made(answers.read(form(), raw, TODAY), "rationale")).split("\n")
    assert sentence in [line.strip() for line in lines]


@pytest.mark.parametrize(
    ("office", "said"),
    [("UWV Eindhoven", "heeft UWV Eindhoven,"), ("Eindhoven", "heeft UWV (Eindhoven),"), ("", "heeft UWV, op")],
)
def test_the_office_of_uwv_is_named_once(office: str, said: str) -> None:
    raw = given("case-8").raw | {"opinion_office": office}
    assert said in told(made(answers.read(form(), raw, TODAY), "rationale"))


def test_a_page_long_opinion_is_not_in_the_summary() -> None:
    raw = given("case-8").raw | {"opinion_said": "het werk passend is " * 60}
    lines = told(made(answers.read(form(), raw, TODAY), "rationale")).split("\n")
    summary = next(line for line in lines if line.startswith("Kern."))
    assert "een oordeel gegeven, dat hieronder staat. Wij volgen" in summary
    assert len(summary) < 1000


def test_a_condition_of_a_step_stands_under_the_step() -> None:
    table = next(one for one in made(given("case-8"), "rationale").tables if one.cell(0, 0).text == "Periode")
    assert [cell.text for cell in table.rows[0].cells] == ["Periode", "Stap of maatregel", "Uren", "Wie"]
    assert table.cell(1, 1).text.split("\n")[1] == "Voorwaarde: zoals UWV passend vond"


def test_reasons_are_headings_that_state() -> None:
    headings = [p.text for p in made(given("case-8"), "rationale").paragraphs if p.style.name == "Heading 2"]
    assert headings[0] == "Er is een nieuw feit: het advies van 9 november 2026"
    assert len(headings) == 3


def test_a_draft_is_not_signed_and_names_what_is_missing() -> None:
    raw = {name: text for name, text in given("case-8").raw.items() if name != "review_date"}
    text = told(made(answers.read(form(), raw, TODAY), "rationale"))
    assert "Dit stuk is nog niet klaar om te ondertekenen." in text
    assert form().by_name["review_date"].ask.nl in text
    assert "Handtekening" not in text


def test_building_gives_the_committed_files(tmp_path: Path) -> None:
    rationale.build(tmp_path)
    built = sorted(path.name for path in tmp_path.iterdir())
    assert built == [rationale.NAME.format(language) for language in ("en", "nl")]
    for name in built:
        assert (tmp_path / name).read_bytes() == (ROOT / "templates" / name).read_bytes(), name


# ---- the file -------------------------------------------------------------------------------------------------------


EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
EVERY_CASE = pytest.mark.parametrize("case", CASES)


def written(case: str, language: Language) -> Document:
    return made(given(case), {"nl": "rationale", "en": "reading_copy"}[language])


@EVERY_LANGUAGE
@EVERY_CASE
def test_headings_are_in_order_and_none_is_without_text_below(case: str, language: Language) -> None:
    found = levels(written(case, language))
    steps = [level for level in found if level]
    assert steps[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(steps))
    assert not any(one and two and two <= one for one, two in pairwise(found)), "a heading without text"
    assert found[-1] == 0


@EVERY_LANGUAGE
@EVERY_CASE
def test_every_table_says_what_it_is_and_heads_repeat(case: str, language: Language) -> None:
    for table in written(case, language).tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        head = table.rows[0]._tr.trPr.find(qn("w:tblHeader"))
        assert (head is not None) == (table.style.name == "House Table")


@EVERY_LANGUAGE
@EVERY_CASE
def test_language_and_title(case: str, language: Language) -> None:
    document = written(case, language)
    lang = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == {"nl": "nl-NL", "en": "en-GB"}[language]
    assert document.core_properties.title == rationale.TITLE[language]
    assert document.core_properties.language == {"nl": "nl-NL", "en": "en-GB"}[language]
