"""What a template may say, and that nothing else gets through."""

import datetime
from itertools import chain
from types import MappingProxyType

import pytest
from jinja2 import nodes

from formgen.documents.shown import Chosen, Shown
from formgen.documents.word.pieces import Known, PieceSandbox, Values
from formgen.documents.word.sandbox import FILTERS, GroupError, Sandbox, UnansweredError, printed, refusals

SANDBOX = Sandbox()
DAY = Shown("9 maart 2026", key="2026-03-09", short="09-03-2026")
BOTH = Chosen([Shown("Tillen", key="lifting"), Shown("Lopen", key="walking", short="loop")], "Tillen en Lopen")


def said(source: str, **values: object) -> str:
    return "".join(SANDBOX.from_string(source).root_render_func(SANDBOX.from_string(source).new_context(values)))


def refused(source: str) -> list[str]:
    return [why.en for _, why in refusals(SANDBOX.parse(source))]


@pytest.mark.parametrize(
    "source",
    [
        "{{ a }}",
        "{{ a.b.c }}",
        "{{ a['b'] }}",
        "{{ a[0] }}",
        "{{ a[i] }}",
        "{{ a ~ ' ' ~ b }}",
        "{{ a if b else c }}",
        "{% if a and not b or c %}{% elif d %}{% else %}{% endif %}",
        "{% if a == 'x' and b != 3 and c <= 4.5 %}{% endif %}",
        "{% if a in ('x', 'y') or a not in ['z'] %}{% endif %}",
        "{% if a is defined and b is not none %}{% endif %}",
        "{% for x in y %}{{ loop.index }}{{ loop.first }}{{ x }}{% else %}{% endfor %}",
        "{% for k, v in y %}{{ k }}{% endfor %}",
        "{% for x in y if x.z %}{{ x }}{% endfor %}",
        "{{ a|default('-')|upper }}",
        "{{ a|join(', ', attribute='b') }}",
        "{{ a|short }}{{ a|is('b') }}{{ a|has('b') }}{{ a|lower_first }}{{ a|upper_first }}{{ a|lines }}{{ a|length }}",
        "{{ n + 1 - 2 }}{{ -n }}",
        "{{ 2 * loop.length }}",
        "{{ none }}{{ true }}{{ a|no_stop }}",
    ],
)
def test_what_a_template_may_say(source: str) -> None:
    assert refused(source) == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{{ a() }}", "a call with brackets"),
        ("{{ a.b('c') }}", "a call with brackets"),
        ("{{ range(9) }}", "a call"),
        ("{{ self.__init__ }}", "underscore"),
        ("{{ a.__class__ }}", "underscore"),
        ("{{ a['__class__'] }}", "underscore"),
        ("{{ _a }}", "underscore"),
        ("{{ a|attr('__class__') }}", 'filter "attr"'),
        ("{{ a|map('upper') }}", 'filter "map"'),
        ("{{ a|safe }}", 'filter "safe"'),
        ("{{ a|format(b) }}", 'filter "format"'),
        ("{{ a|uper }}", 'did you mean "upper"'),
        ("{{ a|replace('', 'x') }}", 'filter "replace"'),
        ("{{ a|center(99999999) }}", 'filter "center"'),
        ("{{ 'a' * 10000000000 }}", "multiplication"),
        ("{{ loop.length * loop.length }}", "multiplication"),
        ("{{ a * loop.length }}", "multiplication"),
        ("{{ 'a' * x.length }}", "multiplication"),
        ("{{ 9 ** 9 }}", "powers"),
        ("{{ '%9999999999d' % 1 }}", "percent"),
        ("{{ 1 / 2 }}", "division"),
        ("{{ 1 // 2 }}", "division"),
        ("{{ {'a': 1} }}", "braces"),
        ("{{ a[1:2] }}", "colon"),
        ("{% set a = 1 %}", "instruction"),
        ("{% macro a() %}{% endmacro %}", "instruction"),
        ("{% include 'x' %}", "instruction"),
        ("{% import 'x' as y %}", "instruction"),
        ("{% extends 'x' %}", "instruction"),
        ("{% block a %}{% endblock %}", "instruction"),
        ("{% filter upper %}{% endfilter %}", "instruction"),
        ("{% call a() %}{% endcall %}", "instruction"),
        ("{% with %}{% endwith %}", "instruction"),
        ("{% autoescape false %}{% endautoescape %}", "instruction"),
        ("{% if a is divisibleby 3 %}{% endif %}", 'test "divisibleby"'),
        ("{% for a in b recursive %}{% endfor %}", "recursive"),
        ("{% for a in b %}" * 5 + "{% endfor %}" * 5, "more than 4 loops"),
    ],
)
def test_what_a_template_may_not_say(source: str, why: str) -> None:
    assert any(why in one for one in refused(source)), refused(source)


