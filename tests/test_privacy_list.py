"""Reading forms/privacy.yml: what it says, and a sentence for every mistake in it."""

from pathlib import Path

import pytest

from formgen.errors import FormFileError
from formgen.form import HealthWord, HealthWords
from formgen.guidance.privacy import hits
from formgen.library import SHIPPED, Library
from formgen.loader.privacy import load_health_words
from formgen.text import Text
from tests import trialform

LIST = """\
words:
  tired:
    severity: medium
    language: nl
    words: [slaperig*, "*gaap*"]
    instead: werkt 2 uur | works 2 hours
    source: uwv_page
allowed:
  names: [slaperige hollow, gaap ... van de leeuw]
"""


def folder(tmp_path: Path, text: str) -> Path:
    trialform.write(tmp_path, privacy=text)
    return tmp_path


def test_it_reads_words_and_phrases(tmp_path: Path) -> None:
    instead = Text("werkt 2 uur", "works 2 hours")

    assert load_health_words(folder(tmp_path, LIST)) == HealthWords(
        (HealthWord("slaperig*", "medium", "nl", instead), HealthWord("*gaap*", "medium", "nl", instead)),
        ("slaperige hollow", "gaap ... van de leeuw"),
    )


def test_without_a_file_there_are_no_words(tmp_path: Path) -> None:
    assert load_health_words(tmp_path) == HealthWords((), ())


def test_a_folder_with_a_list_of_its_own_is_judged_by_it(tmp_path: Path) -> None:
    own = folder(tmp_path, LIST)

    assert [hit.word for hit in hits("Hij is slaperig, gaapt en heeft een hernia.", own)] == ["slaperig", "gaapt"]
    assert hits("De slaperige Hollow. Het gaap-lied van de leeuw.", own) == ()


def test_a_folder_without_one_is_judged_by_ours(tmp_path: Path) -> None:
    assert [hit.word for hit in hits("Hij is slaperig en heeft een hernia.", tmp_path)] == ["hernia"]


def test_a_changed_list_counts_at_once(tmp_path: Path) -> None:
    own = folder(tmp_path, LIST)
    assert hits("Hij is suf.", own) == ()

    (own / "forms" / "privacy.yml").write_text(LIST.replace("slaperig*,", "suf,"), "utf-8")

    assert hits("Hij is suf.", own)


def test_the_list_is_no_form(tmp_path: Path) -> None:
    assert Library([folder(tmp_path, LIST)]).names() == ("proef",)
    assert "privacy" not in Library([SHIPPED]).names()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("severity: medium", "severity: middle", 3, '"middle" does not suit "severity"'),
        ("    severity: medium\n", "", 2, '"tired" lacks "severity:"'),
        ("language: nl", "language: de", 4, '"de" does not suit "language"'),
        ("slaperig*,", "'!',", 5, '"!" is no word to look for'),
        ("slaperig*,", "'sla*perig',", 5, '"sla*perig" is no word to look for'),
        ("slaperig*,", "a ... b,", 5, '"a ... b" is no word to look for'),
        ("slaperig*,", "[a],", 5, '"-" is no word to look for'),
        ('[slaperig*, "*gaap*"]', "slaperig", 5, "this takes a list of words"),
        ("gaap ... van", "... van", 9, '"... van de leeuw" is no word to look for'),
        ("werkt 2 uur | works 2 hours", "werkt 2 uur", 6, "is in one language only"),
        ("source: uwv_page", "source: uwv_pag", 7, 'there is no source "uwv_pag"'),
        ("    source: uwv_page\n", "", 2, '"tired" lacks "source:"'),
        ("allowed:", "allow:", 8, '"allow" is no word formgen knows here'),
        ("    instead:", "    hint:", 6, '"hint" is no word formgen knows here'),
        ("  tired:\n", "  Tired:\n", 2, '"Tired" cannot be a name'),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in LIST
    with pytest.raises(FormFileError) as caught:
        load_health_words(folder(tmp_path, LIST.replace(old, new, 1)))

    problems = [problem for problem in caught.value.problems if said in problem.sentence.en]
    assert [(problem.file, problem.line) for problem in problems] == [("forms/privacy.yml", line)]
