"""The command that starts the web pages."""

import importlib
import os
import socket

import click

from formgen.cli.files import reason
from formgen.cli.speak import language_option, spoken
from formgen.errors import FormgenError
from formgen.library import library
from formgen.store.settings import Settings
from formgen.text import Text


@click.command(epilog="Example: formgen serve --port 8000")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen; default: this machine only.")
@click.option("--port", default=5000, type=click.IntRange(1, 65535), help="Default: 5000.")
@language_option
def serve(host: str, port: int, language: str | None) -> None:
    """Start the web pages and print their address."""
    settings = Settings.read(os.environ)
    library()  # a wrong FORMGEN_FOLDER is told before anything starts
    _refuse_taken(host, port)
    click.echo(_ADDRESS.fill(address=f"http://{_reachable(host)}:{port}/")[spoken()])
    importlib.import_module("formgen.web").serve(host, port, settings)  # no other command waits for it to load


def _refuse_taken(host: str, port: int) -> None:
    """Listens for a moment, so that a port in use is one sentence and not a page that never comes."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, UnicodeError) as error:
        # The number of a name that leads nowhere is below zero.
        why = reason(error) if isinstance(error, OSError) and (error.errno or 0) > 0 else _NO_ADDRESS
        raise FormgenError(_NO_PORT.fill(host=host, port=port, why=why)) from error


def _reachable(host: str) -> str:
    """An address to click on: one cannot browse to 0.0.0.0, and an IPv6 address stands in brackets."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host


_ADDRESS = Text("formgen staat klaar op {address} (stoppen: Ctrl+C)", "formgen is ready at {address} (stop: Ctrl+C)")
_NO_ADDRESS = Text("dat is geen adres", "that is no address")
_NO_PORT = Text(
    "Op {host}:{port} kan formgen niet luisteren ({why}). Kies een andere poort met --port of een adres met --host.",
    "formgen cannot listen on {host}:{port} ({why}). Choose another port with --port or an address with --host.",
)