def test_every_kind_of_node_is_either_allowed_or_refused() -> None:
    """A newer jinja with a new kind of node does not open a door: the list says what may, not what may not."""
    assert refused("{{ a }}{% do a %}".replace("{% do a %}", "")) == []
    unknown = nodes.Template([nodes.Output([nodes.NSRef("a", "b")])])
    assert [why.en for _, why in refusals(unknown)] == ["an instruction that templates do not know"]


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ a|short }}", DAY, "09-03-2026"),
        ("{{ a|short }}", datetime.date(2026, 3, 9), "09-03-2026"),
        ("{{ a|short }}", BOTH, "Tillen, loop"),
        ("{{ a|short }}", "x", "x"),
        ("{{ a|short }}", 3, "3"),
        ("{{ a|short }}", [DAY, "x"], "09-03-2026, x"),
        ("{{ a|is('2026-03-09') }}", DAY, "True"),
        ("{{ a|is('9 maart 2026') }}", DAY, "False"),
        ("{{ a|is('x') }}", "x", "True"),
        ("{{ a|is('3') }}", 3, "True"),
        ("{{ a|is('x') }}", "", "False"),
        ("{{ a|has('lifting') }}", BOTH, "True"),
        ("{{ a|has('Tillen') }}", BOTH, "False"),
        ("{{ a|has('x') }}", ["x", "y"], "True"),
        ("{{ a|has('x') }}", "x", "True"),
        ("{{ a|has('x') }}", "", "False"),
        ("{{ a|lower_first }}", "Één Twee", "één Twee"),
        ("{{ a|lower_first }}", "HR en planning", "HR en planning"),
        ("{{ a|upper_first }}", "één twee", "Één twee"),
        ("{{ a|upper_first }}", "", ""),
        ("{{ a|no_stop }}.", "Acme B.V.", "Acme B.V."),
        ("{{ a|no_stop }}.", "Wij gaan door", "Wij gaan door."),
        ("{{ a|no_stop }}.", "En zo verder...", "En zo verder..."),
        ("{{ a|no_stop }}.", DAY, "9 maart 2026."),
        ("{{ a|upper }}", DAY, "9 MAART 2026"),
        ("{{ a|length }}", BOTH, "2"),
        ("{{ a|join(' + ') }}", BOTH, "Tillen + Lopen"),
        ("{{ a|first }}", BOTH, "Tillen"),
        ("{{ a }}", BOTH, "Tillen en Lopen"),
        ("{{ a|default('x') }}", "", ""),
        ("{{ a|trim }}", " x ", "x"),
        ("{{ a|upper_first }}", BOTH, "Tillen en Lopen"),
        ("{{ a|lower_first }}", ["Een", "Twee"], "een, Twee"),
        ("{% for line in a|lines %}[{{ line }}]{% endfor %}", "Een\r\n\n \nTwee <b>", "[Een][Twee &lt;b&gt;]"),
        ("{% for line in a|lines %}[{{ line }}]{% endfor %}", "", ""),
    ],
)
def test_filters(source: str, value: object, expected: str) -> None:
    assert said(source, a=value) == expected


def test_the_filters_are_those_of_the_allow_list() -> None:
    assert set(SANDBOX.filters) == FILTERS
    assert SANDBOX.globals == {}


def test_values_are_escaped_once_and_never_read_as_a_template() -> None:
    assert said("{{ a }}", a="<b>&\"'{{ 7*7 }}") == "&lt;b&gt;&amp;&#34;&#39;{{ 7*7 }}"


def test_a_dot_reaches_members_only() -> None:
    assert said("{{ a.items }}{{ a.keys }}", a={"items": "x", "keys": "y"}) == "xy"
    for value in ({}, [1], "text", 3, datetime.date(2026, 3, 9), DAY, BOTH):
        for name in ("items", "upper", "key", "year", "real", "said", "count", "format"):
            with pytest.raises(UnansweredError):
                said(f"{{{{ a.{name} }}}}", a=value)


