"""What a section page draws: every question in its place, open, closed or not there."""

import datetime
from dataclasses import replace

import pytest

from formgen import guidance
from formgen.answers import read
from formgen.form import Form
from formgen.library import Library
from formgen.store.drafts import Content
from formgen.text import Text
from formgen.web.drawing import Drawn, Page, Typed, draw
from formgen.web.posted import fingerprint
from formgen.web.progress import progress
from tests.smallform import write_folder

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return Library([write_folder(tmp_path_factory.mktemp("small"))]).load("small")


def drawn(form: Form, section: int = 0, clashes: dict[str, str] | None = None, **raw: str) -> Page:
    raw = {name.replace("__", "."): text for name, text in raw.items()}
    answers = read(form, raw, TODAY)
    typed = Typed(Content(raw), Content(raw | (clashes or {})), clashes or {})
    return draw(form.sections[section], answers, guidance.load(form.folder), typed)


def one(page: Page, name: str) -> Drawn:
    return next(question for question in page.all if question.name == name)


def test_every_question_of_the_page_is_drawn_in_order(form: Form):
    names = [question.name for question in drawn(form).all]

    assert names == ["surname", "nickname", "born", "works", "hours", "why_none", "agrees"]


def test_a_revealed_question_stands_under_its_option(form: Form):
    works = one(drawn(form), "works")

    assert [question.name for question in works.under["part"]] == ["hours"]
    assert "hours" not in [question.name for question in drawn(form).questions]


@pytest.mark.parametrize(("works", "off"), [("", True), ("full", True), ("part", False)])
def test_it_is_off_until_its_option_is_chosen(form: Form, works: str, off: bool):
    assert one(drawn(form, works=works), "hours").off is off


def test_a_question_that_depends_on_this_page_says_when_it_is_asked(form: Form):
    why = one(drawn(form), "why_none")

    assert why.off
    assert why.only_if
    assert "Werkt u?" in why.only_if.nl
    assert one(drawn(form), "hours").only_if is None  # its place says it already


def test_a_condition_is_said_once_for_the_questions_in_a_row_that_share_it(form: Form):
    asked = form.sections[0].questions
    twice = replace(asked[-1], name="why_so", when=next(q.when for q in asked if q.name == "why_none"))
    page = drawn(replace(form, sections=(replace(form.sections[0], questions=(*asked[:-1], twice, asked[-1])),)))

    first, second, last = (one(page, name).only_if for name in ("why_none", "why_so", "agrees"))
    assert first
    assert "Werkt u?" in first.nl
    assert second == Text("zie de vraag hierboven", "see the question above")
    assert last is None


def test_at_the_field_only_the_advice_is_said(form: Form):
    wrong = one(drawn(form, born="31-2-1988"), "born")

    assert wrong.error
    assert wrong.advice
    assert "31-2-1988" not in wrong.advice.nl
    assert wrong.error.nl.endswith(wrong.advice.nl)


def test_what_was_typed_stands_there_right_or_wrong(form: Form):
    page = drawn(form, born="31-2-1988", surname="'t Hooft")

    assert one(page, "born").typed == "31-2-1988"
    assert one(page, "surname").typed == "'t Hooft"
    assert [question.name for question in page.wrong] == ["born"]
    assert "31-2-1988" in (one(page, "born").error or drawn).nl


def test_a_missing_answer_is_no_error_on_the_page(form: Form):
    assert drawn(form).wrong == ()


def test_a_parked_answer_still_stands_in_its_field(form: Form):
    assert one(drawn(form, works="none", hours="16"), "hours").typed == "16"


def test_choices_know_what_is_chosen_however_it_was_written(form: Form):
    assert one(drawn(form, works="Voor een deel"), "works").chosen == {"part"}
    assert one(drawn(form, 1, needs="lifting, standing"), "needs").chosen == {"lifting", "standing"}


def test_yes_and_no_are_options_too(form: Form):
    agrees = one(drawn(form, agrees="yes"), "agrees")

    assert [option.name for option in agrees.options] == ["yes", "no"]
    assert agrees.is_pair
    assert agrees.chosen == {"yes"}


