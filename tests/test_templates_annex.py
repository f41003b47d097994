"""The employer's annex: it asks only for what the form knows, tells every answer, and says nothing of illness."""

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

from formgen import answers as answering
from formgen.documents import word, wording
from formgen.errors import PrivacyError
from formgen.form import Form
from formgen.guidance import privacy
from formgen.library import SHIPPED, Library
from formgen.loader import load_facts
from formgen.loader.answersfile import read_answers
from formgen.text import LANGUAGES, Language, Text
from templates.source import annex
from tests.golden import CASES, LIBRARY, made_of, said
from tests.wordreading import (
    TEXTS,
    answered,
    before_the_details,
    gaps,
    headings,
    levels,
    lines,
    telling,
    told,
)

ROOT = Path(__file__).resolve().parents[1]
FORM = "deskundigenoordeel-werkgever"
TODAY = datetime.date(2026, 11, 23)
CLOSING = "Gegevens bij deze aanvraag"
RESERVED = {"concept", "facts", "full_name", "missing", "overview", "stopped", "today", "week_now"}
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
# Every kind of question an employer can ask, and a heading only its own section has.
KINDS = {
    "own_work": "Het eigen werk",
    "suitable_work": "Het werk waarover wij een oordeel vragen",
    "employee_effort": "Wat is afgesproken en gedaan",
    "employer_effort": "Wat wij hebben gedaan",
    "frequent_absence": "Het ziekteverzuim",
    "wga_effort": "Wat wij als eigenrisicodrager deden",
}
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
# The stems of words that name an illness, a complaint, a treatment or a cause; the annex itself uses none of them.
TELLING = re.compile(
    r"burn-?out|depress|angst|paniek|trauma|psych|verslav|kanker|tumor|hernia|diabet|astma|migraine|zwanger|bevalling"
    r"|operatie|ziekenhuis|medicijn|medicatie|therap|diagnos|aandoening|ziektebeeld|klacht|pijn|vermoeid|stress"
    r"|symptoom|letsel|behandel|dokter|anxiety|cancer|pregnan|surgery|hospital|disorder|syndrome|injury|treatment"
    r"|\bpain|fatigue|symptom|complaint",
    re.IGNORECASE,
)


# ---- what an annex is made from -------------------------------------------------------------------------------------


@cache
def form() -> Form:
    return Library((ROOT,)).load(FORM)


@cache
def template(language: Language) -> word.WordTemplate:
    return word.open_template(annex.annex(language).bytes(), annex.NAME.format(language))


def minimal(kind: str) -> dict[str, str]:
    return answered(form(), {"question_type": kind}, optional=False)


def full(kind: str) -> dict[str, str]:
    """Every question that can apply is answered, the yes-or-no ones with yes."""
    yes = {question.name: "yes" for question in form().questions() if question.kind == "yes or no"}
    return answered(form(), yes | {"cao_body": "yes", "pay_action": "stopped", "question_type": kind}, optional=True)


def made(given: Mapping[str, str], language: Language = "nl", *stopped: Text, **over: object) -> Document:
    values = wording.words(answering.read(form(), given, TODAY), language, load_facts(SHIPPED), stopped)
    return docx.Document(io.BytesIO(template(language).render(values | over, TODAY)))


def sample(name: str) -> dict[str, str]:
    path = ROOT / "samples" / FORM / f"{name}.yml"
    return dict(read_answers(path.read_bytes(), path.name).answers)


# ---- names ----------------------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
def test_every_placeholder_is_a_question(language: Language) -> None:
    known = {question.name for question in form().questions()} | RESERVED

    assert {name.split(".")[0] for name in template(language).placeholders} <= known


def test_both_languages_ask_for_the_same() -> None:
    assert template("nl").placeholders == template("en").placeholders


