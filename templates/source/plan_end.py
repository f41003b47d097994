"""The end of the plan: rights and duties, consequences, privacy, signatures, and the calendar of the 104 weeks."""

from formgen.text import Text
from templates.source.house import Column
from templates.source.passages import still_missing
from templates.source.plan_house import Party, PlanHouse
from templates.source.sentences import Sentence, say

_LISTS = (
    ("employee_rights", Text("Rechten van de werknemer", "Rights of the employee")),
    ("employee_duties", Text("Plichten van de werknemer", "Duties of the employee")),
    ("employer_duties", Text("Plichten van de werkgever", "Duties of the employer")),
)


def rights(house: PlanHouse) -> None:
    """What employer and employee have discussed and agreed of each other's rights and duties."""
    with house.chapter("Rechten en plichten", "Rights and duties"):
        house.listed(
            Text("Rechten en plichten", "Rights and duties"),
            [Column(title, 160 / 3, name) for name, title in _LISTS],
        )


def consequences(house: PlanHouse) -> None:
    """What can happen when somebody does not keep to the plan."""
    with house.chapter("Gevolgen bij niet nakomen", "Consequences of not keeping to the plan"):
        house.p(
            say(
                "Werkt de werknemer zonder goede reden niet mee, dan kan de werkgever na een schriftelijke waarschuwing"
                " het loon opschorten of stoppen. Doet de werkgever te weinig, dan kan UWV bepalen dat het loon ten"
                " hoogste {{ facts.wage_sanction_longest }} langer wordt doorbetaald.",
                "If the employee does not cooperate without a good reason, the employer can suspend or stop the pay"
                " after a written warning. If the employer does too little, UWV can decide that the pay goes on for at"
                " most {{ facts.wage_sanction_longest }} longer.",
            ),
            say(
                "Dit is met de werknemer besproken{% if consequences_date %} op {{ consequences_date }}{% endif %}.",
                "This was discussed with the employee{% if consequences_date %} on {{ consequences_date }}{% endif %}.",
                when="consequences_told|is('yes')",
            ),
        )
        house.p(say("{{ consequences_note }}", "{{ consequences_note }}"))


def privacy(house: PlanHouse) -> None:
    """Who gets the plan, and how long the agency keeps it."""
    with house.chapter("Privacy", "Privacy"):
        house.p(
            say(
                "Werkgever en bureau krijgen alleen te zien wat de werknemer in het werk kan. Medische gegevens blijven"
                " bij de bedrijfsarts.",
                "Employer and agency only see what the employee can do at work. Medical data stay with the occupational"
                " physician.",
            ),
            say(
                "Het bureau bewaart het dossier na het traject {% if agency_keeps_other %}{{ agency_keeps_other }}"
                "{% else %}{{ agency_keeps|lower_first }}{% endif %}.",
                "The agency keeps the file after the trajectory {% if agency_keeps_other %}{{ agency_keeps_other }}"
                "{% else %}{{ agency_keeps|lower_first }}{% endif %}.",
                when="agency_keeps and (agency_keeps_other or not agency_keeps|is('other'))",
            ),
            say(
                "De werknemer weet wie dit plan krijgt.",
                "The employee knows who receives this plan.",
                when="privacy_told|is('yes')",
            ),
        )
        house.p(say("Dit plan is voor:", "This plan is for:", when="plan_shared_with"), style="Lead In")
        house.bullets("one in plan_shared_with", "{{ one }}")


# ---- signatures -----------------------------------------------------------------------------------------------------


def signature(house: PlanHouse) -> None:
    """Where everyone signs; in a draft what is still missing, in the reading copy where to sign."""
    with house.chapter("Ondertekening", "Signatures"):
        house.p(
            say(
                "**Opmerkingen van de werknemer.** {{ employee_remarks }}",
                "**Remarks of the employee.** {{ employee_remarks }}",
            )
        )
        with house.when("concept"):
            still_missing(
                house,
                Text(
                    "Dit plan is een concept en is nog niet klaar om te ondertekenen.",
                    "This plan is a draft and is not ready to be signed yet.",
                ),
            )
        with house.when("not concept"):
            if house.language == "en":
                house.p(say("", "You sign the Dutch plan, not this reading copy."), *_signers())
            else:
                _signatures(house)


def _signers() -> tuple[Sentence, ...]:
    return (
        say(
            "",
            "For the employer {{ employer_signer }}{% if employer_signer_role %} ({{ employer_signer_role }}){%"
            " endif %}"
            " signs.",
        ),
        say("", "For the agency {{ agency_signer }} signs."),
    )


def _signatures(house: PlanHouse) -> None:
    house.p(
        say(
            "De werknemer kruist met de pen aan of hij of zij akkoord is, of het plan alleen heeft gezien."
            " Opmerkingen kunnen als bijlage mee.",
            "The employee ticks by pen whether they agree or have only seen the plan. Remarks can be enclosed.",
        ),
        style="Closing",
    )
    agreed = Text("akkoord", "agreed")
    employee = Party(
        Text("Werknemer", "Employee"), "{{ full_name }}", (agreed, Text("gezien, niet akkoord", "seen, not agreed"))
    )
    role = "{{ employer_signer }}{% if employer_signer_role %}, {{ employer_signer_role }}{% endif %}"
    employer = Party(Text("Werkgever", "Employer"), role, (agreed,))
    agency = Party(Text("Re-integratiebureau", "Reintegration agency"), "{{ agency_signer }}", (agreed,))
    blanks = ((Text("Plaats", "Place"), "signing_place"), (Text("Datum", "Date"), "signing_date"))
    sign = Text("Handtekening", "Signature")
    with house.when("guided_by|is('agency')"):
        house.sign_together(sign, (employee, employer, agency), blanks)
        house.end()
        house.otherwise()
        house.sign_together(sign, (employee, employer), blanks)
        house.end()
    house.always()


# ---- the calendar ---------------------------------------------------------------------------------------------------


def calendar(house: PlanHouse) -> None:
    """The dates of the 104 weeks, on a page of their own."""
    with house.when("calendar"):
        house.heading(
            "Bijlage: data van de {{ facts.waiting_period }}",
            "Annex: dates of the {{ facts.waiting_period }}",
            fresh_page=True,
        )
        house.p(
            say(
                "Geteld vanaf de eerste ziektedag, {{ first_sick_day }}. Kort herstel tussendoor telt niet mee. Een"
                " termijn schuift niet op voor een weekend of feestdag. Daarom staat er dan een werkdag bij.",
                "Counted from the first sick day, {{ first_sick_day }}. Short recovery in between does not count. A"
                " term does not move for a weekend or a public holiday. So a working day is given beside it.",
            ),
            style="Lead In",
        )
        house.table(
            Text("Data van de kalender", "Dates of the calendar"),
            "row in calendar",
            (
                Column(Text("Week", "Week"), 13, "{{ row.week }}", "Calendar"),
                Column(Text("Wanneer", "When"), 26, "{{ row.when }}", "Calendar"),
                Column(Text("Doe het op", "Do it on"), 22, "{{ row.advised }}", "Calendar"),
                Column(Text("Wat", "What"), 58, "{{ row.what }}", "Calendar"),
                Column(Text("Wie", "Who"), 41, "{{ row.who }}", "Calendar"),
            ),
        )
    house.end()
