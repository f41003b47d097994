"""What only one form's file check has: the strength of a rationale, and what a plan's writer answered for it alone."""

from formgen.documents.filecheck import LATE
from formgen.text import Text
from templates.source.house import Column, Line
from templates.source.plan_house import PlanHouse
from templates.source.sentences import Sentence, say


def lines(*rows: tuple[str, Text, Text | str]) -> tuple[Line, ...]:
    """Rows of a label and a value, each there while its answer is."""
    return tuple(Line((label, words), when) for when, label, words in rows)


# ---- the rationale --------------------------------------------------------------------------------------------------


def strength() -> tuple[Sentence, ...]:
    """How convincing the rationale is, in points and in words."""
    return (
        say(
            "**Sterkte: {{ score.total }} van {{ score.most }} punten.**",
            "**Strength: {{ score.total }} of {{ score.most }} points.**",
            when="score",
        ),
        say("De onderbouwing is sterk.", "The reasons are strong.", when="score and score.colour == 'green'"),
        say("De onderbouwing kan sterker.", "The reasons can be stronger.", when="score and score.colour == 'amber'"),
        say(
            "De onderbouwing overtuigt nog niet.",
            "The reasons do not convince yet.",
            when="score and score.colour == 'red'",
        ),
    )


def ten_points(house: PlanHouse) -> None:
    """Which of the ten points of the score were not earned yet."""
    with house.section("De sterkte in tien punten", "The strength in ten points", when="score"):
        house.rows(
            Text("De tien punten van de score", "The ten points of the score"),
            (Column(Text("", ""), 36, style="Check Label"), Column(Text("", ""), 124, style="Check Text")),
            lines(
                ("score.lacking", Text("Nog niet gehaald", "Not earned yet"), "{{ score.lacking|join('; ') }}"),
            ),
        )


# ---- the plan -------------------------------------------------------------------------------------------------------


def own_answers(house: PlanHouse) -> None:
    """What the writer answered only for this sheet."""
    rows = lines(
        ("relationship", Text("Verhouding met de werknemer", "Relation with the employee"), _relationship()),
        ("physician_doubted", Text("Twijfel aan de bedrijfsarts", "Doubt about the physician"), _doubt()),
        ("missed_appointments", Text("Gemiste afspraken", "Missed appointments"), _missed()),
        ("late_steps", Text("Te laat of niet gedaan", "Late or not done"), _late()),
    )
    with house.section("Uw eigen antwoorden", "Your own answers"):
        house.p(
            say(
                "Deze antwoorden staan alleen hier, niet in het plan.",
                "These answers are only here, not in the plan.",
                when=" or ".join(row.when for row in rows),
            ),
            style="Check Lead",
        )
        house.rows(
            Text("Antwoorden alleen voor dit blad", "Answers for this sheet only"),
            (Column(Text("", ""), 50, style="Check Label"), Column(Text("", ""), 110, style="Check Text")),
            rows,
        )


def _relationship() -> Text:
    words = (
        "{{{{ relationship }}}}{{% if relationship_help %}}. {}: {{{{ relationship_help|lower_first }}}}{{% endif %}}"
    )
    return Text(words.format("Hulp"), words.format("Help"))


def _doubt() -> Text:
    words = (
        "{{{{ physician_doubted }}}}{{% if doubt_date %}}, {} {{{{ doubt_date }}}}{{% endif %}}"
        "{{% if doubt_follow_up %}}. {}: {{{{ doubt_follow_up|lower_first }}}}{{% endif %}}"
        "{{% if doubt_follow_up_date %}}, {} {{{{ doubt_follow_up_date }}}}{{% endif %}}"
    )
    return Text(words.format("sinds", "Daarna", "op"), words.format("since", "After that", "on"))


def _missed() -> Text:
    words = (
        "{{{{ missed_appointments }}}}{{% if missed_action %}}. {}: {{{{ missed_action|lower_first }}}}{{% endif %}}"
    )
    return Text(words.format("Daarna"), words.format("After that"))


def _late() -> Text:
    """The first steps that were late, a line each, and how many more."""
    words = (
        f"{{% for one in late_steps %}}{{% if loop.index <= {LATE} %}}{{% if not loop.first %}}\n{{% endif %}}"
        "{{ one.late_step }}{% if one.late_status %}: {{ one.late_status|lower_first }}{% endif %}{% endif %}"
        f"{{% if loop.last and loop.index > {LATE} %}}\n"
    )
    return Text(
        f"{words}En nog {{{{ loop.index - {LATE} }}}}.{{% endif %}}{{% endfor %}}",
        f"{words}And {{{{ loop.index - {LATE} }}}} more.{{% endif %}}{{% endfor %}}",
    )
