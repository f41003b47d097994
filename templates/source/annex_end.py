"""The end of the employer's annex: contact, enclosures, the signatures, and the short answers once more."""

from formgen.text import Text
from templates.source import passages
from templates.source.house import House, Signer
from templates.source.measures import BODY
from templates.source.sentences import Sentence, say


def contact(house: House) -> None:
    """Who acts for the employer, and whether the employee cooperates and needs an interpreter."""
    with house.section("Contact en onderzoek", "Contact and examination"):
        house.p(
            say(
                "{{ absence_agency|upper_first }} handelt in dit verzuim namens ons.",
                "{{ absence_agency|upper_first }} acts for us in this absence.",
            ),
            say(
                "De casemanager is {{ case_manager }}{% if case_manager_phone %}, te bereiken op"
                " {{ case_manager_phone }}{% endif %}.",
                "The case manager is {{ case_manager }}{% if case_manager_phone %}, to be reached at"
                " {{ case_manager_phone }}{% endif %}.",
            ),
        )
        house.p(
            say(
                f"De werknemer werkt mee aan het onderzoek van {BODY}.",
                f"The employee will cooperate with the examination by {BODY}.",
                when="cooperate|is('yes')",
            ),
            say(
                f"De werknemer werkt niet mee aan het onderzoek van {BODY}.",
                f"The employee will not cooperate with the examination by {BODY}.",
                when="cooperate|is('no')",
            ),
            say(
                f"Wij weten niet of de werknemer meewerkt aan het onderzoek van {BODY}.",
                f"We do not know whether the employee will cooperate with the examination by {BODY}.",
                when="cooperate|is('unknown')",
            ),
            say(
                "De werknemer heeft voor een gesprek een tolk nodig (taal: {{ interpreter_language }}).",
                "The employee needs an interpreter for a conversation (language: {{ interpreter_language }}).",
            ),
        )


_OWN_WORDS = {  # papers whose name in the form is a sentence
    "fitness_letter": Text(
        "Bericht van de bedrijfsarts over het eigen werk", "The physician's message on the employee's own work"
    ),
    "capacity_letter": Text(
        "Bericht van de bedrijfsarts over wat de werknemer kan", "The physician's message on what the employee can do"
    ),
}


def enclosures(house: House) -> None:
    """The papers that go along, those that are lacking, and that they hold no medical data."""
    passages.enclosures(
        house,
        Text("Bijlagen bij deze onderbouwing", "Enclosures with this annex"),
        _OWN_WORDS,
        say(
            "**Papieren die wij niet hebben.** {{ papers_missing }}", "**Papers we do not have.** {{ papers_missing }}"
        ),
        say(
            "Wij hebben gekeken of er in deze papieren medische gegevens staan. Die staan er niet in.",
            "We have checked whether these papers hold medical data. They do not.",
            when="medical_free|is('yes') and enclosures",
        ),
    )


# ---- the signatures -------------------------------------------------------------------------------------------------


def signature(house: House) -> None:
    """Where the employer signs, and the employee in a joint request; in a draft what is still missing."""
    with house.when("concept"):
        passages.still_missing(
            house,
            Text("Deze bijlage is nog niet klaar om te ondertekenen.", "This annex is not ready to be signed yet."),
        )
    with house.when("not concept"):
        house.p(*_statements(), style="Closing")
        if house.language == "en":
            house.p(*_signed_elsewhere())
        else:
            _signatures(house)


def _statements() -> tuple[Sentence, ...]:
    return (
        say(
            "Wij weten dat UWV voor elke vraag kosten in rekening brengt.",
            "We know that UWV charges a fee for each question.",
            when="costs_known|is('yes') and not cao_body_name",
        ),
        say(
            "Ons kenmerk voor de betaling is {{ invoice_reference }}.",
            "Our reference for the payment is {{ invoice_reference }}.",
        ),
        say(
            "Wij hebben deze bijlage naar waarheid geschreven.",
            "We have written this annex truthfully.",
            when="truthful|is('yes')",
        ),
    )


def _signed_elsewhere() -> tuple[Sentence, ...]:
    """What a reading copy says in the place of the signatures."""
    return (
        say("", "The Dutch annex is signed, not this reading copy."),
        say("", "{{ signer_name }}{% if signer_role %} ({{ signer_role }}){% endif %} signs it for you."),
        say("", "The employee signs it as well.", when="joint|is('yes')"),
        say("", "The place on it is {{ signing_place }}."),
        say("", "The date on it is {{ signing_date }}."),
    )


def _signatures(house: House) -> None:
    blanks = ((Text("Plaats", "Place"), "signing_place"), (Text("Datum", "Date"), "signing_date"))
    employer = Signer(
        Text("Namens de werkgever", "For the employer"),
        "\n{{ employer_name }}{% if signer_name %}\n{{ signer_name }}"
        "{% if signer_role %}, {{ signer_role }}{% endif %}{% endif %}",
        blanks,
    )
    employee = Signer(Text("Werknemer", "Employee"), "\n{{ full_name }}", tuple((label, "") for label, _ in blanks))
    with house.when("joint|is('yes')"):
        house.sign(passages.SIGNATURE, employer, employee)
    with house.when("not joint|is('yes')"):
        house.sign(passages.SIGNATURE, employer)


def everything(house: House) -> None:
    """The short answers section by section, from a new page; the longer ones are the annex itself."""
    passages.everything(
        house,
        Text("De langere teksten staan in de bijlage hierboven.", "The longer texts are in the annex above."),
    )
