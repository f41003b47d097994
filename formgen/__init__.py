"""Questions with guidance in, finished documents out: `load` a form, `read` answers, `fill` the documents."""

import datetime
from collections.abc import Mapping
from importlib.metadata import version

from formgen import answers, documents, library
from formgen.answers import Answers
from formgen.documents import Made
from formgen.form import Form
from formgen.guidance import privacy
from formgen.text import Language

__all__ = ["Answers", "Form", "Made", "__version__", "fill", "load", "read"]

__version__ = version("formgen")


def load(name: str) -> Form:
    """The form of this name, ours or from FORMGEN_FOLDER.

    Raises UnknownError for a name no form bears and FormFileError with all faults of a form that cannot be used.
    """
    return library.library().load(name)


def read(form: Form, raw: Mapping[str, str], today: datetime.date | None = None) -> Answers:
    """What was typed, as answers: text by dotted name (`talks.1.talk_date`). Never raises.

    What is wrong or missing stands in `mistakes` of the answers, one sentence each. Without `today` it is today.
    """
    return answers.read(form, raw, today or datetime.date.today())


def fill(form: Form, answers: Answers, language: Language = "nl", confirmed: str = "") -> tuple[Made, ...]:
    """The documents these answers call for, each with its file name and bytes; drafts while answers are missing.

    Raises AnswersError while an answer is wrong, TemplateError when a template cannot be filled, and PrivacyError
    while an employer's text holds words about health: it lists them, with what to write instead. Its `texts`, given
    as `confirmed`, says that whoever wrote these very texts has read them again. For many rows: once for each row.
    """
    if not answers.wrong:  # a wrong answer is told first: mending it changes the texts
        privacy.refuse_unconfirmed(answers, confirmed)
    return documents.fill(form, answers, language)
