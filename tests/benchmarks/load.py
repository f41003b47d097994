"""Fifty people at once, five seconds of thought a page: how long each page, save and preview takes: `make bench-load`.

The service runs in a process of its own, as `formgen serve` runs it. Every visitor types a whole sample, page by page:
opens a page, has it kept while typing, asks for the preview, saves and goes on; at the end come the check page and the
documents. Options: visitors, minutes, seconds of thought.
"""

import argparse
import datetime
import http.client
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY
from tests.pages import Page

CASES = {
    "deskundigenoordeel-werknemer": "case-1.yml",
    "deskundigenoordeel-werkgever": "case-3.yml",
    "plan-van-aanpak-spoor-2": "volledig.yml",
    "onderbouwing-afwijking-deskundigenoordeel": "case-8.yml",
}
LIMITS = {"page": 250, "save": 250, "preview": 300}  # milliseconds that 99 of 100 may take


@dataclass
class Seen:
    """What all visitors saw: milliseconds by kind of request and by route, and whatever was no good answer."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, ms: float, status: int, path: str) -> None:
        """Keep one measurement."""
        with self.lock:
            self.times[kind].append(ms)
            if status >= 400:
                self.errors.append(f"{status} {kind} {path}")


class Person:
    """One visitor with a connection and a cookie of their own."""

    def __init__(self, port: int, seen: Seen, think: float) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.seen, self.think, self.cookie = seen, think, ""

    def ask(self, kind: str, path: str, body: Mapping[str, object] | None = None) -> tuple[str, str]:
        """The page at this path, or where a post leads; measured from the first byte sent to the last received."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        data = urlencode(body, doseq=True) if body is not None else None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request("POST" if data is not None else "GET", path, data, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        self.seen.note(kind, (time.perf_counter() - started) * 1000, answer.status, path)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            if cookie.startswith("formgen="):
                self.cookie = cookie.partition(";")[0]
        return text.decode("utf-8", "replace"), answer.headers.get("Location", "")

    def pause(self) -> None:
        """Think: about as long as asked, no two the same."""
        time.sleep(self.think * random.uniform(0.5, 1.5))

    def fill_in(self, form: str, answers: Mapping[str, str], until: float) -> None:
        """Go through the whole form once, as long as there is time."""
        self.ask("page", "/")
        self.ask("page", f"/{form}")
        for section in LIBRARY.load(form).sections:
            if time.monotonic() > until:
                return
            self.pause()
            self.one_page(f"/{form}/{section.name}", answers)
        for kind, path in (("check", "check-answers"), ("documents", "your-documents")):
            self.pause()
            self.ask(kind, f"/{form}/{path}")

    def one_page(self, path: str, answers: Mapping[str, str]) -> None:
        """Open a page, type, look at the document that grows beside it, and go on."""
        html, led = self.ask("page", path)
        if led or 'id="page"' not in html:
            return
        page = Page(html).form
        typed = page.sent({name: text for name, text in answers.items() if name in page.values}, "next")
        self.pause()
        self.ask("save", f"{path}/kept", typed | {"_do": "keep"})
        self.ask("preview", f"{path}/preview", typed)
        self.pause()
        html, _ = self.ask("page", path)
        fresh = Page(html).form
        self.ask("save", path, fresh.sent({name: text for name, text in answers.items() if name in fresh.values}, "on"))


@contextmanager
def service(folder: Path, workers: int = 0) -> Iterator[int]:
    """The port of a service in a process of its own, with so many workers for bulk jobs."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "formgen", "serve", "--port", str(port)]
    environ = {**os.environ, "FORMGEN_DATA": str(folder), "FORMGEN_WORKERS": str(workers)}
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    try:
        for path in ("/healthz", "/readyz"):
            _wait(port, path)
        yield port
    finally:
        running.terminate()
        running.wait(30)


def _wait(port: int, path: str) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"{path} does not answer")


def main() -> None:
    """Prints the table; ends with 1 when a request failed or took too long."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--visitors", type=int, default=50)
    asked.add_argument("--minutes", type=float, default=2)
    asked.add_argument("--think", type=float, default=5)
    said = asked.parse_args()
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder, service(Path(folder)) as port:
        until = time.monotonic() + said.minutes * 60
        people = [threading.Thread(target=visit, args=(n, port, seen, said.think, until)) for n in range(said.visitors)]
        for person in people:
            person.start()
        for person in people:
            person.join()
    print(f"{said.visitors} visitors, {said.think:g} s of thought, {said.minutes:g} min, {datetime.date.today()}")
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; errors: {len(seen.errors)}")
    sys.exit(int(_table(seen) or bool(seen.errors)))


def visit(number: int, port: int, seen: Seen, think: float, until: float) -> None:
    """One person after the other fills in a form, as long as there is time; what they see is noted in `seen`."""
    form = list(CASES)[number % len(CASES)]
    path = LIBRARY.load(form).folder / "samples" / form / CASES[form]
    answers = read_answers(path.read_bytes(), path.name).answers
    time.sleep(think * random.random())
    while time.monotonic() < until:
        try:
            Person(port, seen, think).fill_in(form, answers, until)
        except OSError as fault:
            seen.note("none", 0, 599, type(fault).__name__)


def _table(seen: Seen) -> bool:
    """Print each kind of request; whether one took longer than it may."""
    late = False
    print(f"\n{'':12}{'requests':>9}{'median':>9}{'p95':>9}{'p99':>9}{'max':>9}  ms")
    for kind, times in sorted(seen.times.items()):
        ordered = sorted(times)
        of = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95, 0.99)]
        late = late or of[2] > LIMITS.get(kind, 10_000)
        print(f"{kind:12}{len(times):9}" + "".join(f"{one:9.0f}" for one in (*of, ordered[-1])))
    for error in sorted(set(seen.errors))[:20]:
        print(error)
    return late


if __name__ == "__main__":
    main()
