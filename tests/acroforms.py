"""PDF forms that differ in every way a form can, each with the values to fill in and the words that must then show."""

import io
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 400, 300
MULTI, RADIO, COMBO, EDIT, COMB = 1 << 12, 1 << 15, 1 << 17, 1 << 18, 1 << 24


@dataclass(frozen=True)
class Case:
    """A form, what to fill in, and for each field the words that must be seen; `kept` where the file keeps another."""

    name: str
    data: bytes
    values: Mapping[str, str | bool]
    shown: Mapping[str, str]
    kept: Mapping[str, str]


def blank(rotate: int = 0, pages: int = 1) -> Pdf:
    pdf = Pdf.new()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.obj.Contents = pdf.make_stream(b"0.9 g 0 0 20 20 re f")
        page.obj.Annots = Array()
        if rotate:
            page.obj.Rotate = rotate
        assert number < pages
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(), DR=Dictionary(Font=Dictionary(Helv=font)), DA=String("/Helv 10 Tf 0 g")
    )
    pdf.docinfo["/ModDate"] = "D:20200101000000Z"
    return pdf


def put(pdf: Pdf, widget: Dictionary, field: Any = None, page: int = 0) -> Any:
    """Place a widget on a page; without a field it is one itself and joins the form."""
    one = pdf.make_indirect(widget)
    one.Type, one.Subtype, one.F = Name.Annot, Name.Widget, 4
    pdf.pages[page].obj.Annots.append(one)
    if field is None:
        pdf.Root.AcroForm.Fields.append(one)
    else:
        one.Parent = field
        field.Kids.append(one)
    return one


def parent(pdf: Pdf, name: str, above: Any = None, **entries: Any) -> Any:
    field = pdf.make_indirect(Dictionary(T=String(name), Kids=Array(), **entries))
    if above is None:
        pdf.Root.AcroForm.Fields.append(field)
    else:
        field.Parent = above
        above.Kids.append(field)
    return field


def text(name: str, rect: Sequence[float], **entries: Any) -> Dictionary:
    return Dictionary(**{"FT": Name.Tx, "T": String(name), "Rect": Array(list(rect)), **entries})


def picture(pdf: Pdf, drawn: bytes = b"") -> Any:
    stream = pdf.make_stream(drawn)
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 12, 12])
    return stream


def button(pdf: Pdf, rect: Sequence[float], state: str, **entries: Any) -> Dictionary:
    pictures = {f"/{state}": picture(pdf, b"0 g 2 2 8 8 re f"), "/Off": picture(pdf)}
    return Dictionary(Rect=Array(list(rect)), AP=Dictionary(N=Dictionary(pictures)), AS=Name.Off, **entries)


def saved(pdf: Pdf, streams: bool = False) -> bytes:
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.disable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a field that the form does not list is what one of the cases is about
        pdf.save(out, object_stream_mode=mode, deterministic_id=True)
    return out.getvalue()


