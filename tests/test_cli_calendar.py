"""`formgen calendar`: a table on standard output, a file for an agenda, and one sentence for what cannot be read."""

import re
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formgen.cli import run

TODAY = ("--today", "2026-11-23")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = run(["calendar", *words, *TODAY])
    ran = capsys.readouterr()
    assert (code, ran.err) == (0, "")
    return ran.out


def refused(capsys: pytest.CaptureFixture[str], *words: str, language: str = "nl") -> str:
    code = run(["calendar", *words, *TODAY, "--language", language])
    ran = capsys.readouterr()
    assert (code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    return ran.err.strip()


def test_a_table_of_dates(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "2026-03-09").splitlines()

    assert lines[0] == "Kalender vanaf maandag 9\u00a0maart\u00a02026, de eerste ziektedag."
    assert lines[1] == "Vandaag, maandag 23\u00a0november\u00a02026, is week 38."
    assert "   6  19-04-2026  17-04-2026  Probleemanalyse (bedrijfsarts)" in lines
    assert "  43  28-12-2026              42e-weeksmelding bij UWV (werkgever)" in lines
    assert " 104  05-03-2028              Laatste dag van de 104\u00a0weken" in lines


def test_what_should_have_been_done_and_what_is_next(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "2026-03-09", "--done", "problem_analysis=14-4-2026")
    after = out[out.index("Dit hoort vandaag") :].splitlines()

    assert "  - Plan van aanpak, met de visie van werkgever en werknemer (28-04-2026)" in after
    assert not [line for line in after if "Probleemanalyse" in line]
    assert "Gedaan op 14\u00a0april\u00a02026." in out
    assert any(line.startswith("Hierna: Periodieke evaluatie, nummer 5, 24\u00a0november\u00a02026") for line in after)
    assert "Er hoort vandaag niets meer gedaan te zijn." in said(capsys, "2026-11-20")


def test_what_is_not_confirmed_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "2026-03-09")
    assert "Spoor 2 gestart, uiterste datum (werkgever) *" in out
    assert "* Niet bevestigd" in out
    assert "°" not in out


def test_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "9 March 2026", "--language", "en")
    assert out.startswith("Calendar from Monday 9\u00a0March\u00a02026, the first sick day.")
    assert "Week  Last day    Advice      What and who" in out


@pytest.mark.parametrize("typed", ["2026-03-09", "9-3-2026", "09/03/26", "9 maart 2026", "9 mrt 2026", "9 March 2026"])
def test_every_spelling_of_a_date(capsys: pytest.CaptureFixture[str], typed: str) -> None:
    assert said(capsys, typed) == said(capsys, "2026-03-09")


def test_interruptions_are_added(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "2026-03-09", "--gap", "2026-05-01..2026-05-20", "--gap", "1 juli 2026 .. 7-7-2026")
    assert "Onderbrekingen die erbij komen: 27 dagen." in out
    assert "01-04-2028              Laatste dag van de 104\u00a0weken" in out


def test_a_long_one_starts_anew(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "2026-03-09", "--gap", "1-5-2026..28-5-2026")
    assert out.startswith("Kalender vanaf vrijdag 29\u00a0mei\u00a02026")
    assert "begint de telling opnieuw" in out


def test_the_end_of_a_contract(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "2026-03-09", "--contract-end", "3-5-2027")
    assert "  61  03-05-2027              Laatste dag van het contract *" in out
    assert "Dit is ons eigen advies." in out
    assert "WIA-aanvraag, uiterlijk week\u00a093 (werknemer) °" in out
    assert "Spoor 2 gestart, uiterste datum (werkgever) *\n" in out
    assert "° Dit valt helemaal of deels na het einde van het dienstverband." in out


