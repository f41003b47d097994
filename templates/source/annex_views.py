"""The part of the employer's annex that says who thinks what, what was tried, what happened to pay, what follows."""

from formgen.text import Text
from templates.source import both
from templates.source.house import House
from templates.source.passages import alike
from templates.source.sentences import Sentence, say


def views(house: House) -> None:
    """The standpoints of the employer and of the employee, each under its own heading."""
    with house.section("Ons standpunt", "Our view"):
        house.p(alike("{{ own_view }}"))
    with house.section("Standpunt van de werknemer", "The employee's view"):
        house.p(alike("{{ other_view }}"))


# ---- the experts ----------------------------------------------------------------------------------------------------


def advice(house: House) -> None:
    """What the occupational physician and the labour expert found, in terms of work."""
    with house.section("Advies van bedrijfsarts en arbeidsdeskundige", "Advice of physician and labour expert"):
        house.p(*_physician())
        both.limits(house)
        house.p(*_doubt())
        both.labour_expert(house)


def _physician() -> tuple[Sentence, ...]:
    found = (
        ("fit", "de werknemer het eigen werk volledig kan doen", "the employee can fully do their own work"),
        (
            "fit_later",
            "de werknemer het eigen werk later weer volledig kan doen",
            "the employee can fully do their own work again later",
        ),
        ("partly", "de werknemer het eigen werk voor een deel kan doen", "the employee can do part of their own work"),
        ("adapted", "de werknemer aangepast of ander werk kan doen", "the employee can do adapted or other work"),
        ("unfit", "de werknemer het eigen werk niet kan doen", "the employee cannot do their own work"),
        ("no_capacity", "de werknemer nu helemaal niet kan werken", "the employee cannot work at all now"),
    )
    able = Text("de werknemer het eigen werk kan doen", "the employee can do their own work")
    return both.physician(found, able, Text("het werk", "the work"))


def _doubt() -> tuple[Sentence, ...]:
    """What the employer did with a doubt about the physician's advice; nothing is said while there is no doubt."""
    return (
        say(
            "**Onze twijfel.** Wij twijfelen aan het advies van de bedrijfsarts.",
            "**Our doubt.** We doubt the advice of the occupational physician.",
            when="physician_doubt|is('yes')",
        ),
        say(
            "Wij hebben de bedrijfsarts daarover vragen gesteld.",
            "We have asked the occupational physician questions about it.",
            when="doubt_steps|has('asked_physician')",
        ),
        say(
            "Wij hebben een nieuw spreekuur gevraagd.",
            "We have asked for a new consultation.",
            when="doubt_steps|has('new_consultation')",
        ),
        say(
            "Wij hebben een arbeidsdeskundige ingeschakeld.",
            "We have brought in a labour expert.",
            when="doubt_steps|has('labour_expert')",
        ),
        say(
            "Wij hebben daar nog niets mee gedaan.",
            "We have not done anything about it yet.",
            when="doubt_steps|has('none')",
        ),
    )


# ---- what was tried, pay, court, what follows -----------------------------------------------------------------------


def afterwards(house: House) -> None:
    """What was tried, the pay, a court case, and how employer and employee go on."""
    _tried(house)
    _pay(house)
    _court(house)
    _together(house)


def _tried(house: House) -> None:
    both.tried(
        house,
        say(
            "Wij hebben de werknemer op {{ informed_date }} verteld dat wij dit oordeel aanvragen.",
            "We told the employee on {{ informed_date }} that we ask for this opinion.",
        ),
        say(
            "De werknemer weet nog niet dat wij dit oordeel aanvragen.",
            "The employee does not know yet that we ask for this opinion.",
            when="informed_other|is('no')",
        ),
    )


def _pay(house: House) -> None:
    with house.section("Het loon", "Pay"):
        house.p(*_pay_dispute(), *_pay_now())
        house.p(
            say("De reden voor deze maatregel:", "The reason for this measure:", when="pay_grounds"), style="Lead In"
        )
        other = "{% if ground|is('other') %}{}{% else %}{{ ground|lower_first }}{% endif %}"
        house.bullets(
            "ground in pay_grounds",
            say(other.replace("{}", "een andere reden"), other.replace("{}", "another reason")).words,
        )
        house.p(say("**Andere reden.** {{ pay_reason }}", "**Other reason.** {{ pay_reason }}"))
        house.p(*_pay_letters())


def _pay_now() -> tuple[Sentence, ...]:
    return (
        say(
            "Wij betalen het loon van de werknemer gewoon door.",
            "We keep paying the employee as usual.",
            "pay_action|is('none')",
        ),
        say(
            "Wij betalen het loon nu nog door. Wij hebben aangekondigd dat het vanaf {{ pay_date }} stopt of minder"
            " wordt.",
            "We still pay the employee now. We have announced that the pay will stop or be reduced from"
            " {{ pay_date }}.",
            when="pay_action|is('announced')",
        ),
        say(
            "Wij hebben het loon opgeschort vanaf {{ pay_date }}.",
            "We have suspended the pay from {{ pay_date }}.",
            when="pay_action|is('suspended')",
        ),
        say(
            "Wij hebben het loon stopgezet vanaf {{ pay_date }}.",
            "We have stopped the pay from {{ pay_date }}.",
            when="pay_action|is('stopped')",
        ),
        say(
            "Wij betalen {% if pay_percentage %}{{ pay_percentage }} van het loon{% else %}minder loon{% endif %} vanaf"
            " {{ pay_date }}.",
            "We have paid {% if pay_percentage %}{{ pay_percentage }} of the pay{% else %}less{% endif %} from"
            " {{ pay_date }}.",
            when="pay_action|is('lowered')",
        ),
    )


