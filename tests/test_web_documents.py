"""The last page says of a form what that form says of itself, and nothing of another's; so does the first page."""

import datetime
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from formgen import condition, documents, guidance
from formgen.answers import Answers, read
from formgen.documents import wording
from formgen.form import Form, Named
from formgen.library import SHIPPED, Library
from formgen.loader.answersfile import read_answers
from formgen.web import amounts
from tests.smallform import ABOUT_YOU, FACTS, FORM, SMALL, TALKS, House, Visitor, house

DOCUMENTS = f"{FORM}/your-documents"
TODAY = datetime.date(2026, 11, 23)
EMPLOYEE, EMPLOYER = "deskundigenoordeel-werknemer", "deskundigenoordeel-werkgever"
PLAN, RATIONALE = "plan-van-aanpak-spoor-2", "onderbouwing-afwijking-deskundigenoordeel"
SAYS = """
afterwards:
  - text: Hang de brief op. | Put up the letter.
  - text: Vraag meer uren. | Ask for more hours.
    when: {works: part}
  - text: Zoek werk. | Look for work.
    when: {works: none}
facts:
  - fact: cost_employee
    when: {works: part}
  - fact: soonest
  - fact: latest
"""
TERMS = """
  soonest: {value: 14, unit: days, text: Na 2 weken. | After 2 weeks.}
  latest: {value: 42, unit: days, text: Na 6 weken. | After 6 weeks.}
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") :])))


def answered(visitor: Visitor) -> Visitor:
    visitor.fill(f"{FORM}/person", ABOUT_YOU)
    visitor.fill(f"{FORM}/details", TALKS)
    return visitor


def speaking(service: House) -> Visitor:
    """A visitor of a form that says what to do afterwards and what it costs."""
    (service.folder / "forms" / "facts.yml").write_text(FACTS.rstrip() + TERMS, "utf-8")
    (service.folder / "forms" / "small.yml").write_text(SMALL + SAYS, "utf-8")
    return answered(service.visitor())


# ---- a form of anyone ----------------------------------------------------------------------------------------------


def test_a_form_that_says_nothing_is_only_ready(service: House) -> None:
    said = words(answered(service.visitor()).page(DOCUMENTS))

    assert "Uw documenten zijn klaar Download ze. Wij sturen niets op." in said
    for another in ("Wat doet u nu?", "onderteken", "uwv.nl", "€", "Wanneer hoort u iets?", "uw werkgever dat"):
        assert another not in said.replace("Niet voor uw werkgever", "")


def test_the_steps_are_those_of_the_form_and_of_these_answers(service: House) -> None:
    said = words(speaking(service).page(DOCUMENTS))

    assert "Wat doet u nu? Hang de brief op. Vraag meer uren." in said
    assert "Zoek werk" not in said
    assert said.index("Erbij doen Brief") < said.index("Wat doet u nu? Hang")


def test_the_facts_are_costs_and_terms_with_the_days_between(service: House) -> None:
    visitor = speaking(service)
    said = words(visitor.page(DOCUMENTS))

    assert "Kosten € 100 Dit betaalt u aan UWV." in said
    assert "tussen 7 december 2026 en 4 januari 2027" in said
    assert "Na 2 weken." in said

    visitor.fill(f"{FORM}/person", {"works": "full"})
    assert "€" not in words(visitor.page(DOCUMENTS))


def test_there_is_no_empty_column_beside_the_documents(service: House) -> None:
    assert '<div class="note">' not in answered(service.visitor()).page(DOCUMENTS)
    assert '<div class="note">' in speaking(service).page(DOCUMENTS)


def test_the_first_page_names_the_facts_of_the_forms_whatever_the_answers(service: House) -> None:
    assert "€" not in words(service.visitor().page("/"))
    assert "€ 100" in words(speaking(service).page("/"))


@pytest.mark.parametrize(
    ("secret", "says"), [(True, "De sleutel staat niet bij de antwoorden"), (False, "op dezelfde computer")]
)
def test_the_key_is_said_to_be_apart_only_when_it_is(tmp_path: Path, secret: bool, says: str) -> None:
    with house(tmp_path, **({} if secret else {"secret": ""})) as running:
        said = words(running.visitor().page("/privacy"))

    assert says in said
    assert ("niet bij de antwoorden" in said) is secret


# ---- our own forms -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([SHIPPED])


def sample(library: Library, form: str, name: str, **more: str) -> Answers:
    path = SHIPPED / "samples" / form / f"{name}.yml"
    found = read_answers(path.read_bytes(), path.name)
    return read(library.load(form), dict(found.answers) | more, found.today or TODAY)


def steps(found: Answers) -> str:
    from_form = [one for one in found.form.afterwards if condition.holds(one.when, found.values, found.today)]
    return " ".join(one.text.nl for one in from_form)


def shown(found: Answers) -> list[str]:
    guide = guidance.load(found.form.folder)
    named = (*amounts.costs(found.form, guide, "nl", found), *amounts.terms(found.form, guide, "nl", found))
    return [one.fact.name for one in named]


def test_the_employer_is_told_only_while_they_do_not_know(library: Library) -> None:
    assert "Vertel uw werkgever" not in steps(sample(library, EMPLOYEE, "case-1"))
    assert "Vertel uw werkgever" in steps(sample(library, EMPLOYEE, "case-1", informed_other="no"))


def test_another_body_has_its_own_way_costs_and_terms(library: Library) -> None:
    found = sample(library, EMPLOYEE, "case-1", cao_body="yes", cao_body_name="Voorbeeldcommissie, Utrecht")

    assert "uwv.nl" not in steps(found)
    assert "Uw cao wijst een andere deskundige aan" in steps(found)
    assert shown(found) == []
    assert shown(sample(library, EMPLOYEE, "case-1")) == ["cost_employee", "turnaround_shortest", "turnaround_planning"]


def test_an_employer_goes_to_the_portal_and_pays_nothing_for_a_dismissal(library: Library) -> None:
    found = sample(library, EMPLOYER, "eigen-werk")

    assert "eHerkenning, niveau EH3" in steps(found)
    assert shown(found)[0] == "cost_employer"
    free = sample(library, EMPLOYER, "veelvuldig-verzuim", dismissal="frequent_absence")
    assert shown(free)[0] == "cost_employer_dismissal"
    assert "cost_employer" not in shown(free)


@pytest.mark.parametrize(("form", "name"), [(PLAN, "volledig"), (RATIONALE, "case-8")])
def test_a_document_for_the_file_says_nothing_of_sending_or_costs(library: Library, form: str, name: str) -> None:
    found = sample(library, form, name)

    assert shown(found) == []
    assert "re-integratiedossier" in steps(found)
    assert "uwv.nl" not in steps(found)


@pytest.mark.parametrize("name", [EMPLOYEE, EMPLOYER, PLAN, RATIONALE])
def test_no_outcome_is_promised(library: Library, name: str) -> None:
    said = " ".join(one.text.nl for one in library.load(name).afterwards)

    assert len(library.load(name).afterwards) >= 5
    assert not re.search(r"\bzeker\b|garan|krijgt u gelijk|goedgekeurd|!", said)


@pytest.mark.parametrize("name", [EMPLOYEE, EMPLOYER, PLAN, RATIONALE])
def test_every_fact_of_a_form_is_an_amount_or_a_term(library: Library, name: str) -> None:
    form = library.load(name)
    guide = guidance.load(form.folder)

    assert {guide.facts[one.fact].unit for one in form.facts} <= {"euro", "days", "weeks", "months"}


@pytest.mark.parametrize("days", [(), (14,)])
def test_fewer_than_two_terms_give_no_dates(library: Library, days: tuple[int, ...]) -> None:
    form = library.load(EMPLOYEE)
    guide = guidance.load(form.folder)
    fewer = replace(form, facts=tuple(Named("turnaround_shortest") for _ in days))

    assert amounts.answer_between(amounts.terms(fewer, guide, "nl"), TODAY) == ()


@pytest.mark.parametrize(
    ("question_type", "asked"),
    [("own_work", True), ("suitable_work", True), ("employee_effort", False), ("employer_effort", False)],
)
def test_the_physicians_sheet_is_for_questions_about_what_someone_can_do(
    library: Library, question_type: str, asked: bool
) -> None:
    found = read(library.load(EMPLOYEE), {"question_type": question_type, "medical_sheet": "yes"}, TODAY)

    assert ("medical_sheet" in found.asked) is asked
    assert any(one.audience == "physician" for one in documents.applicable(found, "nl")) is asked


def papers(form: Form) -> list[str]:
    return [option.label.nl for option in form.by_name["enclosure_kind"].options]


@pytest.mark.parametrize("name", [EMPLOYEE, EMPLOYER])
def test_papers_are_named_short_and_for_anyone_who_reads_the_list(library: Library, name: str) -> None:
    for label in papers(library.load(name)):
        assert len(label) <= 75
        assert not re.search(r"\b(mijn|uw|u|ik)\b", label), label


# ---- letters that a PDF cannot draw --------------------------------------------------------------------------------


def test_letters_that_a_pdf_cannot_draw_are_named_once(library: Library) -> None:
    found = sample(library, EMPLOYEE, "case-1", surname="日本日 Şahin")

    letters = documents.undrawn(found.form, found, "nl")
    assert set(letters) == {"application_own_work", "medical_sheet"}
    assert set(letters.values()) == {("日", "本")}


def test_letters_of_europe_are_drawn(library: Library) -> None:
    found = sample(library, EMPLOYEE, "case-1", surname="Łukaszewiczová-Şahin Ωμέγα Жук")

    assert documents.undrawn(found.form, found, "nl") == {}


def test_the_last_page_names_them(service: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = answered(service.visitor())
    assert "Deze letters komen niet" not in words(visitor.page(DOCUMENTS))  # Word documents only

    monkeypatch.setattr(documents, "undrawn", lambda *_: {"one": ("日",), "two": ("日", "本")})

    assert "Let op Deze letters komen niet in de PDF In de PDF staat een leeg vakje in plaats van: 日 本." in words(
        visitor.page(DOCUMENTS)
    )


def test_a_form_without_a_pdf_can_draw_everything(library: Library) -> None:
    found = sample(library, PLAN, "volledig", surname="日本")

    assert documents.undrawn(found.form, found, "nl") == {}
    assert wording.full_name(found).endswith("日本")
