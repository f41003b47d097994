"""Files with answers: every value stays text, and what cannot be read is one sentence with its line."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.errors import FileError, FormFileError, FormgenError
from formgen.loader.answersfile import AnswersFile, flat, read_answers
from formgen.loader.plain import read_json


def yaml(text: str) -> dict[str, str]:
    return dict(read_answers(text.encode(), "case.yml").answers)


def test_words_beside_the_answers() -> None:
    text = "title: Case one | Geval een\nlanguage: en\ntoday: 2026-11-23\nanswers:\n  surname: Dam\n"

    assert read_answers(text.encode(), "case.yml") == AnswersFile(
        {"surname": "Dam"}, "Case one | Geval een", "en", datetime.date(2026, 11, 23)
    )


def test_a_bare_file_is_all_answers() -> None:
    assert read_answers(b"surname: Dam\ntitle: x\n", "case.yml") == AnswersFile({"surname": "Dam", "title": "x"})


@pytest.mark.parametrize("empty", ["", " {}", " []", " ~"])
def test_words_beside_no_answers_at_all(empty: str) -> None:
    text = f"today: 2026-11-23\nanswers:{empty}\n"

    assert read_answers(text.encode(), "case.yml") == AnswersFile({}, today=datetime.date(2026, 11, 23))


@pytest.mark.parametrize("empty", [{}, [], None, ""])
def test_words_beside_no_answers_in_json(empty: object) -> None:
    text = json.dumps({"language": "en", "answers": empty})

    assert read_answers(text.encode(), "case.json") == AnswersFile({}, language="en")


def test_a_wrong_language_beside_no_answers_is_told() -> None:
    with pytest.raises(FormgenError, match=r'there is no language "fr"'):
        read_answers(b"language: fr\nanswers: {}\n", "case.yml")


@pytest.mark.parametrize("word", ["no", "yes", "on", "012", "12:30", "1e3", "0x1F", "2026-03-09", "1_000", "=", "1.50"])
def test_yaml_stays_text(word: str) -> None:
    assert yaml(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    ("text", "answer"), [("a:", ""), ("a: ~", ""), ("a: null", ""), ('a: "~"', "~"), ("a: |\n  x\n  y\n", "x\ny\n")]
)
def test_nothing_and_blocks(text: str, answer: str) -> None:
    assert yaml(text) == {"a": answer}


def test_nested_and_dotted_are_the_same() -> None:
    nested = "talks:\n  - talk_date: 9-3-2026\n    talk_result: x\n  - talk_date: 10-3-2026\n"
    dotted = "talks.1.talk_date: 9-3-2026\ntalks.1.talk_result: x\ntalks.2.talk_date: 10-3-2026\n"

    assert yaml(nested) == yaml(dotted)


def test_a_list_of_texts_is_a_choice_of_several() -> None:
    assert yaml("demands: [lifting, standing]") == {"demands": "lifting, standing"}


def test_json_says_the_same_as_yaml() -> None:
    written = {"bsn": 111222333, "agree": True, "ill": False, "none": None, "rate": 1.50, "talks": [{"day": "x"}]}

    assert read_answers(json.dumps(written).encode(), "case.json").answers == {
        "bsn": "111222333",
        "agree": "yes",
        "ill": "no",
        "none": "",
        "rate": "1.5",
        "talks.1.day": "x",
    }


def test_json_numbers_keep_their_spelling() -> None:
    assert read_answers(b'{"a": 1.50, "b": 1e400, "c": 123456789012345678901234567890}', "case.json").answers == {
        "a": "1.50",
        "b": "1e400",
        "c": "123456789012345678901234567890",
    }


MISTAKES = [
    (b"titel: x\nanswers: {a: b}\n", "case.yml", 'regel 1: het woord "titel" is hier niet bekend. Bedoelt u "title"?'),
    (b"answers:\n  a: 1\nsurname: x\n", "case.yml", 'regel 3: het woord "surname" is hier niet bekend.'),
    (b"language: de\nanswers: {a: b}\n", "case.yml", 'regel 1: de taal "de" is er niet. Kies nl of en.'),
    (b"today: 23-11-2026\nanswers: {a: b}\n", "case.yml", 'regel 1: "23-11-2026" is geen datum.'),
    (b"answers: nee\n", "case.yml", 'regel 1: onder "answers" staan geen antwoorden.'),
    (b"a: 1\nb: 2\na: 3\n", "case.yml", 'regel 3: de naam "a" staat er twee keer.'),
    (b"t: [{d: 1}]\nt.1.d: 2\n", "case.yml", 'regel 2: de naam "t.1.d" staat er twee keer.'),
    (b"a: b: c\n", "case.yml", "regel 1: dit is geen YAML."),
    (b"a: 1\n\tb: 2\n", "case.yml", "regel 2: dit is geen YAML."),
    (b"- a\n", "case.yml", "hier staan geen antwoorden."),
    (b"", "case.yml", "hier staan geen antwoorden."),
    (b"a: 1\nb: \xff\n", "case.yml", "regel 2: dit is geen UTF-8-tekst."),
    (b"a: &x [*x]\n", "case.yml", "te veel niveaus"),
    (b"[" * 100_000, "case.yml", "te veel niveaus"),
    (b"- " * 100_000, "case.yml", "te veel niveaus"),
    (b"x" * 5_000_001, "case.yml", "groter dan 5 MB"),
    (b'{"a": 1,}', "case.json", "regel 1, teken 9: vanaf hier is dit geen JSON."),
    (b'{"a": 1, "a": 2}', "case.json", 'de naam "a" staat er twee keer.'),
    (b'{"a": NaN}', "case.json", '"NaN" is geen getal.'),
    (b'{"a": -Infinity}', "case.json", '"-Infinity" is geen getal.'),
    (b"[1]", "case.json", "hier staan geen antwoorden."),
    (b"[" * 100_000, "case.json", "te veel haken"),
    (b'{"a":' * 50 + b"1" + b"}" * 50, "case.json", "te veel niveaus"),
    (b'{"{x}": 1, "{x}": 2}', "case.json", 'de naam "{x}" staat er twee keer.'),
]


@pytest.mark.parametrize(("data", "name", "sentence"), MISTAKES, ids=lambda case: str(case)[:40])
def test_mistakes_are_sentences(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(FormgenError) as refused:
        read_answers(data, name)

    assert refused.value.sentence.nl.startswith(name)
    assert sentence in refused.value.sentence.nl
    assert "\n" not in refused.value.sentence.nl


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b'{"a":' * 10 + b"1" + b"}" * 10, "case.json", "te veel niveaus binnen elkaar"),
        (b'{"a":' * 8 + b"1" + b"}" * 8, "case.json", ""),
        (b"a.b.c.d.e.f.g.h.i.j:\n  k: x\n", "case.yml", "te veel niveaus binnen elkaar"),
        (b"a.b.c:\n  k: x\n", "case.yml", ""),
        (b'a: "\\UFFFFFFFF"\n', "case.yml", "dit is geen YAML"),
        (b"a: b\n? [c, d]\n: e\n", "case.yml", "regel 2: dit is geen YAML"),
        (b"? {c: d}\n: e\n", "case.yml", "regel 1: dit is geen YAML"),
    ],
)
def test_answers_that_lie_too_deep_or_have_no_plain_name(data: bytes, name: str, sentence: str) -> None:
    said = ""
    try:
        assert read_answers(data, name).answers
    except FormgenError as refused:
        said = refused.sentence.nl

    assert sentence in said
    assert bool(said) == bool(sentence)


def test_all_faults_at_once() -> None:
    with pytest.raises(FormgenError) as refused:
        read_answers(b"titel: x\nlanguage: fr\ntoday: morgen\nanswers: {a: b}\n", "case.yml")

    assert [line.split(":")[0] for line in refused.value.sentence.en.splitlines()] == [
        "case.yml, line 1",
        "case.yml, line 2",
        "case.yml, line 3",
    ]


def test_aliases_of_aliases_come_to_an_end() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'[*a{n - 1}]'] * 9)}]" for n in range(1, 12))

    with pytest.raises(FormgenError, match="too many levels"):
        yaml(f"a0: &a0 [x, x]\n{levels}\n")


@given(st.binary(max_size=300), st.sampled_from(["case.yml", "case.json"]))
def test_random_bytes_never_crash(data: bytes, name: str) -> None:
    try:
        found = read_answers(data, name)
    except FormgenError as refused:
        sentence = refused.sentence.nl
    else:
        sentence = name
        assert all(isinstance(text, str) for text in found.answers.values())
    assert sentence.startswith(name)


@given(st.text(alphabet="ab:-[]{}#&*!|>%@`\"',\n\t 0", max_size=40))
def test_random_yaml_never_crashes(text: str) -> None:
    try:
        yaml(text)
    except FormgenError as refused:
        sentence = refused.sentence.nl
    else:
        sentence = "case.yml"
    assert sentence.startswith("case.yml")


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text(max_size=30), max_size=5))
def test_what_json_writes_is_read_back(answers: dict[str, str]) -> None:
    data = json.dumps({"answers": answers}).encode("utf-8", "surrogatepass")

    if answers:
        assert dict(read_answers(data, "case.json").answers) == answers


def test_json_of_values_keeps_truth() -> None:
    assert read_json(b'{"tick": true, "n": 10}', "v.json") == {"tick": True, "n": "10"}


def test_a_file_may_say_which_form_it_belongs_to():
    assert read_answers(b"form: small\nanswers: {surname: Dam}\n", "case.yml").form == "small"
    assert read_answers(b'{"form": "small", "answers": {"surname": "Dam"}}', "case.json").form == "small"
    assert read_answers(b"form: staand\nsurname: Dam\n", "case.yml").answers["form"] == "staand", "bare answers"


def test_plain_json_is_flattened_as_a_file_is():
    plain = {"talks": [{"talk_date": "9-3-2026"}, {"talk_date": None}], "needs": ["a", "b"], "agrees": True}

    assert flat(plain, "body") == {
        "talks.1.talk_date": "9-3-2026",
        "talks.2.talk_date": "",
        "needs": "a, b",
        "agrees": "yes",
    }
    with pytest.raises(FormFileError, match=r'"a\.b" stands there twice'):
        flat({"a": {"b": "1"}, "a.b": "2"}, "body")
    with pytest.raises(FileError):
        flat(["a"], "body")
