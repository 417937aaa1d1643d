"""A text must not send its readers to itself.

"See @percent" in the description of ``percent``, or "same as ```set-speed```" in the comment of
``set-speed``, tells nothing: the text was copied, and something else was meant.

Bad::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @limit: highest share that is allowed, see @limit
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*limit': 'int' } }

Good::

    ##
    # @set-speed:
    #
    # Set the speed of the fan.
    #
    # @percent: share of its full speed
    #
    # @limit: highest share that is allowed, see @percent
    #
    # Since: 9.1
    ##
    { 'command': 'set-speed', 'data': { 'percent': 'int', '*limit': 'int' } }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.rules.in_text import mentioned
from qapidoc.rules.meanings import Meaning
from qapidoc.rules.rule import Context, Rule

_ELSEWHERE = re.compile(
    r"\b(?:see(?:\s+also)?|(?:same|identical|similar|equivalent)\s+(?:as|to)|just\s+like|works\s+like"
    r"|refer\s+to|counterpart\s+(?:of|to)|opposite\s+of)\s+(?:the\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
"""What is said right before the name of something else."""

_OWNER = re.compile(r"[`'\"]*\s+(?:of|in|from)\s+(?:the\s+)?[`@'\"]*\w")
"""What is said right behind the name of what something else has, too."""

_BEFORE = 50


def check(context: Context) -> Iterator[Finding]:
    """Look for texts that refer to what they are about."""
    for reference in context.references:
        mention = reference.mention
        passage = mention.passage
        if passage.member is None:
            is_subject = reference.meaning is Meaning.SUBJECT
        else:
            is_subject = mention.role is None and mention.name == passage.member
        if not is_subject:
            continue
        before = passage.text[max(0, mention.start - _BEFORE) : mention.start]
        if _ELSEWHERE.search(before) and not _OWNER.match(passage.text, mention.end):
            message = f"this text is about '{mention.name}' itself; name what else is meant"
            yield mentioned(mention, message)


RULE = Rule(
    name="reference-itself",
    code="RE005",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    confidence=Confidence.LIKELY,
)
