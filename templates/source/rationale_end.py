"""The second half of the rationale: who was consulted, what it may cost, how it fits the file, and who signs."""

from formgen.text import Text
from templates.source import passages
from templates.source.house import LONG, Column
from templates.source.measures import RAIL
from templates.source.passages import alike
from templates.source.plan_house import Party, PlanHouse
from templates.source.sentences import Sentence, say

_LONG_EXPLAINED = f"one.contradiction_explained|length >= {LONG}"


def consultation(house: PlanHouse) -> None:
    """What physician, labour expert, agency and employee think of it; the employee in their own words."""
    with house.section("Overleg", "Consultation"):
        _physician(house)
        house.p(
            say(
                "**Arbeidsdeskundige.** {{ labour_expert }} heeft op {{ labour_date }} geadviseerd.",
                "**Labour expert.** {{ labour_expert }} gave advice on {{ labour_date }}.",
                when="labour_consulted|is('yes')",
            ),
            alike("{{ labour_advice }}"),
            _agrees("De arbeidsdeskundige is het", "The labour expert", "labour_agrees"),
        )
        house.p(
            say(
                "**Re-integratiebureau.** Wij spraken het bureau op {{ agency_consulted_date }}. {{ agency_advice }}",
                "**Reintegration agency.** We spoke to the agency on {{ agency_consulted_date }}. {{ agency_advice }}",
            )
        )
        _employee(house)


def _physician(house: PlanHouse) -> None:
    house.p(
        say(
            "**Bedrijfsarts.** {{ physician_name }} heeft op {{ physician_date }} geadviseerd.",
            "**Occupational physician.** {{ physician_name }} gave advice on {{ physician_date }}.",
            when="physician_consulted|is('yes')",
        ),
        alike("{{ physician_advice }}"),
        _agrees("De bedrijfsarts is het", "The physician", "physician_agrees"),
    )
    house.p(
        say(
            "**Bedrijfsarts.** De bedrijfsarts is niet gevraagd wat die van de afwijking vindt."
            "{% if physician_not_consulted_reason %} {{ physician_not_consulted_reason }}{% endif %}",
            "**Occupational physician.** The physician was not asked about the deviation."
            "{% if physician_not_consulted_reason %} {{ physician_not_consulted_reason }}{% endif %}",
            when="physician_consulted|is('no')",
        )
    )


def _employee(house: PlanHouse) -> None:
    house.p(
        say(
            "**Werknemer.** Wij spraken de werknemer op {{ employee_heard_date }}.",
            "**Employee.** We spoke to the employee on {{ employee_heard_date }}.",
        ),
        _agrees("De werknemer is het", "The employee", "employee_opinion"),
        say("In eigen woorden:", "In the employee's own words:", when="employee_words"),
    )
    house.p(say("“{{ employee_words }}”", "“{{ employee_words }}”"), style="Quote")
    house.p(alike("{{ employee_words_used }}"))
    house.p(
        say(
            "**Werknemer.** Wij hebben de werknemer niet gesproken. {{ employee_not_heard_reason }}",
            "**Employee.** We have not spoken to the employee. {{ employee_not_heard_reason }}",
        )
    )


def _agrees(nl: str, en: str, answer: str) -> Sentence:
    return say(
        f"{nl} {{% if {answer}|is('yes') %}}eens{{% elif {answer}|is('partly') %}}deels eens"
        "{% else %}niet eens{% endif %} met de afwijking.",
        f"{en} {{% if {answer}|is('yes') %}}agrees{{% elif {answer}|is('partly') %}}partly agrees"
        "{% else %}does not agree{% endif %} with the deviation.",
        when=answer,
    )


def consequences(house: PlanHouse) -> None:
    """The risk the employer takes knowingly, what it may cost, and what it means for the employee."""
    with house.section("Gevolgen en risico", "Consequences and risk"):
        house.p(*_risk())
        house.p(
            say(
                "UWV heeft op {{ sanction_date }} al een loonsanctie opgelegd.",
                "UWV already imposed a wage sanction on {{ sanction_date }}.",
            )
        )
        house.p(
            say("**Voor de werknemer.** {{ effect_on_employee }}", "**For the employee.** {{ effect_on_employee }}"),
            alike("{{ mitigation }}"),
        )


