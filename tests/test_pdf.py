"""Filling PDF forms: every value is kept exactly, seen in two readers, and the file stays sound."""

import dataclasses
import datetime
import io
import re
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from acroforms import Case, blank, button, cases, lines, parent, plain_table, put, raw, saved, tagged, text
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfpictures import SCALE, by_mupdf, by_pdfium, by_poppler, checked_by_qpdf, read_by_poppler
from PIL import ImageChops

from formgen.documents.pdf import Field, Making, PdfTemplate, open_foreign, open_template
from formgen.documents.pdf.continuation import Belonging, sheet_words
from formgen.documents.pdf.template import question_of
from formgen.documents.pdf.typesetting import Fit
from formgen.errors import CharacterError, FormgenError, TemplateError, UnknownError

CASES = {case.name: case for case in cases()}
DAY = datetime.date(2026, 11, 23)
WORDS = sheet_words("nl", Belonging("Aanvraag", "A. Şahin", "23 november 2026"), notice="Voorbereiding")
TURNS = {"rotated page": 90, "page turned 180": 180, "page turned 270": 270}
IMPOSSIBLE = "".join(map(chr, {*range(32)} - {9, 10, 12, 13})) + "\ufffe\uffff"

every_case = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def filled(case: Case, **values: str | bool) -> bytes:
    return open_template(case.data, "x.pdf").fill(values or case.values, Making(DAY, WORDS))


def said_by_poppler(data: bytes) -> str:
    return " ".join(read_by_poppler(data))


def kept(data: bytes) -> dict[str, str]:
    """Every value in the file by field name, read by pikepdf."""
    found: dict[str, str] = {}

    def visit(node: Any, above: str) -> None:
        name = f"{above}.{node['/T']}" if above and "/T" in node else above or str(node["/T"])
        if "/V" in node:
            found[name] = str(node["/V"])
        for kid in node.get("/Kids", []):
            if "/T" in kid:
                visit(kid, name)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for top in pdf.Root.AcroForm.Fields:
            visit(top, "")
    return found


def seen_in(pictures: Any, data: bytes, before: bytes, field: Field, folder: Path, turn: int = 0) -> bool:
    """Whether something was drawn in the rectangle of the field."""
    (folder / "a").mkdir(exist_ok=True)
    (folder / "b").mkdir(exist_ok=True)
    after, first = (pictures(one, folder / name)[field.page - 1] for one, name in ((data, "a"), (before, "b")))
    left, bottom, right, top = (SCALE * side for side in field.rect)
    wide, high = (after.height, after.width) if turn in (90, 270) else (after.width, after.height)
    box = {
        0: (left, high - top, right, high - bottom),
        90: (bottom, left, top, right),
        180: (wide - right, bottom, wide - left, top),
        270: (high - top, wide - right, high - bottom, wide - left),
    }[turn]
    inside = ImageChops.difference(after, first)
    if field.kind != "radio":  # the chosen button stands elsewhere than the first
        inside = inside.crop(tuple(map(round, box)))
    return inside.getextrema()[1] > 60


