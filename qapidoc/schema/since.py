"""Since when something is there, as the text of a doc comment tells it.

`sinces` finds what says a release, in the forms that QEMU's schemas use: the tag ``Since:
2.1``; ``(since 2.1)``, alone or beside other remarks in one parenthesis; the sentence ``Since
2.1.``; a list like ``- @name: since 2.1``; and prose, which may date a behaviour rather than
the thing described. What was meant to say a release, and does not, is in `misspelt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from qapidoc.releases import Release, parse_release
from qapidoc.schema.flow import Flow, flow_of
from qapidoc.source import Source, Span
from qapidoc.syntax.nodes import DocComment, Section, SectionKind

TAG = "Since"

HINTS = ("ince", "INCE")
"""What every since contains, and most texts do not."""

NUMBER = r"\d{1,4}\.\d{1,4}(?:\.\d{1,4})?(?:-rc\d{1,3})?(?![\w-])(?!\.\w)"
"""What a release's number looks like."""

TAG_TEXT = re.compile(rf"(?P<number>{NUMBER})(?=$|[\s,;(])")
"""How the text of a ``Since:`` section begins."""

_MENTION = re.compile(
    rf"\bsince(?:\s?:\s*|\s+)(?:(?P<whose>QEMU|version|release)\s+)?v?(?P<number>{NUMBER})",
    re.IGNORECASE,
)
_FURTHER = re.compile(rf"[,;]\s*(?:and\s+)?(?P<number>{NUMBER})(?=\s+(?:for|in|on|with|\())")
"""Another number of the same parenthesis, as in ``(since 2.4 for enums, 3.1 for structs)``."""
_PADDING = re.compile(r"\s*(?=\))")
_ITEM_HEAD = re.compile(r"(?:[-*]\s+)?(?:@[\w.-]+|(['\"`]+)[\w.-]+\1)\s*[-:]*\s*")
_QUALIFIER = re.compile(r"\s*[^\s;,).]")
_SENTENCE_START = re.compile(r"(?:^|[.!?][)\"'`*]*\s+)$")
_SENTENCE_END = re.compile(r"\.?\s*$")
_SENTENCES = re.compile(r"[.!?][)\"'`*]*\s+")
_CAPITALISED = re.compile(r"(?<![@`'\"\w-])[A-Z][A-Za-z0-9]+")

_OTHERS = frozenset({"glibc", "kernel", "kernels", "libvirt", "linux", "posix", "windows"})
"""Words that tell that a number beside them is none of QEMU's."""


class Form(StrEnum):
    """How a text says a release."""

    TAG = "tag"
    """At the start of a ``Since:`` section."""
    PARENTHESIS = "parenthesis"
    """In parentheses, at their start or after a comma or semicolon."""
    SENTENCE = "sentence"
    """As a sentence that says nothing else, at the end of a paragraph."""
    ITEM = "item"
    """Behind a name that the text lists."""
    PROSE = "prose"
    """In a sentence that says something of that release."""


class Since(msgspec.Struct, frozen=True):
    """A place where a text says a release of QEMU.

    ``span`` is the number's. ``whole`` is what would have to go for the text not to say it.
    ``lead`` is what stands before the number, from the word on, and ``padding`` the blanks
    behind it in a parenthesis. ``qualified`` tells that there is more to it than the number, as
    in ``(since 3.0 on s390x)``, or that it is about a paragraph in the midst of others.
    """

    form: Form
    span: Span
    release: Release
    whole: Span
    lead: Span
    padding: Span
    qualified: bool = False

    @property
    def dates(self) -> bool:
        """Whether it tells when the thing described came, rather than something about it."""
        return not self.qualified and self.form in {Form.TAG, Form.PARENTHESIS, Form.SENTENCE}


def sinces(source: Source, section: Section) -> Iterator[Since]:
    """Give all places where the text of `section` says a release of QEMU."""
    if not hinted(source, section):
        return
    flow = flow_of(source, section)
    begin = 0
    if is_since_tag(section):
        match = TAG_TEXT.match(flow.text)
        if match is not None:
            span = flow.span(*match.span())
            lead, padding = Span(section.start, span.start), Span(span.end, span.end)
            yield Since(Form.TAG, span, _release(match), section.span, lead, padding)
            begin = match.end()
    for match in _MENTION.finditer(flow.text, begin):
        since = _mention(flow, match)
        if since is not None:
            yield since
            if since.form is Form.PARENTHESIS and since.qualified:
                yield from _further(flow, match)


