"""A doc comment must stand between two lines of ``##``, each of its lines after ``#`` and a blank.

A block without its closing line swallows what comes after it, or is dropped; text directly
behind ``#`` cannot be told from a typing error. Ordinary comments, which start with a single
``#`` and have no ``##`` around them, may look as they like. Up to QEMU 2.8 doc comments were
free text, and are not held to this.

Bad::

    ##
    # @ping:
    #
    #Do nothing, to see whether the monitor answers.
    #
    # Since: 9.0
    ##
    { 'command': 'ping' }

Good::

    ##
    # @ping:
    #
    # Do nothing, to see whether the monitor answers.
    #
    # Since: 9.0
    ##
    { 'command': 'ping' }
"""

from __future__ import annotations

from qapidoc.findings import Severity
from qapidoc.rules.problem import problems_of
from qapidoc.rules.rule import Rule
from qapidoc.syntax.problems import SyntaxKind

RULE = Rule(
    name="language-doc-comment",
    code="LA007",
    severity=Severity.ERROR,
    page=__doc__,
    check=problems_of(SyntaxKind.DOC_COMMENT),
)
