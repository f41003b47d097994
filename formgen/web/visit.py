"""The visitor's drafts, each at an address of its own, and what a draft says today."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, g, session

from formgen import answers
from formgen.form import Form, Section
from formgen.guidance import Guidance, secondquestion
from formgen.store.drafts import Content, Draft, GoneError
from formgen.web import nothingkept
from formgen.web.desk import desk, form_named, guide

# The first draft of a form is at the form's name; another one of the same form has a random key behind that name. The
# key opens nothing: only the cookie knows the draft's id. It is random so that a page of a draft that was deleted can
# never write into a newer one.
_BETWEEN = "~"
_KEY = re.compile(r"[0-9a-f]{16}")
_IN_SIGHT = ("bsn", "surname")  # what tells whether two drafts are about one person


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's work on one form, at `address`: the first part of the path of its pages.

    `draft` is None as long as nothing is kept: looking around keeps nothing.
    """

    form: Form
    draft: Draft | None
    content: Content
    answers: answers.Answers
    address: str

    @property
    def guide(self) -> Guidance:
        """The tips, sources and facts of the form."""
        return guide(self.form.folder)

    @property
    def here(self) -> bool:
        """Whether nothing is kept of it: the visitor's own browser holds the answers."""
        return nothingkept.chosen(self.address)

    @property
    def asks_uwv(self) -> bool:
        """Whether the form asks UWV for something: only then can UWV refuse it, which is what a `stop` says."""
        return any(rule.level == "stop" for rule in self.form.checks)

    @property
    def asks_one_question(self) -> bool:
        """Whether it is an application with one question of several, so that a second one needs one of its own."""
        return secondquestion.KIND in self.form.by_name


def visit(address: str) -> Visit:
    """The visitor's work at this address, empty when there is no draft; a 404 page when there is no such form."""
    form = form_at(address)
    draft = _draft(address)
    return of_content(form, draft.content if draft else Content(), draft, address)


def of_content(form: Form, content: Content, draft: Draft | None = None, address: str = "") -> Visit:
    """A visit with this content, whether or not it is kept; its address is the form's name when none is given."""
    return Visit(form, draft, content, answers.read(form, content.raw, desk().today()), address or form.name)


def form_at(address: str) -> Form:
    """The form of the draft at this address; ends the request with a 404 page when there is none."""
    name, between, key = address.partition(_BETWEEN)
    if between and not _KEY.fullmatch(key):
        abort(404)
    return form_named(name)


def form_name(address: str) -> str:
    """The name of the form at this address, whether or not there is such a form."""
    return address.partition(_BETWEEN)[0]


def section_at(form: Form, name: str) -> Section:
    """The section of this name; ends the request with a 404 page when the form has none."""
    found = next((section for section in form.sections if section.name == name), None)
    if found is None:
        abort(404)
    return found


def free_address(form_name: str) -> str:
    """An address for one more draft of this form: its name alone while the visitor has none, else with a new key."""
    if _draft(form_name) is None and not nothingkept.chosen(form_name):
        return form_name
    return f"{form_name}{_BETWEEN}{secrets.token_hex(8)}"


def taken(draft: Draft) -> str:
    """The address of this draft in this browser from now on: the one it has here, or else a free one."""
    known = (address for address, draft_id in _drafts().items() if draft_id == draft.id)
    address = next(known, "") or free_address(draft.form)
    remember(address, draft)
    return address


def keep(address: str, edit: Callable[[Content], Content]) -> Draft:
    """Change the visitor's draft, or begin one when there is none (any more): what was typed is never thrown away."""
    form = form_at(address)
    _look_again()
    if nothingkept.chosen(address):
        return nothingkept.change(address, form.name, edit)
    try:
        draft = desk().drafts.change(_draft_id(address), form.name, edit)
    except GoneError:
        draft = desk().drafts.start(form.name, edit(Content()))
    remember(address, draft)
    return draft


def remember(address: str, draft: Draft) -> None:
    """Let the visitor's cookie know this draft, at this address.

    It is written only when it would say something new, or once a day so that it lives as long as the draft: two tabs
    that save at the same moment must not write over what the other's answer has just put in it.
    """
    _look_again()
    today = desk().today().isoformat()
    if _drafts().get(address) != draft.id or session.get("seen") != today:
        session["drafts"] = _drafts() | {address: draft.id}
        session["seen"] = today
        session.permanent = True


def keep_here(address: str) -> None:
    """Keep nothing of this draft from now on: it moves into the visitor's own browser.

    Raises FullError, and leaves it where it is, when it is too much to travel.
    """
    seen = visit(address)
    if seen.here:
        return
    if seen.draft is not None:
        nothingkept.change(address, seen.form.name, lambda _: seen.content)
    forget(address)
    nothingkept.choose(address)


def keep_again(address: str) -> None:
    """Keep a draft after all that was only in the visitor's browser."""
    seen = visit(address)
    if not seen.here:
        return
    nothingkept.choose(address, here=False)
    if seen.draft is not None:
        keep(address, lambda _: seen.content)
    nothingkept.forget(address)


def forget(address: str) -> None:
    """Delete the visitor's draft at this address, and the cookie's knowledge of it."""
    _look_again()
    if nothingkept.chosen(address):
        nothingkept.forget(address)
    desk().drafts.forget(_draft_id(address))
    session["drafts"] = {name: draft_id for name, draft_id in _drafts().items() if name != address}


def works() -> tuple[Visit, ...]:
    """All the visitor's drafts that are still kept, the one changed last first.

    They are opened and read once a request: several parts of one page ask for them.
    """
    if "works" not in g:
        g.works = _works()
    found: tuple[Visit, ...] = g.works
    return found


def _look_again() -> None:
    """Forget what this request saw of the drafts: it is about to change them."""
    g.pop("works", None)


def _works() -> tuple[Visit, ...]:
    names = frozenset(desk().library.names())
    found = ((name, _draft(name)) for name in _drafts() if name.partition(_BETWEEN)[0] in names)
    kept = [(name, draft) for name, draft in found if draft is not None]
    kept.sort(key=lambda one: one[1].changed, reverse=True)
    return tuple(of_content(form_at(name), draft.content, draft, name) for name, draft in kept)


def others(seen: Visit) -> tuple[Visit, ...]:
    """The visitor's work on other forms about the same person: the same case, from another side."""
    return tuple(other for other in works() if other.form.name != seen.form.name and _one_person(seen, other))


def _one_person(one: Visit, other: Visit) -> bool:
    """Whether nothing says that these are two people: a typing mistake in the one or the other is still one person."""
    pairs = [(one.answers.raw[name], other.answers.raw[name]) for name in _IN_SIGHT if _both(one, other, name)]
    return not pairs or any(here.casefold() == there.casefold() for here, there in pairs)


def _both(one: Visit, other: Visit, name: str) -> bool:
    return name in one.answers.raw and name in other.answers.raw


def _drafts() -> dict[str, str]:
    known = session.get("drafts")
    return known if isinstance(known, dict) else {}


def _draft_id(address: str) -> str:
    return str(_drafts().get(address, ""))


def _draft(address: str) -> Draft | None:
    """The draft at this address that the visitor's cookie knows and that is still kept."""
    name = form_name(address)
    try:
        return nothingkept.find(address, name) if nothingkept.chosen(address) else _kept(address, name)
    except GoneError:
        return None


def _kept(address: str, form_name: str) -> Draft:
    return desk().drafts.find(_draft_id(address), form_name)
