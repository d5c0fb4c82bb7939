"""Run the image's entry script here, with folders and names of its own."""

import configparser
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADMIN_PASSWORD = "geheim:\\1"


def psql(text, database="postgres"):
    command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def odoo_addons():
    """Odoo's own addons where they lie outside the package, as ./dev has found them."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(os.environ.get("ODOO_RC", ""))
    folders = map(pathlib.Path, parser.get("options", "addons_path", fallback="").split(","))
    return [str(folder) for folder in folders if (folder / "web/__manifest__.py").is_file()]


class Container:
    """What one container of compose.yaml sees: secrets, volumes, a database server."""

    def __init__(self, database, folder):
        self.database = database
        self.folder = folder
        for name in ("data", "secrets", "backups"):
            (folder / name).mkdir()
        # Odoo's program of the image; python -m odoo cannot start the process of the bus
        program = folder / "launch.py"
        program.write_text("import odoo.cli\n\nodoo.cli.main()\n")
        (folder / "secrets" / "odoo_admin_password").write_text(f"{ADMIN_PASSWORD}\n")
        self.environ = {
            **os.environ,
            "ZS_DATABASE": database,
            "ZS_DATA_DIR": str(folder / "data"),
            "ZS_SECRETS": str(folder / "secrets"),
            "ZS_RUNTIME": str(folder / "run"),
            "ZS_BACKUP_DIR": str(folder / "backups"),
            "ZS_CONF": str(ROOT / "docker" / "odoo.conf"),
            "ZS_ODOO": f"{sys.executable} {program}",
            "ZS_PYTHON": sys.executable,
            "ZS_MORE_ADDONS": ",".join(odoo_addons()),
        }
        self.environ.pop("ODOO_RC", None)

    def command(self, *words):
        return ["sh", str(ROOT / "docker" / "entry.sh"), *words]

    def run(self, *words):
        return subprocess.run(
            self.command(*words), env=self.environ, capture_output=True, text=True, timeout=600
        )

    def drop(self):
        for name in psql("SELECT datname FROM pg_database").splitlines():
            if name.startswith(self.database):
                psql(f'DROP DATABASE "{name}" WITH (FORCE)')

    def backups(self):
        return sorted(path.parent for path in (self.folder / "backups").glob("*/MANIFEST.sha256"))
