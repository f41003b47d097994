"""Many people at once in the browser: bring a file, see what is wrong with it, have everything made, take it along."""

import datetime
import secrets
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import islice

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen.bulk import archive, example, job, making, report
from formgen.bulk.bench import Bench, bench
from formgen.bulk.check import FAILED, RowIn
from formgen.bulk.job import Order, Upload, Wish
from formgen.bulk.line import LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from formgen.bulk.names import file_name
from formgen.bulk.plan import FORMATS, Layout
from formgen.bulk.remarkable import Remarkable, remarkable
from formgen.bulk.told import Told
from formgen.documents.download import disposition
from formgen.errors import FormgenError
from formgen.form import Form
from formgen.store.drafts import GoneError
from formgen.store.files import refuse_full
from formgen.store.jobs import Job, Jobs, State, job_key
from formgen.text import Text, number
from formgen.web import bulkcolumns, pocket
from formgen.web.bulkseen import MARK, Seen
from formgen.web.desk import Desk, desk, form_named
from formgen.web.downloads import download
from formgen.web.security import forgotten
from formgen.web.speech import language

pages = Blueprint("bulk", __name__, url_prefix="/bulk")

_BENCH = "formgen.bulk"
_MOST_JOBS = 8  # that one visitor's cookie knows; the oldest is forgotten there and expires by itself
_SHOWN, _FIRST, _COLUMNS_SHOWN = 100, 3, 8
_GOOD = ("complete", "concept")  # what documents come of
_UPLOADS = frozenset({"bulk.bring"})
_TURNS: Mapping[str, State] = {"pause": "paused", "resume": "running", "cancel": "cancelled"}
_LAYOUTS: tuple[Layout, ...] = ("flat", "row", "kind")


def open_bulk(app: Flask) -> None:
    """Give the service its bench, and let files of bulk jobs be larger than a page may be.

    To be called after the desk is there and before anything reads what was posted.
    """
    opened: Desk = app.extensions["formgen"]
    app.extensions[_BENCH] = bench(opened.settings, opened.drafts.engine, opened.library, opened.clock)
    app.before_request(_allow_files)
    app.jinja_env.filters["figure"] = _figure


def bench_of(app: Flask) -> Bench:
    """The bench of a service, to sweep or to close."""
    found: Bench = app.extensions[_BENCH]
    return found


def _bench() -> Bench:
    return bench_of(current_app)


def _figure(count: int) -> str:
    return number(count, language())


def _allow_files() -> None:
    if request.endpoint in _UPLOADS:
        request.max_content_length = MOST_BYTES + 100_000


# ---- bring a file ---------------------------------------------------------------------------------------------------


@pages.get("")
def start() -> str:
    """Choose a form and a file; with examples to download, and the visitor's earlier jobs."""
    return _start_page()


