"""Transcripts are read strictly, and what is no JSON is told at its own place."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapidoc.source import Span
from qapidoc.syntax.messages import (
    Elision,
    JsonArray,
    JsonBool,
    JsonNull,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    Transcript,
    TranscriptProblem,
)
from qapidoc.syntax.transcripts import read_transcript


def read(text: str) -> Transcript:
    return read_transcript(text, Span(0, len(text)))


def plain(value: JsonValue | None) -> object:
    """Give what a value stands for; an elision is an ellipsis, with its brackets if it has any."""
    match value:
        case JsonString() | JsonBool():
            return value.value
        case JsonNumber():
            return json.loads(value.text)
        case JsonArray():
            return [plain(item) for item in value.items]
        case JsonObject():
            found = {m.key.value: plain(m.value) for m in value.members}
            return found | {...: True} if value.elided else found
        case Elision():
            return value.brackets or ...
    assert value is None or isinstance(value, JsonNull)
    return None


def places(text: str, problems: tuple[TranscriptProblem, ...]) -> list[tuple[str, str]]:
    return [(text[p.span.start : p.span.end], p.message) for p in problems]


def mended(text: str, problems: tuple[TranscriptProblem, ...]) -> str:
    mends = [mend for problem in problems for mend in problem.mends]
    for mend in sorted(mends, key=lambda mend: mend.span, reverse=True):
        text = text[: mend.span.start] + mend.text + text[mend.span.end :]
    return text


@pytest.mark.parametrize(
    "text, expected",
    [
        ('-> { "execute": "stop" }', [("->", {"execute": "stop"})]),
        ('<- {"a":[1,-2.5e3,true,false,null,"\\u00e4\\n",{},[]]}',
         [("<-", {"a": [1, -2500.0, True, False, None, "ä\n", {}, []]})]),
        ('-> { "a": 1 }\n<- { "b": 2 }\n\n<- { "c": 3 }',
         [("->", {"a": 1}), ("<-", {"b": 2}), ("<-", {"c": 3})]),
        ('1. First:\n-> { "a": 1 }\nor, [0, 10):\n\n-> { "a":\n\n 2 }\nThat\'s all.',
         [("->", {"a": 1}), ("->", {"a": 2})]),
        ('-> { "a":\r\n#   1 }\r\n#\r\n# <- { }', [("->", {"a": 1}), ("<-", {})]),
        ("-> ...\n<- ... what it says (and more) ...", [("->", ...), ("<-", ...)]),
        ('-> { "a": 1 }\n...\n<- { }', [("->", {"a": 1}), ("", ...), ("<-", {})]),
        ('-> { ... }\n<- { "a": 1, ... }', [("->", "{"), ("<-", {"a": 1, ...: True})]),
        ('-> { "a": 1 ... "b": 2, ..., ... "c": 3 }',
         [("->", {"a": 1, "b": 2, "c": 3, ...: True})]),
        ('-> { ..., "a": { ... }, "b": [ ... ] }', [("->", {"a": "{", "b": "[", ...: True})]),
        ('-> { "a": [ 1, ..., 9 ], "b": [ {...}, {... more ...}, ], "c": [ 1, ... ] }',
         [("->", {"a": [1, ..., 9], "b": "[", "c": [1, ...]})]),
        ('-> { "a": [ { "b": 1 }, ...\n] }', [("->", {"a": [{"b": 1}, ...]})]),
        ('-> { "a": [ { "b": 1 },\n [ ... and so on ... ]\n] }',
         [("->", {"a": [{"b": 1}, "["]})]),
        ('-> { "a": ... , "b": ... }', [("->", {"a": ..., "b": ...})]),
        ('-> { "a": "x...y", "b": "..." }', [("->", {"a": "x...y", "b": '"'})]),
        ('-> { "a": 1 … }', [("->", {"a": 1, ...: True})]),
        ('{ "event": "STOP" }', [("", {"event": "STOP"})]),
        ('{ "colour": "red" }\n{ \'struct\': \'A\' }', []),
        ("$ qemu-ga -> [log]\n# a -> b\n", []),
        ('-> { "a": 1 } ... <- { "b": 2 } ..., and so on', [("->", {"a": 1}), ("", ...),
          ("<-", {"b": 2}), ("", ...)]),
        ('-> { "a": [ 1, ... 3 more ... ], "b": "....", "c": "x.. y" }',
         [("->", {"a": [1, ...], "b": '"', "c": "x.. y"})]),
        ('<- 0xFF{ "a": 1 }\n-> \\xff { "b": 1 }\n<- <0xFF> {}',
         [("<-", {"a": 1}), ("->", {"b": 1}), ("<-", {})]),
        ('{ "id": 1, "type": 2 }\n<- [mid] <- [top]', []),
        ('-> { "...": "...", "a": 1 }', [("->", {"a": 1, ...: True})]),
        ('Then: -> { "execute": 1 }', [("->", {"execute": 1})]),
        ('{ "data": 1, "execute": 1 }', [("", {"data": 1, "execute": 1})]),
        ('{ "retrun": 1 }', [("", {"retrun": 1})]),
        ("", []),
    ],
)  # fmt: skip
def test_messages(text, expected):
    transcript = read(text)
    assert transcript.problems == ()
    found = [(message.direction.value, plain(message.value)) for message in transcript.messages]
    assert found == expected


@pytest.mark.parametrize(
    "dots, text",
    [
        ("...", ""),
        ("... more of these ...", "more of these"),
        ("... (more of these) ...", "more of these"),
        ("... more (of these) ...", "more (of these)"),
        ("... (some) or (more) ...", "(some) or (more)"),
    ],
)
def test_what_dots_say(dots, text):
    (message,) = read(f"<- {dots}").messages
    assert isinstance(message.value, Elision)
    assert message.value.text == text


@pytest.mark.parametrize(
    "text, direction, misspelt",
    [
        ("-> {}", "->", ""),
        ("--> {}", "->", "-->"),
        ("<= {}", "<-", "<="),
        ("{}", None, ""),
        ("> {}\n<-- { }", "->", ">"),
        ("→ ...", "->", "→"),
        ("- > {}", "->", "- >"),
        ("C: {}", None, ""),
        ('If so, { "return": 1 }', None, ""),
    ],
)
def test_arrows(text, direction, misspelt):
    transcript = read(text)
    assert transcript.problems == ()
    found = [(message.direction.value, message.misspelt) for message in transcript.messages]
    assert found[:1] == ([(direction, misspelt)] if direction else [])


@pytest.mark.parametrize(
    "text, place, words, fixed",
    [
        ('-> {"a": 1 "b": 2}', "1", "put a ','", '-> {"a": 1, "b": 2}'),
        ('-> {"a": {} "b": 2}', "}", "put a ','", '-> {"a": {}, "b": 2}'),
        ('-> {"a": [1 2]}', "1", "put a ','", '-> {"a": [1, 2]}'),
        ('-> {"a": [1,]}', ",", "remove this ','", '-> {"a": [1]}'),
        ('-> {"a": 1,\n}', ",", "remove this ','", '-> {"a": 1\n}'),
        ('-> {"a": 1,, "b": 2}', ",", "another", '-> {"a": 1, "b": 2}'),
        ('-> {, "a": 1}', ",", "nothing before", '-> { "a": 1}'),
        ('-> {"a": 1},\n<- {}', ",", "has ended", '-> {"a": 1}\n<- {}'),
        ('-> {"a" 1}', '"a"', "put a ':'", '-> {"a": 1}'),
        ('-> {"a", 1}', ",", "write ':'", '-> {"a": 1}'),
        ('-> {"a":: 1}', ":", "remove this ':'", '-> {"a": 1}'),
        ("-> {'a': 1}", "'a'", "double quotes", '-> {"a": 1}'),
        ("-> {\"a\": 'b'}", "'b'", "double quotes", '-> {"a": "b"}'),
        ('-> {a: 1}', "a", "double quotes", '-> {"a": 1}'),
        ('-> {1: 1}', "1", "double quotes", '-> {"1": 1}'),
        ('-> {u"a": 1}', 'u"a"', "string of JSON", '-> {"a": 1}'),
        ('-> {"a": u"b\\"c"}', 'u"b\\"c"', "string of JSON", '-> {"a": "b\\"c"}'),
        ("-> {\"a\": b'c'}", "b'c'", "string of JSON", '-> {"a": "c"}'),
        ('-> {“a”: 1}', "“a”", "double quotes", '-> {"a": 1}'),
        ('-> {"a":\u00a01}', "\u00a0", "U+00A0", '-> {"a": 1}'),
        ('-> {"a": 1; "b": 2}', ";", "write ','", '-> {"a": 1, "b": 2}'),
        ('-> {"a" = 1}', "=", "write ':'", '-> {"a" : 1}'),
        ('-> {"a": 1, ..}', "..", "write '...'", '-> {"a": 1, ...}'),
        ('-> {"a" ...}', '"a"', "put a ':'", '-> {"a": ...}'),
        ('-> {"a": True}', "True", "write 'true'", '-> {"a": true}'),
        ('-> {"a": None}', "None", "write 'null'", '-> {"a": null}'),
        ('-> {"a": "\t"}', "\t", "\\u0009", '-> {"a": "\\u0009"}'),
        ('-> {"a": [1', "1", "put ']}'", '-> {"a": [1 ]}'),
        ('-> {"a": [1}', "}", "put a ']'", '-> {"a": [1]}'),
        ('-> {"a": [1}}', "}", "write ']'", '-> {"a": [1]}'),
        ('-> {"a": 1}}', "}", "closes nothing", '-> {"a": 1}'),
        ('-> {"a": 1}\n ]', "]", "closes nothing", '-> {"a": 1}\n '),
        ('-> "a": 1}', '"a"', "put a '{'", '-> { "a": 1}'),
        ('-> {"a": 1}\n "b": 2 }', "}", "ends the message", '-> {"a": 1,\n "b": 2 }'),
        ('-> {"a": 1},\n "b": 2 }', "}", "ends the message", '-> {"a": 1,\n "b": 2 }'),
        ('-> {"a": 1, },\n "b": 2 }', "}", "ends the message", '-> {"a": 1, \n "b": 2 }'),
        ('-> {"a": }}', ":", "put a '{'", '-> {"a": { }}'),
    ],
)  # fmt: skip
def test_mended(text, place, words, fixed):
    transcript = read(text)
    (problem,) = transcript.problems
    assert words in problem.message
    assert text[problem.span.start : problem.span.end] == place
    assert mended(text, transcript.problems) == fixed
    assert read(fixed).problems == ()


@pytest.mark.parametrize(
    "text, place, words",
    [
        ('-> {"a": }', ":", "put a value"),
        ('-> {"a"}', '"a"', "put a ':' and a value"),
        ('-> {"a": 01}', "01", "no JSON number"),
        ('-> {"a": .5}', ".5", "no JSON number"),
        ('-> {"a": 0x1f}', "0x1f", "no JSON number"),
        ('-> {"a": NaN}', "NaN", "no JSON value"),
        ('-> {"a": some words, "b": 1}', "some words", "no JSON value"),
        ('-> {"a": "\\x41"}', "\\x", "no escape"),
        ('-> {"a": "\\u12"}', "\\u12", "no escape"),
        ('-> {"a": 1, "a": 2}', '"a"', "twice"),
        ('-> {"a": 1}\'', "'", "the message has ended"),
        ('-> {"a": 1} and so on', "and so on", "the message has ended"),
        ('-> {"a": "b}', '"b}', "close this string"),
        ('-> {"a: 1, "b": 2}', "b", "double quote"),
        ('-> {a": "b"}', "a", "double quote"),
        ('-> {"a": "b": 1}}', '"b"', "put a '{'"),
        ('-> {"a": {1, 2]}', "{", "write '['"),
        ('-> {"a": ["b": 1}}', "[", "write '{'"),
        ('-> {"a":\n"b", "c"]}', ":", "put a '['"),
        ('-> {"a": [1, "b": 2}', '"b"', "put a ']'"),
        ('-> {"a": 1, 2}', "2", "no name"),
        ('-> {{"a": 1}}', "{", "no name"),
        ("-> {:1}", ":", "put a name"),
        ("-> [1, 2]", "[", "a message is a JSON object"),
        ("-> data from the client", "data", "a message is a JSON object"),
        ('-> {"a": 1,', ",", "go on behind this ','"),
        ('-> {"a": 1, /* one */ "b": 2}', "/* one */", "no JSON"),
        ('-> {"a": 1 // one\n}', "// one", "no JSON"),
        ('-> {"a": none}', "none", "no JSON value"),
        ('-> {"a": 1 GiB}', "GiB", "no units"),
        ('-> {"a": "the "b" c"}', "b", "for a double quote inside"),
        ('-> {"a": 1 + 2}', "+", "write one value"),
        ("-> " + '{"a":' * 65, "{", "brackets are open"),
    ],
)
def test_told(text, place, words):
    transcript = read(text)
    (found,) = places(text, transcript.problems)
    assert found[0] == place
    assert words in found[1]


def test_the_rest_is_read():
    text = '-> {"execute": "a", "x": "y\n<- {"b": 1,}\n-> {"c": [}\n\nText.\n<- {"d" 2}'
    transcript = read(text)
    assert [plain(m.value) for m in transcript.messages] == [None, {"b": 1}, {"c": []}, {"d": 2}]
    assert [m.sound for m in transcript.messages] == [False, True, False, True]
    assert [m.command for m in transcript.messages] == ["a", None, None, None]
    assert len(transcript.problems) == 4


def test_places_in_the_file():
    text = '# Some text\n#\n# -> { "a": 1,\n#      "b" : [ 2 ] }\n# Since: 9.1'
    span = Span(text.index("->"), text.index("\n# Since"))
    (message,) = read_transcript(text, span).messages
    assert (message.start, message.end) == (span.start, span.end)
    assert isinstance(message.value, JsonObject)
    first, second = message.value.members
    assert [text[m.start : m.end] for m in (first, second)] == ['"a": 1', '"b" : [ 2 ]']
    assert text[second.value.start : second.value.end] == "[ 2 ]"


def test_nodes_can_be_stored():
    transcript = read('-> { "a": [ 1, "x", null, ..., { ... } ], "b": true }\n<- {,}')
    data = msgspec.msgpack.encode(transcript)
    assert msgspec.msgpack.decode(data, type=Transcript) == transcript


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=".…"), max_size=9)
"""Any text but for dots, which leave something out."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)  # fmt: skip


