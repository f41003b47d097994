"""What is asked of a job: which form, which columns, which formats and names; kept with the job as JSON."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from formgen.bulk.headings import Columns
from formgen.bulk.line import Origin
from formgen.form import Document
from formgen.text import Language

Layout = Literal["flat", "row", "kind"]
# Word documents, PDF forms, and Word documents as PDF by LibreOffice: the last only for whoever asks, as it takes long.
Format = Literal["word", "pdf", "converted"]
FORMATS: tuple[Format, ...] = ("word", "pdf", "converted")
STANDARD: tuple[Format, ...] = ("word", "pdf")
ENDINGS: Mapping[Format, str] = {"word": ".docx", "pdf": ".pdf", "converted": ".docx"}  # of the template
COMES_OUT: Mapping[Format, str] = {"word": "docx", "pdf": "pdf", "converted": "pdf"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that decides what comes out of a file of rows.

    `name` is the pattern for the names of files, empty for the row's number; `layout` says whether they stand together
    (`flat`), in a folder per row or in one per kind of document. `confirmed`: whoever sent the file has read the texts
    with words about health again.
    """

    form: str
    file: str
    columns: Columns
    origin: Origin
    today: datetime.date
    language: Language = "nl"
    formats: tuple[Format, ...] = STANDARD
    name: str = ""
    layout: Layout = "flat"
    confirmed: bool = False
    only: tuple[str, ...] = ()  # names of documents; none for all
    heading_line: int = 1
    month_first: tuple[str, ...] = ()  # questions whose dates can be read two ways: the day is asked, never guessed
    lines: int = 0  # the last line of the file: how wide a row's number is
    notes: tuple[tuple[str, str], ...] = field(default=())

    def to_json(self) -> bytes:
        """The plan as JSON, to be locked."""
        return json.dumps({**asdict(self), "today": self.today.isoformat()}, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Plan":
        """The plan that `to_json` wrote."""
        kept = json.loads(data)
        columns = kept["columns"]
        return cls(
            **{
                **kept,
                "today": datetime.date.fromisoformat(kept["today"]),
                "origin": Origin(**kept["origin"]),
                "formats": tuple(kept["formats"]),
                "only": tuple(kept["only"]),
                "month_first": tuple(kept.get("month_first", ())),
                "notes": tuple((nl, en) for nl, en in kept["notes"]),
                "columns": Columns(
                    tuple(columns["headings"]),
                    tuple(columns["names"]),
                    {heading: tuple(names) for heading, names in columns["unsure"].items()},
                    tuple((first, second) for first, second in columns["doubled"]),
                ),
            }
        )

    def wants(self, document: Document) -> bool:
        """Whether this document is asked for."""
        named = not self.only or document.name in self.only
        return named and any(document.template.endswith(ENDINGS[one]) for one in self.formats)

    def files_of(self, document: Document) -> tuple[str, ...]:
        """What a document that is asked for comes out as: its name with an ending, for each format."""
        return tuple(
            f"{document.name}.{COMES_OUT[one]}" for one in self.formats if document.template.endswith(ENDINGS[one])
        )
