"""Liberation Sans: how wide each letter is, and its letters embedded in a PDF that needs more than Windows-1252."""

import codecs
import io
import unicodedata
import zlib
from binascii import hexlify
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from encodings import cp1252
from functools import cache, cached_property
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from formgen.documents.pdf.syntax import literal, written

_FOLDER = Path(__file__).parent / "liberation"
_REPLACEMENT = "\u25a1"  # a visible box in the place of a letter that the font does not have
_TAB = "    "
_WIDEST = 1015  # of the letters of everyday: the at sign

# What the built-in Helvetica of a PDF reader draws with WinAnsiEncoding; the soft hyphen is invisible in running text.
_WINDOWS = frozenset(bytes(range(0x20, 0x100)).decode("cp1252", "ignore")) - {"\x7f", "\xad"}

_ASCII = range(0x20, 0x7F)
_LATIN = (_ASCII, range(0xA1, 0x180), range(0x1CD, 0x1DD), range(0x1E6, 0x1E8), range(0x218, 0x21C))
_SIGNS = (range(0x2002, 0x2030), range(0x2030, 0x2050), (0xA0, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2192, 0x2212, 0x25A1))
_MORE = (range(0x180, 0x250), range(0x2B0, 0x370), range(0x1E00, 0x1F00), range(0x2000, 0x2270), range(0x25A0, 0x2670))
_EASTERN = (range(0x370, 0x530), range(0x1F00, 0x2000))

# The embedded parts, tried in this order: nearly every name in the Netherlands needs only the first.
_FIRST = "1"
_PARTS = {_FIRST: (*_LATIN, *_SIGNS), "2": (*_LATIN, *_SIGNS, *_MORE), "3": (_ASCII, *_SIGNS, *_EASTERN)}

# What is typed every day, few enough for a byte each: ASCII, the letters of the alphabets of Europe in Latin script (of
# four Windows code pages; all in the first part, none with a loose accent) and the signs of running text.
_PAGES = [bytes(range(0x80, 0x100)).decode(page, "ignore") for page in ("cp1250", "cp1252", "cp1254", "cp1257")]
_EVERYDAY = {*map(chr, _ASCII), *filter(str.isalpha, "".join(_PAGES)), *"–—‘’“”„…€·"} - set("ƒˆˇ")
_BYTES = "\0" + "".join(sorted(_EVERYDAY)).ljust(0xFF, "\ufffe")  # its code is where a letter stands here
_EVERYDAY_CODES = codecs.charmap_build(_BYTES)

_NAMES = [prefix + part for prefix in "FB" for part in ("0", *_PARTS)]  # of all fonts, five objects for each
ROOM = 5 * len(_NAMES)

_TAGS = str.maketrans("123", "ABC")  # a subset's name begins with six capitals, by the PDF standard


def plain(text: str) -> bytes | None:
    """A line in Windows-1252, where a reader's own Helvetica draws every letter of it as it stands; else None."""
    if not text.isprintable():
        return None
    raw = codecs.charmap_encode(text, "ignore", cp1252.encoding_table)[0]  # a third of the time of `encode`
    return raw if len(raw) == len(text) else None


def _everyday(text: str) -> bytes | None:
    """A text of everyday letters as a byte for each, where it is one; else None. It is drawn as it stands."""
    raw = codecs.charmap_encode(text, "ignore", _EVERYDAY_CODES)[0]
    return raw if len(raw) == len(text) else None


class _Advances(dict[str, int]):
    """Widths by letter in thousandths of the size; a letter seen for the first time is looked up once."""

    def __init__(self, widths: dict[str, int]) -> None:
        super().__init__(widths)
        self["\t"] = len(_TAB) * widths[" "]

    def __missing__(self, letter: str) -> int:
        width = 0 if _invisible(letter) else self[_REPLACEMENT]
        self[letter] = width
        return width


