"""The plan for Track 2: what every plan says, in the order of its sixteen sections."""

from pathlib import Path

from formgen.text import LANGUAGES, Language, Text
from templates.source import plan_course, plan_end, plan_person
from templates.source.house import Column, Fact, Line
from templates.source.passages import NAMED, only_to_read
from templates.source.plan_house import PlanHouse
from templates.source.sentences import Sentence, say

NAME = "plan-van-aanpak-spoor-2.{}.docx"
TITLE = Text("Plan van aanpak spoor 2", "Track 2 plan of action")
RUNNING = Text(f"Plan van aanpak spoor 2{NAMED}", f"Track 2 plan of action{NAMED}")


def build(folder: Path) -> None:
    """Writes the plan in Dutch and English into the folder; the same bytes every time."""
    for language in LANGUAGES:
        (folder / NAME.format(language)).write_bytes(plan(language).bytes())


def plan(language: Language) -> PlanHouse:
    """The whole plan in one language, in the order in which it is read."""
    house = PlanHouse(language, TITLE, RUNNING)
    _opening(house)
    _parties(house)
    _reason(house)
    plan_person.capacity(house)
    plan_person.profile(house)
    plan_person.search_profile(house)
    plan_person.labour_market(house)
    plan_course.distance(house)
    plan_course.training(house)
    plan_course.applying(house)
    plan_course.activities(house)
    plan_course.budget(house)
    plan_course.reporting(house)
    plan_end.rights(house)
    plan_end.consequences(house)
    plan_end.privacy(house)
    plan_end.signature(house)
    plan_end.calendar(house)
    return house


# ---- the head of the plan -------------------------------------------------------------------------------------------


def _opening(house: PlanHouse) -> None:
    only_to_read(house, "plan", "sign")
    house.p(
        say("Re-integratie bij een andere werkgever", "Reintegration with another employer"),
        style="Kicker",
    )
    house.p(say(TITLE.nl, TITLE.en), style="Title")
    house.p(
        say(
            "Van {{ job_title }} naar passend werk{% if max_hours_week %}, ten hoogste {{ max_hours_week }} uur per"
            " week{% endif %}",
            "From {{ job_title }} to suitable work{% if max_hours_week %}, at most {{ max_hours_week }} hours a"
            " week{% endif %}",
        ),
        say("Werk zoeken dat past", "Looking for work that fits", when="not job_title"),
        style="Subtitle",
    )
    _facts(house)
    house.p(*_summary(), style="Callout")


def _facts(house: PlanHouse) -> None:
    house.facts(
        Text("Gegevens bij dit plan", "Details of this plan"),
        (
            (_fact("Werknemer", "Employee", "{{ full_name }}"), _fact("Werkgever", "Employer", "{{ employer_name }}")),
            (
                _fact("Eerste ziektedag", "First sick day", "{{ first_sick_day }}"),
                _fact("Week nu", "Week now", "{{ week_now }}"),
            ),
            (
                _fact("Start spoor 2", "Track 2 starts", "{{ track2_date }}"),
                _fact("Einde traject", "Trajectory ends", "{{ track2_end }}"),
            ),
            (
                Fact(
                    Text("Versie", "Version"),
                    (say("{{ plan_version }} van {{ today }}", "{{ plan_version }} of {{ today }}"),),
                ),
                _fact(
                    "Begeleiding",
                    "Guidance",
                    "{% if track2_agency %}{{ track2_agency }}{% else %}{{ guide_name }}{% endif %}",
                    when="track2_agency or guide_name",
                ),
            ),
        ),
        label=28,
    )


def _fact(nl: str, en: str, words: str, when: str = "") -> Fact:
    return Fact(Text(nl, en), (say(words, words, when),))


