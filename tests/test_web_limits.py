"""Rate limits: what they stop, whom they never stop, and what the one who is stopped is told."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.web import limits
from tests.smallform import ABOUT_YOU, FORM, House, house

NAMES = ("TRIES", "UPLOADS", "DOCUMENTS", "CONVERSIONS", "CALLS")
MANY = {name: int(getattr(limits, name).split()[0]) for name in NAMES}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


def test_guessing_at_links_ends_after_a_few_tries(service: House) -> None:
    visitor = service.visitor()
    values = visitor.fields(visitor.page("/resume"))
    codes = [visitor.post("/resume", values | {"code": f"{n:032}"}).status_code for n in range(MANY["TRIES"] + 3)]

    assert codes == [404] * MANY["TRIES"] + [429] * 3


def test_the_page_says_how_long_and_what_still_works(service: House) -> None:
    visitor = service.visitor()
    values = visitor.fields(visitor.page("/resume"))
    for _ in range(MANY["TRIES"]):
        visitor.post("/resume", values | {"code": "x"})

    dutch = visitor.post("/resume", values | {"code": "x"})
    english = visitor.client.post("/resume", data=values | {"code": "x"}, headers={"Accept-Language": "en"})

    assert 1 <= int(dutch.headers["Retry-After"]) <= 3600
    minutes = -(-int(dutch.headers["Retry-After"]) // 60)
    found = re.search(r"Probeer het over (\d+|een) minu", dutch.get_data(as_text=True))
    assert found
    assert abs((1 if found[1] == "een" else int(found[1])) - minutes) <= 1
    assert "you can go on with the questions" in english.get_data(as_text=True)
    assert visitor.fill(f"{FORM}/person", ABOUT_YOU).status_code == 303


def test_links_that_open_something_are_not_counted(service: House) -> None:
    owner = service.visitor()
    owner.fill(f"{FORM}/person", ABOUT_YOU)
    code = owner.draft_id()
    values = owner.fields(owner.page("/resume"))

    codes = {owner.post("/resume", values | {"code": code}).status_code for _ in range(MANY["TRIES"] * 2)}
    assert codes == {303}


def test_a_right_link_opens_whoever_guessed_before(service: House) -> None:
    """Many people may stand behind one address, and one who mistypes keeps nobody from their answers."""
    owner = service.visitor()
    owner.fill(f"{FORM}/person", ABOUT_YOU)
    values = owner.fields(owner.page("/resume"))
    for _ in range(MANY["TRIES"] + 1):
        missed = owner.post("/resume", values | {"code": "x"})

    assert missed.status_code == 429
    assert owner.post("/resume", values | {"code": owner.draft_id()}).status_code == 303


def test_turning_into_pdf_has_a_limit_of_its_own(service: House) -> None:
    visitor = service.visitor()
    codes = [visitor.get(f"{FORM}/your-documents/letter/pdf").status_code for _ in range(MANY["CONVERSIONS"] + 1)]

    assert codes == [404] * MANY["CONVERSIONS"] + [429]
    assert visitor.get(f"{FORM}/your-documents").status_code == 200


def test_files_are_counted_together(service: House) -> None:
    visitor = service.visitor()
    values = visitor.fields(visitor.page("/working-copy"))
    for path in ("/working-copy", "/small/working-copy") * (MANY["UPLOADS"] // 2):
        sent = {**values, "file": (io.BytesIO(b"x"), "x.json")}
        assert visitor.client.post(path, data=sent, content_type="multipart/form-data").status_code == 422

    assert visitor.client.post("/working-copy", data=values).status_code == 429
    assert visitor.client.post("/bulk", data=values).status_code == 429
    assert visitor.get("/working-copy").status_code == 200


def test_documents_have_a_limit_and_questions_have_none(service: House) -> None:
    visitor = service.visitor()
    paths = (f"{FORM}/your-documents", f"{FORM}/your-documents/letter", f"{FORM}/your-documents/all.zip")
    codes = [visitor.get(paths[n % 3]).status_code for n in range(MANY["DOCUMENTS"] + 1)]

    assert 429 not in codes[:-1]
    assert codes[-1] == 429
    assert all(visitor.get(path).status_code == 200 for path in ("/", FORM, f"{FORM}/person", f"{FORM}/check-answers"))


def test_the_api_says_it_as_a_problem(service: House) -> None:
    client = service.app.test_client()
    codes = [client.get("/api/forms").status_code for _ in range(MANY["CALLS"])]
    answer = client.get("/api/forms")

    assert set(codes) == {200}
    assert answer.status_code == 429
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == 429


def test_one_visitor_is_not_stopped_by_another(service: House) -> None:
    for address in ("198.51.100.7", "198.51.100.8", "2001:db8::7"):
        visitor = service.visitor()
        visitor.client.environ_base["REMOTE_ADDR"] = address
        values = visitor.fields(visitor.page("/resume"))
        for _ in range(MANY["TRIES"]):
            assert visitor.post("/resume", values | {"code": "x"}).status_code == 404
        assert visitor.post("/resume", values | {"code": "x"}).status_code == 429


def test_no_address_is_kept_or_logged(service: House) -> None:
    visitor = service.visitor()
    visitor.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    values = visitor.fields(visitor.page("/resume"))
    for _ in range(MANY["TRIES"] + 1):
        visitor.post("/resume", values | {"code": "x"})

    limiter, _ = service.app.extensions["formgen.limits"]

    assert limiter.storage.storage
    assert "198.51" not in str(dict(limiter.storage.storage)) + service.log.getvalue()
    assert '"status": 429' in service.log.getvalue()
