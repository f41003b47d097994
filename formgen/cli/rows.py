"""The command that says how a CSV or XLSX file is read."""

import json
from pathlib import Path

import click

from formgen.bulk import rows as bulk_rows
from formgen.bulk.rows import Survey
from formgen.cli.files import read_file
from formgen.cli.speak import language_option, spoken, tell
from formgen.text import Text

_SHOWN_FAULTS = 20
_SHOWN_ROWS = 5


@click.command(epilog="Example: formgen rows personeel.xlsx --json")
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="All of it as JSON: rows, headings, cells, errors.")
@language_option
def rows(file: str, as_json: bool, language: str | None) -> None:
    """Say how a CSV or XLSX file is read: its headings, its first rows, and what is wrong on which line."""
    found = bulk_rows.survey(bulk_rows.read(read_file(file), Path(file).name))
    for note in found.notes:
        tell(note)
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False))
    else:
        _print(found)


def _plain(found: Survey) -> dict[str, object]:
    return {
        "rows": found.count,
        "headings": list(found.headings),
        "cells": [list(row.cells) for row in found.first],
        "errors": [{"line": fault.line, "message": fault.sentence[spoken()]} for fault in found.faults],
    }


def _print(found: Survey) -> None:
    """The headings each with its first values, then the faults."""
    click.echo(_COUNT.fill(rows=found.count, columns=len(found.headings))[spoken()])
    for place, heading in enumerate(found.headings):
        values = [row.cells[place] for row in found.first[:_SHOWN_ROWS] if row.cells[place].strip()]
        click.echo(f"  {heading}: {' | '.join(' '.join(value.split()) for value in values)}")
    for fault in found.faults[:_SHOWN_FAULTS]:
        click.echo(_FAULT.fill(line=fault.line, sentence=fault.sentence)[spoken()])
    if len(found.faults) > _SHOWN_FAULTS:
        click.echo(_MORE.fill(more=len(found.faults) - _SHOWN_FAULTS)[spoken()])


_COUNT = Text("Rijen: {rows}; kolommen: {columns}", "Rows: {rows}; columns: {columns}")
_FAULT = Text("Regel {line}: {sentence}", "Line {line}: {sentence}")
_MORE = Text("En nog {more} meldingen; met --json ziet u ze alle.", "And {more} more; --json shows them all.")
