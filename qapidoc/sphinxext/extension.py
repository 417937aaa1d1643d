"""What Sphinx needs to know about the extension."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import Directive
from sphinx.errors import ConfigError

import qapidoc
from qapidoc.sphinxext.assets import STYLE_SHEET, add_search, add_static
from qapidoc.sphinxext.directive import QapiDoc, QapiModules
from qapidoc.sphinxext.doctree.html import HTML
from qapidoc.sphinxext.doctree.resolve import ResolveNodes
from qapidoc.sphinxext.domain import QapiDomain
from qapidoc.sphinxext.example import QmpExample
from qapidoc.sphinxext.indices import namespace_index
from qapidoc.sphinxext.lexers import QapiLexer, QmpLexer
from qapidoc.sphinxext.lint import warn_of_findings
from qapidoc.sphinxext.locale import CATALOG, LOCALE_DIR
from qapidoc.sphinxext.pages.generated import write_pages
from qapidoc.sphinxext.pages.outdated import referring, restructured
from qapidoc.sphinxext.past import checked_history
from qapidoc.sphinxext.source_links import source_pattern
from qapidoc.sphinxext.unread import warn_of_unread
from qapidoc.sphinxext.written import DEFINITIONS, ModuleStart, Namespace

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.domains import Domain
    from sphinx.util.typing import ExtensionMetadata

ENV_VERSION = 4

SETTINGS: tuple[tuple[str, Any, frozenset[type]], ...] = (
    ("qapidoc_srctree", "", frozenset({str, Path})),
    ("qapidoc_lint", False, frozenset({bool})),
    ("qapidoc_history", "off", frozenset({str, Path})),
    ("qapidoc_source_url", "", frozenset({str})),
    ("qapidoc_allow_outside", False, frozenset({bool})),
    ("qapidoc_allowed_directives", [], frozenset({list, tuple, set, frozenset})),
    ("qapi_allowed_fields", [], frozenset({list, tuple, set, frozenset})),
    ("qapi_namespaces", [], frozenset({list, tuple, set, frozenset})),
)
"""The settings: name, default, types. The manual describes them."""


WRITTEN: Mapping[str, type[Directive]] = {
    "namespace": Namespace,
    "module": ModuleStart,
    **DEFINITIONS,
}
"""The directives of the domain."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the domain, the directives, the lexers and the settings."""
    for name, default, types in SETTINGS:
        app.add_config_value(name, default, "env", types)
    app.add_message_catalog(CATALOG, str(LOCALE_DIR))
    app.add_domain(QapiDomain)
    for name, directive in WRITTEN.items():
        app.add_directive_to_domain("qapi", name, directive)
    app.add_directive("qapi-doc", QapiDoc)
    app.add_directive("qapi-modules", QapiModules)
    app.add_directive("qmp-example", QmpExample)
    for lexer in (QmpLexer, QapiLexer):
        for alias in lexer.aliases:
            app.add_lexer(alias, lexer)
    app.add_css_file(STYLE_SHEET)
    app.connect("config-inited", add_indices)
    app.connect("config-inited", checked_history)
    app.connect("config-inited", checked_source)
    for node, visitors in HTML.items():
        app.add_node(node, html=visitors)
    app.add_post_transform(ResolveNodes)
    app.connect("builder-inited", add_static)
    app.connect("html-page-context", add_search)
    app.connect("builder-inited", note_builder)
    app.connect("builder-inited", write_pages)
    app.connect("env-get-outdated", restructured)
    app.connect("env-updated", referring)
    app.connect("build-finished", forget_schemas)
    app.connect("env-check-consistency", warn_of_unread)
    app.connect("env-check-consistency", warn_of_findings)
    app.connect("warn-missing-reference", ignore_soft)
    return {
        "version": qapidoc.__version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def checked_source(_app: Sphinx, config: Config) -> None:
    """Write out where sources are; refuse what says it in no way."""
    try:
        config.qapidoc_source_url = source_pattern(config.qapidoc_source_url)
    except ValueError as error:
        raise ConfigError(f"qapidoc_source_url: {error}") from None


def add_indices(app: Sphinx, config: Config) -> None:
    """Add an index for each namespace."""
    for namespace in sorted(config.qapi_namespaces):
        app.add_index_to_domain("qapi", namespace_index(namespace))


def note_builder(app: Sphinx) -> None:
    """Tell the domain for whom it looks things up."""
    domain = app.env.get_domain("qapi")
    assert isinstance(domain, QapiDomain)
    domain.builder = app.builder


def forget_schemas(app: Sphinx, exception: Exception | None) -> None:
    """Let the next build read the schemas anew."""
    domain = app.env.get_domain("qapi")
    assert isinstance(domain, QapiDomain)
    domain.forget_schemas()


def ignore_soft(app: Sphinx, domain: Domain | None, node: nodes.Element) -> bool | None:
    """Say nothing about an ``@name`` that names no definition, nor about built-in types.

    Nobody has to hear of these, even who asked to be nitpicky.
    """
    if node.get("refdomain") != "qapi":
        return None
    from qapidoc.sphinxext.render.parts import JSON_TYPES

    return True if node.get("qapi:soft") or node.get("reftarget") in JSON_TYPES else None
