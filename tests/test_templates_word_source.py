"""The source of the Word templates: it builds the committed files, the same bytes each time, of careful sentences."""

import io
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from formgen.text import LANGUAGES, Language
from templates.source import annex, letter, portal
from templates.source.sentences import any_of, blanks, say, stopped_once, tied

ROOT = Path(__file__).resolve().parents[1]
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


# ---- building -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (letter, {letter.NAME.format(language) for language in LANGUAGES}),
        (annex, {annex.NAME.format(language) for language in LANGUAGES}),
        (portal, {portal.NAME}),
    ],
)
def test_rebuilding_gives_the_committed_files(source: ModuleType, names: set[str], tmp_path: Path) -> None:
    source.build(tmp_path)

    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert set(built) == names
    for name, data in built.items():
        assert (ROOT / "templates" / name).read_bytes() == data, f"run python -m templates.source: {name} is older"


@EVERY_LANGUAGE
def test_building_twice_gives_the_same_bytes(language: Language) -> None:
    assert letter.letter(language).bytes() == letter.letter(language).bytes()
    assert annex.annex(language).bytes() == annex.annex(language).bytes()
    assert portal.portal().bytes() == portal.portal().bytes()


@EVERY_LANGUAGE
def test_package_has_one_order_and_one_date(language: Language) -> None:
    with zipfile.ZipFile(io.BytesIO(letter.letter(language).bytes())) as archive:
        names = archive.namelist()
        dates = {entry.date_time for entry in archive.infolist()}

    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert not any("thumbnail" in name or "customXml" in name for name in names)


# ---- sentences ------------------------------------------------------------------------------------------------------


def test_blanks_are_what_a_sentence_cannot_do_without() -> None:
    assert blanks("{{ a }} en {{ b|short }}{% if c %} ({{ c }}){% if d %}{{ d }}{% endif %}{% endif %}") == ("a", "b")
    assert blanks("{{ row.cell }} {{ today }}") == ()


def test_sentence_stands_or_falls_with_its_answers() -> None:
    sentence = say("Op {{ a }} om {{ b }}.", "On {{ a }}.", when="c or d")

    assert sentence.guard == "(c or d) and a and b"
    assert sentence.tagged("en", after=" ") == "{% if (c or d) and a and b %}On {{ a|no_stop }}. {% endif %}"
    assert say("Altijd.", "Always.").tagged("nl") == "Altijd."
    assert say("Bij {{ a }}.", "With {{ a }}.").tagged("nl") == "{% if a %}Bij {{ a|no_stop }}.{% endif %}"


def test_block_with_a_sentence_that_is_always_there_has_no_condition() -> None:
    assert any_of(["a", "b", "a"]) == "a or b"
    assert any_of(["a", ""]) == ""


@pytest.mark.parametrize(
    ("words_", "tied_"),
    [
        ("9 maart 2026", "9\u00a0maart 2026"),
        ("{{ hours }} uur per week", "{{ hours }}\u00a0uur per week"),
        ("bijlage {{ loop.index }}", "bijlage\u00a0{{ loop.index }}"),
        ("in week 52", "in week\u00a052"),
        ("{{ first }} tot", "{{ first }} tot"),
    ],
)
def test_tied(words_: str, tied_: str) -> None:
    assert tied(words_) == tied_


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("bij {{ who }}.", "bij {{ who|no_stop }}."),
        ("bij {{ who }}{% endif %}{% endif %}.", "bij {{ who|no_stop }}{% endif %}{% endif %}."),
        ("“{{ one.why|lower_first }}”.", "“{{ one.why|lower_first|no_stop }}”."),
        ("{{ who }} en {{ other }}", "{{ who }} en {{ other }}"),
        ("www.{{ host }}.nl", "www.{{ host }}.nl"),
    ],
)
def test_a_sentence_ends_with_one_full_stop(typed: str, made: str) -> None:
    assert stopped_once(typed) == made
