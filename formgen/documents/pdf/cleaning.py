"""Asked by confined.py, in a process of its own: a PDF in, the same PDF plain and without anything that acts out.

It knows pikepdf and imports nothing else of the package, so that the process starts fast and a file that takes it over
finds little there.
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

_LARGEST = 64 << 20  # bytes of the plain file
_UNPACKED = 200 << 20  # bytes of all streams together; importing says so
_NESTED = 2  # times that a packed stream may be packed again
_STEP = 1 << 16
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DEEPEST = 100
_ACTING = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute")
_FILES = ("/EmbeddedFiles", "/AF", "/Collection")


class RefusedError(Exception):
    """The file cannot be used; `args[0]` is the word for why."""


def clean(data: bytes) -> tuple[bytes, list[str]]:
    """The PDF written anew, and the words for what was changed. Raises RefusedError with the word for why it is not."""
    _refuse_bomb(data)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _cleaned(pdf)
    except pikepdf.PasswordError as error:
        raise RefusedError("password") from error
    except MemoryError as error:
        raise RefusedError("too large") from error
    except (pikepdf.PdfError, RuntimeError, TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise RefusedError("broken") from error  # qpdf reports a broken object by any of these


def _refuse_bomb(data: bytes) -> None:
    """Unpack whatever is packed in the usual way and keep nothing of it, for qpdf itself has no limit.

    By the bytes alone, before anything reads them as a PDF: opening one already unpacks streams. What is packed in a
    rare way, or lies behind a password, comes up against the limits of the process.
    """
    left = _UNPACKED
    for stream in _STREAM.finditer(data):
        packing = _Packing(_NESTED)
        for start in range(stream.end(), len(data), _STEP):
            for size in packing.unpacked(data[start : start + _STEP]):
                left -= size
                if left < 0:
                    raise RefusedError("unpacked")
            if packing.over:
                break


class _Packing:
    """A stream being unpacked, and what is packed in it again; `over` at its end, or where it is none."""

    def __init__(self, nested: int) -> None:
        self.over = False
        self._unpacker = zlib.decompressobj()
        self._inside = _Packing(nested - 1) if nested else None

    def unpacked(self, data: bytes) -> Iterator[int]:
        """How many bytes come out of the next part of the stream, a step at a time."""
        while data and not self.over:
            try:
                made = self._unpacker.decompress(data, _STEP)
            except zlib.error:
                made = b""
                self.over = True
            yield len(made)
            if self._inside:
                yield from self._inside.unpacked(made)
            data = self._unpacker.unconsumed_tail
            self.over |= self._unpacker.eof


def _cleaned(pdf: Pdf) -> tuple[bytes, list[str]]:
    notes: dict[str, None] = {}
    if pdf.is_encrypted:
        notes["decrypted"] = None
    pages = list(pdf.pages)
    form = pdf.Root.get("/AcroForm")
    widgets = [one for page in pages for one in _widgets(pdf, page)]
    if not isinstance(form, Dictionary) or not (widgets or form.get("/Fields")):
        raise RefusedError("xfa" if isinstance(form, Dictionary) and "/XFA" in form else "no form")
    _adopt(form, widgets)
    _detach(pdf, form)
    if any(_is_signed(one) for one in pdf.objects) or "/DocMDP" in pdf.Root.get("/Perms", Dictionary()):
        raise RefusedError("signed")
    _drop(pdf.Root, ("/Perms", "/NeedsRendering"), "rights", notes)
    _drop(form, ("/XFA",), "xfa", notes)
    for one in pdf.objects:
        _disarm(one, notes, 0)
    _disarm(pdf.Root, notes, 0)
    if pdf.get_warnings():
        notes["repaired"] = None
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True, encryption=False)
    if out.tell() > _LARGEST:
        raise RefusedError("too large")
    return out.getvalue(), list(notes)


def _widgets(pdf: Pdf, page: pikepdf.Page) -> Iterator[Any]:
    """The fields on a page, each made an object of its own, which can then be changed by itself."""
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, Array):
        return
    for index, one in enumerate(list(annotations)):
        if isinstance(one, Dictionary) and one.get("/Subtype") == Name.Widget:
            if not one.is_indirect:
                annotations[index] = one = pdf.make_indirect(one)
            yield one


def _adopt(form: Any, widgets: list[Any]) -> None:
    """Fields that stand on a page but not in the list of the form: readers show them, so they belong there."""
    if not isinstance(form.get("/Fields"), Array):
        form.Fields = Array()
    known = {one.objgen for one in form.Fields if isinstance(one, Dictionary)}
    for widget in widgets:
        top = widget
        for _ in range(_DEEPEST):
            if not isinstance(top.get("/Parent"), Dictionary):
                break
            top = top.Parent
        if "/T" in top and top.is_indirect and top.objgen not in known:
            known.add(top.objgen)
            form.Fields.append(top)


def _detach(pdf: Pdf, form: Any) -> None:
    """Make every field of the tree an object of its own, which can then be changed by itself."""
    seen: set[tuple[int, int]] = set()
    waiting = [form.Fields]
    while waiting:
        fields = waiting.pop()
        for index, one in enumerate(list(fields)):
            if not isinstance(one, Dictionary):
                continue
            if not one.is_indirect:
                fields[index] = one = pdf.make_indirect(one)
            if one.objgen not in seen and isinstance(one.get("/Kids"), Array):
                waiting.append(one.Kids)
            seen.add(one.objgen)


def _is_signed(one: Any) -> bool:
    return isinstance(one, Dictionary) and one.get("/FT") == Name.Sig and isinstance(one.get("/V"), Dictionary)


def _drop(holder: Any, keys: tuple[str, ...], note: str, notes: dict[str, None]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
            notes[note] = None


def _disarm(one: Any, notes: dict[str, None], depth: int) -> None:
    """Take out of an object, and of what is written inside it, all that acts or is a file of its own."""
    if depth > _DEEPEST:
        raise RefusedError("too large")
    if isinstance(one, (Dictionary, pikepdf.Stream)):
        _drop(one, ("/AA", "/JS", "/JavaScript"), "scripts", notes)
        _drop(one, _FILES, "files", notes)
        if one.get("/Type") == Name.Filespec:
            _drop(one, ("/EF", "/RF"), "files", notes)
        for key in [key for key, value in one.items() if _acts(value)]:
            _drop(one, (key,), "scripts", notes)
        if _acts(one):
            one.S = Name.Named  # a list of actions may still name it: it then asks for nothing
            one.N = Name.FirstPage
            notes["scripts"] = None
        inside = [value for _, value in one.items()]
    else:
        inside = list(one) if isinstance(one, Array) else []
    for item in inside:
        if isinstance(item, (Dictionary, Array)) and not item.is_indirect:
            _disarm(item, notes, depth + 1)


def _acts(one: Any) -> bool:
    return isinstance(one, Dictionary) and one.get("/S") in _ACTING


def answer(question: object, data: bytes) -> tuple[dict[str, object], bytes]:
    """What confined.py passes on: `refused`, the word for why or nothing; `notes`, the words for what was changed."""
    try:
        body, notes = clean(data)
    except RefusedError as error:
        return {"refused": str(error), "notes": []}, b""
    return {"refused": "", "notes": notes}, body
