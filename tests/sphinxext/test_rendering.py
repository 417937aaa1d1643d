"""What readers see of a definition."""

from __future__ import annotations

import re

import pytest
from docutils import nodes
from sphinx import addnodes


def entry(doctree, name):
    """Give the entry of a definition."""
    return next(node for node in doctree.findall(addnodes.desc) if node[0].get("fullname") == name)


def text(doctree, name):
    return " ".join(entry(doctree, name).astext().split())


def terms(node):
    return [" ".join(term.astext().split()) for term in node.findall(nodes.term)]


def links(node):
    return [(ref["reftype"], ref["reftarget"]) for ref in node.findall(addnodes.pending_xref)]


@pytest.mark.parametrize(
    "name, head",
    [
        ("lamp-on", "command lamp-on, since 7.1, unstable, out-of-band, preconfig, if CONFIG_LAMP"),
        ("stop", "command stop, since 7.0, no reply"),
        ("STOP", "event STOP, since 7.0"),
        ("Thing", "struct Thing, since 7.0"),
        ("Lens", "union Lens, since 7.0"),
        ("LensOrName", "alternate LensOrName, since 7.0"),
        ("Colour", "enum Colour, since 7.0"),
    ],
)
def test_head(doctree, name, head):
    signature = entry(doctree, name)[0].astext().removesuffix("[source]")
    assert signature == head


def test_sections_are_the_headings(doctree):
    titles = [title.astext() for title in doctree.findall(nodes.title)]
    assert titles == ["Lights", "The lighthouse", "Parts", "Commands"]


def test_order_of_parts(doctree):
    shown = text(doctree, "lamp-on")
    parts = ["Light the", "Arguments", "Features", "Returns", "Errors", "Note", "Example: At dusk"]
    places = [shown.index(part) for part in parts if part != "Note"]
    assert places == sorted(places)
    assert "more lamps" not in shown


def test_members(doctree):
    assert terms(entry(doctree, "lamp-on")) == [
        "colour Colour",
        "bulbs [uint8], optional",
        "quietly boolean, optional, deprecated, if CONFIG_A and not CONFIG_B",
        "unstable",
        "blinking, if CONFIG_BLINK",
        "deprecated of quietly",
    ]


def test_values(doctree):
    assert terms(entry(doctree, "Colour")) == ["red", "green, if CONFIG_GREEN"]
    assert terms(entry(doctree, "LensKind")) == ["plain", "fresnel"]


def test_alternatives(doctree):
    assert terms(entry(doctree, "LensOrName")) == ["lens Lens", "name string"]


def test_types_are_links(doctree):
    assert ("type", "Colour") in links(entry(doctree, "lamp-on"))
    assert ("type", "Lens") in links(entry(doctree, "LensOrName"))


def test_inherited_members_are_there_with_the_gist_of_their_texts(doctree):
    union = entry(doctree, "Lens")
    assert "from LensBase kind LensKind kind of lens from Thing name string" in text(
        doctree, "Lens"
    )
    assert ("member", "Thing.name") in links(union)
    assert ("member", "LensBase.kind") in links(union)


def test_a_text_that_begins_with_a_list_has_no_gist(render):
    doctree, warnings = render(
        "##\n# @B:\n#\n# @b:\n#     - one\n#     - two\n##\n"
        "{ 'struct': 'B', 'data': { 'b': 'int' } }\n"
        "{ 'struct': 'S', 'base': 'B', 'data': {} }\n"
    )
    assert warnings == ""
    assert text(doctree, "S") == "struct S Members from B b int"


def test_branches_have_their_members(doctree):
    shown = "When kind is fresnel: FresnelLens, if CONFIG_FRESNEL rings int number of rings"
    assert shown in text(doctree, "Lens")
    assert shown in text(doctree, "lens-set")


def test_arguments_that_are_a_type(doctree):
    assert "Arguments from LensBase kind LensKind kind of lens" in text(doctree, "lens-set")


