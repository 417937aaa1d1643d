"""Since when something is there: the forms in which texts say it."""

from __future__ import annotations

import pytest

from qapidoc.releases import Release
from qapidoc.schema.since import Form, Since, definition_since, section_since, sinces
from qapidoc.source import Source
from qapidoc.syntax.nodes import DocComment, SectionKind
from qapidoc.syntax.reader import read


def comment(*lines: str) -> tuple[Source, DocComment]:
    text = "".join(f"# {line}".rstrip() + "\n" for line in ("@Well:", "", *lines))
    source = Source("well.json", f"##\n{text}##\n")
    doc = read(source).items[0]
    assert isinstance(doc, DocComment)
    return source, doc


def said(*lines: str) -> list[tuple[Form, str, bool]]:
    """Give form, number and whether it dates of all sinces in a comment."""
    source, doc = comment(*lines)
    return [
        (since.form, source.slice(since.span), since.dates)
        for section in doc.sections
        for since in sinces(source, section)
    ]


@pytest.mark.parametrize(
    "text, form, number",
    [
        ("Since: 2.1", Form.TAG, "2.1"),
        ("Since: 2.1.0; more of it since 2.2", Form.TAG, "2.1.0"),
        ("Since:  0.14", Form.TAG, "0.14"),
        ("@x: text (since 2.1)", Form.PARENTHESIS, "2.1"),
        ("@x: text (Since: 2.12.1)", Form.PARENTHESIS, "2.12.1"),
        ("@x: text (since 2.1 )", Form.PARENTHESIS, "2.1"),
        ("@x: text (since QEMU 2.1)", Form.PARENTHESIS, "2.1"),
        ("@x: text (since v2.1)", Form.PARENTHESIS, "2.1"),
        ("@x: text (since:2.1)", Form.PARENTHESIS, "2.1"),
        ("@x: text (since 2.1; default: auto)", Form.PARENTHESIS, "2.1"),
        ("@x: text (default: auto, since 2.1)", Form.PARENTHESIS, "2.1"),
        ("@x: text (see (a) and b; since: 2.1)", Form.PARENTHESIS, "2.1"),
        ("@x: text.  Since 2.1.", Form.SENTENCE, "2.1"),
        ("@x: since 2.1", Form.SENTENCE, "2.1"),
        ("@x: text.  Since: 2.1", Form.SENTENCE, "2.1"),
    ],
)
def test_forms_that_date(text, form, number):
    assert (form, number, True) in said(text)


@pytest.mark.parametrize(
    "text, form",
    [
        ("@x: text (since 2.1 on s390x)", Form.PARENTHESIS),
        ("@x: text (Since 2.1 (`dig`), earlier (`drill`))", Form.PARENTHESIS),
        ("@x: may be zero since QEMU 2.1, if wanted", Form.PROSE),
        ("@x: deprecated since 2.1 in favour of @y", Form.PROSE),
        ("@x: text (testdev since 2.1)", Form.PROSE),
        ("- @y: ID of the PCI slot, since: 2.1", Form.PROSE),
        ("- @y: since 2.1", Form.ITEM),
        ("* 'y' since 2.1", Form.ITEM),
    ],
)
def test_forms_that_do_not_date(text, form):
    assert said(text) == [(form, "2.1", False)]


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("text (since 2.4, deprecated since 6.0)", ["2.4 dates", "6.0"]),
        ("text (deprecated since 6.0; since 2.4)", ["6.0", "2.4 dates"]),
        ("text (since 1.3; default changed in 4.0)", ["1.3 dates"]),
        ("text (default changed since 4.0) (since 1.3)", ["4.0", "1.3 dates"]),
        ("text (since 2.0, 'foo' added in 2.5)", ["2.0 dates"]),
        ("text (since 2.0, 'foo' since 2.5)", ["2.0 dates", "2.5"]),
        ("text (since 2.4 for pumps, 3.1 for ropes)", ["2.4", "3.1"]),
        ("text (since 2.4 for pumps, 3.1 for ropes, and 4.2 for lids), (3, 4.0 in)", [
            "2.4", "3.1", "4.2"
        ]),
        ("text (since 2.4 (`dig`), 3.1 (`drill`))", ["2.4", "3.1"]),
        ("text (since 4.0 -- since 3.0 on s390x --)", ["4.0", "3.0"]),
        ("text (since 2.4 on s390x)", ["2.4"]),
    ],
)  # fmt: skip
def test_two_versions(text, numbers):
    found = said(f"@x: {text}")
    assert [number + " dates" * dates for _, number, dates in found] == numbers