def _risk() -> tuple[Sentence, ...]:
    return (
        say(
            "Een deskundigenoordeel is niet bindend, maar UWV weegt het mee bij de beoordeling van het"
            " re-integratieverslag. Ziet UWV onze afwijking als een tekortkoming, dan kan een loonsanctie volgen van"
            " ten hoogste {{ facts.wage_sanction_longest }}.",
            "An expert opinion is not binding, but UWV weighs it when it judges the reintegration report. If UWV sees"
            " our deviation as a shortcoming, a wage sanction of at most {{ facts.wage_sanction_longest }} may follow.",
        ),
        say(
            "Bij een brutoloon van {{ month_wage }} per maand kost dat over {{ sanction_months }} maanden ongeveer"
            " {{ estimated_cost }}, zonder werkgeverslasten.",
            "With a gross wage of {{ month_wage }} a month this costs about {{ estimated_cost }} over"
            " {{ sanction_months }} months, without employer's charges.",
        ),
        say("Wij kennen dat risico en aanvaarden het.", "We know that risk and accept it.", "risk_accepted|is('yes')"),
        say("Wij aanvaarden dat risico niet.", "We do not accept that risk.", when="risk_accepted|is('no')"),
        alike("{{ risk_reason }}"),
    )


# ---- the file -------------------------------------------------------------------------------------------------------


def consistency(house: PlanHouse) -> None:
    """How the deviation fits the rest of the file, and what contradicts it."""
    with house.section("Samenhang met het dossier", "Consistency with the file"):
        house.p(*_action_plan(), *_track2_plan())
        house.p(
            say(
                "Deze papieren in het dossier zeggen iets anders:",
                "These papers in the file say something else:",
                when="contradictions",
            ),
            style="Lead In",
        )
        house.table(
            Text("Papieren die iets anders zeggen", "Papers that say something else"),
            "one in contradictions",
            (
                Column(Text("Papier", "Paper"), 46, "{{ one.contradiction_paper }}"),
                Column(Text("Wat erin staat", "What it says"), 46, "{{ one.contradiction_says }}"),
                Column(Text("Hoe wij dat verklaren", "How we explain it"), 68, _explained(house)),
            ),
        )
        with house.each("one in contradictions"):
            house.told("**{{ one.contradiction_paper }}.**", "one.contradiction_explained", _LONG_EXPLAINED)
        house.p(alike("{{ planning_note }}"))


def _explained(house: PlanHouse) -> str:
    """The explanation, or where it stands: as a cell a long one would run over pages."""
    told = passages.BELOW[house.language]
    return f"{{% if {_LONG_EXPLAINED} %}}{told}{{% else %}}{{{{ one.contradiction_explained }}}}{{% endif %}}"


def _action_plan() -> tuple[Sentence, ...]:
    return (
        say(
            "Het plan van aanpak is op {{ plan_adjusted_date }} aangepast aan deze keuze.",
            "The action plan was adjusted to this choice on {{ plan_adjusted_date }}.",
        ),
        say(
            "Het plan van aanpak is nog niet aangepast aan deze keuze.",
            "The action plan has not been adjusted to this choice yet.",
            when="plan_adjusted|is('no')",
        ),
        say(
            "De nieuwe visie van werkgever en werknemer staat erin.",
            "The new views of employer and employee are in it.",
            when="vision_updated|is('yes')",
        ),
    )


