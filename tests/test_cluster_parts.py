"""What many machines share, one by one: addresses, storage, a broker that is away, an extra that is not there."""

import importlib
import os
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from formgen.bulk.bench import Bench, open_bench, open_files
from formgen.bulk.crew import Line
from formgen.bulk.local import Local
from formgen.cli import run
from formgen.cluster import objects
from formgen.cluster.objects import Objects, open_objects
from formgen.cluster.queue import waker
from formgen.errors import FormgenError
from formgen.store.extra import part
from formgen.store.files import Files, Folder
from formgen.store.jobs import Jobs
from formgen.store.settings import Settings
from tests.machines import BUCKET, storage
from tests.measures import ROOT
from tests.smallform import SECRET

SHARED = {
    "DATABASE_URL": "postgresql://formgen:geheim@database/formgen",
    "BROKER_URL": "amqp://formgen:geheim@broker//",
    "STORE_URL": "s3://formgen/jobs",
    "FORMGEN_SECRET": SECRET,
}


# ---- the settings ---------------------------------------------------------------------------------------------------


def test_three_addresses_make_many_machines() -> None:
    found = Settings.read({name: f" {value} " for name, value in SHARED.items()})

    assert [found.database_url, found.broker_url, found.store_url] == list(SHARED.values())[:3]


def test_without_them_everything_is_on_one_machine() -> None:
    found = Settings.read({"FORMGEN_SECRET": SECRET})

    assert (found.database_url, found.broker_url, found.store_url) == ("", "", "")


@pytest.mark.parametrize("name", ["DATABASE_URL", "STORE_URL"])
def test_database_and_storage_can_be_elsewhere_for_one_machine_too(name: str) -> None:
    assert Settings.read({name: SHARED[name]}).broker_url == ""


@pytest.mark.parametrize("left_out", ["DATABASE_URL", "STORE_URL", "FORMGEN_SECRET"])
def test_machines_that_work_together_share_all_of_it(left_out: str) -> None:
    with pytest.raises(FormgenError) as refused:
        Settings.read({name: value for name, value in SHARED.items() if name != left_out})

    assert f": {left_out}. " in refused.value.sentence.nl
    assert f": {left_out}. " in refused.value.sentence.en


@pytest.mark.parametrize(
    ("name", "written", "begin"),
    [
        ("DATABASE_URL", "mysql://formgen:geheim@database/formgen", "postgresql://, postgres://"),
        ("BROKER_URL", "redis://:geheim@broker", "amqp://, amqps://"),
        ("STORE_URL", "memory:///", "s3://, gs://, az://"),
        ("STORE_URL", "geheim", "s3://, gs://, az://"),
    ],
)
def test_another_kind_of_address_is_refused_and_not_repeated(name: str, written: str, begin: str) -> None:
    with pytest.raises(FormgenError) as refused:
        Settings.read({**SHARED, name: written})

    assert name in refused.value.sentence.nl
    assert begin in refused.value.sentence.en
    assert "geheim" not in refused.value.sentence.nl + refused.value.sentence.en


def test_every_address_is_among_the_settings_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    settings = readme[readme.index("## Settings") : readme.index("## For dev")]

    assert all(f"`{name}`" in settings for name in SHARED)


# ---- the command, and what is not installed -------------------------------------------------------------------------


def test_a_worker_of_its_own_needs_a_broker(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["worker", "--language", "en"]) == 2
    assert "BROKER_URL is not set" in capsys.readouterr().err


