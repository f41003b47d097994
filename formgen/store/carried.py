"""A draft that is kept nowhere here: locked as drafts are, and handed to its writer to bring along."""

import datetime
import json
import zlib
from dataclasses import asdict

from formgen.store.drafts import Clock, Content, Draft, Drafts, GoneError
from formgen.store.seals import BrokenSealError, Seals

_LARGEST = 20_000_000  # bytes, unpacked: far more than ever goes in


class Carrier:
    """Locks drafts for whoever carries them, and opens what they bring: unchanged, of the same place, and in time."""

    def __init__(self, seals: Seals, keep: datetime.timedelta, clock: Clock) -> None:
        self._seals = seals
        self._keep = keep
        self._clock = clock

    def lock(self, place: str, form: str, content: Content, version: int = 1) -> tuple[bytes, Draft]:
        """The content locked for this place, small enough to travel; and the draft that it is. Its id is empty."""
        moment = self._clock()
        draft = Draft("", form, content, version, moment, moment + self._keep)
        said = {"version": version, "changed": moment.timestamp(), "content": asdict(content)}
        plain = zlib.compress(json.dumps(said, ensure_ascii=False).encode(), level=9)
        return self._seals.lock(plain, _bound(place, form)), draft

    def open(self, place: str, form: str, locked: bytes) -> Draft:
        """The draft that was locked for this place; GoneError when it was changed, is another's, or is too old."""
        try:
            plain = self._seals.open(locked, _bound(place, form))
        except BrokenSealError as fault:
            raise GoneError from fault
        said = json.loads(zlib.decompressobj().decompress(plain, _LARGEST))
        changed = datetime.datetime.fromtimestamp(said["changed"], datetime.UTC)
        expires = changed + self._keep
        if expires <= self._clock():
            raise GoneError
        content = Content.from_json(json.dumps(said["content"]).encode())
        return Draft("", form, content, said["version"], changed, expires)


def carrier_of(drafts: Drafts) -> Carrier:
    """A carrier with the same keys, the same term and the same clock as these drafts."""
    return Carrier(drafts.seals, drafts.keep, drafts.clock)


def _bound(place: str, form: str) -> bytes:
    return f"carried {form} {place}".encode()
