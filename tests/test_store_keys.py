"""The keys, and what they lock: only whole, only in its own row, only with a key that we have."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.errors import FileError, FormgenError
from formgen.store.keys import KEY_FILE, Keys, find_keys
from formgen.store.seals import BrokenSealError, Seals

OLD, NEW = "a" * 32, "b" * 32


def seals(*words: str) -> Seals:
    return Seals(Keys(words).locking)


def test_the_setting_goes_before_the_file(tmp_path: Path):
    assert find_keys(NEW, tmp_path).signing == Keys([NEW]).signing
    assert not (tmp_path / KEY_FILE).exists()


def test_without_a_setting_a_key_file_is_made_that_only_its_owner_reads(tmp_path: Path):
    first = find_keys("", tmp_path / "new")

    path = tmp_path / "new" / KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text().strip()) == 64
    assert find_keys("", tmp_path / "new").signing == first.signing


def test_two_installations_never_share_a_key(tmp_path: Path):
    assert find_keys("", tmp_path / "a").signing != find_keys("", tmp_path / "b").signing


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path, mode: int):
    find_keys("", tmp_path)
    (tmp_path / KEY_FILE).chmod(mode)

    with pytest.raises(FileError, match="chmod 600"):
        find_keys("", tmp_path)


@pytest.mark.parametrize("setting", ["kort", f"{NEW},kort", ","])
def test_a_short_secret_is_refused_without_repeating_it(tmp_path: Path, setting: str):
    with pytest.raises(FormgenError) as fault:
        find_keys(setting, tmp_path)

    assert "32" in fault.value.sentence.nl
    assert "kort" not in fault.value.sentence.en


def test_an_empty_key_file_is_refused(tmp_path: Path):
    (tmp_path / KEY_FILE).touch(0o600)

    with pytest.raises(FormgenError, match="secrets"):
        find_keys("", tmp_path)


def test_a_data_folder_that_is_a_file_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "data").write_text("")

    with pytest.raises(FileError, match="key file"):
        find_keys("", tmp_path / "data")


def test_the_key_for_drafts_is_not_the_key_for_cookies():
    keys = Keys([NEW])

    assert not set(keys.locking.values()) & set(keys.signing)
    assert all(len(key) == 32 for key in (*keys.locking.values(), *keys.signing))


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_is_locked_opens_unchanged(plain: bytes, row: bytes):
    assert seals(NEW).open(seals(NEW).lock(plain, row), row) == plain


@given(st.binary(min_size=1, max_size=60), st.data())
def test_one_flipped_bit_is_refused(plain: bytes, data: st.DataObject):
    locked = bytearray(seals(NEW).lock(plain, b"row"))
    bit = data.draw(st.integers(0, len(locked) * 8 - 1))
    locked[bit // 8] ^= 1 << bit % 8

    with pytest.raises(BrokenSealError):
        seals(NEW).open(bytes(locked), b"row")


@given(st.binary(max_size=80))
def test_bytes_of_any_kind_are_refused_and_never_more_than_that(locked: bytes):
    with pytest.raises(BrokenSealError):
        seals(NEW).open(locked, b"row")


def test_it_opens_in_no_other_row():
    with pytest.raises(BrokenSealError):
        seals(NEW).open(seals(NEW).lock(b"text", b"row 1"), b"row 2")


def test_the_same_text_is_locked_differently_each_time():
    assert seals(NEW).lock(b"text", b"row") != seals(NEW).lock(b"text", b"row")


def test_an_older_key_still_opens_and_the_newest_locks():
    old = seals(OLD).lock(b"text", b"row")
    both = seals(NEW, OLD)

    assert both.open(old, b"row") == b"text"
    assert not both.is_newest(old)
    assert both.is_newest(both.lock(b"text", b"row"))


def test_a_key_that_was_thrown_away_opens_nothing():
    with pytest.raises(BrokenSealError):
        seals(NEW).open(seals(OLD).lock(b"text", b"row"), b"row")
