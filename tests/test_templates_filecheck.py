"""The file check of each form: every finding with its source, what is missing, what is due; on one page; no promise."""

import datetime
import io
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import docx
import pypdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen import documents
from formgen.answers import Answers, read
from formgen.documents import conversion, word
from formgen.guidance.checks import judge
from formgen.library import SHIPPED
from formgen.lint import sample_paths
from formgen.loader.answersfile import read_answers
from formgen.text import LANGUAGES, Language
from templates.source import filecheck
from tests.golden import LIBRARY
from tests.worddocs import settled
from tests.wordreading import gaps, levels, told

TODAY = datetime.date(2026, 11, 23)
FORMS = {name: LIBRARY.load(name) for name in LIBRARY.names()}
CASES = [(name, path.stem) for name, form in FORMS.items() for path in sample_paths(form)]
EVERY_CASE = pytest.mark.parametrize(("form", "case"), CASES)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
PLAN, RATIONALE = "plan-van-aanpak-spoor-2", "onderbouwing-afwijking-deskundigenoordeel"


@cache
def raw(form: str, case: str) -> Mapping[str, str]:
    path = SHIPPED / "samples" / form / f"{case}.yml"
    return read_answers(path.read_bytes(), path.name).answers


def answers(form: str, case: str, **over: str) -> Answers:
    return read(FORMS[form], {**raw(form, case), **over}, TODAY)


def data(given: Answers, language: Language = "nl") -> bytes:
    document = next(one for one in given.form.documents if one.name == "file_check")
    return documents.make(given.form, given, document, language).data


def check(given: Answers, language: Language = "nl") -> Document:
    return docx.Document(io.BytesIO(data(given, language)))


def table(document: Document, head: str) -> Table:
    return next(table for table in document.tables if table.cell(0, 0).text == head)


def rows(table: Table) -> list[list[str]]:
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]


# ---- every form has one ---------------------------------------------------------------------------------------------


def test_every_form_has_a_file_check_for_its_writer_even_when_stopped() -> None:
    assert [check.form for check in filecheck.CHECKS] == sorted(FORMS, key=[c.form for c in filecheck.CHECKS].index)
    for form in FORMS.values():
        document = next(one for one in form.documents if one.name == "file_check")
        assert (document.audience, document.even_if_stopped, document.language) == ("self", True, None)


def test_rebuilding_gives_the_committed_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    filecheck.build(tmp_path)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert len(built) == len(FORMS) * len(LANGUAGES)
    for name, made in built.items():
        assert (SHIPPED / "templates" / name).read_bytes() == made, f"run python -m templates.source: {name} is older"


@pytest.mark.parametrize("name", FORMS)
def test_both_languages_ask_for_the_same(name: str) -> None:
    one = next(check for check in filecheck.CHECKS if check.form == name)
    nl, en = (word.open_template(one.template(language).bytes(), "x.docx") for language in LANGUAGES)

    assert nl.placeholders == en.placeholders
    assert settled(nl)
    assert settled(en)


# ---- what it says ---------------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
@EVERY_CASE
def test_every_finding_stands_in_it_with_its_source(form: str, case: str, language: Language) -> None:
    given = answers(form, case)
    text = told(check(given, language))

    found = [one for one in judge(given) if one.name != "privacy"]
    told_of = [one for one in found if one.sentence[language].split(". ")[0].replace("\u00a0", " ") in text]
    assert len(told_of) == len(found) or "Controleer uw antwoorden" in text or "Check your answers" in text
    assert told_of or not found
    if not re.search(r"Ook dit, in het kort|This as well, in brief|punten?: zie|more: see", text):
        for one in found:
            assert one.sentence[language].replace("\u00a0", " ") in text, one.name
            assert not one.unconfirmed or {"nl": "– niet bevestigd", "en": "– unconfirmed"}[language] in text


def test_many_points_are_told_in_brief_and_the_rest_is_counted() -> None:
    text = told(check(answers(RATIONALE, "case-8b")))
    document = check(answers(RATIONALE, "case-8b"))
    full, brief = (len(rows(table)) - 1 for table in document.tables if table.cell(0, 0).text == "Niveau")

    assert 1 <= full <= 6 < full + brief + 1
    assert f"En nog {16 - full - brief} punten: zie Controleer uw antwoorden in de vragenlijst." in text


@EVERY_LANGUAGE
@EVERY_CASE
def test_it_promises_nothing_and_leaves_no_gap(form: str, case: str, language: Language) -> None:
    text = told(check(answers(form, case), language))

    closing = {
        "nl": "Dit is onze checklist, geen oordeel van UWV. UWV beoordeelt het dossier zelf.",
        "en": "This is our checklist, not a judgement of UWV. UWV judges the file itself.",
    }
    assert text.rstrip().split("\n")[-1].startswith(closing[language])
    assert not re.search(r"UWV (will accept|accepts|approves)|UWV (keurt|zal het).*goed", text)
    assert gaps(text) == []


def test_the_levels_come_gravest_first() -> None:
    tables = [one for one in check(answers(RATIONALE, "zo-kort-mogelijk")).tables if one.cell(0, 0).text == "Niveau"]
    found = [row[0].split("\n")[0] for one in tables for row in rows(one)[1:]]

    assert found == sorted(found, key=["Stop", "Rood", "Oranje", "Let op"].index)
    assert {"Rood", "Oranje"} <= set(found)


def test_a_row_says_the_rule_the_place_and_who_says_so() -> None:
    (row,) = rows(table(check(answers(RATIONALE, "case-8")), "Niveau"))[1:]

    assert row[0] == "Rood\nR27"
    assert row[2].startswith("Andere mogelijkheden die u hebt afgewogen\nUWV, Beleidsregels deskundigenoordeel")
    assert row[2].endswith("30 november 2010 – niet bevestigd")


