"""One part of a Word template: values in, the XML of that part out."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain, islice
from types import TracebackType
from typing import cast

from jinja2.runtime import Context
from markupsafe import Markup, escape

from formgen.documents.impossible import ImpossibleError, refuse_impossible
from formgen.documents.marks import marked
from formgen.documents.shown import Traced
from formgen.documents.word.characters import encoded, written
from formgen.documents.word.compiling import SANDBOX, compiled
from formgen.documents.word.mending import Mending
from formgen.documents.word.pieces import EngineNeededError, Known, LinkError, Piece, Values
from formgen.documents.word.places import BODY
from formgen.documents.word.sandbox import GroupError, UnansweredError
from formgen.documents.word.source import Source
from formgen.errors import CharacterError, TemplateError, did_you_mean, nearest
from formgen.text import Text

_MANY = 1_000  # outputs at a time; after each lot the length is looked at
_LARGEST = 50_000_000  # characters of one part


class Part:
    """A compiled part. What stands between its placeholders is encoded once, when it is compiled."""

    def __init__(self, source: Source, mend: Callable[[str], str]) -> None:
        """Compiles; `mend` repairs the tables of a whole part and is asked only when the compiler cannot rule it out.

        Raises TemplateError for whatever jinja cannot read, the allow-list refuses, or Word could not open.
        """
        made = compiled(source)
        self._source = source
        self._paged = source.part == BODY
        self._template = made.template
        self._root = cast(Callable[[Context], Iterator[tuple[Piece, ...]]], made.template.root_render_func)
        self._mending = Mending(made.shape, made.constants, mend, self._paged)
        self.names = made.names
        self.changes = made.changes

    def write(self, values: Values) -> bytes:
        """The XML of this part for these values, in UTF-8.

        Raises TemplateError when a value is missing or cannot be used as the template uses it, CharacterError when a
        value holds a character that XML cannot.
        """
        context = Known(SANDBOX, values)
        pieces = self._pieces(context, values)
        texts: list[str] = pieces[1::2]  # type: ignore[assignment]  # see _Pieces.visit_Output
        kinds = set(map(type, texts))
        if Markup in kinds:
            return self._mending.mended(b"".join(self._one_by_one(context, pieces)))
        if Traced in kinds:  # a preview: it shows where each answer stands
            texts = [marked(text) if isinstance(text, Traced) else text for text in texts]
        words, unusual = encoded(texts)
        chunks: list[bytes] = pieces  # type: ignore[assignment]  # from here on: each text makes way for its word
        chunks[1::2] = words
        for number in unusual:
            at = 2 * number + 1
            chunks[at] = self._careful(texts[number], chunks[:at], context)
        return self._mending.joined(chunks)

    def unknown(self, known: Mapping[str, object] | frozenset[str]) -> Iterator[tuple[str, TemplateError]]:
        """The names this part asks for that are not known, each with its error."""
        for name, line in self.names.items():
            if name not in known:
                yield name, self._source.fault(line, _UNKNOWN, name=name, advice=did_you_mean(name, known))

    def _pieces(self, context: Context, values: Values) -> list[Piece]:
        steps = self._root(context)
        pieces: list[Piece] = []
        size = 0
        try:
            while (more := list(chain.from_iterable(islice(steps, _MANY)))) and size <= _LARGEST:
                pieces += more
                size += sum(map(len, more))
        except EngineNeededError:
            raise
        except LinkError as error:
            raise self._source.fault(0, _LINK) from error
        except MemoryError as error:
            raise self._source.fault(0, _TOO_LONG) from error
        except Exception as error:  # whatever goes wrong in it was written by the maker of the template
            raise self._blamed(error, values.given) from error
        if size > _LARGEST:
            raise self._source.fault(0, _TOO_LONG)
        return pieces

    def _one_by_one(self, context: Known, pieces: Sequence[Piece]) -> list[bytes]:
        """The pieces in UTF-8 where a program made some of the values: those are XML already."""
        chunks: list[bytes] = []
        for piece in pieces:
            if isinstance(piece, bytes):
                chunks.append(piece)
                continue
            text = marked(piece) if isinstance(piece, Traced) else piece
            chunks.append(self._careful(text, chunks, context))
        return chunks

    def _careful(self, text: str, before: Sequence[bytes], context: Known) -> bytes:
        """A text with the care it needs: lines, tabs, runs made by a program; `before` are the pieces before it."""
        try:
            if context.handed and isinstance(text, Markup):  # its lines are for docxtpl to make
                refuse_impossible(text.replace("\a", ""))
                return text.encode()
            return written(escape(text), before, self._paged).encode()
        except ImpossibleError as error:
            raise self._impossible(error, context, len(before)) from error

    def _impossible(self, error: ImpossibleError, context: Context, at: int) -> CharacterError:
        steps = self._root(context)  # once more up to here, only to see which tag this is
        while at >= (many := len(next(steps))):
            at -= many
        in_code = steps.gi_frame.f_lineno + 1 + at  # type: ignore[attr-defined]
        line = self._template.get_corresponding_lineno(in_code)
        return CharacterError(self._source.fault(line, _IMPOSSIBLE, character=error.said()).sentence)

    def _blamed(self, error: Exception, given: Collection[str]) -> TemplateError:
        """The error in the words of the template: which tag of which paragraph asked for what."""
        line = self._template.get_corresponding_lineno(_line_in(error.__traceback__, self._root.__code__.co_filename))
        if isinstance(error, GroupError):
            return self._source.fault(line, _GROUP, names=", ".join(sorted(error.names)[:12]))
        if not isinstance(error, UnansweredError):
            return self._source.fault(line, _FAILS)
        if not error.name:
            return self._source.fault(line, _EMPTY)
        known = list(given) if error.top else error.near
        path = re.search(rf"[\w.]+\.{re.escape(error.name)}\b", self._source.tag(line).text)
        name = path[0] if path and not error.top else error.name
        near = nearest(error.name, known)
        advice = (_NEAR if near else _NOT_GIVEN).fill(near=near, name=name)
        return self._source.fault(line, _UNKNOWN, name=name, advice=advice)


def _line_in(traceback: TracebackType | None, file: str) -> int:
    """The line of the compiled template that was at work when an error rose."""
    line = 0
    while traceback:
        if traceback.tb_frame.f_code.co_filename == file:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


# ---- the sentences ------------------------------------------------------------------------------------------------

_UNKNOWN = Text(
    'er is geen antwoord voor het invulveld "{name}"; {advice}',
    'there is no answer for the placeholder "{name}"; {advice}',
)
_NEAR = Text('bedoelt u "{near}"?', 'did you mean "{near}"?')
_NOT_GIVEN = Text(
    'zet "{name}" bij de waarden in het JSON-bestand; een lege tekst mag',
    'add "{name}" to the values in the JSON file; an empty text will do',
)
_GROUP = Text(
    "{tag} vraagt om een hele rij of tabel. Noem één antwoord daaruit ({names}), of herhaal de rij met for.",
    "{tag} asks for a whole row or table. Name one answer in it ({names}), or repeat the row with for.",
)
_EMPTY = Text(
    "{tag} vraagt het eerste of laatste van een lege lijst. Zet er een if omheen.",
    "{tag} asks for the first or last of an empty list. Put an if around it.",
)
_FAILS = Text(
    "{tag} kan met deze waarden niet worden uitgerekend. Vergelijk alleen gelijke soorten, en herhaal alleen lijsten.",
    "{tag} cannot be worked out with these values. Compare only things of one kind, and repeat only lists.",
)
_IMPOSSIBLE = Text(
    "de waarde voor {tag} bevat het teken {character}; dat kan niet in een Word-document staan. Haal het weg.",
    "the value for {tag} holds the character {character}, which cannot stand in a Word document. Take it out.",
)
_LINK = Text(
    "een waarde bevat een link die met docxtpl is gemaakt. Geef bij het vullen het sjabloon van docxtpl mee.",
    "a value holds a link that was made with docxtpl. Give the template of docxtpl when filling.",
)
_TOO_LONG = Text(
    "het document wordt te lang. Controleer welke lijsten het sjabloon herhaalt.",
    "the document becomes too long. Check which lists the template repeats.",
)
