"""A heading must be underlined, once the target release no longer knows ``= Title``.

Up to 10.0 a doc comment whose line began with ``=`` or ``==`` was a heading of the manual. Since
10.1 headings are those of rST, and such a line is shown as it stands, signs and all. QEMU's
front end accepts it without a word.

Bad::

    ##
    # = Fans
    ##

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }

Good::

    ##
    # ****
    # Fans
    # ****
    ##

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import EDITIONS, Usage, allowed
from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.syntax.nodes import DocComment, Line, LineKind


def check(context: Context) -> Iterator[Finding]:
    """Look for headings of earlier releases."""
    if allowed(Usage.HEADING, context.target):
        return
    for path, source, doc in context.doc_comments:
        for line in (line for section in doc.sections for line in section.lines):
            if line.kind is LineKind.HEADING and not line.indent:
                yield _finding(path, source.text, doc, line)


def _finding(path: str, text: str, doc: DocComment, line: Line) -> Finding:
    marks, _, title = text[line.start : line.end].partition(" ")
    title = title.strip()
    last = EDITIONS[Usage.HEADING].until
    level = {"=": "*", "==": "="}.get(marks, "-")
    rule = level * len(title)
    message = f"headings like '{marks} {title}' ended with QEMU {last}; underline the title"
    fix = None
    if doc.symbol is None:
        lines = [rule, title, rule] if marks == "=" else [title, rule]
        edit = Edit(path, line.span, "\n# ".join(lines))
        fix = Fix("underline the title", "safe", (edit,), WORDING)
    return Finding(path, line.span, message, doc.about, fix=fix)


RULE = Rule(
    name="section-old-heading",
    code="SE007",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
