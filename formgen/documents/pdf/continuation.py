"""The continuation sheet: what did not fit its box, under the number that the box refers to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from formgen.documents.pdf import typesetting
from formgen.documents.pdf.appearance import Content, shown
from formgen.documents.pdf.fonts import Face, bold, regular
from formgen.documents.pdf.syntax import number, numbers
from formgen.text import Language

PAGE = (595.28, 841.89)  # A4
_MM = 72 / 25.4
_RAIL, _LEFT, _RIGHT, _TOP, _BOTTOM = 15 * _MM, 25 * _MM, 195 * _MM, 280 * _MM, 22 * _MM
_MEASURE, _BODY, _STEP = 145 * _MM, 10.5, 14.5  # a line of at most 80 letters
_INK, _QUIET, _ACCENT, _HAIR = (
    b"0.1 0.1 0.1 rg",
    b"0.29 0.329 0.337 rg",
    b"0.071 0.286 0.302 rg",
    b"0.706 0.765 0.761 RG",
)
_LAST_WORDS, _LAST_LETTERS = 4, 50


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The words of a continuation sheet in one language; `sheet_words` makes them.

    Blanks: `{question}`, `{page}`, `{pages}`, `{number}`, `{last}` (the last words in the box). `footer` is also
    what the fields `_footer` of a form say; `band` is printed white on black at the top of every sheet.
    """

    language: Language
    running: str
    belongs_to: str
    footer: str
    notice: str
    band: str
    title: str
    continued_from: str
    whole_of: str
    where_begin: str
    where_whole: str
    where_more: str
    read_on: str
    see: str
    page_of: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a sheet belongs to: the title of the form, whose it is, and the long date of making; any may be empty."""

    title: str
    person: str = ""
    made: str = ""


def sheet_words(language: Language, belonging: Belonging, *, notice: str = "", band: str = "") -> SheetWords:
    """The words for one document: `notice` is what it is not, `band` for whose eyes only it is."""
    title, person, made = belonging.title, belonging.person, belonging.made
    whose = ", ".join(part for part in (title, person) if part)
    if language == "nl":
        dated = f"ingevuld op {made}" if made else ""
        own = {
            "belongs_to": f"Hoort bij: {whose}" if whose else "",
            "title": "Vervolgblad",
            "continued_from": "Vervolg van {question}",
            "whole_of": "Hele antwoord op {question}",
            "where_begin": "Het begin staat op pagina {page} en eindigt met: \u201c\u2026 {last}\u201d",
            "where_whole": "Op pagina {page} paste alleen het begin.",
            "where_more": "Op het formulier was hiervoor geen regel meer.",
            "read_on": "\u2192 Lees verder op het vervolgblad, V{number} (pagina {page})",
            "page_of": "Pagina {page} van {pages}",
        }
    else:
        dated = f"completed on {made}" if made else ""
        own = {
            "belongs_to": f"Belongs to: {whose}" if whose else "",
            "title": "Continuation sheet",
            "continued_from": "Continued from {question}",
            "whole_of": "Whole answer to {question}",
            "where_begin": "It begins on page {page}, which ends with: \u201c\u2026 {last}\u201d",
            "where_whole": "On page {page} only the beginning fitted.",
            "where_more": "The form had no line left for this.",
            "read_on": "\u2192 Read on, on the continuation sheet, V{number} (page {page})",
            "page_of": "Page {page} of {pages}",
        }
    footer = " \u00b7 ".join(part for part in (title, person, dated) if part)
    see = "\u2026 \u2192 V{number}"
    return SheetWords(language, running=title, footer=footer, notice=notice, band=band, see=see, **own)


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer on the sheet: the heading beside its number, where it began, and the text."""

    heading: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Element:
    """One heading or paragraph for a screen reader: its role, and the marks (sheet, id) of its lines."""

    role: str
    marks: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Hand:
    """How a line is written: its size in points, its colour, and its letter."""

    size: float
    colour: bytes = _INK
    face: Face = field(default_factory=regular)


@dataclass(slots=True)
class Sheet:
    """One page while it is set: operators, fonts, and how many marks it has."""

    drawn: list[bytes] = field(default_factory=list)
    fonts: dict[str, None] = field(default_factory=dict)
    marks: int = 0

    def ink(self, x: float, y: float, text: str, hand: Hand) -> None:
        """Draw one line of text."""
        operators, named = shown(text, hand.size, hand.face)
        self.drawn.append(b"BT %b 1 0 0 1 %b Tm %b ET" % (hand.colour, numbers(x, y), operators))
        self.fonts.update(dict.fromkeys(named))

    def rule(self, y: float, weight: float, colour: bytes) -> None:
        """A line from the rail to the right edge."""
        edge = numbers(_RIGHT, y)
        self.drawn.append(b"/Artifact BMC %b %b w %b m %b l S EMC" % (colour, number(weight), numbers(_RAIL, y), edge))

    def content(self) -> Content:
        """The finished content stream and the fonts it names."""
        return b"\n".join(self.drawn), tuple(self.fonts)


