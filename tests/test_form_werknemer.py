"""The employee's application: each rule fires at its threshold, with its own sentence, and not a step before."""

from dataclasses import dataclass, replace

import pytest

from formgen import guidance
from formgen.answers import read
from formgen.form import Check
from formgen.guidance.checks import Finding, judge
from formgen.text import LANGUAGES
from tests.employee import ABSENCE, FORM, MINE, OWN, SEEN, SUITABLE, THEIRS, TODAY, WGA, Raw, day

RULES = tuple(check for check in FORM.checks if check.level != "must")


@dataclass(frozen=True)
class Case:
    """One rule: where it is told, words only its sentence has, answers that just fire it, answers that just do not."""

    level: str
    rule: str
    at: str
    says: str
    fires: Raw
    silent: tuple[Raw, ...]

    def __str__(self) -> str:
        return f"{self.level} {self.rule} {self.says}"


ENDED = {"employment_ended": "yes", "employment_end": day(-30), "after_employment": "yes"}
EARLIER = {"earlier_opinion": "yes", "earlier_same": "yes"}
YEAR, DAY_AFTER_YEAR = {"first_sick_day": day(-363)}, {"first_sick_day": day(-364)}
RECOVERED = {"interruptions.1.recovered_from": day(-100)}


def shares(group: str, question: str, *parts: str) -> dict[str, str]:
    """Rows of a group of tasks with these shares."""
    return {f"{group}.{n}.{question}": part for n, part in enumerate(parts, 1)}


def matches(number: int) -> dict[str, str]:
    """Answers about suitable work with this many demands."""
    return SUITABLE | {f"matches.{n}.match_demand": "Staan" for n in range(1, number + 1)}


