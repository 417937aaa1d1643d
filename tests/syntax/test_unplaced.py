"""Messages that nothing reads are found, and why nothing does."""

from __future__ import annotations

import pytest

from qapidoc.source import Source
from qapidoc.syntax.examples import ExampleForm, Misplacement, Unplaced
from qapidoc.syntax.nodes import DocComment
from qapidoc.syntax.reader import read
from qapidoc.syntax.unplaced import all_examples

COMMAND = '-> { "execute": "go" }'
TRANSCRIPT = f'    {COMMAND}\n    <- {{ "return": {{}} }}\n'
ANNOTATED = ".. qmp-example::\n   :annotated:\n\n"


def unplaced(text: str, end: str = "\n") -> list[tuple[Unplaced, str, str]]:
    """Give what is found in a comment with these lines, with the texts of place and mended line."""
    lines = "".join(f"# {line}".rstrip() + end for line in text.splitlines())
    source = Source("a.json", f"##{end}# @a:{end}#{end}{lines}##{end}")
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    found = []
    for example in all_examples(source, doc):
        for one in example.unplaced:
            mended = ""
            for mend in one.mends:
                number = source.position(mend.span.start).line
                text = source.text[: mend.span.start] + mend.text + source.text[mend.span.end :]
                after = Source("a.json", text)
                mended = after.slice(after.line_span(number)).strip()
            found.append((one, source.slice(one.place), mended))
    return found


@pytest.mark.parametrize(
    "head",
    [
        ".. qmp-example:",
        ".. qmp-example",
        ".. qmp-example:::",
        ".. qmp-example ::",
        ".. qmp-exmaple::",
        ".. qmp-examples::",
        ".. qmp_example::",
        ".. qmp example::",
        ".. example::",
        ".. Exmaple:",
        ".. QMP-Example::",
        "..qmp-example::",
        ". qmp-example::",
        "... qmp-example::",
        "qmp-example::",
    ],
)
@pytest.mark.parametrize("between", ["\n", "   :title: One\n\n", "   :annotated:\n\n   One::\n\n"])
def test_a_misspelt_directive(head, between):
    ((one, place, _mended),) = unplaced(f"{head}\n{between}{TRANSCRIPT}\n{TRANSCRIPT}\nText.")
    assert (one.why, place) == (Misplacement.MISSPELT, head)
    assert [mend.text for mend in one.mends] == [".. qmp-example::"]


