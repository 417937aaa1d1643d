"""Members of an expression that begin a line should begin in the same column.

QEMU's schemas write the keys of a definition one below the other, two columns right of its ``{``,
and the members of an object or a list below the first of them. A line that is out of line looks
like a part of something else. The fix moves it, with all that is in it.

Bad::

    # What fans tell.
    { 'struct': 'FanSpeed',
      'data': { 'percent': 'int',
              'seconds': 'int' } }

Good::

    # What fans tell.
    { 'struct': 'FanSpeed',
      'data': { 'percent': 'int',
                'seconds': 'int' } }
"""

from __future__ import annotations

from collections.abc import Iterator

from qapidoc.findings import Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import Array, Node, Object, Pair, Value


def check(context: Context) -> Iterator[Finding]:
    """Look for members that are indented otherwise than those above them."""
    for module in context.modules:
        source = module.source
        names = {d.span.start: d.name for d in context.definitions if d.path == module.path}
        for item in module.tree.items:
            if isinstance(item, Object) and _has_lines(source, item):
                for member, column in _astray(source, item):
                    found = _column(source, member)
                    yield Finding(
                        module.path,
                        Span(member.start, member.start + 1),
                        f"begin this in column {column}, like what it belongs to,"
                        f" not in column {found}",
                        names.get(item.start),
                        fix=_fix(module.path, source, member, column - found),
                    )


def _astray(source: Source, value: Value) -> Iterator[tuple[Node, int]]:
    """Give the members in an expression that begin a line in a wrong column, and the right one."""
    members: tuple[Pair | Value, ...] = ()
    if isinstance(value, Object):
        members = value.pairs
    elif isinstance(value, Array):
        members = value.items
    column = _column(source, members[0]) if members else 0
    for member in members:
        if not _begins_line(source, member) or _column(source, member) == column:
            nested = member.value if isinstance(member, Pair) else member
            if isinstance(nested, Object | Array) and _has_lines(source, nested):
                yield from _astray(source, nested)
        else:
            yield member, column


def _has_lines(source: Source, value: Node) -> bool:
    return source.text.find("\n", value.start, value.end) >= 0


def _begins_line(source: Source, member: Node) -> bool:
    start = source.line_starts[source.position(member.start).line - 1]
    return not source.text[start : member.start].strip()


def _column(source: Source, member: Node) -> int:
    return source.position(member.start).column


def _fix(path: str, source: Source, member: Node, shift: int) -> Fix | None:
    """Move the lines of a member."""
    edits = []
    first, last = (source.position(place).line for place in (member.start, member.end))
    for line in range(first, last + 1):
        span = source.line_span(line)
        text = source.slice(span)
        indent = len(text) - len(text.lstrip(" "))
        if text.strip():
            if indent + shift < 0 or text[indent] == "\t":
                return None
            at = span.start + indent
            edits.append(Edit(path, Span(at + min(shift, 0), at), " " * shift))
    return Fix("move it", "safe", tuple(edits))


RULE = Rule(
    name="style-alignment",
    code="ST014",
    severity=Severity.INFO,
    page=__doc__,
    check=check,
    default=False,
)
