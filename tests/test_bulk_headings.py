"""Headings of a file to questions of a form: by name, wording and synonym, in any spelling; by hand; never by guess."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.bulk import remembered
from formgen.bulk.headings import Columns, all_names, match, plain, recogniser, told
from formgen.errors import FormgenError
from tests.golden import LIBRARY

PLAN = LIBRARY.load("plan-van-aanpak-spoor-2")


def names(*headings: str) -> tuple[str, ...]:
    return match(PLAN, headings).names


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("surname", "surname"),
        ("SURNAME", "surname"),
        (" Achternaam van de werknemer ", "surname"),
        ("achternaam", "surname"),
        ("Surname of the employee", "surname"),
        ("Geboorte-datum", "birth_date"),
        ("Geb. datum", "birth_date"),
        ("GEB.DATUM", "birth_date"),
        ("Tel.nr", "phone"),
        ("Telefoon-nr.", "phone"),
        ("Voorl.", "initials"),
        ("Contract uren", "contract_hours"),
        ("Uren p/w", "contract_hours"),
        ("Datum 1e ziektedag", "first_sick_day"),
        ("First day of sickness", "first_sick_day"),
        ("Personeelsnr.", ""),
        ("Datum functie", ""),
        ("birth_date", "birth_date"),
        ("Birth Date", "birth_date"),
        ("coach", "agency_coach"),
        ("taal", "_language"),
        ("_language", "_language"),
        ("_confirm_privacy", "_confirm_privacy"),
        ("track1_jobs.2.track1_job", "track1_jobs.2.track1_job"),
        ("Track1 jobs 2 track1 job", "track1_jobs.2.track1_job"),
        ("track1_job 2", "track1_jobs.2.track1_job"),
        ("track1_job", "track1_jobs.1.track1_job"),
        ("Welke functies binnen het bedrijf hebt u onderzocht? 3 Functie", "track1_jobs.3.track1_job"),
        ("track1_jobs.21.track1_job", ""),
        ("track1_jobs", ""),
        ("Datum", ""),
        ("opmerking", ""),
        ("_status", ""),
        ("", ""),
    ],
)
def test_a_heading_is_its_question(heading: str, name: str) -> None:
    assert names(heading) == (name,)


def test_every_name_of_every_form_is_known() -> None:
    for form in map(LIBRARY.load, LIBRARY.names()):
        wanted = tuple(all_names(form, rows=2))
        assert match(form, wanted).names == wanted


def test_a_heading_without_a_question_is_named_and_stops_nothing() -> None:
    columns = match(PLAN, ["surname", "Afdeling", "", "_file"])

    assert (columns.known, columns.ignored) == (("surname",), ("Afdeling",))
    assert [text.nl for text in told(PLAN, columns)] == ['Deze kolommen komen in geen enkel document: "Afdeling".']


def test_two_columns_for_one_question_are_named_and_the_first_is_read() -> None:
    columns = match(PLAN, ["Achternaam", "surname"])

    assert columns.names == ("surname", "")
    assert [text.en for text in told(PLAN, columns)] == [
        'The columns "Achternaam" and "surname" answer the same question. We read the first. Remove one of them.'
    ]


def test_what_may_be_several_questions_is_asked_not_guessed() -> None:
    columns = match(LIBRARY.load("deskundigenoordeel-werknemer"), ["Vanaf welke datum moet UWV kijken?"])

    assert (columns.names, columns.ignored) == (("",), ())
    assert [text.nl for text in told(PLAN, columns)] == [
        'De kop "Vanaf welke datum moet UWV kijken?" kan effort_from of wga_from zijn. '
        "Geef de kolom die naam, of kies er zelf een."
    ]


def test_a_heading_with_a_slip_is_asked_about_and_not_guessed() -> None:
    columns = match(PLAN, ["Achternam", "Voorleters", "Afdeling", "Employee ID", "birth_date"])

    assert columns.names == ("", "", "", "", "birth_date")
    assert [text.en for text in told(PLAN, columns)][1:] == [
        'Does "Achternam" stand for the question "Surname of the employee"? Then call the column surname, or choose'
        " yourself what it is.",
        'Does "Voorleters" stand for the question "Initials of the employee"? Then call the column initials, or choose'
        " yourself what it is.",
    ]


def test_what_another_column_answers_is_not_asked_about() -> None:
    columns = match(PLAN, ["Achternaam", "Achternamen"])

    assert len(list(told(PLAN, columns))) == 1


def test_few_of_many_slips_are_asked_about() -> None:
    columns = match(PLAN, [f"Achternam{'x' * n}" for n in range(1, 3)] + [f"Voorleters{'x' * n}" for n in range(5)])

    assert len(list(told(PLAN, columns))) <= 6


def test_headings_are_counted_on_any_line() -> None:
    count = recogniser(PLAN, {"Mijn kolom": "email"})

    assert count(["Achternaam", "Geb. datum", "Afdeling", "", "mijn kolom"]) == 3
    assert count(["Verzuimoverzicht 2026", "x" * 300]) == 0
    assert count(["achternaam", "Achternaam"]) == 1


def test_by_hand_goes_before_everything() -> None:
    columns = match(PLAN, ["Mijn kolom", "surname"], {"mijn KOLOM": "email", "surname": ""})

    assert columns.names == ("email", "")


@pytest.mark.parametrize(
    ("by_hand", "said"),
    [
        ({"Kolon": "email"}, 'Er is geen kolom "Kolon" in het bestand - bedoelt u "Kolom"?'),
        ({"Kolom": "emial"}, 'Het formulier heeft geen vraag "emial" - bedoelt u "email"?'),
        ({"Kolom": "track1_jobs.0.track1_job"}, "Het formulier heeft geen vraag"),
        ({"Kolom": "track1_jobs.1"}, "Het formulier heeft geen vraag"),
        ({"Kolom": "track1_job"}, "Het formulier heeft geen vraag"),
    ],
)
def test_a_mistake_in_a_mapping_is_one_sentence(by_hand: dict[str, str], said: str) -> None:
    with pytest.raises(FormgenError) as refused:
        match(PLAN, ["Kolom"], by_hand)

    assert refused.value.sentence.nl.startswith(said)


def test_an_empty_cell_is_no_answer() -> None:
    columns = match(PLAN, ["surname", "email", "x"])

    assert columns.raw(["Jansen", "  ", "y"]) == {"surname": "Jansen"}
    assert (columns.heading("surname"), columns.heading("city")) == ("surname", "city")


@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_headings_are_matched_without_a_question_twice(headings: list[str]) -> None:
    columns = match(PLAN, headings)
    used = [name for name in columns.names if name]

    assert len(columns.names) == len(headings)
    assert len(used) == len(set(used))


@given(st.text(max_size=40))
def test_a_plain_heading_is_plain(heading: str) -> None:
    assert plain(plain(heading)) == plain(heading)


def test_a_mapping_is_kept_for_the_next_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "columns.json"
    assert remembered.recall(path, "small", ["Mijn kolom"]) == {}

    remembered.remember(path, "small", {"Mijn Kolom": "surname"})
    remembered.remember(path, "small", {"Ander": "born"})
    remembered.remember(path, "other", {})

    assert remembered.recall(path, "small", ["mijn  kolom:", "x"]) == {"mijn  kolom:": "surname"}
    assert remembered.recall(path, "other", ["Mijn kolom"]) == {}


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"small": 3}', "\udcff"])
def test_a_file_of_mappings_that_cannot_be_read_is_no_reason_to_stop(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "columns.json"
    path.write_bytes(kept.encode("utf-8", "surrogateescape"))

    assert remembered.recall(path, "small", ["x"]) == {}
    remembered.remember(path, "small", {"x": "surname"})
    assert remembered.recall(path, "small", ["x"]) == {"x": "surname"}


def test_columns_are_told_in_both_languages() -> None:
    columns = Columns(("A", "B", "C"), ("", "", ""), {"B": ("x", "y")}, (("A", "C"),))

    assert [text.en != text.nl for text in told(PLAN, columns)] == [True, True, True]
