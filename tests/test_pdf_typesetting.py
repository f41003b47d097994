"""Widths, lines, and the promise that box and sheet together hold the whole answer."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from formgen.documents.pdf import fonts
from formgen.documents.pdf.appearance import Border, Build, Style, box, comb, frame, line
from formgen.documents.pdf.fonts import Face, Fonts, bold, objects, plain, regular
from formgen.documents.pdf.look import Look
from formgen.documents.pdf.typesetting import SMALLEST_BOX, SMALLEST_LINE, Fit, Kind, Room, fit, lines

READ_ON, SEE = "→ Lees verder op het vervolgblad, V99 (pagina 999)", "… → V99"
prose = st.text(st.characters(exclude_categories=["Cs"]), max_size=400) | st.text(
    st.sampled_from("aeimnorst   .,?\n\u0301Şł-"), max_size=1500
)
everyday = st.text(st.sampled_from(sorted(fonts._EVERYDAY)), max_size=80)


def room(kind: Kind = "line", width: float = 150, height: float = 20, size: float = 10, **more: int) -> Room:
    return Room(kind, width, height, size, regular(), **more)


def wrapped(text: str, width: float = 100, size: float = 10) -> list[str]:
    return [text[start:end] for start, end in lines(text, width, size, regular())]


class TestWidths:
    @pytest.mark.parametrize("words", ["Hallo, wereld", "ILMW 0123456789", "€ 1.234,50 Zoë ÿ – “x”"])
    def test_the_letter_is_as_wide_as_helvetica(self, words: str) -> None:
        assert regular().measure(words) == pytest.approx(pdfmetrics.stringWidth(words, "Helvetica", 1000), abs=15)
        assert bold().measure(words) == pytest.approx(pdfmetrics.stringWidth(words, "Helvetica-Bold", 1000), abs=15)

    def test_what_cannot_be_seen_takes_no_room(self) -> None:
        assert regular().measure("a\u200d\u00ad\ufe0fb") == regular().measure("ab")
        assert regular().runs("a\u200d\u00ad\ufe0fb") == [("F0", b"(ab)")]

    def test_a_letter_no_font_has_takes_the_room_of_its_box(self) -> None:
        assert regular().measure("中") == regular().measure("□")
        assert regular().undrawn("中□é") == ("中",)

    def test_plain_letters_need_no_embedded_font(self) -> None:
        assert regular().runs("Zoë (€)") == [("F0", b"(Zo\xeb \\(\x80\\))")]
        assert [font for font, _ in bold().runs("Şahin")] == ["B1"]
        assert [font for font, _ in regular().runs("Иван")] == ["F3"]

    def test_one_line_of_two_alphabets_has_two_runs(self) -> None:
        assert [font for font, _ in regular().runs("Ş Ж")] == ["F1", "F3"]

    def test_a_letter_with_a_loose_accent_is_drawn_as_one(self) -> None:
        assert regular().runs("e\u0301") == [("F0", b"(\xe9)")]

    @pytest.mark.parametrize("font", ["F1", "F2", "F3", "B1"])
    def test_an_embedded_part_is_made_once_and_is_small(self, font: str) -> None:
        made = objects(font, 7)

        assert made[0].startswith(b"<</Type/Font/Subtype/Type0")
        assert b"/DescendantFonts[8 0 R]" in made[0]
        assert sum(map(len, made)) < 60_000
        assert objects(font, 7) == made

    @given(prose)
    def test_any_text_can_be_drawn(self, text: str) -> None:
        drawn = regular().runs(text)

        assert all(font in ("F0", "F1", "F2", "F3") for font, _ in drawn)


class TestLines:
    def test_words_stay_whole(self) -> None:
        assert wrapped("Een regel die langer is dan het vak") == ["Een regel die langer is", "dan het vak"]

    def test_a_word_wider_than_the_line_is_broken_between_letters(self) -> None:
        parts = wrapped("ja " + "w" * 40)

        assert parts[0] == "ja"
        assert "".join(parts[1:]) == "w" * 40
        assert len(parts) == 5

    def test_an_accent_stays_with_its_letter(self) -> None:
        assert all(not unicodedata.combining(part[0]) for part in wrapped("w\u0308" * 40))

    def test_a_letter_wider_than_the_line_still_stands_on_it(self) -> None:
        assert wrapped("W\u0308\u0301WW", width=4) == ["W\u0308\u0301", "W", "W"]

    def test_spaces_before_a_word_that_does_not_fit(self) -> None:
        assert wrapped("    " + "w" * 14, width=100) == ["w" * 13, "w"]

    def test_empty_lines_count(self) -> None:
        assert wrapped("een\n\r\n\ntwee") == ["een", "", "", "twee"]

    def test_a_no_break_space_does_not_break(self) -> None:
        assert wrapped("op de ochtend van 9\u00a0maart") == ["op de ochtend van", "9\u00a0maart"]

    @given(prose, st.floats(20, 400), st.sampled_from((8, 9, 9.5, 12)))
    def test_no_letter_is_lost_and_no_line_too_wide(self, text: str, width: float, size: float) -> None:
        spans = list(lines(text, width, size, regular()))
        between = [text[left:right] for (_, left), (right, _) in pairwise([(0, 0), *spans, (len(text), len(text))])]

        assert all(gap.strip() == "" for gap in between)
        assert all(start <= end for start, end in spans)
        for start, end in spans:
            letters = [letter for letter in text[start:end] if not unicodedata.combining(letter)]
            assert regular().measure(text[start:end]) * size <= width * 1000 + 1 or len(letters) <= 1


class TestFit:
    def test_what_fits_keeps_the_size_of_the_field(self) -> None:
        assert fit(room(), "kort", READ_ON, SEE) == Fit(10, "kort")

    def test_a_line_shrinks_in_halves_to_eight(self) -> None:
        sizes = {fit(room(), "i" * n, READ_ON, SEE).size for n in range(1, 90)}

        assert sizes == {10, 9.5, 9, 8.5, 8}

    def test_a_line_that_does_not_fit_is_whole_on_the_sheet(self) -> None:
        text = "voornaam.achternaam@een-heel-lang-adres.example"

        made = fit(room(), text, READ_ON, SEE)

        assert made.rest == text
        assert text.startswith(made.shown)
        assert regular().measure(made.shown + SEE) * made.size <= 150_000

    def test_a_box_ends_at_a_sentence(self) -> None:
        text = "De eerste zin is hier. " * 20

        made = fit(room("box", 200, 60, 9.5), text, READ_ON, SEE)

        assert made.size == 9
        assert made.shown.endswith("hier.")
        assert made.shown + made.rest == text

    def test_a_box_without_sentences_is_filled(self) -> None:
        made = fit(room("box", 200, 80, 9.5), "woord " * 200, READ_ON, SEE)

        assert len(made.shown) > 100
        assert made.shown.endswith("woord")

    def test_a_box_too_low_for_the_reference_shows_a_line(self) -> None:
        assert fit(room("box", 150, 12, 9.5), "woord " * 50, READ_ON, SEE).rest == "woord " * 50

    def test_a_box_too_narrow_for_the_reference_shows_all_the_lines_it_has(self) -> None:
        text = "Een antwoord van veel meer woorden dan in dit kleine vak passen"

        made = fit(room("box", 80, 24, 9), text, READ_ON, SEE)

        assert made.rest == text
        assert len(wrapped(made.shown + SEE, 80, 9)) == 2
        assert made.shown.startswith("Een antwoord van ")

    def test_cells_take_as_many_letters_as_there_are(self) -> None:
        cells = room("comb", cells=9, longest=9)

        assert fit(cells, "012345678", READ_ON, SEE) == Fit(10, "012345678")
        assert fit(cells, "0123456789", READ_ON, SEE).rest == "0123456789"

    def test_more_letters_than_the_form_allows_go_on_elsewhere(self) -> None:
        made = fit(room(longest=4), "12345", READ_ON, SEE)

        assert (made.shown, made.rest) == ("1234", "12345")
        assert len(fit(room("box", 200, 80, longest=10), "x" * 50, READ_ON, SEE).shown) <= 10

    def test_a_small_letter_of_the_forms_own_stays(self) -> None:
        assert list(room(size=6).sizes()) == [6]

    def test_a_hundred_thousand_letters_take_no_time(self) -> None:
        made = fit(room("box", 300, 100), "lang " * 20_000, READ_ON, SEE)

        assert len(made.shown) + len(made.rest) == 100_000

    @given(prose, st.sampled_from(("line", "box", "comb")), st.floats(10, 400), st.floats(8, 200))
    def test_box_and_sheet_together_are_the_whole_answer(
        self, text: str, kind: Kind, width: float, height: float
    ) -> None:
        made = fit(room(kind, width, height, cells=9), text, READ_ON, SEE)

        assert made.rest == text or made.shown + made.rest == text
        assert made.rest or made.shown == text
        assert made.size >= (SMALLEST_BOX if kind == "box" else SMALLEST_LINE)

    @given(prose, st.floats(60, 400), st.floats(40, 200))
    def test_a_box_keeps_room_for_its_reference(self, text: str, width: float, height: float) -> None:
        space = room("box", width, height)
        made = fit(space, text, READ_ON, SEE)
        used = wrapped(made.shown.rstrip(), width, made.size)
        if made.rest and made.rest != text:
            used += wrapped(READ_ON, width, made.size)
        if made.rest != text:
            assert len(used) <= space.lines(made.size)

    @given(prose, st.sampled_from(("line", "box", "comb", "list")), st.floats(10, 400), st.floats(8, 200))
    def test_a_fit_is_the_largest_size_that_holds_it_all(
        self, text: str, kind: Kind, width: float, height: float
    ) -> None:
        space = room(kind, width, height, size=12, cells=9)
        made = fit(space, text, READ_ON, SEE)
        larger = [size for size in space.sizes() if size > made.size]

        if kind == "box" and not made.rest:
            assert all(len(wrapped(text, width, size)) > space.lines(size) for size in larger)
        if kind == "line" and not made.rest:
            assert all(regular().measure(text) * size > width * 1000 for size in larger)

    @given(prose, st.floats(60, 400), st.floats(40, 200))
    def test_the_lines_it_found_are_those_of_what_it_shows(self, text: str, width: float, height: float) -> None:
        made = fit(room("box", width, height), text, READ_ON, SEE)
        shown = made.shown if not made.rest else made.shown.rstrip()

        if made.rest != text:
            assert [made.shown[start:end] for start, end in made.lines] == wrapped(shown, width, made.size)


class TestQuickWays:
    """What is measured and drawn in a quick way is what the thorough way gives."""

    @given(prose | everyday, st.integers(0, 60_000))
    def test_a_line_is_never_wider_than_was_asked(self, text: str, widest: int) -> None:
        for face in (regular(), bold()):
            exact = sum(face.advances[letter] for letter in text)
            line = face.line(text, widest) if text.isprintable() else None
            assert exact == face.measure(text) == face.ends(text)[-1]
            if line:
                assert face.runs(text) == [line]
                assert exact <= widest
            elif text.isprintable() and len(face.runs(text)) == 1:
                assert exact + 3 * len(text) > widest

    @given(everyday)
    def test_everyday_letters_are_drawn_as_any_others(self, text: str) -> None:
        for face in (regular(), bold()):
            if plain(text) is None and text.isprintable():
                assert face.runs(text) == face._runs(text)

    @pytest.mark.parametrize("face", [regular(), bold()], ids=lambda face: face.name)
    def test_no_everyday_letter_is_wider_than_the_widest(self, face: Face) -> None:
        letters = [letter for code in range(0x20, 0x100) if (letter := bytes((code,)).decode("cp1252", "ignore"))]
        widths = {letter: face.advances[letter] for letter in (*letters, *fonts._EVERYDAY)}

        assert len(fonts._EVERYDAY) == len(fonts._BYTES.strip("\0\ufffe")) <= 255
        assert max(widths.values()) <= fonts._WIDEST
        assert face._letters["1"] >= fonts._EVERYDAY

    @given(st.text(st.characters(codec="cp1252")))
    def test_plain_letters_are_those_of_windows(self, text: str) -> None:
        assert plain(text) in (text.encode("cp1252"), None)
        assert (plain(text) is None) == (not text.isprintable())

    @given(prose.filter(str.isprintable), st.sampled_from(("line", "box", "comb")), st.sampled_from((0, 1, 2)))
    def test_a_line_put_into_its_picture_is_the_picture_drawn(self, text: str, kind: Kind, align: int) -> None:
        space = room(kind, 300, 30, cells=9, longest=40)
        build = Build(frame(304, 34, 0, Border()), Style(b"0 g", align, 2), space)
        look, text = Look(build, 7, Fonts(100)), text[:40].rstrip()
        quick = look.line(text)

        assert quick is None or align == 0
        if quick and text:
            draw = {"line": line, "box": lambda b, t, s: box(b, [t], s), "comb": lambda b, t, _: comb(b, t)}[kind]
            assert quick[0] == look.drawn(draw(build, text, space.size))

    @given(st.lists(st.text(st.characters(codec="cp1252"), max_size=20) | everyday, min_size=1, max_size=5))
    def test_lines_put_into_their_picture_are_the_picture_drawn(self, said: list[str]) -> None:
        build = Build(frame(304, 90, 0, Border()), Style(b"0 g", 0, 2), room("box", 300, 86))
        look = Look(build, 7, Fonts(100))

        for size in (10.0, 9.5, 10.0):
            quick = look.block(said, size)
            assert (quick is None) == (plain("".join(said)) is None)
            assert quick in (None, (look.drawn(box(build, said, size)), "F0"))
