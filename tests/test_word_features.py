"""Everything docxtpl documents, beside docxtpl itself: what its objects make, and what it puts in a package.

Each value is made with a docxtpl template: theirs for what docxtpl makes of it, ours for what we make of it.
"""

import datetime
import importlib
import io
import struct
import sys
import types
import zlib
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from lxml import etree

from formgen.documents.word import open_template
from formgen.errors import CharacterError, TemplateError
from tests.test_word_equal import assert_members_equal
from tests.worddocs import add_table, docx, members, notes, png, saved, table, text_in, text_of, with_body, with_part

DAY = datetime.date(2026, 3, 9)
Values = Callable[[DocxTemplate], dict[str, object]]


def theirs(template: bytes, values: Values) -> dict[str, bytes]:
    engine = DocxTemplate(io.BytesIO(template))
    engine.init_docx()
    engine.render(values(engine), autoescape=True)
    written = io.BytesIO()
    engine.save(written)
    return members(written.getvalue())


def ours(template: bytes, values: Values) -> bytes:
    """By the engine: what a program does that makes links or replaces media."""
    opened = open_template(template, "t.docx")
    engine = opened.engine()
    return opened.render_with(engine, values(engine), DAY)


def found_out(template: bytes, values: Values) -> bytes:
    """Without saying so: a value says itself that only docxtpl can print it."""
    opened = open_template(template, "t.docx")
    return opened.render(values(opened.engine()), DAY)


def picture(grey: int = 128) -> io.BytesIO:
    """A picture of one dot, of its own grey."""
    data = png().getvalue()
    body = zlib.compress(bytes((0, grey)))
    start = data.index(b"IDAT") - 4
    chunk = struct.pack(">I", len(body)) + b"IDAT" + body + struct.pack(">I", zlib.crc32(b"IDAT" + body))
    return io.BytesIO(data[:start] + chunk + data[data.index(b"IEND") - 4 :])


def sub_documents() -> type:
    """docxtpl's class for them. Only to read one from a file it needs docxcompose, but it imports it always.

    docxcompose is not here: it changes python-docx's namespaces for whatever runs beside it (see subdocuments).
    """
    names = {"docxcompose": "", "docxcompose.properties": "CustomProperties", "docxcompose.composer": "Composer"}
    missing = {name: types.ModuleType(name) for name in (*names, "docxcompose.utils")}
    for name, module in missing.items():
        vars(module).update({names.get(name, ""): object, "xpath": None, "NS": {}})
    with patch.dict(sys.modules, missing):
        return importlib.import_module("docxtpl.subdoc").Subdoc  # type: ignore[no-any-return]


SubDocument = sub_documents()


def built(engine: DocxTemplate) -> object:
    """A sub-document that a program writes."""
    made = SubDocument(engine)
    made.add_paragraph("Eerste alinea & meer")
    made.add_heading("Kop", 1)
    add_table(made, ("x", "y"))
    made.add_picture(picture(9), width=Mm(20))
    return made


def header_pictures() -> bytes:
    document = Document()
    document.add_paragraph("{{ a }}")
    document.sections[0].header.paragraphs[0].text = "{{ logo }} {{ a }}"
    document.sections[0].footer.paragraphs[0].text = "{{ a }} {{ logo }}"
    return saved(document)


def with_media() -> bytes:
    document = Document()
    document.add_paragraph("{{ a }}").add_run().add_picture(picture(1))
    document.sections[0].header.paragraphs[0].add_run("{{ a }}").add_picture(picture(2))
    return saved(document)


def colours() -> RichText:
    rich = RichText("gewoon ")
    rich.add("vet", bold=True)
    rich.add(" schuin", italic=True, underline="double", strike=True)
    rich.add(" kleur & <", color="#FF0000", highlight="#ffff00", size=40)
    rich.add("boven", superscript=True)
    rich.add("onder", subscript=True, font="eastAsia:Arial", style="Emphasis")
    rich.add("rechts", rtl=True, bold=True, italic=True, lang="ar-SA")
    rich.add(RichText("\tin elkaar\nregel", bold=True))
    rich.add(12)
    return rich


def linked(engine: DocxTemplate) -> RichText:
    rich = RichText("zie ")
    rich.add("uwv", url_id=engine.build_url_id("https://www.uwv.nl/?a=1&b=2"), color="blue", underline=True)
    return rich


def paragraphs() -> RichTextParagraph:
    rich = RichTextParagraph()
    rich.add("eerste", parastyle="Quote")
    rich.add(RichText("tweede & <", bold=True))
    return rich