@given(st.dictionaries(TEXTS, JSON), st.sampled_from([None, 1]))
def test_all_json_is_read(value, indent):
    text = "-> " + json.dumps(value, indent=indent)
    transcript = read(text)
    assert transcript.problems == ()
    (message,) = transcript.messages
    assert plain(message.value) == value


FRAGMENTS = st.sampled_from(
    ['{', '}', '[', ']', ',', ':', '"a"', '"', "'b'", "'", '1', 'true', 'word', '...', '{ ... }',
     '->', '<-', '\n', '\n\n', '# ', '\\', '"execute"', '"a": ', '/*', '0x', '…', '\x01']
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=40))
def test_whatever_is_read(fragments):
    text = "-> {" + " ".join(fragments)
    transcript = read(text)
    for problem in transcript.problems:
        assert 0 <= problem.span.start < problem.span.end <= len(text) + 1
        assert problem.message
    starts = [message.start for message in transcript.messages]
    assert starts == sorted(starts)


@given(
    st.lists(
        st.sampled_from(
            [
                "=>",
                "> ",
                "::",
                ":",
                "->",
                "<-",
                "{",
                "}",
                "[",
                "]",
                ",",
                '"a"',
                "1",
                "...",
                "w",
                "'",
                "\n",
                "// c",
                "/*",
                "*/",
                ";",
                "=",
                "“a”",
                "\u00a0",
                "u",
                "\\",
            ]
        ),
        max_size=9,
    )
)
def test_no_order_of_tokens_is_too_much(tokens):
    read("".join(tokens))
    read(" ".join(tokens))
