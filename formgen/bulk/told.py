"""What is kept of a row's result: its hash, what is wrong with it and which files came of it; as JSON in the job."""

import json
from dataclasses import dataclass

from formgen.bulk.check import CellFault, RowIn, Verdict
from formgen.bulk.headings import FILE
from formgen.bulk.plan import Plan
from formgen.text import Text

_MOST = 20  # of each kind of remark: a row with more is known to be wrong
_MOST_MISSING = 10


@dataclass(frozen=True, slots=True)
class FileMade:
    """A document of a row: its place in the ZIP and in its chunk's locked file, its bytes, and their SHA-256."""

    path: str
    document: str
    start: int
    length: int
    size: int
    sha256: str

    @property
    def kind(self) -> str:
        """Which of the row's files it is, whatever its name: `plan.docx`. See Plan.files_of."""
        return f"{self.document}.{self.path.rpartition('.')[2]}"


@dataclass(frozen=True, slots=True)
class Told:
    """All there is to tell about one row of a job. `twin` is the line of an earlier row about the same person.

    `missing` names the first answers that are not there, by the heading of their column or else in the question's own
    words, which would do as a heading too; `more` is how many others there are. `before` are the files that an earlier
    round made of these answers, and `filed` what it wrote beside the row of their names.
    """

    line: int
    hash: str
    faults: tuple[CellFault, ...] = ()
    missing: tuple[str, ...] = ()
    fires: tuple[tuple[str, Text], ...] = ()
    twin: int = 0
    undrawn: str = ""
    files: tuple[FileMade, ...] = ()
    more: int = 0
    before: tuple[str, ...] = ()
    filed: str = ""

    def to_json(self) -> bytes:
        """The result as JSON, to be locked: it quotes what was typed."""
        return json.dumps(
            {
                "line": self.line,
                "hash": self.hash,
                "faults": [[f.heading, f.typed, f.sentence.nl, f.sentence.en] for f in self.faults[:_MOST]],
                "missing": self.missing,
                "fires": [[level, text.nl, text.en] for level, text in self.fires[:_MOST]],
                "twin": self.twin,
                "undrawn": self.undrawn,
                "files": [[f.path, f.document, f.start, f.length, f.size, f.sha256] for f in self.files],
                "more": self.more,
                "before": self.before,
                "filed": self.filed,
            },
            ensure_ascii=False,
        ).encode("utf-8", "replace")

    @classmethod
    def from_json(cls, data: bytes) -> "Told":
        """The result that `to_json` wrote."""
        kept = json.loads(data)
        return cls(
            kept["line"],
            kept["hash"],
            tuple(CellFault(heading, typed, Text(nl, en)) for heading, typed, nl, en in kept["faults"]),
            tuple(kept["missing"]),
            tuple((level, Text(nl, en)) for level, nl, en in kept["fires"]),
            kept["twin"],
            kept["undrawn"],
            tuple(FileMade(*file) for file in kept["files"]),
            kept.get("more", 0),
            tuple(kept.get("before", ())),
            kept.get("filed", ""),
        )


def of_verdict(plan: Plan, verdict: Verdict, row: RowIn) -> Told:
    """What a checked row has to tell, in the language of the whole file."""
    missing = verdict.answers.missing
    return Told(
        row.line,
        verdict.hash,
        verdict.faults,
        tuple(_called(plan, verdict, mistake.question) for mistake in missing[:_MOST_MISSING]),
        tuple((finding.level, finding.sentence) for finding in verdict.findings if finding.level != "info"),
        row.twin,
        more=max(len(missing) - _MOST_MISSING, 0),
        before=verdict.before,
        filed=_filed(plan, row) if verdict.before else "",
    )


def _filed(plan: Plan, row: RowIn) -> str:
    place = plan.columns.last(FILE)
    return row.cells[place] if place >= 0 else ""


def _called(plan: Plan, verdict: Verdict, name: str) -> str:
    """What whoever made the file calls a question: its heading, else its words, with the number of its row."""
    if name in plan.columns.names:
        return plan.columns.heading(name)
    questions, (group, _, rest) = verdict.answers.form.by_name, name.partition(".")
    ask = questions[group].ask[plan.language]
    number, _, inner = rest.partition(".")
    words = f"{ask} {number} {questions[inner].ask[plan.language]}" if inner else ask
    return words.rstrip(" ?.:")  # it stands in a row of others
