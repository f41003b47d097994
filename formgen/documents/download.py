"""How a file is offered for download: its kind, and the header with the name to save it under (RFC 6266)."""

import unicodedata
from urllib.parse import quote

_KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
    ".ics": "text/calendar",
    ".json": "application/json",
}
# Letters that do not come apart into a plain letter and a sign, in names of people in the Netherlands.
_PLAIN = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"})
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.,()'")


def media_type(name: str) -> str:
    """The kind of a file by the ending of its name; never one that a browser shows as a page."""
    return _KINDS.get(name[name.rfind(".") :].lower(), "application/octet-stream")


def disposition(name: str) -> str:
    """The header that says under which name to save: plain letters for old programs, all letters for the others.

    Line ends and other control characters never reach the header; an empty name becomes `document`.
    """
    kept = "".join(c for c in name if unicodedata.category(c)[0] != "C" and c not in '/\\"').strip() or "document"
    return f"attachment; filename=\"{ascii_name(kept)}\"; filename*=UTF-8''{quote(kept, safe='')}"


def ascii_name(name: str) -> str:
    """The name in ASCII: Şahin becomes Sahin, Łukasz Lukasz; a letter without a likeness becomes an underscore."""
    apart = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    bare = (c for c in apart if not unicodedata.combining(c))
    return "".join(c if c in _SAFE else "_" for c in bare)
