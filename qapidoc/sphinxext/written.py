"""Definitions that are written by hand in a document, with the directives of QEMU's domain.

``.. qapi:command:: NAME`` and its like are Sphinx's object descriptions: their options say what a
schema would, and their bodies are rST with fields for arguments, members, values and so on. Source
of the syntax: QEMU 10.2, ``docs/devel/qapi-domain.rst``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.directives import ObjectDescription
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.docfields import Field, GroupedField, TypedField
from sphinx.util.docutils import SphinxDirective

from qapidoc.sphinxext import names
from qapidoc.sphinxext.doctree.badges import MARKS, condition_badge, marks, since_badge
from qapidoc.sphinxext.doctree.heads import Badge, Bit, Head
from qapidoc.sphinxext.doctree.nodes import qapi_signature
from qapidoc.sphinxext.domain import Entry, QapiDomain
from qapidoc.sphinxext.locale import _

logger = logging.getLogger(__name__)

NAMESPACE = "qapi:namespace"
MODULE = "qapi:module"
"""What later definitions and references of a document belong to, in its ``ref_context``."""

_FEATURES = GroupedField("feature", names=("feat",), label=_("Features"), can_collapse=False)
_ERRORS = Field("error", names=("error", "errors"), label=_("Errors"), has_arg=False)
_RETURNS = GroupedField(
    "returnvalue",
    names=("return", "returns"),
    rolename="type",
    label=_("Returns"),
    can_collapse=True,
)
_RETURN_TYPE = Field(
    "returntype", names=("return-nodesc",), bodyrolename="type", label=_("Returns"), has_arg=False
)
_VALUES = GroupedField("value", names=("value",), label=_("Values"), can_collapse=False)


def _typed(name: str, label: str) -> TypedField:
    return TypedField(name, names=(name,), label=label, typerolename="type", can_collapse=False)


class Written(ObjectDescription[str]):
    """A definition; ``kind`` is what the domain takes it for, ``word`` what readers are told."""

    kind: ClassVar[str]
    word: ClassVar[str]
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **ObjectDescription.option_spec,
        "namespace": directives.unchanged,
        "module": directives.unchanged,
        "since": directives.unchanged,
        "ifcond": directives.unchanged,
        **dict.fromkeys(MARKS, directives.flag),
    }

    @property
    def namespace(self) -> str:
        """The namespace that the definition belongs to."""
        return _words(self.options.get("namespace") or self.env.ref_context.get(NAMESPACE) or "")

    @property
    def module(self) -> str:
        """The module that it belongs to; empty if none is named."""
        return _words(self.options.get("module") or self.env.ref_context.get(MODULE) or "")

    def handle_signature(self, sig: str, signode: addnodes.desc_signature) -> str:
        """Write what it is, its name, and what is special about it."""
        name = _words(sig)
        bits = (Bit("kind", f"{self.word} "), Bit("definition", name))
        head = Head(bits, tuple(self._badges()))
        signode += qapi_signature(head=head, namespace=self.namespace)
        signode["fullname"] = name
        signode["module"] = self.module
        return name

    def _badges(self) -> Iterator[Badge]:
        yield from since_badge(_words(self.options.get("since") or ""))
        yield from marks(self.options)
        yield from condition_badge(_words(self.options.get("ifcond") or ""))

    def add_target_and_index(self, name: str, sig: str, signode: addnodes.desc_signature) -> None:
        """Make it a place that references find."""
        domain = cast("QapiDomain", self.env.get_domain("qapi"))
        anchor = names.anchor(self.namespace, name)
        entry = Entry(self.env.docname, self.kind, self.module)
        if not domain.note("definitions", self.namespace, name, entry, signode):
            return
        alias = names.alias_anchor(self.objtype, self.namespace, self.module, name)
        signode["ids"] += [anchor, alias]
        self.state.document.note_explicit_target(signode)
        if "no-index-entry" not in self.options and "noindexentry" not in self.options:
            kind = f"{self.namespace} {self.kind}".strip()
            entries = [("single", f"{name} ({kind})", anchor, "", None)]
            self.indexnode["entries"].extend(entries)

    def transform_content(self, content_node: addnodes.desc_content) -> None:
        """Warn of fields that are neither of the directive nor allowed by the settings."""
        known = {name for field in self.doc_field_types for name in field.names}
        allowed = {str(name).casefold() for name in self.config.qapi_allowed_fields}
        for field in content_node.findall(nodes.field):
            name = field[0].astext()
            if name.split(maxsplit=1)[0] not in known and name.casefold() not in allowed:
                logger.warning(
                    __("there is no field %r in %s; allow it with qapi_allowed_fields"),
                    name,
                    self.name,
                    location=field,
                    type="qapidoc",
                    subtype="field",
                )

    def _object_hierarchy_parts(self, sig_node: addnodes.desc_signature) -> tuple[str, ...]:
        return (sig_node["fullname"],)

    def _toc_entry_name(self, sig_node: addnodes.desc_signature) -> str:
        return str(sig_node["fullname"])


def _definition(kind: str, word: str, *fields: Field) -> type[Written]:
    attributes = {"kind": kind, "word": word, "doc_field_types": [*fields]}
    return type(kind.title(), (Written,), attributes)


DEFINITIONS: Mapping[str, type[Written]] = {
    "command": _definition(
        "command",
        _("command"),
        _typed("arg", _("Arguments")),
        _RETURNS,
        _RETURN_TYPE,
        _ERRORS,
        _FEATURES,
    ),
    "event": _definition("event", _("event"), _typed("memb", _("Members")), _FEATURES),
    "enum": _definition("enum", _("enum"), _VALUES, _FEATURES),
    "object": _definition("struct", _("object"), _typed("memb", _("Members")), _FEATURES),
    "alternate": _definition(
        "alternate", _("alternate"), _typed("alt", _("Alternatives")), _FEATURES
    ),
}
"""The directives of definitions. ``object`` is a struct or a union."""


class Namespace(SphinxDirective):
    """``.. qapi:namespace::``: what follows belongs to it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Remember it."""
        self.env.ref_context[NAMESPACE] = _words(self.arguments[0])
        self.env.ref_context.pop(MODULE, None)
        return []


class ModuleStart(SphinxDirective):
    """``.. qapi:module::``: what follows belongs to it; its content is text about the module."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "no-index": directives.flag,
        "noindex": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Make it a place, and give its text."""
        module = _words(self.arguments[0])
        self.env.ref_context[MODULE] = module
        content = self.parse_content_to_nodes(allow_section_headings=True)
        if "no-index" in self.options or "noindex" in self.options:
            return content
        namespace = self.env.ref_context.get(NAMESPACE) or ""
        target = nodes.target()
        self.set_source_info(target)
        anchor = names.module_anchor(namespace, module)
        domain = cast("QapiDomain", self.env.get_domain("qapi"))
        entry = Entry(self.env.docname, names.MODULE, module)
        if domain.note("modules", namespace, module, entry, target):
            target["ids"].append(anchor)
            self.state.document.note_explicit_target(target)
        return [target, *content]


def _words(text: str) -> str:
    return " ".join(text.split())
