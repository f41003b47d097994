"""Every route against every kind of visitor, token and header: the table of what each of them may see and do."""

from collections.abc import Callable, Iterator

import pytest
from werkzeug.test import TestResponse

from formgen.web import drafts_of
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, TALKS, House, Visitor, house

PERSON, DETAILS = f"{FORM}/person", f"{FORM}/details"
SECRET_WORD = "Merkwaardigsma"
ANSWERS = ABOUT_YOU | {"surname": SECRET_WORD}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("matrix")) as running:
        yield running


def owner(service: House) -> Visitor:
    visitor = service.visitor()
    visitor.fill(PERSON, ANSWERS)
    visitor.fill(DETAILS, TALKS)
    return visitor


def stranger(service: House) -> Visitor:
    """Someone else, with a draft of their own."""
    owner(service)
    visitor = service.visitor()
    visitor.fill(PERSON, {"surname": "Anders"})
    return visitor


def nobody(service: House) -> Visitor:
    owner(service)
    return service.visitor()


def late(service: House) -> Visitor:
    visitor = owner(service)
    service.clock.move(days=30)
    return visitor


def done(service: House) -> Visitor:
    visitor = owner(service)
    visitor.fill(f"{FORM}/delete-answers")
    return visitor


def of_another_form(service: House) -> Visitor:
    """Someone whose cookie names the owner's draft under the name of another form."""
    visitor = owner(service)
    visitor.know(visitor.draft_id(), "other")
    visitor.client.delete_cookie("formgen-draft-small")
    return visitor


def guessing(service: House) -> Visitor:
    owner(service)
    visitor = service.visitor()
    visitor.know("a" * 32)
    return visitor


def garbled(service: House) -> Visitor:
    """Someone whose signed cookie holds something else than it should: another version of ours may have made it."""
    owner(service)
    visitor = service.visitor()
    with visitor.client.session_transaction() as session:
        session["drafts"], session["language"], session["jobs"], session["here"] = ["small"], ["nl"], {}, {"small": 1}
    for wrong in ("kept.", "kept.x", "here.x", f"other.{'a' * 32}", "new.", ".", "é"):
        visitor.client.set_cookie("formgen-draft-small", wrong)
        assert visitor.get(PERSON).status_code == 200, wrong
    return visitor


VISITORS: dict[Callable[[House], Visitor], bool] = {  # and whether they have the owner's answers
    owner: True,
    stranger: False,
    nobody: False,
    late: False,
    done: False,
    of_another_form: False,
    guessing: False,
    garbled: False,
}
PAGES = (  # path, status with the owner's draft, status for someone without any draft
    ("/", 200, 200),
    (FORM, 200, 200),
    (PERSON, 200, 200),
    (f"{PERSON}?from=check", 200, 200),
    (DETAILS, 200, 200),
    (f"{FORM}/health", 200, 302),
    (f"{FORM}/nothing", 404, 404),
    (f"{FORM}/check-answers", 200, 200),
    (f"{FORM}/your-documents", 200, 200),
    (f"{FORM}/your-documents/copy", 200, 404),
    (f"{FORM}/your-documents/letter", 200, 404),
    (f"{FORM}/your-documents/sheet", 404, 404),
    (f"{FORM}/your-documents/all.zip", 200, 404),
    (f"{FORM}/delete-answers", 200, 200),
    (f"{FORM}/answers-deleted", 200, 200),
    ("/nothing", 404, 404),
    ("/nothing/person", 404, 404),
    ("/nothing/check-answers", 404, 404),
    ("/nothing/your-documents", 404, 404),
    ("/nothing/your-documents/all.zip", 404, 404),
    ("/nothing/delete-answers", 404, 404),
    ("/nothing/answers-deleted", 404, 404),
    ("/sources", 200, 200),
    ("/privacy", 200, 200),
    ("/accessibility", 200, 200),
    ("/healthz", 200, 200),
    ("/readyz", 200, 200),
    ("/metrics", 200, 200),
    ("/resume", 200, 200),
    ("/working-copy", 200, 200),
    (f"{FORM}/working-copy", 200, 200),
    (f"{FORM}/working-copy.json", 200, 404),
    (f"{FORM}/your-documents/letter/working-copy", 200, 404),
    (f"{FORM}/continue-later", 200, 200),
    ("/nothing/continue-later", 404, 404),
    ("/nothing/working-copy", 404, 404),
)


