"""The catalogue of 102 tips: each is there with its source and a short title, and stands where it helps."""

import pytest

from formgen import guidance
from formgen.library import SHIPPED
from formgen.lint import tips_of
from tests.golden import LIBRARY

GUIDE = guidance.load(SHIPPED)
# The four forms, and the adviser in front of the two applications.
FORMS = {
    "A": "deskundigenoordeel-werknemer",
    "B": "deskundigenoordeel-werkgever",
    "C": "plan-van-aanpak-spoor-2",
    "D": "onderbouwing-afwijking-deskundigenoordeel",
    "V": "adviser",
}
SHOWN = {letter: frozenset(tips_of(LIBRARY.load(name))) for letter, name in FORMS.items()}
EMPLOYER = "_for_employers"

# Number, the forms that show it, and its name; + says that an employer reads it in words of its own.
CATALOGUE = """
    1 AB one_question_per_application     2 ABV uwv_looks_back                   3 ABD not_binding
    4 ABD weighs_in_wia+                  5 AB who_assesses                      6 AB any_time_but+
    7 ABC do_not_wait                     8 AB when_it_helps                     9 ABV either_may_apply+
    10 AB complete_file_is_faster         11 ABD turnaround                      12 ABC uwv_does_not_guide+
    13 AB file_study_and_talk+            14 D possible_outcomes                 15 ABC doubt_about_track2+
    16 BC opinion_supports_track2         17 BC no_lasting_result                18 AB settle_differences+
    19 D options_if_you_disagree          20 D record_why_you_depart             21 BCD judged_afterwards
    22 B well_timed_opinion               23 B time_left_to_act                  24 AB first_between_you+
    25 A ask_union                        26 ABV five_situations+                27 AB less_within_26_weeks
    28 AB both_agree_no_opinion+          29 AB ended_only_self_insured+         30 A no_cooperation_no_opinion
    31 AB zw_no_own_work+                 32 AB aim_is_restart+                  33 A wage_claim_needs_opinion
    34 A no_chance_employer_effort        35 A costs                             36 AB two_forms+
    37 A also_without_quarrel             38 AB separate_forms                   39 ABV cao_may_name_other
    40 AB describe_first_advice           41 A uwv_may_call                      42 A copies_are_sent
    43 AB consider_other_ways+            44 ABV keep_talking+                   45 AC raise_in_time
    46 A good_relationship                47 A find_support                      48 AB ask_extra_advice
    49 A doctor_calls_physician           50 AB ask_jointly                      51 A explain_no_distrust
    52 AB clear_and_short                 53 AB let_someone_read                 54 AB copies_of_views+
    55 AB agree_on_follow_up              56 ABD talk_afterwards+                57 A court_remains_possible
    58 B employer_may_ask_about_cooperation  59 C track2_meaning                 60 BC what_track1_is
    61 C right_moment_depends             62 C start_not_too_late                63 C not_too_early
    64 C usable_capacity_needed           65 C labour_expert_establishes         66 C track2_tested_afterwards
    67 C papers_before_track2             68 C start_with_a_talk                 69 C first_step_track2
    70 C choose_agency                    71 C good_plan_contents                72 C record_all_activities
    73 C involve_everyone                 74 C employee_rights                   75 C employee_must_cooperate
    76 C employer_pays_and_helps          77 BC pay_may_be_stopped               78 CD wage_sanction_possible
    79 C one_coach                        80 C think_of_these_activities         81 C short_or_long_training
    82 C extra_support_in_work_terms      83 C start_by_week_52                  84 C track1_and_track2_together
    85 C poor_reporting_fails             86 C plan_time_for_guidance            87 C not_too_much_pressure
    88 ABC name_a_strained_relationship+  89 CD uwv_judges_for_itself            90 C estimate_capacity_well
    91 BC not_cooperating_blocks          92 C own_track2_thin_file              93 C not_the_dream_job
    94 C file_and_attention               95 C earlier_start_better              96 CD uwv_looks_at_four_things
    97 CD up_to_one_year_longer           98 ABC open_and_respectful             99 C physician_assesses_first
    100 C agency_helps_employer_answers   101 CD uwv_judges_after_104_weeks      102 C mix_of_late_and_poor
"""
WORDS = CATALOGUE.split()
TIPS = [(int(number), forms, name) for number, forms, name in zip(WORDS[::3], WORDS[1::3], WORDS[2::3], strict=True)]
EVERY_TIP = pytest.mark.parametrize("tip", GUIDE.tips.values(), ids=lambda tip: tip.name)