def _summary() -> tuple[Sentence, ...]:
    """What the plan comes down to, for whoever reads only page 1."""
    many = (
        "{% if directions|length == 1 %}, in één richting{% elif directions %}, in {{ directions|length }}"
        " richtingen{% endif %}"
    )
    some = (
        "{% if directions|length == 1 %}, in one direction{% elif directions %}, in {{ directions|length }}"
        " directions{% endif %}"
    )
    return (
        say("**In het kort.**", "**In short.**"),
        say(
            "Binnen {{ employer_name }} is geen blijvend passend werk gevonden.",
            "Within {{ employer_name }} no lasting suitable work was found.",
            when="track1_jobs",
        ),
        say(
            "{{ full_name }} zoekt{% if track2_agency %} met {{ track2_agency }}{% endif %} werk bij een andere"
            f" werkgever{many}.",
            "{{ full_name }} looks{% if track2_agency %} with {{ track2_agency }}{% endif %} for work with another"
            f" employer{some}.",
        ),
        *_start(),
        say(
            "De betrokkenen kijken {% if plan_evaluations|length == 1 %}één keer samen terug, op"
            "{% else %}{{ plan_evaluations|length }} keer samen terug, voor het eerst op{% endif %}"
            " {{ plan_evaluations[0].evaluation_date }}.",
            "Those involved look back together {% if plan_evaluations|length == 1 %}once, on"
            "{% else %}{{ plan_evaluations|length }} times, first on{% endif %}"
            " {{ plan_evaluations[0].evaluation_date }}.",
            when="plan_evaluations and plan_evaluations[0].evaluation_date",
        ),
    )


def _start() -> tuple[Sentence, ...]:
    """When Track 2 began or begins."""
    return (
        say("Spoor 2 begon op {{ track2_date }}.", "Track 2 started on {{ track2_date }}.", "track2_started|is('yes')"),
        say(
            "Spoor 2 begint op {{ track2_date }}.",
            "Track 2 starts on {{ track2_date }}.",
            "not track2_started|is('yes')",
        ),
    )


# ---- 1 and 2 --------------------------------------------------------------------------------------------------------


def _parties(house: PlanHouse) -> None:
    columns = (
        Column(Text("Rol", "Role"), 34),
        Column(Text("Naam en organisatie", "Name and organisation"), 72),
        Column(Text("Bereikbaar", "Contact"), 54),
    )
    with house.chapter("Gegevens en partijen", "Details and parties"):
        house.rows(Text("Partijen", "Parties"), columns, (*_employment(), *_helpers()), kept=False)
        with house.when("agency_criteria and not agency_criteria|has('none')"):
            house.p(say("Waarom dit bureau is gekozen:", "Why this agency was chosen:"), style="Lead In")
            house.bullets("reason in agency_criteria", "{{ reason }}")


def _employment() -> tuple[Line, ...]:
    born = Text(
        "{{ full_name }}{% if birth_date %}, geboren {{ birth_date }}{% endif %}{% if job_title %}\n{{"
        " job_title|upper_first }}"
        "{% if contract_hours %}, {{ contract_hours }} uur per week{% endif %}{% endif %}{% if city %}\n{{ city"
        " }}{% endif %}",
        "{{ full_name }}{% if birth_date %}, born {{ birth_date }}{% endif %}{% if job_title %}\n{{"
        " job_title|upper_first }}"
        "{% if contract_hours %}, {{ contract_hours }} hours a week{% endif %}{% endif %}{% if city %}\n{{ city"
        " }}{% endif %}",
    )
    size = "{% if employer_size %}\n{{ employer_size }} "
    firm = (
        "{{ employer_name }}{% if employer_city %}, {{ employer_city }}{% endif %}"
        "{% if employer_kvk %}\nKvK {{ employer_kvk }}{% endif %}"
    )
    contact = "{{ contact_name }}{% if contact_role %}, {{ contact_role }}{% endif %}{% endif %}"
    return (
        Line((Text("Werknemer", "Employee"), born, _reach("phone", "email")), "full_name"),
        Line(
            (
                Text("Werkgever", "Employer"),
                Text(
                    f"{firm}{size}werknemers{{% endif %}}{{% if contact_name %}}\nContact: {contact}",
                    f"{firm}{size}employees{{% endif %}}{{% if contact_name %}}\nContact: {contact}",
                ),
                _reach("contact_phone", "contact_email"),
            ),
            "employer_name",
        ),
    )


