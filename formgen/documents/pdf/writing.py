"""Writes the texts of one document: the value in its field and, wherever it is shown, its picture."""

from dataclasses import dataclass

from formgen.documents.impossible import refuse_impossible
from formgen.documents.pdf import appearance, typesetting
from formgen.documents.pdf.appearance import Content
from formgen.documents.pdf.continuation import SheetWords
from formgen.documents.pdf.entries import Source, TextEntry
from formgen.documents.pdf.look import Look
from formgen.documents.pdf.syntax import Update, latin, text_string, utf_16
from formgen.documents.pdf.typesetting import Fit


@dataclass(frozen=True, slots=True)
class Long:
    """A text that does not fit every place of its field, and how it stands in each."""

    entry: TextEntry
    text: str
    fits: tuple[Fit, ...]

    @property
    def fit(self) -> Fit:
        """In the place that shows least: what is not there goes on the sheet."""
        return narrowest(self.fits)


class Writer:
    """Writes texts into one document, and each font the first time that it is used."""

    def __init__(self, source: Source, words: SheetWords) -> None:
        self.source = source
        self.update = Update(source.size, source.fonts.numbers)
        self._objects = self.update.objects
        self._objects |= source.fresh
        self._objects |= source.always
        self._fonts = source.fonts
        self._used: set[str] = set()
        self._references = longest_references(words)

    def text(self, entry: TextEntry, text: str) -> Long | None:
        """Write a value with its pictures: at once when it is one plain line that fits, as most answers are.

        A text that does not fit is not written but comes back, for `long`. Raises ImpossibleError for a character
        that cannot stand in a PDF.
        """
        if not text.isprintable():
            return self._any(entry, text)
        operand = b""
        for look in entry.looks:
            line = look.line(text)
            if not line:
                return self._any(entry, text)
            self._objects[look.drawing], font, operand = line
            if font not in self._used:
                self.font(font)
        if entry.kept or not operand:
            self._value(entry, _held(entry, text))
        else:  # drawn and kept alike, if it can be kept so
            self._value(entry, b"/V" + (operand if latin(text) is not None else utf_16(text)) if text else b"")
        return None

    def _any(self, entry: TextEntry, text: str) -> Long | None:
        """Fit a text into every place of its field, and write it when it does."""
        if not text.isprintable():
            refuse_impossible(text)
        fits = fitted(entry, text, self._references)
        if any(fit.rest for fit in fits):
            return Long(entry, text, fits)
        self._pictures(entry, fits, "")
        self._value(entry, _held(entry, text))
        return None

    def long(self, one: Long, reference: str) -> None:
        """Write a text that does not fit, with the words that say where it goes on."""
        self._pictures(one.entry, one.fits, reference)
        self._value(one.entry, _held(one.entry, one.text))

    def _value(self, entry: TextEntry, held: bytes) -> None:
        for node in entry.holders:
            self._objects[node.number] = node.finished(held)
        if entry.places:
            self._objects.update(entry.places)

    def _pictures(self, entry: TextEntry, fits: tuple[Fit, ...], reference: str) -> None:
        for look, fit in zip(entry.looks, fits, strict=True):
            if fit.lines and not fit.rest and (block := look.block(_shown(fit), fit.size)):
                self._objects[look.drawing], font = block
                self.font(font)
                continue
            content = _drawn(look, fit, reference, tuple(entry.kept))
            self._objects[look.drawing] = look.drawn(content)
            for font in content[1]:
                self.font(font)

    def font(self, name: str) -> None:
        """See that the document has this font."""
        if name not in self._used:
            self._used.add(name)
            self._objects.update(self._fonts.objects(name))

    def resource(self, named: tuple[str, ...]) -> bytes:
        """The `/Font` resource for these fonts, which the document then has."""
        for font in named:
            self.font(font)
        return self._fonts.resource(named)


def longest_references(words: SheetWords) -> tuple[str, str]:
    """The longest cross-references there can be, for a box of lines and for one line: room is kept for them."""
    return words.read_on.format(number=99, page=999), words.see.format(number=99)


def fitted(entry: TextEntry, text: str, references: tuple[str, str]) -> tuple[Fit, ...]:
    """How a text stands in each of the looks of its field."""
    return tuple(typesetting.fit(look.build.room, text, *references) for look in entry.looks)


def narrowest(fits: tuple[Fit, ...]) -> Fit:
    """Of several places of one field the one that shows least; one that shows all of nothing where there is none."""
    return max(fits, key=lambda fit: len(fit.rest), default=Fit(0, ""))


def _held(entry: TextEntry, text: str) -> bytes:
    """The entry for the value; an empty field has none."""
    return b"/V" + text_string(entry.kept.get(text, text)) if text else b""


def _drawn(look: Look, fit: Fit, reference: str, labels: tuple[str, ...]) -> Content:
    """The content stream of one look: cells, lines, options or one line, with the reference when the text goes on."""
    build, kind = look.build, look.build.room.kind
    if kind == "list" and fit.shown in labels:
        return appearance.choices(build, labels, fit.shown)
    if kind == "box":
        return appearance.box(build, _lines(look, fit, reference), fit.size)
    if kind == "comb" and not fit.rest:
        return appearance.comb(build, fit.shown)
    return appearance.line(build, fit.shown + reference if fit.rest else fit.shown, fit.size)


def _lines(look: Look, fit: Fit, reference: str) -> list[str]:
    """The lines of a box; the reference begins a line of its own, unless the box is too small for that."""
    room = look.build.room
    shown = _shown(fit)
    if shown and not fit.rest:
        return shown
    more = reference if shown else fit.shown + reference
    return shown + [more[start:end] for start, end in typesetting.lines(more, room.width, fit.size, room.face)]


def _shown(fit: Fit) -> list[str]:
    return [fit.shown[start:end] for start, end in fit.lines]
