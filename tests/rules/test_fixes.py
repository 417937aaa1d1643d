"""Fixes leave nothing of their rule to find, change what they say and no more, and come to an end.

Every rule that has fixes is in `DECLARED`, and is tried on each of its bad schemas.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.config import Config
from qapidoc.engine.fix import Fixed, fix
from qapidoc.engine.history_stamp import OFF
from qapidoc.engine.meaning import changed
from qapidoc.engine.plan import Job
from qapidoc.engine.run import lint
from qapidoc.findings import BLANKS, LAYOUT, SECTIONING, WORDING, Aspect
from qapidoc.releases import NEWEST, Release, parse_version_file
from qapidoc.rules.registry import BY_NAME, RULES, select
from qapidoc.rules.rule import Rule
from qapidoc.schema.modules import read_module
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source
from tests.generated.mutations import mutations
from tests.rules.histories import with_page

FOLDER = Path(__file__).resolve().parent
NOTHING = frozenset[Aspect]()

DECLARED: Mapping[str, tuple[set[str], frozenset[Aspect]]] = {
    "language-comma": ({"safe"}, NOTHING),
    "language-condition": ({"safe"}, NOTHING),
    "language-doc-comment": ({"safe"}, LAYOUT),
    "language-new-notation": ({"safe"}, NOTHING),
    "language-old-notation": ({"safe"}, NOTHING),
    "example-json": ({"safe"}, WORDING),
    "example-direction": ({"safe"}, WORDING),
    "example-unread": ({"safe"}, WORDING),
    "example-option": ({"safe"}, LAYOUT),
    "ignore-malformed": ({"safe"}, NOTHING),
    "ignore-unknown": ({"safe"}, NOTHING),
    "ignore-unused": ({"safe"}, NOTHING),
    "member-detached": ({"unsafe"}, frozenset({Aspect.SUBJECTS})),
    "member-unknown": ({"safe", "unsafe"}, LAYOUT | {Aspect.SECTIONS}),
    "member-undocumented": ({"safe"}, SECTIONING),
    "section-old-notation": ({"safe"}, SECTIONING),
    "section-misspelt": ({"safe", "unsafe"}, SECTIONING),
    "section-admonition": ({"safe"}, WORDING),
    "section-returns-type": ({"unsafe"}, WORDING),
    "section-returns-repeats": ({"safe"}, SECTIONING),
    "naming-needless-prefix": ({"safe"}, frozenset({Aspect.DEFINITIONS})),
    "style-missing-stop": ({"unsafe"}, WORDING),
    "style-lower-case": ({"unsafe"}, WORDING),
    "style-repeated-word": ({"unsafe"}, WORDING),
    "style-punctuation": ({"safe"}, WORDING),
    "member-near-miss": ({"safe", "unsafe"}, SECTIONING),
    "member-needless-exception": ({"safe"}, frozenset({Aspect.PRAGMAS})),
    "member-wrong-type": ({"unsafe"}, WORDING),
    "markup-error": ({"unsafe"}, WORDING),
    "markup-unknown": ({"unsafe"}, WORDING | {Aspect.SECTIONS}),
    "markup-lost-text": ({"safe", "unsafe"}, WORDING),
    "markup-swallowed-list": ({"safe"}, WORDING),
    "markup-stray-quote": ({"unsafe"}, WORDING),
    "markup-indentation": ({"unsafe"}, LAYOUT),
    "markup-option": ({"safe"}, WORDING),
    "markup-tab": ({"safe"}, LAYOUT),
    "markup-typographic": ({"safe"}, WORDING),
    "reference-old-markup": ({"safe"}, WORDING),
    "reference-unknown": ({"safe", "unsafe"}, WORDING),
    "reference-bare": ({"safe"}, WORDING),
    "reference-error-class": ({"unsafe"}, WORDING),
    "reference-wrong-kind": ({"safe"}, WORDING),
    "section-crowded": ({"safe"}, LAYOUT),
    "section-old-heading": ({"safe"}, WORDING),
    "section-outdented": ({"safe"}, LAYOUT),
    "since-malformed": ({"safe"}, SECTIONING),
    "since-early": ({"safe", "unsafe"}, WORDING),
    "since-late": ({"safe"}, WORDING),
    "since-missing": ({"safe"}, SECTIONING),
    "since-redundant": ({"safe"}, WORDING),
    "since-style": ({"safe"}, WORDING),
    "since-type": ({"safe", "unsafe"}, WORDING),
    "since-unsaid": ({"safe"}, WORDING),
    "since-unknown-release": ({"unsafe"}, WORDING),
    "style-long-line": ({"safe"}, BLANKS),
    "style-single-blank": ({"safe"}, BLANKS),
    "style-wide-prose": ({"safe"}, BLANKS),
    "style-sentence-end": ({"safe"}, BLANKS),
    "style-wide-gap": ({"safe"}, BLANKS),
    "style-indentation": ({"safe"}, BLANKS),
    "style-crowded": ({"safe"}, BLANKS),
    "style-blank-lines": ({"safe"}, BLANKS),
    "style-trailing-blanks": ({"safe"}, NOTHING),
    "style-file-end": ({"safe"}, NOTHING),
    "style-line-ends": ({"safe"}, NOTHING),
    "style-tab": ({"safe"}, NOTHING),
    "style-file-header": ({"safe"}, NOTHING),
    "style-alignment": ({"safe"}, NOTHING),
}
"""Whether the fixes of a rule are safe, and what they change in all."""

NEW, OLD = Release(10, 2), Release(2, 0)

ROWS = [
    (NEW, "{ 'type': 'Foo', 'data': {} }", "{ 'struct': 'Foo', 'data': {} }"),
    (NEW, "{ 'command': 'a', 'gen': 'no' }", "{ 'command': 'a', 'gen': false }"),
    (
        NEW,
        "{ 'struct': 'Foo', 'data': { 'b': '**', 'c': ['**'] } }",
        "{ 'struct': 'Foo', 'data': { 'b': 'any', 'c': ['any'] } }",
    ),
    (
        NEW,
        "{ 'pragma': { 'returns-whitelist': [ 'a' ] } }",
        "{ 'pragma': { 'command-returns-exceptions': [ 'a' ] } }",
    ),
    (
        NEW,
        "{ 'command': 'a', 'if': 'defined(A)' }",
        "{ 'command': 'a', 'if': 'A' }",
    ),
    (
        NEW,
        "{ 'command': 'a', 'if': 'defined(A) && (!defined(B) || defined(C))' }",
        "{ 'command': 'a', 'if': { 'all': [ 'A', { 'any': [ { 'not': 'B' }, 'C' ] } ] } }",
    ),
    (
        NEW,
        "{ 'command': 'a', 'data': { 'b': 'int', } }",
        "{ 'command': 'a', 'data': { 'b': 'int' } }",
    ),
    (
        NEW,
        "{ 'command': 'a', 'data': { 'b': 'int' 'c': 'int' } }",
        "{ 'command': 'a', 'data': { 'b': 'int', 'c': 'int' } }",
    ),
    (NEW, "##\n# Text.\n## \n", "##\n# Text.\n##\n"),
    (NEW, "##\n#Text.\n##\n", "##\n# Text.\n##\n"),
    (OLD, "{ 'struct': 'Foo', 'data': {} }", "{ 'type': 'Foo', 'data': {} }"),
    (OLD, "{ 'type': 'Foo', 'data': { 'b': 'any' } }", "{ 'type': 'Foo', 'data': { 'b': '**' } }"),
]


RELEASES: dict[str, Path] = {}
"""The folders with the histories of bad schemas, by the text of these."""

PARTS: dict[str, dict[str, bytes]] = {}
"""The files that bad schemas include, by the text of these."""


def blocks(rule: Rule) -> list[str]:
    """Give the bad schemas of a rule's page."""
    found = re.findall(r"^Bad::\n\n((?: {4}[^\n]*\n|\n)+)", rule.manual, re.MULTILINE)
    return [inspect.cleandoc(block) + "\n" for block in found]


