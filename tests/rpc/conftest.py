"""Clients that speak to the server as anybody outside could."""

from __future__ import annotations

import pytest

from .clients import Client


@pytest.fixture
def as_role(server):
    """``as_role("head.hangzhou")``: a client with that person's session."""
    return lambda login, password=None: Client(server.url, server.database, login, password)
