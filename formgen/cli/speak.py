"""What every command shares: the language it speaks in, and where its sentences go."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from formgen.errors import FormgenError
from formgen.text import LANGUAGES, Language, Text

Command = Callable[..., Any]


def spoken() -> Language:
    """The language of this run, as the command line or the setting asked for it."""
    language: Language = click.get_current_context().find_root().obj or "nl"
    return language


def language_option(command: Command) -> Command:
    """Adds `--language`, which may stand before or behind the name of any command.

    The value is read by `usage.spoken_language` before parsing; here it is only checked and told to the command.
    """
    return click.option("--language", type=click.Choice(LANGUAGES), help="Language of sentences and documents.")(
        command
    )


def tell(text: Text) -> None:
    """A sentence on standard error, beside what a command prints."""
    click.echo(text[spoken()], err=True)


def tell_all(heading: Text, sentences: Iterable[Text]) -> None:
    """A heading with sentences under it on standard error; nothing at all when there are no sentences."""
    said = list(sentences)
    if said:
        tell(heading)
        for sentence in said:
            click.echo(f"  - {sentence[spoken()]}", err=True)


def tell_undrawn(name: str, letters: Sequence[str]) -> None:
    """Which letters a PDF draws as a box and what to do, on standard error; nothing at all when there are none."""
    if letters:
        said = [one if one.isprintable() else f"U+{ord(one):04X}" for one in letters[:_MOST_LETTERS]]
        more = ["…"] if len(letters) > _MOST_LETTERS else []
        tell(_UNDRAWN.fill(name=name, letters=" ".join(said + more)))


def day(_ctx: click.Context, _param: click.Parameter, typed: str | None) -> datetime.date | None:
    """The value of `--today`; FormgenError for anything but a date written as 2026-11-23."""
    if typed is None:
        return None
    try:
        read = datetime.date.fromisoformat(typed)
    except ValueError:
        read = None
    if read is None or read.isoformat() != typed:
        raise FormgenError(_NO_DAY.fill(typed=typed))
    return read


def today_option(command: Command) -> Command:
    """Adds `--today`, the date of making: the same answers on the same day give the same bytes."""
    return click.option("--today", metavar="2026-11-23", callback=day, help="The date of making; default: today.")(
        command
    )


_MOST_LETTERS = 20  # an answer in Chinese may hold hundreds
_UNDRAWN = Text(
    '{name}: hier staat een hokje in plaats van "{letters}". Het antwoord zelf is bewaard. Schrijf het in Latijnse'
    " letters of gebruik een document in Word.",
    '{name}: a box is drawn in the place of "{letters}". The answer itself is kept. Write it in Latin letters or use'
    " a document in Word.",
)
_NO_DAY = Text(
    '--today "{typed}" is geen datum. Schrijf die als 2026-11-23.',
    '--today "{typed}" is not a date. Write it as 2026-11-23.',
)