def absent(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As if these packages were not installed."""
    found = importlib.import_module

    def find(name: str) -> object:
        if name in names:
            raise ModuleNotFoundError(f"No module named {name!r}", name="celery.app")
        return found(name)

    monkeypatch.setattr(importlib, "import_module", find)


def test_what_is_not_installed_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    absent(monkeypatch, "formgen.cluster.queue")

    with pytest.raises(FormgenError) as refused:
        part("formgen.cluster.queue")
    assert 'pip install "formgen[cluster]"' in refused.value.sentence.nl
    assert "(celery)" in refused.value.sentence.en


@pytest.mark.parametrize(
    ("needed", "settings"),
    [
        ("psycopg", {"database_url": SHARED["DATABASE_URL"]}),
        ("formgen.cluster.objects", {"store_url": SHARED["STORE_URL"]}),
        ("formgen.cluster.queue", {"broker_url": SHARED["BROKER_URL"]}),
    ],
)
def test_each_address_asks_for_its_own_part_only(
    needed: str, settings: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent(monkeypatch, needed)
    open_bench(Settings(data=tmp_path, secret=SECRET)).close()

    with pytest.raises(FormgenError, match="cluster"):
        open_bench(Settings(data=tmp_path, secret=SECRET, **settings))  # type: ignore[arg-type]


def test_a_worker_without_the_extra_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent(monkeypatch, "formgen.cluster.worker")
    for name, value in SHARED.items():
        monkeypatch.setenv(name, value)

    assert run(["worker"]) == 2
    assert 'pip install "formgen[cluster]"' in capsys.readouterr().err


def test_the_job_of_a_terminal_on_one_machine_is_nobody_elses(tmp_path: Path) -> None:
    local = Local(tmp_path, None)

    assert isinstance(local.bench.files, Folder)
    assert local.id == "this"
    local.close()


def test_workers_in_a_folder_know_of_no_other_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a process can split, and where it cannot."""
    local = Local(tmp_path, None)
    for name, value in {**SHARED, "OTHER": "stays"}.items():
        monkeypatch.setenv(name, value)
    served: list[Bench] = []
    given: list[Mapping[str, str]] = []
    monkeypatch.setattr("formgen.bulk.local.Twin", lambda live: live())
    monkeypatch.setattr("formgen.bulk.local.serve", lambda opened, line: served.append(opened()))
    monkeypatch.setattr("formgen.bulk.local.apart", lambda data, settings: lambda line: given.append(settings))

    line = Line(*os.pipe())
    local._start(line)
    os.close(line.watched)
    monkeypatch.delattr(os, "fork")
    local._start(Line(0, 0))

    assert isinstance(served[0].files, Folder)
    assert served[0].jobs.done(local.id) == 0
    assert given[0]["OTHER"] == "stays"
    assert not set(given[0]) & set(SHARED)
    served[0].close()
    local.close()


# ---- a broker that is away ------------------------------------------------------------------------------------------


def test_a_broker_that_is_away_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Jobs, "waiting", lambda self: {"ab12": 3})
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        wake = waker(f"amqp://guest:guest@127.0.0.1:{taken.getsockname()[1]}//", Jobs.__new__(Jobs))

        assert wake() is None


# ---- the storage ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadedMotoServer]:
    with pytest.MonkeyPatch.context() as patch, storage() as (made, variables):
        for name, value in variables.items():
            patch.setenv(name, value)
        yield made


@pytest.fixture
def there(server: ThreadedMotoServer, request: pytest.FixtureRequest) -> Objects:
    return open_objects(f"s3://{BUCKET}/{abs(hash(request.node.name))}")


