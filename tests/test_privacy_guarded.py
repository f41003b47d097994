"""The privacy guard on the forms of employers: every text is read, and what bears a name only is named here."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from formgen.answers import read
from formgen.bulk.example import columns
from formgen.bulk.headings import CONFIRMED
from formgen.errors import PrivacyError
from formgen.form import Form, Question
from formgen.guidance import privacy
from formgen.library import Library
from formgen.lint import lint_form, sample_paths
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY
from tests.smallform import ABOUT_YOU, FORM, SMALL, TALKS, Visitor, house, write_folder

TODAY = datetime.date(2026, 11, 23)
EMPLOYERS = ("deskundigenoordeel-werkgever", "onderbouwing-afwijking-deskundigenoordeel", "plan-van-aanpak-spoor-2")
TELLING = "case-3-medische-woorden"
# What somebody or something is called, where it is, and which job somebody has: an answer there is no remark.
NAMES = {
    *("first_name", "contact_name", "case_manager", "physician_name", "labour_expert", "agency_coach", "author_name"),
    *("signer_name", "employer_signer", "agency_signer"),
    *("employer_name", "ohs_name", "track2_agency", "work_employer", "experience_employer", "opinion_office"),
    *("street", "house_addition", "foreign_postcode", "city", "country_name", "ohs_address", "signing_place"),
    *("employer_street", "employer_house_addition", "employer_city", "employer_postal_address"),
    *("contact_role", "author_role", "signer_role", "employer_signer_role"),
    *("job_title", "track1_job", "experience_job", "direction"),
    *("interpreter_language", "affiliation_number", "personnel_number", "opinion_reference"),
}


def texts(form: Form) -> Iterator[tuple[str, Question]]:
    """Every question that is answered in own words, under the name its first answer has."""
    for question in form.questions():
        if question.kind in ("short text", "long text"):
            group = form.group_of(question.name)
            yield (f"{group.name}.1.{question.name}" if group else question.name), question


def all_asked(form: Form) -> Form:
    """The form with every question asked whatever was answered, so that each can be answered alone."""
    sections = tuple(
        replace(
            section,
            when=(),
            questions=tuple(
                replace(one, when=(), questions=tuple(replace(inner, when=()) for inner in one.questions))
                for one in section.questions
            ),
        )
        for section in form.sections
    )
    return replace(form, sections=sections, by_name={}, _groups={}, _sections={})


OPEN = {name: all_asked(LIBRARY.load(name)) for name in EMPLOYERS}
TEXTS = [(form, name) for form in EMPLOYERS for name, question in texts(OPEN[form]) if question.name not in NAMES]


@pytest.mark.parametrize("name", EMPLOYERS)
def test_every_text_of_an_employer_is_guarded_but_for_names(name: str) -> None:
    form = LIBRARY.load(name)

    assert form.guarded
    assert {one.name for at, one in texts(form) if privacy.notice(form, at) != "functional"} <= NAMES


def test_no_name_is_excused_that_no_form_asks_for() -> None:
    excused = {one.name for form in OPEN.values() for at, one in texts(form) if privacy.notice(form, at) == "none"}

    assert excused == NAMES


@pytest.mark.parametrize(("name", "question"), TEXTS, ids=[f"{form}-{at}" for form, at in TEXTS])
def test_a_diagnosis_in_any_text_gives_no_documents(name: str, question: str) -> None:
    answers = read(OPEN[name], {question: "Hij heeft kanker."}, TODAY)

    with pytest.raises(PrivacyError) as refused:
        privacy.refuse_unconfirmed(answers)

    assert [(one.question, one.word) for one in refused.value.disclosures] == [(question, "kanker")]
    privacy.refuse_unconfirmed(answers, refused.value.texts)


@pytest.mark.parametrize("name", EMPLOYERS)
def test_no_sample_says_anything_about_health_but_the_one_made_for_it(name: str) -> None:
    form = LIBRARY.load(name)
    found = {
        path.stem: privacy.hits_of(read(form, read_answers(path.read_bytes(), path.name).answers, TODAY))
        for path in sample_paths(form)
    }

    assert [stem for stem, hits in found.items() if hits] == ([TELLING] if TELLING in found else [])


def test_the_form_of_an_employee_is_not_guarded() -> None:
    form = LIBRARY.load("deskundigenoordeel-werknemer")

    assert not form.guarded
    assert "functional" not in {privacy.notice(form, at) for at, _ in texts(form)}


# ---- the word in a form file -----------------------------------------------------------------------------------------

GUARDED = SMALL.replace("languages: [nl, en]\n", "languages: [nl, en]\nguarded: yes\n").replace(
    "type: short text, optional: yes}", "type: short text, optional: yes, notice: none}", 1
)
TALK = {"talks.1.talk_with": "Zijn psycholoog"}
# The small form says `copied` of one text and `physician` of another: a notice of its own goes before the form's.
KEPT = {"why_none": "copied", "sick": "physician", "nickname": "none", "talks.1.talk_with": "functional"}


@pytest.fixture
def guarded(tmp_path: Path) -> Form:
    return Library([write_folder(tmp_path, GUARDED)]).load("small")


def test_a_notice_of_its_own_goes_before_that_of_the_form(guarded: Form) -> None:
    assert {name: privacy.notice(guarded, name) for name in KEPT} == KEPT


def test_only_the_guarded_texts_are_read(guarded: Form) -> None:
    raw = {**ABOUT_YOU, **TALKS, **TALK, "nickname": "Burn-out"}

    assert list(privacy.hits_of(read(guarded, raw, TODAY))) == ["talks.1.talk_with"]


def test_an_example_file_has_a_column_to_confirm_it(guarded: Form) -> None:
    """A row of a file is written by an employer too: it says that its texts were read again."""
    more = [*columns(guarded, "nl")][len([*columns(replace(guarded, guarded=False), "nl")]) :]

    assert [column.heading for column in more] == [CONFIRMED]


def test_a_form_guarded_in_part_is_noted(tmp_path: Path) -> None:
    half = SMALL.replace("      wish:\n", "      wish:\n        notice: functional\n")
    whole = half.replace("languages: [nl, en]\n", "languages: [nl, en]\nguarded: yes\n")

    for text, noted in ((half, True), (whole, False), (SMALL, False)):
        report = lint_form(Library([write_folder(tmp_path, text)]), "small")
        assert any('"guarded: yes"' in note.en for note in report.notes) is noted


def test_a_page_marks_the_word_without_a_sentence_at_every_text(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        (running.folder / "forms" / "small.yml").write_text(GUARDED, "utf-8")
        visitor: Visitor = running.visitor()
        visitor.fill(f"{FORM}/person", ABOUT_YOU)

        assert "Noem geen ziekte" not in visitor.page(f"{FORM}/details")
        assert "Alleen de verzekeringsarts" not in visitor.page(f"{FORM}/person"), "`none` is no notice to tell"

        visitor.fill(f"{FORM}/details", {**TALKS, **TALK, "wish": "Werken."})
        visitor.fill(f"{FORM}/health", {"sick": "Een hernia."})
        assert "Zijn <mark>psycholoog</mark>" in visitor.page(f"{FORM}/check-answers")
        assert visitor.get(f"{FORM}/your-documents").status_code == 303
