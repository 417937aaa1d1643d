"""Whether examples stand in doc comments in such a way that they are read, and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapidoc.edition import Usage, allowed
from qapidoc.examples.collect import Example
from qapidoc.examples.faults import ExampleFault, ExampleFaultKind
from qapidoc.examples.reporter import Reporter
from qapidoc.findings import LAYOUT, WORDING, Edit, Fix
from qapidoc.releases import Release
from qapidoc.schema.names import did_you_mean
from qapidoc.syntax.examples import Misplacement, Unplaced
from qapidoc.syntax.unplaced import HEAD, empty_line_above

OPTIONS = frozenset({"annotated", "class", "name", "title"})
"""The options of the directive."""

_FLAG = "annotated"

_SPILT = "indent this line as far as the message above it"
_CROWDED = "put a blank line between the options and this"

_WANTED: Mapping[Misplacement, str] = {
    Misplacement.MISSPELT: f"write '{HEAD}'",
    Misplacement.BESIDE: f"put this below '{HEAD}'",
    Misplacement.FLUSH: f"indent this deeper than '{HEAD}'",
    Misplacement.NO_TEXT: f"leave out ':{_FLAG}:'; this example has no text",
    Misplacement.NO_COLONS: "end the paragraph above with '::'",
    Misplacement.FLUSH_NO_COLONS: "end the paragraph above with '::', and indent this",
    Misplacement.FLUSH_COLONS: "indent this deeper than the paragraph above",
    Misplacement.NO_BLANK_LINE: "put a blank line between the paragraph above and this",
    Misplacement.NO_PARAGRAPH: "announce this with a paragraph that ends with '::'",
}
"""What mends it, but for messages in text."""


def standing(
    example: Example, report: Reporter, target: Release | None = None
) -> Iterator[ExampleFault]:
    """Give what is wrong with how an example stands in its doc comment."""
    text = example.text
    for span in text.spilt:
        yield report.fault(ExampleFaultKind.JSON, span, _SPILT)
    for one in text.unplaced:
        message = wanted(example, one, target)
        mends = one.mends if message == _WANTED.get(one.why) else ()
        edits = tuple(report.edit(mend.span, mend.text) for mend in mends)
        fix = Fix(message, "safe", edits, WORDING) if edits else None
        yield report.fault(ExampleFaultKind.UNREAD, one.place, message, fix=fix)
    yield from _options(example, report)


def wanted(example: Example, one: Unplaced, target: Release | None = None) -> str:
    """Say what makes messages part of an example, as the `target` has it."""
    is_there = target is None or allowed(Usage.EXAMPLE_DIRECTIVE, target)
    if one.why in _WANTED and (is_there or one.why is not Misplacement.MISSPELT):
        return _WANTED[one.why]
    if is_there:
        return f"put this into '{HEAD}'"
    if example.definition is not None:
        return "put this into a section 'Example:'"
    return "put this into a literal block, which '::' announces"


def _options(example: Example, report: Reporter) -> Iterator[ExampleFault]:
    """Give the options with which Sphinx refuses the directive."""
    seen: set[str] = set()
    for option in example.text.options:
        message = None
        if option.name not in OPTIONS:
            guess = did_you_mean(option.name, OPTIONS)
            message = f"'{HEAD}' has no option '{option.name}'{guess}"
        elif option.name in seen:
            message = f"remove this; the option '{option.name}' is there already"
        elif option.name == _FLAG and option.value:
            message = f"remove '{option.value}'; the option '{_FLAG}' has no value"
        seen.add(option.name)
        if message is not None:
            yield report.fault(ExampleFaultKind.OPTION, option.span, message)
    crowded = example.text.crowded
    if crowded is None:
        return
    written = example.source.slice(crowded).strip(":").partition(":")[0].split()
    if written and written[0].lower() in OPTIONS:
        yield report.fault(ExampleFaultKind.OPTION, crowded, f"write ':{written[0].lower()}:'")
    else:
        mend = empty_line_above(example.source, crowded.start)
        fix = Fix(_CROWDED, "safe", (Edit(report.path, mend.span, mend.text),), LAYOUT)
        yield report.fault(ExampleFaultKind.OPTION, crowded, _CROWDED, fix=fix)
