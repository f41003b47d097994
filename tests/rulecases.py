"""Every rule of the employer's, the plan's, the rationale's and the adviser's form: what just sets it off.

A case changes answers of a sample: `fires` are the nearest answers inside the threshold, `silent` the nearest outside.
The employee's rules have such a table of their own, with their places and words, in test_form_werknemer.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from formgen.condition import moved
from formgen.form import Form, Shift
from formgen.lint import sample_paths
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY

Changes = Mapping[str, str]


@dataclass(frozen=True)
class Basis:
    """The answers that a case changes: a sample of a form, or nothing; and the day on which they are judged."""

    form: str
    sample: str = ""
    today: date = date(2026, 11, 23)

    @property
    def loaded(self) -> Form:
        """The form itself."""
        return LIBRARY.load(self.form)

    @property
    def answers(self) -> Changes:
        """The raw answers of the sample."""
        return _sample(self.form, self.sample)


@cache
def _sample(form: str, sample: str) -> Changes:
    paths = {path.stem: path for path in sample_paths(LIBRARY.load(form))}
    return read_answers(paths[sample].read_bytes(), sample).answers if sample else {}


@dataclass(frozen=True, eq=False)
class Case:
    """One threshold of one rule: its level and name, the answers that just set it off, and those that just do not."""

    basis: Basis
    level: str
    rule: str
    fires: Changes
    silent: Changes

    def __str__(self) -> str:
        return f"{self.basis.form.split('-')[-1]} {self.rule} {next(iter(self.fires.items()), '')}"


def cases(basis: Basis, *rows: tuple[str, Changes, Changes]) -> list[Case]:
    """Warnings; a rule whose name begins with `stop ` keeps the application from being made."""
    return [
        Case(basis, "stop" if rule.startswith("stop ") else "warn", rule.removeprefix("stop "), fires, silent)
        for rule, fires, silent in rows
    ]


def on(day: date, number: int) -> str:
    """So many days after this day."""
    return (day + timedelta(days=number)).isoformat()


def last_half_year(today: date, days: int) -> dict[str, str]:
    """The first sick day with which the last 6 months of the 104 weeks begin so many days from today."""
    end = moved(today + timedelta(days=days), Shift(6, "months"))
    return {"first_sick_day": on(end, -728)}


def but(options: str, one: str) -> str:
    """The options without this one."""
    return ", ".join(option for option in options.split() if option != one)


def rows(group: str, question: str, *texts: str) -> dict[str, str]:
    """A repeated question with these answers, a row each."""
    return {f"{group}.{n}.{question}": text for n, text in enumerate(texts, 1)}


# ---- the employer's application -------------------------------------------------------------------------------------

EMPLOYER = "deskundigenoordeel-werkgever"
WORK, SUITABLE, COOPERATION, EFFORT, OFTEN, WGA = (
    Basis(EMPLOYER, sample)
    for sample in ("eigen-werk", "passend-werk", "case-3", "eigen-inspanning", "veelvuldig-verzuim", "wga")
)
TODAY = WORK.today
ENDED = {"employment_ended": "yes", "employment_end": "2025-12-31", "after_employment": "yes"}
FIRST = date(2025, 6, 2)  # of the sample about the employer's own efforts
ILL = [{"first_sick_day": on(TODAY, -days)} for days in range(800)]  # so many days ago
NO_TRACK2 = {"track2_started": "no", "track2_grounds": "not_arranged"}
RETURN = {"track2_started": "no", "track2_grounds": "return_expected"}
DOUBTED = {"physician_doubt": "yes", "physician_date": on(TODAY, -29), "doubt_steps": "asked_physician"}
STOPPED = {"pay_action": "stopped", "pay_date": "2026-10-19"}
WARNED = STOPPED | {"pay_warned": "yes"}
TOLD = STOPPED | {"pay_told": "yes"}
HEARING = {"pay_dispute": "yes", "court_case": "pending"}
STEPS = "problem_analysis action_plan evaluations notice_42 first_year_evaluation"
LATE_PLAN = {"problem_analysis_date": "2025-07-14", "action_plan_date": on(FIRST, 56)}
GAP = rows("interruptions", "recovered_from", "2025-08-01") | rows("interruptions", "sick_again", "2025-08-11")

EMPLOYER_CASES = [
    *cases(
        WORK,
        ("stop X1", {"agree_not_unfit": "yes"}, {"agree_not_unfit": "no"}),
        ("stop X2", {**ENDED, "self_insured": "none"}, {**ENDED, "self_insured": "none", "after_employment": "no"}),
        ("X2", {**ENDED, "self_insured": "unknown"}, {**ENDED, "self_insured": "zw"}),
        ("X2", {**ENDED, "self_insured": "wga"}, {**ENDED, "self_insured": "both"}),
        ("stop X2b", {**ENDED, "self_insured": "zw"}, {**ENDED, "self_insured": "wga"}),
        ("stop X3", {"cooperate": "no"}, {"cooperate": "unknown"}),
        ("stop X4", {"zw_benefit": "yes"}, {"zw_benefit": "no"}),
        ("X7", {"pay_dispute": "no"}, {"pay_dispute": "yes"}),
        ("X8", {"physician_seen": "no"}, {"physician_seen": "yes"}),
        ("other_body", {"cao_body": "yes"}, {"cao_body": "no"}),
        ("other_body", {"cao_body": "unknown"}, {"cao_body": "no"}),
        ("R04", {"physician_date": on(TODAY, -91)}, {"physician_date": on(TODAY, -90)}),
        ("R04", {"physician_date": on(TODAY, -180)}, {"physician_date": on(TODAY, -181)}),
        ("R04-red", {"physician_date": on(TODAY, -181)}, {"physician_date": on(TODAY, -180)}),
        ("R16", {"relationship": "strained"}, {"relationship": "good"}),
        ("aow_age", {"birth_date": "1959-11-23"}, {"birth_date": "1959-11-24"}),
        (
            "contract_over",
            {"contract_type": "fixed_term", "contract_end": on(TODAY, -1)},
            {"contract_type": "fixed_term", "contract_end": on(TODAY, 0)},
        ),
        ("many_hours", {"contract_hours": "48,01"}, {"contract_hours": "48"}),
        (
            "shares_own_work",
            rows("tasks", "task_share", "50", "44,99", "0"),
            rows("tasks", "task_share", "50", "45", "0"),
        ),
        (
            "shares_own_work",
            rows("tasks", "task_share", "50", "55,01", "0"),
            rows("tasks", "task_share", "50", "55", "0"),
        ),
        ("over_104_weeks", ILL[728], ILL[727]),
        (
            "four_weeks",
            GAP | rows("interruptions", "sick_again", "2025-08-29"),
            GAP | rows("interruptions", "sick_again", "2025-08-28"),
        ),
        ("hearing_first", HEARING | {"hearing_date": on(TODAY, 41)}, HEARING | {"hearing_date": on(TODAY, 42)}),
        ("not_warned", STOPPED | {"pay_warned": "no"}, STOPPED | {"pay_warned": "yes"}),
        ("warned_late", WARNED | {"pay_warned_date": "2026-10-20"}, WARNED | {"pay_warned_date": "2026-10-19"}),
        ("not_told", STOPPED | {"pay_told": "no"}, STOPPED | {"pay_told": "yes"}),
        ("told_late", TOLD | {"pay_told_date": "2026-10-20"}, TOLD | {"pay_told_date": "2026-10-19"}),
        ("nothing_tried", {"anything_tried": "no"}, {"anything_tried": "yes"}),
        ("follow_up", {"agreement_after": "not_discussed"}, {"agreement_after": "no_agreement"}),
        ("tell_employee", {"informed_other": "no"}, {"informed_other": "yes"}),
        ("pay_each_question", {"costs_known": "no"}, {"costs_known": "yes"}),
    ),
    *cases(
        SUITABLE,
        ("stop X1b", {"agree_suitable": "yes"}, {"agree_suitable": "no"}),
        (
            "stop X6",
            {"earlier_opinion": "yes", "earlier_same": "yes", "anything_new": "no"},
            {"earlier_opinion": "yes", "earlier_same": "yes", "anything_new": "yes"},
        ),
        ("R16-red", {"relationship": "disturbed", "relationship_steps": "none"}, {"relationship_steps": "mediation"}),
        (
            "old_capacity",
            {"capacity_source": "fml", "capacity_date": on(TODAY, -91)},
            {"capacity_source": "fml", "capacity_date": on(TODAY, -90)},
        ),
        (
            "shares_other_work",
            rows("work_tasks", "work_task_share", "50", "44,99", "0"),
            rows("work_tasks", "work_task_share", "50", "45", "0"),
        ),
        (
            "shares_other_work",
            rows("work_tasks", "work_task_share", "50", "55,01", "0"),
            rows("work_tasks", "work_task_share", "50", "55", "0"),
        ),
        ("not_in_writing", {"offer_written": "no"}, {"offer_written": "yes"}),
        (
            "few_matches",
            {f"matches.{n}.match_{what}": "" for n in range(3, 20) for what in ("demand", "capacity", "fits", "note")},
            rows("matches", "match_demand", "Staan", "Tillen", "Lopen"),
        ),
        (
            "more_hours_than_contract",
            {"physician_conclusion": "partly", "contract_hours": "24", "work_hours": "24"},
            {"physician_conclusion": "partly", "contract_hours": "24", "work_hours": "23,99"},
        ),
    ),
    *cases(
        COOPERATION,
        ("X2b", {**ENDED, "self_insured": "both"}, {**ENDED, "self_insured": "wga"}),
        ("X3", {"cooperate": "no"}, {"cooperate": "unknown"}),
        ("R17", DOUBTED, DOUBTED | {"physician_date": on(TODAY, -28)}),
        ("R17-red", {"physician_doubt": "yes", "doubt_steps": "none"}, DOUBTED),
        ("R18", {"missed_appointments": "1"}, {"missed_appointments": "0"}),
        ("R18", {"missed_appointments": "2"}, {"missed_appointments": "2", "warned_in_writing": "no"}),
        (
            "R18-red",
            {"missed_appointments": "2", "warned_in_writing": "no"},
            {"missed_appointments": "1", "warned_in_writing": "no"},
        ),
        (
            "warning_missing",
            {"missed_appointments": "1", "warned_in_writing": "no"},
            {"missed_appointments": "2", "warned_in_writing": "no"},
        ),
        (
            "health_reason",
            {"reasons_given": "health", "physician_asked": "no"},
            {"reasons_given": "health", "physician_asked": "yes"},
        ),
        ("dismissal_not_warned", {"warned_in_writing": "no"}, {"warned_in_writing": "yes"}),
        ("dismissal_after_end", ENDED, {"employment_ended": "no"}),
    ),
    *cases(
        EFFORT,
        ("X5", last_half_year(TODAY, -1), last_half_year(TODAY, 0)),
        ("R27", last_half_year(TODAY, 59), last_half_year(TODAY, 60)),
        ("R27", last_half_year(TODAY, 0), last_half_year(TODAY, -1)),
        ("R02-red", NO_TRACK2 | ILL[364], NO_TRACK2 | ILL[363]),
        ("R02-red", NO_TRACK2 | ILL[364], {"track2_started": "no", "track2_grounds": "no_capacity"} | ILL[364]),
        ("R05", RETURN, RETURN | {"return_date": on(TODAY, 0)}),
        ("R05-red", RETURN | {"return_date": on(TODAY, -1)}, RETURN | {"return_date": on(TODAY, 0)}),
        ("R06-red", {"labour_report": "no"} | ILL[364], {"labour_report": "no"} | ILL[363]),
        ("R07", {"milestones": but(STEPS, "first_year_evaluation")} | ILL[364], {"milestones": "none"} | ILL[363]),
        ("R07", {"milestones": "none"} | ILL[371], {"milestones": "none"} | ILL[372]),
        ("R07-red", {"milestones": "none"} | ILL[372], {"milestones": "none"} | ILL[371]),
        ("R21", {"visions": "employer"}, {"visions": "both"}),
        ("R21", {"visions": "employee"}, {"visions": "both"}),
        ("R21-red", {"visions": "none"}, {"visions": "employee"}),
        ("R24", {"problem_analysis_date": on(FIRST, 43)}, {"problem_analysis_date": on(FIRST, 42)}),
        ("R24", LATE_PLAN, LATE_PLAN | {"action_plan_date": on(FIRST, 55)}),
        ("R24", {"action_plan_date": "2025-07-25"}, {"action_plan_date": "2025-07-24"}),
        ("R24", {"notice_42_date": on(FIRST, 299)}, {"notice_42_date": on(FIRST, 298)}),
        ("R24", {"first_year_evaluation_date": on(FIRST, 364)}, {"first_year_evaluation_date": on(FIRST, 363)}),
        ("R24", {"milestones": but(STEPS, "problem_analysis")} | ILL[43], {"milestones": "none"} | ILL[42]),
        (
            "R24",
            {"milestones": but(STEPS, "action_plan")} | ILL[56],
            {"milestones": but(STEPS, "action_plan")} | ILL[55],
        ),
        ("R24", {"milestones": but(STEPS, "notice_42")} | ILL[299], {"milestones": but(STEPS, "notice_42")} | ILL[298]),
        ("R25-red", NO_TRACK2 | ILL[547], NO_TRACK2 | ILL[546]),
    ),
    *cases(
        OFTEN,
        (
            "absence_older",
            rows("absences", "absence_from", "2023-11-22"),
            rows("absences", "absence_from", "2023-11-23"),
        ),
        ("absence_conditions", {"absence_conditions": "yes"}, {"absence_conditions": "no"}),
        ("absence_conditions", {"absence_conditions": "unknown"}, {"absence_conditions": "no"}),
        (
            "absence_conditions",
            {"absence_conditions": "no", "absence_conditions_source": "own"},
            {"absence_conditions": "no", "absence_conditions_source": "physician"},
        ),
        ("long_term_absence", {"absence_long_term": "yes"}, {"absence_long_term": "no"}),
    ),
    *cases(
        WGA,
        ("not_self_insured", {"self_insured": "zw"}, {"self_insured": "both"}),
        ("formal_decision", {"wga_decision": "yes"}, {"wga_decision": "no"}),
    ),
]

# ---- the plan for Track 2 -------------------------------------------------------------------------------------------

PLAN = Basis("plan-van-aanpak-spoor-2", "volledig", date(2026, 11, 19))  # a complete plan, in which nothing fires
PLAN_TODAY = PLAN.today
PLAN_FIRST, EVALUATED, START = date(2025, 12, 1), date(2026, 11, 5), date(2026, 11, 24)
SICK = [{"first_sick_day": on(PLAN_TODAY, -days)} for days in range(800)]
PLANNED = {"first_year_evaluation": "planned", "first_year_evaluation_planned": on(PLAN_TODAY, 1)}
NONE_YET = {"track2_started": "no", "track2_exception": "none"}
SOON = {"track2_exception": "return_soon"}
STARTED = {"track2_started": "yes", "track2_date": on(PLAN_TODAY, 0)}
STEP = {"late_steps.1.late_step": "evaluations", "late_steps.1.late_status": "late"}
GUIDED = {"guided_by": "employer", "guide_name": "M. Deskundige"}
DOUBT = {"physician_doubted": "employee", "doubt_follow_up": "none", "doubt_date": on(PLAN_TODAY, -28)}
ACTED = {"physician_doubted": "employee", "doubt_follow_up": "new_consultation", "doubt_date": "2026-10-01"}
CRITERIA = "knows_rules results open_reports file_for_wia"
DUTIES = "pays time file wages transition"
HOURS = "directions.2.direction_hours"
RECOVERED = rows("interruptions", "recovered_from", "2026-02-01")


def without(group: str, after: int = 0) -> dict[str, str]:
    """The rows of a group of the plan behind this number, left empty."""
    return {name: "" for name in PLAN.answers if name.startswith(f"{group}.") and int(name.split(".")[1]) > after}


ONE = without("directions", after=1)


def evaluations(number: int, days: int) -> dict[str, str]:
    """So many evaluations in a trajectory of so many days."""
    dates = {f"plan_evaluations.{n}.evaluation_date": on(START, n) for n in range(1, number + 1)}
    people = {f"plan_evaluations.{n}.evaluation_who": "coach" for n in range(1, number + 1)}
    return {**without("plan_evaluations"), **dates, **people, "track2_end": on(START, days)}


PLAN_CASES = cases(
    PLAN,
    ("R01", {"track2_date": on(PLAN_FIRST, 364)}, {"track2_date": on(PLAN_FIRST, 363)}),
    ("R01", {"track2_date": on(EVALUATED, 42)}, {"track2_date": on(EVALUATED, 43)}),
    ("R01", {**PLANNED, "track2_date": on(PLAN_FIRST, 364)}, {**PLANNED, "track2_date": on(PLAN_FIRST, 363)}),
    ("R01", {**PLANNED, "track2_date": on(PLAN_FIRST, 405)}, {**PLANNED, "track2_date": on(PLAN_FIRST, 406)}),
    ("R01-red", {"track2_date": on(EVALUATED, 43)}, {"track2_date": on(EVALUATED, 42)}),
    ("R01-red", {**PLANNED, "track2_date": on(PLAN_FIRST, 406)}, {**PLANNED, "track2_date": on(PLAN_FIRST, 405)}),
    ("R02", {**SICK[315], "track2_date": ""}, {**SICK[314], "track2_date": ""}),
    ("R02", {**SICK[363], "track2_date": ""}, {**SICK[364], "track2_date": ""}),
    ("R02-red", {**NONE_YET, **SICK[364]}, {**NONE_YET, **SICK[363]}),
    ("R03", {"capacity_date": on(START, -91)}, {"capacity_date": on(START, -90)}),
    ("R03-red", without("track1_jobs"), without("track1_jobs", after=1)),
    ("R03-red", {**STARTED, "labour_report": "no"}, {**STARTED, "labour_report": "yes"}),
    ("R03-red", {**STARTED, "labour_report": "planned"}, {**NONE_YET, "labour_report": "planned"}),
    ("R04", {"capacity_date": on(PLAN_TODAY, -91)}, {"capacity_date": on(PLAN_TODAY, -90)}),
    ("R04", {"capacity_date": on(PLAN_TODAY, -180)}, {"capacity_date": on(PLAN_TODAY, -181)}),
    ("R04-red", {"capacity_date": on(PLAN_TODAY, -181)}, {"capacity_date": on(PLAN_TODAY, -180)}),
    ("R04-red", {"capacity_source": "none"}, {"capacity_source": "letter"}),
    ("R05", SOON, {**SOON, "return_expected_date": on(PLAN_TODAY, 30)}),
    ("R05", {**SOON, "return_expected_date": "2027-02-06"}, {**SOON, "return_expected_date": "2027-02-05"}),
    (
        "R05-red",
        {**SOON, "return_expected_date": on(PLAN_TODAY, -1)},
        {**SOON, "return_expected_date": on(PLAN_TODAY, 0)},
    ),
    ("R06", {"labour_report": "planned", **SICK[364]}, {"labour_report": "planned", **SICK[363]}),
    (
        "R06",
        {"labour_report": "planned", "labour_report_planned": on(PLAN_FIRST, 364)},
        {"labour_report": "planned", "labour_report_planned": on(PLAN_FIRST, 363)},
    ),
    ("R06-red", {"labour_report": "no"}, {"labour_report": "planned"}),
    ("R07", {"first_year_evaluation_date": on(PLAN_FIRST, 364)}, {"first_year_evaluation_date": on(PLAN_FIRST, 363)}),
    ("R07", {"first_year_evaluation_date": on(PLAN_FIRST, 314)}, {"first_year_evaluation_date": on(PLAN_FIRST, 315)}),
    (
        "R07",
        {**PLANNED, "first_year_evaluation_planned": on(PLAN_FIRST, 364)},
        {**PLANNED, "first_year_evaluation_planned": on(PLAN_FIRST, 363)},
    ),
    ("R07-red", {**PLANNED, **SICK[372]}, {**PLANNED, **SICK[371]}),
    ("R08", {"report_every": "six_weeks"}, {"report_every": "month"}),
    ("R08", {"report_every": "two_months"}, {"report_every": "less"}),
    ("R08-red", {"report_every": "less"}, {"report_every": "two_months"}),
    *(("R09", evaluations(n, 56 * n + 1), evaluations(n, 56 * n)) for n in (1, 2, 7)),
    ("R09-red", evaluations(0, 30), evaluations(1, 30)),
    ("R10", {"contact_every": "month"}, {"contact_every": "three_weeks"}),
    ("R10", {"contact_every": "six_weeks"}, {"contact_every": "less"}),
    ("R10-red", {"contact_every": "less"}, {"contact_every": "six_weeks"}),
    ("R11", GUIDED, {**GUIDED, "guided_by": "agency"}),
    ("R11-red", {**GUIDED, "guide_name": ""}, GUIDED),
    ("R12", {"distances.1.gap_activity": ""}, {"distances.1.gap_activity": "A1"}),
    ("R12-red", without("distances"), without("distances", after=1)),
    ("R13", ONE, without("directions", after=2)),
    ("R13-red", without("directions"), ONE),
    ("R13-red", {"directions.1.direction_fits": "no"}, {"directions.1.direction_fits": "adapted"}),
    (
        "R13-red",
        without("directions", after=2) | rows("directions", "direction_fits", "no", "no"),
        rows("directions", "direction_fits", "adapted", "adapted"),
    ),
    ("R14", {**ONE, "directions.1.direction_chance": "low"}, {**ONE, "directions.1.direction_chance": "medium"}),
    ("R14-red", {**ONE, "directions.1.direction_fits": "no"}, {**ONE, "directions.1.direction_fits": "adapted"}),
    ("R15", {HOURS: "24,01"}, {HOURS: "24"}),  # 24 hours is what the employee can work
    ("R15", {HOURS: "26,4"}, {HOURS: "26,41"}),
    ("R15-red", {HOURS: "26,41"}, {HOURS: "26,4"}),
    ("R16", {"relationship": "strained"}, {"relationship": "good"}),
    (
        "R16-red",
        {"relationship": "disturbed", "relationship_help": "none"},
        {"relationship": "disturbed", "relationship_help": "mediation"},
    ),
    ("R17", DOUBT | {"doubt_date": on(PLAN_TODAY, -29)}, DOUBT),
    ("R17", ACTED | {"doubt_follow_up_date": "2026-10-30"}, ACTED | {"doubt_follow_up_date": "2026-10-29"}),
    ("R17-red", DOUBT | {"physician_doubted": "employer"}, DOUBT),
    ("R17-red", DOUBT | {"physician_doubted": "both"}, ACTED | {"physician_doubted": "both"}),
    ("R18", {"missed_appointments": "1"}, {"missed_appointments": "0"}),
    (
        "R18-red",
        {"missed_appointments": "2", "missed_action": "talked"},
        {"missed_appointments": "1", "missed_action": "talked"},
    ),
    (
        "R18-red",
        {"missed_appointments": "2", "missed_action": "none"},
        {"missed_appointments": "2", "missed_action": "warned"},
    ),
    *(("R19", {"employer_duties": but(DUTIES, one)}, {}) for one in ("file", "wages", "transition")),
    *(("R19-red", {"employer_duties": but(DUTIES, one)}, {}) for one in ("pays", "time")),
    ("R19-red", {"employer_duties": ""}, {"employer_duties": "", "employee_agrees": ""}),
    ("R20", {"employee_agrees": "seen"}, {"employee_agrees": "agrees"}),
    (
        "R20-red",
        {"employee_agrees": "not_signing"},
        {"employee_agrees": "not_signing", "employee_remarks": "Ik wil eerst overleg."},
    ),
    ("R21", {"employer_vision": ""}, {}),
    ("R21", {"employee_vision": ""}, {}),
    ("R21-red", {"employer_vision": "", "employee_vision": ""}, {"employee_vision": ""}),
    ("R22", {"trainings.1.course_start": ""}, {}),
    (
        "R22-red",
        {"training_decision": "refused_cost", "training_reason": ""},
        {"training_decision": "refused_other", "training_reason": ""},
    ),
    ("R23", {"markets.1.market_date": "2026-05-18"}, {"markets.1.market_date": "2026-05-19"}),
    ("R23-red", without("markets"), without("markets", after=1)),
    ("R24", {**STEP, "late_steps.1.late_step_reason": "Geen plek."}, STEP),
    ("R24", {"first_year_evaluation_date": on(PLAN_FIRST, 364)}, {"first_year_evaluation_date": on(PLAN_FIRST, 363)}),
    ("R24-red", STEP, {**STEP, "late_steps.1.late_step_reason": "Geen plek."}),
    ("R25-red", {**NONE_YET, **SICK[547]}, {**NONE_YET, **SICK[546]}),
    ("R27", last_half_year(PLAN_TODAY, 59), last_half_year(PLAN_TODAY, 60)),
    ("R27", last_half_year(PLAN_TODAY, 0), last_half_year(PLAN_TODAY, -1)),
    ("R27-red", last_half_year(PLAN_TODAY, -1), last_half_year(PLAN_TODAY, 0)),
    *(("R28", {"agency_criteria": but(CRITERIA, one)}, {}) for one in CRITERIA.split()),
    ("R28-red", {"agency_criteria": ""}, {"agency_criteria": "results"}),
    ("R28-red", {"agency_criteria": "none"}, {"agency_criteria": "results"}),
    ("over_104_weeks", SICK[728], SICK[727]),
    (
        "four_weeks",
        RECOVERED | rows("interruptions", "sick_again", "2026-03-01"),
        RECOVERED | rows("interruptions", "sick_again", "2026-02-28"),
    ),
    ("no_capacity", {"usable_capacity": "no"}, {"usable_capacity": "yes"}),
    (
        "few_track1_jobs",
        {"employer_size": "from_26"} | without("track1_jobs", after=2),
        {"employer_size": "from_11"} | without("track1_jobs", after=2),
    ),
    ("no_overview", {"track1_overview": "no"}, {"track1_overview": "yes"}),
    (
        "no_chances",
        {"track2_started": "no", "track2_exception": "no_chances", "labour_report": "planned"},
        {"track2_started": "no", "track2_exception": "no_chances", "labour_report": "yes"},
    ),
    (
        "before_start",
        {"plan_activities.1.activity_start": on(START, -1)},
        {"plan_activities.1.activity_start": on(START, 0)},
    ),
    ("after_end", {"track2_end": "2027-03-01", **rows("plan_activities", "activity_end", "2027-03-02")}, {}),
    ("late_goal", {"track2_end": "2027-03-01", **rows("distances", "gap_deadline", "2027-03-02")}, {}),
    ("agency_keeps_long", {"agency_keeps": "other"}, {"agency_keeps": "two_years"}),
    ("tell_the_employee", {"privacy_told": "no"}, {"privacy_told": "yes"}),
)

# ---- the rationale --------------------------------------------------------------------------------------------------

RATIONALE = Basis("onderbouwing-afwijking-deskundigenoordeel", "case-8")
OPINION = date(2026, 9, 14)
ONE_REASON = {
    name: "" for name in RATIONALE.answers if name.startswith("reasons.") and not name.startswith("reasons.1.")
}
ALONE = {"facts_new": "no", "physician_consulted": "no", "labour_consulted": "no"}
BY_PHYSICIAN = {"facts_new": "no", "labour_consulted": "no"}
BY_EXPERT = {"facts_new": "no", "physician_consulted": "no"}
BY_BOTH = {"facts_new": "no", "labour_date": on(OPINION, -1)}
UNDECIDED = {"decision_late_reason": ""}
KNOWN = {"new_fact_list.1.new_fact_why": ""}
NOT_FIT = {"question_type": "own_work", "opinion_outcome": "not_fit"}

RATIONALE_CASES = cases(
    RATIONALE,
    (
        "RF1",
        ONE_REASON | rows("reasons", "reason_kind", "other"),
        ONE_REASON | rows("reasons", "reason_kind", "new_facts"),
    ),
    (
        "RF1",
        rows("reasons", "reason_kind", "disagree", "other", "disagree"),
        rows("reasons", "reason_kind", "disagree", "other", "new_facts"),
    ),
    ("RF2", ALONE, ALONE | {"facts_new": "yes"}),
    ("RF3", UNDECIDED | {"decision_date": on(OPINION, 29)}, UNDECIDED | {"decision_date": on(OPINION, 28)}),
    ("RF4", BY_PHYSICIAN | {"physician_date": on(OPINION, -1)}, BY_PHYSICIAN | {"physician_date": on(OPINION, 0)}),
    ("RF4", BY_EXPERT | {"labour_date": on(OPINION, -1)}, BY_EXPERT | {"labour_date": on(OPINION, 0)}),
    ("RF4", BY_BOTH | {"physician_date": on(OPINION, -1)}, BY_BOTH | {"physician_date": on(OPINION, 0)}),
    ("RF5", {"sanction_decision": "yes"}, {"sanction_decision": "no"}),
    ("RF6", {"reintegration_continues": "no"}, {"reintegration_continues": "partly"}),
    (
        "RF8",
        {"opinion_outcome": "insufficient", "repair": "no"},
        {"opinion_outcome": "insufficient", "repair": "partly"},
    ),
    ("RF9", NOT_FIT | {"work_demanded": "yes"}, NOT_FIT | {"work_demanded": "no"}),
    ("protection_lost", {"opinion_favours": "favourable"}, {"opinion_favours": "mixed"}),
    ("high_risk", {"opinion_favours": "mixed", "risk_accepted": "no"}, {"opinion_favours": "mixed"}),
    ("evidence", {"reasons.1.reason_evidence": ""}, {}),
    ("evidence_date", {"reasons.1.reason_date": ""}, {}),
    ("whole_opinion", {"deviation_scope": "whole"}, {"deviation_scope": "part"}),
    ("rest_not_followed", {"followed_rest": "no"}, {"followed_rest": "yes"}),
    ("outcome_fits_question", {**NOT_FIT, "opinion_outcome": "suitable"}, NOT_FIT),
    ("outcome_fits_question", {"opinion_outcome": "fit"}, {"opinion_outcome": "other"}),
    (
        "outcome_fits_question",
        {"question_type": "employer_effort", "opinion_outcome": "fit"},
        {"question_type": "employer_effort", "opinion_outcome": "sufficient"},
    ),
    (
        "known_before",
        KNOWN | {"new_fact_list.1.new_fact_known": on(OPINION, 0)},
        KNOWN | {"new_fact_list.1.new_fact_known": on(OPINION, 1)},
    ),
    ("advice_before_opinion", {"physician_date": on(OPINION, 0)}, {"physician_date": on(OPINION, 1)}),
    ("physician_disagrees", {"physician_agrees": "no"}, {"physician_agrees": "partly"}),
    ("ask_physician", {"physician_consulted": "no"}, {"physician_consulted": "yes"}),
    ("hear_employee", {"employee_heard": "no"}, {"employee_heard": "yes"}),
    ("new_opinion_not_considered", {"alternative_new_opinion": "not_considered"}, {}),
    ("R27-red", last_half_year(TODAY, -1), last_half_year(TODAY, 0)),
    ("R27", last_half_year(TODAY, 59), last_half_year(TODAY, 60)),
    ("R27", last_half_year(TODAY, 0), last_half_year(TODAY, -1)),
    ("adjust_plan", {"plan_adjusted": "no"}, {"plan_adjusted": "yes"}),
    ("update_vision", {"vision_updated": "no"}, {"vision_updated": "yes"}),
    ("adjust_track2", {"track2_plan_adjusted": "not_yet"}, {"track2_plan_adjusted": "unchanged"}),
    ("review_soon", {"review_date": on(TODAY, 43)}, {"review_date": on(TODAY, 42)}),
    ("sign_it", {"signed_at_once": "no"}, {"signed_at_once": "yes"}),
    (
        "employee_refuses",
        {"employee_signs": "not_signing", "employee_remarks": ""},
        {"employee_signs": "seen", "employee_remarks": ""},
    ),
)

# ---- the adviser ----------------------------------------------------------------------------------------------------

ADVISER = Basis("adviser")
I_AM, WE_ARE = {"role": "employee"}, {"role": "employer"}
OVER = {"employment_ended": "yes", "after_employment": "yes"}
OPINION_BEFORE = {"earlier_opinion": "yes", "earlier_same": "yes"}
IN_ZW = {"zw_benefit": "yes"}


def mine(motive: str) -> dict[str, str]:
    """An employee with this motive."""
    return {**I_AM, "motive": motive}


def ours(motive: str) -> dict[str, str]:
    """An employer with this motive."""
    return {**WE_ARE, "employer_motive": motive}


ADVISER_CASES = cases(
    ADVISER,
    ("ask_own_work", mine("recovered"), mine("offered")),
    ("ask_own_work", ours("recovered"), ours("refused")),
    ("ask_suitable_work", mine("found"), mine("pay")),
    ("ask_suitable_work", ours("refused"), ours("dismissal")),
    ("ask_employee_effort", mine("pay"), mine("no_chance")),
    ("ask_employee_effort", ours("dismissal"), ours("enough")),
    ("free_of_charge", ours("dismissal"), ours("not_cooperating")),
    ("ask_employer_effort", mine("track2"), mine("frequent")),
    ("ask_employer_effort", ours("enough"), ours("frequent")),
    ("ask_frequent_absence", mine("frequent"), mine("what_next")),
    ("ask_frequent_absence", ours("frequent"), ours("what_next")),
    ("stop ", mine("what_next"), mine("frequent")),
    ("stop ", ours("what_next"), ours("frequent")),
    ("stop ", mine("something_else"), mine("frequent")),
    ("stop ", ours("something_else"), ours("frequent")),
    ("stop X1", {"agree_not_unfit": "yes"}, {"agree_not_unfit": "no"}),
    ("stop X2", {**OVER, "self_insured": "none"}, {**OVER, "self_insured": "unknown"}),
    ("stop X4", mine("recovered") | IN_ZW, mine("found") | IN_ZW),
    ("stop X4", ours("recovered") | IN_ZW, ours("found") | IN_ZW),
    ("stop X6", {**OPINION_BEFORE, "anything_new": "no"}, {**OPINION_BEFORE, "anything_new": "yes"}),
    ("talk_first", {"talked": "no"}, {"talked": "yes"}),
    ("other_body", {"cao_body": "yes"}, {"cao_body": "unknown"}),
    ("X5", mine("track2") | last_half_year(TODAY, -1), mine("track2") | last_half_year(TODAY, 0)),
    ("X5", ours("enough") | last_half_year(TODAY, -1), ours("enough") | last_half_year(TODAY, 0)),
)

CASES = [*EMPLOYER_CASES, *PLAN_CASES, *RATIONALE_CASES, *ADVISER_CASES]
