"""Every way into Odoo that a program outside has. All refuse alike, by ``Refused``.

A door calls a method of a model as one person:
``door.call("zhaoshang.leave", "write", [3], vals={"reason": "x"}, context={…})``.
"""

from __future__ import annotations

import csv
import io
import urllib.parse
import xmlrpc.client

import odoorpc
import requests

from .clients import Client, Refused

TIMEOUT = 60


def positional(method: str, ids, keywords: dict) -> tuple[list, dict]:
    """Arguments as the older doors want them: the ids first, and ``create``'s values."""
    arguments = [] if ids is None else [ids]
    if method == "create":
        keywords = dict(keywords)
        arguments.append(keywords.pop("vals_list"))
    return arguments, keywords


class CallKw:
    """``/web/dataset/call_kw``, the door of the web client."""

    name = "call_kw"

    def __init__(self, client: Client, password: str):
        self.client = client
        self.uid = client.uid

    def call(self, model, method, ids=None, **keywords):
        arguments, keywords = positional(method, ids, keywords)
        return self.client.call(model, method, *arguments, **keywords)


class CallButton(CallKw):
    """``/web/dataset/call_button``: it answers an action or False, whatever the method returns."""

    name = "call_button"

    def call(self, model, method, ids=None, **keywords):
        arguments, keywords = positional(method, ids, keywords)
        return self.client.button(model, method, *arguments, **keywords)


class JsonRpc:
    """``/jsonrpc``, with the password in every call."""

    name = "jsonrpc"

    def __init__(self, client: Client, password: str):
        self.url = f"{client.url}/jsonrpc"
        self.http = requests.Session()
        self.who = (client.database, client.uid, password)
        self.uid = client.uid

    def call(self, model, method, ids=None, **keywords):
        arguments = [*self.who, model, method, *positional(method, ids, keywords)]
        params = {"service": "object", "method": "execute_kw", "args": arguments}
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        content = self.http.post(self.url, json=body, timeout=TIMEOUT).json()
        if "error" in content:
            raise Refused(content["error"])
        return content.get("result")


class XmlRpc:
    """``/xmlrpc/2/object``."""

    name = "xmlrpc"

    def __init__(self, client: Client, password: str):
        self.who = (client.database, client.uid, password)
        self.uid = client.uid
        self.object = xmlrpc.client.ServerProxy(f"{client.url}/xmlrpc/2/object", allow_none=True)

    def call(self, model, method, ids=None, **keywords):
        arguments, keywords = positional(method, ids, keywords)
        try:
            return self.object.execute_kw(*self.who, model, method, arguments, keywords)
        except xmlrpc.client.Fault as fault:
            raise Refused({"message": str(fault.faultString)}) from fault


class OdooRpc:
    """The library that administrators use."""

    name = "odoorpc"

    def __init__(self, client: Client, password: str):
        address = urllib.parse.urlsplit(client.url)
        self.odoo = odoorpc.ODOO(
            address.hostname, port=address.port, timeout=TIMEOUT, version="19.0"
        )
        self.odoo.login(client.database, client.login, password)
        self.uid = self.odoo.env.uid

    def call(self, model, method, ids=None, **keywords):
        arguments, keywords = positional(method, ids, keywords)
        try:
            return self.odoo.execute_kw(model, method, arguments, keywords)
        except odoorpc.error.RPCError as error:
            raise Refused({"message": str(error)}) from error


class Json2:
    """``/json/2/<model>/<method>`` with an API key, which the person makes for himself."""

    name = "json2"

    def __init__(self, client: Client, password: str):
        self.url = f"{client.url}/json/2"
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {_api_key(client, password)}"
        self.uid = client.uid

    def call(self, model, method, ids=None, **keywords):
        body = keywords if ids is None else {"ids": ids, **keywords}
        answer = self.http.post(f"{self.url}/{model}/{method}", json=body, timeout=TIMEOUT)
        content = answer.json()
        if answer.status_code != requests.codes.ok:
            raise Refused({"data": content})
        return content


def _api_key(client: Client, password: str) -> str:
    """Through the dialogue of the user's preferences, the question for the password included."""
    model = "res.users.apikeys.description"
    wizard = client.call(model, "create", {"name": "test", "duration": "1"})
    question = client.button(model, "make_key", [wizard])
    if question["res_model"] == "res.users.identitycheck":
        question = client.button(
            question["res_model"], "run_check", [question["res_id"]], context={"password": password}
        )
    return question["context"]["default_key"]


# what the import screen sends
IMPORT_OPTIONS = {
    "quoting": '"', "separator": ",", "encoding": "utf-8", "has_headers": True, "advanced": False,
    "keep_matches": False, "skip": 0, "limit": 2000, "fallback_values": {}, "date_format": "",
    "datetime_format": "", "name_create_enabled_fields": {}, "import_set_empty_fields": [],
    "import_skip_records": [],
}  # fmt: skip


class Import(CallKw):
    """``base_import``: ``load`` takes the rows of a file; other calls are the web client's."""

    name = "base_import"

    def load(self, model, fields, rows, context=None):
        """Import rows as the import screen does; the ids, or the refusal of the first row."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerows([fields, *rows])
        values = {"res_model": model, "file": text.getvalue(), "file_type": "text/csv",
                  "file_name": "rows.csv"}  # fmt: skip
        wizard = self.call("base_import.import", "create", vals_list=values)
        answer = self.call(
            "base_import.import", "execute_import", [wizard], fields=fields, columns=fields,
            options=IMPORT_OPTIONS, **({"context": context} if context else {}),
        )  # fmt: skip
        return loaded(answer)


def loaded(answer: dict) -> list[int]:
    """The ids of an answer of ``load``, which reports its refusal instead of raising it."""
    if not answer.get("ids"):
        raise Refused({"message": "; ".join(line["message"] for line in answer["messages"])})
    return answer["ids"]


DOORS = (CallKw, CallButton, JsonRpc, XmlRpc, OdooRpc, Json2, Import)