def media(engine: DocxTemplate) -> dict[str, object]:
    engine.replace_media(picture(1), picture(3))
    engine.replace_media(picture(2), picture(4))
    return {"a": "x & y"}


def pics(engine: DocxTemplate) -> dict[str, object]:
    engine.replace_pic("image.png", picture(5))
    engine.allow_missing_pics = True
    return {"a": "x & y"}


ROWS = [{"who": "Ömer", "grey": 20}, {"who": "Anneke & Jan <3", "grey": 30}]
PICTURES_IN_ROWS = table(("{%tr for row in rows %}", ""), ("{{ row.who }}", "{{ row.image }}"), ("{%tr endfor %}", ""))

FEATURES: dict[str, tuple[bytes, Values]] = {
    "rich text, all looks": (docx("voor {{r a }} na"), lambda _: {"a": colours()}),
    "rich text in a header": (docx("x", header="voor {{r a }} na"), lambda _: {"a": colours()}),
    "rich text in rows": (
        table(("{%tr for row in rows %}",), ("{{r row.a }}",), ("{%tr endfor %}",)),
        lambda _: {"rows": [{"a": colours()}, {"a": RichText("b")}]},
    ),
    "rich text, plain braces": (docx("voor {{ a }} na"), lambda _: {"a": "niet rijk"}),
    "rich text with a condition": (docx("{%r if a %}{{r a }}{%r endif %}"), lambda _: {"a": RichText("b")}),
    "rich text, a link": (docx("voor {{r a }} na"), lambda engine: {"a": linked(engine)}),
    "rich paragraphs": (docx("voor", "{{p a }}", "na"), lambda _: {"a": paragraphs()}),
    "rich paragraphs in a cell": (table(("{{p a }}", "b")), lambda _: {"a": paragraphs()}),
    "listing, lines": (docx("{{ a }}"), lambda _: {"a": Listing("een & <\ntwee\tdrie")}),
    "listing, paragraphs": (docx("voor {{ a }} na"), lambda _: {"a": Listing("een\atwee\nregel\adrie\tx")}),
    "listing, pages": (docx("voor {{ a }} na"), lambda _: {"a": Listing("een\ftwee & <b>")}),
    "listing in a look": (
        with_body("<w:p><w:pPr><w:jc w:val='end'/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{{ a }}</w:t></w:r></w:p>"),
        lambda _: {"a": Listing("een\atwee\tdrie\fvier")},
    ),
    "listing beside words": (docx("{{ a }} {{ b }}"), lambda _: {"a": Listing("een\atwee"), "b": "een\ntwee\tdrie"}),
    "picture": (docx("voor {{ a }} na"), lambda engine: {"a": InlineImage(engine, picture())}),
    "picture, sized": (
        docx("{{ a }} {{ b }}"),
        lambda engine: {
            "a": InlineImage(engine, picture(), width=Mm(30), height=Mm(10)),
            "b": InlineImage(engine, picture(), height=Mm(10)),
        },
    ),
    "picture with a link": (
        docx("{{ a }}"),
        lambda engine: {"a": InlineImage(engine, picture(), anchor="https://www.uwv.nl/?a=1&b=2")},
    ),
    "pictures in rows": (
        PICTURES_IN_ROWS,
        lambda engine: {"rows": [row | {"image": InlineImage(engine, picture(row["grey"]))} for row in ROWS]},
    ),
    "picture in header and footer": (
        header_pictures(),
        lambda engine: {"a": "x & y", "logo": InlineImage(engine, picture(), width=Mm(20))},
    ),
    "picture beside a table to mend": (
        table(("{%tc for x in y %}", "{{ x }}", "{%tc endfor %}"), before="{{ a }}"),
        lambda engine: {"a": InlineImage(engine, picture()), "y": ["een", "twee", "drie", "vier"]},
    ),
    "picture that is not printed": (
        docx("{% if a %}wel{% endif %}"),
        lambda engine: {"a": InlineImage(engine, picture())},
    ),
    "sub-document made": (docx("voor", "{{p a }}", "na"), lambda engine: {"a": built(engine)}),
    "sub-document in a cell": (table(("{{p a }}", "b")), lambda engine: {"a": built(engine)}),
    "sub-documents in a loop": (
        docx("{%p for one in all %}", "{{ one.who }}", "{{p one.text }}", "{%p endfor %}"),
        lambda engine: {"all": [{"who": "A", "text": built(engine)}, {"who": "B", "text": built(engine)}]},
    ),
    "sub-document and footnotes": (
        with_part(docx("{{p a }}"), "footnotes", notes("footnotes", "Noot {{ b }}")),
        lambda engine: {"a": built(engine), "b": "x & y"},
    ),
    "other media": (with_media(), media),
    "other pictures": (with_media(), pics),
}


