"""Where sources are."""

from __future__ import annotations

import re

import pytest
from sphinx.errors import ConfigError

from qapidoc.sphinxext.forges import source_address, source_pattern


@pytest.mark.parametrize(
    "value, address",
    [
        (
            "gitlab:qemu-project/qemu@v10.2.2",
            "https://gitlab.com/qemu-project/qemu/-/blob/v10.2.2/qapi/a%20b%23.json#L7",
        ),
        (
            "gitlab:group/sub/project@stable/1.0",
            "https://gitlab.com/group/sub/project/-/blob/stable/1.0/qapi/a%20b%23.json#L7",
        ),
        ("github:owner/name@main", "https://github.com/owner/name/blob/main/qapi/a%20b%23.json#L7"),
        (
            "gitlab:https://git.example.org/group/project/@main",
            "https://git.example.org/group/project/-/blob/main/qapi/a%20b%23.json#L7",
        ),
        (
            "github:http://localhost:8080/o/n@a%b",
            "http://localhost:8080/o/n/blob/a%25b/qapi/a%20b%23.json#L7",
        ),
        ("https://example.org/{path}?line={line}", "https://example.org/qapi/a%20b%23.json?line=7"),
        ("https://example.org/{path}", "https://example.org/qapi/a%20b%23.json"),
    ],
)
def test_addresses(value, address):
    assert source_address(source_pattern(value), "qapi/a b#.json", 7) == address


def test_none():
    assert source_pattern("") == ""


@pytest.mark.parametrize(
    "value, message",
    [
        ("https://example.org/", "is neither an address with {path} in it, nor github:GROUP"),
        ("javascript:alert('{path}')", "is neither an address with {path} in it"),
        ("file:///etc/{path}", "is neither an address with {path} in it"),
        ("bitbucket:o/n@main", "or gitlab:GROUP/PROJECT@REF"),
        ("github:o/n", "or gitlab:GROUP/PROJECT@REF"),
        ("github:name@main", "'name' is neither GROUP/PROJECT, nor an address with https://"),
        ("github:javascript:x/y@main", "'javascript:x/y' is neither GROUP/PROJECT"),
        (" ", "is neither an address"),
    ],
)
def test_what_is_no_address(project, value, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        source_pattern(value)
    project.write("index.rst", "Test\n====\n")
    with pytest.raises(ConfigError, match="qapidoc_source_url: "):
        project.build("dummy", qapidoc_source_url=value)
