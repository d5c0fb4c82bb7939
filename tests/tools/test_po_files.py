"""Translations on disk against what the code has now."""

import polib
import pytest

from tools import po_files


def _entry(text, place="code:addons/zhaoshang_office/models/a.py", chinese=""):
    return polib.POEntry(msgid=text, msgstr=chinese, occurrences=[(place, "0")])


@pytest.fixture
def addon(tmp_path, monkeypatch):
    monkeypatch.setattr(po_files, "ADDONS", tmp_path)
    monkeypatch.setattr(po_files, "CHECKOUT", tmp_path)
    (tmp_path / "zhaoshang_office").mkdir()
    return "zhaoshang_office"


@pytest.fixture
def fresh(tmp_path):
    def export(*entries):
        file = tmp_path / "export.pot"
        po = polib.POFile()
        po.extend(entries)
        po.save(str(file))
        return po_files.fresh_template(file)

    return export


def _merge(addon, template):
    po_files.merge(addon, template, po_files.StockTranslations(None))


def test_a_merge_keeps_the_chinese_and_adds_new_texts(addon, fresh):
    _merge(addon, fresh(_entry("Leave")))
    file = po_files.chinese_file(addon)
    po = polib.pofile(str(file))
    po[0].msgstr = "请假"
    po.save()
    _merge(addon, fresh(_entry("Leave"), _entry("Return")))
    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(file))] == [
        ("Leave", "请假"),
        ("Return", ""),
    ]
    assert po_files.findings(addon) == ["zhaoshang_office/i18n/zh_CN.po: no Chinese: 'Return'"]


def test_missing_and_stale_texts_are_found(addon, fresh):
    _merge(addon, fresh(_entry("Gone")))
    found = po_files.findings(addon, fresh(_entry("New")))
    assert "zhaoshang_office/i18n/zh_CN.po: out of date: 'Gone'" in found
    assert "zhaoshang_office/i18n/zh_CN.po: out of date: 'New'" in found


def test_a_text_that_moved_is_out_of_date_since_odoo_loads_by_place(addon, fresh):
    _merge(addon, fresh(_entry("Leave")))
    moved = fresh(_entry("Leave", "code:addons/zhaoshang_office/models/b.py"))
    assert any("out of date: 'Leave'" in line for line in po_files.findings(addon, moved))


def test_the_countys_own_chinese_data_needs_no_translation(addon, fresh):
    assert list(fresh(_entry("杭州驻外招商局"))) == []


def test_files_that_were_never_written_are_named(addon, fresh):
    found = po_files.findings(addon, fresh(_entry("Leave")))
    assert "zhaoshang_office/i18n/zh_CN.po: missing, ./dev i18n writes it" in found


def test_fields_of_odoos_own_mixins_get_odoos_own_chinese(addon, fresh, tmp_path):
    folder = tmp_path / "stock" / "odoo" / "addons" / "mail" / "i18n"
    folder.mkdir(parents=True)
    place = "model:ir.model.fields,field_description:{}__message_follower_ids"
    stock = polib.POFile()
    stock.append(_entry("Followers", place.format("mail.field_mail_thread"), "关注者"))
    stock.save(str(folder / "zh_CN.po"))
    own = _entry("Followers", place.format("zhaoshang_office.field_zhaoshang_leave"))
    po_files.merge(addon, fresh(own), po_files.StockTranslations(tmp_path / "stock"))
    assert polib.pofile(str(po_files.chinese_file(addon)))[0].msgstr == "关注者"
