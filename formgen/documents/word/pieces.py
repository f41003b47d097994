"""Compiles jinja so that what the template says comes out as bytes and what a person says as text.

The two can then never be taken for each other: bytes are the template's XML, encoded once when it is compiled; text
is a value, which is escaped. jinja as it comes makes text of both, and joins, escapes and encodes all of it anew for
every document.
"""

from collections.abc import Collection, Mapping

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Environment
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from formgen.documents.word.sandbox import COUNTERS, Sandbox, printed

Piece = bytes | str
_LINK = '<w:hyperlink r:id="'  # of docxtpl's RichText: the number of a link in docxtpl's own package


class _Pieces(CodeGenerator):
    """Writes the Python of a template: template text as a bytes literal, each value as `Known.printed` says it.

    Nothing is joined here and no value is known beforehand, so a value is never part of the template's own text. What
    happens hundreds of times in a document is written out instead of called: a text is printed as it is, and an answer
    is looked up in its row. What any other value means is for `Known.printed` and the sandbox to say.
    """

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - the name is jinja's
        """Texts of the template and values by turns, all of one output at once, and each on a line of its own.

        Where two of a kind meet, an empty one of the other kind comes between: then nobody has to ask which is which.
        """
        if not node.nodes:
            return
        self.writeline("yield (", node)
        self.indent()
        value_due = False
        for child in node.nodes:
            is_value = not isinstance(child, nodes.TemplateData)
            if is_value != value_due:
                self.writeline('"",' if value_due else 'b"",')
            if isinstance(child, nodes.TemplateData):
                self.writeline(f"{child.data.encode()!r},")
            else:
                self._write_value(child, frame)
            value_due = not is_value
        if value_due:
            self.writeline('"",')
        self.outdent()
        self.writeline(")")

    def _write_value(self, node: nodes.Expr, frame: Frame) -> None:
        self.newline(node)
        self.write("(said if isinstance(said := ")
        self.visit(node, frame)
        self.write(", str) else context.printed(said)),")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the name is jinja's
        """`row.name`, `loop.first`; the sandbox says what it is for any other thing, or when there is no such name."""
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        thing, name = frame.symbols.ref(node.node.name), repr(node.attr)
        if node.node.name == "loop" and node.attr in COUNTERS:
            self.write(f"({thing}.{node.attr} if {thing}.__class__ is LoopContext else ")
        else:
            self.write(f"({thing}[{name}] if {thing}.__class__ is dict and {name} in {thing} else ")
        super().visit_Getattr(node, frame)
        self.write(")")


class PieceSandbox(Sandbox):
    """The sandbox whose compiled templates yield pieces, some at a time: bytes and text by turns."""

    code_generator_class = _Pieces


class Values(dict[str, object]):
    """The values of one document that a template asks for; what is not there is what jinja calls missing.

    `given` are the names of all values there are: whoever misspells one gets the nearest of these.
    """

    def __init__(self, asked: Collection[str], values: Mapping[str, object], handed: bool = False) -> None:
        """`handed`: docxtpl itself is at work, so what only it can print may be printed."""
        self.given = values.keys()
        super().__init__({name: values[name] for name in asked if name in self.given})
        self.handed = handed

    def __missing__(self, name: str) -> object:
        return missing


class EngineNeededError(Exception):
    """A value that only docxtpl can print; `engine` is the docxtpl template it was made with, None if it has none."""

    def __init__(self, engine: object) -> None:
        super().__init__()
        self.engine = engine


class LinkError(Exception):
    """A value holds a link into a docxtpl template, and does not say into which."""


class Known(Context):
    """The values as a compiled template looks them up: one look in a dictionary for each name.

    jinja's own looks in two, because its templates may export names; ours cannot.
    """

    def __init__(self, sandbox: Environment, values: Values) -> None:
        super().__init__(sandbox, values, None, {})
        self.handed = values.handed
        self.printed = printed if values.handed else _printed_by_us
        self.resolve_or_missing = values.__getitem__  # type: ignore[assignment,method-assign]


def _printed_by_us(value: object) -> str:
    """What stands on paper for a value. Raises EngineNeededError for what only docxtpl can print, and LinkError."""
    if isinstance(value, str):
        return value
    if hasattr(value, "__html__") and hasattr(value, "tpl"):  # a picture, a sub-document
        raise EngineNeededError(value.tpl)
    text = printed(value)
    if isinstance(text, Markup) and _LINK in text:
        raise LinkError
    if isinstance(text, Markup) and ("\a" in text or "\f" in text):  # a Listing: these begin a new paragraph
        raise EngineNeededError(None)
    return text
