"""The continuation sheet: what did not fit its box stands there whole, and each end finds the other."""

import datetime
import io
import re
from pathlib import Path

import pikepdf
import pypdf
import pytest
from acroforms import COMB, blank, lines, put, saved, tagged, text
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfpictures import by_poppler, checked_by_qpdf, read_by_poppler
from pikepdf import Array, Dictionary, Name, String

from formgen.documents.pdf import Making, PdfTemplate, open_template
from formgen.documents.pdf.continuation import Belonging, Piece, Sheets, last_words, sheet_words

DAY = datetime.date(2026, 11, 23)
WORDS = sheet_words(
    "nl",
    Belonging("Aanvraag deskundigenoordeel", "A. Şahin, geboren op 14 mei 1988", "23 november 2026"),
    notice="Voorbereiding en bijlage, geen formulier van UWV",
)
STORY = "Dit is zin {}. "
LONG = "".join(STORY.format(n) for n in range(60))


def form(**entries: object) -> PdfTemplate:
    pdf = blank()
    put(pdf, text("story", (50, 100, 350, 160), Ff=1 << 12, TU=String("8.2 Wat vindt u zelf?. wees kort")))
    put(pdf, text("email", (50, 60, 120, 80), TU=String("2.12 E-mailadres")))
    put(pdf, text("bsn", (50, 20, 230, 40), Ff=COMB, MaxLen=9, TU=String("2.1 BSN. 9 cijfers")))
    return open_template(saved(pdf), "x.pdf")


def pages(data: bytes) -> list[str]:
    return read_by_poppler(data)


class TestReferences:
    def test_a_box_says_where_it_goes_on_and_the_sheet_where_it_began(self) -> None:
        front, sheet = pages(form().fill({"story": LONG}, Making(DAY, WORDS)))

        assert "→ Lees verder op het vervolgblad, V1 (pagina 2)" in front
        assert "Vervolgblad" in sheet
        assert "Hoort bij: Aanvraag deskundigenoordeel, A. Şahin, geboren op 14 mei 1988" in sheet
        assert re.search(r"V1 ?Vervolg van 8\.2 Wat vindt u zelf\?", sheet)
        assert re.search(r"Het begin staat op pagina 1 en eindigt met: “… Dit is zin \d+\.”", sheet)
        assert "Pagina 2 van 2" in sheet
        assert "Voorbereiding en bijlage, geen formulier van UWV" in sheet

    def test_a_line_is_repeated_whole(self) -> None:
        address = "voornaam.achternaam@organisatie.example"
        front, sheet = pages(form().fill({"email": address}, Making(DAY, WORDS)))

        assert re.search(r"voorn\w*… → V1", front)
        assert "Hele antwoord op 2.12 E-mailadres" in sheet
        assert "Op pagina 1 paste alleen het begin." in sheet
        assert address in sheet

    def test_too_many_letters_for_the_cells_go_whole_too(self) -> None:
        front, sheet = pages(form().fill({"bsn": "012345678901"}, Making(DAY, WORDS)))

        assert "012345678901… → V1" in front
        assert "Hele antwoord op 2.1 BSN" in sheet

    def test_numbers_follow_the_order_of_the_form(self) -> None:
        sheet = pages(form().fill({"bsn": "1" * 20, "email": "e" * 60, "story": LONG}, Making(DAY, WORDS)))[1]

        assert [sheet.index(f"V{n}") for n in (1, 2, 3)] == sorted(sheet.index(f"V{n}") for n in (1, 2, 3))
        assert sheet.index("8.2 Wat vindt") < sheet.index("2.12 E-mail") < sheet.index("2.1 BSN")

    def test_what_has_no_field_stands_on_the_sheet_too(self) -> None:
        front, sheet = pages(form().fill({}, Making(DAY, WORDS, more=[("Gesprekken (13)", "Datum: 09-03-2026")])))

        assert "V1" not in front
        assert re.search(r"V1 ?Gesprekken \(13\) Op het formulier was hiervoor geen regel meer\. Datum: 09", sheet)

    def test_nothing_too_long_means_no_sheet(self) -> None:
        assert len(pages(form().fill({"story": "kort"}, Making(DAY, WORDS)))) == 1

    def test_the_field_itself_keeps_the_whole_answer(self) -> None:
        fields = pypdf.PdfReader(io.BytesIO(form().fill({"story": LONG}, Making(DAY, WORDS)))).get_fields() or {}

        assert fields["story"]["/V"] == LONG

    def test_english_words(self) -> None:
        words = sheet_words("en", Belonging("Application", "A. Şahin", "23 November 2026"))
        front, sheet = pages(form().fill({"story": LONG}, Making(DAY, words)))

        assert "→ Read on, on the continuation sheet, V1 (page 2)" in front
        assert "Continued from 8.2 Wat vindt u zelf?" in sheet
        assert "Application · A. Şahin · completed on 23 November 2026" in sheet

    def test_places_of_one_field_share_one_piece(self) -> None:
        pdf = blank()
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("name"), Kids=Array()))
        pdf.Root.AcroForm.Fields.append(field)
        put(pdf, Dictionary(Rect=Array([50, 200, 90, 220])), field)
        put(pdf, Dictionary(Rect=Array([50, 100, 390, 120])), field)
        front, sheet = pages(
            open_template(saved(pdf), "x").fill({"name": "Een naam van vijf woorden"}, Making(DAY, WORDS))
        )

        assert "→ V1" in front
        assert "Een naam van vijf woorden" in front
        assert sheet.count("Een naam van vijf woorden") == 1


