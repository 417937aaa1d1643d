"""QEMU's front end and ours, side by side: they accept and refuse the same schemas.

QEMU's is imported from its source tree and called in this process, some hundred times a second.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from qapidoc.releases import Release, parse_version_file
from qapidoc.rules.registry import select
from qapidoc.rules.rule import Context
from qapidoc.schema.loader import load_schema
from qapidoc.schema.workspace import Workspace
from tests.generated.files import ROOT, schemas
from tests.generated.mutations import mutations

pytestmark = pytest.mark.acceptance

LANGUAGE = select(["language"], [])
GENERATED = Release(10, 2)
"""The release that generated schemas are written for; an older one may refuse them."""

EXAMPLES = int(os.environ.get("QAPIDOC_EXAMPLES", "400"))

KNOWN = {
    "a '##' behind an empty line may open a comment, as it did until 2.8": re.compile(
        r"^#.*\n[ \t\f\v]*\n[ \t]*#", re.MULTILINE
    ),
}
"""Where the two differ on purpose, and what a text must have for that."""

many = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

CRASHES = (AssertionError, AttributeError, LookupError, RecursionError, TypeError)

Verdict = Callable[[Path], str]
"""Tells why a schema is refused; empty if it is not."""


@pytest.fixture(scope="module")
def target(qemu_tree) -> Release:
    """The release of QEMU's tree."""
    release = parse_version_file((qemu_tree / "VERSION").read_text(encoding="utf-8"))
    assert release is not None
    return release


@pytest.fixture(scope="module")
def theirs(qemu_tree) -> Iterator[Verdict]:
    """QEMU's front end. Where it crashes, which is no verdict, the schema is passed over."""
    sys.path.insert(0, str(qemu_tree / "scripts"))
    try:
        schema = importlib.import_module("qapi.schema").QAPISchema
        refused = importlib.import_module("qapi.error").QAPIError

        def verdict(path: Path) -> str:
            try:
                schema(str(path))
            except refused as error:
                return str(error)
            except CRASHES:
                assume(False)
            return ""

        yield verdict
    finally:
        sys.path.pop(0)
        for name in [name for name in sys.modules if name.partition(".")[0] == "qapi"]:
            del sys.modules[name]


@pytest.fixture(scope="module")
def ours(target) -> Verdict:
    """What `qapidoc lint --select language` says for the release of the tree."""

    def verdict(path: Path) -> str:
        schema = load_schema(path, Workspace(path.parent), configured=path.parent)
        context = Context(schema, target)
        found = (finding for rule in LANGUAGE for finding in rule.check(context))
        return "".join(f"{finding.path}: {finding.message}\n" for finding in found)

    return verdict


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder to write schemas into, again and again."""
    path: Path = tmp_path_factory.mktemp("front-end")
    (path / "sub").mkdir()
    return path


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a schema, and give the path of its root."""
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder / ROOT


def agree(theirs: Verdict, ours: Verdict, root: Path, text: str) -> None:
    """See that both accept or both refuse a schema; `text` is what has been changed in it."""
    their_reason, our_reason = theirs(root), ours(root)
    if bool(their_reason) != bool(our_reason):
        assume(not any(known.search(re.sub(r"\r\n?", "\n", text)) for known in KNOWN.values()))
        shown = f"QEMU: {their_reason or 'accepted'}\nqapidoc: {our_reason or 'accepted'}\n{text}"
        pytest.fail(shown, pytrace=False)


@many
@given(files=schemas())
def test_both_accept_generated_schemas(target, theirs, ours, folder, files):
    path = write(folder, files)
    agree(theirs, ours, path, str(files))
    if target >= GENERATED:
        assert theirs(path) == ""


@many
@given(files=schemas(), data=st.data())
def test_same_verdict_on_changed_schemas(theirs, ours, folder, files, data):
    path = data.draw(st.sampled_from([name for name, text in files.items() if text.strip()]))
    changed = {**files, path: data.draw(mutations(files[path])).text}
    agree(theirs, ours, write(folder, changed), changed[path])


@many
@given(data=st.data())
def test_same_verdict_on_changed_test_schemas(qemu_tree, theirs, ours, folder, data):
    paths = sorted((qemu_tree / "tests" / "qapi-schema").glob("*.json"))
    text = data.draw(st.sampled_from(paths)).read_text(encoding="utf-8", errors="surrogateescape")
    assume(text.strip())
    for _ in range(data.draw(st.integers(1, 2))):
        text = data.draw(mutations(text)).text
    agree(theirs, ours, write(folder, {ROOT: text}), text)
