"""A PDF from anywhere: mended, decrypted and stripped with a word about it, or refused with one sentence."""

import contextlib
import io
import time
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from acroforms import blank, button, cases, lines, parent, picture, plain_table, put, raw, saved, text
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from formgen.documents import limited
from formgen.documents.pdf import cleaning, importing, open_foreign, open_template
from formgen.errors import FormgenError, TemplateError

PLAIN = plain_table().data


def action() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('hallo')"))


def refused(data: bytes, opened: Callable[[bytes, str], Any] = open_foreign) -> str:
    """The Dutch sentence of the refusal, which must come within ten seconds."""
    start = time.monotonic()
    with pytest.raises(TemplateError) as error:
        opened(data, "x.pdf")
    assert time.monotonic() - start < 10
    assert "\n" not in error.value.sentence.nl + error.value.sentence.en
    return error.value.sentence.nl.removeprefix('"x.pdf" ')


def refused_inside(data: bytes) -> str:
    """The word of the refusal, given in this process."""
    with pytest.raises(cleaning.RefusedError) as error:
        cleaning.clean(data)
    return str(error.value)


def notes(pdf: Pdf) -> list[str]:
    """The Dutch notes on what was taken out; the same in this process as in the one of its own."""
    said = [note.nl for note in open_foreign(saved(pdf), "x.pdf").notes]
    assert [importing._NOTES[word].nl.format(file="x.pdf") for word in cleaning.clean(saved(pdf))[1]] == said
    return said


FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[0 0 9 9]>>"


class TestRefused:
    @pytest.mark.parametrize("opened", [open_template, open_foreign])
    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04" + bytes(99), b"x" * 5000, PLAIN[:300]])
    def test_what_is_no_pdf(self, data: bytes, opened: Callable[[bytes, str], Any]) -> None:
        assert refused(data, opened) == "is kapot of geen PDF. Sla het formulier opnieuw op en probeer het nog eens."

    def test_a_password(self) -> None:
        out = io.BytesIO()
        lines(blank()).save(out, encryption=pikepdf.Encryption(owner="a", user="b"))

        assert refused_inside(out.getvalue()) == "password"
        assert refused(out.getvalue()) == "is beveiligd met een wachtwoord. Sla het op zonder wachtwoord."

    def test_no_form(self) -> None:
        pdf = Pdf.new()
        pdf.add_blank_page()

        assert refused_inside(saved(pdf)) == "no form"
        assert refused(saved(pdf)) == "heeft geen velden om in te vullen. Gebruik een PDF-formulier met velden."

    def test_only_a_button(self) -> None:
        pdf = blank()
        put(pdf, button(pdf, (10, 10, 30, 20), "x", FT=Name.Btn, Ff=1 << 16, T=String("print")))

        assert refused(saved(pdf)).startswith("heeft geen velden")

    def test_only_xfa(self) -> None:
        pdf = blank()
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

        assert refused_inside(saved(pdf)) == "xfa"
        assert refused(saved(pdf)).startswith("is een XFA-formulier, dat alleen Adobe Reader toont.")

    @pytest.mark.parametrize("opened", [open_template, open_foreign])
    def test_a_signed_form(self, opened: Callable[[bytes, str], Any]) -> None:
        pdf = lines(blank())
        value = pdf.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x")))
        put(pdf, Dictionary(FT=Name.Sig, T=String("s"), Rect=Array([0, 0, 9, 9]), V=value))

        assert refused_inside(saved(pdf)) == "signed"
        assert refused(saved(pdf), opened).startswith("is digitaal ondertekend; invullen maakt de handtekening stuk.")

    def test_too_many_fields(self) -> None:
        pdf = blank()
        for number in range(20_001):
            pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary(FT=Name.Tx, T=String(f"f{number}"))))

        assert refused(saved(pdf)).startswith("is te groot of te ingewikkeld")

    def test_too_many_bytes(self) -> None:
        assert refused(b"%PDF-1.7" + bytes(51 << 20)).startswith("is te groot of te ingewikkeld")


