"""Who may use the API: whoever has a token; without tokens, programs on this machine only."""

import hashlib
import hmac
import ipaddress
from collections.abc import Collection

from flask import request

from formgen.api.counter import counter
from formgen.api.problem import ProblemError
from formgen.text import Text

_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})


def refuse_strangers() -> None:
    """Raises ProblemError (401) unless the request bears one of the tokens, or comes from this machine and none is set.

    A token is compared by its hash and in constant time. A request that was passed on by another program counts as
    coming from elsewhere, and so does every request to a service that people reach over https.
    """
    tokens = counter().tokens
    if tokens:
        if not bears_one_of(tokens):
            raise ProblemError("token", _WRONG if request.headers.get("Authorization", "").partition(" ")[2] else _NONE)
    elif counter().public or not from_here():
        raise ProblemError("token", _CLOSED)


def bears_one_of(tokens: Collection[str]) -> bool:
    """Whether the request bears a token with one of these SHA-256 hashes."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    hashed = hashlib.sha256(token.strip().encode("utf-8", "replace")).hexdigest()
    known = [hmac.compare_digest(hashed, one) for one in tokens]  # all of them: how long it takes tells nothing
    return scheme.lower() == "bearer" and any(known)


def from_here() -> bool:
    """Whether a program on this machine asks, by the address it comes from and by the name it calls us."""
    if any(header in request.headers for header in _FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return False
    inner = getattr(address, "ipv4_mapped", None) or address
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    return bool(inner.is_loopback) and host in _HERE


_NONE = Text(
    "Hiervoor is een token nodig. Stuur het mee als: Authorization: Bearer <token>.",
    "This takes a token. Send it along as: Authorization: Bearer <token>.",
)
_WRONG = Text(
    "Dit token kennen wij niet. Vraag een ander aan wie deze dienst beheert.",
    "We do not know this token. Ask whoever runs this service for another.",
)
_CLOSED = Text(
    "Zonder token is de API er alleen voor programma's op dezelfde computer. Wie deze dienst beheert, opent hem met "
    "de instelling FORMGEN_API_TOKENS.",
    "Without a token the API is only for programs on the same machine. Whoever runs this service opens it with the "
    "setting FORMGEN_API_TOKENS.",
)