STOPS = (
    Case(
        *("stop", "X1", "agree_not_unfit", "niet door ziekte arbeidsongeschikt bent. Dan geeft UWV geen oordeel"),
        {"agree_not_unfit": "yes"},
        ({"agree_not_unfit": "no"}, {}),
    ),
    Case(
        *("stop", "X1b", "agree_suitable", "eens over dit werk"),
        SUITABLE | {"agree_suitable": "yes"},
        (SUITABLE | {"agree_suitable": "no"}, OWN | {"agree_suitable": "yes"}),
    ),
    Case(
        *("stop", "X2", "after_employment", "is geen eigenrisicodrager"),
        ENDED | {"self_insured": "none"},
        (
            ENDED | {"self_insured": "unknown"},
            ENDED | {"self_insured": "none", "after_employment": "no"},
            ENDED | {"self_insured": "none", "employment_ended": "no"},
        ),
    ),
    Case(
        *("stop", "X2b", "question_type", "beslist zelf over de Ziektewet-uitkering"),
        ENDED | OWN | {"self_insured": "zw"},
        (
            ENDED | OWN | {"self_insured": "wga"},
            ENDED | SUITABLE | {"self_insured": "zw"},
            OWN | {"self_insured": "zw", "employment_ended": "no"},
        ),
    ),
    Case(
        *("stop", "X3", "cooperate", "Zonder uw medewerking"),
        OWN | {"cooperate": "no"},
        (OWN | {"cooperate": "yes"}, SUITABLE | {"cooperate": "no"}, {"cooperate": "no"}),
    ),
    Case(
        *("stop", "X4", "question_type", "U krijgt een Ziektewet-uitkering van UWV"),
        OWN | {"zw_benefit": "yes"},
        (OWN | {"zw_benefit": "no"}, MINE | {"zw_benefit": "yes"}),
    ),
    Case(
        *("stop", "X6", "anything_new", "er is niets veranderd"),
        EARLIER | {"anything_new": "no"},
        (
            EARLIER | {"anything_new": "yes"},
            EARLIER | {"anything_new": "no", "earlier_same": "no"},
            EARLIER | {"anything_new": "no", "earlier_opinion": "no"},
        ),
    ),
)
WHETHER = (
    Case(
        *("warn", "X2", "self_insured", "alleen een oordeel als de werkgever eigenrisicodrager is"),
        ENDED | {"self_insured": "unknown"},
        (ENDED | {"self_insured": "both"}, ENDED | {"self_insured": "unknown", "after_employment": "no"}),
    ),
    Case(
        *("warn", "X2", "question_type", "alleen eigenrisicodrager voor de WGA"),
        ENDED | OWN | {"self_insured": "wga"},
        (
            ENDED | WGA | {"self_insured": "wga"},
            ENDED | OWN | {"self_insured": "both"},
            ENDED | {"self_insured": "wga"},
        ),
    ),
    Case(
        *("warn", "X2b", "question_type", "Bronnen verschillen"),
        ENDED | MINE | {"self_insured": "both"},
        (ENDED | THEIRS | {"self_insured": "both"}, ENDED | MINE | {"self_insured": "none"}),
    ),
    Case(
        *("warn", "X3", "cooperate", "andere bronnen noemen het bij elke vraag"),
        WGA | {"cooperate": "no"},
        (OWN | {"cooperate": "no"}, WGA | {"cooperate": "yes"}, {"cooperate": "no"}),
    ),
    Case(
        *("warn", "X5", "late_reason", "over 6\u00a0maanden of minder af"),
        THEIRS | {"first_sick_day": day(-548)},  # the 104 weeks end on 22 May 2027, six months from yesterday
        (THEIRS | {"first_sick_day": day(-547)}, MINE | {"first_sick_day": day(-548)}),
    ),
    Case(
        *("warn", "R27", "question_type", "Over minder dan 60\u00a0dagen beginnen de laatste 6\u00a0maanden"),
        THEIRS | {"first_sick_day": "2025-07-23"},
        (THEIRS | {"first_sick_day": "2025-07-24"}, THEIRS | {"first_sick_day": day(-548)}),
    ),
    Case(
        *("warn", "X7", "pay_dispute", "bij een verschil van mening over loon"),
        OWN | {"pay_dispute": "no"},
        (OWN | {"pay_dispute": "yes"}, SUITABLE | {"pay_dispute": "no"}),
    ),
    Case("warn", "X8", "physician_seen", "Vraag dat advies eerst", {"physician_seen": "no"}, (SEEN, {})),
    Case(
        *("warn", "other_body", "cao_body", "Vraag het oordeel daar aan"),
        {"cao_body": "yes"},
        ({"cao_body": "no"}, {"cao_body": "unknown"}),
    ),
    Case(
        *("warn", "other_body", "cao_body", "Kijk in uw cao"),
        {"cao_body": "unknown"},
        ({"cao_body": "no"}, {"cao_body": "yes"}),
    ),
    Case(
        *("warn", "not_self_insured", "other_question", "U schreef dat uw werkgever dat niet is"),
        WGA | {"self_insured": "zw"},
        (WGA | {"self_insured": "both"}, WGA | {"self_insured": "unknown"}, ABSENCE | {"self_insured": "zw"}),
    ),
    Case(
        *("warn", "formal_decision", "wga_decision", "bezwaar maken"),
        WGA | {"wga_decision": "yes"},
        (WGA | {"wga_decision": "no"}, ABSENCE | {"wga_decision": "yes"}),
    ),
    Case(
        *("warn", "long_term_absence", "absence_long_term", "vaak en kort ziek"),
        ABSENCE | {"absence_long_term": "yes"},
        (ABSENCE | {"absence_long_term": "no"}, WGA | {"absence_long_term": "yes"}),
    ),
)
PERSON_AND_JOB = (
    Case(
        *("warn", "aow_age", "birth_date", "67\u00a0jaar of ouder"),
        {"birth_date": "1959-11-23"},
        ({"birth_date": "1959-11-24"},),
    ),
    Case(
        *("warn", "contract_over", "contract_end", "Uw tijdelijke contract liep af op 22\u00a0november\u00a02026"),
        {"contract_type": "fixed_term", "contract_end": day(-1), "employment_ended": "no"},
        (
            {"contract_type": "fixed_term", "contract_end": day(0), "employment_ended": "no"},
            {"contract_type": "fixed_term", "contract_end": day(-1), "employment_ended": "yes"},
            {"contract_type": "permanent", "contract_end": day(-1), "employment_ended": "no"},
        ),
    ),
    Case(
        *("warn", "many_hours", "contract_hours", "48,01 uur per week"),
        {"contract_hours": "48,01"},
        ({"contract_hours": "48"},),
    ),
    Case(
        *("warn", "shares", "tasks", "minder dan 100 procent. Ontbreekt er een taak"),
        OWN | shares("tasks", "task_share", "50", "44,99"),
        (
            OWN | shares("tasks", "task_share", "50", "45"),
            OWN | shares("tasks", "task_share", "50") | {"tasks.2.task": "Opruimen"},
            MINE | shares("tasks", "task_share", "50", "44,99"),
        ),
    ),
    Case(
        *("warn", "shares", "tasks", "Uw taken zijn samen meer dan 100 procent"),
        THEIRS | shares("tasks", "task_share", "50", "55,01"),
        (THEIRS | shares("tasks", "task_share", "50", "55"),),
    ),
    Case(
        *("warn", "shares_other_work", "work_tasks", "samen minder dan 100 procent"),
        SUITABLE | shares("work_tasks", "work_task_share", "94,99"),
        (SUITABLE | shares("work_tasks", "work_task_share", "95"), SUITABLE),
    ),
    Case(
        *("warn", "shares_other_work", "work_tasks", "samen meer dan 100 procent"),
        SUITABLE | shares("work_tasks", "work_task_share", "100", "5,01"),
        (SUITABLE | shares("work_tasks", "work_task_share", "100", "5"),),
    ),
)
ILLNESS = (
    Case(
        *("warn", "over_104_weeks", "first_sick_day", "meer dan 104\u00a0weken geleden"),
        OWN | {"first_sick_day": day(-728)},
        (OWN | {"first_sick_day": day(-727)}, WGA | {"first_sick_day": day(-728)}),
    ),
    Case(
        *("warn", "four_weeks", "interruptions.1.sick_again", "namelijk 12\u00a0september\u00a02026"),
        RECOVERED | {"interruptions.1.sick_again": day(-72)},
        (RECOVERED | {"interruptions.1.sick_again": day(-73)},),
    ),
    Case(
        *("warn", "old_advice", "physician_date", "Het advies van de bedrijfsarts is ouder dan 90\u00a0dagen"),
        SEEN | {"physician_date": day(-91)},
        (SEEN | {"physician_date": day(-90)}, {"physician_seen": "no", "physician_date": day(-91)}),
    ),
    Case(
        *("warn", "old_capacity", "capacity_date", "Het papier over wat u kunt"),
        SUITABLE | {"capacity_source": "fml", "capacity_date": day(-91)},
        (
            SUITABLE | {"capacity_source": "fml", "capacity_date": day(-90)},
            SUITABLE | {"capacity_source": "none", "capacity_date": day(-91)},
        ),
    ),
    Case(
        *("warn", "physician_agrees", "own_claim", "eigen werk niet kunt doen"),
        OWN | SEEN | {"own_claim": "partly", "physician_conclusion": "no_capacity"},
        (
            OWN | SEEN | {"own_claim": "fit", "physician_conclusion": "unfit"},
            OWN | SEEN | {"own_claim": "unfit", "physician_conclusion": "partly"},
        ),
    ),
    Case(
        *("warn", "physician_agrees", "own_claim", "vinden allebei"),
        OWN | SEEN | {"own_claim": "fit", "physician_conclusion": "fit"},
        (
            OWN | SEEN | {"own_claim": "fit", "physician_conclusion": "fit_later"},
            OWN | SEEN | {"own_claim": "partly", "physician_conclusion": "fit"},
        ),
    ),
)
PAY = (
    Case(
        *("warn", "pay_before_opinion", "pay_date", "Uw loon verandert op 3\u00a0januari\u00a02027"),
        {"pay_action": "announced", "pay_date": day(41)},
        ({"pay_action": "announced", "pay_date": day(42)}, {"pay_action": "stopped", "pay_date": day(-1)}),
    ),
    Case(
        *("warn", "not_warned", "pay_warned", "vooraf schriftelijk te waarschuwen"),
        {"pay_action": "stopped", "pay_warned": "no"},
        ({"pay_action": "stopped", "pay_warned": "yes"}, {"pay_action": "none", "pay_warned": "no"}),
    ),
    Case(
        *("warn", "warned_late", "pay_warned_date", "kwam na 13\u00a0november\u00a02026"),
        {"pay_action": "lowered", "pay_date": day(-10), "pay_warned": "yes", "pay_warned_date": day(-9)},
        ({"pay_action": "lowered", "pay_date": day(-10), "pay_warned": "yes", "pay_warned_date": day(-10)},),
    ),
    Case(
        *("warn", "hearing_first", "hearing_date", "De zitting is op 3\u00a0januari\u00a02027"),
        {"court_case": "pending", "hearing_date": day(41)},
        ({"court_case": "pending", "hearing_date": day(42)}, {"court_case": "planned", "hearing_date": day(41)}),
    ),
)
EFFORTS = (
    Case(
        *("warn", "not_in_writing", "offer_written", "Het voorstel staat niet op papier"),
        SUITABLE | {"offer_written": "no"},
        (SUITABLE | {"offer_written": "yes"}, OWN | {"offer_written": "no"}),
    ),
    Case("warn", "few_matches", "matches", "drie of meer eisen", matches(2), (matches(3), OWN)),
    Case(
        *("warn", "no_track2", "track2_started", "spoor 2 is niet begonnen"),
        THEIRS | DAY_AFTER_YEAR | {"track2_started": "no"},
        (THEIRS | YEAR | {"track2_started": "no"}, THEIRS | DAY_AFTER_YEAR | {"track2_started": "yes"}),
    ),
    Case(
        *("warn", "no_first_year_evaluation", "milestones", "geen eerstejaarsevaluatie"),
        THEIRS | DAY_AFTER_YEAR | {"milestones": "problem_analysis, action_plan"},
        (
            THEIRS | YEAR | {"milestones": "problem_analysis, action_plan"},
            THEIRS | DAY_AFTER_YEAR | {"milestones": "action_plan, first_year_evaluation"},
            THEIRS | DAY_AFTER_YEAR,
        ),
    ),
    Case(
        *("warn", "no_labour_report", "labour_report", "geen arbeidsdeskundig onderzoek"),
        THEIRS | DAY_AFTER_YEAR | {"labour_report": "no"},
        (
            THEIRS | YEAR | {"labour_report": "no"},
            THEIRS | DAY_AFTER_YEAR | {"labour_report": "yes"},
            MINE | DAY_AFTER_YEAR | {"labour_report": "no"},
        ),
    ),
)
LAST = (
    Case("warn", "nothing_tried", "anything_tried", "Probeer eerst", {"anything_tried": "no"}, ({},)),
    Case(
        *("warn", "follow_up", "agreement_after", "Spreek met uw werkgever af"),
        {"agreement_after": "not_discussed"},
        ({"agreement_after": "no_agreement"},),
    ),
    Case(
        *("warn", "tell_employer", "informed_other", "Vertel het liever eerst zelf"),
        {"informed_other": "no"},
        ({"informed_other": "yes"},),
    ),
    Case(
        *("warn", "sign_authorisation", "represented", "Stuur een machtiging mee"),
        {"represented": "yes"},
        ({"represented": "no"},),
    ),
    Case(
        *("warn", "pay_each_question", "costs_known", "U betaalt UWV voor elke vraag"),
        {"costs_known": "no"},
        ({"costs_known": "yes"},),
    ),
)
CASES = STOPS + WHETHER + PERSON_AND_JOB + ILLNESS + PAY + EFFORTS + LAST
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=str)


