"""Numbers, hours, amounts of money and percentages, with a Dutch or an English decimal sign."""

import re
from decimal import Decimal

from formgen.form import Question
from formgen.questions.kind import AnswerType, Control, Unreadable, number_of, plain_digits
from formgen.text import Language, Text, money, number, same

_DIGITS = 15  # more than any amount or count here; a limit against mistakes
_GROUPS = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_FRACTION = re.compile(r" ?([½¼¾])(?!\d)")
_FRACTIONS = {"½": ",5", "¼": ",25", "¾": ",75"}

_EITHER = Text(
    '"{typed}" is op twee manieren te lezen. Schrijf {whole} of {fraction}.',
    '"{typed}" can be read in two ways. Write {whole} or {fraction}.',
)
_ONE_WAY = Text(
    '"{typed}" is op twee manieren te lezen. Bedoelt u {whole}, schrijf het dan zonder punt of komma.',
    '"{typed}" can be read in two ways. If you mean {whole}, write it without a point or comma.',
)
_TOO_FINE = Text(
    "Schrijf ten hoogste {n} cijfers achter de komma.", "Write at most {n} digits after the decimal point."
)
_BETWEEN = Text("Schrijf een getal van {least} tot en met {most}.", "Write a number from {least} to {most}.")
_LEAST = Text("Schrijf een getal van {least} of meer.", "Write a number of {least} or more.")
_MOST = Text("Schrijf een getal van {most} of minder.", "Write a number of {most} or less.")


class Number(AnswerType[Decimal]):
    """What the types of number share; `units` are the words that may stand before or after the number.

    A point or comma with exactly three digits behind it may part thousands or decimals. A whole number or an amount
    has no three decimals, and a Dutch reader writes thousands with a point: there `1.234` is 1234. All other cases
    (`1,234`; `1.234` in a decimal number) could be either, and are refused with both ways to write it.
    """

    order = "number"
    advice: Text
    units: tuple[str, ...] = ()
    decimals = 6
    thousands_point = False
    least: Decimal | None = None
    most: Decimal | None = None

    def read(self, text: str, question: Question) -> Decimal:
        """The number, within the limits of the question, or else of its type."""
        return self.within(self.number(text), question)

    def show(self, value: Decimal, question: Question, language: Language) -> str:
        """1.234,5 in Dutch; 1,234.5 in English."""
        return number(value, language)

    def plain(self, value: Decimal) -> str:
        """1234.5; three decimals get a zero behind them, so that they cannot be taken for thousands."""
        text = format(value.normalize(), "f")
        return text + "0" if re.search(r"\.\d{3}$", text) else text

    def number(self, text: str) -> Decimal:
        """The number in the text, whatever its size."""
        words = plain_digits(text).lower()
        words = _FRACTION.sub(lambda sign: _FRACTIONS[sign[1]], words)
        for unit in self.units:
            words = words.removeprefix(unit).removesuffix(unit).strip()
        return self._parsed(words, text)

    def within(self, value: Decimal, question: Question) -> Decimal:
        """The same number, if it is neither too small, too large, nor too fine."""
        limits = question.limits
        least = self.least if limits.least is None else limits.least
        most = self.most if limits.most is None else limits.most
        if (least is not None and value < least) or (most is not None and value > most):
            raise Unreadable(_limits(least, most))
        return value

    def _parsed(self, words: str, typed: str) -> Decimal:
        match = re.fullmatch(r"(-?) ?(\d*(?:[., ]\d+)*)(?:[.,]-{1,2})?", words)
        if match is None or not match[2]:
            raise Unreadable(self.advice)
        digits = match[2]
        marks = [sign for sign in digits if sign in "., "]
        if not marks or marks == [" "] or (len(marks) > 1 and len(set(marks)) == 1):
            whole, part = digits, ""
        elif len(marks) == 1:
            whole, part = self._one_mark(digits, marks[0], typed)
        else:
            whole, _, part = digits.rpartition(marks[-1])
        return self._made(match[1], whole, part)

    def _one_mark(self, digits: str, mark: str, typed: str) -> tuple[str, str]:
        whole, part = digits.split(mark)
        if len(part) != 3 or not _GROUPS.fullmatch(digits) or whole == "0":
            return whole, part
        if self.thousands_point and mark == ".":
            return digits, ""
        if self.decimals < 3:
            raise Unreadable(_ONE_WAY.fill(typed=typed, whole=whole + part))
        raise Unreadable(
            _EITHER.fill(typed=typed, whole=whole + part, fraction=Text(f"{whole},{part}0", f"{whole}.{part}0"))
        )

    def _made(self, sign: str, whole: str, part: str) -> Decimal:
        if not whole.isdigit() and whole and not _GROUPS.fullmatch(whole):
            raise Unreadable(self.advice)
        digits = re.sub("[., ]", "", whole)
        if len(digits) > _DIGITS:
            raise Unreadable(self.advice)
        fine = part.rstrip("0")
        if len(fine) > self.decimals:
            raise Unreadable(self.advice if not self.decimals else _TOO_FINE.fill(n=self.decimals))
        return Decimal(f"{sign}{digits or '0'}" + (f".{fine}" if fine else "")) + 0


