"""A Word template filled: every string as it was typed, the same bytes each time, and faults said in words."""

import datetime
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from formgen.documents.shown import Chosen, Shown
from formgen.documents.word import TemplateProblem, fill_any, open_template
from formgen.errors import CharacterError, TemplateError
from tests.worddocs import (
    add_table,
    docx,
    letter,
    letter_values,
    members,
    saved,
    settled,
    table,
    text_of,
    with_body,
    with_xml,
)

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 3, 9)

# ---- lines and tabs -------------------------------------------------------------------------------------------------


def test_a_form_feed_is_refused_where_no_page_can_end() -> None:
    with pytest.raises(CharacterError, match=r"document properties.*U\+000C"):
        fill_any(docx("x", title="{{ a }}"), {"a": "een\ftwee"}, DAY)


def test_a_value_that_is_missing_is_asked_for_by_its_own_name() -> None:
    with pytest.raises(TemplateError) as told:
        fill_any(docx("{{ question_type }}"), {"bsn": ""}, DAY)

    assert told.value.sentence.en.endswith(
        'for the placeholder "question_type"; add "question_type" to the values in the JSON file; an empty text will do'
    )


def test_a_tab_keeps_the_look_of_its_run() -> None:
    look = "<w:rPr><w:b/></w:rPr>"
    made = fill_any(with_body(f"<w:p><w:r>{look}<w:t>{{{{ a }}}}</w:t></w:r></w:p>"), {"a": "een\ttwee"}, DAY)
    assert members(made)["word/document.xml"].decode().count(look) == 3


def test_lines_stay_lines_after_a_text_box() -> None:
    """docxtpl loses these: it takes the paragraph in the box for the end of the one around it."""
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>kader</w:t></w:r></w:p></w:txbxContent></w:pict>"
    data = with_body(f"<w:p><w:r>{box}</w:r><w:r><w:t>{{{{ a }}}}</w:t></w:r></w:p>")
    assert "een\ntwee\tdrie" in text_of(fill_any(data, {"a": "een\ntwee\tdrie"}, DAY))


def test_lines_inside_an_attribute_stay_as_well() -> None:
    data = with_body('<w:p><w:bookmarkStart w:id="1" w:name="{{ a }}"/><w:r><w:t>{{ a }}</w:t></w:r></w:p>')
    made = etree.fromstring(members(fill_any(data, {"a": 'een\n"twee"\t<&\r'}, DAY))["word/document.xml"])
    assert [value for value in made.xpath("//@*") if "twee" in value] == ['een\n"twee"\t<&\r']


# ---- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (12, "12"),
        (32.5, "32.5"),
        (0, "0"),
        (["a", "b"], "a, b"),
        ([], ""),
        ([1, None], "1, "),
        (Shown("9 maart 2026", key="2026-03-09", short="09-03-2026"), "9 maart 2026"),
        (Chosen([Shown("Tillen", key="lifting"), Shown("Lopen", key="walking")], "Tillen en Lopen"), "Tillen en Lopen"),
    ],
)
def test_values_print_as_people_write_them(value: object, said: str) -> None:
    assert text_of(fill_any(docx("{{ a }}."), {"a": value}, DAY)) == f"{said}."


def test_dotted_names_and_lists_from_json() -> None:
    template = docx(
        "{{ person.name }} {{ person.home.city }} {{ list[1] }} {{ rows[0].items }} {{ person['first name'] }}"
    )
    values = {
        "person": {"name": "Jan", "home": {"city": "Ede"}, "first name": "J."},
        "list": ["a", "b"],
        "rows": [{"items": 3}],
    }
    assert text_of(fill_any(template, values, DAY)) == "Jan Ede b 3 J."


