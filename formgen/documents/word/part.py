"""One part of a Word template, compiled: values in, the XML of that part out."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from types import TracebackType

from docxtpl import RichText
from jinja2 import Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context
from markupsafe import Markup, escape

from formgen.documents.impossible import ImpossibleError, refuse_impossible
from formgen.documents.marks import marked
from formgen.documents.shown import Traced
from formgen.documents.word.characters import is_plain, written
from formgen.documents.word.pieces import EngineNeededError, Known, LinkError, Piece, PieceSandbox, Values
from formgen.documents.word.places import BODY
from formgen.documents.word.sandbox import GroupError, UnansweredError, refusals
from formgen.documents.word.shape import Shape, shape
from formgen.documents.word.source import LINE, Source
from formgen.errors import CharacterError, TemplateError, did_you_mean, nearest
from formgen.text import Text

_CHANGING = (nodes.If, nodes.For, nodes.Name)
_AS_RUN = "as run"  # filters no template can name
_AS_BLOCK = "as block"
_MANY = 10_000  # pieces at a time; after each lot the length is looked at
_LARGEST = 50_000_000  # characters of one part
_DRAWING = re.compile(r'(<wp:docPr\b[^<>]*?\sid=")[^"]*(?=")')
_NO_ROWS = b"</w:tblGrid></w:tbl>"
_TABLE_WITHOUT_ROWS = re.compile(rb"<w:tbl>(?:(?!<w:tbl>|<w:tr[ >]).)*" + _NO_ROWS, re.DOTALL)
_BEFORE_PARAGRAPHS = (b"</w:tcPr>", b"<w:tcPr/>", b"<w:tc>", b"</w:tbl>")  # a cell that ends here has none
_FIRST_DRAWING = 1001  # where docxtpl starts
_ESCAPED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


class Part:
    """A compiled part. What stands between its placeholders is encoded once, here."""

    def __init__(self, source: Source, mend: Callable[[str], str]) -> None:
        """Compiles; `mend` repairs the tables of a whole part and is asked only when the compiler cannot rule it out.

        Raises TemplateError for whatever jinja cannot read, the allow-list refuses, or Word could not open.
        """
        self._source = source
        self._mend = mend
        with _said_of(source):
            parsed = _parsed(source)
            self.names = _names(parsed)
            self.changes = any(isinstance(node, _CHANGING) for node in parsed.find_all(nodes.Node))
            self._shape = _checked_shape(parsed, source)
            _finish(parsed, self._shape)
            if source.part == BODY and not self._shape.drawings_vary:
                _number_drawings(parsed)
            code = _SANDBOX.compile(parsed, source.part.en, f"<{source.part.en}>")
            self._template = Template.from_code(_SANDBOX, code, {})
        self.settled = self._shape.settled
        self._root: Callable[[Context], Iterator[Piece]] = self._template.root_render_func

    def write(self, values: Values) -> bytes:
        """The XML of this part for these values, in UTF-8.

        Raises TemplateError when a value is missing or cannot be used as the template uses it, CharacterError when a
        value holds a character that XML cannot.
        """
        context = Known(_SANDBOX, values)
        pieces = self._pieces(context, values)
        texts = [piece for piece in pieces if isinstance(piece, str)]
        kinds = set(map(type, texts))
        if Traced in kinds:  # a preview: it shows where each answer stands
            pieces = [marked(piece) if isinstance(piece, Traced) else piece for piece in pieces]
            texts = [piece for piece in pieces if isinstance(piece, str)]
        if Markup not in kinds and is_plain("".join(texts)):
            # All values escaped and encoded at one go: no text holds the character they are kept apart by.
            words = iter(escape("\0".join(texts)).encode().split(b"\0"))
            data = b"".join([piece if isinstance(piece, bytes) else next(words) for piece in pieces])
        else:
            data = b"".join(self._one_by_one(context, pieces))
        return self._mended(data)

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
            while (more := list(islice(steps, _MANY))) and size <= _LARGEST:
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
        """The pieces in UTF-8, each value with the care it needs: lines, tabs, runs made by a program."""
        chunks: list[bytes] = []
        paged = self._source.part == BODY
        for at, piece in enumerate(pieces):
            try:
                if isinstance(piece, bytes):
                    chunks.append(piece)
                elif context.handed and isinstance(piece, Markup):  # its lines are for docxtpl to make
                    refuse_impossible(piece.replace("\a", ""))
                    chunks.append(piece.encode())
                else:
                    chunks.append(written(escape(piece), chunks, paged).encode())
            except ImpossibleError as error:
                raise self._impossible(error, context, at) from error
        return chunks

    def _impossible(self, error: ImpossibleError, context: Context, at: int) -> CharacterError:
        steps = self._root(context)  # once more up to here, only to see which tag this is
        for _ in range(at + 1):
            next(steps)
        line = self._template.get_corresponding_lineno(steps.gi_frame.f_lineno)  # type: ignore[attr-defined]
        return CharacterError(self._source.fault(line, _IMPOSSIBLE, character=error.said()).sentence)

    def _mended(self, data: bytes) -> bytes:
        """What the compiler could not prove for every document, seen to in this one."""
        if self._shape.tables_may_empty and _NO_ROWS in data:
            data = _TABLE_WITHOUT_ROWS.sub(b"", data)
        if self._shape.tables_vary:
            data = self._mend(data.decode()).encode()
        if self._shape.drawings_vary and self._source.part == BODY:
            data = _numbered(data.decode(), _FIRST_DRAWING)[0].encode()
        if self._shape.cells_may_empty:
            for start in _BEFORE_PARAGRAPHS:
                data = data.replace(start + b"</w:tc>", start + b"<w:p/></w:tc>")
        return data

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


# ---- compiling ----------------------------------------------------------------------------------------------------


def _as_run(value: object) -> object:
    """A value between runs, as `{{r name }}` is: a RichText is runs already, anything else becomes a run."""
    return value if hasattr(value, "__html__") else _RUN.format(value)


def _as_block(value: object) -> object:
    """A value between paragraphs, as `{{p name }}` is: a sub-document is paragraphs already, words become one."""
    if hasattr(value, "__html__"):
        runs = isinstance(value, RichText)
        return _PARAGRAPH.format(Markup(value)) if runs else value  # noqa: S704  (a program made it: no JSON holds it)
    return _PARAGRAPH.format(_RUN.format(value)) if value else ""


_RUN = Markup('<w:r><w:t xml:space="preserve">{}</w:t></w:r>')
_PARAGRAPH = Markup("<w:p>{}</w:p>")


_SANDBOX = PieceSandbox()
_SANDBOX.filters |= {_AS_RUN: _as_run, _AS_BLOCK: _as_block}


@contextmanager
def _said_of(source: Source) -> Iterator[None]:
    """What jinja and Python say of a template they cannot compile, in a sentence."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise source.fault(error.lineno, _SYNTAX) from error
    except (RecursionError, SyntaxError, MemoryError) as error:  # too many blocks or operators in each other
        raise source.fault(0, _TOO_DEEP) from error


