"""The image's entry script: the first run, its repetition, an upgrade, and where passwords go."""

import os

import pytest
from passlib.context import CryptContext

from tools import addons
from tools.databases import Databases

from .installation import ADMIN_PASSWORD, Container, psql

# Stands for Odoo: notes how it was called, and installs what it is told to, in its own way.
ODOO = """#!/bin/sh
echo "$@" >>"$CALLS"
[ ! -e "$CALLS.fail" ] || exit 1
env >"$CALLS.env"
[ "$1" != shell ] || cat >/dev/null
db() { psql -XAtq -v ON_ERROR_STOP=1 -d "$ZS_DATABASE" "$@"; }
case "$*" in
*"-i base"*) db <<SQL
CREATE TABLE ir_module_module (name varchar UNIQUE, state varchar, latest_version varchar);
CREATE TABLE ir_config_parameter (id serial, key varchar UNIQUE, value text);
CREATE TABLE ir_attachment (id serial, store_fname varchar);
INSERT INTO ir_module_module VALUES ('base', 'installed', '19.0.1.3'), ('web', 'installed', '19.0');
SQL
;;
*" -i "*)
    names=$(echo "$*" | sed 's/.* -i //')
    for name in $(echo "$names" | tr , ' '); do
        db -c "INSERT INTO ir_module_module VALUES ('$name', 'installed', '1')"
    done
;;
esac
"""


@pytest.fixture
def container(tmp_path):
    """With a stand-in for Odoo."""
    here = Container(f"zs_deploy_entry_{os.getpid()}", tmp_path)
    stand_in = tmp_path / "odoo"
    stand_in.write_text(ODOO)
    stand_in.chmod(0o755)
    here.environ |= {"ZS_ODOO": str(stand_in), "CALLS": str(tmp_path / "calls")}
    yield here
    here.drop()


def calls(container):
    """How Odoo was called since the last look, in short."""
    file = container.folder / "calls"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    noise = f"-d {container.database} --workers=0 --max-cron-threads=0 --no-http"
    assert all(noise in line for line in lines)
    return [line.replace(f" {noise}", "").replace(" --stop-after-init", "") for line in lines]


ALL = ",".join(name for name in addons.dependencies() + addons.present() if name != "web")
FIRST_RUN = [
    "server -i base --load-language=zh_CN",
    "shell",  # the superuser's password
    "shell",  # the Chinese company, before account
    f"server -i {ALL}",
    "shell",  # nothing calls out
]


def test_the_first_run_installs_the_same_modules_as_dev_in_the_order_that_works(container):
    done = container.run("init")
    assert done.returncode == 0, done.stderr
    assert calls(container) == FIRST_RUN
    scripts = [line.split()[-1] for line in done.stdout.splitlines() if "running" in line]
    assert scripts == ["admin_password.py", "company.py", "quiet.py"]
    assert "l10n_cn" in ALL
    assert not {"iap", "partner_autocomplete", "snailmail"} & set(ALL.split(","))


def test_a_second_run_changes_nothing(container):
    container.run("init")
    calls(container)
    assert container.run("init").returncode == 0
    assert calls(container) == ["shell", "shell"]
    assert container.backups() == []


@pytest.mark.parametrize("step", [0, 3])
def test_an_interrupted_first_run_is_continued(container, step):
    """Odoo breaks off while base, or while the other modules are being installed."""
    fail = container.folder / "calls.fail"
    if step == 3:
        assert container.run("init").returncode == 0
        psql("DELETE FROM ir_module_module WHERE name NOT IN ('base', 'web')", container.database)
        psql("DELETE FROM ir_config_parameter", container.database)
        calls(container)
    fail.touch()
    assert container.run("init").returncode != 0
    assert len(calls(container)) == 1
    fail.unlink()
    done = container.run("init")
    assert done.returncode == 0, done.stderr
    assert calls(container) == (FIRST_RUN if step == 0 else FIRST_RUN[1:])