def test_members_are_copied_one_level_deep(render):
    doctree, warnings = render(
        "{ 'enum': 'E', 'data': [ 'one', 'two', 'none' ] }\n"
        "{ 'struct': 'Base', 'base': 'Root', 'data': { 'e': 'E' } }\n"
        "{ 'struct': 'Root', 'base': 'Base', 'data': { 'r': 'Root' } }\n"
        "{ 'union': 'U', 'base': { 'd': 'E' }, 'discriminator': 'd',\n"
        "  'data': { 'one': 'V', 'two': 'Root', 'none': 'Nope' } }\n"
        "{ 'union': 'V', 'base': { 'w': 'E' }, 'discriminator': 'w', 'data': { 'one': 'U' } }\n"
        "{ 'event': 'HIT', 'boxed': true, 'data': 'U' }\n"
    )
    assert warnings == ""
    copies = "When d is one: V w E More depend on w two: Root r Root e E none: Nope"
    assert text(doctree, "U") == f"union U Members d E, discriminator {copies}"
    assert text(doctree, "HIT") == f"event HIT Data from U d E {copies}"


def test_returns(doctree):
    assert "Returns int: how bright it is" in text(doctree, "lamp-on")


def test_names_in_text(doctree):
    command = entry(doctree, "lamp-on")
    assert links(command)[:2] == [("any", "lamp-on.colour"), ("mention", "nothing")]
    assert "nobody@example.org" in text(doctree, "lamp-on")
    described = next(command.findall(nodes.definition))
    assert links(described) == [("mention", "Colour")]
    assert ("any", "LensBase.kind") in links(entry(doctree, "Lens"))


def test_names_that_mean_nothing_stay_text(page):
    assert re.search(r'<code class="qapi-mention[^>]*><span class="pre">nothing</span>', page)


def test_names_in_prose(doctree, page):
    assert links(doctree)[:3] == [("text", "lamp-on"), ("mention", "STOP"), ("text", "qapi-index")]
    assert '<a class="reference internal" href="qapi-index.html">' in page


def test_example(doctree):
    (block,) = entry(doctree, "lamp-on").findall(nodes.literal_block)
    assert block["language"] == "QMP"
    assert block.astext().startswith('-> { "execute"')


def test_link_to_the_source(page):
    assert 'href="https://example.org/parts.json#L19"' in page


def test_nodes_know_their_lines(doctree):
    node = entry(doctree, "Thing")
    assert (node.source or "").endswith("parts.json")
    described = next(node.findall(nodes.definition))[0]
    assert (described.source, described.line) == (node.source, node[0].line - 4)


def test_general_index(doctree):
    entries = [e for node in doctree.findall(addnodes.index) for e in node["entries"]]
    assert ("single", "STOP (L event)", "qapi-L-STOP", "", None) in entries


def test_modules_are_listed(lighthouse):
    table = next(lighthouse.env.get_doctree("refs").findall(nodes.table))
    rows = [[cell.astext() for cell in row] for row in table.findall(nodes.row)]
    assert rows == [["Module", "Commands", "Events", "Types"], ["Parts", "", "", "7"]]


# --- schemas that lack something -----------------------------------------------------------


def test_undocumented(render):
    doctree, warnings = render(
        "{ 'struct': 'S', 'data': { 'a': 'Nope', '*b': [ 'str' ] } }\n"
        "{ 'command': 'c', 'data': { 'x': 'S' }, 'returns': 'S' }\n"
    )
    assert warnings == ""
    assert text(doctree, "S") == "struct S Members a Nope b [string], optional"
    assert text(doctree, "c") == "command c Arguments x S Returns S"


