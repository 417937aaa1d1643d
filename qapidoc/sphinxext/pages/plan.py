"""A schema on several pages: which there are, and what they consist of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from qapidoc.schema.outline import Entry, pieces
from qapidoc.sphinxext.pages.split import Split
from qapidoc.sphinxext.render.module_table import documented_modules
from qapidoc.sphinxext.schemas import Document


@dataclass(frozen=True)
class Pages:
    """The pages of a schema besides its first one, which shows the root module.

    ``modules`` and ``definitions`` map their names to those of pages, which are paths with ``/``.
    """

    split: Split = Split.NONE
    modules: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)

    def options(self, module: str) -> Mapping[str, str]:
        """Give the options of the directive that shows a module."""
        if self.split is Split.NONE:
            return {}
        overview = {"overview": ""} if self.split is Split.DEFINITION else {}
        return {"module": module, **overview}


def plan_pages(document: Document, split: Split, folder: str) -> Pages:
    """Give the pages of a schema; all are in the folder `folder`."""
    if split is Split.NONE:
        return Pages()
    taken = {"index"}
    found = documented_modules(document)
    modules = {name: f"{folder}/{unique(_file_name(name), taken)}" for name in found.values()}
    if split is Split.MODULE:
        return Pages(split, modules)
    root = document.schema.root
    definitions: dict[str, str] = {}
    for path, module in {root: document.modules[root], **found}.items():
        home = modules.get(module) or f"{folder}/{unique(_file_name(module), taken)}"
        names = [p.definition.name for p in pieces(document.schema, path) if isinstance(p, Entry)]
        used: set[str] = set()
        definitions |= {name: f"{home}/{unique(_file_name(name), used)}" for name in names}
    return Pages(split, modules, definitions)


def page_texts(pages: Pages, file: str, namespace: str) -> Iterator[tuple[str, str]]:
    """Give the names of the pages and their texts; `file` is where they find the root module.

    Those of definitions are in no tree, since themes show it all on each page.
    """
    for module, page in pages.modules.items():
        yield page, "\n".join(qapi_doc(file, namespace, pages.options(module)))
    for name, page in pages.definitions.items():
        yield page, "\n".join((":orphan:", "", *qapi_doc(file, namespace, {"definition": name})))


def qapi_doc(file: str, namespace: str, options: Mapping[str, str]) -> Iterator[str]:
    """Write the directive, with options that have values or none."""
    yield f".. qapi-doc:: {file}"
    if namespace:
        yield f"   :namespace: {namespace}"
    for option, value in options.items():
        yield f"   :{option}: {value}".rstrip()
    yield ""


def toctree(pages: Iterable[str]) -> Iterator[str]:
    """Write the directive that gives pages their place in the tree, and shows nothing."""
    entries = [f"   /{page}" for page in pages]
    if entries:
        yield from (".. toctree::", "   :hidden:", "", *entries, "")


def unique(name: str, taken: set[str]) -> str:
    """Give a name that differs from all in `taken` in more than case, and add it to them."""
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate.casefold())
    return candidate


def _file_name(name: str) -> str:
    """Give a name without what files and addresses cannot have in theirs."""
    path = PurePosixPath(name.replace("\\", "/"))
    words = [part for part in path.parts if part not in {"/", ".", ".."}]
    return re.sub(r"[^A-Za-z0-9._-]+", "-", "-".join(words)).strip(".-") or "module"
