"""What the employee's letter and the employer's annex say in the same words; what differs between them is handed in."""

from collections.abc import Iterable

from formgen.text import Text
from templates.source.house import House
from templates.source.passages import talks
from templates.source.sentences import Sentence, say

_WHO = "{{ physician_name|upper_first }}{% if ohs_name %} {} {{ ohs_name }}{% endif %}"

# ---- the experts ----------------------------------------------------------------------------------------------------


def physician(found: Iterable[tuple[str, str, str]], able: Text, work: Text) -> tuple[Sentence, ...]:
    """What the occupational physician advised: a sentence for each conclusion (its key, Dutch, English).

    `able` says whose own work it is in "of ik mijn eigen werk kan doen", `work` in "nog niet over mijn werk".
    """
    nl_who, en_who = _WHO.replace("{}", "van"), _WHO.replace("{}", "of")
    return (
        *(
            say(
                f"**Bedrijfsarts.** {nl_who} adviseerde op {{{{ physician_date }}}} dat {nl}"
                "{% if physician_from %}, vanaf {{ physician_from }}{% endif %}.",
                f"**Occupational physician.** {en_who} advised on {{{{ physician_date }}}} that {en}"
                "{% if physician_from %}, from {{ physician_from }}{% endif %}.",
                when=f"physician_conclusion|is('{conclusion}')",
            )
            for conclusion, nl, en in found
        ),
        say(
            f"**Bedrijfsarts.** {nl_who} gaf op {{{{ physician_date }}}} advies, maar zei niet of {able.nl}.",
            f"**Occupational physician.** {en_who} gave advice on {{{{ physician_date }}}} but did not say whether"
            f" {able.en}.",
            when="physician_conclusion|is('none')",
        ),
        say(
            f"**Bedrijfsarts.** De bedrijfsarts of de arbodienst heeft nog niet over {work.nl} geadviseerd.",
            f"**Occupational physician.** The physician or the health service has not advised about {work.en} yet.",
            when="physician_seen|is('no')",
        ),
    )


def limits(house: House) -> None:
    """What else the occupational physician advised, and in what the physician sees limits."""
    house.p(say("**Verder advies.** {{ physician_note }}", "**Further advice.** {{ physician_note }}"))
    house.p(
        say("De bedrijfsarts noemt grenzen bij:", "The occupational physician mentions limits in:", when="limitations"),
        style="Lead In",
    )
    house.bullets("limit in limitations", "{{ limit|lower_first }}")
    house.p(say("**Grenzen precies.** {{ limitation_note }}", "**Limits exactly.** {{ limitation_note }}"))


def labour_expert(house: House) -> None:
    """What the labour expert found, or that there was no assessment yet."""
    house.p(
        say(
            "**Arbeidsdeskundige.** Er is nog geen arbeidsdeskundig onderzoek gedaan.",
            "**Labour expert.** There has been no labour-expert assessment yet.",
            when="labour_report|is('no')",
        ),
        say(
            "**Arbeidsdeskundige (rapport van {{ labour_report_date }}).** {{ labour_report_conclusion }}",
            "**Labour expert (report of {{ labour_report_date }}).** {{ labour_report_conclusion }}",
        ),
    )


# ---- what was tried, a court case -----------------------------------------------------------------------------------


def tried(house: House, *told_the_other: Sentence) -> None:
    """What was tried to solve it together, and whether the other knows of this application."""
    with house.section("Wat wij al hebben geprobeerd", "What we have already tried"):
        talks(house)
        house.p(
            say(
                "Wij hebben nog niet geprobeerd om er samen uit te komen.",
                "We have not tried to solve it together yet.",
                when="anything_tried|is('no')",
            ),
            say("{{ nothing_tried_reason }}", "{{ nothing_tried_reason }}"),
        )
        house.p(*told_the_other, say("{{ not_informed_reason }}", "{{ not_informed_reason }}"))


def court(house: House, hearing: Sentence) -> None:
    """A court case that is pending or planned; `hearing` asks for an opinion before its date."""
    with house.section("Rechtszaak", "Court case"):
        house.p(
            say(
                "Er loopt een rechtszaak over deze situatie.",
                "There is a court case about this situation.",
                when="court_case|is('pending')",
            ),
            hearing,
            say(
                "Er komt waarschijnlijk een rechtszaak over deze situatie.",
                "There will probably be a court case about this situation.",
                when="court_case|is('planned')",
            ),
        )


# ---- work, absence, Track 2 -----------------------------------------------------------------------------------------


def elsewhere() -> Sentence:
    """That the proposed work is with another employer."""
    return say(
        "Het gaat om ander werk bij {% if work_employer %}{{ work_employer }}{% else %}een andere"
        " werkgever{% endif %}.",
        "It is other work with {% if work_employer %}{{ work_employer }}{% else %}another employer{% endif %}.",
        "work_kind|is('other_outside')",
    )


def on_paper() -> tuple[Sentence, Sentence]:
    """Whether the proposal is in writing."""
    return (
        say("Het voorstel staat op papier.", "The proposal is in writing.", "offer_written|is('yes')"),
        say("Het voorstel staat niet op papier.", "The proposal is not in writing.", "offer_written|is('no')"),
    )


def caused_by_work(no: str = "absence_conditions|is('no')") -> tuple[Sentence, Sentence]:
    """Whether the physician says that the conditions at work cause the absence; `no`: when the physician denies it."""
    return (
        say(
            "Volgens de bedrijfsarts komt het verzuim door de omstandigheden op het werk.",
            "According to the occupational physician the absence is caused by the conditions at work.",
            when="absence_conditions|is('yes')",
        ),
        say(
            "Volgens de bedrijfsarts komt het verzuim niet door de omstandigheden op het werk.",
            "According to the occupational physician the absence is not caused by the conditions at work.",
            when=no,
        ),
    )


def track2() -> tuple[Sentence, Sentence]:
    """When Track 2 began and of which date its plan is."""
    return (
        say(
            "Spoor 2 begon op {{ track2_date }}{% if track2_agency %}, met hulp van {{ track2_agency }}{% endif %}.",
            "Track 2 began on {{ track2_date }}{% if track2_agency %}, with the help of"
            " {{ track2_agency }}{% endif %}.",
        ),
        say("Het trajectplan is van {{ track2_plan_date }}.", "The Track 2 plan is of {{ track2_plan_date }}."),
    )


def effort_track(own: Text) -> tuple[Sentence, Sentence, Sentence]:
    """On which track the effort was; `own` is the own employer as the applicant says it: "ons"."""
    return (
        say(
            f"Het gaat om werk bij {own.nl} (spoor 1).",
            f"It is about work with {own.en} (Track 1).",
            when="effort_track|is('track1')",
        ),
        say(
            "Het gaat om werk bij een andere werkgever (spoor 2).",
            "It is about work with another employer (Track 2).",
            when="effort_track|is('track2')",
        ),
        say(
            f"Het gaat om werk bij {own.nl} (spoor 1) en bij een andere werkgever (spoor 2).",
            f"It is about work with {own.en} (Track 1) and with another employer (Track 2).",
            when="effort_track|is('both')",
        ),
    )
