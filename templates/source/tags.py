"""Adds to the drawn pages what makes them a form: fields, structure tree, tab order, language, and what the file is."""

import io
from collections.abc import Iterable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from templates.source.paper import UNDER, Node, Paper, Spot

PRINTED = 4  # /F: the field is printed with the page
READ_ONLY, MULTILINE, RADIO, COMB = 1, 1 << 12, 1 << 15, 1 << 24
SIZES = {"text": "10", "lines": "9.5", "comb": "11", "footer": "8", "total": "8"}
BLACK, GREY = "0 g", "0.29 0.329 0.337 rg"
FIRST_MADE = "D:20261101000000Z"  # no clock in the file: the same source gives the same bytes


def finished(paper: Paper, subject: str) -> bytes:
    """The PDF form: the pages of `paper` with a field for every place on them, tagged in reading order."""
    with Pdf.open(io.BytesIO(paper.finish())) as pdf:
        form = Fields(pdf)
        widgets = {id(spot): form.add(spot) for spot in paper.spots}
        form.close({"total": str(len(pdf.pages)), "footer": paper.running})
        _tag(pdf, paper.tree, widgets)
        _describe(pdf, paper.title, subject)
        saved = io.BytesIO()
        pdf.save(
            saved,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )
    return saved.getvalue()


# ---- fields ----------------------------------------------------------------------------------------------------------


