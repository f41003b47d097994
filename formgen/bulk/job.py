"""Takes a file of rows in as a job, and acts on it: start, pause, cancel, delete."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from formgen.bulk import headings, kept, names, rows
from formgen.bulk.bench import Bench
from formgen.bulk.check import RowIn
from formgen.bulk.formulas import restored
from formgen.bulk.headings import ROW, Columns
from formgen.bulk.mended import failed
from formgen.bulk.monthfirst import MonthFirst
from formgen.bulk.plan import STANDARD, Format, Layout, Plan
from formgen.bulk.rows import Row, Rows
from formgen.bulk.source import Source, source
from formgen.documents import conversion
from formgen.errors import FormgenError, UnknownError, did_you_mean
from formgen.form import Form
from formgen.store.jobs import Job, Phase, Stretch, job_key
from formgen.text import Language, Text, listed

INPUT, ROWS = "input", "rows"
_MOST_NAMED = 8  # headings that a sentence quotes
COMMENT = "#"  # a row below the headings that begins with it explains the columns and is no row
_NUMBERED = re.compile(r"#\s*\d[\d./-]*")  # "#1001": how some exports number their rows
_FIRST_CHUNKS, _FIRST_ROWS, _CHUNK_ROWS = 8, 10, 100  # small at first, so that a small job is shared and seen to move


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as someone brings it, and how its columns are to be read."""

    name: str
    data: bytes | Source
    by_hand: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made of the rows; see Plan."""

    language: Language = "nl"
    formats: tuple[Format, ...] = STANDARD
    name: str = ""
    layout: Layout = "flat"
    confirmed: bool = False
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with a file, on which day: its rows are checked first, or made at once.

    `any_columns`: keep it even when no heading is known, for whoever brings it to say what the columns are.
    """

    upload: Upload
    wish: Wish
    today: datetime.date
    phase: Phase = "check"
    any_columns: bool = False


def take_in(bench: Bench, job_id: str, form: Form, order: Order) -> Job:
    """A new job of this file, whose rows wait for a worker; all of it is on the disk, or there is no job.

    Raises FormgenError with a sentence for a file that cannot be read, one over the limits, one without any heading
    we know or without rows, and a wish that cannot be.
    """
    upload, wish = order.upload, order.wish
    check_wish(form, wish)
    key = job_key(job_id)
    try:
        kept.keep(bench, f"{key}/{INPUT}", source(upload.data))
        opened = rows.read(original(bench, key), upload.name, headings.recogniser(form, upload.by_hand))
        columns = headings.match(form, opened.headings, upload.by_hand)
        if not columns.known and not order.any_columns:
            seen = headings.quoted(opened.headings[:_MOST_NAMED])
            raise FormgenError(_NO_COLUMNS.fill(file=upload.name, seen=seen, first=next(headings.all_names(form))))
        split = _Split(bench, f"{key}/{ROWS}", form, columns)
        bench.files.put(f"{key}/{ROWS}", split.pieces(opened))
        if not split.stretches:
            raise FormgenError(_NO_ROWS.fill(file=upload.name))
        faults = (_at(fault.line, fault.sentence) for fault in opened.faults)
        notes = (*opened.notes, *faults, *headings.told(form, columns), *split.notes)
        said = tuple((note.nl, note.en) for note in notes)
        plan = Plan(form.name, upload.name, columns, opened.origin, order.today, notes=said, lines=split.last)
        plan = replace(wished(plan, wish), heading_line=opened.first.number, month_first=split.month_first)
        return bench.jobs.start(job_id, form.name, plan.to_json(), split.stretches, order.phase)
    except BaseException:
        bench.jobs.forget(key)  # a commit may have succeeded and not have said so; the files go last
        bench.files.delete_folder(key)
        raise


