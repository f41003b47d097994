"""Gives an empty Word document the page, the styles, the numbering and the table styles of the house."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from formgen.text import Language
from templates.source.measures import ACCENT, FONT, INK, LINE, LOCALE, QUIET, RAGGED, RAIL, TINT

_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
_DROPPED_PARTS = ("thumbnail", "stylesWithEffects", "customXml")  # 430 KB of effects and a picture of another page
_OWN_STYLES = ("Normal", "Default Paragraph Font", "Normal Table", "No List")


def fragment(markup: str) -> Any:
    """The element of one piece of WordprocessingML whose prefix is `w`; its first tag may have no namespace yet."""
    cut = min(at for at in (markup.find(" "), markup.find(">"), markup.find("/>")) if at > 0)
    return parse_xml(f"{markup[:cut]} {nsdecls('w')}{markup[cut:]}")


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style: sizes in points, indents in millimetres; `lead` is a line height (times, or points)."""

    name: str
    base: str = "Normal"
    size: float = 10.5
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 0
    lead: float | Length = 1.2
    left: float = 0
    right: float = 0
    hanging: float = 0
    keep_next: bool = False
    keep: bool = False
    align: WD_ALIGN_PARAGRAPH | None = None
    close: bool = False  # no space between two paragraphs of this style


_LINE = Pt(13)  # label and value share it, so the small label and the larger value stand on one baseline

STYLES = (
    Style("Body Text", after=6, left=RAIL, right=RAGGED),
    Style("Salutation", "Body Text", before=10, after=6, left=RAIL, right=RAGGED),
    Style("Closing", "Body Text", after=6, left=RAIL, right=RAGGED, keep_next=True, keep=True),
    Style("Kicker", size=8.5, bold=True, colour=ACCENT, after=3, keep_next=True),
    Style("Title", size=20, bold=True, after=3, lead=1.05, right=RAGGED, keep_next=True),
    Style("Subtitle", size=11.5, colour=QUIET, after=14, lead=1.15, right=RAGGED, keep_next=True),
    Style("Heading 1", "Normal", 13, True, ACCENT, 15, 4, 1.1, RAIL, 0, RAIL, True, True),
    Style("Heading 2", "Normal", 10.5, True, INK, 9, 2, 1.2, RAIL, 0, RAIL, True, True),
    Style("List Bullet", after=7, left=RAIL + 5, hanging=5, right=RAGGED, close=True),
    Style("Lead In", "Body Text", after=3, left=RAIL, right=RAGGED, keep_next=True),
    Style("Quote", "Body Text", before=2, after=7, left=RAIL + 5, right=RAGGED + 5),
    Style("Callout", before=4, after=10, left=RAIL + 4, right=RAGGED + 4, keep=True),
    Style("Callout List", "Callout", before=4, after=10, left=RAIL + 4, right=RAGGED + 4, keep=True),
    Style("Label", size=8.5, colour=QUIET, before=2, after=2, lead=_LINE),
    Style("Value", size=10, before=2, after=2, lead=_LINE),
    Style("Table Head", size=8.5, bold=True, before=3, after=3, lead=1.05, keep_next=True),
    Style("Table Text", size=9.5, before=2.5, after=2.5, lead=1.12),
    Style("Table Number", "Table Text", 9.5, before=2.5, after=2.5, lead=1.12, align=WD_ALIGN_PARAGRAPH.RIGHT),
    Style("Table Label", "Table Text", 9.5, False, QUIET, 2.5, 2.5, 1.12),
    Style("Sign", size=9.5, before=1.5, after=1.5, lead=1.12, keep_next=True),
    Style("Table End", size=4, lead=1.0, after=4),
    Style("Last Line", size=1, lead=Pt(1)),
    Style("Tag", size=7.5, colour=QUIET),
    Style("Header", size=8, colour=QUIET, lead=1.1),
    Style("Footer", size=8, colour=QUIET, lead=1.15),
)


def dress(document: Document, language: Language) -> None:
    """Turns python-docx's blank document into an empty document of the house, in place."""
    _prune(document)
    _page(document)
    _modern(document)
    _defaults(document, language)
    for style in STYLES:
        add_style(document, style)
    _edge(document, "Callout", TINT)
    _edge(document, "Callout List", TINT)
    _edge(document, "Quote", None)
    _numbering(document)
    _table_styles(document)


def _prune(document: Document) -> None:
    """Drops what the blank document brings along and nobody here uses: effects, a thumbnail, 150 table styles."""
    for owner in (document.part.package, document.part):
        for key in [key for key, rel in owner.rels.items() if rel.reltype.rsplit("/", 1)[1] in _DROPPED_PARTS]:
            owner.rels.pop(key)
    wanted = {*_OWN_STYLES, *(style.name for style in STYLES)}
    for style in list(document.styles):
        if style.name not in wanted:
            style.delete()
    latent = document.styles.element.find(qn("w:latentStyles"))
    document.styles.element.remove(latent)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)  # 25 leaves room for punch holes
    section.top_margin, section.bottom_margin = Mm(24), Mm(26)
    section.header_distance = section.footer_distance = Mm(11)
    section.different_first_page_header_footer = True


