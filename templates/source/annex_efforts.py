"""The part of the employer's annex about efforts: what the employee did, and what the employer did."""

from formgen.text import Text
from templates.source import both, worktables
from templates.source.annex_work import own_tasks
from templates.source.house import Column, House
from templates.source.passages import told
from templates.source.sentences import Sentence, say
from templates.source.worktables import dated


def efforts(house: House) -> None:
    """The sections of both questions about efforts, each under its own condition."""
    _employee_effort(house)
    _employer_effort(house)


# ---- the employee's efforts -----------------------------------------------------------------------------------------


def _employee_effort(house: House) -> None:
    is_effort = "question_type|is('employee_effort')"
    with house.section("Wat is afgesproken en gedaan", "What was agreed and done", when=is_effort):
        house.p(*both.effort_track(Text("ons", "us")))
        with house.section("Afspraken en wat ermee is gebeurd", "Agreements and what happened to them", level=2):
            worktables.obligations(house)
            house.p(*_missed())
        with house.section("De reden die de werknemer gaf", "The reason the employee gave", level=2):
            house.p(*_reasons())
            house.p(*_physician_asked())
        with house.section("Hoe wij hebben gereageerd", "How we responded", level=2):
            house.table(
                Text("Wat wij deden, en wat eruit kwam", "What we did and what came of it"),
                "step in reactions",
                dated("reaction_date", "reaction_kind", "reaction_result"),
            )
            house.p(*_warned())
        with house.section("Wat de werknemer wel deed", "What the employee did do", level=2):
            house.table(
                Text("Wat de werknemer deed, en wat eruit kwam", "What the employee did and what came of it"),
                "step in activities",
                dated("activity_date", "activity", "activity_result"),
            )
            house.p(
                say(
                    "Andere stappen van de werknemer zijn ons niet bekend.",
                    "We know of no other steps taken by the employee.",
                    when="not activities and not concept",
                )
            )


def _missed() -> tuple[Sentence, ...]:
    """How many appointments were missed without a good reason, in the employer's count."""
    none, one = "missed_appointments|is('0')", "missed_appointments|is('1')"
    return (
        say(
            "Volgens ons miste de werknemer geen afspraak zonder goede reden.",
            "In our view the employee missed no appointment without a good reason.",
            when=none,
        ),
        say(
            "Volgens ons miste de werknemer één afspraak zonder goede reden.",
            "In our view the employee missed one appointment without a good reason.",
            when=one,
        ),
        say(
            "Volgens ons miste de werknemer {{ missed_appointments }} afspraken zonder goede reden.",
            "In our view the employee missed {{ missed_appointments }} appointments without a good reason.",
            when=f"not {none} and not {one}",
        ),
    )


def _reasons() -> tuple[Sentence, ...]:
    """The reasons as the employer may record them: that one was about health, never which."""
    given = (
        ("none", "De werknemer gaf geen reden.", "The employee gave no reason."),
        (
            "physician",
            "De werknemer is het niet eens met het advies van de bedrijfsarts.",
            "The employee does not agree with the occupational physician's advice.",
        ),
        ("work", "De werknemer vindt het werk niet passend.", "The employee does not find the work suitable."),
        (
            "practical",
            "De werknemer noemde iets praktisch, zoals vervoer of werktijden.",
            "The employee mentioned something practical, such as transport or working times.",
        ),
        (
            "relationship",
            "De werknemer noemde de verhouding op het werk.",
            "The employee mentioned the relationship at work.",
        ),
        (
            "health",
            "De werknemer noemde een reden over de gezondheid. Die hebben wij niet opgeschreven: alleen de bedrijfsarts"
            " beoordeelt zo'n reden.",
            "The employee mentioned a reason about health. We have not written it down: only the occupational physician"
            " judges such a reason.",
        ),
    )
    return (
        *(say(nl, en, when=f"reasons_given|has('{reason}')") for reason, nl, en in given),
        say("{{ effort_reason }}", "{{ effort_reason }}"),
    )


def _physician_asked() -> tuple[Sentence, ...]:
    return (
        say(
            "Wij hebben de bedrijfsarts gevraagd of de werknemer kon doen wat was afgesproken.",
            "We asked the occupational physician whether the employee could do what was agreed.",
            when="physician_asked|is('yes')",
        ),
        say(
            "Wij hebben de bedrijfsarts niet gevraagd of de werknemer kon doen wat was afgesproken.",
            "We did not ask the occupational physician whether the employee could do what was agreed.",
            when="physician_asked|is('no')",
        ),
    )


