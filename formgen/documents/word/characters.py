"""What becomes of the characters of an answer in Word's XML: all of them stay, or a sentence says which cannot."""

import re
from collections.abc import Collection, Sequence

from markupsafe import escape

from formgen.documents.impossible import ImpossibleError, refuse_impossible

# Everything that needs more than escaping. Found in a few answers of a hundred, so one search decides.
_UNUSUAL = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(range(1, 0x20))  # the same in UTF-8; the last two begin with EF BF
_LINE_END = re.compile(r"\r\n?")
_RUN = re.compile(r"<w:r(?: [^<>]*)?>")
_PROPERTIES = re.compile(r"<w:r(?: [^<>]*)?>(<w:rPr>.*?</w:rPr>)?", re.DOTALL)
_WHOLE_RUN = re.compile(r"<w:r>.*?</w:r>", re.DOTALL)
_ELEMENT = re.compile(r"<([\w:.-]+)")

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_NEW_PAGE = '</w:t><w:br w:type="page"/><w:t xml:space="preserve">'
_TAB = '</w:t></w:r><w:r>{look}<w:tab/></w:r><w:r>{look}<w:t xml:space="preserve">'
_AS_NUMBERS = {ord("\t"): "&#9;", ord("\n"): "&#10;", ord("\r"): "&#13;"}


def encoded(texts: Sequence[str]) -> tuple[list[bytes], Collection[int]]:
    """Many texts, each escaped and in UTF-8, and the numbers of those that must be `written` with more care instead.

    At one go: no text that can be written holds the character that keeps them apart.
    """
    try:
        joined = escape("\0".join(texts)).encode()
    except UnicodeEncodeError:  # half of a letter
        return [b""] * len(texts), range(len(texts))
    words = joined.split(b"\0") if texts else []
    if len(words) != len(texts):
        return [b""] * len(texts), range(len(texts))
    if len(joined.translate(None, _CONTROLS)) == len(joined) and b"\xef\xbf" not in joined:
        return words, ()
    return words, [number for number, text in enumerate(texts) if not text.isprintable() and _UNUSUAL.search(text)]


def written(value: str, before: Sequence[bytes], paged: bool = True) -> str:
    """A value, escaped or made of runs already, as Word's XML says it; `before` is the XML it comes after.

    A line end (LF, CR, CRLF) is a line break, a tab a tab, a form feed a page break (a line break where a part is not
    `paged`: a header has no pages); inside an attribute, as in the description of a picture, they are character
    references. Raises ImpossibleError.
    """
    value = str(value)  # jinja's escaped strings would escape what is put into them
    refuse_impossible(value)
    if not _UNUSUAL.search(value):
        return value
    if "<" in value:  # runs made by docxtpl's RichText: their text is in elements of its own
        return _WHOLE_RUN.sub(lambda run: _lines(run[0], _TAB.format(look=_look(run[0])), paged), value)
    start = _run_start(before)
    last = start.rfind("<")
    element = _ELEMENT.match(start, last) if last >= 0 else None
    if element and element[1] == "w:t" and start.find(">", last) >= 0:
        return _lines(value, _TAB.format(look=_look(start)), paged)
    if "\f" in value:
        raise ImpossibleError("\f")
    return value.translate(_AS_NUMBERS)


def _lines(value: str, tab: str, paged: bool) -> str:
    # The tab first, as docxtpl does: what stands in for the others holds no tab.
    lines = _LINE_END.sub("\n", value).replace("\t", tab).replace("\n", _BREAK)
    return lines.replace("\f", _NEW_PAGE if paged else _BREAK)


def _run_start(before: Sequence[bytes]) -> str:
    """The XML before a value, from the start of the run it stands in (or of the part)."""
    text = ""
    for chunk in reversed(before):
        text = chunk.decode() + text
        if _RUN.search(text):
            break
    return text


def _look(before: str) -> str:
    """The properties of the run that a value stands in: the runs after a tab look like it."""
    start = max(before.rfind("<w:r>"), before.rfind("<w:r "))
    found = _PROPERTIES.match(before, start) if start >= 0 else None
    return (found[1] or "") if found else ""
