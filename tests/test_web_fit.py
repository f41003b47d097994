"""Fit while typing: what becomes of a text in its box on the printed form, in words, reckoned by the engine."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.library import SHIPPED
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.pages import Page
from tests.smallform import FORM, SECRET, Clock, Visitor, house

HOME = "/deskundigenoordeel-werknemer"
LONG = "Dozen van meer dan tien kilo tillen lukt niet. "


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Site]:
    site = create_app(Settings(data=tmp_path, secret=SECRET), folders=[SHIPPED], clock=Clock(), log=io.StringIO())
    yield site
    drafts_of(site).close()


@pytest.fixture
def visitor(shipped: Site) -> Visitor:
    """Someone who asks about their own work, so that there is a form with boxes."""
    found = Visitor(shipped.test_client())
    found.fill(f"{HOME}/the_question", {"question_type": "own_work"})
    return found


def asked(visitor: Visitor, path: str, **typed: str) -> dict[str, str]:
    """What a script is told of the page with these answers typed in it."""
    answer = visitor.client.post(f"{path}/fit", data=Page(visitor.page(path)).form.sent(typed, "keep"))
    assert answer.status_code == 200
    return dict((answer.json or {})["fits"])


def said(page: str, name: str) -> str:
    """What the page says under a field."""
    found = re.search(rf'data-fit-of="{re.escape(name)}">(.*?)</p>', page)
    assert found, name
    return found[1]


def test_an_empty_box_says_nothing(visitor: Visitor) -> None:
    assert said(visitor.page(f"{HOME}/standpoints"), "dispute") == ""


def test_a_text_that_fits_says_so(visitor: Visitor) -> None:
    assert asked(visitor, f"{HOME}/standpoints", dispute=LONG)["dispute"] == "Past in het vak op het formulier."


def test_a_text_that_is_too_long_goes_on(visitor: Visitor) -> None:
    told = asked(visitor, f"{HOME}/standpoints", dispute=LONG * 15)["dispute"]

    assert re.fullmatch(r"Loopt door: de laatste \d+ tekens komen op een vervolgblad. Er gaat niets verloren.", told), (
        told
    )


def test_a_line_is_printed_smaller_before_it_is_too_long(visitor: Visitor) -> None:
    told = [asked(visitor, f"{HOME}/job", workplace=(LONG * 2)[:length])["workplace"] for length in (20, 62, 80)]

    assert told[0] == ""
    assert told[1] == "Past in het vak op het formulier, in kleinere letters."
    assert told[2].startswith("Te lang voor de regel")


def test_every_character_that_does_not_fit_is_counted(visitor: Visitor) -> None:
    def left(n: int) -> int:
        found = re.search(r"laatste (\d+) tekens", asked(visitor, f"{HOME}/standpoints", dispute=LONG * n)["dispute"])
        assert found
        return int(found[1])

    assert left(16) - left(15) == len(LONG)


def test_a_line_speaks_only_when_it_is_too_long(visitor: Visitor) -> None:
    fits, runs_over = (asked(visitor, f"{HOME}/job", workplace=words)["workplace"] for words in ("Magazijn", LONG * 6))

    assert fits == ""
    assert runs_over.startswith("Te lang voor de regel op het formulier")


def test_a_row_of_a_table_has_its_own_box(visitor: Visitor) -> None:
    told = asked(visitor, f"{HOME}/tried", anything_tried="yes", **{"talks.1.talk_result": LONG * 9})

    assert "vervolgblad" in told["talks.1.talk_result"]


def test_without_scripts_the_page_says_it_after_saving(visitor: Visitor) -> None:
    visitor.fill(f"{HOME}/standpoints", {"dispute": LONG * 15}, act="keep")

    assert said(visitor.page(f"{HOME}/standpoints"), "dispute").startswith("Loopt door")


def test_it_is_told_with_the_field_and_aloud(visitor: Visitor) -> None:
    page = visitor.page(f"{HOME}/standpoints")
    field = re.search(r'<textarea[^>]*name="dispute"[^>]*>', page)

    assert field
    assert "dispute-fit" in field[0]
    assert re.search(r'data-fit-of="dispute"></p><span class="sr" role="status"></span>', page)


def test_it_is_said_in_english_too(visitor: Visitor) -> None:
    visitor.client.post("/language", data={**Page(visitor.page("/")).form.values, "language": "en", "back": "/"})

    assert asked(visitor, f"{HOME}/standpoints", dispute=LONG)["dispute"] == "Fits in its box on the form."


def test_while_no_form_is_called_for_there_is_nothing_to_fit(shipped: Site) -> None:
    fresh = Visitor(shipped.test_client())

    assert "data-fit-of" not in fresh.page(f"{HOME}/standpoints")
    assert asked(fresh, f"{HOME}/standpoints", dispute=LONG) == {}


def test_a_form_without_pdfs_has_no_boxes(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        assert "data-fit-of" not in running.visitor().page(f"{FORM}/details")


def test_nothing_is_kept(visitor: Visitor) -> None:
    asked(visitor, f"{HOME}/standpoints", dispute="Niet bewaard")

    assert "Niet bewaard" not in visitor.page(f"{HOME}/standpoints")


@pytest.mark.parametrize("name", ["surname", "partner_name", "email", "phone"])
def test_a_name_or_an_address_that_is_too_long_is_announced_too(visitor: Visitor, name: str) -> None:
    """What rival systems cut off without a word: names."""
    page = visitor.page(f"{HOME}/employee")
    assert said(page, name) == ""

    told = asked(visitor, f"{HOME}/employee", **{name: "Wolfeschlegelsteinhausenbergerdorff" * 3})[name]

    assert told.startswith("Te lang voor de regel op het formulier")


def test_a_number_or_a_date_has_a_box_that_it_fits(visitor: Visitor) -> None:
    assert not {"birth_date", "bsn", "house_number", "postcode"} & set(asked(visitor, f"{HOME}/employee"))
