"""The answers as a document says them, in a letter and in the boxes of a form."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from formgen import answers
from formgen.documents import wording
from formgen.documents.pdf import Field
from formgen.documents.word import open_template
from formgen.form import Document, Form, Limits, Line, Option, Question, Section, Suggestion
from formgen.form import Test as Must
from formgen.guidance import with_milestones
from formgen.library import SHIPPED
from formgen.text import Text, same
from tests.worddocs import docx, text_of

TODAY = datetime.date(2026, 11, 23)
MORNING, EVENING = Option("morning", Text("Ochtend", "Morning")), Option("evening", Text("Avond", "Evening"))
FORM = Form(
    "try",
    same("Try"),
    sections=(
        Section(
            "person",
            Text("Uw gegevens", "Your details"),
            (
                Question("initials", Text("Voorletters", "Initials"), "initials"),
                Question("first_name", Text("Roepnaam", "First name"), "short text", optional=True),
                Question("prefix", Text("Tussenvoegsel", "Prefix"), "name prefix", optional=True),
                Question("surname", Text("Achternaam", "Surname"), "surname"),
                Question("first_sick_day", Text("Eerste ziektedag", "First sick day"), "date"),
                Question(
                    "when_free",
                    Text("Wanneer kunt u?", "When are you free?"),
                    "choose one",
                    options=(MORNING, EVENING),
                    optional=True,
                ),
                Question(
                    "demands",
                    Text("Wat komt voor?", "What occurs?"),
                    "choose any",
                    options=(MORNING, EVENING, Option("night", Text("Nacht", "Night"))),
                    optional=True,
                ),
                Question("complaint", Text("Wat merkt u?", "What do you notice?"), "long text", notice="physician"),
            ),
        ),
        Section(
            "tried",
            Text("Geprobeerd", "Tried"),
            (
                Question(
                    "talks",
                    Text("Gesprekken", "Talks"),
                    "repeat",
                    limits=Limits(None, Decimal(9)),
                    optional=True,
                    questions=(
                        Question("talk_date", Text("Datum", "Date"), "date"),
                        Question("talk_note", Text("Wat kwam eruit?", "What came of it?"), "short text", optional=True),
                    ),
                ),
                Question(
                    "sentence",
                    Text("Uw vraag", "Your question"),
                    "short text",
                    suggest=(Suggestion(Text("Was ik ziek op {first_sick_day}?", "Was I ill on {first_sick_day}?")),),
                ),
            ),
        ),
    ),
    documents=(),
)
RAW = {
    "initials": "A.",
    "first_name": "Ayşegül",
    "surname": "Şahin",
    "first_sick_day": "9-3-2026",
    "when_free": "morning",
    "demands": "morning, night",
    "complaint": "secret",
    "talks.1.talk_date": "13-11-2026",
    "talks.1.talk_note": "Geen akkoord",
    "talks.2.talk_date": "16-11-2026",
}


def words(language: str = "nl", **changes: str) -> dict[str, object]:
    read = answers.read(FORM, RAW | changes, TODAY)
    return wording.words(read, language, {}, [])  # type: ignore[arg-type]


def field(name: str, kind: str = "text") -> Field:
    return Field(name, kind, (), (), "", 1, (0, 0, 9, 9), None, 1, False, False)  # type: ignore[arg-type]


def cells(
    *fields: Field, mapped: dict[str, object] | None = None, **changes: str
) -> tuple[dict[str, object], list[tuple[str, str]]]:
    read = answers.read(FORM, RAW | changes, TODAY)
    document = Document("d", same("D"), "d.pdf", same("d"), same(""), fields=mapped or {})  # type: ignore[arg-type]
    found, more = wording.cells(read, document, fields, "nl")
    return dict(found), more


def test_a_date_is_long_in_a_sentence_and_short_in_a_table() -> None:
    date = words()["first_sick_day"]
    assert str(date) == "9\u00a0maart\u00a02026"
    assert date.short == "09-03-2026"  # type: ignore[attr-defined]


def test_the_english_copy_says_it_in_english() -> None:
    found = words("en")
    assert found["first_sick_day"] == "9\u00a0March\u00a02026"
    assert found["when_free"] == "Morning"
    assert str(found["demands"]) == "Morning and Night"
    assert found["sentence"] == "Was I ill on 9\u00a0March\u00a02026?"


def test_a_choice_prints_its_label_and_knows_its_option() -> None:
    chosen = words()["when_free"]
    assert str(chosen) == "Ochtend"
    assert chosen.key == "morning"  # type: ignore[attr-defined]


def test_several_choices_are_listed_and_each_knows_its_option() -> None:
    chosen = words()["demands"]
    assert str(chosen) == "Ochtend en Nacht"
    assert [one.key for one in chosen] == ["morning", "night"]  # type: ignore[attr-defined]


def test_what_was_not_answered_is_there_and_empty() -> None:
    found = words(when_free="", first_name="")
    assert found["when_free"] == ""
    assert found["first_name"] == ""
    assert found["prefix"] == ""


def test_a_repeated_group_is_a_list_of_rows_with_every_name() -> None:
    rows = words()["talks"]
    assert [{name: str(said) for name, said in row.items()} for row in rows] == [  # type: ignore[attr-defined]
        {"talk_date": "13\u00a0november\u00a02026", "talk_note": "Geen akkoord"},
        {"talk_date": "16\u00a0november\u00a02026", "talk_note": ""},
    ]


def test_a_suggested_sentence_stands_in_the_document() -> None:
    assert words()["sentence"] == "Was ik ziek op 9\u00a0maart\u00a02026?"
    assert words(sentence="Mijn eigen vraag?")["sentence"] == "Mijn eigen vraag?"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({}, "A. (Ayşegül) Şahin"),
        ({"first_name": ""}, "A. Şahin"),
        (
            {"first_name": "Joost", "initials": "J.", "prefix": "van der", "surname": "Meer-de Wit"},
            "J. (Joost) van der Meer-de Wit",
        ),
        ({"initials": "", "first_name": "", "surname": ""}, ""),
        ({"first_name": "", "initials": "N.", "prefix": "'t", "surname": "Hooft"}, "N. 't Hooft"),
    ],
)
def test_the_full_name(typed: dict[str, str], name: str) -> None:
    assert words(**typed)["full_name"] == name


def test_the_week_of_absence_today() -> None:
    assert words()["week_now"] == "38"
    assert words(first_sick_day="")["week_now"] == ""


def test_the_calendar_for_a_table() -> None:
    milestones = with_milestones([SHIPPED]).milestones
    read = answers.read(FORM, RAW, TODAY)
    nl, en = (wording.words(read, language, {}, [], milestones)["calendar"] for language in ("nl", "en"))
    plan = {"when": "03-05-2026", "advised": "01-05-2026", "who": "werkgever en werknemer", "week": "8"}
    assert plan | {"what": "Plan van aanpak, met de visie van werkgever en werknemer"} in nl  # type: ignore[operator]
    assert [row["when"][:10] for row in nl] == [row["when"][:10] for row in en]  # type: ignore[attr-defined]
    assert (
        wording.words(answers.read(FORM, RAW | {"first_sick_day": ""}, TODAY), "nl", {}, [], milestones)["calendar"]
        == []
    )


def test_a_calendar_that_contradicts_itself_is_left_out() -> None:
    values = {"first_sick_day": TODAY, "contract_end": TODAY - datetime.timedelta(days=1)}
    read = replace(answers.read(FORM, {}, TODAY), values=values)
    assert wording.calendar(read, with_milestones([SHIPPED]).milestones, "nl") == []
    assert wording.week_now(read) == ""


def test_a_document_with_missing_answers_is_a_draft_that_names_them() -> None:
    found = words(surname="", complaint="")
    assert found["concept"] is True
    assert found["missing"] == ["Achternaam", "Wat merkt u?"]
    assert words()["concept"] is False


def test_a_missing_answer_in_a_row_says_which_row() -> None:
    found = words(**{"talks.2.talk_date": "", "talks.2.talk_note": "Geen akkoord"})
    assert found["missing"] == ["Gesprekken (2): Datum"]


def test_the_overview_holds_the_short_answers_but_the_physicians() -> None:
    told = {row["ask"]: row["answer"] for section in words()["overview"] for row in section["rows"]}  # type: ignore[attr-defined]
    assert told == {
        "Voorletters": "A.",
        "Roepnaam": "Ayşegül",
        "Achternaam": "Şahin",
        "Eerste ziektedag": "9\u00a0maart\u00a02026",
        "Wanneer kunt u?": "Ochtend",
        "Wat komt voor?": "Ochtend\nNacht",
        "Uw vraag": "Was ik ziek op 9\u00a0maart\u00a02026?",
    }


def test_a_box_takes_the_short_spelling() -> None:
    found, more = cells(field("first_sick_day"), field("surname"), field("today"), field("full_name"))
    assert found == {
        "first_sick_day": "09-03-2026",
        "surname": "Şahin",
        "today": "23-11-2026",
        "full_name": "A. (Ayşegül) Şahin",
    }
    assert more == []


def test_a_radio_group_takes_the_option_and_a_box_its_label() -> None:
    assert cells(field("when_free", "radio"))[0] == {"when_free": "morning"}
    assert cells(field("when_free"))[0] == {"when_free": "Ochtend"}


def test_a_box_has_an_empty_line_between_paragraphs_but_not_between_items() -> None:
    """A box knows no space between paragraphs."""
    prose, items = ("Zo ging het. " * 10).strip(), "- lopen\n- staan"
    found, _ = cells(field("complaint"), complaint=f"{prose}\n{prose}\n\n\nDit kan niet meer:\n{items}")

    assert found == {"complaint": f"{prose}\n\n{prose}\n\nDit kan niet meer:\n{items}"}
    assert cells(field("complaint"), complaint=items)[0] == {"complaint": items}


def test_tick_boxes_are_ticked_one_by_one() -> None:
    ticks = [field(f"demands.{name}", "tick") for name in ("morning", "evening", "night")]
    assert cells(*ticks)[0] == {"demands.morning": True, "demands.night": True}


def test_rows_stand_on_their_lines_and_the_rest_goes_on_a_sheet() -> None:
    found, more = cells(field("talks.1.talk_date"), field("talks.1.talk_note"))
    assert found == {"talks.1.talk_date": "13-11-2026", "talks.1.talk_note": "Geen akkoord"}
    assert more == [("Gesprekken (2)", "Datum: 16-11-2026")]


def test_a_form_that_does_not_ask_for_the_rows_gets_no_sheet_for_them() -> None:
    assert cells(field("surname")) == ({"surname": "Şahin"}, [])


def test_a_foreign_form_is_filled_through_its_map() -> None:
    morning = (Line("when_free", (Must("is", "morning"),)),)
    evening = (Line("when_free", (Must("is", "evening"),)),)
    found, _ = cells(
        field("Text1"), mapped={"Text1": "surname", "Check3": morning, "Check4": evening, "Text9": "prefix"}
    )
    assert found == {"Text1": "Şahin", "Check3": True, "Check4": False}


def test_a_suggested_sentence_stands_in_its_box() -> None:
    assert cells(field("sentence"))[0] == {"sentence": "Was ik ziek op 9\u00a0maart\u00a02026?"}


# ---- worked out when asked for --------------------------------------------------------------------------------------


def said(question: Question) -> object:
    raise AssertionError(question.name)


def test_a_word_is_worked_out_when_a_template_asks_for_it() -> None:
    asked: list[str] = []
    own = {name: lambda name=name: asked.append(name) or name for name in "bc"}  # type: ignore[misc]
    words = wording.Words(own, {name: Question(name, same(name), "short text") for name in "ab"}, said)

    assert list(words) == ["a", "b", "c"]
    assert len(words) == 3
    assert "b" in words
    assert "d" not in words
    assert asked == []
    assert (words["b"], asked) == ("b", ["b"]), "a name of documents goes before a question of that name"
    with pytest.raises(AssertionError, match="a"):
        words["a"]
    with pytest.raises(KeyError, match="d"):
        words["d"]


def test_a_word_can_be_put_in_the_place_of_another() -> None:
    words = wording.Words({"a": lambda: 1 / 0, "b": lambda: 2}, {}, said) | {"a": "een", "c": None}

    assert dict(words) == {"a": "een", "b": 2, "c": None}
    assert isinstance(words, wording.Words)


def test_a_letter_that_does_not_print_the_calendar_does_not_count_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(*_: object) -> list[object]:
        raise AssertionError

    for name in ("calendar", "overview"):
        monkeypatch.setattr(wording, name, counted)
    monkeypatch.setattr(wording.gantt, "gantts", counted)
    template = open_template(docx("{{ surname }} {{ today }}"), "brief.docx")

    words = wording.words(answers.read(FORM, RAW, TODAY), "nl", {}, [])
    assert text_of(template.render(words, TODAY)).startswith("Şahin ")