@pytest.mark.parametrize(
    "text, why, place",
    [
        (f"For example:\n\n{TRANSCRIPT}", Misplacement.TEXT, COMMAND),
        (f"= Example\n\n{TRANSCRIPT}", Misplacement.TEXT, COMMAND),
        (f"Example 1:\n{COMMAND}", Misplacement.TEXT, COMMAND),
        (TRANSCRIPT, Misplacement.TEXT, COMMAND),
        ("Thus::\n\n   => { 'execute': 'go' }", Misplacement.TEXT, "=> { 'execute': 'go' }"),
        ('Text.\n\n<- {\n  "return": {} }', Misplacement.TEXT, "<- {"),
        (f".. note::\n\n{TRANSCRIPT}", Misplacement.TEXT, COMMAND),
        (f".. qmp-example::  {COMMAND}\n    <- {{ }}", Misplacement.BESIDE, COMMAND),
        (f".. qmp-example::\n\n{COMMAND}", Misplacement.FLUSH, COMMAND),
        (f".. qmp-example::\n:title: One\n\n{COMMAND}", Misplacement.FLUSH, COMMAND),
        (f"{ANNOTATED}   {COMMAND}\n\n   <- ...", Misplacement.NO_TEXT, ":annotated:"),
        (f"{ANNOTATED}   One:\n\n{TRANSCRIPT}", Misplacement.NO_COLONS, COMMAND),
        (f"{ANNOTATED}   One\n{TRANSCRIPT}", Misplacement.NO_COLONS, COMMAND),
        (f"{ANNOTATED}   One:\n\n   {COMMAND}", Misplacement.FLUSH_NO_COLONS, COMMAND),
        (f"{ANNOTATED}   One::\n\n   {COMMAND}", Misplacement.FLUSH_COLONS, COMMAND),
        (f"{ANNOTATED}   One::\n{TRANSCRIPT}", Misplacement.NO_BLANK_LINE, COMMAND),
        (f"{ANNOTATED}   {COMMAND}\n\n   One.", Misplacement.NO_PARAGRAPH, COMMAND),
        (f"{ANNOTATED}   .. tip::\n\n    {COMMAND}\n\n   A", Misplacement.NO_PARAGRAPH, COMMAND),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_why(text, why, place, end):
    ((one, found, _mended),) = unplaced(text, end)
    assert (one.why, found) == (why, place)


@pytest.mark.parametrize(
    "text, mended",
    [
        (f"{ANNOTATED}   One:\n\n{TRANSCRIPT}", "#    One::"),
        (f"{ANNOTATED}   One.\n\n{TRANSCRIPT}", ""),
        (f"{ANNOTATED}   One:\n{TRANSCRIPT}", ""),
        (f"{ANNOTATED}   One::\n{TRANSCRIPT}", "#"),
        (f"{ANNOTATED}   {COMMAND}", "#"),
        (f"{ANNOTATED}   {COMMAND}\n\n   One.", ""),
    ],
)
def test_what_mends_it(text, mended):
    ((_one, _place, found),) = unplaced(text)
    assert found == mended


@pytest.mark.parametrize(
    "text",
    [
        f".. qmp-example::\n\n{TRANSCRIPT}",
        f"Example:\n\n{TRANSCRIPT}",
        f"Thus::\n\n{TRANSCRIPT}",
        f"QMP-example::\n\n{TRANSCRIPT}",
        f"{ANNOTATED}   One::\n\n     {TRANSCRIPT}\n   .. code-block:: c\n\n     {TRANSCRIPT}",
        f'.. qmp-example::\n\n    {COMMAND}\n<- {{ "return": {{}} }}',
        f".. As it was:\n\n{TRANSCRIPT}",
        f"..\n{TRANSCRIPT}",
        '-> { "level": 1 }',
        '{ "execute": "go" }',
        "It goes r/o -> r/w, and { 'return': 1 }.",
        f"Write {COMMAND} to go.",
        ".. qmp-exmaple::\n\n   Nothing.",
    ],
)
def test_nothing(text):
    assert unplaced(text) == []


def test_one_for_each_block_in_order():
    misspelt = f".. qmp-exmaple:\n\n{TRANSCRIPT}"
    text = f"{TRANSCRIPT}\n{TRANSCRIPT}\nText.\n\n{misspelt}\nText.\n\n{TRANSCRIPT}"
    whys = [Misplacement.TEXT, Misplacement.MISSPELT, Misplacement.TEXT]
    assert [one.why for one, _, _ in unplaced(text)] == whys


def test_it_is_noted_at_the_example_that_it_is_in():
    source = Source("a.json", '##\n# @a:\n#\n# qmp-example::\n#\n#    -> { "event": 1 }\n##\n')
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    (example,) = all_examples(source, doc)
    assert (example.form, len(example.unplaced)) == (ExampleForm.LITERAL, 1)


@pytest.mark.parametrize(
    "unit",
    [f"#  Text:\n#\n#    {COMMAND}\n", f"# .. qmp-exmaple:\n#\n#    {COMMAND}\n#\n"],
)
def test_a_comment_that_is_full_of_them(unit):
    source = Source("a.json", "##\n# @a:\n#\n" + unit * 1500 + "##\n")
    (doc,) = read(source).items
    assert isinstance(doc, DocComment)
    assert sum(len(example.unplaced) for example in all_examples(source, doc)) >= 1500


@pytest.mark.parametrize("release", ["1.3.0", "2.8.0", "8.2.0", "10.2.2"])
def test_in_qemu_all_messages_are_read(corpus, release):
    for path in sorted((corpus / "releases" / release).rglob("*.json")):
        source = Source.read(path)
        for item in read(source).items:
            if isinstance(item, DocComment):
                for example in all_examples(source, item):
                    assert (example.unplaced, example.spilt, example.crowded) == ((), (), None)
