"""The parts of a name as they are written in the Netherlands; no letter of any script is changed."""

import re
import unicodedata

from formgen.form import Question
from formgen.questions.kind import AnswerType, Control, Unreadable, check_length, one_line
from formgen.text import Text, same

_JOINERS = "\u200c\u200d"  # letters join or part by these in Persian and in scripts of India
_APOSTROPHES = re.compile("[`´]")


def _letters_only(text: str, besides: str, advice: Text) -> str:
    """The text with plain apostrophes for accents that stand alone, if it has letters and nothing but letters."""
    line = _APOSTROPHES.sub("'", one_line(text))
    signs = [sign for sign in line if sign not in besides]
    only_letters = all(unicodedata.category(sign)[0] in "LM" for sign in signs)
    if not only_letters or not any(sign.isalpha() for sign in signs):
        raise Unreadable(advice)
    return line


class Surname(AnswerType[str]):
    """A surname without its prefix: letters of any script, spaces, hyphens, apostrophes and full stops."""

    name = "surname"
    control = Control("line", same("Yılmaz"), autocomplete="family-name", width=30)
    _advice = Text(
        "Schrijf een achternaam in letters, bijvoorbeeld Yılmaz of Smit-de Boer.",
        "Write a surname in letters, for example Yılmaz or Smit-de Boer.",
    )

    def read(self, text: str, question: Question) -> str:
        """The surname as typed; at most 80 characters."""
        return check_length(_letters_only(text, f" -'’.{_JOINERS}", self._advice), question, 80)


class NamePrefix(AnswerType[str]):
    """The words before a surname that are not sorted on: van der, el, 't."""

    name = "name prefix"
    control = Control("line", same("van der"), width=10)
    _advice = Text(
        "Schrijf alleen het tussenvoegsel, bijvoorbeeld van der, el of 't.",
        "Write the prefix only, for example van der, el or 't.",
    )

    def read(self, text: str, question: Question) -> str:
        """The prefix as typed; at most 20 characters."""
        return check_length(_letters_only(text, f" -'’.{_JOINERS}", self._advice), question, 20)


class Initials(AnswerType[str]):
    """Initials, each with its full stop: A.J., Th.M., IJ., J.-P."""

    name = "initials"
    control = Control("line", same("A.J."), width=10)
    _advice = Text(
        "Schrijf alleen de voorletters, bijvoorbeeld A.J. of Th.M.",
        "Write the initials only, for example A.J. or Th.M.",
    )

    def read(self, text: str, question: Question) -> str:
        """The initials with tidy full stops; at most 20 characters. A first name is refused."""
        written = self._tidy(_letters_only(text, " -.", self._advice))
        if self._tidy(written) != written:  # letters such as ǅ, which are neither capital nor small
            raise Unreadable(self._advice)
        return check_length(written, question, 20)

    def _tidy(self, line: str) -> str:
        written = ""
        for hyphen, word, stop in _WORDS.findall(line):
            pieces = _pieces(_CLUSTER.findall(word), word, stop)
            if not pieces:
                raise Unreadable(self._advice)
            written += (hyphen if written else "") + "".join(f"{piece}." for piece in pieces)
        return unicodedata.normalize("NFC", written)


_WORDS = re.compile(r"(-?)([^ .-]+)([. ]?)")
_CLUSTER = re.compile(r"\w\W*|\W+")  # a letter with the accents that stand on it
_PAIRS = ("ch", "chr", "dj", "ph", "sj", "th", "tj")  # written together as one initial


def _pieces(letters: list[str], word: str, stop: str) -> list[str]:
    """The initials in one word; none when the word may as well be a name or could be read in two ways."""
    if word.lower() == "ij":
        return ["IJ"]
    if len(letters) == 1 or word.lower() in _PAIRS:
        return [_capital(letters[0]) + "".join(letters[1:]).lower()]
    if word == word.upper():
        return letters
    if word == word.lower():
        return [_capital(letter) for letter in letters] if len(letters) == 2 else []
    return _by_capitals(letters, stop)


def _by_capitals(letters: list[str], stop: str) -> list[str]:
    """ThM is Th and M; Joh with a full stop is one initial; Jan without is a name."""
    pieces: list[str] = []
    for letter in letters:
        if letter == letter.upper() or not pieces:
            pieces.append(_capital(letter))
        else:
            pieces[-1] += letter
    pieces = ["IJ" if piece.lower() == "ij" else piece for piece in pieces]
    longest = max(len(piece) for piece in pieces)
    if any(len(piece) > 1 and piece[0] == piece[0].lower() for piece in pieces):
        return []
    return pieces if longest < 3 or (longest == 3 and stop == ".") else []


def _capital(letter: str) -> str:
    """The letter as a capital, unless the capital is another number of letters (ß)."""
    capital = letter.title()
    return capital if len(capital) == len(letter) else letter