def check_wish(form: Form, wish: Wish) -> None:
    """Raises FormgenError for a pattern of names or a document that the form does not have, and ConversionError for
    PDF of Word documents where LibreOffice is not."""
    names.check_pattern(form, wish.name)
    documents = [document.name for document in form.documents]
    for name in wish.only:
        if name not in documents:
            raise UnknownError(_NO_DOCUMENT.fill(name=name, hint=did_you_mean(name, documents)))
    if "converted" in wish.formats:
        conversion.refuse_absent()


def wished(plan: Plan, wish: Wish) -> Plan:
    """The plan with another wish."""
    return replace(
        plan,
        language=wish.language,
        formats=wish.formats,
        name=wish.name,
        layout=wish.layout,
        confirmed=wish.confirmed,
        only=wish.only,
    )


def make(bench: Bench, job: Job, wish: Wish) -> None:
    """Begin making the documents of all rows that are right."""
    plan = bench.plan(job)
    check_wish(bench.form(plan), wish)
    bench.jobs.again(job.key, "make", wished(plan, wish).to_json())


def headings_of(form: Form, upload: Upload) -> tuple[str, ...]:
    """The headings of a file for this form. Raises FormgenError for one that cannot be read."""
    return rows.read(upload.data, upload.name, headings.recogniser(form, upload.by_hand)).headings


def original(bench: Bench, key: str) -> Source:
    """The file as it was brought."""
    return kept.Kept(bench, f"{key}/{INPUT}")


def forget(bench: Bench, key: str) -> None:
    """Delete the job, what was brought and what was made; now and for good."""
    bench.jobs.forget(key)
    bench.files.delete_folder(key)


def rows_of(bench: Bench, key: str, stretch: Stretch) -> list[RowIn]:
    """The rows of one chunk."""
    found = json.loads(bench.read(f"{key}/{ROWS}", stretch.start, stretch.length))
    return [
        RowIn(line, tuple(cells), tuple(Text(nl, en) for nl, en in faults), twin, earlier)
        for line, cells, faults, twin, earlier in found
    ]


# ---- one file of rows into chunks -----------------------------------------------------------------------------------


class _Split:
    """Goes through the rows once: chunks them, sees the same person twice, and passes over rows that only explain."""

    def __init__(self, bench: Bench, name: str, form: Form, columns: Columns) -> None:
        self.stretches: list[Stretch] = []
        self.notes: list[Text] = []
        self.last = 0
        self._bench = bench
        self._name = name
        self._twins = _Twins(form, columns)
        known = [place for place, name in enumerate(columns.names) if name and not name.startswith("_")]
        self._asked = known or list(range(len(columns.names)))
        self._months = MonthFirst(form, columns)
        self._passed: list[int] = []
        self._empty: list[int] = []
        self._earlier = columns.last(ROW)

    def pieces(self, opened: Rows) -> Iterator[bytes]:
        """The chunks, each locked; where they stand is in `stretches` afterwards."""
        waiting: list[list[object]] = []
        for row in opened:
            self.last = row.line
            cells = tuple(map(restored, row.cells)) if self._earlier >= 0 else row.cells
            if not waiting and not self.stretches and _explains(row):
                self._passed.append(row.line)
                continue
            unknown = [said for place, said in row.spoiled if place in self._asked and not cells[place]]
            if not row.faults and not unknown and not any(cells[place].strip() for place in self._asked):
                self._empty.append(row.line)
                continue
            self._months.see(row.line, cells)
            faults = [(fault.nl, fault.en) for fault in (*row.faults, *unknown)]
            earlier = row.cells[self._earlier].strip() if self._earlier >= 0 else ""
            waiting.append([row.line, cells, faults, self._twins.line(cells, row.line), earlier])
            if len(waiting) >= (_FIRST_ROWS if len(self.stretches) < _FIRST_CHUNKS else _CHUNK_ROWS):
                yield self._piece(waiting)
                waiting = []
        if waiting:
            yield self._piece(waiting)
        if self._passed:
            self.notes.append(_EXPLAINS.fill(lines=_some(self._passed)))
        if self._empty:
            self.notes.append(_SAYS_NOTHING.fill(lines=_some(self._empty)))
        self.notes.extend(self._months.notes())

    @property
    def month_first(self) -> tuple[str, ...]:
        """The questions whose dates can be read two ways; known after the pieces."""
        return self._months.names

    def _piece(self, waiting: Sequence[object]) -> bytes:
        plain = json.dumps(waiting, ensure_ascii=False).encode("utf-8", "surrogatepass")
        start = self.stretches[-1].start + self.stretches[-1].length if self.stretches else 0
        locked = self._bench.lock(plain, self._name, start)
        self.stretches.append(Stretch(start, len(locked), len(waiting)))
        return locked


