"""While many are made at once, files of forms count as unchanged: they are looked at once instead of for each one."""

import contextlib
from collections.abc import Callable, Hashable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

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
