"""The part of the employee's letter that differs by question: the facts on which the opinion is to rest."""

from formgen.text import Text
from templates.source import both, worktables
from templates.source.house import Column, House
from templates.source.passages import told
from templates.source.sentences import Sentence, say
from templates.source.worktables import conditions, dated

_TASKS = Text("Taken van mijn eigen werk", "Tasks of my own work")
_TASK = Text("Taak in mijn eigen werk", "Task in my own work")
_OFTEN = Text("Dit komt vaak voor in mijn eigen werk:", "This occurs often in my own work:")


def grounds(house: House) -> None:
    """The sections of the usual kinds of question, each under its own condition: one kind appears in a letter."""
    _own_work(house)
    _suitable_work(house)
    _employee_effort(house)
    _employer_effort(house)


# ---- own work -------------------------------------------------------------------------------------------------------


def _own_work(house: House) -> None:
    with house.section("Mijn eigen werk", "My own work", when="question_type|is('own_work')"):
        house.p(*_when_at_work())
        possible = Column(Text("Lukte dit?", "Possible?"), 22, "{{ task.task_possible }}")
        worktables.assessed_tasks(house, _TASKS, _TASK, possible)
        worktables.demands(house, _OFTEN)
        told(house, "Wat wel en niet lukte", "What I could and could not do", "own_tasks")
        told(house, "Wat er aan mijn werk is veranderd", "What has changed in my work", "own_changed_how")


def _when_at_work() -> tuple[Sentence, ...]:
    return (
        say(
            "Ik werk normaal op {{ work_days }}{% if work_times %} ({{ work_times|lower_first }}){% endif %}.",
            "I normally work on {{ work_days }}{% if work_times %} ({{ work_times|lower_first }}){% endif %}.",
        ),
        say("Mijn werkplek is: {{ workplace }}.", "My workplace is: {{ workplace }}."),
    )


def _own_tasks(house: House) -> None:
    """The tasks of one's own work where the question is about something else."""
    with house.section("Mijn eigen werk", "My own work", level=2):
        house.p(*_when_at_work())
        worktables.own_tasks(house, _TASKS, _TASK)
        worktables.demands(house, _OFTEN)


# ---- suitable work --------------------------------------------------------------------------------------------------


def _suitable_work(house: House) -> None:
    with house.section("Het werk waarover ik een oordeel vraag", "The work I ask an opinion about", _IS_SUITABLE):
        house.p(*_proposal(), *conditions())
        worktables.proposed_tasks(house)
        told(house, "Aanpassingen en begeleiding", "Adaptations and guidance", "work_adaptations")
        with house.section("Past het werk bij wat ik kan?", "Does the work match what I can do?", level=2):
            house.p(*_capacity())
            worktables.matches(
                house,
                Text("Wat het werk vraagt en wat ik kan", "What the work demands and what I can do"),
                Text("Wat ik kan volgens de bedrijfsarts", "What I can do"),
            )
        with house.section("Of ik het heb geprobeerd", "Whether I have tried it", level=2):
            house.p(*_trial())
        _own_tasks(house)


_IS_SUITABLE = "question_type|is('suitable_work')"


def _proposal() -> tuple[Sentence, ...]:
    return (
        say(
            "Het gaat om mijn eigen werk, maar aangepast.",
            "It is my own work, but adapted.",
            "work_kind|is('adapted_own')",
        ),
        say(
            "Het gaat om ander werk bij mijn werkgever.",
            "It is other work with my employer.",
            "work_kind|is('other_inside')",
        ),
        both.elsewhere(),
        say(
            "Mijn werkgever stelde dit werk voor op {{ offer_date }}.",
            "My employer proposed this work on {{ offer_date }}.",
            "work_proposer|is('employer')",
        ),
        say(
            "Ik heb dit werk zelf voorgesteld op {{ offer_date }}.",
            "I proposed this work myself on {{ offer_date }}.",
            "work_proposer|is('employee')",
        ),
        *both.on_paper(),
        say(
            "Mijn werkgever en ik zijn het erover eens of dit werk passend is.",
            "My employer and I agree on whether this work is suitable.",
            "agree_suitable|is('yes')",
        ),
    )


def _capacity() -> tuple[Sentence, ...]:
    return (
        say(
            "Wat ik kan, staat in de brief of het advies van de bedrijfsarts van {{ capacity_date }}.",
            "What I can do is stated in the physician's letter or advice of {{ capacity_date }}.",
            when="capacity_source|is('letter')",
        ),
        say(
            "Wat ik kan, staat in de Functionele Mogelijkhedenlijst (FML) van {{ capacity_date }}.",
            "What I can do is stated in the Functional Abilities List (FML) of {{ capacity_date }}.",
            when="capacity_source|is('fml')",
        ),
        say(
            "De bedrijfsarts heeft nergens opgeschreven wat ik kan.",
            "The occupational physician has not written down what I can do.",
            when="capacity_source|is('none')",
        ),
    )


