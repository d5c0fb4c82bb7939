"""The backup and restore scripts on a real database with a filestore."""

import glob
import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "docker" / "backup"
SCHEMA = """
    CREATE TABLE ir_module_module (name varchar, state varchar, latest_version varchar);
    INSERT INTO ir_module_module VALUES
        ('base', 'installed', '19.0.1.3'), ('sale', 'uninstalled', NULL);
    CREATE TABLE ir_attachment (id serial PRIMARY KEY, name varchar, store_fname varchar);
    CREATE TABLE matter
        (id serial PRIMARY KEY, title text, body bytea, amount numeric, at timestamp);
    INSERT INTO matter (title, body, amount, at)
        SELECT '轮休 ' || n || E'\\t"引号"\\n', decode(md5(n::text), 'hex'), n * 0.01, now()
        FROM generate_series(1, 500) n;
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'append only'; END $$;
    CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON matter FOR EACH ROW EXECUTE FUNCTION refuse();
    CREATE VIEW titles AS SELECT title FROM matter;
"""


class Installation:
    """A small database with its filestore, and the scripts that look after them."""

    def __init__(self, name, folder):
        self.name = name
        self.stores = folder / "data" / "filestore"
        self.backups = folder / "backups"
        self.programs = folder / "programs"  # stand-ins that go before the real ones
        self.programs.mkdir()
        self.environ = {
            **os.environ,
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "ZS_DATABASE": name,
            "ZS_DATA_DIR": str(folder / "data"),
            "ZS_BACKUP_DIR": str(self.backups),
            "TZ": "Asia/Shanghai",
        }

    def run(self, script, *arguments, **environ):
        command = ["sh", str(SCRIPTS / f"{script}.sh"), *map(str, arguments)]
        return subprocess.run(
            command, env={**self.environ, **environ}, capture_output=True, text=True, timeout=60
        )

    def sql(self, text, database=None):
        command = ["psql", "-XAtqv", "ON_ERROR_STOP=1", "-d", database or self.name, "-c", text]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def create(self):
        self.sql(f"CREATE DATABASE {self.name} TEMPLATE template0 LC_COLLATE 'C'", "postgres")
        self.sql(SCHEMA)
        for number in range(5):
            self.attach(f"发票{number}.pdf", f"TEST-{number}".encode() * 200)
        (self.stores / self.name / "checklist" / "ab").mkdir(parents=True)
        return self

    def attach(self, name, content):
        digest = hashlib.sha1(content).hexdigest()
        path = self.stores / self.name / digest[:2] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        fname = f"{digest[:2]}/{digest}"
        self.sql(f"INSERT INTO ir_attachment (name, store_fname) VALUES ('{name}', '{fname}')")
        return path

    def databases(self):
        names = self.sql("SELECT datname FROM pg_database ORDER BY 1", "postgres").splitlines()
        return [name for name in names if name.startswith(self.name)]

    def content(self, database=None):
        """All rows of all tables, and all files."""
        database = database or self.name
        rows = {
            table: self.sql(f"COPY {table} TO STDOUT", database)
            for table in ("ir_module_module", "ir_attachment", "matter")
        }
        root = self.stores / database
        files = [path for path in root.rglob("*") if path.is_file()]
        return rows, {path.relative_to(root): path.read_bytes() for path in files}

    def backup(self, **environ):
        """Take one and return its folder."""
        before = set(self.finished())
        done = self.run("backup", **environ)
        assert done.returncode == 0, done.stderr
        (folder,) = set(self.finished()) - before
        return folder

    def finished(self):
        return sorted(path.parent for path in self.backups.glob("*/MANIFEST.sha256"))

    def left_over(self):
        return sorted(path.name for path in self.backups.glob(".partial-*"))

    def drop(self):
        for name in self.databases():
            self.sql(f'DROP DATABASE "{name}" WITH (FORCE)', "postgres")


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """An installation with one backup, for tests that only read."""
    here = Installation(f"zs_deploy_saved_{os.getpid()}", tmp_path_factory.mktemp("saved"))
    try:
        here.create()
        here.folder = here.backup()
        yield here
    finally:
        here.drop()


@pytest.fixture
def installation(tmp_path):
    here = Installation(f"zs_deploy_{os.getpid()}", tmp_path)
    try:
        yield here.create()
    finally:
        here.drop()


def test_a_restored_backup_has_every_row_and_every_file(saved):
    other = f"{saved.name}_new"
    done = saved.run("restore", saved.folder, other)
    assert done.returncode == 0, done.stderr
    assert saved.content(other) == saved.content()
    assert len(saved.content(other)[1]) == 5
    assert "WARNING" not in done.stderr
    # what stands behind the data is there too
    assert saved.sql("SELECT count(*) FROM titles", other) == "500"
    with pytest.raises(subprocess.CalledProcessError, match="psql"):
        saved.sql("DELETE FROM matter", other)
    assert saved.sql("INSERT INTO matter (title) VALUES ('x') RETURNING id", other) == "501"


