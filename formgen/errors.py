"""Every error the package raises, each with the sentence its reader will see."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formgen.text import LANGUAGES, Text, listed, same


class FormgenError(Exception):
    """Something the reader can mend: `sentence` says where, what is wrong in quotes, and what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class FileError(FormgenError):
    """A file is missing, broken, too large or of another kind than its name says."""


class TemplateError(FormgenError):
    """A Word or PDF template cannot be used, or asks for something that the form does not have."""


class CharacterError(FormgenError):
    """An answer holds a character that no document of this kind can hold; the sentence names both."""


class UnknownError(FormgenError):
    """A name that nothing bears: a form, a document, a question; the sentence says what comes nearest."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file of forms: where it is (line 0: the file as a whole) and its sentence."""

    file: str
    line: int
    sentence: Text

    def said(self) -> Text:
        """`forms/x.yml, line 12: what is wrong`, in both languages."""
        if not self.line:
            return Text("{file}: {what}", "{file}: {what}").fill(file=self.file, what=self.sentence)
        return Text("{file}, regel {line}: {what}", "{file}, line {line}: {what}").fill(
            file=self.file, line=self.line, what=self.sentence
        )


class FormFileError(FormgenError):
    """A file of forms cannot be loaded; `problems` holds all its faults at once, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        said = [problem.said() for problem in self.problems]
        super().__init__(Text("\n".join(s.nl for s in said), "\n".join(s.en for s in said)))


@dataclass(frozen=True, slots=True)
class Mistake:
    """One answer that must change before it can be used.

    `question` is its dotted name (`talks.2.talk_date`); `sentence` names the question in words. `advice` is the part
    of it that says what to do, for a page that shows the question and the answer already.
    A `missing` answer only keeps a document a draft; any other mistake keeps it from being made.
    """

    question: str
    sentence: Text
    missing: bool = False
    advice: Text | None = None


class AnswersError(FormgenError):
    """Documents cannot be made of these answers; `mistakes` holds one sentence per wrong or missing answer."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(
            Text("\n".join(m.sentence.nl for m in mistakes), "\n".join(m.sentence.en for m in mistakes))
            if mistakes
            else same("")
        )


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A word about health in an employer's text: the question's dotted name, the word as typed, and what to write.

    We are `sure` of some words and only ask about others. It holds what was typed: never log it.
    """

    question: str
    word: str
    instead: Text
    sure: bool


class PrivacyError(FormgenError):
    """No documents yet: an employer's text holds words about health that whoever wrote it has not confirmed.

    `disclosures` holds them all. `texts` stands for the texts as they are now: who has read them again and finds them
    right hands it back as `confirmed`. The sentence names the questions only, so that a log of it tells nothing.
    """

    def __init__(self, disclosures: Sequence[Disclosure], texts: str) -> None:
        self.disclosures = tuple(disclosures)
        self.texts = texts
        names = same(", ".join(dict.fromkeys(one.question for one in disclosures if one.sure)))
        super().__init__(_HEALTH.fill(names=names))


_HEALTH = Text(
    "Een werkgever mag niets vastleggen over ziekte, klachten of behandeling. Lees deze antwoorden na: {names}. "
    "Schrijf wat iemand wel en niet kan, of bevestig dat de tekst goed is zoals die is.",
    "An employer may not record anything about illness, complaints or treatment. Read these answers again: {names}. "
    "Write what someone can and cannot do, or confirm that the text is right as it is.",
)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one; an empty text if none comes near."""
    by_key = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), by_key, n=1, cutoff=0.6)
    return by_key[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str], few: int = 8) -> Text:
    """What to do about a word nobody knows, as the end of a sentence: the nearest known word, or all of a few."""
    names = sorted(known)
    if near := nearest(word, names):
        return Text('bedoelt u "{near}"?', 'did you mean "{near}"?').fill(near=near)
    if 0 < len(names) <= few:
        options = Text(*(listed([f'"{name}"' for name in names], language, either=True) for language in LANGUAGES))
        return Text("kies {options}", "choose {options}").fill(options=options)
    return Text("kijk de spelling na", "check the spelling")
