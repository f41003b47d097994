"""What we write equals what docxtpl writes with autoescape, part by part: docxtpl's language, without its hot loop."""

import datetime
import io

import pytest
from docx import Document
from docxtpl import DocxTemplate, Listing, RichText

from formgen.documents.word import open_template
from tests.worddocs import (
    add_table,
    canonical,
    docx,
    letter,
    letter_values,
    members,
    notes,
    png,
    saved,
    table,
    with_body,
    with_part,
    with_xml,
)

DAY = datetime.date(2026, 3, 9)
ROWS = [{"day": "1 mei", "who": "Ömer"}, {"day": "2 mei", "who": "Anneke & Jan <3"}]


def theirs(template: bytes, values: dict[str, object]) -> dict[str, bytes]:
    engine = DocxTemplate(io.BytesIO(template))
    engine.render(values, autoescape=True)
    buffer = io.BytesIO()
    engine.save(buffer)
    return members(buffer.getvalue())


def assert_equal(template: bytes, values: dict[str, object]) -> None:
    expected = theirs(template, values)
    made = members(open_template(template, "t.docx").render(values, DAY))
    assert made.keys() == expected.keys()
    for name, blob in made.items():
        if not name.startswith("docProps/") or not name.endswith(".xml"):  # properties: see test_word_properties
            same = canonical(blob) == canonical(expected[name]) if name.endswith((".xml", ".rels")) else False
            assert same or blob == expected[name], name


def pictures() -> bytes:
    document = Document()
    document.add_picture(png())
    document.add_paragraph("{{ a }}")
    document.add_picture(png())
    document.sections[0].header.paragraphs[0].add_run("{{ a }}").add_picture(png())
    return saved(document)


def looped_pictures() -> bytes:
    document = Document()
    document.add_paragraph("{%p for row in rows %}")
    document.add_picture(png())
    document.add_paragraph("{{ row.who }}")
    document.add_paragraph("{%p endfor %}")
    document.add_picture(png())
    return saved(document)


def nested_tables() -> bytes:
    document = Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text = "{{ a }}"
    inner = outer.cell(0, 1).add_table(1, 3)
    inner.cell(0, 2).text = "{{ b }}"
    return saved(document)


def headers() -> bytes:
    document = Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "Eerste {{ a }}"
    document.sections[0].header.paragraphs[0].text = "Kop {{ b }}"
    add_table(document, ("{{ a }}",))
    document.add_section().footer.paragraphs[0].text = "Voet {{ a }}"
    document.sections[1].footer.is_linked_to_previous = False
    return saved(document)


COLUMNS = table(
    ("Kop", "{%tc for row in rows %}", "{{ row.day }}", "{%tc endfor %}"),
    ("Wie", "{%tc for row in rows %}", "{{ row.who }}", "{%tc endfor %}"),
)
MERGED_DOWN = table(("{%tr for row in rows %}", ""), ("{% vm %}{{ a }}", "{{ row.day }}"), ("{%tr endfor %}", ""))
MERGED_ACROSS = table(
    ("{%tc for row in rows %}", "{% hm %}{{ a }}", "{%tc endfor %}"),
    ("{%tc for row in rows %}", "{{ row.day }}", "{%tc endfor %}"),
)

