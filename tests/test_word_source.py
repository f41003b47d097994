"""Tags of a template: what is wrong with one, and where it stands in Word."""

import pytest
from docx import Document

from formgen.documents.word import open_template
from formgen.errors import TemplateError
from tests.worddocs import add_table, docx, notes, runs, saved, table, with_body, with_part


def fault(data: bytes) -> str:
    with pytest.raises(TemplateError) as found:
        open_template(data, "brief.docx")
    sentence = found.value.sentence
    assert sentence.nl.startswith("brief.docx, ")
    assert sentence.nl != sentence.en
    return sentence.en.removeprefix("brief.docx, ")


def nested() -> bytes:
    document = Document()
    add_table(document, ("a",))
    outer = document.add_table(2, 2)
    outer.cell(1, 1).add_table(3, 1).cell(2, 0).text = "{{ a b }}"
    return saved(document)


def in_repeating_rows() -> bytes:
    row = "<w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt>"
    return with_body(f"<w:tbl>{row.format('x')}{row.format('{{ a b }}')}</w:tbl>")


def in_text_box() -> bytes:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>{{ a b }}</w:t></w:r></w:p></w:txbxContent></w:pict>"
    return with_body(f"<w:p><w:r><w:t>Buiten</w:t></w:r><w:r>{box}</w:r></w:p>")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (docx("Beste {{ a b }}"), 'paragraph "Beste {{ a b }}"'),
        (docx("Een twee drie vier vijf {{ a b }}"), 'paragraph "Een twee drie vier ..."'),
        (docx("x", header="{{ a b }}"), 'page header, paragraph "{{ a b }}"'),
        (docx("x", footer="Blad {{ a b }}"), 'page footer, paragraph "Blad {{ a b }}"'),
        (docx("x", title="{{ a b }}"), "document properties"),
        (with_part(docx("x"), "footnotes", notes("footnotes", "{{ a b }}")), 'footnotes, paragraph "{{ a b }}"'),
        (with_part(docx("x"), "endnotes", notes("endnotes", "{{ a b }}")), 'endnotes, paragraph "{{ a b }}"'),
        (table(("x",), ("{{ a b }}",)), "table 1, row 2"),
        (nested(), "table 3, row 3"),
        (in_repeating_rows(), "table 1, row 2"),
        (in_text_box(), 'paragraph "{{ a b }}"'),
        (with_body(f"<w:p>{runs('Dag {', '{ a', ' b ', '}', '}')}</w:p>"), 'paragraph "Dag {{ a b }}"'),
        (table(("{%tr for x in y %}",), ("{{ x }}",), ("{%tr endfor %}",), ("{{ a b }}",)), "table 1, row 4"),
        (docx("{{ a }}", "{{ b }}", "{{ a b }} hier"), 'paragraph "{{ a b }} hier"'),
    ],
)
def test_the_place_is_where_word_shows_it(data: bytes, place: str) -> None:
    assert fault(data).startswith(f"{place}: {{{{ a b }}}} cannot be read. Write a name, for example {{{{ name }}}}")


@pytest.mark.parametrize(
    ("texts", "what"),
    [
        (("{{ naam",), 'paragraph "{{ naam": "{{ naam" is not closed in this paragraph. Put }} or %}'),
        (("{{ naam", "}}"), '"{{ naam" is not closed'),
        (("{{ naam }",), '"{{ naam }" is not closed'),
        (("{% if a }", "{% endif %}"), '"{% if a }" is not closed'),
        (("{# geen eind", "{{ a }}"), "is not closed"),
        (("{% if a %}x",), "{% if a %} is never ended. Put {% endif %} after the text that belongs to it."),
        (("{%p for x in y %}", "{{ x }}"), "{%p for x in y %} is never ended. Put {% endfor %}"),
        (("{% endif %}",), "{% endif %} ends nothing"),
        (("{% if a %}{% endfor %}",), "{% endfor %} ends nothing"),
        (("{% for a in b %}{% elif x %}{% endfor %}",), "{% elif x %} ends nothing"),
        (("{% else %}",), "{% else %} ends nothing"),
        (("{% fi a %}",), '{% fi a %} says "fi", which is no instruction of a template'),
        (("{% edif %}",), 'did you mean "endif"'),
        (("{% set a = 1 %}",), '"set"'),
        (("{%tr for x in y %}", "{%tr endfor %}"), "{%tr for x in y %} is not in its place. Put tr in a table row"),
        (("{% vm %}x",), "{% vm %} is not in its place"),
        (("{%p if a %}{{ b }}{%p endif %}",), "gets lost"),
        (("{%p if a %} {{ b }}", "{%p endif %}"), "{{ b }} gets lost: another instruction stands in the same row"),
        (("{{ a.b.c( }}",), "{{ a.b.c( }} cannot be read"),
        (("{{ }}",), "{{ }} cannot be read"),
        (("{% if %}{% endif %}",), "{% if %} cannot be read"),
        (("{% for x %}{% endfor %}",), "{% for x %} cannot be read"),
        (("{{ 'a }}",), "cannot be read"),
        (("{{ a() }}",), "{{ a() }} is not possible in a template: a call with brackets"),
        (("{{ a|uper }}",), 'filter "uper"; did you mean "upper"?'),
        (("{% raw %}{{ a }}",), "{% raw %} is never ended. Put {% endraw %} after"),
        (("a {% endraw %}",), "{% endraw %} ends nothing"),
        (("{{ " + "(" * 2000 + "a" + ")" * 2000 + " }}",), "too deeply inside each other"),
        (("{{ a" + " + a" * 3000 + " }}",), "too deeply inside each other"),
        (("{{ a" + ".a" * 3000 + " }}",), "too deeply inside each other"),
        (("{{ a" + "|upper" * 3000 + " }}",), "too deeply inside each other"),
        (("{% for loop in y %}{% endfor %}",), "{% for loop in y %} cannot be read"),
        (("{% for x in y %}" * 5 + "{% endfor %}" * 5,), "more than 4 loops"),
        (("{% if a %}" * 150 + "{% endif %}" * 150,), "too deeply inside each other"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(texts: tuple[str, ...], what: str) -> None:
    assert what in fault(docx(*texts))


def test_a_block_that_ends_in_another_cell_is_named() -> None:
    document = Document()
    document.add_paragraph("{% if a %}")
    add_table(document, ("{% endif %}",))
    assert fault(saved(document)).startswith('paragraph "{% if a %}": the block {% if a %} begins in another cell')


def test_two_row_tags_in_one_row_are_told_apart() -> None:
    assert "{%tr for x in y %} gets lost" in fault(table(("{%tr for x in y %}", "{%tr endfor %}")))


@pytest.mark.parametrize("text", ["}}", "%}", "#}", "{ {", "{ naam }", "100% {zeker}", "a}}b"])
def test_loose_braces_are_text(text: str) -> None:
    assert open_template(docx(text), "x.docx").placeholders == frozenset()


def test_curly_quotes_and_spaces_do_not_hide_the_place() -> None:
    assert fault(docx("Als {%  if a  ==  ‘x’ y %}{% endif %}")).startswith('paragraph "Als {%')
