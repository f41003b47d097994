"""The part of the employee's letter that says how things stand: the job, the illness in dates, an earlier opinion."""

from formgen.text import Text
from templates.source.house import Column, House
from templates.source.sentences import Sentence, say


def situation(house: House) -> None:
    """Where and since when the applicant works, since when ill, what was adapted, and an earlier opinion."""
    with house.section("Mijn situatie", "My situation"):
        house.p(*_employment(), *_illness())
        house.p(_PAUSED, style="Lead In")
        house.bullets("pause in interruptions", _PAUSE)
        house.p(*_earlier_opinion())
        house.p(
            say(
                "**Wat er nieuw is sinds dat oordeel.** {{ new_facts }}",
                "**What is new since that opinion.** {{ new_facts }}",
            )
        )
        house.p(_ADAPTED, style="Lead In")
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


_ADAPTED = say("Mijn werk is al aangepast:", "My work has already been adapted:", when="adaptations")
_PAUSED = say("Tussendoor was ik hersteld:", "I was recovered in between:", when="interruptions")
_BOTH = "{% if pause.recovered_from and pause.sick_again %}, {% endif %}"  # a draft may know only one of the two
_PAUSE = Text(
    "{% if pause.recovered_from %}hersteld vanaf {{ pause.recovered_from }}{% endif %}"
    f"{_BOTH}{{% if pause.sick_again %}}weer ziek vanaf {{{{ pause.sick_again }}}}{{% endif %}}",
    "{% if pause.recovered_from %}recovered from {{ pause.recovered_from }}{% endif %}"
    f"{_BOTH}{{% if pause.sick_again %}}ill again from {{{{ pause.sick_again }}}}{{% endif %}}",
)


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
        say("Ik ben ziek sinds {{ first_sick_day }}.", "I have been ill since {{ first_sick_day }}."),
        say(
            "Van {{ leave_from }} tot en met {{ leave_until }} had ik verlof.",
            "I was on leave from {{ leave_from }} up to and including {{ leave_until }}.",
        ),
        say("Ik werk nu niet.", "I am not working now.", when="working_now|is('none')"),
        say(
            "Ik werk nu {{ hours_now }} uur per week in {% if working_now|is('own_work') %}mijn eigen werk"
            "{% elif working_now|is('adapted_work') %}aangepast werk{% else %}ander werk{% endif %}"
            "{% if work_now %} ({{ work_now }}){% endif %}{% if working_since %}, sinds"
            " {{ working_since }}{% endif %}.",
            "I now work {{ hours_now }} hours per week in {% if working_now|is('own_work') %}my own work"
            "{% elif working_now|is('adapted_work') %}adapted work{% else %}other work{% endif %}"
            "{% if work_now %} ({{ work_now }}){% endif %}{% if working_since %}, since"
            " {{ working_since }}{% endif %}.",
        ),
    )


def _earlier_opinion() -> tuple[Sentence, ...]:
    return (
        say(
            "**Eerder oordeel.** UWV gaf op {{ earlier_date }} al een oordeel over deze situatie.",
            "**Earlier opinion.** UWV already gave an opinion on this situation on {{ earlier_date }}.",
        ),
        say("{{ earlier_outcome }}", "{{ earlier_outcome }}"),
    )
