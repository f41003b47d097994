"""The part of the employer's annex about work: the employee's own work, and work that was proposed."""

from formgen.text import Text
from templates.source import both, worktables
from templates.source.house import Column, House
from templates.source.passages import told
from templates.source.sentences import Sentence, say

_TASKS = Text("Taken van het eigen werk", "Tasks of the own work")
_TASK = Text("Taak in het eigen werk", "Task in the own work")
_OFTEN = Text("Dit komt vaak voor in het eigen werk:", "This occurs often in the own work:")
_POSSIBLE = Text(
    "{% if task.task_possible|is('unknown') %}Niet genoemd{% else %}{{ task.task_possible }}{% endif %}",
    "{% if task.task_possible|is('unknown') %}Not mentioned{% else %}{{ task.task_possible }}{% endif %}",
)


def work(house: House) -> None:
    """The sections of the two questions about work, each under its own condition."""
    _own_work(house)
    _suitable_work(house)


def own_tasks(house: House) -> None:
    """The tasks of the own work where the question is about something else."""
    with house.section("Het eigen werk", "The own work", level=2):
        worktables.own_tasks(house, _TASKS, _TASK)
        worktables.demands(house, _OFTEN)


# ---- own work -------------------------------------------------------------------------------------------------------


def _own_work(house: House) -> None:
    with house.section("Het eigen werk", "The own work", when="question_type|is('own_work')"):
        possible = Column(Text("Mogelijk volgens de bedrijfsarts?", "Possible, says the physician?"), 32, _POSSIBLE)
        worktables.assessed_tasks(house, _TASKS, _TASK, possible)
        worktables.demands(house, _OFTEN)
        told(house, "Toelichting op de taken en de uren", "More about the tasks and the hours", "own_tasks")
        told(house, "Wat er aan het eigen werk is veranderd", "What has changed in the own work", "own_changed_how")
        house.p(
            say(
                "Het eigen werk is sinds de eerste ziektedag niet veranderd.",
                "The own work has not changed since the first sick day.",
                when="own_changed|is('no')",
            )
        )


# ---- suitable work --------------------------------------------------------------------------------------------------


def _suitable_work(house: House) -> None:
    is_suitable = "question_type|is('suitable_work')"
    with house.section("Het werk waarover wij een oordeel vragen", "The work we ask an opinion about", is_suitable):
        house.p(*_proposal(), *_answer())
        house.p(*worktables.conditions())
        worktables.proposed_tasks(house)
        told(house, "Aanpassingen en begeleiding", "Adaptations and guidance", "work_adaptations")
        with house.section(
            "Past het werk bij wat de werknemer kan?", "Does the work match what the employee can do?", level=2
        ):
            house.p(*_capacity())
            worktables.matches(
                house,
                Text("Wat het werk vraagt en wat de werknemer kan", "What the work demands and the employee can do"),
                Text("Wat de werknemer kan volgens de bedrijfsarts", "What the employee can do"),
            )
        with house.section("Of het werk is geprobeerd", "Whether the work was tried", level=2):
            house.p(*_trial())
        own_tasks(house)


def _proposal() -> tuple[Sentence, ...]:
    return (
        say(
            "Het gaat om het eigen werk van de werknemer, maar aangepast.",
            "It is the employee's own work, but adapted.",
            "work_kind|is('adapted_own')",
        ),
        say("Het gaat om ander werk bij ons.", "It is other work with us.", "work_kind|is('other_inside')"),
        both.elsewhere(),
        say(
            "Wij stelden dit werk voor op {{ offer_date }}.",
            "We proposed this work on {{ offer_date }}.",
            "work_proposer|is('employer')",
        ),
        say(
            "De werknemer stelde dit werk zelf voor op {{ offer_date }}.",
            "The employee proposed this work on {{ offer_date }}.",
            "work_proposer|is('employee')",
        ),
        *both.on_paper(),
    )


def _answer() -> tuple[Sentence, ...]:
    """What the employee did with the proposal, and whether both agree on it."""
    return (
        say(
            "De werknemer is met dit werk begonnen.",
            "The employee has started this work.",
            "employee_response|is('started')",
        ),
        say("De werknemer wees dit werk af.", "The employee refused this work.", "employee_response|is('refused')"),
        say(
            "De werknemer gaf geen antwoord op dit voorstel.",
            "The employee gave no answer to this proposal.",
            "employee_response|is('no_answer')",
        ),
        say(
            "Over de vraag of dit werk passend is, zijn de werknemer en wij het eens.",
            "The employee and we agree on whether this work is suitable.",
            "agree_suitable|is('yes')",
        ),
    )


def _capacity() -> tuple[Sentence, ...]:
    return (
        say(
            "Wat de werknemer kan, staat in de brief of het advies van de bedrijfsarts van {{ capacity_date }}.",
            "What the employee can do is stated in the occupational physician's letter or advice of"
            " {{ capacity_date }}.",
            when="capacity_source|is('letter')",
        ),
        say(
            "Wat de werknemer kan, staat in de Functionele Mogelijkhedenlijst (FML) van {{ capacity_date }}.",
            "What the employee can do is stated in the Functional Abilities List (FML) of {{ capacity_date }}.",
            when="capacity_source|is('fml')",
        ),
        say(
            "De bedrijfsarts heeft nergens opgeschreven wat de werknemer kan.",
            "The occupational physician has not written down what the employee can do.",
            when="capacity_source|is('none')",
        ),
    )


def _trial() -> tuple[Sentence, ...]:
    return (
        say(
            "De werknemer heeft dit werk geprobeerd van {{ tried_from }} tot en met {{ tried_until }}"
            "{% if tried_hours %}, {{ tried_hours }} uur per week{% endif %}.",
            "The employee tried this work from {{ tried_from }} up to and including {{ tried_until }}"
            "{% if tried_hours %}, {{ tried_hours }} hours per week{% endif %}.",
        ),
        say(
            "De werknemer heeft dit werk niet geprobeerd.",
            "The employee has not tried this work.",
            when="work_tried|is('no')",
        ),
        say("{{ tried_result }}", "{{ tried_result }}"),
    )