class TestHostile:
    @pytest.mark.parametrize("opened", [open_template, open_foreign])
    def test_a_tree_of_pages_that_loops(self, opened: Callable[[bytes, str], Any]) -> None:
        data = raw(
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>",
            b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>",
            FIELD,
        )

        assert refused(data, opened)

    @pytest.mark.parametrize("opened", [open_template, open_foreign])
    def test_a_tree_of_fields_that_loops(self, opened: Callable[[bytes, str], Any]) -> None:
        data = raw(
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
            b"<</T(a)/FT/Tx/Kids[5 0 R 5 0 R]/Parent 5 0 R>>",
            b"<</T(b)/Kids[4 0 R 5 0 R 4 0 R]/Parent 4 0 R>>",
        )

        assert refused(data, opened)

    def test_sections_that_loop(self) -> None:
        data = PLAIN.replace(
            b"trailer <<", b"trailer << /Prev %d" % PLAIN.rindex(b"xref\n", 0, PLAIN.rindex(b"startxref"))
        )

        assert data != PLAIN
        assert open_template(data, "x.pdf").fields

    def test_a_bomb_among_the_objects(self) -> None:
        packed = _bomb()
        data = raw(
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>",
            b"<</Type/Pages/Kids[]/Count 0>>",
            FIELD,
            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
        )

        assert refused(data[:-400] + b"startxref\n0\n%%EOF")

    def test_a_bomb_on_a_page(self) -> None:
        """Five hundred megabytes: refused for what it unpacks to, not for how long that takes."""
        packer = zlib.compressobj(1)
        packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(500)) + packer.flush()

        assert refused(with_stream(packed)) == (
            "is uitgepakt te groot: hooguit 200 MB. Maak de afbeeldingen kleiner, of neem een ander formulier."
        )

    def test_lists_within_lists(self) -> None:
        deep = b"[" * 30_000 + b"]" * 30_000
        data = raw(
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/DR %b>>>>" % deep,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Annots[4 0 R]>>",
            FIELD,
        )

        _opens_or_is_refused(data)

    @settings(max_examples=150, deadline=None)
    @given(st.binary(max_size=2000))
    @example(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>")
    def test_any_bytes_end_as_a_word(self, data: bytes) -> None:
        with pytest.raises(cleaning.RefusedError):
            cleaning.clean(data)

    @settings(max_examples=12, deadline=None)
    @given(st.sampled_from([case.data for case in cases()]), st.data())
    def test_a_spoiled_form_opens_or_is_refused(self, data: bytes, draw: st.DataObject) -> None:
        spoiled = bytearray(data)
        for _ in range(draw.draw(st.integers(1, 30))):
            spoiled[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
        _opens_or_is_refused(bytes(spoiled[: draw.draw(st.integers(len(data) // 2, len(data)))]))

    def test_a_process_that_dies_is_a_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limited, "SECONDS", 0.001)

        assert refused(PLAIN).startswith("is te groot of te ingewikkeld")


def with_stream(*packed: bytes) -> bytes:
    """The plain form with streams that are packed in the usual way, once or in each other."""
    pdf = lines(blank())
    for number, data in enumerate(packed):
        stream = pikepdf.Stream(pdf, b"")
        stream.write(data, filter=Name.FlateDecode)
        pdf.Root[f"/Extra{number}"] = pdf.make_indirect(stream)
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _bomb() -> bytes:
    packer = zlib.compressobj(9)
    block = b"<</A" * 200_000
    return b"".join(packer.compress(block) for _ in range(400)) + packer.flush()


def _opens_or_is_refused(data: bytes) -> None:
    start = time.monotonic()
    for opened in (open_template, open_foreign):
        with contextlib.suppress(FormgenError):
            opened(data, "x.pdf")
    assert time.monotonic() - start < 20


class TestProcess:
    """What the script answers, asked here in this process."""

    def test_a_form_comes_back(self) -> None:
        said, body = cleaning.answer({}, PLAIN)

        assert said == {"refused": "", "notes": []}
        assert body.startswith(b"%PDF")

    def test_a_refusal_is_a_word(self) -> None:
        assert cleaning.answer({}, b"x") == ({"refused": "broken", "notes": []}, b"")

    def test_what_unpacks_to_too_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cleaning, "_LARGEST", 100)

        assert refused_inside(PLAIN) == "too large"

    @pytest.mark.parametrize(
        "streams",
        [
            [zlib.compress(bytes(100_001))],
            [zlib.compress(bytes(60_000)), zlib.compress(bytes(60_000))],
            [zlib.compress(zlib.compress(bytes(100_001)))],
            [zlib.compress(zlib.compress(zlib.compress(bytes(100_001))))],
            [zlib.compress(bytes(200_000))[:-9]],
        ],
        ids=["one", "two together", "packed twice", "packed three times", "broken off"],
    )
    def test_streams_that_unpack_to_too_much(self, monkeypatch: pytest.MonkeyPatch, streams: list[bytes]) -> None:
        monkeypatch.setattr(cleaning, "_UNPACKED", 100_000)

        assert refused_inside(with_stream(*streams)) == "unpacked"

    @pytest.mark.parametrize(
        "data", [zlib.compress(bytes(90_000)), b"", b"x\x9c" * 99, zlib.compress(b"stream\nx\x9c")]
    )
    def test_streams_that_do_not(self, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
        monkeypatch.setattr(cleaning, "_UNPACKED", 100_000)

        assert cleaning.clean(with_stream(data))[0].startswith(b"%PDF")

    def test_memory_that_runs_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def burst(_: Pdf) -> None:
            raise MemoryError

        monkeypatch.setattr(cleaning, "_cleaned", burst)

        assert refused_inside(PLAIN) == "too large"

    def test_lists_deeper_than_anyone_writes(self) -> None:
        pdf = lines(blank())
        deep = Array()
        for _ in range(120):
            deep = Array([deep])
        pdf.Root.Deep = deep

        assert refused_inside(saved(pdf)) == "too large"

    def test_no_answer_is_a_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importing, "_SCRIPT", importing._SCRIPT.with_name("nowhere.py"))

        assert refused(PLAIN).startswith("is te groot of te ingewikkeld")

    def test_what_cannot_be_read_after_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importing, "clean", lambda data, name: importing.Clean(b"%PDF-1.7 half", ()))

        assert refused(PLAIN).startswith("is kapot of geen PDF.")


class TestStripped:
    def clean(self, pdf: Pdf) -> bytes:
        return importing.clean(saved(pdf), "x.pdf").data

    def test_a_plain_form_is_not_remarked_on(self) -> None:
        assert notes(lines(blank())) == []

    def test_scripts_and_actions(self) -> None:
        pdf = lines(blank())
        pdf.Root.OpenAction = action()
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(action())])))
        widget = pdf.Root.AcroForm.Fields[0]
        widget.AA = Dictionary(K=action())
        widget.A = Dictionary(S=Name.SubmitForm, F=String("https://voorbeeld.example"))
        pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe")))
        data = self.clean(pdf)

        assert cleaning.clean(saved(pdf))[0] == data
        assert notes(pdf) == ['Scripts en acties zijn uit "x.pdf" gehaald: het formulier rekent niet meer zelf.']
        assert not [
            word for word in (b"JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"/AA", b"cmd.exe") if word in data
        ]

    def test_a_chain_of_actions(self) -> None:
        pdf = lines(blank())
        first = Dictionary(S=Name.Named, N=Name.FirstPage, Next=Array([pdf.make_indirect(action())]))
        pdf.Root.OpenAction = pdf.make_indirect(first)

        assert b"JavaScript" not in self.clean(pdf)

    def test_files_inside(self) -> None:
        pdf = lines(blank())
        pdf.attachments["geheim.exe"] = b"MZ"

        assert notes(pdf) == ['Bijlagen zijn uit "x.pdf" gehaald.']
        assert b"EmbeddedFile" not in self.clean(pdf)

    def test_xfa_beside_fields_and_rights_for_one_reader(self) -> None:
        pdf = lines(blank())
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
        pdf.Root.Perms = Dictionary(UR3=Dictionary(Type=Name.Sig))

        assert notes(pdf) == [
            'Bijzondere rechten voor Adobe Reader zijn uit "x.pdf" gehaald.',
            'De XFA-versie is uit "x.pdf" gehaald.',
        ]

    def test_protection_without_a_password(self) -> None:
        out = io.BytesIO()
        lines(blank()).save(out, encryption=pikepdf.Encryption(owner="a", user=""))

        assert open_foreign(out.getvalue(), "x.pdf").notes[0].nl == 'De beveiliging van "x.pdf" is eraf gehaald.'

    def test_a_broken_table_is_mended(self) -> None:
        broken = PLAIN.replace(b"startxref\n", b"startxref\n9")

        assert open_foreign(broken, "x.pdf").notes[0].nl == '"x.pdf" was beschadigd en is hersteld.'

    def test_a_field_that_the_form_does_not_list_is_adopted(self) -> None:
        pdf = blank()
        field = parent(pdf, "orphan", FT=Name.Tx)
        put(pdf, Dictionary(Rect=Array([50, 200, 250, 220])), field)
        put(pdf, text("listed", (50, 100, 250, 120)))
        del pdf.Root.AcroForm.Fields[0]

        assert [f.name for f in open_foreign(saved(pdf), "x.pdf").fields] == ["orphan", "listed"]

    def test_links_and_pictures_stay(self) -> None:
        pdf = lines(blank())
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
        link.A = Dictionary(S=Name.URI, URI=String("https://www.uwv.nl"))
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=picture(pdf, b"0 0 9 9 re f")))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/P Do")
        data = self.clean(pdf)

        assert b"https://www.uwv.nl" in data
        with pikepdf.open(io.BytesIO(data)) as made:
            assert made.pages[0].obj.Resources.XObject.P.read_bytes() == b"0 0 9 9 re f"

    def test_in_this_process_as_in_the_other(self) -> None:
        for case in cases():
            data, _ = cleaning.clean(case.data)
            assert data == importing.clean(case.data, "x.pdf").data


def test_every_word_has_a_sentence() -> None:
    assert all(text.nl and text.en for text in (*importing._ANSWERS.values(), *importing._NOTES.values()))
