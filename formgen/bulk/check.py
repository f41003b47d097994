"""Checks one row before anything is made of it: what is wrong in which cell, and what will become of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from formgen import answers as reading
from formgen import documents
from formgen.answers import Answers
from formgen.bulk import mark
from formgen.bulk.headings import CONFIRMED, LANGUAGE
from formgen.bulk.mended import FAILING, MENDED, failed, mended, rounded
from formgen.bulk.monthfirst import doubtful
from formgen.bulk.plan import Plan
from formgen.errors import Mistake
from formgen.form import Document, Form
from formgen.guidance import checks, privacy
from formgen.guidance.finding import Finding
from formgen.text import LANGUAGES, Language, Text, same
from formgen.unchanged import Kept, once

# What becomes of a row. Documents come of the first two; of `before` they came in an earlier round.
Status = Literal["complete", "concept", "before", "stopped", "privacy", "wrong", "broken"]
MADE: tuple[Status, ...] = ("complete", "concept", "before")
FAILED: tuple[Status, ...] = ("stopped", "privacy", "wrong", "broken")
_LANGUAGES: Mapping[str, Language] = {
    "nl": "nl",
    "nederlands": "nl",
    "dutch": "nl",
    "en": "en",
    "engels": "en",
    "english": "en",
}
_YES = frozenset({"yes", "y", "ja", "j", "true", "waar", "1", "x"})


@dataclass(frozen=True, slots=True)
class RowIn:
    """A row as it goes to a worker: its line in the file, its cells, what reading found wrong with it.

    `twin` is the line of an earlier row about the same person (0: none); `earlier` the mark that we wrote beside it
    when its documents were made in an earlier round.
    """

    line: int
    cells: tuple[str, ...]
    faults: tuple[Text, ...] = ()
    twin: int = 0
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell: the heading above it ("" for the row as a whole), what it says, and what to do."""

    heading: str
    typed: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of checking a row; `wanted` are the documents that will be made of it.

    `before` are the files that were made of these same answers in an earlier round.
    """

    status: Status
    answers: Answers
    language: Language
    hash: str
    faults: tuple[CellFault, ...] = ()
    findings: tuple[Finding, ...] = ()
    wanted: tuple[Document, ...] = ()
    before: tuple[str, ...] = ()


def check_row(plan: Plan, form: Form, row: RowIn) -> Verdict:
    """What will become of this row, with everything that is wrong with it at once. Never raises for what a row says."""
    raw = _raw(plan, form, row)
    language = _language(raw.pop(LANGUAGE, ""), plan.language)
    confirmed = raw.pop(CONFIRMED, "").strip().casefold() in _YES or plan.confirmed
    found = reading.read(form, raw, plan.today)
    said = mark.hash_of(plan.form, language, found)
    verdict = Verdict("complete", found, language or plan.language, said, before=mark.made(row.earlier, said))
    if row.faults or found.wrong or language is None or _spoiled(plan, raw):
        return replace(verdict, status="wrong", faults=tuple(_faults(plan, row, found, raw, language)))
    if verdict.before and _all_made(plan, verdict):
        return replace(verdict, status="before")
    if not confirmed and privacy.to_confirm(found):
        return replace(verdict, status="privacy", faults=tuple(_health_words(plan, found)))
    return _judged(plan, verdict)


def _judged(plan: Plan, verdict: Verdict) -> Verdict:
    """The rules over several answers, and the documents that are called for."""
    findings = checks.judge(verdict.answers)
    wanted = _wanted(plan, verdict, findings)
    if verdict.before:
        wanted = tuple(document for document in wanted if not _is_made(plan, document, verdict))
    status: Status = "concept" if verdict.answers.missing else "complete"
    faults: tuple[CellFault, ...] = ()
    if not wanted:
        status = "stopped"
        stops = [finding.sentence for finding in findings if finding.level == "stop"]
        faults = tuple(CellFault("", "", sentence) for sentence in stops or [_NOTHING])
    return replace(verdict, status=status, findings=findings, wanted=wanted, faults=faults)


def _wanted(plan: Plan, verdict: Verdict, findings: Sequence[Finding]) -> tuple[Document, ...]:
    called = documents.called_for(verdict.answers, verdict.language, findings)
    return tuple(document for document in called if plan.wants(document))


def _all_made(plan: Plan, verdict: Verdict) -> bool:
    """Whether all that is asked for now was made of the row before; not where nothing is to be made at all."""
    wanted = _wanted(plan, verdict, checks.judge(verdict.answers))
    return bool(wanted) and all(_is_made(plan, document, verdict) for document in wanted)


def _is_made(plan: Plan, document: Document, verdict: Verdict) -> bool:
    return set(plan.files_of(document)) <= set(verdict.before)


def _raw(plan: Plan, form: Form, row: RowIn) -> dict[str, str]:
    """The answers of the row, with what a spreadsheet took from them put back."""
    mends: Kept[str, str] = once(("mended", id(form)), lambda: Kept(partial(_mended_as, form)))
    return {
        name: mended(cell, kind) if (kind := mends[name]) else cell
        for name, cell in plan.columns.raw(row.cells).items()
    }


def _mended_as(form: Form, name: str) -> str:
    """The type of question that the cells of a column are mended for; empty where they are not."""
    kind = "" if name[0] == "_" else form.by_name[name.rpartition(".")[2]].kind
    return kind if kind in MENDED else ""


def _language(said: str, otherwise: Language) -> Language | None:
    """The language of one row; None for a word that names no language of ours."""
    return _LANGUAGES.get(said.strip().casefold()) if said.strip() else otherwise


# ---- what is wrong --------------------------------------------------------------------------------------------------


def _faults(
    plan: Plan, row: RowIn, found: Answers, raw: Mapping[str, str], language: Language | None
) -> Iterator[CellFault]:
    yield from (CellFault("", "", sentence) for sentence in row.faults)
    if language is None:
        said = plan.columns.raw(row.cells)[LANGUAGE]
        yield CellFault(plan.columns.heading(LANGUAGE), said, _NO_LANGUAGE)
    yield from (_fault(plan, mistake, raw) for mistake in found.wrong)
    wrong = {mistake.question for mistake in found.wrong}
    for name, sentence in _spoiled(plan, raw).items():
        if name not in wrong:
            yield CellFault(plan.columns.heading(name), raw[name], sentence)


def _spoiled(plan: Plan, raw: Mapping[str, str]) -> dict[str, Text]:
    """What a spreadsheet made of answers that could be right for all a question knows: a failed formula, a date that
    is another one in a column with the month first."""
    spoiled = {name: sentence for name, cell in raw.items() if cell[0] in FAILING and (sentence := failed(cell))}
    doubts = ((name, doubtful(raw[name])) for name in plan.month_first if name in raw)
    return spoiled | {name: sentence for name, sentence in doubts if sentence}


def _fault(plan: Plan, mistake: Mistake, raw: Mapping[str, str]) -> CellFault:
    typed = raw.get(mistake.question, "")
    sentence = rounded(typed) or failed(typed) or mistake.advice or mistake.sentence
    return CellFault(plan.columns.heading(mistake.question), typed, sentence)


def _health_words(plan: Plan, found: Answers) -> Iterator[CellFault]:
    for remark in privacy.remarks(found):
        if remark.level == "warn":
            words = Text(*(_listed(hit.word for hit in privacy.hits_of(found)[remark.at]) for _ in LANGUAGES))
            yield CellFault(plan.columns.heading(remark.at), words.nl, remark.sentence)
    yield CellFault("", "", _CONFIRM.fill(column=same(CONFIRMED)))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


_NO_LANGUAGE = Text("Schrijf nl of en, of laat de cel leeg.", "Write nl or en, or leave the cell empty.")
_NOTHING = Text(
    "Bij deze antwoorden hoort geen document in de gekozen soorten.",
    "These answers call for no document of the chosen kinds.",
)
_CONFIRM = Text(
    'Zijn deze woorden goed zoals ze zijn? Zet dan "ja" in een kolom {column}, of bevestig het hele bestand.',
    'Are these words right as they are? Then put "yes" in a column {column}, or confirm the whole file.',
)
