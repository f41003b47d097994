"""What whoever keeps the service running may ask it: alive, ready, and figures that are about nobody."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from formgen.errors import FormgenError
from formgen.store.drafts import Drafts
from formgen.store.settings import Settings
from formgen.web import _proxy
from tests.smallform import ABOUT_YOU, FORM, House, Visitor, house

TOKEN = "een-lang-token-voor-de-cijfers"
HASH = hashlib.sha256(TOKEN.encode()).hexdigest()
MARKER, MARKER_BSN = "Merkwaardigsma", "111222333"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


def figures(visitor: Visitor, **headers: str) -> dict[str, float]:
    """Each figure by its name and labels."""
    text = visitor.get("/metrics", headers=headers).get_data(as_text=True)
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {" ".join([one.name, *map(str, one.labels.values())]): one.value for one in samples}


# ---- alive and ready -------------------------------------------------------------------------------------------------


def test_alive(service: House) -> None:
    assert service.visitor().get("/healthz").get_json() == {"status": "ok", "forms": 1}


def test_ready(service: House) -> None:
    answer = service.visitor().get("/readyz")

    assert answer.status_code == 200
    assert answer.get_json() == {"status": "ready", "database": True, "templates": True, "disk": True}
    assert not list(service.data.glob("writable-*"))


def test_a_template_that_does_not_open_is_not_ready(service: House) -> None:
    (service.folder / "templates" / "sheet.docx").write_bytes(b"half a file")

    answer = service.visitor().get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json() == {"status": "not ready", "database": True, "templates": False, "disk": True}
    assert '"fault": "TemplateError"' in service.log.getvalue()


def test_a_database_that_does_not_answer_is_not_ready(service: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: Drafts) -> int:
        raise OperationalError(MARKER, None, Exception(MARKER))

    monkeypatch.setattr(Drafts, "count", breaks)
    answer = service.visitor().get("/readyz")

    assert (answer.status_code, answer.get_json()["database"]) == (503, False)
    assert MARKER not in service.log.getvalue() + answer.get_data(as_text=True)


def test_a_disk_one_cannot_write_on_is_not_ready(service: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("formgen.web.health.tempfile.NamedTemporaryFile", full)
    answer = service.visitor().get("/readyz")

    assert (answer.status_code, answer.get_json()["disk"]) == (503, False)


# ---- figures ---------------------------------------------------------------------------------------------------------


def test_requests_are_counted_by_route_and_status(service: House) -> None:
    visitor = service.visitor()
    visitor.fill(f"{FORM}/person", ABOUT_YOU)
    visitor.get(f"/{MARKER}")
    visitor.get(f"/{MARKER}/a/b/c")

    found = figures(visitor)

    assert found["formgen_requests_total GET /<address>/<section_name> 200"] == 1
    assert found["formgen_requests_total POST /<address>/<section_name> 303"] == 1
    assert found["formgen_requests_total GET /<address> 404"] == 1
    assert found["formgen_requests_total GET none 404"] == 1
    assert found["formgen_request_seconds_count /<address>/<section_name>"] == 2


def test_documents_drafts_and_jobs_are_counted(service: House) -> None:
    visitor = service.visitor()
    assert figures(visitor)["formgen_drafts"] == 0
    visitor.fill(f"{FORM}/person", ABOUT_YOU)
    for path in ("your-documents/letter", "your-documents/copy", "your-documents/all.zip", "working-copy.json"):
        visitor.get(f"{FORM}/{path}")
    visitor.get(f"{FORM}/your-documents/nothing")

    found = figures(visitor)

    assert found["formgen_drafts"] == 1
    assert found["formgen_downloads_total docx"] == 2
    assert found["formgen_downloads_total zip"] == 1
    assert found["formgen_downloads_total json"] == 1


def test_no_figure_is_about_anyone(service: House) -> None:
    visitor = service.visitor()
    visitor.fill(f"{FORM}/person", ABOUT_YOU | {"surname": MARKER, "nickname": MARKER_BSN})
    visitor.get(f"{FORM}/your-documents/letter")
    for path in (f"/{MARKER}", f"/{MARKER_BSN}/x", f"{FORM}/{MARKER}", f"/?q={MARKER}"):
        visitor.get(path)
    visitor.client.open("/", method=MARKER.upper())

    text = visitor.get("/metrics").get_data(as_text=True)

    assert MARKER.lower() not in text.lower()
    assert MARKER_BSN not in text


def test_with_a_token_only_its_bearer_sees_the_figures(tmp_path: Path) -> None:
    with house(tmp_path, metrics_tokens=frozenset({HASH})) as running:
        visitor = running.visitor()

        assert visitor.get("/metrics").status_code == 404
        assert visitor.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 404
        assert visitor.get("/metrics", headers={"Authorization": f"Basic {TOKEN}"}).status_code == 404
        assert figures(visitor, Authorization=f"Bearer {TOKEN}")["formgen_drafts"] == 0


@pytest.mark.parametrize(
    ("address", "headers"), [("198.51.100.7", {}), ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"})]
)
def test_without_a_token_only_this_machine_does(service: House, address: str, headers: dict[str, str]) -> None:
    visitor = service.visitor()
    visitor.client.environ_base["REMOTE_ADDR"] = address

    assert visitor.get("/metrics", headers=headers).status_code == 404


def test_over_https_nobody_does_without_a_token(tmp_path: Path) -> None:
    with house(tmp_path, https=True) as running:
        assert running.visitor().get("/metrics").status_code == 404


# ---- settings --------------------------------------------------------------------------------------------------------


def test_the_settings_are_read() -> None:
    read = Settings.read({"FORMGEN_METRICS_TOKEN": HASH, "FORMGEN_PROXY": " 10.0.0.1 "})

    assert read.metrics_tokens == {HASH}
    assert _proxy(read)["trusted_proxy"] == "10.0.0.1"
    assert _proxy(read)["trusted_proxy_headers"] == {"x-forwarded-for"}
    assert _proxy(Settings.read({})) == {}


@pytest.mark.parametrize(
    ("name", "written"), [("FORMGEN_METRICS_TOKEN", "geheim"), ("FORMGEN_PROXY", "proxy"), ("FORMGEN_PROXY", "*")]
)
def test_a_setting_that_cannot_be_used_is_named(name: str, written: str) -> None:
    with pytest.raises(FormgenError, match=name):
        Settings.read({name: written})
