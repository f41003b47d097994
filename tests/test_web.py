"""The pages as a visitor without JavaScript meets them: nothing typed is lost, and everything says what it does."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from tests.smallform import ABOUT_YOU, FORM, TALKS, House, Visitor, house

PERSON, DETAILS, HEALTH = f"{FORM}/person", f"{FORM}/details", f"{FORM}/health"
CHECK, DOCUMENTS = f"{FORM}/check-answers", f"{FORM}/your-documents"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


@pytest.fixture
def ready(visitor: Visitor) -> Visitor:
    """A visitor who has answered everything."""
    assert visitor.fill(PERSON, ABOUT_YOU).location == DETAILS
    assert visitor.fill(DETAILS, TALKS).location == HEALTH
    assert visitor.fill(HEALTH, {"sick": "Rug."}).location == CHECK
    return visitor


def words(page: str) -> str:
    """What a reader sees of a page, in one line."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") :])))


def summary(page: str) -> list[str]:
    """The links of the error summary: where each leads."""
    found = re.search(r'<div class="notice stop" id="summary".*?</ul>', page, re.S)
    return re.findall(r'href="([^"]+)"', found.group()) if found else []


# ---- start and overview --------------------------------------------------------------------------------------------


def test_the_start_page_says_what_it_takes(visitor: Visitor):
    said = words(visitor.page("/"))

    assert "Kleine aanvraag" in said
    assert "30 dagen" in said
    assert "burgerservicenummer" in said


def test_begin_leads_to_the_questionnaire(visitor: Visitor):
    assert visitor.fill("/").location == FORM


def test_choosing_nothing_is_asked_again(visitor: Visitor):
    answer = visitor.post("/", visitor.fields(visitor.page("/")) | {"form": "nothing"})

    assert answer.status_code == 422
    assert "Kies wat u wilt maken" in answer.get_data(as_text=True)


def test_looking_around_keeps_nothing(service: House, visitor: Visitor):
    for path in ("/", FORM, PERSON, DETAILS, CHECK, DOCUMENTS, "/privacy"):
        visitor.page(path)

    assert service.app.extensions["formgen"].drafts.count() == 0


def test_the_overview_tells_how_far_each_part_is(visitor: Visitor):
    assert words(visitor.page(FORM)).count("Nog niet begonnen") == 2

    visitor.fill(PERSON, {"surname": "Jansen", "born": "overmorgen"})
    said = words(visitor.page(FORM))

    assert "1 antwoord verbeteren" in said
    assert "0 van de 2 onderdelen zijn klaar" in said
    assert "Verder met: Over u" in said


def test_the_start_page_leads_back_to_work_begun(visitor: Visitor):
    visitor.fill(PERSON, {"surname": "Jansen"})

    said = words(visitor.page("/"))
    assert "Verder waar u was Kleine aanvraag" in said
    assert "Jansen" in said
    assert "0 van de 2 onderdelen klaar. Gewijzigd op 23 november 2026 om 12.00." in said.replace("\u00a0", " ")


# ---- saving --------------------------------------------------------------------------------------------------------


def test_save_keeps_and_goes_on(visitor: Visitor):
    answer = visitor.fill(PERSON, ABOUT_YOU)

    assert (answer.status_code, answer.location) == (303, DETAILS)
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"


def test_missing_answers_do_not_stop_anyone(visitor: Visitor):
    assert visitor.fill(PERSON, {}).location == DETAILS


def test_a_wrong_answer_is_kept_shown_and_explained(visitor: Visitor):
    answer = visitor.fill(PERSON, {"surname": "Jansen", "born": "32-13-1988"})
    assert answer.location == f"{PERSON}#summary"

    page = visitor.page(PERSON)

    assert visitor.fields(page)["born"] == "32-13-1988"
    assert visitor.fields(page)["surname"] == "Jansen"
    assert summary(page) == ["#born"]
    at_field = re.search(r'<p class="error" id="born-error">(.*?)</p>', page, re.S)
    assert at_field
    assert "32-13-1988" not in at_field.group(1)  # question and answer are in sight there: only what to do is said
    assert "Schrijf" in at_field.group(1)
    assert page.count("32-13-1988") == 2  # in the summary and in the field
    assert 'aria-invalid="true"' in page
    assert "<title>Fout: " in page
    assert 'aria-describedby="born-hint born-error"' in page
    assert page.index('id="summary"') < page.index("<h1>")