class _Widths:
    """Widths by a byte for each letter. They go up to _WIDEST, a byte to 255: two tables add up a line in two calls."""

    def __init__(self, advances: _Advances, letters: str) -> None:
        """`letters` are those of the bytes 0 to 255; what cannot be printed has no width."""
        widths = [advances[letter] if letter.isprintable() else 0 for letter in letters]
        self._fours, self._ones = bytes(width // 4 for width in widths), bytes(width % 4 for width in widths)

    def exact(self, raw: bytes) -> int:
        return 4 * sum(raw.translate(self._fours)) + sum(raw.translate(self._ones))

    def within(self, raw: bytes, widest: float) -> bool:
        """Is it no wider? By the widest letter there is, or else by all of them, rounded up."""
        return len(raw) * _WIDEST <= widest or 4 * sum(raw.translate(self._fours)) + 3 * len(raw) <= widest


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the font as bodies of PDF objects: `codes` gives the two bytes of a letter's glyph by its number."""

    name: bytes
    codes: dict[int, bytes]
    widths: bytes
    file: bytes
    unicode: bytes
    descriptor: bytes

    def objects(self, first: int) -> tuple[bytes, ...]:
        """The five objects of this font, numbered from `first`; the first is the one to refer to."""
        named = b"/BaseFont/" + self.name
        return (
            b"<</Type/Font/Subtype/Type0%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (named, first + 1, first + 4),
            b"<</Type/Font/Subtype/CIDFontType2%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/CIDToGIDMap/Identity/DW 0/W[%b]/FontDescriptor %d 0 R>>" % (named, self.widths, first + 2),
            b"<<%b/FontName/%b/FontFile2 %d 0 R>>" % (self.descriptor, self.name, first + 3),
            self.file,
            self.unicode,
        )


class Face:
    """One weight of the letter: `Helvetica` or `Helvetica-Bold`, measured and embedded as Liberation Sans."""

    def __init__(self, name: str, prefix: str, file: str) -> None:
        self.name = name
        self.prefix = prefix
        self.own = prefix + "0"  # the reader's own font, which is not embedded
        self._path = _FOLDER / file
        self._parts: dict[str, Part] = {}
        with TTFont(self._path, lazy=True) as font:
            self._glyphs: dict[int, str] = font.getBestCmap()
            metrics, em = font["hmtx"], font["head"].unitsPerEm
            widths = {chr(code): round(metrics[name][0] * 1000 / em) for code, name in self._glyphs.items()}
        self._letters = {part: self._covered(ranges) for part, ranges in _PARTS.items()}
        self._known = _WINDOWS.union(*self._letters.values())
        self.advances = _Advances({letter: 0 if _invisible(letter) else width for letter, width in widths.items()})
        windows = bytes(range(0x100)).decode("cp1252", "replace")
        self._steps = tuple(map(self.advances.__getitem__, windows))
        self._windows, self._everyday = _Widths(self.advances, windows), _Widths(self.advances, _BYTES)

    def _covered(self, ranges: Iterable[Iterable[int]]) -> frozenset[str]:
        letters = [chr(code) for span in ranges for code in span if code in self._glyphs]
        return frozenset(letter for letter in letters if not _invisible(letter))

    def measure(self, text: str) -> int:
        """How wide one line of text is, in thousandths of the size of the letter."""
        if (raw := plain(text)) is not None:
            return self._windows.exact(raw)
        if (raw := _everyday(text)) is not None:
            return self._everyday.exact(raw)
        return sum(map(self.advances.__getitem__, text))

    def ends(self, text: str) -> list[int]:
        """How far the pen is before each letter, and after the last, in thousandths of the size of the letter."""
        raw = codecs.charmap_encode(text, "ignore", cp1252.encoding_table)[0]
        if len(raw) == len(text) > 1:
            return list(accumulate(itemgetter(*raw)(self._steps), initial=0))
        return [0, *accumulate(map(self.advances.__getitem__, text))]

    def line(self, text: str, widest: float) -> tuple[str, bytes] | None:
        """A printable line as (font, operand of Tj); None for one of several fonts, or wider than so many thousandths.

        It is quick: usual letters are measured to three thousandths each, and taken for as wide as that leaves them.
        """
        raw = codecs.charmap_encode(text, "ignore", cp1252.encoding_table)[0]
        if len(raw) == len(text):
            return (self.own, literal(raw)) if self._windows.within(raw, widest) else None
        if (everyday := _everyday(text)) is not None:
            return self._named(everyday) if self._everyday.within(everyday, widest) else None
        runs = self._runs(text)
        return runs[0] if len(runs) == 1 and self.measure(text) <= widest else None

    def runs(self, text: str) -> list[tuple[str, bytes]]:
        """One line as (font, operand of Tj): `F0` is Helvetica itself; `F1`..`F3` are embedded parts, `B0`.. the bold.

        A letter that no part has is drawn as a box; what cannot be seen (joiners, direction marks) is left out.
        """
        if (raw := plain(text)) is not None:
            return [(self.own, literal(raw))]
        if (raw := _everyday(text)) is not None:
            return [self._named(raw)]
        return self._runs(text)

    def _named(self, everyday: bytes) -> tuple[str, bytes]:
        """Everyday letters as (font, operand of Tj): glyphs are numbers, and UTF-16 writes each as two bytes."""
        glyphs, _ = codecs.charmap_decode(everyday, "strict", self._glyphs_by_byte)
        return self.prefix + _FIRST, b"<%b>" % hexlify(codecs.utf_16_be_encode(glyphs)[0])

    @cached_property
    def _glyphs_by_byte(self) -> str:
        codes = self.part(_FIRST).codes
        return "".join(chr(int.from_bytes(codes.get(ord(letter), b""), "big")) for letter in _BYTES)

    def _runs(self, text: str) -> list[tuple[str, bytes]]:
        clean = text if self._is_clean(text) else self._drawn(text)
        if _WINDOWS.issuperset(clean):  # it was not printable: it has a no-break space
            return [(self.own, literal(clean.encode("cp1252")))]
        for part, letters in self._letters.items():
            if letters.issuperset(clean):
                return [self._run(part, clean)]
        return [self._run(part, "".join(run)) for part, run in groupby(clean, self._home)]

    def _is_clean(self, text: str) -> bool:
        """Whether every letter is drawn as it stands."""
        return self._known.issuperset(text) and unicodedata.is_normalized("NFC", text)

    def undrawn(self, text: str) -> tuple[str, ...]:
        """The letters of the text that would be drawn as a box, each once, in their order."""
        seen = dict.fromkeys(unicodedata.normalize("NFC", text))
        return tuple(letter for letter in seen if letter != _REPLACEMENT and self._shape(letter) == _REPLACEMENT)

    def _drawn(self, text: str) -> str:
        return "".join(map(self._shape, unicodedata.normalize("NFC", text)))

    def _shape(self, letter: str) -> str:
        """What is drawn for one letter: itself, nothing, spaces, or the box that stands for it."""
        if letter in self._known:
            return letter
        if letter.isspace():
            return _TAB if letter == "\t" else " "
        return "" if _invisible(letter) else _REPLACEMENT

    def _home(self, letter: str) -> str:
        return next(part for part, letters in self._letters.items() if letter in letters)

    def _run(self, part: str, text: str) -> tuple[str, bytes]:
        codes, _ = codecs.charmap_encode(text, "strict", self.part(part).codes)
        return self.prefix + part, b"<%b>" % codes.hex().encode("ascii")

    def part(self, part: str) -> Part:
        """One part of the font, made when it is first asked for and kept for as long as the process lives."""
        if part not in self._parts:
            name = f"FORMG{part.translate(_TAGS)}+{self._path.stem}".encode("ascii")
            self._parts[part] = self._embedded(name, self._letters[part])
        return self._parts[part]

    def _embedded(self, name: bytes, letters: frozenset[str]) -> Part:
        """Cut the font down to these letters. Without hints: they triple the size and no screen of today uses them."""
        options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False, layout_features=[])
        options.drop_tables += ["DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "OS/2", "cmap", "kern", "name", "post"]
        with TTFont(self._path, lazy=True, recalcTimestamp=False) as font:
            cutter = subset.Subsetter(options)
            cutter.populate(glyphs=[self._glyphs[ord(letter)] for letter in letters])
            cutter.subset(font)
            order = {name: number for number, name in enumerate(font.getGlyphOrder())}
            buffer = io.BytesIO()
            font.save(buffer)
        numbers = {letter: order[self._glyphs[ord(letter)]] for letter in sorted(letters)}
        data = buffer.getvalue()
        return Part(
            name=name,
            codes={ord(letter): gid.to_bytes(2, "big") for letter, gid in numbers.items()},
            widths=b"".join(b"%d[%d]" % (gid, self.advances[letter]) for gid, letter in _by_glyph(numbers)),
            file=_packed(data, b"/Length1 %d" % len(data)),
            unicode=_packed(_to_unicode(numbers)),
            descriptor=_descriptor(self._path),
        )


@cache
def regular() -> Face:
    """The letter of answers and of running text."""
    return Face("Helvetica", "F", "LiberationSans-Regular.ttf")


@cache
def bold() -> Face:
    """The letter of headings and of numbers in the rail."""
    return Face("Helvetica-Bold", "B", "LiberationSans-Bold.ttf")


class Fonts:
    """The fonts of all documents of one template: their numbers are known before any is needed."""

    def __init__(self, first: int) -> None:
        self.numbers = range(first, first + ROOM)
        self._numbers = dict(zip(_NAMES, self.numbers[::5], strict=True))
        self._resources: dict[tuple[str, ...], bytes] = {}
        self._objects: dict[str, Mapping[int, bytes]] = {}

    def resource(self, named: tuple[str, ...]) -> bytes:
        """The `/Font` resource for these fonts."""
        if named not in self._resources:
            entries = [b"/%b %d 0 R" % (font.encode("ascii"), self._numbers[font]) for font in sorted(set(named))]
            self._resources[named] = b"/Font<<%b>>" % b"".join(entries)
        return self._resources[named]

    def objects(self, font: str) -> Mapping[int, bytes]:
        """A font as the file holds it, by number: made when a document first asks for it."""
        if font not in self._objects:
            bodies = enumerate(objects(font, self._numbers[font]), self._numbers[font])
            self._objects[font] = {number: written(number, body) for number, body in bodies}
        return self._objects[font]


def objects(font: str, first: int) -> tuple[bytes, ...]:
    """The PDF objects of the font that `Face.runs` named, numbered from `first`; the first one is the font."""
    face = bold() if font[0] == bold().prefix else regular()
    if font[1] == "0":
        return (b"<</Type/Font/Subtype/Type1/BaseFont/%b/Encoding/WinAnsiEncoding>>" % face.name.encode("ascii"),)
    return face.part(font[1]).objects(first)


def _invisible(letter: str) -> bool:
    """Joiners, direction marks, soft hyphens, variation selectors: they take no room and have no shape."""
    return (
        unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    )


def _by_glyph(numbers: dict[str, int]) -> list[tuple[int, str]]:
    """Glyphs in order with one letter each: a space and a no-break space may share a glyph, the first letter wins."""
    first: dict[int, str] = {}
    for letter, gid in numbers.items():
        first.setdefault(gid, letter)
    return sorted(first.items())


def _to_unicode(numbers: dict[str, int]) -> bytes:
    """The map by which a reader copies, searches and speaks the text; blocks of at most 100, by the standard."""
    lines = [b"<%04X><%04X>" % (gid, ord(letter)) for gid, letter in _by_glyph(numbers)]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n%b\n"
        b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend" % body
    )


def _descriptor(path: Path) -> bytes:
    """Flag 32: an ordinary alphabet. Heights are those of the whole font, so lines of text get the usual selection."""
    with TTFont(path, lazy=True) as font:
        scale = 1000 / font["head"].unitsPerEm
        box = " ".join(str(round(getattr(font["head"], side) * scale)) for side in ("xMin", "yMin", "xMax", "yMax"))
        ascent, descent = round(font["hhea"].ascent * scale), round(font["hhea"].descent * scale)
        height = round(font["OS/2"].sCapHeight * scale)
    return (
        f"/Type/FontDescriptor/Flags 32/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {ascent}/Descent {descent}/CapHeight {height}/StemV 80"
    ).encode("ascii")


def _packed(data: bytes, entries: bytes = b"") -> bytes:
    small = zlib.compress(data, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(small), small)
