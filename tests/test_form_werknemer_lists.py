"""The employee's application: a rule that names several options fires at each of them, and at no other option."""

import pytest

from formgen.form import Check, Line
from tests.employee import FORM, Raw
from tests.test_form_werknemer import CASES, Case, found, rule_of


def lists(rule: Check) -> list[Line]:
    """The lines of a rule that name more than one option of a choice."""
    return [line for line in rule.condition if len(line.tests) > 1 and FORM.by_name[line.subject].options]


def variants(case: Case, line: Line) -> list[tuple[Raw, bool]]:
    """The answers of the case with each option of that question, and whether the rule names it."""
    named = {test.operand for test in line.tests}
    return [
        (case.fires | {line.subject: option.name}, option.name in named)
        for option in FORM.by_name[line.subject].options
    ]


WITH_LISTS = [(case, line) for case in CASES for line in lists(rule_of(case))]


def test_there_are_rules_that_name_several_options() -> None:
    assert {case.rule for case, _ in WITH_LISTS} == {"X2b", "shares", "physician_agrees", "not_self_insured"}


@pytest.mark.parametrize(("case", "line"), WITH_LISTS, ids=lambda given: str(given)[:50])
def test_a_rule_fires_at_each_option_it_names_and_at_no_other(case: Case, line: Line) -> None:
    for raw, named in variants(case, line):
        assert bool(found(case, raw)) is named, raw[line.subject]