def bad_schemas() -> list[tuple[str, str]]:
    """Give the bad schemas of the rules, from their pages and folders and from above."""
    found = [(rule.name, block) for rule in RULES for block in blocks(rule)]
    for path in sorted(FOLDER.glob("*/bad-*.json")):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        found.append((path.parent.name, text))
        for part in sorted(path.parent.glob("parts/*.json")):
            PARTS.setdefault(text, {})[f"parts/{part.name}"] = part.read_bytes()
        releases = path.with_suffix(".releases")
        if releases.is_dir():
            RELEASES[text] = releases
    for target, text, _ in ROWS:
        names = [name for name in DECLARED if name.startswith("language-")]
        found += [(name, f"# target: {target}\n{text}") for name in names]
    return found


@pytest.fixture(scope="module", autouse=True)
def page_releases(tmp_path_factory) -> None:
    """Write the releases that pages tell of."""
    for rule in RULES:
        folder = tmp_path_factory.mktemp("page")
        history = with_page(Config(), rule, folder).history
        for text in blocks(rule) if history != OFF else ():
            RELEASES[text] = Path(history)


ALL = bad_schemas()
BAD = [(name, text) for name, text in ALL if name in DECLARED]


def fixed(
    text: str, rules: Sequence[Rule], *, editable: bool = True, as_in: str | None = None
) -> Fixed:
    """Fix a text, if it is `editable`; its first line may name the target.

    What is beside it is what is beside the text `as_in`, if it was made of that.
    """
    origin = text if as_in is None else as_in
    match = re.match(r"# target: (\S+)", text)
    target = parse_version_file(match[1]) if match else NEWEST
    releases = RELEASES.get(origin)
    history = str(releases) if releases is not None else OFF
    config = Config(target_version=target, history=history)
    names = (path.name for path in releases.glob("*/*.json")) if releases is not None else ()
    root = Path("/nowhere", next(iter(names), "schema.json"))
    data = text.encode("utf-8", "surrogateescape")
    parts = {root.parent / name: part for name, part in PARTS.get(origin, {}).items()}
    jobs = [Job(root, None)]
    return fix(
        lambda workspace: lint(jobs, rules, workspace, config),
        jobs,
        Workspace(root.parent, texts={root: data, **parts}),
        config,
        unsafe=True,
        only=None if editable else (),
    )


