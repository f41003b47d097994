"""The employer's application on paper: what it asks otherwise than the employee's, one file per kind of question."""

from pathlib import Path

from templates.source import sections
from templates.source.asked import Wording
from templates.source.sheet import Sheet
from templates.source.variants import HOW, TOO_LONG, Application

FORM = "deskundigenoordeel-werkgever"

WORDING = Wording(
    labels={
        **sections.LABELS,
        "bsn": "Burgerservicenummer (BSN)",
        "initials": "Voorletters",
        "first_name": "Roepnaam",
        "prefix": "Tussenvoegsel",
        "surname": "Achternaam",
        "partner_name": "Achternaam van de partner",
        "birth_date": "Geboortedatum",
        "street": "Straat",
        "house_number": "Huisnummer",
        "postcode": "Postcode",
        "city": "Woonplaats",
        "phone": "Telefoonnummer",
        "email": "E-mailadres",
        "physician_seen": "Heeft de bedrijfsarts of de arbodienst al iets over het werk geadviseerd?",
        "employment_end": "Op welke datum?",
        "hours_now": "Hoeveel uur per week nu?",
        "working_since": "Sinds welke datum?",
        "work_now": "Wat voor werk?",
        "leave_until": "Tot en met",
        "pay_percentage": "Hoeveel procent betaalt u nu?",
        "pay_warned_date": "Op welke datum?",
        "pay_told": "Hebt u schriftelijk verteld dat het loon is opgeschort of gestopt?",
        "pay_told_date": "Op welke datum?",
        "informed_date": "Op welke datum?",
        "own_hours": "Hoeveel uur per week?",
        "offer_date": "Datum van het voorstel",
        "wga_start": "Uitkering sinds",
        "missed_appointments": "Gemiste afspraken zonder goede reden",
        "task_possible": "Kan dit, volgens de bedrijfsarts?",
        "other_job_why": "Waarom?",
    },
    hints={
        **sections.HINTS,
        "payroll_tax_number": "bijvoorbeeld 800000006L01",
        "cooperate": "UWV kan de werknemer uitnodigen voor een gesprek.",
        "dismissal": "Bij ja betaalt u UWV niets voor het oordeel.",
        "missed_appointments": "geen enkele: schrijf 0",
        "enclosures": "nooit medische papieren",
    },
    bare=sections.BARE,
)


def build(folder: Path) -> None:
    """Write the six applications into the folder. Raises ValueError when the form asks something no section draws."""
    APPLICATION.build(folder)


def _the_question(sheet: Sheet) -> None:
    sheet.row(question_type=12)
    sheet.row(assessment_date=5)
    sheet.row(dismissal=12)
    sheet.row(effort_from=6, effort_until=6)
    sections.earlier_opinion(sheet)


def _employee(sheet: Sheet) -> None:
    sections.employee(sheet)
    sheet.row(interpreter=5, interpreter_language=7)


def _suitable_work(sheet: Sheet) -> None:
    sections.offered_work(sheet)
    sheet.row(work_title=8, work_hours=4)
    sheet.row(work_place=6, work_schedule=6)
    sheet.row(work_travel=6, work_pay=6)
    sections.work_and_capacity(sheet)


def _employee_effort(sheet: Sheet) -> None:
    sheet.row(effort_track=12)
    sections.obligations(sheet)
    sheet.row(missed_appointments=7)
    sheet.row(reasons_given=12)
    sheet.area("effort_reason", 2)
    sheet.lines("physician_asked")
    sheet.grid("reactions", lines=2, reaction_date=2, reaction_kind=4, reaction_result=6)
    sheet.lines("warned_in_writing")
    sheet.grid("activities", lines=2, activity_date=2, activity=5, activity_result=5)


def _employer_effort(sheet: Sheet) -> None:
    sheet.row(track1_steps=12)
    sheet.grid("jobs", lines=2, other_job=3, other_job_offered=2, other_job_why=4, other_job_reason=3)
    sheet.row(track2_started=3, track2_date=5, track2_plan_date=4)
    sheet.row(track2_agency=12)
    sheet.area("track2_activities", 3)
    sheet.row(track2_grounds=12)
    sheet.row(return_date=6)
    sheet.area("track2_reason", 2)
    sheet.steps("milestones", "Datum (dd-mm-jjjj)")
    sheet.row(visions=12)
    sheet.area("gaps", 4)
    sheet.area("late_reason", 2)


def _standpoints(sheet: Sheet) -> None:
    sections.standpoints(sheet)
    sheet.area("question_text", 2)


def _enclosures(sheet: Sheet) -> None:
    """The questions about efforts need most papers, and none whose name takes more than one line of a wide column."""
    if sheet.asked.known["question_type"] in ("employee_effort", "employer_effort"):
        sheet.grid("enclosures", rows=9, enclosure_kind=6.5, enclosure_other=3, enclosure_date=1.5, enclosure_pages=1)
    else:
        sheet.grid("enclosures", lines=2, enclosure_kind=6, enclosure_other=3, enclosure_date=2, enclosure_pages=1)
    sheet.area("papers_missing", 2)
    sheet.lines("medical_free")


def _costs(sheet: Sheet) -> None:
    sheet.lines("costs_known")
    sheet.row(invoice_reference=12)


def _signing(sheet: Sheet) -> None:
    sheet.lines("truthful")
    sheet.signatures(
        [{"signer_name": 6, "signer_role": 6}, {"signing_place": 6, "signing_date": 6}],
        ("Handtekening namens uw bedrijf", "met pen, binnen het vak"),
        ("Handtekening van de werknemer", "als u samen aanvraagt"),
    )


APPLICATION = Application(
    form=FORM,
    running="Aanvraag deskundigenoordeel door de werkgever",
    kicker="Formulier bij de aanvraag in het werkgeversportaal",
    subtitle="Voorbereiding door de werkgever",
    notes=(
        HOW,
        "Schrijf niets op over de ziekte van de werknemer, ook niet als de werknemer u daarover vertelde. Schrijf wel "
        "wat de bedrijfsarts over het werk adviseert. De werknemer kan lezen wat u schrijft.",
        TOO_LONG,
    ),
    variants={
        "eigen-werk": {"question_type": "own_work"},
        "passend-werk": {"question_type": "suitable_work"},
        "inspanning-werknemer": {"question_type": "employee_effort"},
        "inspanning-werkgever": {"question_type": "employer_effort"},
        "verzuim": {"question_type": "frequent_absence"},
        "wga": {"question_type": "wga_effort"},
    },
    wording=WORDING,
    sections={
        "check": sections.check,
        "the_question": _the_question,
        "employer": sections.employer,
        "employee": _employee,
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
        "tried": sections.tried,
        "enclosures": _enclosures,
        "costs": _costs,
        "signing": _signing,
    },
    intros={
        "enclosures": "U stuurt kopieën mee in het portaal en houdt de papieren zelf.",
        "costs": "UWV vraagt geld voor elke vraag. Niet bij ontslag omdat de werknemer niet meewerkt of vaak ziek is.",
        "signing": "U ondertekent met de pen, nadat u het formulier hebt afgedrukt. Daarna zet u het in het portaal.",
    },
)
