"""Makes what one row calls for; whatever goes wrong with it is said of that row alone."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from formgen import documents
from formgen.bulk import names, told
from formgen.bulk.check import CellFault, RowIn, Verdict, check_row
from formgen.bulk.plan import Plan
from formgen.bulk.told import FileMade, Told
from formgen.documents import Made
from formgen.errors import FormgenError
from formgen.form import Form
from formgen.text import Text


@dataclass(frozen=True, slots=True)
class RowDone:
    """A row that was checked or made: a word for what became of it, what to tell, and its documents in order.

    The `start` of each file told counts from the first document of this row.
    """

    status: str
    told: Told
    documents: tuple[bytes, ...] = ()


def check_only(plan: Plan, form: Form, row: RowIn) -> RowDone:
    """What would become of the row; nothing is made of it."""
    return _guarded(plan, form, row, lambda verdict: RowDone(verdict.status, told.of_verdict(plan, verdict, row)))


def make_row(plan: Plan, form: Form, row: RowIn) -> RowDone:
    """The documents of the row, when it is right; a fault while making them is this row's status, not an error."""
    return _guarded(plan, form, row, lambda verdict: _made(plan, row, verdict))


def broken(row: RowIn, sentence: Text) -> RowDone:
    """A row that nothing could be made of, and why."""
    return RowDone("broken", Told(row.line, "", (CellFault("", "", sentence),)))


def _guarded(plan: Plan, form: Form, row: RowIn, then: Callable[[Verdict], RowDone]) -> RowDone:
    try:
        return then(check_row(plan, form, row))
    except FormgenError as fault:
        return broken(row, fault.sentence)
    except OSError:  # the disk, not the row
        raise
    except Exception as fault:  # a bad row never stops the others
        return broken(row, _OUR_MISTAKE.fill(kind=type(fault).__name__))


def _made(plan: Plan, row: RowIn, verdict: Verdict) -> RowDone:
    said = told.of_verdict(plan, verdict, row)
    if not verdict.wanted or verdict.status not in ("complete", "concept"):
        return RowDone(verdict.status, said)
    made = documents.fill_wanted(verdict.answers, verdict.wanted, verdict.language, verdict.findings)
    undrawn = "".join(dict.fromkeys(letter for one in made for letter in one.undrawn))
    files = tuple(_files(names.paths(plan, row.line, verdict.answers, verdict.language, made), made))
    return RowDone(verdict.status, replace(said, files=files, undrawn=undrawn), tuple(one.data for one in made))


def _files(paths: Iterable[str], made: Iterable[Made]) -> Iterable[FileMade]:
    start = 0
    for path, one in zip(paths, made, strict=True):
        digest = hashlib.sha256(one.data).hexdigest()
        yield FileMade(path, one.document.name, start, len(one.data), len(one.data), digest)
        start += len(one.data)


_OUR_MISTAKE = Text(
    "Dit is een fout van formgen zelf ({kind}). De andere rijen zijn wel gemaakt. Meld ons welke rij het was.",
    "This is a fault in formgen itself ({kind}). The other rows were made. Tell us which row it was.",
)
