"""The commands: what they print, their exit codes, and one sentence for every mistake."""

import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formgen import web
from formgen.cli import files, formgen, run
from formgen.library import SHIPPED
from tests.oddfiles import PLAIN, workbook
from tests.test_lint import TIPS, Folder

FORM = "deskundigenoordeel-werknemer"
SAMPLES = SHIPPED / "samples" / FORM
PDF = str(SHIPPED / "templates" / f"{FORM}.eigen-werk.pdf")
LETTER = str(SHIPPED / "templates" / f"{FORM}.nl.docx")
CASE = str(SAMPLES / "case-1.yml")


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Say = Callable[..., Ran]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Runs `formgen` with these words in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def ran(*words: str) -> Ran:
        code = run(words)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran


# ---- what works -----------------------------------------------------------------------------------------------------


def test_forms_lists_names_and_titles(say: Say) -> None:
    code, out, err = say("forms")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == [
        "deskundigenoordeel-werkgever",
        FORM,
        "onderbouwing-afwijking-deskundigenoordeel",
        "plan-van-aanpak-spoor-2",
    ]
    assert "Deskundigenoordeel aanvragen als werknemer" in out
    assert "employee" in say("forms", "--language", "en").out


def test_fill_writes_the_documents_and_names_them(say: Say, tmp_path: Path) -> None:
    ran = say("fill", FORM, CASE, "-o", "out/")

    assert ran.code == 0
    assert sorted(ran.out.splitlines()) == sorted(f"out/{path.name}" for path in (tmp_path / "out").iterdir())
    assert "Şahin - aanvraag deskundigenoordeel.pdf" in ran.out


def test_the_same_answers_give_the_same_bytes(say: Say, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        say("fill", FORM, CASE, "-o", folder, "--today", "2026-11-23")

    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_only_one_document(say: Say, tmp_path: Path) -> None:
    assert say("fill", FORM, CASE, "-o", "out", "--only", "letter").code == 0
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".docx"]


def test_missing_answers_give_drafts_and_a_list(say: Say, tmp_path: Path) -> None:
    (tmp_path / "few.yml").write_text("surname: Dam\n")

    ran = say("fill", FORM, "few.yml")

    assert ran.code == 0
    assert all("CONCEPT" in line for line in ran.out.splitlines())
    assert "Dit zijn concepten. Er ontbreekt nog:\n" in ran.err
    assert "  - bsn: Burgerservicenummer (BSN)\n" in ran.err


def test_a_stop_is_said_and_the_rest_is_made(say: Say) -> None:
    ran = say("fill", FORM, str(SAMPLES / "case-5.yml"), "-o", "out")

    assert ran.code == 0
    assert ran.err.startswith("UWV geeft zo geen oordeel:\n  - ")
    assert ".pdf" not in ran.out


def test_answers_may_be_json(say: Say, tmp_path: Path) -> None:
    (tmp_path / "few.json").write_text('{"answers": {"surname": "Dam"}, "language": "en"}')

    assert "DRAFT" in say("fill", FORM, "few.json").out


def test_lint_tells_each_form_on_a_line(say: Say) -> None:
    ran = say("lint")

    assert ran.code == 0, ran.err
    assert len(ran.out.splitlines()) == 4
    assert all(": in orde (" in line for line in ran.out.splitlines())


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder of one's own with one small form, as the setting says."""
    monkeypatch.setenv("FORMGEN_FOLDER", str(tmp_path / "own"))
    return Folder(tmp_path / "own")


def test_a_folder_of_ones_own_comes_first(say: Say, own: Folder) -> None:
    listed = [line.split(maxsplit=1) for line in say("forms").out.splitlines()]
    assert ["talk", "Verslag"] in listed
    assert [FORM, "Deskundigenoordeel aanvragen als werknemer"] in listed
    assert say("lint", "talk").out == "talk: in orde (vragen: 5, sjablonen: 1, voorbeelden: 1)\n"


def test_lint_of_a_file(say: Say, own: Folder) -> None:
    assert say("lint", "own/forms/talk.yml").out.startswith("talk: in orde")


def test_lint_tells_all_problems_and_which_forms_have_them(say: Say, own: Folder) -> None:
    own.word("{{ nam }} {{ held }}")

    ran = say("lint", "talk", "--language", "en")

    assert (ran.code, ran.out) == (2, "talk: not in order (faults: 2)\n")
    assert '"nam"' in ran.err
    assert '"held"' in ran.err


