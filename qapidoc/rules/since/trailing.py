"""A ``Since:`` section must hold a release, and nothing else.

It dates the definition. When a member or a value came belongs to its description, and what is
otherwise to be said into the text; behind the release, nobody looks for it, and tools that read the
release do not.

Bad::

    ##
    # @FanMode:
    #
    # How a fan turns.
    #
    # @left: against the clock
    #
    # @right: with the clock
    #
    # Since: 9.0; 'right' since 9.1
    ##
    { 'enum': 'FanMode', 'data': [ 'left', 'right' ] }

Good::

    ##
    # @FanMode:
    #
    # How a fan turns.
    #
    # @left: against the clock
    #
    # @right: with the clock (since 9.1)
    #
    # Since: 9.0
    ##
    { 'enum': 'FanMode', 'data': [ 'left', 'right' ] }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Finding, Severity
from qapidoc.rules.place import first_line
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.since import Form, is_since_tag
from qapidoc.source import Source
from qapidoc.syntax.nodes import Line, LineKind


def check(context: Context) -> Iterator[Finding]:
    """Look for text behind the release, and on indented lines below it."""
    if allowed(Usage.UNCHECKED_DOC_COMMENT, context.target):
        return
    for comment, section, since in context.sinces:
        if since.form is not Form.TAG or not is_since_tag(section):
            continue
        source = comment.source
        first = section.lines[0]
        rest = source.text[since.span.end : first.end].strip(" .")
        below = (line for line in section.lines[1:] if line.kind is not LineKind.BLANK)
        if rest:
            start = source.text.index(rest, since.span.end)
        elif (line := next(below, None)) is not None and _is_remark(source, line):
            start = line.start
        else:
            continue
        yield Finding(
            comment.path,
            first_line(source, start),
            "'Since:' says more than the release; say that at the member, or in the text",
            comment.symbol,
        )


def _is_remark(source: Source, line: Line) -> bool:
    """Tell whether a line belongs to the section, and is not about a member that it names."""
    return line.indent > 0 and not source.text.startswith("@", line.start)


RULE = Rule(
    name="since-trailing",
    code="SI015",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
)