class TestEveryForm:
    """What holds for all the forms in acroforms.py."""

    def test_there_are_enough_of_them(self) -> None:
        assert len(CASES) >= 20

    @every_case
    def test_values_are_kept_exactly(self, case: Case) -> None:
        wanted = {name: case.kept.get(name, value) for name, value in case.values.items()}
        found = kept(filled(case))

        assert {name: found[name] for name in wanted} == wanted

    @every_case
    def test_text_is_found_by_pdftotext(self, case: Case) -> None:
        said = said_by_poppler(filled(case))

        assert [words for words in case.shown.values() if words not in said] == []

    @every_case
    @pytest.mark.parametrize("pictures", [by_poppler, by_pdfium, by_mupdf])
    def test_values_are_seen(self, case: Case, pictures: Any, tmp_path: Path) -> None:
        template = open_template(case.data, "x.pdf")
        empty = {f.name: "" for f in template.fields}
        before, after = (template.fill(values, Making(DAY, WORDS)) for values in (empty, case.values))
        turn = TURNS.get(case.name, 0)
        fields = [field for field in template.fields if field.name in case.values]

        assert fields
        assert [f.name for f in fields if not seen_in(pictures, after, before, f, tmp_path, turn)] == []

    @every_case
    def test_the_file_is_sound(self, case: Case, tmp_path: Path) -> None:
        checked_by_qpdf(filled(case), tmp_path)
        checked_by_qpdf(
            open_template(case.data, "x.pdf").fill(case.values, Making(DAY, WORDS, mark="CONCEPT – x")), tmp_path
        )

    @every_case
    def test_no_reader_is_asked_to_draw(self, case: Case) -> None:
        with pikepdf.open(io.BytesIO(filled(case))) as pdf:
            assert "/NeedAppearances" not in pdf.Root.AcroForm
            assert "/XFA" not in pdf.Root.AcroForm
            drawn = [a for page in pdf.pages for a in page.obj.Annots if "/V" in a and a.get("/FT") != pikepdf.Name.Btn]
            assert all("/N" in widget.AP and "/I" not in widget for widget in drawn)

    @every_case
    def test_the_same_values_give_the_same_bytes(self, case: Case) -> None:
        assert filled(case) == filled(case)

    @every_case
    def test_another_library_reads_it(self, case: Case) -> None:
        fields = pypdf.PdfReader(io.BytesIO(filled(case))).get_fields() or {}

        assert set(case.values) <= set(fields)

    @every_case
    def test_a_filled_form_can_be_filled_again(self, case: Case) -> None:
        again = Case(case.name, filled(case), case.values, case.shown, case.kept)

        assert kept(filled(again)) == kept(filled(case))


class TestText:
    def test_the_templates_bytes_come_first_unchanged(self) -> None:
        case = plain_table()

        assert filled(case).startswith(case.data)

    @pytest.mark.parametrize("case", ["plain table", "cross-reference stream"])
    def test_the_section_is_of_the_templates_kind(self, case: str) -> None:
        data = filled(CASES[case])
        last = int(data[data.rindex(b"startxref") + 9 :].split()[0])

        assert data[last:].startswith(b"xref") == (case == "plain table")

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=IMPOSSIBLE), max_size=80))
    def test_any_text_is_kept_exactly(self, words: str) -> None:
        data = filled(CASES["plain table"], left=words)
        fields = pypdf.PdfReader(io.BytesIO(data)).get_fields() or {}
        value = fields["left"].get("/V")

        assert (value if value is not None else "") == words

    def test_other_letters_cost_one_small_font(self) -> None:
        plain, wide = (filled(CASES["plain table"], left=name) for name in ("Sahin", "Şahin"))

        assert 10_000 < len(wide) - len(plain) < 25_000
        assert wide.count(b"/FontFile2") == 1

    @pytest.mark.parametrize("words", ["Иван Петров", "Ελένη", "Nguyễn Thị Hồng", "Ġużeppi", "naïve Łódź €"])
    def test_letters_of_other_alphabets_are_drawn(self, words: str) -> None:
        assert words in said_by_poppler(filled(CASES["plain table"], left=words))

    def test_letters_no_font_has_are_reported_and_drawn_as_a_box(self) -> None:
        template = open_template(plain_table().data, "x.pdf")

        assert template.undrawn("Jan 😀 中 é Ş \u200d") == ("😀", "中")
        assert "Jan □ □" in said_by_poppler(filled(CASES["plain table"], left="Jan 😀 中"))

    @pytest.mark.parametrize("character", [*IMPOSSIBLE, "\ud800"], ids=ascii)
    def test_a_character_no_reader_shows_is_refused_by_name(self, character: str) -> None:
        with pytest.raises(CharacterError) as refused:
            filled(CASES["plain table"], left=f"een{character}twee")

        sentence = refused.value.sentence
        assert sentence.nl.startswith(f'x.pdf: de waarde voor het veld "left" bevat het teken U+{ord(character):04X}')
        assert sentence.en.endswith("which cannot stand in a PDF. Take it out.")

    def test_an_empty_value_empties_the_field(self) -> None:
        assert "kept" not in kept(filled(CASES["frames, NeedAppearances"], kept=""))

    def test_a_bold_field_is_written_bold(self) -> None:
        pdf = blank()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica-Bold")
        )
        pdf.Root.AcroForm.DR.Font.HeBo = pdf.make_indirect(font)
        put(pdf, text("bold", (50, 200, 250, 220), DA=pikepdf.String("/HeBo 10 Tf 0 g")))
        data = open_template(saved(pdf), "x.pdf").fill({"bold": "vet"}, Making(DAY, WORDS))

        assert b"/B0 10 Tf (vet) Tj" in data

    def test_colour_and_size_are_the_templates_own(self) -> None:
        data = filled(CASES["inherited keys"], **{"talks.1.talk_date": "9"})

        assert b"1 0 0 rg" in data
        assert b"/F0 9 Tf (9) Tj" in data