@pytest.mark.parametrize("made_by", [ours, found_out], ids=["asked", "found out"])
@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_equals_docxtpl(feature: str, made_by: Callable[[bytes, Values], bytes]) -> None:
    template, values = FEATURES[feature]
    if made_by is found_out and feature in ("rich text, a link", "other media", "other pictures"):
        return  # these are told to the engine, so only who has it can fill the template
    assert_members_equal(members(made_by(template, values)), theirs(template, values))


def test_a_package_inside_the_package_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "new.xml").write_bytes(b"<a/>")

    def values(engine: DocxTemplate) -> dict[str, object]:
        engine.replace_zipname("word/theme/theme1.xml", str(tmp_path / "new.xml"))
        return {"a": "x"}

    made = members(ours(docx("{{ a }}"), values))
    assert made["word/theme/theme1.xml"] == b"<a/>"
    assert_members_equal(made, theirs(docx("{{ a }}"), values))


# ---- handed over, and still right ------------------------------------------------------------------------------------


def test_the_same_bytes_twice() -> None:
    template, values = FEATURES["pictures in rows"]
    assert found_out(template, values) == found_out(template, values)


def test_beside_a_picture_strings_are_literal_too() -> None:
    """docxtpl loses or alters all of these."""
    for typed in (
        "{_{ x }_} {_% y %_}",
        "een\rtwee",
        "een\r\ntwee",
        "een\ftwee",
        "Ann & <Bob>",
        "{{ 7*7 }}",
        "{{ a }}",
    ):
        opened = open_template(docx("{{ a }} {{ logo }}", header="{{ a }}", title="{{ a if title }}"), "t.docx")
        logo = InlineImage(opened.engine(), picture())
        title = "\f" not in typed
        made = members(opened.render({"a": typed, "logo": logo, "title": title}, DAY))
        shown = typed.replace("\r\n", "\n").replace("\r", "\n")
        assert text_in(made["word/document.xml"]).startswith(f"{shown} ")
        assert text_in(made["word/header1.xml"]) == shown.replace("\f", "\n")


def test_beside_a_picture_faults_are_named_too() -> None:
    opened = open_template(docx("{{ logo }}", "Beste {{ nam }}"), "t.docx")
    logo = InlineImage(opened.engine(), picture())
    with pytest.raises(TemplateError, match=r'paragraph "Beste {{ nam }}".*did you mean "naam"\?'):
        opened.render({"logo": logo, "naam": "x"}, DAY)
    with pytest.raises(CharacterError, match=r"U\+0001"):
        opened.render({"logo": logo, "nam": "\x01"}, DAY)
    with pytest.raises(CharacterError, match=r"U\+0001"):
        opened.render({"logo": Listing("a\ab\x01"), "nam": "x"}, DAY)


def test_endnotes_and_titles_are_filled_too() -> None:
    """docxtpl leaves endnotes as they are, and stops at a title of 256 characters."""
    document = Document()
    document.add_paragraph("{{ logo }}")
    document.core_properties.title = "{{ a }}"
    opened = open_template(with_part(saved(document), "endnotes", notes("endnotes", "{{ a }}")), "t.docx")
    made = members(opened.render({"a": "A & B " * 50, "logo": InlineImage(opened.engine(), picture())}, DAY))
    assert text_in(made["word/endnotes.xml"]) == "A & B " * 50
    title = etree.fromstring(made["docProps/core.xml"]).findtext("{http://purl.org/dc/elements/1.1/}title")
    assert title == "A & B " * 50


def test_a_link_without_its_engine_is_refused() -> None:
    opened = open_template(docx("{{r a }}"), "t.docx")
    with pytest.raises(TemplateError, match="holds a link that was made with docxtpl"):
        opened.render({"a": linked(opened.engine())}, DAY)


def test_words_between_paragraphs_become_a_paragraph() -> None:
    """docxtpl puts bare text or bare runs there, and Word says the file is damaged."""
    template = docx("voor", "{{p a }}", "na")
    for value, said in (("<b> & c", "<b> & c"), (RichText("rijk", bold=True), "rijk")):
        made = open_template(template, "t.docx").render({"a": value}, DAY)
        assert text_of(made) == f"voor\n{said}\nna"
        body = etree.fromstring(members(made)["word/document.xml"])[0]
        assert {etree.QName(child).localname for child in body} == {"p", "sectPr"}
    assert text_of(open_template(template, "t.docx").render({"a": ""}, DAY)) == "voor\nna"
