"""What the fuzzer feeds: bytes go in, and what comes back must hold together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from click import unstyle

from qapidoc.config import Config
from qapidoc.edition import EDITIONS
from qapidoc.engine.plan import Job
from qapidoc.engine.result import Result
from qapidoc.engine.run import lint
from qapidoc.releases import NEWEST, Release
from qapidoc.report.formats import FORMATS, report_in
from qapidoc.rules.registry import RULES
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Source, Span
from qapidoc.syntax.conditions import condition_notation, read_condition
from qapidoc.syntax.messages import JsonArray, JsonMember, JsonObject, Message
from qapidoc.syntax.nodes import Array, DocComment, Node, Object, Pair
from qapidoc.syntax.reader import MAX_NESTING, Tree, read
from qapidoc.syntax.transcripts import read_transcript

NOWHERE = Path(__file__).parent / "nowhere"
"""A folder that does not exist, so that no include finds anything."""

BEFORE_CHANGES = sorted({v.until for v in EDITIONS.values() if v.until is not None})
TARGETED: Sequence[Release] = (NEWEST, *BEFORE_CHANGES)
"""The releases to write for: the newest, and the last of each notation."""


def schema(data: bytes) -> None:
    """Read a schema file: its tokens tile the text, and its nodes lie within each other."""
    source = Source.from_bytes("fuzzed.json", data)
    tree = read(source)
    assert source.encoded() == data
    _check_tokens(source.text, tree)
    _check_order([item.span for item in tree.items], Span(0, len(source.text)))
    for item in tree.items:
        _check_inside(item)
    for problem in tree.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(source.text) + 1, problem
        source.position(problem.span.start)


def doc(data: bytes) -> None:
    """Read a doc comment around some lines."""
    schema(b"##\n" + data + b"\n##\n{ 'command': 'fuzzed' }\n")


def transcript(data: bytes) -> None:
    """Read the messages of an example."""
    source = Source.from_bytes("fuzzed.json", data)
    whole = Span(0, len(source.text))
    for arrowless in (True, False):
        found = read_transcript(source.text, whole, arrowless=arrowless)
        _check_order([message.span for message in found.messages], whole)
        for message in found.messages:
            _check_message(message)
        for problem in found.problems:
            assert 0 <= problem.span.start <= problem.span.end <= whole.end + 1, problem


def condition(data: bytes) -> None:
    """Read C text as a condition: it asks for names that are in it, no deeper than it may."""
    text = data.decode("utf-8", "surrogateescape")
    assert "".join(token.text for token in condition_notation().tokens(text)) == text
    found = read_condition(text)
    waiting = [] if found is None else [(found, 0)]
    while waiting:
        node, depth = waiting.pop()
        assert depth <= 2 * MAX_NESTING, text
        assert node.name in text, node
        waiting.extend((operand, depth + 1) for operand in node.operands)


def rules(data: bytes) -> Result:
    """Run all rules over a schema, and write what they find in every format."""
    path = NOWHERE / "fuzzed.json"
    target = TARGETED[len(data) % len(TARGETED)]
    workspace = Workspace(NOWHERE, texts={path: data})
    result = lint([Job(path, None)], RULES, workspace, Config(target_version=target))
    for finding in result.findings:
        source = result.sources[finding.path]
        assert 0 <= finding.span.start <= finding.span.end <= len(source.text) + 1, finding
        assert finding.message.strip(), finding
    for form in FORMATS:
        if form == "text" and b"\x1b" in data:
            continue  # colours would hide an escape that came through
        for line in report_in(form)(result):
            assert all(c.isprintable() or c == "\n" for c in unstyle(line)), line
    return result


TARGETS: Mapping[str, Callable[[bytes], object]] = {
    "schema": schema,
    "doc": doc,
    "transcript": transcript,
    "condition": condition,
    "rules": rules,
}
"""What is fuzzed: each grammar, and all that stands on them."""


def _check_tokens(text: str, tree: Tree) -> None:
    offset = 0
    for token in tree.tokens:
        assert token.start == offset, token
        offset = token.end
    assert offset == len(text)
    assert "".join(token.text for token in tree.tokens) == text


def _check_order(spans: Sequence[Span], around: Span) -> None:
    """See that `spans` lie in `around`, one behind the other."""
    end = around.start
    for span in spans:
        assert end <= span.start <= span.end, span
        end = span.end
    assert end <= around.end, (spans[-1], around)


def _check_inside(top: Node) -> None:
    waiting = [top]
    while waiting:
        node = waiting.pop()
        inner: Sequence[Node] = ()
        match node:
            case Object():
                inner = node.pairs
            case Pair():
                inner = (node.key, node.value)
            case Array():
                inner = node.items
            case DocComment():
                inner = (*((node.symbol,) if node.symbol else ()), *node.sections)
                for section in node.sections:
                    _check_order([line.span for line in section.lines], section.span)
        _check_order([part.span for part in inner], node.span)
        waiting.extend(inner)


def _check_message(message: Message) -> None:
    waiting: list[Node] = [message]
    while waiting:
        node = waiting.pop()
        inner: Sequence[Node] = ()
        match node:
            case Message():
                inner = () if node.value is None else (node.value,)
            case JsonObject():
                inner = node.parts
            case JsonMember():
                inner = (node.key, node.value)
            case JsonArray():
                inner = node.items
        _check_order([part.span for part in inner], node.span)
        waiting.extend(inner)
