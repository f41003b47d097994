"""A form file becomes a Form, or a FormFileError, and never anything else."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formgen.errors import FormFileError
from formgen.form import Form, Limits, Line, Moment, Named, Option, Shift, Step, Suggestion
from formgen.form import Test as Must
from formgen.loader import load_form, nodes
from formgen.questions import YES_NO
from formgen.text import Text, same
from tests import trialform

OWN_WORK = Line("question_type", (Must("is", "own_work"),))
SUITABLE = Line("question_type", (Must("is", "suitable_work"),))


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    folder = tmp_path_factory.mktemp("trial")
    return load_form(trialform.write(folder), folder)


def load(folder: Path, text: str, **others: str) -> Form:
    return load_form(trialform.write(folder, text, **others), folder)


def sentences(folder: Path, text: str, **others: str) -> list[str]:
    with pytest.raises(FormFileError) as caught:
        load(folder, text, **others)
    return [problem.said().nl for problem in caught.value.problems]


def small(questions: str, rest: str = "") -> str:
    """A form with these questions in its one section."""
    lines = "\n".join("      " + line for line in questions.strip("\n").split("\n"))
    return f"form: proef\ntitle: P | P\nsections:\n  one:\n    title: D | S\n    questions:\n{lines}\n{rest}"


# ---- a form that is right -----------------------------------------------------------------------------------------


def test_the_form_itself(form: Form) -> None:
    assert form.name == "proef"
    assert form.title == Text("Proefformulier", "Trial form")
    assert form.intro == Text("Dit is een proef.", "This is a trial.")
    assert form.tips == ("keep_calm",)
    assert [section.name for section in form.sections] == ["the_question", "the_work"]
    assert form.sections[1].when == (Line("question_type", (Must("answered"),)),)


def test_questions_come_in_the_order_of_the_pages_with_what_they_reveal(form: Form) -> None:
    assert [question.name for question in form.questions()] == [
        "question_type",
        "offered_on",
        "bsn",
        "consent",
        "first_sick_day",
        "recovered_on",
        "contract_hours",
        "reason",
        "talks",
        "talk_date",
        "talk_share",
        "papers",
        "remark",
    ]


def test_a_question_knows_its_line_and_file(form: Form) -> None:
    lines = trialform.FORM.split("\n")
    for question in form.questions():
        assert lines[question.line - 1].strip().startswith(f"{question.name}:")
        assert question.file == "forms/proef.yml"


def test_a_revealed_question_stands_under_its_option(form: Form) -> None:
    revealed = form.by_name["offered_on"]
    assert revealed.under == ("question_type", "suitable_work")
    assert revealed.when == (SUITABLE,)


def test_options(form: Form) -> None:
    first, second = form.by_name["question_type"].options
    assert first == Option("own_work", Text("Kan ik mijn eigen werk doen?", "Can I do my own work?"))
    assert second.hint == Text("Werk dat u kunt doen.", "Work that you can do.")
    assert form.by_name["consent"].options == YES_NO


def test_papers_may_speak_of_later_questions(form: Form) -> None:
    letter, plan = form.by_name["papers"].options
    assert letter.needed == (OWN_WORK,)
    assert letter.welcome is None
    assert plan.welcome == (Line("remark", (Must("answered"),)),)


def test_a_shared_question_is_taken_over_whole(form: Form) -> None:
    shared = form.by_name["bsn"]
    assert shared.kind == "bsn"
    assert shared.ask == Text("Burgerservicenummer", "Citizen service number")
    assert shared.headings == ("sofinummer",)


def test_limits_suggestions_and_notices(form: Form) -> None:
    assert form.by_name["contract_hours"].limits == Limits(Decimal("0.5"), Decimal(60))
    reason = form.by_name["reason"]
    assert reason.limits == Limits(None, Decimal(600), "characters")
    assert reason.optional
    assert reason.notice == "copied"
    assert reason.suggest == (
        Suggestion(
            Text("Ik werk {contract_hours} uur.", "I work {contract_hours} hours."),
            (Line("contract_hours", (Must("at least", Decimal(26)),)),),
        ),
    )


def test_a_repeated_group_holds_its_questions(form: Form) -> None:
    talks = form.by_name["talks"]
    assert talks.repeats
    assert talks.limits == Limits(Decimal(1), Decimal(12))
    assert [question.name for question in talks.questions] == ["talk_date", "talk_share"]
    assert form.group_of("talk_share") is talks


def test_a_question_knows_its_section(form: Form) -> None:
    assert form.section_of("offered_on").name == "the_question"
    assert form.section_of("talk_date").name == "the_work"
    with pytest.raises(KeyError):
        form.section_of("nothing")


def test_checks(form: Form) -> None:
    after, hundred, stop, warn = form.checks
    assert after.level == "must"
    assert after.condition == (Line("recovered_on", (Must("after", Moment("first_sick_day")),)),)
    assert after.sentence == Text("Hersteld is na {first_sick_day}.", "Recovered is after {first_sick_day}.")
    assert hundred.condition == (Line("talks.talk_share", (Must("at least", Decimal(95)),), "sum"),)
    assert hundred.at == "talks"
    assert (stop.level, stop.at, stop.name, stop.source, stop.unconfirmed) == (
        "stop",
        "consent",
        "X3",
        "uwv_page",
        True,
    )
    assert (warn.level, warn.at) == ("warn", "talk_date")
    assert warn.condition == (Line("talk_date", (Must("before", Moment("today", (Shift(-90),))),)),)
    assert trialform.FORM.split("\n")[warn.line - 1].startswith("  - warn:")


def test_documents(form: Form) -> None:
    letter, application = form.documents
    assert letter.template == "proef.{language}.docx"
    assert letter.file_name == Text("{first_sick_day} - brief", "{first_sick_day} - letter")
    assert (letter.audience, letter.language, letter.made_for, letter.even_if_stopped) == ("uwv", None, None, False)
    assert application.file_name == same("{bsn} - aanvraag")
    assert (application.audience, application.language, application.made_for) == ("physician", "nl", "en")
    assert application.even_if_stopped
    assert application.when == (Line("talks", (Must("at least", Decimal(1)),), "number"),)
    assert application.fields == {
        "Text1": "bsn",
        "Check Box3": (OWN_WORK,),
        "Day": "talks.1.talk_date",
        "Made": "today",
    }


def test_what_to_do_afterwards_and_what_it_costs(form: Form) -> None:
    sign, talk = form.afterwards
    assert sign == Step(Text("Onderteken de brief.", "Sign the letter."))
    assert talk.when == (Line("remark", (Must("answered"),)),)
    assert form.facts == (Named("cost_employee", (Line("remark", (Must("answered"),)),)),)


def test_a_form_need_not_say_what_to_do_afterwards(tmp_path: Path) -> None:
    form = load(tmp_path, small("a: {ask: A | A, type: date}"))
    assert (form.afterwards, form.facts) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fact: cost_employee", "fact: cost_employe", 'er is geen feit "cost_employe" in forms/facts.yml - bedoelt u'),
        ("fact: cost_employee\n    when", "when", 'bij een regel van "facts:" ontbreekt "fact:"'),
        ("  - fact: cost_employee\n    when: {remark: answered}", "  cost_employee", 'bij "facts" hoort een lijst'),
        (
            "Onderteken de brief. | Sign the letter.",
            "Onderteken de brief.",
            '"Onderteken de brief." staat er in één taal',
        ),
        ("    when: {remark: answered}\n\nfacts", "    if: {remark: answered}\n\nfacts", '"if" is hier geen woord'),
        ("    when: {remark: answered}\n\nfacts", "    when: {remarc: answered}\n\nfacts", 'geen vraag "remarc"'),
        (
            "  - text: Onderteken de brief. | Sign the letter.",
            "  - Onderteken | Sign",
            'bij een stap van "afterwards:" horen',
        ),
    ],
)
def test_a_mistake_in_what_comes_afterwards(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in trialform.FORM
    (said,) = sentences(tmp_path, trialform.FORM.replace(old, new))
    assert says in said


# ---- words that look like something else --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scalar", ["no", "on", "off", "null", "~", "012", "12:30", "1_000", "0x10", "2026-03-09", "1e3", ".5"]
)
def test_every_scalar_stays_text(tmp_path: Path, scalar: str) -> None:
    form = load(tmp_path, small(f"q:\n  ask: {scalar} | {scalar}\n  type: date\n  headings: [{scalar}]"))
    assert form.by_name["q"].ask == same(scalar)
    assert form.by_name["q"].headings == (scalar,)


def test_no_is_an_option_and_not_a_boolean(tmp_path: Path) -> None:
    form = load(tmp_path, small("q:\n  ask: A | A\n  type: choose one\n  options: {no: Nee | No, on: Aan | On}"))
    assert [option.name for option in form.by_name["q"].options] == ["no", "on"]


def test_texts_in_blocks_and_folded_over_lines(tmp_path: Path) -> None:
    folded = "nl: >-\n      Een vraag: hoe | wat\n      # is dit?"
    question = f'q:\n  ask:\n    {folded}\n    en: "A question | like this"\n  type: date'
    form = load(tmp_path, small(question))
    assert form.by_name["q"].ask == Text("Een vraag: hoe | wat # is dit?", "A question | like this")


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = trialform.write(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + trialform.FORM.replace("\n", "\r\n").encode())
    assert load_form(path, tmp_path).title == Text("Proefformulier", "Trial form")


# ---- reveal, repeat, use ------------------------------------------------------------------------------------------

NESTED = """
a:
  ask: A | A
  type: yes or no
  options:
    yes:
      reveal:
        b:
          ask: B | B
          type: choose one
          when: {a: answered}
          options:
            x: {label: X | X, reveal: {c: {ask: C | C, type: date}}}
            y: Y | Y
