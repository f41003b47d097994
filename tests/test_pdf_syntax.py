"""How texts, cross-reference sections and identities are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import create_string_object

from formgen.documents.pdf.syntax import Ending, Update, literal, text_string

KINDS = pytest.mark.parametrize("compressed", [False, True], ids=["table", "stream"])


def read(written: bytes) -> str:
    """What a text says, by ISO 32000-2 7.9.2.2: UTF-16 with its mark, UTF-8 with its mark, or else PDFDocEncoding."""
    if written.startswith(b"<"):
        data = bytes.fromhex(written[1:-1].decode("ascii"))
        assert data.startswith(b"\xfe\xff")
        return data[2:].decode("utf-16-be", "surrogatepass")
    return str(create_string_object(re.sub(rb"\\([\\()])", rb"\1", written[1:-1])))


@given(st.text() | st.text(st.characters(codec="latin-1")) | st.text(st.sampled_from("aé(\\)\n€Łþÿï»¿")))
def test_a_text_is_kept_letter_by_letter(text: str) -> None:
    assert read(text_string(text)) == text


@pytest.mark.parametrize("text", ["één (1) \\", "Zoë\ntwee", "½ × ÿ"])
def test_letters_of_the_west_are_kept_as_they_are_drawn(text: str) -> None:
    assert text_string(text) == literal(text.encode("latin-1"))


@pytest.mark.parametrize("text", ["þÿ", "ï»¿ja", "€ 12", "a\tb", "a\rb", "a\xa0b", "a\xadb", "Ł", "\ud800"])
def test_others_and_what_would_be_taken_for_a_mark_are_kept_as_utf_16(text: str) -> None:
    assert text_string(text).startswith(b"<FEFF")


def made(objects: dict[int, bytes], compressed: bool = False, alike: range = range(0)) -> bytes:
    update = Update(100, alike)
    for number, body in objects.items():
        update.put(number, body)
    return update.finish(b"%PDF-1.7\n", Ending(b"/Root 1 0 R", 20, 9, b"\0" * 16, compressed))


def identity(data: bytes) -> bytes:
    found = re.search(rb"/ID\[<0{32}><([0-9a-f]{32})>\]", data)
    assert found
    return found[1]


@KINDS
@given(st.dictionaries(st.integers(1, 40), st.binary(max_size=9).map(bytes.hex).map(str.encode), max_size=20))
def test_every_object_is_where_the_section_says(compressed: bool, objects: dict[int, bytes]) -> None:
    data = made(objects, compressed)
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    places = _of_stream(data[start:]) if compressed else _of_table(data[start:])

    assert [number for number in sorted(places) if number in objects] == sorted(objects)
    for number, place in places.items():
        assert data[place:].startswith(b"%d 0 obj\n" % number)
    assert data == made(dict(reversed(objects.items())), compressed)


def _of_table(section: bytes) -> dict[int, int]:
    lines = section[: section.index(b"trailer")].split(b"\n")[1:]
    places: dict[int, int] = {}
    number = 0
    for line in lines:
        parts = line.split()
        if len(parts) == 2:
            number = int(parts[0])
        elif parts:
            assert len(line) == 19
            places[number] = int(parts[0])
            number += 1
    return places


def _of_stream(section: bytes) -> dict[int, int]:
    index = re.search(rb"/Index\[([\d ]*)\]", section)
    size = re.search(rb"/Length (\d+)>>\nstream\n", section)
    assert index
    assert size
    data = section[size.end() : size.end() + int(size[1])]
    spans = [int(word) for word in index[1].split()]
    numbers = [first + at for first, count in zip(spans[::2], spans[1::2], strict=True) for at in range(count)]
    entries = [data[at : at + 6] for at in range(0, len(data), 6)]
    assert all(entry[0] == 1 and entry[5] == 0 for entry in entries)
    return {number: int.from_bytes(entry[1:5], "big") for number, entry in zip(numbers, entries, strict=True)}


def test_the_same_document_has_the_same_identity_and_another_has_another() -> None:
    assert identity(made({1: b"a", 2: b"b"})) == identity(made({2: b"b", 1: b"a"}))
    assert identity(made({1: b"a"})) != identity(made({1: b"b"}))
    assert identity(made({1: b"a"})) != identity(made({2: b"a"}))


def test_fonts_are_not_in_it_for_they_are_the_same_in_every_document() -> None:
    assert identity(made({1: b"a", 5: b"font", 9: b"c"}, alike=range(4, 8))) == identity(made({1: b"a", 9: b"c"}))
    assert identity(made({1: b"a", 8: b"no font"}, alike=range(4, 8))) != identity(made({1: b"a"}))
