"""The employee's application: each date and number that cannot be right is wrong from its limit on, and not before."""

from dataclasses import dataclass

import pytest

from formgen.answers import read
from formgen.condition import names
from formgen.errors import Mistake
from formgen.form import Check
from formgen.text import LANGUAGES
from tests.employee import ABSENCE, FORM, MINE, OWN, SEEN, SUITABLE, THEIRS, TODAY, WGA, Raw, day

MUSTS = tuple(check for check in FORM.checks if check.level == "must")
ILL = {"first_sick_day": day(-50)}
JOINED = {"job_start": day(-100)}
STOPPED = {"pay_action": "stopped"}


@dataclass(frozen=True)
class Limit:
    """One rule: the answer it is about, words of its sentence, the first wrong answer, the last right one."""

    at: str
    says: str
    wrong: str
    right: str
    beside: Raw

    def __str__(self) -> str:
        return f"{self.at} {self.says}"


CONTRACT = {"contract_hours": "32"}
FIXED = {"contract_type": "fixed_term"}
PARTLY = OWN | {"own_claim": "partly"}
TRIED = SUITABLE | {"work_tried": "yes", "tried_from": day(-20)}
TRACK2 = THEIRS | {"track2_started": "yes"}
STEPS = THEIRS | {"milestones": "problem_analysis, action_plan, evaluations, notice_42, first_year_evaluation"}
LIMITS = (
    # a day that has been
    Limit("employment_end", "De einddatum ligt dan niet na vandaag", day(1), day(0), {"employment_ended": "yes"}),
    Limit("earlier_date", "Kijk op de brief van UWV", day(1), day(0), {"earlier_opinion": "yes"}),
    Limit("job_start", "in dienst kwam, ligt niet na vandaag", day(1), day(0), {}),
    Limit("first_sick_day", "Uw eerste ziektedag ligt niet na vandaag", day(1), day(0), {}),
    Limit("effort_until", "UWV kijkt terug", day(1), day(0), MINE),
    Limit("interruptions.1.sick_again", "weer ziek werd, ligt niet na vandaag", day(1), day(0), {}),
    Limit("working_since", "U werkt nu", day(1), day(0), {"working_now": "own_work"}),
    Limit("physician_date", "is van vandaag of eerder", day(1), day(0), SEEN),
    Limit("labour_report_date", "Het rapport is van vandaag of eerder", day(1), day(0), {"labour_report": "yes"}),
    Limit("second_opinion_date", "De second opinion is", day(1), day(0), {"second_opinion": "yes"}),
    Limit("pay_date", "Is het alleen nog aangekondigd", day(1), day(0), STOPPED),
    Limit("pay_warned_date", "De waarschuwing is van", day(1), day(0), STOPPED | {"pay_warned": "yes"}),
    Limit("offer_date", "vandaag of eerder voorgesteld", day(1), day(0), SUITABLE),
    Limit("capacity_date", "Het papier van de bedrijfsarts", day(1), day(0), SUITABLE | {"capacity_source": "letter"}),
    Limit("activities.1.activity_date", "wat u al hebt gedaan", day(1), day(0), MINE),
    Limit("track2_date", "De datum ligt dan niet na vandaag", day(1), day(0), TRACK2),
    Limit("wga_until", "UWV kijkt terug", day(1), day(0), WGA),
    Limit("talks.1.talk_date", "wat u al hebt geprobeerd", day(1), day(0), {"anything_tried": "yes"}),
    Limit("informed_date", "uw werkgever het weet", day(1), day(0), {"informed_other": "yes"}),
    Limit("enclosures.1.enclosure_date", "Het papier is er al", day(1), day(0), {}),
    Limit("signing_date", "Ondertekent u later", day(1), day(0), {}),
    Limit("adaptations.1.adaptation_from", "De aanpassing is al gedaan", day(1), day(0), {}),
    Limit("tried_from", "Het werk is al geprobeerd", day(1), day(0), SUITABLE | {"work_tried": "yes"}),
    Limit("tried_until", "Laat de datum leeg", day(1), day(0), SUITABLE | {"work_tried": "yes"}),
    Limit("track2_plan_date", "Het trajectplan is er al", day(1), day(0), TRACK2),
    Limit("wga_start", "De uitkering is al begonnen", day(1), day(0), WGA),
    Limit("wga_efforts.1.wga_effort_date", "Schrijf wat al is gedaan", day(1), day(0), WGA),
    Limit("absences.1.absence_from", "begon vandaag of eerder", day(1), day(0), ABSENCE),
    Limit("absences.1.absence_until", "alleen ziekte die voorbij is", day(1), day(0), ABSENCE),
    Limit("problem_analysis_date", "De probleemanalyse is er al", day(1), day(0), STEPS),
    Limit("action_plan_date", "Het plan van aanpak is er al", day(1), day(0), STEPS),
    Limit("last_evaluation_date", "De evaluatie is er al", day(1), day(0), STEPS),
    Limit("notice_42_date", "De melding is al gedaan", day(1), day(0), STEPS),
    Limit("first_year_evaluation_date", "De eerstejaarsevaluatie is er al", day(1), day(0), STEPS),
    # not too young, not too old, not too far ahead
    Limit("birth_date", "minstens 13\u00a0jaar", "2013-11-24", "2013-11-23", {}),  # 13 years today is right
    Limit("birth_date", "ten hoogste 80\u00a0jaar", "1945-11-23", "1945-11-24", {}),
    Limit("assessment_date", "tot en met 14\u00a0dagen na vandaag", day(15), day(14), OWN),
    # in the order in which things happen
    Limit("contract_end", "Uw tijdelijke contract eindigt na", day(-100), day(-99), FIXED | JOINED),
    Limit("first_sick_day", "niet voor de datum waarop u in dienst kwam", day(-101), day(-100), JOINED),
    Limit("assessment_date", "niet voor uw eerste ziektedag", day(-51), day(-50), OWN | ILL),
    Limit("effort_from", "De periode begint niet voor", day(-51), day(-50), THEIRS | ILL),
    Limit("effort_until", "eindigt niet voordat die begint", day(-11), day(-10), MINE | {"effort_from": day(-10)}),
    Limit(
        *("adaptations.1.adaptation_until", "De aanpassing eindigt niet", day(-11), day(-10)),
        {"adaptations.1.adaptation_from": day(-10)},
    ),
    Limit("interruptions.1.recovered_from", "U was tussendoor hersteld", day(-50), day(-49), ILL),
    Limit(
        *("interruptions.1.sick_again", "na de dag waarop u hersteld was", day(-10), day(-9)),
        {"interruptions.1.recovered_from": day(-10)},
    ),
    Limit(
        *("leave_until", "Het verlof eindigt na", day(-10), day(-9)),
        {"maternity_leave": "yes", "leave_from": day(-10)},
    ),
    Limit("physician_date", "Het advies gaat over deze ziekteperiode", day(-51), day(-50), SEEN | ILL),
    Limit("pay_date", "een verandering na uw eerste ziektedag", day(-51), day(-50), STOPPED | ILL),
    Limit("tried_until", "U stopte niet voordat u begon", day(-21), day(-20), TRIED),
    Limit("track2_date", "Spoor 2 begon na uw eerste ziektedag", day(-50), day(-49), TRACK2 | ILL),
    Limit(
        *("absences.1.absence_until", "De ziekteperiode eindigt niet", day(-11), day(-10)),
        ABSENCE | {"absences.1.absence_from": day(-10)},
    ),
    Limit("wga_until", "eindigt niet voordat die begint", day(-11), day(-10), WGA | {"wga_from": day(-10)}),
    # other answers that do not go together
    Limit("hours_now", "uur werkt", "32,01", "32", CONTRACT | {"working_now": "other_work"}),
    Limit("own_hours", "en u hebt een contract voor", "32,01", "32", PARTLY | CONTRACT),
    Limit("truthful", "Kijk uw antwoorden na", "no", "yes", {}),
)
NOT_ENDED = {"employment_ended": "no"}
EVERY_LIMIT = pytest.mark.parametrize("limit", LIMITS, ids=str)


