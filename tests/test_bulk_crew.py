"""Workers are started, started again, and stopped; one that splits off has nothing of its parent's but what it read."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from formgen.bulk import local as locals_
from formgen.bulk import worker
from formgen.bulk.bench import Bench
from formgen.bulk.crew import Crew, Line, Worker
from formgen.bulk.job import Order, Upload, Wish
from formgen.bulk.local import Local, _Tending, begin
from formgen.bulk.outcome import Targets
from formgen.bulk.twin import Twin
from formgen.bulk.worker import FAILING, FULL, STOPPED
from formgen.library import Library
from tests.bulkbench import DAY, people, rows_csv
from tests.smallform import write_folder


def ended(crew: Crew) -> list[int]:
    """How the first workers ended that did."""
    found: list[int] = []

    def looked() -> list[int]:
        found.extend(crew.tend())
        return found

    until(looked)
    return found


def until(told: Callable[[], object]) -> None:
    for _ in range(600):
        if told():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")


# ---- a process that splits off --------------------------------------------------------------------------------------


def test_a_twin_ends_with_the_code_of_what_it_lived_for() -> None:
    twin = Twin(lambda: 7)

    assert twin.wait(30) == 7
    assert twin.poll() == 7
    assert twin.pid != os.getpid()


def test_a_twin_whose_life_fails_never_comes_back_here() -> None:
    def fails() -> int:
        raise ValueError

    assert Twin(fails).wait(30) == FAILING


def test_a_twin_is_waited_for_no_longer_than_asked_and_can_be_ended() -> None:
    twin = Twin(signal.pause)  # type: ignore[arg-type]

    assert twin.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        twin.wait(0.05)
    twin.kill()
    assert twin.wait(30) == -signal.SIGKILL
    twin.kill()  # once more is no error


def test_a_twin_says_nothing_where_its_parent_speaks(capfd: pytest.CaptureFixture[str]) -> None:
    assert Twin(lambda: os.write(1, b"Jansen") + os.write(2, b"Bakker")).wait(30) == 12
    assert capfd.readouterr() == ("", "")


# ---- a crew ---------------------------------------------------------------------------------------------------------


def watching(line: Line) -> Worker:
    """A worker that does nothing but watch the line."""

    def live() -> int:
        os.close(line.held)
        return len(os.read(line.watched, 1))

    return Twin(live)


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(2, watching)
    yield made
    if made.processes:
        made.stop()


def test_every_worker_is_there_after_a_look_and_gone_after_the_stop(crew: Crew) -> None:
    assert not crew.processes

    assert crew.tend() == []
    first = crew.processes
    assert len(set(first)) == 2
    assert crew.tend() == []
    assert crew.processes == first

    crew.stop()
    assert crew.processes == ()
    assert not [process for process in first if Path(f"/proc/{process}").exists()]


def test_a_worker_that_was_killed_is_told_and_replaced(crew: Crew) -> None:
    crew.tend()
    gone, stays = crew.processes
    os.kill(gone, signal.SIGKILL)

    assert ended(crew) == [-signal.SIGKILL]
    assert gone not in crew.processes
    assert stays in crew.processes
    assert len(crew.processes) == 2


def test_a_worker_for_which_the_disk_is_full_is_not_started_again_at_once() -> None:
    started: list[int] = []

    def full(line: Line) -> Worker:
        started.append(1)
        return Twin(lambda: FULL)

    crew = Crew(1, full)
    crew.tend()

    assert (ended(crew), started, crew.processes) == ([FULL], [1], ())
    crew.stop()


def test_workers_go_when_whoever_started_them_is_killed(tmp_path: Path) -> None:
    """Both ways a worker is started."""
    program = (
        "import os, sys, time; from pathlib import Path; from formgen.bulk.crew import Crew, apart\n"
        "from tests.test_bulk_crew import watching\n"
        f"crews = [Crew(2, watching), Crew(1, apart(Path({str(tmp_path)!r}), os.environ))]\n"
        "[crew.tend() for crew in crews]; print(*[one for crew in crews for one in crew.processes], flush=True)\n"
        "time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [int(word) for word in parent.stdout.readline().split()]
    assert len(workers) == 3

    parent.kill()
    parent.wait()
    parent.stdout.close()

    until(lambda: not [one for one in workers if _lives(one)])


def _lives(process: int) -> bool:
    status = Path(f"/proc/{process}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except OSError:
        return False


# ---- what a worker does ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "code"), [(OSError(28, "full"), FULL), (OSError(122, "quota"), FULL), (OSError(5, "io"), FAILING)]
)
def test_how_a_worker_ended_says_why(fault: OSError, code: int) -> None:
    def opened() -> Bench:
        raise fault

    watched, held = os.pipe()
    try:
        assert worker.serve(opened, watched) == code
    finally:
        os.close(held)


def test_a_worker_stops_when_the_line_closes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMGEN_SECRET", "0123456789abcdef" * 4)
    local = Local(tmp_path / "job", None)
    watched, held = os.pipe()
    os.close(held)

    assert worker.serve(lambda: local.bench, watched) == STOPPED


# ---- a job in its folder --------------------------------------------------------------------------------------------


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Local]:
    folder = write_folder(tmp_path / "own")
    form = Library([folder]).load("small")
    order = Order(Upload("x.csv", rows_csv(people(130))), Wish(), DAY, "make")
    made = begin(tmp_path / "job", folder, form, order)
    yield made
    made.clear()


def test_the_zip_and_the_report_are_written_while_rows_are_made(job: Local, tmp_path: Path) -> None:
    told: list[int] = []
    targets = Targets(tmp_path / "x.zip", tmp_path / "x.csv")

    assert job.run(2, told.append, targets) == (tmp_path / "x.zip", tmp_path / "x.csv")

    assert told[-1] == 130
    assert sorted(told) == told
    assert (tmp_path / "x.csv").read_text("utf-8").count("gemaakt") == 130
    assert not list(job.folder.glob("*.part"))


def test_a_second_run_writes_the_same_bytes_and_makes_nothing(
    job: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    job.run(1, lambda done: None, Targets(first))
    monkeypatch.setattr(locals_, "work", lambda *words: 0)

    assert job.run(1, lambda done: None, Targets(second)) == (second,)
    assert first.read_bytes() == second.read_bytes()


def test_nothing_is_written_where_nothing_is_wanted(job: Local, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())

    assert job.run(2, lambda done: None, Targets()) == ()
    assert set(tmp_path.iterdir()) == before
    assert job.bench.jobs.done(job.job().key) == 130


def test_what_breaks_off_leaves_the_places_as_they_were(
    job: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.zip"
    target.write_bytes(b"earlier")
    job.run(1, lambda done: None, Targets())
    (blob,) = {result.blob for result in job.bench.jobs.results(job.job().key) if result.place == 129}
    job.bench.files.delete(blob)

    with pytest.raises(FileNotFoundError):
        job.run(1, lambda done: None, Targets(target, tmp_path / "x.csv"))

    assert target.read_bytes() == b"earlier"
    assert not (tmp_path / "x.csv").exists()


def test_workers_that_end_one_after_the_other_end_the_run() -> None:
    class Dying(Crew):
        def tend(self) -> list[int]:
            return [FAILING]

    tending = _Tending(Dying(0, watching), lambda: 3)
    for _ in range(20):
        tending()
    with pytest.raises(OSError, match="end by themselves"):
        tending()


def test_a_full_disk_ends_the_run_at_once() -> None:
    class Filled(Crew):
        def tend(self) -> list[int]:
            return [FULL]

    with pytest.raises(OSError, match="Errno 28"):
        _Tending(Filled(0, watching), lambda: 3)()
