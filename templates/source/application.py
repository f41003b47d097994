"""The employee's application on paper: one function per section, one file per kind of question."""

from collections.abc import Callable, Mapping
from pathlib import Path

from formgen.form import Form, Section
from formgen.library import library
from templates.source import flow, tags
from templates.source.asked import Asked, Wording, always_needed
from templates.source.paper import Paper
from templates.source.sheet import Sheet

FORM = "deskundigenoordeel-werknemer"
TITLE, RUNNING = "Aanvraag deskundigenoordeel", "Aanvraag deskundigenoordeel door werknemer"

# The files, and for each the answers that are known because it is that file.
VARIANTS: Mapping[str, Mapping[str, str]] = {
    "eigen-werk": {"question_type": "own_work"},
    "passend-werk": {"question_type": "suitable_work"},
    "inspanning-werknemer": {"question_type": "employee_effort"},
    "inspanning-werkgever": {"question_type": "employer_effort"},
    "verzuim": {"question_type": "other", "other_question": "frequent_absence"},
    "wga": {"question_type": "other", "other_question": "wga_effort"},
}

# Where a box is too narrow for the words of the form. Everything else is worded in the form only.
WORDING = Wording(
    labels={
        "country.other": "Ander land",
        "employer_street": "Straat",
        "employer_house_number": "Huisnummer",
        "employer_postcode": "Postcode",
        "employer_city": "Plaats",
        "contact_name": "Contactpersoon",
        "contact_role": "Functie",
        "contact_phone": "Telefoonnummer",
        "contact_email": "E-mailadres",
        "case_manager": "Casemanager",
        "case_manager_phone": "Telefoonnummer",
        "absence_agency": "Verzuimbedrijf",
        "contract_hours": "Uren per week",
        "contract_end": "Einddatum",
        "ohs_phone": "Telefoonnummer",
        "ohs_email": "E-mailadres",
        "ohs_address": "Adres",
        "task_share": "%",
        "task_possible": "Lukte dit op de datum?",
        "work_task_share": "%",
        "tried_from": "Geprobeerd vanaf",
        "tried_until": "Tot en met",
        "tried_hours": "Uren per week",
        "obligation_done": "Gedaan?",
        "other_job_offered": "Aangeboden?",
        "representative_organisation": "Organisatie",
        "representative_address": "Adres",
        "representative_phone": "Telefoonnummer",
        "representative_email": "E-mailadres",
        "enclosure_other": "Bij iets anders: wat?",
        "enclosure_pages": "Blz.",
    },
    hints={
        "bsn": "",
        "payroll_tax_number": "staat op uw loonstrook",
        "tasks": "samen 100%",
        "work_tasks": "samen 100%",
        "work_days": "De dagen uit uw contract of rooster, van voordat u ziek werd.",
        "pay_reason": "Neem het over uit de brief of e-mail. Schrijf niets over ziekte.",
        "new_facts": "Noem ook de datum. Schrijf niet welke ziekte u hebt.",
        "question_text": "eindig met een vraagteken",
    },
    bare=frozenset({"question_type", "other_question"}),
)


def build(folder: Path) -> None:
    """Write the six applications into the folder. Raises ValueError when the form asks something no section draws."""
    form = library().load(FORM)
    for name, known in VARIANTS.items():
        paper = Paper(TITLE, RUNNING)
        flow.draw(paper, composed(form, known).blocks)
        made = tags.finished(paper, RUNNING)
        (folder / f"{FORM}.{name}.pdf").write_bytes(made)


def composed(form: Form, known: Mapping[str, str]) -> Sheet:
    """All sections of one application; the section of the chosen question stands in its place among them."""
    sheet = Sheet(Asked(form, known, WORDING))
    _head(sheet)
    for section in form.sections:
        if section.name in SECTIONS and any(question.name in sheet.asked for question in section.questions):
            sheet.section(section.title.nl, _intro(section, form, known))
            SECTIONS[section.name](sheet)
    left = [name for name in sheet.asked.untaken() if form.by_name[name].notice != "physician"]
    left = [name for name in left if getattr(form.group_of(name), "notice", "") != "physician"]
    if left:
        raise ValueError(f"{FORM} asks what no section of templates/source/application.py draws: {', '.join(left)}")
    return sheet


