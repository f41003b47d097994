"""The terminal's door: every command, and one sentence with exit code 2 for what its reader can mend."""

import errno
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from formgen.cli import bulk, calendar, doctor, forms, rows, serve, template, usage, worker
from formgen.cli.files import reason
from formgen.cli.speak import language_option
from formgen.errors import FormgenError
from formgen.text import LANGUAGES, Language, Text

MENDABLE = 2  # the exit code for what the reader can mend
OURS = 3  # and for what we must mend; 1 says that a part could not be done


@click.group(
    name="formgen",
    epilog="Example: formgen fill deskundigenoordeel-werknemer answers.yml -o out/",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("formgen"), message="formgen %(version)s")
@language_option
def formgen(language: str | None) -> None:
    """Questions with guidance in, finished documents out."""


formgen.add_command(serve.serve)
formgen.add_command(forms.forms)
formgen.add_command(forms.fill)
formgen.add_command(forms.lint)
formgen.add_command(bulk.bulk)
formgen.add_command(worker.worker)
formgen.add_command(rows.rows)
formgen.add_command(calendar.calendar)
formgen.add_command(template.template)
formgen.add_command(doctor.doctor)


def main() -> None:
    """Runs the command that was typed, and ends with its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that cannot print ë prints \xeb; it does not stop
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """The exit code of `formgen` with these arguments: 0, or 2 for what the reader can mend, or 3 for our mistake."""
    setting = os.environ.get("FORMGEN_LANGUAGE", "")
    language = usage.spoken_language(args, setting)
    try:
        if setting not in ("", *LANGUAGES):
            raise FormgenError(_NO_LANGUAGE.fill(said=setting))
        ended = formgen.main(args=list(args), prog_name="formgen", standalone_mode=False, obj=language)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except SystemExit:  # how click ends when whoever read along went away: `formgen forms | head -1`
        return 0
    except Exception as error:  # the last door: nobody is shown a traceback
        return _ended(error, language)
    return ended if isinstance(ended, int) else 0  # what a command ended with by itself


def _ended(error: Exception, language: Language) -> int:
    """Says what went wrong, and which exit code it is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message())
        return 0
    if os.environ.get("FORMGEN_DEBUG"):
        raise error
    if isinstance(error, click.ClickException):
        said, code = usage.sentence(error), MENDABLE
    elif isinstance(error, FormgenError):
        said, code = error.sentence, MENDABLE
    elif isinstance(error, OSError):
        said, code = _system(error), MENDABLE
    else:
        said, code = _OUR_MISTAKE.fill(kind=type(error).__name__), OURS
    click.echo(said[language], err=True)
    return code


def _system(error: OSError) -> Text:
    if error.errno == errno.ENOSPC:
        return _FULL
    return _SYSTEM.fill(why=reason(error), file=error.filename or "")


_NO_LANGUAGE = Text(
    'FORMGEN_LANGUAGE is "{said}". Kies nl of en.',
    'FORMGEN_LANGUAGE is "{said}". Choose nl or en.',
)
_FULL = Text("De schijf is vol. Maak ruimte en probeer het nog eens.", "The disk is full. Make room and retry.")
_SYSTEM = Text("Het systeem meldt: {why}. {file}", "The system says: {why}. {file}")
_OUR_MISTAKE = Text(
    "Dit is een fout van formgen zelf ({kind}). Voer de opdracht nog eens uit met FORMGEN_DEBUG=1 ervoor en meld ons"
    " wat er staat.",
    "This is a fault in formgen itself ({kind}). Run the command again with FORMGEN_DEBUG=1 before it and report"
    " what it says.",
)