def test_a_rule_over_answers_is_told_at_its_question(visitor: Visitor):
    visitor.fill(PERSON, {"born": "1-1-2030"})

    page = visitor.page(PERSON)

    assert summary(page) == ["#born"]
    assert "Schrijf een eerdere datum" in page


def test_one_may_go_on_with_a_wrong_answer(visitor: Visitor):
    visitor.fill(PERSON, {"born": "gisteren of zo"})
    assert "Toch verder" in visitor.page(PERSON)

    assert visitor.fill(PERSON, act="on").location == DETAILS
    assert visitor.fields(visitor.page(PERSON))["born"] == "gisteren of zo"


@pytest.mark.parametrize(
    ("act", "path", "leads_to"),
    [
        ("back", PERSON, FORM),
        ("back", DETAILS, PERSON),
        ("stop", DETAILS, f"{FORM}/continue-later?part=details"),
        ("part:person", DETAILS, PERSON),
        ("part:nowhere", DETAILS, CHECK),
        ("keep", DETAILS, f"{DETAILS}#main"),
        ("rubbish", DETAILS, CHECK),
    ],
)
def test_every_way_off_a_page_saves_it(visitor: Visitor, act: str, path: str, leads_to: str):
    name = "nickname" if path == PERSON else "wish"

    assert visitor.fill(path, {name: "bewaard"}, act=act).location == leads_to
    assert visitor.fields(visitor.page(path))[name] == "bewaard"


def test_posting_a_page_twice_is_posting_it_once(service: House, visitor: Visitor):
    values = visitor.fields(visitor.page(PERSON)) | ABOUT_YOU

    first, second = visitor.post(PERSON, values), visitor.post(PERSON, values)

    assert first.location == second.location
    assert service.app.extensions["formgen"].drafts.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '" onfocus="x',
        "{{ 7*7 }}",
        "&amp;",
        "a & b < c",
        "’t — ‘q’ “z”",
        "e\u0301 ﷽ 👩‍👩‍👧",
        "\t x",
    ],
)
def test_what_was_typed_comes_back_letter_for_letter(visitor: Visitor, typed: str):
    visitor.fill(PERSON, {"nickname": typed})

    page = visitor.page(PERSON)

    assert visitor.fields(page)["nickname"] == typed
    assert "<script>alert" not in page
    assert 'onfocus="x"' not in page


def test_a_text_of_many_lines_keeps_its_lines(visitor: Visitor):
    visitor.fill(DETAILS, {"wish": "\r\nEen\r\n\r\nTwee"})

    assert visitor.fields(visitor.page(DETAILS))["wish"] == "\nEen\n\nTwee"


def test_a_very_long_answer_is_kept_and_told(visitor: Visitor):
    visitor.fill(PERSON, {"surname": "x" * 40_000})

    assert len(visitor.fields(visitor.page(PERSON))["surname"]) == 40_000
    assert summary(visitor.page(PERSON)) == ["#surname"]


# ---- questions that come and go ------------------------------------------------------------------------------------


def test_an_answer_that_is_no_longer_asked_is_parked_not_lost(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU)
    visitor.fill(PERSON, {"works": "full"})
    assert "Hoeveel uur?" not in words(visitor.page(CHECK))

    visitor.fill(PERSON, {"works": "part"})

    assert re.search(r"Hoeveel uur\? 16 ", words(visitor.page(CHECK)))


def test_a_section_that_is_no_longer_asked_leads_to_the_overview(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU | {"works": "none"})
    visitor.fill(HEALTH, {"sick": "geparkeerd"})
    visitor.fill(PERSON, {"works": "full"})

    assert visitor.get(HEALTH).location == FORM
    assert "geparkeerd" not in visitor.page(CHECK)

    visitor.fill(PERSON, {"works": "none"})
    assert "geparkeerd" in visitor.page(HEALTH)


def test_the_server_says_which_questions_are_asked_and_keeps_nothing(service: House, visitor: Visitor):
    values = visitor.fields(visitor.page(PERSON)) | {"works": "none"}

    asked = visitor.client.post(f"{PERSON}/asked", data=values).get_json()["asked"]

    assert "why_none" in asked
    assert "hours" not in asked
    assert service.app.extensions["formgen"].drafts.count() == 0