def _parsed(source: Source) -> nodes.Template:
    parsed = _SANDBOX.parse(source.text)
    for line, why in refusals(parsed):
        raise source.fault(line, _REFUSED, why=why)
    return parsed


def _names(parsed: nodes.Template) -> dict[str, int]:
    """The names that must come from outside, in the order of the part, with the line that asks first."""
    names: dict[str, int] = {}
    for name in _asked(parsed, frozenset()):
        names.setdefault(name.name, name.lineno)
    return names


def _asked(node: nodes.Node, bound: frozenset[str]) -> Iterator[nodes.Name]:
    """The names under a node that no loop around them gives; only loops give names in our templates."""
    if isinstance(node, nodes.Name) and node.name not in bound:
        yield node
    if not isinstance(node, nodes.For):
        for child in node.iter_child_nodes():
            yield from _asked(child, bound)
        return
    yield from _asked(node.iter, bound)
    targets = [node.target, *node.target.find_all(nodes.Name)]
    inside = bound | {"loop", *(target.name for target in targets if isinstance(target, nodes.Name))}
    for child in (*filter(None, [node.test]), *node.body):
        yield from _asked(child, inside)
    for child in node.else_:
        yield from _asked(child, bound)


def _checked_shape(parsed: nodes.Template, source: Source) -> Shape:
    proved = shape(parsed)
    if proved.unclosed:
        raise source.fault(proved.unclosed, _UNCLOSED)
    if proved.misplaced:
        raise source.fault(proved.misplaced, _MISPLACED)
    return proved