def _pay_dispute() -> tuple[Sentence, ...]:
    return (
        say(
            "De werknemer en wij zijn het oneens over het loon.",
            "The employee and we disagree about the pay.",
            "pay_dispute|is('yes')",
        ),
        say(
            "Over het loon verschillen de werknemer en wij niet van mening.",
            "The employee and we do not disagree about the pay.",
            "pay_dispute|is('no')",
        ),
    )


def _pay_letters() -> tuple[Sentence, ...]:
    """The written warning before, and the letter that said so."""
    return (
        say(
            "Wij hebben de werknemer vooraf schriftelijk gewaarschuwd, op {{ pay_warned_date }}.",
            "We warned the employee in writing beforehand, on {{ pay_warned_date }}.",
        ),
        say(
            "Wij hebben de werknemer niet vooraf schriftelijk gewaarschuwd.",
            "We did not warn the employee in writing beforehand.",
            when="pay_warned|is('no')",
        ),
        say(
            "Op {{ pay_told_date }} hebben wij de werknemer geschreven dat het loon is"
            " {% if pay_action|is('suspended') %}opgeschort{% else %}gestopt{% endif %}.",
            "On {{ pay_told_date }} we wrote to the employee that the pay was"
            " {% if pay_action|is('suspended') %}suspended{% else %}stopped{% endif %}.",
        ),
        say(
            "Wij hebben de werknemer niet geschreven dat het loon is"
            " {% if pay_action|is('suspended') %}opgeschort{% else %}gestopt{% endif %}.",
            "We did not write to the employee that the pay was"
            " {% if pay_action|is('suspended') %}suspended{% else %}stopped{% endif %}.",
            when="pay_told|is('no')",
        ),
    )


def _court(house: House) -> None:
    hearing = say(
        "De zitting is op {{ hearing_date }}. Wij vragen daarom om een oordeel vóór die datum.",
        "The hearing is on {{ hearing_date }}. We therefore ask for an opinion before that date.",
    )
    both.court(house, hearing)


def _together(house: House) -> None:
    with house.section("De verhouding en het vervolg", "The relationship and what follows"):
        house.p(*_relationship(), *_agreed())


def _relationship() -> tuple[Sentence, ...]:
    return (
        say(
            "De verhouding tussen de werknemer en ons is goed genoeg om samen te werken.",
            "The relationship between the employee and us is good enough to work together.",
            when="relationship|is('good')",
        ),
        say(
            "De verhouding tussen de werknemer en ons is gespannen.",
            "The relationship between the employee and us is strained.",
            when="relationship|is('strained')",
        ),
        say(
            "De verhouding tussen de werknemer en ons is verstoord: samen praten lukt niet meer.",
            "The relationship between the employee and us is disturbed: talking to each other is no longer possible.",
            when="relationship|is('disturbed')",
        ),
        say(
            "Wij hebben bemiddeling aangeboden of zijn daarmee begonnen.",
            "We have offered mediation or have started it.",
            when="relationship_steps|has('mediation')",
        ),
        say(
            "Wij hebben een casemanager gekozen die neutraal is.",
            "We have chosen a case manager who is neutral.",
            when="relationship_steps|has('neutral_case_manager')",
        ),
        say(
            "Wij hebben daar nog niets aan gedaan.",
            "We have not done anything about that yet.",
            when="relationship_steps|has('none')",
        ),
    )


def _agreed() -> tuple[Sentence, ...]:
    return (
        say(
            "De werknemer en wij hebben afgesproken dat wij ons bij het oordeel neerleggen.",
            "The employee and we have agreed that we will accept the opinion.",
            when="agreement_after|is('accept')",
        ),
        say(
            "De werknemer en wij hebben afgesproken dat wij naar een bemiddelaar gaan als wij het na het oordeel nog"
            " oneens zijn.",
            "The employee and we have agreed to go to a mediator if we still disagree after the opinion.",
            when="agreement_after|is('mediation')",
        ),
        say(
            "De werknemer en wij zijn het niet eens geworden over wat wij na het oordeel doen.",
            "The employee and we could not agree on what to do after the opinion.",
            when="agreement_after|is('no_agreement')",
        ),
        say(
            "De werknemer en wij hebben nog niet besproken wat wij na het oordeel doen.",
            "The employee and we have not discussed yet what to do after the opinion.",
            when="agreement_after|is('not_discussed')",
        ),
    )