# ---- rows and suggestions ------------------------------------------------------------------------------------------


def test_rows_are_added_and_removed_with_buttons(visitor: Visitor):
    values = {"talks.1.talk_with": "eerste", "wish": "typte ik net"}
    assert visitor.fill(DETAILS, values, act="add:talks").location == f"{DETAILS}#talks-2"
    visitor.fill(DETAILS, {"talks.2.talk_with": "tweede"}, act="add:talks")
    assert visitor.fill(DETAILS, {"talks.3.talk_with": "derde"}, act="remove:talks.2").location == f"{DETAILS}#removed"

    page = visitor.page(DETAILS)
    found = visitor.fields(page)
    assert [found["talks.1.talk_with"], found["talks.2.talk_with"]] == ["eerste", "derde"]
    assert "talks.3.talk_with" not in found
    assert found["wish"] == "typte ik net"
    assert "Nummer 2 is weg" in words(page)

    visitor.fill(DETAILS, act="restore")
    found = visitor.fields(visitor.page(DETAILS))
    assert [found[f"talks.{n}.talk_with"] for n in (1, 2, 3)] == ["eerste", "tweede", "derde"]


def test_pressing_remove_twice_removes_one_row(visitor: Visitor):
    for n, name in enumerate(("eerste", "tweede", "derde"), 1):
        visitor.fill(DETAILS, {f"talks.{n}.talk_with": name}, act="add:talks")
    values = visitor.fields(visitor.page(DETAILS))

    visitor.post(DETAILS, values, act="remove:talks.1")
    visitor.post(DETAILS, values, act="remove:talks.1")

    page = visitor.page(DETAILS)
    assert [visitor.fields(page).get(f"talks.{n}.talk_with") for n in (1, 2, 3)] == ["tweede", "derde", None]
    assert "Nummer 1 is weg" in words(page)


def test_a_full_group_offers_no_more_rows(visitor: Visitor):
    for _ in range(5):
        visitor.fill(DETAILS, act="add:talks")

    page = visitor.page(DETAILS)
    assert "talks.3.talk_with" in page
    assert "talks.4.talk_with" not in page
    assert "add:talks" not in page


@pytest.mark.parametrize(
    "act", ["add:nothing", "add:wish", "remove:talks.x", "remove:talks.9", "restore", "use:surname", "add"]
)
def test_a_button_that_is_not_ours_does_nothing(visitor: Visitor, act: str):
    assert visitor.fill(DETAILS, {"wish": "blijft"}, act=act).status_code == 303
    assert visitor.fields(visitor.page(DETAILS))["wish"] == "blijft"


def test_a_suggestion_can_be_taken_over(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU)
    assert "Şahin wil weer werken." in visitor.page(DETAILS)

    assert visitor.fill(DETAILS, act="use:wish").location == f"{DETAILS}#wish"

    assert visitor.fields(visitor.page(DETAILS))["wish"] == "Şahin wil weer werken."


def test_in_english_the_dutch_sentence_is_shown_and_taken_over(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU, act="language:en")
    page = visitor.page(DETAILS)
    assert "Şahin wants to work again." in page
    assert "Şahin wil weer werken." in page

    visitor.fill(DETAILS, act="use:wish")

    assert visitor.fields(visitor.page(DETAILS))["wish"] == "Şahin wil weer werken."


# ---- languages -----------------------------------------------------------------------------------------------------


def test_switching_language_keeps_what_was_just_typed(visitor: Visitor):
    assert visitor.fill(PERSON, {"surname": "Jansen", "born": "foutje"}, act="language:en").location == f"{PERSON}#main"

    page = visitor.page(PERSON)
    assert '<html lang="en">' in page
    assert "Surname" in page
    assert visitor.fields(page)["surname"] == "Jansen"
    assert visitor.fields(page)["born"] == "foutje"
    assert "<title>Error: " in page


