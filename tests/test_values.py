"""Values for a template: dotted and nested are the same, for Word and for PDF."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.cli.values import Truth, flat, nested, read_values
from formgen.errors import FileError


def word(text: str) -> object:
    return nested(read_values(text.encode(), "v.json"), "v.json")


def test_dotted_and_nested_are_the_same() -> None:
    assert word('{"talks.1.day": "x", "talks.2.day": "y"}') == word('{"talks": [{"day": "x"}, {"day": "y"}]}')


def test_dotted_beside_nested() -> None:
    assert word('{"a": {"b": "x"}, "a.c": "y"}') == {"a": {"b": "x", "c": "y"}}


def test_nothing_numbers_truth_and_empty_lists() -> None:
    assert word('{"a": null, "b": 1.50, "c": true, "d": []}') == {"a": "", "b": "1.50", "c": "true", "d": []}


def test_truth_prints_as_json_writes_it_and_judges_as_it_means() -> None:
    assert [bool(Truth(word)) for word in ("true", "false")] == [True, False]
    assert f"{Truth('true')}" == "true"


def test_numbers_that_do_not_begin_at_one_are_names() -> None:
    assert word('{"year": {"2025": "x", "2026": "y"}}') == {"year": {"2025": "x", "2026": "y"}}


def test_pdf_fields_have_full_names() -> None:
    assert flat(read_values(b'{"a": {"b": "x"}, "t": [{"d": 1}], "tick": true}', "v.json")) == {
        "a.b": "x",
        "t.1.d": "1",
        "tick": True,
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": "x", "a.b": "y"}', 'de naam "a.b" staat er twee keer, of is ook het begin van een andere naam.'),
        ('{"a.b": "y", "a": "x"}', 'de naam "a" staat er twee keer, of is ook het begin van een andere naam.'),
        ('["x"]', "hier staan geen namen met waarden."),
        ('"x"', "hier staan geen namen met waarden."),
    ],
)
def test_mistakes_are_sentences(text: str, sentence: str) -> None:
    with pytest.raises(FileError) as refused:
        word(text)

    assert sentence in refused.value.sentence.nl
    assert refused.value.sentence.nl.startswith("v.json: ")


@given(st.binary(max_size=200))
def test_random_bytes_never_crash(data: bytes) -> None:
    try:
        values = read_values(data, "v.json")
    except FileError:
        values = {}
    assert isinstance(values, dict)
