"""The privacy guard at each door: findings, the check page with its tick, and the command line."""

import datetime
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import formgen
from formgen import answers
from formgen.cli import run
from formgen.errors import AnswersError, FormgenError, PrivacyError
from formgen.form import Form, Limits, Option, Question, Section
from formgen.guidance import checks, privacy
from formgen.library import Library
from formgen.text import Text, same
from tests.smallform import ABOUT_YOU, FORM, SMALL, TALKS, House, Visitor, house, write_folder

TODAY = datetime.date(2026, 11, 23)
PERSON, DETAILS, HEALTH = f"{FORM}/person", f"{FORM}/details", f"{FORM}/health"
CHECK, DOCUMENTS = f"{FORM}/check-answers", f"{FORM}/your-documents"
EMPLOYERS = SMALL.replace("      wish:\n", "      wish:\n        notice: functional\n").replace(
    "talk_with: {ask: Met wie? | With whom?, type: short text}",
    "talk_with: {ask: Met wie? | With whom?, type: short text, notice: functional}",
)


# ---- findings --------------------------------------------------------------------------------------------------------

EVERY_NOTICE = Form(
    "try",
    same("Try"),
    sections=(
        Section(
            "all",
            same("All"),
            (
                Question("view", Text("Wat vindt u?", "What is your view?"), "long text", notice="functional"),
                Question("told", Text("Wat lukt niet?", "What can you not do?"), "long text", notice="copied"),
                Question("more", Text("Nog iets?", "Anything else?"), "long text", notice="copied"),
                Question("sheet", Text("Voor de arts", "For the physician"), "long text", notice="physician"),
                Question("free", Text("Naam van het bureau", "Name of the agency"), "short text"),
                Question(
                    "kind",
                    Text("Soort", "Kind"),
                    "choose one",
                    notice="functional",
                    options=(Option("pain", same("Pain")),),
                ),
                Question(
                    "tasks",
                    Text("Taken", "Tasks"),
                    "repeat",
                    limits=Limits(None, None),
                    optional=True,
                    notice="functional",
                    questions=(Question("task", Text("Taak", "Task"), "short text"),),
                ),
            ),
        ),
    ),
    documents=(),
)


def read(**typed: str) -> answers.Answers:
    return answers.read(EVERY_NOTICE, {name.replace("__", "."): text for name, text in typed.items()}, TODAY)


def remarks(**typed: str) -> list[checks.Finding]:
    return [finding for finding in checks.judge(read(**typed)) if finding.name == "privacy"]


def test_a_word_we_are_sure_of_is_a_warning_with_the_word_and_the_rewording() -> None:
    (finding,) = remarks(view="Hij heeft een burn-out en is moe.")

    assert (finding.level, finding.at, finding.source) == ("warn", "view", "privacy_rules_2016")
    assert finding.sentence.nl == (
        'Bij "Wat vindt u?" staat "burn-out". Dat gaat over gezondheid, en een werkgever mag dat niet vastleggen. '
        "Schrijf wat iemand wel en niet kan, bijvoorbeeld: werkt maximaal 4 uur per dag, zonder deadlines."
    )
    assert '"burn-out"' in finding.sentence.en
    assert "works at most 4 hours a day" in finding.sentence.en


def test_a_word_that_depends_is_a_question() -> None:
    (finding,) = remarks(view="Hij is moe en heeft rugpijn. Hij is moe.")

    assert finding.level == "info"
    assert 'staat "moe" en "rugpijn". Gaat dit over de gezondheid' in finding.sentence.nl


def test_each_answer_has_its_own_finding_also_in_a_row() -> None:
    found = remarks(view="Zij is zwanger.", tasks__2__task="Tillen met een hernia")

    assert [finding.at for finding in found] == ["view", "tasks.2.task"]


def test_a_copied_answer_gets_one_hint_and_only_for_a_sure_word() -> None:
    assert remarks(told="Ik ben moe en heb pijn.") == []

    (finding,) = remarks(told="Ik heb een hernia.", more="Ik heb ook reuma.")

    assert (finding.level, finding.at) == ("info", "told")
    assert "Uw werkgever krijgt een kopie." in finding.sentence.nl


