"""From answers to documents: which are made, what they are called, when they are drafts, and that nothing varies."""

import hashlib
import io
import os
import subprocess
import sys
import unicodedata
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formgen import answers as answering
from formgen import documents
from formgen.errors import AnswersError, TemplateError
from formgen.form import Form
from tests.filledform import FORM, RAW, TODAY, application, made, read, write
from tests.measures import ROOT
from tests.worddocs import small, text_of


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return write(tmp_path_factory.mktemp("paper"))


def fields(data: bytes) -> dict[str, str]:
    """The filled fields of a PDF by full name."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        values = {
            f.fully_qualified_name: f.obj.get("/V", f.obj.get("/Parent", {}).get("/V")) for f in pdf.acroform.fields
        }
    return {name: str(value) for name, value in values.items() if value is not None and str(value) not in ("", "/Off")}


def words(data: bytes) -> str:
    """All the words of a PDF, page after page."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


# ---- which documents ------------------------------------------------------------------------------------------------


def test_documents_come_in_the_order_of_the_form(form: Form) -> None:
    assert list(made(form, "en", sick="Moe")) == ["application", "letter", "reading_copy", "sheet"]


def test_a_reading_copy_is_only_for_who_reads_that_language(form: Form) -> None:
    assert list(made(form, "nl")) == ["application", "letter"]
    assert list(made(form, "en")) == ["application", "letter", "reading_copy"]


def test_a_document_whose_condition_fails_is_not_made(form: Form) -> None:
    assert "sheet" not in made(form)
    assert "sheet" in made(form, sick="Moe")
    assert list(made(form, kind="")) == ["letter"]


def test_a_stop_leaves_the_documents_that_are_made_all_the_same(form: Form) -> None:
    stopped = made(form, agreed="yes", sick="Moe")

    assert list(stopped) == ["letter"]
    assert "GESTOPT U bent het eens over Şahin. " in text_of(stopped["letter"].data)


def test_a_letter_without_a_stop_names_none(form: Form) -> None:
    assert "GESTOPT" not in text_of(made(form)["letter"].data)


def test_a_document_in_its_own_language_and_one_that_follows_the_reader(form: Form) -> None:
    in_english = made(form, "en")

    assert "Ik ben Şahin, ziek sinds 9\u00a0maart\u00a02026" in text_of(made(form, "nl")["letter"].data)
    assert "I am Şahin, ill since 9\u00a0March\u00a02026" in text_of(in_english["letter"].data)
    assert fields(in_english["application"].data)["first_sick_day"] == "09-03-2026"


def test_facts_and_the_week_are_there(form: Form) -> None:
    assert "week 38, kosten €\u00a0100." in text_of(made(form)["letter"].data)


# ---- letters no font has --------------------------------------------------------------------------------------------


def test_a_pdf_says_which_letters_it_draws_as_a_box(form: Form) -> None:
    found = made(form, surname="日 Şahin 本")

    assert found["application"].undrawn == ("日", "本")
    assert found["letter"].undrawn == (), "Word finds a font of its own"
    assert "日" in fields(found["application"].data)["surname"], "the answer itself is kept"
    assert [one.undrawn for one in made(form).values()] == [(), ()]


def test_undrawn_letters_are_known_without_making_anything(form: Form) -> None:
    odd = read(form, surname="日 Şahin", sick="Moe")

    assert documents.undrawn(form, odd, "nl") == {
        one.document.name: one.undrawn for one in documents.fill(form, odd, "nl") if one.undrawn
    }
    assert set(documents.undrawn(form, odd, "nl")) == {"application", "sheet"}, "the sheet says it in its footer"
    assert documents.undrawn(form, read(form), "nl") == {}


def test_undrawn_letters_are_known_beside_a_wrong_answer(form: Form) -> None:
    odd = read(form, surname="日", first_sick_day="gisteren")

    assert odd.wrong
    assert documents.undrawn(form, odd, "nl")["application"] == ("日",)


# ---- answers that are wrong or missing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "question"),
    [({"first_sick_day": "gisteren"}, "first_sick_day"), ({"first_sick_day": "2026-11-24"}, "first_sick_day")],
    ids=["unreadable", "against a rule"],
)
def test_a_wrong_answer_makes_no_document(form: Form, changes: dict[str, str], question: str) -> None:
    with pytest.raises(AnswersError) as refused:
        made(form, **changes)

    assert [mistake.question for mistake in refused.value.mistakes] == [question]
    assert refused.value.sentence.nl == refused.value.mistakes[0].sentence.nl


def test_a_draft_says_what_is_missing_and_is_called_a_draft(form: Form) -> None:
    draft = made(form, agreed="")

    assert draft["letter"].name == "Şahin - brief - CONCEPT.docx"
    assert draft["application"].name == "Şahin - aanvraag - CONCEPT.pdf"
    assert "MIST Bent u het eens?" in text_of(draft["letter"].data)
    assert "CONCEPT" in words(draft["application"].data)
    assert "niet ondertekenen" in words(draft["application"].data)


