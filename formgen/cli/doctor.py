"""The command that says what this machine has, what is missing, and how to get it."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from formgen.cli.reach import shared
from formgen.cli.speak import language_option, spoken
from formgen.documents import conversion
from formgen.errors import FormgenError
from formgen.library import library
from formgen.store.keys import KEY_FILE, find_keys
from formgen.store.settings import Settings
from formgen.text import Text, same

_LEAST_FREE = 1_000_000_000  # bytes; below that new drafts would soon be refused


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing looked at: what it is, how it is, and what to do when it is not well."""

    what: Text
    found: Text
    cure: Text | None = None


@click.command(epilog="Example: formgen doctor")
@language_option
def doctor(language: str | None) -> None:
    """Look at this machine: what formgen needs, what is missing and how to get it."""
    symptoms = list(_examined())
    width = max(len(symptom.what[spoken()]) for symptom in symptoms)
    for symptom in symptoms:
        mark = _WELL if symptom.cure is None else _LACKING
        click.echo(f"{mark[spoken()]:8}{symptom.what[spoken()]:{width}}  {symptom.found[spoken()]}")
        if symptom.cure is not None:
            click.echo(f"{'':8}{'':{width}}  {symptom.cure[spoken()]}")


def _examined() -> Iterator[Symptom]:
    yield Symptom(same("Python"), same(platform.python_version()), None if sys.version_info >= (3, 11) else _PYTHON)
    try:
        settings = Settings.read(os.environ)
    except FormgenError as error:
        yield Symptom(_SETTINGS, _NOT_RIGHT, error.sentence)
        settings = Settings()
    yield from (_forms(), _folder(settings.data), _key(settings), _space(settings.data))
    for name, cure in shared(settings):
        yield Symptom(_SHARED[name], _ANSWERS if cure is None else _SILENT, cure)
    for programs, what, package in _PROGRAMS:
        yield _program(programs, what, package)


def _forms() -> Symptom:
    try:
        known = library()
        count = len([known.load(name) for name in known.names()])
    except FormgenError as error:
        return Symptom(_FORMS, _NOT_RIGHT, error.sentence)
    return Symptom(_FORMS, _LOADED.fill(count=count), None if count else _NO_FORMS)


def _folder(data: Path) -> Symptom:
    """Whether drafts can be kept: the folder itself, or the nearest one above it in which it will be made."""
    well = data.is_dir() if data.exists() else True
    well = well and os.access(_nearest(data), os.W_OK | os.X_OK)
    return Symptom(_DATA, same(str(data.resolve())), None if well else _DATA_CURE)


def _nearest(folder: Path) -> Path:
    return next(parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.exists())


def _key(settings: Settings) -> Symptom:
    """The key is looked at, never made: that is for the first start."""
    if not settings.secret and not (settings.data / KEY_FILE).exists():
        return Symptom(_KEY, _KEY_LATER.fill(file=KEY_FILE))
    try:
        find_keys(settings.secret, settings.data)
    except FormgenError as error:
        return Symptom(_KEY, _NOT_RIGHT, error.sentence)
    return Symptom(_KEY, _KEY_SETTING if settings.secret else same(str(settings.data / KEY_FILE)))


def _space(data: Path) -> Symptom:
    free = shutil.disk_usage(_nearest(data)).free
    found = _FREE.fill(gigabytes=f"{free / 1e9:.1f}")
    return Symptom(_DISK, found, None if free >= _LEAST_FREE else _DISK_CURE)


def _program(programs: tuple[str, ...], what: Text, package: str) -> Symptom:
    path = next((found for program in programs if (found := shutil.which(program))), None)
    if path is None:
        return Symptom(what, _NOT_THERE, _INSTALL.fill(package=package))
    return Symptom(what, same(path))


_WELL = Text("goed", "well")
_LACKING = Text("let op", "look at")
_NOT_RIGHT = Text("klopt niet", "is not right")
_NOT_THERE = Text("niet gevonden", "not found")
_SETTINGS = Text("Instellingen", "Settings")
_FORMS = Text("Formulieren", "Forms")
_LOADED = Text("{count} geladen", "{count} loaded")
_NO_FORMS = Text(
    "Zet een formulier in de map forms/ of zet FORMGEN_FOLDER op uw map.",
    "Put a form in the folder forms/ or set FORMGEN_FOLDER to your folder.",
)
_PYTHON = Text("Installeer Python 3.11 of nieuwer.", "Install Python 3.11 or newer.")
_DATA = Text("Gegevensmap", "Data folder")
_DATA_CURE = Text(
    "Hierin kan niet worden geschreven. Pas de rechten aan of kies een andere map met FORMGEN_DATA.",
    "It cannot be written to. Change its permissions or choose another folder with FORMGEN_DATA.",
)
_KEY = Text("Sleutel", "Key")
_KEY_LATER = Text(
    "wordt gemaakt bij de eerste start ({file}; of zet FORMGEN_SECRET)",
    "is made at the first start ({file}; or set FORMGEN_SECRET)",
)
_KEY_SETTING = Text("uit FORMGEN_SECRET", "from FORMGEN_SECRET")
_DISK = Text("Schijfruimte", "Disk space")
_FREE = Text("{gigabytes} GB vrij", "{gigabytes} GB free")
_DISK_CURE = Text("Maak ten minste 1 GB vrij.", "Free at least 1 GB.")
_SHARED = {
    "DATABASE_URL": Text("Database (DATABASE_URL)", "Database (DATABASE_URL)"),
    "BROKER_URL": Text("RabbitMQ (BROKER_URL)", "RabbitMQ (BROKER_URL)"),
    "STORE_URL": Text("Opslag (STORE_URL)", "Storage (STORE_URL)"),
}
_ANSWERS = Text("antwoordt", "answers")
_SILENT = Text("antwoordt niet zoals het moet", "does not answer as it should")
_INSTALL = Text("Op Debian en Ubuntu: apt install {package}", "On Debian and Ubuntu: apt install {package}")
_PROGRAMS = (
    (
        conversion.PROGRAMS,
        Text("LibreOffice (PDF van Word-documenten)", "LibreOffice (PDF of Word documents)"),
        conversion.PACKAGE,
    ),
    (("pdftotext",), Text("poppler (tests: PDF bekijken)", "poppler (tests: look at PDF)"), "poppler-utils"),
    (("qpdf",), Text("qpdf (tests: PDF controleren)", "qpdf (tests: check PDF)"), "qpdf"),
    (
        ("chromium", "chromium-browser", "google-chrome"),
        Text("Chromium (tests: pagina's)", "Chromium (tests: pages)"),
        "chromium",
    ),
)
