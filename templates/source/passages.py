"""What the letters of employee and employer share: address, a stop, papers, what is missing, the closing part."""

from collections.abc import Mapping

from formgen.text import Language, Text
from templates.source.house import LONG, Column, Fact, House
from templates.source.measures import BODY, RAIL
from templates.source.sentences import Sentence, say

NAMED = "{% if full_name %} – {{ full_name }}{% endif %}"  # behind the short title of a document
_LONG_RESULT = f"talk.talk_result|length >= {LONG}"  # characters: as a cell it would run over pages
BELOW = Text("Zie onder deze tabel.", "See below this table.")
SIGNATURE = Text("Handtekening", "Signature")


def fact(nl: str, en: str, *lines: Sentence) -> Fact:
    """A label in both languages and the lines of its value."""
    return Fact(Text(nl, en), lines)


def alike(words: str, when: str = "") -> Sentence:
    """A sentence that reads the same in both languages: a name, a number, an answer."""
    return say(words, words, when)


def told(house: House, nl: str, en: str, answer: str) -> None:
    """A heading with one long answer under it, in the applicant's own words."""
    with house.section(nl, en, level=2):
        house.p(alike(f"{{{{ {answer} }}}}"))


def address() -> tuple[Sentence, ...]:
    """The employee's address: Zeedijk 5-2, Lange Nieuwstraat 12 bis, DE 52062 Aachen."""
    postcode = "{% if postcode %}{{ postcode }} {% elif foreign_postcode %}{{ foreign_postcode }} {% endif %}"
    return (
        alike(house_on("street", "house_number", "house_addition")),
        alike(f"{postcode}{{{{ city }}}}"),
        alike(
            "{% if country_name %}{{ country_name }}{% else %}{{ country }}{% endif %}",
            when="country and not country|is('netherlands')",
        ),
    )


def house_on(street: str, number: str, addition: str) -> str:
    """Street and number; a number as addition gets a hyphen (5-2), letters a space (12 bis)."""
    joint = f"{{% if {addition}|first in '0123456789' %}}-{{% else %}} {{% endif %}}{{{{ {addition} }}}}"
    return f"{{{{ {street} }}}} {{{{ {number} }}}}{{% if {addition} %}}{joint}{{% endif %}}"


def job() -> tuple[Sentence, ...]:
    """The employee's job, its hours, and since when."""
    return (
        say(
            "{{ job_title|upper_first }}{% if contract_hours %}, {{ contract_hours }} uur per week{% endif %}",
            "{{ job_title|upper_first }}{% if contract_hours %}, {{ contract_hours }} hours per week{% endif %}",
        ),
        say(
            "in dienst {% if employment_end %}van {{ job_start }} tot en met {{ employment_end }}"
            "{% else %}sinds {{ job_start }}{% endif %}",
            "employed {% if employment_end %}from {{ job_start }} until {{ employment_end }}"
            "{% else %}since {{ job_start }}{% endif %}",
            when="job_start",
        ),
    )


def only_to_read(house: House, nl_name_in_english: str, act: str = "send") -> None:
    """At the head of a reading copy: which document is the one to send, or to sign."""
    if house.language == "en":
        sent = f"**Reading copy in English. The Dutch {nl_name_in_english} is the one you {act}.**"
        house.p(alike(f"{sent} Answers appear as they were typed."), style="Callout")


def stopped(house: House, aware: Sentence, still: Sentence) -> None:
    """That UWV normally gives no opinion here, with the reason; nothing while no such rule applies."""
    with house.when("stopped"):
        house.p(aware, style="Lead In")
        with house.each("reason in stopped"):
            house.p(alike("{{ reason }}", when="reason"), style="Quote")
        house.p(still)


def looked_at(nl: str, en: str) -> tuple[Sentence, Sentence, Sentence]:
    """The date or period the opinion is to be about, one for each kind of question; it begins "Ik vraag", "I ask"."""
    return (
        say(
            f"{nl} {BODY} te kijken naar de situatie op {{{{ assessment_date }}}}.",
            f"{en} {BODY} to look at the situation on {{{{ assessment_date }}}}.",
        ),
        say(
            f"{nl} {BODY} te kijken naar de periode van {{{{ effort_from }}}} tot en met {{{{ effort_until }}}}.",
            f"{en} {BODY} to look at the period from {{{{ effort_from }}}} up to and including {{{{ effort_until }}}}.",
        ),
        say(
            f"{nl} {BODY} te kijken naar de periode van {{{{ wga_from }}}} tot en met {{{{ wga_until }}}}.",
            f"{en} {BODY} to look at the period from {{{{ wga_from }}}} up to and including {{{{ wga_until }}}}.",
        ),
    )


