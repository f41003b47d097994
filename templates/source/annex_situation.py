"""The part of the employer's annex that says how things stand: the job, the absence in dates, an earlier opinion."""

from formgen.text import Text
from templates.source import worktables
from templates.source.house import House
from templates.source.sentences import Sentence, say


def situation(house: House) -> None:
    """Where and since when the employee works, since when absent, what was adapted, and an earlier opinion."""
    with house.section("De situatie", "The situation"):
        house.p(*_employment(), *_own_risk())
        house.p(*_absence(), *_working_now())
        worktables.pauses(
            house, Text("Tussendoor was de werknemer hersteld:", "The employee was recovered in between:")
        )
        house.p(*worktables.earlier_opinion())
        house.p(
            say(
                "Sinds dat oordeel is er niets veranderd.",
                "Nothing has changed since that opinion.",
                when="anything_new|is('no')",
            ),
            say(
                "**Wat er nieuw is sinds dat oordeel.** {{ new_facts }}",
                "**What is new since that opinion.** {{ new_facts }}",
            ),
        )
        worktables.adaptations(house, Text("Wij hebben het werk al aangepast:", "We have already adapted the work:"))


def _employment() -> tuple[Sentence, ...]:
    days = "{{ work_days }}{% if work_times %} ({{ work_times|lower_first }}){% endif %}"
    return (
        say(
            "De werknemer werkt sinds {{ job_start }} bij ons als {{ job_title }}{% if contract_hours %},"
            " {{ contract_hours }} uur per week{% endif %}.",
            "The employee has worked for us as {{ job_title }}{% if contract_hours %}, {{ contract_hours }} hours per"
            " week{% endif %}, since {{ job_start }}.",
            when="not employment_ended|is('yes')",
        ),
        say(
            "De werknemer werkte van {{ job_start }} tot en met {{ employment_end }} bij ons als {{ job_title }}"
            "{% if contract_hours %}, {{ contract_hours }} uur per week{% endif %}.",
            "The employee worked for us as {{ job_title }}{% if contract_hours %}, {{ contract_hours }} hours per"
            " week{% endif %}, from {{ job_start }} until {{ employment_end }}.",
            when="employment_ended|is('yes')",
        ),
        say(
            "Het tijdelijke contract loopt tot en met {{ contract_end }}.",
            "The fixed-term contract runs up to and including {{ contract_end }}.",
            when="not employment_ended|is('yes')",
        ),
        say(f"De normale werkdagen: {days}.", f"The normal working days: {days}."),
        say("De werkplek is: {{ workplace }}.", "The workplace is: {{ workplace }}."),
        say(
            "De situatie waarover wij een oordeel vragen, ontstond na het einde van het dienstverband.",
            "The situation we ask an opinion about arose after the end of the employment.",
            when="after_employment|is('yes')",
        ),
        say(
            "De situatie waarover wij een oordeel vragen, bestond al voor het einde van het dienstverband.",
            "The situation we ask an opinion about existed before the end of the employment.",
            when="after_employment|is('no')",
        ),
    )


def _own_risk() -> tuple[Sentence, ...]:
    """Whether the employer is self-insured; said only when it is."""
    kinds = (
        ("zw", "de Ziektewet", "the Ziektewet"),
        ("wga", "de WGA", "the WGA"),
        ("both", "de Ziektewet en de WGA", "the Ziektewet and the WGA"),
    )
    return tuple(
        say(f"Wij zijn eigenrisicodrager voor {nl}.", f"We are self-insured for {en}.", f"self_insured|is('{kind}')")
        for kind, nl, en in kinds
    )


def _absence() -> tuple[Sentence, ...]:
    """The first sick day, and leave: dates only. Someone who is often ill was absent from the last such day."""
    often = "question_type|is('frequent_absence')"
    return (
        say(
            "De eerste ziektedag was {{ first_sick_day }}.",
            "The first sick day was {{ first_sick_day }}.",
            when=f"not {often}",
        ),
        say(
            "De laatste ziekmelding was op {{ first_sick_day }}.",
            "The latest sick report was on {{ first_sick_day }}.",
            when=often,
        ),
        say(
            "Van {{ leave_from }} tot en met {{ leave_until }} had de werknemer verlof.",
            "The employee was on leave from {{ leave_from }} up to and including {{ leave_until }}.",
        ),
    )


def _working_now() -> tuple[Sentence, ...]:
    return (
        say("De werknemer werkt nu niet.", "The employee is not working now.", when="working_now|is('none')"),
        say(
            "De werknemer werkt nu {{ hours_now }} uur per week in {% if working_now|is('own_work') %}het eigen werk"
            "{% elif working_now|is('adapted_work') %}aangepast werk{% else %}ander werk{% endif %}"
            "{% if work_now %} ({{ work_now|lower_first }}){% endif %}{% if working_since %}, sinds"
            " {{ working_since }}{% endif %}.",
            "The employee now works {{ hours_now }} hours per week in {% if working_now|is('own_work') %}their own work"
            "{% elif working_now|is('adapted_work') %}adapted work{% else %}other work{% endif %}"
            "{% if work_now %} ({{ work_now|lower_first }}){% endif %}{% if working_since %}, since"
            " {{ working_since }}{% endif %}.",
        ),
    )
