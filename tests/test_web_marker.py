"""A name and a BSN typed on every page of every form, also where things go wrong: found nowhere else."""

import io
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from formgen.library import SHIPPED
from formgen.store.database import DATABASE_FILE
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of, limits
from formgen.web.faults import Site
from tests.golden import LIBRARY
from tests.pages import Page
from tests.smallform import NOON, SECRET, Visitor

NAME, BSN = "Merkwaardigsma", "111222333"
MARKED = f"{NAME} {BSN}"
FORMS = [name for name in LIBRARY.names() if LIBRARY.load(name).folder == SHIPPED and LIBRARY.load(name).documents]


@dataclass
class Witness:
    """A service of which everything it says outward is kept: its log, where it leads to, its temporary files."""

    app: Site
    data: Path
    temporary: Path
    log: io.StringIO
    visitor: Visitor
    addresses: list[str] = field(default_factory=list)

    def heard(self, answer: TestResponse) -> TestResponse:
        """The answer, with the address it leads to and the name it gives a file noted down."""
        self.addresses.append(answer.location or "")
        self.addresses.extend(value for name, value in answer.headers if name == "Set-Cookie")
        return answer

    def post(self, path: str, values: dict[str, str]) -> TestResponse:
        """Post these values with this visitor's own token."""
        return self.heard(self.visitor.client.post(path, data=self.token() | values))

    def token(self) -> dict[str, str]:
        """This visitor's own token."""
        return {"csrf_token": self.visitor.fields(self.visitor.page("/resume"))["csrf_token"]}

    def kept(self) -> bytes:
        """Every byte under the data folder: database, journal, keys and files of jobs."""
        return b"\n".join(path.read_bytes() for path in sorted(self.data.rglob("*")) if path.is_file())

    def is_silent(self) -> None:
        """The marker is in no log, no address, no cookie, no temporary file and no byte that is kept."""
        left = [path.read_bytes() for path in self.temporary.rglob("*") if path.is_file()]
        for marker in (NAME, BSN):
            assert marker not in self.log.getvalue()
            assert marker not in "\n".join(self.addresses)
            assert marker.encode() not in self.kept()
            assert marker.encode("utf-16-le") not in self.kept()
            assert not [one for one in left if marker.encode() in one]
            assert marker not in "\n".join(str(path) for path in [*self.temporary.rglob("*"), *self.data.rglob("*")])


@pytest.fixture
def witness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Witness]:
    data, temporary, log = tmp_path / "data", tmp_path / "temporary", io.StringIO()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    app = create_app(Settings(data=data, secret=SECRET), folders=[SHIPPED], clock=lambda: NOON, log=log)
    yield Witness(app, data, temporary, log, Visitor(app.test_client()))
    drafts_of(app).close()


def type_everywhere(witness: Witness, form: str) -> int:
    """Type the marker in every field of every page of this form, by every route; how many pages there were."""
    pages = 0
    for section in LIBRARY.load(form).sections:
        path = f"/{form}/{section.name}"
        answer = witness.visitor.get(path)
        if answer.status_code != 200:
            continue
        pages += 1
        page = Page(answer.get_data(as_text=True)).form
        typed = page.sent(dict.fromkeys(page.typable(), MARKED), "next")
        for way in ("", "/kept", "/asked", "/news", "/preview", "/fit"):
            witness.heard(witness.visitor.client.post(path + way, data=typed))
        for act in ("add:talks", f"use:{NAME}", f"part:{NAME}", "language:nl", NAME):
            witness.heard(witness.visitor.client.post(path, data=typed | {"_do": act}))
    return pages