def test_every_page_speaks_both_languages(ready: Visitor):
    for path in ("/", FORM, PERSON, DETAILS, HEALTH, CHECK, DOCUMENTS, "/sources", "/privacy", "/accessibility"):
        switch = re.search(r'name="back" value="([^"]+)"', ready.page(path))
        if switch:
            token = re.search(r'name="csrf_token" value="([^"]+)"', ready.page(path))
            assert token
            data = {"csrf_token": token.group(1), "language": "en", "back": switch.group(1)}
            assert ready.client.post("/language", data=data).location == path
        else:
            ready.fill(path, act="language:en")
        english = ready.page(path)
        assert '<html lang="en">' in english, path
        assert "Nederlands" in english, path
        typed = words(english).replace("De baas", "")
        assert not re.search(r"\b(de|het|een|uw|wij|niet)\b", typed.lower()), path
        token = re.search(r'name="csrf_token" value="([^"]+)"', ready.page("/"))
        assert token
        ready.client.post("/language", data={"csrf_token": token.group(1), "language": "nl", "back": "/"})
        assert '<html lang="nl">' in ready.page(path), path


@pytest.mark.parametrize(
    ("asks", "gets"), [("en-GB,en;q=0.9", "en"), ("nl-BE,en", "nl"), ("fr,EN-us,nl", "en"), ("fr", "nl"), ("", "nl")]
)
def test_the_first_page_speaks_the_browsers_language(visitor: Visitor, asks: str, gets: str):
    page = visitor.get("/", headers={"Accept-Language": asks}).get_data(as_text=True)

    assert f'<html lang="{gets}">' in page


def test_a_language_we_do_not_speak_changes_nothing(visitor: Visitor):
    visitor.fill(PERSON, act="language:xx")

    assert '<html lang="nl">' in visitor.page(PERSON)


# ---- check your answers --------------------------------------------------------------------------------------------


def test_all_answers_are_told_in_words_with_a_way_to_change_them(ready: Visitor):
    page = ready.page(CHECK)
    said = words(page)

    for answer in (
        "Şahin",
        "14 mei 1988",
        "Voor een deel",
        "16",
        "2 november 2026",
        "De baas",
        "Tillen",
        "Brief",
        "Rug.",
    ):
        assert answer in said
    assert "Alles is ingevuld" in said
    assert f'href="{PERSON}?from=check#born"' in page
    assert f'href="{DETAILS}?from=check#talks-1"' in page
    assert "Welke gesprekken waren er? (1) Datum: 2 november 2026 Met wie: De baas" in said.replace("\u00a0", " ")
    assert "1 vraag die niet verplicht is, is leeg" in said


def test_change_leads_back_to_the_check_page(ready: Visitor):
    assert "Opslaan en terug naar uw antwoorden" in ready.page(f"{PERSON}?from=check")

    answer = ready.fill(f"{PERSON}?from=check", {"surname": "De Vries"})

    assert answer.location == f"{CHECK}?open=person#part-person"
    assert "De Vries" in ready.page(CHECK)
    assert "2 november 2026" in words(ready.page(CHECK))  # nothing else moved
    assert ready.fill(f"{PERSON}?from=check", act="back").location == f"{CHECK}?open=person#part-person"


def test_a_wrong_change_keeps_the_way_back(ready: Visitor):
    answer = ready.fill(f"{PERSON}?from=check", {"born": "fout"})

    assert answer.location == f"{PERSON}?from=check#summary"


def test_what_is_missing_is_listed_with_links(visitor: Visitor):
    visitor.fill(PERSON, {"surname": "Jansen"})
    page = visitor.page(CHECK)

    assert "vragen zijn nog niet beantwoord" in words(page)
    assert f'href="{PERSON}?from=check#works"' in page
    assert "Naar een concept van uw documenten" in words(page)


def test_findings_say_what_why_and_who_says_so(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU | {"agrees": "yes", "works": "full"})
    page = visitor.page(CHECK)
    said = words(page)

    assert "Stopt de aanvraag U bent het eens. Dan is er niets te vragen. Bron: UWV" in said
    assert "Let op U werkt alle uren." in said
    assert 'href="/sources#uwv"' in page
    assert f'href="{PERSON}?from=check#agrees"' in page
    assert said.index("Stopt de aanvraag") < said.index("Let op")


