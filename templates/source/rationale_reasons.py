"""Why the employer departs from the opinion, what is done instead, and what else was weighed."""

from formgen.text import Text
from templates.source.house import Column
from templates.source.passages import alike
from templates.source.plan_house import PlanHouse
from templates.source.sentences import Sentence, say


def reasons(house: PlanHouse) -> None:
    """Each reason under a heading that states it, with its explanation and its evidence; then what is new."""
    with house.section("Waarom wij afwijken", "Why we depart from it", when="reasons"):
        with house.each("reason in reasons"):
            house.title_of_part("{{ reason.reason_title }}")
            house.p(alike("{{ reason.reason_text }}"))
            house.p(
                say(
                    "Bewijs: {{ reason.reason_evidence|lower_first }}"
                    "{% if reason.reason_date %}, van {{ reason.reason_date }}{% endif %}.",
                    "Evidence: “{{ reason.reason_evidence }}”"
                    "{% if reason.reason_date %}, dated {{ reason.reason_date }}{% endif %}.",
                    when="reason.reason_evidence",
                ),
                style="Source",
            )
        house.always()
    with house.section("Wat er nieuw is sinds het oordeel", "What is new since the opinion", when="new_fact_list"):
        house.p(
            say(
                "Deze feiten had UWV niet bij het oordeel van {{ opinion_date }}:",
                "UWV did not have these facts when it gave its opinion of {{ opinion_date }}:",
            ),
            style="Lead In",
        )
        house.bullets(
            "one in new_fact_list",
            Text(
                "{{ one.new_fact }} – bekend sinds {{ one.new_fact_known }} (bron:"
                " {{ one.new_fact_source|lower_first }})"
                "{% if one.new_fact_why %}. UWV kon dit niet weten: {{ one.new_fact_why|lower_first }}{% endif %}.",
                "“{{ one.new_fact }}” – known since {{ one.new_fact_known }} (source: “{{ one.new_fact_source }}”)"
                "{% if one.new_fact_why %}. UWV could not know this: “{{ one.new_fact_why }}”{% endif %}.",
            ),
        )


def instead(house: PlanHouse) -> None:
    """The course the employer takes in the place of the opinion, step by step."""
    with house.section("Wat wij in plaats daarvan doen", "What we do instead"):
        house.p(
            *_goes_on(),
            say("Stap voor stap doen wij het volgende.", "Step by step we do the following.", when="measures"),
            style="Lead In",
        )
        house.table(
            Text("Stappen en maatregelen", "Steps and measures"),
            "one in measures",
            (
                Column(Text("Periode", "Period"), 26, _PERIOD),
                Column(Text("Stap of maatregel", "Step or measure"), 84, Text(_step("Voorwaarde"), _step("Condition"))),
                Column(Text("Uren", "Hours"), 14, "{{ one.measure_hours }}", "Table Number"),
                Column(Text("Wie", "Who"), 36, "{{ one.measure_owner }}"),
            ),
        )
        house.p(alike("{{ measures_note }}"))
        house.p(
            say(
                "**Herstel.** UWV vond onze inspanningen onvoldoende. Wij herstellen dat: {{ repair_text }}",
                "**Repair.** UWV found our efforts insufficient. We repair this: {{ repair_text }}",
                when="repair_text",
            )
        )


def _step(condition: str) -> str:
    return f"{{{{ one.measure }}}}{{% if one.measure_condition %}}\n{condition}: {_CONDITION}{{% endif %}}"


def _goes_on() -> tuple[Sentence, ...]:
    """Whether the reintegration goes on meanwhile."""
    return (
        say(
            "De re-integratie gaat onverminderd door.",
            "The reintegration continues as before.",
            when="reintegration_continues|is('yes')",
        ),
        say(
            "De re-integratie gaat voor een deel door.",
            "The reintegration continues in part.",
            when="reintegration_continues|is('partly')",
        ),
        say(
            "De re-integratie staat voorlopig stil.",
            "The reintegration stands still for now.",
            when="reintegration_continues|is('no')",
        ),
    )


_CONDITION = "{{ one.measure_condition|lower_first }}"
_PERIOD = "{{ one.measure_start|short }}{% if one.measure_end %}\n{{ one.measure_end|short }}{% endif %}"


# ---- what else was weighed ------------------------------------------------------------------------------------------


def alternatives(house: PlanHouse) -> None:
    """What else could have been done, what became of it, and why: a paragraph for each."""
    with house.section("Andere mogelijkheden die wij hebben afgewogen", "Other possibilities we weighed"):
        for name, words in _ALTERNATIVES:
            house.p(*_weighed(name, words))
        with house.when("other_alternatives"):
            with house.each("one in other_alternatives"):
                house.p(
                    say(
                        "**{{ one.other_alternative|upper_first }}.** De uitkomst:"
                        " {{ one.other_alternative_outcome|lower_first }}. {{ one.other_alternative_reason }}",
                        "**“{{ one.other_alternative|upper_first }}”.** The outcome:"
                        " “{{ one.other_alternative_outcome }}”. {{ one.other_alternative_reason }}",
                        when="one.other_alternative",
                    )
                )
            house.always()


_ALTERNATIVES = (
    ("alternative_follow", Text("Het oordeel geheel volgen", "Following the opinion in full")),
    ("alternative_new_opinion", Text("Een nieuw deskundigenoordeel vragen", "Asking for a new expert opinion")),
    ("alternative_information", Text("Extra informatie vragen", "Asking for extra information")),
    (
        "alternative_contest",
        Text("De keuze bij de WIA-aanvraag toelichten", "Explaining the choice at the WIA application"),
    ),
    ("alternative_mediation", Text("Bemiddeling (mediation)", "Mediation")),
)
_OUTCOMES = (
    ("rejected", Text("hebben wij overwogen, maar niet gekozen", "is something we considered, but did not choose")),
    (
        "in_reserve",
        Text("doen wij nu niet, maar sluiten wij niet uit", "is something we do not do now, but do not rule out"),
    ),
    ("done", Text("hebben wij al gedaan", "is something we have done already")),
    ("additional", Text("doen wij daarnaast", "is something we do as well")),
    ("not_considered", Text("hebben wij niet overwogen", "is something we did not consider")),
)


def _weighed(name: str, words: Text) -> tuple[Sentence, ...]:
    """One possibility: what became of it, and the reason."""
    became = [
        say(f"**{words.nl}** {outcome.nl}.", f"**{words.en}** {outcome.en}.", when=f"{name}|is('{key}')")
        for key, outcome in _OUTCOMES
    ]
    return (*became, alike(f"{{{{ {name}_reason }}}}"))
