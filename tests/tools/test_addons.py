"""What changes a template database, and what is installed."""

import pytest

from tools import addons


@pytest.fixture
def addon(tmp_path, monkeypatch):
    folder = tmp_path / "zhaoshang_office"
    (folder / "tests").mkdir(parents=True)
    (folder / "__manifest__.py").write_text("{'depends': ['hr', 'zhaoshang_approval', 'fleet']}")
    (folder / "model.py").write_text("a = 1\n")
    (folder / "tests" / "test_model.py").write_text("a = 1\n")
    monkeypatch.setattr(addons, "ADDONS", tmp_path)
    monkeypatch.setattr(addons, "TEST_ADDONS", tmp_path / "tests" / "addons")
    return folder


def test_a_changed_model_changes_the_fingerprint(addon):
    before = addons.fingerprint(addon.name)
    (addon / "model.py").write_text("a = 2\n")
    assert addons.fingerprint(addon.name) != before


def test_a_changed_test_does_not(addon):
    before = addons.fingerprint(addon.name)
    (addon / "tests" / "test_model.py").write_text("a = 2\n")
    (addon / "model.pyc").write_text("compiled")
    assert addons.fingerprint(addon.name) == before


def test_addons_that_do_not_exist_yet_are_left_out(addon):
    assert addons.present() == ["zhaoshang_office"]


def test_the_list_is_explicit_and_grows_with_the_manifests(addon):
    found = addons.dependencies()
    assert {"rpc", "l10n_cn", "fleet"} <= set(found)
    assert "zhaoshang_office" not in found
    assert {"iap", "partner_autocomplete", "snailmail"}.isdisjoint(found)
