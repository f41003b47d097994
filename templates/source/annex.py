"""The employer's reasoned annex to an application for an expert opinion: what every annex says, in both languages."""

from pathlib import Path

from formgen.text import LANGUAGES, Language, Text
from templates.source import annex_end
from templates.source.annex_efforts import efforts
from templates.source.annex_other import other
from templates.source.annex_situation import situation
from templates.source.annex_views import advice, afterwards, views
from templates.source.annex_work import work
from templates.source.house import House
from templates.source.measures import BODY
from templates.source.passages import (
    NAMED,
    address,
    alike,
    fact,
    house_on,
    job,
    looked_at,
    only_to_read,
    stopped,
)
from templates.source.sentences import Sentence, say

NAME = "deskundigenoordeel-werkgever.{}.docx"
TITLE = Text("Onderbouwing van onze aanvraag deskundigenoordeel", "Reasons for our request for an expert opinion")
RUNNING = Text(f"Onderbouwing deskundigenoordeel{NAMED}", f"Reasons for expert opinion{NAMED}")
LASTING = "not question_type|is('frequent_absence') and not question_type|is('wga_effort')"  # one absence that goes on


def build(folder: Path) -> None:
    """Writes the annex's two templates, Dutch and English, into the folder; the same bytes every time."""
    for language in LANGUAGES:
        (folder / NAME.format(language)).write_bytes(annex(language).bytes())


def annex(language: Language) -> House:
    """The whole annex in one language, in the order in which it is read."""
    house = House(language, TITLE, RUNNING)
    _opening(house)
    _facts(house)
    _introduction(house)
    _question(house)
    situation(house)
    work(house)
    efforts(house)
    other(house)
    views(house)
    advice(house)
    afterwards(house)
    annex_end.contact(house)
    annex_end.enclosures(house)
    annex_end.signature(house)
    annex_end.everything(house)
    return house


# ---- the head of the annex ------------------------------------------------------------------------------------------


def _opening(house: House) -> None:
    only_to_read(house, "annex")
    house.p(
        say("Bijlage bij de aanvraag door de werkgever", "Annex to the application by the employer"), style="Kicker"
    )
    house.p(say(TITLE.nl, TITLE.en), style="Title")
    house.p(*_subjects(), style="Subtitle")


def _subjects() -> tuple[Sentence, ...]:
    """What the annex is about in one line; each kind of question has its own."""
    return (
        say("Onderbouwing bij de aanvraag", "Reasons with the application", when="not question_type"),
        say(
            "Kan de werknemer {% if assessment_date %}op {{ assessment_date }} {% endif %}het eigen werk volledig"
            " doen?",
            "Can the employee fully do their own work{% if assessment_date %} on {{ assessment_date }}{% endif %}?",
            when="question_type|is('own_work')",
        ),
        say(
            "Is {% if work_title %}het werk als {{ work_title }}{% else %}dit werk{% endif %} passend voor de"
            " werknemer?",
            "Is {% if work_title %}the work as {{ work_title }}{% else %}this work{% endif %} suitable for the"
            " employee?",
            when="question_type|is('suitable_work')",
        ),
        say(
            "Heeft de werknemer genoeg gedaan aan de re-integratie?",
            "Has the employee done enough for the reintegration?",
            when="question_type|is('employee_effort')",
        ),
        say(
            "Hebben wij genoeg gedaan aan de re-integratie van de werknemer?",
            "Have we done enough for the employee's reintegration?",
            when="question_type|is('employer_effort')",
        ),
        say(
            "Kan het veelvuldig ziekteverzuim van de werknemer binnen {{ facts.frequent_absence_term }} minder worden?",
            "Can the employee's frequent absence become less within {{ facts.frequent_absence_term }}?",
            when="question_type|is('frequent_absence')",
        ),
        say(
            "Hebben wij als eigenrisicodrager voor de WGA genoeg gedaan aan de re-integratie van de werknemer?",
            "Have we, as an employer self-insured for the WGA, done enough for the employee's reintegration?",
            when="question_type|is('wga_effort')",
        ),
    )


def _facts(house: House) -> None:
    house.facts(
        Text("Gegevens bij deze bijlage", "Details of this annex"),
        (
            (
                fact("Aan", "To", alike(BODY), say("Aanvraag deskundigenoordeel", "Application for an expert opinion")),
                fact("Werkgever", "Employer", *_employer()),
            ),
            (
                fact("Datum", "Date", alike("{{ today }}")),
                fact(
                    "Contact",
                    "Contact",
                    alike("{{ contact_name }}{% if contact_role %}, {{ contact_role }}{% endif %}"),
                    alike("{{ contact_phone }}"),
                    alike("{{ contact_email }}"),
                ),
            ),
            (
                fact("Werknemer", "Employee", alike("{{ full_name }}"), *address()),
                fact("Geboren", "Born", alike("{{ birth_date }}")),
            ),
            (
                fact("BSN", "BSN", alike("{{ bsn }}")),
                fact("Loonheffing", "Payroll tax", alike("{{ payroll_tax_number }}")),
            ),
            (
                fact("Functie", "Job", *job()),
                fact(
                    "Ziek vanaf",
                    "Ill from",
                    alike("{{ first_sick_day }}"),
                    say("nu week {{ week_now }}", "now week {{ week_now }}", when=LASTING),
                ),
            ),
        ),
        label=21,
        first=78,  # the second pair holds the e-mail address
    )


