"""What a template may say: an allow-list of jinja, in which nothing of Python can be reached."""

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from formgen.documents.shown import Chosen, Shown, about
from formgen.errors import did_you_mean
from formgen.text import Text, lower_first, short_date

STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor", "raw", "endraw")
COUNTERS = frozenset(("index", "index0", "revindex", "revindex0", "first", "last", "length"))
_DEEPEST = 4  # loops inside loops: rows of rows of rows are all a document needs, and more is a way to never end

# ---- what is printed ----------------------------------------------------------------------------------------------


class UnansweredError(UndefinedError):
    """A template asks for a name nobody gave; `near` holds the names that are there when it was asked of a row."""

    def __init__(self, name: object, within: object, message: str | None = None) -> None:
        super().__init__(message)
        self.name = "" if name is None else str(name)
        self.top = within is missing
        self.near = tuple(map(str, within)) if isinstance(within, Mapping) else ()


class GroupError(TemplateRuntimeError):
    """A template prints a whole row or table where it should print one of its answers; `names` holds those."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self.names = tuple(names)


class _Strict(StrictUndefined):
    """Fails on every use but `is defined` and `default`, and remembers what was asked of what."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, partial(UnansweredError, name, obj))  # type: ignore[arg-type]


def printed(value: object) -> str:
    """What stands on paper for a value: nothing for null, `a, b` for a list. Raises GroupError for a row or a table.

    Runs a program made for Word (docxtpl's RichText) are Markup: they are the only thing that is not escaped.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Chosen):
        return str(value)
    if isinstance(value, Mapping):
        raise GroupError([str(name) for name in value])
    if isinstance(value, list | tuple):
        return ", ".join(printed(one) for one in value)
    return Markup(value) if hasattr(value, "__html__") else str(value)  # noqa: S704  (JSON and forms hold no such value)


# ---- filters ------------------------------------------------------------------------------------------------------


def _short(value: object) -> object:
    """The spelling for a table cell: `09-03-2026`."""
    if isinstance(value, Shown):
        return about(value, value.short)
    if isinstance(value, datetime.date):
        return short_date(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(_short(one)) for one in value)
    return value


def _is(value: object, key: str) -> bool:
    """Was this option chosen? A value from JSON is compared as it is written."""
    if isinstance(value, Shown):
        return value.key == key
    return str(value) == str(key)


def _has(values: object, key: str) -> bool:
    """Is this option among those chosen?"""
    if isinstance(values, list | tuple):
        return any(_is(value, key) for value in values)
    return _is(values, key)


def _lines(value: object) -> tuple[str, ...]:
    """The lines someone typed, without the empty ones: a paragraph for each, in a loop."""
    return tuple(about(value, line) for line in str(printed(value)).splitlines() if line.strip())


def _lower_first(value: object) -> str:
    return about(value, lower_first(str(printed(value))))


def _upper_first(value: object) -> str:
    words = str(printed(value))
    return about(value, words[:1].upper() + words[1:])


def _no_stop(value: object) -> object:
    """What was typed without its own full stop, for a sentence that ends there: "Acme B.V." and a stop is one stop."""
    words = str(printed(value))
    return about(value, words[:-1]) if words.endswith(".") else value


_OURS: dict[str, Callable[..., object]] = {
    "short": _short,
    "is": _is,
    "has": _has,
    "lines": _lines,
    "lower_first": _lower_first,
    "upper_first": _upper_first,
    "no_stop": _no_stop,
}
_PLAIN_FILTERS = ("join", "length", "count", "default", "d", "upper", "lower", "first", "last", "trim", "capitalize")
_PLAIN_TESTS = (
    *(
        "defined",
        "undefined",
        "none",
        "true",
        "false",
        "boolean",
        "string",
        "number",
        "mapping",
        "sequence",
        "iterable",
    ),
    *("odd", "even", "eq", "ne", "lt", "le", "gt", "ge", "==", "!=", "<", "<=", ">", ">=", "equalto", "in"),
)
FILTERS = frozenset(_OURS).union(_PLAIN_FILTERS)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja with autoescape on, every missing name an error, and no way from a value to a Python attribute.

    A dot or a bracket reaches a member of a row, a place in a list, and the counters of `loop`. So a question may be
    called `items` or `values` too.
    """

    def __init__(self) -> None:
        super().__init__(autoescape=True, optimized=False, undefined=_Strict, finalize=printed)
        self.globals = {}
        self.filters = {name: self.filters[name] for name in _PLAIN_FILTERS} | _OURS
        self.tests = {name: self.tests[name] for name in _PLAIN_TESTS}

    def getattr(self, obj: object, attribute: str) -> object:
        """What `obj.attribute` means in a template."""
        if isinstance(obj, dict) and attribute in obj:  # nearly always: an answer of a row
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in COUNTERS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """What `obj[argument]` means in a template."""
        if isinstance(obj, Undefined):
            obj._fail_with_undefined_error()  # the name that is missing is the first one, not the last
        try:
            if isinstance(obj, (dict, list, tuple, Mapping)):  # to ask whether it is some other mapping takes long
                return obj[argument]  # type: ignore[call-overload]
        except (LookupError, TypeError):
            pass
        return self.undefined(obj=obj, name=argument)  # type: ignore[arg-type]