def raw(*bodies: bytes) -> bytes:
    """A file of these objects, numbered from 1, the first of which is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, at = len(bodies) + 1, len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return data + b"startxref\n%d\n%%%%EOF\n" % at


def lines(pdf: Pdf) -> Pdf:
    """Three one-line fields: left, centred and right."""
    for index, name in enumerate(("left", "middle", "right")):
        put(pdf, text(name, (50, 200 - 40 * index, 250, 220 - 40 * index), Q=index))
    return pdf


def plain_table() -> Case:
    values = {"left": "Jansen", "middle": "Zoë (van) \\ Dam", "right": "€ 1.234,50"}
    return Case("plain table", saved(lines(blank())), values, values, {})


def xref_stream() -> Case:
    values = {"left": "Şahin", "middle": "Łukasz", "right": "Ğőș"}
    return Case("cross-reference stream", saved(lines(blank()), streams=True), values, values, {})


def inherited() -> Case:
    pdf = blank()
    top = parent(pdf, "talks", FT=Name.Tx, DA=String("/Helv 9 Tf 1 0 0 rg"), Q=2)
    row = parent(pdf, "1", top)
    put(pdf, Dictionary(T=String("talk_date"), Rect=Array([50, 200, 150, 220])), row)
    put(pdf, Dictionary(T=String("result"), Rect=Array([50, 100, 250, 180]), Ff=MULTI), row)
    values = {"talks.1.talk_date": "09-03-2026", "talks.1.result": "Eerste regel\ntweede regel"}
    shown = {**values, "talks.1.result": "tweede regel"}
    return Case("inherited keys", saved(pdf), values, shown, {})


def rotated_page() -> Case:
    pdf = blank(rotate=90)
    put(pdf, text("name", (50, 40, 80, 240), MK=Dictionary(R=90)))
    return Case("rotated page", saved(pdf), {"name": "gedraaid"}, {"name": "gedraaid"}, {})


def rotated_widgets() -> Case:
    pdf = blank()
    for index, turn in enumerate((90, 180, 270)):
        put(pdf, text(f"turn{turn}", (30 + 120 * index, 50, 130 + 120 * index, 150), MK=Dictionary(R=turn)))
    values = {"turn90": "linksom", "turn180": "kopstaand", "turn270": "rechtsom"}
    return Case("rotated widgets", saved(pdf), values, values, {})


def combs() -> Case:
    pdf = blank()
    put(pdf, text("bsn", (50, 200, 230, 220), Ff=COMB, MaxLen=9))
    put(pdf, text("right", (50, 150, 230, 170), Ff=COMB, MaxLen=12, Q=2))
    values = {"bsn": "012345672", "right": "123L01"}
    shown = {"bsn": "0 1 2 3 4 5 6 7 2", "right": "1 2 3 L 0 1"}
    return Case("comb cells", saved(pdf), values, shown, {})


def radio_opt() -> Case:
    pdf = blank()
    field = parent(pdf, "question", FT=Name.Btn, Ff=RADIO, Opt=Array([String("eigen_werk"), String("ander")]))
    for index in range(2):
        put(pdf, button(pdf, (50, 200 - 30 * index, 62, 212 - 30 * index), str(index)), field)
    return Case("radio with /Opt", saved(pdf), {"question": "ander"}, {}, {"question": "/1"})


def radio_names() -> Case:
    pdf = blank()
    field = parent(pdf, "question_type", FT=Name.Btn, Ff=RADIO, V=Name.own_work)
    for index, state in enumerate(("own_work", "suitable_work", "efforts")):
        one = put(pdf, button(pdf, (50, 200 - 30 * index, 62, 212 - 30 * index), state), field)
        if index == 0:
            one.AS = Name.own_work
    return Case("radio by name", saved(pdf, True), {"question_type": "efforts"}, {}, {"question_type": "/efforts"})


def tick_names() -> Case:
    pdf = blank()
    for index, state in enumerate(("Yes", "Ja", "1", "Ja graag")):
        put(
            pdf, button(pdf, (50, 200 - 30 * index, 62, 212 - 30 * index), state, FT=Name.Btn, T=String(f"tick{index}"))
        )
    values: dict[str, str | bool] = {"tick0": True, "tick1": "Ja", "tick2": "1", "tick3": "Ja graag"}
    kept = {"tick0": "/Yes", "tick1": "/Ja", "tick2": "/1", "tick3": "/Ja graag"}
    return Case("names for on", saved(pdf), values, {}, kept)


def tick_bare() -> Case:
    """A tick box without any picture, as some programs make them."""
    pdf = blank()
    look = Dictionary(BC=Array([0]), BG=Array([1]))
    put(pdf, Dictionary(FT=Name.Btn, T=String("bare"), Rect=Array([50, 200, 62, 212]), MK=look))
    pdf.Root.AcroForm.NeedAppearances = True
    return Case("tick box without pictures", saved(pdf), {"bare": True}, {}, {"bare": "/Yes"})


def choices() -> Case:
    pdf = blank()
    pairs = Array([Array([String("nl"), String("Nederlands")]), Array([String("tr"), String("Türkçe (Ş)")])])
    put(pdf, text("language", (50, 220, 250, 240), FT=Name.Ch, Opt=pairs, Ff=COMBO, I=Array([0])))
    put(pdf, text("town", (50, 180, 250, 200), FT=Name.Ch, Opt=Array([String("Utrecht")]), Ff=COMBO | EDIT))
    rows = Array([String(f"Regel {n}") for n in range(1, 20)])
    put(pdf, text("row", (50, 60, 250, 160), FT=Name.Ch, Opt=rows, I=Array([3])))
    values = {"language": "Türkçe (Ş)", "town": "Nieuwegein", "row": "Regel 17"}
    return Case("choices", saved(pdf), values, values, {"language": "tr"})


def several() -> Case:
    pdf = blank(pages=2)
    field = parent(pdf, "name", FT=Name.Tx)
    put(pdf, Dictionary(Rect=Array([50, 200, 250, 220])), field)
    put(pdf, Dictionary(Rect=Array([50, 100, 150, 120])), field)
    put(pdf, Dictionary(Rect=Array([50, 200, 350, 240])), field, page=1)
    return Case("several places", saved(pdf), {"name": "O'Brien"}, {"name": "O'Brien"}, {})


def open_size() -> Case:
    pdf = blank()
    put(pdf, text("line", (50, 220, 250, 232), DA=String("/Helv 0 Tf 0 0 1 rg")))
    put(pdf, text("box", (50, 50, 250, 200), DA=String("/Helv 0 Tf 0.2 g"), Ff=MULTI))
    values = {"line": "kleine hoogte", "box": "Een regel die langer is dan het vak breed is, dus hij loopt door."}
    return Case("size left open", saved(pdf), values, {**values, "box": "Een regel die langer"}, {})


def framed() -> Case:
    pdf = blank()
    look = Dictionary(BC=Array([1, 0, 0]), BG=Array([0.9, 0.95, 1]))
    put(pdf, text("dashed", (50, 200, 250, 224), MK=look, BS=Dictionary(W=2, S=Name.D, D=Array([3])), Q=2))
    put(pdf, text("under", (50, 150, 250, 174), MK=look, BS=Dictionary(W=1, S=Name.U)))
    put(pdf, text("kept", (50, 100, 250, 124), V=String("stond er al")))
    pdf.Root.AcroForm.NeedAppearances = True
    values = {"dashed": "streepjes", "under": "onderstreept"}
    return Case("frames, NeedAppearances", saved(pdf), values, values | {"kept": "stond er al"}, {})


def with_xfa() -> Case:
    pdf = lines(blank())
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
    return Case("XFA beside fields", saved(pdf), {"left": "zonder XFA"}, {"left": "zonder XFA"}, {})


def two_revisions() -> Case:
    """A file changed once before by appending: pdfrw would read the older fields."""
    data = saved(lines(blank()), streams=True)
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        info, size = pdf.trailer.Info.objgen[0], int(pdf.trailer.Size)
        root = pdf.trailer.Root.objgen[0]
    at = len(data)
    data += b"%d 0 obj\n<</Title(Nieuw)>>\nendobj\n" % info
    data += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %d>>\n" % (
        info, at, size, root, info, start,
    )  # fmt: skip
    data += b"startxref\n%d\n%%%%EOF\n" % data.rindex(b"xref\n")
    return Case("two revisions", data, {"middle": "tweede"}, {"middle": "tweede"}, {})


def hybrid() -> Case:
    """A table for old readers, and a stream beside it for the objects that only new readers find."""
    inner = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(hidden)/Rect[50 200 250 220]/F 4>>"
    bodies = {
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/DA(/Helv 10 Tf 0 g)>>>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>/Annots[4 0 R]>>",
        5: b"<</Type/ObjStm/N 1/First 4/Length %d>>stream\n4 0 %b\nendstream" % (len(inner) + 4, inner),
    }
    data, places = b"%PDF-1.5\n", {}
    for number, body in bodies.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    places[6] = len(data)
    entry = b"\x02\x00\x00\x00\x05\x00"
    data += b"6 0 obj\n<</Type/XRef/W[1 4 1]/Index[4 1]/Size 7/Length 6>>stream\n%b\nendstream\nendobj\n" % entry
    table = len(data)
    first, last = (b"".join(b"%010d 00000 n \n" % places[n] for n in part) for part in ((1, 2, 3), (5, 6)))
    data += b"xref\n0 4\n0000000000 65535 f \n%b5 2\n%b" % (first, last)
    data += b"trailer\n<</Size 7/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n" % (places[6], table)
    return Case("hybrid", data, {"hidden": "verborgen"}, {"hidden": "verborgen"}, {})


def encrypted() -> Case:
    out = io.BytesIO()
    lines(blank()).save(out, encryption=pikepdf.Encryption(owner="geheim", user=""))
    return Case("encrypted, no user password", out.getvalue(), {"left": "open"}, {"left": "open"}, {})


def direct() -> Case:
    """Fields written inside their lists, which leaves nothing to change by itself."""
    pdf = blank()
    one = text("inside", (50, 200, 250, 220), Subtype=Name.Widget, Type=Name.Annot, F=4)
    pdf.pages[0].obj.Annots.append(one)
    return Case("fields inside the page", saved(pdf), {"inside": "binnen"}, {"inside": "binnen"}, {})


def same_name() -> Case:
    pdf = blank()
    put(pdf, text("bsn", (50, 200, 250, 220)))
    put(pdf, text("bsn", (50, 100, 250, 120)))
    return Case("two fields of one name", saved(pdf), {"bsn": "111222333"}, {"bsn": "111222333"}, {})


def drawn_by_reportlab() -> Case:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.acroForm.textfield(name="naam", x=50, y=200, width=200, height=24, maxlen=100, tooltip="1.1 Uw naam")
    canvas.acroForm.checkbox(name="akkoord", x=50, y=150, size=14)
    canvas.acroForm.radio(name="keus", value="ja", x=50, y=100, size=14, shape="square")
    canvas.acroForm.radio(name="keus", value="nee", x=80, y=100, size=14, shape="square")
    canvas.showPage()
    canvas.save()
    values: dict[str, str | bool] = {"naam": "Françoise", "akkoord": True, "keus": "nee"}
    return Case("reportlab", out.getvalue(), values, {"naam": "Françoise"}, {"akkoord": "/Yes", "keus": "/nee"})


def tagged(pages: int = 1) -> Pdf:
    """A form with a structure: a heading, and a Form element around its one box of several lines."""
    pdf = blank(pages=pages)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, Lang="nl-NL"))
    widget = put(pdf, text("story", (50, 100, 350, 150), Ff=MULTI, TU=String("8.2 Wat vindt u zelf?. kort")))
    widget.StructParent = 0
    kid = Dictionary(Type=Name.OBJR, Obj=widget, Pg=pdf.pages[0].obj)
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, K=kid))
    document.K = Array([element])
    root.K, root.ParentTree = document, pdf.make_indirect(Dictionary(Nums=Array([0, element])))
    root.ParentTreeNextKey = 1
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo, pdf.Root.Lang = root, Dictionary(Marked=True), String("nl-NL")
    return pdf


def with_tags() -> Case:
    return Case("tagged", saved(tagged(), True), {"story": "Een zin."}, {"story": "Een zin."}, {})


def page_turned(turn: int) -> Case:
    pdf = blank(rotate=turn)
    put(pdf, text("name", (50, 40, 250, 70)))
    put(pdf, button(pdf, (300, 200, 340, 240), "Yes", FT=Name.Btn, T=String("tick")))
    return Case(f"page turned {turn}", saved(pdf), {"name": "gedraaid", "tick": True}, {}, {"tick": "/Yes"})


def upside_down() -> Case:
    return page_turned(180)


def clockwise() -> Case:
    return page_turned(270)


def fonts_of_all_kinds() -> Case:
    """Letters that the form names: serif, typewriter, bold, one that it does not have, and one that is no font."""
    pdf = blank()
    for name, base in (("TiRo", "Times-Roman"), ("Cour", "Courier"), ("HeBo", "Helvetica-Bold")):
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + base))
        pdf.Root.AcroForm.DR.Font[f"/{name}"] = pdf.make_indirect(font)
    looks = ("/TiRo 12 Tf 0 g", "/Cour 9 Tf 0 0 1 rg", "/HeBo 10 Tf 0 0 0 1 k", "/Nergens 10 Tf 0 g", "0 g")
    for index, look in enumerate(looks):
        put(pdf, text(f"font{index}", (50, 240 - 40 * index, 250, 264 - 40 * index), DA=String(look)))
    values = {"font0": "met schreef", "font1": "schrijfmachine", "font2": "vet", "font3": "zonder", "font4": "geen"}
    return Case("fonts of all kinds", saved(pdf), values, values, {})


def encodings_that_lie() -> Case:
    """The form's own letter says other things for the codes of accents; the last one draws every letter as an x."""
    pdf = blank()
    others = Array([128, Name.bullet, 233, Name.x, Name.y, 65, *[Name.x] * 26, 97, *[Name.x] * 26])
    encodings = (Name.MacRomanEncoding, Name.StandardEncoding, Dictionary(Type=Name.Encoding, Differences=others))
    for index, encoding in enumerate(encodings):
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=encoding)
        pdf.Root.AcroForm.DR.Font[f"/Lie{index}"] = pdf.make_indirect(font)
        look = String(f"/Lie{index} 10 Tf 0 g")
        put(pdf, text(f"lie{index}", (50, 200 - 40 * index, 250, 220 - 40 * index), DA=look))
    values = {"lie0": "Zoë € één", "lie1": "Françoise \u201cà\u201d", "lie2": "abc Ÿ é €"}
    return Case("encodings that lie", saved(pdf, True), values, values, {})


