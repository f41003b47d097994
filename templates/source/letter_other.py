"""The part of the employee's letter for the two rare questions: frequent absence, and a self-insured employer."""

from formgen.text import Text
from templates.source import both
from templates.source.house import House
from templates.source.passages import told
from templates.source.sentences import say
from templates.source.worktables import absences, dated


def other_grounds(house: House) -> None:
    """The sections of both questions, each under its own condition."""
    _frequent_absence(house)
    _wga_effort(house)


def _frequent_absence(house: House) -> None:
    with house.section("Mijn ziekteverzuim", "My absence", when="other_question|is('frequent_absence')"):
        house.p(
            say(
                "In de laatste {{ facts.absence_overview }} was ik {{ absences|length }} keer ziek.",
                "In the last {{ facts.absence_overview }} I was ill {% if absences|length == 1 %}once{% else %}"
                "{{ absences|length }} times{% endif %}.",
                when="absences",
            ),
            say(
                "Ik ben nu langere tijd ziek.", "I have now been ill for a longer time.", "absence_long_term|is('yes')"
            ),
            say("Ik ben nu niet langdurig ziek.", "I am not ill for a long time now.", "absence_long_term|is('no')"),
            *both.caused_by_work(),
        )
        absences(house, Text("Mijn verzuim per periode", "My absence by period"))
        told(house, "Advies van de arbodienst", "Advice of the occupational health service", "absence_advice")
        told(house, "Wat er is gedaan en wat hielp", "What was done and what helped", "absence_measures")
        told(
            house,
            "Wat ik verwacht voor de komende {{ facts.frequent_absence_term }}",
            "What I expect for {{ facts.frequent_absence_term }}",
            "absence_expectation",
        )
        told(house, "Aanpassing, ander werk of scholing", "Adaptation, other work or training", "absence_adaptation")
        told(house, "Gevolgen voor het bedrijf", "Effects on the company", "absence_impact")


def _wga_effort(house: House) -> None:
    with house.section("Wat de eigenrisicodrager heeft gedaan", "What the employer has done", _IS_WGA):
        house.p(
            say(
                "Ik krijg sinds {{ wga_start }} een WGA-uitkering{% if wga_benefit and not wga_benefit|is('unknown') %}"
                " ({{ wga_benefit|lower_first }}){% endif %}.",
                "I have received a WGA benefit{% if wga_benefit and not wga_benefit|is('unknown') %}"
                " ({{ wga_benefit|lower_first }}){% endif %} since {{ wga_start }}.",
            ),
            say(
                "Mijn re-integratie is in handen van {{ wga_responsible }}.",
                "My reintegration is in the hands of {{ wga_responsible }}.",
            ),
            say(
                "Ik heb hierover een formele beslissing (beschikking) gekregen.",
                "I have received a formal decision (beschikking) about this.",
                when="wga_decision|is('yes')",
            ),
            say(
                "Ik heb hierover geen formele beslissing (beschikking) gekregen.",
                "I have received no formal decision (beschikking) about this.",
                when="wga_decision|is('no')",
            ),
        )
        house.table(
            Text("Wat de eigenrisicodrager heeft gedaan", "What the self-insured employer has done"),
            "step in wga_efforts",
            dated("wga_effort_date", "wga_effort_what", "wga_effort_result"),
        )
        told(house, "Wat de eigenrisicodrager had moeten doen", "What the employer should have done", "wga_gaps")


_IS_WGA = "other_question|is('wga_effort')"