def _employer() -> tuple[Sentence, ...]:
    return (
        alike("{{ employer_name }}"),
        alike(house_on("employer_street", "employer_house_number", "employer_house_addition")),
        alike("{% if employer_postcode %}{{ employer_postcode }} {% endif %}{{ employer_city }}"),
        say("Post: {{ employer_postal_address }}", "Post: {{ employer_postal_address }}"),
    )


# ---- what is asked --------------------------------------------------------------------------------------------------


def _introduction(house: House) -> None:
    house.p(say("Geachte heer of mevrouw,", "Dear Sir or Madam,"), style="Salutation")
    house.p(
        say(
            f"Wij vragen {BODY} om een deskundigenoordeel{{% if full_name %}} over de situatie van {{{{ full_name }}}}"
            " (hierna: de werknemer){% endif %}.",
            f"We ask {BODY} for an expert opinion{{% if full_name %}} on the situation of {{{{ full_name }}}}"
            " (below: the employee){% endif %}.",
        ),
        say(
            "De cao die voor ons bedrijf geldt, wijst deze instantie daarvoor aan.",
            "The collective agreement that applies to our company names this body for it.",
            when="cao_body_name",
        ),
        say(
            "De werknemer vraagt het oordeel samen met ons aan.",
            "The employee asks for the opinion together with us.",
            when="joint|is('yes')",
        ),
        say(
            "In deze bijlage staan onze vraag, de feiten en het standpunt van ieder die erbij betrokken is.",
            "This annex sets out our question, the facts and the view of each person involved.",
        ),
        say(
            "Wij beschrijven het werk, de afspraken en de adviezen over het werk. Medische gegevens vermelden wij"
            " niet.",
            "We describe the work, the agreements and the advice about the work. We mention no medical data.",
        ),
    )
    stopped(
        house,
        say(
            "**Wij weten dat UWV in deze situatie meestal geen oordeel geeft.** De uitleg daarbij is:",
            "**We know that UWV normally gives no opinion in this situation.** The explanation is:",
        ),
        say(
            "Toch vragen wij om een oordeel. In deze bijlage leggen wij uit waarom dat hier nodig is.",
            "We ask for an opinion all the same. In this annex we explain why it is needed here.",
        ),
    )


def _question(house: House) -> None:
    with house.section("Onze vraag", "Our question"):
        house.p(alike("**{{ question_text }}**"), style="Callout")
        on_a_day, *in_a_period = looked_at("Wij vragen", "We ask")
        house.p(on_a_day, *_claims(), *in_a_period)
        house.p(*_dismissal())
    with house.section("Waarover wij van mening verschillen", "What we disagree about"):
        house.p(alike("{{ dispute }}"))


def _claims() -> tuple[Sentence, ...]:
    """The employer's own answer to the question, where the form asks for it as a choice."""
    return (
        say(
            "Volgens ons kon de werknemer toen alle taken en alle uren van het eigen werk doen.",
            "In our view the employee could then do all the tasks and all the hours of their own work.",
            when="own_claim|is('fit')",
        ),
        say(
            "Volgens ons kon de werknemer het eigen werk toen voor een deel doen{% if own_hours %}:"
            " {{ own_hours }} uur per week{% endif %}.",
            "In our view the employee could then do part of their own work{% if own_hours %}: {{ own_hours }} hours"
            " per week{% endif %}.",
            when="own_claim|is('partly')",
        ),
        say(
            "Volgens ons kon de werknemer het eigen werk toen niet doen.",
            "In our view the employee could not do their own work then.",
            when="own_claim|is('unfit')",
        ),
        say("Volgens ons is dit werk passend.", "In our view this work is suitable.", when="work_claim|is('yes')"),
        say(
            "Volgens ons is dit werk voor een deel passend.",
            "In our view this work is suitable in part.",
            when="work_claim|is('partly')",
        ),
        say(
            "Volgens ons is dit werk niet passend.",
            "In our view this work is not suitable.",
            when="work_claim|is('no')",
        ),
    )


def _dismissal() -> tuple[Sentence, ...]:
    """The purpose, when it is a dismissal for one of the two reasons for which UWV charges nothing."""
    some = "dismissal|is('non_cooperation') or dismissal|is('frequent_absence')"
    return (
        say(
            "**Doel van het oordeel.** Wij hebben dit oordeel nodig voor ontslag, met als reden dat de werknemer niet"
            " meewerkt aan de re-integratie.",
            "**Purpose of the opinion.** We need this opinion for a dismissal, for the reason that the employee does"
            " not cooperate with the reintegration.",
            when="dismissal|is('non_cooperation')",
        ),
        say(
            "**Doel van het oordeel.** Wij hebben dit oordeel nodig voor ontslag, met als reden dat de werknemer vaak"
            " ziek is.",
            "**Purpose of the opinion.** We need this opinion for a dismissal, for the reason that the employee is"
            " often ill.",
            when="dismissal|is('frequent_absence')",
        ),
        say(
            "Voor een oordeel met dit doel brengt UWV geen kosten in rekening.",
            "UWV charges no fee for an opinion with this purpose.",
            when=f"({some}) and not cao_body_name",
        ),
    )