@EVERY_KIND
def test_every_short_answer_is_in_the_closing_part(kind: str) -> None:
    closing = told(made(full(kind))).split(CLOSING)[1]
    asked = [form().by_name[name] for name in answering.read(form(), full(kind), TODAY).values]
    wanted = [question for question in asked if not question.repeats and question.kind != "long text"]

    assert len(wanted) > 60
    assert [question.name for question in wanted if question.ask.nl not in closing] == []


@EVERY_LANGUAGE
@EVERY_KIND
@pytest.mark.parametrize("choose", [{}, {"track2_started": "no", "anything_tried": "no", "informed_other": "no"}])
def test_every_long_answer_and_every_row_is_in_the_annex(
    kind: str, language: Language, choose: Mapping[str, str]
) -> None:
    given = telling(form(), full(kind) | choose)
    said = before_the_details(made(given, language)).lower()
    read = answering.read(form(), given, TODAY)
    kinds = {name: form().by_name[name.split(".")[-1]].kind for name in read.raw}
    texts = [name for name, kind in kinds.items() if kind == "long text" or ("." in name and kind in TEXTS)]

    assert len(texts) > 5
    assert [name for name in texts if given[name].rstrip(".").lower() not in said] == []


@EVERY_KIND
def test_every_date_of_a_row_is_in_the_annex(kind: str) -> None:
    read = answering.read(form(), full(kind), TODAY)
    dates = [name for name in read.raw if "." in name and form().by_name[name.split(".")[-1]].kind == "date"]
    changed = full(kind) | {name: f"2026-09-{n + 1:02}" for n, name in enumerate(dates)}
    said = before_the_details(made(changed))

    assert len(dates) > 4
    for n in range(len(dates)):
        assert f"{n + 1:02}-09-2026" in said or f"{n + 1} september 2026" in said


# ---- every annex reads well -----------------------------------------------------------------------------------------


@EVERY_LANGUAGE
@EVERY_KIND
@pytest.mark.parametrize("some", [minimal, full], ids=["minimal", "full"])
def test_no_gap_in_an_annex(kind: str, language: Language, some) -> None:  # type: ignore[no-untyped-def]
    assert gaps(before_the_details(made(some(kind), language))) == []


@EVERY_LANGUAGE
def test_no_gap_in_an_empty_draft(language: Language) -> None:
    assert gaps(before_the_details(made({}, language))) == []


@settings(max_examples=40)
@given(data=st.data())
def test_any_answers_leave_no_gap(data: st.DataObject) -> None:
    """Whatever has been answered so far, the draft reads well."""
    all_of_it = full(data.draw(st.sampled_from(sorted(KINDS))))
    some = {name: all_of_it[name] for name in data.draw(st.sets(st.sampled_from(sorted(all_of_it))))}

    assert gaps(before_the_details(made(some))) == []


CHOICES = [
    (group.name, option.name)
    for group in form().questions()
    for option in group.options
    if form().group_of(group.name) is None and group.name not in ("question_type", "dismissal")
]


@settings(max_examples=60)
@given(kind=st.sampled_from(sorted(KINDS)), chosen=st.sampled_from(CHOICES))
def test_any_choice_leaves_no_gap(kind: str, chosen: tuple[str, str]) -> None:
    """Each option of each choice has words of its own, or none; never half a sentence."""
    assert gaps(before_the_details(made(full(kind) | dict([chosen])))) == []


@EVERY_KIND
def test_each_kind_has_its_own_section_and_only_that(kind: str) -> None:
    own = {heading for level, heading in headings(made(full(kind))) if level == 1}

    assert KINDS[kind] in own
    assert not own & {section for other, section in KINDS.items() if other != kind}


@EVERY_LANGUAGE
@EVERY_KIND
@pytest.mark.parametrize("some", [minimal, full], ids=["minimal", "full"])
def test_no_heading_is_empty(kind: str, language: Language, some) -> None:  # type: ignore[no-untyped-def]
    """After a heading comes text, a table or a heading one level down; levels never skip."""
    every = levels(made(some(kind), language))

    assert every[-1] == 0
    for here, after in pairwise(every):
        assert not here or after == 0 or after == here + 1
    found = [level for level in every if level]
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