def test_wrong_answers_come_first_on_the_check_page(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU | {"born": "fout"}, act="on")
    page = visitor.page(CHECK)

    assert "Verbeter eerst 1 antwoord." in words(page)
    assert f'href="{PERSON}?from=check#born">Verbeter het eerste antwoord' in page
    assert "Naar uw documenten" not in page


# ---- documents -----------------------------------------------------------------------------------------------------


def test_each_document_says_what_it_is_for(ready: Visitor):
    page = ready.page(DOCUMENTS)
    said = words(page)

    assert "Uw documenten zijn klaar" in said
    assert "Voor UWV." in said
    assert said.index("Niet voor uw werkgever") < said.index("Blad voor de arts")
    assert "Download Word" in said
    assert "kB" in said
    assert "Als u het hebt: nog 1 papier" in said  # one that is welcome and not listed


def test_a_document_is_a_download_with_the_persons_name(ready: Visitor):
    answer = ready.get(f"{DOCUMENTS}/letter")

    assert answer.status_code == 200
    assert "filename*=UTF-8''%C5%9Eahin%20-%20aanvraag%20klein.docx" in answer.headers["Content-Disposition"]
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.data)).paragraphs)
    assert "Şahin is 14\u00a0mei\u00a01988." in text
    assert "Şahin wil weer werken." in text  # the suggestion stands in for an empty answer


def test_the_same_document_twice_is_the_same_bytes(ready: Visitor):
    assert ready.get(f"{DOCUMENTS}/letter").data == ready.get(f"{DOCUMENTS}/letter").data


def test_the_medical_sheet_is_never_in_the_zip(ready: Visitor):
    answer = ready.get(f"{DOCUMENTS}/all.zip")

    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert len(names) == 3
    assert names[-1] == "manifest.csv"
    assert not any("Medisch" in name for name in names)
    assert "Het medische blad zit er niet in" in words(ready.page(DOCUMENTS))
    assert ready.get(f"{DOCUMENTS}/sheet").status_code == 200


def test_missing_answers_give_a_draft_that_says_so(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU)
    said = words(visitor.page(DOCUMENTS))

    assert "Uw concept is klaar" in said
    assert "Dit mist nog" in said
    assert "CONCEPT" in visitor.get(f"{DOCUMENTS}/letter").headers["Content-Disposition"]


def test_wrong_answers_give_no_document_but_the_way_to_mend_them(visitor: Visitor):
    visitor.fill(PERSON, ABOUT_YOU | {"born": "fout"}, act="on")
    page = visitor.page(DOCUMENTS)

    assert "Verbeter eerst uw antwoorden" in page
    assert f'href="{PERSON}?from=check#born"' in page
    assert visitor.get(f"{DOCUMENTS}/letter").status_code == 404


def test_a_stop_leaves_only_what_is_made_even_then(ready: Visitor):
    ready.fill(PERSON, {"agrees": "yes"})
    page = ready.page(DOCUMENTS)

    assert "Stopt de aanvraag" in page
    assert "Leeskopie" in page
    assert ready.get(f"{DOCUMENTS}/letter").status_code == 404
    assert ready.get(f"{DOCUMENTS}/copy").status_code == 200


@pytest.mark.parametrize("name", ["letter", "nothing", "all.zip", "..%2f..%2fetc", "sheet"])
def test_without_answers_there_is_nothing_to_download(visitor: Visitor, name: str):
    assert visitor.get(f"{DOCUMENTS}/{name}").status_code == 404
    assert "Beantwoord eerst een paar vragen" in words(visitor.page(DOCUMENTS))


# ---- deleting and expiring -----------------------------------------------------------------------------------------


def test_delete_now_asks_once_and_then_all_is_gone(service: House, ready: Visitor):
    assert "Dat kunt u niet terugdraaien" in words(ready.page(f"{FORM}/delete-answers"))
    assert "Şahin" in ready.page(PERSON)

    answer = ready.fill(f"{FORM}/delete-answers")

    assert answer.location == f"{FORM}/answers-deleted"
    assert "staan niet meer bij ons" in words(ready.page(answer.location))
    assert service.app.extensions["formgen"].drafts.count() == 0
    assert "Şahin" not in ready.page(PERSON)
    assert "niets bewaard" in words(ready.page(f"{FORM}/delete-answers"))


