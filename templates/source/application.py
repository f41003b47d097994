"""The employee's application on paper: one function per section, one file per kind of question."""

from pathlib import Path

from templates.source import sections
from templates.source.asked import Wording
from templates.source.sheet import Sheet
from templates.source.variants import HOW, TOO_LONG, Application

FORM = "deskundigenoordeel-werknemer"

WORDING = Wording(
    labels={
        **sections.LABELS,
        "task_possible": "Lukte dit op de datum?",
        "representative_organisation": "Organisatie",
        "representative_address": "Adres",
        "representative_phone": "Telefoonnummer",
        "representative_email": "E-mailadres",
    },
    hints={
        **sections.HINTS,
        "payroll_tax_number": "staat op uw loonstrook",
        "work_days": "De dagen uit uw contract of rooster, van voordat u ziek werd.",
        "pay_reason": "Neem het over uit de brief of e-mail. Schrijf niets over ziekte.",
        "new_facts": "Noem ook de datum. Schrijf niet welke ziekte u hebt.",
    },
    bare=sections.BARE,
)


def build(folder: Path) -> None:
    """Write the six applications into the folder. Raises ValueError when the form asks something no section draws."""
    APPLICATION.build(folder)


def _the_question(sheet: Sheet) -> None:
    sheet.row(question_type=12)
    sheet.row(other_question=12)
    sheet.row(assessment_date=5)
    sheet.row(effort_from=6, effort_until=6)
    sheet.area("question_text", 2)
    sections.earlier_opinion(sheet)


def _employee(sheet: Sheet) -> None:
    sections.employee(sheet)
    sheet.row(reach=5, interpreter=3, interpreter_language=4)


def _suitable_work(sheet: Sheet) -> None:
    sections.offered_work(sheet)
    sheet.row(work_title=9, work_hours=3)
    sheet.row(work_place=6, work_schedule=6)
    sheet.row(work_travel=6, work_pay=6)
    sections.work_and_capacity(sheet)


def _employee_effort(sheet: Sheet) -> None:
    sheet.row(effort_track=12)
    sections.obligations(sheet)
    sheet.area("effort_reason", 4)
    sheet.grid("activities", lines=2, activity_date=2, activity=5, activity_result=5)
    sheet.area("employer_reaction", 4)


def _employer_effort(sheet: Sheet) -> None:
    sheet.row(track1_steps=12)
    sheet.grid("jobs", lines=2, other_job=3, other_job_offered=4, other_job_reason=5)
    sheet.row(track2_started=4, track2_date=4, track2_plan_date=4)
    sheet.row(track2_agency=12)
    sheet.area("track2_activities", 3)
    sheet.area("track2_reason", 2)
    sheet.steps("milestones", "Datum (dd-mm-jjjj)")
    sheet.area("gaps", 4)
    sheet.area("should_have", 4)
    sheet.area("late_reason", 2)


def _standpoints(sheet: Sheet) -> None:
    """This form's own section about what was tried is short: it goes along here."""
    sections.standpoints(sheet)
    sections.tried(sheet)


def _enclosures(sheet: Sheet) -> None:
    sheet.grid("enclosures", lines=2, enclosure_kind=6, enclosure_other=3, enclosure_date=2, enclosure_pages=1)
    sheet.area("papers_missing", 2)
    sheet.lines("medical_sheet")


def _representation(sheet: Sheet) -> None:
    sheet.lines("represented")
    sheet.row(representative_name=6, representative_organisation=6)
    sheet.row(representative_address=5, representative_phone=3, representative_email=4)
    sheet.row(representative_may=12)


def _signing(sheet: Sheet) -> None:
    sheet.lines("costs_known", "truthful")
    sheet.signature("signing_place", "signing_date")
    sheet.signature(
        "employer_signer",
        "employer_signer_role",
        words="Handtekening namens uw werkgever",
        hint="alleen als u samen aanvraagt",
    )


APPLICATION = Application(
    form=FORM,
    running="Aanvraag deskundigenoordeel door werknemer",
    kicker="Formulier bij de aanvraag",
    subtitle="Voorbereiding door de werknemer",
    notes=(
        HOW,
        "Uw werkgever en de arbodienst krijgen een kopie van de aanvraag. Schrijf hier geen medische gegevens; "
        "gebruik daarvoor het aparte blad voor de verzekeringsarts.",
        TOO_LONG,
    ),
    variants={
        "eigen-werk": {"question_type": "own_work"},
        "passend-werk": {"question_type": "suitable_work"},
        "inspanning-werknemer": {"question_type": "employee_effort"},
        "inspanning-werkgever": {"question_type": "employer_effort"},
        "verzuim": {"question_type": "other", "other_question": "frequent_absence"},
        "wga": {"question_type": "other", "other_question": "wga_effort"},
    },
    wording=WORDING,
    sections={
        "check": sections.check,
        "the_question": _the_question,
        "employee": _employee,
        "employer": sections.employer,
        "job": sections.job,
        "sick": sections.sick,
        "physician": sections.physician,
        "wage": sections.wage,
        "own_work": sections.own_work,
        "suitable_work": _suitable_work,
        "employee_effort": _employee_effort,
        "employer_effort": _employer_effort,
        "frequent_absence": sections.frequent_absence,
        "wga_effort": sections.wga_effort,
        "standpoints": _standpoints,
        "enclosures": _enclosures,
        "representation": _representation,
        "signing": _signing,
    },
)
