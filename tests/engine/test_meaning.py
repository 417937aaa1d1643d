"""What a change of the text changes in what a file says."""

from __future__ import annotations

import pytest

from qapidoc.engine.meaning import changed
from qapidoc.findings import Aspect
from qapidoc.schema.modules import read_module
from qapidoc.source import Source

TEXT = """\
{ 'include': 'common.json' }
{ 'pragma': { 'doc-required': true } }

##
# @set-fan:
#
# Set the speed. It takes a while.
#
# @percent: share of its
#     full speed
#
# Since: 9.1
##
{ 'command': 'set-fan',
  'data': { 'percent': 'int', '*why': '**' },
  'if': 'defined(CONFIG_FAN)' }
"""

DEFINITIONS, LAYOUT, READING = Aspect.DEFINITIONS, Aspect.LAYOUT, Aspect.READING


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("common.json", "other.json", {Aspect.INCLUDES}),
        ("true", "false", {Aspect.PRAGMAS}),
        ("# @set-fan:", "# @set-fans:", {Aspect.SUBJECTS}),
        ("while.\n#", "while.\n#\n# More.\n#", {LAYOUT, READING, Aspect.WORDS}),
        (". It", ".  It", {LAYOUT}),
        ("#     full", "# full", {LAYOUT}),
        ("Set the speed", "Set its speed", {LAYOUT, READING, Aspect.WORDS}),
        ("# @percent:", "# @per-cent:", {LAYOUT, Aspect.SECTIONS}),
        ("# Since: 9.1\n", "# Sinse: 9.1\n", {LAYOUT, READING, Aspect.WORDS, Aspect.SECTIONS}),
        ("'percent': 'int'", "'percent': 'str'", {DEFINITIONS}),
        ("'percent': 'int'", "'*percent': 'int'", {DEFINITIONS}),
        ("'int', '*why'", "'int' , # note\n '*why'", set()),
        ("'**'", "'any'", set()),
        ("'defined(CONFIG_FAN)'", "'CONFIG_FAN'", set()),
        ("'defined(CONFIG_FAN)'", "'CONFIG_FANS'", {Aspect.CONDITIONS}),
    ],
)
def test_changed(old, new, expected):
    assert old in TEXT
    before = read_module(Source("a.json", TEXT))
    after = read_module(Source("a.json", TEXT.replace(old, new, 1)))
    assert changed(before, before) == set()
    assert changed(before, after) == expected