def found(case: Case, raw: Raw) -> list[Finding]:
    """The findings of this case's rule in these answers."""
    return [
        finding
        for finding in judge(read(FORM, raw, TODAY))
        if (finding.level, finding.name) == (case.level, case.rule) and case.says in finding.sentence.nl
    ]


def rule_of(case: Case) -> Check:
    """The one check of the form that the case is about."""
    named = (check for check in RULES if (check.level, check.name) == (case.level, case.rule))
    (rule,) = (check for check in named if judge_alone(check, case))
    return rule


def judge_alone(check: Check, case: Case) -> bool:
    """Whether this check by itself gives the case's sentence."""
    alone = replace(FORM, checks=(check,))
    return any(case.says in f.sentence.nl for f in judge(read(alone, case.fires, TODAY)) if f.name == case.rule)


@EVERY_CASE
def test_a_rule_fires_at_its_threshold_in_its_own_place(case: Case) -> None:
    (finding,) = found(case, case.fires)

    assert finding.at == case.at


@pytest.mark.parametrize(
    ("case", "raw"), [(case, raw) for case in CASES for raw in case.silent], ids=lambda given: str(given)[:60]
)
def test_a_rule_is_silent_just_outside_its_threshold(case: Case, raw: Raw) -> None:
    assert found(case, raw) == []