def test_a_backup_tells_what_it_is(saved):
    info = (saved.folder / "backup.info").read_text().splitlines()
    assert f"database={saved.name}" in info
    assert "files=5" in info
    assert "missing_files=0" in info
    assert "module=base 19.0.1.3" in info
    assert not any("sale" in line for line in info)
    assert (saved.folder.stat().st_mode & 0o077, saved.left_over()) == (0, [])


def flip(folder, name):
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(folder, name):
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])


def forget(folder, name):
    manifest = folder / "MANIFEST.sha256"
    lines = manifest.read_text().splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if name not in line))


def remove(folder, name):
    (folder / name).unlink()


@pytest.mark.parametrize("harm", [flip, cut, forget, remove])
@pytest.mark.parametrize("part", ["database.dump", "filestore.tar", "backup.info"])
def test_a_changed_or_partial_backup_is_found_and_never_restored(saved, tmp_path, part, harm):
    folder = tmp_path / saved.folder.name
    shutil.copytree(saved.folder, folder)
    harm(folder, part)
    before = saved.databases()
    for script in (["verify", folder], ["restore", folder, f"{saved.name}_harmed"]):
        done = saved.run(*script)
        assert done.returncode != 0
        assert "ERROR" in done.stderr
    assert saved.databases() == before
    assert not list(saved.stores.glob("*_harmed*"))


def test_a_whole_backup_is_verified(saved):
    assert saved.run("verify", saved.folder).returncode == 0


def test_a_backup_replaced_with_its_manifest_does_not_match_the_logged_checksum(installation):
    logged = installation.run("backup").stdout.split("manifest=")[1].split()[0]
    (folder,) = installation.finished()
    assert installation.run("verify", "--manifest", logged, folder).returncode == 0
    (folder / "database.dump").write_bytes(b"another")
    names = ["database.dump", "filestore.tar", "backup.info"]
    sums = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, check=True).stdout
    (folder / "MANIFEST.sha256").write_bytes(sums)
    assert installation.run("verify", folder).returncode == 0
    done = installation.run("verify", "--manifest", logged, folder)
    assert done.returncode != 0
    assert "not the backup that was logged" in done.stderr


def stand_in(installation, program, text):
    """Put a shell script before ``program``; ``$REAL`` in it is the program itself."""
    folders = [*os.get_exec_path(), *glob.glob("/usr/lib/postgresql/*/bin")]
    real = shutil.which(program, path=os.pathsep.join(folders))
    path = installation.programs / program
    path.write_text(f"#!/bin/sh\nREAL={real}\n{text}\n")
    path.chmod(0o755)


def test_an_attachment_cleaned_away_between_dump_and_files_costs_a_second_look(installation):
    path = installation.attach("旧.pdf", b"old")
    once = installation.programs / "done"
    stand_in(
        installation,
        "pg_dump",
        f'"$REAL" "$@" || exit 1\n[ -e {once} ] || {{ touch {once}; rm {path}; '
        f"psql -qd {installation.name} -c \"DELETE FROM ir_attachment WHERE name = '旧.pdf'\"; }}",
    )
    folder = installation.backup()
    assert "missing_files=0" in (folder / "backup.info").read_text()
    assert installation.run("restore", folder, f"{installation.name}_new").returncode == 0
    assert installation.content(f"{installation.name}_new") == installation.content()


def test_an_attachment_made_between_dump_and_files_does_no_harm(installation):
    late = installation.stores / installation.name / "ff" / "late"
    late.parent.mkdir(exist_ok=True)
    stand_in(installation, "pg_dump", f'"$REAL" "$@" && echo late >{late}')
    folder = installation.backup()
    assert installation.run("restore", folder, f"{installation.name}_new").returncode == 0


def test_a_lost_file_is_reported_and_does_not_stop_the_backup_of_the_rest(installation):
    lost = installation.attach("丢失.pdf", b"lost")
    rotten = installation.attach("损坏.pdf", b"rotten")
    lost.unlink()
    rotten.write_bytes(b"rotteN")
    done = installation.run("backup")
    assert done.returncode == 0
    assert f"{lost.parent.name}/{lost.name}" in done.stderr
    (folder,) = installation.finished()
    assert "missing_files=1" in (folder / "backup.info").read_text()
    done = installation.run("restore", folder, f"{installation.name}_new")
    assert done.returncode == 0
    assert lost.name in done.stderr
    assert rotten.name in done.stderr
    assert len(installation.content(f"{installation.name}_new")[1]) == 6


def test_a_failed_dump_leaves_no_backup(installation):
    stand_in(installation, "pg_dump", '"$REAL" "$@"; exit 1')
    assert installation.run("backup").returncode != 0
    assert (installation.finished(), installation.left_over()) == ([], [])


