"""The score card of a plan: what is red or amber, why, and what to do. For the writer only, in Dutch."""

from formgen.text import same
from templates.source.house import Column, Fact
from templates.source.plan_house import Line, PlanHouse
from templates.source.sentences import Sentence, say

TITLE = same("Risicokaart bij het plan van aanpak spoor 2")
RUNNING = same("Risicokaart spoor 2{% if full_name %} – {{ full_name }}{% endif %}")
_LEVEL = (
    "**{% if one.level == 'red' or one.level == 'stop' %}Rood{% elif one.level == 'amber' %}Oranje{% else %}Let op"
    "{% endif %}**"
)
_RED = "findings and (findings[0].level == 'red' or findings[0].level == 'stop')"  # the gravest come first
_SOURCE = (
    "{% if one.source %}Bron: {{ one.source }}{% else %}Onze eigen ervaring{% endif %}"
    "{% if one.unconfirmed %}. Niet bevestigd{% endif %}"
)
_PLACE = "{{ one.section }}{% if one.item %}: {{ one.item }}{% endif %}"


def card() -> PlanHouse:
    """The whole card: the red points, the amber ones, what is still missing, and the writer's own answers."""
    house = PlanHouse("nl", TITLE, RUNNING)
    house.p(dutch("Alleen voor uzelf: deel deze kaart niet met anderen"), style="Kicker")
    house.p(dutch(TITLE.nl), style="Title")
    house.p(dutch("Onze checklist. UWV beoordeelt uw dossier zelf, en pas bij de WIA-aanvraag."), style="Subtitle")
    _facts(house)
    house.p(
        dutch("**Er zijn geen rode of oranje punten gevonden.**", when="not findings"),
        dutch(
            "**Begin met de rode punten: los ze op voordat u het plan deelt.** Een oranje punt is een aandachtspunt."
            " Los het op, of leg in het dossier vast waarom het zo is.",
            when=_RED,
        ),
        dutch(
            "**Er zijn geen rode punten.** Een oranje punt is een aandachtspunt. Los het op, of leg in het dossier vast"
            " waarom het zo is.",
            when=f"findings and not ({_RED})",
        ),
        dutch("Deze kaart zegt niet dat UWV het plan zal goedkeuren."),
        style="Callout",
    )
    points(house)
    _missing(house)
    _own_answers(house)
    house.end()
    return house


def dutch(words: str, when: str = "") -> Sentence:
    """A sentence of a sheet that exists in Dutch only."""
    return say(words, words, when)


def _facts(house: PlanHouse) -> None:
    house.facts(
        same("Gegevens"),
        (
            (dutch_fact("Werknemer", "{{ full_name }}"), dutch_fact("Werkgever", "{{ employer_name }}")),
            (dutch_fact("Eerste ziektedag", "{{ first_sick_day }}"), dutch_fact("Week nu", "{{ week_now }}")),
            (dutch_fact("Start spoor 2", "{{ track2_date }}"), dutch_fact("Gemaakt op", "{{ today }}")),
        ),
        label=28,
    )


def dutch_fact(label: str, words: str) -> Fact:
    """A label and its value on a sheet that exists in Dutch only."""
    return Fact(same(label), (dutch(words),))


def points(house: PlanHouse) -> None:
    """Every finding, the gravest first; the sentence says what is wrong and what to do."""
    with house.section("Wat beter kan, en hoe", "", when="findings"):
        house.table(
            same("Punten om op te lossen of uit te leggen"),
            "one in findings",
            (
                Column(same("Kleur"), 18, _LEVEL),
                Column(
                    same("Regel"),
                    14,
                    "{% if one.name and one.name|first == 'R' %}{{ one.name }}{% endif %}",
                    "Table Label",
                ),
                Column(same("Wat er is, en wat u kunt doen"), 70, "{{ one.sentence }}"),
                Column(same("Waar in de vragenlijst, en wie dit zegt"), 58, f"{_PLACE}\n{_SOURCE}", "Table Label"),
            ),
        )


def _missing(house: PlanHouse) -> None:
    with house.section("Wat nog ontbreekt", "", when="missing"):
        house.p(dutch("Op deze vragen ontbreekt nog een antwoord. Zolang dat zo is, staat er CONCEPT op het plan."))
        house.bullets("question in missing", "{{ question }}")


def _own_answers(house: PlanHouse) -> None:
    """What the writer answered only for this card."""
    doubt = "{{ physician_doubted }}{% if doubt_date %}, sinds {{ doubt_date }}{% endif %}"
    done = "{% if doubt_follow_up %}\nDaarna: {{ doubt_follow_up|lower_first }}{% endif %}"
    missed = "{{ missed_appointments }}{% if missed_action %}\nDaarna: {{ missed_action|lower_first }}{% endif %}"
    late = (
        "{% for one in late_steps %}{% if not loop.first %}\n{% endif %}{{ one.late_step }}{% if one.late_status %}:"
        " {{ one.late_status|lower_first }}{% endif %}{% if one.late_step_reason %}. {{ one.late_step_reason"
        " }}{% endif %}"
        "{% endfor %}"
    )
    help_ = "{{ relationship }}{% if relationship_help %}\nHulp: {{ relationship_help|lower_first }}{% endif %}"
    day = "{% if doubt_follow_up_date %}, op {{ doubt_follow_up_date }}{% endif %}"
    lines = (
        ("relationship", "Verhouding tussen werkgever en werknemer", help_),
        ("physician_doubted", "Twijfel aan het oordeel van de bedrijfsarts", doubt + done + day),
        ("missed_appointments", "Gemiste afspraken zonder goede reden", missed),
        ("late_steps", "Te laat of niet gedaan", late),
    )
    with house.section("Uw eigen antwoorden", ""):
        house.p(
            dutch(
                "Deze antwoorden staan alleen hier, niet in het plan.", when=" or ".join(name for name, _, _ in lines)
            ),
            style="Lead In",
        )
        house.rows(
            same("Antwoorden alleen voor deze kaart"),
            (Column(same(""), 60, style="Label"), Column(same(""), 100, style="Value")),
            tuple(Line(name, (same(label), words)) for name, label, words in lines),
        )
