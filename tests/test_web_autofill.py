"""What a browser may fill in by itself: in every real form only what is about the person who types."""

import io
from collections.abc import Iterator

import pytest

from formgen.answers import read
from formgen.form import Form
from formgen.guidance import load
from formgen.library import SHIPPED, Library
from formgen.store.drafts import Content
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.drawing import Typed, draw
from formgen.web.faults import Site
from tests.smallform import NOON, SECRET, Clock

LIBRARY = Library([SHIPPED])
EMPLOYEE, EMPLOYER = "deskundigenoordeel-werknemer", "deskundigenoordeel-werkgever"
PLAN, RATIONALE = "plan-van-aanpak-spoor-2", "onderbouwing-afwijking-deskundigenoordeel"
OWN = {
    "first_name": "given-name",
    "surname": "family-name",
    "birth_date": "bday",
    "street": "address-line1",
    "postcode": "postal-code",
    "city": "address-level2",
    "phone": "tel",
    "email": "email",
}
CONTACT = {
    "employer_name": "organization",
    "contact_name": "name",
    "contact_role": "organization-title",
    "contact_phone": "tel",
    "contact_email": "email",
}
WANTED = {
    EMPLOYEE: OWN,
    EMPLOYER: CONTACT,
    PLAN: CONTACT,
    RATIONALE: {"employer_name": "organization", "author_name": "name", "author_role": "organization-title"},
}


def filled(form: Form) -> Iterator[tuple[str, str]]:
    """Every question that is drawn on a page of this form, also inside rows, with its token."""
    answers = read(form, {"country": "netherlands"}, NOON.date())
    guide = load(form.folder)
    for section in form.sections:
        page = draw(section, answers, guide, Typed(Content(), Content()))
        yield from ((one.name, one.autocomplete) for one in page.all if not one.question.repeats)


def test_every_form_of_ours_is_judged_here() -> None:
    assert set(WANTED) == set(LIBRARY.names())


@pytest.mark.parametrize("name", WANTED)
def test_a_browser_fills_in_what_is_the_writers_own_and_nothing_else(name: str) -> None:
    found = {question: token for question, token in filled(LIBRARY.load(name)) if token != "off"}

    assert found == WANTED[name]


@pytest.mark.parametrize("name", [EMPLOYER, PLAN, RATIONALE])
def test_the_employee_is_never_filled_in_with_the_adviser(name: str) -> None:
    tokens = dict(filled(LIBRARY.load(name)))
    theirs = [one for one in (*OWN, "initials", "prefix", "bsn") if one in tokens]

    assert len(theirs) >= 5
    assert {tokens[one] for one in theirs} == {"off"}


def test_someone_else_in_the_employees_form_is_not_filled_in_with_the_employee() -> None:
    tokens = dict(filled(LIBRARY.load(EMPLOYEE)))
    others = [
        one for one in tokens if one.startswith(("contact_", "representative_", "employer_", "physician_", "ohs_"))
    ]

    assert len(others) >= 15
    assert {tokens[one] for one in others} == {"off"}


@pytest.fixture
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    given = Settings(data=tmp_path_factory.mktemp("autofill"), secret=SECRET)
    site = create_app(given, folders=[SHIPPED], clock=Clock(), log=io.StringIO())
    yield site
    drafts_of(site).close()


def test_the_token_stands_on_the_page(shipped: Site) -> None:
    person = next(one for one in LIBRARY.load(EMPLOYEE).sections if any(q.name == "surname" for q in one.questions))
    pages = [
        shipped.test_client().get(f"/{form}/{person.name}").get_data(as_text=True) for form in (EMPLOYEE, EMPLOYER)
    ]

    assert 'name="surname" value="" autocomplete="family-name"' in pages[0]
    assert 'name="surname" value="" autocomplete="off"' in pages[1]
