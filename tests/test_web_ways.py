"""The ways out of a page: to the overview and the answers, to the other language, and never to a loss by one press."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bulkbench import RIGHT, rows_csv
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, TALKS, House, Visitor, house

PERSON, DETAILS, CHECK = f"{FORM}/person", f"{FORM}/details", f"{FORM}/check-answers"
TITLE = re.compile(r"<title>(.*?)</title>", re.S)
BACK = re.compile(r'name="back" value="([^"]*)"')


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    found = service.visitor()
    found.fill(PERSON, ABOUT_YOU)
    return found


def token(visitor: Visitor) -> str:
    return visitor.fields(visitor.page("/"))["csrf_token"]


def switched(visitor: Visitor, page: str) -> str:
    """Press the button of the other language on this page, and give back the page one comes to."""
    found = BACK.search(page)
    assert found
    data = {"csrf_token": token(visitor), "back": found[1].replace("&amp;", "&"), "language": "en"}
    answer = visitor.client.post("/language", data=data, follow_redirects=True)
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.get_data(as_text=True)
    return answer.request.full_path.rstrip("?")


# ---- the other language ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        f"{CHECK}?open=all",
        f"{CHECK}?open=person",
        f"{FORM}/continue-later?part=person",
        "/bulk?form=small",
        f"{PERSON}/preview?document=letter",
    ],
)
def test_the_other_language_shows_the_same_page(visitor: Visitor, path: str) -> None:
    assert switched(visitor, visitor.page(path)) == path


def test_only_words_of_ours_stay_in_the_address(visitor: Visitor) -> None:
    page = visitor.page(f"{CHECK}?open=all&evil=1&part=%22%3E%3Cscript%3E&from={'x' * 100}")

    assert switched(visitor, page) == f"{CHECK}?open=all"


@pytest.mark.parametrize(
    ("path", "data", "code", "leads"),
    [
        ("/resume", {"code": "nothing"}, 404, "/resume"),
        (f"{FORM}/continue-later", {}, 200, f"{FORM}/continue-later"),
        ("/bulk", {}, 422, "/bulk"),
        ("/working-copy", {}, 422, "/working-copy"),
        (f"{FORM}/working-copy/use", {"answers": "no"}, 422, f"{FORM}/working-copy"),
        ("/", {"form": "nothing"}, 422, "/"),
    ],
)
def test_a_page_that_came_of_a_button_leads_to_where_the_button_is(
    visitor: Visitor, path: str, data: dict[str, str], code: int, leads: str
) -> None:
    answer = visitor.client.post(path, data={"csrf_token": token(visitor), **data})
    assert answer.status_code == code

    assert switched(visitor, answer.get_data(as_text=True)) == leads


def test_columns_that_cannot_be_read_lead_to_the_job(visitor: Visitor) -> None:
    """A page of a post whose address has none of its own leads to the page above it."""
    given = {"csrf_token": token(visitor), "form": "small", "file": (io.BytesIO(rows_csv([RIGHT])), "staff.csv")}
    job = visitor.client.post("/bulk", data=given).location

    with visitor.client.application.test_request_context(f"{job}/make", method="POST"):
        assert visitor.client.application.jinja_env.globals["this_page"]() == job  # type: ignore[operator]


@pytest.mark.parametrize("at", ["", FORM])
def test_the_comparison_comes_back_in_the_other_language(visitor: Visitor, at: str) -> None:
    copy = visitor.get(f"{FORM}/working-copy.json", buffered=True).data
    copy = json.dumps(json.loads(copy)).replace(json.dumps("Şahin"), '"De Vries"').encode()
    page = visitor.bring(f"{at}/working-copy", copy, "copy.json").get_data(as_text=True)
    assert "Dit staat in uw werkkopie" in page
    form = next(one for one in Page(page).forms.values() if "language:en" in one.buttons)

    answer = visitor.client.post(form.action, data=form.sent({}, "") | {"do": "language:en"})

    told = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "This is in your working copy" in told
    assert "De Vries" in told
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin", "looking changes nothing"


# ---- to the overview and the answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("act", "leads"), [("overview", FORM), ("check", CHECK)])
def test_a_section_leads_to_the_overview_and_the_answers_and_keeps_what_was_typed(
    visitor: Visitor, act: str, leads: str
) -> None:
    assert act in Page(visitor.page(DETAILS)).form.buttons + re.findall(r'value="(\w+)"', visitor.page(DETAILS))

    answer = visitor.fill(DETAILS, TALKS | {"talks.1.talk_date": "ooit"}, act=act)

    assert (answer.status_code, answer.location) == (303, leads), "also with an answer that is not right yet"
    assert visitor.fields(visitor.page(DETAILS))["talks.1.talk_date"] == "ooit"


# ---- titles ----------------------------------------------------------------------------------------------------------


def title(page: str) -> str:
    found = TITLE.search(page)
    assert found
    return found[1]


def test_a_section_names_its_form_in_the_title(visitor: Visitor) -> None:
    assert title(visitor.page(PERSON)) == "Over u - Kleine aanvraag - formgen"


def test_a_page_that_was_not_kept_says_so_in_the_title(visitor: Visitor) -> None:
    values = visitor.fields(visitor.page(PERSON)) | {"csrf_token": "old"}

    answer = visitor.post(PERSON, values)

    assert answer.status_code == 403
    assert title(answer.get_data(as_text=True)).startswith("Fout: Over u")


def test_the_check_page_without_its_tick_says_so_in_the_title(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        path = running.folder / "forms" / "small.yml"
        path.write_text(path.read_text("utf-8").replace("form: small\n", "form: small\nguarded: yes\n"), "utf-8")
        visitor = running.visitor()
        visitor.fill(PERSON, ABOUT_YOU | {"nickname": "heeft kanker"})
        assert title(visitor.page(CHECK)).startswith("Controleer")

        answer = visitor.client.post(CHECK, data={"csrf_token": token(visitor)})

        assert answer.status_code == 422
        assert title(answer.get_data(as_text=True)).startswith("Fout: Controleer")


# ---- what one press may not do ------------------------------------------------------------------------------------


def test_deleting_what_does_not_fit_is_asked_first(visitor: Visitor) -> None:
    """A browser that brings not all pieces of what it carries: its owner may begin again, and not by one press."""
    other = f"{FORM}~0123456789abcdef"
    visitor.client.post(f"{other}/keep-nothing", data={"csrf_token": token(visitor), "keep": "no"})
    visitor.client.set_cookie("formgen-here-0", "3.AAAA", path=other)

    answer = visitor.get(other)
    before, button, after = answer.get_data(as_text=True).partition('class="button second danger"')

    assert answer.status_code == 413
    assert button
    assert "Dat kunt u niet terugdraaien" in before[before.rindex("<details>") :]
    assert "</details>" in after


OPTIONAL = """      liked:
        ask: Beviel het? | Did you like it?
        type: yes or no
        optional: yes
      agrees:"""


def test_an_optional_choice_can_be_taken_back(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        path = running.folder / "forms" / "small.yml"
        path.write_text(path.read_text("utf-8").replace("      agrees:", OPTIONAL, 1), "utf-8")
        visitor = running.visitor()
        assert Page(visitor.page(PERSON)).form.offers["liked"] == ["yes", "no", ""]
        assert "" not in Page(visitor.page(PERSON)).form.offers["agrees"]
        visitor.fill(PERSON, ABOUT_YOU | {"liked": "yes"})
        assert Page(visitor.page(PERSON)).form.values["liked"] == "yes"

        visitor.fill(PERSON, {"liked": ""})

        assert not Page(visitor.page(PERSON)).form.values.get("liked")


def test_the_busy_page_does_not_throw_a_reader_back(service: House) -> None:
    """No page of ours loads itself again (WCAG 2.2, failure F41)."""
    pages = Path(service.app.root_path, "pages")

    assert [path.name for path in pages.glob("*.html") if "http-equiv" in path.read_text("utf-8")] == []
