"""The sheet for UWV's physician on paper: its own file, a black band on every page, and no word about the employer."""

from pathlib import Path

from formgen.form import Form
from formgen.library import library
from templates.source import flow, tags
from templates.source.application import FORM
from templates.source.asked import Asked, Wording
from templates.source.paper import Paper
from templates.source.sheet import Sheet

TITLE = "Medische toelichting"
BAND = "MEDISCH – alleen voor de verzekeringsarts van UWV – niet voor de werkgever"
WORDING = Wording(
    labels={"phone": "Telefoonnummer"},
    hints={"bsn": "", "medical_consent": "kruis één vakje aan"},
)


def build(folder: Path) -> None:
    """Write the sheet into the folder. Raises ValueError when a question for the physician is left out."""
    paper = Paper(TITLE, TITLE, band=BAND)
    flow.draw(paper, composed(library().load(FORM)).blocks)
    (folder / f"{FORM}.medisch.pdf").write_bytes(tags.finished(paper, BAND))


def composed(form: Form) -> Sheet:
    """All sections of the sheet."""
    sheet = Sheet(Asked(form, {"medical_sheet": "yes"}, WORDING))
    sheet.head(
        "Apart blad bij de aanvraag deskundigenoordeel",
        TITLE,
        "Alleen voor de verzekeringsarts van UWV",
        "Stuur dit blad rechtstreeks naar UWV, apart van de aanvraag, bijvoorbeeld in een gesloten envelop.",
        "Geef dit blad niet aan uw werkgever. Uw werkgever mag er niet om vragen.",
        "U hoeft dit blad niet in te vullen. Wat u invult, bepaalt u zelf.",
    )
    sheet.section("Wie bent u?")
    sheet.row(bsn=5, birth_date=3, phone=4)
    sheet.known((7, "full_name", "Naam", ""), (5, "today", "Datum van uw aanvraag", "dd-mm-jjjj"))
    sheet.section("Uw toelichting")
    sheet.area("complaints", 9)
    sheet.area("work_effect", 9)
    sheet.area("treatment", 7)
    sheet.section("Artsen en behandelaars")
    sheet.grid("doctors", lines=2, doctor_name=4, doctor_kind=4, doctor_since=2, doctor_phone=2)
    sheet.row(medical_consent=12)
    sheet.area("medical_papers", 4)
    sheet.section("Handtekening")
    sheet.signature("signing_place", "signing_date")
    for name in sheet.asked.untaken():
        if form.by_name[name].notice == "physician":
            raise ValueError(
                f"the form asks {name} for the physician, but templates/source/medical.py does not draw it"
            )
    return sheet
