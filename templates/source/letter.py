"""The employee's letter with reasons for an expert opinion: what every letter says, in both languages."""

from pathlib import Path

from formgen.text import LANGUAGES, Language, Text
from templates.source import letter_end
from templates.source.house import House
from templates.source.letter_grounds import grounds
from templates.source.letter_other import other_grounds
from templates.source.letter_situation import situation
from templates.source.letter_views import views
from templates.source.measures import BODY
from templates.source.passages import NAMED, address, alike, fact, job, looked_at, only_to_read, stopped
from templates.source.sentences import Sentence, say

NAME = "deskundigenoordeel-werknemer.{}.docx"
TITLE = Text("Onderbouwing van mijn aanvraag deskundigenoordeel", "Reasons for my request for an expert opinion")
RUNNING = Text(f"Onderbouwing deskundigenoordeel{NAMED}", f"Reasons for expert opinion{NAMED}")


def build(folder: Path) -> None:
    """Writes the letter's two templates, Dutch and English, into the folder; the same bytes every time."""
    for language in LANGUAGES:
        (folder / NAME.format(language)).write_bytes(letter(language).bytes())


def letter(language: Language) -> House:
    """The whole letter in one language, in the order in which it is read."""
    house = House(language, TITLE, RUNNING)
    _opening(house)
    _facts(house)
    _introduction(house)
    _question(house)
    situation(house)
    grounds(house)
    other_grounds(house)
    views(house)
    letter_end.contact(house)
    letter_end.enclosures(house)
    letter_end.signature(house)
    letter_end.everything(house)
    return house


# ---- the head of the letter -----------------------------------------------------------------------------------------


def _opening(house: House) -> None:
    only_to_read(house, "letter")
    house.p(
        say("Bijlage bij de aanvraag door de werknemer", "Annex to the application by the employee"), style="Kicker"
    )
    house.p(say(TITLE.nl, TITLE.en), style="Title")
    house.p(*_subjects(), style="Subtitle")


def _subjects() -> tuple[Sentence, ...]:
    """What the letter is about in one line; each kind of question has its own."""
    return (
        say("Brief bij de aanvraag", "Letter with the application", when="not question_type"),
        say(
            "Kan ik {% if assessment_date %}op {{ assessment_date }} {% endif %}mijn eigen werk volledig doen?",
            "Can I fully do my own work{% if assessment_date %} on {{ assessment_date }}{% endif %}?",
            when="question_type|is('own_work')",
        ),
        say(
            "Is {% if work_title %}het werk als {{ work_title }}{% else %}dit werk{% endif %} passend voor mij?",
            "Is {% if work_title %}the work as {{ work_title }}{% else %}this work{% endif %} suitable for me?",
            when="question_type|is('suitable_work')",
        ),
        say(
            "Heb ik genoeg gedaan aan mijn re-integratie?",
            "Have I done enough for my reintegration?",
            when="question_type|is('employee_effort')",
        ),
        say(
            "Heeft mijn werkgever genoeg gedaan aan mijn re-integratie?",
            "Has my employer done enough for my reintegration?",
            when="question_type|is('employer_effort')",
        ),
        say(
            "Kan mijn ziekteverzuim binnen {{ facts.frequent_absence_term }} minder worden?",
            "Can my absence become less within {{ facts.frequent_absence_term }}?",
            when="other_question|is('frequent_absence')",
        ),
        say(
            "Heeft de eigenrisicodrager voor de WGA genoeg gedaan aan mijn re-integratie?",
            "Has the employer that is self-insured for the WGA done enough for my reintegration?",
            when="other_question|is('wga_effort')",
        ),
    )


def _facts(house: House) -> None:
    house.facts(
        Text("Gegevens bij deze brief", "Details of this letter"),
        (
            (fact("Aan", "To", alike(BODY), _PURPOSE), fact("Van", "From", alike("{{ full_name }}"), *address())),
            (
                fact("Datum", "Date", alike("{{ today }}")),
                fact("Bereikbaar", "Contact", alike("{{ phone }}"), alike("{{ email }}")),
            ),
            (fact("BSN", "BSN", alike("{{ bsn }}")), fact("Geboren", "Born", alike("{{ birth_date }}"))),
            (
                fact("Werkgever", "Employer", alike("{{ employer_name }}"), alike("{{ employer_city }}")),
                fact(
                    "Contact",
                    "Contact there",
                    alike("{{ contact_name }}{% if contact_role %}, {{ contact_role }}{% endif %}"),
                    alike("{{ contact_phone }}"),
                ),
            ),
            (
                fact("Functie", "Job", *job()),
                fact(
                    "Ziek vanaf",
                    "Ill from",
                    alike("{{ first_sick_day }}"),
                    say("nu week {{ week_now }}", "now week {{ week_now }}", when=_LASTING),
                ),
            ),
        ),
        label=21,
        first=78,  # the second pair holds the e-mail address
    )


