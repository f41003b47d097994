"""Every document of every sample, as a screen reader meets it: title, language, headings, tables, fields, tab order."""

import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from formgen.documents import Made
from formgen.text import LANGUAGES, Language
from tests.golden import FILLED, LIBRARY, made_of

LOCALE: dict[Language, str] = {"nl": "nl-NL", "en": "en-GB"}
EVERY_CASE = pytest.mark.parametrize(("name", "path"), FILLED, ids=lambda case: getattr(case, "stem", case))


def documents(name: str, path: Path, ending: str) -> Iterator[tuple[Made, Language]]:
    """Each document of the sample whose file name ends so, with the language it is written in."""
    for language in LANGUAGES:
        for made in made_of(LIBRARY.load(name), path, language):
            if made.name.endswith(ending):
                yield made, made.document.language or language


# ---- Word -----------------------------------------------------------------------------------------------------------


def level(block: Paragraph | Table) -> int:
    """1 or 2 for a heading, 0 for all else."""
    style = block.style.name if block.style is not None else ""
    return int(style[-1]) if style and style.startswith("Heading") else 0


def ranks(document: WordDocument) -> list[int]:
    """The levels of everything that says something, in order."""
    blocks = document.iter_inner_content()
    return [level(block) for block in blocks if isinstance(block, Table) or block.text.strip()]


def in_row(row: object, tag: str) -> bool:
    return row._tr.trPr is not None and row._tr.trPr.find(qn(tag)) is not None  # type: ignore[attr-defined]


@EVERY_CASE
def test_word_documents_have_a_title_a_language_and_headings_in_order(name: str, path: Path) -> None:
    found = [(docx.Document(io.BytesIO(made.data)), language) for made, language in documents(name, path, ".docx")]

    assert found
    for document, language in found:
        lang = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
        assert lang is not None
        assert lang.get(qn("w:val")) == document.core_properties.language == LOCALE[language]
        assert document.core_properties.title.strip()
        order = ranks(document)
        headings = [rank for rank in order if rank]
        assert headings[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(headings)), "no level is left out"
        assert order[-1] == 0
        under = [(before, after) for before, after in itertools.pairwise(order) if before and after]
        assert all(after > before for before, after in under), "something stands under every heading"


@EVERY_CASE
def test_word_tables_are_named_and_repeat_their_heads(name: str, path: Path) -> None:
    for made, _ in documents(name, path, ".docx"):
        for table in docx.Document(io.BytesIO(made.data)).tables:
            caption = table._tbl.tblPr.find(qn("w:tblCaption"))
            assert caption is not None
            assert caption.get(qn("w:val")).strip()
            if table.style is not None and table.style.name == "House Table":
                heads = list(itertools.takewhile(lambda row: in_row(row, "w:tblHeader"), table.rows))
                assert len(heads) in (1, 2), made.name
                assert all(cell.text.strip() for cell in heads[-1].cells)


@EVERY_CASE
def test_what_is_signed_in_word_stays_on_one_page(name: str, path: Path) -> None:
    for made, _ in documents(name, path, ".docx"):
        for table in docx.Document(io.BytesIO(made.data)).tables:
            if table.style is not None and table.style.name == "House Sign":
                assert all(in_row(row, "w:cantSplit") for row in table.rows)
                above = [paragraph for row in table.rows[:-1] for cell in row.cells for paragraph in cell.paragraphs]
                assert above
                assert all(p.paragraph_format.keep_with_next or p.style.paragraph_format.keep_with_next for p in above)


# ---- PDF ------------------------------------------------------------------------------------------------------------


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements below and with this one, in reading order."""
    yield node
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def tagged(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """All structure elements of the file."""
    roots = pdf.Root.StructTreeRoot.K
    return [node for root in (roots if isinstance(roots, pikepdf.Array) else [roots]) for node in elements(root)]


def ways_back(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    """The parent tree: from the number on a page or field to its place in the structure."""

    def numbers(node: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
        pairs = list(node.get("/Nums", pikepdf.Array()))
        yield from ((int(pairs[n]), pairs[n + 1]) for n in range(0, len(pairs), 2))
        for kid in node.get("/Kids", pikepdf.Array()):
            yield from numbers(kid)

    return dict(numbers(pdf.Root.StructTreeRoot.ParentTree))


@EVERY_CASE
def test_pdf_documents_have_a_title_a_language_and_headings(name: str, path: Path) -> None:
    for made, language in documents(name, path, ".pdf"):
        with pikepdf.open(io.BytesIO(made.data)) as pdf:
            root = pdf.Root
            assert root.Lang == LOCALE[language]
            assert root.MarkInfo.Marked
            assert root.ViewerPreferences.DisplayDocTitle
            assert str(pdf.docinfo["/Title"]).strip()
            roles = [str(node.S) for node in tagged(pdf)]
        assert roles[0] == "/Document"
        headings = [int(role[2]) for role in roles if role in ("/H1", "/H2", "/H3")]
        assert headings[:2] == [1, 2]
        assert all(after <= before + 1 for before, after in itertools.pairwise(headings))


@EVERY_CASE
def test_every_page_and_field_of_a_pdf_has_its_place_in_the_reading_order(name: str, path: Path) -> None:
    for made, _ in documents(name, path, ".pdf"):
        with pikepdf.open(io.BytesIO(made.data)) as pdf:
            places = ways_back(pdf)
            read = [node.objgen for node in tagged(pdf)]
            for page in pdf.pages:
                assert int(page.obj.StructParents) in places
                fields = [one for one in page.obj.get("/Annots", pikepdf.Array()) if one.Subtype == "/Widget"]
                assert not fields or page.obj.Tabs == "/S"
                at = [read.index(places[int(field.StructParent)].objgen) for field in fields]
                assert at == sorted(at), "tab goes in the order of reading"
                assert all(str(field.get("/TU", field.get("/Parent", {}).get("/TU", ""))).strip() for field in fields)
