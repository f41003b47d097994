"""The user's own file back, in the same spelling, with what became of each row written behind it."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from formgen.bulk import delimited, mark, reportbook
from formgen.bulk.archived import Named, named
from formgen.bulk.bench import Bench
from formgen.bulk.formulas import FORMULA, harmless, restored, risky
from formgen.bulk.headings import OURS, ROW, Columns
from formgen.bulk.job import original
from formgen.bulk.line import Line
from formgen.bulk.plan import Plan
from formgen.bulk.source import Source, whole
from formgen.bulk.told import Told
from formgen.store.jobs import Job, Phase
from formgen.text import Language, Text

_BETWEEN = " | "  # no file name holds it, and it keeps a row on one line
_LONGEST = 8_000  # characters of remarks: a cell of Excel takes 32,767


def report_name(plan: Plan) -> str:
    """The name of the file that comes back: that of the file it came from, and what it is now."""
    return f"{plan.file.rsplit('.', 1)[0]} - {_REPORT[plan.language]}.{plan.origin.kind}"


class Reported(Protocol):
    """The user's file being written, row by row, with `_status`, `_errors`, `_file` and `_row` behind each row."""

    def add(self, one: Named) -> bytes:
        """The file from where it was up to the row of the next result, that row included."""

    def rest(self) -> bytes:
        """What is left of the file after the last result."""


def begun(bench: Bench, job: Job) -> Reported:
    """The user's file, of which nothing is written yet.

    Everything but our four cells stays as it was: format, encoding, separator, order of columns, zeros in front, empty
    lines. A cell that a spreadsheet would take for a formula gets an apostrophe in CSV; reading the file again takes it
    away.
    """
    plan = bench.plan(job)
    return _Book(bench, job) if plan.origin.kind == "xlsx" else _Csv(original(bench, job.key), plan, job.phase)


def written(bench: Bench, job: Job) -> Iterator[bytes]:
    """The whole of the user's file with what is known so far, in pieces."""
    reported = begun(bench, job)
    results = bench.jobs.results(job.key)
    yield from (reported.add(one) for one in named(results, bench.plan(job).layout))
    yield reported.rest()


Cells = tuple[str, str, str | None, str | None]


def _cells(plan: Plan, phase: Phase, one: Named) -> Cells:
    """Our four cells for a row; None keeps what an earlier round wrote there, as nothing was made that changes it."""
    told = one.told
    said = status_said(one.result.status, phase)[plan.language]
    remark = " ".join(sentence[plan.language] for sentence in remarks(told, phase))[:_LONGEST]
    if plan.columns.ours and (phase == "check" or not told.hash or (told.before and not told.files)):
        return said, remark, None, None
    paths = dict.fromkeys([*told.filed.split(_BETWEEN), *one.paths]) if told.filed else one.paths
    return said, remark, _BETWEEN.join(paths), mark.of(told.hash, [*told.before, *(file.kind for file in told.files)])


class _Book:
    """A workbook: nothing of it is known before the last row is."""

    def __init__(self, bench: Bench, job: Job) -> None:
        self._bench, self._job = bench, job

    def add(self, one: Named) -> bytes:
        """Nothing yet."""
        return b""

    def rest(self) -> bytes:
        """The workbook; the results are gone through once more."""
        plan = self._bench.plan(self._job)
        results = named(self._bench.jobs.results(self._job.key), plan.layout)
        added = ((one.told.line, _cells(plan, self._job.phase, one)) for one in results)
        return reportbook.written(whole(original(self._bench, self._job.key)), plan, added)


# ---- CSV ------------------------------------------------------------------------------------------------------------


