"""The work a visitor has begun, each piece told from the others: whose it is, what it asks, how far it is."""

from dataclasses import dataclass

from formgen.documents.wording import full_name
from formgen.store.drafts import Draft
from formgen.text import Text
from formgen.web.progress import Progress, progress
from formgen.web.second import chosen_question
from formgen.web.visit import Visit, works


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft as a list of drafts names it; `person` and `question` are empty while they are not known."""

    visit: Visit
    draft: Draft
    person: str
    question: Text | None
    progress: Progress


def begun() -> tuple[Begun, ...]:
    """The visitor's drafts, the one changed last first."""
    return tuple(
        Begun(one, one.draft, full_name(one.answers), chosen_question(one), progress(one.answers))
        for one in works()
        if one.draft is not None
    )
