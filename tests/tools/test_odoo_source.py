"""Where Odoo is looked for."""

import pytest

from tools import odoo_source
from tools.console import Problem, Steps


def _tree(folder, version="19, 0, 0, FINAL, 0, ''", web="addons/web"):
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(f"version_info = ({version})\n")
    (folder / web).mkdir(parents=True)
    (folder / web / "__manifest__.py").write_text("{}")
    return folder


def test_the_named_folder_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(_tree(tmp_path)))
    found = odoo_source.find(Steps(1))
    assert found.path == tmp_path
    assert found.addons == [tmp_path / "addons"]


def test_a_debian_tree_has_its_addons_inside(tmp_path, monkeypatch):
    tree = _tree(tmp_path / odoo_source.DEBIAN_PATH, web="odoo/addons/web")
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    found = odoo_source.find(Steps(1))
    assert found.path == tree
    assert found.addons == []


@pytest.mark.parametrize("version", ["18, 0, 0, FINAL, 0, ''", "'saas~19', 2, 0, FINAL, 0, ''"])
def test_another_version_is_refused_in_both_languages(tmp_path, monkeypatch, version):
    monkeypatch.setenv("ODOO_HOME", str(_tree(tmp_path, version)))
    with pytest.raises(Problem, match="no complete Odoo 19") as refusal:
        odoo_source.find(Steps(1))
    assert "没有完整的 Odoo 19" in refusal.value.chinese


def test_an_importable_odoo_is_taken_before_anything_is_fetched(tmp_path, monkeypatch):
    monkeypatch.delenv("ODOO_HOME", raising=False)
    monkeypatch.syspath_prepend(str(_tree(tmp_path)))
    assert odoo_source.find(Steps(1)).origin == "python path"


def test_a_fetch_that_was_interrupted_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(odoo_source, "CACHE", _tree(tmp_path))
    assert odoo_source._cached() is None
    (tmp_path / "complete").touch()
    assert odoo_source._cached().path == tmp_path


def test_without_network_one_sentence_names_the_way_on(tmp_path, monkeypatch):
    monkeypatch.delenv("ODOO_HOME", raising=False)
    monkeypatch.setattr(odoo_source, "STATE", tmp_path)
    monkeypatch.setattr(odoo_source, "CACHE", tmp_path / "odoo")
    monkeypatch.setattr("tools.paths.STATE", tmp_path)
    monkeypatch.setattr(odoo_source, "_importable", lambda: None)

    def offline(*_arguments):
        raise Problem("No route.", "无法连接。")

    monkeypatch.setattr(odoo_source, "_from_debian", offline)
    monkeypatch.setattr(odoo_source, "_from_git", offline)
    with pytest.raises(Problem, match="connect to the network .* or set ODOO_HOME"):
        odoo_source.find(Steps(1))
    assert not (tmp_path / "odoo.partial").exists()
