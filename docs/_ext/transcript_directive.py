"""Transcripts in the manual, read by the tool when the manual is built.

``.. transcript::`` shows a transcript, or the doc comment that it begins if its first line is
``##``. The definitions are those of the demonstration schema; ``:about:`` is the documented
one, and ``:target:`` the release. ``:finds:`` names the rules that find something, in order, and
``:reads:`` what the messages are taken for. The manual cannot be built where the tool sees it
otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

import qapidoc
from qapidoc.examples.collect import blocks
from qapidoc.examples.envelope import Role
from qapidoc.examples.judge import ExampleJudge
from qapidoc.examples.pairing import Turn
from qapidoc.releases import parse_release
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import Module, Schema
from qapidoc.source import Source
from qapidoc.syntax.messages import Elision
from qapidoc.syntax.reader import read

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SCHEMA = Path(__file__).parents[1] / "demo" / "qapi" / "schema.json"
READERS = [
    path
    for room in ("syntax", "values", "examples")
    for path in sorted((Path(qapidoc.__file__).parent / room).glob("*.py"))
]
"""What reads and judges transcripts."""

TARGET = "10.2"
"""The release that the definitions are for, unless the directive names another one."""

ABOUT = "machine-run"
"""The documented command, unless the directive names another definition."""

FINDS = "finds"
READS = "reads"


class Finding(msgspec.Struct, frozen=True):
    """What a rule says of a line; lines are those of the transcript, from 1."""

    line: int
    rule: str
    message: str


class Outcome(msgspec.Struct, frozen=True):
    """What the tool makes of a transcript: what its messages are, and what is wrong with it."""

    reads: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def finds(self) -> tuple[str, ...]:
        """The rules that find something, in the order of the text."""
        return tuple(finding.rule for finding in self.findings)


@cache
def demo() -> Schema:
    """Load the demonstration schema."""
    return load_schema(SCHEMA)


def outcome(lines: Sequence[str], about: str = ABOUT, target: str = TARGET) -> Outcome:
    """Read a transcript in the comment of the definition `about`."""
    above: Sequence[str] = ()
    if lines[0] != "##":
        above = ("##", f"# @{about}:", "#", "# .. qmp-example::", "#")
        lines = (*(f"#     {line}".rstrip() for line in lines), "##")
    source = Source("transcript", "".join(f"{line}\n" for line in (*above, *lines)))
    schema = demo()
    judging = ExampleJudge(schema, parse_release(target))
    examples = list(blocks(schema, [Module(source.path, source, read(source))]))
    reads = [_kind(turn) for example in examples for turn in judging.turns(example)]
    findings = [
        Finding(
            source.position(fault.span.start).line - len(above), fault.kind.value, fault.message
        )
        for fault in (judging.faults(examples) if examples else ())
    ]
    return Outcome(tuple(reads), tuple(findings))


def _kind(turn: Turn) -> str:
    """Name what a message is taken for."""
    if turn.role is not Role.UNKNOWN:
        return turn.role.value
    if turn.message.value is None:
        return "unread"
    return "left-out" if isinstance(turn.message.value, Elision) else "unknown"


def definition(argument: str | None) -> str:
    """Give the name of a definition of the demonstration schema."""
    if argument not in demo().definitions:
        raise ValueError(f"the demonstration schema has no '{argument}'")
    return str(argument)


def words(argument: str | None) -> tuple[str, ...]:
    """Give the words of an option."""
    return tuple((argument or "").split())


class Transcript(SphinxDirective):
    """``.. transcript::``."""

    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        "about": definition,
        "target": directives.unchanged_required,
        FINDS: words,
        READS: words,
    }

    def run(self) -> list[nodes.Node]:
        """Give the transcript, what is read, and what is found."""
        self.assert_has_content()
        for path in (SCHEMA, *READERS):
            self.env.note_dependency(str(path))
        lines = tuple(self.content)
        found = outcome(lines, self.options.get("about", ABOUT), self.options.get("target", TARGET))
        expected = self.options.get(FINDS, ())
        if found.finds != expected:
            said = [f"{f.line}: {f.message} [{f.rule}]" for f in found.findings]
            raise self.error(f"the tool finds {said}, not {list(expected)}")
        if found.reads != self.options.get(READS, found.reads):
            raise self.error(f"the tool reads {found.reads}, not {self.options[READS]}")
        text = "\n".join(lines)
        language = "QAPI" if lines[0] == "##" else "QMP"
        block = nodes.literal_block(text, text, language=language, force=True)
        self.set_source_info(block)
        shown: list[nodes.Node] = [block]
        if READS in self.options:
            kinds = ", ".join(found.reads).replace("-", " ")
            shown.append(nodes.paragraph("", f"Read as: {kinds or 'nothing'}."))
        if found.findings:
            shown.append(nodes.bullet_list("", *map(self.item, found.findings)))
        return shown

    def item(self, finding: Finding) -> nodes.list_item:
        """Show a finding, with a link to its rule."""
        link, messages = self.parse_inline(f":ref:`{finding.rule} <rule-{finding.rule}>`")
        told = nodes.Text(f"Line {finding.line}: {finding.message} [")
        return nodes.list_item("", nodes.paragraph("", "", told, *link, nodes.Text("]")), *messages)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("transcript", Transcript)
    return {
        "version": qapidoc.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
