"""Reads a PDF form once into a PdfTemplate: its fields, places, pages and structure.

Where to look, in the order in which a form goes through them:
    importing, cleaning       a form from elsewhere: repaired and stripped first, in a limited process
    reader, fields, entries   the file read (with pdfrw), its fields as they are found and as they are kept
    look, appearance          what each field shows, as far as it can be drawn before the text is known
    template                  filling it: values in, a file out
    writing                   each value in its field with its picture: most are one line that fits, and quick
    typesetting, fonts        lines that fit a box, and the letters they are set in
    continuation, pages       the sheet for what does not fit, and the pages it joins
    flat                      a copy without fields, on request
    structure, syntax         what screen readers follow; how a PDF says all this
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from formgen.documents.pdf import fields, importing, reader
from formgen.documents.pdf.continuation import PAGE
from formgen.documents.pdf.entries import Field, Metadata, Page, Source, TextEntry, TickEntry, is_own, last_part
from formgen.documents.pdf.fields import Found, Places
from formgen.documents.pdf.importing import refusal
from formgen.documents.pdf.reader import Dictionary, Parsed
from formgen.documents.pdf.structure import Tags
from formgen.documents.pdf.syntax import Node, written
from formgen.documents.pdf.template import Making, PdfTemplate
from formgen.documents.pdf.typesetting import Fit
from formgen.errors import TemplateError
from formgen.text import Text

__all__ = ["Field", "Fit", "Making", "PdfTemplate", "open_foreign", "open_template"]

_XMP_DATE = re.compile(rb"((?:<xmp:(?:ModifyDate|MetadataDate)\b[^>]*>|xmp:(?:ModifyDate|MetadataDate)=[\"']))[^<\"']*")

_NOT_AS_IT_IS: tuple[type[Exception], ...] = (TemplateError, *reader.UNREADABLE)
_MOST_FIELDS = 20_000
_DEEPEST = 64


def open_template(data: bytes, name: str) -> PdfTemplate:
    """A template of our own. One that pdfrw cannot read as it is goes the way of `open_foreign`.

    Raises TemplateError with one sentence for a file that cannot be filled.
    """
    try:
        return _read(data, name, ())
    except _NOT_AS_IT_IS:
        return open_foreign(data, name)


def open_foreign(data: bytes, name: str) -> PdfTemplate:
    """A form from anywhere: first repaired, decrypted and stripped in a limited process; `notes` says of what.

    Raises TemplateError with one sentence, within ten seconds, for a file that cannot be filled.
    """
    clean = importing.clean(data, name)
    try:
        return _read(clean.data, name, clean.notes)
    except reader.UNREADABLE as error:
        raise refusal("broken", name) from error


def _read(data: bytes, name: str, notes: tuple[Text, ...]) -> PdfTemplate:
    parsed = reader.parse(data)
    form = parsed.root.inner("/AcroForm")
    found = list(islice(fields.fields(form), _MOST_FIELDS + 1))
    _refuse(parsed, form, found, name)
    places = fields.places(parsed.pages, form, parsed.ending.size)
    parts: dict[str, list[Found]] = {}
    for one in found:
        parts.setdefault(last_part(one.name) if is_own(one.name) else one.name, []).append(one)
    ordered = sorted(parts.values(), key=lambda part: places.order.get(part[0].widgets[0].identity, (1 << 30, 0)))
    entries = [entry for part in ordered if (entry := fields.entry_of(part, places))]
    if all(is_own(entry.field.name) for entry in entries):
        raise refusal("no form", name)
    return PdfTemplate(_source(parsed, name, places), entries, _preset(parts, entries), notes)


def _refuse(parsed: Parsed, form: Dictionary, found: Sequence[Found], name: str) -> None:
    """The forms that cannot be filled, each with its own sentence."""
    if not found:
        raise refusal("xfa" if "/XFA" in form else "no form", name)
    if len(found) > _MOST_FIELDS:
        raise refusal("too large", name)
    if "/DocMDP" in parsed.root.inner("/Perms") or any(one.kind == "Sig" and "/V" in one.node for one in found):
        raise refusal("signed", name)


def _preset(parts: Mapping[str, Sequence[Found]], entries: Sequence[TextEntry | TickEntry]) -> dict[str, str]:
    """Texts that the template holds but shows nowhere, because it left the drawing to the reader."""
    texts = {}
    for entry in entries:
        if not isinstance(entry, TextEntry) or is_own(entry.field.name):
            continue
        first = parts[entry.field.name][0]
        value = first.node.holder("/V").text("/V")
        if value and not all("/AP" in one for one in first.widgets):
            labels = {kept: label for label, kept in entry.kept.items()}
            if entry.open or value in labels:
                texts[entry.field.name] = labels.get(value, value)
    return texts


def _source(parsed: Parsed, name: str, places: Places) -> Source:
    root = parsed.root.inner("/Pages")
    return Source(
        name=name,
        data=parsed.data,
        size=places.next,
        ending=parsed.ending,
        info=_node(parsed.info, "/ModDate") if parsed.info.number else None,
        metadata=_metadata(parsed.root.inner("/Metadata")),
        pages_root=_node(root, "/Kids", "/Count"),
        pages_kids=root.listed("/Kids"),
        pages=tuple(map(_page, parsed.pages)),
        fonts=places.fonts,
        tags=_tags(parsed.root.inner("/StructTreeRoot")),
        fresh=places.fresh,
        always=_catalogue(parsed.root, places.form),
    )


def _node(one: Dictionary, *without: str) -> Node:
    return Node(one.number, b"%d 0 obj\n<<%b" % (one.number, one.entries(*without)))


def _catalogue(root: Dictionary, form: Dictionary) -> dict[int, bytes]:
    """Catalogue and form again where they ask readers to draw anew, hold a second form, or limit what may be done."""
    stale = "/NeedAppearances" in form or "/XFA" in form
    clean = b"<<%b>>" % form.entries("/NeedAppearances", "/XFA")
    changed = {form.number: written(form.number, clean)} if stale and form.number else {}
    if "/Perms" in root or "/NeedsRendering" in root or (stale and not form.number):
        kept = root.written("/AcroForm") if form.number else clean
        node = _node(root, "/Perms", "/NeedsRendering", "/AcroForm")
        changed[root.number] = node.finished(b"/AcroForm " + kept)
    return changed


def _metadata(stream: Dictionary) -> Metadata | None:
    """The XMP cut where it says when the file was changed; None when there is none, or it does not say."""
    parts = _XMP_DATE.sub(rb"\1\0", stream.stream_bytes()).split(b"\0") if stream.is_stream else []
    if len(parts) < 2 or not stream.number:
        return None
    return Metadata(stream.number, stream.entries("/Length", "/Filter", "/DecodeParms"), tuple(parts))


def _page(page: Dictionary) -> Page:
    resources = page.holder("/Resources").inner("/Resources")
    box = (page.holder("/CropBox").numbers("/CropBox") or page.holder("/MediaBox").numbers("/MediaBox"))[:4]
    left, right = sorted(box[::2]) if len(box) == 4 else (0.0, PAGE[0])
    bottom, top = sorted(box[1::2]) if len(box) == 4 else (0.0, PAGE[1])
    return Page(
        node=_node(page, "/Contents", "/Resources"),
        contents=page.listed("/Contents"),
        resources=resources.entries("/XObject"),
        pictures=resources.inner("/XObject").entries(),
        box=(left, bottom, right, top),
        turn=int(page.holder("/Rotate").number_of("/Rotate")) % 360,
    )


def _tags(root: Dictionary) -> Tags | None:
    """The structure tree, or None for a file without; its one Document element takes what is added."""
    if not root.number:
        return None
    tops = root.items("/K") or [root.inner("/K")]
    document = tops[0] if len(tops) == 1 and tops[0].name("/S") == "Document" and tops[0].number else None
    tree = root.inner("/ParentTree")
    kids = tree.listed("/Kids")
    entries = b"/Kids[" + kids if kids else b"/Nums[" + tree.listed("/Nums")
    return Tags(
        root=_node(root, "/K", "/ParentTree", "/ParentTreeNextKey"),
        document=_node(document, "/K") if document else None,
        kids=(document or root).listed("/K"),
        tree=entries,
        next_key=max(int(root.number_of("/ParentTreeNextKey")), _last_key(tree) + 1),
    )


def _last_key(tree: Dictionary) -> int:
    """The largest key of a number tree; -1 for an empty one."""
    for _ in range(_DEEPEST):
        if not tree.items("/Kids"):
            break
        tree = tree.items("/Kids")[-1]
    return int(max(tree.numbers("/Nums")[::2], default=-1))
