"""Flat copies: no field is left, and what the fields showed is still seen, found and read aloud."""

import datetime
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from acroforms import Case, blank, button, cases, put, saved, tagged, text
from pdfpictures import by_mupdf, by_pdfium, by_poppler, checked_by_qpdf, read_by_poppler
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops

from formgen.documents.pdf import Making, open_template
from formgen.documents.pdf.continuation import Belonging, sheet_words

CASES = {case.name: case for case in cases()}
DAY = datetime.date(2026, 11, 23)
MAKING = Making(DAY, sheet_words("nl", Belonging("Aanvraag", "A. Şahin", "23 november 2026")))
LONG = "Dit is een zin die blijft. " * 60

every_case = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def flat(case: Case, **values: str | bool) -> bytes:
    return open_template(case.data, "x.pdf").flat(values or case.values, MAKING)


def unlike(one: Image.Image, two: Image.Image) -> int:
    """How much two pictures differ where they differ most; a reader smooths a field's edges by itself."""
    return int(ImageChops.difference(one, two).getextrema()[1])


class TestEveryForm:
    @every_case
    def test_no_field_is_left(self, case: Case) -> None:
        with pikepdf.open(io.BytesIO(flat(case))) as pdf:
            marks = [mark for page in pdf.pages for mark in page.obj.get("/Annots", [])]
            assert "/AcroForm" not in pdf.Root
            assert [mark for mark in marks if isinstance(mark, Dictionary) and mark.get("/Subtype") == "/Widget"] == []

    @every_case
    @pytest.mark.parametrize("pictures", [by_poppler, by_pdfium, by_mupdf])
    def test_it_looks_like_the_form_it_was(self, case: Case, pictures: Any, tmp_path: Path) -> None:
        (tmp_path / "flat").mkdir()
        form = pictures(open_template(case.data, "x.pdf").fill(case.values, MAKING), tmp_path)
        copy = pictures(flat(case), tmp_path / "flat")

        assert [one.size for one in form] == [two.size for two in copy]
        assert max(unlike(one, two) for one, two in zip(form, copy, strict=True)) < 100

    @every_case
    def test_its_text_is_found(self, case: Case) -> None:
        said = " ".join(read_by_poppler(flat(case)))

        assert [words for words in case.shown.values() if words not in said] == []

    @every_case
    def test_it_is_sound_and_adds_to_the_template(self, case: Case, tmp_path: Path) -> None:
        data = flat(case)

        checked_by_qpdf(data, tmp_path)
        assert data == flat(case)
        assert data.startswith(open_template(case.data, "x.pdf")._source.data)


