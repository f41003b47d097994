"""The command that makes the documents of many people at once, from a CSV or XLSX file."""

import datetime
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from formgen.bulk import headings as bulk_headings
from formgen.bulk.check import FAILED
from formgen.bulk.job import Order, Upload, Wish, headings_of
from formgen.bulk.local import Again, Local, begin, resume
from formgen.bulk.outcome import Targets
from formgen.bulk.plan import FORMATS, STANDARD, Format, Layout
from formgen.bulk.remarkable import remarkable
from formgen.bulk.remembered import forget, recall, remember
from formgen.bulk.report import remarks, report_name, status_said
from formgen.bulk.source import InMemory, OnDisk, Source
from formgen.bulk.told import Told
from formgen.bulk.worker import FULL, ending
from formgen.cli import bulktarget
from formgen.cli.files import read_file
from formgen.cli.speak import language_option, spoken, tell, today_option
from formgen.errors import FormgenError
from formgen.form import Form
from formgen.library import library
from formgen.store.jobs import Progress
from formgen.store.settings import Settings
from formgen.text import Text, number

_BUSY = ".busy"
_SHOWN = 50
_NEW = ("complete", "concept")  # what documents came of in this run
_NOT_ALL, _NOTHING = 1, 2  # exit codes: rows failed; nothing could be done
_LAYOUTS: tuple[Layout, ...] = ("flat", "row", "kind")
_FORMATS_HELP = "Of word, pdf and converted (Word as PDF, by LibreOffice); default: word,pdf."


def _formats(_ctx: click.Context, _param: click.Parameter, typed: str) -> tuple[Format, ...]:
    wanted = tuple(one for one in FORMATS if one in [part.strip() for part in typed.split(",")])
    if not wanted or any(part.strip() not in FORMATS for part in typed.split(",")):
        raise FormgenError(_NO_FORMAT.fill(typed=typed))
    return wanted


def _maps(_ctx: click.Context, _param: click.Parameter, typed: Sequence[str]) -> dict[str, str]:
    for one in typed:
        if "=" not in one:
            raise FormgenError(_NO_MAP.fill(typed=one))
    return {one.rpartition("=")[0].strip(): one.rpartition("=")[2].strip() for one in typed}


def _workers() -> int:
    return min(os.cpu_count() or 1, 8)


