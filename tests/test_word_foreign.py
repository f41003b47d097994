"""A Word template from anyone: opened and filled in a process of its own, and refused with the same sentences."""

import datetime
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from formgen.documents import limited
from formgen.documents.word import fill_any, looking, open_template
from formgen.documents.word.foreign import fill_foreign, open_foreign
from formgen.errors import CharacterError, TemplateError
from tests.test_word_package import PLAIN, REFUSED
from tests.worddocs import docx, letter, letter_values, repacked, small, with_xml

DAY = datetime.date(2026, 3, 9)
TOO_MUCH = "too large or too complicated"


def refusal(data: bytes, values: Mapping[str, Any] | None = None) -> str:
    with pytest.raises(TemplateError) as refused:
        open_foreign(data, "brief.docx") if values is None else fill_foreign(data, values, DAY, "brief.docx")
    assert "\n" not in refused.value.sentence.nl + refused.value.sentence.en
    assert refused.value.sentence.nl.startswith("brief.docx")
    return refused.value.sentence.en


def test_it_makes_the_same_document() -> None:
    assert fill_foreign(letter(), letter_values(), DAY, "brief.docx") == fill_any(letter(), letter_values(), DAY)


def test_it_asks_the_same() -> None:
    assert open_foreign(letter(), "brief.docx").placeholders == open_template(letter(), "brief.docx").placeholders


@pytest.mark.parametrize("case", ["text", "entity", "remote picture", "bomb", "out of the folder", "no document"])
def test_it_is_refused_with_its_own_sentence(case: str) -> None:
    data, said = REFUSED[case]
    assert said in refusal(data)


@pytest.mark.parametrize("case", REFUSED)
def test_every_refusal_is_told_by_the_process(case: str) -> None:
    data, said = REFUSED[case]
    told, made = looking.answer({"name": "brief.docx"}, data)
    assert said in str(told["en"])
    assert (told["character"], made) == (False, b"")


def test_what_is_missing_and_what_cannot_be_printed() -> None:
    assert 'did you mean "naam"?' in refusal(docx("Beste {{ nam }}"), {"naam": "x"})
    with pytest.raises(CharacterError, match=r"U\+D800"):
        fill_foreign(docx("{{ a }}"), {"a": "\ud800"}, DAY, "brief.docx")


LOOPS = "".join(f"{{% for {name} in r %}}" for name in "abcd")
ENDS = "{% endfor %}" * 4
DEEP = "<w:sdt><w:sdtContent>" * 30_000 + "</w:sdtContent></w:sdt>" * 30_000


def entries(count: int, size: int) -> bytes:
    """A package of this many parts of this many bytes, which pack to next to nothing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"word/{number}.xml", b"<a/>" + b" " * size)
    return buffer.getvalue()


SAID: dict[str, tuple[bytes, str]] = {
    "many parts": (entries(70_000, 0), "too large"),
    "a bomb of spaces": (entries(60, 50_000_000), "too large"),
    "deep": (with_xml(PLAIN, "word/document.xml", ("<w:sectPr", DEEP + "<w:sectPr")), "damaged"),
    "a word of ten million letters": (
        repacked(PLAIN, lambda found: found.update({"word/x.bin": b"<a>" + b"x" * 12_000_000 + b"</a>"})),
        "too large",
    ),
    "many tags": (small(*["{% if a %}"] * 5_000), "is never ended"),
    "brackets in brackets": (docx("{{ " + "(" * 50_000 + "a" + ")" * 50_000 + " }}"), "too deeply"),
    "a call": (docx("{{ ''.__class__.__mro__ }}"), "begins with an underscore"),
    "a large power": (docx("{{ 'A' * 10**10 }}"), "multiplication"),
    "a range": (docx("{% for x in range(10**9) %}{% endfor %}"), "a call with brackets"),
}
ENDLESS: dict[str, tuple[bytes, Mapping[str, Any]]] = {
    "loops that print nothing": (docx(LOOPS + ENDS), {"r": list(range(3000))}),
    "loops that print little": (docx(LOOPS + "{{ a }}" + ENDS), {"r": list(range(3000))}),
    "many braces": (small("{{" * 200_000), {}),
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_hostile_is_refused(case: str) -> None:
    data, said = SAID[case]
    assert said in str(looking.answer({"name": "brief.docx"}, data)[0]["en"])


@pytest.mark.parametrize("case", ENDLESS)
def test_what_hangs_bursts_or_loops_is_ended(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 3.0)
    assert "too l" in refusal(*ENDLESS[case])  # too large, or too long where that is seen first


def test_what_bursts_is_ended() -> None:
    refusal(docx("{{ r|join(r|join(r|join)) }}"), {"r": ["x" * 1000] * 5000})


def test_a_process_that_dies_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 0.001)
    assert TOO_MUCH in refusal(docx("{{ a }}"))
