"""The rules over several answers: each fires when its condition holds, in the right place, the gravest first."""

import datetime
from decimal import Decimal

from formgen import answers
from formgen.errors import Mistake
from formgen.form import Check, Form, Limits, Line, Moment, Option, Question, Section, Shift
from formgen.form import Test as Must
from formgen.guidance import checks
from formgen.text import Text, same

TODAY = datetime.date(2026, 11, 23)
OWN_WORK = (Line("kind", (Must("is", "own_work"),)),)
ALWAYS = ()

FORM = Form(
    "try",
    same("Try"),
    sections=(
        Section(
            "all",
            same("All"),
            (
                Question(
                    "kind",
                    Text("Welke vraag?", "Which question?"),
                    "choose one",
                    options=(Option("own_work", same("Own work")), Option("effort", same("Effort"))),
                ),
                Question("agreed", Text("Zijn u het eens?", "Do you agree?"), "yes or no"),
                Question("advice", Text("Datum advies", "Date of advice"), "date"),
                Question(
                    "papers",
                    Text("Bijlagen", "Papers"),
                    "repeat",
                    limits=Limits(None, Decimal(9)),
                    optional=True,
                    questions=(
                        Question(
                            "paper",
                            Text("Soort", "Kind"),
                            "choose one",
                            options=(
                                Option("job", Text("Functiebeschrijving", "Job description"), needed=OWN_WORK),
                                Option("letter", Text("Brief", "Letter"), needed=ALWAYS),
                                Option("plan", Text("Plan", "Plan"), welcome=OWN_WORK),
                                Option("other", Text("Anders", "Other")),
                            ),
                        ),
                        Question("pages", Text("Bladzijden", "Pages"), "whole number", optional=True),
                    ),
                ),
            ),
        ),
    ),
    documents=(),
    checks=(
        Check(
            "warn",
            (Line("advice", (Must("before", Moment("today", (Shift(-90),))),)),),
            Text("Het advies van {advice} is ouder dan 90 dagen.", "The advice of {advice} is over 90 days old."),
            at="advice",
            name="old",
            source="uwv",
        ),
        Check(
            "stop",
            (Line("agreed", (Must("is", "yes"),)),),
            Text("UWV geeft dan geen oordeel.", "UWV then gives no opinion."),
            at="agreed",
            name="X1",
            when=OWN_WORK,
            unconfirmed=True,
        ),
        Check(
            "warn",
            (Line("pages", (Must("at least", Decimal(20)),)),),
            Text("Dat zijn veel bladzijden: {pages}.", "That is many pages: {pages}."),
            at="pages",
            name="many",
        ),
    ),
)


def judged(**typed: str) -> tuple[checks.Finding, ...]:
    raw = {name.replace("__", "."): text for name, text in typed.items()}
    return checks.judge(answers.read(FORM, raw, TODAY))


def names(found: tuple[checks.Finding, ...]) -> list[str]:
    return [finding.name for finding in found if finding.name != "papers"]


def test_nothing_fires_on_an_empty_form_but_the_papers_always_needed() -> None:
    found = judged()
    assert [(finding.name, finding.at) for finding in found] == [("papers", "papers")]


def test_a_date_of_exactly_the_limit_does_not_fire() -> None:
    assert names(judged(advice="2026-08-25")) == []


def test_a_date_one_day_past_the_limit_fires_with_the_answer_in_the_sentence() -> None:
    (finding,) = (one for one in judged(advice="2026-08-24") if one.name == "old")
    assert finding.sentence.nl == "Het advies van 24\u00a0augustus\u00a02026 is ouder dan 90 dagen."
    assert (finding.level, finding.at, finding.source, finding.unconfirmed) == ("warn", "advice", "uwv", False)


def test_a_stop_fires_only_while_its_when_holds() -> None:
    assert names(judged(kind="own_work", agreed="ja")) == ["X1"]
    assert names(judged(kind="effort", agreed="ja")) == []
    assert names(judged(kind="own_work", agreed="nee")) == []


def test_a_stop_says_that_it_is_unconfirmed() -> None:
    (finding,) = (one for one in judged(kind="own_work", agreed="yes") if one.level == "stop")
    assert finding.unconfirmed


def test_stops_come_before_warnings() -> None:
    found = judged(kind="own_work", agreed="yes", advice="2026-01-01")
    assert names(found) == ["X1", "old"]


def test_a_rule_about_a_row_fires_at_that_row() -> None:
    found = judged(papers__1__pages="3", papers__2__pages="25")
    assert [(one.at, one.sentence.en) for one in found if one.name == "many"] == [
        ("papers.2.pages", "That is many pages: 25.")
    ]


def test_papers_needed_and_welcome_for_the_question() -> None:
    found = checks.papers(answers.read(FORM, {"kind": "own_work", "papers.1.paper": "job"}, TODAY))
    assert [(paper.label.en, paper.needed, paper.listed) for paper in found] == [
        ("Job description", True, True),
        ("Letter", True, False),
        ("Plan", False, False),
    ]


def test_a_needed_paper_that_is_not_listed_is_a_warning_at_the_list() -> None:
    found = [one for one in judged(kind="own_work", papers__1__paper="letter") if one.name == "papers"]
    assert [(one.level, one.at) for one in found] == [("warn", "papers")]
    assert found[0].sentence.nl.startswith("U noemt nog niet: Functiebeschrijving.")


def test_a_finding_is_no_mistake() -> None:
    read = answers.read(FORM, {"kind": "own_work", "agreed": "yes", "advice": "2026-01-01"}, TODAY)
    assert all(isinstance(mistake, Mistake) for mistake in read.mistakes)
    assert read.wrong == ()
