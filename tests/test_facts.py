"""Amounts, terms and limits are said once, in forms/facts.yml: no text and no rule of ours repeats their number."""

import ast
import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeGuard

import pytest

from formgen.form import Fact
from formgen.guidance import fact
from formgen.guidance.poortwachter import GAP_DAYS, WAITING_DAYS
from formgen.library import SHIPPED
from formgen.loader import load_facts
from formgen.loader.nodes import Block, Faults, Items, Node, Scalar, read_file
from formgen.text import LANGUAGES, long_date

FACTS = load_facts(SHIPPED)
FORMS = SHIPPED / "forms"
FILES = sorted(path for path in FORMS.glob("*.yml") if path.stem not in ("facts", "sources", "privacy"))
CODE = "".join(path.read_text("utf-8") for path in (SHIPPED / "formgen").rglob("*.py"))

UNITS = {
    "days": "dag|dagen|day|days",
    "weeks": "week|weken|weeks",
    "months": "maand|maanden|month|months",
    "years": "jaar|year|years",
    "hours": "uur|hour|hours",
    "percent": "procent|per cent|percent|%",
}
WORDS = {
    **{"een": 1, "one": 1, "twee": 2, "two": 2, "drie": 3, "three": 3, "vier": 4, "four": 4, "vijf": 5, "five": 5},
    **{"zes": 6, "six": 6, "acht": 8, "eight": 8, "negen": 9, "nine": 9, "veertien": 14, "fourteen": 14},
}
NUMBER = rf"(?P<number>\d+|{'|'.join(WORDS)})"
AMOUNT = re.compile(
    rf"€\s?(?P<euro>\d+)|\bweek\s(?P<week>\d+)|\b{NUMBER}(?:\s|(?=%))(?P<unit>"
    + "|".join(UNITS.values())
    + r")(?![\w-])",
    re.IGNORECASE,
)

# A number that happens to be that of a fact, with the reason why it is another one.
ALLOWED = {
    "Elke twee weken": "an option to choose: how often",
    "Every two weeks": "an option to choose: how often",
    "Elke drie weken": "an option to choose: how often",
    "Every three weeks": "an option to choose: how often",
    "Elke zes weken": "an option to choose: how often",
    "Every six weeks": "an option to choose: how often",
    "Ten hoogste 2 jaar": "an option to choose: how long the agency keeps the file",
    "At most 2 years": "an option to choose: how long the agency keeps the file",
    "Spreek elke twee weken af": "advice on how often to meet, not a limit",
    "Meet every two weeks": "advice on how often to meet, not a limit",
    "meer dan vier weken achterlopen": "a sentence that the writer of a plan takes over or changes",
    "more than four weeks behind": "a sentence that the writer of a plan takes over or changes",
    "na vier weken meer": "an example of an answer",
    "more after four weeks": "an example of an answer",
    "twee weken achter elkaar": "an example of an answer",
    "two weeks in a row": "an example of an answer",
    "duurt drie maanden": "an example of an answer",
    "takes three months": "an example of an answer",
    "een dag later": "how the rule is read, by a day",
    "one day later": "how the rule is read, by a day",
    "tot een jaar langer": "a year in words, as the source has it",
    "up to one year longer": "a year in words, as the source has it",
}


def scalars(node: Node) -> Iterator[Scalar]:
    """Every text below a node; comments are none."""
    if isinstance(node, Block):
        for _, value in node.entries:
            yield from scalars(value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, Scalar):
        yield node


def read(path: Path) -> list[Scalar]:
    faults = Faults()
    tree = read_file(path, SHIPPED, faults)
    assert tree is not None
    assert not faults.problems
    return list(scalars(tree))


TEXTS = {path: read(path) for path in FILES}


def said(text: str) -> Iterator[tuple[Decimal, str, int]]:
    """The amounts in a text: how many, of what, and where."""
    for match in AMOUNT.finditer(text):
        if match["euro"] or match["week"]:
            yield Decimal(match["euro"] or match["week"]), "euro" if match["euro"] else "week", match.start()
            continue
        unit = next(unit for unit, words in UNITS.items() if re.fullmatch(words, match["unit"], re.IGNORECASE))
        typed = match["number"].lower()
        yield Decimal(WORDS.get(typed, 0) or typed), unit, match.start()


