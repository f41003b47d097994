"""The part of the employee's letter that says who thinks what, what was tried, and what follows."""

from formgen.text import Text
from templates.source import both
from templates.source.house import House
from templates.source.sentences import Sentence, say


def views(house: House) -> None:
    """The dispute, the standpoints, what was tried, pay, a court case and what was agreed."""
    _dispute(house)
    _own_view(house)
    _others(house)
    _tried(house)
    _pay(house)
    _court(house)
    _follow_up(house)


def _dispute(house: House) -> None:
    with house.section("Waarover wij van mening verschillen", "What we disagree about"):
        house.p(say("{{ dispute }}", "{{ dispute }}"))


def _own_view(house: House) -> None:
    with house.section("Mijn standpunt", "My view"):
        house.p(say("{{ own_view }}", "{{ own_view }}"))


# ---- the others -----------------------------------------------------------------------------------------------------


def _others(house: House) -> None:
    with house.section("Standpunt van de anderen", "The view of the others"):
        house.p(*_physician())
        both.limits(house)
        house.p(
            say(
                "**Andere bedrijfsarts (second opinion van {{ second_opinion_date }}).** {{ second_opinion_outcome }}",
                "**Other physician (second opinion of {{ second_opinion_date }}).** {{ second_opinion_outcome }}",
            )
        )
        both.labour_expert(house)
        house.p(say("**Werkgever.** {{ other_view }}", "**Employer.** {{ other_view }}"))


def _physician() -> tuple[Sentence, ...]:
    found = (
        ("fit", "ik mijn eigen werk volledig kan doen", "I can fully do my own work"),
        ("fit_later", "ik mijn eigen werk later weer volledig kan doen", "I can fully do my own work again later"),
        ("partly", "ik mijn eigen werk voor een deel kan doen", "I can do part of my own work"),
        ("adapted", "ik aangepast of ander werk kan doen", "I can do adapted or other work"),
        ("unfit", "ik mijn eigen werk niet kan doen", "I cannot do my own work"),
        ("no_capacity", "ik nu helemaal niet kan werken", "I cannot work at all now"),
    )
    able = Text("ik mijn eigen werk kan doen", "I can do my own work")
    return both.physician(found, able, Text("mijn werk", "my work"))


# ---- what was tried -------------------------------------------------------------------------------------------------


def _tried(house: House) -> None:
    both.tried(
        house,
        say(
            "Ik heb mijn werkgever op {{ informed_date }} verteld dat ik dit oordeel aanvraag.",
            "I told my employer on {{ informed_date }} that I ask for this opinion.",
        ),
        say(
            "Mijn werkgever weet nog niet dat ik dit oordeel aanvraag.",
            "My employer does not know yet that I ask for this opinion.",
            when="informed_other|is('no')",
        ),
    )


# ---- pay, court, what follows ---------------------------------------------------------------------------------------


def _pay(house: House) -> None:
    with house.section("Mijn loon", "My pay"):
        house.p(*_pay_dispute(), *_pay_now(), *_pay_warning())
        house.p(
            say(
                "Mijn werkgever geeft deze reden. {{ pay_reason }}",
                "My employer gives this reason. {{ pay_reason }}",
            )
        )


def _pay_now() -> tuple[Sentence, ...]:
    return (
        say(
            "Mijn werkgever betaalt mijn loon gewoon door.",
            "My employer keeps paying me as usual.",
            "pay_action|is('none')",
        ),
        say(
            "Mijn loon wordt nu nog betaald. Mijn werkgever heeft aangekondigd dat het vanaf {{ pay_date }}"
            " stopt of minder wordt.",
            "I am still paid now. My employer has announced that my pay will stop or be reduced from {{ pay_date }}.",
            when="pay_action|is('announced')",
        ),
        say(
            "Mijn werkgever heeft mijn loon opgeschort vanaf {{ pay_date }}.",
            "My employer has suspended my pay from {{ pay_date }}.",
            when="pay_action|is('suspended')",
        ),
        say(
            "Mijn werkgever heeft mijn loon stopgezet vanaf {{ pay_date }}.",
            "My employer has stopped my pay from {{ pay_date }}.",
            when="pay_action|is('stopped')",
        ),
        say(
            "Mijn werkgever betaalt {% if pay_percentage %}{{ pay_percentage }} van mijn loon{% else %}minder loon"
            "{% endif %} vanaf {{ pay_date }}.",
            "My employer has paid {% if pay_percentage %}{{ pay_percentage }} of my pay{% else %}less{% endif %} from"
            " {{ pay_date }}.",
            when="pay_action|is('lowered')",
        ),
    )


def _pay_warning() -> tuple[Sentence, ...]:
    return (
        say(
            "Ik ben daarvoor gewaarschuwd in een brief of e-mail van {{ pay_warned_date }}.",
            "I was warned about this in a letter or email of {{ pay_warned_date }}.",
        ),
        say(
            "Ik ben daarvoor niet vooraf schriftelijk gewaarschuwd.",
            "I was not warned about this in writing beforehand.",
            when="pay_warned|is('no')",
        ),
    )


def _pay_dispute() -> tuple[Sentence, ...]:
    return (
        say(
            "Mijn werkgever en ik zijn het oneens over mijn loon.",
            "My employer and I disagree about my pay.",
            "pay_dispute|is('yes')",
        ),
        say(
            "Over mijn loon verschillen wij niet van mening.",
            "We do not disagree about my pay.",
            "pay_dispute|is('no')",
        ),
    )


def _court(house: House) -> None:
    hearing = say(
        "De zitting is op {{ hearing_date }}. Ik vraag daarom om een oordeel vóór die datum.",
        "The hearing is on {{ hearing_date }}. I therefore ask for an opinion before that date.",
    )
    both.court(house, hearing)


def _follow_up(house: House) -> None:
    with house.section("Afspraken over het vervolg", "What we agreed about what follows"):
        house.p(
            say(
                "Mijn werkgever en ik hebben afgesproken dat wij ons bij het oordeel neerleggen.",
                "My employer and I have agreed that we will accept the opinion.",
                when="agreement_after|is('accept')",
            ),
            say(
                "Mijn werkgever en ik hebben afgesproken dat wij naar een bemiddelaar gaan als wij het na het"
                " oordeel nog"
                " oneens zijn.",
                "My employer and I have agreed to go to a mediator if we still disagree after the opinion.",
                when="agreement_after|is('mediation')",
            ),
            say(
                "Mijn werkgever en ik zijn het niet eens geworden over wat wij na het oordeel doen.",
                "My employer and I could not agree on what to do after the opinion.",
                when="agreement_after|is('no_agreement')",
            ),
            say(
                "Mijn werkgever en ik hebben nog niet besproken wat wij na het oordeel doen.",
                "My employer and I have not discussed yet what to do after the opinion.",
                when="agreement_after|is('not_discussed')",
            ),
        )
