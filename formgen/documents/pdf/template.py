"""A PDF form, read and ready: what no answer changes is kept as bytes, and `fill` adds the answers."""

import datetime
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formgen.documents import draftmark
from formgen.documents.impossible import ImpossibleError
from formgen.documents.pdf import fonts, pages
from formgen.documents.pdf.continuation import Belonging, Piece, Sheets, SheetWords, last_words, sheet_words
from formgen.documents.pdf.entries import FOOTER, TOTAL_PAGES, Field, Source, TextEntry, TickEntry, is_own, last_part
from formgen.documents.pdf.flat import Flat, Shown, flatten
from formgen.documents.pdf.syntax import date_string, stream
from formgen.documents.pdf.typesetting import Fit
from formgen.documents.pdf.writing import Long, Writer, fitted, longest_references, narrowest
from formgen.errors import CharacterError, TemplateError, UnknownError
from formgen.text import Language, Text

_IMPOSSIBLE = Text(
    '{file}: de waarde voor het veld "{name}" bevat het teken {character}; dat kan niet in een PDF staan. Haal het'
    " weg.",
    '{file}: the value for the field "{name}" holds the character {character}, which cannot stand in a PDF. Take it'
    " out.",
)


@dataclass(frozen=True, slots=True)
class Making:
    """What a document says beside its values: the day it is made, the words of its sheets, the mark of a draft.

    The (question, answer) pairs of `more` have no field, and stand on a continuation sheet. With a `mark` every page
    says so.
    """

    made: datetime.date
    words: SheetWords
    mark: str = ""
    more: Sequence[tuple[str, str]] = ()


