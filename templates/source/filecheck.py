"""The file check of each form: on one page what is missing, what is risky and who says so, for the writer only."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.section import Section
from docx.shared import Mm, Pt

from formgen.text import LANGUAGES, Language, Text
from templates.source import filecheck_own
from templates.source.house import Column
from templates.source.measures import QUIET, RAIL
from templates.source.passages import NAMED, alike, fact
from templates.source.plan_house import PlanHouse
from templates.source.sentences import Sentence, say
from templates.source.wordframe import sheet_frame
from templates.source.wordstyles import Style, add_style

NAME = "{}.dossiercheck.{}.docx"
TITLE = Text("Dossiercheck", "File check")
RUNNING = Text(f"Dossiercheck{NAMED}", f"File check{NAMED}")
NOTICE = Text("Onze checklist, geen oordeel van UWV", "Our checklist, not a judgement of UWV")
_STYLES = (
    Style("Check Text", "Table Text", size=9, before=2, after=2, lead=1.1),
    Style("Check Note", "Table Label", size=8, colour=QUIET, before=2, after=2, lead=1.1),
    Style("Check Label", "Table Label", size=9, colour=QUIET, before=2, after=2, lead=1.1),
    Style("Check Lead", "Body Text", size=9.5, after=3, left=RAIL, keep_next=True),
    Style("Check Closing", "Body Text", size=9, colour=QUIET, before=4, lead=1.15, left=RAIL, keep=True),
)
_TOP, _BOTTOM, _ABOVE = Mm(15), Mm(23), Pt(8)  # a little nearer to the edge, and headings nearer to each other


@dataclass(frozen=True, slots=True)
class Check:
    """The file check of one form: its name, what it is a check of, the line on its score, and its own last part."""

    form: str
    subject: Text
    score: tuple[Sentence, ...] = ()
    own: Callable[[PlanHouse], None] | None = None

    def template(self, language: Language) -> PlanHouse:
        """The whole sheet in one language."""
        house = Sheet(language, TITLE, RUNNING)
        _head(house, self.subject)
        house.p(*_verdict(), *self.score, _complete(), style="Callout")
        _findings(house)
        _open_questions(house)
        _calendar(house)
        if self.own:
            self.own(house)
        _closing(house)
        house.end()
        return house


CHECKS = (
    Check(
        "deskundigenoordeel-werknemer",
        Text("Bij uw aanvraag van een deskundigenoordeel", "With your application for an expert opinion"),
    ),
    Check(
        "deskundigenoordeel-werkgever",
        Text("Bij uw aanvraag van een deskundigenoordeel", "With your application for an expert opinion"),
    ),
    Check(
        "plan-van-aanpak-spoor-2",
        Text("Bij het plan van aanpak spoor 2", "With the Track 2 plan of action"),
        own=filecheck_own.own_answers,
    ),
    Check(
        "onderbouwing-afwijking-deskundigenoordeel",
        Text(
            "Intern voorblad bij de onderbouwing van de afwijking", "Internal cover sheet to the reasons for departing"
        ),
        filecheck_own.strength(),
        filecheck_own.ten_points,
    ),
)


class Sheet(PlanHouse):
    """A sheet its writer keeps: never signed, and with small tables, so that a usual case fits on a page."""

    def __init__(self, language: Language, title: Text, running: Text) -> None:
        super().__init__(language, title, running)
        for style in _STYLES:
            add_style(self.document, style)
        page: Section = self.document.sections[0]
        page.top_margin, page.bottom_margin = _TOP, _BOTTOM
        heading: Any = self.document.styles["Heading 1"]
        heading.paragraph_format.space_before = _ABOVE

    def around(self, running: Text) -> None:
        """Header and footer without the marks of a draft or a reading copy."""
        sheet_frame(self.document, self.language, running, NOTICE)


def build(folder: Path) -> None:
    """Writes the file check of every form in both languages into the folder; the same bytes every time."""
    for check in CHECKS:
        for language in LANGUAGES:
            (folder / NAME.format(check.form, language)).write_bytes(check.template(language).bytes())


# ---- whose case, and how it stands ----------------------------------------------------------------------------------


def _head(house: PlanHouse, subject: Text) -> None:
    house.p(
        say("Alleen voor uzelf: deel dit blad niet met anderen", "For yourself only: do not share this sheet"),
        style="Kicker",
    )
    house.p(say(TITLE.nl, TITLE.en), style="Title")
    house.p(say(subject.nl, subject.en), style="Subtitle")
    house.facts(
        Text("Om wie het gaat", "Whose case this is"),
        (
            (
                fact("Werknemer", "Employee", alike("{{ full_name }}")),
                fact("Werkgever", "Employer", alike("{{ employer_name }}")),
            ),
            (
                fact("Eerste ziektedag", "First sick day", alike("{{ first_sick_day }}")),
                fact("Gemaakt op", "Made on", alike("{{ today }}")),
            ),
        ),
        label=28,
    )


def _verdict() -> tuple[Sentence, ...]:
    """What the checks found, in numbers, and where to begin."""
    return (
        say(
            "**Let op: er is een reden om te stoppen.** Lees eerst wat er bij Stop staat.",
            "**Please note: there is a reason to stop.** First read what it says at Stop.",
            when="tally.stop",
        ),
        say(
            "**Rood:\u00a0{{ tally.red }}. Oranje:\u00a0{{ tally.amber }}.**",
            "**Red:\u00a0{{ tally.red }}. Amber:\u00a0{{ tally.amber }}.**",
            when="tally.red or tally.amber",
        ),
        say(
            "**Er zijn geen rode of oranje punten gevonden.**",
            "**No red or amber points were found.**",
            when="not (tally.stop or tally.red or tally.amber)",
        ),
        say(
            "Los rood op voordat u iets verstuurt of deelt.",
            "Solve red before you send or share anything.",
            "tally.red",
        ),
        say(
            "Los oranje op, of leg in het dossier vast waarom het zo is.",
            "Solve amber, or record in the file why it is so.",
            when="tally.amber",
        ),
    )


def _complete() -> Sentence:
    return say(
        "{% if completeness.open %}Van de {{ completeness.parts }} onderdelen van de vragenlijst zijn er"
        " {{ completeness.complete }} compleet.{% else %}Alle {{ completeness.parts }} onderdelen van de vragenlijst"
        " zijn compleet.{% endif %}",
        "{% if completeness.open %}Of the {{ completeness.parts }} parts of the questionnaire"
        " {{ completeness.complete }} are complete.{% else %}All {{ completeness.parts }} parts of the questionnaire"
        " are complete.{% endif %}",
    )


# ---- what was found -------------------------------------------------------------------------------------------------


def _findings(house: PlanHouse) -> None:
    """Every finding, the gravest first; a word about health is not said again."""
    with house.section("Wat beter kan, en hoe", "What can be better, and how", when="findings"):
        house.table(
            Text("Punten om op te lossen of uit te leggen", "Points to solve or to explain"),
            "one in shortlist.full",
            (
                Column(Text("Niveau", "Level"), 17, _LEVEL, "Check Text"),
                Column(
                    Text("Wat er is, en wat u kunt doen", "What there is, and what you can do"),
                    81,
                    Text(_sentence(_HEALTH.nl), _sentence(_HEALTH.en)),
                    "Check Text",
                ),
                Column(
                    Text("Waar in de vragenlijst, en wie dit zegt", "Where it is asked, and who says so"),
                    62,
                    _SOURCE,
                    "Check Note",
                ),
            ),
        )
        house.table(
            Text("Andere punten, kort", "Other points, in brief"),
            "one in shortlist.brief",
            (
                Column(Text("Niveau", "Level"), 17, _COLOUR, "Check Text"),
                Column(Text("Ook dit, in het kort", "This as well, in brief"), 143, _BRIEF, "Check Text"),
            ),
        )
        house.p(
            say(
                "En nog {{ shortlist.more }} {% if shortlist.more == '1' %}punt{% else %}punten{% endif %}: zie"
                " Controleer uw antwoorden in de vragenlijst.",
                "And {{ shortlist.more }} more: see Check your answers in the questionnaire.",
                when="shortlist.more",
            ),
            style="Check Lead",
        )


def _open_questions(house: PlanHouse) -> None:
    with house.section("Wat nog ontbreekt", "What is still missing", when="completeness.open"):
        house.table(
            Text("Onderdelen die nog niet compleet zijn", "Parts that are not complete yet"),
            "part in completeness.open",
            (
                Column(Text("Onderdeel", "Part"), 60, "{{ part.title }}", "Check Text"),
                Column(Text("Nog te beantwoorden", "Still to answer"), 100, _ASKS, "Check Text"),
            ),
        )
        house.p(
            say(
                "En nog {{ completeness.more }} {% if completeness.more == '1' %}onderdeel{% else %}onderdelen"
                "{% endif %}: zie Controleer uw antwoorden in de vragenlijst.",
                "And {{ completeness.more }} more {% if completeness.more == '1' %}part{% else %}parts{% endif %}: see"
                " Check your answers in the questionnaire.",
                when="completeness.more",
            ),
            style="Check Lead",
        )


def _calendar(house: PlanHouse) -> None:
    """Which week it is, and what should be done by now."""
    with house.section("Waar u nu hoort te zijn", "Where you should be by now", when="standing"):
        house.p(alike("{{ standing.week }}", when="standing"), _to_look_up(), style="Check Lead")
        with house.when("standing.due or standing.done or standing.next"):
            house.rows(
                Text("De kalender vandaag", "The calendar today"),
                (Column(Text("", ""), 36, style="Check Label"), Column(Text("", ""), 124, style="Check Text")),
                filecheck_own.lines(
                    ("standing.due", Text("Hoort klaar te zijn", "Should be done"), "{{ standing.due|join('; ') }}"),
                    ("standing.done", Text("Gedaan", "Done"), "{{ standing.done|join('; ') }}"),
                    ("standing.next", Text("Hierna", "Next"), "{{ standing.next }}"),
                ),
                kept=False,
            )


def _to_look_up() -> Sentence:
    return say(
        "Zit wat klaar hoort te zijn ook in het dossier?",
        "Is what should be done in the file too?",
        when="standing.due",
    )


def _closing(house: PlanHouse) -> None:
    house.p(
        say(
            "Dit is onze checklist, geen oordeel van UWV. UWV beoordeelt het dossier zelf. “Niet bevestigd” betekent:"
            " wij vonden dit niet in een bron die wij konden lezen. Vraag het na voordat u erop vertrouwt.",
            "This is our checklist, not a judgement of UWV. UWV judges the file itself. “Unconfirmed” means: we did not"
            " find this in a source that we could read. Ask before you rely on it.",
        ),
        style="Check Closing",
    )


_LEVEL = Text(
    "**{% if one.level == 'stop' %}Stop{% elif one.level == 'red' %}Rood{% elif one.level == 'amber' %}Oranje"
    "{% else %}Let op{% endif %}**{% if one.name|first == 'R' %}\n{{ one.name }}{% endif %}",
    "**{% if one.level == 'stop' %}Stop{% elif one.level == 'red' %}Red{% elif one.level == 'amber' %}Amber"
    "{% else %}Note{% endif %}**{% if one.name|first == 'R' %}\n{{ one.name }}{% endif %}",
)
_COLOUR = Text(*(words[: words.index("**{% if one.name")] + "**" for words in (_LEVEL.nl, _LEVEL.en)))
_ASKS = Text(
    "{{ part.questions|join(' · ') }}{% if part.more %} · en nog {{ part.more }}{% endif %}",
    "{{ part.questions|join(' · ') }}{% if part.more %} · and {{ part.more }} more{% endif %}",
)
_HEALTH = Text(
    "Bij “{{ one.ask }}” staan woorden over gezondheid. Schrijf wat iemand in het werk wel en niet kan.",
    "Your answer to “{{ one.ask }}” holds words about health. Write what someone can and cannot do at work.",
)
_BRIEF = Text(
    *(
        f"{{% if one.name == 'privacy' %}}{words}{{% else %}}{{{{ one.brief }}}}{{% endif %}}"
        for words in (
            "Bij “{{ one.ask }}” staan woorden over gezondheid.",
            "Your answer to “{{ one.ask }}” holds words about health.",
        )
    )
)
_PLACE = "{{ one.section }}{% if one.item %}: {{ one.item }}{% endif %}\n"
_SOURCE = Text(
    _PLACE + "{% if one.source %}{{ one.source }}{% else %}Ons eigen advies{% endif %}"
    "{% if one.unconfirmed %} – **niet bevestigd**{% endif %}",
    _PLACE + "{% if one.source %}{{ one.source }}{% else %}Our own advice{% endif %}"
    "{% if one.unconfirmed %} – **unconfirmed**{% endif %}",
)


def _sentence(instead: str) -> str:
    return f"{{% if one.name == 'privacy' %}}{instead}{{% else %}}{{{{ one.sentence }}}}{{% endif %}}"
