"""The plan: sixteen sections, every answer told, nothing ticked in advance, no gap in any draft."""

import datetime
import io
import re
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

from formgen import guidance
from formgen.answers import read
from formgen.documents import word, wording
from formgen.form import Question
from formgen.guidance.checks import judge
from formgen.lint import sample_paths
from formgen.loader.answersfile import read_answers
from formgen.text import LANGUAGES, Language
from templates.source import plan
from tests.golden import LIBRARY
from tests.worddocs import settled
from tests.wordreading import levels

ROOT = Path(__file__).resolve().parents[1]
FORM = LIBRARY.load("plan-van-aanpak-spoor-2")
PATHS = {path.stem: path for path in sample_paths(FORM)}
SAMPLES = sorted(PATHS)
TODAY = datetime.date(2026, 11, 19)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
EVERY_SAMPLE = pytest.mark.parametrize("name", SAMPLES)
GAP = re.compile(
    r"None|Undefined|\{\{|\{%|[ \u00a0]{2}| [.,;:?](?!\w)|\(\)|,\s*[.,]|(?<!t)\.\.(?!\.)|: *$", re.MULTILINE
)
ONLY_FOR_THE_WRITER = {question.name for question in FORM.sections[-1].questions} | {
    inner.name for question in FORM.sections[-1].questions for inner in question.questions
}
# What the plan says in words of its own, or not at all: a kind beside a name, and who ticks what by pen.
NOT_TOLD_AS_TYPED = {"activity_kind", "employee_agrees", "usable_capacity", "guided_by", "contract_hours"}


@cache
def template(language: Language) -> word.WordTemplate:
    return word.open_template(plan.plan(language).bytes(), plan.NAME.format(language))


@cache
def sample(name: str) -> Mapping[str, str]:
    return read_answers(PATHS[name].read_bytes(), name).answers


def words(raw: Mapping[str, str], language: Language = "nl") -> dict[str, object]:
    answers = read(FORM, raw, TODAY)
    guide, found = guidance.load(FORM.folder), judge(answers)
    return wording.words(answers, language, guide.facts, (), guide.milestones, found, guide.sources)


def made(raw: Mapping[str, str], language: Language = "nl", **over: object) -> Document:
    return docx.Document(io.BytesIO(template(language).render(words(raw, language) | over, TODAY)))


def told(document: Document) -> str:
    lines = []
    for paragraph in document.element.body.iter(qn("w:p")):
        pieces = [
            "\n" if piece.tag == qn("w:br") else "\t" if piece.tag == qn("w:tab") else piece.text or ""
            for piece in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
            if piece.getparent().tag == qn("w:r")
        ]
        lines.append("".join(pieces))
    return "\n".join(lines).replace("\u00a0", " ")


def headings(document: Document, level: int = 1) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def gaps(text: str) -> list[str]:
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if GAP.search(line) and not (line.endswith(":") and not GAP.search(line[:-1]))]


# ---- building -------------------------------------------------------------------------------------------------------


def test_rebuilding_gives_the_committed_files(tmp_path: Path) -> None:
    plan.build(tmp_path)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert set(built) == {plan.NAME.format("nl"), plan.NAME.format("en")}
    for name, data in built.items():
        assert (ROOT / "templates" / name).read_bytes() == data, f"run python -m templates.source: {name} is older"


def test_both_languages_ask_for_the_same() -> None:
    assert template("nl").placeholders - {"signing_place", "signing_date"} == template("en").placeholders


@EVERY_LANGUAGE
def test_no_document_needs_its_tables_mended(language: Language) -> None:
    assert settled(template(language))


# ---- what the plan says ---------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
@EVERY_SAMPLE
def test_sixteen_sections_and_the_calendar(name: str, language: Language) -> None:
    found = headings(made(sample(name), language))

    assert len(found) == 17
    assert (
        found[15:]
        == {
            "nl": ["Ondertekening", "Bijlage: data van de 104\u00a0weken"],
            "en": ["Signatures", "Annex: dates of the 104\u00a0weeks"],
        }[language]
    )


def test_an_empty_plan_has_its_sections_too_and_says_that_they_are_still_to_be_filled_in() -> None:
    document = made({})

    assert len(headings(document)) == 16
    assert told(document).count("Dit deel is nog in te vullen.") > 8


def test_an_empty_part_of_a_final_plan_says_so() -> None:
    text = told(made(sample("zo-kort-mogelijk")))

    assert text.count("Hierover is in dit plan niets vastgelegd.") == 4
    assert "nog in te vullen" not in text