def _start_page(fault: Text | None = None) -> str:
    forms = [desk().library.load(name) for name in desk().library.names()]
    chosen = request.values.get("form", "")
    at = "form" if fault is _NO_FORM else "file"
    limits = {"rows": MOST_ROWS, "megabytes": MOST_BYTES // 1_000_000, "columns": MOST_COLUMNS, "cell": LONGEST_CELL}
    return render_template("bulk.html", forms=forms, chosen=chosen, fault=fault, at=at, jobs=jobs(), limits=limits)


@pages.post("")
def bring() -> BaseResponse | tuple[str, int]:
    """Take the file in, and go to its page. What cannot be read is said here, and nothing is kept of it."""
    upload = _uploaded()
    if request.form.get("form") not in desk().library.names():
        return _start_page(_NO_FORM), 422
    if not upload.name:
        return _start_page(_NO_FILE), 422
    form = form_named(request.form["form"])
    try:
        return _taken_in(form, upload, bulkcolumns.remembered(form, upload), True)
    except FormgenError as fault:
        return _start_page(fault.sentence), 422


def _uploaded() -> Upload:
    """The file that was posted, out of the temporary place it came in; without a name when there is none."""
    file = request.files.get("file")
    if file is None:
        return Upload("", b"")
    with closing(file):
        return Upload(file_name(file.filename or ""), file.stream.read())


def _taken_in(form: Form, upload: Upload, by_hand: Mapping[str, str], any_columns: bool) -> BaseResponse:
    """A new job of this file, its columns read as the visitor says.

    One of which no column is known waits until the visitor has said what they are: nobody works at it.
    """
    if not desk().settings.store_url:  # otherwise nothing of the file comes on this disk
        refuse_full(desk().settings.data, MOST_BYTES)
    job_id = secrets.token_urlsafe(24)
    order = Order(Upload(upload.name, upload.data, by_hand), Wish(language()), desk().today(), any_columns=any_columns)
    found = job.take_in(_bench(), job_id, form, order)
    if _bench().plan(found).columns.known:
        _bench().wake()
    else:
        _bench().jobs.turn(found.key, "paused")
    _know(found, job_id)
    return redirect(url_for(".page", mark=found.key[:MARK]), 303)


@pages.get("/example/<form_name>.<ending>")
def example_file(form_name: str, ending: str) -> BaseResponse:
    """A file to begin with: headings, what they mean, and choices; CSV or XLSX."""
    form = form_named(form_name)
    if ending not in example.WRITERS:
        abort(404)
    return download(f"{form_name}.{ending}", example.WRITERS[ending](form, language()))


# ---- look, choose, start --------------------------------------------------------------------------------------------


@pages.get("/<mark>")
def page(mark: str) -> str:
    """The job as it stands: being checked, checked, being made, or ready."""
    seen = _open(mark)
    if seen.nameless:
        return _columns_page(seen)
    if seen.job.state in ("running", "paused"):
        return render_template("bulkbusy.html", seen=seen)
    if seen.job.phase == "make" or seen.job.state == "cancelled":
        return render_template("bulkdone.html", seen=seen, rows_found=_failing(seen))
    return _check_page(seen)


def _check_page(seen: Seen, fault: Text | None = None) -> str:
    columns = enumerate(seen.plan.columns.headings)
    known = [(place, heading) for place, heading in columns if seen.plan.columns.names[place]]
    good = next(_bench().jobs.results(seen.job.key, _GOOD), None)
    return render_template(
        "bulkcheck.html",
        seen=seen,
        rows_found=_failing(seen),
        look=_remarkable(_bench().jobs, seen.job.key).sentences(),
        shown=known[:_COLUMNS_SHOWN],
        first=_first_rows(seen),
        good=(good.place, Told.from_json(good.told).line) if good else None,
        fault=fault,
    )


@lru_cache(maxsize=16)
def _remarkable(jobs: Jobs, key: str) -> Remarkable:
    """What a check that is done has to tell; it is gone through once, as it stays what it is."""
    return remarkable(jobs.results(key))


@pages.get("/<mark>/columns")
def columns_page(mark: str) -> BaseResponse | str:
    """Every column of the file, to say what it is; before anything is made."""
    seen = _open(mark)
    return redirect(url_for(".page", mark=mark), 303) if seen.settled else _columns_page(seen)


def _columns_page(seen: Seen, fault: Text | None = None) -> str:
    found = bulkcolumns.columns(seen.plan, seen.form, _first_rows(seen))
    offered = bulkcolumns.offered(seen.form)
    return render_template("bulkcolumns.html", seen=seen, columns=found, offered=offered, fault=fault)


@pages.post("/<mark>/columns")
def columns(mark: str) -> BaseResponse | tuple[str, int]:
    """Read the file once more, with these columns mapped by hand; not once its documents are being made."""
    seen = _open(mark)
    if seen.settled:
        return redirect(url_for(".page", mark=mark), 303)
    mapped = bulkcolumns.chosen(seen.plan, seen.form, request.form)
    if not mapped and seen.nameless:
        return _columns_page(seen, _NO_COLUMN), 422
    if not mapped:
        return redirect(url_for(".page", mark=mark), 303)
    upload = Upload(seen.plan.file, job.original(_bench(), seen.job.key))
    try:
        answer = _taken_in(seen.form, upload, bulkcolumns.by_hand(seen.plan, mapped), False)
    except FormgenError as fault:
        return _columns_page(seen, fault.sentence), 422
    bulkcolumns.remember(seen.form, mapped)
    forget(mark)
    return answer


@pages.post("/<mark>/make")
def make(mark: str) -> BaseResponse | tuple[str, int]:
    """Begin making the documents of every row that is right. Pressed twice it begins once."""
    seen = _open(mark)
    if seen.job.phase == "make" or seen.job.state != "done" or seen.nameless:
        return redirect(url_for(".page", mark=mark), 303)
    formats = tuple(one for one in FORMATS if one in request.form.getlist("format"))
    if not formats:
        return _check_page(seen, _NO_FORMAT), 422
    layout: Layout = next((one for one in _LAYOUTS if one == request.form.get("layout")), "flat")
    confirmed = request.form.get("confirmed") == "yes"
    name = request.form.get("name", "").strip()[:200]
    try:
        job.make(_bench(), seen.job, Wish(seen.plan.language, formats, name, layout, confirmed))
    except FormgenError as fault:
        return _check_page(seen, fault.sentence), 422
    _bench().wake()
    return redirect(url_for(".page", mark=mark), 303)


@pages.get("/<mark>/rows/<int:place>")
def one_row(mark: str, place: int) -> BaseResponse:
    """The first document of one row, as it will be made."""
    seen = _open(mark)
    row = _row(seen, place)
    done = making.make_row(seen.plan, seen.form, row) if row is not None else None
    if done is None or not done.documents:
        abort(404)
    return download(done.told.files[0].path.rpartition("/")[2], done.documents[0])


@pages.post("/<mark>/turn")
def turn(mark: str) -> BaseResponse:
    """Pause, go on or stop, as the pressed button says."""
    seen = _open(mark)
    wanted = _TURNS.get(request.form.get("to", ""))
    if wanted is not None and _bench().jobs.turn(seen.job.key, wanted):
        _bench().wake()
    return redirect(url_for(".page", mark=mark), 303)


# ---- take along, delete ---------------------------------------------------------------------------------------------


@pages.get("/<mark>/documents.zip")
def documents(mark: str) -> BaseResponse:
    """Everything that was made, written to the visitor as it is read; the ZIP itself is nowhere kept."""
    seen = _open(mark)
    if seen.job.phase != "make":
        abort(404)
    return _streamed(archive.zip_name(seen.plan), "application/zip", archive.pieces(_bench(), seen.job))


@pages.get("/<mark>/report")
def report_file(mark: str) -> BaseResponse:
    """The visitor's own file, with what became of each row behind it."""
    seen = _open(mark)
    name = report.report_name(seen.plan)
    return _streamed(name, "application/octet-stream", report.written(_bench(), seen.job))


def _streamed(name: str, kind: str, pieces: object) -> Response:
    response = Response(pieces, mimetype=kind)  # type: ignore[arg-type]
    response.headers["Content-Disposition"] = disposition(name)
    return response


@pages.post("/<mark>/delete")
def delete(mark: str) -> BaseResponse:
    """Delete the file and everything made of it, now and for good. Doing it twice is no error."""
    forget(mark)
    return forgotten(redirect(url_for(".start", deleted="yes"), 303))


def forget(mark: str) -> None:
    """Delete the visitor's own job of this mark, if there is one."""
    for job_id in pocket.jobs():
        if job_key(job_id)[:MARK] == mark:
            job.forget(_bench(), job_key(job_id))
            pocket.drop_job(mark, job_id)


# ---- the visitor's jobs ---------------------------------------------------------------------------------------------


def jobs() -> tuple[Seen, ...]:
    """The visitor's jobs that are still kept, the newest first."""
    found = [one for one in map(_find, pocket.jobs()) if one is not None]
    return tuple(_seen(one) for one in sorted(found, key=lambda one: one.created, reverse=True))


def ends() -> list[datetime.datetime]:
    """When we delete each of the visitor's jobs."""
    return [found.expires for found in map(_find, pocket.jobs()) if found is not None]


def _know(made: Job, job_id: str) -> None:
    """Let the visitor's browser know this job; those that are gone, and the oldest of too many, it need not know."""
    found = {one: known for one in pocket.jobs() if (known := _find(one)) is not None}
    newest = sorted(found, key=lambda one: found[one].created, reverse=True)[: _MOST_JOBS - 1]
    for one in pocket.jobs():
        if one not in newest:
            pocket.drop_job(job_key(one)[:MARK], one)
    pocket.put_job(made.key[:MARK], job_id)


def _find(job_id: str) -> Job | None:
    try:
        return _bench().jobs.find(job_id)
    except GoneError:
        return None


def _open(mark: str) -> Seen:
    """The visitor's own job of this address; a 404 page for anyone else's, the same as for none."""
    found = next((_find(one) for one in pocket.jobs() if job_key(one)[:MARK] == mark), None)
    if found is None:
        abort(404)
    return _seen(found)


def _seen(found: Job) -> Seen:
    plan = _bench().plan(found)
    return Seen(found, plan, form_named(plan.form), _bench().jobs.progress(found.key))


def _failing(seen: Seen) -> list[tuple[Told, str]]:
    """The first rows that something is wrong with, each with its status."""
    found = islice(_bench().jobs.results(seen.job.key, FAILED), _SHOWN)
    return [(Told.from_json(one.told), one.status) for one in found]


def _first_rows(seen: Seen) -> Sequence[RowIn]:
    stretches = _bench().jobs.stretches(seen.job.key)
    return job.rows_of(_bench(), seen.job.key, stretches[0])[:_FIRST]


def _row(seen: Seen, place: int) -> RowIn | None:
    for stretch in _bench().jobs.stretches(seen.job.key):
        if place < stretch.rows:
            return job.rows_of(_bench(), seen.job.key, stretch)[place]
        place -= stretch.rows
    return None


_NO_FORM = Text("Kies eerst welk document u wilt maken.", "First choose which document you want to make.")
_NO_FILE = Text("Kies een bestand: CSV of Excel (.xlsx).", "Choose a file: CSV or Excel (.xlsx).")
_NO_COLUMN = Text(
    "Kies bij ten minste één kolom welke vraag het is.", "Choose for at least one column which question it is."
)
_NO_FORMAT = Text("Kies Word, PDF of allebei.", "Choose Word, PDF or both.")
