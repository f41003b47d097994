"""What we write equals what docxtpl writes with autoescape, part by part: docxtpl's language, without its hot loop."""

import datetime
import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
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
    assert_members_equal(members(open_template(template, "t.docx").render(values, DAY)), theirs(template, values))


def assert_members_equal(made: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """The same members; XML that says the same, and every other byte for byte."""
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


def commented() -> bytes:
    """With Word's own comments, which docxtpl leaves as they are."""
    document = Document()
    run = document.add_paragraph().add_run("Geachte {{ a }},")
    document.add_comment(run, text="klopt {{ a }} wel?", author="Een collega")
    return saved(document)


def listed() -> bytes:
    """Headings, lists, breaks and a second section, each with something to fill in."""
    document = Document()
    document.add_heading("{{ a }}", 1)
    document.add_paragraph("{%p for row in rows %}")
    document.add_paragraph("{{ row.day }}: {{ row.who }}", style="List Number")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{% if a %}", style="Quote").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("{{ a }}{% endif %}", style="List Bullet")
    document.add_section()
    document.add_paragraph("{{ a }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(document)


def even_headers() -> bytes:
    document = Document()
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for part in (section.even_page_header, section.even_page_footer, section.header, section.footer):
        part.paragraphs[0].text = "{% if a %}{{ a }}{% endif %}"
        part.add_paragraph("{%p for row in rows %}")
        part.add_paragraph("{{ row.who }}")
        part.add_paragraph("{%p endfor %}")
    return saved(document)


def tables_in_rows() -> bytes:
    """A table in every row of a table, with rows of its own."""
    document = Document()
    outer = document.add_table(3, 2)
    outer.cell(0, 0).text = "{%tr for group in groups %}"
    outer.cell(1, 0).text = "{{ group.name }}"
    inner = outer.cell(1, 1).add_table(3, 2)
    for number, text in enumerate(("{%tr for row in group.rows %}", "{{ row.day }}", "{%tr endfor %}")):
        inner.cell(number, 0).text = text
    inner.cell(1, 1).text = "{{ row.who }}"
    outer.cell(2, 0).text = "{%tr endfor %}"
    return saved(document)


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


HYPERLINK = with_body(
    "<w:p>" + run("zie ") + '<w:hyperlink w:anchor="plaats">' + run("{{ a }}", "<w:u/>") + "</w:hyperlink></w:p>",
    '<w:p><w:bookmarkStart w:id="0" w:name="plaats"/>' + run("hier {{ a }}") + '<w:bookmarkEnd w:id="0"/></w:p>',
)
FIELDS = with_body(
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText>'
    '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(" van {{ a }}") + "</w:p>",
    '<w:p><w:fldSimple w:instr=" DATE ">' + run("{{ a }}") + "</w:fldSimple></w:p>",
)
CHANGES = with_body(
    '<w:p><w:ins w:id="1" w:author="x">' + run("{{ a }}") + '</w:ins><w:del w:id="2" w:author="x"><w:r>'
    "<w:delText>weg</w:delText></w:r></w:del>" + run(" {% if a %}ja{% endif %}") + "</w:p>"
)
CONTROLS = with_body(
    "<w:sdt><w:sdtPr/><w:sdtContent><w:p>" + run("{{ a }}") + "</w:p></w:sdtContent></w:sdt>",
    "<w:p>"
    + run("voor ")
    + "<w:sdt><w:sdtContent>"
    + run("{{ a }}")
    + "</w:sdtContent></w:sdt>"
    + run(" na")
    + "</w:p>",
)
TEXT_BOX = with_body(
    "<w:p><w:r><w:pict><w:txbxContent><w:p>" + run("{{ a }}") + "</w:p><w:p>" + run("{%p if a %}") + "</w:p><w:p>"
    + run("wel") + "</w:p><w:p>" + run("{%p endif %}") + "</w:p></w:txbxContent></w:pict></w:r></w:p>"
)  # fmt: skip
GRID = table(
    ("", "{%tc for row in rows %}", "{{ row.day }}", "{%tc endfor %}"),
    ("{%tr for name in names %}", "", "", ""),
    ("{{ name }}", "{%tc for row in rows %}", "{{ row.who }} {{ name }}", "{%tc endfor %}"),
    ("{%tr endfor %}", "", "", ""),
)
COLOURED = table(
    ("{%tr for row in rows %}", ""), ("{% cellbg row.colour %}{{ row.who }}", "{{ row.day }}"), ("{%tr endfor %}", "")
)
WIDE = table(
    ("a", "b", "c"),
    ("{%tr for row in rows %}", "", ""),
    ("{% colspan row.wide %}{{ row.who }}", "", ""),
    ("{%tr endfor %}", "", ""),
)

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
    "comments of Word": (commented(), {"a": "x & y"}),
    "headings, lists, sections": (listed(), {"a": "x & y", "rows": ROWS}),
    "even pages": (even_headers(), {"a": "x & y", "rows": ROWS}),
    "tables in rows": (
        tables_in_rows(),
        {"groups": [{"name": "A", "rows": ROWS}, {"name": "B <", "rows": ROWS[:1]}]},
    ),
    "hyperlink": (HYPERLINK, {"a": "x & y"}),
    "fields": (FIELDS, {"a": "x & y"}),
    "tracked changes": (CHANGES, {"a": "x & y"}),
    "content controls": (CONTROLS, {"a": "x & y"}),
    "text box": (TEXT_BOX, {"a": "x & y"}),
    "rows and columns": (GRID, {"rows": ROWS, "names": ["Jan", "Piet & <"]}),
    "rows and many columns": (GRID, {"rows": ROWS * 3, "names": ["Jan"]}),
    "coloured rows": (COLOURED, {"rows": [row | {"colour": "00FF0" + str(n)} for n, row in enumerate(ROWS)]}),
    "wide rows": (WIDE, {"rows": [row | {"wide": n + 1} for n, row in enumerate(ROWS)]}),
    "merged down in rows": (
        table(
            ("{%tr for group in groups %}", ""),
            ("{%tr for row in group.rows %}", ""),
            ("{% vm %}{{ group.name }}", "{{ row.day }}"),
            ("{%tr endfor %}", ""),
            ("{%tr endfor %}", ""),
        ),
        {"groups": [{"name": "A", "rows": ROWS}, {"name": "B", "rows": ROWS}]},
    ),
    "as it is": (docx("{% raw %}{{ a }} {% if %} {_{ x }_}{% endraw %} {{ a }}"), {"a": "x"}),
    "dashes in values": (
        docx("a {{- a -}} b", "{{ a -}}", "  c {%- for row in rows -%} d {%- endfor %}"),
        {"a": 1, "rows": ROWS},
    ),
    "loop counters": (
        docx("{% for row in rows %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %}, {% endif %}{% endfor %}"),
        {"rows": ROWS},
    ),
    "loop with a test": (
        docx("{% for row in rows if row.day != '1 mei' %}{{ row.who }}{% else %}geen{% endfor %}"),
        {"rows": ROWS},
    ),
    "loop without rows": (docx("{% for row in rows %}{{ row.who }}{% else %}geen{% endfor %}"), {"rows": []}),
    "paragraph with other text": (docx("voor {%p if a %} na", "b", "{%p endif %}"), {"a": 1}),
    "run in a look": (
        with_body("<w:p>" + run("{{r a }}", "<w:b/>") + run("{%r if b %}") + run("c") + run("{%r endif %}") + "</w:p>"),
        {"a": RichText("b", italic=True), "b": True},
    ),
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
