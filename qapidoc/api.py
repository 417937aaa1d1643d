"""What other Python programs may use of qapidoc: read schemas, walk through them, lint them.

Everything here is meant to stay as it is; the modules that it comes from are not. All records are
immutable, and hold names and offsets rather than references and lines: `walk`, `type_definition`,
`documentation` and `locate` lead from the one to the other.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from qapidoc.config import ConfigError, read_target
from qapidoc.config.lookup import read_settings
from qapidoc.edition import allowed
from qapidoc.engine.baseline import BaselineError, without_known
from qapidoc.engine.plan import PlanError, make_plan
from qapidoc.engine.result import Result, UnreadableRootError
from qapidoc.engine.run import lint as run
from qapidoc.engine.selection import select_rules
from qapidoc.findings import Aspect, Confidence, Edit, Finding, Fix, Related, Severity
from qapidoc.releases import NEWEST, Release
from qapidoc.schema.comments import described
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import (
    Condition,
    Definition,
    EnumValue,
    Feature,
    Include,
    Kind,
    Member,
    Module,
    Pragma,
    Schema,
    TypeRef,
)
from qapidoc.schema.navigate import members, type_definition
from qapidoc.schema.problems import Problem
from qapidoc.schema.reading import as_read
from qapidoc.schema.since import definition_since
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Position, Source, Span
from qapidoc.syntax.nodes import Section, SectionKind
from qapidoc.syntax.text import section_text

__all__ = [
    "Aspect",
    "Condition",
    "Confidence",
    "Definition",
    "Documentation",
    "Edit",
    "EnumValue",
    "Feature",
    "Finding",
    "Fix",
    "Include",
    "Kind",
    "LintError",
    "Location",
    "Member",
    "Module",
    "Placed",
    "Position",
    "Pragma",
    "Problem",
    "Related",
    "Release",
    "Result",
    "Schema",
    "Severity",
    "Source",
    "Span",
    "TypeRef",
    "WalkedMember",
    "documentation",
    "lint",
    "locate",
    "problems",
    "read_schema",
    "type_definition",
    "walk",
]

AnyPath = str | os.PathLike[str]
"""A path, relative to the working folder or absolute."""

Texts = Mapping[str, str | bytes] | Mapping[Path, str | bytes]
"""Texts that stand in for the files at these paths, which need not exist."""


class LintError(Exception):
    """Something could not be linted; the message says, in one line, what and why."""


# --- reading ---------------------------------------------------------------------------------


def read_schema(
    path: AnyPath, *, texts: Texts | None = None, allow_outside: bool = False
) -> Schema:
    """Read the schema whose root module is at `path`, with all that it includes.

    What is wrong with it, `problems` tells, and the rest is there all the same. `allow_outside`
    lets includes leave the schema's tree. Raises `OSError` if the root cannot be read.

    >>> schema = read_schema("docs/demo/qapi/schema.json")
    >>> schema.root, len(schema.modules)
    ('docs/demo/qapi/schema.json', 8)
    >>> schema.definitions["JobState"].kind
    <Kind.ENUM: 'enum'>

    Text in memory stands in for a file:

    >>> schema = read_schema("lamp.json", texts={"lamp.json": "{ 'command': 'light' }"})
    >>> list(schema.definitions)
    ['light']
    """
    workspace = Workspace(texts=_stand_ins(texts), outside=allow_outside)
    return load_schema(_resolved(path), workspace)


def problems(schema: Schema, target: str | None = None) -> tuple[Problem, ...]:
    """Give what QEMU's front end does not accept in a schema.

    `target` is the release that the schema is for, such as ``"10.2"``; without it, that is the
    newest. The ``problems`` of a schema itself are those of all releases together. Raises
    `ValueError` for a release that does not exist.

    >>> schema = read_schema("lamp.json", texts={"lamp.json": "{ 'struct': 'Lamp' }"})
    >>> [problem.message for problem in problems(schema)]
    ["struct 'Lamp' has no 'data'"]
    """
    release = _release(target)
    return tuple(p for p in schema.problems if p.usage is None or not allowed(p.usage, release))


def _release(target: str | None) -> Release:
    if target is None:
        return NEWEST
    try:
        return read_target(target)
    except ValueError as error:
        raise ValueError(f"the target {error}") from None


def _resolved(path: AnyPath) -> Path:
    try:
        return Path(path).resolve()
    except RuntimeError:  # as Python until 3.12 says it
        raise OSError(errno.ELOOP, "is a symbolic link to itself", str(path)) from None


def _stand_ins(texts: Texts | None) -> dict[Path, bytes]:
    return {
        _resolved(path): Source(str(path), text).encoded() if isinstance(text, str) else text
        for path, text in (texts or {}).items()
    }


# --- walking ---------------------------------------------------------------------------------


class WalkedMember(msgspec.Struct, frozen=True):
    """A member on the wire, the definition that writes it, and when it is there.

    ``branches`` are the values of the discriminators that choose it, outermost first; a member
    that is always there has none.
    """

    member: Member
    owner: Definition
    branches: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The module that it is written in."""
        return self.owner.path

    @property
    def span(self) -> Span:
        """The stretch of the module that it is written in."""
        return self.member.span


