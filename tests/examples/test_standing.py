"""How examples stand in doc comments: what the messages say, and what docutils refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives

from qapidoc.examples.judge import judge
from qapidoc.examples.standing import OPTIONS
from qapidoc.releases import Release
from qapidoc.sphinxext.example import QmpExample

Told = list[tuple[str, str]]

GO = '-> { "execute": "go", "arguments": { "where": "home", "fast": true } }'
DONE = '<- { "return": {} }'
BEGUN = '.. qmp-example::\n\n    -> { "execute": "go",\n'
REST = '"arguments": { "where": "home", "fast": true } }'
INDENT = ("json", "indent this line as far as the message above it")


@pytest.fixture
def told(loaded) -> Callable[..., Told]:
    """Give what is said of the examples in a doc comment, and of which kind it is."""

    def find(comment: str, target: Release | None = None, symbol: str = "@go:\n\n") -> Told:
        lines = "".join(f"# {line}".rstrip() + "\n" for line in f"{symbol}{comment}".splitlines())
        code = "{ 'command': 'go', 'data': { 'where': 'str', 'fast': 'bool' } }"
        faults = judge(loaded(f"##\n{lines}##\n{code}\n"), target=target)
        return [(fault.kind.value.removeprefix("example-"), fault.message) for fault in faults]

    return find


@pytest.mark.parametrize(
    "comment",
    [
        f"{BEGUN}{REST}\n    {DONE}",
        f"{BEGUN}{REST}\n{DONE}",
        f'{BEGUN}"arguments": {{ "where": "home",\n   "fast":\ntrue }}\n}}\n    {DONE}',
        f'{BEGUN}         "arguments": {{ "where": "home", "fast": true }}\n}}\n    {DONE}',
        f".. qmp-example::\n\n    {GO}\n{DONE}",
        f".. qmp-example::\n\n    {GO}\n{DONE}\n\n    {GO}\n    {DONE}",
        f".. qmp-example::\n   :annotated:\n\n   A::\n\n     {GO}\n   {DONE}\n\n   B.",
    ],
)
def test_lines_that_are_not_indented_are_one_fault(told, comment):
    assert told(comment) == [INDENT]


def test_the_rest_of_a_message_is_judged(told):
    assert told(f'{BEGUN}"arguments": {{ "where": 1 }} }}\n    {DONE}') == [
        INDENT,
        ("missing-argument", "add 'fast' to 'arguments'; command 'go' requires it"),
        ("wrong-type", "'arguments.where' must be a string, not 1"),
    ]


@pytest.mark.parametrize(
    "comment, target, message",
    [
        (f"So:\n\n   {GO}", None, "put this into '.. qmp-example::'"),
        (f"So:\n\n   {GO}", Release(9, 1), "put this into '.. qmp-example::'"),
        (f"So:\n\n   {GO}", Release(9, 0), "put this into a section 'Example:'"),
        (f".. example::\n\n   {GO}", Release(9, 1), "write '.. qmp-example::'"),
        (f".. example::\n\n   {GO}", Release(9, 0), "put this into a section 'Example:'"),
    ],
)
def test_messages_in_no_example(told, comment, target, message):
    assert told(comment, target) == [("unread", message)]


def test_messages_in_no_example_of_a_free_form_comment(told):
    message = "put this into a literal block, which '::' announces"
    assert told(f"So:\n\n   {GO}", Release(9, 0), symbol="") == [("unread", message)]


def test_what_nothing_reads_may_be_the_reply_or_the_subject(told):
    text = f'.. qmp-example::\n\n   -> {{ "execute": "go", ... }}\n\nThen:\n\n   {DONE}'
    assert [kind for kind, _ in told(text)] == ["unread"]
    text = f'.. qmp-example::\n\n   <- {{ "event": "E" }}\n\nThen:\n\n   {GO}'
    assert "subject" not in [kind for kind, _ in told(text)]


# --- options ---------------------------------------------------------------------------------


class Tried(Directive):
    """Takes what `QmpExample` takes."""

    has_content = True
    option_spec = QmpExample.option_spec

    def run(self) -> list[nodes.Node]:
        return []


def refused(text: str) -> bool:
    directives.register_directive("qmp-example-tried", Tried)
    text = text.replace("qmp-example::", "qmp-example-tried::")
    tree = publish_doctree(text, settings_overrides={"report_level": 5})
    return any(each["level"] >= 3 for each in tree.findall(nodes.system_message))


@pytest.mark.parametrize(
    "options, message",
    [
        (":anotated:", "'.. qmp-example::' has no option 'anotated'; did you mean 'annotated'?"),
        (":titel: A", "'.. qmp-example::' has no option 'titel'; did you mean 'title'?"),
        (":annotated::", "'.. qmp-example::' has no option 'annotated:'"),
        (":my title: A", "'.. qmp-example::' has no option 'my title'"),
        (":title: A\n   :Title: B", "remove this; the option 'title' is there already"),
        (":annotated: yes", "remove 'yes'; the option 'annotated' has no value"),
        (":title: A\n   :annotated", "write ':annotated:'"),
        (":title: A\n   annotated: yes", "write ':annotated:'"),
        (f":title: A\n   {GO}", "put a blank line between the options and this"),
        (":title:\n   Text", "put a blank line between the options and this"),
        (":Title: A\n   :CLASS: b", None),
        (":title: A\n     and: B\n   :class: b", None),
        (":title:", None),
        ("title: A", None),
        (":title A", None),
        (":title:A", None),
        (":title : A", None),
        (":cmd:`go`: goes", None),
        (GO, None),
    ],
)
def test_options_that_docutils_refuses(told, options, message):
    text = f".. qmp-example::\n   {options}\n\n   {GO}\n   {DONE}\n"
    found = [words for kind, words in told(text) if kind == "option"]
    assert refused(text) is bool(found)
    assert all(words.startswith(message or "?") for words in found)


def test_the_options_are_those_of_the_directive():
    assert set(QmpExample.option_spec or ()) == OPTIONS
