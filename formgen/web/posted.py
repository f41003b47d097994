"""What a posted page says: the answers on it, what to do with them, and how they join a draft that moved on."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from formgen.answers import typed_rows
from formgen.form import Form, Question, Section
from formgen.questions import TYPES
from formgen.store.drafts import Content, Removed

MOST_ROWS = 50  # of a repeated group whose form sets no limit
_DIGITS = 7  # no group has so many rows, and Python refuses to read a number of thousands of digits


@dataclass(frozen=True, slots=True)
class Posted:
    """One posted page: each answer that was on it, and the fingerprint of what stood there when it was drawn.

    `sent` holds the marks of what the page itself sent before and never heard of: it may have arrived.
    `act` is what the pressed button asks for: `next`, `on`, `back`, `stop`, `part`, `keep`, `add`, `remove`, `up`,
    `down`, `restore`, `use` or `language`; `about` is what it is about: a part, a group, a row (`talks.2`), a question
    or a language.
    """

    values: Mapping[str, str]
    seen: Mapping[str, str]
    act: str
    about: str
    sent: Mapping[str, str] = field(default_factory=dict)

    def drew(self, name: str, stored: str) -> bool:
        """Whether what is stored is what this page showed at this question, or sent itself."""
        mark = fingerprint(stored)
        return self.seen.get(name, mark) == mark or self.sent.get(name) == sent_mark(stored)


def without(posted: Posted, name: str) -> Posted:
    """The page as if this question was not on it: what the draft holds of it stays."""
    values = {one: text for one, text in posted.values.items() if one != name}
    return replace(posted, values=values, seen={one: mark for one, mark in posted.seen.items() if one != name})


def read_page(section: Section, sent: MultiDict[str, str]) -> Posted:
    """The posted page. Only names of this section's questions are taken; anything else that was sent is not kept.

    A question without any value was drawn and left empty, or unticked; `_seen` is how we know that it was drawn.
    """
    seen = _marks(sent.get("_seen", ""))
    asked = {name: question_at(section, name) for name in [*seen, *sent]}
    values = {name: _value(question, name, sent) for name, question in asked.items() if question is not None}
    act, _, about = sent.get("_do", "next").partition(":")
    marks = {name: mark for name, mark in seen.items() if name in values}
    return Posted(values, marks, act, about, _marks(sent.get("_sent", "")))


def _marks(written: str) -> dict[str, str]:
    """The mark of each name, as a page brings them along."""
    return dict(part.split(":", 1) for part in written.split() if ":" in part)


def question_at(section: Section, name: str) -> Question | None:
    """The question of this section that bears this dotted name, or None: an unknown name or row is no error here."""
    head, _, rest = name.partition(".")
    question = next((q for q in section.questions if q.name == head), None)
    if question is None or question.repeats != bool(rest):
        return None
    if not rest:
        return question
    written, _, inner = rest.partition(".")
    if not 1 <= row_number(written) <= most_rows(question):
        return None
    return next((q for q in question.questions if q.name == inner), None)


def row_number(written: str) -> int:
    """The number of a row in its one spelling (1, 2, 12); 0 for anything else, however long."""
    counts = written.isascii() and written.isdecimal() and not written.startswith("0") and len(written) < _DIGITS
    return int(written) if counts else 0


def most_rows(group: Question) -> int:
    """How many rows a repeated group may have on a page."""
    return MOST_ROWS if group.limits.most is None else int(group.limits.most)


def fingerprint(text: str) -> str:
    """A few characters that tell whether an answer is still what it was."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def sent_mark(text: str) -> str:
    """What a page says of a text that it sent before: a script reckons it while its page is being closed."""
    data = text.encode()
    return f"{len(data)}-{zlib.crc32(data):x}"


def drew_answers(posted: Posted) -> bool:
    """Whether an answer stood on the page when it was drawn."""
    return any(mark != fingerprint("") for mark in posted.seen.values())


def _value(question: Question, name: str, sent: MultiDict[str, str]) -> str:
    if TYPES[question.kind].control.kind == "any":
        return ", ".join(sent.getlist(name))
    return sent.get(name, "").replace("\r\n", "\n")


# ---- joining -------------------------------------------------------------------------------------------------------


def join(content: Content, posted: Posted) -> tuple[Content, dict[str, str]]:
    """The draft with the posted answers in it; and what stands in the draft for each answer changed in two places.

    An answer not touched on this page keeps what another tab made of it. One changed here and elsewhere stays as it
    is in the draft, and is asked again: nothing is overwritten in silence. So is one changed here in a row of which
    another tab changed something else: by now it may be another row.
    """
    raw = dict(content.raw)
    moved = _moved_rows(content, posted)
    clashes = {}
    for name, value in posted.values.items():
        stored = raw.get(name, "")
        if value == stored:
            continue
        if posted.drew(name, stored) and name.rpartition(".")[0] not in moved:
            raw[name] = value
        elif posted.seen.get(name, fingerprint(stored)) != fingerprint(value):
            clashes[name] = stored
    kept = {name: value for name, value in raw.items() if value}
    return replace(content, raw=kept), clashes


