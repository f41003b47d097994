"""The builders of our templates: what they refuse, and the rules by which words and boxes find their place."""

import io
import runpy
import sys
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from formgen.form import Form
from formgen.library import Library
from formgen.text import Text
from templates.source import __main__ as building
from templates.source import application, flow, medical, tags
from templates.source.asked import Asked, Wording
from templates.source.blocks import Column, Grid, Heading, Line, Row, Signature, Steps
from templates.source.boxes import Ask, Choice, Ticks, across, option
from templates.source.house import House
from templates.source.paper import LABEL, Paper, Spot, wrapped
from templates.source.sheet import Sheet

ROOT = Path(__file__).resolve().parents[1]
PLAIN = Wording({}, {})
YES_NO = (Choice("yes", "Ja"), Choice("no", "Nee"))


@pytest.fixture(scope="module")
def form() -> Form:
    return Library((ROOT,)).load(application.FORM)


def ask(words: str = "Wat vindt u?", **more: object) -> Ask:
    return Ask("view", "1.1", words, **more)  # type: ignore[arg-type]


def spot(name: str, **more: object) -> Spot:
    return Spot(name, "text", 0, 100, 100, 50, 10, "Wat?", **more)  # type: ignore[arg-type]


# ---- refusals ------------------------------------------------------------------------------------------------------


def test_a_row_of_more_than_twelve_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="more than twelve columns in the row of view"):
        Row([(7, ask()), (6, ask())])

    assert Row([(6, ask()), (6, ask())]).height > 0


def test_a_label_wider_than_its_box_is_refused() -> None:
    with pytest.raises(ValueError, match="a word of the label of view is wider than its box"):
        Row([(1, ask("Arbeidsongeschiktheidsverzekeringsmaatschappij"))])


@pytest.mark.parametrize(("spans", "abreast"), [((5, 6), 1), ((7, 6), 1), ((3, 3, 3), 2)])
def test_a_table_whose_columns_do_not_fill_the_page_is_refused(spans: tuple[int, ...], abreast: int) -> None:
    with pytest.raises(ValueError, match="the columns of view do not add up to twelve"):
        Grid(ask(), [Column(span, ask()) for span in spans], 3, abreast=abreast)


def test_a_head_wider_than_its_column_is_refused() -> None:
    with pytest.raises(ValueError, match="a word of the head of view is wider than its column"):
        Grid(ask(), [Column(1, ask("Verzekeringsmaatschappij")), Column(11, ask())], 3)


def test_two_fields_of_one_name_are_refused() -> None:
    paper = Paper("Titel", "Loopt mee")
    paper.turn()
    paper.place(spot("bsn"))
    paper.place(spot("bsn"))

    with pytest.raises(ValueError, match="two fields are named bsn"):
        tags.finished(paper, "Proef")


def test_a_field_that_is_also_a_branch_is_refused() -> None:
    paper = Paper("Titel", "Loopt mee")
    paper.turn()
    paper.place(spot("talks.1"))
    paper.place(spot("talks"))

    with pytest.raises(ValueError, match="two fields are named talks"):
        tags.finished(paper, "Proef")


