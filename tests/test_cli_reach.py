"""What doctor says of the three addresses that many machines share: whether they answer, and never the address."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.cli import run
from formgen.cli.reach import shared
from formgen.store.settings import Settings
from tests.machines import BUCKET, database, storage
from tests.smallform import SECRET

NOWHERE = {
    "DATABASE_URL": "postgresql://formgen:geheim@127.0.0.1:1/formgen",
    "BROKER_URL": "amqp://formgen:geheim@127.0.0.1:1//",
    "STORE_URL": "s3://formgen/jobs",
}
KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "geheim", "AWS_REGION": "eu-west-1"}


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A storage that answers, and the variables that open it."""
    with storage() as (_, found):
        for name, value in found.items():
            monkeypatch.setenv(name, value)
        yield found


def doctor(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **set_: str) -> str:
    monkeypatch.chdir(tmp_path)
    for name, value in {"FORMGEN_SECRET": SECRET, **set_}.items():
        monkeypatch.setenv(name, value)
    assert run(["doctor", "--language", "en"]) == 0
    return capsys.readouterr().out


def test_nothing_is_said_of_what_is_not_set(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "_URL" not in doctor(capsys, tmp_path, monkeypatch)
    assert list(shared(Settings())) == []


def test_what_does_not_answer_is_told_without_its_password(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = doctor(capsys, tmp_path, monkeypatch, **NOWHERE, **KEYS, AWS_ENDPOINT_URL="http://127.0.0.1:1")

    assert said.count("does not answer as it should") == 3
    for told in ("PostgreSQL runs", "RabbitMQ runs", "the bucket in STORE_URL"):
        assert told in said
    assert "geheim" not in said
    assert "127.0.0.1" not in said


@pytest.mark.parametrize("url", ["postgresql://a:geheim@[x/db", "postgresql://a:geheim@h:port/db", "postgres://"])
def test_an_address_that_cannot_be_read_is_not_repeated(
    url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    monkeypatch.setenv("PGPORT", "1")
    said = doctor(capsys, tmp_path, monkeypatch, DATABASE_URL=url)

    assert "Database (DATABASE_URL)" in said
    assert "does not answer as it should" in said
    assert "geheim" not in said


def test_what_answers_is_well_and_stays_as_it_is(
    keys: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database() as server:
        said = doctor(capsys, tmp_path, monkeypatch, DATABASE_URL=server.url, STORE_URL=f"s3://{BUCKET}")

    assert said.count("  answers") == 2
    assert list(tmp_path.iterdir()) == []


def test_a_bucket_that_is_not_there_is_told(
    keys: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = doctor(capsys, tmp_path, monkeypatch, STORE_URL="s3://elsewhere")

    assert "look at Storage (STORE_URL)" in said


def test_an_extra_that_is_not_installed_is_told_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.import_module

    def find(name: str) -> object:
        if name == "formgen.cluster.queue":
            raise ModuleNotFoundError("No module named 'celery'", name="celery")
        return found(name)

    monkeypatch.setattr(importlib, "import_module", find)
    ((name, cure),) = shared(Settings(broker_url=NOWHERE["BROKER_URL"]))

    assert name == "BROKER_URL"
    assert cure is not None
    assert "formgen[cluster]" in cure.en
