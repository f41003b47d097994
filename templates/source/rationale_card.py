"""The cover sheet of a rationale: its score, what is red or amber, what is missing. For the writer only, in Dutch."""

from formgen.text import same
from templates.source.house import Column, Fact
from templates.source.plan_card import _LEVEL, _PLACE, _SOURCE
from templates.source.plan_house import PlanHouse
from templates.source.sentences import Sentence, say

TITLE = same("Voorblad bij de onderbouwing van een afwijking")
RUNNING = same("Voorblad afwijking deskundigenoordeel{% if full_name %} – {{ full_name }}{% endif %}")
_EARNED = "{% if point.earned %}Ja{% else %}**Nee**{% endif %}"


def card() -> PlanHouse:
    """The whole sheet: the score with its ten points, the findings, and the questions still open."""
    house = PlanHouse("nl", TITLE, RUNNING)
    house.p(_nl("Alleen voor uzelf: dit blad hoort niet bij het stuk"), style="Kicker")
    house.p(_nl(TITLE.nl), style="Title")
    house.p(_nl("Onze maat voor hoe overtuigend het stuk is. UWV en de rechter oordelen zelf."), style="Subtitle")
    house.facts(
        same("Gegevens"),
        (
            (_fact("Werknemer", "{{ full_name }}"), _fact("Werkgever", "{{ employer_name }}")),
            (_fact("Oordeel van", "{{ opinion_date }}"), _fact("Gemaakt op", "{{ today }}")),
        ),
        label=28,
    )
    house.p(
        _nl("**{{ score.total }} van {{ score.most }} punten.**", when="score"),
        _nl("De onderbouwing is sterk.", when="score and score.colour == 'green'"),
        _nl("De onderbouwing kan sterker.", when="score and score.colour == 'amber'"),
        _nl("De onderbouwing overtuigt nog niet.", when="score and score.colour == 'red'"),
        style="Callout",
    )
    with house.section("De tien punten", "", when="score"):
        house.table(
            same("De tien punten van de score"),
            "point in score.points",
            (
                Column(same("Punt"), 130, "{{ point.label }}"),
                Column(same("Gehaald"), 30, _EARNED),
            ),
        )
    with house.section("Wat beter kan, en hoe", "", when="findings"):
        house.table(
            same("Punten om op te lossen of uit te leggen"),
            "one in findings",
            (
                Column(same("Kleur"), 18, _LEVEL),
                Column(same("Regel"), 16, "{{ one.name }}", "Table Label"),
                Column(same("Wat er is, en wat u kunt doen"), 62, "{{ one.sentence }}"),
                Column(same("Waar in de vragenlijst"), 30, _PLACE),
                Column(same("Bron"), 34, _SOURCE, "Table Label"),
            ),
        )
    with house.section("Nog niet beantwoord", "", when="missing"):
        house.bullets("question in missing", "{{ question }}")
    house.end()
    return house


def _nl(words: str, when: str = "") -> Sentence:
    return say(words, words, when)


def _fact(label: str, words: str) -> Fact:
    return Fact(same(label), (_nl(words),))
