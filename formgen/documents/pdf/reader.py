"""Reads the objects of a PDF as plain Python and plain bytes; the only module that knows pdfrw."""

import hashlib
import logging
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pdfrw 0.4 has backslashes that newer Pythons warn of
    from pdfrw import PdfArray, PdfDict, PdfReader
    from pdfrw.errors import PdfError
    from pdfrw.objects.pdfindirect import PdfIndirect
    from pdfrw.objects.pdfname import BasePdfName
    from pdfrw.objects.pdfstring import PdfString

from formgen.documents.pdf.syntax import Ending

logging.getLogger("pdfrw").handlers.clear()  # what it would print ends as a sentence of ours
logging.getLogger("pdfrw").propagate = False

_DEEPEST = 64
_REGULAR = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+")
_LARGEST_STREAM = 1 << 20


class NotPlainError(Exception):
    """The file is of a kind that pdfrw misreads: several revisions, hybrid, encrypted. It must be rewritten first."""


# What pdfrw raises for a file it does not understand, now or when an object is first asked for: all that came up in
# 180,000 spoiled files. Anything else is a fault of ours.
UNREADABLE: tuple[type[Exception], ...] = (
    *(NotPlainError, PdfError, AssertionError, StopIteration, zlib.error),
    *(ArithmeticError, AttributeError, LookupError, NameError, RuntimeError, TypeError, ValueError),
)


class _Parser(PdfReader):  # type: ignore[misc]
    """pdfrw without the two loops that a hostile file can make endless: chained sections and the page tree."""

    def parsexref(self, source: Any) -> Any:
        trailer, compressed = super().parsexref(source)
        if any(key in trailer for key in ("/Prev", "/XRefStm", "/Encrypt")):
            raise NotPlainError
        self.private.compressed = compressed
        return trailer, compressed

    def readpages(self, node: Any) -> list[Any]:
        return []


