"""The ICS file: whole-day events that any agenda reads, the same each time, and silent about people and health."""

import datetime
import re

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen import guidance
from formgen.guidance import timetable
from formgen.guidance.agenda import agenda
from formgen.guidance.poortwachter import Absence, Gap, absence
from formgen.library import SHIPPED
from formgen.text import Language

D = datetime.date
MILESTONES = guidance.with_milestones([SHIPPED]).milestones
START, TODAY = D(2026, 3, 9), D(2026, 11, 23)
# What a passer-by must not learn from somebody's agenda.
HEALTH = re.compile(
    r"ziek|verzuim|beter|herstel|arts\b|arbo|medisch|gezond|beperking|arbeids(on)?geschikt|klacht|behandel|belastbaar"
    r"|\bsick|\bill\b|illness|absen|recover|physician|doctor|medical|health|disab|unfit|complaint|treatment"
    r"|\bwia\b|\biva\b|\bwga\b|ziektewet|\buwv\b|re-?integrat|poortwachter|gatekeeper",
    re.IGNORECASE,
)


def made(
    counted: Absence | None = None, language: Language = "nl", today: D = TODAY, case: str = "a random id"
) -> bytes:
    counted = counted or absence(START, contract_end=D(2027, 10, 3))
    return agenda(timetable.rows(counted, MILESTONES, today), case, language, today)


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def event(summary: str, data: bytes) -> icalendar.Event:
    (found,) = [one for one in events(data) if one["summary"] == summary]
    return found


def test_every_moment_is_an_event_of_whole_days() -> None:
    found = events(made())
    assert len(found) == len(timetable.rows(absence(START, contract_end=D(2027, 10, 3)), MILESTONES, TODAY))
    for one in found:
        assert type(one.decoded("dtstart")) is D
        assert one.decoded("dtend") > one.decoded("dtstart")
        assert one["transp"] == "TRANSPARENT"


def test_one_day_ends_on_the_next_and_a_window_after_its_last_day() -> None:
    plan = event("Dossier: plan van aanpak", made())
    assert (plan.decoded("dtstart"), plan.decoded("dtend")) == (D(2026, 5, 3), D(2026, 5, 4))
    year = event("Dossier: eerstejaarsevaluatie", made())
    assert (year.decoded("dtstart"), year.decoded("dtend")) == (D(2027, 1, 18), D(2027, 3, 8))


def test_it_says_who_and_which_working_day() -> None:
    said = str(event("Case file: action plan", made(language="en"))["description"])
    assert said == (
        "Who: employer and employee. Last day: Sunday 3\u00a0May\u00a02026."
        " Do it by Friday 1\u00a0May\u00a02026, the last working day before it."
    )


def test_what_is_not_confirmed_or_falls_after_the_contract_says_so() -> None:
    track = str(event("Dossier: tweede spoor, uiterste datum", made())["description"])
    assert track.endswith("Deze termijn is niet bevestigd.")
    application = str(event("Dossier: laatste dag voor de aanvraag", made())["description"])
    assert "na het einde van het dienstverband" in application


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_word_tells_about_health(language: Language) -> None:
    text = made(language=language).decode().replace("\r\n ", "")
    assert len(text) > 5000
    assert not HEALTH.findall(re.sub(r"^UID:.*$", "", text, flags=re.MULTILINE))


@pytest.mark.parametrize("word", ["Ziekmelding", "WIA-aanvraag", "bedrijfsarts", "Early IVA benefit", "unfit for work"])
def test_the_list_of_words_would_catch_them(word: str) -> None:
    assert HEALTH.search(word)


def test_what_was_done_needs_no_event() -> None:
    counted = absence(START, done={"problem_analysis": D(2026, 4, 14)})
    assert not [one for one in events(made(counted)) if one["summary"] == "Dossier: advies van week\u00a06"]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made() == made()
    assert made() != made(today=D(2026, 11, 24))
    assert {one.decoded("dtstamp") for one in events(made())} == {datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)}


def uids(data: bytes) -> list[str]:
    return [str(one["uid"]) for one in events(data)]


def test_an_event_keeps_its_identity_when_its_date_moves() -> None:
    plain, moved = absence(START), absence(START, [Gap(D(2026, 5, 1), D(2026, 5, 20))])
    assert set(uids(made(plain))) == set(uids(made(moved)))
    assert set(uids(made(plain))) == set(uids(made(plain, "en", D(2027, 1, 1))))


def test_two_people_who_fell_ill_on_the_same_day_have_events_of_their_own() -> None:
    assert not set(uids(made(case="one"))) & set(uids(made(case="another")))


def test_an_identity_tells_nothing() -> None:
    assert all(re.fullmatch(r"[0-9a-f]{40}@formgen", uid) for uid in uids(made()))
    assert len(set(uids(made()))) == len(uids(made()))


def test_lines_are_as_the_standard_wants_them() -> None:
    data = made()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    calendar = icalendar.Calendar.from_ical(data)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")


@given(st.dates(D(2000, 1, 1), D(2060, 12, 31)), st.integers(1, 700), st.integers(1, 27), st.sampled_from(["nl", "en"]))
def test_any_absence_comes_back_as_it_went_in(start: D, after: int, length: int, language: Language) -> None:
    first = start + datetime.timedelta(days=after)
    counted = absence(start, [Gap(first, first + datetime.timedelta(days=length - 1))])
    rows = timetable.rows(counted, MILESTONES, start)
    back = [(one.decoded("dtstart"), one.decoded("dtend")) for one in events(made(counted, language, start))]
    day = datetime.timedelta(days=1)
    assert back == [(row.due.first or row.due.last, row.due.last + day) for row in rows]
