"""Opens a PDF from anywhere in a process of its own, with limits, and says what had to be mended or taken out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formgen.documents import limited
from formgen.errors import TemplateError
from formgen.text import Text

_SCRIPT = Path(__file__).with_name("cleaning.py")
_LARGEST = 50 << 20

_ANSWERS = {
    "password": Text(
        '"{file}" is beveiligd met een wachtwoord. Sla het op zonder wachtwoord.',
        '"{file}" is protected by a password. Save it without one.',
    ),
    "signed": Text(
        '"{file}" is digitaal ondertekend; invullen maakt de handtekening stuk. Gebruik het formulier van voor het '
        "tekenen.",
        '"{file}" is digitally signed, and filling it in breaks the signature. Use the form from before it was signed.',
    ),
    "xfa": Text(
        '"{file}" is een XFA-formulier, dat alleen Adobe Reader toont. Vraag de maker om een gewoon PDF-formulier.',
        '"{file}" is an XFA form, which only Adobe Reader shows. Ask its maker for an ordinary PDF form.',
    ),
    "no form": Text(
        '"{file}" heeft geen velden om in te vullen. Gebruik een PDF-formulier met velden.',
        '"{file}" has no fields to fill in. Use a PDF form that has fields.',
    ),
    "broken": Text(
        '"{file}" is kapot of geen PDF. Sla het formulier opnieuw op en probeer het nog eens.',
        '"{file}" is broken or not a PDF. Save the form again and try once more.',
    ),
    "unpacked": Text(
        '"{file}" is uitgepakt te groot: hooguit 200 MB. Maak de afbeeldingen kleiner, of neem een ander formulier.',
        '"{file}" is too large when unpacked: at most 200 MB. Make the pictures smaller, or use another form.',
    ),
    "too large": Text(
        '"{file}" is te groot of te ingewikkeld om te openen. Gebruik een kleiner formulier.',
        '"{file}" is too large or too complicated to open. Use a smaller form.',
    ),
}
_NOTES = {
    "repaired": Text('"{file}" was beschadigd en is hersteld.', '"{file}" was damaged and has been repaired.'),
    "decrypted": Text('De beveiliging van "{file}" is eraf gehaald.', 'The protection of "{file}" was taken off.'),
    "scripts": Text(
        'Scripts en acties zijn uit "{file}" gehaald: het formulier rekent niet meer zelf.',
        'Scripts and actions were taken out of "{file}": the form no longer calculates by itself.',
    ),
    "files": Text('Bijlagen zijn uit "{file}" gehaald.', 'Attached files were taken out of "{file}".'),
    "xfa": Text('De XFA-versie is uit "{file}" gehaald.', 'The XFA version was taken out of "{file}".'),
    "rights": Text(
        'Bijzondere rechten voor Adobe Reader zijn uit "{file}" gehaald.',
        'Special rights for Adobe Reader were taken out of "{file}".',
    ),
}


def refusal(why: str, name: str) -> TemplateError:
    """The error for a file that cannot be used, by the word for why."""
    return TemplateError(_ANSWERS[why].fill(file=name))


@dataclass(frozen=True, slots=True)
class Clean:
    """A PDF written anew: one plain section, no encryption, nothing that acts; and what was changed to get there."""

    data: bytes
    notes: tuple[Text, ...]


def clean(data: bytes, name: str) -> Clean:
    """The file without anything that acts by itself. Raises TemplateError, within ten seconds, when it cannot be used.

    What hangs, bursts or crashes does so in a process of its own, which is ended.
    """
    if len(data) > _LARGEST:
        raise refusal("too large", name)
    said, body = in_own_process(_SCRIPT, data, name)
    if said["refused"]:
        raise refusal(said["refused"], name)
    return Clean(body, tuple(_NOTES[note].fill(file=name) for note in said["notes"]))


def in_own_process(script: Path, data: bytes, name: str, *words: str) -> tuple[Mapping[str, Any], bytes]:
    """What a script of ours answers about this file: what it says, and the bytes that go with it.

    Raises TemplateError, within ten seconds, when the script is ended by a limit; `name` is what the sentence calls the
    file.
    """
    try:
        answer = limited.ask(script, {"words": words}, data)
    except limited.LimitError as error:
        raise refusal("too large", name) from error
    return answer.said, answer.data
