"""The server that the other tests of this folder talk to."""

import pytest

from .clients import Refused


def test_technical_superuser_reads_the_chinese_company(as_role):
    (company,) = as_role("admin").call("res.company", "search_read", [], ["name", "currency_id"])
    assert company["name"] == "宿松县"
    assert company["currency_id"][1] == "CNY"


def test_a_wrong_password_is_refused(as_role):
    with pytest.raises(Refused) as refusal:
        as_role("admin", "wrong")
    assert refusal.value.name == "odoo.exceptions.AccessDenied"


def test_nothing_that_calls_out_is_installed(as_role):
    installed = as_role("admin").call(
        "ir.module.module", "search_read", [("state", "=", "installed")], ["name"]
    )
    names = {module["name"] for module in installed}
    assert "rpc" in names
    assert names.isdisjoint({"iap", "partner_autocomplete", "snailmail", "sms"})


def test_the_publisher_warranty_job_is_off(as_role):
    domain = [("cron_name", "ilike", "Publisher"), ("active", "in", [True, False])]
    jobs = as_role("admin").call("ir.cron", "search_read", domain, ["active"])
    assert [job["active"] for job in jobs] == [False]
