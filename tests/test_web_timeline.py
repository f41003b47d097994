"""The timeline page: dates in, a drawing and a table out, and nothing kept."""

import datetime
import html
import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from werkzeug.test import TestResponse

from formgen.guidance import timetable, with_milestones
from formgen.guidance.poortwachter import Gap, absence
from formgen.library import SHIPPED
from formgen.web import picture
from tests.smallform import SMALL, House, Visitor, house

PAGE, AGENDA = "/timeline", "/timeline/agenda"
D = datetime.date
DATES = {"first_sick_day": "9-3-2026"}
WITH_GAP = {
    **DATES,
    "interruptions.1.recovered_from": "1-5-2026",
    "interruptions.1.sick_again": "12-5-2026",
    "contract_end": "3-10-2027",
    "problem_analysis_date": "14-4-2026",
}
ASKS = """      first_sick_day: {ask: Eerste ziektedag | First sick day, type: date}
      interruptions:
        ask: Tussendoor hersteld? | Recovered in between?
        repeat: {at most: 3}
        optional: yes
        questions:
          recovered_from: {ask: Hersteld vanaf | Recovered from, type: date}
          sick_again: {ask: Weer ziek vanaf | Ill again from, type: date}
      surname:"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


def shown(visitor: Visitor, dates: dict[str, str], act: str = "next", path: str = PAGE) -> TestResponse:
    """What comes back when these dates are typed on the page and the button is pressed."""
    fields = visitor.fields(visitor.page(PAGE)) | dates
    return visitor.client.post(path, data=fields | {"_do": act})


def page(visitor: Visitor, dates: dict[str, str], act: str = "next") -> str:
    answer = shown(visitor, dates, act)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def words(text: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", text[text.index("<main") :])
    return re.sub(r"\s+", " ", html.unescape(plain)).replace("\u00a0", " ")


# ---- the questions --------------------------------------------------------------------------------------------------


def test_the_page_asks_and_says_that_it_keeps_nothing(visitor: Visitor) -> None:
    said = words(visitor.page(PAGE))
    for text in ("Eerste ziektedag", "Hersteld vanaf", "Laatste dag van het contract", "We bewaren deze datums niet."):
        assert text in said
    assert "Jaar 1" not in said


def test_every_page_leads_there(visitor: Visitor) -> None:
    assert 'href="/timeline"' in visitor.page("/")
    assert 'href="/timeline" aria-current="page"' in visitor.page(PAGE)


def test_the_dutch_name_leads_there_too(visitor: Visitor) -> None:
    assert visitor.get("/tijdlijn").location == PAGE


def test_nothing_is_kept_and_no_date_stands_in_an_address(service: House, visitor: Visitor) -> None:
    answer = shown(visitor, WITH_GAP)
    assert answer.status_code == 200
    assert service.app.extensions["formgen"].drafts.count() == 0
    assert "first_sick_day=" not in answer.get_data(as_text=True)
    assert "2026" not in service.log.getvalue().replace("2026-11-23T", "")


@pytest.mark.parametrize("typed", ["9-3-2026", "9 maart 2026", "2026-03-09", "09/03/26", "9 March 2026"])
def test_every_spelling_of_a_date_is_read(visitor: Visitor, typed: str) -> None:
    assert "is week 38" in words(page(visitor, {"first_sick_day": typed}))


@pytest.mark.parametrize(
    ("dates", "at", "says"),
    [
        ({"first_sick_day": ""}, "first_sick_day", "Beantwoord nog"),
        ({"first_sick_day": "13/14/2026"}, "first_sick_day", "13/14/2026"),
        (DATES | {"interruptions.1.recovered_from": "1-5-2026"}, "interruptions-1-sick_again", "Beantwoord nog"),
        (
            WITH_GAP | {"interruptions.1.recovered_from": "1-3-2026"},
            "interruptions-1-recovered_from",
            "begint na de eerste ziektedag",
        ),
        (WITH_GAP | {"interruptions.1.sick_again": "1-5-2026"}, "interruptions-1-sick_again", "na het herstel"),
        (DATES | {"contract_end": "8-3-2026"}, "contract_end", "loopt het contract nog"),
        (DATES | {"problem_analysis_date": "24-11-2026"}, "problem_analysis_date", "en vandaag"),
        (DATES | {"problem_analysis_date": "8-3-2026"}, "problem_analysis_date", "en vandaag"),
    ],
)
def test_a_wrong_date_is_told_where_it_stands(visitor: Visitor, dates: dict[str, str], at: str, says: str) -> None:
    answer = shown(visitor, dates)
    text = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert f'<li><a href="#{at}">' in text
    assert f'id="{at}"' in text
    assert says in text
    assert "<title>Fout: " in text
    assert '<svg class="timeline"' not in text
    assert visitor.fields(text)["first_sick_day"] == dates["first_sick_day"]


def test_interruptions_that_meet_are_told(visitor: Visitor) -> None:
    twice = {"interruptions.2.recovered_from": "5-5-2026", "interruptions.2.sick_again": "8-5-2026"}
    answer = shown(visitor, WITH_GAP | twice)

    assert answer.status_code == 422
    assert '<a href="#interruptions">' in answer.get_data(as_text=True)


def test_a_contract_that_ended_before_the_count_began_anew(visitor: Visitor) -> None:
    long = {"interruptions.1.recovered_from": "1-5-2026", "interruptions.1.sick_again": "1-7-2026"}
    answer = shown(visitor, DATES | long | {"contract_end": "1-6-2026"})

    assert answer.status_code == 422
    assert "Het contract eindigde op" in answer.get_data(as_text=True)


def test_rows_come_and_go_without_scripts(visitor: Visitor) -> None:
    more = page(visitor, WITH_GAP, act="add:interruptions")
    assert visitor.fields(more)["interruptions.2.recovered_from"] == ""
    assert visitor.fields(more)["interruptions.1.sick_again"] == "12-5-2026"
    assert "Verbeter" not in words(more)

    fewer = visitor.client.post(PAGE, data=visitor.fields(more) | {"_do": "remove:interruptions.1"}).get_data(
        as_text=True
    )
    assert visitor.fields(fewer)["interruptions.1.recovered_from"] == ""
    assert "interruptions.2.recovered_from" not in visitor.fields(fewer)


def test_there_are_never_more_than_eight_rows(visitor: Visitor) -> None:
    eight = {f"interruptions.{n}.recovered_from": "1-5-2026" for n in range(1, 9)}
    text = page(visitor, DATES | eight, act="add:interruptions")
    assert "interruptions.9.recovered_from" not in text
    assert "Er is plaats voor 8." in words(text)


@pytest.mark.parametrize("act", ["remove:interruptions.x", "remove:", "add:", "rubbish", "language:fr"])
def test_no_button_makes_it_fail(visitor: Visitor, act: str) -> None:
    assert shown(visitor, WITH_GAP, act).status_code == 200


def test_a_page_that_stood_open_too_long_keeps_what_was_typed(visitor: Visitor) -> None:
    fields = visitor.fields(visitor.page(PAGE)) | WITH_GAP
    visitor.client.delete_cookie("formgen")
    answer = visitor.client.post(PAGE, data=fields | {"_do": "next"})
    text = answer.get_data(as_text=True)

    assert answer.status_code == 403
    assert "Deze bladzijde stond te lang open" in text
    assert visitor.fields(text)["contract_end"] == "3-10-2027"
    assert visitor.client.post(PAGE, data=visitor.fields(text) | {"_do": "next"}).status_code == 200


# ---- the answer -----------------------------------------------------------------------------------------------------


def test_it_says_which_week_it_is_and_what_comes_next(visitor: Visitor) -> None:
    said = words(page(visitor, DATES))
    assert "Vandaag, maandag 23 november 2026, is week 38. De telling begint op 9 maart 2026." in said
    assert "Eerstvolgende datum Periodieke evaluatie, nummer 5" in said


def test_by_today_you_should_have(visitor: Visitor) -> None:
    said = words(page(visitor, DATES))
    listed = said[said.index("Dit hoort vandaag gedaan te zijn") : said.index("Alle datums")]
    assert "Probleemanalyse, uiterlijk 19 april 2026" in listed
    assert "42e-weeksmelding" not in listed
    assert "Er hoort vandaag niets meer gedaan te zijn." in words(page(visitor, {"first_sick_day": "20-11-2026"}))


def test_what_was_done_is_not_asked_again(visitor: Visitor) -> None:
    said = words(page(visitor, DATES | {"problem_analysis_date": "14-4-2026"}))
    assert "Probleemanalyse, uiterlijk" not in said
    assert "Gedaan op 14 april 2026" in said
    assert "28 april 2026" in said  # the plan, two weeks later


def test_the_table_says_the_same_as_the_drawing(visitor: Visitor) -> None:
    text = page(visitor, WITH_GAP)
    table = words("<main" + text[text.index("<tbody>") : text.index("</tbody>")])
    pins = re.findall(
        r"(\d+) ([^;.]+?), week (\d+), (\d+ \w+ \d{4})",
        words("<main " + " ".join(re.findall(r"<desc[^>]*>(.*?)</desc>", text))),
    )
    assert len(pins) == 10
    for _, what, _, date in pins:
        assert what in table
        assert date in table


def test_weekends_and_holidays_keep_the_date_and_advise_a_working_day(visitor: Visitor) -> None:
    said = words(page(visitor, DATES))
    assert "19 april 2026 Geen werkdag. Advies: vrijdag 17 april 2026" in said


def test_what_is_not_confirmed_is_marked_and_sources_are_named(visitor: Visitor) -> None:
    text = page(visitor, WITH_GAP)
    assert "niet bevestigd" in words(text)
    for key in re.findall(r'href="#(source-\w+)"', text):
        assert f'id="{key}"' in text
    assert text.count('href="/sources#') >= 8


def test_the_end_of_the_contract_has_a_line(visitor: Visitor) -> None:
    said = words(page(visitor, WITH_GAP))
    assert "Laatste dag van het contract ons eigen advies, niet bevestigd" in said
    assert "Dit valt na het einde van het dienstverband." in said
    assert "dienstverband" not in words(page(visitor, DATES))


def test_a_long_interruption_starts_anew_and_says_so(visitor: Visitor) -> None:
    long = {"interruptions.1.recovered_from": "1-5-2026", "interruptions.1.sick_again": "29-5-2026"}
    said = words(page(visitor, DATES | long))
    assert "De telling begint op 29 mei 2026." in said
    assert "begint de telling opnieuw" in said
    short = long | {"interruptions.1.sick_again": "28-5-2026"}
    assert "De telling begint op 9 maart 2026." in words(page(visitor, DATES | short))


def test_in_english(visitor: Visitor) -> None:
    text = page(visitor, WITH_GAP, act="language:en")
    assert '<html lang="en">' in text
    said = words(text)
    assert "Today, Monday 23 November 2026, is week 36." in said
    assert "Done on 14 April 2026" in said
    assert "This should have been done by today" in said
    assert visitor.fields(text)["contract_end"] == "3-10-2027"


def test_switching_the_language_of_an_empty_page_is_no_mistake(visitor: Visitor) -> None:
    text = page(visitor, {}, act="language:en")
    assert "First sick day" in words(text)
    assert "Correct" not in words(text)


def test_nothing_is_inline(visitor: Visitor) -> None:
    text = page(visitor, WITH_GAP)
    assert " style=" not in text
    assert "<style" not in text
    assert "<script" not in text
    assert not re.search(r' on\w+="', text)
    assert len(text.encode()) < 100_000


def test_ids_are_unique_and_labels_lead_somewhere(visitor: Visitor) -> None:
    text = page(visitor, WITH_GAP)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for names in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', text):
        assert set(names.split()) <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


# ---- the agenda -----------------------------------------------------------------------------------------------------


def test_the_dates_come_as_a_file_for_an_agenda(visitor: Visitor) -> None:
    answer = shown(visitor, WITH_GAP, path=AGENDA)

    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert 'filename="termijnen.ics"' in answer.headers["Content-Disposition"]
    summaries = [str(event["summary"]) for event in icalendar.Calendar.from_ical(answer.data).walk("VEVENT")]
    assert "Dossier: plan van aanpak" in summaries
    assert "Dossier: advies van week\u00a06" not in summaries  # done
    assert shown(visitor, WITH_GAP, path=AGENDA).data == answer.data


def test_no_file_of_wrong_dates(visitor: Visitor) -> None:
    assert shown(visitor, {"first_sick_day": "nooit"}, path=AGENDA).status_code == 422


def test_nobody_reaches_the_agenda_by_an_address(visitor: Visitor) -> None:
    assert visitor.get(AGENDA).status_code in (404, 405)


# ---- from a draft ---------------------------------------------------------------------------------------------------


def test_a_draft_fills_in_the_page(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        (running.folder / "forms" / "small.yml").write_text(SMALL.replace("      surname:", ASKS, 1), "utf-8")
        visitor = running.visitor()
        assert "Jaar 1" not in visitor.page(PAGE)
        gap = {"interruptions.1.recovered_from": "1-5-2026", "interruptions.1.sick_again": "12-5-2026"}
        visitor.fill("/small/person", {"first_sick_day": "9-3-2026", **gap})

        text = visitor.page(PAGE)
        assert "is week 36" in words(text)
        assert "Deze datums komen uit uw antwoorden bij: Kleine aanvraag." in words(text)
        assert visitor.fields(text)["interruptions.1.sick_again"] == "12-5-2026"
        assert "is week" not in running.visitor().page(PAGE)


def test_a_draft_with_a_wrong_date_fills_in_what_it_can(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        (running.folder / "forms" / "small.yml").write_text(SMALL.replace("      surname:", ASKS, 1), "utf-8")
        visitor = running.visitor()
        visitor.fill("/small/person", {"first_sick_day": "9-3-2026", "interruptions.1.recovered_from": "1-5-2026"})

        text = visitor.page(PAGE)
        assert visitor.fields(text)["first_sick_day"] == "9-3-2026"
        assert "Verbeter" not in words(text)


# ---- the drawing ----------------------------------------------------------------------------------------------------

START = D(2026, 3, 9)
MILESTONES = with_milestones([SHIPPED]).milestones


def years(today: D, *gaps: Gap, end: D | None = None, start: D = START) -> tuple[picture.Year, picture.Year]:
    counted = absence(start, gaps, contract_end=end)
    return picture.draw(counted, timetable.rows(counted, MILESTONES, today), today)


def test_the_pins_stand_at_their_weeks() -> None:
    first, second = years(D(2026, 11, 23))
    assert [(pin.number, pin.x) for pin in first.pins] == [(1, "11.26%"), (2, "15.11%"), (3, "80.77%"), (4, "99.73%")]
    assert [pin.number for pin in second.pins] == [5, 6, 7, 8, 9]
    assert first.bands == (("86.54%", "13.46%"),)
    assert (first.past, first.today, second.past, second.today) == ("71.15%", "71.15%", "0.00%", "")


@pytest.mark.parametrize(
    ("today", "first", "second"),
    [(D(2026, 3, 8), "0.00%", "0.00%"), (D(2027, 3, 8), "100.00%", "0.00%"), (D(2029, 1, 1), "100.00%", "100.00%")],
)
def test_how_much_is_over(today: D, first: str, second: str) -> None:
    drawn = years(today)
    assert [year.past for year in drawn] == [first, second]


def test_an_interruption_takes_no_room_and_is_a_line() -> None:
    gap = Gap(D(2026, 5, 1), D(2026, 5, 20))
    first, _ = years(D(2026, 11, 23), gap)
    assert first.gaps == ("14.56%",)
    assert first.pins[0].x == "11.26%"
    assert "onderbreking" in picture.told(first, "nl")
    assert first.past == "65.66%"


@pytest.mark.parametrize("day", [*range(28, 720, 13), 610, 636, 640, 650, 727])
def test_no_pin_covers_another_on_a_small_screen(day: int) -> None:
    end = D(2026, 3, 9) + datetime.timedelta(days=day)
    for year in years(D(2026, 11, 23), end=end):
        spots = [(float(pin.x[:-1]) * 2.88 + pin.shift, pin.middle) for pin in year.pins]  # px on a screen of 320
        for at, (x, y) in enumerate(spots):
            assert x - 13 >= -1
            assert x + 13 <= 289
            assert y - 13 >= 0
            assert y + 13 <= year.height
            for other_x, other_y in spots[at + 1 :]:
                assert abs(x - other_x) >= 26 or abs(y - other_y) >= 26, (day, year.number)


def test_the_words_tell_what_the_drawing_shows() -> None:
    first, _ = years(D(2026, 11, 23))
    assert picture.told(first, "en").startswith("Today lies in this year. Should be done: 1 Problem analysis, week 6, ")
    assert "Still to come: 3 42-weeks notice to UWV, week 43" in picture.told(first, "en")


def test_today_has_its_word_inside_the_drawing() -> None:
    assert [years(D(2026, 3, 10))[0].anchor, years(D(2026, 9, 1))[0].anchor, years(D(2027, 3, 6))[0].anchor] == [
        "start",
        "middle",
        "end",
    ]
