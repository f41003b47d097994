"""Opens the database: its tables up to date, its writes on the disk before they are acknowledged."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, MetaData, String, Table, create_engine, event

DATABASE_FILE = "formgen.db"
_MIGRATIONS = Path(__file__).parent / "migrations"
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
    Column("changed", Integer, nullable=False),  # seconds since 1970, UTC
    Column("expires", Integer, nullable=False, index=True),
)


def open_database(data: Path) -> Engine:
    """The database in this folder, made when there is none yet and brought up to date when it is older.

    A connection with the execution option `writing` takes the write lock at once (BEGIN IMMEDIATE), so that reading
    and then writing is one step that no one comes between.
    """
    data.mkdir(parents=True, exist_ok=True)
    (data / DATABASE_FILE).touch(mode=0o600)  # before the journal is made: SQLite gives it the same rights
    # Parameters stay out of error messages: they would end up in a log.
    engine = create_engine(f"sqlite:///{data / DATABASE_FILE}", hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with engine.execution_options(writing=True).begin() as connection:
        _bring_up_to_date(connection)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin does
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_up_to_date(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
