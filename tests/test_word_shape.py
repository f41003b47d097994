"""What is proved of a template once, so that no document has to be read again."""

import pytest

from formgen.documents.word.sandbox import Sandbox
from formgen.documents.word.shape import Shape, shape


def proved(source: str) -> Shape:
    return shape(Sandbox().parse(source))


def cells(*texts: str, columns: int = 2) -> str:
    grid = "<w:tblGrid>" + "<w:gridCol/>" * columns + "</w:tblGrid>"
    return f"<w:tbl>{grid}{''.join(texts)}</w:tbl>"


CELL = "<w:tc><w:p/></w:tc>"
ROW = f"<w:tr>{CELL}{CELL}</w:tr>"
WIDE = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr>'


@pytest.mark.parametrize(
    "source",
    [
        "",
        "text",
        "<a/>",
        "<a><b></b></a>",
        "<a>{% if x %}<b/>{% endif %}</a>",
        "<a>{% if x %}</a><a>{% endif %}</a>",
        "{% if x %}<a>{% else %}<a>{% endif %}</a>",
        "<a>{% for x in y %}</a><a>{% endfor %}</a>",
        '<a b="{{ x }}"/>',
        '<a b="{% if x %}1{% else %}2{% endif %}">{{ x }}</a>',
        "<?xml version='1.0'?><a/>",
        "<!-- <b> --><a/>",
        '<a\n b="1"\n/>',
    ],
)
def test_these_always_close(source: str) -> None:
    assert not proved(source).unclosed


@pytest.mark.parametrize(
    "source",
    [
        "<a>",
        "</a>",
        "<a></b>",
        "<a><b></a></b>",
        "{% if x %}<a>{% endif %}</a>",
        "<a>{% if x %}</a>{% endif %}",
        "{% for x in y %}<a>{% endfor %}",
        "<a>{% for x in y %}</a>{% endfor %}",
        "{% if x %}<a>{% elif z %}<b>{% else %}<a>{% endif %}</a>",
        "<a>{% for x in y %}{% else %}</a>{% endfor %}",
        '<a{% if x %} b="1"{% endif %}',
        "{% if x %}<a b='{% endif %}'/>",
    ],
)
def test_these_do_not_always_close(source: str) -> None:
    assert proved(source).unclosed


def test_the_line_of_the_block_is_told() -> None:
    assert proved("<a>\n\n{% if x %}</a>{% endif %}").unclosed == 3


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (cells(ROW), Shape()),
        (cells(WIDE), Shape()),
        (cells(ROW, "{% for x in y %}", ROW, "{% endfor %}"), Shape()),
        (cells("{% for x in y %}", ROW, "{% endfor %}"), Shape(tables_may_empty=True)),
        ("{% if x %}" + cells(ROW) + "{% endif %}", Shape()),
        (cells(f"<w:tr>{CELL}</w:tr>"), Shape(tables_vary=True, tables_may_empty=True)),
        (cells(ROW, columns=1), Shape(tables_vary=True)),
        (cells(f"<w:tr>{CELL}{{% for x in y %}}{CELL}{{% endfor %}}</w:tr>"), Shape(tables_vary=True)),
        (cells(WIDE.replace('"2"', '"{{ n }}"')), Shape(tables_vary=True, tables_may_empty=True)),
        (cells(ROW.replace("<w:p/>", "{% if x %}<w:p/>{% endif %}")), Shape(cells_may_empty=True)),
        (cells(ROW.replace("<w:p/>", "{% for x in y %}<w:p/>{% endfor %}")), Shape(cells_may_empty=True)),
        (cells(ROW.replace("<w:p/>", "{% if x %}<w:p/>{% else %}<w:p/>{% endif %}")), Shape()),
        (cells(ROW.replace("<w:p/>", "{% if x %}<w:p/>{% endif %}<w:p/>")), Shape()),
        (cells(f"<w:tr>{CELL}<w:tc>{cells(ROW)}<w:p/></w:tc></w:tr>"), Shape()),
        (cells(f"<w:tr>{CELL}<w:tc>{cells(ROW * 1, columns=2)}<w:p/></w:tc></w:tr>", columns=2), Shape()),
        ("<wp:docPr id='1'/>", Shape()),
        ("{% if x %}<wp:docPr id='1'/>{% endif %}", Shape(drawings_vary=True)),
        ("<wp:docPr descr='{{ a }}' id='1'/>", Shape(drawings_vary=True)),
    ],
)
def test_tables_and_drawings(source: str, expected: Shape) -> None:
    assert proved(source) == expected


def test_settled_means_not_read_again() -> None:
    assert Shape(tables_may_empty=True, cells_may_empty=True).settled
    assert not Shape(tables_vary=True).settled
    assert not Shape(drawings_vary=True).settled


@pytest.mark.parametrize(
    ("source", "between", "blocks", "misplaced"),
    [
        ("<w:body><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:body>", 0, 0, 0),
        ("<w:body><w:p>{{ a }}</w:p></w:body>", 1, 0, 0),
        ("<w:body><w:p><w:hyperlink>{{ a }}</w:hyperlink></w:p></w:body>", 1, 0, 0),
        ("<w:body><w:sdtContent><w:p><w:sdtContent>{{ a }}</w:sdtContent></w:p></w:sdtContent></w:body>", 1, 0, 0),
        ("<w:body>\n{{ a }}</w:body>", 0, 1, 0),
        ("<w:body><w:sdtContent>{{ a }}</w:sdtContent></w:body>", 0, 1, 0),
        ("<w:tbl><w:tr><w:tc>{{ a }}</w:tc></w:tr></w:tbl>", 0, 1, 0),
        ("<w:body>\n<w:tbl>{{ a }}</w:tbl></w:body>", 0, 0, 2),
        ("<w:body><w:tbl><w:tr>{{ a }}</w:tr></w:tbl></w:body>", 0, 0, 1),
        ("<w:body><w:tbl><w:sdtContent>{{ a }}</w:sdtContent></w:tbl></w:body>", 0, 0, 1),
        ("<dc:title>{{ a }}</dc:title>", 0, 0, 0),
    ],
)
def test_where_a_value_stands(source: str, between: int, blocks: int, misplaced: int) -> None:
    found = proved(source)
    assert (len(found.between), len(found.blocks), found.misplaced) == (between, blocks, misplaced)
