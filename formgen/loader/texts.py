"""Texts in a form file: `Nederlands | English` on one line, or a block with nl and en."""

import re

from formgen.loader.blocks import words
from formgen.loader.nodes import Block, Faults, Node, Scalar
from formgen.text import Text, same

_BLANK = re.compile(r"\{([^{}]*)\}")

_ONE = Text(
    '"{text}" staat er in één taal - schrijf Nederlands | English',
    '"{text}" is in one language only - write Nederlands | English',
)
_CUT = Text(
    'de tekst "{text}" houdt op bij # - zet aanhalingstekens om de hele tekst, want na een # leest YAML niet verder',
    'the text "{text}" stops at # - put quotation marks round the whole text, as YAML reads no further after a #',
)
_MANY = Text(
    '"{text}" heeft meer dan één | - schrijf een blok met "nl:" en "en:"',
    '"{text}" has more than one | - write a block with "nl:" and "en:"',
)
_EMPTY_HALF = Text(
    "naast de | ontbreekt het {language} - vul het in: Nederlands | English",
    "the {language} beside the | is missing - fill it in: Nederlands | English",
)
_DUTCH, _ENGLISH = Text("Nederlands", "Dutch"), Text("Engels", "English")
_NOTHING = Text(
    "hier ontbreekt een tekst - schrijf Nederlands | English", "a text is missing here - write Nederlands | English"
)
_LIST = Text(
    "hier hoort een tekst, geen lijst - schrijf Nederlands | English",
    "this takes a text, not a list - write Nederlands | English",
)
_BLOCK = Text('het blok met "nl:" en "en:"', 'the block with "nl:" and "en:"')
_BRACE = Text(
    '"{{{blank}}}" is geen naam van een vraag - schrijf de naam van een vraag tussen accolades',
    '"{{{blank}}}" is not the name of a question - write the name of a question between braces',
)
_LONE_BRACE = Text(
    'in "{text}" staat een losse accolade - schrijf de naam van een vraag tussen {{ en }}',
    'there is a brace without its pair in "{text}" - write the name of a question between {{ and }}',
)


def read_text(node: Node | None, faults: Faults) -> Text | None:
    """The text in both languages; None, with a sentence in `faults`, if a language is missing."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return _halves(node, faults)
    if isinstance(node, Block):
        return _block(node, faults)
    faults.add(node, _LIST)
    return None


def read_same(node: Node | None, faults: Faults) -> Text | None:
    """As `read_text`, for names that may be the same in both languages: one text without | serves both."""
    if isinstance(node, Scalar) and "|" not in node.text and node.text.strip():
        return same(node.text.strip())
    return read_text(node, faults)


def blanks(text: Text, at: Node, faults: Faults) -> tuple[str, ...]:
    """The names between braces in a text, in either language; braces around anything else are noted."""
    found: dict[str, None] = {}
    for words_ in (text.nl, text.en):
        if _BLANK.sub("", words_).count("{") or _BLANK.sub("", words_).count("}"):
            faults.add(at, _LONE_BRACE.fill(text=words_))
        for name in _BLANK.findall(words_):
            if re.fullmatch(r"[A-Za-z_]\w*", name):
                found[name] = None
            else:
                faults.add(at, _BRACE.fill(blank=name))
    return tuple(found)


def _halves(node: Scalar, faults: Faults) -> Text | None:
    halves = [half.strip() for half in node.text.split("|")]
    if not node.text.strip():
        faults.add(node, _NOTHING)
    elif len(halves) == 1:
        faults.add(node, (_CUT if node.comment else _ONE).fill(text=_short(node.text)))
    elif len(halves) > 2:
        faults.add(node, _MANY.fill(text=_short(node.text)))
    elif not all(halves):
        faults.add(node, _EMPTY_HALF.fill(language=_ENGLISH if halves[0] else _DUTCH))
    else:
        return Text(*halves)
    return None


def _block(node: Block, faults: Faults) -> Text | None:
    block = words(node, _BLOCK, ("nl", "en"), faults)
    if block is None:
        return None
    dutch, english = block.needed_scalar("nl"), block.needed_scalar("en")
    return Text(dutch.text.strip(), english.text.strip()) if dutch and english else None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:60] + "…"