def test_what_a_form_shows_can_be_asked_for_short_and_by_option() -> None:
    template = docx(
        "{% for talk in talks %}{{ talk.day|short }} {{ talk.day }}; {% endfor %}"
        "{% if kind|is('own_work') %}eigen{% endif %}{% if demands|has('lifting') %} tillen{% endif %}"
        "{% if demands|has('driving') %} rijden{% endif %}{% if nothing %}x{% endif %}"
    )
    day = Shown("9 maart 2026", key="2026-03-09", short="09-03-2026")
    values = {
        "talks": [{"day": day}],
        "kind": Shown("Mijn eigen werk", key="own_work"),
        "demands": Chosen([Shown("Tillen", key="lifting")], "Tillen"),
        "nothing": Shown(""),
    }
    assert text_of(fill_any(template, values, DAY)) == "09-03-2026 9 maart 2026; eigen tillen"


def test_a_plain_value_between_runs_becomes_a_run() -> None:
    """docxtpl puts the bare text between the runs, where Word does not show it."""
    assert text_of(fill_any(docx("voor {{r a }} na"), {"a": "<b>"}, DAY)) == "voor <b> na"


def test_a_cell_never_loses_its_last_paragraph() -> None:
    """docxtpl leaves the cell without one, and Word says the file is damaged."""
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "{%p if a %}"
    cell.add_paragraph("wel")
    cell.add_paragraph("{%p endif %}")
    made = etree.fromstring(members(fill_any(saved(document), {"a": False}, DAY))["word/document.xml"])
    assert [len(cell.xpath("w:p", namespaces=made.nsmap)) for cell in made.xpath("//w:tc", namespaces=made.nsmap)] == [
        1
    ]


BARE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>".format(
    "<w:p><w:r><w:t>{%tc for x in y %}</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>{%tc endfor %}</w:t></w:r></w:p>"
)


def test_a_table_without_a_grid_is_left_as_it_is() -> None:
    """docxtpl looks for its columns and stops with an AttributeError."""
    made = fill_any(with_body(BARE), {"y": ["een", "twee"]}, DAY)
    assert text_of(made) == "een\ntwee\n"


def test_a_document_longer_than_the_parser_takes_is_not_cut() -> None:
    columns = table(("{%tc for x in y %}", "{{ x }}", "{%tc endfor %}"))
    long = "a" * 10_500_000
    assert long.encode() in members(fill_any(columns, {"y": [long, "b"]}, DAY))["word/document.xml"]


def test_a_table_without_rows_is_left_out() -> None:
    """docxtpl leaves a table of no rows and no columns behind, which the format has no meaning for."""
    template = table(("{%tr for row in rows %}", ""), ("{{ row.day }}", "b"), ("{%tr endfor %}", ""))
    assert b"<w:tbl>" in members(fill_any(template, {"rows": [{"day": "1 mei"}]}, DAY))["word/document.xml"]
    made = fill_any(template, {"rows": []}, DAY)
    assert b"<w:tbl>" not in members(made)["word/document.xml"]
    assert text_of(made) == "Tabel"


def test_an_ampersand_in_a_comparison_is_an_ampersand() -> None:
    assert text_of(fill_any(docx("{% if a == 'x & y' %}ja{% endif %}"), {"a": "x & y"}, DAY)) == "ja"


# ---- properties and bytes -------------------------------------------------------------------------------------------


def test_properties_say_when_and_not_who() -> None:
    document = Document()
    document.core_properties.author = "Maker"
    document.core_properties.last_modified_by = "Maker"
    document.core_properties.title = "Aan {{ a }}"
    document.core_properties.subject = "Over R&D"
    made = fill_any(saved(document), {"a": "A & B"}, DAY)
    properties = Document(io.BytesIO(made)).core_properties
    assert (properties.title, properties.subject) == ("Aan A & B", "Over R&D")  # docxtpl escapes twice: A &amp; B
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.created == properties.modified == datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC)


def test_a_long_title_is_kept() -> None:
    made = members(fill_any(docx("x", title="{{ a }}"), {"a": "lang " * 100}, DAY))  # docxtpl stops at 255
    assert ("lang " * 100).encode() in made["docProps/core.xml"]


def test_a_template_without_properties_gets_only_the_dates() -> None:
    def bare(found: dict[str, bytes]) -> None:
        del found["docProps/core.xml"]

    data = with_xml(docx("x"), "_rels/.rels", ("docProps/core.xml", "docProps/thumbnail.jpeg"))
    data = with_xml(data, "_rels/.rels", ("package/2006/relationships/metadata/core-properties", "x/y"))
    made = members(fill_any(data, {}, DAY))["docProps/core.xml"].decode()
    assert "2026-03-09T00:00:00Z" in made
    assert "Word Document" not in made
    assert "python-docx" not in made