def _track2_plan() -> tuple[Sentence, ...]:
    return (
        say(
            "Ook het plan voor spoor 2 is aangepast{% if track2_plan_version %} (versie {{ track2_plan_version }}"
            "{% if track2_plan_date %} van {{ track2_plan_date }}{% endif %}){% elif track2_plan_date %} (op"
            " {{ track2_plan_date }}){% endif %}.",
            "The Track 2 plan has been adjusted too{% if track2_plan_version %} (version {{ track2_plan_version }}"
            "{% if track2_plan_date %} of {{ track2_plan_date }}{% endif %}){% elif track2_plan_date %} (on"
            " {{ track2_plan_date }}){% endif %}.",
            when="track2_plan_adjusted|is('yes') and not plan_adjusted|is('no')",
        ),
        say(
            "Het plan voor spoor 2{% if track2_plan_version %} (versie {{ track2_plan_version }}"
            "{% if track2_plan_date %} van {{ track2_plan_date }}{% endif %}){% endif %} is wel aangepast.",
            "The Track 2 plan{% if track2_plan_version %} (version {{ track2_plan_version }}"
            "{% if track2_plan_date %} of {{ track2_plan_date }}{% endif %}){% endif %} has been adjusted.",
            when="track2_plan_adjusted|is('yes') and plan_adjusted|is('no')",
        ),
        say(
            "Het plan voor spoor 2 hoeft hiervoor niet te veranderen.",
            "The Track 2 plan need not change for this.",
            when="track2_plan_adjusted|is('unchanged')",
        ),
        say(
            "Het plan voor spoor 2 is nog niet aangepast.",
            "The Track 2 plan has not been adjusted yet.",
            when="track2_plan_adjusted|is('not_yet')",
        ),
    )


def review(house: PlanHouse) -> None:
    """When the choice is judged again, by what, and when it stops."""
    with house.section("Evaluatie", "Review"):
        house.p(
            say(
                "Op {{ review_date }} beoordelen wij deze keuze opnieuw.",
                "We review this choice on {{ review_date }}.",
            ),
            say(
                "Daarbij letten wij op het volgende: {{ review_measures|lower_first }}",
                "We then look at the following: {{ review_measures|lower_first }}",
            ),
        )
        house.p(
            say(
                "Wij stoppen met de afwijking als {{ stop_criterion }}.",
                "We end the deviation if “{{ stop_criterion }}”.",
            ),
            say(
                "Daarover beslist {{ review_decides|lower_first }}.",
                "Who then decides: “{{ review_decides|lower_first }}”.",
            ),
        )


def papers(house: PlanHouse) -> None:
    """The papers that go with it, numbered."""
    with house.section("Bijlagen", "Enclosures"):
        house.table(
            Text("Bijlagen bij deze onderbouwing", "Enclosures with this rationale"),
            "paper in papers",
            (
                Column(Text("Nr.", "No."), RAIL, "{{ loop.index }}"),
                Column(Text("Document", "Document"), 97, "{{ paper.paper_name }}"),
                Column(Text("Datum", "Date"), 28, "{{ paper.paper_date|short }}"),
                Column(Text("Bladzijden", "Pages"), 20, "{{ paper.paper_pages }}", "Table Number"),
            ),
        )


def signatures(house: PlanHouse) -> None:
    """Employer and employee sign; the employee for agreement or for having seen it. In a draft: what is missing."""
    with house.when("concept"):
        passages.still_missing(
            house,
            Text("Dit stuk is nog niet klaar om te ondertekenen.", "This document is not ready to be signed yet."),
        )
    with house.when("not concept"):
        house.p(
            say(
                "**Opmerking van de werknemer.** {{ employee_remarks }}",
                "**Remark by the employee.** {{ employee_remarks }}",
            )
        )
        house.p(
            say(
                "De werknemer kruist zelf aan of hij of zij akkoord is, of het stuk alleen heeft gezien.",
                "The employee ticks whether they agree, or have only seen the document.",
            ),
            style="Closing",
        )
        if house.language == "en":
            house.p(say("", "You sign the Dutch document, not this reading copy."))
        else:
            _sign(house)
    house.end()


def _sign(house: PlanHouse) -> None:
    agreed = Text("akkoord", "agreed")
    role = "{{ employer_signer }}{% if employer_signer_role %}, {{ employer_signer_role }}{% endif %}"
    house.sign_together(
        passages.SIGNATURE,
        (
            Party(Text("Namens de werkgever", "For the employer"), role, (agreed,)),
            Party(
                Text("Werknemer", "Employee"),
                "{{ full_name }}",
                (agreed, Text("gezien, niet akkoord", "seen, not agreed")),
            ),
        ),
        ((Text("Plaats", "Place"), "signing_place"), (Text("Datum", "Date"), "signing_date")),
    )