class TestButtons:
    def states(self, data: bytes) -> list[str]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return [str(widget.AS) for page in pdf.pages for widget in page.obj.Annots]

    def test_a_radio_group_shows_one_button(self) -> None:
        assert self.states(filled(CASES["radio by name"])) == ["/Off", "/Off", "/efforts"]

    @pytest.mark.parametrize("value", [False, "", "Off"])
    def test_a_group_can_be_cleared(self, value: str | bool) -> None:
        data = filled(CASES["radio by name"], question_type=value)

        assert self.states(data) == ["/Off", "/Off", "/Off"]
        assert kept(data)["question_type"] == "/Off"

    def test_a_tick_box_knows_true_and_its_own_word(self) -> None:
        assert self.states(filled(CASES["names for on"])) == ["/Yes", "/Ja", "/1", "/Ja graag"]

    def test_a_group_knows_its_options_and_its_states(self) -> None:
        case = CASES["radio with /Opt"]

        assert open_template(case.data, "x").fields[0].states == ("eigen_werk", "ander")
        assert filled(case, question="1") == filled(case, question="ander")

    @pytest.mark.parametrize(
        ("name", "field", "value"),
        [("names for on", "tick1", "Yes"), ("radio by name", "question_type", True), ("choices", "row", "Regel 99")],
    )
    def test_a_value_that_is_no_state_is_refused(self, name: str, field: str, value: str | bool) -> None:
        with pytest.raises(TemplateError) as error:
            filled(CASES[name], **{field: value})

        assert f'het veld "{field}" kent "{str(value).lower() if value is True else value}" niet. Kies uit: "' in (
            error.value.sentence.nl
        )

    def test_a_text_field_takes_no_tick(self) -> None:
        with pytest.raises(TemplateError, match=r'the field "left" does not know "true"\. Give a text\.'):
            filled(plain_table(), left=True)

    def test_an_option_may_be_given_as_it_is_kept(self) -> None:
        assert "Türkçe (Ş)" in said_by_poppler(filled(CASES["choices"], language="tr"))

    def test_push_buttons_and_empty_signatures_are_left_alone(self) -> None:
        pdf = lines(blank())
        put(pdf, button(pdf, (10, 10, 30, 20), "x", FT=pikepdf.Name.Btn, Ff=1 << 16, T=pikepdf.String("print")))
        put(pdf, pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("sign"), Rect=pikepdf.Array([1, 1, 9, 9])))

        assert [f.name for f in open_template(saved(pdf), "x").fields] == ["left", "middle", "right"]


