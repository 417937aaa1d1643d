"""The directives that schemas may use, for docutils."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Directive, Parser, directives
from docutils.parsers.rst.languages import en
from docutils.utils import new_document

from qapidoc.prose.allowed import DIRECTIVES, FORMS, Body


class _StandIn(Directive):
    """A directive that docutils does not know."""

    has_content = True
    final_argument_whitespace = True
    body: ClassVar[Body]

    def run(self) -> list[nodes.Node]:
        """Give its content."""
        container = nodes.container(directive=self.name)
        container.line = self.lineno
        for text in self.arguments[1:]:
            found, messages = self.state.inline_text(text, self.lineno)
            container += [nodes.paragraph(text, "", *found), *messages]
        if self.body is Body.TEXT or "annotated" in self.options:
            self.state.nested_parse(self.content, self.content_offset, container)
        elif self.content:
            text = "\n".join(self.content)
            block = nodes.literal_block(text, text)
            block.line = self.content_offset + 1
            container += block
        return [container]


def _anything(argument: str | None) -> str:
    return argument or ""


@cache
def _stand_ins() -> Mapping[str, type[Directive]]:
    return {
        name: type(
            name,
            (_StandIn,),
            {
                "body": form.body,
                "optional_arguments": form.arguments,
                "option_spec": dict.fromkeys(form.options, _anything),
            },
        )
        for name, form in FORMS.items()
    }


@contextmanager
def allowed_directives() -> Iterator[None]:
    """Let docutils know the directives that schemas may use, and no others."""
    original = directives.directive

    def find(
        directive_name: str, language_module: Any, document: nodes.document
    ) -> tuple[Any, list[nodes.system_message]]:
        name = directive_name.lower()
        if name in FORMS:
            return _stand_ins()[name], []
        if name in DIRECTIVES:
            return original(name, language_module, document)
        return None, []

    directives.directive = find
    try:
        yield
    finally:
        directives.directive = original


def options_of(name: str) -> frozenset[str]:
    """Give the options of a directive that schemas may use."""
    if name in FORMS:
        return FORMS[name].options
    document = new_document("", get_default_settings(Parser))
    language: Any = en
    found, _ = directives.directive(name, language, document) if name in DIRECTIVES else (None, [])
    return frozenset(getattr(found, "option_spec", None) or ())