class TestWhole:
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.sampled_from(("woord", "zin.", "Łódź", "9-3-2026", "\n", "€\u00a0400", "hè?")), max_size=700))
    def test_box_and_sheet_together_are_the_whole_answer(self, words: list[str]) -> None:
        answer = " ".join(words)
        data = form().fill({"story": answer}, Making(DAY, WORDS))
        front, *sheets = pages(data)
        said = front.split("→ Lees")[0]
        for sheet in sheets:
            said += " " + sheet.split("” ", 1)[-1].split("Voorbereiding en")[0].removeprefix(
                "Aanvraag deskundigenoordeel"
            )

        assert sorted(said.split()) == sorted(answer.split())

    def test_a_hundred_thousand_letters(self, tmp_path: Path) -> None:
        answer = " ".join(f"woord{n}" for n in range(9_500))
        data = form().fill({"story": answer}, Making(DAY, WORDS))
        said = set(" ".join(pages(data)).split())

        assert len(answer) > 90_000
        assert set(answer.split()) <= said
        checked_by_qpdf(data, tmp_path)


class TestSheet:
    def test_a_heading_never_stands_alone_at_the_foot(self) -> None:
        for count in range(20, 45):
            sheets = Sheets(WORDS, [Piece("Een", "waar", "regel\n" * count), Piece("Twee", "waar", "tekst")])
            heading = next(e for e in sheets.elements if e.role == "H2" and e is not sheets.elements[2])
            after = sheets.elements[sheets.elements.index(heading) + 2]
            assert heading.marks[0][0] == after.marks[0][0]

    def test_an_answer_goes_on_overleaf(self) -> None:
        sheets = Sheets(WORDS, [Piece("Een", "waar", "woord " * 3000), Piece("Twee", "waar", "tekst")])

        assert len(sheets.pages) > 2
        assert sheets.begins == [0, len(sheets.pages) - 1]

    def test_an_empty_line_adds_nothing_to_the_space_between_paragraphs(self) -> None:
        once, often = (Sheets(WORDS, [Piece("Een", "waar", "regel" + gap + "regel")]) for gap in ("\n", "\n\n\n"))

        assert once.pages == often.pages

    def test_a_long_heading_is_wrapped(self) -> None:
        sheets = Sheets(WORDS, [Piece("Een heel lange vraag " * 10, "Waar het begon " * 20, "tekst")])

        assert len(sheets.elements[2].marks) > 3

    def test_a_band_takes_the_place_of_the_running_title(self) -> None:
        words = sheet_words("nl", Belonging("Medische toelichting"), band="MEDISCH – alleen voor de verzekeringsarts")
        sheet = pages(form().fill({"story": LONG}, Making(DAY, words)))[1]

        assert "MEDISCH – alleen voor de verzekeringsarts" in sheet

    def test_last_words(self) -> None:
        assert last_words("a b c d e f") == "c d e f"
        assert len(last_words("x" * 200)) == 50
        assert last_words("") == ""

    def test_sheets_are_drawn(self, tmp_path: Path) -> None:
        picture = by_poppler(form().fill({"story": LONG}, Making(DAY, WORDS)), tmp_path)[1]

        assert picture.getextrema()[0] < 60


