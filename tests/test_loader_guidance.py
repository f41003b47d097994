"""Tips, sources and facts."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from formgen.errors import FormFileError
from formgen.form import Fact, Source, Tip
from formgen.loader import load_facts, load_form, load_sources, load_tips
from formgen.text import Text, same
from tests import trialform


def facts(folder: Path, **words: str) -> dict[str, Fact]:
    lines = {"value": "100", "text": "A | A"} | {word.replace("_", " "): value for word, value in words.items()}
    text = "facts:\n  f:\n" + "".join(f"    {word}: {value}\n" for word, value in lines.items())
    trialform.write(folder, facts=text)
    return load_facts(folder)


def load_all(folder: Path) -> None:
    load_sources(folder)
    load_tips(folder)
    load_facts(folder)


def faults(folder: Path, **files: str) -> list[str]:
    trialform.write(folder, **files)
    with pytest.raises(FormFileError) as caught:
        load_all(folder)
    return [problem.said().nl for problem in caught.value.problems]


def test_a_source(tmp_path: Path) -> None:
    trialform.write(tmp_path)
    assert load_sources(tmp_path) == {
        "uwv_page": Source(
            "uwv_page",
            same("UWV"),
            Text("Pagina Deskundigenoordeel", "Page on the expert opinion"),
            Text("april\u00a02026", "April\u00a02026"),
            "https://www.uwv.nl/",
            datetime.date(2026, 11, 22),
        )
    }


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2015", same("2015")),
        ("2026-04", Text("april\u00a02026", "April\u00a02026")),
        ("2026-04-12", Text("12\u00a0april\u00a02026", "12\u00a0April\u00a02026")),
        ("voorjaar 2023 | spring 2023", Text("voorjaar 2023", "spring 2023")),
    ],
)
def test_the_date_a_source_bears(tmp_path: Path, date: str, shown: Text) -> None:
    trialform.write(tmp_path, sources=trialform.SOURCES.replace("2026-04", date, 1))
    assert load_sources(tmp_path)["uwv_page"].date == shown


def test_a_source_without_date_or_link_that_is_older(tmp_path: Path) -> None:
    text = "sources:\n  law: {publisher: Staat | State, title: Wet, checked: 2026-01-01, older: yes}\n"
    trialform.write(tmp_path, sources=text, tips="tips: {t: {text: A | A}}\n", facts="facts: {}\n")
    law = load_sources(tmp_path)["law"]
    assert law.date is None
    assert law.link == ""
    assert law.older


def test_a_tip(tmp_path: Path) -> None:
    trialform.write(tmp_path)
    assert load_tips(tmp_path) == {"keep_calm": Tip("keep_calm", Text("Blijf rustig.", "Keep calm."), ("uwv_page",))}


def test_a_tip_of_our_own(tmp_path: Path) -> None:
    trialform.write(tmp_path, tips="tips:\n  own: {text: A | B, unconfirmed: yes}\n")
    assert load_tips(tmp_path)["own"] == Tip("own", Text("A", "B"), (), True)


def test_a_fact(tmp_path: Path) -> None:
    trialform.write(tmp_path)
    assert load_facts(tmp_path)["cost_employee"] == Fact(
        "cost_employee",
        Decimal(100),
        "euro",
        Text("Kosten per vraag.", "Cost for each question."),
        "uwv_page",
        datetime.date(2014, 1, 1),
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12.5", Decimal("12.5")),
        ("12,5", Decimal("12.5")),
        ("2026-01-01", datetime.date(2026, 1, 1)),
        ("zes weken", "zes weken"),
        ("1.000", "1.000"),
    ],
)
def test_the_value_of_a_fact(tmp_path: Path, written: str, value: object) -> None:
    assert facts(tmp_path, value=written)["f"].value == value


def test_an_unconfirmed_fact_without_unit_or_source(tmp_path: Path) -> None:
    fact = facts(tmp_path, unconfirmed="yes")["f"]
    assert (fact.unit, fact.source, fact.valid_from, fact.unconfirmed) == ("", "", None, True)


def test_a_folder_without_guidance(tmp_path: Path) -> None:
    assert load_sources(tmp_path) == {}
    assert load_tips(tmp_path) == {}
    assert load_facts(tmp_path) == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "sources",
            "publisher: UWV",
            "published: UWV",
            'regel 2: bij "uwv_page" ontbreekt "publisher:" - zet het erbij',
        ),
        (
            "sources",
            "    link: https:",
            "    link: ftp:",
            'regel 6: "ftp://www.uwv.nl/" is geen adres van een pagina - begin met https://',
        ),
        (
            "sources",
            "date: 2026-04",
            "date: april 2026",
            'regel 5: "april 2026" is geen datum - schrijf 2026-01-31, 2026-01, 2026, of een tekst in twee talen',
        ),
        (
            "sources",
            "date: 2026-04",
            "date: 2026-13",
            'regel 5: "2026-13" is geen datum - schrijf 2026-01-31, 2026-01, 2026, of een tekst in twee talen',
        ),
        (
            "sources",
            "checked: 2026-11-22",
            "checked: gisteren",
            'regel 7: "gisteren" bij "checked" is geen datum - schrijf jaar-maand-dag, bijvoorbeeld 2026-01-31',
        ),
        ("sources", "  uwv_page:", "  UWV page:", 'regel 2: "UWV page" kan geen naam zijn'),
        (
            "tips",
            "text: Blijf rustig. | Keep calm.",
            "text: Blijf rustig.",
            'regel 3: "Blijf rustig." staat er in één taal',
        ),
        ("tips", "source: [uwv_page]", "source: [uwv]", 'regel 4: er is geen bron "uwv" in forms/sources.yml - '),
        ("tips", "tips:", "tip:", 'regel 1: "tip" is hier geen woord dat formgen kent - bedoelt u "tips"?'),
        (
            "facts",
            "value: 100",
            "valeu: 100",
            'regel 3: "valeu" is hier geen woord dat formgen kent - bedoelt u "value"?',
        ),
        ("facts", "valid from: 2014-01-01", "valid from: 2014", 'regel 7: "2014" bij "valid from" is geen datum'),
        (
            "facts",
            "source: uwv_page",
            "source: [uwv_page]",
            'regel 6: bij "source" hoort één tekst, geen lijst of blok',
        ),
        ("facts", "facts:", "facts: 3\nx:", 'regel 1: bij "facts" horen regels van de vorm "woord: tekst"'),
    ],
)
def test_a_mistake_in_guidance(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    text = {"sources": trialform.SOURCES, "tips": trialform.TIPS, "facts": trialform.FACTS}[file]
    assert old in text
    found = faults(tmp_path, **{file: text.replace(old, new, 1)})
    assert any(sentence.startswith(f"forms/{file}.yml, {says}") for sentence in found), found


def test_a_form_reports_the_faults_of_the_tips_it_leans_on(tmp_path: Path) -> None:
    path = trialform.write(tmp_path, tips=trialform.TIPS.replace("source: [uwv_page]", "bron: [uwv_page]"))
    with pytest.raises(FormFileError) as caught:
        load_form(path, tmp_path)
    assert [problem.file for problem in caught.value.problems] == ["forms/tips.yml"]
