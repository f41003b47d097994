"""The benchmarks run and measure what they say: every way makes the same document; the README has their table."""

import io
import re
from collections.abc import Iterator

import docx
import pikepdf
import pytest

from formgen.documents.pdf import open_template
from tests.benchmarks import letters, memory, pdf, table, word
from tests.benchmarks.__main__ import BLOCKS, QUICK, README, rows
from tests.benchmarks.table import Figure, Goal, Row
from tests.benchmarks.turns import measured
from tests.worddocs import text_of


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_prints_rows_that_the_readme_has(block: str) -> None:
    found = list(rows(block, QUICK))
    lines = list(table.printed(found))

    assert found
    assert [line for line in lines if not re.search(r"\d(\.\d+)?(x| ms| µs| KB| MB)", line)] == []
    assert [row.what for row in found if f"| {row.what} | " not in section()] == []
    assert all(figure.number >= 0 for row in found for figure in row.figures)


def section() -> str:
    readme = README.read_text("utf-8")
    return readme[readme.index("### Performance") : readme.index("### Files of others")]


def test_the_readme_says_on_which_machine_and_is_short() -> None:
    said = section()

    assert len(said.splitlines()) <= 26
    assert [name for name in table.BESIDE if f"{name} " not in said] == []
    assert re.search(r"Python 3\.\d+\.\d+, \d+ \w+ 20\d\d", said)


# ---- the table ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "goal", "target"),
    [
        (101.0, Goal(least=100), "≥ 100x: met"),
        (99.0, Goal(least=100), "≥ 100x: not met"),
        (1.06, Goal(most=1.06), "≤ 1.06x: met"),
        (1.07, Goal(most=1.06), "≤ 1.06x: not met"),
        (8.2, Goal(most=8, unit=" µs"), "≤ 8 µs: not met"),
        (3.0, None, "–"),
    ],
)
def test_a_target_is_met_or_it_is_not(number: float, goal: Goal | None, target: str) -> None:
    assert Row("x", [Figure(number, goal)]).target == target


def test_one_figure_that_falls_short_is_told() -> None:
    row = Row("x", [Figure(120, Goal(least=100)), Figure(90, Goal(least=100)), Figure(1)], "2.0 ms")

    assert row.target == "≥ 100x: not met"
    assert row.measured == "120x, 90.0x, 1.00x (2.0 ms)"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0.00"), (0.0431, "0.043"), (4.567, "4.57"), (45.67, "45.7"), (1234.5, "1,234")]
)
def test_a_figure_has_three_digits(number: float, said: str) -> None:
    assert str(Figure(number, unit="")) == said


def test_only_what_is_between_the_marks_is_written_anew() -> None:
    before = f"above\n{table.BEGIN}\nold\n{table.END}\nbelow\n"

    after = table.written(before, [Row("What", [Figure(2.0)])])

    assert after.startswith(f"above\n{table.BEGIN}\n")
    assert after.endswith(f"\n| What | 2.00x | – |\n{table.END}\nbelow\n")
    assert "old" not in after
    assert table.written(after, [Row("What", [Figure(2.0)])]) == after


def test_a_readme_without_marks_is_told() -> None:
    with pytest.raises(ValueError, match="substring not found"):
        table.written("no marks", [])


def test_turns_run_every_recipe_and_warm_it_up_first() -> None:
    ran: list[str] = []
    times = measured({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, 2)

    assert list(times) == ["a", "b"]
    assert ran[:4] == ["a", "b", "a", "b"]
    assert ran.count("a") == ran.count("b") > 2
    assert "".join(ran[4:]).startswith("a" * ((ran.count("a") - 2) // 2) + "b")


# ---- the same work ------------------------------------------------------------------------------------------------


def test_every_way_makes_the_same_letter() -> None:
    recipes = word.on_the_long_letter()
    made = {name: recipes[name]() for name in ("formgen", "docxtpl", "docxtpl, memoised", "docx-mailmerge2")}
    texts = {name: {text_of(data, part) for part in parts()} for name, data in made.items() if isinstance(data, bytes)}

    assert list(texts) == list(made)
    assert all(said == texts["formgen"] for said in texts.values())
    assert "antwoord 64 van 00000 – één & “twee”" in text_of(made["formgen"])  # type: ignore[arg-type]
    assert "Gesprek 11 & <plan>" in text_of(made["docx-mailmerge2"])  # type: ignore[arg-type]


def parts() -> Iterator[str]:
    return (f"word/{name}.xml" for name in ("document", "header1", "footer1"))


def test_the_letter_is_what_the_table_says() -> None:
    template = docx.Document(io.BytesIO(letters.for_docxtpl()))
    whole = "".join(text_of(letters.for_docxtpl(), part) for part in parts())

    assert len(set(re.findall(r"\{\{ (f\d+) }}", whole))) == letters.FIELDS == 65
    assert len(template.tables) == 4
    assert len(template.sections[0].header.part.package.image_parts) == 1


@pytest.mark.parametrize("name", word.OURS)
def test_docxtpl_says_what_our_documents_say(name: str) -> None:
    ours, theirs = (make() for make in word.on_our_form(name).values())

    assert isinstance(ours, bytes)
    assert isinstance(theirs, bytes)
    assert text_of(ours) == text_of(theirs)


def filled(data: object) -> dict[str, str]:
    assert isinstance(data, bytes)
    with pikepdf.open(io.BytesIO(data)) as form:
        fields = ((one.fully_qualified_name, one.obj) for one in form.acroform.fields)
        held = ((name, field.get("/V", field.get("/Parent", field).get("/V", ""))) for name, field in fields)
        return {name: str(value) for name, value in held if str(value) not in ("", "/Off")}


def test_every_way_fills_the_form_of_sixty() -> None:
    data, said = pdf.form_of_sixty(), pdf.values()
    opened = open_template(data, "sixty.pdf")
    made = {name: filled(fill()) for name, fill in pdf.fillers(opened, data, said).items()}

    assert [field.kind for field in opened.fields].count("text") == pdf.TEXTS
    assert len(said) == len(opened.fields) == len(made["formgen"])
    assert made["formgen"]["t3"] == said["t3"]
    assert [name for name, values in made.items() if values != made["formgen"]] == []


def test_no_answer_of_the_form_of_sixty_needs_a_sheet() -> None:
    opened = open_template(pdf.form_of_sixty(), "sixty.pdf")

    for eastern in (False, True):
        with pikepdf.open(io.BytesIO(opened.fill(pdf.values(eastern=eastern), pdf.MAKING))) as made:
            assert len(made.pages) == 3


@pytest.mark.parametrize("name", pdf.OURS)
def test_every_way_fills_our_application(name: str) -> None:
    made = {way: filled(fill()) for way, fill in pdf.on_our_form(name).items()}
    asked = set(made["formgen"]) - {one for one in made["formgen"] if one.rpartition(".")[2].startswith("_")}

    assert len(asked) > 20
    assert [way for way, values in made.items() if {one: values.get(one) for one in asked}
            != {one: made["formgen"][one] for one in asked}] == []  # fmt: skip


def test_documents_of_different_people_differ() -> None:
    made = memory.making()
    first, other, third, fourth = (next(made) for _ in range(4))

    assert first.startswith(b"PK")
    assert other.startswith(b"%PDF")
    assert first != third
    assert other != fourth
    assert memory.used() > 1_000_000