def test_old_notations(render):
    doctree, warnings = render(
        "##\n# @U:\n#\n# @a: one (since 1.0)\n##\n"
        "{ 'union': 'U', 'data': { 'a': 'int' } }\n"
        "##\n# @c:\n#\n# Text, *badly\n#   indented.\n#\n# Note: mind ``this\n#\n# Example:\n#\n"
        '# -> { "execute": "c" }\n#      ...\n##\n'
        "{ 'command': 'c' }\n"
    )
    assert warnings == ""
    assert text(doctree, "U") == (
        "union U Branches On the wire, “type” names the branch, and “data” is what it holds."
        " a int, since 1.0 one"
    )
    command = entry(doctree, "c")
    assert [block["language"] for block in command.findall(nodes.literal_block)] == ["QMP"]
    assert next(command.findall(nodes.note)).astext() == "mind ``this"


def test_what_is_described_but_not_there_is_not_lost(render):
    doctree, warnings = render(
        "{ 'struct': 'B', 'data': { 'b': 'int' } }\n"
        "##\n# @S:\n#\n# @a: one\n#\n# @b: of the base\n#\n# @c: three\n##\n"
        "{ 'struct': 'S', 'base': 'B', 'data': { 'a': 'int' } }\n"
    )
    assert warnings == ""
    assert text(doctree, "S") == ("struct S Members a int one b int of the base c three from B")


def test_one_module(project):
    project.write("s.json", "{ 'include': 'm.json' }\n{ 'struct': 'S', 'data': {} }\n")
    project.write("m.json", "##\n# = One\n##\n##\n# == Two\n##\n{ 'struct': 'M', 'data': {} }\n")
    project.write("index.rst", ".. qapi-doc:: s.json\n   :module: m\n")
    app, warnings = project.build("dummy")
    assert warnings == ""
    doctree = app.env.get_doctree("index")
    assert [title.astext() for title in doctree.findall(nodes.title)] == ["One", "Two"]
    assert [node[0]["fullname"] for node in doctree.findall(addnodes.desc)] == ["M"]
    assert app.env.titles["index"].astext() == "One"


@pytest.mark.parametrize(
    "directive, message",
    [
        (".. qapi-doc:: nope.json", "there is no schema nope.json"),
        (
            ".. qapi-doc:: s.json\n   :module: nope",
            "the schema has no module nope; its modules are: s",
        ),
        (".. qapi-doc:: s.json\n   :definition: Nope", "the schema does not define Nope"),
        (
            ".. qapi-doc:: s.json\n   :definition: Lamb",
            "the schema does not define Lamb; did you mean 'Lamp'?",
        ),
        (
            ".. qapi-doc:: s.json\n   :overview:",
            ":overview: says more of :module:, which is not there",
        ),
        (
            ".. qapi-modules:: s.json\n   :namespace: a b",
            "a namespace is one word without a colon, and not 'a b'",
        ),
        (".. qapi-doc:: s.json\n   :namespace: a:b", "and not 'a:b'"),
        (".. qapi-doc:: s.json\n   :namespace:", "and not ''"),
        (
            ".. qapi-doc:: s.json\n   :module: s\n   :split: module",
            ":split: and :module: do not go together; leave out one of them",
        ),
    ],
)
def test_what_authors_get_wrong_is_told(project, directive, message):
    project.write("s.json", "{ 'struct': 'Lamp', 'data': {} }\n")
    project.write("index.rst", f"Test\n====\n\n{directive}\n")
    _app, warnings = project.build("dummy")
    assert message in warnings
    assert "index.rst:4: ERROR" in warnings


def test_two_descriptions_need_two_namespaces(project):
    project.write("s.json", "{ 'struct': 'S', 'data': { 'a': 'int' } }\n")
    project.write(
        "index.rst",
        "Test\n====\n\n.. qapi-doc:: s.json\n\n.. qapi-doc:: s.json\n   :namespace: Other\n\n"
        ".. qapi-doc:: s.json\n",
    )
    _app, warnings = project.build("dummy")
    assert "S is described in index already; give one of them another :namespace:" in warnings
    assert "Other" not in warnings
