"""What every type of question has: how an answer is read, shown, put in a cell and drawn."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from formgen.form import Question
from formgen.text import Language, Text, number

Value = str | int | Decimal | datetime.date | tuple[str, ...]
V = TypeVar("V")

Order = Literal["text", "number", "date", "choice"]

# XML 1.0, section 2.2: the characters a document cannot hold. C1 controls are legal there but print nothing.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


class Unreadable(Exception):  # noqa: N818 - it is what the answer is, and reads so where it is caught
    """What was typed cannot be read as this type of answer; `advice` says what to write instead, with an example."""

    def __init__(self, advice: Text) -> None:
        super().__init__(advice.en)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Control:
    """How a page draws the question.

    `kind` is one line, an area of lines, one of the options or any of them. `inputmode` and `autocomplete` are the
    values of the HTML attributes of those names. `width` is about how many characters an answer takes; 0: no telling.
    """

    kind: Literal["line", "area", "one", "any"]
    example: Text
    inputmode: str = "text"
    autocomplete: str = ""
    width: int = 0


class AnswerType(Generic[V]):
    """A type of question whose answers are of type V.

    `order` says which comparisons a condition may make: numbers with `at least` and `at most`, dates with `before`
    and `after`, choices with their options; a text is only answered or not.
    """

    name: str
    control: Control
    order: Order = "text"

    def read(self, text: str, question: Question) -> V:
        """The answer in what was typed, within the limits of the question. Raises Unreadable."""
        raise NotImplementedError

    def show(self, value: V, question: Question, language: Language) -> str:
        """The answer inside a sentence."""
        return self.plain(value)

    def cell(self, value: V, question: Question, language: Language) -> str:
        """The answer alone, in a box of a form or a cell of a table."""
        return self.show(value, question, language)

    def plain(self, value: V) -> str:
        """The answer as text at rest: reading it gives the same answer again."""
        return str(value)


QuestionType: TypeAlias = AnswerType[Any]


def clean(text: str) -> str:
    """What was typed, in Unicode NFC, with `\\n` as the only line end and without characters that print nothing.

    Signs that steer how letters join or which way they run stay: they are part of some languages' spelling.
    """
    written = unicodedata.normalize("NFC", text)
    if not written.isprintable():  # none of these signs counts as printable
        written = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", written))
    return written.strip()


def one_line(text: str) -> str:
    """The cleaned text on one line, its spaces of every kind and length made one plain space, invisible signs gone."""
    written = clean(text)
    return " ".join((written if written.isprintable() else _INVISIBLE.sub("", written)).split())


def plain_digits(text: str) -> str:
    """The text on one line with digits of every script as 0-9, and with a plain hyphen for every dash."""
    line = one_line(text)
    if line.isascii():
        return line
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in line)
    return re.sub("[\u2010-\u2015\u2212]", "-", digits)


_LENGTH_LEAST = Text(
    "Schrijf ten minste {least} tekens; het zijn er nu {now}.", "Write at least {least} characters; it is {now} now."
)
_LENGTH_MOST = Text(
    "Schrijf ten hoogste {most} tekens; het zijn er nu {now}.", "Write at most {most} characters; it is {now} now."
)


def check_length(text: str, question: Question, most: int) -> str:
    """The text, if it is as long as the question wants; `most` counts where the question says nothing else."""
    limits = question.limits
    if limits.least is not None and len(text) < limits.least:
        raise Unreadable(_LENGTH_LEAST.fill(least=limits.least, now=len(text)))
    allowed = limits.most if limits.most is not None else most
    if len(text) > allowed:
        raise Unreadable(_LENGTH_MOST.fill(most=number_of(Decimal(allowed)), now=number_of(Decimal(len(text)))))
    return text


def number_of(value: Decimal) -> Text:
    """A number as each language writes it."""
    return Text(number(value, "nl"), number(value, "en"))
