"""A small client of Odoo's web doors; every refusal is an exception with Odoo's own name for it."""

from __future__ import annotations

import json
import re

import requests


class Refused(Exception):
    """The server answered with an error: ``name`` is the Python class, ``args[0]`` its message."""

    def __init__(self, error: dict):
        data = error.get("data") or {}
        super().__init__(data.get("message") or error.get("message"))
        self.name = data.get("name", "")
        self.debug = data.get("debug", "")


class Client:
    """A person's session; the password of a demonstration login is the login."""

    def __init__(self, url: str, database: str, login: str, password: str | None = None):
        self.url = url
        self.database = database
        self.login = login
        self.http = requests.Session()
        answer = self.post(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": password or login},
        )
        self.uid = answer["uid"]

    def post(self, path: str, params: dict):
        """One JSON-RPC request to any door."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.http.post(self.url + path, json=body, timeout=60)
        answer.raise_for_status()
        content = answer.json()
        if "error" in content:
            raise Refused(content["error"])
        return content.get("result")

    def call(self, model: str, method: str, *arguments, **keywords):
        """What the web client does: ``/web/dataset/call_kw``."""
        params = {"model": model, "method": method, "args": arguments, "kwargs": keywords}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def button(self, model: str, method: str, *arguments, **keywords):
        """What a view's button does: ``/web/dataset/call_button``."""
        params = {"model": model, "method": method, "args": arguments, "kwargs": keywords}
        return self.post(f"/web/dataset/call_button/{model}/{method}", params)

    def export(self, model: str, ids: list[int], *fields: str, kind="csv", groupby=()):
        """What the web client's export dialog fetches: the file, or the page of a refusal."""
        data = {
            "model": model, "ids": ids, "domain": [["id", "in", ids]],
            "groupby": groupby, "import_compat": False,
            "context": {},
            "fields": [{"name": name, "label": name, "type": "char"} for name in fields],
        }  # fmt: skip
        page = self.http.get(f"{self.url}/odoo", timeout=60).text
        token = re.search(r'csrf_token: "([^"]+)"', page)[1]
        form = {"data": json.dumps(data), "csrf_token": token}
        answer = self.http.post(f"{self.url}/web/export/{kind}", data=form, timeout=60)
        return answer.text if kind == "csv" else answer.content