def test_the_first_and_the_last_paragraph_date():
    first, amid, last = "text (since 2.1)", "More (since 2.2).", "The end (since 2.3)."
    lines = (f"@x: {first}", "", f"    {amid}", "", f"    {last}")
    assert [(number, dates) for _, number, dates in said(*lines)] == [
        ("2.1", True), ("2.2", False), ("2.3", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, lead, padding",
    [
        ("@x: text (since: QEMU 2.1 )", "since: QEMU ", " "),
        ("@x: text (Since 2.1)", "Since ", ""),
        ("@x: text.  Since  2.1.", "Since  ", ""),
        ("Since:  2.1", "Since:  ", ""),
    ],
)
def test_how_it_is_written(text, lead, padding):
    source, doc = comment(text)
    (since,) = sinces(source, doc.sections[-1])
    assert (source.slice(since.lead), source.slice(since.padding)) == (lead, padding)


@pytest.mark.parametrize(
    "text",
    [
        "@x: text (since Linux 2.6)",
        "@x: text (since Linux 2.6.0-test4)",
        "@x: Linux has it since 2.6",
        "@x: in the kernel since 5.6",
        "@x: (kernel, since 5.6)",
        "@x: as defined since POSIX.1 of 2.1",
        "@x: since this applies, it is 2.1",
        "@x: seconds (since epoch)",
    ],
)
def test_sinces_of_something_else(text):
    assert said(text) == []


def test_literal_blocks_say_nothing():
    assert said("Text::", "", "    (since 2.1)", "", "Since: 2.2") == [(Form.TAG, "2.2", True)]


def test_broken_line():
    assert said("@x: text (since", "    2.1)") == [(Form.PARENTHESIS, "2.1", True)]
    assert said("@x: text is allowed", "    since 2.1") == [(Form.PROSE, "2.1", False)]
    assert said("@x: text", "    Since: 2.1") == [(Form.SENTENCE, "2.1", True)]


def only(source: Source, doc: DocComment) -> Since:
    section = next(s for s in doc.sections if s.kind is SectionKind.MEMBER)
    since = section_since(source, section)
    assert since is not None
    return since


@pytest.mark.parametrize(
    "text, rest",
    [
        ("text (since 2.1)", "text"),
        ("text  (since 2.1).", "text."),
        ("text (since 2.1; default: auto)", "text (default: auto)"),
        ("text (default: auto, since 2.1)", "text (default: auto)"),
        ("text (default: auto; since 2.1; or not)", "text (default: auto; or not)"),
        ("text.  Since 2.1.", "text."),
    ],
)
def test_what_to_cut(text, rest):
    source, doc = comment(f"@x: {text}")
    whole = only(source, doc).whole
    cut = source.text[: whole.start] + source.text[whole.end :]
    assert cut.splitlines()[3] == f"# @x: {rest}"


def test_cut_of_a_line_of_its_own():
    source, doc = comment("@x: text", "    (since 2.1)", "", "Since: 2.0")
    whole = only(source, doc).whole
    cut = source.text[: whole.start] + source.text[whole.end :]
    assert cut.splitlines()[3:5] == ["# @x: text", "#"]


def test_several_sinces_date_nothing():
    source, doc = comment("@x: text (since 2.1), or so (since 2.2)")
    assert section_since(source, doc.sections[-1]) is None


def test_definition_since():
    source, doc = comment("@x: text (since 2.1)", "", "Since: 2.0.0")
    since = definition_since(source, doc)
    assert since is not None
    assert since.release == Release(2, 0)
    assert definition_since(*comment("text")) is None
    assert definition_since(*comment("Since: banana")) is None
