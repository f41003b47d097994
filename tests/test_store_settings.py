"""The settings: read from the environment, with a sentence for each one that cannot be used."""

from pathlib import Path

import pytest

from formgen.errors import FormgenError
from formgen.store.settings import Settings


def test_an_empty_environment_gives_the_defaults():
    assert Settings.read({}) == Settings(data=Path("data"), keep_days=30)


def test_every_setting_is_read_and_trimmed():
    found = Settings.read(
        {
            "FORMGEN_DATA": " /var/lib/formgen ",
            "FORMGEN_FOLDER": "/etc/formgen",
            "FORMGEN_SECRET": " geheim ",
            "FORMGEN_KEEP_DAYS": " 7 ",
            "FORMGEN_HTTPS": "Yes",
            "FORMGEN_OWNER": "Voorbeeld B.V.",
            "FORMGEN_CONTACT": "privacy@voorbeeld.example",
        }
    )

    assert found == Settings(
        Path("/var/lib/formgen"),
        Path("/etc/formgen"),
        "geheim",
        7,
        https=True,
        owner="Voorbeeld B.V.",
        contact="privacy@voorbeeld.example",
    )


@pytest.mark.parametrize("written", ["0", "367", "-1", "een week", "7.5", "²", "٧"])
def test_days_that_are_no_number_of_days_are_named(written: str):
    with pytest.raises(FormgenError) as fault:
        Settings.read({"FORMGEN_KEEP_DAYS": written})

    assert f"“{written}”" in fault.value.sentence.nl
    assert "1 to 366" in fault.value.sentence.en


@pytest.mark.parametrize(("written", "meant"), [("ja", True), ("1", True), ("TRUE", True), ("no", False), ("", False)])
def test_https_is_switched_with_a_word(written: str, meant: bool):
    assert Settings.read({"FORMGEN_HTTPS": written}).https is meant


def test_another_word_for_https_is_refused():
    with pytest.raises(FormgenError, match="Write yes or no"):
        Settings.read({"FORMGEN_HTTPS": "misschien"})


def test_tokens_of_the_api_are_read_as_hashes_in_any_case():
    one, two = "0" * 64, "AbCd" * 16

    assert Settings.read({"FORMGEN_API_TOKENS": f" {one}, {two},"}).api_tokens == {one, two.lower()}
    assert Settings.read({"FORMGEN_API_TOKENS": " , "}).api_tokens == frozenset()


@pytest.mark.parametrize("written", ["geheim-woord", "0" * 63, "0" * 65, "g" * 64, "0" * 64 + ";" + "0" * 64])
def test_a_token_in_the_place_of_its_hash_is_refused_and_not_repeated(written: str):
    with pytest.raises(FormgenError) as fault:
        Settings.read({"FORMGEN_API_TOKENS": written})

    assert "FORMGEN_API_TOKENS" in fault.value.sentence.nl
    assert written not in fault.value.sentence.nl + fault.value.sentence.en
