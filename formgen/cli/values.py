"""The values of a VALUES.json, as a Word template or a PDF form takes them: nested, or one name a field."""

from formgen.errors import FileError
from formgen.loader.plain import Plain, read_json
from formgen.text import Text

Nested = dict[str, "Nested"] | list["Nested"] | str


class Truth(str):
    """A true or false of JSON in a Word template: printed as it is written there, and judged by an `if` as it means."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return self == "true"


def read_values(data: bytes, name: str) -> dict[str, Plain]:
    """The names and values in the file. Raises FileError for anything that is not a JSON object."""
    plain = read_json(data, name)
    if not isinstance(plain, dict):
        raise FileError(_NO_OBJECT.fill(file=name))
    return plain


def nested(plain: dict[str, Plain], name: str) -> dict[str, Nested]:
    """The values for Word: `talks.1.talk_date` and `{"talks": [{"talk_date": ...}]}` come out the same.

    Nothing (null) is an empty text. Raises FileError for a name that is both a value and the beginning of others.
    """
    tree: dict[str, Nested] = {}
    for path, value in flat(plain).items():
        said = value if isinstance(value, str) else Truth("true" if value else "false")
        _plant(tree, path.split("."), said, name)
    for path in _empty_lists(plain):
        _plant(tree, path.split("."), [], name)
    return {key: _rows(value) for key, value in tree.items()}


def flat(plain: Plain, path: str = "") -> dict[str, str | bool]:
    """The values for PDF, by fully qualified name; true and false are ticks."""
    if isinstance(plain, dict):
        pairs = [(f"{path}.{key}" if path else key, value) for key, value in plain.items()]
    elif isinstance(plain, list):
        pairs = [(f"{path}.{number}", value) for number, value in enumerate(plain, 1)]
    else:
        return {path: "" if plain is None else plain}
    return {name: value for inner, plainer in pairs for name, value in flat(plainer, inner).items()}


def _empty_lists(plain: Plain, path: str = "") -> list[str]:
    """The names of lists without rows, which have no value to be known by."""
    if isinstance(plain, dict):
        return [name for key, value in plain.items() for name in _empty_lists(value, f"{path}.{key}" if path else key)]
    return [path] if plain == [] else []


def _plant(tree: dict[str, Nested], parts: list[str], value: Nested, name: str) -> None:
    """Puts the value at the end of its path, making the branches on the way."""
    branch = tree
    for part in parts[:-1]:
        inner = branch.setdefault(part, {})
        if not isinstance(inner, dict):
            raise FileError(_BOTH.fill(file=name, key=".".join(parts)))
        branch = inner
    if parts[-1] in branch:
        raise FileError(_BOTH.fill(file=name, key=".".join(parts)))
    branch[parts[-1]] = value


def _rows(value: Nested) -> Nested:
    """A branch whose names are 1, 2, 3 and on is a list."""
    if not isinstance(value, dict):
        return value
    inner = {key: _rows(one) for key, one in value.items()}
    if set(inner) == {str(number) for number in range(1, len(inner) + 1)}:
        return [inner[str(number)] for number in range(1, len(inner) + 1)]
    return dict(inner)


_NO_OBJECT = Text(
    '{file}: hier staan geen namen met waarden. Schrijf {{"naam": "waarde"}}.',
    '{file}: there are no names with values here. Write {{"name": "value"}}.',
)
_BOTH = Text(
    '{file}: de naam "{key}" staat er twee keer, of is ook het begin van een andere naam. Laat er een staan.',
    '{file}: the name "{key}" stands there twice, or is also the beginning of another name. Keep one of them.',
)
