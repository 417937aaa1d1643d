"""Pygments lexers: `QMP` for transcripts, `QAPI` for schemas."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import RegexLexer
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Punctuation,
    String,
    Text,
    Whitespace,
)

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?\b"
_KEYWORDS = "command|event|enum|struct|union|alternate|type|include|pragma"
_SECTIONS = "Returns|Errors|Since|Features|Notes?|Examples?|TODO"


class QmpLexer(RegexLexer):
    """Messages of the QEMU Machine Protocol, as examples show them.

    A message starts with ``->`` (sent by the client) or ``<-`` (sent by the server). ``...``
    and ``... text ...`` stand for what is left out. Whatever else there is, is text.
    """

    name = "QMP"
    aliases: ClassVar[list[str]] = ["qmp", "QMP"]
    filenames: ClassVar[list[str]] = ["*.qmp"]
    url = "https://www.qemu.org/docs/master/interop/qmp-spec.html"
    version_added = ""

    tokens: ClassVar[dict[str, list[tuple[object, ...]]]] = {
        "root": [
            (r"^[ \t]*->", Generic.Prompt),
            (r"^[ \t]*<-", Generic.Output),
            (r"[ \t\n]*\n|[ \t]+", Whitespace),  # what indents an arrow is a part of it
            (r"(?:\.\.\.|…)(?:[^\n\"{}\[\]]*?(?:\.\.\.|…))?", Comment),
            (rf"{_STRING}(?=\s*:)", Name.Tag),
            (_STRING, String.Double),
            (_NUMBER, Number),
            (r"\b(?:true|false|null)\b", Keyword.Constant),
            (r"[{}\[\],:]", Punctuation),
            (r"#[^\n]*|//[^\n]*", Comment.Single),
            (r"[^\s{}\[\],:\".]+|.", Text),
        ]
    }


class QapiLexer(RegexLexer):
    """Schemas in QAPI, the language in which QEMU describes its protocols."""

    name = "QAPI"
    aliases: ClassVar[list[str]] = ["qapi", "QAPI"]
    filenames: ClassVar[list[str]] = []
    url = "https://www.qemu.org/docs/master/devel/qapi-code-gen.html"
    version_added = ""

    tokens: ClassVar[dict[str, list[tuple[object, ...]]]] = {
        "root": [
            (r"#+[ \t]*", String.Doc, "comment"),
            (r"[ \t\n]+", Whitespace),
            (rf"'(?:{_KEYWORDS})'(?=\s*:)", Keyword.Declaration),
            (r"'[^'\n]*'(?=\s*:)", Name.Tag),
            (r"'[^'\n]*'", String.Single),
            (r"\b(?:true|false)\b", Keyword.Constant),
            (r"[{}\[\],:]", Punctuation),
            (r"[^\s{}\[\],:'#]+|.", Text),
        ],
        "comment": [
            (r"\n", Whitespace, "#pop"),
            (r"(?<=#[ \t])@[^:\s]+(?=:)", Name.Variable),
            (rf"(?<=#[ \t])(?:{_SECTIONS}):", Keyword),
            (r"[^\n]+", String.Doc),
        ],
    }
