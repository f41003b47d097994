"""Sub-documents read from a file, beside docxtpl: `python -m pytest tests/subdocuments.py` where docxcompose is found.

Only docxcompose can read one, and it changes python-docx's namespaces for its whole process. So it is in a folder of
its own (`make test` puts it there), and tests/test_word_subdocuments.py runs this file in a process of its own.
"""

import io
import random
from collections.abc import Callable

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate, InlineImage, Subdoc

from tests.test_word_equal import assert_members_equal
from tests.test_word_features import Values, found_out, ours, picture, theirs
from tests.worddocs import add_table, docx, members, notes, saved, table, with_part


def plain(*paragraphs: str) -> bytes:
    return docx(*(paragraphs or ("Bijlage & <meer>",)))


def looks() -> bytes:
    """Styles, a table and a picture of its own."""
    document = Document()
    document.add_heading("Bijlage & <meer>", 2)
    document.add_paragraph("citaat", style="Intense Quote").add_run(" vet").bold = True
    add_table(document, ("a", "b"), ("c", "d"))
    document.add_picture(picture(7))
    return saved(document)


def numbered() -> bytes:
    """Lists, of which the first starts anew in the document it comes into."""
    document = Document()
    for style in ("List Number", "List Number", "List Bullet", "List Number 2"):
        document.add_paragraph(f"punt in {style}", style=style)
    return saved(document)


def linked() -> bytes:
    """A link to a page on the web, and a place that other text refers to."""
    document = Document()
    paragraph = document.add_paragraph("zie ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to("https://www.uwv.nl/?a=1&b=2", RELATIONSHIP_TYPE.HYPERLINK, True))
    link.append(paragraph.add_run("uwv")._r)
    paragraph._p.append(link)
    place = f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="plaats"/>'
    paragraph._p.append(parse_xml(place))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))
    return saved(document)


def noted() -> bytes:
    """A footnote."""
    document = Document()
    reference = f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'
    document.add_paragraph("met noot").add_run()._r.append(parse_xml(reference))
    return with_part(saved(document), "footnotes", notes("footnotes", "Noot &amp; meer"))


def sections() -> bytes:
    """Two sections, with a header and a footer that have no place in another document."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Kop van de bijlage"
    document.add_paragraph("eerste deel")
    document.add_section(WD_SECTION.CONTINUOUS).footer.paragraphs[0].text = "Voet"
    document.add_paragraph("tweede deel")
    return saved(document)


def with_footnotes() -> bytes:
    return with_part(docx("voor {{ b }}", "{{p a }}"), "footnotes", notes("footnotes", "Noot {{ b }}"))


def read(engine: DocxTemplate, data: bytes) -> Subdoc:
    """As docxtpl's documentation shows it; the numbers that docxcompose draws for lists are the same for both."""
    random.seed(1)
    made = engine.new_subdoc(io.BytesIO(data))
    assert isinstance(made, Subdoc)
    return made


AROUND = docx("voor", "{{p a }}", "na {{ b }}")
LOOP = docx("{%p for one in all %}", "{{ one.who }}", "{{p one.text }}", "{%p endfor %}")


def alone(data: bytes) -> Values:
    return lambda engine: {"a": read(engine, data), "b": "x & y"}


FEATURES: dict[str, tuple[bytes, Values]] = {
    "plain": (AROUND, alone(plain())),
    "empty": (AROUND, alone(saved(Document()))),
    "braces in it": (AROUND, alone(plain("kent { geen } velden"))),
    "looks": (AROUND, alone(looks())),
    "lists": (AROUND, alone(numbered())),
    "link and place": (AROUND, alone(linked())),
    "footnote": (AROUND, alone(noted())),
    "footnotes in both": (with_footnotes(), alone(plain("zonder noot"))),
    "sections": (AROUND, alone(sections())),
    "in a cell": (table(("{{p a }}", "{{ b }}")), alone(looks())),
    "in a condition": (docx("{%p if b %}", "{{p a }}", "{%p endif %}"), alone(looks())),
    "twice": (docx("{{p a }}", "{{ b }}", "{{p a }}"), alone(looks())),
    "two in a loop": (
        LOOP,
        lambda engine: {
            "all": [
                {"who": "A & B", "text": read(engine, looks())},
                {"who": "C", "text": read(engine, numbered())},
            ]
        },
    ),
    "beside a picture": (
        docx("{{ b }}", "{{p a }}"),
        lambda engine: {"a": read(engine, looks()), "b": InlineImage(engine, picture(8))},
    ),
    "beside one made here": (
        docx("{{p a }}", "{{p b }}"),
        lambda engine: {"a": read(engine, looks()), "b": _made(engine)},
    ),
}


def _made(engine: DocxTemplate) -> Subdoc:
    made = engine.new_subdoc()
    made.add_paragraph("zelf gemaakt & meer")
    return made


@pytest.mark.parametrize("made_by", [ours, found_out], ids=["asked", "found out"])
@pytest.mark.parametrize("feature", FEATURES)
def test_a_sub_document_from_a_file_equals_docxtpl(feature: str, made_by: Callable[[bytes, Values], bytes]) -> None:
    template, values = FEATURES[feature]
    assert_members_equal(members(made_by(template, values)), theirs(template, values))
