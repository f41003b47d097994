"""The sections that both applications have; what only one of the two asks is left out of the other by itself."""

from templates.source.sheet import Sheet

# Where a box is too narrow for the words of the forms. Everything else is worded in the forms only.
LABELS = {
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
    "work_task_share": "%",
    "tried_from": "Geprobeerd vanaf",
    "tried_until": "Tot en met",
    "tried_hours": "Uren per week",
    "obligation_done": "Gedaan?",
    "other_job_offered": "Aangeboden?",
    "enclosure_other": "Bij iets anders: wat?",
    "enclosure_pages": "Blz.",
}
HINTS = {
    "bsn": "",
    "tasks": "samen 100%",
    "work_tasks": "samen 100%",
    "question_text": "eindig met een vraagteken",
}
BARE = frozenset({"question_type", "other_question"})


def check(sheet: Sheet) -> None:
    """Whether UWV can give an opinion at all."""
    sheet.lines("agree_not_unfit", "zw_benefit", "cooperate", "physician_seen", "employment_ended")
    sheet.row(employment_end=5, after_employment=7)
    sheet.row(self_insured=12)
    sheet.row(cao_body=6, cao_body_name=6)


def earlier_opinion(sheet: Sheet) -> None:
    """The end of the section about the question: who asks, and what UWV found before."""
    sheet.lines("joint", "earlier_opinion")
    sheet.row(earlier_date=5, earlier_same=7)
    sheet.area("earlier_outcome", 2)
    sheet.lines("anything_new")
    sheet.area("new_facts", 2)


def employee(sheet: Sheet) -> None:
    """Who is ill, and where UWV finds this person."""
    sheet.row(bsn=5, birth_date=3, phone=4)
    sheet.row(initials=2, first_name=3, prefix=3, surname=4)
    sheet.row(partner_name=5, email=7)
    sheet.row(street=6, house_number=2, house_addition=2, postcode=2)
    sheet.row(city=5, country=7)
    sheet.row(country_name=5, foreign_postcode=7)


def employer(sheet: Sheet) -> None:
    """The employer, and whom UWV can call there."""
    sheet.row(employer_name=6, payroll_tax_number=6)
    sheet.row(employer_street=6, employer_house_number=2, employer_house_addition=2, employer_postcode=2)
    sheet.row(employer_city=5, employer_postal_address=7)
    sheet.row(contact_name=4, contact_role=4, contact_phone=4)
    sheet.row(contact_email=6, affiliation_number=3, employer_kvk=3)
    sheet.row(absence_agency=4, case_manager=4, case_manager_phone=4)
    sheet.row(employer_size=12)


def job(sheet: Sheet) -> None:
    """The own work: contract, tasks, demands and what was adapted."""
    sheet.row(job_title=6, job_start=3, contract_hours=3)
    sheet.row(contract_type=9, contract_end=3)
    sheet.row(work_days=12)
    sheet.row(work_times=6, workplace=6)
    sheet.grid("tasks", lines=2, task=4, task_share=1, task_load=4, task_possible=3)
    sheet.row(demands=12)
    sheet.row(lifting_weight=12)
    sheet.grid("adaptations", lines=2, adaptation=4, adaptation_from=2, adaptation_until=2, adaptation_result=4)


def sick(sheet: Sheet) -> None:
    """The illness in dates and hours, and nothing else."""
    sheet.row(first_sick_day=4)
    sheet.grid("interruptions", abreast=3, recovered_from=2, sick_again=2)
    sheet.row(working_now=12)
    sheet.row(hours_now=4, working_since=3, work_now=5)
    sheet.row(maternity_leave=6, leave_from=3, leave_until=3)


def physician(sheet: Sheet) -> None:
    """The occupational physician: who, and what was advised about the work."""
    sheet.row(ohs_kind=8, ohs_phone=4)
    sheet.row(ohs_name=6, physician_name=6)
    sheet.row(ohs_email=5, ohs_address=7)
    sheet.row(physician_date=5, physician_from=5)
    sheet.row(physician_conclusion=12)
    sheet.area("physician_note", 2)
    sheet.row(limitations=12)
    sheet.area("limitation_note", 2)
    sheet.lines("physician_doubt")
    sheet.row(doubt_steps=12)
    sheet.row(labour_report=8, labour_report_date=4)
    sheet.area("labour_report_conclusion", 2)
    sheet.row(second_opinion=8, second_opinion_date=4)
    sheet.area("second_opinion_outcome", 2)