"""


def test_a_reveal_within_a_reveal_joins_all_conditions(tmp_path: Path) -> None:
    form = load(tmp_path, small(NESTED))
    yes, x = Line("a", (Must("is", "yes"),)), Line("b", (Must("is", "x"),))
    answered = Line("a", (Must("answered"),))
    assert form.by_name["b"].when == (yes, answered)
    assert form.by_name["c"].when == (yes, answered, x)
    assert form.by_name["c"].under == ("b", "x")
    assert form.by_name["a"].options == YES_NO


def test_a_third_reveal_is_too_deep(tmp_path: Path) -> None:
    deepest = "{ask: C | C, type: yes or no, options: {no: {reveal: {d: {ask: D | D, type: date}}}}}"
    deeper = NESTED.replace("{ask: C | C, type: date}", deepest)
    assert sentences(tmp_path, small(deeper)) == [
        'forms/proef.yml, regel 18: bij "c" staat een reveal in een reveal in een reveal - '
        'gebruik "when:" bij een vraag ernaast'
    ]


def test_a_reveal_inside_a_row_stays_in_the_row(tmp_path: Path) -> None:
    revealing = "{ask: A | A, type: yes or no, options: {yes: {reveal: {b: {ask: B | B, type: date}}}}}"
    group = f"g:\n  ask: G | G\n  repeat: {{at most: 3}}\n  questions:\n    a: {revealing}"
    form = load(tmp_path, small(group))
    assert [question.name for question in form.by_name["g"].questions] == ["a", "b"]
    assert form.by_name["g"].limits == Limits(Decimal(1), Decimal(3))


def test_a_group_without_limits(tmp_path: Path) -> None:
    group = "g:\n  ask: G | G\n  optional: yes\n  repeat: {at most: 3}\n  questions:\n    a: {ask: A | A, type: date}"
    assert load(tmp_path, small(group)).by_name["g"].limits == Limits(Decimal(0), Decimal(3))
    group = "g:\n  ask: G | G\n  repeat: {at least: 2}\n  questions:\n    a: {ask: A | A, type: date}"
    assert load(tmp_path, small(group)).by_name["g"].limits == Limits(Decimal(2), Decimal(50))


def test_words_beside_use_replace_the_shared_ones(tmp_path: Path) -> None:
    form = load(tmp_path, small("own:\n  use: shared.bsn\n  ask: Uw nummer | Your number\n  optional: yes"))
    question = form.by_name["own"]
    assert question.ask == Text("Uw nummer", "Your number")
    assert question.kind == "bsn"
    assert question.optional


def test_a_fault_in_a_shared_question_names_the_shared_file(tmp_path: Path) -> None:
    shared = "shared:\n  bsn:\n    ask: Nummer\n    type: bsn\n"
    assert sentences(tmp_path, small("bsn: {use: shared.bsn}"), shared=shared) == [
        'forms/shared.yml, regel 3: "Nummer" staat er in één taal - schrijf Nederlands | English'
    ]


def test_a_shared_question_does_not_use_another(tmp_path: Path) -> None:
    shared = "shared:\n  a: {use: shared.a, ask: A | A, type: date}\n"
    assert sentences(tmp_path, small("q: {use: shared.a}"), shared=shared) == [
        'forms/proef.yml, regel 7: de gedeelde vraag "a" gebruikt zelf een gedeelde vraag - '
        "schrijf haar in forms/shared.yml voluit"
    ]


def test_a_question_that_reveals_itself_through_sharing_comes_to_an_end(tmp_path: Path) -> None:
    shared = "shared:\n  a:\n    ask: A | A\n    type: yes or no\n    options: {yes: {reveal: {b: {use: shared.a}}}}\n"
    found = sentences(tmp_path, small("a: {use: shared.a}"), shared=shared)
    assert any("reveal in een reveal" in sentence for sentence in found)


# ---- choices and rows in conditions -------------------------------------------------------------------------------


def test_a_number_in_a_condition_is_a_number(tmp_path: Path) -> None:
    form = load(
        tmp_path, small("n: {ask: N | N, type: whole number}\nq: {ask: Q | Q, type: date, when: {n: [3, not 5]}}")
    )
    assert form.by_name["q"].when == (Line("n", (Must("is", Decimal(3)), Must("not", Decimal(5)))),)


def test_a_question_in_a_row_sees_its_row_and_what_came_before(tmp_path: Path) -> None:
    group = (
        "d: {ask: D | D, type: date}\n"
        "g:\n  ask: G | G\n  repeat: {at most: 3}\n  questions:\n"
        "    a: {ask: A | A, type: date, when: {d: answered}}\n    b: {ask: B | B, type: date, when: {a: after d}}"
    )
    form = load(tmp_path, small(group))
    assert form.by_name["b"].when == (Line("a", (Must("after", Moment("d")),)),)


def test_a_check_speaks_of_one_group_at_a_time(tmp_path: Path) -> None:
    groups = "\n".join(
        f"{name}:\n  ask: G | G\n  repeat: {{at most: 3}}\n  questions:\n    {name}_day: {{ask: A | A, type: date}}"
        for name in ("g", "h")
    )
    rule = "checks:\n  - must: {g_day: before h_day}\n    otherwise: A | A\n"
    assert sentences(tmp_path, small(groups, rule)) == [
        "forms/proef.yml, regel 18: deze regel noemt vragen uit twee herhaalde vragen: g, h - "
        "maak er twee regels van, of gebruik sum of"
    ]


# ---- files that are no form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "forms/proef.yml: dit bestand is leeg - schrijf er een formulier in"),
        (b"# only a comment\n", "forms/proef.yml: dit bestand is leeg - schrijf er een formulier in"),
        (
            b"form: proef\n\xff\xfe",
            "forms/proef.yml, regel 2: hier staat iets dat geen tekst in UTF-8 is - "
            "bewaar het bestand als platte tekst in UTF-8",
        ),
        (b"PK\x03\x04", 'forms/proef.yml, regel 1: hier staat het onzichtbare teken "U+0003" - haal het weg'),
        (
            b"- a\n- b\n",
            'forms/proef.yml, regel 1: bij een formulier horen regels van de vorm "woord: tekst" - '
            "schrijf ze eronder, verder ingesprongen",
        ),
        (
            b"a: 1\n" * 500_000,
            "forms/proef.yml: dit bestand is groter dan 2 MB - een formulier is dat niet; "
            "kijk of dit het goede bestand is",
        ),
        (b"[" * 5000, "forms/proef.yml, regel 1: dit staat te diep genest - haal een paar niveaus weg"),
        (b"a: " + b"{b: " * 5000, "forms/proef.yml, regel 1: dit staat te diep genest - haal een paar niveaus weg"),
    ],
    ids=["empty", "comment", "latin", "zip", "list", "huge", "brackets", "braces"],
)
def test_a_file_that_is_no_form(tmp_path: Path, data: bytes, says: str) -> None:
    path = trialform.write(tmp_path)
    path.write_bytes(data)
    with pytest.raises(FormFileError) as caught:
        load_form(path, tmp_path)
    assert caught.value.problems[0].said().nl == says


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FormFileError) as caught:
        load_form(tmp_path / "forms" / "nergens.yml", tmp_path)
    assert caught.value.sentence.en == (
        "forms/nergens.yml: this file is not there or cannot be opened - check its name and folder"
    )


def test_aliases_that_multiply_are_refused_without_being_followed(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a, *a]" for n in range(50))
    found = "\n".join(sentences(tmp_path, bomb))
    assert '"&a" geeft deze plek een naam' in found
    assert '"*a" verwijst naar een andere plek' in found


@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_both_yaml_parsers_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parser: str) -> None:
    if not hasattr(nodes.yaml, parser):
        parser = "SafeLoader"
    monkeypatch.setattr(nodes, "_PARSER", getattr(nodes.yaml, parser))
    nodes.parse.cache_clear()
    for wrong, says in (
        ("title: Let op: dit | Note: this", "bevat een dubbele punt met een spatie"),
        ('title: "P | P', "hier begint een aanhalingsteken dat nergens sluit"),
        ("\ttitle: P | P", "springt in met een tab"),
        ("title: @p | @p", 'begint met "@"'),
        ("title: {p", "opent een haakje"),
        ("title P", "heeft geen dubbele punt"),
    ):
        found = sentences(tmp_path, f"form: proef\n{wrong}\nsections: 3\n")
        assert any(says in sentence for sentence in found), found
    nodes.parse.cache_clear()


# ---- anything at all ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("any")
    trialform.write(folder)
    return folder


def attempt(folder: Path, data: bytes) -> None:
    """Load these bytes; anything but a Form or a FormFileError escapes."""
    path = folder / "forms" / "proef.yml"
    path.write_bytes(data)
    try:
        form = load_form(path, folder)
    except FormFileError as error:
        if not error.problems:
            raise AssertionError("an error without a problem") from error
        return
    assert form.name == "proef"


words = st.sampled_from(
    [
        "a",
        "b",
        "z",
        "form",
        "proef",
        "title",
        "sections",
        "questions",
        "ask",
        "type",
        "options",
        "date",
        "when",
        "choose one",
        "repeat",
        "at least",
        "A | B",
        "use",
        "shared.bsn",
        "reveal",
        "must",
        "otherwise",
        "today",
        "yes",
        "3",
        "{x}",
        "",
    ]
)
trees = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4), max_leaves=24
)


def as_yaml(tree: object) -> str:
    """The tree in the flow style of YAML."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f'"{key}": {as_yaml(value)}' for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(as_yaml(value) for value in tree) + "]"
    return f'"{tree}"'


