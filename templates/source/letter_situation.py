"""The part of the employee's letter that says how things stand: the job, the illness in dates, an earlier opinion."""

from formgen.text import Text
from templates.source import worktables
from templates.source.house import House
from templates.source.sentences import Sentence, say


def situation(house: House) -> None:
    """Where and since when the applicant works, since when ill, what was adapted, and an earlier opinion."""
    with house.section("Mijn situatie", "My situation"):
        house.p(*_employment(), *_illness())
        worktables.pauses(house, Text("Tussendoor was ik hersteld:", "I was recovered in between:"))
        house.p(*worktables.earlier_opinion())
        house.p(
            say(
                "**Wat er nieuw is sinds dat oordeel.** {{ new_facts }}",
                "**What is new since that opinion.** {{ new_facts }}",
            )
        )
        worktables.adaptations(house, Text("Mijn werk is al aangepast:", "My work has already been adapted:"))


def _employment() -> tuple[Sentence, ...]:
    return (
        say(
            "Ik werk sinds {{ job_start }} bij {{ employer_name }} als {{ job_title }}"
            "{% if contract_hours %}, {{ contract_hours }} uur per week{% endif %}.",
            "I have worked for {{ employer_name }} as {{ job_title }}{% if contract_hours %},"
            " {{ contract_hours }} hours per week{% endif %}, since {{ job_start }}.",
            when="not employment_ended|is('yes')",
        ),
        say(
            "Ik werkte van {{ job_start }} tot en met {{ employment_end }} bij {{ employer_name }} als"
            " {{ job_title }}.",
            "I worked for {{ employer_name }} as {{ job_title }} from {{ job_start }} until {{ employment_end }}.",
            when="employment_ended|is('yes')",
        ),
        say(
            "Mijn tijdelijke contract loopt tot en met {{ contract_end }}.",
            "My fixed-term contract runs up to and including {{ contract_end }}.",
            when="not employment_ended|is('yes')",
        ),
        say(
            "De situatie waarover ik een oordeel vraag, ontstond na het einde van mijn dienstverband.",
            "The situation I ask an opinion about arose after the end of my employment.",
            when="after_employment|is('yes')",
        ),
        say(
            "De situatie waarover ik een oordeel vraag, bestond al voor het einde van mijn dienstverband.",
            "The situation I ask an opinion about existed before the end of my employment.",
            when="after_employment|is('no')",
        ),
    )


def _illness() -> tuple[Sentence, ...]:
    return (
        say(
            "Ik ben ziek sinds {{ first_sick_day }}.",
            "I have been ill since {{ first_sick_day }}.",
            when="not other_question|is('frequent_absence')",
        ),
        say(
            "Ik meldde mij het laatst ziek op {{ first_sick_day }}.",
            "I last reported sick on {{ first_sick_day }}.",
            when="other_question|is('frequent_absence')",
        ),
        say(
            "Van {{ leave_from }} tot en met {{ leave_until }} had ik verlof.",
            "I was on leave from {{ leave_from }} up to and including {{ leave_until }}.",
        ),
        say("Ik werk nu niet.", "I am not working now.", when="working_now|is('none')"),
        say(
            "Ik werk nu {{ hours_now }} uur per week in {% if working_now|is('own_work') %}mijn eigen werk"
            "{% elif working_now|is('adapted_work') %}aangepast werk{% else %}ander werk{% endif %}"
            "{% if work_now %} ({{ work_now|lower_first }}){% endif %}{% if working_since %}, sinds"
            " {{ working_since }}{% endif %}.",
            "I now work {{ hours_now }} hours per week in {% if working_now|is('own_work') %}my own work"
            "{% elif working_now|is('adapted_work') %}adapted work{% else %}other work{% endif %}"
            "{% if work_now %} ({{ work_now|lower_first }}){% endif %}{% if working_since %}, since"
            " {{ working_since }}{% endif %}.",
        ),
    )