def test_rows_are_drawn_with_their_numbers(form: Form):
    page = drawn(form, 1, talks__2__talk_date="9 maart 2026", talks__2__talk_with="baas")

    talks = one(page, "talks")
    assert [row.number for row in talks.rows] == [1, 2]
    assert one(page, "talks.2.talk_date").typed == "9 maart 2026"
    assert one(page, "talks.2.talk_with").id == "talks-2-talk_with"
    assert not talks.full
    assert one(drawn(form, 1, talks__3__talk_with="x"), "talks").full


def test_a_suggestion_is_offered_while_the_answer_is_empty(form: Form):
    assert (one(drawn(form, 1, surname="Jansen"), "wish").offer or drawn).nl == "Jansen wil weer werken."
    assert one(drawn(form, 1, surname="Jansen", wish="Iets anders"), "wish").offer is None
    assert one(drawn(form, 1), "wish").offer is None  # its blank cannot be filled yet


def test_a_tip_appears_once_on_a_page(form: Form):
    page = drawn(form)

    assert [tip.name for tip in page.tips] == ["keep_short"]
    assert one(page, "works").all_tips == ()


def test_papers_say_whether_they_are_needed(form: Form):
    assert one(drawn(form, 1, works="part"), "papers").called == {"letter": "needed", "report": "welcome"}
    assert one(drawn(form, 1), "papers").called == {}


def test_fields_are_as_wide_as_their_answers(form: Form):
    page = drawn(form, born="een hele mooie lange dag geleden")

    assert one(drawn(form), "born").width == "w-md"
    assert one(page, "born").width == "w-lg"  # a wrong answer gets room to be read
    assert one(page, "nickname").width == ""


def test_only_questions_about_the_person_are_filled_in_by_the_browser(form: Form):
    assert one(drawn(form), "surname").autocomplete == "family-name"
    assert one(drawn(form, 1), "talks.1.talk_with").autocomplete == "off"


def test_an_example_shows_where_the_shape_is_not_plain(form: Form):
    assert one(drawn(form), "born").example
    assert one(drawn(form), "nickname").example is None


def test_a_limit_is_counted(form: Form):
    assert one(drawn(form), "why_none").most == 100
    assert one(drawn(form), "surname").most == 0


def test_the_page_remembers_what_it_showed(form: Form):
    page = drawn(form, surname="Jansen")

    parts = dict(part.split(":") for part in page.seen.split())
    assert parts["surname"] == fingerprint("Jansen")
    assert parts["born"] == fingerprint("")
    assert "talks" not in dict(part.split(":") for part in drawn(form, 1).seen.split())


def test_after_a_clash_it_remembers_the_other_tabs_answer(form: Form):
    page = drawn(form, clashes={"surname": "De Vries"}, surname="Jansen")

    assert one(page, "surname").elsewhere == "De Vries"
    assert one(page, "surname").typed == "Jansen"
    assert f"surname:{fingerprint('De Vries')}" in page.seen.split()
    assert page.wrong == (one(page, "surname"),)


# ---- progress ------------------------------------------------------------------------------------------------------


def states(form: Form, **raw: str) -> dict[str, str]:
    return {part.section.name: part.state for part in progress(read(form, raw, TODAY)).parts}


def test_a_section_that_does_not_apply_has_no_part(form: Form):
    assert list(states(form)) == ["person", "details"]
    assert list(states(form, works="none")) == ["person", "details", "health"]


def test_a_part_is_open_begun_wrong_or_done(form: Form):
    assert states(form)["person"] == "open"
    assert states(form, surname="Jansen")["person"] == "begun"
    assert states(form, surname="Jansen", born="morgen")["person"] == "wrong"
    done = {"surname": "Jansen", "born": "14-5-1988", "works": "full", "agrees": "no"}
    assert states(form, **done)["person"] == "done"
    assert states(form, works="none")["health"] == "done"  # nothing in it is required


def test_parts_know_their_neighbours(form: Form):
    whole = progress(read(form, {"works": "none"}, TODAY))
    first, second, last = whole.parts

    assert (whole.before(first), whole.after(first)) == (None, second)
    assert (whole.before(last), whole.after(last)) == (second, None)
    assert whole.part("details") == second
    assert whole.part("nowhere") is None
    assert whole.next_up == first
    assert whole.done == 1