def wage(sheet: Sheet) -> None:
    """What happens to the pay, and whether a court is asked."""
    sheet.lines("pay_dispute")
    sheet.row(pay_action=12)
    sheet.row(pay_date=5, pay_percentage=7)
    sheet.row(pay_grounds=12)
    sheet.area("pay_reason", 2)
    sheet.row(pay_warned=8, pay_warned_date=4)
    sheet.row(pay_told=8, pay_told_date=4)
    sheet.row(court_case=8, hearing_date=4)


def own_work(sheet: Sheet) -> None:
    """Can the own work be done?"""
    sheet.row(own_claim=12)
    sheet.row(own_hours=5)
    sheet.area("own_tasks", 5)
    sheet.lines("own_changed")
    sheet.area("own_changed_how", 2)


def offered_work(sheet: Sheet) -> None:
    """The beginning of the section about other work: which work it is, and who proposed it."""
    sheet.lines("agree_suitable")
    sheet.row(work_kind=12)
    sheet.row(work_employer=6, work_proposer=6)
    sheet.row(offer_date=5, offer_written=7)
    sheet.row(employee_response=12)


def obligations(sheet: Sheet) -> None:
    """What was agreed, where that stands, by when, whether it was done and what shows it."""
    sheet.grid(
        "obligations",
        lines=3,
        obligation=3,
        obligation_source=2.5,
        obligation_due=1.5,
        obligation_done=2.75,
        obligation_proof=2.25,
    )


def work_and_capacity(sheet: Sheet) -> None:
    """Its end: the tasks beside what the employee can do, and how it went."""
    sheet.grid("work_tasks", lines=2, work_task=5, work_task_share=1, work_task_load=6)
    sheet.area("work_adaptations", 2)
    sheet.row(capacity_source=12)
    sheet.row(capacity_date=5)
    sheet.grid("matches", lines=2, match_demand=5, match_capacity=4, match_fits=3)
    sheet.row(work_claim=6, work_tried=6)
    sheet.row(tried_from=4, tried_until=4, tried_hours=4)
    sheet.area("tried_result", 2)


def frequent_absence(sheet: Sheet) -> None:
    """When the employee was ill, and what was done at work."""
    sheet.grid("absences", rows=12, abreast=2, absence_from=2, absence_until=2, absence_hours=2)
    for name in ("absence_advice", "absence_measures", "absence_expectation", "absence_adaptation", "absence_impact"):
        sheet.area(name, 3)
    sheet.row(absence_conditions=12)
    sheet.row(absence_conditions_source=12)
    sheet.lines("absence_long_term")


def wga_effort(sheet: Sheet) -> None:
    """What an employer that is self-insured for the WGA has done."""
    sheet.row(wga_benefit=12)
    sheet.row(wga_start=4, wga_responsible=8)
    sheet.row(wga_from=6, wga_until=6)
    sheet.grid("wga_efforts", lines=2, wga_effort_date=2, wga_effort_what=5, wga_effort_result=5)
    sheet.area("wga_gaps", 5)
    sheet.lines("wga_decision")


def standpoints(sheet: Sheet) -> None:
    """What the two disagree about, and what each of them finds."""
    sheet.area("dispute", 3)
    sheet.area("own_view", 15)
    sheet.area("other_view", 4)


def tried(sheet: Sheet) -> None:
    """What was tried, what was agreed, and whether the other one knows."""
    sheet.lines("anything_tried")
    sheet.grid("talks", lines=2, talk_date=2, talk_kind=4, talk_result=6)
    sheet.area("nothing_tried_reason", 2)
    sheet.row(relationship=12)
    sheet.row(relationship_steps=12)
    sheet.row(agreement_after=12)
    sheet.row(informed_other=8, informed_date=4)
    sheet.area("not_informed_reason", 2)
    sheet.lines("proofread")
