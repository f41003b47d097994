"""How the API describes itself: a valid OpenAPI document and JSON Schemas that fit what really goes in and out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from formgen.answers import read
from formgen.api.schema import schema
from formgen.form import Form
from formgen.library import SHIPPED
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from formgen.store.settings import Settings
from formgen.text import LANGUAGES, Language
from formgen.web import create_app, drafts_of
from tests.golden import CASES, LIBRARY
from tests.smallform import SECRET

EVERY_CASE = pytest.mark.parametrize(("name", "path"), CASES, ids=lambda case: getattr(case, "stem", case))
EVERY_FORM = pytest.mark.parametrize("name", LIBRARY.names())


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    app = create_app(Settings(data=tmp_path_factory.mktemp("schema"), secret=SECRET), folders=[SHIPPED])
    yield app.test_client()
    drafts_of(app).close()


def described(client: FlaskClient, language: Language = "nl") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/openapi.json?language={language}").get_json()
    return found


def nested(form: Form, raw: dict[str, str]) -> dict[str, Any]:
    """Answers at rest as the schema describes them: rows in lists, choices of several too."""
    found: dict[str, Any] = {}
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for name, text in raw.items():
        group, _, rest = name.partition(".")
        number, _, inner = rest.partition(".")
        several = form.by_name[inner or group].kind == "choose any"
        value = text.split(", ") if several else text
        if inner:
            rows.setdefault(group, {}).setdefault(number, {})[inner] = value
        else:
            found[name] = value
    return found | {group: list(numbered.values()) for group, numbered in rows.items()}


# ---- the schema of a form --------------------------------------------------------------------------------------------


@EVERY_FORM
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_schema_with_every_question_in_the_order_of_the_pages(name: str, language: Language) -> None:
    form = LIBRARY.load(name)
    found = schema(form, language)

    jsonschema.Draft202012Validator.check_schema(found)
    outer = [question for section in form.sections for question in section.questions]
    assert list(found["properties"]) == [question.name for question in outer]
    for question in outer:
        said = found["properties"][question.name]
        assert said["title"] == question.ask[language]
        if question.repeats:
            assert list(said["items"]["properties"]) == [inner.name for inner in question.questions]


@EVERY_CASE
def test_answers_at_rest_fit_it(name: str, path: Path) -> None:
    form = LIBRARY.load(name)
    file = read_answers(path.read_bytes(), path.name)
    found = read(form, file.answers, file.today or ANY_DAY)
    assert not found.wrong

    jsonschema.validate(nested(form, dict(found.raw)), schema(form, "nl"), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "wrong",
    [
        {"surnam": "x"},
        {"surname": 7},
        {"question_type": "something"},
        {"talks": {"1": {}}},
        {"talks": [{"talk": "x"}]},
        {"bsn": ["1"]},
    ],
    ids=str,
)
def test_what_is_no_answer_does_not_fit_it(wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema(LIBRARY.load("deskundigenoordeel-werknemer"), "nl"))


def test_a_question_says_when_it_is_asked_and_what_its_options_mean() -> None:
    found = schema(LIBRARY.load("deskundigenoordeel-werknemer"), "en")["properties"]

    asked = [about for about in found.values() if "Only if" in about.get("description", "")]
    assert asked
    assert {"const", "title"} == set(found["question_type"]["oneOf"][0])


# ---- the whole description -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_valid_openapi(client: FlaskClient, language: Language) -> None:
    document = described(client, language)

    assert document["openapi"] == "3.1.0"
    validate(document)


def test_it_describes_every_form_and_address(client: FlaskClient) -> None:
    paths = described(client)["paths"]

    for name in LIBRARY.names():
        assert {f"/api/forms/{name}/{what}" for what in ("schema", "check", "documents")} <= paths.keys()
    assert {"/api/forms", "/api/openapi.json", "/api/calendar", "/api/bulk", "/api/bulk/{job}"} <= paths.keys()
    assert len(paths) == 3 + 3 * len(LIBRARY.names()) + len([path for path in paths if path.startswith("/api/bulk")])


def test_every_address_it_describes_is_there(client: FlaskClient) -> None:
    for path, methods in described(client)["paths"].items():
        for method in methods:
            answer = client.open(path, method=method.upper(), json={"answers": {"first_sick_day": "9-3-2026"}})
            if path.startswith("/api/bulk"):  # no file was sent, and there is no such job
                assert answer.status_code == (404 if "{job}" in path else 415), path
                assert "openapi.json" not in answer.get_json()["detail"], path
            else:
                assert answer.status_code in (200, 422), path


def test_each_operation_has_a_name_of_its_own(client: FlaskClient) -> None:
    names = [one["operationId"] for methods in described(client)["paths"].values() for one in methods.values()]

    assert len(set(names)) == len(names)


def fits(document: dict[str, Any], shape: str, said: object) -> None:
    """Raises when an answer is not of the shape that the document describes."""
    whole = {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
    jsonschema.validate(said, whole, cls=jsonschema.Draft202012Validator)


@EVERY_CASE
def test_what_check_says_is_of_the_shape_described(client: FlaskClient, name: str, path: Path) -> None:
    file = read_answers(path.read_bytes(), path.name)
    document = described(client)

    for answers in (file.answers, {}, {**file.answers, "bsn": "123", "surname": ""}):
        said = client.post(f"/api/forms/{name}/check", json={"answers": answers}).get_json()
        fits(document, "Checked", said)


def test_the_other_answers_are_of_the_shapes_described_too(client: FlaskClient) -> None:
    document = described(client)

    fits(document, "Forms", client.get("/api/forms").get_json())
    dates = {
        "first_sick_day": "2026-03-09",
        "interruptions": [{"recovered_from": "2026-05-01", "sick_again": "2026-05-21"}],
    }
    fits(document, "Dates", dates)
    fits(document, "Calendar", client.post("/api/calendar", json={"answers": dates}).get_json())
    for path in ("/api/nothing", "/api/forms/x/schema"):
        fits(document, "Problem", client.get(path).get_json())


def test_it_is_readable_json_with_letters_as_they_are(client: FlaskClient) -> None:
    text = client.get("/api/openapi.json").get_data(as_text=True)

    assert "é" in text or "ë" in text
    assert json.loads(text)
