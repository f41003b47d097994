"""Fills a Word template; the only package that knows docxtpl: template -> compiled template -> document.

Where to look, in the order in which a template goes through them:
    package, archive          the package of a Word file: what is safe to open; written the same every time
    source, places            what a template says, and where it says so
    sandbox                   what a template may ask
    compiling, shape          one part compiled, once, and what is proved of it
    part, pieces              one part written, each time: what the template says as bytes, what a person says as text
    mending                   what could not be proved, seen to in each document
    characters, properties    characters in Word's XML; title and dates
    handing                   what only docxtpl can do: pictures, sub-documents, links, other media
    foreign, looking          a template from anyone, in a limited process of its own
"""

import datetime
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from docx.opc.part import Part as PackagePart
from docxtpl import DocxTemplate
from lxml import etree

from formgen.documents.word import package
from formgen.documents.word.archive import Archive, unpacked
from formgen.documents.word.handing import Engine, rendered
from formgen.documents.word.part import Part
from formgen.documents.word.pieces import EngineNeededError, Values
from formgen.documents.word.places import BODY, ENDNOTES, FOOTER, FOOTNOTES, HEADER, PROPERTIES, tags
from formgen.documents.word.properties import end_with_dates, without_maker
from formgen.documents.word.source import source
from formgen.errors import TemplateError
from formgen.text import Text

_LONGEST_FOR_LXML = 9_000_000  # a text of ten million bytes would be cut by the parser docxtpl uses
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_LABELS = {"header": HEADER, "footer": FOOTER, "footnotes": FOOTNOTES, "endnotes": ENDNOTES}
_NOTHING = Values((), {})
_ENGINE = DocxTemplate("")  # for its ways with XML only; it holds no document


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A placeholder nothing is known for: its name, and the sentence that says where it stands and what to do."""

    placeholder: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of the package that differs per document: the compiled part between what always surrounds it."""

    name: str
    part: Part
    head: bytes
    tail: bytes

    def write(self, values: Values) -> bytes:
        return b"".join((self.head, self.part.write(values), self.tail))


class WordTemplate:
    """A Word template, compiled; made by `open_template`.

    `placeholders` are the top-level names it asks for: in `{{ talk.talk_date }}` of a repeated row that is the name
    of the group.
    """

    placeholders: frozenset[str]

    def __init__(
        self, package: bytes, constant: Mapping[str, bytes], members: Collection[_Member], properties: "_Properties"
    ) -> None:
        self._package = package
        self._archive = Archive(constant)
        self._members = tuple(members)
        self._properties = properties
        self._parts = (*(member.part for member in members), properties.part)
        self.placeholders = frozenset(name for part in self._parts for name in part.names)

    def render(self, values: Mapping[str, object], made: datetime.date) -> bytes:
        """The finished .docx: the same bytes for the same values and day, on any machine.

        Every string is printed as it is: line ends, tabs and form feeds become Word's own, and nothing in it is read
        as markup or as a placeholder. Raises TemplateError for a value that is missing (an empty one is there) or
        cannot be used as the template does, CharacterError for a character XML cannot hold.
        """
        asked = Values(self.placeholders, values)
        try:
            changed = {member.name: member.write(asked) for member in self._members}
            changed[_CORE] = self._properties.write(asked, made)
        except EngineNeededError as needed:
            return self.render_with(needed.engine or self.engine(), values, made)
        return self._archive.write(changed)

    def engine(self) -> Engine:
        """docxtpl's own template of this document: to make pictures, sub-documents and links with, or replace media.

        For one document; give it to `render_with`. Its `new_subdoc` needs docxcompose (see handing).
        """
        engine = Engine(io.BytesIO(self._package))
        engine.init_docx()
        return engine

    def render_with(self, engine: DocxTemplate, values: Mapping[str, object], made: datetime.date) -> bytes:
        """The finished .docx as docxtpl itself makes it, for values made with `engine`; some hundred times slower.

        `render` comes here by itself for a picture or sub-document, which knows its engine. Raises as `render` does.
        """
        asked = Values(self.placeholders, values, handed=True)
        members = rendered(engine, {member.name: member.part for member in self._members}, asked)
        for member in self._members:
            if member.name.startswith("word/endnotes"):  # docxtpl leaves them as they are
                members[member.name] = member.write(asked)
        members[_CORE] = self._properties.write(asked, made)
        if _APP in members:
            members[_APP] = _HEAD + without_maker(members[_APP]).encode()
        return Archive(members).write({})

    def problems(self, known: Collection[str]) -> tuple[TemplateProblem, ...]:
        """Every name the template asks for that is not among those known, in the order of the parts."""
        names = frozenset(known)
        return tuple(
            TemplateProblem(name, error.sentence) for part in self._parts for name, error in part.unknown(names)
        )


@dataclass(frozen=True, slots=True)
class _Properties:
    """docProps/core.xml: the title and subject of the template, and the day the document was made."""

    part: Part
    end_tag: str

    def write(self, values: Values, made: datetime.date) -> bytes:
        known = self.part.write(values).removesuffix(self.end_tag.encode())
        return _HEAD + known + end_with_dates(self.end_tag, made).encode()