def test_an_agenda_file_is_written_whole(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "2026-03-09", "--ics", "dates.ics")
    first = (here / "dates.ics").read_bytes()
    said(capsys, "2026-03-09", "--ics", "dates.ics")

    assert out.endswith("dates.ics\n")
    assert len(icalendar.Calendar.from_ical(first).walk("VEVENT")) > 20
    assert (here / "dates.ics").read_bytes() == first
    assert [path.name for path in here.iterdir()] == ["dates.ics"]


def test_an_agenda_file_where_none_can_be(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "map").mkdir()
    code = run(["calendar", "2026-03-09", *TODAY, "--ics", "map"])
    assert (code, capsys.readouterr().err) == (2, "map: hier staat al een map met die naam. Noem een bestand.\n")


@pytest.mark.parametrize(
    ("words", "nl"),
    [
        (["overmorgen"], 'FIRST_SICK_DAY: "overmorgen" is geen datum. Schrijf een datum als dag'),
        (["13/14/2026"], 'FIRST_SICK_DAY: "13/14/2026" is geen datum. Deze dag bestaat niet.'),
        ([""], 'FIRST_SICK_DAY: "" is geen datum. Schrijf een datum, bijvoorbeeld 9-3-2026.'),
        (["9-3-2026", "--gap", "1-5-2026"], '--gap "1-5-2026" mist twee punten.'),
        (["9-3-2026", "--gap", "1-5-2026..later"], '--gap: "later" is geen datum.'),
        (["9-3-2026", "--gap", "..1-5-2026"], '--gap: "" is geen datum.'),
        (["9-3-2026", "--gap", "5-5-2026..1-5-2026"], "De onderbreking van 5\u00a0mei\u00a02026 tot en met 1\u00a0mei"),
        (["9-3-2026", "--gap", "9-3-2026..1-5-2026"], "De onderbreking die begint op 9\u00a0maart\u00a02026 moet na"),
        (["9-3-2026", "--contract-end", "1-3-2026"], "Het contract eindigde op 1\u00a0maart\u00a02026"),
        (["9-3-2026", "--contract-end", ""], '--contract-end: "" is geen datum.'),
        (["9-3-2026", "--done", "problem_analysis"], '--done "problem_analysis" mist het teken =.'),
        (["9-3-2026", "--done", "problem_anlysis=1-4-2026"], 'De kalender kent geen "problem_anlysis": bedoelt u'),
        (["9-3-2026", "--done", "x=1-4-2026"], 'De kalender kent geen "x": kies "action_plan"'),
        (["9-3-2026", "--done", "contract_end=1-4-2026"], 'De kalender kent geen "contract_end"'),
        (
            ["9-3-2026", "--done", "problem_analysis=24-11-2026"],
            '--done "problem_analysis=24-11-2026": dit moet tussen',
        ),
        (["9-3-2026", "--done", "problem_analysis=8-3-2026"], '--done "problem_analysis=8-3-2026": dit moet tussen'),
        ([], "formgen calendar: FIRST_SICK_DAY ontbreekt."),
    ],
)
def test_a_mistake_is_one_sentence(capsys: pytest.CaptureFixture[str], words: list[str], nl: str) -> None:
    assert refused(capsys, *words).startswith(nl)
    assert refused(capsys, *words, language="en") != refused(capsys, *words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
    st.sampled_from(["--gap", "--done", "--contract-end", ""]),
)
def test_nothing_that_is_typed_makes_it_fail(capsys: pytest.CaptureFixture[str], typed: str, option: str) -> None:
    words = [f"{option}={typed}", "9-3-2026"] if option else ["--", typed]
    code = run(["calendar", *TODAY, *words])
    capsys.readouterr()
    assert code in (0, 2)


def test_columns_stay_in_line(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "2026-03-09", "--contract-end", "3-5-2027", "--gap", "1-5-2026..20-5-2026")
    table = out[out.index("Week ") :].split("\n\n")[0].splitlines()[1:]
    for line in table:
        assert re.match(r"( {30}\S)|([ \d]{4}  \d\d-\d\d-\d{4}  (\d\d-\d\d-\d{4}| {10})  \S)", line), line