def after(text: str, done: Fixed) -> str:
    for change in done.changes:
        return change.after.decode("utf-8", "surrogateescape")
    return text


@pytest.mark.parametrize("target, text, expected", ROWS)
def test_fix(target, text, expected):
    head = f"# target: {target}\n"
    done = fixed(head + text, select(["language"], []))
    assert after(text, done) == head + expected
    assert done.result.findings == ()


def test_a_condition_that_is_more_than_names_has_no_fix():
    done = fixed("{ 'command': 'a', 'if': 'A > 3' }", select(["language"], []))
    assert [finding.fix for finding in done.result.findings] == [None]


@pytest.mark.parametrize("name, text", BAD, ids=[f"{n}-{i}" for i, (n, _) in enumerate(BAD)])
def test_fixes_of_a_rule(name, text):
    done = fixed(text, [BY_NAME[name]])
    assert (done.refusals, done.endless) == ((), ())
    assert [finding for finding in done.result.findings if finding.fix is not None] == []
    old, new = (read_module(Source("a.json", each)) for each in (text, after(text, done)))
    assert changed(old, new) <= DECLARED[name][1]
    assert fixed(after(text, done), [BY_NAME[name]], as_in=text).changes == ()


def test_every_rule_with_fixes_is_tried_and_declares_what_they_change():
    safety: dict[str, set[str]] = {}
    changes: dict[str, frozenset[Aspect]] = {}
    for _, text in ALL:
        for finding in fixed(text, RULES, editable=False).result.findings:
            if finding.fix is not None:
                safety.setdefault(finding.rule, set()).add(finding.fix.applicability)
                before = changes.get(finding.rule, NOTHING)
                changes[finding.rule] = before | finding.fix.changes
    assert {name: (safety[name], changes[name]) for name in safety} == DECLARED


@given(st.data())
def test_fixes_of_damaged_schemas_come_to_an_end(data):
    text = data.draw(st.sampled_from([text for _, text in BAD]))
    for _ in range(data.draw(st.integers(1, 3))):
        text = data.draw(mutations(text)).text
    done = fixed(text, select([], []))
    assert done.endless == ()
    assert fixed(after(text, done), select([], []), as_in=text).changes == ()