def open_template(data: bytes, name: str) -> WordTemplate:
    """The template, checked and compiled once. `name` is what the sentences call it.

    Raises TemplateError of one sentence for a file that is no safe .docx (see package) and for the first
    placeholder or block that cannot be used: which, where in the document, and what to do.
    """
    stored = package.stored(package.read(data, name)).getvalue()
    engine, members = _opened(stored, name)
    found = [_body(engine, name), *_other_parts(engine, name)]
    properties = _properties(members.pop(_CORE), name)
    if _APP in members:
        members[_APP] = _HEAD + without_maker(members[_APP]).encode()
    for member in found:
        members.pop(member.name, None)
        if not member.part.changes:
            members[member.name] = member.write(_NOTHING)
    return WordTemplate(stored, members, [member for member in found if member.part.changes], properties)


def fill_any(data: bytes, values: Mapping[str, object], made: datetime.date, name: str = "template.docx") -> bytes:
    """Anyone's Word template filled with the values of a JSON object: texts, numbers, yes and no, lists and objects.

    A value inside an object is asked for with a dot: `{{ person.name }}`. Raises as `open_template` and `render` do.
    """
    return open_template(data, name).render(values, made)


# ---- the package, as docxtpl would write it -----------------------------------------------------------------------


def _opened(checked: bytes, name: str) -> tuple[DocxTemplate, dict[str, bytes]]:
    """The template in docxtpl's hands, and its members as docxtpl writes them when nothing is filled in."""
    try:
        engine = DocxTemplate(io.BytesIO(checked))
        engine.render_init()
        titled = any(relation.reltype.endswith("/core-properties") for relation in engine.part.package.rels.values())
        engine.core_properties.title  # noqa: B018  (python-docx adds the part when there is none)
        written = io.BytesIO()
        engine.docx.save(written)
    except Exception as error:  # python-docx has no error of its own for a package that does not hang together
        raise _damaged(name) from error
    members = unpacked(written.getvalue())
    members[_CORE] = without_maker(members[_CORE], title=titled).encode()
    return engine, members


def _damaged(name: str) -> TemplateError:
    return TemplateError(_DAMAGED.fill(name=name))


def _body(engine: DocxTemplate, name: str) -> _Member:
    """The body: docxtpl fills what is inside the element, so what surrounds it never changes."""
    root = engine.docx.element
    xml = engine.xml_to_string(root)
    start, end = xml.find("<w:body"), xml.rfind("</w:body>") + len("</w:body>")
    if start < 0 or end < start:
        raise _damaged(name)
    head, tail = xml[:start], xml[end:]
    part = _part(xml[start:end], root, BODY, name, lambda body: _tables_mended(head, body, tail))
    return _Member(_member_name(engine.part), part, _HEAD + head.encode(), tail.encode())


def _other_parts(engine: DocxTemplate, name: str) -> Iterator[_Member]:
    """Headers, footers, footnotes and endnotes; docxtpl leaves endnotes as they are, and never mends tables here."""
    for package_part in sorted(engine.part.package.iter_parts(), key=_member_name):
        kind = package_part.content_type.removesuffix("+xml").rsplit(".", 1)[-1]
        if kind in _LABELS:
            root = etree.fromstring(package_part.blob, package.parser())
            part = _part(engine.xml_to_string(root), root, _LABELS[kind], name, lambda xml: xml)
            yield _Member(_member_name(package_part), part, _HEAD, b"")


def _properties(core: bytes, name: str) -> _Properties:
    xml = core.decode()
    cut = xml.rindex("</")
    root = etree.fromstring(core, package.parser())
    return _Properties(_part(xml, root, PROPERTIES, name, lambda whole: whole), xml[cut:])


def _part(xml: str, root: etree._Element, label: Text, name: str, mend: Callable[[str], str]) -> Part:
    return Part(source(name, label, tags(root, label, name), _ENGINE.patch_xml(xml)), mend)


def _member_name(part: PackagePart) -> str:
    return str(part.partname).lstrip("/")


def _tables_mended(head: str, body: str, tail: str) -> str:
    """docxtpl's own repair of tables whose rows got more or fewer cells than the table has columns."""
    if len(body) > _LONGEST_FOR_LXML:
        return body
    try:
        root = _ENGINE.fix_tables(head + body + tail)
    except (AttributeError, TypeError, ValueError, ArithmeticError):  # a table without widths: nothing to divide
        return body
    return str(etree.tostring(root.find(f"{{{root.nsmap['w']}}}body"), encoding="unicode", with_tail=False))


_DAMAGED = Text(
    "{name}: de onderdelen van dit document horen niet bij elkaar. Open het in Word, bewaar het opnieuw als .docx en "
    "probeer het nog eens.",
    "{name}: the parts of this document do not belong together. Open it in Word, save it again as .docx and try once "
    "more.",
)
