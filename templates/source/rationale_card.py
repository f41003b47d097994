"""The cover sheet of a rationale: its score, what is red or amber, what is missing. For the writer only, in Dutch."""

from formgen.text import same
from templates.source.house import Column
from templates.source.plan_card import dutch, dutch_fact, points
from templates.source.plan_house import PlanHouse

TITLE = same("Voorblad bij de onderbouwing van een afwijking")
RUNNING = same("Voorblad afwijking deskundigenoordeel{% if full_name %} – {{ full_name }}{% endif %}")
_EARNED = "{% if point.earned %}Ja{% else %}**Nee**{% endif %}"


def card() -> PlanHouse:
    """The whole sheet: the score with its ten points, the findings, and the questions still open."""
    house = PlanHouse("nl", TITLE, RUNNING)
    house.p(dutch("Alleen voor uzelf: dit blad hoort niet bij het stuk"), style="Kicker")
    house.p(dutch(TITLE.nl), style="Title")
    house.p(dutch("Onze maat voor hoe overtuigend het stuk is. UWV en de rechter oordelen zelf."), style="Subtitle")
    house.facts(
        same("Gegevens"),
        (
            (dutch_fact("Werknemer", "{{ full_name }}"), dutch_fact("Werkgever", "{{ employer_name }}")),
            (dutch_fact("Oordeel van", "{{ opinion_date }}"), dutch_fact("Gemaakt op", "{{ today }}")),
        ),
        label=28,
    )
    house.p(
        dutch("**{{ score.total }} van {{ score.most }} punten.**", when="score"),
        dutch("De onderbouwing is sterk.", when="score and score.colour == 'green'"),
        dutch("De onderbouwing kan sterker.", when="score and score.colour == 'amber'"),
        dutch("De onderbouwing overtuigt nog niet.", when="score and score.colour == 'red'"),
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
    points(house)
    with house.section("Nog niet beantwoord", "", when="missing"):
        house.bullets("question in missing", "{{ question }}")
    house.end()
    return house
