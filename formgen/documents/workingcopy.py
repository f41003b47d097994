"""A document that carries its own answers, to go on with on any machine; and getting them back out.

What is carried is one piece of JSON, the same as an answers file: `{"form": "...", "answers": {...}}`. In a Word file
it is a custom XML part, which Word and LibreOffice keep when they save; in a PDF an attachment. The third way is that
file itself, beside the documents. Every document is a clean copy, without any of this, until it is packed here.
"""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from formgen.documents import Made, bundle
from formgen.documents.pdf.importing import in_own_process, refusal
from formgen.documents.word import package
from formgen.documents.word.archive import Archive
from formgen.errors import FileError
from formgen.loader.answersfile import read_answers
from formgen.loader.plain import MOST_BYTES
from formgen.text import Language, Text

ATTACHMENT = "formgen-answers.json"

_SCRIPT = Path(__file__).with_name("pdf") / "attaching.py"
_SPACE = "urn:formgen:answers:1"
_ITEM = re.compile(r"customXml/item(\d+)\.xml", re.IGNORECASE)
_LARGEST = 60_000_000  # of the file: more than any document of ours
_TYPES, _PACKAGE = "[Content_Types].xml", "_rels/.rels"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_IDENTITY = "{6C1B7F0E-5D0A-4C57-9F7B-3E0C6A1D2F48}"  # of this kind of part; Word wants every part to have one
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Carried(NamedTuple):
    """What a working copy carries: the name of its form, and the raw answers by dotted name, also parked ones."""

    form: str
    answers: Mapping[str, str]


def as_file(carried: Carried) -> bytes:
    """The answers as a JSON file that `unpack` and the command line read: for when a program drops the part."""
    return _payload(carried) + b"\n"


