"""What need not be made again: of files while many are made at once, and of what never changes at all."""

import contextlib
import functools
from collections.abc import Callable, Hashable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

K = TypeVar("K")
T = TypeVar("T")

_MOST = 4096

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def unchanged() -> Iterator[None]:
    """For as long as this lasts, whatever `once` has made is not made again; afterwards all of it is forgotten."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` returns; while files count as unchanged, what it returned for this key before."""
    kept = _kept.get()
    if kept is None:
        return make()
    if key not in kept:
        kept[key] = make()
    found: T = kept[key]
    return found


class Kept(dict[K, T]):
    """What a function returns, by what it was called with: called the first time, and looked up after that.

    It keeps everything, so whoever holds one lets go of it before long: it is what `once` makes, for one.
    """

    def __init__(self, make: Callable[[K], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> T:
        made = self[key] = self._make(key)
        return made


def by_identity(make: Callable[[K], T]) -> Callable[[K], T]:
    """The same function of a thing that never changes, which makes what it returns once for each thing.

    It is for conditions and options of forms: small, but to compare them takes longer than to make anew. What it has
    made is forgotten, all at once, when there is too much of it. Nothing that a person typed may go in.
    """
    made: dict[int, tuple[K, T]] = {}  # with the thing itself, so that no other one can get its number

    def found(thing: K) -> T:
        kept = made.get(id(thing))
        if kept is None:
            if len(made) >= _MOST:
                made.clear()
            kept = made[id(thing)] = (thing, make(thing))
        return kept[1]

    return functools.update_wrapper(found, make)
