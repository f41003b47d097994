"""The paper a form is drawn on: measures, letters, lines and boxes, with a record of what stands where for tags.py."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from templates.source.measures import ACCENT, INK, LINE, NOTICE, QUIET, TINT

FONTS = Path(__file__).resolve().parents[2] / "formgen" / "documents" / "pdf" / "liberation"

PAGE_W, PAGE_H = 210 * mm, 297 * mm
RAIL, LEFT, RIGHT = 15 * mm, 25 * mm, 195 * mm  # numbers stand in the rail, words on one edge beside it
TOP, BOTTOM = 282 * mm, 20 * mm
WIDTH = RIGHT - LEFT
GUTTER = 3 * mm
COLUMN = (WIDTH - 11 * GUTTER) / 12

EDGE, FILL = "6F8280", "F5F8F7"  # the edge has 4.1 : 1 on white, so a box stays visible; the fill vanishes in print


@dataclass(frozen=True)
class Style:
    """How letters look: size in points, weight, colour, and the distance from line to line."""

    size: float
    bold: bool = False
    color: str = INK
    pitch: float = 0.0

    @property
    def font(self) -> str:
        """The name under which reportlab knows the font; asking for it makes it known."""
        load_fonts()
        return "House-Bold" if self.bold else "House"

    def width(self, text: str) -> float:
        """How wide the text is, in points."""
        return pdfmetrics.stringWidth(text, self.font, self.size)


KICKER = Style(8.5, True, ACCENT)
TITLE = Style(20, True, INK, 8 * mm)
SUBTITLE = Style(11, False, QUIET, 5 * mm)
NOTE = Style(9, False, INK, 4.4 * mm)
SECTION, SECTION_NUMBER = Style(12, True), Style(13, True, ACCENT)
INTRO = Style(8.5, False, QUIET, 3.7 * mm)
LABEL, LABEL_NUMBER = Style(8.5, False, INK, 3.6 * mm), Style(8.5, True)
HINT = Style(7.5, False, QUIET)
OPTION, OPTION_HINT = Style(9.5, False, INK, 4.1 * mm), Style(8, False, QUIET)
SMALL_OPTION = Style(8.5)
GRID_HEAD = Style(8, True, INK, 3.4 * mm)
FOOT, FOOT_BOLD = Style(8, False, QUIET), Style(8, True, QUIET)
BAND = Style(9.5, True, "FFFFFF")

Run = tuple[str, Style]
FOOT_HEIGHT = 3.4 * mm
UNDER = FOOT_HEIGHT / 2 - 0.36 * 8  # from the foot of the letters down to the edge of a field that centres them


@cache
def load_fonts() -> None:
    """Once, make Liberation Sans known to reportlab; it has the widths of Helvetica and every Latin letter."""
    for name, style in (("House", "Regular"), ("House-Bold", "Bold")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"LiberationSans-{style}.ttf")))


def wrapped(runs: Sequence[Run], width: float) -> list[list[Run]]:
    """The runs as lines no wider than `width`; breaks at plain spaces only, so a no-break space holds.

    A word wider than the line stays whole: on a form that is a fault of the source, and `Row` refuses it.
    """
    lines: list[list[Run]] = [[]]
    used = 0.0
    for text, style in runs:
        for word in text.split(" "):
            gap = style.width(" ") if lines[-1] else 0.0
            if lines[-1] and used + gap + style.width(word) > width:
                lines.append([])
                used = gap = 0.0
            lines[-1].append((f" {word}" if gap else word.lstrip("\u00a0"), style))
            used += gap + style.width(word)
    return lines


# ---- what stands on the paper ----------------------------------------------------------------------------------------

Kind = Literal["text", "lines", "comb", "tick", "radio", "footer", "total"]


@dataclass(frozen=True)
class Spot:
    """One place to fill in: a widget of the field `name`.

    `about` is what a screen reader says. A button has a `state`, its name when it is on; a radio button also
    says in `group` what the whole choice is about. `cells` counts the cells of a comb.
    """

    name: str
    kind: Kind
    page: int
    x: float
    y: float
    w: float
    h: float
    about: str
    state: str = ""
    group: str = ""
    cells: int = 0


@dataclass
class Node:
    """A piece of the structure tree: its role, its page, and in reading order its text, places and pieces."""

    role: str
    page: int
    kids: list["Node | Spot | int"] = field(default_factory=list)


class Paper:
    """Pages being drawn. Every word gets a role in the structure tree; every rule and box is an artifact."""

    def __init__(self, title: str, running: str, band: str = "") -> None:
        self.title, self.running, self.band = title, running, band
        load_fonts()
        self.buffer = io.BytesIO()
        self.canvas = Canvas(
            self.buffer,
            pagesize=(PAGE_W, PAGE_H),
            lang="nl-NL",
            initialFontName="House",
            pageCompression=0,  # tags.py compresses, with one library version on every machine
            invariant=1,  # no clock and no chance in the file
        )
        self.canvas.setTitle(title)
        self.page = -1
        self.tree = Node("Document", 0)
        self.spots: list[Spot] = []
        self._feet: list[Spot] = []
        self._open = [self.tree]
        self._texts: list[int] = []

    # ---- structure ----

    @contextmanager
    def inside(self, role: str) -> Iterator[None]:
        """What is said and placed within stands inside one piece of this role: a section, a table, a row."""
        node = Node(role, max(self.page, 0))
        self._open[-1].kids.append(node)
        self._open.append(node)
        yield
        self._open.pop()

    def begin(self, role: str) -> None:
        """From here on everything stands inside a new piece of this role, until the next one begins."""
        self._open = [self.tree, Node(role, self.page)]
        self.tree.kids.append(self._open[-1])

    @contextmanager
    def artifact(self) -> Iterator[Canvas]:
        """What is drawn within is decoration: a screen reader passes it by."""
        self.canvas._code.append("/Artifact BMC")
        yield self.canvas
        self.canvas._code.append("EMC")

    def say(self, x: float, y: float, lines: Sequence[Sequence[Run]], role: str = "P", pitch: float = 0.0) -> None:
        """Lines of text under each other, the first on baseline y, as one piece of this role."""
        with self._marked(role):
            for at, line in enumerate(lines):
                end = [(" ", line[-1][1])] if at + 1 < len(lines) else []  # else a screen reader joins two words
                self.ink(x, y - at * pitch, *line, *end)

    def heading(self, y: float, number: Run, title: Run) -> None:
        """A numbered heading: the number in the rail, the title on the text edge, read as one."""
        with self._marked("H2"):
            self.ink(RAIL, y, number, (" ", number[1]))
            self.ink(LEFT, y, title)

    @contextmanager
    def _marked(self, role: str) -> Iterator[None]:
        number = self._texts[self.page]
        self._texts[self.page] += 1
        self._open[-1].kids.append(Node(role, self.page, [number]))
        self.canvas._code.append(f"/{role} <</MCID {number}>> BDC")
        yield
        self.canvas._code.append("EMC")

    def ink(self, x: float, y: float, *runs: Run) -> float:
        """Draw the runs one after the other, without a role; what comes back is where they end."""
        for text, style in runs:
            self.canvas.setFillColor(HexColor(f"#{style.color}"))
            self.canvas.setFont(style.font, style.size)
            self.canvas.drawString(x, y, text)
            x += style.width(text)
        return x

    def place(self, spot: Spot) -> None:
        """Put a field here; its border is drawn on the page, so print, screen and every viewer agree."""
        self.spots.append(spot)
        self._open[-1].kids.append(Node("Form", self.page, [spot]))

    # ---- lines and boxes ----

    def rule(self, x: float, to: float, y: float, weight: float, color: str) -> None:
        """A horizontal line."""
        with self.artifact() as canvas:
            canvas.setStrokeColor(HexColor(f"#{color}"))
            canvas.setLineWidth(weight)
            canvas.line(x, y, to, y)

    def box(self, x: float, y: float, w: float, h: float, cells: int = 0) -> None:
        """A box to write in; with `cells`, a comb. A box with room for a signature is `frame`."""
        with self.artifact() as canvas:
            canvas.setFillColor(HexColor(f"#{FILL}"))
            canvas.setStrokeColor(HexColor(f"#{EDGE}"))
            canvas.setLineWidth(0.6)
            canvas.rect(x, y, w, h, stroke=1, fill=1)
            canvas.setLineWidth(0.4)
            for cell in range(1, cells):
                canvas.line(x + w * cell / cells, y, x + w * cell / cells, y + h)

    def frame(self, x: float, y: float, w: float, h: float) -> None:
        """A white box with a dark edge, for a pen: a tint would swallow the ink in a copy."""
        with self.artifact() as canvas:
            canvas.setStrokeColor(HexColor(f"#{INK}"))
            canvas.setLineWidth(0.8)
            canvas.rect(x, y, w, h, stroke=1, fill=0)

    def panel(self, x: float, y: float, w: float, h: float) -> None:
        """A tinted panel with a dark bar at its left."""
        with self.artifact() as canvas:
            for color, width in ((TINT, w), (ACCENT, 1 * mm)):
                canvas.setFillColor(HexColor(f"#{color}"))
                canvas.rect(x, y, width, h, stroke=0, fill=1)

    def bookmark(self, text: str, y: float) -> None:
        """A line in the reader's list of contents that leads here."""
        key = f"at-{self.page}-{round(y)}"
        self.canvas.bookmarkHorizontal(key, 0, y)
        self.canvas.addOutlineEntry(text, key, 0)

    # ---- pages ----

    def turn(self) -> None:
        """Begin the next page (or the first), with its header and footer."""
        if self.page >= 0:
            self.canvas.showPage()
        self.page += 1
        self._texts.append(0)
        if self.band:
            self._black_band()
        elif self.page:
            with self.artifact():
                self.ink(RAIL, 288 * mm, (self.running, FOOT))
        self._foot()

    def _black_band(self) -> None:
        with self.artifact() as canvas:
            canvas.setFillColor(HexColor("#000000"))
            canvas.rect(0, PAGE_H - 9 * mm, PAGE_W, 9 * mm, stroke=0, fill=1)
            self.ink(RAIL, PAGE_H - 5.8 * mm, (self.band, BAND))

    def _foot(self) -> None:
        """Notice, page number and, in two fields, the total of pages and whose form it is."""
        self.rule(RAIL, RIGHT, 17.5 * mm, 0.5, LINE)
        total = FOOT.width("00")
        words = f"Pagina {self.page + 1} van "
        with self.artifact():
            self.ink(RAIL, 13.8 * mm, (NOTICE.nl, FOOT_BOLD))
            self.ink(RIGHT - total - FOOT.width(words), 13.8 * mm, (words, FOOT))
        page, name = self.page, f"footer.{self.page + 1}"
        self._feet += [
            Spot(f"{name}._total_pages", "total", page, RIGHT - total, 13.8 * mm - UNDER, total + 1, FOOT_HEIGHT,
                 f"Pagina {page + 1}: aantal pagina's"),
            Spot(f"{name}._footer", "footer", page, RAIL, 10.2 * mm - UNDER, RIGHT - RAIL, FOOT_HEIGHT,
                 f"Pagina {page + 1}, onderaan: naam en datum"),
        ]  # fmt: skip

    def finish(self) -> bytes:
        """The pages as a PDF without fields or tags; the places in the footers come last in the reading order."""
        for spot in self._feet:
            self.spots.append(spot)
            self.tree.kids.append(Node("Form", spot.page, [spot]))
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()
