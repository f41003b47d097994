"""Saves a Word document so that the same source gives the same bytes."""

import datetime
import zipfile
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from formgen.text import Language
from templates.source.measures import LOCALE

_STILL = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP can hold; the day of building would change the bytes
_MADE = datetime.datetime(2026, 1, 1)  # a document made from the template bears its own date
_FIRST = "[Content_Types].xml"  # readers expect this member first
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def name_properties(document: Document, title: str, language: Language) -> None:
    """The title a window shows and a screen reader reads first; no author, no date of the blank document."""
    core = document.core_properties
    core.title, core.language, core.created, core.modified = title, LOCALE[language], _MADE, _MADE
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.revision = 1


def packed(document: Document) -> bytes:
    """The document as a .docx file: members in a fixed order, dates that never change."""
    _keep_spaces(document)
    made, again = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in sorted(archive.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _STILL)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            fixed.writestr(entry, archive.read(name))
    return again.getvalue()


def _keep_spaces(document: Document) -> None:
    """A tag at the end of a run vanishes and leaves a space there; without this mark Word would drop it."""
    section: Any = document.sections[0]
    parts = [section.header, section.first_page_header, section.footer, section.first_page_footer]
    for root in [document.element, *(part._element for part in parts)]:
        for text in root.iter(qn("w:t")):
            text.set(_XML_SPACE, "preserve")
