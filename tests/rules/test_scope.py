"""Rules find in a module what they find in it when they look at all modules.

A verdict on a module is kept until something changes that rules looked up, so a rule that is given
one module must not speak of others, nor go by what it has seen of them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qapidoc.findings import Finding
from qapidoc.releases import NEWEST, Release
from qapidoc.rules.registry import RULES
from qapidoc.rules.rule import Context, Scope
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace

BY_MODULE = [rule for rule in RULES if rule.scope is Scope.MODULE]


def check(root: Path, target: Release) -> None:
    schema = load_schema(root, Workspace(root.parent))
    alone = {path: Context(schema, target, (path,)) for path in schema.modules}
    together = Context(schema, target)
    for rule in BY_MODULE:
        found = Counter[Finding]()
        for path, context in alone.items():
            here = Counter(rule.check(context))
            elsewhere = [finding for finding in here if finding.path != path]
            assert not elsewhere, f"{rule.name} looks at {path}, and finds something in another"
            found += here
        assert found == Counter(rule.check(together)), rule.name


@pytest.mark.parametrize("name", ["qapi/schema.json", "broken/schema.json", "broken/unions.json"])
def test_demonstration_schemas(checkout, name):
    check(checkout / "docs" / "demo" / name, NEWEST)


@pytest.mark.parametrize("release", ["2.12.0", "5.2.0", "10.2.2"])
def test_real_schemas(corpus, release):
    major, minor, _ = release.split(".")
    root = corpus / "releases" / release / "qapi" / "qapi-schema.json"
    check(root, Release(int(major), int(minor)))
