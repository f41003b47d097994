"""The command that makes this machine one of many that do bulk jobs."""

import os

import click

from formgen.cli.speak import language_option, tell
from formgen.errors import FormgenError
from formgen.library import library
from formgen.store.extra import part
from formgen.store.settings import Settings
from formgen.text import Text


@click.command(epilog="Example: formgen worker --workers 4")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; default: as many as there are processors.")
@language_option
@click.pass_context
def worker(ctx: click.Context, workers: int | None, language: str | None) -> None:
    """Do the bulk jobs of other machines: DATABASE_URL, BROKER_URL and STORE_URL say where they are.

    Works until it is stopped; what it has in hand is finished first.
    """
    settings = Settings.read(os.environ)
    if not settings.broker_url:
        raise FormgenError(_ALONE)
    library()  # a wrong FORMGEN_FOLDER is told before anything starts
    tell(_READY)
    ctx.exit(part("formgen.cluster.worker").run(settings, workers or os.cpu_count() or 1))


_ALONE = Text(
    "BROKER_URL is niet gezet. Een aparte worker is er voor meer machines samen; op een machine werkt formgen serve"
    " alles zelf af. Zet BROKER_URL, DATABASE_URL en STORE_URL, of gebruik formgen serve.",
    "BROKER_URL is not set. A separate worker is for several machines together; on one machine formgen serve does"
    " everything by itself. Set BROKER_URL, DATABASE_URL and STORE_URL, or use formgen serve.",
)
_READY = Text("De worker staat klaar (stoppen: Ctrl+C).", "The worker is ready (stop: Ctrl+C).")