class Sheets:
    """Sets the pieces on as many sheets as they need; `begins` tells on which sheet (from 0) each one starts."""

    def __init__(self, words: SheetWords, pieces: Sequence[Piece]) -> None:
        self._words = words
        self._y = 0.0
        self.pages: list[Sheet] = []
        self.elements: list[Element] = []
        self.begins: list[int] = []
        if pieces:
            self._head()
        for index, piece in enumerate(pieces, 1):
            self._piece(index, piece)

    def _head(self) -> None:
        self._room(_BOTTOM + 1)
        self._y -= 4 * _MM
        self._say("H1", self._words.title, Hand(20, face=bold()))
        self._y -= 6.5 * _MM
        for start, end in typesetting.lines(self._words.belongs_to, _RIGHT - _RAIL, 11, regular()):
            self._say("P", self._words.belongs_to[start:end], Hand(11, _QUIET))
            self._y -= 14
        self._y += 14

    def _piece(self, index: int, piece: Piece) -> None:
        """Number in the rail, heading on the text edge; never a heading alone at the foot of a page."""
        headings = [piece.heading[slice(*span)] for span in _lines(piece.heading, _RIGHT - _LEFT, 12, bold())]
        self._room(14 * _MM + 16 * len(headings) + 12 * _MM)
        self._y -= (5 if self._y == _TOP else 14) * _MM
        self.pages[-1].rule(self._y + 5.8 * _MM, 1.2, _ACCENT.upper())
        self.begins.append(len(self.pages) - 1)
        heading = self._say("H2", f"V{index}", Hand(13, _ACCENT, bold()))
        for row, words in enumerate(headings):
            self._y -= 16 * bool(row)
            self._say(heading, words, Hand(12, face=bold()), _LEFT)
        self._y -= 5 * _MM
        where: str | Element = "P"
        for start, end in _lines(piece.where, _RIGHT - _LEFT, 8.5, regular()):
            where = self._say(where, piece.where[start:end], Hand(8.5, _QUIET), _LEFT)
            self._y -= 11
        self._y += 11 - 2 * _MM
        self._text(piece.text.strip())

    def _text(self, text: str) -> None:
        """Paragraphs, each one element even where it goes on overleaf; an empty line adds no space."""
        for paragraph in filter(str.strip, re.split("\r\n|[\n\r\v\f\x85\u2028\u2029]", text)):
            element: str | Element = "P"
            for start, end in _lines(paragraph, _MEASURE, _BODY, regular()):
                self._room(_STEP)
                self._y -= _STEP
                if start < end:
                    element = self._say(element, paragraph[start:end], Hand(_BODY), _LEFT)
            self._y -= 5

    def _room(self, height: float) -> None:
        if not self.pages or self._y - height < _BOTTOM:
            self.pages.append(Sheet())
            self._y = _TOP

    def _say(self, role: str | Element, text: str, hand: Hand, x: float = _RAIL) -> Element:
        """One line of text, as a new element or as the next line of one."""
        element = Element(role, []) if isinstance(role, str) else role
        if isinstance(role, str):
            self.elements.append(element)
        page = self.pages[-1]
        element.marks.append((len(self.pages) - 1, page.marks))
        page.drawn.append(b"/%b <</MCID %d>> BDC" % (element.role.encode("ascii"), page.marks))
        page.ink(x, self._y, text, hand)
        page.drawn.append(b"EMC")
        page.marks += 1
        return element

    def frame(self, first: int) -> None:
        """Header and footer of every sheet, once the number of pages is known; `first` is the page of the first."""
        total = first + len(self.pages) - 1
        for index, page in enumerate(self.pages):
            page.drawn.append(b"/Artifact BMC")
            self._frame(page, self._words.page_of.format(page=first + index, pages=total))
            page.drawn.append(b"EMC")

    def _frame(self, page: Sheet, paging: str) -> None:
        small = Hand(8, _QUIET)
        if self._words.band:
            page.drawn.append(b"0 g %b re f" % numbers(0, 288 * _MM, PAGE[0], PAGE[1] - 288 * _MM))
            page.ink(_RAIL, 291.2 * _MM, self._words.band, Hand(9.5, b"1 g", bold()))
        else:
            page.ink(_RAIL, 287 * _MM, self._words.running, small)
        line = b"%b 0.5 w %b m %b l S" % (_HAIR, numbers(_RAIL, 17.5 * _MM), numbers(_RIGHT, 17.5 * _MM))
        page.drawn.append(line)
        page.ink(_RAIL, 13.8 * _MM, self._words.notice, Hand(8, _QUIET, bold()))
        page.ink(_RIGHT - regular().measure(paging) * 0.008, 13.8 * _MM, paging, small)
        page.ink(_RAIL, 10.2 * _MM, self._words.footer, small)


def last_words(shown_text: str) -> str:
    """How the part in the box ends, to find the place again: four words, at most 50 letters."""
    return " ".join(shown_text.split()[-_LAST_WORDS:])[-_LAST_LETTERS:]


def _lines(text: str, width: float, size: float, face: Face) -> list[tuple[int, int]]:
    return list(typesetting.lines(text, width, size, face))
