"""What `formgen fill` takes and gives besides plain answers and clean documents: working copies, and PDFs of Word."""

from collections.abc import Mapping, Sequence

from formgen.documents import Made, conversion, workingcopy
from formgen.documents.workingcopy import Carried
from formgen.errors import FormgenError
from formgen.form import Form
from formgen.loader.answersfile import AnswersFile, read_answers
from formgen.text import Language, Text


def read_any(data: bytes, name: str, form: Form) -> AnswersFile:
    """The answers in a YAML or JSON file, or in a working copy: a Word file or PDF that carries them.

    Raises FormgenError when they are there but belong to another form.
    """
    if data.startswith(b"PK") or b"%PDF-" in data[:1024]:
        carried = workingcopy.unpack(data, name)
        file = AnswersFile(carried.answers, form=carried.form)
    else:
        file = read_answers(data, name)
    if file.form not in ("", form.name):
        raise FormgenError(_OTHER_FORM.fill(file=name, other=file.form, form=form.name))
    return file


def packed(made: Sequence[Made], carried: Carried, language: Language) -> dict[str, bytes]:
    """Every document as a working copy, by file name, and the answers alone for a program that drops them."""
    copies = {one.name: one.data for one in (workingcopy.pack(one, carried, language) for one in made)}
    return copies | {f"{carried.form} - {_ANSWERS[language]}.json": workingcopy.as_file(carried)}


def pdfs_of(made: Sequence[Made]) -> Mapping[str, bytes]:
    """A PDF of each Word document, by file name. Raises ConversionError with how to get it."""
    return {one.name: one.data for one in conversion.pdf_copies(made)}


_ANSWERS = Text("antwoorden", "answers")
_OTHER_FORM = Text(
    '{file}: dit zijn antwoorden van het formulier "{other}", niet van "{form}". Noem dat formulier.',
    '{file}: these are answers of the form "{other}", not of "{form}". Name that form.',
)
