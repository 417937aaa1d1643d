"""The source text of a site's pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qapidoc.site.plan import INDEX, SitePart
from qapidoc.sphinxext.pages.plan import page_texts, qapi_doc


def page_sources(parts: Sequence[SitePart], title: str) -> Mapping[str, str]:
    """Map the names of pages to their text, in rST."""
    sources: dict[str, str] = {}
    for part in parts:
        sources |= page_texts(part.pages, str(part.document.root), part.namespace)
        sources[part.home] = "\n".join(_home(part, title if len(parts) == 1 else part.title))
    if len(parts) > 1:
        sources[INDEX] = "\n".join(_index(parts, title))
    return sources


def _heading(text: str, sign: str) -> Iterator[str]:
    text = _escaped(text)
    yield from (text, sign * max(4, 2 * len(text)), "")


def _escaped(text: str) -> str:
    return "".join(c if c.isalnum() or c in " ,.()" else f"\\{c}" for c in text)


def _home(part: SitePart, title: str) -> Iterator[str]:
    pages, root = part.pages, str(part.document.root)
    options = pages.options(part.document.root_module)
    yield from _heading(title, "=")
    yield from qapi_doc(root, part.namespace, {**options, "no-title": ""} if options else {})
    if pages.modules:
        yield from _heading("Modules", "-")
        yield f".. qapi-modules:: {root}"
        yield f"   :namespace: {part.namespace}"
        yield ""
    yield from _heading("Index", "-")
    yield f":ref:`All commands, events and types <qapi-{part.namespace.lower()}-index>`"
    yield ""
    yield from _tree([*pages.modules.values()], index=part.home == INDEX)


def _index(parts: Sequence[SitePart], title: str) -> Iterator[str]:
    yield from _heading(title, "=")
    for part in parts:
        yield f":doc:`{_escaped(part.title)} </{part.home}>`"
        definitions = part.document.schema.definitions.values()
        commands = sum(d.kind == "command" for d in definitions)
        events = sum(d.kind == "event" for d in definitions)
        yield f"   {commands} commands, {events} events, {len(definitions)} definitions in all"
        yield ""
    yield from _heading("Index", "-")
    yield ":ref:`All commands, events and types <qapi-index>`"
    yield ""
    yield from _tree([part.home for part in parts], index=True)


def _tree(pages: Sequence[str], *, index: bool) -> Iterator[str]:
    yield ".. toctree::"
    yield "   :hidden:"
    yield ""
    yield from (f"   /{page}" for page in pages)
    if index:
        yield "   Index <genindex>"
    yield ""