@given(st.binary(max_size=200))
def test_random_bytes_are_a_form_or_refused(folder: Path, data: bytes) -> None:
    attempt(folder, data)


@given(st.text(alphabet=" \n\t:-?|>{}[]&*!%@`'\"#,ab\\", max_size=60))
def test_random_yaml_signs_are_a_form_or_refused(folder: Path, text: str) -> None:
    attempt(folder, text.encode())


@given(trees)
def test_random_trees_are_a_form_or_refused(folder: Path, tree: object) -> None:
    attempt(folder, as_yaml(tree).encode())


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(st.integers(0, trialform.FORM.count("\n") - 1), trees, st.booleans())
def test_a_form_with_one_line_replaced_is_a_form_or_refused(
    folder: Path, number: int, tree: object, keep: bool
) -> None:
    lines = trialform.FORM.split("\n")
    word = lines[number].partition(":")[0] + ": " if keep else ""
    lines[number] = word + as_yaml(tree)
    attempt(folder, "\n".join(lines).encode())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(trialform.FORM)), st.integers(0, 30), st.text(alphabet=" \n:'\"{}[]|&*#\t", max_size=3))
def test_a_damaged_form_is_a_form_or_refused(folder: Path, start: int, length: int, between: str) -> None:
    attempt(folder, (trialform.FORM[:start] + between + trialform.FORM[start + length :]).encode())


def test_loading_the_same_file_twice_gives_the_same_form(form: Form, tmp_path: Path) -> None:
    again = load(tmp_path, trialform.FORM)
    assert again.sections == form.sections
    assert again.checks == form.checks
    assert again.documents == form.documents


def test_dates_in_conditions_are_dates(tmp_path: Path) -> None:
    form = load(
        tmp_path,
        small("d: {ask: D | D, type: date}\nq: {ask: Q | Q, type: date, when: {d: before 2026-01-31 + 7 days}}"),
    )
    assert form.by_name["q"].when == (Line("d", (Must("before", Moment(datetime.date(2026, 1, 31), (Shift(7),))),)),)
