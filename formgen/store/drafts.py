"""Drafts: what a person typed so far, kept encrypted under a random id until it expires or is deleted."""

import datetime
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from formgen.store.database import drafts, empty_journal, open_database
from formgen.store.keys import Keys
from formgen.store.seals import BrokenSealError, Seals

Clock = Callable[[], datetime.datetime]
DAY = datetime.timedelta(days=1)
_BESIDE = ("row", "form", "version", "changed", "expires")  # the cells beside the locked one


def now() -> datetime.datetime:
    """This moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


class GoneError(LookupError):
    """There is no such draft: it never was, it expired, it was deleted, or it cannot be opened any more."""


class TakenError(Exception):
    """There is a draft under this id already."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A row taken out of a repeated group, kept so that it can be put back until one leaves the page."""

    group: str
    place: int
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """What is kept of a questionnaire: the raw answers by dotted name, and how many rows each repeated group shows.

    `removed` are the rows that can be put back, the last one first; `confirmed` is the fingerprint of the texts that
    their writer has read again for words about health.
    """

    raw: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    removed: tuple[Removed, ...] = ()
    confirmed: str = ""

    def to_json(self) -> bytes:
        """The content as JSON, to be locked."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Content":
        """The content that `to_json` wrote."""
        kept = json.loads(data)
        removed = kept["removed"] or []  # one row alone, or nothing, as an older version of ours wrote it
        rows = tuple(Removed(**row) for row in ([removed] if isinstance(removed, dict) else removed))
        return cls(kept["raw"], kept["rows"], rows, kept.get("confirmed", ""))


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was at one version; `id` is the secret that its owner's cookie holds."""

    id: str
    form: str
    content: Content
    version: int
    changed: datetime.datetime
    expires: datetime.datetime


class Drafts:
    """The drafts of an installation, each opened by its id only; an expired one is gone, to the second."""

    def __init__(self, engine: Engine, seals: Seals, keep: datetime.timedelta, clock: Clock = now) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)
        self.seals = seals
        self.keep = keep
        self.clock = clock

    @property
    def engine(self) -> Engine:
        """The database the drafts are in, for what else is kept there."""
        return self._engine

    def start(self, form: str, content: Content, draft_id: str = "") -> Draft:
        """A new draft of this form with this content, on the disk before it comes back.

        Its id is a new one, or the one given: a secret that its owner was handed before anything was kept. Raises
        TakenError when there is a draft under that id: another tab of theirs was first.
        """
        draft = self._dated(draft_id or secrets.token_urlsafe(24), form, content, version=1)
        try:
            with self._writer.begin() as connection:
                connection.execute(insert(drafts).values(**self._cells(draft)))
        except IntegrityError as fault:
            raise TakenError from fault
        return draft

    def find(self, draft_id: str, form: str) -> Draft:
        """The draft with this id, of this form; GoneError when there is none to open."""
        with self._engine.begin() as connection:
            return self._read(connection, draft_id, form)

    def change(self, draft_id: str, form: str, edit: Callable[[Content], Content]) -> Draft:
        """Apply `edit` to what the draft holds at this very moment, and keep it for its full term again.

        No other change comes between reading and writing. An edit that changes nothing keeps the version.
        Raises GoneError when there is no draft to change.
        """
        with self._writer.begin() as connection:
            draft = self._read(connection, draft_id, form)
            content = edit(draft.content)
            changed = self._dated(draft_id, form, content, draft.version + (content != draft.content))
            connection.execute(update(drafts).where(drafts.c.row == _row(draft_id)).values(**self._cells(changed)))
        return changed

    def forget(self, draft_id: str) -> None:
        """Delete this draft for good; deleting what is not there is no error."""
        with self._writer.begin() as connection:
            connection.execute(delete(drafts).where(drafts.c.row == _row(draft_id)))
        empty_journal(self._engine)

    def purge(self) -> int:
        """Delete every expired draft; how many there were.

        The journal is emptied also when there were none: whoever deleted something while another was reading could not.
        """
        with self._writer.begin() as connection:
            gone = connection.execute(delete(drafts).where(drafts.c.expires <= _seconds(self.clock()))).rowcount
        empty_journal(self._engine)
        return gone

    def relock(self) -> int:
        """Lock every draft with the newest key, so that an older key can be thrown away; how many were changed.

        A draft that no key opens is left as it is: its owner is told when they come back for it.
        """
        changed = 0
        with self._engine.begin() as connection:
            rows = connection.execute(select(drafts.c.row, drafts.c.locked)).all()
        for row, locked in rows:
            if not self.seals.is_newest(locked):
                changed += self._relock_one(row)
        return changed

    def count(self) -> int:
        """How many drafts are kept; also a sign that the database answers."""
        with self._engine.begin() as connection:
            return connection.execute(select(func.count()).select_from(drafts)).scalar_one()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _relock_one(self, row: str) -> int:
        with self._writer.begin() as connection:
            found = connection.execute(select(drafts).where(drafts.c.row == row).with_for_update()).one_or_none()
            if found is None:  # deleted in the meantime
                return 0
            bound = _bound(found._asdict())
            try:
                locked = self.seals.lock(self.seals.open(found.locked, bound), bound)
            except BrokenSealError:
                return 0
            return connection.execute(update(drafts).where(drafts.c.row == row).values(locked=locked)).rowcount

    def _read(self, connection: Connection, draft_id: str, form: str) -> Draft:
        wanted = drafts.c.row == _row(draft_id), drafts.c.form == form, drafts.c.expires > _seconds(self.clock())
        read = select(drafts).where(*wanted)
        # Whoever is going to change it keeps everyone else waiting: see open_database.
        writing = connection.get_execution_options().get("writing", False)
        found = connection.execute(read.with_for_update() if writing else read).one_or_none()
        if found is None:
            raise GoneError
        return self._opened(draft_id, found)

    def _opened(self, draft_id: str, found: Row[tuple[object, ...]]) -> Draft:
        try:
            content = Content.from_json(self.seals.open(found.locked, _bound(found._asdict())))
        except BrokenSealError as fault:
            raise GoneError from fault
        return Draft(draft_id, found.form, content, found.version, _moment(found.changed), _moment(found.expires))

    def _dated(self, draft_id: str, form: str, content: Content, version: int) -> Draft:
        moment = self.clock()
        return Draft(draft_id, form, content, version, moment, moment + self.keep)

    def _cells(self, draft: Draft) -> dict[str, object]:
        cells: dict[str, object] = {
            "row": _row(draft.id),
            "form": draft.form,
            "version": draft.version,
            "changed": _seconds(draft.changed),
            "expires": _seconds(draft.expires),
        }
        return {**cells, "locked": self.seals.lock(draft.content.to_json(), _bound(cells))}


def open_drafts(data: Path, keys: Keys, keep_days: int, clock: Clock = now) -> Drafts:
    """The drafts in this folder, opened with these keys and kept for so many days after their last change."""
    return Drafts(open_database(data), Seals(keys.locking), keep_days * DAY, clock)


def _row(draft_id: str) -> str:
    return hashlib.sha256(draft_id.encode()).hexdigest()


def _bound(cells: Mapping[str, object]) -> bytes:
    """What the locked text is bound to: every other cell of its row, so that none can be changed without it."""
    return " ".join(str(cells[name]) for name in _BESIDE).encode()


def _seconds(moment: datetime.datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
