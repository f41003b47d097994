"""The end of the employee's letter: help, enclosures, the signature, and every answer once more."""

from formgen.text import Text
from templates.source import passages
from templates.source.house import House, Signer
from templates.source.measures import BODY
from templates.source.sentences import Sentence, say


def contact(house: House) -> None:
    """Who helps the applicant, what they may do, and whether an interpreter is needed."""
    with house.section("Hulp en contact", "Help and contact"):
        house.p(say("**Bereikbaar.** {{ reach|upper_first }}", "**Best time to reach me.** {{ reach|upper_first }}"))
        house.p(
            say(
                "{{ representative_name|upper_first }}{% if representative_organisation %} van"
                " {{ representative_organisation }}{% endif %} mag mij in deze aanvraag helpen.",
                "{{ representative_name|upper_first }}{% if representative_organisation %} of"
                " {{ representative_organisation }}{% endif %} may help me with this application.",
            ),
            say(
                "Deze persoon is te bereiken op {{ representative_phone }}{% if representative_email %} en"
                " {{ representative_email }}{% endif %}.",
                "This person can be reached at {{ representative_phone }}{% if representative_email %} and"
                " {{ representative_email }}{% endif %}.",
            ),
            say("Het adres is {{ representative_address }}.", "The address is {{ representative_address }}."),
        )
        house.p(say("Deze persoon mag:", "This person may:", when="representative_may"), style="Lead In")
        house.bullets("right in representative_may", "{{ right|lower_first }}")
        house.p(
            say(
                "Voor een gesprek heb ik een tolk nodig (taal: {{ interpreter_language }}).",
                "I need an interpreter for a conversation (language: {{ interpreter_language }}).",
            )
        )


def enclosures(house: House) -> None:
    """The papers that go along, numbered."""
    passages.enclosures(
        house,
        Text("Bijlagen bij deze brief", "Enclosures with this letter"),
        _OWN_WORDS,
        say("**Papieren die ik niet heb.** {{ papers_missing }}", "**Papers I do not have.** {{ papers_missing }}"),
    )


_OWN_WORDS = {  # papers the form names with "you" and "your"
    "fitness_letter": Text(
        "Bericht van de bedrijfsarts over mijn eigen werk", "The physician's message on my own work"
    ),
    "capacity_letter": Text("Bericht van de bedrijfsarts over wat ik kan", "The physician's message on what I can do"),
    "pay_letters": Text("Brieven over mijn loon en waarschuwingen", "Letters about my pay and warnings"),
    "views": Text(
        "Visie van mijn werkgever of de arbodienst", "View of my employer or the occupational health service"
    ),
}


def signature(house: House) -> None:
    """Where the applicant signs; in a draft what is still missing, in the reading copy where to sign."""
    with house.when("concept"):
        passages.still_missing(
            house,
            Text("Deze brief is nog niet klaar om te ondertekenen.", "This letter is not ready to be signed yet."),
        )
    with house.when("not concept"):
        house.p(*_statements(), style="Closing")
        if house.language == "en":
            house.p(*_signed_elsewhere())
        else:
            _signatures(house)


def _signed_elsewhere() -> tuple[Sentence, ...]:
    """What a reading copy says in the place of the signatures."""
    return (
        say("", "You sign the Dutch letter, not this reading copy."),
        say("", "The place on it is {{ signing_place }}."),
        say("", "The date on it is {{ signing_date }}."),
        say(
            "",
            "For your employer {{ employer_signer }}"
            "{% if employer_signer_role %} ({{ employer_signer_role }}){% endif %} signs it.",
        ),
    )


def _statements() -> tuple[Sentence, ...]:
    return (
        say(
            f"Ik werk mee aan het onderzoek van {BODY}.",
            f"I will cooperate with the examination by {BODY}.",
            when="cooperate|is('yes')",
        ),
        say(
            "Ik weet dat UWV voor elke vraag kosten in rekening brengt.",
            "I know that UWV charges a fee for each question.",
            when="costs_known|is('yes') and not cao_body_name",
        ),
        say(
            "Ik heb deze brief naar waarheid geschreven.",
            "I have written this letter truthfully.",
            when="truthful|is('yes')",
        ),
    )


def _signatures(house: House) -> None:
    blanks = ((Text("Plaats", "Place"), "signing_place"), (Text("Datum", "Date"), "signing_date"))
    employee = Signer(Text("Werknemer", "Employee"), "\n{{ full_name }}", blanks)
    employer = Signer(
        Text("Werkgever", "Employer"),
        "\n{{ employer_name }}{% if employer_signer %}\n{{ employer_signer }}"
        "{% if employer_signer_role %}, {{ employer_signer_role }}{% endif %}{% endif %}",
        tuple((label, "") for label, _ in blanks),
    )
    with house.when("joint|is('yes')"):
        house.sign(passages.SIGNATURE, employee, employer)
    with house.when("not joint|is('yes')"):
        house.sign(passages.SIGNATURE, employee)


def everything(house: House) -> None:
    """The short answers section by section, from a new page; the longer ones are the letter itself."""
    passages.everything(
        house,
        Text("De langere teksten staan in de brief hierboven.", "The longer texts are in the letter above."),
    )