class _Csv:
    """A file with separators; its first line that is not blank gets our headings."""

    def __init__(self, file: Source, plan: Plan, phase: Phase) -> None:
        self._plan, self._phase = plan, phase
        self._ours = plan.columns.ours
        self._encoder = codecs.getincrementalencoder(plan.origin.encoding)("replace")
        width = max(len(_trimmed(line.cells)) for line in delimited.open_text(file, plan.file).lines)
        self._writer = _CsvWriter(plan.origin.delimiter, width, plan.columns)
        self._lines = delimited.open_text(file, plan.file).lines
        self._head = self._encoder.encode(plan.origin.preamble) + self._encoder.encode("".join(self._headed()))

    def add(self, one: Named) -> bytes:
        """The lines up to that of this row."""
        return self._taken(self._up_to(one))

    def rest(self) -> bytes:
        """The lines below the last row that has a result."""
        return self._taken(map(self._as_before, self._lines))

    def _taken(self, lines: Iterable[str]) -> bytes:
        head, self._head = self._head, b""
        return head + self._encoder.encode("".join(lines))

    def _headed(self) -> Iterator[str]:
        for line in self._lines:
            is_headings = line.number == self._plan.heading_line
            yield self._writer.line(line, OURS if is_headings else None)
            if is_headings:
                return

    def _up_to(self, one: Named) -> Iterator[str]:
        for line in self._lines:
            if line.number == one.told.line:
                cells = zip(_cells(self._plan, self._phase, one), self._earlier(line), strict=True)
                yield self._writer.line(line, [kept if cell is None else cell for cell, kept in cells])
                return
            yield self._as_before(line)

    def _as_before(self, line: Line) -> str:
        """A line without a result: it gets our four cells too, or it would be too short when the file comes again."""
        return self._writer.line(line, self._earlier(line))

    def _earlier(self, line: Line) -> list[str]:
        """Our four cells of an earlier round, without the apostrophes that we put there."""
        kept = [restored(line.cells[place]) for place in self._ours if place < len(line.cells)]
        return kept if len(kept) == len(OURS) else [""] * len(OURS)


class _CsvWriter:
    """Writes lines as they were with cells behind them; only what cannot stay as it was is written anew."""

    def __init__(self, delimiter: str, width: int, columns: Columns) -> None:
        ours = columns.ours
        self._kept = delimiter != delimited.NO_DELIMITER and not ours
        self._again = columns.last(ROW) >= 0  # then our apostrophes stand in it already: none is put before another
        self._delimiter = delimiter if delimiter != delimited.NO_DELIMITER else ";"
        self._ours = frozenset(ours)
        self._width = width
        between = re.escape(self._delimiter)
        self._suspicious = re.compile(f"(?:^|{between}|\")[ ']*{FORMULA}")
        self._bare_ours = re.compile(rf'(?:{between}(?:"(?:[^"]|"")*"|[^{between}"]*)){{{len(ours)}}}\Z')
        self._bare_cell = re.compile(f'(?m:(^|{between}|")(?!{between})( *{FORMULA}[^{between}"]*))')

    def line(self, line: Line, added: Sequence[str] | None) -> str:
        """The line as text, with its line end."""
        bare = line.text.rstrip("\r\n")
        end = line.text[len(bare) :] or "\n"
        if line.blank:
            return line.text
        cells = list(map(restored, line.cells)) if self._again else line.cells
        if self._ours:
            cells = [cell for place, cell in enumerate(cells) if place not in self._ours]
        behind = [harmless(cell) for cell in added or ()]
        missing = self._width - len(self._ours) - len(cells)
        as_it_was = self._kept and missing >= 0 and not self._risks(bare, cells)
        if not line.cells:  # its quotation marks make no sense: what could be a cell of it is made harmless
            bare = self._bare_cell.sub(_harmless_cell, self._bare_ours.sub("", bare, count=1))
            as_it_was, missing = True, 0
        if as_it_was:
            tail = [*[""] * missing, *behind]
            return bare + (self._delimiter + self._joined(tail) if tail else "") + end
        whole = [harmless(cell) for cell in cells[: self._width - len(self._ours)]]
        return self._joined([*whole, *[""] * (self._width - len(self._ours) - len(whole)), *behind]) + end

    def _risks(self, bare: str, cells: Sequence[str]) -> bool:
        """Whether a spreadsheet would reckon with a cell; most lines have no place where a formula could begin."""
        return self._suspicious.search(bare) is not None and any(map(risky, cells))

    def _joined(self, cells: Sequence[str]) -> str:
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=self._delimiter).writerow(cells)  # it quotes only line ends like its own
        return "" if cells == [""] else written.getvalue().removesuffix("\r\n")