def walk(schema: Schema, definition: Definition) -> Iterator[WalkedMember]:
    """Give all members that a struct, union, command or event has on the wire.

    Inherited ones come before own ones, and those of branches last. The data of a command or an
    event may be a named type; then its members are given. Enums and alternates have none: see
    ``values`` and ``branches`` of `Definition`.

    >>> schema = read_schema("docs/demo/qapi/schema.json")
    >>> for found in walk(schema, schema.definitions["Endpoint"]):
    ...     print(found.member.name, found.member.type, found.branches)
    kind EndpointKind ()
    timeout uint16 ()
    host str ('tcp',)
    port uint16 ('tcp',)
    keep-alive bool ('tcp',)
    path str ('unix',)
    abstract bool ('unix',)
    """
    start = type_definition(schema, definition.data) or definition
    waiting: list[tuple[Definition, tuple[str, ...], frozenset[str]]] = [
        (start, (), frozenset({start.name}))
    ]
    while waiting:
        current, branches, above = waiting.pop()
        for owned in members(schema, current):
            yield WalkedMember(owned.member, owned.owner, branches)
        if current.kind is not Kind.UNION:
            continue
        for branch in reversed(current.branches):
            of_branch = type_definition(schema, branch.type)
            if of_branch is not None and of_branch.name not in above:
                waiting.append((of_branch, (*branches, branch.name), above | {of_branch.name}))


class Documentation(msgspec.Struct, frozen=True):
    """What the doc comment of a definition says, without comment marks.

    ``members`` and ``features`` are by name, and ``tags`` are pairs such as
    ``("Returns", "…")`` in the order of the comment. ``text`` is all that stands under none of
    these; ``since`` is the release of ``Since:``.
    """

    text: str
    members: Mapping[str, str]
    features: Mapping[str, str]
    tags: tuple[tuple[str, str], ...]
    since: Release | None


def documentation(
    schema: Schema, definition: Definition, target: str | None = None
) -> Documentation | None:
    """Read the doc comment of a definition; ``None`` without one.

    What ends a section, and which there are, has changed: `target` is the release that the
    schema is for, as with `problems`.

    >>> schema = read_schema("docs/demo/qapi/schema.json")
    >>> said = documentation(schema, schema.definitions["JobState"])
    >>> said.text, said.members["running"], said.since
    ('How far a job has come.', 'at work', Release(major=7, minor=1, micro=0))
    """
    if definition.doc is None:
        return None
    source = schema.source(definition.path)
    doc = as_read(source, definition.doc, _release(target))

    def text(section: Section) -> str:
        return str(section_text(source, section)).strip("\n")

    def about(kind: SectionKind) -> dict[str, str]:
        return {name: text(section) for name, section in described(doc, kind).items()}

    since = definition_since(source, doc)
    return Documentation(
        "\n\n".join(text(s) for s in doc.sections if s.kind is SectionKind.TEXT),
        about(SectionKind.MEMBER),
        about(SectionKind.FEATURE),
        tuple(
            (section.name.value, text(section))
            for section in doc.sections
            if section.kind is SectionKind.TAG and section.name is not None
        ),
        since.release if since is not None else None,
    )


# --- linting ---------------------------------------------------------------------------------


def lint(
    *paths: AnyPath,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    target: str | None = None,
    config: AnyPath | None = None,
    texts: Texts | None = None,
    allow_outside: bool = False,
) -> Result:
    """Lint files and folders as ``qapidoc lint`` does, and give what is found, in order.

    `select` and `ignore` name rules, by name, code or family, and `target` is a release such as
    ``"10.2"``; they go before the settings, which are read from the file `config`, else from
    the one that is nearest to the first path. What a baseline in the settings knows is left out.
    Raises `LintError` for a path that is not there, for settings and baselines that cannot be
    used, and for rules and releases that do not exist.

    >>> result = lint("docs/demo/broken/unions.json", select=["union-branch-unknown-value"])
    >>> for finding in result.findings:
    ...     place = locate(result, finding)
    ...     print(f"{place.path}:{place.start.line}: {finding.definition} {finding.member}")
    docs/demo/broken/unions.json:17: DeviceOptions lmap
    """
    if not paths:
        raise LintError("name a file or a folder to lint")
    try:
        files = [_resolved(path) for path in paths]
        options = {"select": [*select], "ignore": [*ignore], "target_version": target}
        configs = () if config is None else (str(_resolved(config)),)
        settings = read_settings(files[0], configs, options, "'{}'")
        workspace = Workspace(texts=_stand_ins(texts), outside=allow_outside)
        jobs = make_plan(files, workspace, settings.config, settings.origin).jobs
        result = run(jobs, select_rules(settings).rules, workspace, settings.config)
        baseline = settings.config.baseline
        if baseline is None:
            return result
        file = (settings.config.folder or workspace.folder) / baseline
        return without_known(result, file, workspace)
    except (BaselineError, ConfigError, PlanError, UnreadableRootError) as error:
        raise LintError(str(error)) from error
    except OSError as error:
        raise LintError(f"{error.filename}: {error.strerror}") from error


# --- places ----------------------------------------------------------------------------------


class Placed(Protocol):
    """What has a place: findings, edits, problems, definitions, walked members."""

    @property
    def path(self) -> str:
        """The module that it is in."""

    @property
    def span(self) -> Span:
        """Where it is in there, in offsets."""


class Location(msgspec.Struct, frozen=True):
    """Where something begins, and the place behind its end; lines and columns count from 1."""

    path: str
    start: Position
    end: Position


def locate(read: Schema | Result, thing: Placed) -> Location:
    """Give path, lines and columns of something in what `read_schema` or `lint` has read.

    >>> schema = read_schema("docs/demo/qapi/schema.json")
    >>> locate(schema, schema.definitions["Endpoint"]).start
    Position(line=105, column=1)
    """
    if isinstance(read, Schema):
        source = read.modules[thing.path].source
    else:
        source = read.sources[thing.path]
    return Location(thing.path, source.position(thing.span.start), source.position(thing.span.end))
