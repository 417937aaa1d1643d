"""QEMU's own schemas describe the answer: so what they become must fit them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qapidoc.config import read_target
from qapidoc.export.entries import entries
from qapidoc.export.introspection import export
from qapidoc.export.matching import match
from qapidoc.export.options import Options
from qapidoc.export.reply import read_reply
from qapidoc.releases import Release, parse_release
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Schema, TypeRef
from qapidoc.source import Span
from qapidoc.syntax.plain import nodes_of
from qapidoc.values.judge import Judge

FIRST = Release(2, 5)
"""The first release with introspection."""

LIVE = Release(7, 2, 22)


def faults(schema: Schema, answer: Any) -> list[str]:
    """Say what is wrong with an answer to query-qmp-schema, by the schema's own types."""
    ref = TypeRef("SchemaInfo", True, Span(0, 0))
    found = Judge(schema).value(ref, nodes_of(answer), "")
    return [f"{fault.path}: {fault.kind} {fault.member} of {fault.type}" for fault in found]


@pytest.fixture(scope="session")
def qmp_schema(corpus) -> Callable[[Release], Schema]:
    """The schema of QMP of a release of the corpus."""

    @cache
    def load(release: Release) -> Schema:
        return load_schema(roots(corpus)[release])

    return load


def roots(corpus: Path) -> dict[Release, Path]:
    """The roots of QMP's schemas in the corpus, from the first release with introspection on."""
    found = {}
    for folder in (corpus / "releases").iterdir():
        release = parse_release(folder.name)
        paths = [folder / "qapi" / "qapi-schema.json", folder / "qapi-schema.json"]
        root = next((path for path in paths if path.is_file()), None)
        if release is not None and release >= FIRST and root is not None:
            found[release] = root
    return dict(sorted(found.items()))


def answer(schema: Schema, release: Release) -> Any:
    """What a QEMU would answer that was built with nothing else but POSIX."""
    return export(schema, Options(release, defines=frozenset({"CONFIG_POSIX"})))


@pytest.mark.parametrize(
    "majors", [{7}, pytest.param(set(range(2, 11)) - {7}, marks=pytest.mark.acceptance)], ids=str
)
def test_the_answer_of_each_release_fits_its_own_schema(corpus, majors):
    wrong = {}
    for release, root in roots(corpus).items():
        if release.major not in majors:
            continue
        schema = load_schema(root)
        answered = answer(schema, release)
        assert len(answered) > 500
        wrong[str(release)] = faults(schema, answered)
    assert len(wrong) >= 4
    assert {release: found for release, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    "answering, asked, fault",
    [
        ("2.11", "2.12", "missing-member allow-oob"),
        ("4.1", "4.0", "unknown-member features"),
        ("5.0", "4.2", "unknown-member features"),
        ("6.1", "6.2", "missing-member members"),
        ("6.2", "6.1", "unknown-member members"),
    ],
)
def test_the_answer_of_another_release_does_not(qmp_schema, answering, asked, fault):
    first, second = read_target(answering), read_target(asked)
    found = faults(qmp_schema(second), answer(qmp_schema(first), first))
    assert found
    assert any(fault in told for told in found)


@pytest.fixture(scope="session")
def live(corpus) -> bytes:
    """What a real QEMU answered."""
    path: Path = corpus / "live" / f"query-qmp-schema-{LIVE}.json"
    return path.read_bytes()


def test_a_real_answer_is_matched(qmp_schema, live):
    schema = qmp_schema(LIVE)
    found = match(entries(schema, LIVE), read_reply(live))
    assert found.faults == ()
    assert {"TARGET_I386", "CONFIG_SPICE", "CONFIG_GBM"} <= found.solution.must
    assert {"TARGET_ARM", "CONFIG_VMNET"} <= found.solution.must_not
    assert "TARGET_MIPS" in set(found.names) - found.solution.must - found.solution.must_not
    answered = export(schema, Options(LIVE, defines=found.solution.chosen))
    assert answered == json.loads(live)


def test_a_real_answer_does_not_fit_another_release(qmp_schema, live):
    schema = qmp_schema(Release(7, 1))
    found = match(entries(schema, Release(7, 1)), read_reply(live))
    told = [str(fault) for fault in found.faults]
    assert "command 'x-query-virtio': is not in the schema" in told
    assert "command 'stop': is missing" not in told
