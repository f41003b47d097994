"""Many machines: one loses its power midway, broker and database are restarted, and every row is there, once."""

import csv
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from amqp import Message
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from formgen.bulk import archive
from formgen.bulk.bench import Bench
from formgen.bulk.job import Order, Upload, Wish, take_in
from formgen.cluster import queue as queues
from formgen.cluster.queue import Queue
from formgen.cluster.worker import ALIVE
from formgen.lint import ANY_DAY
from formgen.store.database import chunks
from formgen.store.jobs import Job
from formgen.web import create_app, drafts_of
from tests.bulkrows import PLAN, csv_of, people
from tests.conftest import IN_CI
from tests.machines import Cluster, cluster, missing_programs, until

COUNT = 800
WISH = Wish(only=("plan",))

pytestmark = [
    pytest.mark.skipif(bool(missing_programs()) and not IN_CI, reason="apt install rabbitmq-server postgresql"),
    pytest.mark.xdist_group("cluster"),  # one set of servers, in one process
]


@pytest.fixture(scope="module")
def many() -> Iterator[Cluster]:
    with pytest.MonkeyPatch.context() as patch, cluster() as made:
        for name, value in made.storage.items():
            patch.setenv(name, value)
        yield made


@pytest.fixture
def bench(many: Cluster) -> Iterator[Bench]:
    made = many.bench()
    yield made
    made.close()


def taken(bench: Bench, data: bytes, job_id: str) -> Job:
    order = Order(Upload("rows.csv", data), WISH, ANY_DAY, "make")
    return take_in(bench, job_id, bench.library.load(PLAN), order)


def undisturbed(data: bytes, where: Path) -> bytes:
    """The ZIP that one machine makes of these rows when nothing happens."""
    (where / "rows.csv").write_bytes(data)
    command = [sys.executable, "-m", "formgen", "bulk", PLAN, "rows.csv", "--only", "plan", "--today", str(ANY_DAY)]
    subprocess.run([*command, "--workers", "2"], cwd=where, check=True, capture_output=True)
    return (where / "rows.zip").read_bytes()


def holds_rows(bench: Bench, machine: subprocess.Popen[bytes]) -> bool:
    """Whether a process of this machine has claimed rows that it has not published."""
    with bench.jobs._engine.begin() as connection:
        owners = connection.execute(select(chunks.c.owner).where(chunks.c.state == "claimed")).scalars().all()
    return any(_group(int(owner.split(":")[1])) == machine.pid for owner in owners)


