"""From schemas to a site."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from qapidoc.config import ConfigError, find_config
from qapidoc.schema.workspace import Workspace
from qapidoc.site.errors import SiteError
from qapidoc.site.output import replacing
from qapidoc.site.pages import page_sources
from qapidoc.site.plan import namespaces, plan_site, site_title
from qapidoc.sphinxext.domain import QapiDomain
from qapidoc.sphinxext.pages.split import Split
from qapidoc.sphinxext.past import SOURCES, told_wrong
from qapidoc.sphinxext.schemas import Document, ReadableWorkspace
from qapidoc.sphinxext.source_links import source_pattern

STATIC = Path(__file__).resolve().parent / "static"

THEME_VARIABLES: Mapping[str, str] = {
    "color-api-name": "var(--color-foreground-primary)",
    "color-api-background": "var(--color-background-secondary)",
    "color-api-background-hover": "var(--color-background-hover)",
    "api-font-size": "var(--font-size--normal)",
}

SETTINGS: Mapping[str, Any] = {
    "extensions": ["qapidoc", "qapidoc.site.sidebar"],
    "html_theme": "furo",
    "html_static_path": [str(STATIC)],
    "html_css_files": ["site.css"],
    "html_favicon": str(STATIC / "favicon.svg"),
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_show_copyright": False,
    "html_permalinks_icon": "#",
    "html_theme_options": {
        "light_css_variables": THEME_VARIABLES,
        "dark_css_variables": THEME_VARIABLES,
    },
    "pygments_style": "friendly",
    "pygments_dark_style": "github-dark",
    "highlight_language": "none",
    "smartquotes": False,
    "toc_object_entries": False,
    "language": "en",
}
"""The settings of the Sphinx project, besides its title and its namespaces."""


@dataclass(frozen=True)
class Site:
    """A built site. ``warnings`` are lines that Sphinx wrote about it."""

    title: str
    output: Path
    pages: int
    definitions: int
    warnings: tuple[str, ...]


def build_site(
    schemas: Sequence[Path],
    output: Path,
    *,
    title: str | None = None,
    keep_going: bool = False,
    jobs: int = 1,
    source_url: str = "",
    allow_outside: bool = False,
    split: Split = Split.MODULE,
    history: str | None = None,
) -> Site:
    """Build the site of the schemas with these roots in the folder `output`.

    `history` is what the setting of that name may be, and taken from there without one.
    A site that is there is replaced, once the new one is complete. Raises `SiteError`: for a
    root that cannot be read and, unless `keep_going`, for a schema that lacks something
    because it cannot be read.
    """
    try:
        source_url = source_pattern(source_url)
    except ValueError as error:
        raise SiteError(f"--source-url: {error}") from None
    documents = _read(schemas, keep_going, ReadableWorkspace(outside=allow_outside))
    parts = plan_site(documents, split)
    title = title or site_title(parts)
    sources = page_sources(parts, title)
    settings = {
        **SETTINGS,
        "project": title,
        "html_title": title,
        "html_short_title": title,
        "qapi_namespaces": namespaces(parts),
        "qapidoc_source_url": source_url,
        "qapidoc_allow_outside": allow_outside,
        "qapidoc_history": _history(history, documents[0]),
    }
    with replacing(output) as fresh, tempfile.TemporaryDirectory(prefix="qapidoc-") as temporary:
        project = Path(temporary, "project")
        for name, text in sources.items():
            path = project / f"{name}.rst"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        conf = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
        (project / "conf.py").write_text(conf, encoding="utf-8")
        warnings = _run_sphinx(project, fresh, Path(temporary, "doctrees"), documents, jobs)
    count = sum(len(document.schema.definitions) for document in documents)
    return Site(title, output, len(sources), count, warnings)


def _history(asked: str | None, first: Document) -> str:
    """Give where the history is; a path is relative to the working folder, or to the settings."""
    config = find_config(first.root.parent)
    source, folder = (asked, None) if asked is not None else (config.history, config.folder)
    if source in SOURCES:
        return source
    path = (folder or Path.cwd()) / source
    if not source or not path.exists():
        raise SiteError(f"history: {told_wrong(source)}")
    return str(path)


def _read(schemas: Sequence[Path], keep_going: bool, workspace: Workspace) -> list[Document]:
    """Read the schemas, each once; with `keep_going`, those that can be read."""
    documents: list[Document] = []
    failures: list[str] = []
    for root in dict.fromkeys(path.resolve() for path in schemas):
        shown = workspace.shown(root)
        try:
            document = Document(root, workspace)
        except ConfigError as error:
            raise SiteError(str(error)) from None
        except OSError as error:
            failures.append(f"{shown}: cannot be read: {error.strerror or error}")
            continue
        if not document.schema.modules[document.schema.root].tree.items:
            failures.append(f"{shown}: holds no QAPI schema")
        elif not keep_going:
            _require_whole(document)
            documents.append(document)
        else:
            documents.append(document)
    if failures and (not keep_going or not documents):
        raise SiteError(failures[0])
    return documents


def _require_whole(document: Document) -> None:
    if not document.unread:
        return
    first, others = document.unread[0], len(document.unread) - 1
    place = document.schema.source(first.path).position(first.span.start)
    more = f" (and {others} more places)" if others else ""
    raise SiteError(
        f"{first.path}:{place.line}:{place.column}: {first.message}{more};"
        " --keep-going builds what can be read"
    )


def _run_sphinx(
    project: Path, output: Path, doctrees: Path, documents: Sequence[Document], jobs: int
) -> tuple[str, ...]:
    warnings = io.StringIO()
    try:
        with patch_docutils(project), docutils_namespace():
            app = Sphinx(
                project,
                project,
                output,
                doctrees,
                "html",
                status=None,
                warning=warnings,
                freshenv=True,
                parallel=jobs,
            )
            domain = cast("QapiDomain", app.env.get_domain("qapi"))
            for document in documents:
                domain.schemas.add(document)
            app.build()
        _remove_if_empty(output / "_sources")
    except SphinxError as error:
        raise SiteError(f"Sphinx cannot build the site: {error}") from error
    return tuple(line for line in warnings.getvalue().splitlines() if line.strip())


def _remove_if_empty(folder: Path) -> None:
    """Remove a folder that Sphinx makes whether or not it puts something there."""
    with contextlib.suppress(OSError):
        folder.rmdir()