def test_the_path_of_the_template_is_left_out() -> None:
    data = with_xml(
        docx("x"), "docProps/app.xml", ("<Application>", "<Template>C:\\jan\\x.dotx</Template><Application>")
    )
    assert b"dotx" not in members(fill_any(data, {}, DAY))["docProps/app.xml"]


def test_same_values_same_bytes_and_another_day_other_bytes() -> None:
    values = letter_values()
    first = fill_any(letter(), values, DAY)
    assert fill_any(letter(), values, DAY) == first
    assert fill_any(letter(), values, datetime.date(2026, 3, 10)) != first


def test_same_bytes_in_processes_that_hash_differently() -> None:
    program = (
        "import datetime, hashlib\n"
        "from formgen.documents.word import fill_any\n"
        "from tests.worddocs import letter, letter_values\n"
        "import zipfile, pathlib, sys\n"
        "data = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "print(hashlib.sha256(fill_any(data, letter_values(), datetime.date(2026, 3, 9))).hexdigest())\n"
    )
    folder = Path(os.environ.get("PYTEST_TMPDIR", "/tmp"))
    path = folder / f"formgen-{os.getpid()}.docx"
    path.write_bytes(letter())
    try:
        said = {
            subprocess.run(
                [sys.executable, "-c", program, str(path)],
                capture_output=True,
                check=True,
                cwd=ROOT,
                env=os.environ | {"PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("1", "4711")
        }
    finally:
        path.unlink()
    assert len(said) == 1


def test_the_package_is_a_sound_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(fill_any(letter(), letter_values(), DAY))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_template_serves_many_documents_without_mixing_them() -> None:
    template = open_template(docx("{{ a }} {% for row in rows %}{{ row }}{% endfor %}"), "x.docx")
    for n in range(5):
        assert text_of(template.render({"a": f"brief {n}", "rows": ["x"] * n}, DAY)) == f"brief {n} " + "x" * n
        with pytest.raises(TemplateError):
            template.render({"a": n}, DAY)


def test_our_own_templates_are_proved_settled() -> None:
    """None of them needs a repair per document: they take the fast path."""
    paths = sorted((ROOT / "templates").glob("*.docx"))
    assert paths
    for path in paths:
        assert settled(open_template(path.read_bytes(), path.name)), path.name


# ---- what lint asks -------------------------------------------------------------------------------------------------


def test_placeholders_are_the_top_level_names() -> None:
    template = open_template(
        docx("{{ a.b }} {% for row in rows %}{{ row.x }}{{ loop.index }}{{ c }}{% endfor %}", header="{{ d|short }}"),
        "x.docx",
    )
    assert template.placeholders == {"a", "rows", "c", "d"}


def test_a_name_a_loop_gives_is_asked_for_where_the_loop_is_over() -> None:
    template = open_template(
        docx(
            "{% for x in x %}{{ x }}{% if x %}{{ y }}{% endif %}{% else %}{{ z }}{% endfor %}", "Na {{ q }}", "{{ r }}"
        ),
        "x.docx",
    )
    assert template.placeholders == {"x", "y", "z", "q", "r"}
    again = open_template(docx("{% for x, q in y if x %}{{ x }}{% endfor %}", "Na {{ x }}", "{{ loop }}"), "x.docx")
    assert [problem.placeholder for problem in again.problems([])] == ["y", "x", "loop"]
    assert "Na {{ x }}" in again.problems(["y"])[0].sentence.en


def test_problems_name_every_unknown_placeholder_and_its_place() -> None:
    template = open_template(docx("Geachte {{ naam_ }},", "{% if plaats %}x{% endif %}", header="{{ kop }}"), "x.docx")
    found = template.problems(["naam", "plaats", "datum"])
    assert [problem.placeholder for problem in found] == ["naam_", "kop"]
    assert found[0] == TemplateProblem("naam_", found[0].sentence)
    assert found[0].sentence.nl == (
        'x.docx, alinea "Geachte {{ naam_ }},": er is geen antwoord voor het invulveld "naam_"; bedoelt u "naam"?'
    )
    assert found[1].sentence.en.startswith('x.docx, page header, paragraph "{{ kop }}": there is no answer')
    assert template.problems(["naam_", "plaats", "kop"]) == ()


# ---- what goes wrong while filling ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        (docx("Beste {{ nam }}"), {"naam": "x"}, ('paragraph "Beste {{ nam }}"', '"nam"', 'did you mean "naam"?')),
        (docx("x", header="{{ nam }}"), {"naam": "x"}, ("page header", '"nam"')),
        (docx("x", footer="{{ nam }}"), {"naam": "x"}, ("page footer", '"nam"')),
        (docx("x", title="{{ nam }}"), {"naam": "x"}, ("document properties", '"nam"')),
        (table(("a",), ("{{ nam }}",)), {"naam": "x"}, ("table 1, row 2", '"nam"')),
        (
            docx("{% for r in rows %}{{ r.nme }}{% endfor %}"),
            {"rows": [{"name": 1}]},
            ('"r.nme"', 'did you mean "name"?'),
        ),
        (docx("{{ person.nme }}"), {"person": {"name": 1}}, ('"person.nme"', 'did you mean "name"?')),
        (docx("{{ a.b.c }}"), {"a": {}}, ('"a.b"',)),
        (docx("{{ name.first }}"), {"name": "Jan"}, ('"name.first"',)),
        (docx("{{ rows[3].x }}"), {"rows": [1]}, ('"3"',)),
        (docx("{% for r in rows %}{% endfor %}"), {}, ('"rows"',)),
        (docx("{% if a %}{% endif %}"), {}, ('"a"',)),
        (docx("{% for r in n %}{% endfor %}"), {"n": 3}, ("{% for r in n %}", "repeat only lists")),
        (docx("{% if a > 3 %}{% endif %}"), {"a": "x"}, ("{% if a > 3 %}", "Compare only things of one kind")),
        (docx("{{ person }}"), {"person": {"name": 1, "city": 2}}, ("whole row", "city, name")),
        (docx("{{ rows }}"), {"rows": [{"name": 1}]}, ("whole row", "name")),
        (docx("{{ rows|first }}"), {"rows": []}, ("empty list",)),
        (docx("{{ a|upper }} {{ b|lower }}"), {"a": "x", "c": 1}, ('"b"',)),
    ],
)
def test_what_is_missing_is_named_with_its_place(
    template: bytes, values: dict[str, object], said: tuple[str, ...]
) -> None:
    with pytest.raises(TemplateError) as found:
        fill_any(template, values, DAY, "brief.docx")
    for words in ("brief.docx", *said):
        assert words in found.value.sentence.en
    assert found.value.sentence.nl != found.value.sentence.en


def test_the_right_one_of_two_equal_tags_is_named() -> None:
    document = Document()
    add_table(document, ("{%tr for r in one %}",), ("{{ r.x }}",), ("{%tr endfor %}",))
    add_table(document, ("{%tr for r in two %}",), ("{{ r.x }}",), ("{%tr endfor %}",))
    with pytest.raises(TemplateError, match="table 2, row 2"):
        fill_any(saved(document), {"one": [{"x": 1}], "two": [{"y": 1}]}, DAY)


def test_a_default_or_a_test_makes_a_value_optional() -> None:
    template = docx("{{ a|default('geen') }}{% if b is defined %}b{% endif %}{{ c.d|default('ook') }}")
    assert text_of(fill_any(template, {"c": {}}, DAY)) == "geenook"


def test_a_document_without_end_is_stopped() -> None:
    many = [list(range(300))] * 300
    template = docx(
        "{% for a in rows %}{% for b in a %}{% for c in a %}"
        + "lang " * 50
        + "{{ c }}{% endfor %}{% endfor %}{% endfor %}"
    )
    with pytest.raises(TemplateError, match="too long"):
        fill_any(template, {"rows": many}, DAY)
