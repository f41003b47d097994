"""Texts in the person's own words, on one line or on many."""

from formgen.form import Question
from formgen.questions.kind import AnswerType, Control, Unreadable, check_length, clean, one_line
from formgen.text import Text

SHORT = 200
LONG = 32_000  # about ten printed pages; a limit against mistakes, not a limit on what can be said

_EMPTY = Text("Schrijf hier een antwoord in letters.", "Write an answer in letters here.")


class ShortText(AnswerType[str]):
    """A text of one line. Line ends become spaces; everything else stays as typed."""

    name = "short text"
    control = Control("line", Text("Jansen Techniek B.V.", "Jansen Techniek B.V."))

    def read(self, text: str, question: Question) -> str:
        """The text; at most 200 characters unless the question says otherwise."""
        line = " ".join(part.strip() for part in clean(text).replace("\t", "\n").split("\n") if part.strip())
        return check_length(_not_empty(line), question, SHORT)


class LongText(AnswerType[str]):
    """A text of as many lines as it needs, kept as typed."""

    name = "long text"
    control = Control("area", Text("Vertel het in uw eigen woorden.", "Tell it in your own words."))

    def read(self, text: str, question: Question) -> str:
        """The text; at most 32,000 characters unless the question says otherwise."""
        return check_length(_not_empty(clean(text)), question, LONG)


def _not_empty(text: str) -> str:
    if not any(map(str.isalnum, text)) and not one_line(text):
        raise Unreadable(_EMPTY)
    return text
