"""Asked by confined.py, in a process of its own: puts a file into a PDF as an attachment, or takes it out again.

It knows pikepdf and nothing else of the package, as cleaning does: a PDF from elsewhere is opened here.
"""

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, AttachedFileSpec, Name

_LARGEST = 6 << 20  # more than any answers; what is packed tighter than that is meant to burst


def put(pdf: bytes, name: str, data: bytes) -> bytes:
    """The PDF with this file in it, associated with the whole document (ISO 32000-2, 14.13); the same bytes always."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spec = AttachedFileSpec(
            opened,
            data,
            description="",
            filename=name,
            mime_type="application/json",
            creation_date="",
            mod_date="",
        )
        spec.relationship = Name("/Data")
        opened.attachments[name] = spec
        opened.Root.AF = Array([opened.attachments[name].obj])
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
        return out.getvalue()


def take(pdf: bytes, name: str) -> bytes:
    """The attachment of this name; nothing when there is none. Raises MemoryError for one over six megabytes."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spec = opened.attachments.get(name)
        data = spec.get_file().read_bytes() if spec is not None else b""
    if len(data) > _LARGEST:
        raise MemoryError
    return data


def answer(question: Mapping[str, Sequence[str]], data: bytes) -> tuple[dict[str, object], bytes]:
    """What confined.py passes on, by the words of the question: `put NAME` (the file on one line, then the PDF) or
    `take NAME` (the PDF). `refused` is the word for why nothing came of it, or nothing."""
    what, name = question["words"]
    try:
        if what == "take":
            return {"refused": ""}, take(data, name)
        file, _, pdf = data.partition(b"\n")
        return {"refused": ""}, put(pdf, name, file)
    except pikepdf.PasswordError:
        return {"refused": "password"}, b""
    except MemoryError:
        return {"refused": "too large"}, b""
    except Exception:  # a PDF from elsewhere: qpdf reports a broken object by many kinds
        return {"refused": "broken"}, b""