def _helpers() -> tuple[Line, ...]:
    coach = (
        "{{ track2_agency }}{% if agency_kvk %}\nKvK {{ agency_kvk }}{% endif %}{% if agency_coach %}\nCoach:"
        " {{ agency_coach }}{% endif %}"
    )
    mark = "{% if agency_quality_mark|is('yes') %}"
    return (
        Line(
            (
                Text("Re-integratiebureau", "Reintegration agency"),
                Text(
                    coach + mark + "\nHet bureau heeft een keurmerk{% endif %}",
                    coach + mark + "\nThe agency has a quality mark{% endif %}",
                ),
                _reach("agency_phone", "agency_email"),
            ),
            "track2_agency",
        ),
        Line(
            (Text("Begeleiding door de werkgever", "Guidance by the employer"), "{{ guide_name }}", ""),
            "guided_by|is('employer') and guide_name",
        ),
        Line((Text("Casemanager", "Case manager"), "{{ case_manager }}", "{{ case_manager_phone }}"), "case_manager"),
        Line(
            (
                Text("Bedrijfsarts", "Occupational physician"),
                "{{ physician_name }}{% if physician_name and ohs_name %}, {% endif %}{{ ohs_name }}",
                "{{ ohs_phone }}",
            ),
            "physician_name or ohs_name",
        ),
        Line(
            (Text("Arbeidsdeskundige", "Labour expert"), "{{ labour_expert }}", "{{ labour_expert_phone }}"),
            "labour_expert",
        ),
    )


def _reach(phone: str, email: str) -> str:
    return f"{{{{ {phone} }}}}{{% if {email} %}}{{% if {phone} %}}\n{{% endif %}}{{{{ {email} }}}}{{% endif %}}"


def _reason(house: PlanHouse) -> None:
    with house.chapter("Aanleiding en onderbouwing", "Reason and substantiation"):
        with house.section("Waarom spoor 2 nu begint", "Why Track 2 starts now", level=2):
            house.p(say("{{ start_reason }}", "{{ start_reason }}"))
            house.p(*_start(), *_waits())
            house.p(*_evaluation())
            house.p(*_assessment())
            house.p(
                say(
                    "De werknemer was tussendoor hersteld. Die tijd telt niet mee:",
                    "The employee recovered in between. That time does not count:",
                    when="interruptions",
                ),
                style="Lead In",
            )
            house.bullets(
                "gap in interruptions",
                Text(
                    "Hersteld{% if gap.recovered_from %} vanaf {{ gap.recovered_from }}{% endif %}"
                    "{% if gap.sick_again %}, weer ziek vanaf {{ gap.sick_again }}{% endif %}",
                    "Recovered{% if gap.recovered_from %} from {{ gap.recovered_from }}{% endif %}"
                    "{% if gap.sick_again %}, ill again from {{ gap.sick_again }}{% endif %}",
                ),
            )
        with house.section("Wat binnen het bedrijf is onderzocht", "What was examined inside the company", level=2):
            _track1(house)
        with house.section("Visie van werkgever en werknemer", "Views of employer and employee", level=2):
            house.p(say("**Werkgever.** {{ employer_vision }}", "**Employer.** {{ employer_vision }}"))
            house.p(say("**Werknemer.** {{ employee_vision }}", "**Employee.** {{ employee_vision }}"))


def _waits() -> tuple[Sentence, ...]:
    """Why Track 2 begins later or not at all, if that is claimed."""
    return (
        say(
            "De werknemer komt waarschijnlijk binnen {{ facts.return_soon }} terug in het eigen of aangepaste werk.",
            "The employee will probably return to their own or adapted work within {{ facts.return_soon }}.",
            when="track2_exception|is('return_soon')",
        ),
        say(
            "De bedrijfsarts noemt {{ return_expected_date }} als datum van terugkeer.",
            "The occupational physician gives {{ return_expected_date }} as the date of return.",
        ),
        say(
            "Volgens de werkgever zijn er geen realistische mogelijkheden op de arbeidsmarkt.",
            "According to the employer there are no realistic possibilities on the labour market.",
            when="track2_exception|is('no_chances')",
        ),
    )


