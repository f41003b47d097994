"""Choices: one option, any number of options, yes or no."""

import re

from formgen.form import Option, Question
from formgen.questions.kind import AnswerType, Control, Unreadable, one_line
from formgen.text import LANGUAGES, Language, Text, listed
from formgen.unchanged import by_identity

YES_NO = (Option("yes", Text("Ja", "Yes")), Option("no", Text("Nee", "No")))
_YES = ("yes", "y", "ja", "j", "true", "waar", "1")
_NO = ("no", "n", "nee", "neen", "false", "onwaar", "0")

_ONE = Text("Kies een van deze antwoorden: {options}.", "Choose one of these answers: {options}.")
_ANY = Text("Kies een of meer van deze antwoorden: {options}.", "Choose one or more of these answers: {options}.")
_EXAMPLE = Text("een van de antwoorden", "one of the answers")


def _parts(words: str) -> list[str]:
    """The pieces between commas and the other signs that may part a list, as they are compared.

    Capitals, spaces and a full stop at the end make no difference.
    """
    pieces = (one_line(piece).casefold().rstrip(". ") for piece in re.split("[,;|\n]", words))
    return [piece for piece in pieces if piece]


def _key(words: str) -> str:
    """The words as they are compared; a label with a comma in it is a key with several parts."""
    return ", ".join(_parts(words))


@by_identity
def _known(options: tuple[Option, ...]) -> dict[str, str]:
    """The name of each option by its name and its labels; a name goes before a label of another option."""
    labels = {_key(option.label[language]): option.name for language in LANGUAGES for option in options}
    return labels | {_key(option.name): option.name for option in options}


def _labels(question: Question, either: bool) -> Text:
    return Text(*(listed([f'"{o.label[lang]}"' for o in question.options], lang, either) for lang in LANGUAGES))


def label(name: str, question: Question, language: Language) -> str:
    """What people read for this option; its name, if the question has no such option."""
    return next((option.label[language] for option in question.options if option.name == name), name)


class ChooseOne(AnswerType[str]):
    """One of the options."""

    name = "choose one"
    order = "choice"
    control = Control("one", _EXAMPLE)

    def read(self, text: str, question: Question) -> str:
        """The name of the option, from its name or its label in either language."""
        name = _known(question.options).get(_key(text))
        if name is None:
            raise Unreadable(_ONE.fill(options=_labels(question, either=True)))
        return name

    def show(self, value: str, question: Question, language: Language) -> str:
        """The label of the option."""
        return label(value, question, language)


class YesOrNo(AnswerType[str]):
    """Yes or no."""

    name = "yes or no"
    order = "choice"
    control = Control("one", Text("ja", "yes"))
    _advice = Text("Antwoord met ja of nee.", "Answer with yes or no.")

    def read(self, text: str, question: Question) -> str:
        """`yes` or `no`."""
        word = _key(text)
        if word in _YES:
            return "yes"
        if word in _NO:
            return "no"
        name = _known(question.options).get(word)
        if name is None:
            raise Unreadable(self._advice)
        return name

    def show(self, value: str, question: Question, language: Language) -> str:
        """Ja or Nee; Yes or No."""
        return label(value, question, language)


class ChooseAny(AnswerType[tuple[str, ...]]):
    """Any number of the options, at least one."""

    name = "choose any"
    order = "choice"
    control = Control("any", _EXAMPLE)

    def read(self, text: str, question: Question) -> tuple[str, ...]:
        """The names of the options in the order of the question, from names or labels with commas between them.

        What can be read as names alone is: an answer at rest never turns into a label that looks like it.
        """
        parts = _parts(text)
        names = {option.name for option in question.options}
        chosen = set(parts) if names.issuperset(parts) else _cover(parts, _known(question.options))
        if not chosen:
            raise Unreadable(_ANY.fill(options=_labels(question, either=False)))
        return tuple(option.name for option in question.options if option.name in chosen)

    def show(self, value: tuple[str, ...], question: Question, language: Language) -> str:
        """The labels as a list: a, b en c."""
        return listed([label(name, question, language) for name in value], language)

    def plain(self, value: tuple[str, ...]) -> str:
        """The names with commas between them."""
        return ", ".join(value)


def _cover(parts: list[str], known: dict[str, str]) -> set[str]:
    """The options whose names or labels make up all the parts; none if they do not fit.

    A label may hold commas, so several parts can be one option: from the end back, the longest fit is taken from
    which the rest can be covered as well.
    """
    longest = max((key.count(",") for key in known), default=0) + 1
    rests: dict[int, set[str]] = {len(parts): set()}
    for start in range(len(parts) - 1, -1, -1):
        for end in range(min(start + longest, len(parts)), start, -1):
            name = known.get(", ".join(parts[start:end]))
            if name is not None and end in rests:
                rests[start] = rests[end] | {name}
                break
    return rests.get(0, set())