def _limits(least: Decimal | None, most: Decimal | None) -> Text:
    if least is None or most is None:
        return (
            _MOST.fill(most=number_of(most)) if most is not None else _LEAST.fill(least=number_of(least or Decimal()))
        )
    return _BETWEEN.fill(least=number_of(least), most=number_of(most))


class DecimalNumber(Number):
    """A number that may have decimals."""

    name = "decimal number"
    control = Control("line", Text("16,5", "16.5"), inputmode="decimal", width=10)
    advice = Text("Schrijf een getal, bijvoorbeeld 16 of 16,5.", "Write a number, for example 16 or 16.5.")


class Hours(Number):
    """A number of hours: 0 to 168, the hours of a week, unless the question says otherwise."""

    name = "hours"
    control = Control("line", Text("32,5", "32.5"), inputmode="decimal", width=6)
    advice = Text(
        "Schrijf een aantal uren, bijvoorbeeld 32 of 32,5.", "Write a number of hours, for example 32 or 32.5."
    )
    units = ("per week", "a week", "p/w", "p.w.", "uur", "uren", "hours", "hour", "hrs", "u.", "u", "h")
    decimals = 2
    least = Decimal(0)
    most = Decimal(168)


class Percentage(Number):
    """A percentage: 0 to 100 unless the question says otherwise."""

    name = "percentage"
    control = Control("line", Text("20", "20"), inputmode="decimal", width=6)
    advice = Text("Schrijf een percentage, bijvoorbeeld 20 of 12,5.", "Write a percentage, for example 20 or 12.5.")
    units = ("%", "procent", "percent")
    decimals = 2
    least = Decimal(0)
    most = Decimal(100)

    def show(self, value: Decimal, question: Question, language: Language) -> str:
        """20%."""
        return number(value, language) + "%"


class Money(Number):
    """An amount in euros, not below zero unless the question says otherwise."""

    name = "money"
    control = Control("line", Text("1.234,50", "1,234.50"), inputmode="decimal", width=12)
    advice = Text(
        "Schrijf een bedrag in euro's, bijvoorbeeld 400 of 1234,50.",
        "Write an amount in euros, for example 400 or 1234.50.",
    )
    units = ("€", "eur", "euro's", "euro’s", "euros", "euro")
    decimals = 2
    thousands_point = True
    least = Decimal(0)

    def show(self, value: Decimal, question: Question, language: Language) -> str:
        """€ 1.234,50."""
        return money(value, language)


_FOUR_DIGITS = 1000


class _Whole(Number):
    """The reading of whole numbers, before they become an int."""

    decimals = 0
    thousands_point = True
    advice = Text("Schrijf een heel getal, bijvoorbeeld 12.", "Write a whole number, for example 12.")


class WholeNumber(AnswerType[int]):
    """A number without decimals."""

    name = "whole number"
    order = "number"
    control = Control("line", same("12"), inputmode="numeric", width=10)
    _number: Number = _Whole()

    def read(self, text: str, question: Question) -> int:
        """The number, within the limits of the question."""
        return int(self._number.read(text, question))

    def show(self, value: int, question: Question, language: Language) -> str:
        """1.234 in Dutch; 1,234 in English; 2026 in both where every answer has four digits, as a year has."""
        least, most = question.limits.least, question.limits.most
        is_year = least is not None and least >= _FOUR_DIGITS and most is not None and most < 10 * _FOUR_DIGITS
        return str(value) if is_year else number(value, language)


class _House(_Whole):
    """The reading of house numbers."""

    advice = Text(
        "Schrijf alleen het huisnummer, bijvoorbeeld 12; een letter hoort bij de toevoeging.",
        "Write the house number only, for example 12; a letter belongs in the addition.",
    )
    least = Decimal(1)
    most = Decimal(99_999)


class HouseNumber(WholeNumber):
    """A house number of 1 to 99999, without its addition."""

    name = "house number"
    control = Control("line", same("12"), inputmode="numeric", width=6)
    _number = _House()

    def show(self, value: int, question: Question, language: Language) -> str:
        """12; never with a sign between thousands."""
        return str(value)
