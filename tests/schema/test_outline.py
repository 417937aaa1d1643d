"""Schemas in the order of their documentation."""

from __future__ import annotations

from qapidoc.schema.loader import load_schema
from qapidoc.schema.outline import Entry, Heading, ModuleStart, Text, levels, pieces


def outline(tmp_path, text, **modules):
    for name, content in {"root": text, **modules}.items():
        (tmp_path / f"{name}.json").write_text(content, encoding="utf-8")
    return load_schema(tmp_path / "root.json")


def shown(schema, path=None):
    for piece in pieces(schema, path):
        match piece:
            case ModuleStart(name):
                yield name.rpartition("/")[2]
            case Heading(text=text):
                yield f"{levels(schema)[piece.style]} {text}"
            case Text(name, lines):
                source = schema.source(name)
                yield " ".join(source.text[line.start : line.end] for line in lines).strip()
            case Entry(definition):
                yield f"@{definition.name}"


def test_modules_stand_where_they_are_first_included(tmp_path):
    schema = outline(
        tmp_path,
        "##\n# One.\n##\n{ 'include': 'a.json' }\n{ 'struct': 'S', 'data': {} }\n"
        "{ 'include': 'a.json' }\n##\n# Two.\n##\n",
        a="{ 'struct': 'A', 'data': {} }\n",
    )
    assert list(shown(schema)) == ["root.json", "One.", "a.json", "@A", "@S", "Two."]
    assert list(shown(schema, schema.definitions["A"].path)) == ["a.json", "@A"]


def test_headings(tmp_path):
    schema = outline(
        tmp_path,
        "##\n# ***\n# One\n# ***\n#\n# Text.\n#\n# Two\n# ===\n#\n# Three\n# -----\n##\n"
        "##\n# Four\n# ====\n# Text with\n# ----\n#\n# ----\n#\n# a\n# b\n##\n",
    )
    assert list(shown(schema)) == [
        "root.json",
        "1 One",
        "Text.",
        "2 Two",
        "3 Three",
        "2 Four",
        "2 Text with"[2:] + " ----  ----  a b",
    ]


def test_old_headings(tmp_path):
    schema = outline(tmp_path, "##\n# = One\n##\n##\n# == Two\n# Text.\n##\n")
    assert list(shown(schema)) == ["root.json", "1 One", "2 Two", "Text."]


def test_literal_text_has_no_headings(tmp_path):
    schema = outline(tmp_path, "##\n# So::\n#\n#     Not\n#     ===\n##\n")
    assert list(shown(schema)) == ["root.json", "So::  Not ==="]


def test_a_definition_that_is_defined_again_is_shown_once(tmp_path):
    schema = outline(
        tmp_path,
        "{ 'include': 'a.json' }\n{ 'struct': 'S', 'data': {} }\n",
        a="{ 'struct': 'S', 'data': {} }\n",
    )
    assert list(shown(schema)).count("@S") == 1