def _warned() -> tuple[Sentence, ...]:
    return (
        say(
            "Wij hebben de werknemer schriftelijk gewaarschuwd voor de gevolgen.",
            "We warned the employee in writing of the consequences.",
            when="warned_in_writing|is('yes')",
        ),
        say(
            "Wij hebben de werknemer niet schriftelijk gewaarschuwd.",
            "We did not warn the employee in writing.",
            when="warned_in_writing|is('no')",
        ),
    )


# ---- the employer's efforts -----------------------------------------------------------------------------------------


def _employer_effort(house: House) -> None:
    with house.section("Wat wij hebben gedaan", "What we have done", when="question_type|is('employer_effort')"):
        _track1(house)
        with house.section("Werk bij een andere werkgever (spoor 2)", "Work with another employer (Track 2)", level=2):
            house.p(*both.track2(), *_not_track2())
            house.p(say("{{ track2_activities }}", "{{ track2_activities }}"))
            house.p(say("{{ track2_reason }}", "{{ track2_reason }}"))
        worktables.milestones(house, *_visions())
        told(house, "Wat niet of te laat is gedaan, en waarom", "What was not done, or done late, and why", "gaps")
        told(house, "Waarom wij dit oordeel nu nog vragen", "Why we still ask for this opinion now", "late_reason")
        own_tasks(house)


def _track1(house: House) -> None:
    some = "track1_steps and not track1_steps|has('none')"
    with house.section("Werk binnen ons bedrijf (spoor 1)", "Work inside our company (Track 1)", level=2):
        house.p(say("Dit hebben wij gedaan:", "This is what we have done:", when=some), style="Lead In")
        house.bullets("step in track1_steps", "{{ step|lower_first }}", when=some)
        house.p(
            say(
                "Wij hebben het eigen werk niet aangepast, geen opbouw, hulpmiddelen of begeleiding geregeld, geen"
                " ander werk gezocht en geen proef of scholing aangeboden.",
                "We have not adapted the own work, have arranged no build-up, aids or guidance, have not looked for"
                " other work and have offered no trial or training.",
                when="track1_steps|has('none')",
            )
        )
        why = "{{ job.other_job_why }}{% if job.other_job_reason %}\n{{ job.other_job_reason }}{% endif %}"
        house.p(
            say(
                "Deze andere functies in ons bedrijf hebben wij bekeken:",
                "These other jobs in our company we have considered:",
                when="jobs",
            ),
            style="Lead In",
        )
        house.table(
            Text("Andere functies in ons bedrijf", "Other jobs in our company"),
            "job in jobs",
            (
                Column(Text("Functie", "Job"), 48, "{{ job.other_job }}"),
                Column(Text("Aangeboden?", "Offered?"), 24, "{{ job.other_job_offered }}"),
                Column(Text("Waarom wel of niet", "Why or why not"), 88, why),
            ),
        )


def _not_track2() -> tuple[Sentence, ...]:
    """Why Track 2 has not started; the reason is a choice of the form."""
    because = (
        ("first_year", "Het eerste ziektejaar is nog niet voorbij.", "The first year of illness is not over yet."),
        (
            "return_expected",
            "De bedrijfsarts verwacht dat de werknemer binnen {{ facts.return_soon }} bij ons terug"
            " is{% if return_date %}, op {{ return_date }}{% endif %}.",
            "The occupational physician expects the employee to be back with us within {{ facts.return_soon }}{% if"
            " return_date %}, on {{ return_date }}{% endif %}.",
        ),
        (
            "working_inside",
            "De werknemer werkt bij ons en dat gaat de goede kant op.",
            "The employee works with us and it is going the right way.",
        ),
        (
            "no_capacity",
            "Volgens de bedrijfsarts kan de werknemer nu helemaal niet werken.",
            "According to the occupational physician the employee cannot work at all now.",
        ),
        ("not_arranged", "Wij hebben het nog niet geregeld.", "We have not arranged it yet."),
    )
    return (
        say("Spoor 2 is niet begonnen.", "Track 2 has not started.", when="track2_started|is('no')"),
        *(say(nl, en, when=f"track2_grounds|is('{ground}')") for ground, nl, en in because),
    )


def _visions() -> tuple[Sentence, ...]:
    """Whose view on the reintegration the action plan holds."""
    whose = (
        ("both", "onze visie en de visie van de werknemer", "our view and the employee's view"),
        ("employer", "alleen onze visie", "only our view"),
        ("employee", "alleen de visie van de werknemer", "only the employee's view"),
        ("none", "nog geen visie van ons of van de werknemer", "no view of ours or of the employee yet"),
    )
    return tuple(
        say(
            f"In het plan van aanpak of de bijstelling staat {nl} op de re-integratie.",
            f"The action plan or its adjustment holds {en} on the reintegration.",
            when=f"visions|is('{kind}')",
        )
        for kind, nl, en in whose
    )
