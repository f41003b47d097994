"""Opens the database: its tables up to date, its writes on the disk before they are acknowledged."""

import importlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import OperationalError

from formgen.errors import FormgenError
from formgen.store.extra import part
from formgen.text import Text

DATABASE_FILE = "formgen.db"
NEWEST = "0002"  # the migration that makes the tables as they stand below
_MIGRATING = 0x666F726D67656E  # "formgen" in ASCII: the number of our lock
_PRAGMAS = (
    "busy_timeout = 5000",  # milliseconds to wait for another writer
    "journal_mode = WAL",
    "synchronous = FULL",  # what was acknowledged survives a power cut
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten
)

metadata = MetaData()
drafts = Table(
    "drafts",
    metadata,
    Column("row", String(64), primary_key=True),  # SHA-256 of the draft's id; the id itself is only in the cookie
    Column("form", String(100), nullable=False),
    Column("version", Integer, nullable=False),
    Column("locked", LargeBinary, nullable=False),
    Column("changed", BigInteger, nullable=False),  # seconds since 1970, UTC
    Column("expires", BigInteger, nullable=False, index=True),
)
jobs = Table(
    "jobs",
    metadata,
    Column("row", String(64), primary_key=True),  # SHA-256 of the job's id, as for drafts
    Column("form", String(100), nullable=False),
    Column("phase", String(10), nullable=False),  # what is being done with the rows: check, make
    Column("state", String(10), nullable=False),  # running, paused, cancelled, done
    Column("rows", Integer, nullable=False),
    Column("locked", LargeBinary, nullable=False),  # what was asked, as JSON
    Column("created", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False, index=True),
)
chunks = Table(
    "chunks",
    metadata,
    Column("job", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", BigInteger, nullable=False),  # where its rows stand in the job's file of rows
    Column("length", BigInteger, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, claimed, done
    Column("owner", String(100), nullable=False),  # who claimed it: machine, process, a word of its own
    Column("lease", BigInteger, nullable=False),  # until when, in seconds since 1970
    Column("attempts", Integer, nullable=False),
    Column("blob", String(100), nullable=False),  # the file with the documents of its rows
    Index("ix_chunks_state", "state", "number"),
)
results = Table(
    "results",
    metadata,
    Column("job", String(64), primary_key=True),
    Column("place", Integer, primary_key=True),  # which row, from 0: a row can have one result only
    Column("chunk", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("locked", LargeBinary, nullable=False),
)
# Where Alembic keeps which migration was the last.
_versions = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def open_database(data: Path, url: str = "") -> Engine:
    """The database in this folder, or the PostgreSQL at this address; made up to date when it is new or older.

    A connection with the execution option `writing` to SQLite takes the write lock at once (BEGIN IMMEDIATE), so that
    reading and then writing is one step that no one comes between. PostgreSQL has many writers at once: there whoever
    reads in order to write locks the row it reads (SELECT FOR UPDATE, which SQLite passes over).
    Raises FormgenError when there is no PostgreSQL at the address.
    """
    engine = _postgres(url) if url else _sqlite(data)
    try:
        with engine.execution_options(writing=True).begin() as connection:
            _bring_up_to_date(connection)
    except OperationalError as fault:
        engine.dispose()
        if url:
            raise FormgenError(_NO_ANSWER) from fault
        raise
    return engine


def empty_journal(engine: Engine) -> None:
    """Write SQLite's journal back and cut it, so that what was deleted is not in that file either."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def reach(url: str) -> None:
    """Ask the PostgreSQL at this address whether it is there. Raises SQLAlchemyError when it is not, or is not ours."""
    engine = _postgres(url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    finally:
        engine.dispose()


def _postgres(url: str) -> Engine:
    """Each connection is tried before it is used, so that a database that was restarted is found again."""
    part("psycopg")
    address = make_url(url).set(drivername="postgresql+psycopg")
    waits: dict[str, Any] = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5}
    return create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=16, connect_args=waits)


def _sqlite(data: Path) -> Engine:
    data.mkdir(parents=True, exist_ok=True)
    (data / DATABASE_FILE).touch(mode=0o600)  # before the journal is made: SQLite gives it the same rights
    # Parameters stay out of error messages: they would end up in a log.
    engine = create_engine(f"sqlite:///{data / DATABASE_FILE}", hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin does
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_up_to_date(connection: Connection) -> None:
    """Makes the tables, or runs the migrations that are new here; of programs that start together the second waits for
    the first. Alembic takes longer to load than most commands take to run: it is left out where nothing migrates."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
    known = inspect(connection).get_table_names()
    if not known:
        metadata.create_all(connection)
        _versions.create(connection)
        connection.execute(insert(_versions).values(version_num=NEWEST))
    elif _versions.name not in known or connection.execute(select(_versions)).scalars().all() != [NEWEST]:
        importlib.import_module("formgen.store.migrating").migrate(connection)


_NO_ANSWER = Text(
    "De database van DATABASE_URL antwoordt niet. Kijk of hij aanstaat en of adres, naam en wachtwoord kloppen.",
    "The database of DATABASE_URL does not answer. See that it runs and that address, name and password are right.",
)
