"""Tables and lists about work and efforts that the letters of employee and employer share."""

from formgen.text import Text
from templates.source.house import Column, House, Line
from templates.source.sentences import Sentence, say

_YES, _NO, _UNKNOWN = Text("Ja", "Yes"), Text("Nee", "No"), Text("Weet ik niet", "I do not know")
_BOTH = "{% if pause.recovered_from and pause.sick_again %}, {% endif %}"  # a draft may know only one of the two
_PAUSE = Text(
    "{% if pause.recovered_from %}hersteld vanaf {{ pause.recovered_from }}{% endif %}"
    f"{_BOTH}{{% if pause.sick_again %}}weer ziek vanaf {{{{ pause.sick_again }}}}{{% endif %}}",
    "{% if pause.recovered_from %}recovered from {{ pause.recovered_from }}{% endif %}"
    f"{_BOTH}{{% if pause.sick_again %}}ill again from {{{{ pause.sick_again }}}}{{% endif %}}",
)


def own_tasks(house: House, about: Text, head: Text) -> None:
    """The tasks of the employee's own work: what, how much of the time, and what is hardest."""
    house.table(about, "task in tasks", _tasks(head, "task", "task_share", "task_load"))


def proposed_tasks(house: House) -> None:
    """The tasks of the work that was proposed."""
    house.table(
        Text("Taken van het voorgestelde werk", "Tasks of the proposed work"),
        "task in work_tasks",
        _tasks(Text("Taak in dit werk", "Task in this work"), "work_task", "work_task_share", "work_task_load"),
    )


def _tasks(head: Text, what: str, share: str, load: str) -> tuple[Column, ...]:
    return (
        Column(head, 66, f"{{{{ task.{what} }}}}"),
        Column(Text("Aandeel", "Share"), 22, f"{{{{ task.{share} }}}}"),
        Column(Text("Wat het zwaarst is", "What is hardest"), 72, f"{{{{ task.{load} }}}}"),
    )


def assessed_tasks(house: House, about: Text, head: Text, possible: Column) -> None:
    """The tasks of the own work, with whether each of them is possible."""
    house.table(
        about,
        "task in tasks",
        (
            Column(head, 60, "{{ task.task }}"),
            Column(Text("Aandeel", "Share"), 18, "{{ task.task_share }}"),
            Column(Text("Wat het zwaarst is", "What is hardest"), 82 - possible.width, "{{ task.task_load }}"),
            possible,
        ),
    )


def demands(house: House, lead: Text) -> None:
    """What occurs often in the own work."""
    some = "demands and not demands|has('none')"
    house.p(Sentence(lead, some), style="Lead In")
    weight = "{% if demand|is('lifting') and lifting_weight %} ({{ lifting_weight|lower_first }}){% endif %}"
    house.bullets("demand in demands", f"{{{{ demand|lower_first }}}}{weight}", when=some)


def adaptations(house: House, lead: Text) -> None:
    """What was adapted in the work already, from when until when, and what came of it."""
    house.p(Sentence(lead, "adaptations"), style="Lead In")
    house.table(
        Text("Aanpassingen die al zijn gemaakt", "Adaptations already made"),
        "change in adaptations",
        (
            Column(Text("Aanpassing", "Adaptation"), 52, "{{ change.adaptation }}"),
            Column(Text("Vanaf", "From"), 24, "{{ change.adaptation_from|short }}"),
            Column(Text("Tot en met", "Until"), 24, "{{ change.adaptation_until|short }}"),
            Column(Text("Resultaat", "Result"), 60, "{{ change.adaptation_result }}"),
        ),
    )


def pauses(house: House, lead: Text) -> None:
    """The periods in which the employee was recovered."""
    house.p(Sentence(lead, "interruptions"), style="Lead In")
    house.bullets("pause in interruptions", _PAUSE)


def matches(house: House, about: Text, capacity: Text) -> None:
    """What the work demands, what the employee can do, and whether that matches."""
    house.table(
        about,
        "match in matches",
        (
            Column(Text("Wat het werk vraagt", "What the work demands"), 62, "{{ match.match_demand }}"),
            Column(capacity, 72, "{{ match.match_capacity }}"),
            Column(Text("Past dat?", "Match?"), 26, "{{ match.match_fits }}"),
        ),
    )


