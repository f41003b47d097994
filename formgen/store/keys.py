"""The keys that lock drafts and sign cookies: from a setting, or from a file beside the database."""

import contextlib
import hashlib
import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from formgen.errors import FileError, FormgenError
from formgen.text import Text

KEY_FILE = "formgen.key"
LEAST_LENGTH = 32  # characters: 128 bits when written in hexadecimal


class Keys:
    """The secrets of an installation, newest first: the first one locks and signs, all of them open and check.

    From every secret two unrelated keys are derived (HKDF-SHA256), so that a signed cookie says nothing about the key
    that locks drafts.
    """

    def __init__(self, secret_words: Sequence[str]) -> None:
        self._secrets = tuple(word.encode() for word in secret_words)

    @property
    def locking(self) -> dict[bytes, bytes]:
        """The 256-bit keys for drafts by their 4-byte number, the one that locks first."""
        return {
            hashlib.sha256(b"number" + secret).digest()[:4]: _derived(secret, b"drafts") for secret in self._secrets
        }

    @property
    def signing(self) -> tuple[bytes, ...]:
        """The keys for cookies, the one that signs first."""
        return tuple(_derived(secret, b"cookies") for secret in self._secrets)


def _derived(secret: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"formgen " + use).derive(secret)


def find_keys(setting: str, data: Path) -> Keys:
    """The keys of the setting, or of the key file in the data folder; that file is made when there is none yet.

    Raises FormgenError for a secret that is too short, and FileError for a key file that others can read.
    """
    words = [word.strip() for word in setting.split(",") if word.strip()] if setting else _key_file(data / KEY_FILE)
    if not words or any(len(word) < LEAST_LENGTH for word in words):
        raise FormgenError(
            Text(
                "FORMGEN_SECRET of {file} heeft een sleutel van minder dan {least} tekens. "
                "Maak een nieuwe met: python3 -c 'import secrets; print(secrets.token_hex(32))'",
                "FORMGEN_SECRET or {file} holds a key of fewer than {least} characters. "
                "Make a new one with: python3 -c 'import secrets; print(secrets.token_hex(32))'",
            ).fill(file=KEY_FILE, least=LEAST_LENGTH)
        )
    return Keys(words)


def _key_file(path: Path) -> list[str]:
    try:
        _make(path)
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise FileError(
                Text(
                    "Anderen kunnen het sleutelbestand {path} lezen. Sluit het af met: chmod 600 {path}",
                    "Others can read the key file {path}. Close it with: chmod 600 {path}",
                ).fill(path=path)
            )
        return path.read_text("ascii").split()
    except (OSError, UnicodeDecodeError) as fault:
        raise FileError(
            Text(
                "Het sleutelbestand {path} is niet te lezen of te maken. Controleer de map en de rechten.",
                "The key file {path} cannot be read or made. Check the folder and its permissions.",
            ).fill(path=path)
        ) from fault


def _make(path: Path) -> None:
    """Makes the file unless it is there: whole at once, so that no start, however it ends, finds half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
            opened.write(secrets.token_hex(32) + "\n")
            opened.flush()
            os.fsync(opened.fileno())
        with contextlib.suppress(FileExistsError):  # another start was first: its key is the one
            os.link(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
