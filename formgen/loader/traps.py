"""What goes wrong in YAML, in sentences for people who never asked to learn YAML."""

import re

from formgen.text import Text

LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

MISSING = Text(
    "dit bestand is er niet of kan niet worden geopend - kijk de naam en de map na",
    "this file is not there or cannot be opened - check its name and folder",
)
TOO_LARGE = Text(
    "dit bestand is groter dan 2 MB - een formulier is dat niet; kijk of dit het goede bestand is",
    "this file is larger than 2 MB - no form is; check that this is the right file",
)
NOT_UTF8 = Text(
    "hier staat iets dat geen tekst in UTF-8 is - bewaar het bestand als platte tekst in UTF-8",
    "something here is not text in UTF-8 - save the file as plain text in UTF-8",
)
CONTROL = Text(
    'hier staat het onzichtbare teken "{code}" - haal het weg',
    'here is the invisible character "{code}" - remove it',
)
NOT_YAML = Text(
    "dit bestand is geen YAML - vergelijk het met een formulier dat werkt",
    "this file is not YAML - compare it with a form that works",
)
EMPTY = Text("dit bestand is leeg - schrijf er een formulier in", "this file is empty - write a form in it")
SECOND = Text(
    'hier begint met "---" een tweede deel - zet alles in één deel',
    'with "---" a second part begins here - keep everything in one part',
)
TOO_DEEP = Text(
    "dit staat te diep genest - haal een paar niveaus weg", "this is nested too deep - take away a few levels"
)
ALIAS = Text(
    '"*{name}" verwijst naar een andere plek in het bestand - schrijf de tekst hier voluit, '
    "of zet een vraag in forms/shared.yml; begint een tekst met *, zet er dan aanhalingstekens om",
    '"*{name}" points to another place in the file - write the text out here, '
    "or put a question in forms/shared.yml; if a text begins with *, put quotation marks round it",
)
ANCHOR = Text(
    '"&{name}" geeft deze plek een naam - haal het weg; begint een tekst met &, zet er dan aanhalingstekens om',
    '"&{name}" names this place - take it away; if a text begins with &, put quotation marks round it',
)
TAG = Text(
    '"{name}" is een YAML-label en dat kent formgen niet - haal het weg; '
    "begint een tekst met !, zet er dan aanhalingstekens om",
    '"{name}" is a YAML tag, which formgen does not know - take it away; '
    "if a text begins with !, put quotation marks round it",
)
KEY = Text(
    "vóór de dubbele punt staat een lijst of een blok - schrijf daar één woord of één naam",
    "before the colon there is a list or a block - write one word or name there",
)
REPEATED = Text(
    '"{word}" staat er twee keer, ook op regel {line} - laat er één staan',
    '"{word}" is there twice, also on line {line} - keep one of them',
)

_TAB = Text(
    "deze regel springt in met een tab - gebruik spaties", "this line is indented with a tab - use spaces instead"
)
_UNCLOSED = Text(
    "hier begint een aanhalingsteken dat nergens sluit - zet er een aan het eind van de tekst",
    "a quotation mark opens here and never closes - put one at the end of the text",
)
_COLON = Text(
    '"{text}" bevat een dubbele punt met een spatie - zet de hele tekst tussen aanhalingstekens: {quoted}',
    '"{text}" holds a colon with a space - put quotation marks round the whole text: {quoted}',
)
_SIGN = Text(
    'de tekst begint met "{sign}", dat in YAML iets anders betekent - zet aanhalingstekens om de hele tekst: {quoted}',
    'the text begins with "{sign}", which means something else in YAML - put quotation marks round the whole text: '
    "{quoted}",
)
_AFTER_QUOTE = Text(
    "na het sluitende aanhalingsteken staat nog tekst - zet om de hele tekst aanhalingstekens van de andere soort",
    "there is text after the closing quotation mark - put quotation marks of the other kind round the whole text",
)
_ESCAPE = Text(
    'een "\\" tussen dubbele aanhalingstekens vraagt een bijzonder teken - schrijf "\\\\", of gebruik enkele '
    "aanhalingstekens",
    'a "\\" between double quotation marks asks for a special character - write "\\\\", or use single quotation marks',
)
_BRACKET = Text(
    "hier opent een haakje ({ of [) dat niet goed sluit - sluit het, of zet aanhalingstekens om de tekst",
    "a bracket ({ or [) opens here that is not closed well - close it, or put quotation marks round the text",
)
_NO_COLON = Text(
    '"{text}" heeft geen dubbele punt - schrijf "woord: tekst", of laat een vervolgregel verder inspringen',
    '"{text}" has no colon - write "word: text", or indent a line that continues the one above',
)
_NO_SPACE = Text(
    'na "{word}:" hoort een spatie - schrijf "{word}: " en dan de tekst',
    'there should be a space after "{word}:" - write "{word}: " and then the text',
)
_INDENT = Text(
    '"{text}" past niet onder de regel erboven - laat regels die bij elkaar horen even ver inspringen',
    '"{text}" does not fit under the line above - indent lines that belong together equally far',
)