def test_a_killed_backup_is_no_backup_and_the_next_one_clears_it_away(installation):
    stand_in(installation, "pg_dump", f'"$REAL" "$@"; touch {installation.programs}/here; sleep 60')
    process = subprocess.Popen(
        ["sh", str(SCRIPTS / "backup.sh")], env=installation.environ, start_new_session=True
    )
    deadline = time.monotonic() + 20
    while not (installation.programs / "here").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    done = installation.run("backup")
    assert (done.returncode != 0, "another backup is running" in done.stderr) == (True, True)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
    assert installation.finished() == []
    assert len(installation.left_over()) == 1
    (installation.programs / "pg_dump").unlink()
    installation.backup()
    assert installation.left_over() == []


def test_a_restore_that_fails_half_way_leaves_nothing(installation):
    folder = installation.backup()
    installation.sql("CREATE TABLE later (id int)")
    # a dump that is whole to its checksum and yet cannot be loaded
    dump = folder / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-400])
    names = ["database.dump", "filestore.tar", "backup.info"]
    sums = subprocess.run(["sha256sum", *names], cwd=folder, capture_output=True, check=True).stdout
    (folder / "MANIFEST.sha256").write_bytes(sums)
    done = installation.run("restore", folder, f"{installation.name}_new")
    assert done.returncode != 0
    assert installation.databases() == [installation.name]
    assert [path.name for path in installation.stores.iterdir()] == [installation.name]


def test_nothing_that_exists_is_overwritten(installation):
    folder = installation.backup()
    done = installation.run("restore", folder, installation.name)
    assert (done.returncode != 0, "exists already" in done.stderr) == (True, True)
    done = installation.run("restore", folder, "bad;name")
    assert (done.returncode != 0, "is no name" in done.stderr) == (True, True)


def test_replacing_keeps_what_was_there_and_waits_for_odoo_to_stop(installation):
    folder = installation.backup()
    saved = installation.content()
    installation.sql("INSERT INTO matter (title) VALUES ('以后')")
    installation.attach("以后.pdf", b"after")
    later = installation.content()
    with subprocess.Popen(
        ["psql", "-Xqd", installation.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as session:
        session.stdin.write(b"SELECT 1;\n")
        session.stdin.flush()
        session.stdout.readline()
        done = installation.run("restore", "--replace", folder)
        assert (done.returncode != 0, "stop Odoo first" in done.stderr) == (True, True)
        assert installation.content() == later
        session.stdin.close()
    done = installation.run("restore", "--replace", folder)
    assert done.returncode == 0, done.stderr
    assert installation.content() == saved
    (before,) = [name for name in installation.databases() if "_before_" in name]
    assert installation.content(before) == later


def test_a_day_a_week_and_a_month_of_backups_are_kept(installation):
    days = subprocess.run(
        ["bash", "-c", 'for n in {0..100}; do date -d "2026-11-22 $n days ago" +%Y%m%d; done'],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    names = [f"{installation.name}-{day}T{hour}0000" for day in days for hour in ("02", "14")]
    stranger = f"{installation.name}-x-20240101T020000"
    for name in [*names, stranger]:
        (installation.backups / name).mkdir(parents=True)
        (installation.backups / name / "MANIFEST.sha256").touch()
    done = installation.run("prune", ZS_KEEP_DAILY="7", ZS_KEEP_WEEKLY="5", ZS_KEEP_MONTHLY="3")
    assert done.returncode == 0, done.stderr
    kept = {
        path.name.removeprefix(f"{installation.name}-") for path in installation.backups.glob("*-*")
    }
    days = [f"202611{day}T140000" for day in range(16, 23)]  # Monday to Sunday
    sundays = ["20261115T140000", "20261108T140000", "20261101T140000", "20261025T140000"]
    month_ends = ["20261031T140000", "20260930T140000"]
    assert kept == {*days, *sundays, *month_ends, "x-20240101T020000"}


def test_the_health_check_wants_a_young_backup(installation):
    assert installation.run("verify", "--fresh", 26).returncode != 0
    folder = installation.backup()
    assert installation.run("verify", "--fresh", 26).returncode == 0
    old = time.time() - 27 * 3600
    os.utime(folder / "MANIFEST.sha256", (old, old))
    done = installation.run("verify", "--fresh", 26)
    assert (done.returncode != 0, "older than 26 hours" in done.stderr) == (True, True)


def test_the_service_saves_at_once_where_no_young_backup_is_and_stops_when_told(installation):
    process = subprocess.Popen(
        ["sh", str(SCRIPTS / "schedule.sh")], env=installation.environ, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while not installation.finished() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(installation.finished()) == 1
    time.sleep(0.3)
    process.terminate()
    assert process.wait(5) == 0
