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