@pytest.fixture(params=["folder", "objects"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    """Both kinds of storage, which must not differ."""
    return Folder(tmp_path) if request.param == "folder" else request.getfixturevalue("there")


def test_a_file_is_its_pieces_and_is_read_by_stretch(files: Files) -> None:
    files.put("job/1", [b"abc", b"", b"defg"])

    stretches = [files.read("job/1", start, length) for start, length in ((0, -1), (2, 3), (5, 99), (3, 0), (4, -1))]
    assert stretches == [b"abcdefg", b"cde", b"fg", b"", b"efg"]


def test_a_file_that_is_put_again_is_the_new_one(files: Files) -> None:
    files.put("job/1", [b"old"])
    files.put("job/1", [b"new"])

    assert files.read("job/1", 0, -1) == b"new"
    assert list(files.names("job")) == ["job/1"]


def test_an_empty_file_is_a_file(files: Files) -> None:
    files.put("job/none", [])

    assert files.read("job/none", 0, -1) == b""


@pytest.mark.parametrize("pieces", [2, 40])
def test_what_breaks_off_half_way_leaves_nothing(files: Files, pieces: int) -> None:
    def broken() -> Iterator[bytes]:
        for _ in range(pieces):
            yield b"x" * 500_000
        raise KeyError("half-way")

    with pytest.raises(KeyError, match="half-way"):
        files.put("job/half", broken())
    assert list(files.names("job")) == []
    with pytest.raises(FileNotFoundError):
        files.read("job/half", 0, -1)


def test_a_large_file_is_whole(files: Files) -> None:
    pieces = [bytes([number]) * 700_000 for number in range(30)]
    files.put("job/large", iter(pieces))

    assert files.read("job/large", 0, -1) == b"".join(pieces)
    assert files.read("job/large", 699_999, 2) == b"\x00\x01"


def test_who_reads_on_gets_every_byte_with_few_requests(
    there: Objects, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytes(number % 251 for number in range(10_000))
    files.put("job/1", [data])
    monkeypatch.setattr(objects, "_AHEAD", 700)
    asked: list[int] = []
    fetch = objects.obstore.get_range

    def counted(store: object, name: str, *, start: int, length: int) -> object:
        asked.append(length)
        return fetch(store, name, start=start, length=length)

    monkeypatch.setattr(objects.obstore, "get_range", counted)

    assert b"".join(files.read("job/1", start, 50) for start in range(0, 10_000, 50)) == data
    assert files.read("job/1", 9_990, 50) == data[9_990:]
    assert files.read("job/1", 3, 50) == data[3:53]
    assert len(asked) <= 18
    assert not asked or (asked[0], asked[-1]) == (50, 50), "who reads one stretch gets one stretch"


@pytest.mark.parametrize("stretch", [(0, -1), (0, 5)])
def test_what_is_not_there_is_said_in_the_words_of_a_disk(files: Files, stretch: tuple[int, int]) -> None:
    with pytest.raises(FileNotFoundError):
        files.read("job/nothing", *stretch)


def test_what_is_deleted_is_gone_and_deleting_it_again_is_no_error(files: Files) -> None:
    for name in ("job/1", "job/2", "other/1"):
        files.put(name, [b"x"])
    files.delete("job/1")
    files.delete("job/1")
    assert list(files.names("job")) == ["job/2"]

    files.delete_folder("job")
    files.delete_folder("job")
    assert list(files.names("job")) == []
    assert list(files.names("other")) == ["other/1"]


def test_folders_are_known_by_how_long_nothing_came(files: Files) -> None:
    for name in ("job/1", "job/2", "other/1"):
        files.put(name, [b"x"])

    assert sorted(files.folders(-60)) == ["job", "other"]
    assert list(files.folders(60)) == []


def test_a_name_that_begins_like_another_is_another(files: Files) -> None:
    files.put("job/1", [b"x"])
    files.put("job2/1", [b"x"])

    assert list(files.names("job")) == ["job/1"]


def test_a_storage_that_does_not_answer_is_a_disk_that_fails(there: Objects, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "_RETRY", {"max_retries": 0})
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{taken.getsockname()[1]}")
        away = open_objects(f"s3://{BUCKET}")
        for act in (lambda: away.put("a/b", [b"x"]), lambda: away.read("a/b", 0, 1), lambda: list(away.names("a"))):
            with pytest.raises(OSError, match="does not answer") as failed:
                act()
            assert "127.0.0.1" not in str(failed.value)


def test_a_bucket_that_is_not_there_is_told(there: Objects) -> None:
    with pytest.raises(OSError, match="storage"):
        open_objects("s3://another").put("a/b", [b"x"])


def test_an_address_that_opens_nothing_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "no address")
    with pytest.raises(FormgenError, match="STORE_URL"):
        open_files(Settings(data=tmp_path, store_url="s3://"))
    assert os.listdir(tmp_path) == []