@pytest.mark.parametrize("who", VISITORS, ids=lambda who: who.__name__)
def test_every_page_is_for_its_owner_only(service: House, who: Callable[[House], Visitor]) -> None:
    visitor, owns = who(service), VISITORS[who]
    for path, with_draft, without in PAGES:
        answer = visitor.get(path, buffered=True)
        if who is not stranger:
            assert answer.status_code == (with_draft if owns else without), path
        assert (SECRET_WORD.encode() in answer.data) <= owns, path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers.getlist("Content-Security-Policy"), path


@pytest.mark.parametrize("who", [who for who, owns in VISITORS.items() if not owns], ids=lambda who: who.__name__)
def test_whoever_has_no_draft_changes_nobody_elses(service: House, who: Callable[[House], Visitor]) -> None:
    visitor = who(service)
    before = drafts_of(service.app).count()

    answer = visitor.fill(PERSON, {"surname": "Nieuw", "nickname": "Vers"})
    asked = visitor.client.post(f"{PERSON}/asked", data=visitor.fields(visitor.page(PERSON)))

    assert answer.status_code == 303
    assert asked.get_json()["asked"]
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Nieuw"
    assert drafts_of(service.app).count() <= before + 1
    assert visitor.fill(f"{FORM}/delete-answers").status_code == 303
    assert "Nieuw" not in visitor.page(PERSON)


def test_the_owner_keeps_everything_whatever_others_delete(service: House) -> None:
    visitor = owner(service)
    for who in (stranger, nobody, guessing, garbled):
        who(service).fill(f"{FORM}/delete-answers")

    assert SECRET_WORD in visitor.page(PERSON)


# ---- tokens --------------------------------------------------------------------------------------------------------

UNSAFE = (
    "/",
    "/language",
    PERSON,
    f"{PERSON}/asked",
    f"{PERSON}/kept",
    f"{PERSON}/news",
    f"{FORM}/delete-answers",
    "/delete-everything",
    "/timeline",
    f"{FORM}/take-over",
    f"{FORM}/check-answers",
    "/resume",
    "/working-copy",
    "/working-copy/use",
    f"{FORM}/working-copy",
    f"{FORM}/working-copy/use",
    f"{FORM}/continue-later",
    f"{FORM}/continue-later.txt",
    f"{FORM}/keep-nothing",
)
# Tested where they have questions to answer.
ADVISER = (
    *("/advice", "/advice/asked", "/timeline/agenda", f"{FORM}/second-question"),
    *(f"{PERSON}/preview", f"{PERSON}/fit"),
)


def own_token(visitor: Visitor, _service: House) -> dict[str, dict[str, str]]:
    return {"data": {"csrf_token": visitor.fields(visitor.page(PERSON))["csrf_token"]}}


def in_the_header(visitor: Visitor, service: House) -> dict[str, dict[str, str]]:
    return {"headers": {"X-CSRFToken": own_token(visitor, service)["data"]["csrf_token"]}}


def no_token(_visitor: Visitor, _service: House) -> dict[str, dict[str, str]]:
    return {"data": {"surname": "gekaapt"}}


def wrong_token(visitor: Visitor, service: House) -> dict[str, dict[str, str]]:
    return {"data": {"csrf_token": own_token(visitor, service)["data"]["csrf_token"][:-3] + "abc"}}


def others_token(_visitor: Visitor, service: House) -> dict[str, dict[str, str]]:
    return own_token(service.visitor(), service)


def in_the_address(visitor: Visitor, service: House) -> dict[str, dict[str, str]]:
    return {"query_string": own_token(visitor, service)["data"]}


def from_elsewhere(origin: dict[str, str]) -> Callable[[Visitor, House], dict[str, dict[str, str]]]:
    return lambda visitor, service: own_token(visitor, service) | {"headers": origin}


ELSEWHERE = (
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "http://[evil"},
    {"Origin": ""},
    {"Origin": "localhost"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "rubbish"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
)
REFUSED = [no_token, wrong_token, others_token, in_the_address, *map(from_elsewhere, ELSEWHERE)]
NAMES = ["none", "wrong", "another's", "in the address", *map(str, ELSEWHERE)]


@pytest.mark.parametrize("path", UNSAFE)
@pytest.mark.parametrize("sent", REFUSED, ids=NAMES)
def test_a_post_we_cannot_trust_is_refused_and_changes_nothing(
    service: House, sent: Callable[[Visitor, House], dict[str, dict[str, str]]], path: str
) -> None:
    visitor = owner(service)

    answer = visitor.client.post(path, **sent(visitor, service))  # type: ignore[arg-type]

    assert answer.status_code == 403
    assert visitor.fields(visitor.page(PERSON))["surname"] == SECRET_WORD
    assert '<html lang="nl">' in visitor.page("/")


