"""Notation must not be newer than the target release.

A schema for a release that is older than the newest, such as one on a stable branch, has to do with
what that release's front end understands: a patch that was written for today's QEMU may hold
features, conditions or flags that it refuses. :ref:`by-release` tells what came when.

Bad::

    # target: 4.1
    { 'command': 'stop-fan', 'features': [ 'quiet' ] }

Good::

    # target: 4.2
    { 'command': 'stop-fan', 'features': [ 'quiet' ] }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.edition import EDITIONS, Usage, allowed
from qapidoc.findings import Finding, Severity, replacement
from qapidoc.rules.place import first_line, moved
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.newer import newer
from qapidoc.syntax.nodes import Object

_INSTEAD: Mapping[Usage, str] = {Usage.STRUCT_KEYWORD: "'type'", Usage.ANY: "'**'"}
"""What the releases before had in its place."""


def check(context: Context) -> Iterator[Finding]:
    """Look for what came later."""
    missing = {usage for usage in Usage if _is_ahead(usage, context)}
    if not missing:
        return
    for module in context.modules:
        for item in module.tree.items:
            if not isinstance(item, Object):
                continue
            for usage, span in newer(item):
                if usage in missing:
                    message = f"QEMU has {usage} only since {EDITIONS[usage].since}"
                    instead = EDITIONS[usage].instead
                    advice = f"; {instead}" if instead else ""
                    text = _INSTEAD.get(usage)
                    fix = replacement(module.path, span, text) if text is not None else None
                    finding = Finding(module.path, span, message + advice, fix=fix)
                    yield moved(finding, module.source, first_line(module.source, item.start))


def _is_ahead(usage: Usage, context: Context) -> bool:
    return EDITIONS[usage].since is not None and not allowed(usage, context.target)


RULE = Rule(
    name="language-new-notation",
    code="LA024",
    severity=Severity.ERROR,
    page=__doc__,
    check=check,
)
