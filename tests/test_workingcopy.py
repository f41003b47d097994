"""A document that carries its own answers: back out of it unchanged, after others saved it, and never by accident."""

import contextlib
import io
import json
import subprocess
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from formgen import answers
from formgen.documents import Made, workingcopy
from formgen.documents.word import package
from formgen.documents.workingcopy import Carried
from formgen.errors import FileError, FormgenError
from formgen.form import Document
from formgen.text import same
from tests.filledform import RAW, application, read, write
from tests.filledform import made as made_of
from tests.worddocs import small

DOCUMENT = Document("letter", same("Brief"), "letter.docx", same("Brief"), same("Voor UWV"))
WORD = Made(DOCUMENT, "Şahin - brief.docx", small("Ik ben Şahin."))
PDF = Made(DOCUMENT, "Şahin - aanvraag.pdf", application())
HARD = {
    "surname": "Şahin <&>\"' ]]> {{ x }} 😀",
    "talks.1.talk_note": "een\r\ntwee\n\n drie \t",
    "reason": "\x00\x0b\x1f\ud800 \u2028\ufeff\ufffe e\u0301",
    "parked": "  blijft staan  ",
    "empty": "",
}
CARRIED = Carried("paper", HARD)
KINDS = pytest.mark.parametrize("made", [WORD, PDF], ids=["word", "pdf"])
OFFICE = "soffice"


def saved_by_office(data: bytes, folder: Path, ending: str = "docx") -> bytes:
    """The file as LibreOffice saves it again."""
    (folder / "copy.docx").write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending]
    subprocess.run(
        [*command, "--outdir", "saved", "copy.docx"], cwd=folder, check=True, capture_output=True, timeout=300
    )
    return (folder / "saved" / f"copy.{ending}").read_bytes()


# ---- there and back --------------------------------------------------------------------------------------------------


@KINDS
def test_what_goes_in_comes_out(made: Made) -> None:
    assert workingcopy.unpack(workingcopy.pack(made, CARRIED, "nl").data) == CARRIED


@KINDS
def test_the_same_answers_give_the_same_bytes(made: Made) -> None:
    assert workingcopy.pack(made, CARRIED, "nl") == workingcopy.pack(made, CARRIED, "nl")


@KINDS
def test_the_name_says_what_it_is(made: Made) -> None:
    ending = made.name.rpartition(".")[2]

    assert workingcopy.pack(made, CARRIED, "nl").name == made.name.replace(f".{ending}", f" - werkkopie.{ending}")
    assert workingcopy.pack(made, CARRIED, "en").name == made.name.replace(f".{ending}", f" - working copy.{ending}")


def test_a_long_name_keeps_what_it_is_at_its_end() -> None:
    name = workingcopy.pack(Made(DOCUMENT, "ş" * 150 + ".docx", WORD.data), CARRIED, "nl").name

    assert name.endswith(" - werkkopie.docx")
    assert len(name.encode()) < 255


def test_the_file_beside_it_says_the_same() -> None:
    assert workingcopy.unpack(workingcopy.as_file(CARRIED)) == CARRIED


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}(\.[1-9]\.[a-z]{1,5})?", fullmatch=True), st.text(), max_size=6))
def test_any_text_survives_in_word(raw: dict[str, str]) -> None:
    packed = workingcopy.pack(WORD, Carried("paper", raw), "nl")

    assert workingcopy.unpack(packed.data) == Carried("paper", raw)


def test_reading_them_again_gives_the_same_answers(tmp_path: Path) -> None:
    form = write(tmp_path)
    found = read(form, reason="Meer uren.", talks__2__talk_note="Goed gesprek")

    back = workingcopy.unpack(workingcopy.pack(WORD, Carried(form.name, found.raw), "nl").data)

    again = answers.read(form, back.answers, found.today)
    assert (again.values, again.mistakes, again.raw) == (found.values, found.mistakes, found.raw)


def test_packing_twice_carries_the_last_answers_once_more() -> None:
    """A working copy is made from a clean document; should one be packed again, it still opens and is still read."""
    once = workingcopy.pack(WORD, Carried("paper", {"surname": "Een"}), "nl")
    twice = workingcopy.pack(once, Carried("paper", {"surname": "Twee"}), "nl")

    assert workingcopy.unpack(twice.data).answers["surname"] in ("Een", "Twee")
    docx.Document(io.BytesIO(twice.data))


# ---- saved by others -------------------------------------------------------------------------------------------------


def test_it_survives_a_save_in_libreoffice(tmp_path: Path) -> None:
    packed = workingcopy.pack(WORD, CARRIED, "nl")

    saved = saved_by_office(packed.data, tmp_path)

    assert saved != packed.data
    assert workingcopy.unpack(saved) == CARRIED