_VALUE = re.compile(r"(?:- +)*(?:[^\"'\s\[{][^:]*?: +)?(?P<value>.*)")
_SIGNS = "@%`*&!|>,?#"
_TIGHT = re.compile(r"\s*(?P<word>[a-z][a-z _]*):[^\s:/]")
_OPENS = re.compile(r"""^\s*(?:- +)*(?:[\w. -]+: +)?(?P<quote>["'])""")


def explain(lines: list[str], line: int, context: int, where: str, what: str) -> tuple[int, Text]:
    """The line (from 0) and the sentence for what the YAML parser stumbled over.

    `line` and `context` are where it stopped and where what it was reading began; `where` and `what` its own words,
    of which only the parts are used that every version of the parser shares.
    """
    if "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        return line, _TAB
    opened = context if "quoted scalar" in where and "end of" in what else _runaway_quote(lines, line)
    if opened is not None:
        return opened, _UNCLOSED
    if "escape" in what:
        return line, _ESCAPE
    if "flow" in where:
        return context, _BRACKET
    if "expected ':'" in what and ":" not in lines[context]:
        return context, _NO_COLON.fill(text=_short(lines[context].strip()))
    before = _line_before(lines, line)
    if "mapping values" in what and before is not None and ":" not in lines[before]:
        return before, _NO_COLON.fill(text=_short(lines[before].strip()))
    for near in (context, before):
        if near is not None and (tight := _TIGHT.match(lines[near])):
            return near, _NO_SPACE.fill(word=tight["word"])
    return _by_text(line, lines[line].strip())


def _runaway_quote(lines: list[str], line: int) -> int | None:
    """Where a quotation mark opens that only closes on a later line, in the middle of another text."""
    for number, text in enumerate(lines[:line]):
        opens = _OPENS.match(text)
        if opens and opens["quote"] not in text[opens.end() :]:
            ends = next((n for n in range(number + 1, line + 1) if opens["quote"] in lines[n]), None)
            rest = lines[ends].partition(opens["quote"])[2].strip() if ends is not None else ""
            if rest and rest[0] not in ",]}#" + opens["quote"]:
                return number
    return None


def _line_before(lines: list[str], line: int) -> int | None:
    """The nearest line above that says something."""
    return next((n for n in range(line - 1, -1, -1) if lines[n].strip() and not lines[n].strip().startswith("#")), None)


def _by_text(line: int, stripped: str) -> tuple[int, Text]:
    """What is wrong, seen from the line itself."""
    match = _VALUE.fullmatch(stripped)
    value = match["value"] if match else stripped
    whole = value[:1] in ("{", "[") and value[-1:] in ("}", "]")
    if whole or stripped.startswith("- "):
        return line, _INDENT.fill(text=_short(stripped))
    if value and value[0] in _SIGNS + "{[":
        return line, _SIGN.fill(sign=value[0], quoted=_quoted(value))
    if value[:1] in ("'", '"'):
        return line, _AFTER_QUOTE
    if ": " in value or (value.endswith(":") and value != stripped):
        return line, _COLON.fill(text=_short(value), quoted=_quoted(value))
    if ":" not in stripped:
        return line, _NO_COLON.fill(text=_short(stripped))
    return line, _INDENT.fill(text=_short(stripped))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"


def _quoted(text: str) -> str:
    """The text as YAML takes it literally."""
    return f"'{_short(text)}'" if '"' in text else f'"{_short(text)}"'
