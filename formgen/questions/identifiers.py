"""Numbers and addresses that a register or a standard hands out: BSN, IBAN, postcode, telephone, e-mail."""

import re
from typing import NoReturn

import phonenumbers
from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn, postcode

from formgen.form import Question
from formgen.questions.kind import AnswerType, Control, Unreadable, one_line, plain_digits
from formgen.text import Language, Text, same


class Identifier(AnswerType[str]):
    """What these types share: one line, and one sentence of advice with an example."""

    advice: Text

    def refuse(self) -> NoReturn:
        """Say how it is written."""
        raise Unreadable(self.advice)


def _compact(text: str) -> str:
    """The text in capitals without the spaces, points and hyphens people put in for reading."""
    return re.sub(r"[ .\-]", "", plain_digits(text)).upper()


class Bsn(Identifier):
    """A citizen service number: 9 digits that satisfy the elfproef; it may still belong to nobody."""

    name = "bsn"
    control = Control("line", same("123456782"), inputmode="numeric", width=10)
    advice = Text(
        "Schrijf de 9 cijfers van het burgerservicenummer, bijvoorbeeld 123456782.",
        "Write the 9 digits of the citizen service number, for example 123456782.",
    )
    _check = Text(
        "Dit kan geen burgerservicenummer zijn: de cijfers kloppen niet. Kijk ze na, bijvoorbeeld op een loonstrook.",
        "This cannot be a citizen service number: its digits do not agree. Check them, for example on a payslip.",
    )

    def read(self, text: str, question: Question) -> str:
        """Nine digits; to eight digits the zero is restored that spreadsheets drop."""
        digits = _compact(text)
        if not re.fullmatch(r"\d{8,9}", digits) or not int(digits):
            self.refuse()
        try:
            return bsn.validate(digits)
        except ValidationError as error:
            raise Unreadable(self._check) from error


class Iban(Identifier):
    """A bank account of any country that uses IBAN."""

    name = "iban"
    control = Control("line", same("NL91 ABNA 0417 1643 00"), width=30)
    advice = Text(
        "Schrijf het hele rekeningnummer (IBAN), bijvoorbeeld NL91 ABNA 0417 1643 00.",
        "Write the whole account number (IBAN), for example NL91 ABNA 0417 1643 00.",
    )
    _check = Text(
        "Dit rekeningnummer (IBAN) klopt niet. Kijk de letters en cijfers na, bijvoorbeeld op een bankpas.",
        "This account number (IBAN) is not right. Check its letters and digits, for example on a bank card.",
    )

    def read(self, text: str, question: Question) -> str:
        """The account number in capitals without spaces."""
        account = _compact(text)
        if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", account):
            self.refuse()
        try:
            return iban.validate(account, check_country=False)  # its lists of banks age; new banks would be refused
        except ValidationError as error:
            raise Unreadable(self._check) from error

    def show(self, value: str, question: Question, language: Language) -> str:
        """In groups of four: NL91 ABNA 0417 1643 00."""
        return iban.format(value)


class Postcode(Identifier):
    """A Dutch postcode; for an address abroad a form asks a short text."""

    name = "postcode"
    control = Control("line", same("3511 AB"), autocomplete="postal-code", width=10)
    advice = Text(
        "Schrijf een Nederlandse postcode: 4 cijfers en 2 letters, bijvoorbeeld 3511 AB.",
        "Write a Dutch postcode: 4 digits and 2 letters, for example 3511 AB.",
    )

    def read(self, text: str, question: Question) -> str:
        """1234 AB: not starting with a zero, and without the letters SA, SD and SS, which are not given out."""
        try:
            return postcode.validate(_compact(text))
        except ValidationError as error:
            raise Unreadable(self.advice) from error