def _group(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0


def cut_at_work(many: Cluster, bench: Bench, machine: subprocess.Popen[bytes]) -> None:
    """Cut the power of a machine at a moment when it holds rows: it is stopped, looked at, and let go until it does."""

    def caught() -> bool:
        os.killpg(machine.pid, signal.SIGSTOP)
        if holds_rows(bench, machine):
            return True
        os.killpg(machine.pid, signal.SIGCONT)
        time.sleep(0.02)
        return False

    until(caught, "a machine at work")
    many.cut(machine)


def test_whatever_is_killed_or_restarted_every_row_is_there_once(many: Cluster, bench: Bench, tmp_path: Path) -> None:
    data = csv_of(people(PLAN, "zo-kort-mogelijk", COUNT))
    wanted = undisturbed(data, tmp_path)
    first, second = many.machine(), many.machine()
    job = taken(bench, data, "killed")
    bench.wake()

    def done(rows: int) -> bool:
        return bench.jobs.progress(job.key).done >= rows

    until(lambda: done(50), "the first rows")
    cut_at_work(many, bench, first)
    many.postgres.kill(signal.SIGQUIT)  # at once, without a word to anyone
    many.postgres.start()
    many.rabbit.kill()
    many.rabbit.start()
    many.machine()
    until(lambda: done(COUNT), "all rows")

    assert bench.jobs.at(job.key).state == "done"
    results = list(bench.jobs.results(job.key))
    assert [result.place for result in results] == list(range(COUNT))
    made = b"".join(archive.pieces(bench, job))
    assert hashlib.sha256(made).hexdigest() == hashlib.sha256(wanted).hexdigest()
    with bench.jobs._engine.begin() as connection:
        attempts = connection.execute(select(chunks.c.attempts).where(chunks.c.job == job.key)).scalars().all()
    assert max(attempts) >= 2, "what the dead machine held was done again"
    assert second.poll() is None, "who lost broker and database for a while goes on"
    until(lambda: (many.settings.data / ALIVE).exists(), "a sign of life for the container")
    assert set(row_files(made)) == {row["file"] for row in manifest(made)}


def row_files(made: bytes) -> list[str]:
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    return [name for name in names if name.endswith(".docx")]


def manifest(made: bytes) -> list[dict[str, str]]:
    listed = zipfile.ZipFile(io.BytesIO(made)).read("manifest.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(listed), delimiter=";"))


def test_the_terminal_gives_the_same_zip_and_leaves_nothing_behind(many: Cluster, tmp_path: Path) -> None:
    data = csv_of(people(PLAN, "zo-kort-mogelijk", 12, seed=2))
    (tmp_path / "one").mkdir()
    wanted = undisturbed(data, tmp_path / "one")
    (tmp_path / "rows.csv").write_bytes(data)
    if not many.machines:
        many.machine()

    ran = subprocess.run(
        [sys.executable, "-m", "formgen", "bulk", PLAN, "rows.csv", "--only", "plan", "--today", str(ANY_DAY)],
        cwd=tmp_path, env=many.env(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "rows.zip").read_bytes() == wanted
    assert not list(tmp_path.glob("*.busy"))


def test_the_pages_are_the_same_and_no_worker_is_beside_them(
    many: Cluster, bench: Bench, request: pytest.FixtureRequest
) -> None:
    if not many.machines:
        many.machine()
    site = create_app(many.settings, log=io.StringIO())
    request.addfinalizer(drafts_of(site).close)
    client = site.test_client()
    data = csv_of(people(PLAN, "zo-kort-mogelijk", 3, seed=3))
    where = post(client, "/bulk", form=PLAN, file=(io.BytesIO(data), "rows.csv")).headers["Location"]

    until(lambda: f"{where}/make" in client.get(where).text, "rows that are checked")
    post(client, f"{where}/make", format="word")
    until(lambda: "documents.zip" in client.get(where).text, "documents")
    found = zipfile.ZipFile(io.BytesIO(client.get(f"{where}/documents.zip").data)).namelist()

    assert len([name for name in found if name.endswith(".docx")]) >= 3
    assert post(client, f"{where}/delete").status_code == 303
    assert [key for key in bench.jobs.ended() if key.startswith(where.rpartition("/")[2])] == []


def post(client: FlaskClient, path: str, **said: object) -> TestResponse:
    """As the visitor's own browser posts it."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/bulk").text)
    assert token is not None
    return client.post(path, data={"csrf_token": token[1], **said})


def test_a_worker_that_is_told_to_stop_ends_by_itself(many: Cluster, tmp_path: Path) -> None:
    machine = many.machine(FORMGEN_DATA=str(tmp_path))
    until((tmp_path / ALIVE).exists, "a worker that is ready")

    machine.send_signal(signal.SIGTERM)
    assert machine.wait(60) == 0
    many.machines.remove(machine)


def test_doctor_finds_all_three(many: Cluster) -> None:
    command = [sys.executable, "-m", "formgen", "doctor", "--language", "en"]
    ran = subprocess.run(command, env=many.env(), capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("  answers") == 3, ran.stdout


def test_the_log_of_the_workers_says_nothing_about_anyone(many: Cluster, bench: Bench) -> None:
    job = taken(bench, csv_of(people(PLAN, "zo-kort-mogelijk", 9, seed=4)), "logged")
    if not many.machines:
        many.machine()
    bench.wake()
    until(lambda: bench.jobs.progress(job.key).done == 9, "rows that are done")
    log = (many.folder / "workers.log").read_text(errors="replace")

    assert "formgen.do_rows" in log
    assert "Jansen" not in log
    assert "Plaats" not in log
    assert many.settings.database_url not in log


# ---- the queue ------------------------------------------------------------------------------------------------------


@pytest.fixture
def queue(many: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """A queue of its own, which no worker listens to."""
    monkeypatch.setattr(queues, "QUEUE", "formgen-test")
    made = Queue(many.settings.broker_url)
    made.app.conf.task_default_queue = "formgen-test"
    yield made
    with made.app.connection_for_write() as connection:
        connection.default_channel.queue_delete("formgen-test")


def messages(queue: Queue) -> list[Message]:
    """Everything in the queue, taken out."""
    found = []
    with queue.app.connection_for_write() as connection:
        while (message := connection.default_channel.basic_get("formgen-test", no_ack=True)) is not None:
            found.append(message)
    return found


def test_a_message_is_a_jobs_key_in_json_and_nothing_else(queue: Queue) -> None:
    assert queue.wake({"ab12": 1}) == 1
    (message,) = messages(queue)

    assert json.loads(message.body)[:2] == [["ab12"], {}]
    assert message.properties["content_type"] == "application/json"
    assert message.properties["delivery_mode"] == 2, "it survives a restart of the broker"


def test_as_many_messages_are_ready_as_chunks_wait_and_lost_ones_are_sent_again(queue: Queue) -> None:
    assert [queue.wake({"a": 3, "b": 2}), queue.wake({"a": 3, "b": 2}), queue.wake({"a": 1})] == [5, 0, 0]
    assert len(messages(queue)) == 5  # and now they are lost
    assert queue.wake({"b": 2}) == 2


def test_the_queue_is_told_to_lose_nothing_and_to_trust_nobody(queue: Queue) -> None:
    said = queue.app.conf

    assert said.accept_content == ["json"]
    assert (said.task_acks_late, said.task_reject_on_worker_lost, said.worker_prefetch_multiplier) == (True, True, 1)
    assert not said.worker_enable_remote_control
