"""The rationale for deviating from an expert opinion: prose that argues, each reason with its date and its evidence."""

from pathlib import Path

from formgen.text import LANGUAGES, Language, Text
from templates.source import rationale_card, rationale_end, rationale_reasons
from templates.source.house import Column
from templates.source.measures import QUIET, RAGGED, RAIL
from templates.source.passages import NAMED, alike, fact, only_to_read
from templates.source.plan_house import PlanHouse
from templates.source.sentences import say
from templates.source.wordstyles import Style, add_style

NAME = "onderbouwing-afwijking-deskundigenoordeel.{}.docx"
TITLE = Text("Onderbouwing afwijking deskundigenoordeel", "Rationale for deviating from an expert opinion")
_EVIDENCE = Style("Source", "Body Text", size=9, colour=QUIET, after=8, left=RAIL, right=RAGGED)
RUNNING = Text(f"Afwijking deskundigenoordeel{NAMED}", f"Deviation from expert opinion{NAMED}")


def build(folder: Path) -> None:
    """Writes the rationale in both languages and its cover sheet; the same bytes every time."""
    for language in LANGUAGES:
        (folder / NAME.format(language)).write_bytes(rationale(language).bytes())
    (folder / NAME.format("voorblad")).write_bytes(rationale_card.card().bytes())


def rationale(language: Language) -> PlanHouse:
    """The whole rationale in one language, in the order in which it is read."""
    house = PlanHouse(language, TITLE, RUNNING)
    add_style(house.document, _EVIDENCE)
    _opening(house)
    _file(house)
    _opinion(house)
    _deviation(house)
    rationale_reasons.reasons(house)
    rationale_reasons.instead(house)
    rationale_reasons.alternatives(house)
    rationale_end.consultation(house)
    rationale_end.consequences(house)
    rationale_end.consistency(house)
    rationale_end.review(house)
    rationale_end.papers(house)
    rationale_end.signatures(house)
    return house


def _opening(house: PlanHouse) -> None:
    only_to_read(house, "rationale")
    house.p(say("Bij het re-integratiedossier", "For the reintegration file"), style="Kicker")
    house.p(say(TITLE.nl, TITLE.en), style="Title")
    house.p(
        say(
            "Afwijking voor {{ deviation_subject }}",
            "Deviation for {{ deviation_subject }}",
        ),
        style="Subtitle",
    )
    house.p(
        say("**Kern.** UWV vond op {{ opinion_date }} dat {{ opinion_said }}.", _KERN_EN),
        say(
            "Wij volgen dat oordeel voor {{ followed_subject }}.",
            "We follow that opinion for {{ followed_subject }}.",
            when="followed_rest|is('yes')",
        ),
        say("Wij wijken af voor {{ deviation_subject }}.", "We depart from it for {{ deviation_subject }}."),
        say("Wij beoordelen deze keuze opnieuw op {{ review_date }}.", "We review this choice on {{ review_date }}."),
        style="Callout",
    )


_KERN_EN = "**In short.** On {{ opinion_date }} UWV found that {{ opinion_said }}."


def _file(house: PlanHouse) -> None:
    with house.section("Dossier", "File"):
        house.facts(
            Text("Gegevens van het dossier", "Details of the file"),
            (
                (
                    fact(
                        "Werkgever",
                        "Employer",
                        alike("{{ employer_name }}{% if employer_city %}, {{ employer_city }}{% endif %}"),
                    ),
                    fact(
                        "Werknemer",
                        "Employee",
                        alike("{{ full_name }}"),
                        say("geboren op {{ birth_date }}", "born on {{ birth_date }}"),
                    ),
                ),
                (
                    fact(
                        "Functie",
                        "Job",
                        say(
                            "{{ job_title|upper_first }}{% if contract_hours %}, {{ contract_hours }} uur{% endif %}",
                            "{{ job_title|upper_first }}{% if contract_hours %}, {{ contract_hours }} hours{% endif %}",
                        ),
                    ),
                    fact(
                        "Eerste ziektedag",
                        "First sick day",
                        say(
                            "{{ first_sick_day }}{% if week_now %} (nu week {{ week_now }}){% endif %}",
                            "{{ first_sick_day }}{% if week_now %} (now week {{ week_now }}){% endif %}",
                        ),
                    ),
                ),
                (
                    fact("Personeelsnr.", "Staff no.", alike("{{ personnel_number }}")),
                    fact("BSN", "BSN", alike("{{ bsn }}")),
                ),
                (
                    fact(
                        "Opgesteld door",
                        "Drawn up by",
                        alike("{{ author_name }}{% if author_role %}, {{ author_role }}{% endif %}"),
                    ),
                    fact(
                        "Versie",
                        "Version",
                        alike("{% if document_version %}{{ document_version }}, {% endif %}{{ today }}", when="today"),
                    ),
                ),
            ),
            label=28,
        )


