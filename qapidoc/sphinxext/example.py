"""The directive for examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from qapidoc.sphinxext.locale import _
from qapidoc.sphinxext.prose.literal import literal


class QmpExample(SphinxDirective):
    """``.. qmp-example::`` shows a transcript, or with ``:annotated:`` text with transcripts."""

    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "annotated": directives.flag,
        "class": directives.class_option,
        "name": directives.unchanged,
        "title": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Give the example."""
        self.assert_has_content()
        example = nodes.container(classes=["qapi-example", *self.options.get("class", [])])
        self.add_name(example)
        heading = nodes.rubric("", _("Example"), classes=["qapi-label"])
        title = self.options.get("title", "")
        if title:
            inline, messages = self.parse_inline(title, lineno=self.lineno)
            heading += [nodes.Text(": "), *inline]
            example += messages
        example.insert(0, heading)
        self.set_source_info(heading)
        if "annotated" in self.options:
            content = self.parse_content_to_nodes()
            example += content
            for block in example.findall(nodes.literal_block):
                if "language" not in block:
                    block["language"], block["force"] = "QMP", True
        else:
            block = literal("\n".join(self.content), "QMP")
            block.source, block.line = self.content.info(0)
            example += block
        self.set_source_info(example)
        return [example]
