"""The types of question: how each is read, shown, put in a cell and drawn."""

from formgen.form import Question
from formgen.questions.choices import YES_NO, ChooseAny, ChooseOne, YesOrNo
from formgen.questions.dates import Date
from formgen.questions.identifiers import Bsn, Email, Iban, KvkNumber, PayrollTaxNumber, Phone, Postcode
from formgen.questions.kind import AnswerType, Control, QuestionType, Unreadable, Value, clean, one_line
from formgen.questions.names import Initials, NamePrefix, Surname
from formgen.questions.numbers import DecimalNumber, Hours, HouseNumber, Money, Percentage, WholeNumber
from formgen.questions.texts import LongText, ShortText

TYPES: dict[str, QuestionType] = {
    kind.name: kind
    for kind in (
        ShortText(),
        LongText(),
        ChooseOne(),
        ChooseAny(),
        YesOrNo(),
        Date(),
        WholeNumber(),
        DecimalNumber(),
        Hours(),
        Money(),
        Percentage(),
        Email(),
        Phone(),
        Postcode(),
        HouseNumber(),
        Iban(),
        Bsn(),
        KvkNumber(),
        PayrollTaxNumber(),
        Initials(),
        NamePrefix(),
        Surname(),
    )
}


def type_of(question: Question) -> QuestionType:
    """The type of a question; KeyError for a repeated group, which has none."""
    return TYPES[question.kind]


__all__ = [
    "TYPES",
    "YES_NO",
    "AnswerType",
    "Control",
    "QuestionType",
    "Unreadable",
    "Value",
    "clean",
    "one_line",
    "type_of",
]
