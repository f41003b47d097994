"""The plan's sections on the employee: capacity, personal profile, search profile, labour market."""

from formgen.text import Language, Text
from templates.source.house import Column, Line
from templates.source.plan_house import PlanHouse
from templates.source.sentences import Sentence, say

_NONE = "–"
_IN_NUMBERS = Text("In getallen: ", "In numbers: ")
_RUBRICS = (
    ("personal", Text("Persoonlijk functioneren", "Personal functioning"), ()),
    ("social", Text("Sociaal functioneren", "Social functioning"), ()),
    ("environment", Text("Aanpassing aan de omgeving", "Adapting to the surroundings"), ()),
    (
        "movement",
        Text("Bewegen (dynamische handelingen)", "Movement (dynamic actions)"),
        (
            ("lift_kg", Text("tillen ten hoogste {{ lift_kg }} kg", "lifting at most {{ lift_kg }} kg")),
            (
                "lift_per_hour",
                Text(
                    "tillen ten hoogste {{ lift_per_hour }} keer per uur",
                    "lifting at most {{ lift_per_hour }} times an hour",
                ),
            ),
            (
                "walk_minutes",
                Text(
                    "lopen ten hoogste {{ walk_minutes }} minuten achter elkaar",
                    "walking at most {{ walk_minutes }} minutes at a time",
                ),
            ),
        ),
    ),
    (
        "posture",
        Text("Houding (statische houdingen)", "Posture (static postures)"),
        (
            (
                "stand_minutes",
                Text(
                    "staan ten hoogste {{ stand_minutes }} minuten achter elkaar",
                    "standing at most {{ stand_minutes }} minutes at a time",
                ),
            ),
            (
                "stand_hours",
                Text(
                    "staan ten hoogste {{ stand_hours }} uur per dag", "standing at most {{ stand_hours }} hours a day"
                ),
            ),
            (
                "sit_minutes",
                Text(
                    "zitten ten hoogste {{ sit_minutes }} minuten achter elkaar",
                    "sitting at most {{ sit_minutes }} minutes at a time",
                ),
            ),
        ),
    ),
    (
        "hours",
        Text("Werktijden", "Working times"),
        (
            (
                "max_hours_week",
                Text("ten hoogste {{ max_hours_week }} uur per week", "at most {{ max_hours_week }} hours a week"),
            ),
            (
                "max_hours_day",
                Text("ten hoogste {{ max_hours_day }} uur per dag", "at most {{ max_hours_day }} hours a day"),
            ),
            (
                "max_days_week",
                Text("ten hoogste {{ max_days_week }} dagen per week", "at most {{ max_days_week }} days a week"),
            ),
            ("nights|is('no')", Text("geen nachten", "no nights")),
            ("nights|is('yes')", Text("nachten zijn mogelijk", "nights are possible")),
        ),
    ),
)


def several(name: str) -> str:
    """The chosen options as one line of a table: `Eigen auto, openbaar vervoer`."""
    return (
        f"{{% for one in {name} %}}{{% if loop.first %}}{{{{ one }}}}{{% else %}}, {{{{ one|lower_first }}}}"
        "{% endif %}{% endfor %}"
    )


# ---- 3 --------------------------------------------------------------------------------------------------------------


def capacity(house: PlanHouse) -> None:
    """What the employee can do, in the six groups of the Functional Abilities List, in words of work."""
    with house.chapter("Belastbaarheid", "Work capacity"):
        house.p(*_basis(), style="Lead In")
        house.rows(
            Text("Belastbaarheid in zes onderdelen", "Work capacity in six groups"),
            (
                Column(Text("Onderdeel", "Group"), 46),
                Column(Text("Beoordeling", "Assessment"), 30),
                Column(Text("Grens in het werk", "Limit at work"), 84),
            ),
            tuple(
                Line((label, _or_dash(f"{name}_level"), _limits(name, details))) for name, label, details in _RUBRICS
            ),
            long=" ~ ".join(f"{name}_limits" for name, _, _ in _RUBRICS),
            kept=False,
        )
        house.p(*_outlook())
        _build_up(house)


def _or_dash(name: str) -> str:
    return f"{{% if {name} %}}{{{{ {name} }}}}{{% else %}}{_NONE}{{% endif %}}"


def _limits(name: str, details: tuple[tuple[str, Text], ...]) -> Text:
    """The limit as it was written and the numbers under it; a dash when there is neither."""

    def said(language: Language) -> str:
        words, above, before = f"{{{{ {name}_limits }}}}", f"{name}_limits", ""
        for when, detail in details:
            text = detail[language]
            first = f"{{% if {name}_limits %}}\n{{% endif %}}{_IN_NUMBERS[language]}"
            join = f"{{% if {before} %}}; {{% else %}}{first}{{% endif %}}" if before else first
            words += f"{{% if {when} %}}{join}{text}{{% endif %}}"
            before += f" or {when}" if before else when
            above += f" or {when}"
        return words + f"{{% if not ({above}) %}}{_NONE}{{% endif %}}"

    return Text(said("nl"), said("en"))


