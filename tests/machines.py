"""A real RabbitMQ, a real PostgreSQL and a double of object storage, for the tests and benchmarks of many machines."""

import contextlib
import logging
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from kombu import Connection
from moto.server import ThreadedMotoServer

from formgen.bulk.bench import Bench, open_bench
from formgen.store.settings import Settings
from tests.measures import ROOT
from tests.smallform import SECRET

BUCKET = "formgen"
PATIENCE = 240.0  # seconds: a slow machine is no fault
_SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # what the Debian package's command runs as user rabbitmq
_POSTGRES = Path("/usr/lib/postgresql")


def missing_programs() -> list[str]:
    """What is not on this machine."""
    missing = [] if _rabbit() else ["rabbitmq-server"]
    return missing if _postgres("initdb") else [*missing, "initdb"]


def _rabbit() -> str | None:
    return str(_SERVER) if _SERVER.exists() else shutil.which("rabbitmq-server")


def _postgres(program: str) -> str | None:
    found = sorted(_POSTGRES.glob(f"*/bin/{program}"))
    return str(found[-1]) if found else shutil.which(program)


def until(holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait until it holds; an AssertionError that names it when it does not."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens on, below those that outgoing connections get."""
    while True:
        port = random.randint(15_000, 31_000)
        with contextlib.suppress(OSError), socket.socket() as tried:
            tried.bind(("127.0.0.1", port))
            return port


@dataclass
class Program:
    """A server of somebody else, started, killed and started again on the same files and port."""

    command: list[str]
    user: str
    env: dict[str, str]
    log: Path
    url: str
    answers: Callable[[str], bool]
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, env={**_plain_env(), **self.env}, stdout=log, stderr=log, start_new_session=True,
                cwd=self.log.parent, **_as_user(self.user),
            )  # fmt: skip
        until(lambda: self.running.poll() is not None or self.answers(self.url), self.command[0])
        assert self.running.poll() is None, self.log.read_text(errors="replace")[-2000:]

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End it with everything it started."""
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, number)
            self.running.wait()


def _plain_env() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


def _as_user(user: str) -> dict[str, object]:
    """Neither server runs as root."""
    return {"user": user, "group": user, "extra_groups": []} if os.geteuid() == 0 else {}


@dataclass
class Cluster:
    """What many machines share, and the machines themselves: groups of processes with settings of their own."""

    folder: Path
    rabbit: Program
    postgres: Program
    settings: Settings
    storage: dict[str, str]
    machines: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def env(self, **more: str) -> dict[str, str]:
        """The settings, for a process of its own."""
        return {
            **_plain_env(),
            **self.storage,
            "DATABASE_URL": self.settings.database_url,
            "BROKER_URL": self.settings.broker_url,
            "STORE_URL": self.settings.store_url,
            "FORMGEN_SECRET": self.settings.secret,
            "FORMGEN_DATA": str(self.folder / "data"),
            "PYTHONPATH": str(ROOT),
            **more,
        }

    def bench(self) -> Bench:
        """A bench in this process, to be closed."""
        return open_bench(self.settings)

    def machine(self, processes: int = 1, **more: str) -> subprocess.Popen[bytes]:
        """Another machine: its processes are a group, so that its power can be cut."""
        command = [sys.executable, "-m", "formgen", "worker", "--workers", str(processes)]
        with (self.folder / "workers.log").open("ab") as log:
            started = subprocess.Popen(command, env=self.env(**more), stdout=log, stderr=log, start_new_session=True)
        self.machines.append(started)
        return started

    def cut(self, machine: subprocess.Popen[bytes]) -> None:
        """Power off."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(machine.pid, signal.SIGKILL)
        machine.wait()
        self.machines.remove(machine)

    def end(self) -> None:
        """Everything off."""
        for machine in list(self.machines):
            self.cut(machine)
        self.rabbit.kill()
        self.postgres.kill(signal.SIGINT)
        subprocess.run(["epmd", "-kill"], env={**_plain_env(), **self.rabbit.env}, capture_output=True, check=False)


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Broker, database and storage, all new and all gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="formgen-cluster-"))
    folder.chmod(0o755)  # the servers run as users of their own
    made = None
    try:
        with storage() as (_, keys):
            made = _started(folder, keys)
            yield made
    finally:
        if made is not None:
            made.end()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def database() -> Iterator[Program]:
    """A new PostgreSQL alone; its address is in `url`."""
    folder = Path(tempfile.mkdtemp(prefix="formgen-cluster-"))
    folder.chmod(0o755)
    made = _new_postgres(folder)
    try:
        made.start()
        yield made
    finally:
        made.kill(signal.SIGINT)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def storage() -> Iterator[tuple[ThreadedMotoServer, dict[str, str]]]:
    """A double of S3 with an empty bucket, and the variables with which it is reached."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for every object, else
    made = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    made.start()
    try:
        host, port = made.get_host_and_port()
        address = f"http://{host}:{port}"
        urllib.request.urlopen(urllib.request.Request(f"{address}/{BUCKET}", method="PUT")).close()
        keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}
        yield made, {**keys, "AWS_ENDPOINT_URL": address}
    finally:
        made.stop()


def _started(folder: Path, keys: dict[str, str]) -> Cluster:
    rabbit, postgres = _new_rabbit(folder), _new_postgres(folder)
    rabbit.start()
    postgres.start()
    settings = Settings(
        data=folder / "data", secret=SECRET, database_url=postgres.url, broker_url=rabbit.url,
        store_url=f"s3://{BUCKET}/jobs",
    )  # fmt: skip
    return Cluster(folder, rabbit, postgres, settings, keys)


def _own_folder(folder: Path, user: str) -> Path:
    made = folder / user
    made.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(made, user, user)
    return made


def _new_rabbit(folder: Path) -> Program:
    home, port = _own_folder(folder, "rabbitmq"), free_port()
    env = {
        "HOME": str(home),  # Erlang keeps its cookie there
        "RABBITMQ_NODENAME": f"formgen{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "ERL_EPMD_PORT": str(free_port()),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_MNESIA_BASE": str(home / "mnesia"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_CONFIG_FILE": str(home / "none"),
    }
    url = f"amqp://guest:guest@127.0.0.1:{port}//"
    return Program([str(_rabbit())], "rabbitmq", env, folder / "rabbitmq.log", url, _broker_answers)


def _broker_answers(url: str) -> bool:
    try:
        with Connection(url, connect_timeout=2) as connection:
            connection.connect()
        return True
    except Exception:
        return False


def _new_postgres(folder: Path) -> Program:
    home, port = _own_folder(folder, "postgres"), free_port()
    made = [str(_postgres("initdb")), "-D", str(home / "data"), "-U", "formgen", "--auth=trust", "-E", "UTF8"]
    subprocess.run(made, check=True, capture_output=True, cwd=home, env=_plain_env(), **_as_user("postgres"))
    command = [
        str(_postgres("postgres")), "-D", str(home / "data"), "-p", str(port), "-k", str(home),
        "-c", "listen_addresses=127.0.0.1",
    ]  # fmt: skip
    url = f"postgresql://formgen@127.0.0.1:{port}/postgres"
    return Program(command, "postgres", {}, folder / "postgres.log", url, _database_answers)


def _database_answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
        return True
    except psycopg.OperationalError:
        return False