def test_a_stop_is_named_first() -> None:
    text = told(check(answers("deskundigenoordeel-werknemer", "case-5")))

    assert "Let op: er is een reden om te stoppen. Lees eerst wat er bij Stop staat." in text
    assert "\nStop\n" in text


def test_a_clean_file() -> None:
    text = told(check(answers(PLAN, "volledig")))

    assert "Er zijn geen rode of oranje punten gevonden. Alle 17 onderdelen van de vragenlijst zijn compleet." in text
    assert "Wat beter kan" not in text
    assert "Wat nog ontbreekt" not in text


def test_what_is_missing_is_named_by_part() -> None:
    document = check(answers(PLAN, "concept"), "en")
    found = rows(table(document, "Part"))

    assert "Of the 17 parts of the questionnaire 9 are complete." in told(document)
    assert found[1] == ["Details and parties", "Date of birth"]
    assert len(found) == 1 + 3
    assert "And 5 more parts: see Check your answers in the questionnaire." in told(document)


def test_the_calendar_says_the_week_what_should_be_done_and_what_follows() -> None:
    found = rows(table(check(answers(RATIONALE, "case-8")), "Hoort klaar te zijn"))

    assert "Vandaag, maandag 23 november 2026, is week 86." in told(check(answers(RATIONALE, "case-8")))
    assert "Probleemanalyse (18 mei 2025)" in found[0][1].split("; ")
    assert found[-1] == ["Hierna", "Periodieke evaluatie, nummer 13 (29 november 2026)"]


def test_without_a_first_sick_day_there_is_no_calendar() -> None:
    text = told(check(answers(RATIONALE, "case-8", first_sick_day="")))

    assert "Waar u nu hoort te zijn" not in text
    assert gaps(text) == []


def test_words_about_health_are_not_said_again() -> None:
    text = told(check(answers("deskundigenoordeel-werkgever", "case-3-medische-woorden"))).lower()

    assert "bij “wat vindt u zelf, en waarom?” staan woorden over gezondheid." in text
    assert not re.search(r"burn-?out|medicijn", text)


# ---- the last part of two forms -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "words"), [("case-8", "Sterkte: 20 van 20 punten. De onderbouwing is sterk."), ("case-8b", "nog niet.")]
)
def test_the_strength_of_a_rationale(case: str, words: str) -> None:
    document = check(answers(RATIONALE, case))
    points = [row[1] for one in document.tables for row in rows(one) if row[0] == "Nog niet gehaald"]

    assert words in told(document)
    assert [len(cell.split("; ")) for cell in points] == ([] if case == "case-8" else [8])


def test_the_writers_own_answers_on_a_plan() -> None:
    text = told(check(answers(PLAN, "concept")))

    for said in (
        "Verstoord. Hulp: nog niets",
        "Ja, de werkgever, sinds 5 oktober 2026. Daarna: nog niets",
        "Eerstejaarsevaluatie: niet gedaan",
    ):
        assert said in text
    assert "Uw eigen antwoorden" not in told(check(answers(PLAN, "zo-kort-mogelijk")))


@settings(max_examples=30)
@given(made=st.data())
def test_any_answers_leave_no_gap(made: st.DataObject) -> None:
    form, case = made.draw(st.sampled_from(CASES))
    typed = raw(form, case)
    kept = {name: typed[name] for name in made.draw(st.sets(st.sampled_from(sorted(typed))))}

    assert gaps(told(check(read(FORMS[form], kept, TODAY)))) == []


# ---- the file -------------------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
@EVERY_CASE
def test_it_is_accessible(form: str, case: str, language: Language) -> None:
    document = check(answers(form, case), language)
    found = levels(document)
    lang = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert not any(one and two for one, two in pairwise(found)), "a heading without text"
    assert set(found) == {0, 1}
    for one in document.tables:
        assert one._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert (one.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None) == (one.style.name == "House Table")
    assert lang.get(qn("w:val")) == {"nl": "nl-NL", "en": "en-GB"}[language]
    assert document.core_properties.title == filecheck.TITLE[language]


def test_it_bears_no_mark_of_a_draft_or_a_reading_copy() -> None:
    for language in LANGUAGES:
        section = check(answers(PLAN, "concept"), language).sections[0]
        for part in (section.first_page_header, section.header):
            assert not re.search("CONCEPT|DRAFT|Reading", "".join(p.text for p in part.paragraphs))
            assert not part._element.findall(".//" + qn("w:pict"))
        assert section.footer.paragraphs[0].text.startswith(filecheck.NOTICE[language])


def worst() -> list[Answers]:
    """Cases in which much is late, doubted and missing at once, beside the writer's own answers."""
    late = {f"late_steps.{n}.late_step": raw(PLAN, "concept")["late_steps.1.late_step"] for n in range(1, 13)}
    return [
        answers(PLAN, "concept", **late),
        answers(PLAN, "concept", **late, city="", job_title="", employer_name="", guided_by="", reason=""),
        read(FORMS[PLAN], {"first_sick_day": "2025-01-01"} | late, TODAY),
        *(read(form, {"first_sick_day": "2025-01-01"}, TODAY) for form in FORMS.values()),
        *(read(form, {}, TODAY) for form in FORMS.values()),
    ]


def test_every_case_fits_on_one_page() -> None:
    given = [answers(form, case) for form, case in CASES] + worst()
    made = [data(one, language) for language in LANGUAGES for one in given]
    pages = [len(pypdf.PdfReader(io.BytesIO(pdf)).pages) for pdf in conversion.pdfs(made)]

    assert len(pages) == 2 * len(given) > 60
    assert pages == [1] * len(pages)
