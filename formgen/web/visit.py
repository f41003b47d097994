"""The visitor's drafts, each at an address of its own, and what a draft says today."""

import contextlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import abort, g, session

from formgen import answers
from formgen.form import Form, Section
from formgen.guidance import Guidance, secondquestion
from formgen.guidance.adviser import ADVISER
from formgen.store.drafts import Content, Draft, GoneError, TakenError
from formgen.web import nothingkept, pocket
from formgen.web.desk import desk, form_named, guide

# The first draft of a form is at the form's name; another one of the same form has a random key behind that name. The
# key opens nothing: only the cookie knows the draft's id. It is random so that a page of a draft that was deleted can
# never write into a newer one.
_BETWEEN = "~"
_KEY = re.compile(r"[0-9a-f]{16}")
_IN_SIGHT = ("bsn", "surname")  # what tells whether two drafts are about one person


Edit = Callable[[Content], Content]


class FullPocketError(Exception):
    """This browser knows as many drafts as it may; one of them is to be deleted first. Nothing was kept."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's work on one form, at `address`: the first part of the path of its pages.

    `draft` is None as long as nothing is kept: looking around keeps nothing. `gone` tells that there was one.
    """

    form: Form
    draft: Draft | None
    content: Content
    answers: answers.Answers
    address: str
    gone: bool = False

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
        return self.asks_uwv and secondquestion.KIND in self.form.by_name


def visit(address: str) -> Visit:
    """The visitor's work at this address, empty when there is no draft; a 404 page when there is no such form."""
    form = form_at(address)
    draft = _draft(address)
    seen = of_content(form, draft.content if draft else Content(), draft, address)
    return replace(seen, gone=draft is None and was_kept(address))


def of_content(form: Form, content: Content, draft: Draft | None = None, address: str = "") -> Visit:
    """A visit with this content, whether or not it is kept; its address is the form's name when none is given."""
    return Visit(form, draft, content, answers.read(form, content.raw, desk().today()), address or form.name)


def form_at(address: str) -> Form:
    """The form of the draft at this address; ends the request with a 404 page when there is none.

    The adviser has a page of its own, and never a draft.
    """
    name, between, key = address.partition(_BETWEEN)
    if (between and not _KEY.fullmatch(key)) or name == ADVISER:
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
    known = (address for address, one in pocket.drafts().items() if one.id == draft.id)
    address = next(known, "") or free_address(draft.form)
    _make_room(address)
    remember(address, draft)
    return address


def begin(seen: Visit) -> None:
    """Hand out the number under which the first answer on a page of this draft will be kept, if there is none yet.

    Whichever tab it comes from, it is then the same draft. Raises FullPocketError when this browser knows as many
    drafts as it may: better now than after the first answer.
    """
    if seen.draft is None and _state(seen.address) not in ("new", "here"):
        _make_room(seen.address)
        pocket.put_draft(seen.address, pocket.Known("new", secrets.token_urlsafe(24)))


def keep(address: str, edit: Edit, anew: Edit | None = None) -> Draft:
    """Change the visitor's draft, or begin one when there is none (any more): what was typed is never thrown away.

    `anew` is what to make of an empty draft, where that is something else than `edit` would.
    Raises FullPocketError when one more draft is more than a browser may know.
    """
    form = form_at(address)
    _look_again()
    if nothingkept.chosen(address):
        return nothingkept.change(address, form.name, edit, anew or edit)
    try:
        draft = desk().drafts.change(_draft_id(address), form.name, edit)
    except GoneError:
        draft = _begun(address, edit, anew or edit)
    remember(address, draft)
    return draft


def _begun(address: str, edit: Edit, anew: Edit) -> Draft:
    """A new draft, under the number that was handed out for it; the other tab's when that was the first to answer."""
    _make_room(address)
    drafts, form = desk().drafts, form_name(address)
    if _state(address) == "new":
        with contextlib.suppress(GoneError):  # a number that is another form's
            try:
                return drafts.start(form, anew(Content()), _draft_id(address))
            except TakenError:
                return drafts.change(_draft_id(address), form, edit)
    return drafts.start(form, anew(Content()))


def _make_room(address: str) -> None:
    """See that the browser may know one draft more, at this address: those that are gone it need not know."""
    known = pocket.drafts()
    if len(known.keys() - {address}) < pocket.MOST_DRAFTS:
        return
    gone = [one for one in known if one != address and known[one].state != "here" and _draft(one) is None]
    for one in gone:
        pocket.drop_draft(one)
    if len(known.keys() - {address, *gone}) >= pocket.MOST_DRAFTS:
        raise FullPocketError


def remember(address: str, draft: Draft) -> None:
    """Let the visitor's browser know this draft, at this address, for as long as it is kept from now on."""
    _look_again()
    pocket.put_draft(address, pocket.Known("kept", draft.id))
    today = desk().today().isoformat()
    if session.get("seen") != today:  # what else the browser knows of us lives as long
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
        nothingkept.change(address, seen.form.name, lambda _: seen.content, lambda _: seen.content)
    forget(address)
    nothingkept.choose(address)


def keep_again(address: str) -> None:
    """Keep a draft after all that was only in the visitor's browser."""
    seen = visit(address)
    if not seen.here:
        return
    _make_room(address)
    nothingkept.choose(address, here=False)
    if seen.draft is not None:
        keep(address, lambda _: seen.content)
    nothingkept.forget(address)


def forget(address: str) -> None:
    """Delete the visitor's draft at this address. Who wants nothing kept of it, still wants that afterwards."""
    _look_again()
    if nothingkept.chosen(address):
        nothingkept.forget(address)
        return
    desk().drafts.forget(_draft_id(address))
    pocket.drop_draft(address)


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
    known = (name for name, one in pocket.drafts().items() if one.state != "here" and form_name(name) in names)
    found = ((name, _draft(name)) for name in known)
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


def was_kept(address: str) -> bool:
    """Whether this browser knows of a draft at this address that was begun, whether or not it is still there."""
    return _state(address) == "kept"


def _state(address: str) -> str:
    known = pocket.drafts().get(address)
    return known.state if known else ""


def _draft_id(address: str) -> str:
    known = pocket.drafts().get(address)
    return known.id if known else ""


def _draft(address: str) -> Draft | None:
    """The draft at this address that the visitor's cookie knows and that is still kept."""
    name = form_name(address)
    try:
        return nothingkept.find(address, name) if nothingkept.chosen(address) else _kept(address, name)
    except GoneError:
        return None


def _kept(address: str, form_name: str) -> Draft:
    return desk().drafts.find(_draft_id(address), form_name)