class Fields:
    """The tree of fields being built: `talks.1.talk_date` is /T talks, in it /T 1, in it /T talk_date."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.known: dict[str, Object] = {}
        self.font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )
        self.fonts = Dictionary(Font=Dictionary(Helv=self.font))
        self.form = pdf.make_indirect(Dictionary(Fields=Array(), DR=self.fonts, DA=String(f"/Helv 10 Tf {BLACK}")))
        self.footers: list[tuple[Spot, Object]] = []
        self.looks: dict[tuple[float, bool], Object] = {}
        self.blanks: dict[tuple[float, float], Object] = {}
        pdf.Root.AcroForm = self.form

    def add(self, spot: Spot) -> Object:
        """The widget of this place, hung on its page and in the tree."""
        if spot.kind == "radio":
            widget = self._widget(spot)
            group = self._radio_group(spot)
            widget.Parent = group
            group.Kids.append(widget)
        else:
            widget = self._widget(spot)
            self._hang(spot.name, widget)
        page = self.pdf.pages[spot.page].obj
        if "/Annots" not in page:
            page.Annots = Array()
            page.Tabs = Name.S
        page.Annots.append(widget)
        return widget

    def close(self, footers: Mapping[str, str]) -> None:
        """Write into the footers what the empty form says there, by kind; a filled-in form says more."""
        for spot, widget in self.footers:
            words = footers[spot.kind]
            look = f"/Tx BMC q BT {GREY} /Helv 8 Tf 0 {UNDER:.2f} Td ({words}) Tj ET Q EMC"
            widget.V = String(words)
            widget.AP = Dictionary(N=self._stream(look, spot.w, spot.h, self.fonts))

    def _hang(self, name: str, field: Object) -> None:
        """Put a field under the parents that its dotted name asks for."""
        above, _, last = name.rpartition(".")
        if name in self.known:
            raise ValueError(f"two fields are named {name}")
        self.known[name] = field
        field.T = String(last)
        if not above:
            self.form.Fields.append(field)
            return
        if above not in self.known:
            self._hang(above, self.pdf.make_indirect(Dictionary(Kids=Array())))
        field.Parent = self.known[above]
        self.known[above].Kids.append(field)

    def _radio_group(self, spot: Spot) -> Object:
        if spot.name not in self.known:
            group = self.pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=RADIO, TU=String(spot.group), Kids=Array()))
            self._hang(spot.name, group)
        return self.known[spot.name]

    def _widget(self, spot: Spot) -> Object:
        widget = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                F=PRINTED,
                Rect=Array([round(n, 2) for n in (spot.x, spot.y, spot.x + spot.w, spot.y + spot.h)]),
                TU=String(spot.about),
                P=self.pdf.pages[spot.page].obj,
            )
        )
        if spot.state:
            self._button(widget, spot)
        else:
            self._text(widget, spot)
        return widget

    def _button(self, widget: Object, spot: Spot) -> None:
        """One look for ticks and choices: a square, and in it a cross of strokes (no symbol font)."""
        if spot.kind == "tick":
            widget.FT = Name.Btn
        widget.AS = Name.Off
        widget.AP = Dictionary(
            N=Dictionary({f"/{spot.state}": self._look(spot.w, True), "/Off": self._look(spot.w, False)})
        )

    def _look(self, side: float, on: bool) -> Object:
        if (side, on) not in self.looks:
            drawn = f"q 1 1 1 rg 0.1 0.1 0.1 RG 0.8 w 0.4 0.4 {side - 0.8:.2f} {side - 0.8:.2f} re B"
            far = f"{side - 2.6:.2f}"
            cross = f" 1.5 w 1 J 2.6 2.6 m {far} {far} l S 2.6 {far} m {far} 2.6 l S" if on else ""
            self.looks[side, on] = self._stream(f"{drawn}{cross} Q", side, side, Dictionary())
        return self.looks[side, on]

    def _text(self, widget: Object, spot: Spot) -> None:
        """A see-through text field with an empty appearance; only a comb limits what may be typed."""
        foot = spot.kind in ("footer", "total")
        flags = {"lines": MULTILINE, "comb": COMB, "footer": READ_ONLY, "total": READ_ONLY}.get(spot.kind, 0)
        widget.FT = Name.Tx
        widget.DA = String(f"/Helv {SIZES[spot.kind]} Tf {GREY if foot else BLACK}")
        if flags:
            widget.Ff = flags
        if spot.cells:
            widget.MaxLen = spot.cells
        if foot:
            self.footers.append((spot, widget))
        widget.AP = Dictionary(N=self._blank(round(spot.w, 2), round(spot.h, 2)))

    def _blank(self, width: float, height: float) -> Object:
        """The look of an empty field; fields of one size share it."""
        if (width, height) not in self.blanks:
            self.blanks[width, height] = self._stream("/Tx BMC EMC", width, height, Dictionary())
        return self.blanks[width, height]

    def _stream(self, content: str, width: float, height: float, resources: Object) -> Object:
        stream = self.pdf.make_stream(content.encode("ascii"))
        stream.Type, stream.Subtype, stream.Resources = Name.XObject, Name.Form, resources
        stream.BBox = Array([0, 0, round(width, 2), round(height, 2)])
        return stream


# ---- structure -------------------------------------------------------------------------------------------------------


def _tag(pdf: Pdf, tree: Node, widgets: dict[int, Object]) -> None:
    """Write the structure tree, and on every page and field the way back to its place in it."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    texts: list[list[Object]] = [[] for _ in pdf.pages]
    fields: list[tuple[Object, Object]] = []

    def element(node: Node, parent: Object) -> Object:
        page = pdf.pages[node.page].obj
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent, Pg=page))
        if node.role == "TH":
            made.A = Dictionary(O=Name.Table, Scope=Name.Column)
        kids = Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(element(kid, made))
            elif isinstance(kid, Spot):
                kids.append(Dictionary(Type=Name.OBJR, Obj=widgets[id(kid)], Pg=page))
                made.Alt = String(kid.about)
                fields.append((widgets[id(kid)], made))
            else:
                kids.append(kid)
                texts[node.page].append(made)
        made.K = kids
        return made

    document = element(tree, root)
    document.Lang = String("nl-NL")
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(_ways_back(pdf, texts, fields))))
    root.ParentTreeNextKey = len(pdf.pages) + len(fields)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _ways_back(pdf: Pdf, texts: list[list[Object]], fields: list[tuple[Object, Object]]) -> Iterable[int | Object]:
    for number, (page, elements) in enumerate(zip(pdf.pages, texts, strict=True)):
        page.obj.StructParents = number
        yield from (number, pdf.make_indirect(Array(elements)))
    for number, (widget, made) in enumerate(fields, len(texts)):
        widget.StructParent = number
        yield from (number, made)


def _describe(pdf: Pdf, title: str, subject: str) -> None:
    """Title, subject, language and dates, for the window, for search and for a screen reader."""
    pdf.Root.Lang = String("nl-NL")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"], about["dc:language"], about["dc:subject"] = title, ["nl-NL"], [subject]
    for key in list(pdf.docinfo):
        del pdf.docinfo[key]
    pdf.docinfo["/Title"], pdf.docinfo["/Subject"] = title, subject
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = FIRST_MADE
