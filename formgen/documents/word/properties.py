"""The properties of a Word document: what its title says, and nothing about who made the template."""

import datetime

from lxml import etree

from formgen.documents.word.package import parser

_DC = "{http://purl.org/dc/elements/1.1/}"

# Who wrote the template and when says nothing about the document; the template's own place is nobody's business.
# By local name: with docxcompose installed python-docx writes some of these in a namespace that is not theirs.
_LEFT_OUT = frozenset(
    (
        *("creator", "lastModifiedBy", "lastPrinted", "revision", "created", "modified"),
        *("Template", "Manager", "HyperlinkBase", "TotalTime"),
    )
)
_DATES = (
    '<dcterms:{what} xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="dcterms:W3CDTF">{when}T00:00:00Z</dcterms:{what}>'
)


def without_maker(properties: bytes, title: bool = True) -> str:
    """docProps/core.xml or app.xml without author, dates and template path; without `title` the title goes too."""
    root = etree.fromstring(properties, parser())
    for element in list(root):
        if str(element.tag).rpartition("}")[2] in _LEFT_OUT or (not title and element.tag == _DC + "title"):
            root.remove(element)
    root.text = root.text or ""  # so that an empty element is still written with an end tag
    return str(etree.tostring(root, encoding="unicode"))


def end_with_dates(end_tag: str, made: datetime.date) -> str:
    """The end of docProps/core.xml: the document was created and last changed on the day it was made."""
    return "".join(_DATES.format(what=what, when=made.isoformat()) for what in ("created", "modified")) + end_tag
