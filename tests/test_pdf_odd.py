"""PDF forms of odd build, mended into plain ones, and fields of every kind with values nobody expects."""

import datetime
import io

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from formgen.documents.pdf import Making, cleaning, open_template
from formgen.documents.pdf.continuation import Belonging, sheet_words
from formgen.documents.pdf.fonts import regular
from formgen.documents.pdf.typesetting import lines as typeset
from formgen.errors import TemplateError
from tests.acroforms import blank, button, parent, plain_table, put, saved, text

DAY = datetime.date(2026, 11, 23)
WORDS = sheet_words("nl", Belonging("Aanvraag", "A. Şahin", "23 november 2026"), notice="Voorbereiding")
BOX = (50, 200, 250, 220)


def names(data: bytes) -> list[str]:
    return [field.name for field in open_template(data, "x.pdf").fields]


def filled(data: bytes, **values: str | bool) -> bytes:
    return open_template(data, "x.pdf").fill(values, Making(DAY, WORDS))


def kept(data: bytes) -> dict[str, str]:
    """The values by full name, as another library reads them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        values = {
            f.fully_qualified_name: f.obj.get("/V", f.obj.get("/Parent", {}).get("/V")) for f in pdf.acroform.fields
        }
    return {name: "" if value is None else str(value) for name, value in values.items()}


# ---- odd builds -----------------------------------------------------------------------------------------------------


def written_inside_the_list(pdf: Pdf) -> None:
    pdf.Root.AcroForm.Fields.append(text("name", BOX, Type=Name.Annot, Subtype=Name.Widget, F=4))


def written_inside_the_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots.append(text("name", BOX, Type=Name.Annot, Subtype=Name.Widget, F=4))


def no_list_of_fields(pdf: Pdf) -> None:
    put(pdf, text("name", BOX))
    pdf.Root.AcroForm.Fields = String("none")


def something_else_among_the_fields(pdf: Pdf) -> None:
    put(pdf, text("name", BOX))
    pdf.Root.AcroForm.Fields.insert(0, String("not a field"))


def something_else_among_the_marks(pdf: Pdf) -> None:
    put(pdf, text("name", BOX))
    pdf.pages[0].obj.Annots.insert(0, Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9])))
    pdf.pages[0].obj.Annots.insert(0, String("not a mark"))


def a_page_without_marks(pdf: Pdf) -> None:
    put(pdf, text("name", BOX))
    pdf.add_blank_page(page_size=(200, 200))


def a_page_whose_marks_are_no_list(pdf: Pdf) -> None:
    put(pdf, text("name", BOX))
    pdf.add_blank_page(page_size=(200, 200)).obj.Annots = String("none")


def a_field_twice_in_the_list(pdf: Pdf) -> None:
    pdf.Root.AcroForm.Fields.append(put(pdf, text("name", BOX)))


def kids_written_inside(pdf: Pdf) -> None:
    field = parent(pdf, "name", FT=Name.Tx)
    field.Kids.append(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(list(BOX)), Parent=field, F=4))
    pdf.pages[0].obj.Annots.append(field.Kids[0])


ODD = (
    written_inside_the_list,
    written_inside_the_page,
    no_list_of_fields,
    something_else_among_the_fields,
    something_else_among_the_marks,
    a_page_without_marks,
    a_page_whose_marks_are_no_list,
    a_field_twice_in_the_list,
)
EVERY_ODD = pytest.mark.parametrize("build", [*ODD, kids_written_inside], ids=lambda build: build.__name__)


@EVERY_ODD
def test_a_form_of_odd_build_has_its_field_and_takes_its_value(build) -> None:  # type: ignore[no-untyped-def]
    pdf = blank()
    build(pdf)
    data = saved(pdf)

    assert names(data) == ["name"]
    assert "Şahin" in kept(filled(data, name="Şahin")).values()


@EVERY_ODD
def test_what_was_mended_needs_no_mending(build) -> None:  # type: ignore[no-untyped-def]
    pdf = blank()
    build(pdf)
    once, _ = cleaning.clean(saved(pdf))
    twice, notes = cleaning.clean(once)

    assert notes == []
    assert names(twice) == names(once) == ["name"]


def test_a_damaged_table_is_mended_with_a_word() -> None:
    damaged = plain_table().data.replace(b"startxref\n", b"startxref\n9")

    assert cleaning.clean(damaged)[1] == ["repaired"]


def test_parents_that_go_round_do_not_go_on_for_ever() -> None:
    pdf = blank()
    field = put(pdf, text("name", BOX))
    field.Parent = field
    del pdf.Root.AcroForm.Fields[0]

    assert cleaning.clean(saved(pdf))[0].startswith(b"%PDF")


# ---- values nobody expects ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form() -> bytes:
    """A line, an area, a comb of nine, a tick, a group of two, and a list to choose from."""
    pdf = blank()
    put(pdf, text("line", (50, 260, 150, 276)))
    put(pdf, text("area", (50, 200, 250, 250), Ff=1 << 12))
    put(pdf, text("comb", (50, 170, 250, 190), Ff=1 << 24, MaxLen=9))
    put(pdf, button(pdf, (50, 140, 62, 152), "Yes", FT=Name.Btn, T=String("tick")))
    group = parent(pdf, "group", FT=Name.Btn, Ff=1 << 15)
    for place, state in enumerate(("own", "other")):
        put(pdf, button(pdf, (100 + 30 * place, 140, 112 + 30 * place, 152), state), group)
    put(pdf, text("choice", (50, 100, 250, 116), FT=Name.Ch, Ff=1 << 17, Opt=Array([String("een"), String("twee")])))
    return saved(pdf)


AWKWARD = [
    "",
    " ",
    "(haakjes) \\ en \\\\ strepen)",
    "<</V (x)>> endobj",
    "%PDF-1.7 %%EOF",
    "{{ surname }} {% raw %}",
    "Regel een\nRegel twee\n\n\nRegel vijf",
    "\ttab\tna\ttab",
    "Şahin Łukasz Đorđe 字 كتاب",
    "e\u0301 n\u0303 combinerend",
    "😀 👩‍👩‍👧 🇳🇱",
    "\u200f\u202etegendraads",
    "a\u00a0b\u2009c\u00adc",
    "W" * 300,
    "woord " * 200,
    "0",
    "True",
    "/Off",
]


@pytest.mark.parametrize("name", ["line", "area"])
@pytest.mark.parametrize("value", AWKWARD, ids=lambda value: repr(value)[:24])
def test_a_text_field_keeps_whatever_was_typed(form: bytes, name: str, value: str) -> None:
    done = filled(form, **{name: value})

    assert kept(done)[name].replace("\r\n", "\n").replace("\r", "\n") == value
    assert names(done) == names(form), "and the file is still a form that can be opened"


@pytest.mark.parametrize(("value", "shown"), [("", ""), ("123456782", "123456782"), ("1", "1"), ("BSN 12", "BSN 12")])
def test_a_comb_takes_what_fits_its_cells(form: bytes, value: str, shown: str) -> None:
    assert kept(filled(form, comb=value))["comb"] == shown


@pytest.mark.parametrize(("value", "state"), [(True, "/Yes"), (False, "/Off"), ("Yes", "/Yes"), ("", "/Off")])
def test_a_tick_is_on_or_off(form: bytes, value: str | bool, state: str) -> None:
    assert kept(filled(form, tick=value))["tick"] == state


@pytest.mark.parametrize("value", ["yes", "ja", "x", "Yes ", "/Yes", "字"])
def test_a_tick_takes_no_word_that_is_not_its_own(form: bytes, value: str) -> None:
    with pytest.raises(TemplateError, match="tick"):
        filled(form, tick=value)


@pytest.mark.parametrize(("value", "state"), [("own", "/own"), ("other", "/other"), ("", "/Off")])
def test_a_group_shows_the_option_chosen(form: bytes, value: str, state: str) -> None:
    with pikepdf.open(io.BytesIO(filled(form, group=value))) as pdf:
        group = next(field for field in pdf.Root.AcroForm.Fields if field.T == "group")
        assert str(group.get("/V", "/Off")) == state
        assert [str(kid.AS) for kid in group.Kids].count(state) == (2 if state == "/Off" else 1)


@pytest.mark.parametrize(("name", "value"), [("group", "neither"), ("group", True), ("choice", "drie"), ("line", True)])
def test_a_value_that_the_field_cannot_hold_is_named(form: bytes, name: str, value: str | bool) -> None:
    with pytest.raises(TemplateError, match=name):
        filled(form, **{name: value})


@pytest.mark.parametrize("value", ["een", "twee"])
def test_a_list_takes_its_options(form: bytes, value: str) -> None:
    assert kept(filled(form, choice=value))["choice"] == value


@settings(max_examples=8)
@given(words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120))
def test_filling_again_gives_what_filling_once_would(form: bytes, words: str) -> None:
    """A second answer leaves nothing of the first, not even in the letters that are embedded."""
    again = filled(filled(form, line="iets heel anders", area="字"), line=words, area="x")

    assert kept(again)["line"] == words
    assert kept(again)["area"] == "x"


def test_nothing_filled_in_is_the_form_as_it_was(form: bytes) -> None:
    assert {name: value for name, value in kept(filled(form)).items() if value not in ("", "/Off")} == {}


def test_a_value_the_template_holds_but_its_list_does_not_have_is_not_taken_over() -> None:
    """A list that shows nothing may hold anything; only one of its options becomes the answer before filling."""
    pdf = blank()
    options = Array([String("een"), String("twee")])
    for row, value in enumerate(("twee", "drie")):
        rect = (50, 100 + 40 * row, 250, 116 + 40 * row)
        put(pdf, text(value, rect, FT=Name.Ch, Ff=1 << 17, Opt=options, V=String(value)))
    data = filled(saved(pdf))

    assert b"twee" in data
    with pikepdf.open(io.BytesIO(data)) as done:
        assert ["/AP" in widget for widget in done.pages[0].obj.Annots] == [True, False]


def test_words_in_the_newest_writing_are_read() -> None:
    """PDF 2.0 writes texts in UTF-8 too (ISO 32000-2, 7.9.2.2)."""
    pdf = blank()
    put(pdf, text("name", BOX, TU=String(b"\xef\xbb\xbfNaam van Ay\xc5\x9feg\xc3\xbcl")))

    assert open_template(saved(pdf), "x.pdf").fields[0].tooltip == "Naam van Ayşegül"


def test_paragraphs_stay_apart_on_the_sheet(form: bytes) -> None:
    story = "Eerste alinea. " * 60 + "\n\n\n" + "Laatste alinea. " * 60
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(filled(form, area=story))).pages]
    said = " ".join(" ".join(pages[1:]).split())

    assert len(pages) > 1
    assert "Eerste alinea. Laatste alinea." in said
    assert said.count("Laatste alinea.") == 60


# ---- lines ----------------------------------------------------------------------------------------------------------


def test_a_letter_wider_than_the_line_keeps_its_accents() -> None:
    word = "W\u0301\u0302W\u0301"

    assert [word[start:end] for start, end in typeset(word, 1.0, 10, regular())] == ["W\u0301\u0302", "W\u0301"]


@pytest.mark.parametrize("words", ["", "   ", "\t\t", "a" * 99, "een twee  drie", "\u0301\u0301"])
def test_no_letter_is_lost_between_two_lines(words: str) -> None:
    whole = "".join(words[start:end] for start, end in typeset(words, 40, 10, regular()))

    assert whole.replace(" ", "").replace("\t", "") == words.replace(" ", "").replace("\t", "")
