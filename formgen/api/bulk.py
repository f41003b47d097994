"""Bulk jobs for a program: a file of rows in, progress and faults as JSON, documents and the file with remarks out."""

import secrets
from collections.abc import Mapping
from itertools import islice
from typing import Any

from flask import Blueprint, Response, request

from formgen.api.access import refuse_strangers
from formgen.api.counter import counter, form_named, language
from formgen.api.problem import ProblemError
from formgen.api.reply import as_json
from formgen.api.wish import read_order, read_wish
from formgen.bulk import archive, job, report
from formgen.bulk.bench import Bench
from formgen.bulk.check import FAILED, MADE
from formgen.bulk.job import Wish
from formgen.bulk.plan import Plan
from formgen.bulk.told import Told
from formgen.documents import conversion
from formgen.documents.download import disposition, media_type
from formgen.errors import FormgenError, UnknownError
from formgen.form import Form
from formgen.store.drafts import GoneError
from formgen.store.jobs import Job, Result, State
from formgen.text import Text

routes = Blueprint("api_bulk", __name__, url_prefix="/api/bulk")

SHOWN = 100  # rows on one page
STATUSES = (*MADE, *FAILED)
ENDED: tuple[State, ...] = ("done", "cancelled")
TURNS: Mapping[str, State] = {"pause": "paused", "resume": "running", "cancel": "cancelled"}


@routes.post("")
def bring() -> Response:
    """A new job of this file, which is checked, or made at once; its address is in `Location`."""
    refuse_strangers()
    order = read_order()
    form = _form()
    _refuse_wish(form, order.wish)
    job_id = secrets.token_urlsafe(24)
    try:
        found = job.take_in(_bench(), job_id, form, order)
    except FormgenError as fault:
        raise ProblemError("file", fault.sentence) from fault
    _bench().wake()
    response = as_json(_told(job_id, found), 201)
    response.headers["Location"] = _address(job_id)
    return response


@routes.get("/<job_id>")
def standing(job_id: str) -> Response:
    """How far the job is, what became of its rows in numbers, and how its columns were read."""
    return _stands(job_id)


@routes.delete("/<job_id>")
def delete(job_id: str) -> Response:
    """Delete the file and everything made of it, now and for good."""
    job.forget(_bench(), _open(job_id).key)
    return Response(status=204)


@routes.post("/<job_id>/make")
def make(job_id: str) -> Response:
    """Make the documents of every row of a checked job that is right."""
    found = _open(job_id)
    if found.phase != "check" or found.state != "done":
        raise ProblemError("not-now", _NOT_CHECKED)
    plan = _bench().plan(found)
    wish = read_wish(spoken=plan.language)
    _refuse_wish(form_named(plan.form), wish)
    job.make(_bench(), found, wish)
    _bench().wake()
    return _stands(job_id, 202)


@routes.post("/<job_id>/<any(pause, resume, cancel):turn>")
def turn(job_id: str, turn: str) -> Response:
    """Pause, go on or stop for good; what is done stays."""
    if not _bench().jobs.turn(_open(job_id).key, TURNS[turn]):
        raise ProblemError("not-now", _ENDED)
    _bench().wake()
    return _stands(job_id)


@routes.get("/<job_id>/rows")
def rows(job_id: str) -> Response:
    """What is wrong with which row, a hundred at a time; with `show=all` of every row what there is to tell."""
    found = _open(job_id)
    after, everything = _after(), request.args.get("show") == "all"
    results = _bench().jobs.results(found.key, () if everything else FAILED, after)
    page = list(islice(results, SHOWN + 1))
    show = "show=all&" if everything else ""
    more = f"{_address(job_id)}/rows?{show}after={page[SHOWN - 1].place}" if len(page) > SHOWN else None
    return as_json({"rows": [_row_told(found, one) for one in page[:SHOWN]], "next": more})


@routes.get("/<job_id>/documents.zip")
def documents(job_id: str) -> Response:
    """Everything that was made, with a manifest and the file with remarks; written as it is read."""
    found = _ended(job_id)
    if found.phase != "make":
        raise ProblemError("not-now", _NOTHING_MADE)
    return _streamed(archive.zip_name(_bench().plan(found)), archive.pieces(_bench(), found))


