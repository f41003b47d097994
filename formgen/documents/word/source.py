"""One part of a Word template as jinja source: every tag on a line of its own, so that a line number is a place."""

import re
from collections import Counter
from dataclasses import dataclass

from formgen.documents.word.places import TAG, Tag, fault, tag_key
from formgen.documents.word.sandbox import STATEMENTS
from formgen.errors import TemplateError, did_you_mean
from formgen.text import Text

# Put before each tag and taken out again after parsing. XML cannot hold the first character, so no text contains it;
# and jinja's `{%-` takes it for white space, so it never keeps words apart that the author joined.
LINE = "\x1e\n"
_WORD = re.compile(r"\{%-?\s*([a-zA-Z_]*)")
_BELONGS_TO = {"elif": ("if",), "else": ("if", "for"), "endif": ("if",), "endfor": ("for",), "endraw": ("raw",)}
_DOCXTPL_WORDS = ("vm", "hm", "colspan", "cellbg")
_OUT_OF_PLACE = ("p", "tr", "tc", "r", *_DOCXTPL_WORDS)  # still there when docxtpl is done: it found no row or cell


@dataclass(frozen=True, slots=True)
class Source:
    """The jinja source of one part, with what is needed to say where something in it went wrong."""

    file: str
    part: Text
    tags: tuple[Tag, ...]
    text: str

    def tag(self, line: int) -> Tag:
        """The tag on this line of the source, and its place in Word."""
        lines = self.text.split("\n")
        here = TAG.match(lines[line - 1]) if 0 < line <= len(lines) else None
        if not here:
            return Tag("", self.part)
        key = tag_key(here[0])
        earlier = sum(1 for other in lines[: line - 1] if (tag := TAG.match(other)) and tag_key(tag[0]) == key)
        same = [tag for tag in self.tags if tag.key == key]
        return same[min(earlier, len(same) - 1)] if same else Tag(here[0], self.part)

    def fault(self, line: int, what: Text, **blanks: object) -> TemplateError:
        """The error for the tag on this line; `{tag}` in the sentence is that tag."""
        tag = self.tag(line)
        return fault(self.file, tag.place, what.fill(tag=tag.text, **blanks))


def source(file: str, part: Text, tags: tuple[Tag, ...], patched: str) -> Source:
    """What docxtpl made of a part, ready for jinja.

    Raises TemplateError when docxtpl lost a tag (two of one row, cell or paragraph), when a word is no statement of
    templates, or when a block is not closed.
    """
    text = TAG.sub(lambda tag: LINE + tag[0].replace("&amp;", "&").replace("\n", " "), patched)
    found = Source(file, part, tags, text)
    _check_nothing_lost(found)
    _check_blocks(found)
    return found


def _check_nothing_lost(found: Source) -> None:
    left = Counter(tag_key(tag) for tag in TAG.findall(found.text))
    for tag in found.tags:
        if _word(tag.text) in _DOCXTPL_WORDS or tag.key[1:].startswith(_DOCXTPL_WORDS[2:]):
            continue
        left[tag.key] -= 1
        if left[tag.key] < 0:
            raise fault(found.file, tag.place, _LOST.fill(tag=tag.text))


def _check_blocks(found: Source) -> None:
    """Every `if` and `for` has its end. Jinja checks too, but cannot say where the block began."""
    open_blocks: list[tuple[str, int]] = []
    for number, line in enumerate(found.text.split("\n"), 1):
        word = _word(line)
        as_it_is = bool(open_blocks) and open_blocks[-1][0] == "raw"
        if word is None or (as_it_is and word != "endraw"):
            continue
        if word in _OUT_OF_PLACE:
            raise found.fault(number, _ELSEWHERE)
        if word not in STATEMENTS:
            raise found.fault(number, _NO_STATEMENT, word=word, advice=did_you_mean(word, STATEMENTS))
        if word in ("if", "for", "raw"):
            open_blocks.append((word, number))
        elif not open_blocks or open_blocks[-1][0] not in _BELONGS_TO[word]:
            raise found.fault(number, _NOTHING_OPEN)
        elif word.startswith("end"):
            open_blocks.pop()
    if open_blocks:
        word, number = open_blocks[-1]
        raise found.fault(number, _NOT_ENDED, end=f"{{% end{word} %}}")


def _word(line: str) -> str | None:
    """The first word of a statement, or None on a line that begins with anything else."""
    found = _WORD.match(line)
    return found[1] if found else None


_LOST = Text(
    "{tag} gaat verloren: er staat nog zo'n opdracht in dezelfde rij, cel of alinea. Geef elke opdracht met tr, tc of "
    "p een eigen rij, cel of alinea, zonder andere tekst.",
    "{tag} gets lost: another instruction stands in the same row, cell or paragraph. Give each instruction with tr, tc "
    "or p a row, cell or paragraph of its own, without other text.",
)
_NO_STATEMENT = Text(
    'in {tag} staat "{word}"; dat is geen opdracht van een sjabloon: {advice}',
    '{tag} says "{word}", which is no instruction of a template: {advice}',
)
_ELSEWHERE = Text(
    "{tag} staat niet op zijn plaats. Zet tr in een tabelrij, en tc, vm, hm, colspan en cellbg in een tabelcel, elk in "
    "een eigen alinea; zet p in een alinea van de tekst.",
    "{tag} is not in its place. Put tr in a table row, and tc, vm, hm, colspan and cellbg in a table cell, each in a "
    "paragraph of its own; put p in a paragraph of the text.",
)
_NOTHING_OPEN = Text(
    "{tag} sluit niets af: er staat geen passend begin voor. Haal het weg, of zet het begin ervoor.",
    "{tag} ends nothing: no matching start comes before it. Take it out, or put the start before it.",
)
_NOT_ENDED = Text(
    "{tag} wordt niet afgesloten. Zet {end} na de tekst die erbij hoort.",
    "{tag} is never ended. Put {end} after the text that belongs to it.",
)