def test_a_changed_addon_is_upgraded_after_a_backup(container):
    container.run("init")
    calls(container)
    psql(
        "UPDATE ir_config_parameter SET value = 'older' WHERE key = "
        "'zhaoshang.fingerprint.zhaoshang_office'",
        container.database,
    )
    done = container.run("init")
    assert done.returncode == 0, done.stderr
    assert calls(container)[-1] == "server -u zhaoshang_office --i18n-overwrite"
    (backup,) = container.backups()
    assert "reason=before the upgrade of zhaoshang_office" in (backup / "backup.info").read_text()
    container.run("init")
    assert calls(container) == ["shell", "shell"]


def test_without_its_secret_nothing_is_begun(container):
    (container.folder / "secrets" / "odoo_admin_password").unlink()
    done = container.run("init")
    assert done.returncode != 0
    assert "odoo_admin_password is missing" in done.stderr
    assert calls(container) == []


def test_the_password_of_the_database_goes_through_a_closed_file_alone(container):
    (container.folder / "secrets" / "odoo_db_password").write_text("a:b\\c")
    container.environ["CALLS"] = str(container.folder / "served")
    done = container.run("serve", "--log-level=warn")
    assert done.returncode == 0, done.stderr
    assert (container.folder / "served").read_text() == "server --log-level=warn\n"
    environ = (container.folder / "served.env").read_text()
    passfile = container.folder / "run" / "pgpass"
    assert f"PGPASSFILE={passfile}" in environ
    assert "a:b" not in environ
    assert passfile.read_text() == f"*:*:*:{os.environ['PGUSER']}:a\\:b\\\\c\n"
    assert passfile.stat().st_mode & 0o777 == 0o600


def test_the_master_password_is_random_and_the_other_databases_are_out_of_reach(container):
    seen = set()
    for _ in range(2):
        container.run("odoo", "shell")
        text = (container.folder / "run" / "odoo.conf").read_text()
        options = dict(line.split(" = ", 1) for line in text.splitlines() if " = " in line)
        assert options["list_db"] == "False"
        assert options["dbfilter"] == f"^{container.database}$"
        seen.add(options["admin_passwd"])
    assert len(seen) == 2
    assert all(len(value) == 64 for value in seen)


def test_an_unknown_command_is_refused(container):
    done = container.run("bogus")
    assert (done.returncode != 0, "unknown command" in done.stderr) == (True, True)


@pytest.fixture
def real(tmp_path, workspace):
    """With Odoo itself, on a copy of the demonstration."""
    here = Container(f"zs_deploy_real_{os.getpid()}", tmp_path)
    template = Databases(workspace).demonstration()
    psql(f'CREATE DATABASE "{here.database}" TEMPLATE "{template}"')
    for name, value in addons.fingerprints(addons.present()).items():
        psql(
            "INSERT INTO ir_config_parameter (key, value) "
            f"VALUES ('zhaoshang.fingerprint.{name}', '{value}') "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            here.database,
        )
    yield here
    here.drop()


def test_odoo_itself_takes_the_commands(real):
    """The superuser loses the password that Odoo gave, once; nothing is installed or upgraded."""
    modules = "SELECT name, state, latest_version FROM ir_module_module ORDER BY name"
    password = "SELECT password FROM res_users WHERE login = 'admin'"
    before = psql(modules, real.database)
    done = real.run("init")
    assert done.returncode == 0, done.stderr
    assert "installing" not in done.stdout
    assert "upgrading" not in done.stdout
    assert psql(modules, real.database) == before
    hashed = psql(password, real.database)
    assert CryptContext(["pbkdf2_sha512"]).verify(ADMIN_PASSWORD, hashed)
    calling_out = (
        "SELECT 1 FROM ir_cron JOIN ir_act_server a ON a.id = ir_actions_server_id "
        "WHERE ir_cron.active AND a.name->>'en_US' = 'Publisher: Update Notification'"
    )
    assert psql(calling_out, real.database) == ""