@EVERY_CASE
def test_a_sentence_that_fires_has_no_blank_left(case: Case) -> None:
    (finding,) = found(case, case.fires)

    assert [finding.sentence[language] for language in LANGUAGES if "{" in finding.sentence[language]] == []


def test_every_rule_of_the_form_has_its_case() -> None:
    assert sorted(rule_of(case).line for case in CASES) == [rule.line for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name} line {rule.line}")
def test_a_rule_that_leans_on_a_source_names_one_that_exists(rule: Check) -> None:
    assert rule.name
    assert not rule.source or rule.source in guidance.load(FORM.folder).sources


def test_no_stop_is_unconfirmed() -> None:
    """Only what a source says for certain keeps the application from being made."""
    stops = [rule for rule in RULES if rule.level == "stop"]

    assert [rule.name for rule in stops if rule.unconfirmed or not rule.source] == []
    assert [rule.name for rule in stops] == ["X1", "X1b", "X2", "X2b", "X3", "X4", "X6"]


def test_an_empty_form_sets_off_nothing() -> None:
    assert judge(read(FORM, {}, TODAY)) == ()


@pytest.mark.parametrize("case", STOPS, ids=str)
def test_a_stop_comes_before_every_warning(case: Case) -> None:
    answers = read(FORM, case.fires | {"represented": "yes", "costs_known": "no"}, TODAY)
    levels = [finding.level for finding in judge(answers)]

    assert levels == sorted(levels)
    assert levels[0] == "stop"
    assert levels.count("warn") >= 2