def test_other_answers_are_left_alone() -> None:
    assert remarks(sheet="Ik heb een hernia.", free="Bureau Burn-out", kind="pain", view="Hij tilt 5 kilo.") == []


def test_a_wrong_answer_is_looked_at_too() -> None:
    assert [finding.at for finding in remarks(view="hernia " * 6000)] == ["view"]


def test_an_answer_without_end_is_looked_at_as_far_as_any_answer_may_reach() -> None:
    """A hundred thousand signs: three times the longest answer of any form. Longer ones give no documents."""
    assert remarks(view="a" * 99_900 + " hernia")
    assert remarks(view="a" * 100_100 + " hernia") == []
    assert read(view="a" * 100_100 + " hernia").wrong


def test_braces_and_long_words_in_an_answer_do_no_harm() -> None:
    (finding,) = remarks(view="{burn-out} " + "x" * 90 + "kanker")

    assert "…" in finding.sentence.nl
    assert len(finding.sentence.nl) < 600


def test_only_counts_can_be_kept() -> None:
    assert privacy.counts(read(view="Burn-out, moe, pijn.", tasks__1__task="Hernia", told="Reuma")) == {
        "high": 2,
        "medium": 2,
    }
    assert privacy.counts(read()) == {"high": 0, "medium": 0}


def test_the_fingerprint_follows_the_texts_with_a_sure_word_only() -> None:
    one = privacy.to_confirm(read(view="Hij heeft een hernia."))

    assert re.fullmatch("[0-9a-f]{64}", one)
    assert privacy.to_confirm(read(view="Hij heeft een hernia.", tasks__1__task="Tillen", told="Reuma")) == one
    assert privacy.to_confirm(read(view="Hij heeft een hernia!")) != one
    assert privacy.to_confirm(read(view="Hij is moe.", told="Hernia")) == ""


# ---- pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        (running.folder / "forms" / "small.yml").write_text(EMPLOYERS, "utf-8")
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    """An employer who has answered everything, and named an illness."""
    found = service.visitor()
    found.fill(PERSON, ABOUT_YOU)
    found.fill(DETAILS, {**TALKS, "wish": "Hij heeft een <b>burn-out</b>."})
    assert found.fill(HEALTH, {"sick": "Een hernia."}).location == CHECK
    return found


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") :])))


def test_the_field_says_what_not_to_write(visitor: Visitor) -> None:
    assert "ziekte" in words(visitor.page(DETAILS))


def test_the_check_page_marks_the_word_and_offers_another(visitor: Visitor) -> None:
    page = visitor.page(CHECK)

    assert "Hij heeft een &lt;b&gt;<mark>burn-out</mark>&lt;/b&gt;." in page
    assert "werkt maximaal 4 uur per dag, zonder deadlines" in words(page)
    assert page.count("<mark>") == 1, "what only the physician reads is not marked"
    assert re.search(r'href="[^"]*#wish"', page)


def test_a_word_in_a_row_is_marked_too(visitor: Visitor) -> None:
    visitor.fill(DETAILS, {"talks.1.talk_with": "Zijn psycholoog"})

    assert "Zijn <mark>psycholoog</mark>" in visitor.page(CHECK)


@pytest.mark.parametrize("path", [DOCUMENTS, f"{DOCUMENTS}/letter", f"{DOCUMENTS}/all.zip"])
def test_no_document_before_the_tick(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)

    assert answer.status_code == 303
    assert answer.location == f"{CHECK}#confirm"


def test_without_the_tick_it_is_asked_again(visitor: Visitor) -> None:
    answer = visitor.fill(CHECK)

    assert answer.status_code == 422
    assert "Lees de tekst na en zet dan hier een vinkje." in words(answer.get_data(as_text=True))
    assert visitor.get(DOCUMENTS).status_code == 303


def test_after_the_tick_the_documents_are_there_and_stay(visitor: Visitor) -> None:
    assert visitor.fill(CHECK, {"confirmed": "yes"}).location == DOCUMENTS

    assert visitor.get(DOCUMENTS).status_code == 200
    assert visitor.get(f"{DOCUMENTS}/letter").status_code == 200
    assert visitor.get(f"{DOCUMENTS}/all.zip").status_code == 200
    assert 'id="confirm"' not in visitor.page(CHECK)