class _Twins:
    """Knows a person again: by the number of a BSN question, else by surname, initials and date of birth.

    Keeps a number for each person and no name.
    """

    def __init__(self, form: Form, columns: Columns) -> None:
        kinds = {name: form.by_name[name].kind for name in columns.names if name in form.by_name}
        by_kind = {kind: columns.names.index(name) for name, kind in reversed(list(kinds.items()))}
        born = columns.names.index("birth_date") if "birth_date" in columns.names else None
        self._number = by_kind.get("bsn")
        told_apart = "surname" in by_kind and born is not None
        self._person = [by_kind["surname"], born, by_kind.get("initials")] if told_apart else []
        self._seen: dict[int, int] = {}

    def line(self, cells: Sequence[str], line: int) -> int:
        """The line of the first row about this person, 0 when this is the first or nobody can tell."""
        said = self._said(cells)
        first = self._seen.setdefault(hash(said), line) if said else line
        return first if first != line else 0

    def _said(self, cells: Sequence[str]) -> str:
        if self._number is not None and cells[self._number].strip():
            return headings.plain.__wrapped__(cells[self._number]).lstrip("0")
        if not self._person or not cells[self._person[0] or 0].strip() or not cells[self._person[1] or 0].strip():
            return ""
        return "|".join(headings.plain.__wrapped__(cells[at]) for at in self._person if at is not None)


def _explains(row: Row) -> bool:
    first = next((cell for cell in row.cells if cell.strip()), "").strip()
    return first.startswith(COMMENT) and not failed(first) and not _NUMBERED.fullmatch(first)


def _some(lines: Sequence[int]) -> Text:
    """The first few of these lines, and how many more there are."""
    named = [str(line) for line in lines[:_MOST_NAMED]]
    more = len(lines) - len(named)
    return Text(*(listed([*named, *[word.format(more)] * bool(more)], one) for one, word in _AND_MORE))


def _at(line: int, sentence: Text) -> Text:
    return _LINE.fill(line=line, sentence=sentence)


_LINE = Text("Regel {line}: {sentence}", "Line {line}: {sentence}")
_EXPLAINS = Text(
    "Met # begint uitleg, en die slaan we over: regel {lines}.",
    "A # begins an explanation, and we pass over it: line {lines}.",
)
_AND_MORE: tuple[tuple[Language, str], ...] = (("nl", "nog {}"), ("en", "{} more"))
_SAYS_NOTHING = Text(
    "In geen enkele kolom die we herkennen staat iets op regel {lines}: die slaan we over.",
    "None of the columns we recognise holds anything on line {lines}: we pass over it.",
)
_NO_COLUMNS = Text(
    "{file}: geen enkele kop is een vraag van dit formulier. Gelezen als koppen: {seen}. Zet op de eerste regel namen"
    ' van vragen, bijvoorbeeld "{first}", of download een voorbeeldbestand.',
    "{file}: not one heading is a question of this form. Read as headings: {seen}. Put names of questions on the first"
    ' line, for example "{first}", or download an example file.',
)
_NO_DOCUMENT = Text('Het formulier heeft geen document "{name}" - {hint}', 'The form has no document "{name}" - {hint}')
_NO_ROWS = Text(
    "{file}: onder de koppen staat geen enkele rij. Zet er de gegevens van een persoon per rij.",
    "{file}: there is no row below the headings. Put the details of one person on each row.",
)
