"""Writes a ZIP of any size to any stream in a small amount of memory: finished documents as they are, lists packed."""

import struct
import zlib
from typing import IO

try:
    from isal.isal_zlib import crc32
except ImportError:  # no wheel for this machine or this Python
    from zlib import crc32

# APPNOTE.TXT, .ZIP File Format Specification 6.3.10 (PKWARE, 2022-11-01), sections 4.3.7, 4.3.12 and 4.3.14 to 4.3.16.
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR_64 = struct.Struct("<4sIQI")
_STORED, _DEFLATED = 0, 8
_UTF8 = 0x800
_TIME, _DATE = 0, (0 << 9) | (1 << 5) | 1  # 1980-01-01, the earliest a ZIP can hold: the same bytes every time
_MADE_BY_UNIX, _RIGHTS = (3 << 8) | 45, 0o100644 << 16
_MOST_32, _MOST_16 = 0xFFFFFFFF, 0xFFFF
_QUICK = 3  # of the levels of zlib: a list is packed while documents are made, by the same processors


class Packed:
    """A long text, packed as it comes."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(_QUICK, zlib.DEFLATED, -zlib.MAX_WBITS)
        self.data = bytearray()
        self.crc = 0
        self.size = 0

    def add(self, piece: bytes) -> None:
        """What follows."""
        self.data += self._packer.compress(piece)
        self.crc, self.size = crc32(piece, self.crc), self.size + len(piece)

    def end(self) -> None:
        """That was all."""
        self.data += self._packer.flush()


class ZipWriter:
    """A ZIP being written. Nothing is ever gone back to, so the stream may be a socket; `close` must be the last."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._directory = bytearray()
        self._count = 0
        self._at = 0

    def add(self, name: str, data: bytes) -> None:
        """A file as it is: Word and PDF files are packed already."""
        self._entry(name, _STORED, data, crc32(data), len(data))

    def add_packed(self, name: str, text: Packed) -> None:
        """A long text, all of which has come."""
        text.end()
        self._entry(name, _DEFLATED, text.data, text.crc, text.size)

    def close(self) -> None:
        """The list of all files, which ends the ZIP."""
        start, size = self._at, len(self._directory)
        self._write(self._directory)
        if self._count > _MOST_16 or start > _MOST_32:
            end = self._at
            counts = (self._count, self._count, size, start)
            self._write(_END_64.pack(b"PK\6\6", _END_64.size - 12, _MADE_BY_UNIX, 45, 0, 0, *counts))
            self._write(_LOCATOR_64.pack(b"PK\6\7", 0, end, 1))
        count = min(self._count, _MOST_16)
        self._write(_END.pack(b"PK\5\6", 0, 0, count, count, size, min(start, _MOST_32), 0))

    def _entry(self, name: str, method: int, data: bytes | bytearray, crc: int, size: int) -> None:
        """One file: no larger than 4 GB, which no document of ours comes near."""
        encoded = name.encode()
        start = self._at
        shared = (_UTF8, method, _TIME, _DATE, crc, len(data), size, len(encoded))
        self._write(_LOCAL.pack(b"PK\3\4", 45, *shared, 0) + encoded)
        self._write(data)
        far = struct.pack("<2HQ", 1, 8, start) if start >= _MOST_32 else b""
        place = min(start, _MOST_32)
        tail = (len(far), 0, 0, 0, _RIGHTS, place)
        self._directory += _CENTRAL.pack(b"PK\1\2", _MADE_BY_UNIX, 45, *shared, *tail) + encoded + far
        self._count += 1

    def _write(self, data: bytes | bytearray) -> None:
        self._target.write(data)
        self._at += len(data)