# ---- what the annex says --------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
def test_the_annex_itself_says_nothing_of_an_illness(language: Language) -> None:
    """Every word the template can print, in each of its branches; only answers may add to it."""
    document = annex.annex(language).document
    printed = [re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", line) for line in lines(document)]

    assert len("".join(printed)) > 10_000
    assert [line for line in printed if TELLING.search(line)] == []


@pytest.mark.parametrize(
    ("name", "path"), [case for case in CASES if case[0] != "deskundigenoordeel-werknemer"], ids=str
)
def test_what_an_employer_sends_holds_no_word_about_health(name: str, path: Path) -> None:
    """In any sample: the documents are free of them, or they are not made until someone has read the texts again."""
    file = read_answers(path.read_bytes(), path.name)
    given = answering.read(LIBRARY.load(name), file.answers, file.today or TODAY)
    if privacy.to_confirm(given):
        with pytest.raises(PrivacyError):
            privacy.refuse_unconfirmed(given)
        return
    for language in LANGUAGES:
        for document in made_of(given.form, path, language):
            assert [hit.word for hit in privacy.hits(said(document))] == []


def test_a_reason_about_health_is_named_as_that_and_no_more() -> None:
    said = told(made(full("employee_effort") | {"reasons_given": "health"}))

    assert "alleen de bedrijfsarts beoordeelt zo'n reden" in said


@pytest.mark.parametrize(
    ("name", "reason"),
    [("case-3", "dat de werknemer niet meewerkt"), ("veelvuldig-verzuim", "dat de werknemer vaak ziek is")],
)
def test_a_dismissal_is_named_with_what_it_means_for_the_costs(name: str, reason: str) -> None:
    said = told(made(sample(name)))

    assert f"nodig voor ontslag, met als reden {reason}" in said
    assert "Voor een oordeel met dit doel brengt UWV geen kosten in rekening." in said
    assert "Wij weten dat UWV voor elke vraag kosten" not in said


def test_without_a_dismissal_the_costs_are_acknowledged() -> None:
    said = told(made(sample("eigen-werk")))

    assert "Doel van het oordeel" not in said
    assert "Wij weten dat UWV voor elke vraag kosten in rekening brengt." in said


def test_pay_measures_bear_their_dates() -> None:
    said = told(made(sample("case-3")))

    assert "Wij hebben het loon stopgezet vanaf 19 oktober 2026." in said
    assert "vooraf schriftelijk gewaarschuwd, op 16 oktober 2026." in said
    assert "Op 19 oktober 2026 hebben wij de werknemer geschreven dat het loon is gestopt." in said


def test_spells_of_absence_are_counted_and_listed() -> None:
    document = made(sample("veelvuldig-verzuim"))
    table = next(table for table in document.tables if table.cell(0, 0).text == "Ziek vanaf")

    assert "was de werknemer 10 keer ziek" in told(document)
    assert [cell.text for cell in table.rows[1].cells] == ["08-01-2024", "12-01-2024", "40"]
    assert len(table.rows) == 11


@pytest.mark.parametrize(("kind", "weeks"), [("own_work", True), ("frequent_absence", False), ("wga_effort", False)])
def test_the_week_is_named_only_for_one_absence_that_goes_on(kind: str, weeks: bool) -> None:
    assert ("nu week" in told(made(minimal(kind)))) is weeks


def test_final_annex_is_signed_and_draft_is_not() -> None:
    final = told(made(full("own_work"), concept=False, missing=[]))
    draft = told(made(full("own_work"), concept=True, missing=["Achternaam", "Functie"]))

    assert "Handtekening" in final
    assert "niet klaar" not in final
    assert "Handtekening" not in draft
    assert "– Achternaam\n– Functie" in draft


@pytest.mark.parametrize(("joint", "signatures"), [("yes", 2), ("no", 1)])
def test_in_a_joint_request_both_sign(joint: str, signatures: int) -> None:
    document = made(full("own_work") | {"joint": joint}, concept=False, missing=[])
    said = told(document)

    assert said.count("Handtekening") == signatures
    assert ("De werknemer vraagt het oordeel samen met ons aan." in said) is (joint == "yes")


@EVERY_LANGUAGE
def test_draft_is_marked_on_every_page(language: Language) -> None:
    mark = {"nl": "CONCEPT – niet ondertekenen", "en": "DRAFT – do not sign"}[language]
    section = made({}, language).sections[0]
    final = made(full("own_work"), language, concept=False).sections[0]

    for header in (section.first_page_header, section.header):
        assert mark in header.paragraphs[0].text.replace("\u00a0", " ")
    for header in (final.first_page_header, final.header):
        assert mark not in header.paragraphs[0].text.replace("\u00a0", " ")


def test_reading_copy_says_so_on_every_page_and_is_not_signed() -> None:
    document = made(full("own_work"), "en", concept=False)
    section = document.sections[0]

    assert lines(document)[0].startswith("Reading copy in English. The Dutch annex is the one you send.")
    for header in (section.first_page_header, section.header):
        assert "Reading copy" in header.paragraphs[0].text.replace("\u00a0", " ")
    assert "Signature" not in told(document)
    assert "Reading copy" not in told(made(full("own_work")))


def test_stop_is_named_with_its_reason() -> None:
    reason = Text("UWV heeft dit al beoordeeld.", "UWV has already assessed this.")
    stopped = told(made(minimal("own_work"), "nl", reason))

    assert "geen oordeel geeft. De uitleg daarbij is:\nUWV heeft dit al beoordeeld.\nToch vragen wij" in stopped
    assert "Toch vragen wij" not in told(made(minimal("own_work")))


def test_other_body_is_addressed_and_uwvs_cost_left_out() -> None:
    paid = minimal("own_work") | {"costs_known": "yes"}
    other = paid | {"cao_body": "yes", "cao_body_name": "Commissie Voorbeeld"}
    free = sample("case-3") | {"cao_body": "yes", "cao_body_name": "Commissie Voorbeeld"}

    assert "UWV\nAanvraag deskundigenoordeel" in told(made(paid))
    assert "Commissie Voorbeeld\nAanvraag deskundigenoordeel" in told(made(other))
    assert "Wij vragen Commissie Voorbeeld om een deskundigenoordeel" in told(made(other))
    assert "kosten in rekening" not in told(made(other))
    assert "kosten in rekening" not in told(made(free))


# ---- the file -------------------------------------------------------------------------------------------------------


@EVERY_LANGUAGE
def test_language_and_title(language: Language) -> None:
    document = made(minimal("own_work"), language)
    lang = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert lang.get(qn("w:val")) == {"nl": "nl-NL", "en": "en-GB"}[language]
    assert document.core_properties.title == annex.TITLE[language]
    assert document.core_properties.author == ""


@EVERY_KIND
def test_every_table_says_what_it_is_and_heads_repeat(kind: str) -> None:
    document = made(full(kind))

    assert len(document.tables) > 5
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        head = table.rows[0]._tr.trPr.find(qn("w:tblHeader"))
        assert (head is not None) == (table.style.name == "House Table")
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_closing_part_starts_on_a_new_page() -> None:
    last = [p for p in made(minimal("own_work")).paragraphs if p.style.name == "Heading 1"][-1]

    assert last.text == CLOSING
    assert last.paragraph_format.page_break_before


def test_every_page_says_that_it_is_no_form_of_uwv() -> None:
    section = made(minimal("own_work")).sections[0]

    for footer in (section.first_page_footer, section.footer):
        assert footer.paragraphs[0].text.startswith("Voorbereiding en bijlage, geen formulier van UWV\tPagina ")
