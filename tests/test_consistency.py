"""Forms of one case: answers go along by name, and facts that contradict are named."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen import answers
from formgen.guidance import consistency
from formgen.library import Library
from formgen.loader.answersfile import read_answers

ROOT = Path(__file__).parents[1]
LIBRARY = Library((ROOT,))
TODAY = datetime.date(2026, 11, 23)
EMPLOYEE, EMPLOYER, PLAN = "deskundigenoordeel-werknemer", "deskundigenoordeel-werkgever", "plan-van-aanpak-spoor-2"


def read(form: str, **raw: str) -> answers.Answers:
    return answers.read(LIBRARY.load(form), {name.replace("__", "."): text for name, text in raw.items()}, TODAY)


def sample(form: str, case: str) -> answers.Answers:
    path = ROOT / "samples" / form / f"{case}.yml"
    return answers.read(LIBRARY.load(form), read_answers(path.read_bytes(), path.name).answers, TODAY)


def test_what_both_forms_ask_goes_along() -> None:
    known = read(EMPLOYER, surname="Mensah", first_sick_day="7-4-2025", employer_name="Metaalwerk B.V.")
    found = consistency.carried(known, LIBRARY.load(PLAN), {})
    assert found == {"surname": "Mensah", "first_sick_day": "2025-04-07", "employer_name": "Metaalwerk B.V."}


def test_what_is_there_already_stays() -> None:
    known = read(EMPLOYER, surname="Mensah", first_sick_day="7-4-2025")
    found = consistency.carried(known, LIBRARY.load(PLAN), {"surname": "De Vries", "first_sick_day": " "})
    assert found == {"first_sick_day": "2025-04-07"}


def test_rows_go_along_whole_or_not_at_all() -> None:
    rows = {"interruptions__1__recovered_from": "1-5-2026", "interruptions__1__sick_again": "11-5-2026"}
    known = read(EMPLOYEE, first_sick_day="9-3-2026", **rows)
    assert consistency.carried(known, LIBRARY.load(PLAN), {}) == {
        "first_sick_day": "2026-03-09",
        "interruptions.1.recovered_from": "2026-05-01",
        "interruptions.1.sick_again": "2026-05-11",
    }
    other = consistency.carried(known, LIBRARY.load(PLAN), {"interruptions.2.sick_again": "1-6-2026"})
    assert other == {"first_sick_day": "2026-03-09"}


@pytest.mark.parametrize("name", ["signing_date", "signing_place", "question_text"])
def test_what_belongs_to_one_document_stays_there(name: str) -> None:
    text = "1-10-2026" if name == "signing_date" else "Utrecht?"
    known = read(EMPLOYEE, first_sick_day="9-3-2026", **{name: text})
    assert name not in consistency.carried(known, LIBRARY.load(EMPLOYER), {})


def test_an_answer_the_other_form_cannot_use_stays_behind() -> None:
    found = consistency.carried(sample(EMPLOYEE, "case-1"), LIBRARY.load(EMPLOYER), {})
    assert len(found) > 30
    assert answers.read(LIBRARY.load(EMPLOYER), found, TODAY).wrong == ()


def test_nothing_medical_goes_along_to_an_employer() -> None:
    case = sample(EMPLOYEE, "case-1")
    secret = {question.name for question in case.form.questions() if question.notice == "physician"}
    assert secret & {name.split(".")[-1] for name in case.raw}
    for name in (EMPLOYER, PLAN):
        assert not secret & {found.split(".")[-1] for found in consistency.carried(case, LIBRARY.load(name), {})}


def test_a_fact_that_differs_is_named_with_both_answers() -> None:
    here = read(PLAN, first_sick_day="7-4-2025", surname="Mensah")
    there = read(EMPLOYER, first_sick_day="8-4-2025", surname="Mensah")
    (finding,) = consistency.contradictions(here, there)
    assert (finding.level, finding.at) == ("warn", "first_sick_day")
    assert "7\u00a0april\u00a02025" in finding.sentence.nl
    assert "8\u00a0April\u00a02025" in finding.sentence.en
    assert there.form.title.nl in finding.sentence.nl


def test_texts_may_differ() -> None:
    here = read(PLAN, first_sick_day="7-4-2025", job_title="Lasser")
    there = read(EMPLOYER, first_sick_day="7-4-2025", job_title="Medewerker las")
    assert consistency.contradictions(here, there) == ()


def test_a_wrong_answer_contradicts_nothing() -> None:
    here, there = read(PLAN, first_sick_day="ooit"), read(EMPLOYER, first_sick_day="7-4-2025")
    assert consistency.contradictions(here, there) == ()


@pytest.mark.parametrize("form", [EMPLOYEE, EMPLOYER, PLAN])
def test_a_form_never_contradicts_itself(form: str) -> None:
    for path in sorted((ROOT / "samples" / form).glob("*.yml")):
        one = sample(form, path.stem)
        assert consistency.contradictions(one, one) == ()


def test_what_went_along_contradicts_nothing() -> None:
    there = sample(EMPLOYEE, "case-2")
    form = LIBRARY.load(EMPLOYER)
    here = answers.read(form, consistency.carried(there, form, {}), TODAY)
    assert consistency.contradictions(here, there) == ()


@given(st.dictionaries(st.sampled_from(["surname", "bsn", "first_sick_day", "email", "x"]), st.text(max_size=12)))
def test_carrying_never_raises_and_brings_only_right_answers(raw: dict[str, str]) -> None:
    there = read(EMPLOYEE, **raw)
    found = consistency.carried(there, LIBRARY.load(EMPLOYER), {})
    assert answers.read(LIBRARY.load(EMPLOYER), found, TODAY).wrong == ()
    assert set(found) <= set(raw)