class PdfTemplate:
    """A PDF form ready to be filled; `fields` are what it asks, in reading order, `notes` what opening it changed."""

    def __init__(
        self,
        source: Source,
        entries: Sequence[TextEntry | TickEntry],
        preset: Mapping[str, str],
        notes: tuple[Text, ...],
    ) -> None:
        asked = [entry for entry in entries if not is_own(entry.field.name)]
        self._source = source
        self._preset = preset
        self._entries = {entry.field.name: entry for entry in asked}
        self._own = [entry for entry in entries if isinstance(entry, TextEntry) and is_own(entry.field.name)]
        self._flat: Flat | None = None  # made when it is first asked for
        self.name = source.name
        self.notes = notes
        self.fields = tuple(entry.field for entry in asked)

    def fill(self, values: Mapping[str, str | bool], making: Making) -> bytes:
        """The form with these values by field name, as it is to be printed or sent on.

        A text that does not fit goes on on a continuation sheet. The same values on the same day give the same bytes.
        Raises UnknownError for a name that no field bears, TemplateError for a value that a field cannot take and
        CharacterError for a character that cannot be drawn at all.
        """
        return self._made(values, making, None)

    def flat(self, values: Mapping[str, str | bool], making: Making) -> bytes:
        """A flat copy: as `fill`, but what the fields show is part of the pages, and nothing can be changed in it.

        Its text is found and read aloud as before. Raises as `fill` does.
        """
        if self._flat is None:
            self._flat = flatten(self._source)
        return self._made(values, making, self._flat)

    def _made(self, values: Mapping[str, str | bool], making: Making, flat: Flat | None) -> bytes:
        """The way every document goes: the values, a sheet for what is too long, and then the pages."""
        writer = Writer(flat.source if flat else self._source, making.words)
        long = self._write(writer, values)
        sheets = self._continue(writer, long, making)
        self._write_own(writer, len(self._source.pages) + len(sheets.pages), making.words)
        mark = draftmark.Mark(making.mark) if making.mark else None
        stamps = flat.stamps(writer.update, self._shown(values), making.words.language) if flat else ()
        if sheets.pages or flat:
            pages.append(writer, sheets, mark)
        if mark or flat:
            pages.paint(writer, mark, stamps)
        return self._finished(writer, making.made)

    def fit(self, name: str, text: str, language: Language = "nl") -> Fit:
        """How a text would stand in a field: whole, smaller, or going on on the continuation sheet.

        It takes microseconds for an answer of usual length. Raises UnknownError for a name that no text field bears.
        """
        entry = self._entries.get(name)
        if not isinstance(entry, TextEntry):
            raise self._unknown(name)
        return narrowest(fitted(entry, text, longest_references(sheet_words(language, Belonging("")))))

    def has_text(self, name: str) -> bool:
        """Whether there is a text field of this name."""
        entry = self._entries.get(name)
        return isinstance(entry, TextEntry) and entry.field.kind == "text"

    def undrawn(self, text: str) -> tuple[str, ...]:
        """The letters of a text that are kept in the field but drawn as a box, because no font here has them."""
        return fonts.regular().undrawn(text)

    def _write(self, writer: Writer, values: Mapping[str, str | bool]) -> list[Long]:
        """Write every value that fits its field, and tick what is ticked; the texts that do not fit come back."""
        long: list[Long] = []
        objects = writer.update.objects
        for name, value in ({**self._preset, **values} if self._preset else values).items():
            entry = self._entries.get(name)
            if entry is None:
                raise self._unknown(name)
            if isinstance(entry, TickEntry):
                objects |= self._ticked(entry, value)
                continue
            try:
                left = writer.text(entry, value if entry.open and isinstance(value, str) else self._text(entry, value))
            except ImpossibleError as error:
                raise CharacterError(_IMPOSSIBLE.fill(file=self.name, name=name, character=error.said())) from error
            if left:
                long.append(left)
        place = {name: index for index, name in enumerate(self._entries)} if len(long) > 1 else {}
        return sorted(long, key=lambda one: place.get(one.entry.field.name, 0))

    def _write_own(self, writer: Writer, pages: int, words: SheetWords) -> None:
        """The fields that fill themselves; one that is too small shows what it can."""
        said = {TOTAL_PAGES: str(pages), FOOTER: words.footer}
        for entry in self._own:
            if left := writer.text(entry, said[last_part(entry.field.name)]):
                writer.long(left, "")

    def _unknown(self, name: str) -> UnknownError:
        near = difflib.get_close_matches(name, self._entries, n=1)
        advice = Text(' Bedoelt u "{near}"?', ' Did you mean "{near}"?').fill(near=near[0]) if near else Text("", "")
        return UnknownError(
            Text('{file}: er is geen veld "{name}".{advice}', '{file}: there is no field "{name}".{advice}').fill(
                file=self.name, name=name, advice=advice
            )
        )

    def _text(self, entry: TextEntry, value: str | bool) -> str:
        if isinstance(value, bool):
            raise self._refused(entry.field.name, str(value).lower(), ())
        if not value or entry.open or value in entry.kept:
            return value
        labels = {kept: label for label, kept in entry.kept.items()}
        if value not in labels:
            raise self._refused(entry.field.name, value, tuple(entry.kept))
        return labels[value]

    def _ticked(self, entry: TickEntry, value: str | bool) -> Mapping[int, bytes]:
        state = entry.meant.get(_word(value))
        if state is None:
            raise self._refused(entry.field.name, _word(value), entry.field.states)
        return entry.states[state]

    def _refused(self, name: str, value: str, allowed: tuple[str, ...]) -> TemplateError:
        options = ", ".join(f'"{option}"' for option in allowed[:12])
        advice = Text("Kies uit: {options}.", "Choose from: {options}.").fill(options=options)
        text = Text("Geef een tekst.", "Give a text.")
        return TemplateError(
            Text(
                '{file}: het veld "{name}" kent "{value}" niet. {advice}',
                '{file}: the field "{name}" does not know "{value}". {advice}',
            ).fill(file=self.name, name=name, value=value, advice=advice if allowed else text)
        )

    def _continue(self, writer: Writer, long: list[Long], making: Making) -> Sheets:
        """Set the sheets; then write the long texts with their references, as the sheets now have numbers and pages."""
        words = making.words
        pieces = [_piece(one, words) for one in long]
        pieces += [Piece(question, words.where_more, answer) for question, answer in making.more]
        sheets = Sheets(words, pieces)
        first = len(self._source.pages) + 1
        sheets.frame(first)
        for number, (one, begins) in enumerate(zip(long, sheets.begins, strict=False), 1):
            reference = words.see if one.fit.rest == one.text else words.read_on
            writer.long(one, reference.format(number=number, page=first + begins))
        return sheets

    def _shown(self, values: Mapping[str, str | bool]) -> Shown:
        """Which picture each place of the given fields shows, and which ticks are on."""
        pictures: dict[int, int] = {}
        ticked: dict[int, bool] = {}
        for entry in (*(self._entries[name] for name in {**self._preset, **values}), *self._own):
            if isinstance(entry, TextEntry):
                pictures |= entry.pictures
                continue
            state = entry.meant[_word(values[entry.field.name])]
            for button in entry.buttons:
                pictures[button.node.number] = button.pictures.get(button.shown(state), 0)
                ticked[button.node.number] = button.shown(state) != "Off"
        return Shown(pictures, ticked)

    def _finished(self, writer: Writer, made: datetime.date) -> bytes:
        source, update = writer.source, writer.update
        if source.info:
            update.objects[source.info.number] = source.info.finished(b"/ModDate" + date_string(made))
        if source.metadata:
            text = f"{made.isoformat()}T00:00:00Z".encode("ascii").join(source.metadata.parts)
            update.put(source.metadata.number, stream(source.metadata.entries, text))
        return update.finish(source.data, source.ending)


def _word(value: str | bool) -> str:
    """How a tick is asked for: `true`, the name of a state, or `Off` for nothing."""
    return (value if isinstance(value, str) else "true" if value else "") or "Off"


def _piece(long: Long, words: SheetWords) -> Piece:
    fit, field = long.fit, long.entry.field
    question = question_of(field)
    if fit.rest == long.text:
        return Piece(words.whole_of.format(question=question), words.where_whole.format(page=field.page), fit.rest)
    where = words.where_begin.format(page=field.page, last=last_words(fit.shown))
    return Piece(words.continued_from.format(question=question), where, fit.rest)


def question_of(field: Field) -> str:
    """The question of a field: its tooltip without the hint behind the first full stop; else its name."""
    words: Iterator[str] = iter(field.tooltip.split(". "))
    question = next(words)
    while question and question[-1].isdigit() and (following := next(words, "")):
        question += ". " + following  # "8. Naam": the stop belongs to the number
    return question.strip() or field.name
