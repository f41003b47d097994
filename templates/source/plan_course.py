"""The plan's sections on what will happen: gaps and goals, training, applying, activities, budget, evaluation."""

from formgen.text import Text
from templates.source.house import Column
from templates.source.plan_house import PlanHouse
from templates.source.plan_person import several
from templates.source.sentences import say

# ---- 7, 8 and 9 -----------------------------------------------------------------------------------------------------


def distance(house: PlanHouse) -> None:
    """What stands between the employee and the work, each with a goal, activities and a date."""
    with house.chapter("Afstand en doelen", "Gap and goals"):
        house.long_table(
            Text("Afstand tussen persoonsprofiel en zoekprofiel", "Gap between personal profile and search profile"),
            "row in distances",
            (
                Column(Text("Wat staat ertussen", "What stands between"), 46, "{{ row.gap }}"),
                Column(Text("Doel", "Goal"), 66, "{{ row.gap_goal }}"),
                Column(
                    Text("Activiteit", "Activity"),
                    22,
                    "{% if row.gap_activity %}{{ row.gap_activity }}{% else %}–{% endif %}",
                ),
                Column(Text("Vóór", "By"), 26, "{{ row.gap_deadline|short }}"),
            ),
            longest="row.gap_goal",
        )


def training(house: PlanHouse) -> None:
    """Which training there is, or why there is none."""
    with house.chapter("Scholing", "Training"):
        house.p(
            say(
                "Scholing is nodig voor passend werk.",
                "Training is needed for suitable work.",
                when="training_needed|is('yes')",
            ),
            say(
                "Scholing is niet nodig voor passend werk.",
                "Training is not needed for suitable work.",
                when="training_needed|is('no')",
            ),
            say("{{ training_decision }}.", "{{ training_decision }}."),
            say("{{ training_reason }}", "{{ training_reason }}"),
            say("{{ no_training_reason }}", "{{ no_training_reason }}"),
        )
        house.long_table(
            Text("Scholing", "Training"),
            "row in trainings",
            (
                Column(
                    Text("Scholing", "Training"),
                    46,
                    "{{ row.course }}{% if row.course_provider %}\n{{ row.course_provider }}{% endif %}",
                ),
                Column(
                    Text("Begin\neinde", "Start\nend"),
                    24,
                    "{{ row.course_start|short }}{% if row.course_end %}\n{{ row.course_end|short }}{% endif %}",
                ),
                Column(Text("Uren", "Hours"), 16, "{{ row.course_hours }}", "Table Number"),
                Column(Text("Kosten", "Cost"), 26, "{{ row.course_cost|short }}", "Table Number"),
                Column(Text("Waarom passend en haalbaar", "Why suitable and realistic"), 48, "{{ row.course_reason }}"),
            ),
            longest="row.course_reason",
        )


def applying(house: PlanHouse) -> None:
    """How the employee applies for work, and what that takes."""
    with house.chapter("Aanpak van het solliciteren", "Approach to job applications"):
        house.p(
            say(
                "Aantal sollicitaties per week: {{ applications_per_week }}{% if applications_from %}, vanaf"
                " {{ applications_from }}{% endif %}.",
                "Applications a week: {{ applications_per_week }}{% if applications_from %}, from"
                " {{ applications_from }}{% endif %}.",
            ),
            say(
                "De werknemer oefent sollicitatiegesprekken met de coach.",
                "The employee practises job interviews with the coach.",
                when="interview_training|is('yes')",
            ),
            say(
                f"Nu klaar: {_listed('application_papers')}.",
                f"Ready now: {_listed('application_papers')}.",
                when="application_papers and not application_papers|has('none')",
            ),
            say(
                "Er is nog niets klaar om mee te solliciteren, ook geen cv.",
                "Nothing is ready yet for applying, not even a CV.",
                when="application_papers|has('none')",
            ),
        )
        house.p(
            say("Zo zoekt de werknemer werk:", "This is how the employee looks for work:", when="application_means"),
            style="Lead In",
        )
        house.bullets("way in application_means", "{{ way }}")
        house.p(say("**Netwerk.** {{ network_note }}", "**Network.** {{ network_note }}"))
        house.p(
            say(
                "**Aanpassingen bij het solliciteren.** {{ application_adjustments }}",
                "**Adjustments in applying.** {{ application_adjustments }}",
            )
        )


def _listed(name: str) -> str:
    return (
        f"{{% if {name} %}}{{% for one in {name} %}}{{% if not loop.first %}}, {{% endif %}}{{{{ one|lower_first }}}}"
        "{% endfor %}{% endif %}"
    )


# ---- 10 -------------------------------------------------------------------------------------------------------------


def activities(house: PlanHouse) -> None:
    """Every activity with its goal, owner, time and proof, and the same times as a picture."""
    with house.chapter("Activiteiten en planning", "Activities and planning"):
        house.table(Text("Activiteiten", "Activities"), "row in plan_activities", _ACTIVITIES)
        house.p(
            say(
                "Alle activiteiten samen: {{ totals.plan_activities.activity_hours }} uur.",
                "All activities together: {{ totals.plan_activities.activity_hours }} hours.",
                when="totals.plan_activities.activity_hours",
            )
        )
        house.planning(
            Text(
                "Planning in weken, met dezelfde perioden als de tabel hierboven",
                "Planning in weeks, with the same periods as the table above",
            ),
            _KEY,
            "plan_activities",
            "A{{ row.number }} {{ plan_activities[loop.index0].activity_name }}",
            (
                Text("Activiteit", "Activity"),
                Text("Vanaf de dag", "From the day"),
                Text("Evaluatie (●)", "Evaluation (●)"),
            ),
        )


