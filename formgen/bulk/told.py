"""What is kept of a row's result: its hash, what is wrong with it and which files came of it; as JSON in the job."""

import json
from dataclasses import dataclass

from formgen.bulk.check import CellFault, Verdict
from formgen.text import Text

_MOST = 20  # of each kind of remark: a row with more is known to be wrong


@dataclass(frozen=True, slots=True)
class FileMade:
    """A document of a row: its place in the ZIP and in its chunk's locked file, its bytes, and their SHA-256."""

    path: str
    document: str
    start: int
    length: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Told:
    """All there is to tell about one row of a job. `twin` is the line of an earlier row about the same person."""

    line: int
    hash: str
    faults: tuple[CellFault, ...] = ()
    missing: tuple[str, ...] = ()
    fires: tuple[tuple[str, Text], ...] = ()
    twin: int = 0
    undrawn: str = ""
    files: tuple[FileMade, ...] = ()

    def to_json(self) -> bytes:
        """The result as JSON, to be locked: it quotes what was typed."""
        return json.dumps(
            {
                "line": self.line,
                "hash": self.hash,
                "faults": [[f.heading, f.typed, f.sentence.nl, f.sentence.en] for f in self.faults[:_MOST]],
                "missing": self.missing[:_MOST],
                "fires": [[level, text.nl, text.en] for level, text in self.fires[:_MOST]],
                "twin": self.twin,
                "undrawn": self.undrawn,
                "files": [[f.path, f.document, f.start, f.length, f.size, f.sha256] for f in self.files],
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
        )


def of_verdict(verdict: Verdict, line: int, twin: int, columns: dict[str, str]) -> Told:
    """What a checked row has to tell; `columns` gives the heading of a question, where a column holds it."""
    return Told(
        line,
        verdict.hash,
        verdict.faults,
        tuple(columns.get(mistake.question, mistake.question) for mistake in verdict.answers.missing),
        tuple((finding.level, finding.sentence) for finding in verdict.findings if finding.level != "info"),
        twin,
    )
