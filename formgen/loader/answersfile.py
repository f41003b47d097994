"""A file with the answers of one case, YAML or JSON, as raw text by dotted name."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from formgen.errors import FileError, FormFileError, Problem, nearest
from formgen.loader.plain import Plain, read_json, read_text
from formgen.text import LANGUAGES, Language, Text

_WORDS = ("form", "title", "language", "today", "answers")
_DEEPEST = 8  # a group, its rows and their answers take four
_MOST_NODES = 50_000


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """The answers in a file. The other words are empty or None when the file does not say them."""

    answers: Mapping[str, str]
    title: str = ""
    language: Language | None = None
    today: datetime.date | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One answer, with the line it stands on (0 in JSON, which does not tell)."""

    name: str
    text: str
    line: int


def read_answers(data: bytes, name: str) -> AnswersFile:
    """The answers in a YAML or JSON file; every value stays the text it was written as.

    Answers stand under `answers:` beside an optional `form`, `title`, `language` and `today`, or the whole file is
    answers.
    They may be nested or dotted: `talks: [{talk_date: 9-3-2026}]` is `talks.1.talk_date: 9-3-2026`. A list of texts
    is a choice of several. Raises FileError or, with all faults at once, FormFileError.
    """
    text = read_text(data, name)
    if name.lower().endswith(".json") or text.lstrip()[:1] == "{":
        entries = list(_from_json(read_json(data, name), name))
    else:
        entries = list(_from_yaml(text, name))
    _refuse_twice(entries, name)
    found = {entry.name: entry for entry in entries}
    if not any(entry.name == "answers" or entry.name.startswith("answers.") for entry in entries):
        return AnswersFile({entry.name: entry.text for entry in entries})
    return _with_words(found, name)


def flat(plain: Plain, name: str) -> dict[str, str]:
    """Answers that are plain JSON, nested or dotted, as raw text by dotted name; `name` is what sentences call them.

    Raises FileError for anything but an object and FormFileError for a name that stands twice.
    """
    entries = list(_from_json(plain, name))
    _refuse_twice(entries, name)
    return {entry.name: entry.text for entry in entries}


def _with_words(found: Mapping[str, _Entry], name: str) -> AnswersFile:
    """A file that puts its answers under `answers:`; other words than those known are refused."""
    problems = []
    answers = {}
    for entry in found.values():
        if entry.name.startswith("answers."):
            answers[entry.name.removeprefix("answers.")] = entry.text
        elif entry.name not in _WORDS:
            problems.append(Problem(name, entry.line, _unknown(entry.name.split(".")[0])))
        elif entry.name == "answers" and entry.text:
            problems.append(Problem(name, entry.line, _NO_ANSWERS))
    language = _said(found, "language")
    if language not in ("", *LANGUAGES):
        problems.append(Problem(name, found["language"].line, _LANGUAGE.fill(said=language)))
    today = _said(found, "today")
    if today and not _is_date(today):
        problems.append(Problem(name, found["today"].line, _TODAY.fill(said=today)))
    if problems:
        raise FormFileError(problems)
    return AnswersFile(
        answers,
        _said(found, "title"),
        next((known for known in LANGUAGES if known == language), None),
        datetime.date.fromisoformat(today) if today else None,
        _said(found, "form"),
    )


def _said(found: Mapping[str, _Entry], word: str) -> str:
    return found[word].text.strip() if word in found else ""


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unknown(word: str) -> Text:
    near = nearest(word, _WORDS)
    return (_UNKNOWN_NEAR if near else _UNKNOWN).fill(word=word, near=near)


def _refuse_twice(entries: list[_Entry], name: str) -> None:
    """A name that stands twice, also once nested and once dotted."""
    seen: set[str] = set()
    problems = []
    for entry in entries:
        if entry.name in seen:
            problems.append(Problem(name, entry.line, _TWICE.fill(key=entry.name)))
        seen.add(entry.name)
    if problems:
        raise FormFileError(problems)


# ---- JSON -----------------------------------------------------------------------------------------------------------


def _from_json(plain: Plain, name: str) -> Iterator[_Entry]:
    if not isinstance(plain, dict):
        raise FileError(_NO_MAPPING.fill(file=name))
    yield from _flat(plain, "", name, 0)


def _flat(plain: Plain, path: str, name: str, depth: int) -> Iterator[_Entry]:
    if depth > _DEEPEST:
        raise FileError(_TOO_DEEP.fill(file=name))
    if path == "answers" and not plain:
        yield _Entry(path, "", 0)  # an envelope with nothing in it
    elif isinstance(plain, dict):
        for key, inner in plain.items():
            yield from _flat(inner, f"{path}.{key}" if path else key, name, depth + 1)
    elif isinstance(plain, list) and not any(isinstance(inner, dict | list) for inner in plain):
        yield _Entry(path, ", ".join(_scalar(inner) for inner in plain), 0)
    elif isinstance(plain, list):
        for number, inner in enumerate(plain, 1):
            yield from _flat(inner, f"{path}.{number}", name, depth + 1)
    else:
        yield _Entry(path, _scalar(plain), 0)


