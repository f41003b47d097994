"""The measures, colours and words that every Word document of the house shares."""

from formgen.text import Language, Text

INK, QUIET, ACCENT = "1A1A1A", "4A5456", "12494D"  # text; labels and footers; numbers, headings and rules
TINT, LINE, MARK = "EAF1F0", "B4C3C2", "ECECEC"  # callout; hairline; watermark
FONT = "Arial"  # on every Windows and Mac; LibreOffice draws it with Liberation Sans, which has the same widths
SYMBOLS, TICK_BOX = "Segoe UI Symbol", "\u2610"  # Arial has no tick box; Mac and Linux put a font of their own for it
WIDTH, RAIL, RAGGED = 160, 15, 8  # mm: text block; number column; prose stops this much before the right edge
PAIR = 82  # mm: the question in a table of questions and answers

NOTICE = Text("Voorbereiding en bijlage, geen formulier van UWV", "Preparation and annex, not a form of UWV")
DRAFT = Text("CONCEPT – niet ondertekenen", "DRAFT – do not sign")
UNSIGNED_DRAFT = Text("CONCEPT – nog niet volledig", "DRAFT – not complete yet")  # of what nobody signs
DRAFT_MARK = Text("CONCEPT", "DRAFT")
READING_COPY = Text("", "Reading copy in English")
PAGE = Text("Pagina", "Page")
OF = Text("van", "of")
MADE_ON = Text("opgesteld op {{ today }}", "drawn up on {{ today }}")
LOCALE: dict[Language, str] = {"nl": "nl-NL", "en": "en-GB"}
BODY = "{% if cao_body_name %}{{ cao_body_name }}{% else %}UWV{% endif %}"  # a collective agreement may name another
