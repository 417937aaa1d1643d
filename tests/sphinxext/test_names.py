"""Names and anchors."""

from __future__ import annotations

import pytest

from qapidoc.sphinxext import names


@pytest.mark.parametrize(
    "namespace, name, expected",
    [
        ("QMP", "blockdev-add", "qapi-QMP-blockdev-add"),
        ("QMP", "STOP", "qapi-QMP-STOP"),
        ("", "stop", "qapi-stop"),
        ("QMP", names.member_name("Foo", "bar"), "qapi-QMP-Foo.bar"),
        ("QMP", names.branch_name("Foo", "driver", "raw"), "qapi-QMP-Foo.driver.raw"),
        ("QMP", names.feature_name("Foo", "unstable"), "qapi-QMP-Foo..unstable"),
    ],
)
def test_anchor(namespace, name, expected):
    assert names.anchor(namespace, name) == expected


def test_anchor_of_module():
    assert names.module_anchor("QMP", "a/block") == "module-QMP-a.block"


@pytest.mark.parametrize(
    "text, namespace, name",
    [
        ("stop", None, "stop"),
        ("QMP:stop", "QMP", "stop"),
        ("QMP:block-core.Foo.bar", "QMP", "block-core.Foo.bar"),
        (" a b ", None, "a b"),
        ("", None, ""),
    ],
)
def test_target(text, namespace, name):
    assert names.parse_target(text) == names.Target(namespace, name)


def test_splits():
    target = names.Target(None, "a.b.c.")
    assert list(target.splits()) == [("a", "b.c."), ("a.b", "c.")]
