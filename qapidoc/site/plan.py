"""What a site consists of: its schemas, their namespaces and titles, its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qapidoc.schema.outline import levels, pieces
from qapidoc.sphinxext.pages.plan import Pages, plan_pages, unique
from qapidoc.sphinxext.pages.split import Split
from qapidoc.sphinxext.render.page import is_generic, page_title
from qapidoc.sphinxext.schemas import Document

ROOT_FILE = "qapi-schema"
"""The name of a root module that says nothing; its folder's name says more."""

FOLDERS: Mapping[str, str] = {"qapi": "QMP", "qga": "QGA", "storage-daemon": "QSD"}
"""The namespaces of schemas in folders of these names, which are those of QEMU's own."""

TITLES: Mapping[str, str] = {
    "QMP": "QEMU QMP reference",
    "QGA": "QEMU guest agent reference",
    "QSD": "QEMU storage daemon reference",
}
"""The titles of schemas that have none of their own, by namespace."""

INDEX = "index"


@dataclass(frozen=True)
class SitePart:
    """One schema of a site: ``home`` is its first page, ``pages`` are the others."""

    document: Document
    namespace: str
    title: str
    home: str
    pages: Pages


def plan_site(documents: Sequence[Document], split: Split) -> tuple[SitePart, ...]:
    """Give each schema a namespace of its own, a title, and pages."""
    parts = []
    taken: set[str] = set()
    for document in documents:
        namespace = unique(namespace_of(document.root), taken)
        folder = namespace.lower()
        home = INDEX if len(documents) == 1 else f"{folder}/{INDEX}"
        pages = plan_pages(document, split, folder)
        parts.append(SitePart(document, namespace, schema_title(document, namespace), home, pages))
    return tuple(parts)


def namespace_of(root: Path) -> str:
    """Name a schema: after the nearest folder that is known, else after its folder or file."""
    for folder in root.parents[:2]:
        if folder.name in FOLDERS and (folder.name != "qapi" or folder == root.parent):
            known = FOLDERS[folder.name]
            outer = folder.parent.name
            return FOLDERS.get(outer, known) if folder.name == "qapi" else known
    name = root.parent.name if root.stem in {ROOT_FILE, "schema"} else root.stem
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "QAPI"


def schema_title(document: Document, namespace: str) -> str:
    """Give the title that a schema's root has, else one made of its namespace."""
    schema = document.schema
    own = page_title(pieces(schema, schema.root), levels(schema))
    if own and ", " not in own and not is_generic(own):
        return own
    if document.root.stem == ROOT_FILE and namespace in TITLES:
        return TITLES[namespace]
    return f"{namespace} reference"


def site_title(parts: Sequence[SitePart]) -> str:
    """Give the title of a site."""
    return parts[0].title if len(parts) == 1 else "QAPI reference"


def namespaces(parts: Iterable[SitePart]) -> list[str]:
    """Give the namespaces of a site."""
    return [part.namespace for part in parts]
