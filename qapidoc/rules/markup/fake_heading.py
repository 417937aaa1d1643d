"""A title must be written as a heading.

A title without a line of punctuation below it is shown as a paragraph, and so is one in bold type.
It is missing in the table of contents, and what follows stands below the heading before it.  Looked
at is the first line of a comment that is about no definition.

Bad::

    ##
    # Cooling fans
    ##

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }

Good::

    ##
    # Cooling fans
    # ============
    ##

    ##
    # @stop-fan:
    #
    # Stop the fan.
    #
    # Since: 9.1
    ##
    { 'command': 'stop-fan' }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapidoc.edition import Usage, allowed
from qapidoc.findings import Confidence, Finding, Severity
from qapidoc.prose.passages import Passage
from qapidoc.prose.records import Block, InlineKind
from qapidoc.rules.in_text import found
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.comments import nameless_above

_WORDS = re.compile(r"[A-Z][\w'/-]*(?: [\w(&'/-][\w)'/-]*){0,6}")
_NAME = re.compile(r"[A-Z]\w*[A-Z]\w*")
_SIGNS = re.compile(r"=+\w")
_BOLD = frozenset({InlineKind.STRONG, InlineKind.EMPHASIS})


def check(context: Context) -> Iterator[Finding]:
    """Look at how comments without a symbol begin."""
    texts = [passage for passage in context.passages if passage.symbol is None]
    if not texts:
        return
    nameless = {(path, doc.start) for (path, _), doc in nameless_above(context.modules).items()}
    form = "'= Title'" if allowed(Usage.HEADING, context.target) else "a heading; underline it"
    for passage in texts:
        blocks = passage.prose.blocks
        if (passage.path, passage.doc.start) in nameless or not blocks:
            continue
        is_alone = len(blocks) == 1 or blocks[1].kind == "paragraph"
        if is_alone and _is_title(passage, blocks[0]):
            message = f"this title is shown as a paragraph; write it as {form}"
            yield found(passage, blocks[0].start, blocks[0].end, message)


def _is_title(passage: Passage, block: Block) -> bool:
    said = passage.text[block.start : block.end]
    if block.kind != "paragraph" or "\n" in said:
        return False
    if len(block.inlines) == 1 and block.inlines[0].kind in _BOLD:
        return True
    is_words = _WORDS.fullmatch(said) is not None and _NAME.fullmatch(said) is None
    return is_words or _SIGNS.match(said) is not None


RULE = Rule(
    name="markup-fake-heading",
    code="MA015",
    severity=Severity.WARNING,
    page=__doc__,
    check=check,
    confidence=Confidence.LIKELY,
)