class TestFields:
    def test_a_field_tells_what_it_is(self) -> None:
        field = open_template(CASES["comb cells"].data, "x").fields[0]

        assert dataclasses.asdict(field) == {
            "name": "bsn", "kind": "text", "states": (), "options": (), "tooltip": "", "page": 1,
            "rect": (50.0, 200.0, 230.0, 220.0), "max_length": 9, "lines": 1, "comb": True, "read_only": False,
        }  # fmt: skip

    def test_kinds_options_and_lines(self) -> None:
        language, town, row = open_template(CASES["choices"].data, "x").fields
        box = open_template(CASES["size left open"].data, "x").fields[1]

        assert [language.kind, town.kind, row.kind] == ["choice"] * 3
        assert language.options == ("Nederlands", "Türkçe (Ş)")
        assert (box.lines, box.kind) == (11, "text")

    def test_fields_come_in_the_order_of_the_page(self) -> None:
        pdf = blank(pages=2)
        put(pdf, text("second", (50, 200, 250, 220)), page=1)
        put(pdf, text("first", (50, 200, 250, 220)))

        assert [(f.name, f.page) for f in open_template(saved(pdf), "x").fields] == [("first", 1), ("second", 2)]

    def test_an_unknown_name_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(UnknownError) as error:
            filled(plain_table(), lefd="x")

        assert error.value.sentence.nl == 'x.pdf: er is geen veld "lefd". Bedoelt u "left"?'
        assert error.value.sentence.en == 'x.pdf: there is no field "lefd". Did you mean "left"?'

    def test_own_fields_fill_themselves(self) -> None:
        pdf = lines(blank(pages=2))
        total = parent(pdf, "_total_pages", FT=pikepdf.Name.Tx, Ff=1)
        for page in range(2):
            put(pdf, pikepdf.Dictionary(Rect=pikepdf.Array([300, 10, 320, 22])), total, page)
        put(pdf, text("_footer", (50, 10, 290, 22), Ff=1))
        put(pdf, text("left_over", (50, 60, 90, 80)))
        template = open_template(saved(pdf), "x.pdf")
        said = said_by_poppler(template.fill({"left_over": "veel te lang voor dit vak"}, Making(DAY, WORDS)))

        assert not [f for f in template.fields if f.name.startswith("_")]
        assert "Aanvraag · A. Şahin · ingevuld op 23 november 2026 3" in said

    def test_fit_tells_size_and_rest(self) -> None:
        template = open_template(plain_table().data, "x.pdf")

        assert template.fit("left", "kort") == Fit(10, "kort")
        assert template.fit("left", "woord " * 30, "en").rest == "woord " * 30

    def test_fit_of_an_unknown_field(self) -> None:
        with pytest.raises(UnknownError, match="there is no field"):
            open_template(plain_table().data, "x.pdf").fit("nee", "x")


class TestFile:
    def test_the_day_of_making_is_the_day_of_change(self) -> None:
        pdf = lines(blank())
        with pdf.open_metadata() as about:
            about["dc:title"] = "Aanvraag"
            about["xmp:ModifyDate"] = "2020-01-01T00:00:00Z"
        with pikepdf.open(io.BytesIO(open_template(saved(pdf), "x").fill({}, Making(DAY, WORDS)))) as made:
            assert str(made.docinfo["/ModDate"]) == "D:20261123000000Z"
            with made.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as about:
                assert about["xmp:ModifyDate"] == "2026-11-23T00:00:00Z"
                assert about["dc:title"] == "Aanvraag"

    @pytest.mark.parametrize("entries", [b"", b"/Filter/FlateDecode", b"/Filter[/FlateDecode]"])
    def test_packed_metadata_is_dated_too(self, entries: bytes) -> None:
        about = b"<x xmp:ModifyDate='2020' xmp:MetadataDate='2020'/>"
        data = _with_metadata(zlib.compress(about) if entries else about, entries)
        made = open_template(data, "x").fill({}, Making(DAY, WORDS))

        assert b"<x xmp:ModifyDate='2026-11-23T00:00:00Z' xmp:MetadataDate='2026-11-23T00:00:00Z'/>" in made

    @pytest.mark.parametrize(
        ("about", "entries"),
        [
            (b"3C786D703A4D6F6466794461746520>", b"/Filter/ASCIIHexDecode"),
            (zlib.compress(b"<xmp:ModifyDate>" + bytes(2 << 20)), b"/Filter/FlateDecode"),
            (b"<x/>", b""),
        ],
    )
    def test_metadata_that_cannot_be_read_stays_as_it_is(self, about: bytes, entries: bytes) -> None:
        data = _with_metadata(about, entries)

        assert open_template(data, "x").fill({"a": "b"}, Making(DAY, WORDS)).count(b"/Subtype/XML") == 1

    def test_the_first_half_of_the_id_stays(self) -> None:
        case = plain_table()
        ids = [
            pypdf.PdfReader(io.BytesIO(data)).trailer["/ID"]
            for data in (case.data, filled(case), filled(case, left="x"))
        ]

        assert ids[0][0] == ids[1][0] == ids[2][0]
        assert len({bytes(one[1].original_bytes) for one in ids}) == 3

    def test_the_structure_of_a_tagged_form_stays(self) -> None:
        with pikepdf.open(io.BytesIO(filled(CASES["tagged"]))) as pdf:
            root = pdf.Root.StructTreeRoot
            assert pikepdf.Name.Form == root.K.K[0].S
            assert root.K.K[0].K.Obj.V == "Een zin."

    def test_a_mark_is_on_every_page(self, tmp_path: Path) -> None:
        template = open_template(saved(tagged(pages=2)), "x")
        data = template.fill({"story": "zin. " * 200}, Making(DAY, WORDS, mark="CONCEPT – niet ondertekenen"))
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]

        assert len(texts) == 3
        assert all("CONCEPT – niet ondertekenen" in words and words.count("CONCEPT") == 2 for words in texts)
        checked_by_qpdf(data, tmp_path)

    def test_content_under_a_mark_is_as_it_was(self, tmp_path: Path) -> None:
        template = open_template(CASES["rotated page"].data, "x")
        plain, marked = (template.fill({"name": "x"}, Making(DAY, WORDS, mark=m)) for m in ("", "CONCEPT"))
        before, after = by_poppler(plain, tmp_path)[0], by_poppler(marked, tmp_path)[0]

        assert ImageChops.lighter(before, after).getbbox() == before.getbbox()
        assert ImageChops.difference(before, after).getbbox() is not None

    def test_own_templates_and_foreign_ones_give_the_same_fields(self) -> None:
        for case in CASES.values():
            own, foreign = open_template(case.data, "x"), open_foreign(case.data, "x")
            assert [f.name for f in own.fields] == [f.name for f in foreign.fields]


