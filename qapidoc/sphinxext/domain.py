"""The domain: what there is to refer to, and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, Index, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.locale import __
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from qapidoc.prose.roles import ROLES, SHORT_ROLES
from qapidoc.sphinxext import names
from qapidoc.sphinxext.indices import DefinitionIndex
from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.names import Target, full_name, parse_target
from qapidoc.sphinxext.pages.stamps import Stamp, stamp_of
from qapidoc.sphinxext.references import MENTION, TEXT
from qapidoc.sphinxext.roles import QapiRole

if TYPE_CHECKING:
    from qapidoc.sphinxext.schemas import Document, Schemas

logger = logging.getLogger(__name__)

OBJECT_TYPES: Mapping[str, str] = {"struct": "object", "union": "object"}
"""The object types of kinds that do not have one of their own name."""

DEFINITIONS = ROLES["command"] | ROLES["event"] | ROLES["type"]
"""The kinds of definitions."""

TABLES = ("definitions", "modules", "parts")


class Entry(NamedTuple):
    """A place that references can point to; ``summary`` is what a list of them says of it.

    Its anchor follows from its name. A part has no module, so that all of one kind that a document
    has share one record.
    """

    docname: str
    kind: str
    module: str = ""
    summary: str = ""


class Found(NamedTuple):
    """An entry with its namespace, and its name in there."""

    namespace: str
    name: str
    entry: Entry

    @property
    def anchor(self) -> str:
        """Where in its document it is."""
        return names.anchor_of(self.entry.kind, self.namespace, self.name)

    @property
    def title(self) -> str:
        """What a browser shows for a link to it."""
        return f"{self.entry.kind} {self.name}"


class Unread(NamedTuple):
    """A place behind which a part of a schema is missing: ``FILE:LINE``, and what is wrong."""

    rule: str
    place: str
    message: str


class QapiDomain(Domain):
    """QAPI: commands, events, types, and what is in them.

    Each of the tables in ``data`` maps namespaces to names to entries. ``documents`` tells
    the names that each document added, by table and namespace, and ``roots`` the structure of
    each schema that it renders, by its root. ``stamps`` are those of the schemas' files,
    ``unread`` tells what could not be read of each, and ``asked`` are the pages that documents
    ask for.
    """

    name = "qapi"
    label = "QAPI"
    object_types: ClassVar[dict[str, ObjType]] = {
        "module": ObjType(_("module"), "module", "mod", "any"),
        "command": ObjType(_("command"), "command", "cmd", "any"),
        "event": ObjType(_("event"), "event", "any"),
        "enum": ObjType(_("enum"), "enum", "type", "any"),
        "object": ObjType(_("object"), "object", "obj", "struct", "union", "type", "any"),
        "alternate": ObjType(_("alternate"), "alternate", "alt", "type", "any"),
        "member": ObjType(_("member"), "member", "any"),
        "value": ObjType(_("value"), "value", "any"),
        "branch": ObjType(_("branch"), "branch", "any"),
        "feature": ObjType(_("feature"), "feature", "any"),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        name: QapiRole() for name in (*ROLES, *SHORT_ROLES)
    }
    indices: ClassVar[list[type[Index]]] = [DefinitionIndex]
    initial_data: ClassVar[dict[str, dict[str, Any]]] = {
        **{table: {} for table in TABLES},
        "documents": {},
        "roots": {},
        "stamps": {},
        "unread": {},
        "asked": {},
    }
    data_version = 3

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.builder: Builder
        self.places_before: Mapping[tuple[str, str], Mapping[str, str]] = {}
        self._schemas: Schemas | None = None
        self._shared: dict[Entry, Entry] = {}

    @property
    def schemas(self) -> Schemas:
        """The schemas that this build has read."""
        from qapidoc.sphinxext.schemas import Schemas

        if self._schemas is None:
            self._schemas = Schemas()
        return self._schemas

    def forget_schemas(self) -> None:
        """Let the next build read files anew."""
        self._schemas = None

    # --- filling -----------------------------------------------------------------------

    def note(
        self, table: str, namespace: str, name: str, entry: Entry, location: Any = None
    ) -> bool:
        """Add an entry; if there is one of that name, warn, and give ``False``."""
        entry = self._shared.setdefault(entry, entry)
        known = self.data[table].setdefault(namespace, {})
        if name in known:
            logger.warning(
                __("%s is described in %s already; give one of them another :namespace:"),
                full_name(namespace, name),
                known[name].docname,
                location=location,
                type="qapidoc",
                subtype="duplicate",
            )
            return False
        known[name] = entry
        added = self.data["documents"].setdefault(entry.docname, {})
        added.setdefault((table, namespace), []).append(name)
        return True

    def has(self, table: str, namespace: str, name: str) -> bool:
        """Tell whether there is an entry."""
        return name in self.data[table].get(namespace, ())

    def note_schema(self, docname: str, document: Document) -> None:
        """Remember that a page renders (a part of) a schema."""
        root = str(document.root)
        self.data["roots"].setdefault(docname, {})[root] = document.structure
        self.data["stamps"][root] = document.stamp
        self.data["unread"][root] = [
            Unread(problem.kind, document.place(problem.path, problem.span.start), problem.message)
            for problem in document.unread
        ]

    def places(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        """Give the documents of all that there is, by table and namespace, and by name."""
        return {
            (table, namespace): {name: entry.docname for name, entry in entries.items()}
            for table in TABLES
            for namespace, entries in self.data[table].items()
        }

    def is_unchanged(self, root: str) -> bool:
        """Tell whether the files of a schema are as they were when it was last read."""
        stamp: Stamp | None = self.data["stamps"].get(root)
        return stamp is not None and stamp == stamp_of(file for file, _, _ in stamp)

    def clear_doc(self, docname: str) -> None:
        """Forget what a document has."""
        for (table, namespace), added in self.data["documents"].pop(docname, {}).items():
            for name in added:
                del self.data[table][namespace][name]
            if not self.data[table][namespace]:
                del self.data[table][namespace]
        self.data["roots"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in sorted(docnames):
            for (table, namespace), added in otherdata["documents"].get(docname, {}).items():
                entries = otherdata[table][namespace]
                for name in added:
                    self.note(table, namespace, name, entries[name], docname)
            if docname in otherdata["roots"]:
                self.data["roots"][docname] = otherdata["roots"][docname]
        for table in ("stamps", "unread"):
            self.data[table].update(otherdata[table])

    # --- looking up --------------------------------------------------------------------

    def find(
        self, target: Target, context: str | None, kinds: frozenset[str] = frozenset()
    ) -> list[Found]:
        """Give what `target` can mean.

        Of a target without a namespace that the namespace `context` has, only that one.
        """
        if target.namespace is not None:
            return list(self._find_in(target.namespace, target, kinds))
        if context is not None:
            found = list(self._find_in(context, target, kinds))
            if found:
                return found
        spaces = sorted({space for table in TABLES for space in self.data[table]} - {context})
        return [found for space in spaces for found in self._find_in(space, target, kinds)]

    def _find_in(self, space: str, target: Target, kinds: frozenset[str]) -> Iterator[Found]:
        """Give at most one: the best that a namespace has."""
        for name, entry in self._candidates(space, target):
            if entry is not None and (not kinds or entry.kind in kinds):
                yield Found(space, name, entry)
                return

    def _candidates(self, space: str, target: Target) -> Iterator[tuple[str, Entry | None]]:
        definitions, modules, parts = (self.data[table].get(space, {}) for table in TABLES)
        yield target.name, definitions.get(target.name)
        for module, name in target.splits():
            entry = definitions.get(name)
            if entry is not None and entry.module == module:
                yield name, entry
        yield target.name, parts.get(target.name)
        yield target.name, modules.get(target.name)

    def resolve_xref(  # noqa: PLR0917 (Sphinx calls it so)
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Make the link that a reference stands for."""
        context = node.get("qapi:namespace")
        for found in self._meanings(typ, target, context, node.get("qapi:member")):
            return self._link(builder, fromdocname, found, contnode)
        if typ != TEXT:
            return None
        labels = env.domains.standard_domain.resolve_any_xref(
            env, fromdocname, builder, target, node, contnode
        )
        return next((link for _role, link in labels), None)

    def meaning(self, typ: str, target: str, context: str | None) -> Found | None:
        """Give what a reference of the type `typ` means in the namespace `context`."""
        return next(self._meanings(typ, target, context, None), None)

    def _meanings(
        self, typ: str, target: str, context: str | None, member: str | None
    ) -> Iterator[Found]:
        """Give what a reference of the type `typ` can mean, the likeliest first."""
        if typ == MENTION:
            yield from self.find(Target(context, target), context, DEFINITIONS)
        elif typ == TEXT:
            yield from self.find(parse_target(target), context)
            if member is not None:
                yield from self.find(Target(None, member), context)
        else:
            kinds = ROLES[SHORT_ROLES.get(typ, typ)]
            yield from self.find(parse_target(target), context, kinds)

    def resolve_any_xref(  # noqa: PLR0917 (Sphinx calls it so)
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Give the links that the role `any` can stand for."""
        return [
            (
                f"qapi:{self.role_for_objtype(_object_type(found.entry))}",
                self._link(builder, fromdocname, found, contnode),
            )
            for found in self.find(parse_target(target), node.get("qapi:namespace"))
        ]

    @staticmethod
    def _link(
        builder: Builder, fromdocname: str, found: Found, contnode: nodes.Element
    ) -> nodes.reference:
        page = found.entry.docname
        return make_refnode(builder, fromdocname, page, found.anchor, contnode, found.title)

    # --- listing -----------------------------------------------------------------------

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Give all entries.

        A definition is listed with its namespace, and without it for links from elsewhere. Parts
        are, too, since what a search would find of them otherwise is their page.
        """
        bare: set[str] = set()
        for space, entries in sorted(self.data["definitions"].items()):
            for name, entry in entries.items():
                anchor = names.anchor_of(entry.kind, space, name)
                place = (_object_type(entry), entry.docname, anchor)
                if space:
                    yield full_name(space, name), name, *place, 1
                if name not in bare:
                    bare.add(name)
                    yield name, name, *place, -1 if space else 1
        for table in ("modules", "parts"):
            for space, entries in sorted(self.data[table].items()):
                for name, entry in entries.items():
                    anchor = names.anchor_of(entry.kind, space, name)
                    shown = full_name(space, name)
                    yield shown, name, entry.kind, entry.docname, anchor, 2

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """Give the name that another project's inventory may list."""
        target, namespace = node.get("reftarget"), node.get("qapi:namespace")
        if target is None or namespace is None:
            return None
        return full_name(namespace, target)


def _object_type(entry: Entry) -> str:
    return OBJECT_TYPES.get(entry.kind, entry.kind)
