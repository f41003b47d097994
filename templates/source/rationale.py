"""The rationale for deviating from an expert opinion: prose that argues, each reason with its date and its evidence."""

from pathlib import Path

from formgen.text import LANGUAGES, Language, Text
from templates.source import rationale_end, rationale_reasons
from templates.source.house import Column
from templates.source.measures import QUIET, RAGGED, RAIL
from templates.source.passages import NAMED, alike, fact, only_to_read
from templates.source.plan_house import PlanHouse
from templates.source.sentences import Sentence, say
from templates.source.wordstyles import Style, add_style

NAME = "onderbouwing-afwijking-deskundigenoordeel.{}.docx"
TITLE = Text("Onderbouwing afwijking deskundigenoordeel", "Rationale for deviating from an expert opinion")
_BRIEF = 500  # characters: a longer answer does not fit in a summary
_EVIDENCE = Style("Source", "Body Text", size=9, colour=QUIET, after=8, left=RAIL, right=RAGGED)
RUNNING = Text(f"Afwijking deskundigenoordeel{NAMED}", f"Deviation from expert opinion{NAMED}")


def build(folder: Path) -> None:
    """Writes the rationale in both languages; the same bytes every time."""
    for language in LANGUAGES:
        (folder / NAME.format(language)).write_bytes(rationale(language).bytes())


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
    only_to_read(house, "rationale", "sign")
    house.p(say("Bij het re-integratiedossier", "For the reintegration file"), style="Kicker")
    house.p(say(TITLE.nl, TITLE.en), style="Title")
    house.p(
        say(
            "Afwijking voor {{ deviation_subject }}{% if deviation_from %}, vanaf {{ deviation_from }}{% endif %}",
            "Deviation for “{{ deviation_subject }}”{% if deviation_from %}, from {{ deviation_from }}{% endif %}",
        ),
        style="Subtitle",
    )
    house.p(
        say(
            f"**Kern.** Op {{{{ opinion_date }}}} heeft {_OFFICE}{_ASKED.nl} {_SAID.nl}.",
            f"**In short.** On {{{{ opinion_date }}}} {_OFFICE}{_ASKED.en} {_SAID.en}.",
            when="opinion_said",
        ),
        say(
            "Wij volgen dat oordeel voor {{ followed_subject }}.",
            "We follow that opinion for “{{ followed_subject }}”.",
            when="followed_rest|is('yes')",
        ),
        say("Wij wijken ervan af voor {{ deviation_subject }}.", "We depart from it for “{{ deviation_subject }}”."),
        say(f"Onze redenen: {_TITLES.nl}.", f"Our reasons: {_TITLES.en}.", when="reasons"),
        say("Op {{ review_date }} beoordelen wij deze keuze opnieuw.", "We review this choice on {{ review_date }}."),
        style="Callout",
    )


_OFFICE = (
    "{% if opinion_office and 'UWV' in opinion_office %}{{ opinion_office }}{% else %}UWV{% if opinion_office %}"
    " ({{ opinion_office }}){% endif %}{% endif %}"
)
_SAID = Text(
    f"{{% if opinion_said|length < {_BRIEF} %}}geoordeeld dat {{{{ opinion_said }}}}{{% else %}}een oordeel"
    " gegeven, dat hieronder staat{% endif %}",
    f"{{% if opinion_said|length < {_BRIEF} %}}found that “{{{{ opinion_said }}}}”{{% else %}}gave an opinion, which"
    " stands below{% endif %}",
)
_ASKED = Text(
    "{% if opinion_requested_by|is('employee') %}, op verzoek van de werknemer,"
    "{% elif opinion_requested_by|is('employer') %}, op ons verzoek,"
    "{% elif opinion_requested_by %}, op verzoek van de werknemer en ons,{% endif %}",
    "{% if opinion_requested_by|is('employee') %}, at the request of the employee,"
    "{% elif opinion_requested_by|is('employer') %}, at our request,"
    "{% elif opinion_requested_by %}, at the request of the employee and us,{% endif %}",
)
_TITLES = Text(
    "{% for reason in reasons %}{% if not loop.first %}; {% endif %}{{ reason.reason_title|lower_first }}{% endfor %}",
    "{% for reason in reasons %}{% if not loop.first %}; {% endif %}“{{ reason.reason_title }}”{% endfor %}",
)


def _file(house: PlanHouse) -> None:
    with house.section("Dossier", "File"):
        house.facts(
            Text("Gegevens van het dossier", "Details of the file"),
            (
                (
                    fact(
                        *("Werkgever", "Employer"),
                        alike("{{ employer_name }}{% if employer_city %}, {{ employer_city }}{% endif %}"),
                    ),
                    fact(
                        *("Werknemer", "Employee"),
                        alike("{{ full_name }}"),
                        say("geboren op {{ birth_date }}", "born on {{ birth_date }}"),
                    ),
                ),
                (fact("Functie", "Job", _job()), fact("Eerste ziektedag", "First sick day", _first_day())),
                (
                    fact("Personeelsnr.", "Staff no.", alike("{{ personnel_number }}")),
                    fact("BSN", "BSN", alike("{{ bsn }}")),
                ),
                (
                    fact(
                        *("Opgesteld door", "Drawn up by"),
                        alike("{{ author_name }}{% if author_role %}, {{ author_role }}{% endif %}"),
                    ),
                    fact(
                        *("Versie", "Version"),
                        alike("{% if document_version %}{{ document_version }}, {% endif %}{{ today }}", when="today"),
                    ),
                ),
            ),
            label=28,
        )


