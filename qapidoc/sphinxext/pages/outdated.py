"""Pages that have to be read or written anew though no file that they show has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from qapidoc.sphinxext.domain import QapiDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def restructured(
    app: Sphinx, env: BuildEnvironment, _added: set[str], documents: set[str], removed: set[str]
) -> Iterable[str]:
    """Give the documents whose schema has other modules, ranks of headings or markup by now."""
    domain = cast("QapiDomain", env.get_domain("qapi"))
    shown: Mapping[str, Mapping[str, str]] = domain.data["roots"]
    changed = {
        root: _structure(domain, root, outside=app.config.qapidoc_allow_outside)
        for root in {root for roots in shown.values() for root in roots}
        if not domain.is_unchanged(root)
    }
    found = [
        docname
        for docname, roots in shown.items()
        if any(changed.get(root, before) != before for root, before in roots.items())
    ]
    domain.places_before = domain.places() if found or documents or removed else {}
    return found


def referring(_app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Give all documents, to be written anew, if something that they may refer to has moved."""
    domain = cast("QapiDomain", env.get_domain("qapi"))
    before, domain.places_before = domain.places_before, {}
    now = domain.places() if before else {}
    is_moved = any(
        now.get(table, {}).get(name) != docname
        for table, names in before.items()
        for name, docname in names.items()
    )
    return env.found_docs if is_moved else ()


def _structure(domain: QapiDomain, root: str, *, outside: bool) -> str | None:
    from qapidoc.config import ConfigError

    try:
        return domain.schemas.document(Path(root), outside=outside).structure
    except (ConfigError, OSError):
        return None