def _scalar(plain: Plain) -> str:
    """true and false are the answers yes and no; null is no answer."""
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return "" if plain is None else str(plain)


# ---- YAML -----------------------------------------------------------------------------------------------------------


def _from_yaml(text: str, name: str) -> Iterator[_Entry]:
    """The scalars of a YAML file as they are written: `no`, `012` and `12:30` are not turned into something else."""
    try:
        _refuse_depth(text, name)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise FormFileError([Problem(name, mark.line + 1 if mark else 0, _NOT_YAML)]) from None
    except ValueError:  # an escape such as "\UFFFFFFFF", which stands for no character
        raise FormFileError([Problem(name, 0, _NOT_YAML)]) from None
    if not isinstance(node, yaml.MappingNode):
        raise FileError(_NO_MAPPING.fill(file=name))
    yield from _Walk(name).scalars(node, "")


def _refuse_depth(text: str, name: str) -> None:
    """Counts the levels before anything is built: endless nesting would otherwise exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise FileError(_TOO_DEEP.fill(file=name))


class _Walk:
    """Goes over the nodes of one file and counts them, so that aliases of aliases come to an end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen = 0

    def scalars(self, node: yaml.Node, path: str) -> Iterator[_Entry]:
        """Every scalar under the node, by its dotted name."""
        line = node.start_mark.line + 1
        self._seen += 1
        if self._seen > _MOST_NODES or path.count(".") > _DEEPEST:
            raise FileError(_TOO_DEEP.fill(file=self._name))
        if path == "answers" and not node.value:
            yield _Entry(path, "", line)  # an envelope with nothing in it
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise FormFileError([Problem(self._name, key.start_mark.line + 1, _NOT_YAML)])
                yield from self._located(value, f"{path}.{key.value}" if path else key.value, key)
        elif isinstance(node, yaml.SequenceNode):
            yield from self._listed(node, path)
        elif isinstance(node, yaml.ScalarNode):
            yield _Entry(path, _yaml_scalar(node), line)

    def _located(self, node: yaml.Node, path: str, key: yaml.Node) -> Iterator[_Entry]:
        """An entry stands on the line of its key, also when its text is a block below it."""
        if isinstance(node, yaml.ScalarNode):
            yield _Entry(path, _yaml_scalar(node), key.start_mark.line + 1)
        else:
            yield from self.scalars(node, path)

    def _listed(self, node: yaml.SequenceNode, path: str) -> Iterator[_Entry]:
        if all(isinstance(inner, yaml.ScalarNode) for inner in node.value):
            yield _Entry(path, ", ".join(_yaml_scalar(inner) for inner in node.value), node.start_mark.line + 1)
            return
        for number, inner in enumerate(node.value, 1):
            yield from self.scalars(inner, f"{path}.{number}")


def _yaml_scalar(node: yaml.ScalarNode) -> str:
    """Nothing after the colon, `~` and `null` without quotation marks are no answer."""
    text: str = node.value
    return "" if not node.style and text in ("~", "null") else text


_NO_MAPPING = Text(
    "{file}: hier staan geen antwoorden. Schrijf op elke regel een vraagnaam, een dubbele punt en het antwoord.",
    "{file}: there are no answers here. Write on each line the name of a question, a colon and the answer.",
)
_NOT_YAML = Text(
    "dit is geen YAML. Spring in met spaties en zet tekst met een dubbele punt tussen aanhalingstekens.",
    "this is not YAML. Indent with spaces and put text that holds a colon between quotation marks.",
)
_TOO_DEEP = Text(
    "{file}: te veel niveaus binnen elkaar. Schrijf namen met punten, zoals talks.1.talk_date.",
    "{file}: too many levels inside each other. Write dotted names, such as talks.1.talk_date.",
)
_TWICE = Text(
    'de naam "{key}" staat er twee keer. Laat er een staan.',
    'the name "{key}" stands there twice. Keep one of them.',
)
_UNKNOWN = Text(
    'het woord "{word}" is hier niet bekend. Antwoorden staan ingesprongen onder "answers:".',
    'the word "{word}" is not known here. Answers stand indented under "answers:".',
)
_UNKNOWN_NEAR = Text(
    'het woord "{word}" is hier niet bekend. Bedoelt u "{near}"?',
    'the word "{word}" is not known here. Did you mean "{near}"?',
)
_NO_ANSWERS = Text(
    'onder "answers" staan geen antwoorden. Schrijf op elke regel eronder een naam, een dubbele punt en het antwoord.',
    'there are no answers under "answers". Write on each line below it a name, a colon and the answer.',
)
_LANGUAGE = Text('de taal "{said}" is er niet. Kies nl of en.', 'there is no language "{said}". Choose nl or en.')
_TODAY = Text(
    '"{said}" is geen datum. Schrijf die als 2026-11-23.',
    '"{said}" is not a date. Write it as 2026-11-23.',
)