def _harmless_cell(found: re.Match[str]) -> str:
    return found[1] + harmless(found[2])


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


# ---- words ----------------------------------------------------------------------------------------------------------


def status_said(status: str, phase: Phase) -> Text:
    """What became, or will become, of a row, in a few words."""
    return (_MADE if phase == "make" else _CHECKED)[status]


def remarks(told: Told, phase: Phase) -> Iterator[Text]:
    """All there is to say of a row: what is wrong in which cell, what is missing, and before making what to look at."""
    for fault in told.faults:
        words = _CELL if fault.heading and fault.typed else _COLUMN if fault.heading else _ROW
        yield words.fill(heading=fault.heading, typed=_short(fault.typed), sentence=fault.sentence)
    if told.missing and not told.faults:
        words = _MISSING_MORE if told.more else _MISSING
        yield words.fill(names="; ".join(told.missing), more=told.more)
    if phase == "check" and not told.faults:
        yield from (_LOOK.fill(sentence=sentence) for _, sentence in told.fires)
    if told.twin:
        yield _TWIN.fill(line=told.twin)
    if told.undrawn:
        yield _UNDRAWN.fill(letters=told.undrawn[:20])


def _short(typed: str) -> str:
    one_line = " ".join(typed.split())
    return one_line if len(one_line) <= 60 else one_line[:60] + "…"


_REPORT: Mapping[Language, str] = {"nl": "verslag", "en": "report"}
_CHECKED: Mapping[str, Text] = {
    "complete": Text("goed", "good"),
    "concept": Text("goed, wordt CONCEPT", "good, will be a DRAFT"),
    "before": Text("al gemaakt", "made before"),
    "stopped": Text("niets te maken", "nothing to make"),
    "privacy": Text("lees na: woorden over gezondheid", "read again: words about health"),
    "wrong": Text("nog niet goed", "not right yet"),
    "broken": Text("lukt niet", "cannot be made"),
}
_MADE: Mapping[str, Text] = {
    "complete": Text("gemaakt", "made"),
    "concept": Text("gemaakt als CONCEPT", "made as a DRAFT"),
    "before": Text("al gemaakt", "made before"),
    "stopped": Text("niet gemaakt: niets te maken", "not made: nothing to make"),
    "privacy": Text("niet gemaakt: woorden over gezondheid", "not made: words about health"),
    "wrong": Text("niet gemaakt: nog niet goed", "not made: not right yet"),
    "broken": Text("niet gemaakt: dat lukte niet", "not made: it could not be done"),
}
_CELL = Text('{heading}: "{typed}". {sentence}', '{heading}: "{typed}". {sentence}')
_COLUMN = Text("{heading}: {sentence}", "{heading}: {sentence}")
_ROW = Text("{sentence}", "{sentence}")
_MISSING = Text("Ontbreekt nog: {names}.", "Still missing: {names}.")
_MISSING_MORE = Text("Ontbreekt nog: {names}; en nog {more}.", "Still missing: {names}; and {more} more.")
_LOOK = Text("Let op: {sentence}", "Note: {sentence}")
_TWIN = Text("Dezelfde persoon staat op regel {line}.", "The same person is on line {line}.")
_UNDRAWN = Text(
    'In de PDF staat een hokje in plaats van "{letters}".', 'The PDF draws a box in the place of "{letters}".'
)
