"""The visitor's draft of a form, and what it says today."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import session

from formgen import answers
from formgen.form import Form
from formgen.guidance import Guidance
from formgen.store.drafts import Content, Draft, GoneError
from formgen.web.desk import desk, form_named, guide


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's work on one form. `draft` is None as long as nothing is kept: looking around keeps nothing."""

    form: Form
    draft: Draft | None
    content: Content
    answers: answers.Answers

    @property
    def guide(self) -> Guidance:
        """The tips, sources and facts of the form."""
        return guide(self.form.folder)


def visit(form_name: str) -> Visit:
    """The visitor's work on the form of this name, empty when there is no draft; a 404 page when there is no form."""
    form = form_named(form_name)
    draft = _draft(form_name)
    return of_content(form, draft.content if draft else Content(), draft)


def of_content(form: Form, content: Content, draft: Draft | None = None) -> Visit:
    """A visit with this content, whether or not it is kept."""
    return Visit(form, draft, content, answers.read(form, content.raw, desk().today()))


def keep(form_name: str, edit: Callable[[Content], Content]) -> Draft:
    """Change the visitor's draft, or begin one when there is none (any more): what was typed is never thrown away."""
    try:
        draft = desk().drafts.change(_draft_id(form_name), form_name, edit)
    except GoneError:
        draft = desk().drafts.start(form_name, edit(Content()))
    session["drafts"] = _drafts() | {form_name: draft.id}
    session.permanent = True
    return draft


def forget(form_name: str) -> None:
    """Delete the visitor's draft of this form, and the cookie's knowledge of it."""
    desk().drafts.forget(_draft_id(form_name))
    session["drafts"] = {name: draft_id for name, draft_id in _drafts().items() if name != form_name}


def begun(form_name: str) -> bool:
    """Whether the visitor has a draft of this form."""
    return _draft(form_name) is not None


def others(seen: Visit) -> tuple[Visit, ...]:
    """The visitor's work on other forms: the same case, from another side."""
    found = ((name, _draft(name)) for name in desk().library.names() if name != seen.form.name)
    return tuple(of_content(form_named(name), draft.content, draft) for name, draft in found if draft)


def _drafts() -> dict[str, str]:
    known = session.get("drafts")
    return known if isinstance(known, dict) else {}


def _draft_id(form_name: str) -> str:
    return str(_drafts().get(form_name, ""))


def _draft(form_name: str) -> Draft | None:
    """The draft of this form that the visitor's cookie knows and that is still kept."""
    try:
        return desk().drafts.find(_draft_id(form_name), form_name)
    except GoneError:
        return None
