"""The sheet an employer copies from into UWV's employer portal: every value in bold, with a box to tick."""

from collections.abc import Mapping
from pathlib import Path

from formgen.library import library
from formgen.text import Text, lower_first, same
from templates.source.asked import always_needed
from templates.source.house import Column, House, Line
from templates.source.measures import TICK_BOX, UNSIGNED_DRAFT
from templates.source.passages import NAMED, alike, house_on, paper, still_missing
from templates.source.sentences import Sentence, all_of, blanks
from templates.source.wordframe import frame

NAME = "deskundigenoordeel-werkgever.portaal.docx"
TITLE = same("Overneemblad voor het werkgeversportaal")
RUNNING = same(f"Overneemblad{NAMED}")

_FORM = "deskundigenoordeel-werkgever"
_NONE = "–"
_COLUMNS = (
    Column(same("Nr."), 11),
    Column(same("Vraag in het portaal"), 57),
    Column(same("Overnemen"), 80),
    Column(same("Klaar"), 12),
)
_PAPERS = (_COLUMNS[0], Column(same("Document"), 89), Column(same("Datum en bladzijden"), 48), _COLUMNS[3])

_DISMISSAL = (
    "{% if dismissal|is('none') %}Nee{% elif dismissal %}{{ dismissal }}"
    "{% elif question_type and not question_type|is('employee_effort') and not question_type|is('frequent_absence') %}"
    f"Nee{{% else %}}{_NONE}{{% endif %}}"
)
_WHEN = (
    "{% if assessment_date %}{{ assessment_date|short }}"
    "{% elif effort_from and effort_until %}{{ effort_from|short }} tot en met {{ effort_until|short }}"
    "{% elif wga_from and wga_until %}{{ wga_from|short }} tot en met {{ wga_until|short }}"
    f"{{% else %}}{_NONE}{{% endif %}}"
)
_PAY = (
    "{% if pay_action|is('none') %}Nee{% elif not pay_date %}"
    f"{_NONE}"
    "{% elif pay_action|is('stopped') %}Ja, gestopt vanaf {{ pay_date|short }}"
    "{% elif pay_action|is('suspended') %}Ja, opgeschort vanaf {{ pay_date|short }}"
    "{% elif pay_action|is('lowered') %}Nee, wel minder loon vanaf {{ pay_date|short }}"
    "{% else %}Nee, wel aangekondigd vanaf {{ pay_date|short }}{% endif %}"
)
_POSTCODE = (
    "{% if postcode %}{{ postcode }}{% elif foreign_postcode %}{{ foreign_postcode }}"
    f"{{% else %}}{_NONE}{{% endif %}}"
)
_COUNTRY = (
    "{% if country_name %}{{ country_name }}{% elif country %}{{ country }}"
    f"{{% else %}}{_NONE}{{% endif %}}"
)

# The steps in the order in which UWV names these data on its page for employers. A value without an `if` of its own
# becomes a dash while an answer it needs is not there, so that a number means the same question on every sheet.
STEPS: Mapping[str, Mapping[str, str]] = {
    "De aanvraag": {
        "Waarover wilt u een oordeel?": "{{ question_type }}",
        "Uw vraag in één zin": "{{ question_text }}",
        "Datum of periode waar UWV naar kijkt": _WHEN,
        "Nodig voor ontslag, omdat de werknemer niet meewerkt of vaak ziek is?": _DISMISSAL,
    },
    "Werkgever": {
        "Loonheffingennummer": "{{ payroll_tax_number }}",
        "Aansluitingsnummer": "{{ affiliation_number }}",
        "KvK-nummer": "{{ employer_kvk }}",
        "Naam": "{{ employer_name }}",
        "Straat en huisnummer": house_on("employer_street", "employer_house_number", "employer_house_addition"),
        "Postcode": "{{ employer_postcode }}",
        "Plaats": "{{ employer_city }}",
        "Postadres, als dat anders is": "{{ employer_postal_address }}",
        "Contactpersoon": "{{ contact_name }}",
        "Functie contactpersoon": "{{ contact_role }}",
        "Telefoonnummer contactpersoon": "{{ contact_phone }}",
        "E-mailadres contactpersoon": "{{ contact_email }}",
        "Kenmerk voor de betaling": "{{ invoice_reference }}",
    },
    "Werknemer": {
        "Burgerservicenummer (BSN)": "{{ bsn }}",
        "Voorletters": "{{ initials }}",
        "Tussenvoegsel": "{{ prefix }}",
        "Achternaam": "{{ surname }}",
        "Achternaam van de partner": "{{ partner_name }}",
        "Geboortedatum": "{{ birth_date|short }}",
        "Straat": "{{ street }}",
        "Huisnummer en toevoeging": "{{ house_number }}{% if house_addition %} {{ house_addition }}{% endif %}",
        "Postcode": _POSTCODE,
        "Woonplaats": "{{ city }}",
        "Land": _COUNTRY,
        "Telefoonnummer": "{{ phone }}",
        "E-mailadres": "{{ email }}",
        "Tolk nodig? Voor welke taal?": "{{ interpreter_language }}",
    },
    "Ziekte, uren en loon": {
        "Eerste ziektedag": "{{ first_sick_day|short }}",
        "Functie": "{{ job_title }}",
        "Uren per week in het contract": "{{ contract_hours }}",
        "Is het loon gestopt? Vanaf welke datum?": _PAY,
    },
    "Bedrijfsarts of arbodienst": {
        "Naam van de arbodienst of praktijk": "{{ ohs_name }}",
        "Naam van de bedrijfsarts": "{{ physician_name }}",
        "Adres": "{{ ohs_address }}",
        "Telefoonnummer": "{{ ohs_phone }}",
        "E-mailadres": "{{ ohs_email }}",
        "Datum van het laatste advies": "{{ physician_date|short }}",
    },
}