@routes.get("/<job_id>/report")
def report_file(job_id: str) -> Response:
    """The file as it was brought, with what became of each row behind it."""
    found = _ended(job_id)
    return _streamed(report.report_name(_bench().plan(found)), report.written(_bench(), found))


# ---- the job ---------------------------------------------------------------------------------------------------------


def _bench() -> Bench:
    bench = counter().bench
    if bench is None:
        raise ProblemError("unknown")
    return bench


def _open(job_id: str) -> Job:
    """The job with this id: whoever has the id, and may use the API, has the job."""
    refuse_strangers()
    try:
        return _bench().jobs.find(job_id)
    except GoneError:
        raise ProblemError("unknown", _GONE) from None


def _ended(job_id: str) -> Job:
    found = _open(job_id)
    if found.state not in ENDED:
        raise ProblemError("not-now", _BUSY)
    return found


def _form() -> Form:
    try:
        return form_named(request.form.get("form", ""))
    except UnknownError as fault:
        raise ProblemError("body", fault.sentence) from fault


def _refuse_wish(form: Form, wish: Wish) -> None:
    try:
        job.check_wish(form, wish)
    except conversion.ConversionError as fault:
        raise ProblemError("no-pdf", fault.sentence) from fault
    except FormgenError as fault:
        raise ProblemError("body", fault.sentence) from fault


def _after() -> int:
    said = request.args.get("after", "-1")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1


def _streamed(name: str, pieces: Any) -> Response:
    response = Response(pieces, mimetype=media_type(name))
    response.headers["Content-Disposition"] = disposition(name)
    return response


# ---- as JSON ---------------------------------------------------------------------------------------------------------


def _stands(job_id: str, status: int = 200) -> Response:
    return as_json(_told(job_id, _open(job_id)), status)


def _address(job_id: str) -> str:
    return f"/api/bulk/{job_id}"


def _told(job_id: str, found: Job) -> dict[str, Any]:
    plan, progress = _bench().plan(found), _bench().jobs.progress(found.key)
    counts = {status: progress.counts.get(status, 0) for status in STATUSES}
    return {
        "job": job_id,
        "form": found.form,
        "file": plan.file,
        "phase": found.phase,
        "state": found.state,
        "rows": found.rows,
        "done": progress.done,
        "failed": sum(counts[status] for status in FAILED),
        "counts": counts,
        "columns": _columns(plan),
        "notes": [dict(zip(("nl", "en"), note, strict=True))[language()] for note in plan.notes],
        "created": found.created.isoformat(),
        "expires": found.expires.isoformat(),
        "links": {what: f"{_address(job_id)}/{what}" for what in ("rows", "documents.zip", "report")},
    }


def _columns(plan: Plan) -> list[dict[str, Any]]:
    pairs = zip(plan.columns.headings, plan.columns.names, strict=True)
    return [{"heading": heading, "question": name or None} for heading, name in pairs]


def _row_told(found: Job, one: Result) -> dict[str, Any]:
    told = Told.from_json(one.told)
    return {
        "line": told.line,
        "status": one.status,
        "said": report.status_said(one.status, found.phase)[language()],
        "faults": [
            {"column": fault.heading, "typed": fault.typed, "sentence": fault.sentence[language()]}
            for fault in told.faults
        ],
        "missing": list(told.missing),
        "more_missing": told.more,
        "findings": [{"level": level, "sentence": sentence[language()]} for level, sentence in told.fires],
        "same_person_as": told.twin or None,
        "undrawn": list(told.undrawn),
    }


_GONE = Text(
    "Deze opdracht is er niet: hij is verlopen of gewist, of dit nummer klopt niet.",
    "There is no such job: it expired or was deleted, or this number is not right.",
)
_NOT_CHECKED = Text(
    "De rijen zijn nog niet nagekeken, of worden al gemaakt. Kijk naar phase en state.",
    "The rows have not been checked yet, or are being made already. Look at phase and state.",
)
_ENDED = Text("Deze opdracht is al klaar of gestopt.", "This job is done or was stopped already.")
_BUSY = Text(
    "Deze opdracht is nog niet klaar. Vraag de stand tot state done is.",
    "This job is not done yet. Ask how far it is until state is done.",
)
_NOTHING_MADE = Text(
    "De rijen zijn alleen nagekeken. Laat de documenten eerst maken, met make.",
    "The rows were only checked. Have the documents made first, with make.",
)
