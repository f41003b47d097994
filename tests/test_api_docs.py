"""docs/api.md runs: each curl command in it is sent to a service and its answer compared."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formgen.api import ROUTES
from formgen.library import SHIPPED
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from tests.measures import ROOT
from tests.smallform import SECRET

DOCS = (ROOT / "docs" / "api.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BEGINNINGS = {".zip": b"PK", ".docx": b"PK", ".pdf": b"%PDF"}


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


def curl(client: FlaskClient, command: str) -> tuple[TestResponse, str]:
    """The answer to a curl command, and the file it would be written to."""
    words = iter(shlex.split(command.replace("$API", "/api")))
    assert next(words) == "curl"
    path, headers, body, output = "", {}, None, ""
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        elif word == "-o":
            output = next(words)
        elif word != "-s":
            path = word
    return client.open(path, method="GET" if body is None else "POST", data=body, headers=headers), output


def test_there_are_commands_for_every_subject() -> None:
    said = " ".join(command for command, _ in commands())

    assert len(commands()) >= 7
    assert all(word in said for word in ("/forms", "/schema", "/check", "/documents", "/calendar"))
    assert len(ROUTES) == 3


@pytest.mark.parametrize(("command", "expected"), commands(), ids=lambda text: text[:60])
def test_the_command_gives_what_the_page_says(client: FlaskClient, command: str, expected: str) -> None:
    answer, output = curl(client, command)

    if output:
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.data.startswith(BEGINNINGS[Path(output).suffix])
        assert expected == ""
    else:
        pattern = re.escape(expected.strip()).replace(re.escape("..."), ".*") + ".*"
        assert re.fullmatch(pattern, answer.get_data(as_text=True), re.DOTALL), answer.get_data(as_text=True)[:500]


def test_the_readme_leads_to_the_page() -> None:
    assert "(docs/api.md)" in README