def test_lint_notes_what_is_only_worth_knowing(say: Say, own: Folder) -> None:
    (own.path / "samples/talk/first.yml").unlink()
    own.write("forms/tips.yml", TIPS + "  forgotten: {text: Vergeten | Forgotten, source: [law]}\n")

    assert say("lint", "talk").out.endswith("  Er zijn geen voorbeelden. Zet antwoorden in samples/talk/.\n")
    assert "Tips die geen formulier toont:\n  - forgotten\n" in say("lint").err


def test_template_check_against_a_form(say: Say, own: Folder) -> None:
    own.word("{{ nam }}")

    ran = say("template", "check", "own/templates/talk.docx", "--form", "talk")

    assert ran.code == 2
    assert '"nam"' in ran.err
    assert say("template", "check", "own/templates/talk.docx").code == 0, "alone it is right"


def test_rows_as_json(say: Say, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("naam;bsn\nJan;1\nPiet\n")

    ran = say("rows", "x.csv", "--json", "--language", "en")

    assert (ran.code, ran.err) == (0, "Read as UTF-8; separator: semicolon.\n")
    assert json.loads(ran.out) == {
        "rows": 2,
        "headings": ["naam", "bsn"],
        "cells": [["Jan", "1"], ["Piet", ""]],
        "errors": [
            {
                "line": 3,
                "message": "Cells in this row: 1; headings: 2. Complete the row; a cell may be empty.",
            }
        ],
    }


def test_rows_for_people(say: Say, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(workbook(["naam", "bsn"], ["Jan", 1], ["Piet", 2]))

    assert say("rows", "x.xlsx").out == "Rijen: 2; kolommen: 2\n  naam: Jan | Piet\n  bsn: 1 | 2\n"


def test_rows_shows_twenty_faults_and_counts_the_rest(say: Say, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("naam;bsn\n" + "Jan;1\n" * 30 + "x\n" * 25)

    ran = say("rows", "x.csv")

    assert ran.out.count("Regel ") == 20
    assert ran.out.endswith("En nog 5 meldingen; met --json ziet u ze alle.\n")


def test_template_fields(say: Say) -> None:
    assert "bsn" in say("template", "fields", LETTER).out.splitlines()
    assert any(line.startswith("bsn  text  pagina ") for line in say("template", "fields", PDF).out.splitlines())
    fields = json.loads(say("template", "fields", PDF, "--json").out)
    assert {"name", "kind", "page", "states", "tooltip", "max_length", "comb"} < set(fields[0])


def test_template_fill_pdf(say: Say, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text('{"bsn": "111222333", "surname": "Dam"}')

    ran = say("template", "fill", PDF, "v.json", "-o", "out/x.pdf", "--today", "2026-11-23")

    assert ran == (0, "out/x.pdf\n", "")
    assert (tmp_path / "out" / "x.pdf").read_bytes().startswith(b"%PDF-")


HOSTILE = [
    "Ann & <Bob>",
    "</w:t></w:r></w:p>",
    "<![CDATA[x]]> <!-- y --> <?z?>",
    "{{ 7 * 7 }} {% if x %} {# y #}",
    "{_{ x }_} {%p endfor %}",
    "&amp; &#x41; &lt;",
    "\\n \\u0041 %s {0} {value} ${x}",
    "one\ntwo\n\nfour",
    "a\tb",
    "  two  spaces  ",
    "أحمد \u202eabc שלום",
    "👨‍👩‍👧 e\u0301 Łukasz 't Hooft",
    "=1+1",
    "x" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
def test_template_fill_prints_any_text_as_it_is(say: Say, tmp_path: Path, text: str) -> None:
    """In the body, a table, the header and the footer alike."""
    document = docx.Document()
    document.add_paragraph("{{ value }}")
    document.add_table(1, 1).cell(0, 0).text = "{{ value }}"
    document.sections[0].header.paragraphs[0].text = "{{ value }}"
    document.sections[0].footer.paragraphs[0].text = "{{ value }}"
    document.save("t.docx")
    (tmp_path / "v.json").write_text(json.dumps({"value": text}))

    ran = say("template", "fill", "t.docx", "v.json", "-o", "out.docx")

    assert ran == (0, "out.docx\n", "")
    filled = docx.Document("out.docx")
    section = filled.sections[0]
    assert filled.paragraphs[0].text == text
    assert filled.tables[0].cell(0, 0).text == text
    assert section.header.paragraphs[0].text == text
    assert section.footer.paragraphs[0].text == text


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\ufffe"])
def test_template_fill_refuses_what_xml_cannot_hold(say: Say, tmp_path: Path, character: str) -> None:
    document = docx.Document()
    document.add_paragraph("{{ value }}")
    document.save("t.docx")
    (tmp_path / "v.json").write_text(json.dumps({"value": f"a{character}b"}))

    ran = say("template", "fill", "t.docx", "v.json", "-o", "out.docx")

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ufffe", "\ud800"])
def test_template_fill_refuses_what_a_pdf_cannot_show(say: Say, tmp_path: Path, character: str) -> None:
    (tmp_path / "v.json").write_text(json.dumps({"surname": f"a{character}b"}))

    ran = say("template", "fill", PDF, "v.json", "-o", "out.pdf")

    assert (ran.code, ran.out) == (2, "")
    assert f'het veld "surname" bevat het teken U+{ord(character):04X}' in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "out.pdf").exists()


def test_template_fill_tells_which_letters_become_boxes(say: Say, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text(json.dumps({"surname": "日本", "first_name": "Jan 😀"}))

    ran = say("template", "fill", PDF, "v.json", "-o", "out.pdf")

    assert (ran.code, ran.out) == (0, "out.pdf\n")
    assert ran.err == (
        'out.pdf: hier staat een hokje in plaats van "日 本 😀". Het antwoord zelf is bewaard. Schrijf het in Latijnse'
        " letters of gebruik een document in Word.\n"
    )
    (tmp_path / "v.json").write_text(json.dumps({"surname": "Şahin-Łuk Ελένη"}))
    assert say("template", "fill", PDF, "v.json", "-o", "out.pdf").err == ""


def test_fill_tells_for_each_pdf_which_letters_become_boxes(say: Say, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(Path(CASE).read_text("utf-8").replace("Şahin", "日 Şahin"), "utf-8")

    ran = say("fill", FORM, "x.yml", "-o", "out", "--language", "en")

    told = [line.partition(": a box is drawn")[0] for line in ran.err.splitlines() if "a box is drawn" in line]
    assert ran.code == 0
    assert told == [name for path in ran.out.splitlines() if (name := Path(path).name).endswith(".pdf")]
    assert "a box is drawn" not in say("fill", FORM, CASE, "-o", "out", "--language", "en").err


def test_many_letters_are_cut_short(say: Say, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text(json.dumps({"surname": "".join(map(chr, range(0x4E00, 0x4E30)))}))

    assert say("template", "fill", PDF, "v.json", "-o", "out.pdf").err.count("一 丁") == 1
    assert ' …".' in say("template", "fill", PDF, "v.json", "-o", "out.pdf").err


def test_a_letter_that_would_steer_the_terminal_is_told_by_its_number(say: Say, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text(json.dumps({"surname": "\x9b31mDam"}))

    assert '"U+009B"' in say("template", "fill", PDF, "v.json", "-o", "out.pdf").err


def test_a_value_that_is_not_there_is_asked_for_by_name(say: Say, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text('{"bsn": null}')

    ran = say("template", "fill", LETTER, "v.json", "-o", "out.docx")

    assert ran.code == 2
    assert '"bsn"?' not in ran.err
    assert "bij de waarden in het JSON-bestand; een lege tekst mag" in ran.err


def test_template_check(say: Say) -> None:
    assert say("template", "check", PDF).code == 0
    assert say("template", "check", LETTER, "--form", FORM).code == 0


def test_kind_follows_from_the_content(say: Say, tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(Path(PDF).read_bytes())

    assert "bsn" in say("template", "fields", "form.docx").out


def test_doctor_looks_and_ends_well(say: Say, tmp_path: Path) -> None:
    ran = say("doctor", "--language", "en")

    assert ran.code == 0
    assert "well    Python" in ran.out
    assert "4 loaded" in ran.out
    assert list(tmp_path.iterdir()) == [], "it looks, and makes nothing"


def test_doctor_says_what_to_do(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    (tmp_path / "own").mkdir()
    for name, value in {"FORMGEN_FOLDER": "own", "FORMGEN_SECRET": "short", "PATH": ""}.items():
        monkeypatch.setenv(name, value)

    ran = say("doctor")

    assert ran.code == 0
    assert ran.out.count("let op") == 7
    assert "apt install libreoffice-writer" in ran.out
    assert 'FORMGEN_FOLDER is "own"' in ran.out


def test_doctor_with_a_broken_setting(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMGEN_KEEP_DAYS", "x")

    assert "FORMGEN_KEEP_DAYS" in say("doctor").out


def test_serve_prints_its_address(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    served = []
    monkeypatch.setattr(web, "serve", lambda *words: served.append(words[:2]))

    ran = say("serve", "--host", "0.0.0.0", "--port", "45871", "--language", "en")

    assert ran.out == "formgen is ready at http://localhost:45871/ (stop: Ctrl+C)\n"
    assert served == [("0.0.0.0", 45871)]


def test_version(say: Say) -> None:
    assert say("--version").out.startswith("formgen ")


# ---- help -----------------------------------------------------------------------------------------------------------


def _commands() -> list[str]:
    template = formgen.commands["template"]
    return [*formgen.commands, *(f"template {name}" for name in template.commands)]  # type: ignore[attr-defined]


def test_the_commands_are_those_promised() -> None:
    assert set(_commands()) == {
        *("serve", "forms", "fill", "bulk", "worker", "lint", "rows", "calendar", "doctor"),
        *("template", "template fields", "template fill", "template check"),
    }


@pytest.mark.parametrize("command", _commands())
def test_every_command_has_help_with_an_example(command: str) -> None:
    said = CliRunner().invoke(formgen, [*command.split(), "--help"]).output

    assert "--language" in said
    assert command == "template" or f"Example: formgen {command}" in said
    assert len(said.split("\n\n")[1].strip()) > 20


@pytest.mark.parametrize("words", [(), ("template",)])
def test_no_command_shows_help(say: Say, words: tuple[str, ...]) -> None:
    ran = say(*words)

    assert ran.code == 0
    assert "Usage: formgen" in ran.out


# ---- mistakes -------------------------------------------------------------------------------------------------------

MISTAKES = [
    ("formz", 'formgen: de opdracht "formz" is er niet. Bedoelt u "forms"?'),
    ("xyzzy", 'formgen: de opdracht "xyzzy" is er niet. Kijk wat er kan met "formgen --help".'),
    ("template fil", 'formgen template: de opdracht "fil" is er niet. Bedoelt u "fill"?'),
    ("fill --langage nl", 'formgen fill: de optie "--langage" is er niet. Bedoelt u "--language"?'),
    ("fill", 'formgen fill: FORM ontbreekt. Kijk met "formgen fill --help" hoe het moet.'),
    ("fill a b --language de", "formgen fill: kies bij --language uit nl of en."),
    ("forms extra", 'formgen forms: "extra" is te veel. Haal dat weg.'),
    ("doctor a (b)", 'formgen doctor: "a (b)" is te veel. Haal dat weg.'),
    ("rows x.csv --json=yes", "formgen: achter --json hoort geen waarde. Haal die weg."),
    ("serve --port abc", "formgen serve: --port klopt niet. Schrijf een getal van 1 tot en met 65535."),
    ("serve --port 99999", "formgen serve: --port klopt niet. Schrijf een getal van 1 tot en met 65535."),
    ("serve --host a..b", "Op a..b:5000 kan formgen niet luisteren (dat is geen adres)."),
    ("fill a b -o", "achter -o ontbreekt een waarde."),
    (f"fill {FORM} nothing.yml", "nothing.yml: dit bestand is er niet. Controleer de naam en de map."),
    (f"fill {FORM} .", ".: dit is een map. Noem een bestand."),
    (f"fill deskundigenoordeel {CASE}", f'er is geen formulier "deskundigenoordeel" - bedoelt u "{FORM}"?'),
    (f"fill {FORM} {CASE} --only lettre", 'Het formulier heeft geen document "lettre" - bedoelt u "letter"?'),
    (f"fill {FORM} {SAMPLES}/case-5.yml --only medical_sheet", 'Het document "medical_sheet" hoort niet bij'),
    (f"fill {FORM} {CASE} --today 23-11-2026", '--today "23-11-2026" is geen datum. Schrijf die als 2026-11-23.'),
    (f"fill {FORM} {CASE} -o {CASE}", f"{CASE}: hier staat een bestand, geen map. Kies een andere map met -o."),
    (f"fill {FORM} {CASE} -o {CASE}/x", f"{CASE}/x: hier staat een bestand, geen map."),
    (f"fill {FORM} {PDF}", "in dit bestand zitten geen antwoorden."),
    ("lint nope", 'er is geen formulier "nope"'),
    (f"lint {CASE}", "een formulier staat in een map forms/"),
    ("lint nope.yml", "nope.yml: dit bestand is er niet."),
    ("rows nope.csv", "nope.csv: dit bestand is er niet."),
    (f"rows {PDF}", "dit is een PDF."),
    (f"template fields {CASE}", "dit is geen Word-bestand (.docx) en geen PDF."),
    ("template fields nope.pdf", "nope.pdf: dit bestand is er niet."),
    (f"template fill {PDF} {CASE} -o x.pdf", "vanaf hier is dit geen JSON."),
    (f"template fill {PDF} nope.json -o x.pdf", "nope.json: dit bestand is er niet."),
    (f"template fill {PDF} {CASE}", "formgen template fill: -"),
    (f"template fill {PDF} {CASE} -o x.docx", "x.docx: dit sjabloon geeft een bestand dat op .pdf eindigt."),
    (f"template fill {LETTER} {CASE} -o x.pdf", "Schrijf achter -o een naam met .docx."),
    (f"template fill {LETTER} {CASE} -o x", "Schrijf achter -o een naam met .docx."),
    (f"template check {LETTER} --form nope", 'er is geen formulier "nope"'),
]


@pytest.mark.parametrize(("words", "sentence"), MISTAKES)
def test_a_mistake_is_one_sentence(say: Say, words: str, sentence: str) -> None:
    ran = say(*words.split())

    assert ran.code == 2
    assert sentence in ran.err
    assert ran.err.count("\n") == 1, "one line"
    assert ran.err.endswith((".\n", "?\n", '"\n'))
    assert "Traceback" not in ran.err


ANSWERS = [
    ("bsn: 123456789", '"123456789"'),
    ("surnam: Dam", '"surnam" is geen vraag van dit formulier. Bedoelt u "surname"?'),
    ("question_type: own_wrok", '"own_wrok"'),
    ("first_sick_day: gisteren", '"gisteren"'),
    ("contract_hours: veel", '"veel"'),
    ("a: 1\na: 2", 'regel 2: de naam "a" staat er twee keer'),
    ("a: b: c", "regel 1: dit is geen YAML"),
]


@pytest.mark.parametrize(("text", "sentence"), ANSWERS)
def test_a_wrong_answer_is_a_sentence(say: Say, tmp_path: Path, text: str, sentence: str) -> None:
    before = "agree_not_unfit: no\nzw_benefit: no\n" if ":" in text and not text.startswith("a:") else ""
    (tmp_path / "x.yml").write_text(before + text + "\n")

    ran = say("fill", FORM, "x.yml", "-o", "out")

    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert not (tmp_path / "out").exists(), "nothing is made of wrong answers"


def test_values_that_no_field_has(say: Say, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text('{"surnam": "Dam"}')

    ran = say("template", "fill", PDF, "v.json", "-o", "x.pdf")

    assert ran.code == 2
    assert '"surnam"' in ran.err
    assert '"surname"' in ran.err


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"%PDF-1.7 broken", PLAIN[:300]])
@pytest.mark.parametrize("command", ["fields", "check"])
def test_broken_templates(say: Say, tmp_path: Path, data: bytes, command: str) -> None:
    (tmp_path / "x").write_bytes(data)

    ran = say("template", command, "x")

    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_braces_in_names_are_no_blanks(say: Say) -> None:
    assert '"{word}"' in say("{word}").err
    assert "{file}: dit bestand" in say("rows", "{file}").err
    assert "{0}" in say("fill", "{0}", CASE).err


def test_sentences_in_english(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("rows", "x", "--language", "en").err == "x: there is no such file. Check the name and the folder.\n"
    assert say("--language=en", "formz").err == 'formgen: there is no command "formz". Did you mean "forms"?\n'
    monkeypatch.setenv("FORMGEN_LANGUAGE", "en")
    assert "no such file" in say("rows", "x").err
    assert "dit bestand" in say("rows", "x", "--language", "nl").err
    monkeypatch.setenv("FORMGEN_LANGUAGE", "fr")
    assert say("forms") == (2, "", 'FORMGEN_LANGUAGE is "fr". Kies nl of en.\n')


def test_port_in_use(say: Say) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = say("serve", "--port", str(port))

    assert ran.code == 2
    assert f"Op 127.0.0.1:{port} kan formgen niet luisteren (de poort is al in gebruik). Kies een andere" in ran.err


@pytest.mark.parametrize("folder", ["nowhere", "file", "empty"])
@pytest.mark.parametrize(
    "words", ["forms", "lint", "serve", f"fill {FORM} {CASE}", f"template check {LETTER} --form {FORM}"]
)
def test_a_folder_of_ones_own_that_is_none_is_told(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, words: str
) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("FORMGEN_FOLDER", folder)

    assert say(*words.split()) == (
        2,
        "",
        f'FORMGEN_FOLDER is "{folder}", en daar is geen map forms/ in. Zet de instelling goed of maak die map.\n',
    )


# ---- writing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "de schijf is vol. Maak ruimte"),
        (errno.EDQUOT, "de schijf is vol. Maak ruimte"),
        (errno.EIO, "schrijven lukt niet"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_nothing_half(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, sentence: str
) -> None:
    def fails(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(*((files.os, "fsync") if call == "fsync" else (Path, "replace")), fails)

    ran = say("fill", FORM, CASE, "-o", "out")

    assert ran.code == 2
    assert sentence in ran.err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_one_may_not_write_in(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(files.tempfile, "mkstemp", refuses)

    assert "u mag in deze map niet schrijven" in say("fill", FORM, CASE).err


@pytest.mark.parametrize("name", ["../x", "/x", "a/b", "..", ".", "", "a\0b"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(files.FileError):
        files.write_files(str(tmp_path / "out"), {name: b"x"})

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_written_files_keep_to_the_mask(tmp_path: Path) -> None:
    (path,) = files.write_files(str(tmp_path), {"x": b"y"})

    assert path.stat().st_mode & 0o777 == 0o644 & ~files._umask()


def test_an_existing_file_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"old and longer")

    files.write_file(str(tmp_path / "x"), b"new")

    assert (tmp_path / "x").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_folder_with_the_name_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(files.FileError, match="folder of that name"):
        files.write_file(str(tmp_path), b"x")


# ---- no traceback, ever ---------------------------------------------------------------------------------------------


def test_our_own_mistakes_are_a_sentence_too(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formgen.cli.rows.read_file", lambda path: 1 / 0)

    ran = say("rows", "x", "--language", "en")

    assert ran.code == 3
    assert ran.err.startswith("This is a fault in formgen itself (ZeroDivisionError).")
    monkeypatch.setenv("FORMGEN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        say("rows", "x")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.sampled_from(
        [
            ("rows", "{}"),
            ("fill", FORM, "{}"),
            ("template", "fields", "{}"),
            ("template", "fill", LETTER, "{}", "-o", "x.docx"),
            ("lint", "{}"),
        ]
    ),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"{"]),
    st.binary(max_size=120),
)
def test_random_bytes_at_every_reader(
    say: Say, tmp_path: Path, words: tuple[str, ...], start: bytes, data: bytes
) -> None:
    (tmp_path / "random").write_bytes(start + data)

    ran = say(*(word.format(tmp_path / "random") if word == "{}" else word for word in words))

    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(("words", "code"), [(["forms"], 0), (["rows", "nothing"], 2)])
def test_as_a_program(words: list[str], code: int) -> None:
    ran = subprocess.run([sys.executable, "-m", "formgen", *words], capture_output=True, text=True, check=False)

    assert ran.returncode == code
    assert "Traceback" not in ran.stderr


def test_a_closed_pipe_is_no_mistake() -> None:
    ran = subprocess.run(
        f"{sys.executable} -m formgen template fields {PDF} | head -1", shell=True, capture_output=True, check=False
    )

    assert ran.stderr == b""


def test_a_terminal_without_accents_still_prints() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "formgen", "rows", "ë"],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
    )

    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
