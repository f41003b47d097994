"""What was posted in vain: it stays on the page, to be posted once more by a press, and is found nowhere else."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy.exc import OperationalError

from formgen.errors import FormgenError
from formgen.store.drafts import Drafts
from formgen.text import Text
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, TALKS, House, house

PERSON, DETAILS = f"{FORM}/person", f"{FORM}/details"
NASTY = "<b>\"Merkwaardigsma\" & 'zo'</b>\nén een tweede regel"
FAULTS = {
    500: ValueError(NASTY),
    503: OperationalError(NASTY, {}, Exception(NASTY)),
}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        running.app.config["PROPAGATE_EXCEPTIONS"] = False
        yield running


@pytest.mark.parametrize("code", FAULTS)
def test_a_page_that_could_not_be_kept_can_be_posted_once_more(
    service: House, code: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)
    values = visitor.fields(visitor.page(DETAILS)) | TALKS | {"wish": NASTY, "needs": "lifting, standing"}

    def breaks(*_: object) -> NoReturn:
        raise FAULTS[code]

    with monkeypatch.context() as broken, caplog.at_level(logging.DEBUG):
        broken.setattr(Drafts, "change", breaks)
        answer = visitor.post(f"{DETAILS}?from=check", values, act="on")

    assert answer.status_code == code
    assert "Merkwaardigsma" not in service.log.getvalue() + caplog.text + str(answer.headers)
    assert "<b>" not in answer.text
    assert "Probeer opnieuw" in answer.text
    form = Page(answer.text).form
    assert form.action == f"{DETAILS}?from=check"
    fields = [(name, value) for name, value in form.values.items() if name != "needs"]
    again = visitor.client.post(form.action, data={**dict(fields), "needs": ["lifting", "standing"]})
    assert again.location.startswith(f"{FORM}/check-answers")  # the very button that was pressed
    assert visitor.fields(visitor.page(DETAILS))["wish"] == NASTY
    assert 'name="needs" value="standing"' in answer.text


def test_a_template_that_cannot_be_used_carries_it_too(service: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = service.visitor()
    values = visitor.fields(visitor.page(PERSON)) | ABOUT_YOU

    def breaks(*_: object) -> NoReturn:
        raise FormgenError(Text("Er schort iets.", "Something is wrong."))

    with monkeypatch.context() as broken:
        broken.setattr(Drafts, "change", breaks)
        answer = visitor.post(PERSON, values)

    assert (answer.status_code, Page(answer.text).form.values["surname"]) == (500, "Şahin")


def test_words_that_another_site_posts_are_not_carried(service: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else is to put words under a button of ours."""
    visitor = service.visitor()
    values = visitor.fields(visitor.page(PERSON)) | {"surname": "Vreemd", "csrf_token": "vals"}

    def breaks(*_: object) -> NoReturn:
        raise FAULTS[503]

    monkeypatch.setattr(Drafts, "find", breaks)
    answer = visitor.post(f"{FORM}/take-over", values)

    assert "Vreemd" not in answer.text
    assert visitor.get(f"{FORM}/nowhere").status_code in (404, 503)


def test_a_page_that_was_only_asked_for_has_nothing_to_carry(service: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)

    def breaks(*_: object) -> NoReturn:
        raise FAULTS[503]

    monkeypatch.setattr(Drafts, "find", breaks)
    answer = visitor.get(PERSON)

    assert answer.status_code == 503
    assert "Probeer opnieuw" not in answer.text
    assert f'href="{PERSON}"' in answer.text