@click.command(epilog='Example: formgen bulk plan-van-aanpak-spoor-2 rows.xlsx -o plans.zip --name "{surname}"')
@click.argument("form", metavar="FORM")
@click.argument("rows", metavar="ROWS")
@click.option("-o", "--output", metavar="ZIP", help="Where the documents go; default: beside ROWS.")
@click.option("--formats", default=",".join(STANDARD), callback=_formats, help=_FORMATS_HELP)
@click.option("--only", multiple=True, metavar="DOCUMENT", help="Make only this document of the form; may be repeated.")
@click.option("--name", default="", metavar="PATTERN", help='Names of files, such as "{surname} {row}".')
@click.option("--folders", type=click.Choice(_LAYOUTS), default="flat", help="A folder per row or per kind.")
@click.option("--map", "mapped", multiple=True, callback=_maps, metavar="HEADING=QUESTION", help="Kept for next time.")
@click.option("--forget-maps", "anew", is_flag=True, help="Forget what --map was kept of this form before.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; default: as many as there are processors.")
@click.option("--resume", "again", is_flag=True, help="Go on where an earlier run was broken off.")
@click.option("--overwrite", is_flag=True, help="Write over a ZIP and a report that are there already.")
@click.option("--dry-run", is_flag=True, help="Only check the rows; -o is then the file with remarks.")
@click.option("--confirm-privacy", is_flag=True, help="You have read the texts again for words about health.")
@language_option
@today_option
@click.pass_context
def bulk(
    ctx: click.Context, /, form: str, rows: str, language: str | None, today: datetime.date | None, **said: object
) -> None:
    """Make the documents of everyone in ROWS (CSV or XLSX): one person a row, headings on the first line.

    Exit code 1 when some rows could not be made, 2 when none could. The ZIP and, beside it, your own file with
    `_status`, `_errors` and `_file` behind each row: mend those rows there and give that file again.
    """
    chosen = library().load(form)
    order = _order(chosen, rows, today, said)
    target = _target(rows, said)
    folder = target.with_name(target.name + _BUSY)
    over = bool(said["overwrite"]) or (bool(said["again"]) and folder.exists())  # what is gone on with began it there
    bulktarget.refuse(None if said["dry_run"] and not said["output"] else target, over, Path(rows))
    with _faults(folder):
        local = _opened(folder, chosen, order, said, today)
        remember(_columns_file(), chosen.name, said["mapped"])  # type: ignore[arg-type]
        try:
            ended = _done(local, _targets(target, local, over, said), order, said)
        except BaseException as fault:  # what is done stays for --resume
            local.close()
            if isinstance(fault, KeyboardInterrupt):
                tell(_STOPPED)
            raise
        local.clear()
    _say(ended)
    ctx.exit(_NOTHING if ended.failed and not ended.made else _NOT_ALL if ended.failed else 0)


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a run ended: what was written where, how many rows failed and how many did not, and what there is to tell."""

    written: tuple[Path, ...]
    failed: int
    made: int
    told: tuple[str, ...]


@contextmanager
def _faults(folder: Path) -> Iterator[None]:
    """A full disk, and a database that does not do what it must, as one sentence: what is done stays for --resume."""
    try:
        yield
    except (OSError, OperationalError) as fault:
        if ending(fault) == FULL:
            raise FormgenError(_FULL) from fault
        if isinstance(fault, OperationalError):
            raise FormgenError(_DATABASE.fill(folder=folder)) from fault
        raise


def _say(ended: _Ended) -> None:
    """What became of it. Who stopped reading (`| head`) has the documents all the same, and the right exit code."""
    try:
        for sentence in ended.told:
            click.echo(sentence, err=True)
        for path in ended.written:
            click.echo(path)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or it is flushed in vain at the end


def _order(form: Form, rows: str, today: datetime.date | None, said: dict[str, object]) -> Order:
    """What is asked, with the columns that were mapped by hand now or before."""
    data, name = _file(rows), Path(rows).name
    typed: dict[str, str] = said["mapped"]  # type: ignore[assignment]
    found = headings_of(form, Upload(name, data, typed))
    place = _columns_file()
    if said["anew"]:
        forget(place, form.name)
    before = {heading: name for heading, name in recall(place, form.name, found).items() if heading not in typed}
    if before:
        tell(_BEFORE.fill(columns=", ".join(f"{heading}={name}" for heading, name in before.items())))
    mapped = {**before, **typed}
    bulk_headings.match(form, found, mapped)
    wish = Wish(
        spoken(),
        said["formats"],  # type: ignore[arg-type]
        str(said["name"]),
        said["folders"],  # type: ignore[arg-type]
        bool(said["confirm_privacy"]),
        said["only"],  # type: ignore[arg-type]
    )
    day = today or datetime.date.today()
    return Order(Upload(name, data, mapped), wish, day, "check" if said["dry_run"] else "make")


def _file(path: str) -> Source:
    """The file of rows, read piece by piece; whole at once where it can be read only once, as a pipe can."""
    if Path(path).is_file():
        read_file(path, 1)  # what cannot be read is told
        return OnDisk(Path(path))
    return InMemory(read_file(path))


def _columns_file() -> Path:
    """Where columns mapped by hand are kept: in the folder for settings of this person."""
    return Path(click.get_app_dir("formgen")) / "columns.json"


def _target(rows: str, said: dict[str, object]) -> Path:
    target = Path(str(said["output"])) if said["output"] else Path(rows).with_suffix(".zip")
    if said["dry_run"] and said["output"]:
        bulktarget.refuse_zip(target)
    return target


def _opened(folder: Path, form: Form, order: Order, said: dict[str, object], today: datetime.date | None) -> Local:
    """The job in its folder. Raises FormgenError for one that was broken off, unless it is to be gone on with."""
    forms = Settings.read(os.environ).folder
    if folder.exists() and not said["again"]:
        raise FormgenError(_UNFINISHED.fill(folder=folder))
    if folder.exists():
        return resume(folder, forms, form, Again(order, said["mapped"], today))  # type: ignore[arg-type]
    return begin(folder, forms, form, order)


def _done(local: Local, targets: Targets, order: Order, said: dict[str, object]) -> _Ended:
    """All rows done and the results written."""
    job = local.job()
    plan = local.bench.plan(job)
    for nl, en in plan.notes:
        tell(Text(nl, en))
    label = (_CHECKING if order.phase == "check" else _MAKING)[spoken()]
    workers = int(said["workers"] or _workers())  # type: ignore[call-overload]
    with click.progressbar(length=job.rows, label=label, file=sys.stderr) as bar:
        written = local.run(workers, lambda done: bar.update(done - bar.pos), targets)
    progress = local.bench.jobs.progress(job.key)
    failed = sum(progress.counts.get(status, 0) for status in FAILED)
    told = [one[spoken()] for one in _told_of_rows(local, progress)]
    if order.phase == "make" and not any(progress.counts.get(status) for status in _NEW) and not failed:
        told.append(_NOTHING_NEW[spoken()])
    return _Ended(written, failed, progress.rows - failed, tuple(told))


def _targets(target: Path, local: Local, over: bool, said: dict[str, object]) -> Targets:
    """The ZIP and the report beside it; after a check the file with remarks, if one was asked for."""
    if said["dry_run"]:
        return Targets(report=target if said["output"] else None)
    report = target.with_name(report_name(local.bench.plan(local.job())))
    return Targets(target, report if over else bulktarget.free(report))


def _told_of_rows(local: Local, progress: Progress) -> Iterator[Text]:
    """What became of the rows, in numbers; of a check what to look at; and of the first that failed, why."""
    job, results = local.job(), local.bench.jobs.results
    yield _ROWS.fill(count=_figure(progress.rows))
    for status, count in sorted(progress.counts.items()):
        yield _COUNT.fill(count=_figure(count), status=status_said(status, job.phase))
    if job.phase == "check":
        yield from remarkable(results(job.key)).sentences()
    for place, result in enumerate(results(job.key, FAILED)):
        if place == _SHOWN:
            yield _MORE.fill(more=sum(progress.counts.get(status, 0) for status in FAILED) - _SHOWN)
            return
        told = Told.from_json(result.told)
        said = list(remarks(told, job.phase))
        sentence = Text(" ".join(one.nl for one in said), " ".join(one.en for one in said))
        yield _LINE.fill(line=told.line, sentence=sentence)


def _figure(count: int) -> Text:
    return Text(number(count, "nl"), number(count, "en"))


_NO_FORMAT = Text(
    '--formats "{typed}": kies uit word, pdf en converted (Word als PDF), met een komma ertussen.',
    '--formats "{typed}": choose from word, pdf and converted (Word as PDF), with commas in between.',
)
_NO_MAP = Text(
    '--map "{typed}": schrijf de kop, een = en de vraag, bijvoorbeeld "Naam=surname".',
    '--map "{typed}": write the heading, a = and the question, for example "Naam=surname".',
)
_UNFINISHED = Text(
    "In {folder} staat werk dat niet af is. Voeg --resume toe om verder te gaan, of verwijder die map.",
    "{folder} holds work that is not finished. Add --resume to go on with it, or remove that folder.",
)
_FULL = Text(
    "De schijf is vol. Maak ruimte en voer de opdracht nog eens uit met --resume: wat klaar is, blijft bewaard.",
    "The disk is full. Make room and run the command again with --resume: what is done is kept.",
)
_DATABASE = Text(
    "De gegevens in {folder} zijn niet te lezen of te schrijven. Kijk of de schijf het doet en voer de opdracht nog"
    " eens uit met --resume: wat klaar is, blijft bewaard.",
    "What is kept in {folder} cannot be read or written. See whether the disk works and run the command again with"
    " --resume: what is done is kept.",
)
_BEFORE = Text(
    "Gelezen zoals u eerder koos: {columns}. Wilt u dat niet meer? Voeg --forget-maps toe.",
    "Read as you chose before: {columns}. Not any more? Add --forget-maps.",
)
_NOTHING_NEW = Text(
    "Alle rijen zijn al eerder gemaakt. Nu is er niets gemaakt. Wilt u ze opnieuw? Maak dan de cellen onder _row leeg.",
    "All rows were made before, so nothing was made. Empty the cells under _row to have them made again.",
)
_STOPPED = Text(
    "Gestopt. Ga verder met dezelfde opdracht en --resume.", "Stopped. Go on with the same command and --resume."
)
_CHECKING = Text("Rijen nakijken", "Checking rows")
_MAKING = Text("Documenten maken", "Making documents")
_ROWS = Text("Rijen: {count}", "Rows: {count}")
_COUNT = Text("  {count} {status}", "  {count} {status}")
_LINE = Text("Regel {line}: {sentence}", "Line {line}: {sentence}")
_MORE = Text(
    "En nog {more} rijen; het bestand met opmerkingen noemt ze alle.",
    "And {more} more rows; the file with remarks names all.",
)
