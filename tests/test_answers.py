"""Reading what was typed: which answers apply, one sentence per wrong answer, and nothing that should not be there."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen import answers
from formgen.form import Check, Form, Limits, Line, Moment, Option, Question, Section, Shift, Suggestion
from formgen.form import Test as Must
from formgen.text import Text, long_date, same
from formgen.unchanged import unchanged

TODAY = datetime.date(2026, 11, 23)


def when(name: str, *options: str) -> tuple[Line, ...]:
    return (Line(name, tuple(Must("is", option) for option in options)),)


WORK = Question(
    "work",
    Text("Welk werk doet u?", "What work do you do?"),
    "choose one",
    options=(
        Option("own", Text("Eigen werk", "Own work")),
        Option("other", Text("Ander werk", "Other work")),
    ),
)
HOURS = Question("hours", Text("Hoeveel uur?", "How many hours?"), "hours")
OTHER = Question("other_job", Text("Welk ander werk?", "Which other work?"), "short text", when=when("work", "other"))
SICK = Question("sick", Text("Eerste ziektedag", "First sick day"), "date")
BACK = Question("back", Text("Hersteldatum", "Recovery date"), "date", optional=True)
TALKS = Question(
    "talks",
    Text("Gesprekken", "Talks"),
    "repeat",
    limits=Limits(Decimal(1), Decimal(3)),
    questions=(
        Question("talk_date", Text("Datum", "Date"), "date"),
        Question("talk_kind", Text("Hoe?", "How?"), "yes or no", optional=True),
        Question("talk_note", Text("Wat?", "What?"), "long text", when=when("talk_kind", "yes")),
    ),
)
SENTENCE = Question(
    "sentence",
    Text("Uw vraag", "Your question"),
    "long text",
    suggest=(
        Suggestion(Text("Kan ik {hours} uur?", "Can I do {hours} hours?"), when("work", "own")),
        Suggestion(Text("Is {other_job} passend?", "Is {other_job} suitable?")),
    ),
)
FORM = Form(
    "try",
    same("Try"),
    sections=(
        Section("one", same("One"), (WORK, HOURS, OTHER)),
        Section("two", same("Two"), (SICK, BACK)),
        Section("three", same("Three"), (TALKS, SENTENCE), when=(Line("sick", (Must("answered"),)),)),
    ),
    documents=(),
    checks=(
        Check(
            "must",
            (Line("back", (Must("after", Moment("sick")),)),),
            Text("De hersteldatum ligt na {sick}.", "The recovery date comes after {sick}."),
            at="back",
        ),
        Check(
            "must",
            (Line("talk_date", (Must("after", Moment("sick", (Shift(-1),))),)),),
            Text("Dit gesprek was vóór de ziekte.", "This talk was before the absence."),
            at="talk_date",
        ),
    ),
)
GOOD = {
    "work": "own",
    "hours": "32,5",
    "sick": "9-3-2026",
    "talks.1.talk_date": "13 november 2026",
}


def read(**typed: str) -> answers.Answers:
    return answers.read(FORM, {name.replace("__", "."): text for name, text in typed.items()}, TODAY)


def test_right_answers_become_values() -> None:
    found = answers.read(FORM, GOOD, TODAY)
    assert found.mistakes == ()
    assert found.values == {
        "work": "own",
        "hours": Decimal("32.5"),
        "sick": datetime.date(2026, 3, 9),
        "talks": ({"talk_date": datetime.date(2026, 11, 13)},),
    }
    assert found.raw == {"work": "own", "hours": "32.5", "sick": "2026-03-09", "talks.1.talk_date": "2026-11-13"}


def test_a_question_that_does_not_apply_is_not_read() -> None:
    found = answers.read(FORM, GOOD | {"other_job": "Iets anders"}, TODAY)
    assert "other_job" not in found.values
    assert "other_job" not in found.asked
    assert "other_job" not in found.raw


def test_an_answer_left_over_in_a_section_that_does_not_apply_is_not_read() -> None:
    found = read(work="own", hours="8", talks__1__talk_date="13-11-2026")
    assert "talks" not in found.values
    assert [mistake.question for mistake in found.mistakes] == ["sick"]


def test_a_question_revealed_by_its_option_is_asked() -> None:
    found = answers.read(FORM, GOOD | {"work": "Ander werk", "other_job": " Chauffeur "}, TODAY)
    assert found.values["work"] == "other"
    assert found.values["other_job"] == "Chauffeur"
    assert found.asked == (
        "work",
        "hours",
        "other_job",
        "sick",
        "back",
        "talks",
        "talks.1.talk_date",
        "talks.1.talk_kind",
        "sentence",
    )


def test_each_missing_answer_has_a_sentence_with_its_question() -> None:
    found = read()
    assert [(m.question, m.sentence.nl, m.missing) for m in found.mistakes] == [
        ("work", 'Beantwoord nog "Welk werk doet u?".', True),
        ("hours", 'Beantwoord nog "Hoeveel uur?".', True),
        ("sick", 'Beantwoord nog "Eerste ziektedag".', True),
    ]
    assert found.wrong == ()
    assert found.missing == found.mistakes


def test_a_wrong_answer_is_quoted_with_what_to_do() -> None:
    (wrong,) = answers.read(FORM, GOOD | {"hours": "halve dagen"}, TODAY).wrong
    assert wrong.question == "hours"
    assert wrong.sentence.nl.startswith('Bij "Hoeveel uur?" staat "halve dagen". ')
    assert wrong.sentence.en.startswith('"How many hours?" says "halve dagen". ')
    assert wrong.sentence.nl.endswith("bijvoorbeeld 32 of 32,5.")


def test_a_wrong_answer_in_a_row_names_the_row() -> None:
    (wrong,) = answers.read(FORM, GOOD | {"talks.4.talk_date": "gisteren"}, TODAY).wrong
    assert wrong.question == "talks.4.talk_date"
    assert wrong.sentence.nl.startswith('Bij "Datum" (nummer 4) staat "gisteren". ')


def test_a_long_wrong_answer_is_quoted_short() -> None:
    (wrong,) = answers.read(FORM, GOOD | {"hours": "x" * 500}, TODAY).wrong
    assert '"' + "x" * 60 + '…"' in wrong.sentence.en


def test_a_wrong_answer_stays_as_typed_in_raw() -> None:
    found = answers.read(FORM, GOOD | {"hours": "halve dagen"}, TODAY)
    assert found.raw["hours"] == "halve dagen"
    assert "hours" not in found.values


def test_rows_keep_the_number_they_were_typed_under() -> None:
    found = answers.read(FORM, GOOD | {"talks.3.talk_date": "14-11-2026", "talks.2.talk_date": "  "}, TODAY)
    assert found.numbers == {"talks": (1, 3)}
    assert found.rows("talks")[1] == {"talk_date": datetime.date(2026, 11, 14)}
    assert "talks.3.talk_date" in found.asked
    assert "talks.2.talk_date" not in found.asked


def test_a_condition_in_a_row_looks_at_its_own_row() -> None:
    found = answers.read(
        FORM,
        GOOD
        | {
            "talks.1.talk_kind": "ja",
            "talks.2.talk_date": "14-11-2026",
            "talks.2.talk_kind": "nee",
            "talks.2.talk_note": "left over",
        },
        TODAY,
    )
    assert [m.question for m in found.missing] == ["talks.1.talk_note"]
    assert "talk_note" not in found.rows("talks")[1]


def test_a_row_with_only_left_over_text_is_no_row() -> None:
    found = answers.read(FORM, GOOD | {"talks.2.talk_note": "left over"}, TODAY)
    assert found.numbers == {"talks": (1,)}
    assert found.mistakes == ()


def test_too_few_and_too_many_rows() -> None:
    none = answers.read(FORM, {name: text for name, text in GOOD.items() if "talk" not in name}, TODAY)
    assert [(m.question, m.missing) for m in none.mistakes] == [("talks", True)]
    many = answers.read(FORM, GOOD | {f"talks.{n}.talk_date": "13-11-2026" for n in range(1, 6)}, TODAY)
    assert many.wrong[0].sentence.nl == (
        'Bij "Gesprekken" staan er 5. Er is plaats voor 3: voeg een paar regels samen.'
    )


def test_fewer_rows_than_the_form_wants_are_missing_and_not_wrong() -> None:
    three = dataclasses.replace(TALKS, limits=Limits(Decimal(3), Decimal(3)))
    form = Form("few", same("Few"), (Section("all", same("All"), (three,)),), documents=())
    found = answers.read(form, {"talks.1.talk_date": "13-11-2026", "talks.5.talk_date": "16-11-2026"}, TODAY)

    assert [(m.question, m.missing) for m in found.mistakes] == [("talks", True)]
    assert found.missing[0].sentence == Text('Noem bij "Gesprekken" minstens 3.', 'Name at least 3 at "Talks".')
    assert found.numbers == {"talks": (1, 5)}


def test_a_text_about_the_answers_says_them_and_leaves_other_braces() -> None:
    found = answers.read(FORM, GOOD, TODAY)
    said = found.said(Text("Ziek op {sick}, {unknown} {}", "Ill on {sick}, {unknown} {}"))

    assert said.en == f"Ill on {long_date(found.values['sick'], 'en')}, {{unknown}} {{}}"  # type: ignore[arg-type]


def test_must_names_the_answer_that_is_to_change() -> None:
    (wrong,) = answers.read(FORM, GOOD | {"back": "1-3-2026"}, TODAY).wrong
    assert wrong.question == "back"
    assert wrong.sentence.nl == "De hersteldatum ligt na 9\u00a0maart\u00a02026."
    assert wrong.sentence.en == "The recovery date comes after 9\u00a0March\u00a02026."


def test_must_is_silent_until_all_its_answers_are_there() -> None:
    assert read(work="own", hours="8", back="1-3-2026").wrong == ()


def test_must_in_a_repeated_group_is_judged_in_each_row() -> None:
    found = answers.read(FORM, GOOD | {"talks.2.talk_date": "1-1-2026"}, TODAY)
    assert [m.question for m in found.wrong] == ["talks.2.talk_date"]


def test_a_suggested_sentence_stands_in_for_an_empty_answer() -> None:
    found = answers.read(FORM, GOOD, TODAY)
    assert found.suggested["sentence"] == Text("Kan ik 32,5 uur?", "Can I do 32.5 hours?")
    assert found.missing == ()


def test_a_suggestion_with_an_open_blank_is_not_made() -> None:
    found = answers.read(FORM, GOOD | {"work": "other"}, TODAY)
    assert found.suggested == {}
    assert {m.question for m in found.missing} == {"other_job", "sentence"}


def test_what_was_typed_wins_from_the_suggestion() -> None:
    found = answers.read(FORM, GOOD | {"sentence": "Mag dit?"}, TODAY)
    assert found.values["sentence"] == "Mag dit?"
    assert found.suggested == {}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("hour", "hours"),
        ("talk_dat", "talks.1.talk_date"),
        ("talks.1.talk_dte", "talks.1.talk_date"),
        ("talks.0.talk_date", "talks.1.talk_date"),
        ("talk_date", "talks.1.talk_date"),
    ],
)
def test_an_unknown_name_is_named_with_the_nearest(name: str, near: str) -> None:
    (found,) = answers.unknown(FORM, {name: "x"})
    assert found.sentence.nl == f'"{name}" is geen vraag van dit formulier. Bedoelt u "{near}"?'


def test_known_names_are_not_unknown() -> None:
    assert answers.unknown(FORM, GOOD | {"talks.12.talk_note": "x"}) == ()


def test_a_name_like_nothing_gets_no_guess() -> None:
    (found,) = answers.unknown(FORM, {"zzzzqqq": "x"})
    assert found.sentence.en == '"zzzzqqq" is not a question of this form.'


NAMES = st.sampled_from(
    [
        *(q.name for q in FORM.questions()),
        *(f"talks.{n}.{q.name}" for n in (1, 2, 7) for q in TALKS.questions),
        "talks.x.y",
        "",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["own", "other", "Ander werk", "ja", "no", "9-3-2026", "13 november 2026", "32,5", "0", "1e9", "{hours}"]
    ),
)


@given(st.dictionaries(NAMES, TEXTS))
def test_reading_never_raises_and_gives_a_sentence_for_each_mistake(raw: dict[str, str]) -> None:
    found = answers.read(FORM, raw, TODAY)
    assert all(mistake.sentence.nl and mistake.sentence.en for mistake in found.mistakes)
    assert {mistake.question for mistake in found.mistakes} <= set(found.asked)


@given(st.dictionaries(NAMES, TEXTS))
def test_reading_what_was_read_changes_nothing(raw: dict[str, str]) -> None:
    once = answers.read(FORM, raw, TODAY)
    again = answers.read(FORM, once.raw, TODAY)
    assert again.raw == once.raw
    assert again.values == once.values
    assert again.asked == once.asked


@given(st.dictionaries(NAMES, TEXTS))
def test_no_answer_survives_that_does_not_apply(raw: dict[str, str]) -> None:
    found = answers.read(FORM, raw, TODAY)
    assert set(found.raw) <= set(found.asked)
    assert set(found.values) <= set(found.asked)


@given(st.lists(st.dictionaries(NAMES, TEXTS), max_size=4))
def test_reading_many_together_gives_what_reading_each_alone_gives(many: list[dict[str, str]]) -> None:
    alone = [answers.read(FORM, raw, TODAY) for raw in many]
    with unchanged():
        together = [answers.read(FORM, raw, TODAY) for raw in (*many, *many)]

    assert together == [*alone, *alone]


# ---- worked out once ------------------------------------------------------------------------------------------------


def test_what_is_worked_out_of_answers_is_gone_when_they_are() -> None:
    asked: list[answers.Answers] = []

    def hours(of: answers.Answers) -> object:
        asked.append(of)
        return of.values.get("hours")

    found = answers.read(FORM, GOOD, TODAY)
    other = dataclasses.replace(found, values={**found.values, "hours": Decimal(8)})

    assert [found.once(hours), found.once(hours), other.once(hours)] == [Decimal("32.5"), Decimal("32.5"), Decimal(8)]
    assert asked == [found, other]


def test_what_is_worked_out_of_a_form_is_not_that_of_another() -> None:
    def names(form: Form) -> list[str]:
        return list(form.by_name)

    fewer = dataclasses.replace(FORM, sections=FORM.sections[:1], by_name={})

    assert FORM.once(names) is FORM.once(names)
    assert (len(FORM.once(names)), fewer.once(names)) == (10, ["work", "hours", "other_job"])


def test_a_rule_sees_its_row_and_the_answers_around_it() -> None:
    found = read(**{**GOOD, "talks.3.talk_date": "1-5-2026", "talks.3.talk_kind": "ja", "talks.3.talk_note": "Kort."})
    first, third = found.scopes("talk_date")

    assert (first[0], third[0]) == ("talks.1.talk_date", "talks.3.talk_date")
    assert third[1] == {**found.values, **found.rows("talks")[1]}
    assert found.scopes("hours") == (("hours", found.values),)
    assert list(read(work="own").scopes("talk_date")) == []
