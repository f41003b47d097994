"""The employee's letter as it is made for someone, as plain text: what the tests of its sentences read."""

from functools import cache

from formgen.answers import read
from formgen.documents import make
from formgen.text import LANGUAGES, Language
from tests.employee import FORM, TODAY, Raw
from tests.worddocs import text_of

DOCUMENTS = {document.name: document for document in FORM.documents}
_CLOSING = ("\nGegevens bij deze aanvraag\n", "\nDetails of this application\n")


def letter(raw: Raw, language: Language = "nl") -> str:
    """The letter, or its English reading copy, up to the closing part; no-break spaces as plain ones."""
    return _letter(tuple(sorted(raw.items())), language)


def letters(raw: Raw) -> str:
    """The letter and its reading copy, one after the other."""
    return "\n".join(letter(raw, language) for language in LANGUAGES)


@cache
def _letter(given: tuple[tuple[str, str], ...], language: Language) -> str:
    document = DOCUMENTS["letter" if language == "nl" else "reading_copy"]
    said = text_of(make(FORM, read(FORM, dict(given), TODAY), document, language).data).replace("\u00a0", " ")
    for closing in _CLOSING:
        said = said.split(closing)[0]
    return said
