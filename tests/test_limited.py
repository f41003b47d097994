"""A process of its own for files from anywhere: its answer comes back whole, and every limit ends in one error."""

from pathlib import Path

import pytest

from formgen.documents import limited
from formgen.documents.limited import LimitError, ask

HEAD = "import os, sys, time\n\n\ndef answer(question, data):\n    "


def script(folder: Path, *lines: str) -> Path:
    """A script whose `answer` is these lines."""
    path = folder / "script.py"
    path.write_text(HEAD + "\n    ".join(lines))
    return path


@pytest.mark.parametrize("data", [b"", b"een\ntwee\n", b"\0\xff" * 70_000, b"x" * 5_000_000])
def test_the_answer_comes_back_whole(tmp_path: Path, data: bytes) -> None:
    told = ask(script(tmp_path, "return {**question, 'size': len(data)}, data[::-1]"), {"name": "Ömer\n"}, data)

    assert told.said == {"name": "Ömer\n", "size": len(data)}
    assert told.data == data[::-1]


def test_a_lone_surrogate_survives(tmp_path: Path) -> None:
    assert ask(script(tmp_path, "return question, b''"), {"a": "\ud800"}, b"").said == {"a": "\ud800"}


ENDS = {
    "raises": ["raise ValueError('x')"],
    "goes on for ever": ["while True: pass"],
    "waits for ever": ["time.sleep(60)"],
    "asks for memory": ["return {}, bytes(3 << 30)"],
    "writes a file": ["os.write(os.open(question['to'], os.O_CREAT | os.O_WRONLY), b'x')", "return {}, b''"],
    "says nothing": ["os._exit(0)"],
    "says half": ["os.write(1, b'{\"a\"')", "os._exit(0)"],
    "says something else": ["os.write(1, b'hallo' + bytes(1))", "os._exit(0)"],
    "is killed": ["os.kill(os.getpid(), 9)"],
    "calls itself": ["return answer(question, data)"],
    "goes deep": ["sys.setrecursionlimit(10**7)", "return answer(question, [data])"],
}


@pytest.mark.parametrize("way", ENDS)
def test_whatever_ends_it_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(limited, "SECONDS", 3.0)
    file = tmp_path / "made"
    with pytest.raises(LimitError):
        ask(script(tmp_path, *ENDS[way]), {"to": str(file)}, b"x" * 1_000_000)
    assert not file.exists() or not file.read_bytes()


def test_too_long_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "LARGEST", 1_000)
    asked = script(tmp_path, "return {}, bytes(question['size'])")

    assert len(ask(asked, {"size": 900}, b"").data) == 900
    with pytest.raises(LimitError):
        ask(asked, {"size": 1_000}, b"")
    with pytest.raises(LimitError):
        ask(asked, {"size": 50_000_000}, b"")


def test_no_limit_can_be_raised_again(tmp_path: Path) -> None:
    asked = script(
        tmp_path,
        "import resource",
        "kinds = resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE",
        "return {'limits': [resource.getrlimit(kind) for kind in kinds]}, b''",
    )

    limits = ask(asked, {}, b"").said["limits"]
    assert [soft == hard for soft, hard in limits] == [True] * 4
    assert limits[0][0] == 1 << 30
    assert limits[1][0] < limited.SECONDS
    assert [hard for _, hard in limits[2:]] == [0, 0]
