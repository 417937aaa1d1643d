"""What a rule is."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from qapidoc.examples.faults import ExampleFault
from qapidoc.examples.judge import judge
from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.history.dates import Dates
from qapidoc.prose.mentions import Mention, mentions
from qapidoc.prose.passages import Passage, passages
from qapidoc.releases import Release
from qapidoc.rules.meanings import Reference, references
from qapidoc.rules.misindented import misindented
from qapidoc.rules.subjects import Subject, subjects
from qapidoc.schema.comments import Comment, comments, documented
from qapidoc.schema.model import Definition, Module, Schema
from qapidoc.schema.problems import Problem
from qapidoc.schema.since import Since, sinces
from qapidoc.schema.surroundings import Around, Nothing
from qapidoc.schema.tags import TagLike, tag_likes
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, Section


@dataclass(frozen=True)
class Context:
    """What a rule may look at: modules of one schema, and the release it is written for.

    What the properties give is of ``modules``, which are all modules if none are named. Beyond
    them a rule looks up definitions by name, in ``schema``. ``dates`` are those of the definitions
    of the modules, if the history of the schema is known; ``around`` answers questions about
    other schemas and files of the tree. ``bare`` is the schema without doc comments, if it makes a
    difference whether these are looked up.
    """

    schema: Schema
    target: Release
    paths: tuple[str, ...] | None = None
    dates: Dates | None = None
    around: Around = field(default_factory=Nothing)
    bare: Schema | None = None

    @property
    def shapes(self) -> Schema:
        """The schema for who does without the doc comments of definitions."""
        return self.bare or self.schema

    def seen(self, schema: Schema, bare: Schema, dates: Dates | None, around: Around) -> Context:
        """Give the same, with what has been worked out, for rules that are to look at `schema`."""
        other = copy(self)
        vars(other).update(schema=schema, bare=bare, dates=dates, around=around)
        vars(other).pop("subjects", None)
        return other

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """The modules to look at."""
        modules = self.schema.modules
        return tuple(
            modules.values() if self.paths is None else map(modules.__getitem__, self.paths)
        )

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """The definitions of the modules."""
        if self.paths is None:
            return tuple(self.schema.definitions.values())
        names = (name for module in self.modules for name in module.contents)
        return tuple(self.schema.definitions[name] for name in names if isinstance(name, str))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the reading stages could not accept in the modules."""
        if self.paths is None:
            return self.schema.problems
        return tuple(problem for problem in self.schema.problems if problem.path in self.paths)

    @cached_property
    def item_starts(self) -> Mapping[str, tuple[int, ...]]:
        """The offsets at which the items of each module begin."""
        return {
            module.path: tuple(item.start for item in module.tree.items) for module in self.modules
        }

    @cached_property
    def doc_comments(self) -> tuple[tuple[str, Source, DocComment], ...]:
        """All doc comments, each with the path and the text of its module."""
        return tuple(
            (module.path, module.source, item)
            for module in self.modules
            for item in module.tree.items
            if isinstance(item, DocComment)
        )

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The doc comments with a symbol, as written and as the target reads them."""
        return tuple(comments(self.modules, self.target))

    @cached_property
    def documented(self) -> tuple[tuple[Definition, Comment], ...]:
        """The definitions whose doc comment is about them."""
        return tuple(documented(self.definitions, self.comments))

    @cached_property
    def tag_likes(self) -> tuple[tuple[str, Source, DocComment, TagLike], ...]:
        """What begins like a section and is text, in all doc comments."""
        return tuple(
            (path, source, doc, found)
            for path, source, doc in self.doc_comments
            for found in tag_likes(source, doc)
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The texts of all doc comments, section by section, if the target has rST.

        Sections whose indentation the target refuses are left out.
        """
        read = {(comment.path, comment.doc.start): comment for comment in self.comments}
        return tuple(
            passage
            for path, source, doc in self.doc_comments
            for passage in self._passages(path, source, doc, read.get((path, doc.start)))
        )

    @cached_property
    def marked(self) -> tuple[Passage, ...]:
        """The passages that are more than a paragraph without markup."""
        return tuple(passage for passage in self.passages if passage.plain is None)

    def _passages(
        self, path: str, source: Source, doc: DocComment, comment: Comment | None
    ) -> Iterator[Passage]:
        if comment is None:
            return passages(path, source, doc, self.target)
        refused = {section.start for section, _, _ in misindented(comment, self.target)}
        found = passages(path, source, comment.read, self.target)
        return (passage for passage in found if passage.section.start not in refused)

    @cached_property
    def _by_comment(self) -> Mapping[tuple[str, int], Sequence[Passage]]:
        """The passages of each doc comment, by its path and offset."""
        found: dict[tuple[str, int], list[Passage]] = {}
        for passage in self.passages:
            found.setdefault((passage.path, passage.doc.start), []).append(passage)
        return found

    def passages_of(self, path: str, doc: DocComment) -> Sequence[Passage]:
        """Give the passages of one doc comment."""
        return self._by_comment.get((path, doc.start), ())

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The names that the passages mention."""
        return tuple(mention for passage in self.passages for mention in mentions(passage))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """What the names that the passages mention mean."""
        return tuple(references(self.shapes, self.mentions, self.around))

    @cached_property
    def sinces(self) -> tuple[tuple[Comment, Section, Since], ...]:
        """All places where the doc comments say a release, in order."""
        return tuple(
            (comment, section, since)
            for comment in self.comments
            for section in comment.doc.sections
            for since in sinces(comment.source, section)
        )

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """All that the doc comments are about, if the history of the schema is known."""
        if self.dates is None:
            return ()
        return tuple(subjects(self.dates, self.documented, self.sinces))

    @cached_property
    def example_faults(self) -> tuple[ExampleFault, ...]:
        """All that is wrong with the examples, found out once for all rules."""
        return judge(self.schema, self.modules, self.target)


class Scope(StrEnum):
    """How much of a schema a finding hangs on."""

    MODULE = "module"
    """On its module, and on the definitions that the rule looks up by name."""
    SCHEMA = "schema"
    """On all modules together, as with what nothing in a schema uses."""


def by_engine(_context: Context) -> Iterable[Finding]:
    """Yield nothing: findings of this rule are about others, and the engine adds them."""
    return ()


class Stage(StrEnum):
    """Where a rule is in its life."""

    PREVIEW = "preview"
    """New, and still being tried on real schemas: it runs with ``--preview`` only."""
    STABLE = "stable"
    DEPRECATED = "deprecated"
    """About to go: it runs only if its name or code is selected, and then a note says so."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One check. It lives in a module of its own.

    ``name`` is the module's family and name joined by ``-``, and ``aliases`` are names that it
    had before; ``page`` is the module's docstring, the rule's page in the manual. ``groups``
    are families besides its own that select it: what QEMU's front end refuses belongs to
    ``language`` too. ``scope`` tells which modules ``check`` is given at a time: one of them, or
    all. ``dated`` marks rules that look at the history, and ``whole_schema`` findings that count
    only if all roots of a file have them.
    """

    name: str
    code: str
    severity: Severity
    page: str | None
    check: Callable[[Context], Iterable[Finding]]
    confidence: Confidence = Confidence.CERTAIN
    groups: tuple[str, ...] = ()
    scope: Scope = Scope.MODULE
    dated: bool = False
    whole_schema: bool = False
    default: bool = True
    stage: Stage = Stage.STABLE
    aliases: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The first word of the name."""
        return self.name.partition("-")[0]

    @property
    def exact(self) -> frozenset[str]:
        """What names this rule and no other: its name, its code and its aliases."""
        return frozenset({self.name, self.code, *self.aliases})

    @property
    def families(self) -> frozenset[str]:
        """The families and groups that it belongs to."""
        return frozenset({self.family, *self.groups})

    @property
    def manual(self) -> str:
        """The manual page, in rST."""
        return inspect.cleandoc(self.page or "")

    @property
    def summary(self) -> str:
        """The first line of the manual page."""
        return self.manual.partition("\n")[0]