def mistakes(limit: Limit, beside: Raw) -> list[Mistake]:
    """The mistakes of this rule when the question has its first wrong answer."""
    found = read(FORM, {**NOT_ENDED, **beside, limit.at: limit.wrong}, TODAY).wrong
    return [mistake for mistake in found if mistake.question == limit.at and limit.says in mistake.sentence.nl]


def rule_of(limit: Limit) -> Check:
    """The one rule of the form that the limit is about."""
    (rule,) = (rule for rule in MUSTS if rule.at == limit.at.split(".")[-1] and limit.says in rule.sentence.nl)
    return rule


def compared(limit: Limit) -> str:
    """The question whose answer the rule compares with; an empty text when that is today or nothing."""
    return next((name for name in names(rule_of(limit).condition) if name != rule_of(limit).at), "")


@EVERY_LIMIT
def test_the_first_answer_beyond_the_limit_is_wrong(limit: Limit) -> None:
    (mistake,) = mistakes(limit, limit.beside)

    assert not mistake.missing


@EVERY_LIMIT
def test_the_last_answer_within_the_limit_is_right(limit: Limit) -> None:
    given = {**NOT_ENDED, **limit.beside, limit.at: limit.right}

    assert [m.sentence.nl for m in read(FORM, given, TODAY).wrong if m.question == limit.at] == []