CASES: dict[str, tuple[bytes, dict[str, object]]] = {
    "letter": (letter(), letter_values()),
    "plain": (docx("Geachte {{ a }}, {{ b }}."), {"a": "A & B <c> \"d\" 'e'", "b": 12}),
    "nothing to fill": (docx("Geachte heer"), {}),
    "header, footer": (docx("x", header="Kop {{ a }}", footer="{% if a %}Voet{% endif %}"), {"a": "ja"}),
    "several headers": (headers(), {"a": "één", "b": "twee"}),
    "lines": (docx("Start {{ a }} eind {{ a }}"), {"a": "een\ntwee\n\ndrie"}),
    "tabs": (docx("Start {{ a }} eind"), {"a": "een\ttwee\t\tdrie\nvier\tvijf"}),
    "tabs in looks": (with_body("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>x {{ a }}</w:t></w:r></w:p>"), {"a": "1\t2\n3"}),
    "listing": (docx("Start {{ a }} eind"), {"a": Listing("een & <\ntwee\tdrie")}),
    "spaces": (docx("{{ a }}", "{{ a }} {{ a }}"), {"a": "  twee  spaties "}),
    "empty": (docx("{{ a }}{{ a }}"), {"a": ""}),
    "conditions": (
        docx(
            "{% if a == 'x' %}een{% elif a != 'y' and not b %}twee{% else %}drie{% endif %} {{ 'ja' if b else 'nee' }}"
        ),
        {"a": "z", "b": False},
    ),
    "across paragraphs": (docx("a {% for row in rows %}b {{ row.day }}", "c{% endfor %} d"), {"rows": ROWS}),
    "paragraphs": (
        docx(
            "{%p if a %}",
            "Wel {{ a }}",
            "{%p else %}",
            "Niet",
            "{%p endif %}",
            "{%p for row in rows %}",
            "{{ loop.index }} {{ row.who }}",
            "{%p endfor %}",
        ),
        {"a": "x", "rows": ROWS},
    ),
    "runs": (
        with_body(
            "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t>{%r if a %}</w:t></w:r><w:r><w:t>b</w:t></w:r>"
            "<w:r><w:t>{%r endif %}</w:t></w:r></w:p>"
        ),
        {"a": ""},
    ),
    "comments": (docx("a{# niet afdrukken #}b", "{#p weg #}", "{# over twee", "alinea's #}c {{ a }}"), {"a": 1}),
    "dashes": (docx("a", "{%- if a %}", "b", "{%- endif -%}", "c"), {"a": 1}),
    "escaped braces": (docx("{_{ a }_} {_% b %_} {{ a }}"), {"a": "x"}),
    "curly quotes": (docx("{% if a == ‘x’ %}ja{% endif %}{{ b|default(“leeg”) }}"), {"a": "x"}),
    "comparison": (docx("{% if n > 3 and n <= 7 %}ja{% endif %}"), {"n": 5}),
    "filters": (docx("{{ a|upper }} {{ l|join(', ') }} {{ l|length }} {{ l|first }}"), {"a": "é", "l": ["x", "y"]}),
    "rows": (
        table(
            ("Dag", "Wie"), ("{%tr for row in rows %}", ""), ("{{ row.day }}", "{{ row.who }}"), ("{%tr endfor %}", "")
        ),
        {"rows": ROWS},
    ),
    "rows only": (
        table(("{%tr for row in rows %}", ""), ("{{ row.day }}", "{{ row.who }}"), ("{%tr endfor %}", "")),
        {"rows": ROWS},
    ),
    "nested loops": (
        docx(
            "{%p for g in groups %}",
            "{{ g.name }}: {% for row in g.rows %}{{ row.day }}, {% endfor %}",
            "{%p endfor %}",
        ),
        {"groups": [{"name": "A", "rows": ROWS}, {"name": "B", "rows": []}]},
    ),
    "columns": (COLUMNS, {"rows": ROWS}),
    "many columns": (COLUMNS, {"rows": ROWS * 4}),
    "no columns": (COLUMNS, {"rows": []}),
    "merged down": (MERGED_DOWN, {"a": "samen", "rows": ROWS}),
    "merged across": (MERGED_ACROSS, {"a": "samen", "rows": ROWS}),
    "colspan": (table(("a", "b"), ("{% colspan n %}{{ a }}", "")), {"n": 2, "a": "breed"}),
    "cell colour": (table(("{% cellbg c %}{{ a }}", "b")), {"c": "FF0000", "a": "rood"}),
    "nested tables": (nested_tables(), {"a": 1, "b": 2}),
    "pictures": (pictures(), {"a": "x"}),
    "looped pictures": (looped_pictures(), {"rows": ROWS}),
    "picture in no row": (looped_pictures(), {"rows": []}),
    "footnotes": (with_part(docx("{{ a }}"), "footnotes", notes("footnotes", "Noot {{ a }}")), {"a": "x & y"}),
    "rich text": (docx("voor {{r a }} na"), {"a": RichText("vet & <zo>", bold=True)}),
    "rich text in lines": (docx("voor {{r a }} na"), {"a": RichText("een\ntwee", italic=True)}),
    "alt text": (
        with_xml(pictures(), "word/document.xml", ('name="Picture 1"', 'name="P" descr="{{ a }}"')),
        {"a": '"<&'},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_part_equals_docxtpl(case: str) -> None:
    assert_equal(*CASES[case])


def test_split_tags_are_read_as_docxtpl_reads_them() -> None:
    split = with_body(
        '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Geachte {</w:t></w:r><w:r><w:t xml:space="preserve">{ na</w:t></w:r>'
        "<w:proofErr/><w:r><w:rPr><w:i/></w:rPr><w:t>am }</w:t></w:r><w:r><w:t>}!</w:t></w:r></w:p>"
    )
    assert_equal(split, {"naam": "mevrouw Jansen"})
