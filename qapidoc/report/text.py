"""Findings for a terminal: the source line with a marker, in colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from qapidoc.engine.result import Result
from qapidoc.findings import Finding, Severity
from qapidoc.report.places import marked_line, position, shown, width
from qapidoc.source import Source, Span

_COLOURS: Mapping[Severity, str] = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
}


def report(result: Result) -> Iterator[str]:
    """Give a block of lines for each finding, with an empty line after it."""
    for finding in result.findings:
        yield from _block(finding, result.sources)


def _block(finding: Finding, sources: Mapping[str, Source]) -> Iterator[str]:
    at = position(sources, finding.path, finding.span.start)
    place = click.style(f"{shown(finding.path)}:{at.line}:{at.column}", bold=True)
    colour = _COLOURS[finding.severity]
    severity = click.style(f"{finding.severity}", fg=colour, bold=True)
    rule = click.style(f"[{finding.rule}]", dim=True)
    yield f"{place}: {severity}: {shown(finding.message)} {rule}"
    source = sources.get(finding.path)
    if source is not None:
        if finding.exact is not None:
            yield next(_marked(source, finding.span, colour))
        yield from _marked(source, finding.exact or finding.span, colour)
    for related in finding.related:
        there = position(sources, related.path, related.span.start)
        yield f"       {shown(related.path)}:{there.line}:{there.column}: {shown(related.message)}"
    if finding.fix is not None:
        yield click.style(f"       fix: {shown(finding.fix.description)}", fg="green")
    yield ""


def _marked(source: Source, span: Span, colour: str) -> Iterator[str]:
    """Give the line where `span` begins, and one with a marker below it."""
    number, text, start, end = marked_line(source, span)
    gutter = click.style(f"{number:>6} |", dim=True)
    yield f"{gutter} {text[:start]}{click.style(text[start:end], fg=colour)}{text[end:]}"
    marker = click.style("^" * max(width(text[start:end]), 1), fg=colour, bold=True)
    yield f"{click.style('       |', dim=True)} {' ' * width(text[:start])}{marker}"