def _intro(section: Section, form: Form, known: Mapping[str, str]) -> str:
    """What stands in grey under the title: the form's own words; for the enclosures, what this question needs."""
    if section.name == "enclosures":
        needed = "; ".join(label[0].lower() + label[1:] for label in always_needed(form, "enclosure_kind", known))
        return f"Stuur bij deze vraag in elk geval mee: {needed}." if needed else ""
    return section.intro.nl if section.intro else ""


def _head(sheet: Sheet) -> None:
    sheet.head(
        "Formulier bij de aanvraag",
        TITLE,
        "Voorbereiding door de werknemer",
        "Vul in wat u weet. Sla een vraag over die niet voor u geldt. Een datum schrijft u als dd-mm-jjjj. "
        "Kruis één vakje aan, tenzij er staat dat u meer vakjes mag aankruisen.",
        "Uw werkgever en de arbodienst krijgen een kopie van de aanvraag. Schrijf hier geen medische gegevens; "
        "gebruik daarvoor het aparte blad voor de verzekeringsarts.",
        "Past een antwoord niet in het vak? Ga dan verder op een vervolgblad en noem het nummer van de vraag.",
    )


# ---- sections --------------------------------------------------------------------------------------------------------


def _check(sheet: Sheet) -> None:
    sheet.lines("agree_not_unfit", "zw_benefit", "cooperate", "physician_seen", "employment_ended")
    sheet.row(employment_end=5, after_employment=7)
    sheet.row(self_insured=12)
    sheet.row(cao_body=6, cao_body_name=6)


def _the_question(sheet: Sheet) -> None:
    sheet.row(question_type=12)
    sheet.row(other_question=12)
    sheet.row(assessment_date=5)
    sheet.row(effort_from=6, effort_until=6)
    sheet.area("question_text", 2)
    sheet.lines("joint", "earlier_opinion")
    sheet.row(earlier_date=5, earlier_same=7)
    sheet.area("earlier_outcome", 2)
    sheet.lines("anything_new")
    sheet.area("new_facts", 2)


def _employee(sheet: Sheet) -> None:
    sheet.row(bsn=5, birth_date=3, phone=4)
    sheet.row(initials=2, first_name=3, prefix=3, surname=4)
    sheet.row(partner_name=5, email=7)
    sheet.row(street=6, house_number=2, house_addition=2, postcode=2)
    sheet.row(city=5, country=7)
    sheet.row(country_name=5, foreign_postcode=7)
    sheet.row(reach=5, interpreter=3, interpreter_language=4)


def _employer(sheet: Sheet) -> None:
    sheet.row(employer_name=6, payroll_tax_number=6)
    sheet.row(employer_street=6, employer_house_number=2, employer_house_addition=2, employer_postcode=2)
    sheet.row(employer_city=5, employer_postal_address=7)
    sheet.row(contact_name=4, contact_role=4, contact_phone=4)
    sheet.row(contact_email=6, affiliation_number=3, employer_kvk=3)
    sheet.row(absence_agency=4, case_manager=4, case_manager_phone=4)
    sheet.row(employer_size=12)


def _job(sheet: Sheet) -> None:
    sheet.row(job_title=6, job_start=3, contract_hours=3)
    sheet.row(contract_type=9, contract_end=3)
    sheet.row(work_days=12)
    sheet.row(work_times=6, workplace=6)
    sheet.grid("tasks", lines=2, task=4, task_share=1, task_load=4, task_possible=3)
    sheet.row(demands=12)
    sheet.row(lifting_weight=12)
    sheet.grid("adaptations", lines=2, adaptation=4, adaptation_from=2, adaptation_until=2, adaptation_result=4)


def _sick(sheet: Sheet) -> None:
    sheet.row(first_sick_day=4)
    sheet.grid("interruptions", abreast=3, recovered_from=2, sick_again=2)
    sheet.row(working_now=12)
    sheet.row(hours_now=4, working_since=3, work_now=5)
    sheet.row(maternity_leave=6, leave_from=3, leave_until=3)


