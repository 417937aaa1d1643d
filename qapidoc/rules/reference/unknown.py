"""A reference must name something that exists.

``@name`` stands for a member, value or feature, and ```name``` for a definition. If nothing in
the schema has the name, it is misspelt, or was renamed or removed and the text was left behind;
the manual shows it without a link, and readers look for it in vain. Names of other schemas in the
same tree count, so that the manual of QEMU may speak of commands of its guest agent.  A name that
begins an item of a list is what the item is about, and not looked at.  The message proposes what
the name is most like.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @ramp: seconds until @percentage is reached
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*ramp': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @ramp: seconds until @percent is reached
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*ramp': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from qapidoc.edition import Usage, allowed
from qapidoc.findings import WORDING, Edit, Finding, Fix, Severity
from qapidoc.prose.mentions import Mention
from qapidoc.rules.foreign import is_texinfo
from qapidoc.rules.in_text import mentioned
from qapidoc.rules.meanings import Meaning, Reference
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.names import Guesses, c_name, nearest
from qapidoc.source import Span

_LABEL = re.compile(r"qapi-[\w-]+-index|.*[\s/].*", re.DOTALL)
"""Names of indices that the manual makes, titles and documents."""

_REST = re.compile(r"\s*(-[\w-]*\w)")
"""What a blank has cut off a name."""


def check(context: Context) -> Iterator[Finding]:
    """Look for names that stand for nothing."""
    guesses = Guesses(context.shapes.definitions.keys())
    marked = allowed(Usage.NAME_REFERENCE, context.target)
    for reference in context.references:
        if reference.meaning is not Meaning.NOTHING or _is_none(reference.mention):
            continue
        mention = reference.mention
        fix = _joined(reference) or _guessed(reference, guesses, marked=marked)
        if fix is not None:
            advice = f"did you mean {fix.edits[0].text}?"
        else:
            literal = mention.written.strip("`")
            advice = f"name what there is, or write ``{literal}`` for what is none of QAPI"
        yield mentioned(mention, f"nothing is called '{mention.name}'; {advice}", fix)


def _is_none(mention: Mention) -> bool:
    """Tell whether it is no reference to a name: a label, other markup, the head of an item."""
    is_label = mention.role == "" and _LABEL.fullmatch(mention.name) is not None
    is_command = mention.role is None and is_texinfo(mention.passage, mention.start)
    return is_label or is_command or mention.is_introduced


def _joined(reference: Reference) -> Fix | None:
    """Take the blank out of a name that the definition has."""
    mention = reference.mention
    rest = _REST.match(mention.passage.text, mention.end)
    if rest is None or mention.name + rest[1] not in reference.parts:
        return None
    end = mention.passage.span(rest.start(1), rest.end()).end
    return _write(mention, f"@{mention.name}{rest[1]}", "safe", end)


def _guessed(reference: Reference, guesses: Guesses, *, marked: bool) -> Fix | None:
    """Write the nearest name, first of all one of the definition's own."""
    mention = reference.mention
    near = nearest(mention.name, reference.parts)
    is_part = near is not None
    near = near or guesses.nearest(mention.name)
    if near is None:
        return None
    same = c_name(near).casefold() == c_name(mention.name).casefold()
    text = f"`{near}`" if marked and not is_part else f"@{near}"
    return _write(mention, text, "safe" if same else "unsafe", mention.span.end)


def _write(mention: Mention, text: str, applicability: Literal["safe", "unsafe"], end: int) -> Fix:
    edit = Edit(mention.passage.path, Span(mention.span.start, end), text)
    return Fix(f"write {text}", applicability, (edit,), WORDING)


RULE = Rule(
    name="reference-unknown",
    code="RE001",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    whole_schema=True,
)