def radio_unison() -> Case:
    """Buttons of one group that go on together, of different styles; none has a picture for off."""
    pdf = blank()
    field = parent(pdf, "keus", FT=Name.Btn, Ff=RADIO | 1 << 25)
    for index, (state, style) in enumerate((("ja", "l"), ("nee", "4"), ("ja", "8"), ("nee", "n"))):
        one = button(pdf, (50, 200 - 30 * index, 62, 212 - 30 * index), state, MK=Dictionary(CA=String(style)))
        del one.AP.N["/Off"]
        put(pdf, one, field)
    return Case("radio in unison", saved(pdf), {"keus": "nee"}, {}, {"keus": "/nee"})


def pictures_of_any_size() -> Case:
    """Tick pictures with a box of their own, moved and turned, which the reader fits into the place."""
    pdf = blank()
    for index, matrix in enumerate(((1, 0, 0, 1, 0, 0), (0, 1, -1, 0, 0, 0), (2, 0, 0, 2, 7, 9))):
        one = button(pdf, (50, 200 - 50 * index, 80, 230 - 50 * index), "Yes", FT=Name.Btn, T=String(f"tick{index}"))
        for picture_of in (one.AP.N["/Yes"], one.AP.N["/Off"]):
            picture_of.BBox, picture_of.Matrix = Array([10, 10, 110, 60]), Array(list(matrix))
        one.AP.N["/Yes"].write(b"0 g 20 20 80 30 re f")
        put(pdf, one)
    values = dict.fromkeys(("tick0", "tick1", "tick2"), True)
    return Case("pictures of any size", saved(pdf), values, {}, dict.fromkeys(values, "/Yes"))


