"""The command that makes the documents of many people at once, from a CSV or XLSX file."""

import datetime
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from formgen.bulk import headings as bulk_headings
from formgen.bulk import rows as bulk_rows
from formgen.bulk.check import FAILED
from formgen.bulk.job import Order, Upload, Wish
from formgen.bulk.local import Local, begin, resume
from formgen.bulk.plan import FORMATS, Format, Layout
from formgen.bulk.remembered import recall, remember
from formgen.bulk.report import remarks, report_name, status_said
from formgen.bulk.told import Told
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
_NOT_ALL, _NOTHING = 1, 2  # exit codes: rows failed; nothing could be done
_LAYOUTS: tuple[Layout, ...] = ("flat", "row", "kind")


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
@click.option("--formats", default=",".join(FORMATS), callback=_formats, help="word, pdf or both; default: word,pdf.")
@click.option("--only", multiple=True, metavar="DOCUMENT", help="Make only this document of the form; may be repeated.")
@click.option("--name", default="", metavar="PATTERN", help='Names of files, such as "{surname} {row}".')
@click.option("--folders", type=click.Choice(_LAYOUTS), default="flat", help="A folder per row or per kind.")
@click.option("--map", "mapped", multiple=True, callback=_maps, metavar="HEADING=QUESTION", help="Kept for next time.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; default: as many as there are processors.")
@click.option("--resume", "again", is_flag=True, help="Go on where an earlier run was broken off.")
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
    local = _opened(target.with_name(target.name + _BUSY), chosen, order, bool(said["again"]))
    try:
        failed, made = _done(local, target, int(said["workers"] or _workers()), order)  # type: ignore[call-overload]
    except OSError as fault:
        local.close()
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise FormgenError(_FULL) from fault
        raise
    except BaseException:  # Ctrl+C: what is done stays for --resume
        local.close()
        tell(_STOPPED)
        raise
    local.clear()
    ctx.exit(_NOTHING if failed and not made else _NOT_ALL if failed else 0)


def _order(form: Form, rows: str, today: datetime.date | None, said: dict[str, object]) -> Order:
    """What is asked, with the columns that were mapped by hand now or before."""
    data, name = read_file(rows), Path(rows).name
    typed: dict[str, str] = said["mapped"]  # type: ignore[assignment]
    found = bulk_rows.read(data, name).headings
    place = _columns_file()
    mapped = {**recall(place, form.name, found), **typed}
    bulk_headings.match(form, found, mapped)
    remember(place, form.name, typed)
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


def _columns_file() -> Path:
    """Where columns mapped by hand are kept: in the folder for settings of this person."""
    return Path(click.get_app_dir("formgen")) / "columns.json"


def _target(rows: str, said: dict[str, object]) -> Path:
    if said["output"]:
        return Path(str(said["output"]))
    return Path(rows).with_suffix(".zip")


def _opened(folder: Path, form: Form, order: Order, again: bool) -> Local:
    """The job in its folder. Raises FormgenError for one that was broken off, unless it is to be gone on with."""
    forms = Settings.read(os.environ).folder
    if not folder.exists():
        return begin(folder, forms, form, order)
    if not again:
        raise FormgenError(_UNFINISHED.fill(folder=folder))
    return resume(folder, forms, form, order)


def _done(local: Local, target: Path, workers: int, order: Order) -> tuple[int, int]:
    """All rows done and the results written; how many rows failed and how many did not."""
    plan = local.bench.plan(local.job())
    for nl, en in plan.notes:
        tell(Text(nl, en))
    label = (_CHECKING if order.phase == "check" else _MAKING)[spoken()]
    with click.progressbar(length=local.job().rows, label=label, file=sys.stderr) as bar:
        job = local.run(workers, lambda progress: bar.update(progress.done - bar.pos))
    progress = local.bench.jobs.progress(job.key)
    failed = sum(progress.counts.get(status, 0) for status in FAILED)
    _tell_rows(local, progress)
    if order.phase == "make":
        if failed < progress.rows:
            local.write_zip(target)
            click.echo(target)
        target = target.with_name(report_name(plan))
    if order.phase == "make" or target.suffix != ".zip":
        local.write_report(target)
        click.echo(target)
    return failed, progress.rows - failed


def _tell_rows(local: Local, progress: Progress) -> None:
    """What became of the rows, in numbers; and of the first that failed, why."""
    job = local.job()
    click.echo(_ROWS.fill(count=Text(number(progress.rows, "nl"), number(progress.rows, "en")))[spoken()], err=True)
    for status, count in sorted(progress.counts.items()):
        said = Text(number(count, "nl"), number(count, "en"))
        click.echo(f"  {said[spoken()]} {status_said(status, job.phase)[spoken()]}", err=True)
    for place, result in enumerate(local.bench.jobs.results(job.key, FAILED)):
        if place == _SHOWN:
            tell(_MORE.fill(more=sum(progress.counts.get(status, 0) for status in FAILED) - _SHOWN))
            return
        told = Told.from_json(result.told)
        sentence = " ".join(one[spoken()] for one in remarks(told, job.phase))
        tell(_LINE.fill(line=told.line, sentence=sentence))


_NO_FORMAT = Text(
    '--formats "{typed}": kies word, pdf of beide met een komma ertussen.',
    '--formats "{typed}": choose word, pdf or both with a comma in between.',
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
_STOPPED = Text(
    "Gestopt. Ga verder met dezelfde opdracht en --resume.", "Stopped. Go on with the same command and --resume."
)
_CHECKING = Text("Rijen nakijken", "Checking rows")
_MAKING = Text("Documenten maken", "Making documents")
_ROWS = Text("Rijen: {count}", "Rows: {count}")
_LINE = Text("Regel {line}: {sentence}", "Line {line}: {sentence}")
_MORE = Text(
    "En nog {more} rijen; het bestand met opmerkingen noemt ze alle.",
    "And {more} more rows; the file with remarks names all.",
)