class KvkNumber(Identifier):
    """A number of the Dutch trade register: 8 digits."""

    name = "kvk number"
    control = Control("line", same("12345678"), inputmode="numeric", width=10)
    advice = Text(
        "Schrijf de 8 cijfers van het KvK-nummer, bijvoorbeeld 12345678.",
        "Write the 8 digits of the Chamber of Commerce number, for example 12345678.",
    )

    def read(self, text: str, question: Question) -> str:
        """Eight digits; to seven digits the zero is restored that spreadsheets drop."""
        digits = _compact(text).removeprefix("KVK")
        if not re.fullmatch(r"\d{7,8}", digits):
            self.refuse()
        return digits.zfill(8)


class PayrollTaxNumber(Identifier):
    """A loonheffingennummer: 9 digits, L and the number of the payroll administration, from L01."""

    name = "payroll tax number"
    control = Control("line", same("800000006L01"), width=16)
    advice = Text(
        "Schrijf het loonheffingennummer: 9 cijfers, de letter L en 2 cijfers (vanaf L01), bijvoorbeeld 800000006L01.",
        "Write the payroll tax number: 9 digits, the letter L and 2 digits (from L01), for example 800000006L01.",
    )

    def read(self, text: str, question: Question) -> str:
        """The number in capitals without spaces or points.

        Its first nine digits are an RSIN or BSN; that they satisfy the elfproef is not required here.
        """
        written = _compact(text)
        if not re.fullmatch(r"\d{9}L(?!00)\d{2}", written):
            self.refuse()
        return written


class Phone(Identifier):
    """A telephone number: Dutch, or of another country with its country code."""

    name = "phone"
    control = Control("line", same("06-12345678"), inputmode="tel", autocomplete="tel", width=20)
    advice = Text(
        "Schrijf een telefoonnummer, bijvoorbeeld 06-12345678 of +31 30 123 45 67.",
        "Write a telephone number, for example 06-12345678 or +31 30 123 45 67.",
    )
    _written = re.compile(r"[-+0-9()./ ]{4,40}(?: ?(?:toestel|tst\.?|ext\.?|x) ?\d{1,6})?", re.IGNORECASE)

    def read(self, text: str, question: Question) -> str:
        """The number as typed, with single spaces."""
        line = plain_digits(text)
        if not self._written.fullmatch(line):
            self.refuse()
        number = re.split("[tex]", line, maxsplit=1, flags=re.IGNORECASE)[0]
        try:
            parsed = phonenumbers.parse(number, "NL")
        except phonenumbers.NumberParseException as error:
            raise Unreadable(self.advice) from error
        if not self._exists(parsed):
            self.refuse()
        return line

    @staticmethod
    def _exists(number: phonenumbers.PhoneNumber) -> bool:
        """Dutch numbers are checked strictly (nine digits, or a known short one), others by length."""
        if number.country_code == 31:
            digits = phonenumbers.national_significant_number(number)
            return bool(re.fullmatch(r"[1-9]\d{8}", digits)) or phonenumbers.is_valid_number(number)
        return phonenumbers.is_possible_number(number)


class Email(Identifier):
    """An e-mail address; letters of any script may stand in it."""

    name = "email"
    control = Control("line", same("naam@voorbeeld.nl"), inputmode="email", autocomplete="email", width=40)
    advice = Text(
        "Schrijf een e-mailadres, bijvoorbeeld naam@voorbeeld.nl.",
        "Write an email address, for example naam@voorbeeld.nl.",
    )
    _written = re.compile(r'[^@\s,;:<>()"\[\]\\]{1,64}@(?:[^@\s.,;:<>()"\[\]\\/]+\.)+[^@\s.,;:<>()"\[\]\\/\d]{2,}')

    def read(self, text: str, question: Question) -> str:
        """The address as typed, at most 254 characters (RFC 5321, 4.5.3.1.3): one @, a point in what follows it."""
        line = one_line(text)
        local = line.partition("@")[0]
        if not self._written.fullmatch(line) or len(line) > 254:
            self.refuse()
        if local.startswith(".") or local.endswith(".") or ".." in local:
            self.refuse()
        return line
