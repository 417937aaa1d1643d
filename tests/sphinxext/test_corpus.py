"""QEMU's schemas of several ages render without a warning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SETS = {
    "10.2.2": {
        "QMP": "releases/10.2.2/qapi/qapi-schema.json",
        "QGA": "releases/10.2.2/qga/qapi-schema.json",
        "QSD": "releases/10.2.2/storage-daemon/qapi/qapi-schema.json",
    },
    "7.2": {
        "QMP": "releases/7.2.0/qapi/qapi-schema.json",
        "QGA": "releases/7.2.0/qga/qapi-schema.json",
    },
    "old": {
        "QMP": "releases/4.2.0/qapi/qapi-schema.json",
        "QGA": "releases/4.2.0/qga/qapi-schema.json",
        "seed": "seed/transaction.json",
    },
}
LACKING = re.compile(r"/seed/\w+\.json:\d+: WARNING: .*\[qapidoc\.language-include\]")
"""What is told of the seed, which is a few files of many."""

DEFINITIONS = {
    "10.2.2": {"QMP": 1011, "QGA": 91, "QSD": 459},
    "7.2": {"QMP": 890, "QGA": 85},
    "old": {"QMP": 634, "QGA": 64, "seed": 5},
}


@pytest.mark.parametrize("name", SETS)
def test_renders_without_a_warning(project, corpus, name):
    for namespace, schema in SETS[name].items():
        project.write(
            f"{namespace}.rst",
            f"{namespace}\n====\n\n.. qapi-doc:: {schema}\n   :namespace: {namespace}\n",
        )
    toctree = "".join(f"   {namespace}\n" for namespace in SETS[name])
    project.write("index.rst", f"Test\n====\n\n.. toctree::\n\n{toctree}")
    app, warnings = project.build(
        "html", qapidoc_srctree=str(corpus), qapi_namespaces=list(SETS[name]), smartquotes=False
    )
    assert [line for line in warnings.splitlines() if not LACKING.search(line)] == []
    data = app.env.get_domain("qapi").data["definitions"]
    assert {namespace: len(found) for namespace, found in data.items()} == DEFINITIONS[name]
    assert dead_links(app.outdir) == []


def dead_links(folder: Path) -> list[str]:
    """Give the links to places of the same pages that are not there."""
    dead = []
    for page in folder.glob("*.html"):
        text = page.read_text("utf-8")
        anchors = set(re.findall(r' id="([^"]+)"', text))
        targets = set(re.findall(r' href="#([^"]+)"', text))
        dead += [f"{page.name}#{target}" for target in sorted(targets - anchors)]
    return dead