def _physician(sheet: Sheet) -> None:
    sheet.row(ohs_kind=8, ohs_phone=4)
    sheet.row(ohs_name=6, physician_name=6)
    sheet.row(ohs_email=5, ohs_address=7)
    sheet.row(physician_date=5, physician_from=5)
    sheet.row(physician_conclusion=12)
    sheet.area("physician_note", 2)
    sheet.row(limitations=12)
    sheet.area("limitation_note", 2)
    sheet.row(labour_report=8, labour_report_date=4)
    sheet.area("labour_report_conclusion", 2)
    sheet.row(second_opinion=8, second_opinion_date=4)
    sheet.area("second_opinion_outcome", 2)


def _wage(sheet: Sheet) -> None:
    sheet.lines("pay_dispute")
    sheet.row(pay_action=12)
    sheet.row(pay_date=5, pay_percentage=7)
    sheet.area("pay_reason", 2)
    sheet.row(pay_warned=8, pay_warned_date=4)
    sheet.row(court_case=8, hearing_date=4)


def _own_work(sheet: Sheet) -> None:
    sheet.row(own_claim=12)
    sheet.row(own_hours=5)
    sheet.area("own_tasks", 5)
    sheet.lines("own_changed")
    sheet.area("own_changed_how", 2)


def _suitable_work(sheet: Sheet) -> None:
    sheet.lines("agree_suitable")
    sheet.row(work_kind=12)
    sheet.row(work_employer=6, work_proposer=6)
    sheet.row(offer_date=5, offer_written=7)
    sheet.row(work_title=5, work_hours=3, work_place=4)
    sheet.row(work_schedule=5, work_travel=4, work_pay=3)
    sheet.grid("work_tasks", lines=2, work_task=5, work_task_share=1, work_task_load=6)
    sheet.area("work_adaptations", 2)
    sheet.row(capacity_source=12)
    sheet.row(capacity_date=5)
    sheet.grid("matches", lines=2, match_demand=5, match_capacity=4, match_fits=3)
    sheet.row(work_claim=6, work_tried=6)
    sheet.row(tried_from=4, tried_until=4, tried_hours=4)
    sheet.area("tried_result", 2)


def _employee_effort(sheet: Sheet) -> None:
    sheet.row(effort_track=12)
    sheet.grid(
        "obligations",
        lines=2,
        obligation=3,
        obligation_source=2,
        obligation_due=2,
        obligation_done=3,
        obligation_proof=2,
    )
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


def _frequent_absence(sheet: Sheet) -> None:
    sheet.grid("absences", rows=12, abreast=2, absence_from=2, absence_until=2, absence_hours=2)
    for name in ("absence_advice", "absence_measures", "absence_expectation", "absence_adaptation", "absence_impact"):
        sheet.area(name, 3)
    sheet.row(absence_conditions=12)
    sheet.lines("absence_long_term")


def _wga_effort(sheet: Sheet) -> None:
    sheet.row(wga_benefit=12)
    sheet.row(wga_start=4, wga_responsible=8)
    sheet.row(wga_from=6, wga_until=6)
    sheet.grid("wga_efforts", lines=2, wga_effort_date=2, wga_effort_what=5, wga_effort_result=5)
    sheet.area("wga_gaps", 5)
    sheet.lines("wga_decision")


def _standpoints(sheet: Sheet) -> None:
    sheet.area("dispute", 3)
    sheet.area("own_view", 15)
    sheet.area("other_view", 4)
    sheet.lines("anything_tried")
    sheet.grid("talks", lines=2, talk_date=2, talk_kind=4, talk_result=6)
    sheet.area("nothing_tried_reason", 2)
    sheet.row(agreement_after=12)
    sheet.row(informed_other=8, informed_date=4)
    sheet.area("not_informed_reason", 2)
    sheet.lines("proofread")


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


# The sections of the form in the order of the form; what is not here is drawn by a neighbour.
SECTIONS: Mapping[str, Callable[[Sheet], None]] = {
    "check": _check,
    "the_question": _the_question,
    "employee": _employee,
    "employer": _employer,
    "job": _job,
    "sick": _sick,
    "physician": _physician,
    "wage": _wage,
    "own_work": _own_work,
    "suitable_work": _suitable_work,
    "employee_effort": _employee_effort,
    "employer_effort": _employer_effort,
    "frequent_absence": _frequent_absence,
    "wga_effort": _wga_effort,
    "standpoints": _standpoints,
    "enclosures": _enclosures,
    "representation": _representation,
    "signing": _signing,
}