@EVERY_LIMIT
def test_the_sentence_says_what_was_written_in_both_languages(limit: Limit) -> None:
    (mistake,) = mistakes(limit, limit.beside)

    for language in LANGUAGES:
        assert "{" not in mistake.sentence[language]
        assert mistake.sentence[language].endswith((".", "?"))


@pytest.mark.parametrize("limit", [limit for limit in LIMITS if compared(limit)], ids=str)
def test_a_rule_waits_for_the_answer_it_compares_with(limit: Limit) -> None:
    other = compared(limit)
    without = {name: text for name, text in limit.beside.items() if name.split(".")[-1] != other}

    assert len(without) == len(limit.beside) - 1
    assert mistakes(limit, without) == []


def test_every_rule_of_the_form_has_its_limit() -> None:
    assert sorted(rule_of(limit).line for limit in LIMITS) == [rule.line for rule in MUSTS]


def test_after_the_employment_one_may_have_fallen_ill_before_it_began() -> None:
    """The first sick day is held against the start of the job only while the job lasts."""
    given = JOINED | {"employment_ended": "yes", "first_sick_day": day(-101)}

    assert [m.question for m in read(FORM, given, TODAY).wrong] == []


def test_pay_that_was_only_announced_may_change_tomorrow() -> None:
    assert read(FORM, {"pay_action": "announced", "pay_date": day(1)}, TODAY).wrong == ()


def test_each_row_is_held_against_its_own_dates() -> None:
    given = {
        "adaptations.1.adaptation_from": day(-10),
        "adaptations.1.adaptation_until": day(-5),
        "adaptations.2.adaptation_from": day(-4),
        "adaptations.2.adaptation_until": day(-5),
    }

    assert [m.question for m in read(FORM, given, TODAY).wrong] == ["adaptations.2.adaptation_until"]


@pytest.mark.parametrize("rule", MUSTS, ids=lambda rule: f"{rule.at} line {rule.line}")
def test_a_rule_is_about_a_question_of_its_own_condition(rule: Check) -> None:
    assert rule.at == rule.condition[0].subject
    assert not rule.name, "what is simply not possible needs no name and no source"
    assert not rule.source
