"""Hands a document to docxtpl itself when values ask for what only it can do: pictures, sub-documents, links, media.

docxtpl then does all it does for any document, with its own package and its own parts, and with our compiled parts in
the place of jinja. So the result is docxtpl's, but for the strings it would have lost or altered.

For sub-documents docxtpl needs docxcompose. It is no dependency of ours, as it changes python-docx's namespaces for
its whole process and forms need none; where it is absent `Engine.new_subdoc` says so.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from docxtpl import DocxTemplate

from formgen.documents.word.archive import unpacked
from formgen.documents.word.part import Part
from formgen.documents.word.pieces import Values
from formgen.errors import TemplateError
from formgen.text import Text

# What docxtpl still replaces in the finished XML; only an answer can hold it there, for the template's own are done.
_ESCAPES = (("{_", "{&#95;"), ("_}", "&#95;}"), ("%_", "%&#95;"))

_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


class Engine(DocxTemplate):  # type: ignore[misc]
    """docxtpl's own template of one document, to make pictures, sub-documents and links with."""

    def new_subdoc(self, docpath: str | Path | IO[bytes] | None = None) -> object:
        """A sub-document, read from a file or empty, to write in. Raises TemplateError where docxcompose is absent."""
        try:
            return super().new_subdoc(docpath)
        except ImportError as error:
            raise TemplateError(_NO_COMPOSER) from error


def rendered(engine: DocxTemplate, parts: Mapping[str, Part], values: Values) -> dict[str, bytes]:
    """The members of the package that docxtpl makes; `parts` are ours by the name of the member."""
    engine.init_docx()
    for name in _PROPERTIES:  # ours are not cut at 255 characters, nor escaped twice
        setattr(engine.core_properties, name, "")
    engine.render({}, _Jinja(engine, parts, values), autoescape=True)
    written = io.BytesIO()
    engine.save(written)
    return unpacked(written.getvalue())


class _Jinja:
    """What docxtpl takes for a jinja environment: whatever text it brings, our part of that name is the template."""

    autoescape = True

    def __init__(self, engine: DocxTemplate, parts: Mapping[str, Part], values: Values) -> None:
        self._engine, self._parts, self._values = engine, parts, values

    def from_string(self, xml: str) -> "_Rendering":
        name = str(self._engine.current_rendering_part.partname).lstrip("/")
        return _Rendering(xml, self._parts.get(name), self._values)


class _Rendering:
    """One part under way; docxtpl also brings properties, which are empty by now."""

    def __init__(self, xml: str, part: Part | None, values: Values) -> None:
        self._xml, self._part, self._values = xml, part, values

    def render(self, context: object) -> str:
        root = self._xml.find("<w:")
        if not self._part or root < 0:
            return self._xml
        made = self._part.write(self._values).decode()
        for typed, kept in _ESCAPES:
            made = made.replace(typed, kept)
        start = self._xml.index(">", root) + 1  # docxtpl declares the namespaces in the first element
        return self._xml[:start] + made[made.index(">") + 1 :]


_NO_COMPOSER = Text(
    "Voor een document in een document is docxcompose nodig, en dat is hier niet. Installeer het: "
    "pip install docxcompose.",
    "A document inside a document needs docxcompose, which is not here. Install it: pip install docxcompose.",
)
