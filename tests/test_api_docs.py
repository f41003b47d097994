"""docs/api.md runs: each curl command in it is sent to a service and its answer compared.

Where a command speaks of `$JOB`, there is a job in the state that the command needs.
"""

import re
import shlex
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formgen.api import ROUTES
from formgen.bulk.work import owner, work
from formgen.library import SHIPPED
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.bulk import bench_of
from tests.measures import ROOT
from tests.smallform import SECRET

DOCS = (ROOT / "docs" / "api.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BEGINNINGS = {".zip": b"PK", ".docx": b"PK", ".pdf": b"%PDF", ".csv": b"\xef\xbb\xbf"}
PLAN = "plan-van-aanpak-spoor-2"


def commands() -> list[tuple[str, str]]:
    """Each command of the page, with the output under it."""
    found = []
    for block in CONSOLE.findall(DOCS):
        parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
        for part in parts:
            command, _, printed = part.rstrip("\n").partition("\n{")
            found.append((command, "{" + printed if printed else ""))
    return found


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = create_app(Settings(data=tmp_path_factory.mktemp("docs"), secret=SECRET), folders=[SHIPPED])
    yield app.test_client()
    drafts_of(app).close()


def run(client: FlaskClient) -> None:
    """Let a worker do all that waits."""
    bench = bench_of(client.application)
    work(bench, lambda: not bench.jobs.waiting(), owner(), lambda seconds: None)


def job_for(client: FlaskClient, command: str) -> str:
    """The address of a job that this command makes sense for; nothing when it speaks of none."""
    if "$JOB" not in command:
        return ""
    do = "check" if "/make" in command else "make"
    with (ROOT / "samples" / PLAN / "bulk.csv").open("rb") as rows:
        answer = client.post("/api/bulk", data={"form": PLAN, "file": rows, "do": do, "only": "plan"})
    if not any(turn in command for turn in ("/pause", "/resume", "/cancel")):
        run(client)
    return answer.headers["Location"]


def curl(client: FlaskClient, command: str) -> tuple[TestResponse, str]:
    """The answer to a curl command, and the file it would be written to."""
    written = command.replace("$JOB", job_for(client, command)).replace("$API", "/api")
    words = iter(shlex.split(written))
    assert next(words) == "curl"
    path, headers, body, output, method = "", {}, None, "", ""
    fields: dict[str, str | IO[bytes]] = {}
    with ExitStack() as opened:
        for word in words:
            if word == "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            elif word == "-F":
                name, _, value = next(words).partition("=")
                fields[name] = opened.enter_context((ROOT / value[1:]).open("rb")) if value[0] == "@" else value
            elif word == "-d":
                body = next(words)
            elif word == "-X":
                method = next(words)
            elif word == "-o":
                output = next(words)
            elif word != "-s":
                path = word
        method = method or ("POST" if body or fields else "GET")
        kind = "multipart/form-data" if fields else None
        return client.open(path, method=method, data=fields or body, headers=headers, content_type=kind), output


def test_there_are_commands_for_every_subject() -> None:
    said = " ".join(command for command, _ in commands())

    assert len(commands()) >= 7
    assert all(word in said for word in ("/forms", "/schema", "/check", "/documents", "/calendar", "/bulk"))
    assert len(ROUTES) == 4


@pytest.mark.parametrize(("command", "expected"), commands(), ids=lambda text: text[:60])
def test_the_command_gives_what_the_page_says(client: FlaskClient, command: str, expected: str) -> None:
    answer, output = curl(client, command)

    if "DELETE" in command:
        assert answer.status_code == 204
    elif output:
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.data.startswith(BEGINNINGS[Path(output).suffix])
        assert expected == ""
    else:
        pattern = re.escape(expected.strip()).replace(re.escape("..."), ".*") + ".*"
        assert re.fullmatch(pattern, answer.get_data(as_text=True), re.DOTALL), answer.get_data(as_text=True)[:500]


def test_the_readme_leads_to_the_page() -> None:
    assert "(docs/api.md)" in README
