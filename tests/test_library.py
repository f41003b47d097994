"""The folders of forms."""

import os
from pathlib import Path

import pytest

from formgen.errors import FileError, FormFileError, UnknownError
from formgen.library import OWN, SHIPPED, Library, library
from tests import trialform


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trialform.write(tmp_path)
    return tmp_path


def test_names_the_forms_and_nothing_else(folder: Path) -> None:
    (folder / "forms" / "Not a form.yml").write_text("x: y")
    (folder / "forms" / "notes.txt").write_text("x")
    assert Library([folder]).names() == ("proef",)


def test_a_folder_without_forms_has_none(tmp_path: Path) -> None:
    assert Library([tmp_path]).names() == ()
    assert Library([tmp_path / "nowhere"]).names() == ()


def test_loads_a_form_with_its_folder(folder: Path) -> None:
    form = Library([folder]).load("proef")
    assert form.name == "proef"
    assert form.folder == folder


def test_an_unknown_form_gets_the_nearest_name(folder: Path) -> None:
    with pytest.raises(UnknownError) as caught:
        Library([folder]).load("proeff")
    assert caught.value.sentence.nl == 'er is geen formulier "proeff" - bedoelt u "proef"?'
    assert caught.value.sentence.en == 'there is no form "proeff" - did you mean "proef"?'


@pytest.mark.parametrize("name", ["../proef", "forms/proef", "", "proef.yml", "/etc/passwd", "shared", "tips", "."])
def test_a_name_never_leads_out_of_the_folder(folder: Path, name: str) -> None:
    with pytest.raises(UnknownError):
        Library([folder]).load(name)


def test_a_form_is_kept_until_a_file_changes(folder: Path) -> None:
    forms = Library([folder])
    first = forms.load("proef")
    assert forms.load("proef") is first
    path = folder / "forms" / "shared.yml"
    path.write_text(trialform.SHARED.replace("Burgerservicenummer", "BSN"), encoding="utf-8")
    again = forms.load("proef")
    assert again is not first
    assert again.by_name["bsn"].ask.nl == "BSN"


def test_a_changed_time_is_enough_to_read_again(folder: Path) -> None:
    forms = Library([folder])
    first = forms.load("proef")
    os.utime(folder / "forms" / "proef.yml", (1, 1))
    assert forms.load("proef") is not first


def test_a_form_with_faults_says_so_each_time(folder: Path) -> None:
    trialform.write(folder, "form: proef\n")
    forms = Library([folder])
    for _ in range(2):
        with pytest.raises(FormFileError):
            forms.load("proef")


def test_an_earlier_folder_goes_first(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    trialform.write(own, trialform.FORM.replace("Proefformulier", "Eigen formulier"))
    assert Library([own, folder]).load("proef").title.nl == "Eigen formulier"
    assert Library([folder, own]).load("proef").title.nl == "Proefformulier"


def test_the_setting_adds_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OWN, raising=False)
    shipped = library().names()
    monkeypatch.setenv(OWN, str(folder))
    assert set(library().names()) == {"proef", *shipped}


@pytest.mark.parametrize("setting", ["nowhere", "forms/proef.yml", "forms", "a\nb"])
def test_a_setting_that_leads_nowhere_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(OWN, str(folder / setting))
    with pytest.raises(FileError) as caught:
        library()
    assert f'FORMGEN_FOLDER is "{folder / setting}"' in caught.value.sentence.nl
    assert caught.value.sentence.en.endswith("Correct the setting or make that folder.")


def test_forms_come_with_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OWN, raising=False)
    assert library().folders == (SHIPPED,)
    assert "deskundigenoordeel-werknemer" in library().names()


@pytest.mark.parametrize("name", Library([SHIPPED]).names())
def test_every_form_that_comes_with_the_package_loads(name: str) -> None:
    form = Library([SHIPPED]).load(name)
    assert form.name == name
    assert form.documents
    assert list(form.questions())