class Dictionary:
    """A dictionary of the file. A key that is absent, or of another kind than asked, gives something empty.

    `number` says where it stands in the file; 0 for one that is part of another object. Raises NotPlainError for one
    whose number was used before: only files changed by old programs have any, and written anew they have none.
    """

    __slots__ = ("_held", "number")

    def __init__(self, held: Any) -> None:
        self._held = held if isinstance(held, PdfDict) else PdfDict()
        place: tuple[int, int] = getattr(held, "indirect", None) or (0, 0)
        self.number, generation = place
        if generation:
            raise NotPlainError

    def __bool__(self) -> bool:
        return dict.__len__(self._held) > 0

    def __contains__(self, key: str) -> bool:
        return dict.__contains__(self._held, key)

    @property
    def identity(self) -> int:
        """The same for two ways to the same object."""
        return id(self._held)

    def names(self) -> tuple[str, ...]:
        """Its keys in the order of the file, without their slash."""
        return tuple(str(key)[1:] for key in dict.__iter__(self._held))

    def inner(self, key: str) -> "Dictionary":
        """The dictionary under a key."""
        return Dictionary(self._value(key))

    def items(self, key: str) -> "list[Dictionary]":
        """The dictionaries of the list under a key; what is none gives an empty one."""
        return [Dictionary(item) for item in self._list(key)]

    def name(self, key: str) -> str:
        """The name under a key, without its slash."""
        value = self._value(key)
        return str(value)[1:] if isinstance(value, BasePdfName) else ""

    def text(self, key: str) -> str:
        """The text under a key, whichever of the three spellings of text it has; a name gives its letters."""
        return _text(self._value(key))

    def first_bytes(self, key: str) -> bytes:
        """The first text of the list under a key, as bytes."""
        first = next(iter(self._list(key)), None)
        return bytes(first.to_bytes()) if isinstance(first, PdfString) else b""

    def pairs(self, key: str) -> list[tuple[str, str]]:
        """The list of options under a key as (what is kept, what is shown)."""
        pairs = []
        for item in self._list(key):
            both = (
                [_text(_solid(part)) for part in list.__iter__(item)] if isinstance(item, PdfArray) else [_text(item)]
            )
            pairs.append((both[0], both[-1]) if both else ("", ""))
        return pairs

    def number_of(self, key: str, otherwise: float = 0) -> float:
        """The number under a key."""
        return _number(self._value(key), otherwise)

    def numbers(self, key: str) -> list[float]:
        """The list of numbers under a key."""
        return [_number(item, 0) for item in self._list(key)]

    def written(self, key: str) -> bytes:
        """The value under a key as the file would write it; a numbered object as a reference."""
        return _written(dict.get(self._held, key)) if key in self else b""

    def listed(self, key: str) -> bytes:
        """The value under a key as the inside of a list, whether it is a list or not."""
        value = self._value(key)
        if isinstance(value, PdfArray):
            return b" ".join(_written(item) for item in list.__iter__(value))
        return self.written(key)

    def kids(self, key: str) -> "list[tuple[Dictionary, bytes]]":
        """What the list under a key holds, or the one thing that stands there instead: each also as it is written."""
        value = self._value(key)
        kids = list(list.__iter__(value)) if isinstance(value, PdfArray) else [value] if value is not None else []
        return [(Dictionary(_solid(kid)), _written(kid).strip()) for kid in kids]

    def lists(self, key: str) -> list[tuple[int, list[bytes]]]:
        """The lists within the list under a key, each with the number before it and all it holds as it is written."""
        items = self._list(key)
        pairs = zip(items[::2], items[1::2], strict=False)
        return [
            (int(_number(number, 0)), [_written(one).strip() for one in list.__iter__(item)])
            for number, item in pairs
            if isinstance(item, PdfArray)
        ]

    def entries(self, *without: str) -> bytes:
        """Everything in it but these keys, as the file would write it, without the brackets around it."""
        kept = [(key, value) for key, value in dict.items(self._held) if key not in without]
        return b"".join(_name(key) + b" " + _written(value) for key, value in kept)

    def holder(self, key: str) -> "Dictionary":
        """The nearest of this dictionary and its parents that has the key; an empty one when none has."""
        here: Any = self._held
        for _ in range(_DEEPEST):
            if not isinstance(here, PdfDict) or dict.__contains__(here, key):
                break
            here = _solid(dict.get(here, "/Parent"))
        return Dictionary(here if isinstance(here, PdfDict) and dict.__contains__(here, key) else None)

    @property
    def is_stream(self) -> bool:
        """Whether it heads a stream."""
        return self._held.stream is not None

    def stream_bytes(self) -> bytes:
        """What its stream holds; nothing when it is packed in another way than the usual, or is over a megabyte."""
        data: bytes = (self._held.stream or "").encode("latin-1")
        if "/Filter" not in self:
            return data
        if self.listed("/Filter") != b"/FlateDecode" or "/DecodeParms" in self:
            return b""
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(data, _LARGEST_STREAM)
        return b"" if unpacker.unconsumed_tail else data

    def _value(self, key: str) -> Any:
        return _solid(dict.get(self._held, key))

    def _list(self, key: str) -> list[Any]:
        value = self._value(key)
        return [_solid(item) for item in list.__iter__(value)] if isinstance(value, PdfArray) else []


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole file: its bytes, ending in a new line, its catalogue, information and pages, and how it ends."""

    data: bytes
    root: Dictionary
    info: Dictionary
    pages: tuple[Dictionary, ...]
    ending: Ending


def parse(data: bytes) -> Parsed:
    """The objects of a file. Raises NotPlainError for a file that must be rewritten first.

    A broken file raises one of UNREADABLE, here or when something in it is first asked for.
    """
    if not data.startswith(b"%PDF-"):
        raise NotPlainError
    reader = _Parser(fdata=data, verbose=False)
    trailer = Dictionary(reader)
    named = [b"%b %b" % (key.encode(), trailer.written(key)) for key in ("/Root", "/Info") if key in trailer]
    return Parsed(
        data=data if data.endswith(b"\n") else data + b"\n",
        root=trailer.inner("/Root"),
        info=trailer.inner("/Info"),
        pages=tuple(_pages(trailer.inner("/Root"))),
        ending=Ending(
            trailer=b"".join(named),
            size=int(trailer.number_of("/Size")),
            previous=int(data[data.rindex(b"startxref") + 9 :].split()[0]),
            identity=trailer.first_bytes("/ID") or hashlib.sha256(data).digest()[:16],
            compressed=bool(reader.compressed),
        ),
    )


def _pages(root: Dictionary) -> Iterator[Dictionary]:
    """The pages in their order. Raises NotPlainError for a tree that loops, and for a page that is no object."""
    seen: set[int] = set()
    waiting = [root.inner("/Pages")]
    while waiting:
        node = waiting.pop()
        if node.identity in seen:
            raise NotPlainError
        seen.add(node.identity)
        if "/Kids" in node:
            waiting += reversed(node.items("/Kids"))
        elif node:
            if not node.number:
                raise NotPlainError
            yield node


def _solid(value: Any) -> Any:
    """The object itself in the place of a reference to it."""
    return value.real_value() if isinstance(value, PdfIndirect) else value


def _number(value: Any, otherwise: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return otherwise


def _text(value: Any) -> str:
    if isinstance(value, BasePdfName):
        return decoded_name(str(value)[1:])
    if not isinstance(value, PdfString):
        return ""
    data: bytes = value.to_bytes()
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("pdfdocencoding", "replace")


def decoded_name(name: str) -> str:
    """A name as people read it: its bytes are UTF-8, or else Windows-1252 in older files."""
    data = name.encode("latin-1", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def written_name(name: str) -> bytes:
    """A name, given without its slash, as the file writes it."""
    return _name("/" + name)


@lru_cache(maxsize=4096)
def _name(name: str) -> bytes:
    """A name with its slash, every letter that is no plain one as `#` and two digits."""
    data = name[1:].encode("latin-1")
    return b"/" + b"".join(bytes((c,)) if c in _REGULAR else b"#%02X" % c for c in data)


def _written(value: Any) -> bytes:
    """A value as the file would write it."""
    place = tuple(value) if isinstance(value, PdfIndirect) else getattr(value, "indirect", None)
    if place:
        return b"%d %d R" % place
    if isinstance(value, PdfDict):
        return b"<<%b>>" % b"".join(_name(key) + b" " + _written(item) for key, item in dict.items(value))
    if isinstance(value, PdfArray):
        return b"[%b]" % b" ".join(_written(item) for item in list.__iter__(value))
    if isinstance(value, BasePdfName):
        return _name(value)
    return str(value).encode("latin-1") + (b"" if isinstance(value, PdfString) else b" ")
