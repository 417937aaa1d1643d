"""Text of schemas: what it may do, and where complaints about it point."""

from __future__ import annotations

import pytest
from docutils import nodes


def schema(text):
    comment = "\n".join(f"# {line}".rstrip() for line in text.splitlines())
    return f"##\n{comment}\n##\n"


@pytest.mark.parametrize(
    "text",
    [
        ".. raw:: html\n\n   <b>x</b>",
        ".. include:: secret.txt",
        ".. literalinclude:: secret.txt",
        ".. csv-table::\n   :file: secret.txt",
        ".. image:: https://example.org/x.png",
        ".. role:: html(raw)\n   :format: html",
        ".. qapi-doc:: schema.json",
        ".. no-such-thing:: x",
        ".. only:: html\n\n   x",
    ],
)
@pytest.mark.parametrize("outer", ["{}", ".. note:: Text.\n\n   {}"])
def test_directives_that_are_not_allowed_are_shown(project, render, text, outer):
    project.write("secret.txt", "SECRET")
    doctree, warnings = render(
        schema(outer.format(text.replace("\n", "\n" + " " * 3 * ("note" in outer))))
    )
    assert warnings == ""
    (block,) = doctree.findall(nodes.literal_block)
    assert block.astext().split("\n")[0] == text.split("\n")[0]
    assert "SECRET" not in doctree.astext()
    assert not list(doctree.findall(nodes.raw))


def test_roles_that_are_not_allowed_are_shown(render):
    doctree, warnings = render(schema("See :download:`schema.json` and :nope:`x`."))
    assert warnings == ""
    shown = [literal.astext() for literal in doctree.findall(nodes.literal)]
    assert shown == [":download:`schema.json`", ":nope:`x`"]


@pytest.mark.parametrize(
    "text",
    [
        "A `link <javascript:alert(1)>`__ here.",
        "A `link <JavaScript:alert(1)>`_ here.",
        "A `link <java\u200bscript:alert(1)>`__ here.",
        "A `link <data:text/html,x>`__ here.",
        "A link_ here.\n\n.. _link: javascript:alert(1)",
    ],
)
def test_links_do_nothing_but_lead_somewhere(render, text):
    doctree, _warnings = render(schema(text))
    assert "A link here." in doctree.astext()
    for node in doctree.findall(nodes.reference):
        assert node["refuri"] == "#"


def test_links_that_lead_somewhere_stay(render):
    doctree, warnings = render(schema("See https://qemu.org/ or `it <https://qemu.org/x>`__."))
    assert warnings == ""
    uris = [node["refuri"] for node in doctree.findall(nodes.reference)]
    assert uris == ["https://qemu.org/", "https://qemu.org/x"]


def test_references_that_lead_nowhere_are_text(render):
    doctree, warnings = render(
        schema("See `Nope`, @nope, :doc:`/nope`, :ref:`nope` and :qapi:event:`NOPE`.")
    )
    assert warnings == ""
    assert "See Nope, nope, /nope, nope and NOPE." in doctree.astext()


def test_nitpicky_complains_of_references_but_not_of_mentions(render):
    _doctree, warnings = render(schema("See `Nope` and @nope."), {"nitpicky": True})
    assert "qapi:text reference target not found: Nope" in warnings
    assert "nope\n" not in warnings


def test_complaints_point_into_the_schema(render):
    _doctree, warnings = render(
        "##\n# Fine.\n##\n\n##\n# @c:\n#\n# Fine.\n#\n# @a: not\n#     *fine\n##\n"
        "{ 'command': 'c', 'data': { 'a': 'int' } }\n"
    )
    assert "schema.json:10: WARNING: Inline emphasis start-string" in warnings


def test_settings_allow_more_directives(render):
    text = schema(".. container:: x\n\n   y")
    doctree, warnings = render(text, {"qapidoc_allowed_directives": ["container"]})
    assert warnings == ""
    (container,) = doctree.findall(nodes.container)
    assert container.astext() == "y"


def test_annotated_examples(render):
    doctree, warnings = render(
        schema(
            ".. qmp-example::\n   :annotated:\n   :title: Of `it`\n\n   First::\n\n"
            "     -> { }\n\n   Then more."
        )
    )
    assert warnings == ""
    (example,) = doctree.findall(
        lambda node: "qapi-example" in getattr(node, "attributes", {}).get("classes", ())
    )
    assert [child.astext() for child in example.children] == [
        "Example: Of it",
        "First:",
        "-> { }",
        "Then more.",
    ]
    assert example[2]["language"] == "QMP"


def test_literal_blocks_are_transcripts_if_they_have_arrows(render):
    doctree, _warnings = render(schema("One::\n\n  -> { }\n\nTwo::\n\n  x"))
    languages = [block["language"] for block in doctree.findall(nodes.literal_block)]
    assert languages == ["QMP", "none"]
