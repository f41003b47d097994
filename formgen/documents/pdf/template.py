"""A PDF form, read and ready: what no answer changes is kept as bytes, and `fill` adds the answers."""

import datetime
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formgen.documents import draftmark
from formgen.documents.pdf import appearance, fonts, typesetting
from formgen.documents.pdf.appearance import Content
from formgen.documents.pdf.continuation import PAGE, Piece, Sheets, SheetWords, last_words, sheet_words
from formgen.documents.pdf.entries import FOOTER, TOTAL_PAGES, Field, Source, TextEntry, TickEntry, Widget, last_part
from formgen.documents.pdf.syntax import Update, date_string, numbers, stream, text_string
from formgen.documents.pdf.typesetting import Fit
from formgen.documents.word.characters import ImpossibleError, refuse_impossible
from formgen.errors import CharacterError, TemplateError, UnknownError
from formgen.text import Language, Text

_IMPOSSIBLE = Text(
    '{file}: de waarde voor het veld "{name}" bevat het teken {character}; dat kan niet in een PDF staan. Haal het'
    " weg.",
    '{file}: the value for the field "{name}" holds the character {character}, which cannot stand in a PDF. Take it'
    " out.",
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One text as it will stand in its fields, and the words of its cross-reference."""

    entry: TextEntry
    text: str
    fits: tuple[Fit, ...]
    reference: str = ""


class PdfTemplate:
    """A PDF form ready to be filled; `fields` are what it asks, in reading order, `notes` what opening it changed."""

    def __init__(
        self,
        source: Source,
        entries: Sequence[TextEntry | TickEntry],
        own: Sequence[TextEntry],
        preset: Mapping[str, str],
        notes: tuple[Text, ...],
    ) -> None:
        self._source = source
        self._preset = preset
        self._entries = {entry.field.name: entry for entry in entries}
        self._own = tuple(own)
        self.name = source.name
        self.notes = notes
        self.fields = tuple(entry.field for entry in entries)

    def fill(
        self,
        values: Mapping[str, str | bool],
        made: datetime.date,
        sheet: SheetWords,
        mark: str = "",
        more: Sequence[tuple[str, str]] = (),
    ) -> bytes:
        """The form with these values by field name, as it is to be printed or sent on.

        A text that does not fit goes on on a continuation sheet, as do the (question, answer) pairs of `more`. With a
        `mark` every page says so. The same values on the same day give the same bytes. Raises UnknownError for a
        name that no field bears, TemplateError for a value that a field cannot take and CharacterError for a
        character that cannot be drawn at all.
        """
        texts, ticks = self._sorted(values)
        longest = _longest_references(sheet)
        plans = [_planned(entry, text, longest) for entry, text in texts]
        sheets, plans = self._continued(plans, sheet, more)
        update = Update(self._source.data, self._source.size)
        writer = _Writer(update)
        for number, generation, body in (*self._source.always, *ticks):
            update.put(number, body, generation)
        total = str(len(self._source.pages) + len(sheets.pages))
        own = {TOTAL_PAGES: total, FOOTER: sheet.footer}
        for entry in self._own:
            plans.append(_planned(entry, own[last_part(entry.field.name)], longest))
        for plan in plans:
            writer.text(plan)
        marked = draftmark.Mark(mark) if mark else None
        if sheets.pages:
            self._append(update, writer, sheets, marked)
        if marked:
            self._mark(update, writer, marked)
        return self._finished(update, made)

    def fit(self, name: str, text: str, language: Language = "nl") -> Fit:
        """How a text would stand in a field: whole, smaller, or going on on the continuation sheet.

        Raises UnknownError for a name that no text field bears.
        """
        entry = self._entries.get(name)
        if not isinstance(entry, TextEntry):
            raise self._unknown(name)
        return _narrowest(_planned(entry, text, _longest_references(sheet_words(language, belongs_to=""))).fits)

    def undrawable(self, text: str) -> tuple[str, ...]:
        """The letters of a text that are kept in the field but drawn as a box, because no font here has them."""
        return fonts.regular().undrawable(text)

    def _sorted(
        self, values: Mapping[str, str | bool]
    ) -> tuple[list[tuple[TextEntry, str]], list[tuple[int, int, bytes]]]:
        """The values in reading order: texts with their fields, and the finished objects of ticks."""
        for name in values:
            if name not in self._entries:
                raise self._unknown(name)
        given, values = values, {**self._preset, **values}
        texts: list[tuple[TextEntry, str]] = []
        ticks: list[tuple[int, int, bytes]] = []
        for name, entry in self._entries.items():
            if name not in values:
                continue
            if name in given:
                self._refuse_impossible(name, given[name])
            if isinstance(entry, TickEntry):
                ticks += self._ticked(entry, values[name])
            else:
                texts.append((entry, self._text(entry, values[name])))
        return texts, ticks

    def _refuse_impossible(self, name: str, value: str | bool) -> None:
        try:
            refuse_impossible(str(value))
        except ImpossibleError as error:
            raise CharacterError(_IMPOSSIBLE.fill(file=self.name, name=name, character=error.said())) from error

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

    def _ticked(self, entry: TickEntry, value: str | bool) -> tuple[tuple[int, int, bytes], ...]:
        word = value if isinstance(value, str) else "true" if value else ""
        state = entry.meant.get(word or "Off")
        if state is None:
            raise self._refused(entry.field.name, word, entry.field.states)
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

    def _continued(
        self, plans: list[_Plan], words: SheetWords, more: Sequence[tuple[str, str]]
    ) -> tuple[Sheets, list[_Plan]]:
        """The sheets, and the plans again with their cross-references now that these have a number and a page."""
        long = [plan for plan in plans if _narrowest(plan.fits).rest]
        pieces = [_piece(plan, words) for plan in long]
        pieces += [Piece(question, words.where_more, answer) for question, answer in more]
        sheets = Sheets(words, pieces)
        first = len(self._source.pages) + 1
        sheets.frame(first)
        placed = {id(plan): (index, first + sheets.begins[index - 1]) for index, plan in enumerate(long, 1)}
        return sheets, [_referred(plan, words, placed.get(id(plan))) for plan in plans]

    def _append(self, update: Update, writer: "_Writer", sheets: Sheets, mark: draftmark.Mark | None) -> None:
        """Add the sheets behind the last page, with their headings and paragraphs in the structure."""
        source = self._source
        first = update.reserve(len(sheets.pages))
        tags = source.tags
        for index, page in enumerate(sheets.pages):
            content, named = page.content()
            if mark:
                content, more = mark.around(content, PAGE)
                named += more
            body = update.add(stream(b"", content))
            parents = b"/StructParents %d" % (tags.next_key + index) if tags else b""
            update.put(
                first + index,
                b"<</Type/Page/Parent %d %d R/MediaBox[0 0 %b]/Rotate 0/Contents %d 0 R/Resources<<%b>>/Tabs/S%b>>"
                % (
                    source.pages_root.number,
                    source.pages_root.generation,
                    numbers(*PAGE),
                    body,
                    writer.fonts(named),
                    parents,
                ),
            )
        kids = source.pages_kids + b"".join(b" %d 0 R" % (first + index) for index in range(len(sheets.pages)))
        count = len(source.pages) + len(sheets.pages)
        source.pages_root.write(update, b"/Kids[%b]/Count %d" % (kids, count))
        if tags:
            tags.extend(update, sheets.elements, first, len(sheets.pages))

    def _mark(self, update: Update, writer: "_Writer", mark: draftmark.Mark) -> None:
        """Put the mark on every page of the template: a large word under the content, a framed one above it."""
        for page in self._source.pages:
            under, named = mark.under(page.box, page.turn)
            over, others = mark.over(page.box, page.turn)
            entries = b"/Type/XObject/Subtype/Form/BBox[%b]/Resources<<%%b>>" % numbers(*page.box)
            below = update.add(stream(entries % writer.fonts(named), under))
            above = update.add(stream(entries % writer.fonts(others), over))
            before = update.add(stream(b"", b"/Artifact BMC /FormgenUnder Do EMC q"))
            after = update.add(stream(b"", b"Q /Artifact BMC /FormgenOver Do EMC"))
            pictures = b"/FormgenUnder %d 0 R/FormgenOver %d 0 R" % (below, above)
            update.put(
                page.number,
                b"%b/Contents[%d 0 R %b %d 0 R]/Resources<<%b/XObject<<%b%b>>>>>>"
                % (page.before, before, page.contents, after, page.resources, page.pictures, pictures),
                page.generation,
            )

    def _finished(self, update: Update, made: datetime.date) -> bytes:
        source = self._source
        if source.info:
            source.info.write(update, b"/ModDate" + date_string(made))
        if source.metadata:
            node, parts = source.metadata
            data = f"{made.isoformat()}T00:00:00Z".encode("ascii").join(parts)
            update.put(node.number, stream(node.before.removeprefix(b"<<"), data), node.generation)
        return update.finish(source.trailer, source.previous, source.identity, source.compressed)


class _Writer:
    """Writes texts into one document, and each font the first time that it is used."""

    def __init__(self, update: Update) -> None:
        self._update = update
        self._fonts: dict[str, int] = {}
        self._resources: dict[tuple[str, ...], bytes] = {}

    def fonts(self, named: tuple[str, ...]) -> bytes:
        """The `/Font` resource for these fonts."""
        if named not in self._resources:
            distinct = sorted(set(named))
            entries = b"".join(b"/%b %d 0 R" % (font.encode("ascii"), self._font(font)) for font in distinct)
            self._resources[named] = b"/Font<<%b>>" % entries
        return self._resources[named]

    def _font(self, font: str) -> int:
        if font not in self._fonts:
            count = 1 if font.endswith("0") else 5
            first = self._update.reserve(count)
            for index, body in enumerate(fonts.objects(font, first)):
                self._update.put(first + index, body)
            self._fonts[font] = first
        return self._fonts[font]

    def text(self, plan: _Plan) -> None:
        """The value of a field and, in every place where it is shown, what it looks like."""
        entry = plan.entry
        value = text_string(entry.kept.get(plan.text, plan.text))
        held = b"/V" + value if plan.text else b""
        for widget, fit in zip(entry.widgets, plan.fits, strict=True):
            content, named = _drawn(widget, plan, fit)
            entries = b"%b/Resources<<%b>>" % (widget.frame.entries, self.fonts(named))
            number = self._update.add(stream(entries, content))
            shown = b"/AP<</N %d 0 R>>" % number
            widget.node.write(self._update, held + shown if widget.is_field else shown)
        for owner in entry.owners:
            owner.write(self._update, held)


def _drawn(widget: Widget, plan: _Plan, fit: Fit) -> Content:
    """The content stream of one place: cells, lines or one line, with the cross-reference when the text goes on."""
    shape, style, room = widget.frame, widget.style, widget.room
    if plan.entry.listed and plan.text in plan.entry.kept:
        return appearance.choices(shape, style, tuple(plan.entry.kept), plan.text, fit.size)
    if room.kind == "box":
        below = plan.reference if fit.shown and fit.rest and fit.rest != plan.text else ""
        above = fit.shown if below or not fit.rest else fit.shown + plan.reference
        return appearance.box(shape, style, above, fit.size, below)
    if fit.rest:
        return appearance.line(shape, style, fit.shown + plan.reference, fit.size)
    if room.kind == "comb":
        return appearance.comb(shape, style, fit.shown, fit.size, room.cells)
    return appearance.line(shape, style, fit.shown, fit.size)


def _longest_references(words: SheetWords) -> tuple[str, str]:
    """The longest cross-references there can be, for a box of lines and for one line: room is kept for them."""
    return words.read_on.format(number=99, page=999), words.see.format(number=99)


def _planned(entry: TextEntry, text: str, references: tuple[str, str]) -> _Plan:
    """Fit a text into every place of its field."""
    if entry.listed:
        return _Plan(entry, text, tuple(Fit(widget.room.size, text) for widget in entry.widgets))
    return _Plan(entry, text, tuple(typesetting.fit(widget.room, text, *references) for widget in entry.widgets))


def _narrowest(fits: Sequence[Fit]) -> Fit:
    """Of several places of one field the one that shows least: what is not there goes on the sheet."""
    return max(fits, key=lambda fit: len(fit.rest)) if fits else Fit(0, "")


def _piece(plan: _Plan, words: SheetWords) -> Piece:
    fit, field = _narrowest(plan.fits), plan.entry.field
    question = question_of(field)
    if fit.rest == plan.text:
        return Piece(words.whole_of.format(question=question), words.where_whole.format(page=field.page), fit.rest)
    where = words.where_begin.format(page=field.page, last=last_words(fit.shown))
    return Piece(words.continued_from.format(question=question), where, fit.rest)


def _referred(plan: _Plan, words: SheetWords, place: tuple[int, int] | None) -> _Plan:
    if not place:
        return plan
    number, page = place
    whole = _narrowest(plan.fits).rest == plan.text
    reference = words.see.format(number=number) if whole else words.read_on.format(number=number, page=page)
    return _Plan(plan.entry, plan.text, plan.fits, reference)


def question_of(field: Field) -> str:
    """The question of a field: its tooltip without the hint behind the first full stop; else its name."""
    words: Iterator[str] = iter(field.tooltip.split(". "))
    question = next(words)
    while question and question[-1].isdigit() and (following := next(words, "")):
        question += ". " + following  # "8. Naam": the stop belongs to the number
    return question.strip() or field.name
