"""Locks text so that it can only be read here, unchanged, and in the row it was written for."""

import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = b"\x01"
_NUMBER, _NONCE, _TAG = 4, 12, 16
ADDED = len(_FORMAT) + _NUMBER + _NONCE + _TAG  # bytes by which a locked text is longer


class BrokenSealError(Exception):
    """What was locked was changed, stands in another row, or its key is not among ours."""


class Seals:
    """Locks and opens with AES-256-GCM. A locked text is: format, key number, nonce, then the text with its tag."""

    def __init__(self, keys: Mapping[bytes, bytes]) -> None:
        self._keys = {number: AESGCM(key) for number, key in keys.items()}
        self._newest = next(iter(keys))

    def lock(self, plain: bytes, row: bytes) -> bytes:
        """The text, locked with the newest key and bound to `row`: it opens for no other."""
        nonce = secrets.token_bytes(_NONCE)
        head = _FORMAT + self._newest
        return head + nonce + self._keys[self._newest].encrypt(nonce, plain, head + row)

    def open(self, locked: bytes, row: bytes) -> bytes:
        """The text that was locked for `row`; BrokenSealError when one bit of either differs or the key is unknown."""
        head, nonce = locked[: 1 + _NUMBER], locked[1 + _NUMBER : 1 + _NUMBER + _NONCE]
        key = self._keys.get(head[1:])
        if head[:1] != _FORMAT or key is None or len(nonce) < _NONCE:
            raise BrokenSealError
        try:
            return key.decrypt(nonce, locked[1 + _NUMBER + _NONCE :], head + row)
        except InvalidTag as fault:
            raise BrokenSealError from fault

    def is_newest(self, locked: bytes) -> bool:
        """Whether this was locked with the key that locks today."""
        return locked[: 1 + _NUMBER] == _FORMAT + self._newest