@pytest.mark.parametrize("path", UNSAFE)
@pytest.mark.parametrize("sent", [own_token, in_the_header], ids=["in the form", "in the header"])
def test_a_post_with_ones_own_token_passes(
    service: House, sent: Callable[[Visitor, House], dict[str, dict[str, str]]], path: str
) -> None:
    visitor = owner(service)

    assert visitor.client.post(path, **sent(visitor, service)).status_code in (200, 303, 422)  # type: ignore[arg-type]


def test_the_matrix_knows_every_route_that_changes_something(service: House) -> None:
    """All but those of the API and of bulk, which know no drafts and have a table of their own."""
    changing = {"POST", "PUT", "PATCH", "DELETE"}
    rules = [rule for rule in service.app.url_map.iter_rules() if not rule.endpoint.startswith(("api", "bulk"))]

    assert sum(bool(changing & (rule.methods or set())) for rule in rules) == len(UNSAFE + ADVISER)


# ---- requests nobody expects ---------------------------------------------------------------------------------------

STRANGE_HEADERS: list[dict[str, str]] = [
    {"Accept-Language": "*;q=nan, \x01, " + "a" * 5000},
    {"Accept-Language": "en;q=-1,,,;;nl"},
    {"Cookie": "formgen=" + "x" * 5000},
    {"Cookie": "formgen=; formgen=a.b.c; =; ;;"},
    {"Range": "bytes=0-1,5-"},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "gisteren"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"},
    {"Host": "evil.example"},
    {"Host": "[::1"},
    {"Content-Type": "application/json"},
    {"Content-Type": "text/plain; charset=utf-7"},
    {"Transfer-Encoding": "chunked"},
    {"Referer": "javascript:alert(1)"},
]


@pytest.mark.parametrize("headers", STRANGE_HEADERS, ids=lambda headers: str(headers)[:50])
def test_strange_headers_break_nothing_and_lead_nobody_away(service: House, headers: dict[str, str]) -> None:
    visitor = owner(service)
    for path in ("/", PERSON, f"{FORM}/health", f"{FORM}/check-answers", f"{FORM}/your-documents/copy", "/healthz"):
        answer = visitor.client.get(path, headers=headers, buffered=True)
        assert answer.status_code < 500, path
        assert "evil.example" not in (answer.location or "")
        assert b"evil.example" not in answer.data


BODIES: list[tuple[str, bytes]] = [
    ("application/json", b'{"surname": "x"}'),
    ("application/x-www-form-urlencoded", b"%FF%FE=%80&surname=%ED%A0%80&=&&&;"),
    ("application/x-www-form-urlencoded", b"_seen=" + b"surname:" * 1000 + b"&_do=" + b":" * 1000),
    ("application/x-www-form-urlencoded; charset=klingon", b"surname=x"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="surname"\r\n\r\nx\r\n--x--'),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 2000 + b"--x--",
    ),
    ("", b"\x00" * 100),
]


@pytest.mark.parametrize(("kind", "body"), BODIES, ids=lambda part: ascii(part)[:40])
@pytest.mark.parametrize("path", UNSAFE)
def test_a_body_of_any_shape_is_answered_below_500(service: House, path: str, kind: str, body: bytes) -> None:
    visitor = owner(service)
    token = own_token(visitor, service)["data"]["csrf_token"]

    answer = visitor.client.post(path, data=body, content_type=kind, headers={"X-CSRFToken": token})

    assert answer.status_code < 500
    assert visitor.get(PERSON).status_code == 200


@pytest.mark.parametrize(
    "path", ["/small//person", "/small/", "/%00", "/small/%0d%0aX:1", "/%e2%80%ae", "/small/../small"]
)
def test_a_crooked_address_gets_a_page_of_ours(service: House, path: str) -> None:
    answer: TestResponse = service.visitor().client.get(path)

    assert answer.status_code in (200, 308, 404)
    assert "X" not in answer.headers
    if answer.status_code == 308:  # two slashes become one
        assert answer.location == "http://localhost/small/person"
    else:
        assert Page(answer.get_data(as_text=True)).words


def test_two_slashes_in_front_lead_to_no_other_site(service: House) -> None:
    answer = service.visitor().client.get("/", environ_overrides={"PATH_INFO": "//evil.example/small"})

    assert answer.status_code == 404
    assert answer.location is None


def test_a_head_says_what_a_get_says(service: House) -> None:
    visitor = owner(service)
    for path, status, _ in PAGES:
        head = visitor.client.head(path)
        assert (head.status_code, head.data) == (status, b""), path