def test_a_finished_document_is_no_draft(form: Form) -> None:
    final = made(form)

    assert "MIST" not in text_of(final["letter"].data)
    assert "CONCEPT" not in words(final["application"].data)
    assert not [one.name for one in final.values() if "CONCEPT" in one.name]


def test_an_english_draft_is_called_a_draft_in_english(form: Form) -> None:
    draft = made(form, "en", agreed="")

    assert draft["letter"].name == "Şahin - letter - DRAFT.docx"
    assert draft["reading_copy"].name == "Reading copy - DRAFT.docx"
    assert draft["application"].name == "Şahin - aanvraag - CONCEPT.pdf", "that document is Dutch"


def test_no_answers_at_all_make_a_draft(form: Form) -> None:
    blank = dict.fromkeys(RAW, "")

    assert [one.name for one in made(form, **blank).values()] == ["Brief - CONCEPT.docx"]


# ---- names of files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "Şahin - aanvraag.pdf"),
        ({"prefix": "van der", "surname": "Meer-de Wit"}, "van der Meer-de Wit - aanvraag.pdf"),
        ({"prefix": "'t", "surname": "Hooft"}, "'t Hooft - aanvraag.pdf"),
        ({"surname": "O’Brien"}, "O’Brien - aanvraag.pdf"),
        ({"surname": "Łukasz Wiśniewski"}, "Łukasz Wiśniewski - aanvraag.pdf"),
        ({"surname": "محمد"}, "محمد - aanvraag.pdf"),
        ({"surname": "Con"}, "Con - aanvraag.pdf"),
        ({"surname": "e\u0301e\u0301n"}, "één - aanvraag.pdf"),
        ({"surname": "St. Pierre"}, "St. Pierre - aanvraag.pdf"),
    ],
)
def test_a_file_bears_the_name_of_the_person(form: Form, changes: dict[str, str], name: str) -> None:
    assert made(form, **changes)["application"].name == name


def test_an_unanswered_name_leaves_the_title(form: Form) -> None:
    assert made(form, surname="")["application"].name == "Aanvraag - CONCEPT.pdf"


def test_a_date_in_a_name_is_written_out(form: Form) -> None:
    assert made(form, sick="Moe")["sheet"].name == "9 maart 2026 medisch.pdf"


def test_the_longest_surname_still_makes_a_name_every_system_takes(form: Form) -> None:
    longest = made(form, surname="Ş" * 80)["application"].name
    with_prefix = made(form, surname="字" * 80, prefix="van der")["application"].name

    assert longest == "Ş" * 80 + " - aanvraag.pdf"
    assert with_prefix.startswith("van der 字字")
    assert with_prefix.endswith("字.pdf"), "what does not fit goes, the ending stays"
    assert max(len(longest.encode()), len(with_prefix.encode())) <= 255


@pytest.mark.parametrize("surname", ["字" * 80, "Ş" * 80])
def test_however_long_the_name_a_draft_is_called_one(form: Form, surname: str) -> None:
    draft = made(form, surname=surname, prefix="van der van der", agreed="")["application"].name

    assert draft.startswith("van der van der ")
    assert draft.endswith(" - CONCEPT.pdf")
    assert len(draft.encode()) <= 255


def test_two_documents_of_one_name_are_numbered(tmp_path: Path) -> None:
    form = write(tmp_path, FORM.replace('"{surname} - brief | {surname} - letter"', "Leeskopie | READING COPY"))

    assert [one.name for one in made(form, "en").values()][1:] == ["READING COPY.docx", "Reading copy (2).docx"]


@settings(max_examples=40)
@given(surname=st.text(st.characters(categories=["Lu", "Ll", "Lo", "Mn"]), min_size=1, max_size=80))
def test_any_surname_makes_a_safe_name(form: Form, surname: str) -> None:
    assume(not read(form, surname=surname).wrong)
    name = made(form, surname=surname)["letter"].name

    assert Path(name).name == name
    assert name == unicodedata.normalize("NFC", name)
    assert len(name.encode()) <= 255
    assert name.endswith(".docx")


# ---- what stands in a PDF -------------------------------------------------------------------------------------------

TALKS = {
    f"talks__{n}__{name}": text
    for n in (1, 2, 3)
    for name, text in {"talk_date": f"{n}-11-2026", "talk_note": f"Gesprek {n}"}.items()
}


def test_every_kind_of_field_takes_its_answer(form: Form) -> None:
    found = fields(made(form, prefix="van", needs="desk", talks__1__talk_date="1-11-2026")["application"].data)

    assert found == {
        "surname": "Şahin",
        "first_sick_day": "09-03-2026",
        "today": "23-11-2026",
        "full_name": "van Şahin",
        "kind": "/short",
        "needs.desk": "/Yes",
        "talks.1.talk_date": "01-11-2026",
    }


def test_rows_for_which_there_is_no_line_go_on_a_sheet(form: Form) -> None:
    data = made(form, **TALKS)["application"].data
    last = pypdf.PdfReader(io.BytesIO(data)).pages[-1].extract_text()

    assert fields(data)["talks.2.talk_note"] == "Gesprek 2"
    assert "Gesprek 3" not in "".join(fields(data).values())
    assert "Gesprekken (3)" in last
    assert "Datum: 03-11-2026" in last
    assert "Wat kwam eruit: Gesprek 3" in last