_KEY = Text(
    "**Planning van {{ gantt.plan_activities.first }} tot en met {{ gantt.plan_activities.last }}.** Een kolom is"
    " {% if gantt.plan_activities.weeks == '1' %}een week{% else %}{{ gantt.plan_activities.weeks }} weken{% endif %}."
    " Een donker vak: de activiteit loopt. Een stip: een evaluatie.",
    "**Planning from {{ gantt.plan_activities.first }} to {{ gantt.plan_activities.last }}.** A column is"
    " {% if gantt.plan_activities.weeks == '1' %}one week{% else %}{{ gantt.plan_activities.weeks }} weeks{% endif %}."
    " A dark cell: the activity runs. A dot: an evaluation.",
)
_GOAL = "{{ row.activity_name }}{% if row.activity_goal %}\n"
_ACTIVITIES = (
    Column(Text("Nr.", "No."), 11, "A{{ loop.index }}"),
    Column(
        Text("Activiteit en doel", "Activity and goal"),
        48,
        Text(
            _GOAL + "Doel: {{ row.activity_goal|lower_first }}{% endif %}",
            _GOAL + "Goal: {{ row.activity_goal|lower_first }}{% endif %}",
        ),
    ),
    Column(
        Text("Wie en hoe", "Who and how"),
        30,
        "{{ row.activity_owner }}{% if row.activity_form %}\n{{ row.activity_form }}{% endif %}",
    ),
    Column(
        Text("Begin\neinde", "Start\nend"),
        22,
        "{{ row.activity_start|short }}{% if row.activity_end %}\n{{ row.activity_end|short }}{% endif %}",
    ),
    Column(Text("Uren", "Hours"), 13, "{{ row.activity_hours }}", "Table Number"),
    Column(
        Text("Bewijs en kosten", "Proof and cost"),
        36,
        "{{ row.activity_proof }}{% if row.activity_cost %}{% if row.activity_proof %}\n{% endif %}"
        "{{ row.activity_cost }}{% endif %}",
    ),
)


# ---- 11 and 12 ------------------------------------------------------------------------------------------------------


def budget(house: PlanHouse) -> None:
    """How long, how intensive, and what it costs the employer."""
    with house.chapter("Duur, intensiteit en kosten", "Duration, intensity and cost"):
        house.p(
            say(
                "Het traject loopt van {{ track2_date }} tot en met {{ track2_end }}.",
                "The trajectory runs from {{ track2_date }} to {{ track2_end }}.",
            ),
            say(
                "Contacturen per maand: {{ contact_hours_month }}.", "Contact hours a month: {{ contact_hours_month }}."
            ),
            say("De werkgever betaalt het traject.", "The employer pays for the trajectory."),
            style="Lead In",
        )
        house.summed(
            Text("Kosten", "Costs"),
            "row in costs",
            (
                Column(Text("Post", "Item"), 74, "{{ row.cost_item }}"),
                Column(Text("Omvang", "Extent"), 54, "{{ row.cost_extent }}"),
                Column(Text("Bedrag", "Amount"), 32, "{{ row.cost_amount|short }}", "Table Number"),
            ),
            (
                Text("**Totaal, voor rekening van de werkgever**", "**Total, paid by the employer**"),
                "",
                "**{{ totals.costs.cost_amount }}**",
            ),
        )


def reporting(house: PlanHouse) -> None:
    """Who hears what and when, on which days one looks back, and when the plan changes or stops."""
    with house.chapter("Rapportage en evaluatie", "Reporting and evaluation"):
        to = several("report_to")
        house.p(
            say(
                f"**Verslag.** {{{{ report_every }}}}{{% if report_to %}}, aan: {_listed('report_to')}{{% endif %}}.",
                f"**Report.** {{{{ report_every }}}}{{% if report_to %}}, to: {_listed('report_to')}{{% endif %}}.",
                when="report_every",
            ),
            say(f"**Verslag.** Aan: {to}.", f"**Report.** To: {to}.", when="report_to and not report_every"),
            say("In een verslag staan geen medische gegevens.", "A report holds no medical data."),
        )
        house.p(
            say(
                "**Gesprek met de coach of begeleider.** {{ contact_every }}.",
                "**Talk with the coach or guide.** {{ contact_every }}.",
            ),
        )
        house.table(
            Text("Evaluatiemomenten", "Evaluation moments"),
            "row in plan_evaluations",
            (
                Column(Text("Datum", "Date"), 40, "{{ row.evaluation_date }}"),
                Column(Text("Wie", "Who"), 60, "{{ row.evaluation_who }}"),
                Column(Text("Waarover", "About"), 60, "{{ row.evaluation_topic }}"),
            ),
        )
        house.p(say("{{ adjust_when }}", "{{ adjust_when }}"), say("{{ stop_when }}", "{{ stop_when }}"))