def _modern(document: Document) -> None:
    """The layout rules of Word 2013 and later; without this line Word opens the file in compatibility mode."""
    compat = document.settings.element.find(qn("w:compat"))
    compat.clear()
    compat.append(
        fragment(
            '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        )
    )


def fonts(name: str = FONT) -> Any:
    """The element that gives every script this font: Word takes a tick box for East Asian."""
    return fragment(f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}" w:eastAsia="{name}"/>')


def _defaults(document: Document, language: Language) -> None:
    """Font, language and colour of everything that says nothing else."""
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    run.clear()
    run.append(fonts())
    locale = LOCALE[language]
    run.append(fragment(f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'))
    add_style(document, Style("Normal", ""))


def add_style(document: Document, style: Style) -> None:
    """Adds the paragraph style to the document, or gives the one of that name its looks."""
    known = {one.name for one in document.styles}
    styles = document.styles
    made = styles[style.name] if style.name in known else styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    _clean(made)
    if style.base:
        made.base_style = styles[style.base]
    made.quick_style, made.hidden, made.unhide_when_used = True, False, False
    font = made.font
    font.size, font.bold, font.italic = Pt(style.size), style.bold or None, None
    font.color.rgb = RGBColor.from_string(style.colour)
    shape = made.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(style.before), Pt(style.after), style.lead
    shape.left_indent, shape.right_indent = Mm(style.left), Mm(style.right)
    shape.first_line_indent = Mm(-style.hanging)
    shape.keep_with_next, shape.keep_together, shape.widow_control = style.keep_next, style.keep, True
    shape.alignment = style.align
    if style.close:
        made.element.pPr.insert_element_before(fragment("<w:contextualSpacing/>"), "w:jc", "w:outlineLvl")


def _clean(style: ParagraphStyle) -> None:
    """Forgets how the blank document drew a style: theme fonts (which win over ours), a blue rule, letter-spacing."""
    for old in (style.element.rPr, style.element.pPr):
        if old is not None:
            level = old.find(qn("w:outlineLvl"))
            old.clear()
            if level is not None:
                old.append(level)
    style.element.get_or_add_rPr().insert(0, fonts())


def _edge(document: Document, name: str, fill: str | None) -> None:
    """A thick rule at the left, and a tint: borders of a paragraph, so screen readers read a paragraph, no table."""
    sides = [f'<w:left w:val="single" w:sz="{24 if fill else 12}" w:space="9" w:color="{ACCENT}"/>']
    if fill:
        around = '<w:{} w:val="single" w:sz="4" w:space="{}" w:color="{}"/>'
        sides.insert(0, around.format("top", 5, fill))
        sides += [around.format("bottom", 5, fill), around.format("right", 9, fill)]
    properties = document.styles[name].element.get_or_add_pPr()
    properties.insert_element_before(fragment(f"<w:pBdr>{''.join(sides)}</w:pBdr>"), *_AFTER_BORDERS)
    if fill:
        shade = fragment(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
        properties.insert_element_before(shade, *_AFTER_BORDERS[1:])


def _level(number: int, style: str, text: str, form: str, at: int, hanging: int) -> str:
    colour = f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/><w:color w:val="{ACCENT}"/></w:rPr>'
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{at}"/></w:tabs><w:ind w:left="{at}" w:hanging="{hanging}"/></w:pPr>'
        f"{colour if form == 'bullet' else ''}</w:lvl>"
    )


def _numbering(document: Document) -> None:
    """Headings take their number from a real multilevel list that hangs in the rail; bullets from a second one."""
    rail, dot = Mm(RAIL).twips, Mm(5).twips
    headings = [_level(i, f"Heading{i + 1}", text, "decimal", rail, rail) for i, text in enumerate(("%1", "%1.%2"))]
    bullet = _level(0, "ListBullet", "–", "bullet", rail + dot, dot)
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    lists = ((1, "".join(headings)), (2, bullet))
    for number, body in lists:
        kind = '<w:multiLevelType w:val="multilevel"/>'
        root.append(fragment(f'<w:abstractNum w:abstractNumId="{number}">{kind}{body}</w:abstractNum>'))
    for number, _ in lists:
        root.append(fragment(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    for name, level, number in (("Heading 1", 0, 1), ("Heading 2", 1, 1), ("List Bullet", 0, 2)):
        properties = document.styles[name].element.get_or_add_pPr()
        numbered = fragment(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        properties.insert_element_before(numbered, "w:pBdr", *_AFTER_BORDERS)


def _rule(side: str, size: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def _table_styles(document: Document) -> None:
    """House Table (head row), House Facts (label and value) and House Sign. Rules only, no boxes."""
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="{}" w:type="dxa"/></w:tblCellMar>'
    gutter = margins.format(Mm(4).twips)
    inside = _rule("insideH", 4, LINE)
    table = f"<w:tblBorders>{_rule('top', 8, ACCENT)}{_rule('bottom', 8, ACCENT)}{inside}</w:tblBorders>{gutter}"
    facts = f"<w:tblBorders>{_rule('top', 4, ACCENT)}{_rule('bottom', 4, LINE)}{inside}</w:tblBorders>{gutter}"
    head = f"<w:tcPr><w:tcBorders>{_rule('bottom', 8, ACCENT)}</w:tcBorders></w:tcPr>"
    first = f'<w:tblStylePr w:type="firstRow">{head}</w:tblStylePr>'
    for name, body, rest in (
        ("House Table", table, first),
        ("House Facts", facts, ""),
        ("House Sign", margins.format(0), ""),
    ):
        document.styles.element.append(
            fragment(
                f'<w:style w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
                f'<w:name w:val="{name}"/>'
                f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr>{body}</w:tblPr>{rest}'
                "</w:style>"
            )
        )
