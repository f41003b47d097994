"""Files that are no safe Word document: one sentence each, before anything of them is used."""

import datetime
import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen.documents.word import open_template, package
from formgen.errors import TemplateError
from tests.worddocs import docx, letter, members, repacked, small, with_body, with_xml

PLAIN = docx("Geachte {{ naam }}", header="{{ kop }}")
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


def refusal(data: bytes) -> str:
    with pytest.raises(TemplateError) as refused:
        open_template(data, "brief.docx")
    sentence = refused.value.sentence
    assert sentence.nl.startswith("brief.docx")
    assert sentence.en.startswith("brief.docx")
    assert sentence.nl != sentence.en
    assert "\n" not in sentence.nl
    return sentence.en


def related(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rIdx" Type="{space}/{kind}" Target="{target}"{mode}/></Relationships>'
    return with_xml(PLAIN, "word/_rels/document.xml.rels", ("</Relationships>", link))


def zipped(*names: str, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


def typed(kind: str) -> bytes:
    return with_xml(PLAIN, "[Content_Types].xml", ("document.main+xml", kind))


def field(code: str) -> bytes:
    return with_body(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>' + code[:4] + "</w:instrText></w:r>"
        "<w:r><w:instrText>" + code[4:] + '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def with_password() -> bytes:
    data = bytearray(PLAIN)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def added(name: str, content: bytes) -> bytes:
    return repacked(PLAIN, lambda found: found.update({name: content}))


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not a Word document"),
    "text": (b"Geachte heer", "not a Word document"),
    "pdf": (b"%PDF-1.7\n", "not a Word document"),
    "another zip": (zipped("a.txt"), "not a Word document"),
    "a workbook": (typed("sheet.main+xml"), "not a Word document"),
    "half": (PLAIN[: len(PLAIN) // 2], "damaged"),
    "old Word": (OLE, "old Office file"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "zip password": (with_password(), "password"),
    "macro document": (
        with_xml(
            PLAIN,
            "[Content_Types].xml",
            (
                "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                "vnd.ms-word.document.macroEnabled.main",
            ),
        ),
        "macros",
    ),
    "macro inside": (added("word/vbaProject.bin", b"x"), "macros"),
    "template file": (typed("template.main+xml"), ".dotx"),
    "doctype": (with_xml(PLAIN, "word/document.xml", ("<w:document", "<!DOCTYPE x []><w:document")), "DOCTYPE"),
    "entity": (
        with_xml(
            PLAIN, "word/styles.xml", ("<w:styles", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:styles')
        ),
        "DOCTYPE",
    ),
    "doctype in UTF-16": (
        added("word/x.xml", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a []><a/>'.encode("utf-16")),
        "DOCTYPE",
    ),
    "doctype under another name": (added("word/x.bin", b"  <!DOCTYPE a []><a/>"), "DOCTYPE"),
    "broken part": (
        with_xml(PLAIN, "word/document.xml", ("</w:body>", "")),
        '"word/document.xml" of this document is damaged',
    ),
    "remote picture": (related("image", "https://example.org/x.png"), '"https://example.org/x.png"'),
    "remote template": (related("attachedTemplate", "http://example.org/x.dotm"), '"http://example.org/x.dotm"'),
    "template on a server": (related("attachedTemplate", "file://server/x.dotm"), '"file://server/x.dotm"'),
    "template on a share": (related("attachedTemplate", "\\\\server\\share\\x.dotm"), "from outside"),
    "ole link": (related("oleObject", "file:///C:/x.xlsx"), "from outside"),
    "other document": (related("aFChunk", "x.htm", mode=""), "another document"),
    "dde": (field("DDEAUTO c:\\x"), '"DDEAUTO"'),
    "remote text": (field(' includetext "x"'), '"includetext"'),
    "simple field": (with_body('<w:p><w:fldSimple w:instr="INCLUDEPICTURE x"/></w:p>'), '"INCLUDEPICTURE"'),
    "out of the folder": (added("../x.xml", b"<a/>"), "strange names"),
    "absolute": (added("/x.xml", b"<a/>"), "strange names"),
    "windows path": (added("C:\\x.xml", b"<a/>"), "strange names"),
    "twice": (added("WORD/document.xml", b"<a/>"), "strange names"),
    "too many": (zipped(*(f"{n}.xml" for n in range(package.MEMBERS + 1))), "too large"),
    "bomb": (added("word/x.bin", b"\0" * 20_000_000), "too large"),
    "no body": (with_xml(PLAIN, "word/document.xml", ("w:body", "w:corps")), "do not belong together"),
    "no document": (repacked(PLAIN, lambda found: found.pop("word/document.xml")), "do not belong together"),
    "no relations": (repacked(PLAIN, lambda found: found.pop("_rels/.rels")), "do not belong together"),
    "loose relation": (related("header", "nowhere.xml", mode=""), "do not belong together"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_own_sentence(case: str) -> None:
    data, said = REFUSED[case]
    assert said in refusal(data)


def test_a_size_that_lies_is_not_believed_either() -> None:
    """The directory says a member is small; unpacking stops there."""
    data = bytearray(added("word/x.bin", b"\0" * 5_000_000))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"PK\x05\x06"))
    struct.pack_into("<I", data, at + 24, 10)
    assert "damaged" in refusal(bytes(data))


@pytest.mark.parametrize(
    "path", ["C:\\Users\\Jan\\Normal.dotm", "file:///C:\\Users\\Jan\\x.dotx", "file:///home/jan/x.dotx", "Normal.dotm"]
)
def test_the_path_of_the_authors_own_template_is_left_out(path: str) -> None:
    def change(found: dict[str, bytes]) -> None:
        space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        rels = "http://schemas.openxmlformats.org/package/2006/relationships"
        found["word/_rels/settings.xml.rels"] = (
            f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{space}/attachedTemplate" '
            f'Target="{path}" TargetMode="External"/></Relationships>'
        ).encode()
        settings_xml = found["word/settings.xml"].decode()
        at = settings_xml.index(">", settings_xml.index("<w:settings")) + 1
        found["word/settings.xml"] = (
            settings_xml[:at] + f'<w:attachedTemplate xmlns:r="{space}" r:id="rId1"/>' + settings_xml[at:]
        ).encode()

    cleaned = package.read(repacked(PLAIN, change), "brief.docx")
    assert b"attachedTemplate" not in cleaned["word/settings.xml"] + cleaned["word/_rels/settings.xml.rels"]
    open_template(repacked(PLAIN, change), "brief.docx")


@pytest.mark.parametrize("code", ["PAGE", ' HYPERLINK "https://uwv.nl"', 'DATE \\@ "d MMMM yyyy"', "REF link"])
def test_ordinary_fields_pass(code: str) -> None:
    open_template(field(code), "brief.docx")


def test_hyperlinks_pass() -> None:
    open_template(related("hyperlink", "https://uwv.nl"), "brief.docx")


def test_what_was_checked_is_what_is_read() -> None:
    checked = package.read(PLAIN, "x")
    assert checked == members(PLAIN)
    assert members(package.stored(checked).getvalue()) == checked


# ---- whatever the bytes, a sentence ---------------------------------------------------------------------------------


def only_sentences(data: bytes) -> None:
    try:
        template = open_template(data, "brief.docx")
        template.render(dict.fromkeys(template.placeholders, "x"), datetime.date(2026, 3, 9))
    except TemplateError as error:
        if not error.sentence.nl.startswith("brief.docx"):
            raise


@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    only_sentences(data)


@given(st.binary(max_size=200))
def test_random_bytes_that_begin_as_a_zip(data: bytes) -> None:
    only_sentences(b"PK\x03\x04" + data)
    only_sentences(data + PLAIN[-300:])


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_a_real_document_with_bytes_changed(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(PLAIN)
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    only_sentences(bytes(data))


MUTATIONS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    lambda chance, blob: blob[: chance.randrange(len(blob) + 1)],
    lambda chance, blob: blob.replace(b"w:", b"q:", 1 + chance.randrange(20)),
    lambda chance, blob: bytes(chance.randrange(256) if chance.random() < 0.002 else byte for byte in blob),
    lambda chance, blob: blob.replace(b"Id", b"id", 1 + chance.randrange(3)),
    lambda chance, blob: blob.replace(b"/", b"//", 1 + chance.randrange(9)),
    lambda chance, blob: blob.replace(b'="', b'="{{ ' + bytes([chance.randrange(32, 127)]), 1),
    lambda chance, blob: b"",
)


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_a_real_document_with_one_part_changed(seed: int) -> None:
    chance = random.Random(seed)
    base = chance.choice((PLAIN, LETTER))
    name = chance.choice(sorted(members(base)))
    only_sentences(repacked(base, lambda found: found.update({name: chance.choice(MUTATIONS)(chance, found[name])})))


LETTER = letter()
TAGS = st.lists(
    st.sampled_from(
        [
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "{%p ",
            "{%tr ",
            "{%tc ",
            "{{r ",
            " naam ",
            "if ",
            "for ",
            "x in y",
            "endif",
            "endfor",
            "else",
            "|",
            "is",
            "'",
            '"',
            "(",
            ")",
            "[",
            "]",
            ".",
            "*",
            "~",
            "set a=1",
            "7",
            " ",
            "vm",
            "hm",
            "-",
            "<",
            "&",
            "\n",
            "_",
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200)
@given(st.lists(TAGS, min_size=1, max_size=3))
def test_any_tags_a_person_might_type(texts: list[str]) -> None:
    only_sentences(small(*texts))