def test_it_survives_being_opened_changed_and_saved_by_python_docx() -> None:
    document = docx.Document(io.BytesIO(workingcopy.pack(WORD, CARRIED, "nl").data))
    document.add_paragraph("Erbij geschreven.")
    written = io.BytesIO()
    document.save(written)

    assert workingcopy.unpack(written.getvalue()) == CARRIED


def test_a_pdf_survives_being_written_anew_by_qpdf(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(workingcopy.pack(PDF, CARRIED, "nl").data)
    subprocess.run(
        ["qpdf", "--object-streams=generate", "--linearize", "in.pdf", "out.pdf"], cwd=tmp_path, check=True, timeout=120
    )

    assert workingcopy.unpack((tmp_path / "out.pdf").read_bytes()) == CARRIED


def test_a_pdf_survives_a_change_by_pikepdf() -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(workingcopy.pack(PDF, CARRIED, "nl").data)) as pdf:
        pdf.docinfo["/Title"] = "Anders"
        pdf.save(written, encryption=pikepdf.Encryption(owner="x", user=""))

    assert workingcopy.unpack(written.getvalue()) == CARRIED


def test_where_the_part_is_dropped_the_file_says_so(tmp_path: Path) -> None:
    flat = saved_by_office(workingcopy.pack(WORD, CARRIED, "nl").data, tmp_path, "pdf")

    with pytest.raises(FileError) as refused:
        workingcopy.unpack(flat, "brief.pdf")

    assert refused.value.sentence.nl.startswith("brief.pdf: in dit bestand zitten geen antwoorden.")
    assert "JSON" in refused.value.sentence.nl


# ---- what the file is to others --------------------------------------------------------------------------------------


def test_word_knows_the_part_by_its_relationship_and_kind() -> None:
    document = docx.Document(io.BytesIO(workingcopy.pack(WORD, CARRIED, "nl").data))
    parts = {str(part.partname): part for part in document.part.package.iter_parts()}

    assert "/customXml/item1.xml" in parts
    assert parts["/customXml/itemProps1.xml"].content_type.endswith("customXmlProperties+xml")


def test_our_own_checks_find_nothing_wrong_with_a_working_copy() -> None:
    members = package.read(workingcopy.pack(WORD, CARRIED, "nl").data, "kopie.docx")

    assert etree.fromstring(members["customXml/item1.xml"]).tag == "{urn:formgen:answers:1}answers"


def test_the_document_itself_is_unchanged() -> None:
    with (
        zipfile.ZipFile(io.BytesIO(WORD.data)) as clean,
        zipfile.ZipFile(io.BytesIO(workingcopy.pack(WORD, CARRIED, "nl").data)) as packed,
    ):
        changed = {name for name in clean.namelist() if clean.read(name) != packed.read(name)}
        added = set(packed.namelist()) - set(clean.namelist())

    assert changed == {"[Content_Types].xml"}
    assert all(name.startswith("customXml/") for name in added - {"word/_rels/document.xml.rels"})


def test_a_text_under_another_name_is_found_by_its_relationship() -> None:
    """Word in a browser calls it document2.xml."""
    theirs = {
        name.replace("document.xml", "document2.xml"): data.replace(b"word/document.xml", b"word/document2.xml")
        for name, data in members(WORD.data).items()
    }
    packed = members(workingcopy.pack(Made(DOCUMENT, "a.docx", zipped(theirs)), CARRIED, "nl").data)

    assert b"item1.xml" in packed["word/_rels/document2.xml.rels"]
    assert "word/_rels/document.xml.rels" not in packed


def test_a_template_with_parts_of_its_own_keeps_them() -> None:
    theirs = zipped({**members(WORD.data), "customXml/item4.xml": b"<theirs/>", "customXml/item2.xml": b"<x/>"})
    packed = workingcopy.pack(Made(DOCUMENT, "a.docx", theirs), CARRIED, "nl")

    assert members(packed.data)["customXml/item4.xml"] == b"<theirs/>"
    assert workingcopy.unpack(packed.data) == CARRIED


def test_a_pdf_reader_sees_an_attachment_of_the_document_and_the_fields_still_stand() -> None:
    with pikepdf.open(io.BytesIO(workingcopy.pack(PDF, CARRIED, "nl").data)) as pdf:
        assert list(pdf.attachments) == [workingcopy.ATTACHMENT]
        assert pdf.Root.AF[0].AFRelationship == "/Data"
        assert json.loads(pdf.attachments[workingcopy.ATTACHMENT].get_file().read_bytes())["form"] == "paper"
        assert len(pdf.Root.AcroForm.Fields) > 5


