"""Sheets as an HR department keeps them: what a job makes of titles, totals, failed formulas and American dates."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.bulk import job, report
from formgen.bulk.check import RowIn
from formgen.bulk.headings import match
from formgen.bulk.making import check_only
from formgen.bulk.mended import failed
from formgen.bulk.monthfirst import MonthFirst, doubtful
from formgen.bulk.report import remarks
from formgen.bulk.told import Told
from formgen.errors import FormgenError
from formgen.store.jobs import Job
from tests.bulkbench import RIGHT, Workplace, plan_of, rows_csv, workplace
from tests.golden import LIBRARY
from tests.oddfiles import workbook


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with workplace(tmp_path) as made:
        yield made


def notes(place: Workplace, of: Job) -> list[str]:
    return [nl for nl, _ in place.bench.plan(of).notes]


def back(place: Workplace, of: Job) -> bytes:
    return b"".join(report.written(place.bench, of))


# ---- where the table begins and ends ---------------------------------------------------------------------------------


def test_a_title_above_the_headings_stays_where_it_was(place: Workplace) -> None:
    data = b"Verzuimoverzicht 2026;;;;;;;;\n;;;;;;;;\n" + rows_csv([RIGHT])
    found = place.run(place.take(data))

    assert place.statuses(found) == ["complete"]
    assert place.told(found)[0][1].line == 4
    assert "De koppen staan op regel 3; wat daarboven staat, slaan we over." in notes(place, found)
    lines = back(place, found).decode().splitlines()
    assert lines[0].startswith("Verzuimoverzicht 2026;")
    assert "_status" not in lines[0] + lines[1]
    assert lines[2].endswith(";_status;_errors;_file;_row")
    assert ";gemaakt;" in lines[3]


def test_what_came_back_below_its_title_is_known_again(place: Workplace) -> None:
    data = b"Titel;;;;;;;;\n" + rows_csv([RIGHT, {**RIGHT, "surname": "Bakker", "born": "x"}])
    mended = back(place, place.run(place.take(data))).replace(b";x;", b";1-1-1990;")

    assert place.statuses(place.run(place.take(mended))) == ["before", "complete"]


def test_a_workbook_with_a_title_comes_back_with_our_headings_beside_its_own(place: Workplace) -> None:
    data = workbook(["Titel"], [], list(RIGHT), list(RIGHT.values()))
    found = place.run(place.take(data, "x.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(back(place, found))).active

    assert sheet is not None
    assert sheet.cell(1, 1).value == "Titel"
    assert sheet.cell(3, len(RIGHT) + 1).value == "_status"
    assert sheet.cell(4, len(RIGHT) + 1).value == "gemaakt"


def test_totals_below_the_table_are_no_person(place: Workplace) -> None:
    rows = [{**RIGHT, "Salaris": "3000"}, {"Salaris": "3000"}]
    found = place.run(place.take(rows_csv(rows)))

    assert place.statuses(found) == ["complete"]
    assert notes(place, found)[-1] == (
        "In geen enkele kolom die we herkennen staat iets op regel 3: die slaan we over."
    )


def test_many_lines_that_say_nothing_are_counted_and_not_all_named(place: Workplace) -> None:
    found = place.take(rows_csv([{**RIGHT, "Salaris": "1"}, *[{"Salaris": "1"}] * 30]))

    assert notes(place, found)[-1].endswith("op regel 3, 4, 5, 6, 7, 8, 9, 10 en nog 22: die slaan we over.")


def test_a_file_of_which_no_heading_is_known_says_what_was_read(place: Workplace) -> None:
    with pytest.raises(FormgenError) as refused:
        place.take(b"Naam;Leeftijd\nJan;40\n")

    assert 'Gelezen als koppen: "Naam" en "Leeftijd".' in refused.value.sentence.nl
    assert 'Read as headings: "Naam" and "Leeftijd".' in refused.value.sentence.en


def test_the_headings_of_a_file_are_found_below_its_title(place: Workplace) -> None:
    upload = job.Upload("x.csv", b"Titel;;;\nsurname;born;Zelf;x\nJan;1-1-1990;;\n")

    assert job.headings_of(place.form, upload) == ("surname", "born", "Zelf", "x")


# ---- formulas --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["#N/B", "#N/A", "#DEEL/0!", "#VALUE!", "#NAAM?", "Err:502", "Fout:522", "#REF!"])
def test_a_formula_that_failed_makes_a_row_wrong_whatever_was_asked(place: Workplace, typed: str) -> None:
    found = place.run(place.take(rows_csv([{**RIGHT, "surname": typed, "hours": typed}])))

    assert place.statuses(found) == ["wrong"]
    faults = place.told(found)[0][1].faults
    assert {fault.heading for fault in faults} == {"surname", "hours"}
    assert {fault.sentence.en for fault in faults} == {
        "A formula here fails. Fill in the value yourself, or empty the cell."
    }


def test_a_column_that_was_too_narrow_is_said_to_be(place: Workplace) -> None:
    found = place.run(place.take(rows_csv([{**RIGHT, "born": "########"}])))

    assert "Maak haar breder" in place.told(found)[0][1].faults[0].sentence.nl


def test_a_failed_formula_in_a_column_of_no_question_stops_nothing(place: Workplace) -> None:
    def fail(book: openpyxl.Workbook) -> None:
        assert book.active is not None
        cell = book.active.cell(2, len(RIGHT) + 1)
        cell.value, cell.data_type = "#N/A", "e"

    data = workbook([*RIGHT, "Salaris", "Bonus"], [*RIGHT.values(), None, "=1+1"], edit=fail)

    assert place.statuses(place.run(place.take(data, "x.xlsx"))) == ["complete"]
    assert place.statuses(place.run(place.take(rows_csv([{**RIGHT, "Salaris": "#N/A"}])))) == ["complete"]


def test_a_formula_never_worked_out_is_told_where_the_column_counts(place: Workplace) -> None:
    answers = {**RIGHT, "hours": "=1+1"}
    found = place.run(place.take(workbook(list(answers), list(answers.values())), "x.xlsx"))

    assert place.statuses(found) == ["wrong"]
    assert "formule zonder uitkomst" in place.told(found)[0][1].faults[0].sentence.nl


@given(st.text(max_size=12))
def test_few_texts_are_a_formula_that_failed(text: str) -> None:
    assert failed(text) is None or text.strip()[0] in "#EF"


@pytest.mark.parametrize("typed", ["", "#", "#1", "# uitleg", "#N/A?", "Err", "Erik", "Fout: 5", "##"])
def test_what_only_looks_like_one_is_text(typed: str) -> None:
    assert failed(typed) is None


# ---- what is not seen on the screen ----------------------------------------------------------------------------------


def test_hidden_rows_are_read_and_told(place: Workplace) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        assert book.active is not None
        book.active.row_dimensions[2].hidden = True

    data = workbook(list(RIGHT), list(RIGHT.values()), ["Bakker"], edit=hide)
    found = place.run(place.take(data, "x.xlsx"))

    assert place.statuses(found) == ["complete", "concept"]
    assert any("Verborgen rijen in het werkblad: 1" in note for note in notes(place, found))


def test_the_sheet_with_the_headings_goes_before_the_first(place: Workplace) -> None:
    def explain(book: openpyxl.Workbook) -> None:
        data = book.create_sheet("Data")
        data.append(list(RIGHT))
        data.append(list(RIGHT.values()))

    found = place.run(place.take(workbook(["Vragen?", "Bel HR"], edit=explain), "x.xlsx"))

    assert place.statuses(found) == ["complete"]
    assert notes(place, found)[:2] == [
        'Gelezen: werkblad "Data".',
        'Niet gelezen: "Sheet". Staan uw gegevens daar? Zet dat werkblad dan vooraan.',
    ]


# ---- American dates --------------------------------------------------------------------------------------------------


def looked(*dates: str, heading: str = "birth_date") -> MonthFirst:
    form = LIBRARY.load("plan-van-aanpak-spoor-2")
    looking = MonthFirst(form, match(form, [heading]))
    for line, typed in enumerate(dates, 2):
        looking.see(line, (typed,))
    return looking


def months(*dates: str, heading: str = "birth_date") -> list[str]:
    return [note.en for note in looked(*dates, heading=heading).notes()]


def test_the_month_first_is_seen_where_it_does_harm() -> None:
    (said,) = months("03/04/1990", "03/14/1990")

    assert '"03/14/1990" on line 3' in said
    assert "03/04 is 3 April" in said


@pytest.mark.parametrize(
    "dates",
    [
        ("14/03/1990", "03/04/1990"),
        ("03/14/1990",),
        ("03-14-1990", "03-04-1990"),
        ("", "x"),
        ("13/14/1990", "99/99/99"),
    ],
)
def test_dates_that_can_be_read_one_way_only_are_not_warned_of(dates: tuple[str, ...]) -> None:
    assert months(*dates) == []


def test_only_dates_are_looked_at() -> None:
    assert months("03/04/1990", "03/14/1990", heading="job_title") == []


def test_a_day_in_front_elsewhere_makes_it_a_slip_of_one_row() -> None:
    assert looked("03/04/1990", "03/14/1990").names == ("birth_date",)
    assert looked("03/14/1990").names == ("birth_date",)
    assert looked("14/03/1990", "03/14/1990").names == ()
    assert looked("03/04/1990", "14/03/1990").names == ()


@pytest.mark.parametrize("cell", ["3/3/1990", "14/3/1990", "3/14/1990", "3-4-1990", "1990-03-04", "", "3/4", "x"])
def test_a_date_that_can_be_read_one_way_is_not_asked_about(cell: str) -> None:
    assert doubtful(cell) is None


def test_a_date_that_may_be_another_makes_its_row_wrong_and_no_other(place: Workplace) -> None:
    born = ("03/04/1990", "14-5-1988", "03/14/1990", "05/05/1990", "12/1/88")
    found = place.run(place.take(rows_csv([{**RIGHT, "born": day} for day in born])))

    assert place.statuses(found) == ["wrong", "complete", "wrong", "complete", "wrong"]
    assert "dag-maand-jaar" in place.told(found)[0][1].faults[0].sentence.nl
    assert "bestaat niet" in place.told(found)[2][1].faults[0].sentence.nl


def test_a_job_warns_of_them(place: Workplace) -> None:
    data = rows_csv([{**RIGHT, "born": "03/04/1990"}, {**RIGHT, "born": "03/14/1990"}])
    found = place.run(place.take(data, phase="check"))

    assert place.statuses(found) == ["wrong", "wrong"]
    assert "lijkt de maand voorop te staan" in notes(place, found)[-1]


# ---- what is missing -------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said_in_the_words_of_the_file_or_of_the_question(place: Workplace) -> None:
    found = place.run(place.take(b"Achternaam;born\nJansen;\n"))
    (_, told) = place.told(found)[0]

    assert told.missing[:2] == ("born", "Werkt u")
    assert told.more == 0
    assert "Ontbreekt nog: born; Werkt u; " in back(place, found).decode()


def test_of_many_things_missing_the_first_are_named_and_the_others_counted() -> None:
    form = LIBRARY.load("plan-van-aanpak-spoor-2")
    plan = plan_of(form, ["Achternaam", "Geb. datum"], language="en")
    told = check_only(plan, form, RowIn(2, ("Jansen", ""))).told

    assert len(told.missing) == 10
    assert told.more > 20
    assert "Date of birth" not in told.missing
    assert "Geb. datum" in told.missing
    (sentence,) = remarks(told, "make")
    assert sentence.en.endswith(f"; and {told.more} more.")
    assert set(match(form, told.missing).names) > {"initials", "birth_date"}  # any of them would do as a heading
    assert Told.from_json(told.to_json()) == told