def test_another_answer_leaves_the_tick_and_another_text_takes_it_away(visitor: Visitor) -> None:
    visitor.fill(CHECK, {"confirmed": "yes"})

    visitor.fill(PERSON, {"nickname": "Jo"})
    assert visitor.get(DOCUMENTS).status_code == 200

    visitor.fill(DETAILS, {"wish": "Hij heeft een zware burn-out."})
    assert visitor.get(DOCUMENTS).status_code == 303

    visitor.fill(DETAILS, {"wish": "Hij werkt maximaal 4 uur per dag."})
    assert visitor.get(DOCUMENTS).status_code == 200


def test_a_tick_for_a_text_that_has_changed_since_does_not_count(visitor: Visitor) -> None:
    old = visitor.fields(visitor.page(CHECK)) | {"confirmed": "yes"}
    visitor.fill(DETAILS, {"wish": "Zij is zwanger."})

    visitor.post(CHECK, old)

    assert visitor.get(DOCUMENTS).status_code == 303


def test_a_post_with_nothing_to_confirm_leads_to_the_documents(visitor: Visitor) -> None:
    page = visitor.fields(visitor.page(CHECK))
    visitor.fill(DETAILS, {"wish": "Werken."})

    assert visitor.post(CHECK, page).location == DOCUMENTS


def test_a_wrong_answer_is_asked_first(visitor: Visitor) -> None:
    visitor.fill(PERSON, {"born": "gisteren"}, act="on")

    assert 'id="confirm"' not in visitor.page(CHECK)
    assert "Verbeter eerst" in words(visitor.page(DOCUMENTS))


def test_neither_text_nor_word_is_in_the_log_and_the_draft_keeps_a_fingerprint(
    service: House, visitor: Visitor
) -> None:
    visitor.fill(CHECK, {"confirmed": "yes"})
    draft = service.app.extensions["formgen"].drafts.find(visitor.draft_id(), "small")

    assert re.fullmatch("[0-9a-f]{64}", draft.content.confirmed)
    assert "burn" not in service.log.getvalue()


def test_an_employee_is_never_held_up(tmp_path: Path) -> None:
    with house(tmp_path) as running:
        found = running.visitor()
        found.fill(PERSON, {**ABOUT_YOU, "works": "none", "why_none": "Ik heb een hernia en ben moe."})
        found.fill(DETAILS, TALKS)

        page = found.page(CHECK)
        assert "een <mark>hernia</mark> en ben moe" in page
        assert "Uw werkgever krijgt een kopie" in words(page)
        assert found.get(DOCUMENTS).status_code == 200


