"""Checks one row before anything is made of it: what is wrong in which cell, and what will become of it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from formgen import answers as reading
from formgen import documents
from formgen.answers import Answers
from formgen.bulk.headings import CONFIRMED, LANGUAGE
from formgen.bulk.mended import mended, rounded
from formgen.bulk.plan import Plan
from formgen.errors import Mistake
from formgen.form import Document, Form
from formgen.guidance import checks, privacy
from formgen.guidance.finding import Finding
from formgen.text import LANGUAGES, Language, Text, same

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
_SHORT = 16  # hexadecimal digits of a row's hash: two rows out of 100,000 agree by chance once in four billion files


@dataclass(frozen=True, slots=True)
class RowIn:
    """A row as it goes to a worker: its line in the file, its cells, what reading found wrong with it.

    `twin` is the line of an earlier row about the same person (0: none); `earlier` the hash that we wrote beside it
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
    """What became of checking a row; `wanted` are the documents that will be made of it."""

    status: Status
    answers: Answers
    language: Language
    hash: str
    faults: tuple[CellFault, ...] = ()
    findings: tuple[Finding, ...] = ()
    wanted: tuple[Document, ...] = ()


def check_row(plan: Plan, form: Form, row: RowIn) -> Verdict:
    """What will become of this row, with everything that is wrong with it at once. Never raises for what a row says."""
    raw = _raw(plan, form, row)
    language = _language(raw.pop(LANGUAGE, ""), plan.language)
    confirmed = raw.pop(CONFIRMED, "").strip().casefold() in _YES or plan.confirmed
    found = reading.read(form, raw, plan.today)
    verdict = Verdict("complete", found, language or plan.language, row_hash(plan, raw, language))
    if row.faults or found.wrong or language is None:
        return replace(verdict, status="wrong", faults=tuple(_faults(plan, row, found, raw, language)))
    if row.earlier == verdict.hash:
        return replace(verdict, status="before")
    if not confirmed and privacy.to_confirm(found):
        return replace(verdict, status="privacy", faults=tuple(_health_words(plan, found)))
    return _judged(plan, verdict)


def _judged(plan: Plan, verdict: Verdict) -> Verdict:
    """The rules over several answers, and the documents that are called for."""
    findings = checks.judge(verdict.answers)
    called = documents.called_for(verdict.answers, verdict.language, findings)
    wanted = tuple(document for document in called if plan.wants(document))
    status: Status = "concept" if verdict.answers.missing else "complete"
    faults: tuple[CellFault, ...] = ()
    if not wanted:
        status = "stopped"
        stops = [finding.sentence for finding in findings if finding.level == "stop"]
        faults = tuple(CellFault("", "", sentence) for sentence in stops or [_NOTHING])
    return replace(verdict, status=status, findings=findings, wanted=wanted, faults=faults)


def row_hash(plan: Plan, raw: Mapping[str, str], language: Language | None) -> str:
    """What a row says, as a number of sixteen digits: the same answers to the same form in the same language."""
    said = json.dumps([plan.form, language, sorted(raw.items())], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_SHORT]


def _raw(plan: Plan, form: Form, row: RowIn) -> dict[str, str]:
    """The answers of the row, with what a spreadsheet took from them put back."""
    kinds = form.by_name
    raw = plan.columns.raw(row.cells)
    return {
        name: mended(cell, kinds[name.rpartition(".")[2]].kind) if name[0] != "_" else cell
        for name, cell in raw.items()
    }


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


def _fault(plan: Plan, mistake: Mistake, raw: Mapping[str, str]) -> CellFault:
    typed = raw.get(mistake.question, "")
    sentence = rounded(typed) or mistake.advice or mistake.sentence
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