def _finish(parsed: nodes.Template, proved: Shape) -> None:
    """Makes the text of the template what it will be in every document, a value between runs a run, and so on."""
    for text in parsed.find_all(nodes.TemplateData):
        text.data = text.data.replace(LINE, "")
        for typed, meant in _ESCAPED:
            text.data = text.data.replace(typed, meant)
    filters = {id(node): _AS_RUN for node in proved.between} | {id(node): _AS_BLOCK for node in proved.blocks}
    for output in parsed.find_all(nodes.Output):
        output.nodes = [
            nodes.Filter(node, filters[id(node)], [], [], None, None, lineno=node.lineno)
            if id(node) in filters
            else node
            for node in output.nodes
            if not (isinstance(node, nodes.TemplateData) and not node.data)  # or a loop over nothing has endless pieces
        ]
    parsed.set_environment(_SANDBOX)


def _number_drawings(parsed: nodes.Template) -> None:
    drawing = _FIRST_DRAWING
    for text in parsed.find_all(nodes.TemplateData):
        text.data, drawing = _numbered(text.data, drawing)


def _numbered(xml: str, first: int) -> tuple[str, int]:
    """The drawings numbered from `first`, as docxtpl numbers those of the body; and the next number."""
    numbers = iter(range(first, first + xml.count("<wp:docPr") + 1))
    return _DRAWING.sub(lambda found: f"{found[1]}{next(numbers)}", xml), next(numbers)


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
_TOO_DEEP = Text(
    "de invulvelden of blokken zijn te diep in elkaar gezet. Maak ze eenvoudiger.",
    "the placeholders or blocks are too deeply inside each other. Make them simpler.",
)
_SYNTAX = Text(
    "{tag} is niet te lezen. Schrijf een naam, bijvoorbeeld {{{{ naam }}}}, of een blok met if of for.",
    "{tag} cannot be read. Write a name, for example {{{{ name }}}}, or a block with if or for.",
)
_REFUSED = Text(
    "{tag} kan niet in een sjabloon: {why}. Gebruik alleen namen, if, for en de bekende filters.",
    "{tag} is not possible in a template: {why}. Use only names, if, for and the known filters.",
)
_UNCLOSED = Text(
    "het blok {tag} begint in een andere cel of alinea dan waar het eindigt. Zet begin en einde in dezelfde alinea, of "
    "gebruik {{%p %}}, {{%tr %}} of {{%tc %}} voor hele alinea's, rijen of cellen.",
    "the block {tag} begins in another cell or paragraph than where it ends. Put both in the same paragraph, or use "
    "{{%p %}}, {{%tr %}} or {{%tc %}} for whole paragraphs, rows or cells.",
)
_MISPLACED = Text(
    "{tag} staat tussen rijen of cellen; daar kan geen tekst staan. Zet {{{{ naam }}}} in een cel, zonder tr of tc.",
    "{tag} stands between rows or cells, where no text can be. Put {{{{ name }}}} in a cell, without tr or tc.",
)
