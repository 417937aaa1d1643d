"""Indices of definitions: one of all, and one for each namespace that the settings name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from sphinx.domains import Index, IndexEntry

from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.names import anchor_of

GROUPS = (
    (_("Commands"), frozenset({"command"})),
    (_("Events"), frozenset({"event"})),
    (_("Types"), frozenset({"enum", "struct", "union", "alternate"})),
)


class DefinitionIndex(Index):
    """All definitions: commands, events, types."""

    name = "index"
    localname = _("QAPI index")
    shortname = _("QAPI")
    namespace: ClassVar[str | None] = None

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Give the entries, in groups."""
        wanted = None if docnames is None else set(docnames)
        rows: list[tuple[str, str, Any]] = [
            (name, namespace, entry)
            for namespace, names in self.domain.data["definitions"].items()
            if self.namespace is None or namespace == self.namespace
            for name, entry in names.items()
            if wanted is None or entry.docname in wanted
        ]
        rows.sort(key=lambda row: (row[0].casefold(), row[0], row[1]))
        several = len({namespace for _name, namespace, _entry in rows}) > 1
        groups = []
        for title, kinds in GROUPS:
            entries = [
                IndexEntry(
                    name,
                    0,
                    entry.docname,
                    anchor_of(entry.kind, namespace, name),
                    entry.kind if len(kinds) > 1 else "",
                    namespace if several else "",
                    entry.summary,
                )
                for name, namespace, entry in rows
                if entry.kind in kinds
            ]
            if entries:
                groups.append((str(title), entries))
        return groups, True


def namespace_index(namespace: str) -> type[DefinitionIndex]:
    """Make the index of one namespace; its label is ``qapi-NAMESPACE-index``, in lower case."""
    return type(
        f"{namespace}Index",
        (DefinitionIndex,),
        {
            "__doc__": f"The definitions of {namespace}.",
            "name": f"{namespace.lower()}-index",
            "localname": _("%s index") % namespace,
            "shortname": namespace,
            "namespace": namespace,
        },
    )