def wordings(name: str) -> frozenset[str]:
    """The names of a tip: its own, and that of the same said to an employer."""
    plain = name.removesuffix("+")
    return frozenset({plain, plain + EMPLOYER} if name.endswith("+") else {plain})


def test_there_are_102_in_the_catalogue() -> None:
    assert [number for number, _, _ in TIPS] == list(range(1, 103))


@pytest.mark.parametrize(("number", "forms", "name"), TIPS)
def test_a_tip_of_the_catalogue_stands_in_each_form_it_is_for(number: int, forms: str, name: str) -> None:
    assert wordings(name) <= set(GUIDE.tips), number
    assert "".join(letter for letter, shown in SHOWN.items() if shown & wordings(name)) == forms


@pytest.mark.parametrize("name", sorted({name for _, _, name in TIPS if name.endswith("+")}))
def test_what_is_said_to_an_employer_in_other_words_stands_in_an_employers_form(name: str) -> None:
    own, theirs = name.removesuffix("+"), name.removesuffix("+") + EMPLOYER

    assert theirs not in SHOWN["A"]
    assert not any(own in SHOWN[letter] for letter in "BD")
    assert any(theirs in SHOWN[letter] for letter in "BCD")


@EVERY_TIP
def test_a_tip_is_shown_somewhere(tip) -> None:  # type: ignore[no-untyped-def]
    assert any(tip.name in shown for shown in SHOWN.values())


@EVERY_TIP
def test_a_tip_has_a_source_with_publisher_title_and_a_day(tip) -> None:  # type: ignore[no-untyped-def]
    assert tip.sources
    for source in (GUIDE.sources[key] for key in tip.sources):
        assert source.publisher.nl
        assert source.title.en
        assert source.date or source.checked.year >= 2026


@EVERY_TIP
def test_a_tip_is_short_and_its_title_shorter(tip) -> None:  # type: ignore[no-untyped-def]
    assert tip.title is not None
    for text, title in ((tip.text.nl, tip.title.nl), (tip.text.en, tip.title.en)):
        assert 1 < len(title.split()) <= 6
        assert not title.endswith(".")
        assert len(text.split()) <= 40
        assert text.endswith((".", "?"))


@pytest.mark.parametrize(("letter", "shown"), SHOWN.items())
def test_no_two_tips_of_a_form_bear_one_title(letter: str, shown: frozenset[str]) -> None:
    titles = {tip.title.nl for name in shown if (tip := GUIDE.tips[name]).title}

    assert len(titles) == len({name.removesuffix(EMPLOYER) for name in shown}), letter


@pytest.mark.parametrize(
    ("name", "needs", "sources"),
    [
        ("turnaround", ("4\u00a0weken", "6\u00a0weken", "3\u00a0weken", "Reken op 6"), 3),
        ("start_by_week_52", ("week\u00a052", "6\u00a0weken"), 2),
        ("any_time_but", ("op elk moment", "laatste 6\u00a0maanden"), 2),
        ("wage_claim_needs_opinion", ("meestal", "Soms niet"), 2),
        ("costs", ("€\u00a0100", "uwv.nl"), 2),
        ("uwv_judges_for_itself", ("mag op de bedrijfsarts afgaan", "houdt de werkgever verantwoordelijk"), 2),
    ],
)
def test_where_sources_differ_the_tip_says_both(name: str, needs: tuple[str, ...], sources: int) -> None:
    tip = GUIDE.tips[name]

    assert [said for said in needs if said not in tip.text.nl] == []
    assert len(set(tip.sources)) == sources


def test_no_tip_calls_it_a_second_opinion_but_to_tell_them_apart() -> None:
    assert [tip.name for tip in GUIDE.tips.values() if "second opinion" in tip.text.nl.lower()] == [
        "second_opinion_differs"
    ]