@pytest.mark.parametrize("name", ["depth", "cycle", "changed", "previtem", "nextitem"])
def test_a_loop_only_counts(name: str) -> None:
    with pytest.raises(UnansweredError):
        said(f"{{% for x in a %}}{{{{ loop.{name} }}}}{{% endfor %}}", a=[1, 2])


@pytest.mark.parametrize(
    "source",
    [
        "{{ a }}",
        "{% if a %}{% endif %}",
        "{% for x in a %}{% endfor %}",
        "{{ a ~ 'x' }}",
        "{{ a|upper }}",
        "{{ a == 1 }}",
    ],
)
def test_a_name_nobody_gave_is_an_error_and_not_an_empty_place(source: str) -> None:
    with pytest.raises(UnansweredError) as missing:
        said(source)
    assert (missing.value.name, missing.value.top) == ("a", True)


def test_a_name_missing_in_a_row_knows_the_names_of_that_row() -> None:
    with pytest.raises(UnansweredError) as missing:
        said("{{ a.nme.b }}", a={"name": 1, "city": 2})
    assert (missing.value.name, missing.value.top, missing.value.near) == ("nme", False, ("name", "city"))


def test_a_row_is_not_printed() -> None:
    with pytest.raises(GroupError) as group:
        printed([{"name": 1}])
    assert group.value.names == ("name",)


def test_shown_is_its_words() -> None:
    assert DAY == "9 maart 2026"
    assert (DAY.key, DAY.short) == ("2026-03-09", "09-03-2026")
    assert (Shown("x").key, Shown("x").short) == ("x", "x")
    assert (Shown("x", key="").key, Shown("x", short="").short) == ("", "")
    assert str(BOTH) == "Tillen en Lopen"
    assert list(BOTH) == ["Tillen", "Lopen"]
    assert not Chosen([], "")


# ---- as a document says it ------------------------------------------------------------------------------------------

PIECES = PieceSandbox()
ROW = {"name": Shown("Jansen"), "items": "zes", "none": None, "n": 3, "inner": {"a": "één"}}


def in_pieces(source: str, **values: object) -> list[bytes | str]:
    given = Values(values, values)
    outputs = PIECES.from_string(source).root_render_func(Known(PIECES, given))  # some pieces at a time
    return list(chain.from_iterable(outputs))


@pytest.mark.parametrize(
    "source",
    [
        "{{ row.name }} en {{ row.items }}",
        "{{ row.none }}{{ row.n }}{{ row.inner.a }}",
        "{% for one in rows %}{{ loop.index }} {{ one.name }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{{ loop.first }}",
        "{% for a in rows %}{% for b in a.inner.a %}{{ loop.index0 }}{{ b }}{% endfor %}{{ loop.first }}{% endfor %}",
        "{{ proxy.name }}{{ rows[0].name }}{{ row['name'] }}",
        "{{ row.missing|default('niets') }}{% if row.missing is defined %}x{% endif %}",
    ],
)
def test_in_pieces_a_template_says_the_same(source: str) -> None:
    values = {"row": ROW, "rows": [ROW, ROW], "proxy": MappingProxyType(ROW), "loop": {"first": "eerst"}}
    pieces = in_pieces(source, **values)

    assert "".join(piece.decode() if isinstance(piece, bytes) else piece for piece in pieces) == said(source, **values)


def test_what_a_person_says_is_text_and_what_the_template_says_is_bytes() -> None:
    assert in_pieces("Aan {{ row.name }}: {{ row.n }}", row=ROW) == [b"Aan ", "Jansen", b": ", "3"]
    assert in_pieces("{{ row.name }}{{ row.n }}.", row=ROW) == [b"", "Jansen", b"", "3", b".", ""]


@pytest.mark.parametrize(
    "source", ["{{ row.missing }}", "{{ row.name.upper }}", "{{ missing.name }}", "{{ row.keys }}"]
)
def test_in_pieces_too_nothing_but_answers_can_be_reached(source: str) -> None:
    with pytest.raises(UnansweredError):
        in_pieces(source, row=ROW)
