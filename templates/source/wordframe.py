"""What stands around the text of every Word document of the house: header, footer, the marks of a draft and a copy."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from formgen.text import Language, Text
from templates.source.measures import (
    DRAFT,
    DRAFT_MARK,
    FONT,
    INK,
    LINE,
    MADE_ON,
    MARK,
    NOTICE,
    OF,
    PAGE,
    READING_COPY,
    WIDTH,
)
from templates.source.wordstyles import fragment

_FRAME = f'<w:bdr w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>'
_NAMESPACES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_SHAPE_TYPE = """
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
      <v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
      <v:f eqn="if @0 @4 21600"/></v:formulas>
    <v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>"""
_PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:440pt;height:110pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def frame(document: Document, language: Language, running: Text, draft: Text = DRAFT) -> None:
    """Writes header and footer. `running` is the short title with the name; a first page does not repeat it above.

    A draft (the tag `concept`) bears the framed words `draft` and a watermark on every page; a reading copy says so on
    every page.
    """
    section = document.sections[0]
    _header(section.first_page_header, language, ("", draft[language]), "FirstPageWatermark")
    _header(section.header, language, (running[language], draft[language]), "Watermark")
    for footer in (section.first_page_footer, section.footer):
        _footer(footer.paragraphs[0], language, running, NOTICE)


def sheet_frame(document: Document, language: Language, running: Text, notice: Text) -> None:
    """Header and footer of a sheet its writer keeps: its own notice and, as nobody signs it, no mark of a draft."""
    section = document.sections[0]
    section.first_page_header.paragraphs[0].style = "Header"
    line = section.header.paragraphs[0]
    line.text, line.style = running[language], "Header"
    for footer in (section.first_page_footer, section.footer):
        _footer(footer.paragraphs[0], language, running, notice)


def _header(header: Any, language: Language, words: tuple[str, str], mark: str) -> None:
    """Two lines of which one is drawn: the draft's and the other's. A header must keep at least one paragraph."""
    running, draft = words
    header.paragraphs[0].text, header.paragraphs[0].style = "{%p if concept %}", "Tag"
    line = _line(header, running)
    _framed(line, READING_COPY[language], "\u00a0 ")
    _framed(line, draft, "")
    line.add_run()._r.append(_watermark(mark, DRAFT_MARK[language]))
    header.add_paragraph("{%p else %}", "Tag")
    _framed(_line(header, running), READING_COPY[language], "")
    header.add_paragraph("{%p endif %}", "Tag")


def _line(header: Any, running: str) -> Paragraph:
    line: Paragraph = header.add_paragraph(style="Header")
    _right_tab(line)
    line.add_run(running)
    line.add_run("\t")
    return line


def _framed(line: Paragraph, words: str, after: str) -> None:
    if not words:
        return
    run = line.add_run(f"\u00a0{words}\u00a0".replace(" ", "\u00a0"))
    run.bold, run.font.size, run.font.color.rgb = True, Pt(8.5), RGBColor.from_string(INK)
    run._r.get_or_add_rPr().append(fragment(_FRAME))
    if after:
        line.add_run(after)


def _footer(line: Paragraph, language: Language, running: Text, notice: Text) -> None:
    line.style = "Footer"
    _right_tab(line)
    line._p.get_or_add_pPr().insert_element_before(
        fragment(f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="{LINE}"/></w:pBdr>'),
        *("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"),
    )
    line.add_run(notice[language]).bold = True
    line.add_run(f"\t{PAGE[language]} ")
    _field(line, "PAGE")
    line.add_run(f" {OF[language]} ")
    _field(line, "NUMPAGES")
    line.add_run().add_break()
    line.add_run(f"{running[language]} · {MADE_ON[language]}")


def _right_tab(line: Paragraph) -> None:
    line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _field(line: Paragraph, code: str) -> None:
    """PAGE or NUMPAGES; the stored result is what a reader sees that does not count pages itself."""
    for markup in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        line.add_run()._r.append(fragment(markup))


def _watermark(name: str, word: str) -> Any:
    """The grey word behind the text. Word draws it from VML; the word in the header is what counts when copied."""
    return fragment(
        f'<w:pict {_NAMESPACES}>{_SHAPE_TYPE}<v:shape id="{name}" o:spid="_x0000_s2049" type="#_x0000_t136" '
        f'alt="{word}" stroked="f" fillcolor="#{MARK.lower()}" style="{_PLACE}">'
        f'<v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt;font-weight:bold" string="{word}"/>'
        "</v:shape></w:pict>"
    )
