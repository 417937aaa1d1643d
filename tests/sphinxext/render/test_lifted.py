"""What stands at the name is not said again, if nothing else goes with it."""

from __future__ import annotations

import pytest
from docutils import nodes

from tests.sphinxext.render.test_since import heads

SCHEMA = """\
##
# @heat:
#
# @a: {text}
#
# Since: 9.0
##
{{ 'command': 'heat', 'data': {{ 'a': 'int' }} }}
"""


def rendered(render, text):
    doctree, warnings = render(SCHEMA.format(text=text.replace("\n", "\n#     ")))
    assert warnings == ""
    shown = " ".join(doctree.astext().split())
    head = heads(doctree, "heat")[1]
    return head, shown.partition(f" {head}")[2]


@pytest.mark.parametrize(
    "text, left",
    [
        ("how warm (since 9.1)", " how warm"),
        ("How warm.  (Since: 9.1)", " How warm."),
        ("how warm\nit is (since\n9.1)", " how warm it is"),
        ("how warm\n(since 9.1).", " how warm"),
        ("How warm.  Since 9.1.", " How warm."),
        ("(since 9.1)", ""),
        ("see ``stop`` (since 9.1)", " see stop"),
    ],
)
def test_at_the_end(render, text, left):
    assert rendered(render, text) == ("a int, since 9.1", left)


@pytest.mark.parametrize(
    "text, left",
    [
        ("how warm (default: 3; since 9.1)", " how warm (default: 3; since 9.1)"),
        ("how (since 9.1) warm", " how (since 9.1) warm"),
        ("how warm\n\nVery. (since 9.1)", " how warm Very. (since 9.1)"),
        ("- warm\n- hot (since 9.1)", " warm hot (since 9.1)"),
    ],
)
def test_text_stays_where_it_may_say_more(render, text, left):
    assert rendered(render, text) == ("a int, since 9.1", left)


def test_text_stays_where_it_dates_a_part_of_it(render):
    text = "how warm (since 9.1 on s390x)"
    assert rendered(render, text) == ("a int", f" {text}")


def test_what_the_text_says_is_shown_even_if_it_is_as_old_as_the_definition(render):
    assert rendered(render, "how warm (since 9.0)") == ("a int, since 9.0", " how warm")


def test_values_of_which_nothing_else_is_said_are_in_columns(render):
    schema = """\
##
# @Heat:
#
# @low: (since 9.1)
#
# @high: Since 9.2
#
# Since: 9.0
##
{ 'enum': 'Heat', 'data': [ 'low', 'high' ] }
"""
    doctree, _warnings = render(schema)
    assert heads(doctree, "Heat")[1:] == ["low, since 9.1", "high, since 9.2"]
    (values,) = doctree.findall(nodes.definition_list)
    assert "qapi-columns" in values["classes"]
