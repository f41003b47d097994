"""Whether what many machines share answers: the database, the broker and the storage. No address is ever shown."""

from collections.abc import Callable, Iterator

from formgen.errors import FormgenError
from formgen.store import database
from formgen.store.extra import part
from formgen.store.settings import Settings
from formgen.text import Text


def shared(settings: Settings) -> Iterator[tuple[str, Text | None]]:
    """The name of each of the three addresses that is set, and what to do when nothing there answers as it should.

    Nothing is made or changed there. An address that is not answered is waited for a few seconds.
    """
    for name, url, looks in (
        ("DATABASE_URL", settings.database_url, database.reach),
        ("BROKER_URL", settings.broker_url, _broker),
        ("STORE_URL", settings.store_url, _store),
    ):
        if url:
            yield name, _cure(looks, url, _CURES[name])


def _cure(look: Callable[[str], None], url: str, cure: Text) -> Text | None:
    try:
        look(url)
    except FormgenError as fault:  # the extra is not installed, or variables of the storage do not fit
        return fault.sentence
    except Exception:  # of whichever library; its words may quote the address, and that may hold a password
        return cure
    return None


def _broker(url: str) -> None:
    part("formgen.cluster.queue").reach(url)


def _store(url: str) -> None:
    next(part("formgen.cluster.objects").open_objects(url).names("formgen-doctor"), None)


_CURES = {
    "DATABASE_URL": Text(
        "Kijk of PostgreSQL draait, en of naam, wachtwoord en database in DATABASE_URL kloppen.",
        "See whether PostgreSQL runs, and whether user, password and database in DATABASE_URL are right.",
    ),
    "BROKER_URL": Text(
        "Kijk of RabbitMQ draait, en of naam en wachtwoord in BROKER_URL kloppen.",
        "See whether RabbitMQ runs, and whether user and password in BROKER_URL are right.",
    ),
    "STORE_URL": Text(
        "Kijk of de opslag draait, of de bucket in STORE_URL er is, en of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY en "
        "AWS_ENDPOINT_URL (of die van uw opslag) kloppen.",
        "See whether the storage runs, whether the bucket in STORE_URL is there, and whether AWS_ACCESS_KEY_ID, "
        "AWS_SECRET_ACCESS_KEY and AWS_ENDPOINT_URL (or those of your storage) are right.",
    ),
}