def hinted(source: Source, section: Section) -> bool:
    """Tell whether a section has what every since contains."""
    find = source.text.find
    return find(HINTS[0], section.start, section.end) >= 0 or (
        find(HINTS[1], section.start, section.end) >= 0
    )


def definition_since(source: Source, doc: DocComment) -> Since | None:
    """Give what the ``Since:`` section of a doc comment says."""
    for section in doc.sections:
        if is_since_tag(section):
            return next((s for s in sinces(source, section) if s.form is Form.TAG), None)
    return None


def section_since(source: Source, section: Section) -> Since | None:
    """Give the one since that dates what `section` describes; ``None`` for several or none."""
    dating = [since for since in sinces(source, section) if since.dates]
    return dating[0] if len(dating) == 1 else None


def is_since_tag(section: Section) -> bool:
    """Tell whether it is a ``Since:`` section."""
    return (
        section.kind is SectionKind.TAG and section.name is not None and section.name.value == TAG
    )


def opening(flow: Flow, index: int) -> int | None:
    """Give the place of the parenthesis that is open at `index`, if there is one."""
    depth = 0
    for place in range(index - 1, flow.paragraph(index)[0] - 1, -1):
        character = flow.text[place]
        if character == ")":
            depth += 1
        elif character == "(":
            if not depth:
                return place
            depth -= 1
    return None


def _release(match: re.Match[str]) -> Release:
    release = parse_release(match["number"])
    assert release is not None
    return release


def _mention(flow: Flow, match: re.Match[str]) -> Since | None:
    text, release, span = flow.text, _release(match), flow.span(*match.span("number"))
    start, end = match.span()
    lead, padding = Span(flow.offset(start), span.start), Span(span.end, span.end)
    first, last = flow.paragraph(start)
    bracket = opening(flow, start)
    if bracket is not None and text[bracket + 1 : start].rstrip()[-1:] in {"", ";", ","}:
        if match["whose"] is None and _foreign(text[bracket:start], _OTHERS):
            return None
        whole = flow.span(*_clause(text, bracket, start, end))
        amid = bool(text[:first].strip() and text[last:].strip())
        qualified = amid or _QUALIFIER.match(text, end) is not None
        padded = _PADDING.match(text, end)
        if padded is not None:
            padding = flow.span(*padded.span())
        return Since(Form.PARENTHESIS, span, release, whole, lead, padding, qualified)
    whole = flow.span(start, end)
    line = text.rfind("\n", 0, start) + 1
    if _ITEM_HEAD.fullmatch(text, line, start):
        return Since(Form.ITEM, span, release, whole, lead, padding)
    before = text[first:start]
    begins = _SENTENCE_START.search(before) or (text[start].isupper() and text[start - 1] == "\n")
    if begins and _SENTENCE_END.match(text[end:last]):
        cut = flow.span(len(text[:start].rstrip()), end + text.startswith(".", end))
        return Since(Form.SENTENCE, span, release, cut, lead, padding)
    names = ":" not in match.group()
    if match["whose"] is None and _foreign(_SENTENCES.split(before)[-1], _OTHERS, names=names):
        return None
    return Since(Form.PROSE, span, release, whole, lead, padding, qualified=True)


def _further(flow: Flow, match: re.Match[str]) -> Iterator[Since]:
    """Give the other numbers of the parenthesis that `match` is in."""
    bracket = opening(flow, match.start())
    for found in _FURTHER.finditer(flow.text, match.end(), flow.paragraph(match.start())[1]):
        if opening(flow, found.start()) != bracket:
            return
        span = flow.span(*found.span("number"))
        bare, behind = Span(span.start, span.start), Span(span.end, span.end)
        release = _release(found)
        yield Since(Form.PARENTHESIS, span, release, span, bare, behind, qualified=True)


def _foreign(before: str, words: frozenset[str], *, names: bool = False) -> bool:
    """Tell whether what stands before a number makes it one of something other than QEMU."""
    if words & {word.lower() for word in re.findall(r"[A-Za-z]+", before)}:
        return True
    return names and any(m.start() and m.group() != "QEMU" for m in _CAPITALISED.finditer(before))


def _clause(text: str, bracket: int, start: int, end: int) -> tuple[int, int]:
    """Give what to cut for a parenthesis to lose the clause from `start` to `end`."""
    alone = text[bracket + 1 : start].strip() == ""
    if text.startswith(")", end) and alone:
        return len(text[:bracket].rstrip()), end + 1
    if alone:
        following = re.compile(r"\s*[;,]?\s*").match(text, end)
        assert following is not None
        return start, following.end()
    return len(text[:start].rstrip().rstrip(";,").rstrip()), end