@pytest.mark.parametrize("form", FORMS)
def test_typed_on_every_page_of_a_form_it_is_found_nowhere(
    witness: Witness, form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    pages = type_everywhere(witness, form)
    for path in ("", "/check-answers", "/your-documents", "/continue-later", "/working-copy", "/delete-answers"):
        witness.heard(witness.visitor.get(f"/{form}{path}"))
    witness.post(f"/{form}/check-answers", {"confirmed": MARKED, "texts": MARKED})
    witness.post(f"/{form}/continue-later", {"code": MARKED})
    witness.post(f"/{form}/take-over", {"other": MARKED})
    for path in ("/advice", "/timeline", "/timeline/agenda"):
        asked = Page(witness.visitor.page(path.replace("/agenda", ""))).form
        witness.heard(witness.visitor.client.post(path, data=asked.sent(dict.fromkeys(asked.values, MARKED), "next")))
        witness.post(path, dict.fromkeys(asked.values.keys() - {"csrf_token"}, MARKED))
    copy = witness.visitor.get(f"/{form}/working-copy.json")

    assert pages >= 3
    assert NAME.encode() in copy.data  # it was kept, and its owner has it
    assert drafts_of(witness.app).count() == 1
    witness.is_silent()
    said = "".join(capfd.readouterr())
    assert NAME not in said
    assert BSN not in said


def breaks(*_: object, **__: object) -> None:
    raise ValueError(MARKED)


def test_whatever_goes_wrong_says_nothing(
    witness: Witness, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    form = "/deskundigenoordeel-werknemer"
    type_everywhere(witness, form[1:])
    section = f"{form}/{LIBRARY.load(form[1:]).sections[0].name}"
    codes = [witness.visitor.get(path).status_code for path in (f"/{NAME}", f"{form}/{NAME}/{BSN}", f"/?{NAME}={BSN}")]
    codes.append(witness.visitor.client.open(section, method="DELETE", query_string={NAME: BSN}).status_code)
    codes.append(witness.visitor.client.post(section, data={"surname": MARKED}).status_code)
    codes.append(witness.post(section, {"surname": MARKED * 60_000}).status_code)
    for name, data in (
        (f"{MARKED}.pdf", b"%PDF-1.7 " + MARKED.encode()),
        (f"{NAME}.docx", b"PK\x03\x04" + b"x" * 600_000),
    ):
        codes.append(witness.visitor.bring("/working-copy", data, name).status_code)
    values = witness.token() | {"code": MARKED}
    tries = int(limits.TRIES.split()[0]) + 1
    codes.append([witness.visitor.client.post("/resume", data=values).status_code for _ in range(tries)][-1])
    codes.append(witness.visitor.client.post("/api/forms", data=MARKED, content_type=MARKED).status_code)
    monkeypatch.setattr("formgen.web.finish.checks.judge", breaks)
    codes.append(witness.visitor.get(f"{form}/check-answers").status_code)
    monkeypatch.setattr("formgen.web.visit.answers.read", breaks)
    codes.append(witness.post(section, {"surname": MARKED, "bsn": BSN}).status_code)

    assert codes == [404, 404, 200, 405, 403, 413, 422, 422, 429, 405, 500, 500]
    assert witness.log.getvalue().count('"fault": "ValueError"') == 2
    witness.is_silent()
    said = "".join(capfd.readouterr())
    assert NAME not in said
    assert BSN not in said


def test_after_delete_now_it_is_nowhere_at_all(witness: Witness) -> None:
    form = "/deskundigenoordeel-werknemer"
    type_everywhere(witness, form[1:])
    with sqlite3.connect(witness.data / DATABASE_FILE) as connection:
        ((locked,),) = connection.execute("SELECT locked FROM drafts").fetchall()
    connection.close()
    assert locked in witness.kept() or locked[:200] in witness.kept()

    answer = witness.post(f"{form}/delete-answers", {})

    assert answer.status_code == 303
    assert drafts_of(witness.app).count() == 0
    after = witness.kept()
    for start in range(0, len(locked) - 32, 32):  # not one piece of it, locked as it was
        assert locked[start : start + 32] not in after
    assert NAME not in witness.visitor.page(f"{form}/{LIBRARY.load(form[1:]).sections[0].name}")
    assert witness.visitor.get(f"{form}/working-copy.json").status_code == 404
    witness.is_silent()


def test_the_log_says_what_happened_all_the_same(witness: Witness) -> None:
    type_everywhere(witness, "deskundigenoordeel-werknemer")

    lines = [json.loads(line) for line in witness.log.getvalue().splitlines()]

    assert {line["route"] for line in lines} >= {"/<address>/<section_name>", "/<address>/<section_name>/kept"}
    assert {line["method"] for line in lines} == {"GET", "POST"}