@EVERY_SAMPLE
def test_nothing_of_the_writers_own_check_is_in_the_plan(name: str) -> None:
    asked = {part for one in template("nl").placeholders for part in one.split(".")}

    assert ONLY_FOR_THE_WRITER
    assert not asked & ({"overview", "findings"} | ONLY_FOR_THE_WRITER)
    assert "De leidinggevende was afwezig" not in told(made(sample(name)))


def marked() -> dict[str, str]:
    """A word of its own in every text of the longest sample."""
    return {
        name: f"woord{n}" if FORM.by_name[name.split(".")[-1]].kind in ("short text", "long text") else text
        for n, (name, text) in enumerate(sample("agentschap-lang").items())
    }


def test_every_text_is_in_the_plan() -> None:
    text = told(made(marked()))
    wanted = [name for name, one in marked().items() if one.startswith("woord") and not is_writers(name)]

    assert len(wanted) > 150
    assert [name for name in wanted if not re.search(rf"(?i){marked()[name]}\b", text)] == []


def is_writers(name: str) -> bool:
    return name.split(".")[-1] in ONLY_FOR_THE_WRITER


@EVERY_SAMPLE
def test_every_other_answer_is_in_the_plan(name: str) -> None:
    text = told(made(sample(name))).lower()
    answers = read(FORM, sample(name), TODAY)
    lost = [one for one in answers.raw if not is_writers(one) and not is_told(one, answers, text)]

    assert lost == []


def is_told(name: str, answers, text: str) -> bool:  # type: ignore[no-untyped-def]
    question: Question = FORM.by_name[name.split(".")[-1]]
    if question.name in NOT_TOLD_AS_TYPED or question.kind in ("long text", "yes or no"):
        return True
    group, _, rest = name.partition(".")
    row = answers.rows(group)[answers.numbers[group].index(int(rest.split(".")[0]))] if rest else answers.values
    said = wording._shown(question, row[question.name], "nl")
    options = [str(one) for one in said] if isinstance(said, tuple) else [str(said), said.short, said.key]  # type: ignore[attr-defined]
    hidden = {"none", "no", "yes", "other", "two_years", "fml", "letter", "agrees", "partly", "planned", "unknown"}
    if question.options and not isinstance(said, tuple) and said.key in hidden:  # type: ignore[attr-defined]
        return True  # said in a sentence of the plan's own
    spoken = [one.replace("\u00a0", " ").lower() in text for one in options]
    return all(spoken) if isinstance(said, tuple) and question.name != "agency_criteria" else any(spoken) or not spoken


@EVERY_LANGUAGE
@EVERY_SAMPLE
def test_no_gap_in_a_sample(name: str, language: Language) -> None:
    assert gaps(told(made(sample(name), language))) == []


@settings(max_examples=40)
@given(data=st.data())
def test_any_answers_leave_no_gap(data: st.DataObject) -> None:
    """Whatever has been answered so far, the draft reads well."""
    answered = sample(data.draw(st.sampled_from(SAMPLES)))
    kept = {name: answered[name] for name in data.draw(st.sets(st.sampled_from(sorted(answered))))}

    assert gaps(told(made(kept))) == []


def test_costs_are_added_up() -> None:
    table = next(table for table in made(sample("volledig")).tables if table.cell(0, 0).text == "Post")

    assert [cell.text for cell in table.rows[-1].cells] == [
        "Totaal, voor rekening van de werkgever",
        "",
        "€\u00a05.620,00",
    ]


def test_the_planning_is_dark_where_an_activity_runs() -> None:
    table = next(table for table in made(sample("volledig")).tables if table.cell(0, 0).text == "Activiteit")
    shades = [
        [cell._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "12494D" for cell in row.cells[1:]]
        for row in table.rows[2:-1]
    ]

    assert table.cell(2, 0).text == "A1 Intake en trajectplan"
    assert [[n for n, dark in enumerate(row) if dark] for row in shades][:4] == [
        [0],
        [1, 2, 3],
        [1, 2, 3, 4],
        [3, 4, 5, 6, 7, 8, 9, 10],
    ]
    assert [n for n, cell in enumerate(table.rows[-1].cells[1:]) if cell.text == "●"] == [2, 5, 8, 12]


# ---- signatures -----------------------------------------------------------------------------------------------------


def signatures(document: Document):  # type: ignore[no-untyped-def]
    return next((table for table in document.tables if table.style.name == "House Sign"), None)


def test_three_sign_and_nothing_is_ticked() -> None:
    table = signatures(made(sample("volledig")))

    assert [table.cell(0, n).text.split("\n")[0] for n in (0, 2, 4)] == [
        "Werknemer",
        "Werkgever",
        "Re-integratiebureau",
    ]
    assert table.cell(1, 0).text == "☐ akkoord\n☐ gezien, niet akkoord"
    assert [table.cell(1, n).text for n in (2, 4)] == ["☐ akkoord", "☐ akkoord"]
    assert "☒" not in told(made(sample("volledig")))


