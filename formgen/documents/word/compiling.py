"""From jinja to a compiled part: what the template says becomes bytes, and what can be proved of it is proved once."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from docxtpl import RichText
from jinja2 import Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import Markup

from formgen.documents.word.pieces import PieceSandbox
from formgen.documents.word.places import BODY
from formgen.documents.word.sandbox import refusals
from formgen.documents.word.shape import Shape, shape
from formgen.documents.word.source import LINE, Source
from formgen.text import Text

_CHANGING = (nodes.If, nodes.For, nodes.Name)
_AS_RUN = "as run"  # filters no template can name
_AS_BLOCK = "as block"
_DRAWING = re.compile(r'(<wp:docPr\b[^<>]*?\sid=")[^"]*(?=")')
FIRST_DRAWING = 1001  # where docxtpl starts
_ESCAPED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A part ready to be written: `names` it asks for with the line that asks first, and what is proved of it.

    A part that does not change says the same whatever the answers are. `constants` are the pieces of the template
    itself, as they come out.
    """

    template: Template
    names: Mapping[str, int]
    changes: bool
    shape: Shape
    constants: frozenset[bytes]


def compiled(source: Source) -> Compiled:
    """Raises TemplateError for whatever jinja cannot read, the allow-list refuses, or Word could not open."""
    with _said_of(source):
        parsed = _parsed(source)
        names = _names(parsed)
        changes = any(isinstance(node, _CHANGING) for node in parsed.find_all(nodes.Node))
        proved = _checked_shape(parsed, source)
        _finish(parsed, proved)
        if source.part == BODY and not proved.drawings_vary:
            _number_drawings(parsed)
        code = SANDBOX.compile(parsed, source.part.en, f"<{source.part.en}>")
        return Compiled(Template.from_code(SANDBOX, code, {}), names, changes, proved, _constants(parsed))


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
    parsed = SANDBOX.parse(source.text)
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


def _constants(parsed: nodes.Template) -> frozenset[bytes]:
    """The texts of the template as they come out."""
    return frozenset(text.data.encode() for text in parsed.find_all(nodes.TemplateData))


# ---- what a text will be in every document ------------------------------------------------------------------------


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
    parsed.set_environment(SANDBOX)


def _number_drawings(parsed: nodes.Template) -> None:
    drawing = FIRST_DRAWING
    for text in parsed.find_all(nodes.TemplateData):
        text.data, drawing = numbered(text.data, drawing)


def numbered(xml: str, first: int) -> tuple[str, int]:
    """The drawings numbered from `first`, as docxtpl numbers those of the body; and the next number."""
    numbers = iter(range(first, first + xml.count("<wp:docPr") + 1))
    return _DRAWING.sub(lambda found: f"{found[1]}{next(numbers)}", xml), next(numbers)


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


SANDBOX = PieceSandbox()
SANDBOX.filters |= {_AS_RUN: _as_run, _AS_BLOCK: _as_block}


# ---- the sentences ------------------------------------------------------------------------------------------------

_SYNTAX = Text(
    "{tag} is niet te lezen. Schrijf een naam, bijvoorbeeld {{{{ naam }}}}, of een blok met if of for.",
    "{tag} cannot be read. Write a name, for example {{{{ name }}}}, or a block with if or for.",
)
_TOO_DEEP = Text(
    "de invulvelden of blokken zijn te diep in elkaar gezet. Maak ze eenvoudiger.",
    "the placeholders or blocks are too deeply inside each other. Make them simpler.",
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
