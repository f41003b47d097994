"""Why the employer departs from the opinion, what is done instead, and what else was weighed."""

from formgen.text import Text
from templates.source.house import Column
from templates.source.passages import alike
from templates.source.plan_house import Line, PlanHouse
from templates.source.sentences import say


def reasons(house: PlanHouse) -> None:
    """Each reason under a heading that states it, with its explanation and its evidence."""
    with house.section("Waarom wij afwijken", "Why we depart from it", when="reasons"):
        with house.each("reason in reasons"):
            house.title_of_part("{{ reason.reason_title }}")
            house.p(alike("{{ reason.reason_text }}"))
            house.p(
                say(
                    "Bewijs: {{ reason.reason_evidence }}"
                    "{% if reason.reason_date %}, van {{ reason.reason_date }}{% endif %}.",
                    "Evidence: {{ reason.reason_evidence }}"
                    "{% if reason.reason_date %}, of {{ reason.reason_date }}{% endif %}.",
                    when="reason.reason_evidence",
                ),
                style="Source",
            )
        house._open[-1].guards.append("")
    with house.section("Wat er nieuw is sinds het oordeel", "What is new since the opinion", when="new_fact_list"):
        house.table(
            Text("Nieuwe feiten", "New facts"),
            "one in new_fact_list",
            (
                Column(Text("Feit", "Fact"), 48, "{{ one.new_fact }}"),
                Column(Text("Bekend sinds", "Known since"), 26, "{{ one.new_fact_known|short }}"),
                Column(Text("Bron", "Source"), 40, "{{ one.new_fact_source }}"),
                Column(Text("Waarom UWV dit niet wist", "Why UWV did not know"), 46, "{{ one.new_fact_why }}"),
            ),
        )


def instead(house: PlanHouse) -> None:
    """The course the employer takes in the place of the opinion, step by step."""
    with house.section("Wat wij in plaats daarvan doen", "What we do instead"):
        house.p(
            say(
                "De re-integratie gaat door.", "The reintegration continues.", when="reintegration_continues|is('yes')"
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
        house.table(
            Text("Stappen en maatregelen", "Steps and measures"),
            "one in measures",
            (
                Column(Text("Periode", "Period"), 26, _PERIOD),
                Column(Text("Stap of maatregel", "Step or measure"), 50, "{{ one.measure }}"),
                Column(Text("Uren", "Hours"), 14, "{{ one.measure_hours }}", "Table Number"),
                Column(Text("Wie", "Who"), 30, "{{ one.measure_owner }}"),
                Column(Text("Voorwaarde", "Condition"), 40, "{{ one.measure_condition }}"),
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


_PERIOD = "{{ one.measure_start|short }}{% if one.measure_end %}\n{{ one.measure_end|short }}{% endif %}"


def alternatives(house: PlanHouse) -> None:
    """What else could have been done, what became of it, and why."""
    named = (
        ("alternative_follow", "Het oordeel geheel volgen", "Follow the opinion in full"),
        ("alternative_new_opinion", "Een nieuw deskundigenoordeel", "A new expert opinion"),
        ("alternative_information", "Extra informatie vragen", "Ask for extra information"),
        ("alternative_contest", "Later aanvoeren bij de WIA-aanvraag", "Raise it later with the WIA application"),
        ("alternative_mediation", "Bemiddeling (mediation)", "Mediation"),
    )
    with house.section(
        "Andere mogelijkheden die wij hebben afgewogen",
        "Other possibilities we weighed",
        when=" or ".join(name for name, *_ in named),
    ):
        house.rows(
            Text("Afgewogen mogelijkheden", "Possibilities weighed"),
            _OPTIONS,
            [Line(name, (Text(nl, en), f"{{{{ {name} }}}}", f"{{{{ {name}_reason }}}}")) for name, nl, en in named],
            long=" ~ ".join(f"{name}_reason" for name, *_ in named),
        )
        house.table(
            Text("Nog andere mogelijkheden", "Yet other possibilities"),
            "one in other_alternatives",
            (
                Column(_OPTIONS[0].head, 38, "{{ one.other_alternative }}"),
                Column(_OPTIONS[1].head, 28, "{{ one.other_alternative_outcome }}"),
                Column(_OPTIONS[2].head, 94, "{{ one.other_alternative_reason }}"),
            ),
            longest="one.other_alternative_reason",
        )


_OPTIONS = (
    Column(Text("Mogelijkheid", "Possibility"), 38, ""),
    Column(Text("Uitkomst", "Outcome"), 28, ""),
    Column(Text("Waarom", "Why"), 94, ""),
)