# ---- what was tried, and the papers ---------------------------------------------------------------------------------


def talks(house: House) -> None:
    """A table of what was tried to solve it together; a result too long for a cell stands in full below the table."""
    house.table(
        Text("Wat wij hebben geprobeerd om er samen uit te komen", "What we tried to solve it together"),
        "talk in talks",
        (
            Column(Text("Datum", "Date"), 24, "{{ talk.talk_date|short }}"),
            Column(Text("Wat", "What"), 62, "{{ talk.talk_kind }}"),
            Column(
                Text("Wat kwam eruit", "What came of it"),
                74,
                f"{{% if {_LONG_RESULT} %}}{BELOW[house.language]}{{% else %}}{{{{ talk.talk_result }}}}{{% endif %}}",
            ),
        ),
    )
    with house.each("talk in talks"):
        lead = "**{{ talk.talk_kind }}{% if talk.talk_date %}, {{ talk.talk_date }}{% endif %}.**"
        house.told(lead, "talk.talk_result", _LONG_RESULT)


def enclosures(house: House, about: Text, own_words: Mapping[str, Text], missing: Sentence, *below: Sentence) -> None:
    """The papers that go along, numbered, and those that are `missing`.

    `own_words` names those that the form names with "you" and "your"; what is `below` stays with the signature.
    """
    with house.section("Bijlagen", "Enclosures"):
        house.table(
            about,
            "paper in enclosures",
            (
                Column(Text("Nr.", "No."), RAIL, "{{ loop.index }}"),
                Column(Text("Document", "Document"), 97, Text(paper("nl", own_words), paper("en", own_words))),
                Column(Text("Datum", "Date"), 28, "{{ paper.enclosure_date|short }}"),
                Column(Text("Bladzijden", "Pages"), 20, "{{ paper.enclosure_pages }}", "Table Number"),
            ),
            joined="not papers_missing",  # a page-long answer that stays with the next one would push rows off the page
        )
        house.p(missing)
        for sentence in below:
            house.p(sentence, style="Closing")


def paper(language: Language, own_words: Mapping[str, Text]) -> str:
    """What an enclosure is: the applicant's words, ours, or the form's."""
    known = "".join(
        f"{{% elif paper.enclosure_kind|is('{kind}') %}}{words[language]}" for kind, words in own_words.items()
    )
    other = "{% if paper.enclosure_other %}{{ paper.enclosure_other|upper_first }}"
    return f"{other}{known}{{% else %}}{{{{ paper.enclosure_kind }}}}{{% endif %}}"


# ---- the end --------------------------------------------------------------------------------------------------------


def still_missing(house: House, not_ready: Text) -> None:
    """In a draft, in the place of the signatures: that it is not ready, and which questions are still open."""
    listed = "{% for question in missing %}\n– {{ question }}{% endfor %}{% endif %}"
    house.p(
        say(
            f"**{not_ready.nl}**{{% if missing %}} Op deze vragen ontbreekt nog een antwoord:{listed}",
            f"**{not_ready.en}**{{% if missing %}} These questions still have no answer:{listed}",
        ),
        style="Callout List",
    )


def everything(house: House, longer: Text) -> None:
    """The short answers section by section, from a new page; `longer` says where the longer ones are."""
    with house.when("overview"):
        house.heading("Gegevens bij deze aanvraag", "Details of this application", fresh_page=True)
        house.p(
            say(
                f"Hieronder staan de korte antwoorden uit de vragenlijst, in de volgorde van de vragen. {longer.nl}"
                " Medische gegevens staan er niet bij.",
                f"Below are the short answers from the questionnaire, in the order of the questions. {longer.en}"
                " Medical data are not included.",
            )
        )
        with house.each("part in overview"):
            house.title_of_part("{{ part.title }}")
            house.pairs(
                Text("Vragen en antwoorden", "Questions and answers"),
                "row in part.rows",
                "row.ask",
                "row.answer",
            )
    house.end()