def news(content: Content, posted: Posted) -> dict[str, str]:
    """What the draft says by now at questions that stand on the page as they were drawn: nobody typed there since."""
    return {
        name: content.raw.get(name, "")
        for name, drawn in posted.seen.items()
        if fingerprint(posted.values[name]) == drawn != fingerprint(content.raw.get(name, ""))
    }


def marked(posted: Posted, content: Content, but: Iterable[str] = ()) -> str:
    """The fingerprints for the page to bring along from now on: of what the draft holds, `but` for these questions."""
    kept = frozenset(but)
    marks = {
        name: mark if name in kept else fingerprint(content.raw.get(name, "")) for name, mark in posted.seen.items()
    }
    return " ".join(f"{name}:{mark}" for name, mark in marks.items())


def _moved_rows(content: Content, posted: Posted) -> frozenset[str]:
    """The rows (`talks.2`) in which the draft holds something that this page neither showed nor says."""
    return frozenset(
        name.rpartition(".")[0]
        for name in posted.seen
        if "." in name and not posted.drew(name, stored := content.raw.get(name, "")) and stored != posted.values[name]
    )


# ---- rows of a repeated group --------------------------------------------------------------------------------------


def shown_rows(content: Content, group: Question) -> int:
    """How many rows of a group the page shows: those with text, those asked for, and at least one."""
    least = 1 if group.limits.least is None else max(1, int(group.limits.least))
    typed = typed_rows(content.raw, group)
    return max(least, content.rows.get(group.name, 0), typed[-1] if typed else 0)


def add_row(content: Content, group: Question, page: Posted) -> Content:
    """With one more empty row than the page had, unless the group is full: pressing twice adds one row."""
    drawn = max((int(name.split(".")[1]) for name in _of_group(page.seen, group)), default=0)
    wanted = min(drawn + 1, most_rows(group))
    return replace(content, rows={**content.rows, group.name: max(wanted, shown_rows(content, group))})


def is_as_drawn(content: Content, group: Question, page: Posted) -> bool:
    """Whether the rows are still those that the page showed; if not, a row's number may mean another row by now."""
    return all(page.drew(name, content.raw.get(name, "")) for name in _of_group(page.seen, group))


def _of_group(names: Iterable[str], group: Question) -> list[str]:
    return [name for name in names if name.startswith(f"{group.name}.")]


def remove_row(content: Content, group: Question, place: int) -> Content:
    """Without the row at this place (from 1), the later rows moved up; the row is kept aside to be put back."""
    rows = _rows(content, group)
    if not 1 <= place <= len(rows):
        return content
    gone = rows.pop(place - 1)
    removed = (*content.removed, Removed(group.name, place, gone))[-MOST_ROWS:]
    return replace(_with_rows(content, group, rows), removed=removed)


def move_row(content: Content, group: Question, place: int, to: int) -> Content:
    """With the row at this place (from 1) at another place; as it was when either place is no row's."""
    rows = _rows(content, group)
    if not (1 <= place <= len(rows) and 1 <= to <= len(rows)):
        return content
    rows.insert(to - 1, rows.pop(place - 1))
    return _with_rows(content, group, rows)


def restore_row(content: Content, group: Question) -> Content:
    """With the row that was removed last, which must be one of this group, in its old place again."""
    *earlier, removed = content.removed
    rows = _rows(content, group)
    rows.insert(removed.place - 1, dict(removed.answers))
    return replace(_with_rows(content, group, rows), removed=tuple(earlier))


def close_rows(content: Content, groups: Iterable[Question]) -> Content:
    """Without empty rows: a row that was added and left empty asks for nothing."""
    for group in groups:
        kept = [row for row in _rows(content, group) if any(value.strip() for value in row.values())]
        content = _with_rows(content, group, kept)
        content = replace(content, rows={name: n for name, n in content.rows.items() if name != group.name})
    return content


def groups_of(section: Section) -> tuple[Question, ...]:
    """The repeated groups of a section."""
    return tuple(question for question in section.questions if question.repeats)


def group_named(form: Form, name: str) -> Question | None:
    """The repeated group of this name, or None when the form has no such group."""
    question = form.by_name.get(name)
    return question if question is not None and question.repeats else None


def _rows(content: Content, group: Question) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = [{} for _ in range(shown_rows(content, group))]
    for name, value in content.raw.items():
        head, _, rest = name.partition(".")
        number, _, inner = rest.partition(".")
        if head == group.name and number.isdecimal() and 1 <= int(number) <= len(rows):
            rows[int(number) - 1][inner] = value
    return rows


def _with_rows(content: Content, group: Question, rows: list[dict[str, str]]) -> Content:
    raw = {name: value for name, value in content.raw.items() if not name.startswith(f"{group.name}.")}
    for number, row in enumerate(rows, 1):
        raw |= {f"{group.name}.{number}.{inner}": value for inner, value in row.items()}
    return replace(content, raw=raw, rows={**content.rows, group.name: len(rows)})