def obligations(house: House) -> None:
    """What was agreed, where it says so, by when, and whether it was done."""
    house.table(
        Text("Afspraken en wat ermee is gebeurd", "Agreements and what happened to them"),
        "duty in obligations",
        (
            Column(Text("Afspraak", "Agreement"), 42, "{{ duty.obligation }}"),
            Column(Text("Waar dat staat", "Where it says so"), 36, "{{ duty.obligation_source }}"),
            Column(Text("Vóór", "By"), 24, "{{ duty.obligation_due|short }}"),
            Column(Text("Gedaan?", "Done?"), 18, "{{ duty.obligation_done }}"),
            Column(Text("Dat blijkt uit", "Shown by"), 40, "{{ duty.obligation_proof }}"),
        ),
    )


def dated(date: str, what: str, result: str) -> tuple[Column, ...]:
    """The columns of a table that says what was done when and what came of it; its rows are called `step`."""
    return (
        Column(Text("Datum", "Date"), 24, f"{{{{ step.{date}|short }}}}"),
        Column(Text("Wat", "What"), 62, f"{{{{ step.{what} }}}}"),
        Column(Text("Wat kwam eruit", "What came of it"), 74, f"{{{{ step.{result} }}}}"),
    )


def absences(house: House, about: Text) -> None:
    """Every spell of absence: from when until when, and the hours; never why."""
    house.table(
        about,
        "spell in absences",
        (
            Column(Text("Ziek vanaf", "Ill from"), 40, "{{ spell.absence_from|short }}"),
            Column(Text("Tot en met", "Until"), 40, "{{ spell.absence_until|short }}"),
            Column(Text("Uren gemist", "Hours missed"), 30, "{{ spell.absence_hours }}", "Table Number"),
        ),
    )


# ---- the steps of the first two years -------------------------------------------------------------------------------

_STEPS = (
    ("problem_analysis", "problem_analysis_date", Text("Probleemanalyse van de bedrijfsarts", "Problem analysis")),
    ("action_plan", "action_plan_date", Text("Plan van aanpak", "Action plan")),
    ("evaluations", "last_evaluation_date", Text("Evaluaties (laatste)", "Evaluations (latest)")),
    (
        "notice_42",
        "notice_42_date",
        Text("Melding bij UWV na {{ facts.notice_42 }}", "Notice to UWV after {{ facts.notice_42 }}"),
    ),
    ("first_year_evaluation", "first_year_evaluation_date", Text("Eerstejaarsevaluatie", "First-year evaluation")),
)


def milestones(house: House, *below: Sentence) -> None:
    """The steps the rules ask for, each with whether and when it was taken."""
    with house.section("Stappen in de re-integratie", "Steps in the reintegration", level=2, when="milestones"):
        house.lines(
            Text("Stappen in de re-integratie", "Steps in the reintegration"),
            (Column(Text("Stap", "Step"), 90), Column(Text("Gezet?", "Taken?"), 40), Column(Text("Datum", "Date"), 30)),
            [Line((name, _taken(house, step), f"{{{{ {date}|short }}}}")) for step, date, name in _STEPS],
        )
        if below:
            house.p(*below)


def _taken(house: House, step: str) -> str:
    """Yes for a step that was chosen; no for the others, unless the person does not know."""
    yes, no, unknown = (words[house.language] for words in (_YES, _NO, _UNKNOWN))
    return (
        f"{{% if milestones|has('{step}') %}}{yes}{{% elif milestones|has('unknown') %}}{unknown}"
        f"{{% else %}}{no}{{% endif %}}"
    )


# ---- sentences ------------------------------------------------------------------------------------------------------


def conditions() -> tuple[Sentence, ...]:
    """Job, hours, place, times, journey and pay of the proposed work."""
    return (
        say(
            "De functie is {{ work_title }}, {{ work_hours }} uur per week.",
            "The job is {{ work_title }}, {{ work_hours }} hours per week.",
        ),
        say("De werkplek is: {{ work_place }}.", "The workplace is: {{ work_place }}."),
        say(
            "De werktijden zijn: {{ work_schedule|lower_first }}.",
            "The working times are: {{ work_schedule|lower_first }}.",
        ),
        say(
            "De reis duurt {{ work_travel }} minuten enkele reis.",
            "The journey takes {{ work_travel }} minutes one way.",
        ),
        say("Het loon is {{ work_pay }} bruto per maand.", "The pay is {{ work_pay }} gross per month."),
    )


def earlier_opinion() -> tuple[Sentence, ...]:
    """That UWV gave an opinion before, and what it found."""
    return (
        say(
            "**Eerder oordeel.** UWV gaf op {{ earlier_date }} al een oordeel over deze situatie.",
            "**Earlier opinion.** UWV already gave an opinion on this situation on {{ earlier_date }}.",
        ),
        say("{{ earlier_outcome }}", "{{ earlier_outcome }}"),
    )
