"""What an installation may set, read from the environment once and then never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from formgen.errors import FormgenError
from formgen.text import Text

_YES = frozenset({"1", "yes", "true", "on", "ja"})
_NO = frozenset({"", "0", "no", "false", "off", "nee"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation, each with the name of its environment variable.

    `data` holds the database and, when no secret is given, the key file. `secret` may name several keys separated by
    commas: the first one locks, the others only open what was locked earlier. `https` says that people reach the
    service over https, so that cookies travel no other way. `owner` and `contact` appear on the privacy page.
    """

    data: Path = Path("data")  # FORMGEN_DATA
    folder: Path | None = None  # FORMGEN_FOLDER: forms, templates and samples of one's own
    secret: str = ""  # FORMGEN_SECRET
    keep_days: int = 30  # FORMGEN_KEEP_DAYS
    https: bool = False  # FORMGEN_HTTPS
    owner: str = ""  # FORMGEN_OWNER
    contact: str = ""  # FORMGEN_CONTACT

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings that these environment variables make; FormgenError names the one that cannot be used."""
        folder = environ.get("FORMGEN_FOLDER", "").strip()
        return cls(
            data=Path(environ.get("FORMGEN_DATA", "").strip() or "data"),
            folder=Path(folder) if folder else None,
            secret=environ.get("FORMGEN_SECRET", "").strip(),
            keep_days=_days(environ.get("FORMGEN_KEEP_DAYS", "").strip() or "30"),
            https=_yes("FORMGEN_HTTPS", environ.get("FORMGEN_HTTPS", "")),
            owner=environ.get("FORMGEN_OWNER", "").strip(),
            contact=environ.get("FORMGEN_CONTACT", "").strip(),
        )


def _days(written: str) -> int:
    if written.isascii() and written.isdigit() and 1 <= int(written) <= 366:
        return int(written)
    raise FormgenError(
        Text(
            "FORMGEN_KEEP_DAYS is “{written}”. Schrijf een aantal dagen van 1 tot en met 366.",
            "FORMGEN_KEEP_DAYS is “{written}”. Write a number of days from 1 to 366.",
        ).fill(written=written)
    )


def _yes(name: str, written: str) -> bool:
    word = written.strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise FormgenError(
        Text(
            "{name} is “{written}”. Schrijf yes of no.",
            "{name} is “{written}”. Write yes or no.",
        ).fill(name=name, written=written)
    )