class TestStructure:
    def elements(self, data: bytes) -> list[Any]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root = pdf.Root.StructTreeRoot
            parents = dict(zip(list(root.ParentTree.Nums)[::2], list(root.ParentTree.Nums)[1::2], strict=True))
            page = pdf.pages[0].obj
            found = []
            for element in root.K.K:
                if Name.Form == element.S:
                    mark = int(element.K[0].MCID)
                    assert element.K[0].Pg.objgen == page.objgen
                    assert parents[int(page.StructParents)][mark].objgen == element.objgen
                    content = b"\n".join(stream.read_bytes() for stream in page.Contents)
                    about = {str(key): str(value) for key, value in element.A.items()}
                    found.append((f"/Form <</MCID {mark}>> BDC q".encode() in content, about, element.get("/Alt")))
            return found

    def form(self) -> Pdf:
        """The tagged form with marks of its own on the page, a tick in the structure, and a link that is no field."""
        pdf = tagged()
        page, root = pdf.pages[0].obj, pdf.Root.StructTreeRoot
        page.StructParents = 1
        heading = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.H1, P=root.K, Pg=page, K=0))
        page.Contents = pdf.make_stream(b"/H1 <</MCID 0>> BDC EMC")
        box = put(pdf, button(pdf, (50, 60, 62, 72), "Ja", FT=Name.Btn, T=String("akkoord"), TU=String("Akkoord?")))
        box.StructParent = 2
        kid = Dictionary(Type=Name.OBJR, Obj=box, Pg=page)
        tick = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Form, P=root.K, K=Array([kid]), Alt=String("x"))
        )
        root.K.K.append(heading)
        root.K.K.append(tick)
        root.ParentTree.Nums.extend([1, Array([heading]), 2, tick])
        root.ParentTreeNextKey = 3
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
        page.Annots.append(pdf.make_indirect(link))
        return pdf

    @pytest.mark.parametrize(("ticked", "said"), [(True, "aangekruist"), (False, "niet aangekruist")])
    def test_every_field_has_its_place(self, ticked: bool, said: str) -> None:
        data = open_template(saved(self.form()), "x").flat({"story": "Een zin.", "akkoord": ticked}, MAKING)
        (drawn, story, none), (also, tick, alt) = self.elements(data)

        assert drawn
        assert also
        assert story == {"/O": "/PrintField", "/Role": "/tv", "/Desc": "8.2 Wat vindt u zelf?. kort"}
        assert (tick["/Role"], tick["/Checked"], tick["/Desc"]) == ("/cb", "/on" if ticked else "/off", "Akkoord?")
        assert none is None, "words instead of the text would hide it"
        assert alt == f"Akkoord?: {said}"

    def test_other_marks_stay(self) -> None:
        with pikepdf.open(io.BytesIO(open_template(saved(self.form()), "x").flat({}, MAKING))) as pdf:
            assert [str(mark.Subtype) for mark in pdf.pages[0].obj.Annots] == ["/Link"]
            assert pdf.Root.StructTreeRoot.ParentTree.Nums[1][0].S == Name.H1

    def test_the_sheet_joins_the_structure(self, tmp_path: Path) -> None:
        data = open_template(saved(self.form()), "x").flat({"story": LONG}, MAKING)

        checked_by_qpdf(data, tmp_path)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert [str(kid.S) for kid in pdf.Root.StructTreeRoot.K.K][:5] == ["/Form", "/H1", "/Form", "/H1", "/P"]
            assert pdf.Root.StructTreeRoot.ParentTreeNextKey == 4
        front, sheet = read_by_poppler(data)
        assert "Lees verder op het vervolgblad, V1 (pagina 2)" in front
        assert "Dit is een zin die blijft." in sheet

    @pytest.mark.parametrize("path", sorted(Path("templates").glob("*.pdf")), ids=lambda path: path.stem)
    def test_in_our_own_every_field_is_in_the_structure(self, path: Path) -> None:
        template = open_template(path.read_bytes(), path.name)
        copy = template.flat({}, MAKING)

        assert template._flat is not None
        assert all(spot.place for spots in template._flat.spots for spot in spots)
        assert template._flat.spots
        assert len(copy) > len(path.read_bytes())


class TestOdd:
    def test_a_hidden_field_stays_hidden(self) -> None:
        pdf = blank()
        put(pdf, text("seen", (50, 200, 250, 220)))
        put(pdf, text("hidden", (50, 100, 250, 120))).F = 2
        data = open_template(saved(pdf), "x").flat({"seen": "te zien", "hidden": "verborgen"}, MAKING)

        assert read_by_poppler(data) == ["te zien"]

    def test_what_the_template_shows_is_kept(self) -> None:
        """Ticked in the template and not filled in: the picture of the template itself is drawn."""
        pdf = blank()
        box = put(pdf, button(pdf, (50, 60, 62, 72), "Ja", FT=Name.Btn, T=String("akkoord"), V=Name.Ja))
        box.AS = Name.Ja
        put(pdf, text("name", (50, 200, 250, 220)))
        template = open_template(saved(pdf), "x")
        (kept,), (off,) = (by_pdfium(template.flat(values, MAKING), Path()) for values in ({}, {"akkoord": False}))

        assert unlike(kept, off) > 100

    def test_a_mark_stands_above_and_below(self) -> None:
        making = Making(DAY, MAKING.words, "CONCEPT – niet ondertekenen")
        data = open_template(saved(tagged(pages=2)), "x").flat({"story": "Een zin."}, making)
        first, second = read_by_poppler(data)

        assert "CONCEPT – niet ondertekenen" in first
        assert "CONCEPT – niet ondertekenen" in second
        assert "Een zin." in first
