"""The parts of formgen that many machines need, found only where a setting asks for them."""

import importlib
from types import ModuleType

from formgen.errors import FormgenError
from formgen.text import Text

_INSTALL = Text(
    "Voor DATABASE_URL, BROKER_URL en STORE_URL is meer nodig dan er nu staat ({what}). Installeer het met:"
    ' pip install "formgen[cluster]"',
    "DATABASE_URL, BROKER_URL and STORE_URL need more than is installed now ({what}). Install it with:"
    ' pip install "formgen[cluster]"',
)


def part(name: str) -> ModuleType:
    """The module of this name. Raises FormgenError, with the command that installs it, when it or what it needs is not
    there."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as fault:
        raise FormgenError(_INSTALL.fill(what=(fault.name or name).partition(".")[0])) from fault