def _trial() -> tuple[Sentence, ...]:
    return (
        say(
            "Ik heb dit werk geprobeerd van {{ tried_from }} tot en met {{ tried_until }}"
            "{% if tried_hours %}, {{ tried_hours }} uur per week{% endif %}.",
            "I tried this work from {{ tried_from }} up to and including {{ tried_until }}"
            "{% if tried_hours %}, {{ tried_hours }} hours per week{% endif %}.",
        ),
        say("Ik heb dit werk niet geprobeerd.", "I have not tried this work.", when="work_tried|is('no')"),
        say("{{ tried_result }}", "{{ tried_result }}"),
    )


# ---- the employee's efforts -----------------------------------------------------------------------------------------


def _employee_effort(house: House) -> None:
    with house.section("Wat ik heb gedaan", "What I have done", when="question_type|is('employee_effort')"):
        house.p(
            *both.effort_track(Text("mijn eigen werkgever", "my own employer")),
        )
        with house.section("Afspraken en wat ermee is gebeurd", "Agreements and what happened to them", level=2):
            worktables.obligations(house)
        told(house, "De reden die ik gaf", "The reason I gave", "effort_reason")
        with house.section("Mijn activiteiten", "My activities", level=2):
            house.table(
                Text("Wat ik deed om weer aan het werk te gaan", "What I did to get back to work"),
                "step in activities",
                dated("activity_date", "activity", "activity_result"),
            )
        told(house, "Hoe mijn werkgever reageerde", "How my employer reacted", "employer_reaction")


# ---- the employer's efforts -----------------------------------------------------------------------------------------


def _employer_effort(house: House) -> None:
    with house.section("Wat mijn werkgever heeft gedaan", "What my employer has done", _IS_EMPLOYER_EFFORT):
        _track1(house)
        with house.section("Werk bij een andere werkgever (spoor 2)", "Work with another employer (Track 2)", level=2):
            house.p(*_track2())
            house.p(say("{{ track2_activities }}", "{{ track2_activities }}"))
        worktables.milestones(house)
        told(house, "Wat niet of te laat is gedaan", "What was not done, or done late", "gaps")
        told(house, "Wat mijn werkgever had moeten doen", "What my employer should have done", "should_have")
        told(house, "Waarom ik dit oordeel nu nog vraag", "Why I still ask for this opinion now", "late_reason")
        _own_tasks(house)


_IS_EMPLOYER_EFFORT = "question_type|is('employer_effort')"


def _track1(house: House) -> None:
    some = "track1_steps and not track1_steps|has('none') and not track1_steps|has('unknown')"
    with house.section("Werk binnen het bedrijf (spoor 1)", "Work inside the company (Track 1)", level=2):
        house.p(say("Mijn werkgever heeft dit gedaan:", "My employer has done this:", when=some), style="Lead In")
        house.bullets("step in track1_steps", "{{ step|lower_first }}", when=some)
        house.p(
            say(
                "Mijn werkgever heeft mijn werk niet aangepast, geen opbouw, hulpmiddelen of begeleiding"
                " geregeld, geen ander"
                " werk gezocht en geen proef of scholing aangeboden.",
                "My employer has not adapted my work, has arranged no build-up, aids or guidance, has not looked"
                " for other"
                " work and has offered no trial or training.",
                when="track1_steps|has('none')",
            ),
            say(
                "Ik weet niet wat mijn werkgever binnen het bedrijf heeft gedaan.",
                "I do not know what my employer has done inside the company.",
                when="track1_steps|has('unknown')",
            ),
        )
        house.table(
            Text("Andere functies in het bedrijf", "Other jobs in the company"),
            "job in jobs",
            (
                Column(Text("Functie die ik had kunnen doen", "Job I could have done"), 56, "{{ job.other_job }}"),
                Column(Text("Aangeboden?", "Offered?"), 30, "{{ job.other_job_offered }}"),
                Column(Text("Reden van mijn werkgever", "My employer's reason"), 74, "{{ job.other_job_reason }}"),
            ),
        )


def _track2() -> tuple[Sentence, ...]:
    return (
        *both.track2(),
        say("Spoor 2 is niet begonnen.", "Track 2 has not started.", when="track2_started|is('no')"),
        say(
            "Mijn werkgever geeft deze reden. {{ track2_reason }}",
            "My employer gives this reason. {{ track2_reason }}",
        ),
    )