def _basis() -> tuple[Sentence, ...]:
    return (
        say(
            "De werknemer kan volgens de bedrijfsarts nu werken.",
            "According to the occupational physician the employee can work now.",
            when="usable_capacity|is('yes')",
        ),
        say(
            "De werknemer kan volgens de bedrijfsarts nu niet werken.",
            "According to the occupational physician the employee cannot work now.",
            when="usable_capacity|is('no')",
        ),
        say(
            "Bron: de Functionele Mogelijkhedenlijst van {{ capacity_date }}.",
            "Source: the Functional Abilities List (FML) of {{ capacity_date }}.",
            when="capacity_source|is('fml')",
        ),
        say(
            "Bron: de brief of het advies van de bedrijfsarts van {{ capacity_date }}.",
            "Source: the occupational physician's letter or advice of {{ capacity_date }}.",
            when="capacity_source|is('letter')",
        ),
        say(
            "De bedrijfsarts heeft dit nog niet op papier gezet.",
            "The occupational physician has not put this on paper yet.",
            when="capacity_source|is('none')",
        ),
        say(
            "Dit plan noemt wat iemand in het werk kan, niet waarom.",
            "This plan says what someone can do at work, not why.",
        ),
    )


def _outlook() -> tuple[Sentence, ...]:
    return (
        say(
            "**Verwachting van de bedrijfsarts.** {{ capacity_outlook }}{% if outlook_date %}, vanaf"
            " {{ outlook_date }}{% endif %}.",
            "**Expectation of the occupational physician.** {{ capacity_outlook }}{% if outlook_date %}, from"
            " {{ outlook_date }}{% endif %}.",
        ),
        say("{{ outlook_note }}", "{{ outlook_note }}"),
        say(
            "De bedrijfsarts beoordeelt dit opnieuw op {{ capacity_review_date }}.",
            "The occupational physician assesses this again on {{ capacity_review_date }}.",
        ),
    )


def _build_up(house: PlanHouse) -> None:
    with house.when("build_up"):
        house.p(say("Afgesproken opbouw in uren:", "Agreed build-up in hours:"), style="Lead In")
        house.table(
            Text("Opbouw in uren", "Build-up in hours"),
            "step in build_up",
            (
                Column(Text("Vanaf", "From"), 46, "{{ step.build_up_from }}"),
                Column(Text("Uren per week", "Hours a week"), 30, "{{ step.build_up_hours }}"),
                Column(Text("Verdeling of voorwaarde", "Division or condition"), 84, "{{ step.build_up_note }}"),
            ),
        )


# ---- 4 --------------------------------------------------------------------------------------------------------------


def profile(house: PlanHouse) -> None:
    """What the employee brings: schooling, experience, skills, availability. Nothing about health."""
    lines = (
        ("educations", Text("Opleiding", "Education"), _schooling()),
        ("past_courses", Text("Cursussen", "Courses"), "{{ past_courses }}"),
        ("work_experience", Text("Werkervaring", "Experience"), _experience()),
        ("spoken_languages", Text("Talen", "Languages"), "{{ spoken_languages }}"),
        ("digital_skills", Text("Digitaal", "Digital"), "{{ digital_skills }}"),
        ("driving_licences", Text("Rijbewijs", "Driving licence"), "{{ driving_licences|join(', ') }}"),
        ("transport", Text("Vervoer", "Transport"), several("transport")),
        ("availability", Text("Beschikbaar", "Available"), "{{ availability }}"),
        ("competences", Text("Sterk in", "Good at"), "{{ competences }}"),
        ("interests", Text("Interesse", "Interests"), "{{ interests }}"),
        ("practical_obstacles", Text("Praktisch", "Practical matters"), "{{ practical_obstacles }}"),
    )
    with house.chapter("Persoonsprofiel", "Personal profile"):
        house.rows(
            Text("Persoonsprofiel", "Personal profile"),
            (Column(Text("", ""), 30, style="Label"), Column(Text("", ""), 130, style="Value")),
            tuple(Line((label, words), name) for name, label, words in lines),
            long="past_courses ~ competences ~ interests ~ practical_obstacles",
            kept=False,
        )


