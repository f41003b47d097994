"""The description of the addresses of bulk jobs."""

from collections.abc import Mapping, Sequence

from formgen.api.counter import language
from formgen.api.operation import BINARY, SPOKEN, Described, Operation, content
from formgen.api.wish import LAYOUTS, PHASES
from formgen.bulk.plan import FORMATS, STANDARD
from formgen.documents.download import media_type
from formgen.text import Text


def bulk_paths(forms: Sequence[str]) -> Described:
    """Every address of a bulk job, for a service that has these forms."""
    at = "/api/bulk/{job}"
    job: Described = {"name": "job", "in": "path", "required": True, "schema": {"type": "string"}}
    stands, one = content("Job"), (job,)
    turns = {f"{at}/{turn}": Operation(said, f"{turn}Job", stands, parameters=one) for turn, said in _TURNS.items()}
    made = Operation(_MAKE, "makeJob", stands, 202, _form(_wishes(), required=()), one)
    operations: Mapping[str, Mapping[str, Operation]] = {
        "/api/bulk": {"post": Operation(_BRING, "startJob", stands, 201, _form(_order(forms), ("form", "file")))},
        at: {
            "get": Operation(_STANDS, "showJob", stands, parameters=one),
            "delete": Operation(_DELETE, "deleteJob", {}, 204, parameters=one),
        },
        f"{at}/make": {"post": made},
        **{address: {"post": turn} for address, turn in turns.items()},
        f"{at}/rows": {"get": Operation(_ROWS, "listRows", content("Rows"), parameters=(job, _SHOW, _AFTER))},
        f"{at}/documents.zip": {"get": Operation(_ZIP, "zipOfJob", {media_type(".zip"): BINARY}, parameters=one)},
        f"{at}/report": {"get": Operation(_REPORT, "reportOfJob", {media_type(""): BINARY}, parameters=one)},
    }
    return {
        address: {method: operation.described() for method, operation in methods.items()}
        for address, methods in operations.items()
    }


def _form(fields: Described, required: Sequence[str]) -> Described:
    """Fields as a web form sends them."""
    shape = {"type": "object", "required": list(required), "properties": fields, "additionalProperties": False}
    return {"multipart/form-data": {"schema": shape}}


def _wishes() -> Described:
    return {
        "language": SPOKEN,
        "formats": _text(_FORMATS_ABOUT.fill(all=", ".join(FORMATS), standard=",".join(STANDARD))),
        "name": _text(_NAME),
        "folders": {"type": "string", "enum": list(LAYOUTS), "description": _FOLDERS[language()]},
        "only": _text(_ONLY),
        "confirmed": {"type": "string", "enum": ["yes", "no"], "description": _CONFIRMED[language()]},
    }


def _order(forms: Sequence[str]) -> Described:
    column = {"type": "array", "items": {"type": "string"}, "description": _COLUMN[language()]}
    return {
        "form": {"type": "string", "enum": list(forms)},
        "file": {"type": "string", "contentMediaType": "application/octet-stream", "description": _FILE[language()]},
        "do": {"type": "string", "enum": list(PHASES), "description": _DO[language()]},
        "column": column,
        **_wishes(),
    }


def _text(about: Text) -> Described:
    return {"type": "string", "description": about[language()]}


_SHOW: Described = {"name": "show", "in": "query", "required": False, "schema": {"enum": ["failed", "all"]}}
_AFTER: Described = {"name": "after", "in": "query", "required": False, "schema": {"type": "integer"}}
_BRING = Text("Begint een opdracht met een bestand met rijen", "Starts a job with a file of rows")
_STANDS = Text("Hoe ver de opdracht is", "How far the job is")
_DELETE = Text("Wist het bestand en alles wat ervan is gemaakt", "Deletes the file and everything made of it")
_MAKE = Text("Maakt de documenten van een nagekeken bestand", "Makes the documents of a checked file")
_ROWS = Text("Wat er mis is met welke rij, honderd per keer", "What is wrong with which row, a hundred at a time")
_ZIP = Text("Alles wat is gemaakt", "Everything that was made")
_REPORT = Text(
    "Uw eigen bestand met per rij wat ervan werd, om te verbeteren en opnieuw te sturen",
    "Your own file with what became of each row, to mend and to send again",
)
_TURNS: Mapping[str, Text] = {
    "pause": Text("Houdt de opdracht even stil", "Holds the job"),
    "resume": Text("Gaat weer verder", "Goes on"),
    "cancel": Text("Stopt voorgoed; wat klaar is, blijft", "Stops for good; what is done stays"),
}
_FILE = Text("CSV of XLSX, één persoon per rij", "CSV or XLSX, one person a row")
_DO = Text("make: maken wat goed is; check: alleen nakijken", "make: make what is right; check: only check")
_COLUMN = Text(
    "Een kop en de vraag die eronder staat: Naam=surname", "A heading and the question below it: Naam=surname"
)
_FORMATS_ABOUT = Text(
    "Met komma's ertussen: {all}; anders {standard}. converted is Word als PDF, waar LibreOffice is.",
    "With commas in between: {all}; else {standard}. converted is Word as PDF, where LibreOffice is.",
)
_NAME = Text("Naam van elk bestand, zoals {surname} {row}", "Name of each file, such as {surname} {row}")
_FOLDERS = Text("Alles bij elkaar, een map per rij of per soort", "All together, a folder per row or per kind")
_ONLY = Text("Alleen deze documenten, met komma's ertussen", "Only these documents, with commas in between")
_CONFIRMED = Text(
    "yes: de schrijver heeft de woorden over gezondheid nagelezen",
    "yes: the writer has read the words about health again",
)
