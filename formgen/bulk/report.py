"""The user's own file back, in the same spelling, with what became of each row written behind it."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from formgen.bulk import delimited, reportbook
from formgen.bulk.archived import Named, named
from formgen.bulk.bench import Bench
from formgen.bulk.check import MADE
from formgen.bulk.formulas import harmless, risky
from formgen.bulk.headings import OURS
from formgen.bulk.job import original
from formgen.bulk.line import Line
from formgen.bulk.plan import Plan
from formgen.bulk.told import Told
from formgen.store.jobs import Job, Phase
from formgen.text import Language, Text, listed

_FOUR = len(OURS)
_BETWEEN = " | "  # no file name holds it, and it keeps a row on one line
_LONGEST = 8_000  # characters of remarks: a cell of Excel takes 32,767


def report_name(plan: Plan) -> str:
    """The name of the file that comes back: that of the file it came from, and what it is now."""
    return f"{plan.file.rsplit('.', 1)[0]} - {_REPORT[plan.language]}.{plan.origin.kind}"


def written(bench: Bench, job: Job) -> Iterator[bytes]:
    """The user's file with `_status`, `_errors`, `_file` and `_row` behind each row, in pieces.

    Everything else is as it was: format, encoding, separator, order of columns, zeros in front, empty lines. A cell
    that a spreadsheet would take for a formula gets an apostrophe in CSV; reading the file again takes it away.
    """
    plan = bench.plan(job)
    added = _added(plan, job.phase, named(bench.jobs.results(job.key)))
    data = original(bench, job)
    if plan.origin.kind == "xlsx":
        yield reportbook.written(data, plan, added)
    else:
        yield from _csv(data, plan, added)


Added = Iterator[tuple[int, tuple[str, str, str, str]]]


def _added(plan: Plan, phase: Phase, results: Iterable[Named]) -> Added:
    """For each row that has a result its line, and our four cells; an empty `_file` keeps what stood there."""
    for one in results:
        status, told = one.result.status, one.told
        mark = told.hash if phase == "make" and status in MADE else ""
        remark = " ".join(sentence[plan.language] for sentence in remarks(told, phase))
        said = (status_said(status, phase)[plan.language], remark[:_LONGEST], _BETWEEN.join(one.paths), mark)
        yield told.line, said


# ---- CSV ------------------------------------------------------------------------------------------------------------


def _csv(data: bytes, plan: Plan, added: Added) -> Iterator[bytes]:
    encoder = codecs.getincrementalencoder(plan.origin.encoding)("replace")
    ours = [place for place, heading in enumerate(plan.columns.headings) if heading in OURS]
    width = max(len(_trimmed(line.cells)) for line in delimited.open_text(data, plan.file).lines)
    writer = _CsvWriter(plan.origin.delimiter, width, ours)
    waiting = next(added, None)
    headed = False
    yield encoder.encode(plan.origin.preamble)
    for line in delimited.open_text(data, plan.file).lines:
        cells: Sequence[str] | None = None
        if not headed and not line.blank:
            headed, cells = True, OURS
        elif waiting is not None and waiting[0] == line.number:
            kept = tuple(line.cells[place] for place in ours if place < len(line.cells))
            cells, waiting = _with_earlier_file(waiting[1], kept), next(added, None)
        yield encoder.encode(writer.line(line, cells))


def _with_earlier_file(cells: tuple[str, str, str, str], kept: tuple[str, ...]) -> tuple[str, ...]:
    """A row whose documents were made in an earlier round keeps the names they had."""
    status, errors, files, mark = cells
    return (status, errors, files or kept[2], mark) if mark and len(kept) == _FOUR else cells


class _CsvWriter:
    """Writes lines as they were with cells behind them; only what cannot stay as it was is written anew."""

    def __init__(self, delimiter: str, width: int, ours: Sequence[int]) -> None:
        self._kept = delimiter != delimited.NO_DELIMITER and not ours
        self._delimiter = delimiter if delimiter != delimited.NO_DELIMITER else ";"
        self._ours = frozenset(ours)
        self._width = width

    def line(self, line: Line, added: Sequence[str] | None) -> str:
        """The line as text, with its line end."""
        bare = line.text.rstrip("\r\n")
        end = line.text[len(bare) :] or "\n"
        if line.blank:
            return line.text
        cells = [cell for place, cell in enumerate(line.cells) if place not in self._ours]
        behind = [harmless(cell) for cell in added or ()]
        missing = self._width - len(self._ours) - len(cells)
        as_it_was = self._kept and missing >= 0 and not any(risky(cell) for cell in cells)
        if not line.cells or as_it_was:
            tail = [""] * max(missing, 0) + behind if line.cells else behind
            return bare + "".join(self._delimiter + self._joined([cell]) for cell in tail) + end
        whole = [harmless(cell) for cell in cells[: self._width - len(self._ours)]]
        return self._joined([*whole, *[""] * (self._width - len(self._ours) - len(whole)), *behind]) + end

    def _joined(self, cells: Sequence[str]) -> str:
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=self._delimiter).writerow(cells)  # it quotes only line ends like its own
        return "" if cells == [""] else written.getvalue().removesuffix("\r\n")


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
        yield _MISSING.fill(names=_listed(told.missing))
    if phase == "check" and not told.faults:
        yield from (_LOOK.fill(sentence=sentence) for _, sentence in told.fires)
    if told.twin:
        yield _TWIN.fill(line=told.twin)
    if told.undrawn:
        yield _UNDRAWN.fill(letters=told.undrawn[:20])


def _short(typed: str) -> str:
    one_line = " ".join(typed.split())
    return one_line if len(one_line) <= 60 else one_line[:60] + "…"


def _listed(names: Sequence[str]) -> Text:
    return Text(listed(names, "nl"), listed(names, "en"))


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
_LOOK = Text("Let op: {sentence}", "Note: {sentence}")
_TWIN = Text("Dezelfde persoon staat op regel {line}.", "The same person is on line {line}.")
_UNDRAWN = Text(
    'In de PDF staat een hokje in plaats van "{letters}".', 'The PDF draws a box in the place of "{letters}".'
)
