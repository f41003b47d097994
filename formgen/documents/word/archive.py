"""Writes a ZIP whose bytes depend on nothing but its members: what never changes is packed once, beforehand.

What differs per document is packed by ISA-L at level 1, eight times as fast as zlib. Level 1, because its bytes are
the same on every x86-64 with SSE 4.2 (all since 2008; measured with newer instructions hidden one after the other),
while those of level 3 differ between AVX2 and AVX-512. Where ISA-L is not there zlib packs: other bytes, same document.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

try:
    from isal import igzip_lib, isal_zlib
except ImportError:  # no wheel for this machine or this Python
    igzip_lib = isal_zlib = None  # type: ignore[assignment]

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")

_VERSION = 20  # deflate, the oldest version that knows it
_UTF8 = 0x800  # the name is written in UTF-8
_DEFLATED = 8
_TIME, _DATE = 0, 0x21  # midnight, 1 January 1980: the earliest moment a ZIP can hold
_ONCE = 9  # zlib's level for what is packed once and sent with every document
_EACH_TIME = 6  # zlib's level where there is no ISA-L


@dataclass(frozen=True, slots=True)
class _Member:
    """One packed file: its header and deflated bytes, and its line in the directory but for where it stands."""

    local: bytes
    directory: tuple[object, ...]
    name: bytes

    def listed(self, offset: int) -> bytes:
        return _CENTRAL.pack(*self.directory, offset) + self.name


def packer() -> str:
    """What packs the documents: `isal`, or `zlib` where that is not there."""
    return "isal" if igzip_lib else "zlib"


def _small(data: bytes) -> bytes:
    return _by_zlib(data, _ONCE)


def _fast(data: bytes) -> bytes:
    if igzip_lib is None:
        return _by_zlib(data, _EACH_TIME)
    packed: bytes = igzip_lib.compress(data, 1, igzip_lib.COMP_DEFLATE)
    return packed


def _by_zlib(data: bytes, level: int) -> bytes:
    return zlib.compress(data, level, -zlib.MAX_WBITS)


_crc32: Callable[[bytes], int] = isal_zlib.crc32 if isal_zlib else zlib.crc32


def _packed(name: str, data: bytes, pack: Callable[[bytes], bytes]) -> _Member:
    body = pack(data)
    encoded = name.encode()
    shared = (_UTF8, _DEFLATED, _TIME, _DATE, _crc32(data), len(body), len(data), len(encoded), 0)
    local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *shared) + encoded + body
    return _Member(local, (b"PK\x01\x02", _VERSION, _VERSION, *shared, 0, 0, 0, 0), encoded)


class Archive:
    """A ZIP of which some members are the same every time.

    `constant` is packed here, once: `first` at the front, the others by name. What `write` is given follows, by name,
    so the constant members keep their place and their directory is the same bytes in every file.
    """

    def __init__(self, constant: Mapping[str, bytes], first: str = "[Content_Types].xml") -> None:
        names = sorted(constant, key=lambda name: (name != first, name))
        self._count = len(names)
        self._blocks, self._directory = _chained((_packed(name, constant[name], _small) for name in names), 0)

    def write(self, changed: Mapping[str, bytes]) -> bytes:
        """The whole file, with `changed` after the constant members."""
        blocks, directory = _chained(
            (_packed(name, changed[name], _fast) for name in sorted(changed)), len(self._blocks)
        )
        directory = self._directory + directory
        count = self._count + len(changed)
        start = len(self._blocks) + len(blocks)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
        return b"".join((self._blocks, blocks, directory, end))


def _chained(members: Iterable[_Member], start: int) -> tuple[bytes, bytes]:
    """The members one after the other from `start`, and their part of the directory."""
    blocks, directory = [], []
    for member in members:
        directory.append(member.listed(start))
        blocks.append(member.local)
        start += len(member.local)
    return b"".join(blocks), b"".join(directory)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of a ZIP that we or docxtpl wrote, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