def test_rows_that_all_have_a_line_need_no_sheet(form: Form) -> None:
    two = {name: text for name, text in TALKS.items() if "__3__" not in name}

    assert len(pypdf.PdfReader(io.BytesIO(made(form, **two)["application"].data)).pages) == 1


def test_a_text_too_long_for_its_box_goes_on_a_sheet_whole(form: Form) -> None:
    sentence = "Ik kan niet lang staan en niet zwaar tillen. "
    text = sentence * 30
    data = made(form, sick=text)["sheet"].data
    said = " ".join(words(data).split())

    assert fields(data)["sick"].strip() == text.strip(), "the field itself keeps every word"
    assert said.count(sentence.strip()) >= 30


def test_the_sheet_behind_the_physicians_page_is_for_the_physician(form: Form) -> None:
    medical = words(made(form, sick="Moe. " * 300)["sheet"].data)
    ordinary = words(made(form, reason="Werk. " * 300)["application"].data)

    assert "alleen voor de verzekeringsarts van UWV" in medical
    assert "alleen voor de verzekeringsarts" not in ordinary
    assert "geen formulier van UWV" in ordinary
    assert "23 november 2026" in ordinary.replace("\u00a0", " ")


@pytest.mark.parametrize("secret", ["Moe", "GEHEIM {{ surname }}"])
def test_what_the_physician_reads_is_in_no_other_document(form: Form, secret: str) -> None:
    found = made(form, "en", sick=secret)

    assert fields(found["sheet"].data)["sick"] == secret
    assert [one for one in ("letter", "reading_copy") if secret in text_of(found[one].data)] == []
    assert secret not in words(found["application"].data)


# ---- the same every time --------------------------------------------------------------------------------------------


def test_the_same_answers_give_the_same_documents(form: Form) -> None:
    assert made(form, "en", sick="Moe", **TALKS) == made(form, "en", sick="Moe", **TALKS)


def test_another_day_gives_other_bytes(form: Form) -> None:
    another = documents.fill(form, answering.read(form, RAW, TODAY + timedelta(days=1)), "nl")

    assert [one.data for one in another] != [one.data for one in made(form).values()]


def test_the_same_bytes_in_processes_that_hash_differently(form: Form) -> None:
    program = (
        "import hashlib, pathlib, sys\n"
        "from formgen.loader import load_form\n"
        "from tests.filledform import made\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "form = load_form(folder / 'forms' / 'paper.yml', folder)\n"
        "for one in made(form, 'en', sick='Moe ' * 200, needs='desk, chair').values():\n"
        "    print(one.name.encode(), hashlib.sha256(one.data).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, str(form.folder)],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "4711")
    }

    here = "".join(
        f"{one.name.encode()!r} {hashlib.sha256(one.data).hexdigest()}\n"
        for one in made(form, "en", sick="Moe " * 200, needs="desk, chair").values()
    )
    assert said == {here.encode()}


# ---- templates on disk ----------------------------------------------------------------------------------------------


def test_a_template_that_is_gone_is_named(tmp_path: Path) -> None:
    form = write(tmp_path)
    assert made(form)
    (tmp_path / "templates" / "paper.nl.docx").unlink()

    with pytest.raises(TemplateError) as refused:
        made(form)

    assert refused.value.sentence.nl.startswith('Het sjabloon "paper.nl.docx" staat niet in de map templates.')
    assert refused.value.sentence.en.startswith('The template "paper.nl.docx" is not in the templates folder.')


def test_a_template_that_is_replaced_is_read_anew(tmp_path: Path) -> None:
    form = write(tmp_path)
    before = made(form)["letter"].data
    (tmp_path / "templates" / "paper.nl.docx").write_bytes(small("Een nieuwe brief van {{ surname }}"))
    after = made(form)["letter"].data

    assert "Ik ben Şahin" in text_of(before)
    assert "Een nieuwe brief van Şahin" in text_of(after)


def test_a_template_becomes_broken_and_is_mended(tmp_path: Path) -> None:
    form = write(tmp_path)
    path = tmp_path / "templates" / "paper.pdf"
    path.write_bytes(b"no longer a PDF")
    with pytest.raises(TemplateError, match=r"paper\.pdf"):
        made(form)
    path.write_bytes(application())

    assert fields(made(form)["application"].data)["surname"] == "Şahin"


def test_a_template_that_asks_what_the_form_does_not_have_is_refused(tmp_path: Path) -> None:
    form = write(tmp_path)
    (tmp_path / "templates" / "paper.nl.docx").write_bytes(small("{{ surnam }}"))

    with pytest.raises(TemplateError, match="surnam"):
        made(form)


def test_a_template_is_opened_once_for_many_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = write(tmp_path)
    opened = []
    real = documents.word.open_template
    monkeypatch.setattr(documents.word, "open_template", lambda data, name: opened.append(name) or real(data, name))
    for surname in ("Aa", "Bo", "Ce"):
        made(form, surname=surname)

    assert opened == ["paper.nl.docx"]