def test_without_an_agency_two_sign() -> None:
    assert len(signatures(made(sample("zo-kort-mogelijk"))).columns) == 3
    assert "bureau" not in signatures(made(sample("zo-kort-mogelijk"))).cell(0, 2).text


def test_a_draft_says_what_is_missing_instead() -> None:
    document = made(sample("concept"))

    assert signatures(document) is None
    assert "Dit plan is een concept" in told(document)
    assert "\n– Geboortedatum\n" in told(document)
    for header in (document.sections[0].header, document.sections[0].first_page_header):
        assert "CONCEPT" in header.paragraphs[0].text
        assert header._element.findall(".//" + qn("w:pict"))


def test_the_reading_copy_is_not_signed() -> None:
    document = made(sample("volledig"), "en")

    assert signatures(document) is None
    assert "You sign the Dutch plan" in told(document)
    assert told(document).startswith("Reading copy in English. The Dutch plan is the one you sign.")


# ---- long answers ---------------------------------------------------------------------------------------------------


def test_a_long_answer_in_a_table_is_written_out_over_the_whole_width() -> None:
    long = "Staan en tillen. " * 60
    given = sample("volledig") | {"track1_jobs.2.track1_load": long}
    table = next(table for table in made(given).tables if table.cell(0, 0).text == "Functie")
    spans = [len(row._tr.findall(qn("w:tc"))) for row in table.rows]
    written = table.rows[2].cells[0].text

    assert spans == [4, 4, 1, 4, 4]
    assert written.startswith("Functie. Medewerker afwerking\nWat het werk vraagt. Staan en tillen.")
    assert "\nUitkomst. Geprobeerd, en het lukte niet\nWaarom niet aangeboden of gemaakt. " in written
    assert table.rows[2]._tr.trPr.find(qn("w:cantSplit")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for n, row in enumerate(table.rows) if n != 2)


def test_rights_and_duties_are_lists_that_hang() -> None:
    table = next(
        table for table in made(sample("concept")).tables if "Rechten van de werknemer" in table.cell(0, 0).text
    )

    assert [cell.text for cell in table.rows[1].cells] == [
        "–",
        "–\tMeewerken aan het traject\n–\tNaar gesprekken en afspraken komen",
        "–\tHet dossier bijhouden\n–\tHet loon doorbetalen",
    ]
    assert {p.style.name for cell in table.rows[1].cells for p in cell.paragraphs} == {"Cell List"}


def test_the_calendar_has_the_working_day_in_a_column_of_its_own() -> None:
    table = made(sample("volledig")).tables[-1]

    assert [cell.text for cell in table.rows[0].cells] == ["Week", "Wanneer", "Doe het op", "Wat", "Wie"]
    assert [cell.text for cell in table.rows[1].cells][:3] == ["1", "07-12-2025", "05-12-2025"]


def test_nothing_ready_for_applying_is_said_in_a_sentence() -> None:
    text = told(made(sample("volledig") | {"application_papers": "none"}))

    assert "Er is nog niets klaar om mee te solliciteren, ook geen cv." in text
    assert "Nu klaar" not in text


# ---- the file -------------------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
@EVERY_SAMPLE
def test_every_table_says_what_it_is_and_heads_repeat(name: str, language: Language) -> None:
    for table in made(sample(name), language).tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        head = table.rows[0]._tr.trPr.find(qn("w:tblHeader"))
        assert (head is not None) == (table.style.name == "House Table")


@EVERY_LANGUAGE
@EVERY_SAMPLE
def test_headings_are_in_order_and_none_is_without_text_below(name: str, language: Language) -> None:
    found = levels(made(sample(name), language))
    steps = [level for level in found if level]

    assert steps[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(steps))
    assert not any(one and two and two <= one for one, two in pairwise(found)), "a heading without text"
    assert found[-1] == 0


@EVERY_LANGUAGE
@EVERY_SAMPLE
def test_only_styles_of_the_house_are_used(name: str, language: Language) -> None:
    document = made(sample(name), language)
    inside = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]

    assert not any(p.style.name in ("Normal", "Tag") for p in (*document.paragraphs, *inside) if p.text)


@EVERY_LANGUAGE
@EVERY_SAMPLE
def test_language_and_title(name: str, language: Language) -> None:
    document = made(sample(name), language)
    lang = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert lang.get(qn("w:val")) == {"nl": "nl-NL", "en": "en-GB"}[language]
    assert document.core_properties.title == plan.TITLE[language]
    assert document.core_properties.language == {"nl": "nl-NL", "en": "en-GB"}[language]