def pack(made: Made, carried: Carried, language: Language) -> Made:
    """The document with these answers in it, under a name that says so. The same answers give the same bytes.

    It holds everything that was typed, also what its pages do not show: it is for the writer alone. Raises
    FileError for more than 5 MB of answers.
    """
    stem, _, ending = made.name.rpartition(".")
    data = _payload(carried)
    if len(data) > MOST_BYTES:
        raise FileError(_TOO_MUCH.fill(most=MOST_BYTES // 1_000_000))
    packed = _into_word(made.data, data) if ending == "docx" else _into_pdf(made.data, data)
    return replace(made, name=bundle.safe_name(stem, f" - {_NAME[language]}.{ending}"), data=packed)


def unpack(data: bytes, name: str = "werkkopie") -> Carried:
    """The form and the raw answers that a Word file, a PDF or a JSON file carries, whoever made or saved it last.

    It is a file from elsewhere: opened within limits, and what comes out is text like any other that was typed, to be
    read as answers. `name` is what sentences call it. Raises FileError or TemplateError of one sentence when it cannot
    be opened or carries no answers.
    """
    if len(data) > _LARGEST:
        raise FileError(_LARGE.fill(file=name, most=_LARGEST // 1_000_000))
    if data.startswith(b"PK"):
        payload = _out_of_word(data, name)
    elif b"%PDF-" in data[:1024]:
        payload = _out_of_pdf(data, name)
    else:
        payload = data
    if not payload.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        raise FileError(_NOTHING.fill(file=name))
    found = read_answers(payload, f"{name} (JSON)")
    return Carried(found.form, found.answers)


def _payload(carried: Carried) -> bytes:
    """One line of ASCII: every sign that XML or a file system could change is written as an escape."""
    return json.dumps({"form": carried.form, "answers": dict(carried.answers)}).encode("ascii")


# ---- PDF ------------------------------------------------------------------------------------------------------------


def _into_pdf(data: bytes, payload: bytes) -> bytes:
    said, body = in_own_process(_SCRIPT, payload + b"\n" + data, "PDF", "put", ATTACHMENT)
    if said["refused"]:
        raise refusal(said["refused"], "PDF")
    return body


def _out_of_pdf(data: bytes, name: str) -> bytes:
    said, body = in_own_process(_SCRIPT, data, name, "take", ATTACHMENT)
    if said["refused"]:
        raise refusal(said["refused"], name)
    return body


# ---- Word -----------------------------------------------------------------------------------------------------------


def _into_word(data: bytes, payload: bytes) -> bytes:
    """The package with one custom XML part more, known to the document by a relationship."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    number = 1 + max((int(found[1]) for name in members if (found := _ITEM.fullmatch(name))), default=0)
    part = etree.Element(f"{{{_SPACE}}}answers", nsmap={"formgen": _SPACE})
    part.text = payload.decode("ascii")
    members[f"customXml/item{number}.xml"] = _written(part)
    members[f"customXml/itemProps{number}.xml"] = _PROPERTIES.encode()
    members[f"customXml/_rels/item{number}.xml.rels"] = _OWN_RELATION.format(number=number).encode()
    for name, kind in (("item", "application/xml"), ("itemProps", _PROPERTIES_TYPE)):
        part_name = f"/customXml/{name}{number}.xml"
        members[_TYPES] = _with_child(members[_TYPES], "Override", PartName=part_name, ContentType=kind)
    relations = _relations_of_text(members[_PACKAGE])
    members[relations] = _with_child(
        members.get(relations, _NO_RELATIONS),
        "Relationship",
        Id=f"rIdFormgen{number}",
        Type=f"{_OFFICE}/customXml",
        Target=f"/customXml/item{number}.xml",
    )
    return Archive(members).write({})


def _relations_of_text(relations: bytes) -> str:
    """The member that says what belongs with the text of the document, which mostly is `word/document.xml`."""
    root = etree.fromstring(relations, package.parser())
    targets = [str(one.get("Target")) for one in root if str(one.get("Type")).endswith("/officeDocument")]
    folder, _, name = (targets[0] if targets else "word/document.xml").lstrip("/").rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _with_child(xml: bytes, tag: str, **attributes: str) -> bytes:
    """The XML with an element more at its end, in the namespace of its root."""
    root = etree.fromstring(xml, package.parser())
    etree.SubElement(root, f"{{{etree.QName(root).namespace}}}{tag}", dict(attributes))
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return _HEAD.encode() + etree.tostring(root, encoding="UTF-8")


def _out_of_word(data: bytes, name: str) -> bytes:
    """The text of our part, wherever a program has put it; nothing when there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > package.MEMBERS or sum(entry.file_size for entry in entries) > package.UNPACKED:
                raise FileError(_LARGE.fill(file=name, most=package.UNPACKED // 1_000_000))
            items = [entry for entry in entries if _ITEM.fullmatch(entry.filename.replace("\\", "/"))]
            # Twice: a program may write each sign of the JSON as an escape of XML, and never needs more than that.
            small = (entry for entry in items if entry.file_size <= 2 * MOST_BYTES)
            return next((text for entry in small if (text := _carried_by(archive.read(entry)))), b"")
    except FileError:
        raise
    except Exception as error:  # zipfile raises a dozen kinds on damaged archives
        raise FileError(_BROKEN.fill(file=name)) from error


def _carried_by(xml: bytes) -> bytes:
    """The text of this part when it is ours; nothing for any other, or one that cannot be read."""
    if b"<!DOCTYPE" in xml:
        return b""
    try:
        root = etree.fromstring(xml, package.parser())
    except (etree.XMLSyntaxError, ValueError):
        return b""
    if root.tag != f"{{{_SPACE}}}answers" or root.getroottree().docinfo.internalDTD is not None:
        return b""
    return str(etree.tostring(root, method="text", encoding="unicode")).encode("utf-8", "replace")


_PROPERTIES = (
    f'{_HEAD}<ds:datastoreItem xmlns:ds="{_CUSTOM}" ds:itemID="{_IDENTITY}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_RELATIONSHIPS = f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_NO_RELATIONS = f"{_RELATIONSHIPS}</Relationships>".encode()
_OWN_RELATION = (
    f"{_RELATIONSHIPS}"
    f'<Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" Target="itemProps{{number}}.xml"/></Relationships>'
)
_NAME = Text("werkkopie", "working copy")
_TOO_MUCH = Text(
    "Er zijn meer dan {most} MB antwoorden. Maak ze korter.", "There are more than {most} MB of answers. Shorten them."
)
_LARGE = Text(
    "{file}: het bestand is groter dan {most} MB. Kies een ander bestand.",
    "{file}: the file is larger than {most} MB. Choose another file.",
)
_NOTHING = Text(
    "{file}: in dit bestand zitten geen antwoorden. Kies een werkkopie, of het JSON-bestand dat erbij hoort.",
    "{file}: this file carries no answers. Choose a working copy, or the JSON file that goes with it.",
)
_BROKEN = Text(
    "{file}: dit bestand is beschadigd. Kies een ander bestand, of het JSON-bestand dat erbij hoort.",
    "{file}: this file is damaged. Choose another file, or the JSON file that goes with it.",
)