class Sheet(House):
    """A template of the house that nobody signs; a draft of it says only that it is not complete."""

    def around(self, running: Text) -> None:
        """Header and footer of the house, with those words."""
        frame(self.document, self.language, running, UNSIGNED_DRAFT)


def build(folder: Path) -> None:
    """Writes the sheet's template into the folder; it is in Dutch only, as the portal is. The same bytes every time."""
    (folder / NAME).write_bytes(portal().bytes())


def portal() -> House:
    """The whole sheet: what to have at hand, a table for each step of the portal, and the papers to add."""
    house = Sheet("nl", TITLE, RUNNING)
    _opening(house)
    for number, (title, rows) in enumerate(STEPS.items(), 1):
        house.heading(title, title)
        lines = [_line(f"{number}.{n}", ask, value) for n, (ask, value) in enumerate(rows.items(), 1)]
        house.lines(same(title), _COLUMNS, lines)
    _papers(house, len(STEPS) + 1)
    with house.when("concept"):
        still_missing(house, same("Dit blad is nog niet volledig."))
    house.end()
    return house


def _line(number: str, ask: str, value: str) -> Line:
    """One question with the value to copy in bold, a dash when there is none, and a box to tick."""
    needed = all_of(blanks(value))
    answer = f"{{% if {needed} %}}{value}{{% else %}}{_NONE}{{% endif %}}" if needed else value
    return Line((number, ask, f"**{answer}**", TICK_BOX))


# ---- the head, and the papers ---------------------------------------------------------------------------------------


def _opening(house: House) -> None:
    house.p(alike("Hulpblad, niet versturen"), style="Kicker")
    house.p(alike(TITLE.nl), style="Title")
    house.p(alike("Neem de gegevens over in het portaal van UWV en kruis af wat klaar is"), style="Subtitle")
    house.p(
        alike(
            f"**Houd bij de hand:** eHerkenning, niveau EH3, en de documenten van stap {len(STEPS) + 1}."
            " **Op dit blad staat een BSN.** Laat het niet liggen en vernietig het na het indienen."
        ),
        style="Callout",
    )
    house.p(
        alike(
            "**De volgorde kan anders zijn.** UWV noemt deze gegevens op de pagina voor werkgevers. Hoe de vragen in"
            " het portaal precies heten en in welke volgorde ze komen, is niet bevestigd. Een streepje betekent dat u"
            " niets hebt ingevuld."
        ),
        alike(
            "Uw cao wijst {{ cao_body_name }} aan als deskundige. Vraag daar eerst hoe u de aanvraag doet.",
        ),
    )


def _papers(house: House, number: int) -> None:
    """What to add: our own two documents, and the papers on the list; and what belongs to this question."""
    house.heading("Documenten toevoegen", "Documenten toevoegen")
    for question in library().load(_FORM).by_name["question_type"].options:
        for sentence in _needed(question.name):
            house.p(sentence, style="Lead In")
    about = (
        "{{ paper.enclosure_date|short }}{% if paper.enclosure_date and paper.enclosure_pages %}, {% endif %}"
        "{% if paper.enclosure_pages %}{{ paper.enclosure_pages }} {% if paper.enclosure_pages|is('1') %}bladzijde"
        "{% else %}bladzijden{% endif %}{% endif %}"
    )
    ours = (
        ("Onderbouwing, met uw handtekening", "uit deze vragenlijst"),
        ("Aanvraag deskundigenoordeel door de werkgever", "uit deze vragenlijst"),
    )
    lines = [Line((f"{number}.{n}", f"**{name}**", origin, TICK_BOX)) for n, (name, origin) in enumerate(ours, 1)]
    name = f"{{% if paper.enclosure_other or paper.enclosure_kind %}}{paper('nl', {})}{{% else %}}{_NONE}{{% endif %}}"
    theirs = (f"{number}.{{{{ loop.index + {len(ours)} }}}}", f"**{name}**", about, TICK_BOX)
    house.lines(same("Documenten om toe te voegen"), _PAPERS, [*lines, Line(theirs, each="paper in enclosures")])
    house.p(alike("**Documenten die u niet hebt.** {{ papers_missing }}"))
    house.p(
        alike(
            "Voeg geen medische gegevens toe. Staan ze in een document, stuur dat document dan niet mee: de werknemer"
            " stuurt ze zelf naar UWV."
        )
    )


def _needed(question: str) -> tuple[Sentence, ...]:
    """The papers that belong to this kind of question, in the words of the form; nothing when it names none."""
    labels = always_needed(library().load(_FORM), "enclosure_kind", {"question_type": question})
    listed = "; ".join(lower_first(label) for label in labels)
    words = f"Bij deze vraag horen in elk geval: {listed}."
    return (alike(words, when=f"question_type|is('{question}')"),) if labels else ()