def _schooling() -> Text:
    """Every schooling on a line of its own, with how it ended."""

    def said(partly: str, none: str) -> str:
        return (
            "{% for one in educations %}{% if not loop.first %}\n{% endif %}{{ one.education_level }}"
            "{% if one.education_name %}, {{ one.education_name }}{% endif %}"
            "{% if one.education_diploma|is('yes') %}, diploma"
            "{% if one.education_year %} {{ one.education_year }}{% endif %}"
            f"{{% elif one.education_diploma|is('partly') %}}, {partly}"
            f"{{% elif one.education_diploma|is('no') %}}, {none}{{% endif %}}{{% endfor %}}"
        )

    return Text(said("deels gevolgd", "geen diploma"), said("part completed", "no diploma"))


def _experience() -> Text:
    """Every job on a line of its own: where, when, and its tasks."""

    def said(now: str) -> str:
        return (
            "{% for one in work_experience %}{% if not loop.first %}\n{% endif %}{{ one.experience_job }}"
            "{% if one.experience_employer %}, {{ one.experience_employer }}{% endif %}"
            "{% if one.experience_from %}, {{ one.experience_from }} – "
            f"{{% if one.experience_until %}}{{{{ one.experience_until }}}}{{% else %}}{now}{{% endif %}}{{% endif %}}"
            "{% if one.experience_tasks %} ({{ one.experience_tasks|lower_first }}){% endif %}{% endfor %}"
        )

    return Text(said("nu"), said("now"))


# ---- 5 and 6 --------------------------------------------------------------------------------------------------------


def search_profile(house: PlanHouse) -> None:
    """The directions in which work is looked for, each with its demands beside what the employee can do."""
    with house.chapter("Zoekprofiel", "Search profile"):
        house.p(
            say(
                "De reistijd is ten hoogste {{ max_travel_minutes }} minuten, enkele reis.",
                "The journey takes at most {{ max_travel_minutes }} minutes, one way.",
            ),
            say("De regio: {{ search_region }}", "The region: {{ search_region }}"),
            style="Lead In",
        )
        house.long_table(
            Text("Zoekrichtingen", "Directions"), "row in directions", _DIRECTIONS, longest="row.direction_match"
        )


_FITS = "{{ row.direction_match }}{% if row.direction_fits %}\n"
_DIRECTIONS = (
    Column(Text("Richting", "Direction"), 35, "{{ loop.index }}. {{ row.direction }}"),
    Column(
        Text("Bedrijven en niveau", "Companies and level"),
        34,
        "{{ row.direction_sector }}{% if row.direction_level %}\n{{ row.direction_level }}{% endif %}",
    ),
    Column(
        Text("Uren en loon", "Hours and pay"),
        21,
        "{{ row.direction_hours }}{% if row.direction_pay %}\n{{ row.direction_pay }}{% endif %}",
    ),
    Column(
        Text("Wat het vraagt en of het past", "What it demands and whether it fits"),
        42,
        Text(
            _FITS + "Past: {{ row.direction_fits|lower_first }}{% endif %}",
            _FITS + "Fits: {{ row.direction_fits|lower_first }}{% endif %}",
        ),
    ),
    Column(
        Text("Kans op werk", "Chance of work"),
        28,
        "{{ row.direction_chance }}{% if row.direction_source %}\n{{ row.direction_source }}{% endif %}",
    ),
)


def labour_market(house: PlanHouse) -> None:
    """What work there is in each direction, with source and date."""
    with house.chapter("Arbeidsmarkt", "Labour market"):
        lack = "{{ row.market_lacking }}{% if row.market_conclusion %}{% if row.market_lacking %}\n{% endif %}"
        house.long_table(
            Text("Vacatures per richting", "Vacancies in each direction"),
            "row in markets",
            (
                Column(Text("Richting", "Direction"), 36, "{{ row.market_direction }}"),
                Column(Text("Vacatures", "Vacancies"), 20, "{{ row.market_vacancies }}", "Table Number"),
                Column(Text("Peildatum", "Date"), 24, "{{ row.market_date|short }}"),
                Column(
                    Text("Bron en regio", "Source and region"),
                    38,
                    "{{ row.market_source }}{% if row.market_region %}\n{{ row.market_region }}{% endif %}",
                ),
                Column(
                    Text("Wat nog ontbreekt", "What is still lacking"),
                    42,
                    Text(
                        lack + "Conclusie: {{ row.market_conclusion|lower_first }}{% endif %}",
                        lack + "Conclusion: {{ row.market_conclusion|lower_first }}{% endif %}",
                    ),
                ),
            ),
            longest="(row.market_lacking ~ row.market_conclusion)",
        )
        house.p(say("**Conclusie.** {{ market_summary }}", "**Conclusion.** {{ market_summary }}"))
