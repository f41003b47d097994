"""The gatekeeper calendar of a folder of forms: forms/poortwachter.yml to milestones."""

from collections.abc import Mapping
from pathlib import Path

from formgen.errors import FormFileError, did_you_mean
from formgen.form import Milestone
from formgen.loader import texts
from formgen.loader.blocks import Words, words
from formgen.loader.guidance import read_facts, read_named, read_sources
from formgen.loader.nodes import Faults, Scalar
from formgen.loader.scope import known_source
from formgen.text import Text

MILESTONE_WORDS = (
    "what",
    "who",
    "agenda",
    "first",
    "day",
    "working day",
    "after",
    "days",
    "every",
    "until",
    "months before end",
    "contract end",
    "optional",
    "picture",
    "note",
    "source",
    "unconfirmed",
)
_WHO = ("employee", "employer", "both", "physician", "uwv", "nobody")
_LARGEST = 2000

_ENTRY = Text('"{name}"', '"{name}"')
_WHOLE = Text(
    '"{text}" bij "{word}" is geen heel getal - schrijf een aantal dagen, bijvoorbeeld 42',
    '"{text}" at "{word}" is no whole number - write a number of days, for example 42',
)
_NO_MOMENT = Text(
    'bij {what} staat niet wanneer het is - schrijf "day:", "after:", "months before end:" of "contract end:"',
    '{what} does not say when it is - write "day:", "after:", "months before end:" or "contract end:"',
)
_NO_ENDS = Text(
    'bij {what} staat "every:" zonder begin of einde - schrijf ook "after:" en "until:"',
    '{what} has "every:" without a beginning or an end - write "after:" and "until:" as well',
)
_WHEN = ("day", "after", "months before end", "contract end")
_NOT_BEFORE = Text(
    '"{name}" staat niet boven dit moment - {hint}', '"{name}" does not stand above this milestone - {hint}'
)


def load_milestones(folder: Path) -> tuple[Milestone, ...]:
    """The milestones in forms/poortwachter.yml in their order, none if there is no such file. Raises FormFileError."""
    faults = Faults()
    sources = frozenset(read_sources(folder, Faults()))
    named = read_named(folder, "poortwachter", faults, read_facts(folder, Faults(), sources))
    found = []
    above: dict[str, object] = {}  # also those with a fault of their own: what follows them has none
    for name, (key, value) in named.items():
        block = words(value, _ENTRY.fill(name=name), MILESTONE_WORDS, faults)
        made = _milestone(key, block, sources, above, named) if block else None
        if made is not None:
            found.append(made)
        above[name] = key
    if faults.problems:
        raise FormFileError(faults.problems)
    return tuple(found)


def _milestone(
    key: Scalar,
    block: Words,
    sources: frozenset[str],
    above: Mapping[str, object],
    named: Mapping[str, object],
) -> Milestone | None:
    what = texts.read_text(block.need("what"), block.faults)
    block.need("who")
    agenda = texts.read_text(block.need("agenda"), block.faults)
    if not any(block.has(word) for word in _WHEN):
        block.faults.add(block.at, _NO_MOMENT.fill(what=block.what))
    if block.has("every") and not (block.has("after") and block.has("until")):
        block.faults.add(block.at, _NO_ENDS.fill(what=block.what))
    who = block.one_of("who", _WHO)
    if what is None or agenda is None or not who:
        return None
    return Milestone(
        key.text,
        what,
        who,  # type: ignore[arg-type]
        agenda,
        first=_whole(block, "first"),
        day=_whole(block, "day"),
        working_day=block.yes("working day"),
        after=_other(block, "after", above),
        days=_whole(block, "days") or 0,
        every=_whole(block, "every") or 0,
        until=_other(block, "until", named),
        months_before_end=_whole(block, "months before end") or 0,
        contract_end=block.yes("contract end"),
        optional=block.yes("optional"),
        picture=block.yes("picture"),
        note=texts.read_text(block.node("note"), block.faults) if block.has("note") else None,
        source=known_source(block.scalar("source"), sources, block.faults),
        unconfirmed=block.yes("unconfirmed"),
    )


def _whole(block: Words, word: str) -> int | None:
    value = block.scalar(word)
    if value is None:
        return None
    text = value.text.strip()
    if not (text.isascii() and text.isdecimal() and int(text) <= _LARGEST):
        block.faults.add(value, _WHOLE.fill(text=text, word=word))
        return None
    return int(text)


def _other(block: Words, word: str, others: Mapping[str, object]) -> str:
    value = block.scalar(word)
    if value is None or value.text in others:
        return value.text if value else ""
    block.faults.add(value, _NOT_BEFORE.fill(name=value.text, hint=did_you_mean(value.text, tuple(others))))
    return ""