def is_date(value: object) -> TypeGuard[datetime.date]:
    return isinstance(value, datetime.date)


def repeated(text: str) -> list[str]:
    """The amounts in a text that are the value of a fact, said by their number."""
    known = {(one.value, one.unit) for one in FACTS.values()}
    days = [long_date(one.value, language) for one in FACTS.values() for language in LANGUAGES if is_date(one.value)]
    spans = [(found.start(), found.end()) for allowed in ALLOWED for found in re.finditer(re.escape(allowed), text)]
    return [day for day in days if day.replace("\u00a0", " ") in text] + [
        text[max(0, place - 30) : place + 30]
        for value, unit, place in said(text)
        if (value, unit) in known and not any(start <= place < end for start, end in spans)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_text_and_no_rule_repeats_the_number_of_a_fact(path: Path) -> None:
    assert [(scalar.line, found) for scalar in TEXTS[path] for found in repeated(scalar.text)] == []


def constants(path: Path) -> Iterator[tuple[int, str]]:
    """The texts a module of the templates' source writes with, but for docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docs:
            yield one.lineno, one.value


@pytest.mark.parametrize("path", sorted((SHIPPED / "templates" / "source").glob("*.py")), ids=lambda path: path.stem)
def test_no_template_repeats_the_number_of_a_fact(path: Path) -> None:
    assert [(line, found) for line, text in constants(path) for found in repeated(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("U betaalt € 100 aan UWV.", 1),
        ("Reken op 6 weken.", 1),
        ("binnen zes weken | within six weeks", 2),
        ("before today - 90 days", 1),
        ("na 104 weken en in week 52", 2),
        ("21 procent | 21%", 2),
        ("Reken op {facts.turnaround_planning}.", 0),
        ("Elke zes weken | Every six weeks", 0),
        ("sinds 1 juli 2023", 1),
        ("na 7 dagen", 0),
        ("6 tot 8 personen, 42e-weeksmelding, week 99", 0),
    ],
)
def test_the_search_finds_what_it_is_for(text: str, found: int) -> None:
    assert len(repeated(text)) == found


def test_every_exception_is_still_needed() -> None:
    everything = "\n".join(scalar.text for texts in TEXTS.values() for scalar in texts)

    assert [allowed for allowed in ALLOWED if allowed not in everything] == []


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_is_mentioned(name: str) -> None:
    mentioned = "\n".join(scalar.text for path in [*FILES, FORMS / "facts.yml"] for scalar in read(path))

    assert re.search(rf"facts\.{name}\b", mentioned) or f'"{name}"' in CODE or name in OF_THE_PAGES


OF_THE_PAGES = {"turnaround_average_2021", "cost_employer", "cost_employer_dismissal", "turnaround_planning"}


@pytest.mark.parametrize("one", FACTS.values(), ids=lambda one: one.name)
def test_a_fact_says_what_it_is_in_both_languages(one: Fact) -> None:
    for said_in in (one.text.nl, one.text.en):
        assert said_in.endswith(".")
        assert "{" not in said_in


def test_the_calendar_reckons_with_the_same_terms() -> None:
    """The calendar can do without a folder of forms, and so knows two terms of the law by itself."""
    assert (fact(SHIPPED, "new_period").days, fact(SHIPPED, "waiting_period").days) == (GAP_DAYS, WAITING_DAYS)


def test_facts_that_follow_from_each_other_agree() -> None:
    value = {name: one.value for name, one in FACTS.items()}

    assert value["waiting_period_last"] == value["waiting_period"]
    assert value["first_year_evaluation_until"] == value["first_year"] == value["track2_target"]
    assert value["track2_latest"] == value["first_year"] + value["track2_after_evaluation"]  # type: ignore[operator]
    assert value["problem_analysis_safe"] == value["problem_analysis"]
    assert value["first_year_evaluation_from"] == value["track2_decision"] + 1  # type: ignore[operator]


def test_a_folder_without_a_fact_gets_ours(tmp_path: Path) -> None:
    assert fact(tmp_path, "review_within") == FACTS["review_within"]