# ---- the allow-list -----------------------------------------------------------------------------------------------

_ALLOWED: tuple[type[nodes.Node], ...] = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For),
    *(nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Tuple, nodes.List, nodes.Keyword),
    *(nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr),
    *(nodes.Concat, nodes.Add, nodes.Sub, nodes.Neg, nodes.Pos),
)

_REFUSED: dict[type[nodes.Node], Text] = {
    nodes.Call: Text("een aanroep met haakjes", "a call with brackets"),
    nodes.Mul: Text("vermenigvuldigen", "multiplication"),
    nodes.Pow: Text("machtsverheffen", "powers"),
    nodes.Mod: Text("het procentteken", "the percent sign"),
    nodes.Div: Text("delen", "division"),
    nodes.FloorDiv: Text("delen", "division"),
    nodes.Dict: Text("accolades binnen een invulveld", "braces inside a placeholder"),
    nodes.Slice: Text("een deel van een lijst met een dubbele punt", "part of a list with a colon"),
}
_SOMETHING = Text("een opdracht die sjablonen niet kennen", "an instruction that templates do not know")


def refusals(template: nodes.Template) -> Iterator[tuple[int, Text]]:
    """Everything in a parsed template that is not on the list: its line, and what it is in words."""
    for node in template.find_all(nodes.Node):
        why = _why_not(node)
        if why:
            yield node.lineno, why
    yield from _too_deep(template.body, 0)


def _why_not(node: nodes.Node) -> Text | None:
    if _is_merged_width(node):
        return None
    if not isinstance(node, _ALLOWED):
        return _REFUSED.get(type(node), _SOMETHING)
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        return _unknown("filter", node.name, FILTERS)
    if isinstance(node, nodes.Test) and node.name not in _PLAIN_TESTS:
        return _unknown("test", node.name, _PLAIN_TESTS)
    if isinstance(node, nodes.For) and node.recursive:
        return Text('"recursive"', '"recursive"')
    if _hidden_name(node):
        return Text("een naam die met een streepje begint", "a name that begins with an underscore")
    return None


def _hidden_name(node: nodes.Node) -> bool:
    name: object = ""
    if isinstance(node, nodes.Name):
        name = node.name
    elif isinstance(node, nodes.Getattr):
        name = node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        name = node.arg.value
    return isinstance(name, str) and name.startswith("_")


def _is_merged_width(node: nodes.Node) -> bool:
    """`2 * loop.length`: what docxtpl itself writes for a cell that is merged over the columns of a loop."""
    return (
        isinstance(node, nodes.Mul)
        and isinstance(node.left, nodes.Const)
        and isinstance(node.left.value, int)
        and isinstance(node.right, nodes.Getattr)
        and isinstance(node.right.node, nodes.Name)
        and (node.right.node.name, node.right.attr) == ("loop", "length")
    )


def _too_deep(body: Sequence[nodes.Node], depth: int) -> Iterator[tuple[int, Text]]:
    for node in body:
        deeper = depth + isinstance(node, nodes.For)
        if deeper > _DEEPEST:
            yield (
                node.lineno,
                Text(f"meer dan {_DEEPEST} lussen in elkaar", f"more than {_DEEPEST} loops in each other"),
            )
        elif isinstance(node, nodes.If | nodes.For):
            yield from _too_deep(list(node.iter_child_nodes()), deeper)


def _unknown(kind: str, name: str, known: Collection[str]) -> Text:
    unknown = Text('{kind} "{name}"; {advice}', '{kind} "{name}"; {advice}')
    return unknown.fill(kind=kind, name=name, advice=did_you_mean(name, known))