class TestTags:
    def test_the_sheet_joins_the_structure(self) -> None:
        data = open_template(saved(tagged()), "x").fill({"story": LONG}, Making(DAY, WORDS))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root, page = pdf.Root.StructTreeRoot, pdf.pages[1].obj
            roles = [str(kid.S) for kid in root.K.K]
            nums = list(root.ParentTree.Nums)
            parents = nums[nums.index(page.StructParents) + 1]
            marks = re.findall(rb"/(\w+) <</MCID (\d+)>> BDC", page.Contents.read_bytes())

            assert roles[:5] == ["/Form", "/H1", "/P", "/H2", "/P"]
            assert page.Tabs == Name.S
            assert [str(parents[int(mark)].S) for _, mark in marks] == [f"/{role.decode()}" for role, _ in marks]
            assert all(kid.P.objgen == root.K.objgen for kid in root.K.K)
            assert root.ParentTreeNextKey == 2

    def test_a_tree_with_branches_gets_a_leaf(self) -> None:
        pdf = tagged()
        leaf = pdf.make_indirect(Dictionary(Limits=Array([0, 0]), Nums=pdf.Root.StructTreeRoot.ParentTree.Nums))
        pdf.Root.StructTreeRoot.ParentTree = pdf.make_indirect(Dictionary(Kids=Array([leaf])))
        del pdf.Root.StructTreeRoot["/ParentTreeNextKey"]
        data = open_template(saved(pdf), "x").fill({"story": LONG}, Making(DAY, WORDS))
        with pikepdf.open(io.BytesIO(data)) as made:
            kids = made.Root.StructTreeRoot.ParentTree.Kids
            assert [list(kid.Limits) for kid in kids] == [[0, 0], [1, 1]]

    def test_elements_hang_from_a_root_without_one_document(self) -> None:
        pdf = tagged()
        pdf.Root.StructTreeRoot.K.S = Name.Sect
        data = open_template(saved(pdf), "x").fill({"story": LONG}, Making(DAY, WORDS))
        with pikepdf.open(io.BytesIO(data)) as made:
            assert [str(kid.S) for kid in made.Root.StructTreeRoot.K][:3] == ["/Sect", "/H1", "/P"]

    def test_an_untagged_form_stays_untagged(self) -> None:
        data = open_template(saved(lines(blank())), "x").fill({"left": LONG}, Making(DAY, WORDS))
        with pikepdf.open(io.BytesIO(data)) as made:
            assert "/StructTreeRoot" not in made.Root
            assert "/StructParents" not in made.pages[1].obj


@pytest.mark.parametrize("mark", ["", "CONCEPT – niet ondertekenen"])
def test_a_form_with_a_sheet_is_sound(mark: str, tmp_path: Path) -> None:
    data = open_template(saved(tagged(), True), "x").fill({"story": LONG * 4}, Making(DAY, WORDS, mark=mark))

    checked_by_qpdf(data, tmp_path)
    assert all(("CONCEPT" in page) == bool(mark) for page in pages(data))
