"""Takes a file of rows in as a job, and acts on it: start, pause, cancel, delete."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from formgen.bulk import headings, names, rows
from formgen.bulk.bench import Bench
from formgen.bulk.check import RowIn
from formgen.bulk.formulas import restored
from formgen.bulk.headings import ROW, Columns
from formgen.bulk.plan import FORMATS, Format, Layout, Plan
from formgen.bulk.rows import Rows
from formgen.errors import FormgenError, UnknownError, did_you_mean
from formgen.form import Form
from formgen.store.jobs import Job, Phase, Stretch, job_key
from formgen.text import Language, Text

INPUT, ROWS = "input", "rows"
COMMENT = "#"  # a row that begins with it explains the columns and is no row
_FIRST_CHUNKS, _FIRST_ROWS, _CHUNK_ROWS = 8, 10, 100  # small at first, so that a small job is shared and seen to move


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as someone brings it, and how its columns are to be read."""

    name: str
    data: bytes
    by_hand: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made of the rows; see Plan."""

    language: Language = "nl"
    formats: tuple[Format, ...] = FORMATS
    name: str = ""
    layout: Layout = "flat"
    confirmed: bool = False
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with a file, on which day: its rows are checked first, or made at once."""

    upload: Upload
    wish: Wish
    today: datetime.date
    phase: Phase = "check"


def take_in(bench: Bench, job_id: str, form: Form, order: Order) -> Job:
    """A new job of this file, whose rows wait for a worker; all of it is on the disk, or there is no job.

    Raises FormgenError with a sentence for a file that cannot be read, one over the limits, one without any heading
    we know or without rows, and a wish that cannot be.
    """
    upload, wish = order.upload, order.wish
    check_wish(form, wish)
    opened = rows.read(upload.data, upload.name)
    columns = headings.match(form, opened.headings, upload.by_hand)
    if not columns.known:
        raise FormgenError(_NO_COLUMNS.fill(file=upload.name, first=next(headings.all_names(form))))
    key = job_key(job_id)
    try:
        split = _Split(bench, f"{key}/{ROWS}", form, columns)
        bench.files.put(f"{key}/{ROWS}", split.pieces(opened))
        if not split.stretches:
            raise FormgenError(_NO_ROWS.fill(file=upload.name))
        bench.files.put(f"{key}/{INPUT}", [bench.lock(upload.data, f"{key}/{INPUT}")])
        notes = (*opened.notes, *(_at(fault.line, fault.sentence) for fault in opened.faults), *headings.told(columns))
        said = tuple((note.nl, note.en) for note in (*notes, *split.notes))
        plan = Plan(form.name, upload.name, columns, opened.origin, order.today, notes=said, lines=split.last)
        plan = replace(wished(plan, wish), heading_line=opened.first.number)
        return bench.jobs.start(job_id, form.name, plan.to_json(), split.stretches, order.phase)
    except BaseException:
        bench.jobs.forget(key)  # a commit may have succeeded and not have said so; the files go last
        bench.files.delete_folder(key)
        raise


def check_wish(form: Form, wish: Wish) -> None:
    """Raises FormgenError for a pattern of names or a document that the form does not have."""
    names.check_pattern(form, wish.name)
    documents = [document.name for document in form.documents]
    for name in wish.only:
        if name not in documents:
            raise UnknownError(_NO_DOCUMENT.fill(name=name, hint=did_you_mean(name, documents)))


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


def headings_of(upload: Upload) -> tuple[str, ...]:
    """The headings of a file. Raises FormgenError for one that cannot be read."""
    return rows.read(upload.data, upload.name).headings


def original(bench: Bench, job: Job) -> bytes:
    """The file as it was brought."""
    return bench.read(f"{job.key}/{INPUT}", 0, -1)


def forget(bench: Bench, key: str) -> None:
    """Delete the job, what was brought and what was made; now and for good."""
    bench.jobs.forget(key)
    bench.files.delete_folder(key)


def rows_of(bench: Bench, key: str, stretch: Stretch) -> list[RowIn]:
    """The rows of one chunk."""
    kept = json.loads(bench.read(f"{key}/{ROWS}", stretch.start, stretch.length))
    return [
        RowIn(line, tuple(cells), tuple(Text(nl, en) for nl, en in faults), twin, earlier)
        for line, cells, faults, twin, earlier in kept
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
        self._earlier = columns.headings.index(ROW) if ROW in columns.headings else -1

    def pieces(self, opened: Rows) -> Iterator[bytes]:
        """The chunks, each locked; where they stand is in `stretches` afterwards."""
        waiting: list[list[object]] = []
        for row in opened:
            self.last = row.line
            cells = tuple(map(restored, row.cells)) if self._earlier >= 0 else row.cells
            if next((cell for cell in row.cells if cell.strip()), "").lstrip().startswith(COMMENT):
                self.notes.append(_EXPLAINS.fill(line=row.line))
                continue
            faults = [(fault.nl, fault.en) for fault in row.faults]
            earlier = row.cells[self._earlier].strip() if self._earlier >= 0 else ""
            waiting.append([row.line, cells, faults, self._twins.line(cells, row.line), earlier])
            if len(waiting) >= (_FIRST_ROWS if len(self.stretches) < _FIRST_CHUNKS else _CHUNK_ROWS):
                yield self._piece(waiting)
                waiting = []
        if waiting:
            yield self._piece(waiting)

    def _piece(self, waiting: Sequence[object]) -> bytes:
        plain = json.dumps(waiting, ensure_ascii=False).encode("utf-8", "surrogatepass")
        locked = self._bench.lock(plain, self._name)
        start = self.stretches[-1].start + self.stretches[-1].length if self.stretches else 0
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
        self._person = [by_kind["surname"], born, by_kind.get("initials")] if "surname" in by_kind and born else []
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


def _at(line: int, sentence: Text) -> Text:
    return _LINE.fill(line=line, sentence=sentence)


_LINE = Text("Regel {line}: {sentence}", "Line {line}: {sentence}")
_EXPLAINS = Text(
    "Regel {line} begint met # en is dus uitleg: die slaan we over.",
    "Line {line} begins with # and so it explains: we pass over it.",
)
_NO_COLUMNS = Text(
    "{file}: geen enkele kop is een vraag van dit formulier. Zet op de eerste regel namen van vragen, bijvoorbeeld"
    ' "{first}", of download een voorbeeldbestand.',
    "{file}: not one heading is a question of this form. Put names of questions on the first line, for example"
    ' "{first}", or download an example file.',
)
_NO_DOCUMENT = Text('Het formulier heeft geen document "{name}" - {hint}', 'The form has no document "{name}" - {hint}')
_NO_ROWS = Text(
    "{file}: onder de koppen staat geen enkele rij. Zet er de gegevens van een persoon per rij.",
    "{file}: there is no row below the headings. Put the details of one person on each row.",
)
