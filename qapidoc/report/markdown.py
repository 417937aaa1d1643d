"""Manual pages of rules as Markdown, for forges that show them beside a finding."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"(?<![\w`]):\w+:`([^`<]+?)(?: <[^>]*>)?`")

_LITERAL = re.compile(r"``(.+?)``(?!`)")


def markdown(page: str) -> str:
    """Give a page in Markdown.

    The pages of rules are of paragraphs, literals and indented schemas, which Markdown has in
    nearly the same form.
    """
    return "\n".join(
        line if line.startswith("    ") else _prose(line) for line in page.splitlines()
    )


def _prose(line: str) -> str:
    line = _REFERENCE.sub(r"\1", line)
    line = _LITERAL.sub(lambda match: _literal(match[1]), line)
    return line.removesuffix(":") if line.endswith("::") else line


def _literal(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"
