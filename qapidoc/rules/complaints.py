"""What docutils complains of, in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qapidoc.prose.records import Level, Message
from qapidoc.schema.names import nearest

_ADVICE: Mapping[str, str] = {
    r"Inline literal start-string": "this literal is not closed; write '``' behind it, too,"
    " without a blank between",
    r"Inline emphasis start-string": "this '*' begins an emphasis that is not closed; close it,"
    r" or write '\*'",
    r"Inline strong start-string": "this '**' begins an emphasis that is not closed; close it,"
    r" or write '\*\*'",
    r"Inline interpreted text": "this '`' is not closed; close it, or make '``' of both",
    r"Inline substitution_reference": "this '|' begins a substitution that is not closed;"
    r" write '\|'",
    r"Inline target": "this '_`' begins a target that is not closed; write '\\_`'",
    r"Multiple roles in": "there is a role on both sides; remove one",
    r"Mismatch: both interpreted text role": "this has a role, and '_' behind it; remove one",
    r"Unexpected indentation": "this line is indented, but nothing above it asks for that; put it"
    " below the text above, or a blank line between them",
    r"Explicit markup ends without": "put a blank line above this line, or indent it like the"
    " text of the directive",
    r"Definition list ends without": "the line above is indented, but nothing asks for that; put"
    " all lines below each other, or a blank line between",
    r".+ ends without a blank line": "put a blank line above this line, or indent it like"
    " the text above",
    r"Title underline too short": "make the line below the title as long as the title",
    r"Title overline too short": "make the lines above and below the title as long as the title",
    r"Title overline & underline mismatch": "make the lines above and below the title alike",
    r"Missing matching underline": "underline the title as it is overlined",
    r"Possible title underline, too short": "make the line below the title as long as the title,"
    " or it is no title",
    r"Possible incomplete section title": "make the lines above and below the title alike, and as"
    " long as it, or it is no title",
    r"Incomplete section title": "write a title below this line, and the same line below that",
    r"(?:Inconsistent title style|Title level inconsistent|A level \d+ section)": "underline this"
    " title as others of its level are underlined",
    r"Unexpected section title": "a directive has no headings; remove the line of punctuation",
    r"(?:Invalid section title|Unexpected possible title)": "this line of punctuation belongs to no"
    " title; remove it",
    r"Malformed table": "the lines and columns of this table do not fit together",
    r"Blank line required after table": "put a blank line below the table",
    r"Literal block expected; none found": "indent the literal text below '::', or write ':'",
    r"Blank line missing before literal block": "put a blank line between '::' and the literal"
    " text, which is shown as a definition otherwise",
    r"Inconsistent literal block quoting": "begin all lines of the literal text alike, or indent"
    " them",
    r"Duplicate explicit target name": "this target has a name that another one has; rename it",
    r"(?:Footnote|Citation) content expected": "write the text of this note",
    r"malformed hyperlink target": "write '.. _name:', and the address behind it",
    r"Invalid option list marker": "this line reads like an option of a command; make a literal of"
    " it",
    r"Document or section may not begin with a transition": "remove this line of punctuation",
}
"""What to do, by how docutils words its complaint."""

_TABLE = tuple((re.compile(pattern), advice) for pattern, advice in _ADVICE.items())

_DIRECTIVE = re.compile(
    r'(?:Error in|Content block expected for the) "(?P<name>[^"]*)" directive[:;]\s*(?P<what>.*)',
    re.DOTALL,
)
_OPTION = re.compile(r'unknown option: "([^"]*)"')
_VALUE = re.compile(r'invalid option value: \(option: "([^"]*)"')

_TOLD_INFO = re.compile(
    r"(?:Possible title underline|Possible incomplete section title|Unexpected possible title"
    r"|Blank line missing before literal block)"
)
_PUNCTUATION = re.compile(r"([^\w\s])\1{2,}")
"""A line as those that are below titles; one or two signs are only a part of the text."""


def is_complaint(message: Message, line: str) -> bool:
    """Tell whether what docutils says of `line` is worth telling.

    That are warnings, which end the build of QEMU's documentation, and what it silently takes
    for text, though it looks like a title or literal text.
    """
    if message.level is not Level.INFO:
        return True
    if _TOLD_INFO.match(message.text) is None:
        return False
    return message.text.startswith("Blank") or _PUNCTUATION.fullmatch(line.strip()) is not None


def advice(message: Message) -> str:
    """Say what to do about it."""
    match = _DIRECTIVE.match(message.text)
    if match is not None:
        return _of_directive(match["name"], match["what"])
    for pattern, text in _TABLE:
        if pattern.match(message.text):
            return text
    return f"docutils complains: {_first_line(message.text)}"


def _of_directive(name: str, what: str) -> str:
    option = _OPTION.search(what)
    if option is not None:
        from qapidoc.prose.directives import options_of  # docutils is slow to import

        near = nearest(option[1], options_of(name.lower()))
        did_you_mean = f"; did you mean ':{near}:'?" if near is not None else "; remove it"
        return f"directive '{name}' has no option ':{option[1]}:'{did_you_mean}"
    value = _VALUE.search(what)
    if value is not None:
        return f"directive '{name}' takes no such value of ':{value[1]}:'"
    if what.startswith("1 argument(s) required"):
        return f"write the argument of directive '{name}' behind it"
    if what.startswith("none found"):
        return f"directive '{name}' has no content; indent the text that is to be its content"
    if what.startswith("invalid option"):
        return f"write each option of directive '{name}' as ':option: value'"
    return f"directive '{name}': {_first_line(what)}"


def _first_line(text: str) -> str:
    first = text.strip().partition("\n")[0].rstrip(".")
    return f"{first[:1].lower()}{first[1:]}"
