"""Nothing kept here, if the visitor says so: the answers travel locked in cookies of the questionnaire's own pages.

A cookie of the session, so that it ends with the browser. Only the pages of the one questionnaire get it, and only we
can open it: what the visitor's browser holds is what the database would have held, letter for letter as safe.
"""

import base64
from collections.abc import Callable

from flask import Response, after_this_request, g, request

from formgen.store.carried import carrier_of
from formgen.store.drafts import Content, Draft, GoneError
from formgen.web import pocket
from formgen.web.desk import desk

COOKIE = "formgen-here"
PIECE = 3800  # characters of one cookie: browsers keep 4,096 bytes with its name and what is said about it
MOST_PIECES = 8  # about 60,000 characters of text: more than any of our samples but those made to be too long

Edit = Callable[[Content], Content]


class FullError(Exception):
    """More was typed than this browser carries along; nothing of this page was kept."""


def addresses() -> list[str]:
    """The addresses of the questionnaires of which this visitor wants nothing kept here."""
    return [address for address, known in pocket.drafts().items() if known.state == "here"]


def chosen(address: str) -> bool:
    """Whether nothing is to be kept of the questionnaire at this address."""
    return address in addresses()


def choose(address: str, here: bool = True) -> None:
    """Keep nothing of the questionnaire at this address from now on; or keep it as others are kept again."""
    if here:
        pocket.put_draft(address, pocket.Known("here"))
    else:
        pocket.drop_draft(address)


def find(address: str, form: str) -> Draft:
    """The draft that the visitor brought along; GoneError when there is none, or one that we did not lock."""
    locked = _put_now().get(address)
    locked = _brought(address) if locked is None else locked
    if not locked:
        raise GoneError
    return carrier_of(desk().drafts).open(address, form, locked)


def change(address: str, form: str, edit: Edit, anew: Edit) -> Draft:
    """Apply `edit` to what the visitor brought, or `anew` to an empty draft, and send it along with the answer.

    Raises FullError when it has become too much to travel.
    """
    try:
        before = find(address, form)
        content = edit(before.content)
    except GoneError:
        before = Draft("", form, Content(), 0, desk().clock(), desk().clock())
        content = anew(before.content)
    version = before.version + (content != before.content)
    locked, draft = carrier_of(desk().drafts).lock(address, form, content, version)
    _send(address, locked)
    return draft


def forget(address: str) -> None:
    """Take the draft out of the visitor's browser."""
    _send(address, b"")


# ---- cookies -------------------------------------------------------------------------------------------------------


def _put_now() -> dict[str, bytes]:
    """What this request itself has put in place of what the visitor brought."""
    found: dict[str, bytes] = g.setdefault("here", {})
    return found


def _name(place: int) -> str:
    return f"{'__Secure-' if desk().settings.https else ''}{COOKIE}-{place}"


def _brought(address: str) -> bytes:
    """The bytes that came with this request. Raises FullError when the browser did not bring all pieces."""
    if (request.view_args or {}).get("address") != address:
        return b""
    count, _, text = request.cookies.get(_name(0), "").partition(".")
    if not (count.isascii() and count.isdigit() and 1 <= int(count[:2]) <= MOST_PIECES):
        return b""
    rest = [request.cookies.get(_name(place), "") for place in range(1, int(count[:2]))]
    if not all(rest):
        raise FullError
    try:
        return base64.urlsafe_b64decode("".join([text, *rest]))
    except ValueError:  # a piece was cut
        return b""


def _send(address: str, locked: bytes) -> None:
    text = base64.urlsafe_b64encode(locked).decode("ascii")
    pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
    if len(pieces) > MOST_PIECES:
        raise FullError
    _put_now()[address] = locked

    def put(response: Response) -> Response:
        _set(response, address, [f"{len(pieces)}.{pieces[0]}", *pieces[1:]] if pieces else [])
        return response

    after_this_request(put)


def _set(response: Response, address: str, pieces: list[str]) -> None:
    """These pieces as the cookies of the pages at this address, and no others that were there."""
    path, secure = f"/{address}", desk().settings.https
    for place in range(MOST_PIECES):
        if place < len(pieces):
            response.set_cookie(
                _name(place), pieces[place], path=path, secure=secure, httponly=True, samesite="Lax", max_age=None
            )
        elif _name(place) in request.cookies or not pieces:
            response.delete_cookie(_name(place), path=path, secure=secure, httponly=True, samesite="Lax")
