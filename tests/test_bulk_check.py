"""One row before anything is made of it: every fault at once, in its cell, and what will become of the row."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.bulk import mark
from formgen.bulk.check import RowIn, Verdict, check_row
from formgen.bulk.formulas import harmless, restored, risky
from formgen.bulk.mended import MENDED, mended, rounded
from formgen.questions import TYPES
from formgen.text import Text
from tests.bulkbench import RIGHT, Workplace, plan_of, workplace
from tests.golden import LIBRARY


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    with workplace(tmp_path_factory.mktemp("check")) as made:
        yield made


def verdict(place: Workplace, cells: dict[str, str], row: RowIn | None = None, **more: object) -> Verdict:
    plan = plan_of(place.form, list(cells), **more)
    return check_row(plan, place.form, replace(row or RowIn(2, ()), cells=tuple(cells.values())))


def test_a_right_row_is_complete(place: Workplace) -> None:
    found = verdict(place, RIGHT)

    assert (found.status, found.faults, found.language) == ("complete", (), "nl")
    assert [document.name for document in found.wanted] == ["letter", "copy"]


def test_what_is_missing_makes_a_draft(place: Workplace) -> None:
    found = verdict(place, {**RIGHT, "needs": ""})

    assert (found.status, [one.question for one in found.answers.missing]) == ("concept", ["needs"])


def test_every_fault_is_told_at_once_with_its_heading(place: Workplace) -> None:
    found = verdict(
        place, {**RIGHT, "born": "31-2-1980", "hours": "veel"}, RowIn(7, (), (Text("te lang", "too long"),))
    )

    assert found.status == "wrong"
    assert [(fault.heading, fault.typed) for fault in found.faults] == [
        ("", ""),
        ("born", "31-2-1980"),
        ("hours", "veel"),
    ]
    assert found.faults[0].sentence.nl == "te lang"
    assert "bestaat niet" in found.faults[1].sentence.nl


def test_a_stop_gives_what_is_made_even_then(place: Workplace) -> None:
    found = verdict(place, {**RIGHT, "agrees": "ja"})

    assert [document.name for document in found.wanted] == ["copy"]
    assert found.findings[0].level == "stop"


def test_a_row_that_calls_for_nothing_says_why(place: Workplace) -> None:
    stopped = verdict(place, {**RIGHT, "agrees": "ja"}, only=("letter",))
    other = verdict(place, RIGHT, formats=("pdf",))

    assert (stopped.status, stopped.faults[0].sentence.nl) == ("stopped", "U bent het eens. Dan is er niets te vragen.")
    assert (other.status, other.faults[0].sentence.en) == (
        "stopped",
        "These answers call for no document of the chosen kinds.",
    )


@pytest.mark.parametrize(
    ("cell", "language"), [("en", "en"), ("Engels", "en"), ("NL", "nl"), ("", "nl"), ("Dutch", "nl"), ("frans", None)]
)
def test_a_row_may_have_its_own_language(place: Workplace, cell: str, language: str | None) -> None:
    found = verdict(place, {**RIGHT, "taal": cell})

    assert found.status == ("wrong" if language is None else "complete")
    if language is None:
        assert [(fault.heading, fault.typed) for fault in found.faults] == [("taal", "frans")]
    else:
        assert found.language == language


# ---- words about health ---------------------------------------------------------------------------------------------

PLAN = LIBRARY.load("plan-van-aanpak-spoor-2")
ILL = {"surname": "Jansen", "employer_vision": "Zij heeft een burn-out en depressie."}


def judged(cells: dict[str, str], **more: object) -> Verdict:
    return check_row(plan_of(PLAN, list(cells), **more), PLAN, RowIn(2, tuple(cells.values())))


def test_words_about_health_stop_the_row_until_they_are_confirmed() -> None:
    found = judged(ILL)

    assert (found.status, found.wanted) == ("privacy", ())
    assert (found.faults[0].heading, found.faults[0].typed) == ("employer_vision", "burn-out, depressie")
    assert "_confirm_privacy" in found.faults[-1].sentence.nl


@pytest.mark.parametrize(
    ("cell", "status"), [("ja", "concept"), ("Yes", "concept"), ("nee", "privacy"), ("", "privacy")]
)
def test_they_are_confirmed_in_a_column_of_the_row(cell: str, status: str) -> None:
    assert judged({**ILL, "_confirm_privacy": cell}).status == status


def test_they_are_confirmed_for_the_whole_file() -> None:
    assert judged(ILL, confirmed=True).status == "concept"


# ---- the same row again ---------------------------------------------------------------------------------------------


def marked(place: Workplace, cells: dict[str, str], *files: str) -> RowIn:
    """A row beside which stands that these files were made of these answers."""
    return RowIn(9, (), earlier=mark.of(verdict(place, cells).hash, files or ("letter.docx", "copy.docx")))


def test_a_row_that_was_made_before_is_known_by_its_mark(place: Workplace) -> None:
    known = marked(place, RIGHT)

    assert verdict(place, RIGHT, known).status == "before"
    assert verdict(place, {**RIGHT, "hours": "17"}, known).status == "complete"
    assert verdict(place, {**RIGHT, "taal": "en"}, known).status == "complete"


def test_a_wrong_row_is_wrong_whatever_stands_beside_it(place: Workplace) -> None:
    wrong = {**RIGHT, "born": "x"}

    assert verdict(place, wrong, marked(place, wrong)).status == "wrong"


def test_what_was_not_made_before_is_made(place: Workplace) -> None:
    found = verdict(place, RIGHT, marked(place, RIGHT, "letter.docx"))

    assert (found.status, [one.name for one in found.wanted]) == ("complete", ["copy"])
    assert verdict(place, RIGHT, marked(place, RIGHT, "letter.docx"), only=("letter",)).status == "before"


def test_another_format_is_made_of_a_row_that_was_made_before(place: Workplace) -> None:
    known = marked(place, RIGHT)
    found = verdict(place, RIGHT, known, formats=("converted",))

    assert (found.status, [one.name for one in found.wanted]) == ("complete", ["letter", "copy"])
    assert verdict(place, RIGHT, known, formats=("word", "converted")).status == "complete"
    assert verdict(place, RIGHT, known, formats=("pdf",)).status == "stopped"


@pytest.mark.parametrize(
    "other",
    [
        {"born": "1988-05-14"},
        {"born": " 14 mei 1988 "},
        {"born": "32277"},  # what Excel keeps of it
        {"hours": "16,0"},
        {"hours": "16.00"},
        {"surname": "Jansen "},
        {"agrees": "Nee"},
        {"agrees": "ONWAAR"},
        {"needs": "Tillen"},
        {"works": "Voor een deel"},
        {"why_none": "een antwoord op een vraag die niet aan de orde is"},
    ],
)
def test_another_spelling_of_the_same_answers_is_the_same_row(place: Workplace, other: dict[str, str]) -> None:
    assert verdict(place, {**RIGHT, **other}, marked(place, RIGHT)).status == "before"


@pytest.mark.parametrize(
    ("form", "typed", "given"),
    [
        (PLAN.name, {"phone": "0612345678", "birth_date": "1-2-1980"}, {"phone": "612345678", "birth_date": "29252"}),
        (
            "deskundigenoordeel-werknemer",
            {"bsn": "012345672", "payroll_tax_number": "001234567L01", "postcode": "1234 AB"},
            {"bsn": "12345672", "payroll_tax_number": "1234567L01", "postcode": "1234ab "},
        ),
    ],
)
def test_what_a_spreadsheet_takes_from_a_cell_makes_no_other_row(
    form: str, typed: dict[str, str], given: dict[str, str]
) -> None:
    loaded = LIBRARY.load(form)
    before, after = (
        check_row(plan_of(loaded, list(row)), loaded, RowIn(2, tuple(row.values()))) for row in (typed, given)
    )

    assert (before.answers.wrong, before.hash) == ((), after.hash)


@given(
    st.dates(datetime.date(1950, 1, 1), datetime.date(2005, 1, 1)),
    st.integers(0, 60),
    st.sampled_from(["{:%d-%m-%Y}", "{:%Y-%m-%d}", "{:%d/%m/%Y}", "{:%Y%m%d}", " {:%d.%m.%Y}", "{:%Y-%m-%d 00:00:00}"]),
    st.sampled_from(["{}", "{},0", "{}.0", " {} ", "{} uur"]),
)
def test_however_it_is_spelled_a_row_has_one_hash(
    place: Workplace, born: datetime.date, hours: int, date: str, number: str
) -> None:
    plain = {**RIGHT, "born": born.isoformat(), "hours": str(hours)}
    spelled = {**plain, "born": date.format(born), "hours": number.format(hours)}

    assert verdict(place, spelled).hash == verdict(place, plain).hash
    assert verdict(place, {**spelled, "hours": str(hours + 1)}).hash != verdict(place, plain).hash


@given(st.dictionaries(st.sampled_from(list(RIGHT)), st.text(max_size=20)))
def test_a_hash_says_what_the_row_says(place: Workplace, raw: dict[str, str]) -> None:
    cells = {**RIGHT, **raw}
    found = verdict(place, cells)

    assert found.hash == verdict(place, dict(reversed(cells.items()))).hash
    assert found.hash != verdict(place, {**cells, "nickname": "Pim"}).hash
    assert re.fullmatch("k[0-9a-f]{16}", found.hash)


@given(st.lists(st.text(max_size=30), min_size=len(RIGHT), max_size=len(RIGHT)))
def test_no_row_raises(cells: list[str]) -> None:
    found = judged(dict(zip(list(RIGHT), cells, strict=True)))

    assert found.status in ("complete", "concept", "wrong", "privacy", "stopped")


# ---- what a spreadsheet did to a cell -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "kind", "meant"),
    [
        ("45992", "date", "2025-12-01"),
        (" 45992.0 ", "date", "2025-12-01"),
        ("9-3-2026", "date", "9-3-2026"),
        ("2026", "date", "2026"),
        ("99999", "date", "99999"),
        ("45992", "whole number", "45992"),
        ("612345678", "phone", "0612345678"),
        ("0612345678", "phone", "0612345678"),
        ("31612345678", "phone", "31612345678"),
        ("1234567L01", "payroll tax number", "001234567L01"),
        ("800000006L01", "payroll tax number", "800000006L01"),
        ("L01", "payroll tax number", "L01"),
    ],
)
def test_what_a_spreadsheet_took_is_put_back(cell: str, kind: str, meant: str) -> None:
    assert mended(cell, kind) == meant


@given(st.sampled_from(sorted(TYPES)), st.from_regex(r"[0-9]{5,9}(L[0-9]{2})?", fullmatch=True))
def test_only_cells_of_some_types_are_ever_mended(kind: str, cell: str) -> None:
    assert kind in MENDED or mended(cell, kind) == cell


@pytest.mark.parametrize("cell", ["1,11222E+08", "1.11222e+08", "1E+15", "-2,5E+10"])
def test_a_rounded_number_is_told_as_such(place: Workplace, cell: str) -> None:
    assert rounded(cell) is not None
    assert "afgerond" in verdict(place, {**RIGHT, "hours": cell}).faults[0].sentence.nl


@pytest.mark.parametrize("cell", ["", "E+08", "12E", "1,5", "Route E+1"])
def test_other_cells_are_not(cell: str) -> None:
    assert rounded(cell) is None


# ---- formulas -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        (" \uff20SUM(1)", "' \uff20SUM(1)"),
        ("\uff0b1", "'\uff0b1"),
        ("\uff0d1", "'\uff0d1"),
        (" =1", "' =1"),
        ("'=1", "''=1"),
        ("+31 6 12345678", "+31 6 12345678"),
        ("-5", "-5"),
        ("-12,5%", "-12,5%"),
        ("'t Hooft", "'t Hooft"),
        ("a=b", "a=b"),
        ("", ""),
        ("'", "'"),
    ],
)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    assert harmless(cell) == shown
    assert restored(shown) == cell


@given(st.text(max_size=20) | st.text("=+-@'\t\n \uff1d\uff0b1", max_size=6))
def test_a_harmless_cell_comes_back_as_it_was(cell: str) -> None:
    assert restored(harmless(cell)) == cell
    assert not risky(harmless(cell)) or harmless(cell).startswith("'")