def test_a_question_for_the_physician_that_is_not_drawn_stops_the_build(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = Sheet.area
    monkeypatch.setattr(
        Sheet, "area", lambda sheet, name, lines: area(sheet, name, lines) if name != "treatment" else None
    )

    with pytest.raises(ValueError, match="the form asks treatment for the physician"):
        medical.composed(form)


def test_a_question_the_form_does_not_have_is_told(form: Form) -> None:
    with pytest.raises(KeyError, match="nothing"):
        Asked(form, {}, PLAIN).take("nothing", "1.1")


# ---- a sheet -------------------------------------------------------------------------------------------------------


def test_what_cannot_apply_takes_no_place_on_the_sheet(form: Form) -> None:
    """Every kind of block, for an application about one's own work: those about other work are not there."""
    sheet = Sheet(Asked(form, {"question_type": "own_work"}, PLAIN))

    sheet.section("Andere vragen")
    sheet.row(effort_from=6, track2_date=6)
    sheet.lines("track2_offered_nowhere")
    sheet.steps("milestones", "Datum")
    sheet.area("work_description", 4)
    sheet.grid("work_tasks", 3, work_task=12)
    sheet.signature("nowhere", "never")

    assert [type(block) for block in sheet.blocks] == [Heading]
    assert sheet.line == 0


def test_numbers_follow_the_sections_and_the_questions(form: Form) -> None:
    sheet = Sheet(Asked(form, {"question_type": "own_work"}, PLAIN))

    for title in ("Een", "Twee"):
        sheet.section(title)
        sheet.row(**dict.fromkeys(("bsn", "birth_date") if title == "Een" else ("phone", "email"), 4))

    assert sheet.asked.numbers == {"bsn": "1.1", "birth_date": "1.2", "phone": "2.1", "email": "2.2"}
    assert "surname" in sheet.asked.untaken()
    assert "bsn" not in sheet.asked.untaken()


# ---- layout --------------------------------------------------------------------------------------------------------

words = st.text("abcdefgh  ", min_size=1, max_size=80).filter(str.strip)


@given(words, st.integers(3, 12))
def test_wrapping_keeps_every_word_in_order(text: str, columns: int) -> None:
    lines = wrapped([(text, LABEL)], across(columns))

    assert " ".join("".join(run for run, _ in line).strip() for line in lines).split() == text.split()


@given(st.lists(st.sampled_from(["Ja", "Nee", "Weet ik niet", "Gedeeltelijk", "Een heel lang antwoord op deze vraag"]),
                min_size=2, max_size=9), st.sampled_from([3, 4, 6, 12]))  # fmt: skip
def test_every_choice_has_its_own_place_within_the_width(labels: list[str], span: int) -> None:
    choices = tuple(Choice(f"c{n}", label) for n, label in enumerate(labels))

    rows = Ticks(ask(choices=choices), span).rows()

    drawn = [choice.name for row in rows for _, choice, _ in row]
    assert drawn == [choice.name for choice in choices]
    for row in rows:
        starts = [start for start, _, _ in row]
        assert starts == sorted(set(starts))
        assert all(0 <= start < across(span) for start in starts)


def test_choices_with_hints_stand_in_columns_and_their_hint_below_them() -> None:
    hinted = Choice("part", "Voor een deel", "Minder uren dan in uw contract staan, of op andere dagen")

    lines = option(hinted, across(4))
    rows = Ticks(ask(choices=(hinted, *YES_NO, Choice("x", "Anders"), Choice("y", "Geen"))), 3).rows()

    assert len(lines) > 1
    assert len(rows) == 5, "one under the other"


def test_a_column_too_narrow_for_its_ticks_becomes_a_box_to_write_in() -> None:
    wide, narrow = (
        Grid(ask(), [Column(span, ask("Af?", choices=YES_NO)), Column(12 - span, ask())], 2) for span in (4, 1)
    )
    kinds = []
    for grid in (wide, narrow):
        paper = Paper("Titel", "Loopt mee")
        paper.turn()
        paper.begin("Sect")
        grid.draw(paper, 700, 0)
        kinds.append({one.kind for one in paper.spots if one.name.startswith("view.")})

    assert "radio" in kinds[0]
    assert kinds[1] == {"text"}


@pytest.mark.parametrize("count", [1, 2, 5, 6])
def test_tables_abreast_hold_each_row_once(count: int) -> None:
    paper = Paper("Titel", "Loopt mee")
    paper.turn()
    paper.begin("Sect")
    Grid(ask(), [Column(3, ask()), Column(3, Ask("when", "1.1", "Wanneer?"))], count, abreast=2).draw(paper, 700, 0)

    names = [one.name for one in paper.spots if one.name.startswith("view.")]
    assert sorted(names) == sorted(f"view.{row}.{inner}" for row in range(1, count + 1) for inner in ("view", "when"))


def test_pages_hold_all_blocks_in_order_whatever_their_heights() -> None:
    blocks = [
        Heading(1, "Een"),
        *[Row([(12, ask(lines=n % 9 + 1))]) for n in range(30)],
        Heading(2, "Twee"),
        Line(ask()),
    ]

    pages = flow.laid_out(blocks)

    assert [page.first for page in pages] == [0, *(page.after for page in pages[:-1])]
    assert pages[-1].after == len(blocks)
    assert all(page.spare >= 0 for page in pages)
    assert len(pages) == len({page.first for page in pages})


def test_a_form_of_every_kind_of_block_is_a_sound_pdf() -> None:
    paper = Paper("Titel", "Loopt mee", band="GEHEIM")
    steps = Steps(
        Ask("steps", "1.1", "Welke?", choices=YES_NO, many=True), {"yes": Ask("when", "1.1", "Wanneer?")}, "Datum"
    )
    signature = Signature([Ask("place", "1.2", "Plaats")], Ask("", "1.3", "Handtekening"))
    flow.draw(
        paper,
        [
            Heading(1, "Een", "Een toelichting."),
            steps,
            Line(Ask("sure", "1.4", "Zeker?", choices=YES_NO), "Kies."),
            signature,
        ],
    )

    with pikepdf.open(io.BytesIO(tags.finished(paper, "Proef"))) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == "Titel"
    assert names == ["steps", "when", "sure", "place", "footer"]


# ---- word ----------------------------------------------------------------------------------------------------------


def tags_of(house: House) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(house.bytes())).paragraphs]


def test_a_stretch_that_is_always_there_has_no_condition_around_it() -> None:
    house = House("nl", Text("Brief", "Letter"), Text("Brief", "Letter"))
    with house.section("Kop", "Head"):
        house.heading("Altijd", "Always", level=2)

    assert tags_of(house) == ["Kop", "Altijd"]


def test_an_else_stands_between_what_holds_and_what_does_not() -> None:
    house = House("en", Text("Brief", "Letter"), Text("Brief", "Letter"))
    with house.when("concept"):
        house.heading("Ontwerp", "Draft")
        house.otherwise()
        house.heading("Af", "Done")

    assert tags_of(house) == ["{%p if concept %}", "Draft", "{%p else %}", "Done", "{%p endif %}"]


# ---- building ------------------------------------------------------------------------------------------------------


def test_the_command_builds_every_template_into_the_folder_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["templates.source", str(tmp_path)])
    monkeypatch.delitem(sys.modules, "templates.source.__main__")

    runpy.run_module("templates.source", run_name="__main__")

    built = {path.name for path in tmp_path.iterdir()}
    assert built == {path.name for path in (ROOT / "templates").glob("*.*")}
    assert building.TEMPLATES == ROOT / "templates"
