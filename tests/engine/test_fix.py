"""Fixes are applied in rounds, held against what they declare, and stopped if they never end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from qapidoc.config import Config
from qapidoc.engine.fix import ROUNDS, Fixed, fix
from qapidoc.engine.plan import make_plan
from qapidoc.engine.run import lint
from qapidoc.findings import WORDING, Aspect, Edit, Finding, Fix, Severity
from qapidoc.rules.rule import Context, Rule
from qapidoc.schema.workspace import Workspace
from qapidoc.source import Span

TEXT = """\
##
# @set-fan:
#
# Set the speed.
#
# @percent: share of the full speed
#
# Since: 9.1
##
{ 'command': 'set-fan', 'data': { 'percent': 'int' } }
"""


def rewriting(
    name: str,
    pattern: str,
    text: str,
    changes: frozenset[Aspect] = WORDING,
    *,
    safe: bool = True,
    elsewhere: str | None = None,
) -> Rule:
    """Make a rule that finds a pattern, and whose fix puts a text in its place."""

    def check(context: Context) -> Iterator[Finding]:
        for path, module in context.schema.modules.items():
            for match in re.finditer(pattern, module.source.text):
                span = Span(*match.span())
                edits = [Edit(path, span, text)]
                if elsewhere is not None:
                    edits.append(Edit(elsewhere, Span(0, 0), "# seen\n"))
                found = Fix(text, "safe" if safe else "unsafe", tuple(edits), changes)
                yield Finding(path, span, f"write {text}", fix=found)

    return Rule(name=name, code=name, severity=Severity.INFO, page=None, check=check)


@pytest.fixture
def fixing(tmp_path) -> Callable[..., Fixed]:
    def run(
        rules: Sequence[Rule],
        *paths: str,
        only: Sequence[str] | None = None,
        unsafe: bool = False,
        **texts: str,
    ) -> Fixed:
        for name, text in (texts or {"a": TEXT}).items():
            (tmp_path / f"{name}.json").write_text(text, encoding="utf-8", newline="")
        workspace, config = Workspace(tmp_path), Config()
        jobs = make_plan([tmp_path / path for path in paths or ("a.json",)], workspace, config).jobs
        before = {path: path.read_bytes() for path in tmp_path.iterdir()}
        fixed = fix(
            lambda edited: lint(jobs, rules, edited, config),
            jobs,
            workspace,
            config,
            unsafe=unsafe,
            only=None if only is None else [tmp_path / name for name in only],
        )
        assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}
        return fixed

    return run


def texts(fixed: Fixed) -> dict[str, str]:
    return {change.path: change.after.decode() for change in fixed.changes}


def told(fixed: Fixed) -> list[tuple[str, str]]:
    return [(refusal.finding.rule, refusal.reason) for refusal in fixed.refusals]


def test_nothing_to_fix(fixing):
    fixed = fixing([rewriting("none", "slowly", "fast")])
    assert (fixed.changes, fixed.applied, fixed.refusals, fixed.endless) == ((), 0, (), ())


def test_a_fix(fixing):
    fixed = fixing([rewriting("word", "Set the", "Change the")])
    assert texts(fixed) == {"a.json": TEXT.replace("Set the", "Change the")}
    assert (fixed.changes[0].before.decode(), fixed.applied) == (TEXT, 1)
    assert fixed.result.findings == ()
    assert fixed.result.sources["a.json"].text == texts(fixed)["a.json"]


def test_fixes_that_overlap_take_turns(fixing):
    rules = [
        rewriting("one", "Set the", "Put the"),
        rewriting("two", "(?<=t )the speed", "its speed"),
    ]
    fixed = fixing(rules)
    assert texts(fixed) == {"a.json": TEXT.replace("Set the speed", "Put its speed")}
    assert (fixed.applied, told(fixed)) == (2, [])


def test_insertions_at_one_place_take_turns(fixing):
    rules = [
        rewriting("one", r"(?<=# )(?=(two )?Set)", "one "),
        rewriting("two", r"(?<=# )(?=(one )?Set)", "two "),
    ]
    assert "# two one Set" in texts(fixing(rules))["a.json"]


def test_unsafe_fixes_are_counted_or_applied(fixing):
    rule = rewriting("guess", "Set the", "Change the", safe=False)
    fixed = fixing([rule])
    assert (fixed.changes, fixed.applied, fixed.unsafe) == ((), 0, 1)
    fixed = fixing([rule], unsafe=True)
    assert (len(fixed.changes), fixed.applied, fixed.unsafe) == (1, 1, 0)


def test_a_fix_that_changes_more_than_it_says_is_left_out_and_others_are_not(fixing):
    rules = [
        rewriting("good", "Set the", "Change the"),
        rewriting("guilty", "'int'", "'str'"),
        rewriting("fine", "full speed", "top speed"),
    ]
    fixed = fixing(rules)
    expected = TEXT.replace("Set the", "Change the").replace("full speed", "top speed")
    assert texts(fixed) == {"a.json": expected}
    assert told(fixed) == [("guilty", "would change definitions")]
    assert [finding.rule for finding in fixed.result.findings] == ["guilty"]


def test_what_one_fix_declares_does_not_cover_another(fixing):
    rules = [
        rewriting("type", "'int'", "'str'", frozenset({Aspect.DEFINITIONS})),
        rewriting("sly", "'set-fan'", "'set-fans'", frozenset()),
    ]
    assert [rule for rule, _ in told(fixing(rules))] == ["sly"]


def test_a_fix_that_leads_to_an_error_is_left_out(fixing):
    rule = rewriting("long", "Set the", "Set" + " again and again" * 5 + " the")
    fixed = fixing([rule])
    assert (fixed.changes, told(fixed)) == ((), [("long", "would lead to style-long-line")])


def test_a_fix_that_was_left_out_is_tried_again_after_others(fixing):
    longer = "Set" + " again and again" * 3 + " the"
    rules = [
        rewriting("long", "Set the", longer),
        rewriting("short", ", within a second", "", WORDING | {Aspect.SECTIONS}),
    ]
    fixed = fixing(rules, a=TEXT.replace("speed.", "speed, within a second.", 1))
    assert texts(fixed) == {"a.json": TEXT.replace("Set the", longer)}
    assert (fixed.applied, told(fixed)) == (2, [])


def test_a_fix_with_edits_that_overlap_is_left_out(fixing):
    def check(context: Context) -> Iterator[Finding]:
        edits = (Edit("a.json", Span(0, 2), ""), Edit("a.json", Span(1, 3), ""))
        yield Finding("a.json", Span(0, 1), "odd", fix=Fix("odd", "safe", edits))

    rule = Rule(name="odd", code="odd", severity=Severity.INFO, page=None, check=check)
    assert told(fixing([rule])) == [("odd", "has edits that overlap")]


def test_fixes_that_undo_each_other_are_undone_and_named(fixing):
    rules = [
        rewriting("there", "Set the", "Change the"),
        rewriting("back", "Change the", "Set the"),
        rewriting("other", "full speed", "top speed"),
    ]
    fixed = fixing(rules)
    assert texts(fixed) == {"a.json": TEXT.replace("full speed", "top speed")}
    assert set(fixed.endless) == {"there", "back"}


def test_a_fix_that_goes_on_for_ever_is_stopped_and_named(fixing):
    fixed = fixing([rewriting("more", "Set", "a Set")], a="##\n# Set\n##\n")
    assert (fixed.changes, fixed.applied, fixed.endless) == ((), 0, ("more",))


def test_a_fix_may_take_many_rounds(fixing):
    text = "##\n# " + "a" * (ROUNDS - 1) + "b\n##\n"
    fixed = fixing([rewriting("slow", "ab", "b")], a=text)
    assert texts(fixed) == {"a.json": "##\n# b\n##\n"}
    assert fixed.endless == ()


ROOT = "{ 'include': 'b.json' }\n" + TEXT
PART = "##\n# Set it.\n##\n"


@pytest.mark.parametrize(
    "paths, only, expected",
    [
        (["a.json"], None, {"a.json", "b.json"}),
        (["b.json"], None, {"b.json"}),
        (["a.json"], ["a.json"], {"a.json"}),
        (["a.json"], ["c.json"], set()),
    ],
)
def test_only_what_was_asked_for_is_edited(fixing, paths, only, expected):
    fixed = fixing([rewriting("word", "Set", "Put")], *paths, only=only, a=ROOT, b=PART)
    assert set(texts(fixed)) == expected


def test_a_fix_of_two_files_is_applied_as_a_whole_or_not_at_all(fixing):
    rule = rewriting("two", "Set it", "Put it", elsewhere="a.json")
    fixed = fixing([rule], "a.json", a=ROOT, b=PART)
    assert texts(fixed) == {"a.json": "# seen\n" + ROOT, "b.json": PART.replace("Set", "Put")}
    assert texts(fixing([rule], "b.json", a=ROOT, b=PART)) == {}


def test_a_file_outside_of_the_tree_is_never_edited(tmp_path):
    (tmp_path / "outside.json").write_text(PART, encoding="utf-8")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "VERSION").write_text("10.2.0", encoding="utf-8")
    (tree / "a.json").write_text("{ 'include': '../outside.json' }\n" + PART, encoding="utf-8")
    workspace, config = Workspace(tmp_path, outside=True), Config()
    jobs = make_plan([tree / "a.json"], workspace, config).jobs
    rules = [rewriting("word", "Set", "Put")]
    fixed = fix(lambda edited: lint(jobs, rules, edited, config), jobs, workspace, config)
    assert set(texts(fixed)) == {str(Path("tree", "a.json"))}
    assert [finding.path for finding in fixed.result.findings] == ["outside.json"]


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        TEXT.removesuffix("\n"),
        TEXT.replace("speed.", "spe\ted."),
    ],
)
def test_all_else_stays_as_it_is(fixing, text):
    fixed = fixing([rewriting("word", "Set the", "Change the")], a=text)
    assert texts(fixed) == {"a.json": text.replace("Set the", "Change the")}


def test_bytes_that_are_no_text_stay_as_they_are(tmp_path):
    data = b"\xef\xbb\xbf" + TEXT.encode().replace(b"speed.", b"sp\xe9\xff\xc3ed.")
    (tmp_path / "a.json").write_bytes(data)
    workspace, config = Workspace(tmp_path), Config()
    jobs = make_plan([tmp_path / "a.json"], workspace, config).jobs
    rules = [rewriting("word", "Set the", "Change the")]
    fixed = fix(lambda edited: lint(jobs, rules, edited, config), jobs, workspace, config)
    assert fixed.changes[0].after == data.replace(b"Set the", b"Change the")