# ---- files from elsewhere --------------------------------------------------------------------------------------------


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def part(inside: str, before: str = "") -> bytes:
    return zipped(
        {"customXml/item1.xml": f'{before}<a:answers xmlns:a="urn:formgen:answers:1">{inside}</a:answers>'.encode()}
    )


ENTITIES = '<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy"><!ENTITY z "&x;&x;&x;&x;">]>'
FOREIGN = {
    "nothing": b"",
    "a word": b"hallo",
    "yaml": b"surname: x\n",
    "a list": b'["a"]',
    "broken json": b'{"answers": ',
    "a clean document": WORD.data,
    "a clean pdf": PDF.data,
    "half a zip": WORD.data[: len(WORD.data) // 2],
    "only the letters of a zip": b"PK\x03\x04",
    "half a pdf": PDF.data[: len(PDF.data) // 2],
    "only the word of a pdf": b"%PDF-1.7\n",
    "an empty part": part(""),
    "no json in the part": part("hallo"),
    "another part": zipped({"customXml/item1.xml": b"<answers>{}</answers>"}),
    "no xml in the part": zipped({"customXml/item1.xml": b"\x00\xff"}),
    "entities": part('{"answers": {"a": "&z;"}}', ENTITIES),
    "entities in utf-16": zipped({"customXml/item1.xml": (ENTITIES + "<a>&z;</a>").encode("utf-16")}),
    "a bomb": part(" " * 30_000_000),
    "many members": zipped({f"customXml/item{n}.xml": b"" for n in range(package.MEMBERS + 1)}),
    "deep json": part("[" * 100_000),
    "answers without names": part('{"form": "x", "answers": ["a"]}'),
    "answers too deep": part('{"answers": ' + '{"a": ' * 12 + "1" + "}" * 13),
    "another word": part('{"forms": "x", "answers": {"a": "b"}}'),
    "a name twice": part('{"answers": {"a.b": "1", "a": {"b": "2"}}}'),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_without_answers_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(FormgenError) as refused:
        workingcopy.unpack(FOREIGN[name], "bestand")

    assert "bestand" in refused.value.sentence.nl
    assert "bestand" in refused.value.sentence.en


def attached(data: bytes, name: str = workingcopy.ATTACHMENT) -> bytes:
    """A PDF with this file in it, as someone else would make one."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[name] = data
        pdf.save(written, compress_streams=True, recompress_flate=True)
    return written.getvalue()


@pytest.mark.parametrize("data", [b" " * 40_000_000, b"", b"hallo", b"[]", b'{"answers": 7}'], ids=len)
def test_an_attachment_of_our_name_that_is_none_of_ours(data: bytes) -> None:
    with pytest.raises(FormgenError) as refused:
        workingcopy.unpack(attached(data), "bestand")

    assert "bestand" in refused.value.sentence.nl


def test_an_attachment_of_another_name_is_not_taken() -> None:
    with pytest.raises(FileError, match="carries no answers"):
        workingcopy.unpack(attached(workingcopy.as_file(CARRIED), "other.json"))


def test_a_pdf_that_loops_is_answered() -> None:
    looping = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>/Pages 3 0 R>>endobj\n"
    looping += (
        b"2 0 obj<</Kids[2 0 R]>>endobj\n3 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>"
    )

    with pytest.raises(FormgenError):
        workingcopy.unpack(looping)


def test_a_file_that_is_too_large_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workingcopy, "_LARGEST", 10)

    with pytest.raises(FileError, match="larger than"):
        workingcopy.unpack(workingcopy.as_file(CARRIED))


def test_too_many_answers_are_not_packed() -> None:
    with pytest.raises(FileError, match="5 MB"):
        workingcopy.pack(WORD, Carried("paper", {"reason": "x" * 5_000_001}), "nl")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_working_copy_gives_answers_or_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(workingcopy.pack(WORD, CARRIED, "nl").data)
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])

    for damaged in (bytes(whole), cut):
        with contextlib.suppress(FormgenError):
            assert isinstance(workingcopy.unpack(damaged), Carried)


# ---- clean copies ----------------------------------------------------------------------------------------------------


def test_a_document_is_a_clean_copy_until_it_is_packed(tmp_path: Path) -> None:
    """The answers that a document does not print are nowhere in its bytes; a working copy holds them all."""
    form = write(tmp_path)
    hidden = {"sick": "Merkwaardige klacht", "talks__1__talk_note": "Onvindbaar gesprek"}
    made = made_of(form, **hidden)
    letter = made["letter"]

    assert not any(text.encode() in blob for text in hidden.values() for blob in members(letter.data).values())
    packed = workingcopy.pack(letter, Carried(form.name, read(form, **hidden).raw), "nl")
    assert b"Merkwaardige klacht" in members(packed.data)["customXml/item1.xml"]
    assert RAW["surname"] == workingcopy.unpack(packed.data).answers["surname"]