def _job() -> Sentence:
    return say(
        "{{ job_title|upper_first }}{% if contract_hours %}, {{ contract_hours }} uur{% endif %}",
        "{{ job_title|upper_first }}{% if contract_hours %}, {{ contract_hours }} hours{% endif %}",
    )


def _first_day() -> Sentence:
    return say(
        "{{ first_sick_day }}{% if week_now %} (nu week {{ week_now }}){% endif %}",
        "{{ first_sick_day }}{% if week_now %} (now week {{ week_now }}){% endif %}",
    )


# ---- the opinion ----------------------------------------------------------------------------------------------------


def _opinion(house: PlanHouse) -> None:
    with house.section("Het oordeel van UWV", "UWV's opinion"):
        house.p(*_asked(), *_given())
        house.p(alike("{{ opinion_summary }}"))
        house.p(*_reach())
        house.p(
            say(
                "Bij het oordeel had UWV deze papieren: {{ uwv_papers|lower_first }}",
                "For the opinion UWV had these papers: {{ uwv_papers|lower_first }}",
            ),
            say(
                "UWV had nog niet: {{ uwv_papers_lacking|lower_first }}",
                "UWV did not have yet: {{ uwv_papers_lacking|lower_first }}",
            ),
        )


def _asked() -> tuple[Sentence, ...]:
    return (
        say(
            "Op {{ opinion_requested }} {% if opinion_requested_by|is('employee') %}heeft de werknemer"
            "{% elif opinion_requested_by|is('employer') %}hebben wij"
            "{% else %}hebben de werknemer en wij samen{% endif %}"
            " een deskundigenoordeel gevraagd.",
            "On {{ opinion_requested }} {% if opinion_requested_by|is('employee') %}the employee"
            "{% elif opinion_requested_by|is('employer') %}we{% else %}the employee and we together{% endif %}"
            " asked for an expert opinion.",
            when="opinion_requested_by",
        ),
        say("De vraag luidde: “{{ question_text }}”", "The question was: “{{ question_text }}”"),
    )


def _given() -> tuple[Sentence, ...]:
    """What UWV found, who found it, and when it came."""
    mark = Text(
        "{% if opinion_reference %} (kenmerk {{ opinion_reference }}){% endif %}",
        "{% if opinion_reference %} (reference {{ opinion_reference }}){% endif %}",
    )
    return (
        say(
            f"{_OFFICE} heeft op {{{{ opinion_date }}}} geoordeeld dat {{{{ opinion_said }}}}{mark.nl}.",
            f"On {{{{ opinion_date }}}} {_OFFICE} found that “{{{{ opinion_said }}}}”{mark.en}.",
        ),
        say(
            "De uitkomst luidt dus: {{ opinion_outcome|lower_first }}.",
            "The outcome therefore is: {{ opinion_outcome|lower_first }}.",
            when="opinion_outcome and not opinion_outcome|is('other')",
        ),
        say(
            "{{ opinion_assessor }} {% if opinion_assessor|is('both') %}hebben{% else %}heeft{% endif %} het oordeel"
            " gegeven.",
            "The opinion was given by {{ opinion_assessor|lower_first }}.",
            when="opinion_assessor and not opinion_assessor|is('unknown')",
        ),
        say("Wij ontvingen het op {{ opinion_received }}.", "We received it on {{ opinion_received }}."),
    )


def _reach() -> tuple[Sentence, ...]:
    """Which period UWV judged, from when the opinion applies, and whether UWV made a reservation."""
    return (
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
            "UWV heeft een voorbehoud gemaakt: {{ reservations_text|lower_first }}",
            "UWV made a reservation: {{ reservations_text|lower_first }}",
            when="reservations|is('yes')",
        ),
    )


# ---- the deviation --------------------------------------------------------------------------------------------------


def _deviation(house: PlanHouse) -> None:
    with house.section("Wat wij volgen en waarvan wij afwijken", "What we follow and what we depart from"):
        house.p(
            say(
                "Wij volgen het oordeel voor {{ followed_subject }}.",
                "We follow the opinion for “{{ followed_subject }}”.",
                when="followed_rest|is('yes')",
            ),
            alike("{{ followed_until_now }}"),
        )
        house.p(*_departure())
        house.p(
            say(
                "Het oordeel was gunstig voor ons als werkgever. Wij weten dat wij erop hadden kunnen vertrouwen, en"
                " dat die zekerheid met deze afwijking vervalt.",
                "The opinion was favourable to us as the employer. We know that we could have relied on it, and that"
                " this certainty is lost with this deviation.",
                when="opinion_favours|is('favourable')",
            ),
        )
        house.p(say("Per onderdeel:", "Point by point:", when="deviation_points"), style="Lead In")
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


def _departure() -> tuple[Sentence, ...]:
    return (
        say(
            "Vanaf {{ deviation_from }} wijken wij af voor {{ deviation_subject }}.",
            "From {{ deviation_from }} we depart from it for “{{ deviation_subject }}”.",
        ),
        say(
            "De afwijking gaat over het hele oordeel.",
            "The deviation concerns the whole opinion.",
            when="deviation_scope|is('whole')",
        ),
        say("Dat hebben wij op {{ decision_date }} besloten.", "We decided this on {{ decision_date }}."),
        alike("{{ decision_late_reason }}"),
    )


_FOLLOWED = (
    "{% if one.point_followed|is('no') %}**{{ one.point_followed }}**"
    "{% elif one.point_followed|is('no_statement') %}–{% else %}{{ one.point_followed }}{% endif %}"
)
