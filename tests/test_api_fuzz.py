"""Whatever a program sends, the API answers below 500: with what it asked for, or with a problem and a sentence."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from formgen.api.problem import KINDS
from tests.smallform import ABOUT_YOU, FORM, TALKS, house

PATHS = (f"/api/forms{FORM}/check", f"/api/forms{FORM}/documents", "/api/calendar")
LENIENT = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
NAMES = st.sampled_from(
    [
        *("surname", "born", "works", "hours", "agrees", "needs", "papers", "wish", "why_none", "sick", "talks"),
        *("talks.1.talk_date", "talks.2.talk_with", "talks.0.talk_date", "talks.1", "talks..talk_date", "", "."),
        *("first_sick_day", "interruptions", "contract_end", "problem_analysis_date"),
    ]
)
TYPED = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["9-3-2026", "part", "none", "yes", "ja", "lifting, standing", "16", "1e400", "٣", "\ud800", "\0"]),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
JSON = st.recursive(
    TYPED,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.one_of(NAMES, st.text(max_size=6)), inner)),
    max_leaves=12,
)
ANSWERS = st.dictionaries(st.one_of(NAMES, st.text(max_size=8)), JSON, max_size=8)
WORDS = st.fixed_dictionaries(
    {},
    optional={
        "language": st.sampled_from(["nl", "en", "fy", "", 7, None, ["nl"]]),
        "only": st.sampled_from(["letter", "copy", "sheet", "x", "", {}]),
        "format": st.sampled_from(["original", "", "x", "json", "ics", False]),
        "confirmed": st.text(max_size=5),
        "strange": st.none(),
    },
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with house(tmp_path_factory.mktemp("fuzz")) as running:
        yield running.app.test_client()


def settled(answer: TestResponse) -> None:
    """The answer is a good one, or a problem of a kind that we know."""
    assert answer.status_code < 500, answer.get_data(as_text=True)
    if answer.status_code >= 400:
        said = answer.get_json()
        assert answer.mimetype == "application/problem+json"
        assert said["detail"]
        assert KINDS[said["type"].rpartition("/")[2]].status == answer.status_code


@LENIENT
@given(path=st.sampled_from(PATHS), body=st.binary(max_size=200))
def test_any_bytes(client: FlaskClient, path: str, body: bytes) -> None:
    settled(client.post(path, data=body, content_type="application/json"))


@LENIENT
@given(path=st.sampled_from(PATHS), body=JSON)
def test_any_json(client: FlaskClient, path: str, body: Any) -> None:
    settled(client.post(path, data=json.dumps(body), content_type="application/json"))


@LENIENT
@given(path=st.sampled_from(PATHS), answers=ANSWERS, words=WORDS)
def test_any_answers_and_words(client: FlaskClient, path: str, answers: Any, words: Any) -> None:
    settled(client.post(path, data=json.dumps({"answers": answers, **words}), content_type="application/json"))


@LENIENT
@given(path=st.sampled_from(PATHS[:2]), changes=st.dictionaries(NAMES, TYPED, max_size=3))
def test_right_answers_with_a_few_changes(client: FlaskClient, path: str, changes: Any) -> None:
    typed = {**ABOUT_YOU, **TALKS, **changes}
    settled(client.post(path, data=json.dumps({"answers": typed}), content_type="application/json"))


@LENIENT
@given(
    path=st.sampled_from(PATHS),
    kind=st.sampled_from(["", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-7", "x"]),
    headers=st.dictionaries(
        st.sampled_from(["Authorization", "Accept-Language", "Accept", "Content-Encoding", "Range", "X-Forwarded-For"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=20),
    ),
)
def test_any_headers(client: FlaskClient, path: str, kind: str, headers: dict[str, str]) -> None:
    settled(client.post(path, data=b'{"answers": {}}', content_type=kind, headers=headers))


@LENIENT
@given(
    rest=st.text(st.characters(exclude_categories=("Cs",)), max_size=20), method=st.sampled_from(["GET", "POST", "PUT"])
)
def test_any_address(client: FlaskClient, rest: str, method: str) -> None:
    answer = client.open(f"/api/{rest.replace('?', '').replace('#', '')}", method=method)

    assert answer.status_code < 500


FIELDS = st.dictionaries(
    st.sampled_from(["language", "formats", "name", "folders", "only", "confirmed", "do", "column", "form", "x"]),
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(["en", "word,pdf", "{surname}", "row", "letter", "yes", "check", "a=born"]),
    ),
    max_size=4,
)
FILES = st.one_of(
    st.binary(max_size=60), st.text(max_size=60).map(lambda text: b"surname;born\n" + text.encode("utf-8", "replace"))
)


@LENIENT
@given(data=FILES, name=st.text(max_size=20), fields=FIELDS)
def test_any_file_of_rows(client: FlaskClient, data: bytes, name: str, fields: dict[str, str]) -> None:
    sent = {"form": "small", **fields, "file": (io.BytesIO(data), name)}
    answer = client.post("/api/bulk", data=sent, content_type="multipart/form-data")

    settled(answer)
    if answer.status_code == 201:
        settled(client.get(answer.headers["Location"]))
        assert client.delete(answer.headers["Location"]).status_code == 204
