"""Mistakes in what was typed behind `formgen`, each as one sentence in the reader's language."""

import re
from collections.abc import Sequence

import click

from formgen.errors import nearest
from formgen.text import LANGUAGES, Language, Text, listed

_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)", re.DOTALL)  # click has no error of its own for it


def spoken_language(args: Sequence[str], setting: str) -> Language:
    """The language to speak, known before anything is parsed so that a misspelt option is answered in it too.

    The last `--language` counts, then the setting FORMGEN_LANGUAGE, then Dutch.
    """
    said = [setting]
    for place, arg in enumerate(args):
        if arg.startswith("--language="):
            said.append(arg.partition("=")[2])
        elif arg == "--language":
            said.extend(args[place + 1 : place + 2])
    known: list[Language] = [language for word in said for language in LANGUAGES if language == word]
    return known[-1] if known else "nl"


def sentence(error: click.ClickException) -> Text:
    """What is wrong with the command, in one sentence."""
    if isinstance(error, click.NoSuchOption):
        return _unknown(_NO_OPTION, error.option_name, _options(error.ctx), _path(error))
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _unknown(_NO_COMMAND, error.command_name, _commands(error.ctx), _path(error))
    if isinstance(error, click.MissingParameter):
        return _MISSING.fill(command=_path(error), what=_name(error))
    if isinstance(error, click.BadParameter):
        return _bad(error)
    if isinstance(error, click.BadOptionUsage):
        text = _NOT_TAKEN if "not take a value" in error.message else _NO_VALUE
        return text.fill(command=_path(error), option=error.option_name)
    if extra := _EXTRA.search(error.message):
        return _TOO_MUCH.fill(command=_path(error), extra=extra[1])
    return _OTHER.fill(command=_path(error), why=error.format_message())


def _bad(error: click.BadParameter) -> Text:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        choices = [str(choice) for choice in kind.choices]
        either = Text(listed(choices, "nl", either=True), listed(choices, "en", either=True))
        return _CHOICE.fill(command=_path(error), what=_name(error), choices=either)
    if isinstance(kind, click.IntRange):
        return _NUMBER.fill(command=_path(error), what=_name(error), least=kind.min, most=kind.max)
    return _BAD.fill(command=_path(error), what=_name(error), why=error.message)


def _unknown(text: Text, word: str, known: Sequence[str], command: str) -> Text:
    """The sentence with the word in it, and the nearest known word when there is one."""
    near = nearest(word, known)
    then = _MEANT.fill(near=near) if near else _SEE_HELP.fill(command=command)
    return text.fill(word=word, command=command, then=then)


def _path(error: click.ClickException) -> str:
    ctx = getattr(error, "ctx", None)
    return ctx.command_path if ctx is not None else "formgen"


def _name(error: click.BadParameter) -> str:
    """The parameter as one types it: `--only`, or FORM for a word without dashes."""
    if error.param is None:
        return str(error.param_hint or "")
    return error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.human_readable_name


def _options(ctx: click.Context | None) -> list[str]:
    params = ctx.command.get_params(ctx) if ctx is not None else []
    return [opt for param in params if isinstance(param, click.Option) for opt in param.opts]


def _commands(ctx: click.Context | None) -> list[str]:
    return ctx.command.list_commands(ctx) if ctx is not None and isinstance(ctx.command, click.Group) else []


_NO_OPTION = Text('{command}: de optie "{word}" is er niet. {then}', '{command}: there is no option "{word}". {then}')
_NO_COMMAND = Text(
    '{command}: de opdracht "{word}" is er niet. {then}', '{command}: there is no command "{word}". {then}'
)
_MEANT = Text('Bedoelt u "{near}"?', 'Did you mean "{near}"?')
_SEE_HELP = Text('Kijk wat er kan met "{command} --help".', 'See what there is with "{command} --help".')
_MISSING = Text(
    '{command}: {what} ontbreekt. Kijk met "{command} --help" hoe het moet.',
    '{command}: {what} is missing. See "{command} --help" for how to use it.',
)
_CHOICE = Text("{command}: kies bij {what} uit {choices}.", "{command}: choose {choices} for {what}.")
_NUMBER = Text(
    "{command}: {what} klopt niet. Schrijf een getal van {least} tot en met {most}.",
    "{command}: {what} is not right. Write a number from {least} to {most}.",
)
_BAD = Text("{command}: {what} klopt niet: {why}", "{command}: {what} is not right: {why}")
_NO_VALUE = Text(
    "{command}: achter {option} ontbreekt een waarde. Schrijf die erachter.",
    "{command}: {option} needs a value. Write it behind the option.",
)
_NOT_TAKEN = Text(
    "{command}: achter {option} hoort geen waarde. Haal die weg.",
    "{command}: {option} takes no value. Remove it.",
)
_TOO_MUCH = Text(
    '{command}: "{extra}" is te veel. Haal dat weg.',
    '{command}: "{extra}" is one too many. Remove it.',
)
_OTHER = Text(
    '{command}: {why} Kijk met "{command} --help" hoe het moet.',
    '{command}: {why} See "{command} --help" for how to use it.',
)