# ---- the command line ------------------------------------------------------------------------------------------------

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Runs `formgen` in a folder of its own forms, with an answers file that names an illness."""
    write_folder(tmp_path, EMPLOYERS)
    monkeypatch.setenv("FORMGEN_FOLDER", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    typed = {**ABOUT_YOU, "talks.1.talk_date": "2-11-2026", "talks.1.talk_with": "De baas", "needs": "lifting"}
    typed |= {"wish": "Hij heeft een burn-out en is moe."}
    Path("answers.yml").write_text("".join(f'{name}: "{text}"\n' for name, text in typed.items()), "utf-8")

    def ran(*args: str) -> tuple[int, str, str]:
        code = run(("fill", "small", "answers.yml", "-o", "out", *args))
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def test_fill_refuses_and_says_which_words(say: Say) -> None:
    code, out, err = say()

    assert (code, out) == (2, "")
    assert 'wish: "burn-out". Schrijf bijvoorbeeld: werkt maximaal 4 uur per dag, zonder deadlines.' in err
    assert 'wish: "moe".' in err
    assert "voeg dan --confirm-privacy toe" in err
    assert not Path("out").exists()
    assert "add --confirm-privacy" in say("--language", "en")[2]


def test_fill_goes_on_after_the_word_of_the_writer(say: Say) -> None:
    code, out, err = say("--confirm-privacy")

    assert code == 0
    assert "Kopie.docx" in out
    assert 'staat "burn-out"' in err


def test_fill_goes_on_when_no_word_is_sure(say: Say) -> None:
    path = Path("answers.yml")
    path.write_text(path.read_text("utf-8").replace("een burn-out en is moe", "pijn"), "utf-8")

    code, _, err = say()

    assert code == 0
    assert 'staat "pijn". Gaat dit over de gezondheid' in err


# ---- Python, and every row of a file ---------------------------------------------------------------------------------


@pytest.fixture
def telling(tmp_path: Path) -> answers.Answers:
    """Right answers of an employer, with an illness in a text and in a row of a group."""
    form = Library([write_folder(tmp_path, EMPLOYERS)]).load("small")
    raw = {**ABOUT_YOU, **TALKS, "wish": "Hij heeft een burn-out en is moe.", "talks.1.talk_with": "Zijn psycholoog"}
    return formgen.read(form, raw, TODAY)


def test_python_gives_no_documents_and_says_which_words(telling: answers.Answers) -> None:
    with pytest.raises(PrivacyError) as refused:
        formgen.fill(telling.form, telling)

    found = refused.value.disclosures
    assert [(one.question, one.word, one.sure) for one in found] == [
        ("talks.1.talk_with", "psycholoog", True),
        ("wish", "burn-out", True),
        ("wish", "moe", False),
    ]
    assert found[1].instead.nl == "werkt maximaal 4 uur per dag, zonder deadlines"
    assert isinstance(refused.value, FormgenError)


def test_the_sentence_names_the_questions_and_tells_no_word(telling: answers.Answers) -> None:
    with pytest.raises(PrivacyError) as refused:
        formgen.fill(telling.form, telling)

    for said in (refused.value.sentence.nl, refused.value.sentence.en, str(refused.value)):
        assert "talks.1.talk_with, wish" in said
        assert not {"burn-out", "moe", "psycholoog"} & set(re.findall(r"[\w-]+", said))


def test_python_makes_them_once_these_very_texts_are_confirmed(telling: answers.Answers) -> None:
    with pytest.raises(PrivacyError) as refused:
        formgen.fill(telling.form, telling)

    made = formgen.fill(telling.form, telling, confirmed=refused.value.texts)

    assert [one.document.name for one in made] == ["letter", "copy"]


def test_a_confirmation_of_other_texts_does_not_count(telling: answers.Answers) -> None:
    other = formgen.read(telling.form, {**telling.raw, "wish": "Zij is zwanger."}, TODAY)

    for confirmed in (privacy.to_confirm(other), "yes", "0" * 64):
        with pytest.raises(PrivacyError):
            formgen.fill(telling.form, telling, confirmed=confirmed)


def test_each_row_answers_for_itself(telling: answers.Answers) -> None:
    """A row without such words is made whether or not another row waits for its writer."""
    plain = formgen.read(telling.form, {**ABOUT_YOU, **TALKS, "wish": "Werken."}, TODAY)
    outcomes = []
    for row in (telling, plain, telling):
        try:
            outcomes.append(len(formgen.fill(row.form, row)))
        except PrivacyError:
            outcomes.append(0)

    assert outcomes == [0, 2, 0]


def test_a_wrong_answer_is_told_before_the_words(telling: answers.Answers) -> None:
    wrong = formgen.read(telling.form, {**telling.raw, "born": "gisteren"}, TODAY)

    with pytest.raises(AnswersError):
        formgen.fill(telling.form, wrong)


def test_words_that_depend_hold_nothing_up(telling: answers.Answers) -> None:
    perhaps = formgen.read(telling.form, {**ABOUT_YOU, **TALKS, "wish": "Hij is moe."}, TODAY)

    assert len(formgen.fill(telling.form, perhaps)) == 2
    assert [one.sure for one in privacy.disclosures(perhaps)] == [False]


# ---- the samples -----------------------------------------------------------------------------------------------------


def test_the_form_for_employees_has_nothing_to_confirm() -> None:
    form = Library([Path(__file__).parents[1]]).load("deskundigenoordeel-werknemer")

    assert all(question.notice != "functional" for question in form.questions())
