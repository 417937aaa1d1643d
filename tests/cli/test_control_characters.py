"""Control characters and escape sequences in schemas are shown escaped, whatever is written."""

from __future__ import annotations

import json
import re

import pytest

CODES = "\x1b[31m\x9b2J\x1b]0;title\x07\x08\x7f\u202e\u2066\x85"
"""Colours, cursor movements, a window title, right-to-left text."""

UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

BAD = f"""\
##
# @greet:
#
# Say {CODES} hello.
#
# @na{CODES}me: the name
#
# Since: 9{CODES}
#
# .. qmp-example::
#
#     -> {{ "execute": "gr{CODES}eet", "arg{CODES}": "{CODES}" }}
##
{{ 'command': 'greet{CODES}', 'da{CODES}ta': {{ 'na{CODES}me': 's{CODES}tr' }}, 'if': '{CODES}' }}
{{ 'include': 'part{CODES}.json' }}
{{ 'pragma': {{ 'x{CODES}': true, 'documentation-exceptions': '{CODES}' }} }}
{{ 'struct': 'S{CODES}', 'features': [ '{CODES}' ], 'data': {{ 'a': 'S{CODES}' }} }}
{{ 'enum': 'E', 'data': [ '{CODES}', '{CODES}' ] }}
{CODES}
"""

ACCEPTED = f"""\
##
# Title {CODES}
# ======{"=" * len(CODES)}
##

##
# @greet:
#
# Say {CODES} hello.
#
# @name: the {CODES} name
#
# .. qmp-example::
#    :title: {CODES}
#
#     -> {{ "execute": "greet", "arguments": {{ "name": "{CODES}" }} }}
#     <- {{ "return": {{}} }}
#
# Literal text::
#
#     {CODES}
#
# TODO: {CODES}
#
# Since: 9.0
##
{{ 'command': 'greet', 'data': {{ 'name': 'str' }} }}
# {CODES}
"""

FILE = f"sch{CODES}ema.json"


def unfit(text: str) -> list[str]:
    """Give the lines with characters that a terminal might obey."""
    return [ascii(line) for line in text.split("\n") if UNFIT.search(line)]


@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_findings(call, tmp_path, form):
    (tmp_path / FILE).write_text(BAD, encoding="utf-8")
    result = call("lint", "--output-format", form, FILE)
    assert result.exit_code == 1
    assert unfit(result.stdout) == unfit(result.stderr) == []
    assert "\\x1b[31m\\x9b2J" in result.stdout or "\\u001b[31m\\u009b2J" in result.stdout
    if form == "json":
        document = json.loads(result.stdout)
        assert {finding["path"] for finding in document["findings"]} == {FILE}


@pytest.mark.parametrize("command", ["lint", "export --format model", "site -o site"])
def test_failures(call, command):
    result = call(*command.split(), FILE)
    assert result.exit_code == 2
    assert unfit(result.stdout) == unfit(result.stderr) == []
    assert "\\x1b[31m\\x9b2J" in result.stderr


@pytest.mark.parametrize(
    "options",
    [[], ["greet"], ["--complete"], ["--unjudged"], ["--format", "json"]],
    ids=" ".join,
)
def test_examples(call, tmp_path, options):
    for text in (BAD, ACCEPTED):
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        result = call("examples", FILE, *options)
        assert result.exit_code == (2 if text is BAD and options == ["greet"] else 0)
        assert unfit(result.stdout) == unfit(result.stderr) == []
        if "json" in options:
            assert CODES in strings(json.loads(result.stdout)) or text is BAD


@pytest.mark.parametrize("form", ["model", "json-schema", "introspection"])
def test_exports(call, tmp_path, form):
    (tmp_path / FILE).write_text(ACCEPTED, encoding="utf-8")
    result = call("export", "--format", form, FILE)
    assert result.exit_code == 0, result.stderr
    assert unfit(result.stdout) == []
    texts = strings(json.loads(result.stdout))
    assert form == "introspection" or any(f"Say {CODES} hello." in text for text in texts)


def strings(value: object) -> list[str]:
    match value:
        case dict():
            return [text for inner in value.values() for text in strings(inner)]
        case list():
            return [text for inner in value for text in strings(inner)]
        case str():
            return [value]
    return []


def test_site(call, tmp_path):
    (tmp_path / FILE).write_text(ACCEPTED, encoding="utf-8")
    result = call("site", FILE, "-o", "site")
    assert result.exit_code == 0, result.stderr
    assert unfit(result.stdout) == unfit(result.stderr) == []
    written = [path for path in (tmp_path / "site").rglob("*") if path.suffix in {".html", ".js"}]
    assert written
    for path in written:
        if "_static" not in path.parts:
            assert unfit(path.read_text(encoding="utf-8")) == [], path
    assert "\u241b[31m" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
