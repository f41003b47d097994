"""The files of jobs in object storage; the only module that knows obstore."""

import errno
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import chain

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import ObjectStore, from_url

from formgen.errors import FormgenError
from formgen.text import Text

_CLIENT = {"timeout": "30s", "connect_timeout": "5s", "allow_http": True}  # storage within one's own network
_RETRY = {"max_retries": 5, "retry_timeout": timedelta(seconds=15)}
_AHEAD = 4_000_000  # bytes fetched at once by whoever reads on: a ZIP needs a request for a chunk, not for a document
_AT_ONCE = 8_000_000  # bytes that go in one request; an upload in parts takes three at least


class Objects:
    """Files as objects, each there whole or not at all: a large one is put together only when all of it has come."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._next = ("", 0)  # where the last stretch ended
        self._ahead = ("", 0, b"")  # what was fetched beyond one

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Keep these pieces as one object; it is in the storage when this returns."""
        first, rest = _begun(pieces)
        with _as_os_errors(name):
            obstore.put(self._store, name, rest or first, use_multipart=rest is not None)

    def read(self, name: str, start: int, length: int) -> bytes:
        """This stretch of the object, up to its end for a length of -1. What is there never changes under its name."""
        with _as_os_errors(name):
            if length < 0:
                return bytes(obstore.get(self._store, name).bytes())[start:]
            return self._stretch(name, start, length) if length else b""

    def _stretch(self, name: str, start: int, length: int) -> bytes:
        reads_on = self._next == (name, start)
        self._next = name, start + length
        known, first, data = self._ahead
        if known == name and first <= start and start + length <= first + len(data):
            return data[start - first :][:length]
        wanted = max(length, _AHEAD) if reads_on else length
        data = bytes(obstore.get_range(self._store, name, start=start, length=wanted))
        if reads_on:
            self._ahead = name, start, data
        return data[:length]

    def names(self, folder: str) -> Iterator[str]:
        """The name of every object in the folder."""
        yield from (name for name, _ in self._listed(f"{folder}/"))

    def delete(self, name: str) -> None:
        """Delete one object."""
        with _as_os_errors(name):
            obstore.delete(self._store, name)

    def delete_folder(self, folder: str) -> None:
        """Delete every object in the folder; what a broken-off upload left is cleared by the storage's own rules."""
        with _as_os_errors(folder):
            obstore.delete(self._store, list(self.names(folder)))

    def folders(self, untouched: float) -> Iterator[str]:
        """The name of every folder in which nothing came for so many seconds."""
        last: dict[str, datetime] = {}
        for name, changed in self._listed(""):
            folder = name.partition("/")[0]
            last[folder] = max(changed, last.get(folder, changed))
        before = time.time() - untouched
        yield from (folder for folder, changed in last.items() if changed.timestamp() < before)

    def _listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        with _as_os_errors(prefix):
            for page in obstore.list(self._store, prefix=prefix or None):
                yield from ((found["path"], found["last_modified"]) for found in page)


def open_objects(url: str) -> Objects:
    """The storage at this address. Keys, region and, for S3-compatible storage, its own address come from the usual
    variables of that storage (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL and so on). Raises FormgenError when they do not fit.
    """
    try:
        return Objects(from_url(url, client_options=_CLIENT, retry_config=_RETRY))  # type: ignore[call-overload]
    except (BaseError, ValueError) as fault:
        raise FormgenError(_NO_STORE) from fault


def _begun(pieces: Iterable[bytes]) -> tuple[bytes, Iterator[bytes] | None]:
    """The first of the pieces as one, and all of them when that was not everything.

    Without empty pieces: the storage would take one for the end.
    """
    left = (piece for piece in pieces if piece)
    first = bytearray()
    for piece in left:
        first += piece
        if len(first) > _AT_ONCE:
            return bytes(first), chain([bytes(first)], left)
    return bytes(first), None


@contextmanager
def _as_os_errors(name: str) -> Iterator[None]:
    """Says in the words of a disk what goes wrong, without the address: whoever reads on needs to know one kind."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as fault:
        raise FileNotFoundError(errno.ENOENT, "not in the storage", name) from fault
    except (BaseError, OSError) as fault:
        raise OSError(errno.EIO, "the storage does not answer as it should", name) from fault


_NO_STORE = Text(
    "Met STORE_URL en de AWS_-, GOOGLE_- of AZURE_-variabelen is geen opslag te openen. Schrijf bijvoorbeeld"
    " STORE_URL=s3://bucket en zet AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY en AWS_ENDPOINT_URL.",
    "STORE_URL and the AWS_, GOOGLE_ or AZURE_ variables open no storage. Write for example STORE_URL=s3://bucket and"
    " set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_ENDPOINT_URL.",
)
