"""Word templates for the tests, made in code so that what is in them can be read beside the tests."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from html import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from lxml import etree

from formgen.documents.word import WordTemplate

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx(*paragraphs: str, header: str = "", footer: str = "", title: str = "") -> bytes:
    """A template of paragraphs, with a header, a footer and a title when given."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    document.core_properties.title = title
    return saved(document)


def small(*paragraphs: str) -> bytes:
    """The smallest package Word takes: for tests that make hundreds."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    space = "http://schemas.openxmlformats.org"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def table(*rows: tuple[str, ...], before: str = "Tabel") -> bytes:
    """A template of one table."""
    document = Document()
    document.add_paragraph(before)
    add_table(document, *rows)
    return saved(document)


def add_table(document: WordDocument, *rows: tuple[str, ...]) -> None:
    made = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.paragraphs[0].add_run(text)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The same package after `change` has had its way with the members."""
    found = members(data)
    change(found)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in found.items():
            archive.writestr(name, blob)
    return buffer.getvalue()


def with_xml(data: bytes, member: str, *changes: tuple[str, str]) -> bytes:
    """The same package with texts replaced in one member."""

    def change(found: dict[str, bytes]) -> None:
        text = found[member].decode()
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        found[member] = text.encode()

    return repacked(data, change)


def with_part(data: bytes, kind: str, xml: str) -> bytes:
    """The same package with a part that python-docx cannot make: footnotes, endnotes."""
    kind_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"

    def change(found: dict[str, bytes]) -> None:
        found[f"word/{kind}.xml"] = xml.encode()
        types = found["[Content_Types].xml"].decode()
        override = f'<Override PartName="/word/{kind}.xml" ContentType="{kind_type}"/></Types>'
        found["[Content_Types].xml"] = types.replace("</Types>", override).encode()
        rels = found["word/_rels/document.xml.rels"].decode()
        link = f'<Relationship Id="rIdx{kind}" Type="{relation}" Target="{kind}.xml"/></Relationships>'
        found["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", link).encode()

    return repacked(data, change)


def notes(kind: str, text: str) -> str:
    one, many = kind.removesuffix("s"), kind
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<w:{many} xmlns:w="{W}"><w:{one} w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{one}></w:{many}>'
    )


def text_of(data: bytes, member: str = "word/document.xml") -> str:
    """The text as a reader sees it: a line break or the end of a paragraph is LF, a tab a tab, a page break FF."""
    return text_in(members(data)[member])


def text_in(xml: bytes) -> str:
    """The same of one part."""
    root = etree.fromstring(xml, etree.XMLParser(huge_tree=True))
    return "\n".join(_paragraph(paragraph) for paragraph in root.iter(f"{{{W}}}p"))


def _paragraph(paragraph: etree._Element) -> str:
    said = ""
    for element in paragraph.iter():
        if element.tag == f"{{{W}}}t":
            said += element.text or ""
        elif element.tag == f"{{{W}}}tab" and element.getparent().tag == f"{{{W}}}r":
            said += "\t"
        elif element.tag == f"{{{W}}}br":
            said += "\f" if element.get(f"{{{W}}}type") == "page" else "\n"
    return said


def settled(template: WordTemplate) -> bool:
    """Is every document right as the compiled template writes it, but for what a look at its pieces finds?"""
    return not any(part._mending._always for part in template._parts)


def canonical(xml: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(xml), method="c14n"))


def png() -> io.BytesIO:
    """The smallest picture: one grey dot."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    dot = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\x80"))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + dot + chunk(b"IEND", b""))


WORDS = """
    de werknemer de werkgever heeft is wordt kan zal om te niet meer weer nog al toen omdat sinds volgens tijdens
    uur dag week maand werk taak gesprek afspraak plan verslag bedrijfsarts arbeidsdeskundige functie belasting
    herstel rooster afdeling collega leidinggevende aanpassing proef opbouw verzuim melding advies oordeel passend
    eigen ander licht zwaar tillen zitten staan lopen rijden lezen schrijven overleg vervoer reistijd contract uren
    loon datum
""".split()  # noqa: SIM905 - a text reads better than a list of fifty strings


def prose(seed: int, sentences: int = 6) -> str:
    """Sentences that do not repeat, so that packing them is the work it is for a real letter."""
    chance = random.Random(seed)
    return " ".join(" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(sentences))


def letter() -> bytes:
    """A letter of several pages as an office makes it: 65 fields, four tables, one repeated, header, footer, logo."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Kenmerk {{ f0 }} van {{ f1 }}"
    section.header.paragraphs[0].add_run().add_picture(png())
    section.footer.paragraphs[0].text = "{{ f2 }}, blad van {{ f3 }}"
    document.core_properties.title = "Brief aan {{ f1 }}"
    document.add_heading("Aanvraag {{ f4 }}")
    for n in range(5, 35):
        paragraph = document.add_paragraph(f"{prose(n)} Het gaat om {{{{ f{n} }}}}")
        paragraph.add_run(" en dat is van belang.").bold = True
    for n in range(35, 65, 10):
        add_table(document, ("Vraag", "Antwoord"), *((f"Vraag {i}", f"{{{{ f{i} }}}}") for i in range(n, n + 10)))
        document.add_paragraph("{% if f5 %}Met {{ f6 }}{% else %}Zonder{% endif %}")
    add_table(
        document,
        ("Datum", "Wie", "Wat"),
        ("{%tr for talk in talks %}", "", ""),
        ("{{ talk.day }}", "{{ talk.who }}", "{{ talk.what }}"),
        ("{%tr endfor %}", "", ""),
    )
    document.add_picture(png())
    return saved(document)


def letter_values(seed: int = 0) -> dict[str, object]:
    talks = [{"day": f"{n + 1} maart 2026", "who": "mw. Ö. Şahin", "what": f"Gesprek {n} & <plan>"} for n in range(12)]
    return {f"f{n}": f"antwoord {n} van {seed} – één & “twee”" for n in range(65)} | {"talks": talks}


def runs(*texts: str) -> str:
    """A paragraph whose text Word has split over runs, one look each."""
    return "".join(
        f'<w:r><w:rPr><w:lang w:val="nl-{n}"/></w:rPr><w:t>{text}</w:t></w:r>' for n, text in enumerate(texts)
    )


def with_body(*elements: str) -> bytes:
    """A template whose body is this XML."""
    document = Document()
    for element in elements:
        document.element.body.insert_element_before(parse_xml(element.replace(">", f' xmlns:w="{W}">', 1)), "w:sectPr")
    return saved(document)
