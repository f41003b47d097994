"""What an installation may set, read from the environment once and then never changed."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from formgen.errors import FormgenError
from formgen.text import Text

_HASH = re.compile("[0-9a-f]{64}")
_MOST_WORKERS = 64
_YES = frozenset({"1", "yes", "true", "on", "ja"})
_NO = frozenset({"", "0", "no", "false", "off", "nee"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation, each with the name of its environment variable.

    `data` holds the database and, when no secret is given, the key file. `secret` may name several keys separated by
    commas: the first one locks, the others only open what was locked earlier. `https` says that people reach the
    service over https, so that cookies travel no other way. `owner` and `contact` appear on the privacy page.
    `result_days` is how long a bulk job and what came of it are kept, `workers` how many processes do such jobs beside
    the pages (0: none here).
    `api_tokens` are the SHA-256 hashes of the tokens that open the API; without any it answers this machine only.
    `metrics_tokens` do the same for the figures at /metrics. `proxy` is the address of the one program in front of us
    whose word we take for where a visitor comes from.
    The last three are for many machines, and bear the names that hosting services give them: a PostgreSQL database
    instead of the file in `data`, object storage instead of the folder in it, and a RabbitMQ that wakes the workers
    of `formgen worker`.
    """

    data: Path = Path("data")  # FORMGEN_DATA
    folder: Path | None = None  # FORMGEN_FOLDER: forms, templates and samples of one's own
    secret: str = ""  # FORMGEN_SECRET
    keep_days: int = 30  # FORMGEN_KEEP_DAYS
    https: bool = False  # FORMGEN_HTTPS
    owner: str = ""  # FORMGEN_OWNER
    contact: str = ""  # FORMGEN_CONTACT
    api_tokens: frozenset[str] = frozenset()  # FORMGEN_API_TOKENS
    metrics_tokens: frozenset[str] = frozenset()  # FORMGEN_METRICS_TOKEN
    proxy: str = ""  # FORMGEN_PROXY
    result_days: int = 7  # FORMGEN_RESULT_DAYS
    workers: int = 1  # FORMGEN_WORKERS
    theme: Path | None = None  # FORMGEN_THEME: a style sheet of one's own behind ours
    database_url: str = ""  # DATABASE_URL
    broker_url: str = ""  # BROKER_URL
    store_url: str = ""  # STORE_URL

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings that these environment variables make; FormgenError names the one that cannot be used."""
        folder, theme = (environ.get(name, "").strip() for name in ("FORMGEN_FOLDER", "FORMGEN_THEME"))
        return cls(
            data=Path(environ.get("FORMGEN_DATA", "").strip() or "data"),
            folder=Path(folder) if folder else None,
            secret=environ.get("FORMGEN_SECRET", "").strip(),
            keep_days=_days("FORMGEN_KEEP_DAYS", environ.get("FORMGEN_KEEP_DAYS", "").strip() or "30"),
            https=_yes("FORMGEN_HTTPS", environ.get("FORMGEN_HTTPS", "")),
            owner=environ.get("FORMGEN_OWNER", "").strip(),
            contact=environ.get("FORMGEN_CONTACT", "").strip(),
            api_tokens=_hashes("FORMGEN_API_TOKENS", environ.get("FORMGEN_API_TOKENS", "")),
            metrics_tokens=_hashes("FORMGEN_METRICS_TOKEN", environ.get("FORMGEN_METRICS_TOKEN", "")),
            proxy=_address("FORMGEN_PROXY", environ.get("FORMGEN_PROXY", "").strip()),
            result_days=_days("FORMGEN_RESULT_DAYS", environ.get("FORMGEN_RESULT_DAYS", "").strip() or "7"),
            theme=Path(theme) if theme else None,
            workers=_workers(environ.get("FORMGEN_WORKERS", "").strip() or "1"),
            **_shared(environ),
        )


def _hashes(name: str, written: str) -> frozenset[str]:
    """The hashes between the commas. The sentence does not quote what is wrong: it may be the token itself."""
    hashes = frozenset(part.strip().lower() for part in written.split(",") if part.strip())
    if all(_HASH.fullmatch(one) for one in hashes):
        return hashes
    raise FormgenError(
        Text(
            "In {name} staat iets anders dan SHA-256-hashes. Schrijf van elk token de hash, 64 tekens van "
            "0-9 en a-f, met komma's ertussen.",
            "{name} holds something else than SHA-256 hashes. Write the hash of each token, 64 characters "
            "of 0-9 and a-f, with commas in between.",
        ).fill(name=name)
    )


def _address(name: str, written: str) -> str:
    """The IP address in its own spelling; nothing when nothing is written."""
    if not written:
        return ""
    try:
        return str(ipaddress.ip_address(written))
    except ValueError:
        raise FormgenError(
            Text(
                "{name} is “{written}”. Schrijf het IP-adres van uw proxy, zoals 127.0.0.1.",
                "{name} is “{written}”. Write the IP address of your proxy, such as 127.0.0.1.",
            ).fill(name=name, written=written)
        ) from None


def _days(name: str, written: str) -> int:
    if written.isascii() and written.isdigit() and 1 <= int(written) <= 366:
        return int(written)
    raise FormgenError(
        Text(
            "{name} is “{written}”. Schrijf een aantal dagen van 1 tot en met 366.",
            "{name} is “{written}”. Write a number of days from 1 to 366.",
        ).fill(name=name, written=written)
    )


def _shared(environ: Mapping[str, str]) -> dict[str, str]:
    """The addresses of what many machines share. No sentence quotes one: it may hold a password."""
    found = {name: environ.get(name, "").strip() for name in ("DATABASE_URL", "BROKER_URL", "STORE_URL")}
    for name, written in found.items():
        if written and written.partition("://")[0] not in SCHEMES[name]:
            raise FormgenError(_NO_ADDRESS.fill(name=name, schemes=", ".join(f"{one}://" for one in SCHEMES[name])))
    wanted = {**found, "FORMGEN_SECRET": environ.get("FORMGEN_SECRET", "").strip()}
    missing = [name for name, written in wanted.items() if not written]
    if found["BROKER_URL"] and missing:
        raise FormgenError(_NOT_SHARED.fill(missing=", ".join(missing)))
    return {name.lower(): written for name, written in found.items()}


SCHEMES: Mapping[str, tuple[str, ...]] = {
    "DATABASE_URL": ("postgresql", "postgres"),
    "BROKER_URL": ("amqp", "amqps"),
    "STORE_URL": ("s3", "gs", "az"),
}
_NO_ADDRESS = Text(
    "{name} begint anders dan we kennen. Begin het adres met {schemes}.",
    "{name} begins in a way we do not know. Begin the address with {schemes}.",
)
_NOT_SHARED = Text(
    "Met BROKER_URL werken meer machines samen, maar dan moeten ze ook dit delen: {missing}. Geef die op elke machine"
    " dezelfde waarde, of laat BROKER_URL weg.",
    "With BROKER_URL several machines work together, but then they must share this too: {missing}. Give it the same"
    " value on each machine, or leave BROKER_URL out.",
)


def _workers(written: str) -> int:
    if written.isascii() and written.isdigit() and int(written) <= _MOST_WORKERS:
        return int(written)
    raise FormgenError(
        Text(
            "FORMGEN_WORKERS is “{written}”. Schrijf een aantal van 0 tot en met {most}.",
            "FORMGEN_WORKERS is “{written}”. Write a number from 0 to {most}.",
        ).fill(written=written, most=_MOST_WORKERS)
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