def _opinion(house: PlanHouse) -> None:
    with house.section("Het oordeel van UWV", "UWV's opinion"):
        house.p(
            say(
                "{% if opinion_requested_by|is('employee') %}De werknemer heeft"
                "{% elif opinion_requested_by|is('employer') %}Wij hebben"
                "{% else %}De werknemer en wij hebben samen{% endif %}"
                " op {{ opinion_requested }} een deskundigenoordeel gevraagd. De vraag was: “{{ question_text }}”",
                "{% if opinion_requested_by|is('employee') %}The employee"
                "{% elif opinion_requested_by|is('employer') %}We{% else %}The employee and we together{% endif %}"
                " asked for an expert opinion on {{ opinion_requested }}. The question was: “{{ question_text }}”",
                when="opinion_requested_by",
            ),
            say(
                "UWV{% if opinion_office %} ({{ opinion_office }}){% endif %} heeft op {{ opinion_date }} geoordeeld"
                " dat {{ opinion_said }}{% if opinion_reference %} (kenmerk {{ opinion_reference }}){% endif %}.",
                "On {{ opinion_date }} UWV{% if opinion_office %} ({{ opinion_office }}){% endif %} found that"
                " {{ opinion_said }}{% if opinion_reference %} (reference {{ opinion_reference }}){% endif %}.",
            ),
            say(
                "De uitkomst is: {{ opinion_outcome|lower_first }}.",
                "The outcome is: {{ opinion_outcome|lower_first }}.",
                when="opinion_outcome and not opinion_outcome|is('other')",
            ),
            say(
                "Het oordeel is van {{ opinion_assessor|lower_first }}.",
                "The opinion is by {{ opinion_assessor|lower_first }}.",
                when="opinion_assessor and not opinion_assessor|is('unknown')",
            ),
            say("Wij ontvingen het op {{ opinion_received }}.", "We received it on {{ opinion_received }}."),
        )
        house.p(alike("{{ opinion_summary }}"))
        house.p(
            say(
                "UWV keek naar de periode van {{ judged_from }} tot en met {{ judged_until }}.",
                "UWV looked at the period from {{ judged_from }} up to and including {{ judged_until }}.",
            ),
            say(
                "Het oordeel geldt vanaf {{ opinion_effective_date }}.",
                "The opinion applies from {{ opinion_effective_date }}.",
            ),
            say(
                "UWV heeft daarbij geen voorbehoud gemaakt.",
                "UWV made no reservation.",
                when="reservations|is('no')",
            ),
            say(
                "UWV heeft een voorbehoud gemaakt: {{ reservations_text }}",
                "UWV made a reservation: {{ reservations_text }}",
                when="reservations|is('yes')",
            ),
        )
        house.p(alike("{{ uwv_papers }}"), alike("{{ uwv_papers_lacking }}"))


def _deviation(house: PlanHouse) -> None:
    with house.section("Wat wij volgen en waarvan wij afwijken", "What we follow and what we depart from"):
        house.p(
            say(
                "Wij volgen het oordeel voor {{ followed_subject }}.",
                "We follow the opinion for {{ followed_subject }}.",
                when="followed_rest|is('yes')",
            ),
            say(
                "Wij wijken vanaf {{ deviation_from }} af voor {{ deviation_subject }}.",
                "From {{ deviation_from }} we depart from it for {{ deviation_subject }}.",
            ),
            say(
                "De afwijking gaat over het hele oordeel.",
                "The deviation concerns the whole opinion.",
                when="deviation_scope|is('whole')",
            ),
            say("Wij hebben dit op {{ decision_date }} besloten.", "We decided this on {{ decision_date }}."),
        )
        house.p(alike("{{ decision_late_reason }}"))
        house.p(alike("{{ followed_until_now }}"))
        house.table(
            Text("Onderdelen van het oordeel en wat wij doen", "Parts of the opinion and what we do"),
            "one in deviation_points",
            (
                Column(Text("Onderdeel", "Part"), 30, "{{ one.point }}"),
                Column(Text("Oordeel van UWV", "UWV's opinion"), 50, "{{ one.point_opinion }}"),
                Column(Text("Wat wij doen", "What we do"), 52, "{{ one.point_action }}"),
                Column(Text("Volgen wij?", "Do we follow?"), 28, _FOLLOWED),
            ),
        )
        house.p(
            say(
                "Het oordeel was gunstig voor ons als werkgever. Wij weten dat wij op dat oordeel hadden kunnen"
                " vertrouwen, en dat die zekerheid met deze afwijking vervalt.",
                "The opinion was favourable to us as the employer. We know that we could have relied on it, and that"
                " this certainty is lost with this deviation.",
                when="opinion_favours|is('favourable')",
            ),
        )


_FOLLOWED = (
    "{% if one.point_followed|is('no') %}**{{ one.point_followed }}**"
    "{% elif one.point_followed|is('no_statement') %}–{% else %}{{ one.point_followed }}{% endif %}"
)
