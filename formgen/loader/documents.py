"""The documents of a form file: their templates, names and conditions."""

import re
from typing import Literal

from formgen.form import Condition, Document
from formgen.loader import texts
from formgen.loader.blocks import Words, entries, words
from formgen.loader.conditions import read_condition
from formgen.loader.nodes import Block, Node, Scalar
from formgen.loader.scope import Scope
from formgen.text import Language, Text

WORDS = (
    "title",
    "template",
    "name",
    "purpose",
    "audience",
    "language",
    "made for",
    "when",
    "even if stopped",
    "fields",
)
_AUDIENCES: tuple[Literal["uwv", "physician", "self"], ...] = ("uwv", "physician", "self")
_LANGUAGES: tuple[Language, ...] = ("nl", "en")
_TEMPLATE = re.compile(r"[^/\\{}]+(?:\{language\}[^/\\{}]*)?\.(?:docx|pdf)")
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')

_DOCUMENTS = Text('"documents:"', '"documents:"')
_DOCUMENT = Text('het document "{name}"', 'the document "{name}"')
_FIELDS = Text('"fields:"', '"fields:"')
_BAD_TEMPLATE = Text(
    '"{text}" is geen naam van een sjabloon - noem een .docx of .pdf in de map templates; {{language}} mag erin staan',
    '"{text}" is not the name of a template - name a .docx or .pdf in the templates folder; {{language}} may be in it',
)
_BAD_SIGN = Text(
    '"{sign}" kan niet in de naam van een bestand staan - haal het weg',
    '"{sign}" cannot be in the name of a file - remove it',
)
_ONLY_PDF = Text(
    '"fields:" is alleen voor een PDF-sjabloon - een Word-sjabloon gebruikt de namen van de vragen zelf',
    '"fields:" is only for a PDF template - a Word template uses the names of the questions themselves',
)


def read_documents(node: Node | None, scope: Scope) -> tuple[Document, ...]:
    """The documents; what cannot be used is noted and left out."""
    found = (_document(key, value, scope) for key, value in entries(node, _DOCUMENTS, scope.faults))
    return tuple(document for document in found if document is not None)


def _document(key: Scalar, value: Node, scope: Scope) -> Document | None:
    block = words(value, _DOCUMENT.fill(name=key.text), WORDS, scope.faults)
    if block is None:
        return None
    title = texts.read_text(block.need("title"), scope.faults)
    purpose = texts.read_text(block.need("purpose"), scope.faults)
    template, file_name = _template(block, scope), _file_name(block, scope)
    audience = block.one_of("audience", _AUDIENCES)
    language, made_for = block.one_of("language", _LANGUAGES), block.one_of("made for", _LANGUAGES)
    when = read_condition(block.node("when"), scope)
    stopped = block.yes("even if stopped")
    fields = _fields(block, template, scope)
    if title is None or purpose is None or file_name is None:
        return None
    return Document(
        name=key.text,
        title=title,
        template=template,
        file_name=file_name,
        purpose=purpose,
        audience=next((word for word in _AUDIENCES if word == audience), "uwv"),
        language=next((word for word in _LANGUAGES if word == language), None),
        made_for=next((word for word in _LANGUAGES if word == made_for), None),
        when=when,
        even_if_stopped=stopped,
        fields=fields,
        line=key.line,
    )


def _template(block: Words, scope: Scope) -> str:
    value = block.needed_scalar("template")
    if value is None:
        return ""
    if not _TEMPLATE.fullmatch(value.text) or value.text.startswith("."):
        scope.faults.add(value, _BAD_TEMPLATE.fill(text=value.text))
    return value.text


def _file_name(block: Words, scope: Scope) -> Text | None:
    """The pattern of the file's name, the same in both languages unless both are written; its blanks are questions."""
    node = block.need("name")
    text = texts.read_same(node, scope.faults)
    if text is None or node is None:
        return None
    wrong = _FORBIDDEN.search(text.nl + text.en)
    if wrong:
        scope.faults.add(node, _BAD_SIGN.fill(sign=wrong.group()))
    for name in texts.blanks(text, node, scope.faults):
        scope.find(node, name)
    return text


def _fields(block: Words, template: str, scope: Scope) -> dict[str, str | Condition]:
    """The fields of a foreign PDF by their own names: an answer, or a tick while a condition holds."""
    node = block.node("fields")
    if node is None:
        return {}
    if not template.endswith(".pdf"):
        scope.faults.add(node, _ONLY_PDF)
    known = tuple(key.text for key, _ in node.entries) if isinstance(node, Block) else ()
    inner = words(node, _FIELDS, known, scope.faults)
    found: dict[str, str | Condition] = {}
    for key, value in inner.block.entries if inner else ():
        if isinstance(value, Scalar):
            _check_value(value, scope)
            found[key.text] = value.text
        else:
            found[key.text] = read_condition(value, scope)
    return found


def _check_value(value: Scalar, scope: Scope) -> None:
    """A value of a field is a question's name, one in a row (`talks.1.talk_date`), `today` or `full_name`."""
    parts = value.text.split(".")
    if value.text in ("today", "full_name"):
        return
    if len(parts) == 3 and parts[1].isdecimal() and scope.groups.get(parts[2]) == parts[0]:
        return
    scope.find(value, value.text)
