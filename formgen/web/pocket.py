"""What a visitor's browser brings along: a cookie for each draft and each bulk job, with its secret number in it.

One cookie each, so that two tabs that save at the same moment cannot write over what the other one put there, and so
that none ever grows too long for a browser. As many as there may be still fit in the 8 kB that servers take of them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from flask import Flask, Response, g, request, session

from formgen.store.drafts import DAY
from formgen.web.desk import desk

State = Literal["new", "kept", "here"]
MOST_DRAFTS = 40  # of 119 bytes at most, that of the longest of our form names
_DRAFT, _JOB, _COLUMNS = "formgen-draft-", "formgen-job-", "formgen-columns-"
_AT_ONCE = 10  # older ones moved with one answer: a proxy may refuse an answer with more than 4 kB before the page
_SECRET = re.compile(r"[\w-]{32}", re.ASCII)
_MARKS = re.compile(r"[\w.-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """What a browser knows of the draft at one address.

    `kept`: it was begun, under the number `id`. `new`: nothing was answered yet, and the first answer will be kept
    under `id`, whichever tab it comes from. `here`: nothing is to be kept of it; the browser brings the answers along.
    """

    state: State
    id: str = ""


@dataclass(frozen=True, slots=True)
class _Put:
    """A cookie that this request puts in the browser; without a value it takes that cookie out."""

    value: str = ""
    seconds: int | None = None
    path: str = "/"


def open_pocket(app: Flask) -> None:
    """Let this service read and write these cookies."""
    app.before_request(_move_in)
    app.after_request(_hand_out)


# ---- drafts ---------------------------------------------------------------------------------------------------------


def drafts() -> dict[str, Known]:
    """What this browser knows, by the address of the draft."""
    found = {}
    for name, value in _all(_DRAFT):
        state, _, secret = value.partition(".")
        if (state == "here" and not secret) or (state in ("new", "kept") and _SECRET.fullmatch(secret)):
            found[unquote(name)] = Known(state, secret)  # type: ignore[arg-type]
    return {**_older_drafts(), **found}


def put_draft(address: str, known: Known) -> None:
    """Let the browser know this of the draft at this address, a day longer than a draft is kept from now on.

    What nothing was kept of yet, or is to be, it knows until it is closed.
    """
    seconds = (desk().settings.keep_days + 1) * int(DAY.total_seconds()) if known.state == "kept" else None
    _put(_DRAFT + quote(address, safe="~"), _Put(f"{known.state}.{known.id}", seconds))


def drop_draft(address: str) -> None:
    """Let the browser forget this draft."""
    _put(_DRAFT + quote(address, safe="~"), _Put())
    for older in ("drafts", "here"):
        if isinstance(session.get(older), dict | list):
            session[older] = _without(session[older], {address})


# ---- bulk jobs ------------------------------------------------------------------------------------------------------


def jobs() -> list[str]:
    """The numbers of the bulk jobs that this browser knows, in no order."""
    older = session.get("jobs")
    found = [value for _, value in _all(_JOB)] + (older if isinstance(older, list) else [])
    return [one for one in dict.fromkeys(found) if isinstance(one, str) and _SECRET.fullmatch(one)]


def put_job(mark: str, job_id: str) -> None:
    """Let the browser know this job, a day longer than it is kept; `mark` is what stands for it in an address."""
    _put(_JOB + mark, _Put(job_id, (desk().settings.result_days + 1) * int(DAY.total_seconds())))


def drop_job(mark: str, job_id: str) -> None:
    """Let the browser forget this job."""
    _put(_JOB + mark, _Put())
    if isinstance(session.get("jobs"), list):
        session["jobs"] = _without(session["jobs"], {job_id})


def columns(form: str) -> dict[str, str]:
    """Which column was mapped to which question of this form: marks of both, as `put_columns` was given them."""
    found = dict(_all(_COLUMNS)).get(quote(form), "")
    marks = found.split(".") if _MARKS.fullmatch(found) else []
    return dict(zip(marks[::2], marks[1::2], strict=False))


def put_columns(form: str, mapped: Mapping[str, str]) -> None:
    """Let the browser remember the columns of this form, by marks of letters and digits."""
    days = desk().settings.keep_days + 1
    value = ".".join(mark for pair in mapped.items() for mark in pair)
    _put(_COLUMNS + quote(form), _Put(value, days * int(DAY.total_seconds()), "/bulk"))


# ---- cookies --------------------------------------------------------------------------------------------------------


def _prefix(path: str = "/") -> str:
    """What makes a browser refuse the cookie from anyone but us, over https."""
    return ("__Host-" if path == "/" else "__Secure-") if desk().settings.https else ""


def _all(kind: str) -> Iterator[tuple[str, str]]:
    """The cookies of this kind, by what tells them apart; those of this request itself in place of what was brought."""
    start = _prefix("/bulk" if kind == _COLUMNS else "/") + kind
    put: dict[str, _Put] = g.get("pocket", {})
    brought = {**request.cookies, **{name: one.value for name, one in put.items()}}
    return ((name.removeprefix(start), value) for name, value in brought.items() if name.startswith(start) and value)


def _put(name: str, put: _Put) -> None:
    g.setdefault("pocket", {})[_prefix(put.path) + name] = put


def _hand_out(response: Response) -> Response:
    for name, put in g.get("pocket", {}).items():
        if put.value or name in request.cookies:
            response.set_cookie(
                name,
                put.value,
                max_age=put.seconds if put.value else 0,
                path=put.path,
                secure=desk().settings.https,
                httponly=True,
                samesite="Lax",
            )
    return response


# ---- what an older version of ours put in one cookie ----------------------------------------------------------------


def _older_drafts() -> dict[str, Known]:
    """The drafts that only the one cookie knows, which once held all of them."""
    drafts, here = session.get("drafts"), session.get("here")
    kept = drafts.items() if isinstance(drafts, dict) else ()
    found = {at: Known("kept", one) for at, one in kept if isinstance(one, str) and _SECRET.fullmatch(one)}
    return {**found, **{at: Known("here") for at in (here if isinstance(here, list) else ()) if isinstance(at, str)}}


def _move_in() -> None:
    """Give the drafts of that one cookie their own, some with every answer, as long as there is room for them."""
    if request.endpoint == "static" or request.path.startswith("/api"):  # where no cookie is read
        return
    older = _older_drafts()
    own = {unquote(name) for name, _ in _all(_DRAFT)}
    room = max(0, MOST_DRAFTS - len(own))
    moving = dict(list(older.items())[: min(room, _AT_ONCE)])
    for address in moving.keys() - own:
        put_draft(address, moving[address])
    for name in ("drafts", "here"):
        if moving and name in session:
            session[name] = _without(session[name], set(moving))
            if not session[name]:
                del session[name]


def _without(older: object, gone: set[str]) -> object:
    """The older list or mapping without these."""
    if isinstance(older, dict):
        return {name: value for name, value in older.items() if name not in gone}
    return [one for one in older if one not in gone] if isinstance(older, list) else older
