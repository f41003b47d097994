"""The part of the employer's annex for the two rare questions: frequent absence, and a self-insured employer."""

from formgen.text import Text
from templates.source import both, worktables
from templates.source.house import House
from templates.source.passages import told
from templates.source.sentences import Sentence, say
from templates.source.worktables import dated


def other(house: House) -> None:
    """The sections of both questions, each under its own condition."""
    _frequent_absence(house)
    _wga_effort(house)


def _frequent_absence(house: House) -> None:
    with house.section("Het ziekteverzuim", "The absence", when="question_type|is('frequent_absence')"):
        house.p(
            say(
                "In de laatste {{ facts.absence_overview }} was de werknemer {{ absences|length }} keer ziek.",
                "In the last {{ facts.absence_overview }} the employee was ill {% if absences|length == 1 %}once"
                "{% else %}{{ absences|length }} times{% endif %}.",
                when="absences",
            ),
            say(
                "De werknemer is nu langere tijd achter elkaar ziek.",
                "The employee has now been ill for a longer time without a break.",
                when="absence_long_term|is('yes')",
            ),
            say(
                "De werknemer is nu niet langere tijd achter elkaar ziek.",
                "The employee has not been ill for a longer time without a break now.",
                when="absence_long_term|is('no')",
            ),
        )
        worktables.absences(house, Text("Het verzuim per periode", "The absence by period"))
        house.p(*_working_conditions())
        told(house, "Advies van de arbodienst", "Advice of the occupational health service", "absence_advice")
        told(house, "Wat wij hebben gedaan en wat hielp", "What we have done and what helped", "absence_measures")
        told(
            house,
            "Wat wij verwachten voor de komende {{ facts.frequent_absence_term }}",
            "What we expect for {{ facts.frequent_absence_term }}",
            "absence_expectation",
        )
        told(house, "Aanpassing, ander werk of scholing", "Adaptation, other work or training", "absence_adaptation")
        told(house, "Gevolgen voor ons bedrijf", "Effects on our company", "absence_impact")


def _working_conditions() -> tuple[Sentence, ...]:
    """Whether the conditions at work cause the absence, and who says so."""
    no = "absence_conditions|is('no')"
    own = "absence_conditions_source|is('own')"
    return (
        *both.caused_by_work(f"{no} and not {own}"),
        say("De bedrijfsarts schreef dat.", "The physician wrote so.", "absence_conditions_source|is('letter')"),
        say(
            "De bedrijfsarts zei dat in een gesprek.",
            "The physician said so in a talk.",
            "absence_conditions_source|is('talk')",
        ),
        say(
            "Naar ons eigen idee komt het verzuim niet door de omstandigheden op het werk.",
            "To our own idea the absence is not caused by the conditions at work.",
            when=f"{no} and {own}",
        ),
        say(
            "Wij hebben de bedrijfsarts niet gevraagd of het verzuim door de omstandigheden op het werk komt.",
            "We have not asked the occupational physician whether the absence is caused by the conditions at work.",
            when="absence_conditions|is('unknown')",
        ),
    )


def _wga_effort(house: House) -> None:
    is_wga = "question_type|is('wga_effort')"
    benefit = "{% if wga_benefit and not wga_benefit|is('unknown') %} ({{ wga_benefit|lower_first }}){% endif %}"
    with house.section("Wat wij als eigenrisicodrager deden", "What we did as self-insured employer", when=is_wga):
        house.p(
            say(
                f"De werknemer krijgt sinds {{{{ wga_start }}}} een WGA-uitkering{benefit}.",
                f"The employee has received a WGA benefit{benefit} since {{{{ wga_start }}}}.",
            ),
            say(
                "De re-integratie is in handen van {{ wga_responsible }}.",
                "The reintegration is in the hands of {{ wga_responsible }}.",
            ),
            say(
                "Wij hebben hierover een formele beslissing (beschikking) genomen.",
                "We have taken a formal decision (beschikking) about this.",
                when="wga_decision|is('yes')",
            ),
            say(
                "Wij hebben hierover geen formele beslissing (beschikking) genomen.",
                "We have taken no formal decision (beschikking) about this.",
                when="wga_decision|is('no')",
            ),
        )
        house.table(
            Text("Wat wij hebben gedaan", "What we have done"),
            "step in wga_efforts",
            dated("wga_effort_date", "wga_effort_what", "wga_effort_result"),
        )
        house.p(
            say(
                "Wij hebben nog geen stappen gezet.",
                "We have not taken any steps yet.",
                when="not wga_efforts and not concept",
            )
        )
        told(house, "Wat niet of te laat is gedaan, en waarom", "What was not done, or done late, and why", "wga_gaps")