def test_a_page_that_stood_open_can_still_be_saved_after_the_draft_is_gone(service: House, visitor: Visitor):
    visitor.fill(PERSON, {"surname": "Jansen"})
    stale = visitor.fields(visitor.page(DETAILS)) | {"wish": "getypt op een oude bladzijde"}
    service.clock.move(days=31)

    assert visitor.post(DETAILS, stale).status_code == 303

    assert visitor.fields(visitor.page(DETAILS))["wish"] == "getypt op een oude bladzijde"
    assert visitor.fields(visitor.page(PERSON))["surname"] == ""


def test_the_page_says_until_when_answers_are_kept(service: House, visitor: Visitor):
    visitor.fill(PERSON, {"surname": "Jansen"})
    assert "tot 23 december 2026" in words(visitor.page(PERSON))

    service.clock.move(days=2)
    visitor.fill(PERSON, {"nickname": "Jan"})

    assert "tot 25 december 2026" in words(visitor.page(PERSON))
    assert "Bewaard om 12.00" in words(visitor.page(PERSON))  # 11:00 UTC is noon in the Netherlands


# ---- two tabs ------------------------------------------------------------------------------------------------------


def test_two_tabs_on_different_questions_both_count(visitor: Visitor):
    first = visitor.fields(visitor.page(PERSON))
    second = visitor.fields(visitor.page(PERSON))

    visitor.post(PERSON, first | {"surname": "Jansen"})
    visitor.post(PERSON, second | {"nickname": "Jan"})

    found = visitor.fields(visitor.page(PERSON))
    assert (found["surname"], found["nickname"]) == ("Jansen", "Jan")


def test_two_tabs_on_the_same_question_are_both_shown_before_one_wins(visitor: Visitor):
    first = visitor.fields(visitor.page(PERSON))
    second = visitor.fields(visitor.page(PERSON))
    visitor.post(PERSON, first | {"surname": "Jansen"})

    answer = visitor.post(PERSON, second | {"surname": "De Vries", "nickname": "Jan"})
    page = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "“Jansen”" in page
    assert visitor.fields(page)["surname"] == "De Vries"
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Jansen"
    assert visitor.fields(visitor.page(PERSON))["nickname"] == "Jan"

    assert visitor.post(PERSON, visitor.fields(page)).status_code == 303
    assert visitor.fields(visitor.page(PERSON))["surname"] == "De Vries"


# ---- the pages around ----------------------------------------------------------------------------------------------


def test_the_sources_page_names_each_source_whole(visitor: Visitor):
    page = visitor.page("/sources")

    assert 'id="uwv"' in page
    assert 'href="https://www.uwv.nl/voorbeeld"' in page
    assert "(ouder)" in page
    assert "22 november 2026" in words(page)


def test_the_privacy_page_is_written_from_the_settings(tmp_path: Path):
    with house(tmp_path, keep_days=7, owner="Voorbeeld <B.V.>", contact="hallo@voorbeeld.example") as running:
        page = running.visitor().page("/privacy")

        assert "7 dagen" in words(page)
        assert "Voorbeeld &lt;B.V.&gt;" in page
        assert "hallo@voorbeeld.example" in page
        assert "Contact" in page
        assert "hallo@voorbeeld.example" in running.visitor().page("/accessibility")


def test_several_forms_are_a_choice(tmp_path: Path):
    with house(tmp_path) as running:
        small = (running.folder / "forms" / "small.yml").read_text()
        other = small.replace("form: small", "form: other").replace("Kleine aanvraag", "Andere aanvraag")
        (running.folder / "forms" / "other.yml").write_text(other)
        visitor = running.visitor()

        page = visitor.page("/")
        assert page.count('type="radio"') == 2
        assert "checked" not in page
        assert visitor.fill("/").status_code == 422
        assert visitor.fill("/", {"form": "other"}).location == "/other"


def test_a_sign_of_life(visitor: Visitor):
    assert visitor.get("/healthz").get_json() == {"status": "ok", "forms": 1}


def test_no_page_is_heavy(ready: Visitor):
    for path in ("/", FORM, PERSON, DETAILS, CHECK, DOCUMENTS, "/sources", "/static/site.css", "/static/page.js"):
        assert len(ready.get(path, buffered=True).data) < 100_000, path