def _evaluation() -> tuple[Sentence, ...]:
    return (
        say(
            "**Eerstejaarsevaluatie.** De evaluatie was op {{ first_year_evaluation_date }}.",
            "**First-year evaluation.** The evaluation was on {{ first_year_evaluation_date }}.",
        ),
        say(
            "**Eerstejaarsevaluatie.** De evaluatie is gepland op {{ first_year_evaluation_planned }}.",
            "**First-year evaluation.** The evaluation is planned for {{ first_year_evaluation_planned }}.",
        ),
        say(
            "**Eerstejaarsevaluatie.** De evaluatie is nog niet gedaan.",
            "**First-year evaluation.** The evaluation has not been done yet.",
            when="first_year_evaluation|is('no')",
        ),
        say("{{ first_year_evaluation_summary }}", "{{ first_year_evaluation_summary }}"),
    )


def _assessment() -> tuple[Sentence, ...]:
    return (
        say(
            "**Arbeidsdeskundig onderzoek.** Het rapport is van {{ labour_report_date }}.",
            "**Labour-expert assessment.** The report is of {{ labour_report_date }}.",
        ),
        say(
            "**Arbeidsdeskundig onderzoek.** Het onderzoek is gepland op {{ labour_report_planned }}.",
            "**Labour-expert assessment.** The assessment is planned for {{ labour_report_planned }}.",
        ),
        say(
            "**Arbeidsdeskundig onderzoek.** Er is geen onderzoek gedaan.",
            "**Labour-expert assessment.** No assessment has been done.",
            when="labour_report|is('no')",
        ),
        say("{{ labour_report_conclusion }}", "{{ labour_report_conclusion }}"),
    )


def _track1(house: PlanHouse) -> None:
    house.p(
        say(
            "Er is een overzicht van alle functies in het bedrijf.",
            "There is an overview of all jobs in the company.",
            when="track1_overview|is('yes')",
        ),
        say(
            "Onderzocht {% if track1_jobs|length == 1 %}is deze functie{% else %}zijn deze functies{% endif %}:",
            "Examined {% if track1_jobs|length == 1 %}was this job{% else %}were these jobs{% endif %}:",
            when="track1_jobs",
        ),
        style="Lead In",
    )
    house.long_table(
        Text("Onderzochte functies binnen het bedrijf", "Jobs examined inside the company"),
        "job in track1_jobs",
        _JOBS,
        longest="(job.track1_load ~ job.track1_reason)",
    )


def _with_more(first: str, then: str, nl: str, en: str) -> Text:
    """One answer and, on a new line while `then` holds, what else there is to say."""
    before = f"{{{{ {first} }}}}{{% if {then} %}}{{% if {first} %}}\n{{% endif %}}"
    return Text(f"{before}{nl}{{% endif %}}", f"{before}{en}{{% endif %}}")


_UNNEEDED = "{% if job.track1_trainable|is('not_needed') %}{{ job.track1_trainable }}{% else %}"
_JOBS = (
    Column(Text("Functie", "Job"), 38, "{{ job.track1_job }}"),
    Column(
        Text("Wat het werk vraagt", "What the work demands"),
        45,
        _with_more(
            *("job.track1_load", "job.track1_requirements"),
            "Gevraagd: {{ job.track1_requirements }}",
            "Required: {{ job.track1_requirements }}",
        ),
    ),
    Column(
        Text("Uitkomst", "Outcome"),
        28,
        _with_more(
            *("job.track1_outcome", "job.track1_trainable"),
            f"{_UNNEEDED}Met korte scholing passend: {{{{ job.track1_trainable|lower_first }}}}{{% endif %}}",
            f"{_UNNEEDED}Suitable after short training: {{{{ job.track1_trainable|lower_first }}}}{{% endif %}}",
        ),
    ),
    Column(
        Text("Waarom niet aangeboden of gemaakt", "Why not offered or created"),
        49,
        _with_more(
            *("job.track1_reason", "job.track1_temporary|is('yes')"),
            "Ook tijdelijke plaatsen zijn bekeken.",
            "Temporary posts were looked at too.",
        ),
    ),
)