def _with_metadata(about: bytes, entries: bytes) -> bytes:
    return raw(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>/Metadata 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>/Annots[4 0 R]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[50 50 200 70]>>",
        b"<</Type/Metadata/Subtype/XML%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(about), about),
    )


class TestOddFields:
    def test_a_field_listed_twice_is_one(self) -> None:
        pdf = lines(blank())
        pdf.Root.AcroForm.Fields.append(pdf.Root.AcroForm.Fields[0])

        assert len(open_template(saved(pdf), "x").fields) == 3

    def test_a_place_of_no_size_is_not_drawn(self) -> None:
        pdf = lines(blank())
        put(pdf, text("nowhere", ()))
        put(pdf, text("flat", (50, 50, 50, 50)))
        template = open_template(saved(pdf), "x")

        assert template.fields[-1].rect == (0, 0, 0, 0)
        assert (
            kept(template.fill({"nowhere": "a", "flat": "b"}, Making(DAY, WORDS))).items() >= {"nowhere": "a"}.items()
        )

    def test_names_for_on_in_older_writing(self) -> None:
        pdf = blank()
        put(pdf, button(pdf, (50, 200, 62, 212), "x", FT=pikepdf.Name.Btn, T=pikepdf.String("oud")))
        data = saved(pdf).replace(b"/x ", b"/#E9 ")

        assert open_template(data, "x").fields[0].states == ("é",)

    def test_a_tooltip_without_a_stop_is_the_question(self) -> None:
        field = open_template(plain_table().data, "x").fields[0]

        assert question_of(field) == "left"
        assert question_of(dataclasses.replace(field, tooltip="8. Naam. Zoals in uw paspoort")) == "8. Naam"
        assert question_of(dataclasses.replace(field, tooltip="8.2 Wat vindt u?")) == "8.2 Wat vindt u?"

    def test_lone_halves_of_letters_are_refused(self) -> None:
        with pytest.raises(CharacterError, match=r"U\+D83D"):
            filled(plain_table(), left="\ud83d")


def test_a_template_is_read_once_and_filled_often() -> None:
    template: PdfTemplate = open_template(plain_table().data, "x")
    texts = [template.fill({"left": str(n)}, Making(DAY, WORDS)) for n in range(3)]

    assert [re.findall(rb"/V\((\d)\)", data) for data in texts] == [[b"0"], [b"1"], [b"2"]]


def test_a_refusal_is_a_sentence_in_both_languages() -> None:
    with pytest.raises(FormgenError) as error:
        open_template(b"geen pdf", "x.pdf")

    assert error.value.sentence.nl.startswith('"x.pdf" is kapot of geen PDF.')
    assert error.value.sentence.en.startswith('"x.pdf" is broken or not a PDF.')