_LASTING = (
    "not other_question|is('frequent_absence') and not other_question|is('wga_effort')"  # an absence that goes on
)
_PURPOSE = say("Aanvraag deskundigenoordeel", "Application for an expert opinion")


def _introduction(house: House) -> None:
    house.p(say("Geachte heer of mevrouw,", "Dear Sir or Madam,"), style="Salutation")
    house.p(
        say(f"Ik vraag {BODY} om een deskundigenoordeel.", f"I ask {BODY} for an expert opinion."),
        say(
            "De cao die voor mij geldt, wijst deze instantie daarvoor aan.",
            "The collective agreement that applies to me names this body for it.",
            when="cao_body_name",
        ),
        say(
            "Mijn werkgever en ik vragen het samen aan.",
            "My employer and I ask for it together.",
            when="joint|is('yes')",
        ),
        say(
            "In deze brief leg ik uit waarover mijn werkgever en ik van mening verschillen.",
            "In this letter I explain what my employer and I disagree about.",
        ),
        say(
            "Medische gegevens staan hier niet in: mijn werkgever en de arbodienst krijgen een kopie van de aanvraag.",
            "It holds no medical data: my employer and the occupational health service receive a copy of the"
            " application.",
        ),
        say(
            "Mijn medische toelichting stuur ik apart naar de verzekeringsarts van UWV.",
            "I send my medical explanation separately to UWV's insurance physician.",
            when="medical_sheet|is('yes') and not cao_body_name",
        ),
        say(
            "Mijn medische toelichting stuur ik apart.",
            "I send my medical explanation separately.",
            when="medical_sheet|is('yes') and cao_body_name",
        ),
    )
    _against_the_rule(house)


def _against_the_rule(house: House) -> None:
    stopped(
        house,
        say(
            "**Ik weet dat UWV in deze situatie meestal geen oordeel geeft.** De uitleg daarbij is:",
            "**I know that UWV normally gives no opinion in this situation.** The explanation is:",
        ),
        say(
            "Toch vraag ik om een oordeel. In deze brief leg ik uit waarom dat in mijn geval nodig is.",
            "I ask for an opinion all the same. In this letter I explain why it is needed in my case.",
        ),
    )


# ---- the question ---------------------------------------------------------------------------------------------------


def _question(house: House) -> None:
    with house.section("Mijn vraag", "My question"):
        house.p(say("**{{ question_text }}**", "**{{ question_text }}**"), style="Callout")
        on_a_day, *in_a_period = looked_at("Ik vraag", "I ask")
        house.p(on_a_day, *_claims(), *in_a_period)


def _claims() -> tuple[Sentence, ...]:
    """The applicant's own answer to the question, where the form asks for it as a choice."""
    return (
        say(
            "Volgens mij kon ik toen alle taken en alle uren van mijn eigen werk doen.",
            "In my view I could then do all the tasks and all the hours of my own work.",
            when="own_claim|is('fit')",
        ),
        say(
            "Volgens mij kon ik mijn eigen werk toen voor een deel doen{% if own_hours %}:"
            " {{ own_hours }} uur per week{% endif %}.",
            "In my view I could then do part of my own work{% if own_hours %}: {{ own_hours }} hours per"
            " week{% endif %}.",
            when="own_claim|is('partly')",
        ),
        say(
            "Volgens mij kon ik mijn eigen werk toen niet doen.",
            "In my view I could not do my own work then.",
            when="own_claim|is('unfit')",
        ),
        say("Volgens mij is dit werk passend.", "In my view this work is suitable.", when="work_claim|is('yes')"),
        say(
            "Volgens mij is dit werk voor een deel passend.",
            "In my view this work is suitable in part.",
            when="work_claim|is('partly')",
        ),
        say(
            "Volgens mij is dit werk niet passend.", "In my view this work is not suitable.", when="work_claim|is('no')"
        ),
    )
