"""Every text of our addons has its Chinese, compared with what the database has now."""

import pytest

from tools import addons, po_files


@pytest.mark.parametrize("name", addons.present())
def test_templates_and_chinese_are_complete_and_current(name, tmp_path):
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tests import get_db_name
    from odoo.tools.translate import trans_export

    file = tmp_path / f"{name}.pot"
    registry = Registry(get_db_name())
    with registry.cursor() as cursor, file.open("wb") as output:
        environment = api.Environment(cursor, SUPERUSER_ID, {})
        trans_export(None, [name], output, "po", environment)
    found = po_files.findings(name, po_files.fresh_template(file))
    assert not found, "\n".join(found)


SAID_OF = {
    "selection__zhaoshang_project__stage__dropped": "终止",
    "selection__zhaoshang_finding__state__dropped": "不予认定",
    "selection__zhaoshang_client_visit__state__confirmed": "已确认",
    "selection__zhaoshang_finding__state__confirmed": "已认定",
    "selection__zhaoshang_arrival__state__reported": "待认定",
    "selection__zhaoshang_project__stage__reported": "报送",
    "selection__zhaoshang_visit_week__state__running": "进行中",
    "field_zhaoshang_client_visit__date_from": "到县日期",
    "field_zhaoshang_research__file": "报告文件",
}


def test_one_english_word_for_two_things_has_not_taken_the_chinese_of_the_other():
    """A source text has one translation in an addon: where two things need two, it differs."""
    said = {
        place.rsplit(".", 1)[-1]: entry.msgstr
        for entry in po_files.load(po_files.chinese_file("zhaoshang_office"))
        for place, _line in entry.occurrences
    }
    assert {place: said[place] for place in SAID_OF} == SAID_OF