def inherited_page() -> Case:
    """A page whose size, letters and turn stand higher up, and whose corner is not at zero."""
    pdf = lines(blank())
    page, top = pdf.pages[0].obj, pdf.Root.Pages
    top.MediaBox, top.CropBox, top.Rotate = Array([0, 0, WIDTH, HEIGHT]), Array([0, 0, WIDTH, HEIGHT]), 0
    top.Resources = Dictionary(Font=Dictionary(F0=pdf.Root.AcroForm.DR.Font.Helv))
    page.Contents = pdf.make_stream(b"0.9 g 0 0 20 20 re f BT /F0 8 Tf 10 280 Td (vooraf) Tj ET 3 0 0 3 5 5 cm")
    for key in ("/MediaBox", "/Resources"):
        if key in page:
            del page[key]
    values = {"left": "van hoger", "middle": "geërfd", "right": "€"}
    return Case("inherited by the page", saved(pdf), values, {**values, "middle": "geërfd"}, {})


def names_in_any_writing() -> Case:
    pdf = blank()
    top = parent(pdf, "Ünïcode & (haakjes)", FT=Name.Tx)
    put(pdf, Dictionary(T=String("Ştraße 字"), Rect=Array([50, 200, 250, 220])), top)
    values = {"Ünïcode & (haakjes).Ştraße 字": "naam in elk schrift"}
    return Case("names in any writing", saved(pdf, True), values, values, {})


BUILDERS: tuple[Callable[[], Case], ...] = (
    plain_table, xref_stream, inherited, rotated_page, rotated_widgets, combs, radio_opt, radio_names, tick_names,
    tick_bare, choices, several, open_size, framed, with_xfa, two_revisions, hybrid, encrypted, direct, same_name,
    drawn_by_reportlab, with_tags, upside_down, clockwise, fonts_of_all_kinds, encodings_that_lie, radio_unison,
    pictures_of_any_size, inherited_page, names_in_any_writing,
)  # fmt: skip


def cases() -> Iterator[Case]:
    """Every form, made anew."""
    return (build() for build in BUILDERS)
