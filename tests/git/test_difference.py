"""What git writes about differences is read whatever the files are called and hold."""

from __future__ import annotations

import pytest

from qapidoc.git.difference import Change, Lines, read_difference, read_hunks

OLD = "1" * 40
NEW = "0" * 40


def record(status: str, *names: str, modes: str = "100644 100644") -> str:
    return f":{modes} {OLD} {NEW} {status}\0" + "".join(f"{name}\0" for name in names)


@pytest.mark.parametrize(
    "patch, lines",
    [
        ("", []),
        ("@@ -1 +1 @@\n-a\n+b\n", [(1, 2)]),
        ("@@ -0,0 +1,3 @@\n+a\n+b\n+c\n", [(1, 4)]),
        ("@@ -4,2 +3,0 @@ a title\n-a\n-b\n", [(4, 4)]),
        ("@@ -1,2 +0,0 @@\n-a\n-b\n", [(1, 1)]),
        ("@@ -1 +1 @@\n-a\n+b\n@@ -7,0 +8,2 @@\n+c\n+d\n", [(1, 2), (8, 10)]),
        ("@@ -2 +2 @@\n--- a/x\n+++ b/x\n@@ -9 +9 @@\n-x\n+y\n", [(2, 3), (9, 10)]),
        ("@@ -1 +1 @@\n-a\n+@@ -5 +5 @@\n@@ -9 +9 @@\n-x\n+y\n", [(1, 2), (9, 10)]),
        (
            "@@ -2 +2 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n",
            [(2, 3)],
        ),
        ("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n", [(1, 2)]),
        ("@@ -1 +1 @@\n-a\r\n+b\r\n", [(1, 2)]),
        ("@@ -1,2 +1,2 @@\n-a\n", [(1, 3)]),
    ],
)
def test_hunks(patch, lines):
    assert read_hunks(b"--- a/old\n+++ b/new\n" + patch.encode()) == tuple(
        Lines(*pair) for pair in lines
    )


@pytest.mark.parametrize(
    "header, name",
    [
        ("+++ b/plain.json", "plain.json"),
        ("+++ b/with blank.json\t", "with blank.json"),
        ("+++ b/b/b.json", "b/b.json"),
        ('+++ "b/say \\"hi\\".json"', 'say "hi".json'),
        ('+++ "b/line\\nbreak\\t.json"', "line\nbreak\t.json"),
        ('+++ "b/line\\nbreak .json"\t', "line\nbreak .json"),
        ('+++ "b/\\303\\266.json"', "ö.json"),
        ('+++ "b/\\377.json"', "\udcff.json"),
        ('+++ "b/back\\\\slash\\n.json"', "back\\slash\n.json"),
    ],
)
def test_names(header, name):
    output = record("M", name).encode("utf-8", "surrogateescape")
    output += f"\0diff --git ignored\n{header}\n@@ -3 +3 @@\n-a\n+b\n".encode()
    assert read_difference(output) == (Change(name, name, OLD, (Lines(3, 4),)),)


@pytest.mark.parametrize(
    "records, changes",
    [
        ("", []),
        (record("A", "n", modes="000000 100644"), [Change("n", None, None)]),
        (record("D", "o", modes="100644 000000"), [Change(None, "o", OLD)]),
        (record("R087", "o", "n"), [Change("n", "o", OLD)]),
        (record("M", "x", modes="100644 100755"), [Change("x", "x", OLD)]),
        (record("M", "sub", modes="160000 160000"), []),
        (record("T", "x", modes="100644 120000"), [Change(None, "x", OLD)]),
        (record("T", "x", modes="120000 100644"), [Change("x", None, None)]),
        (record("U", "x", modes="000000 000000") + record("M", "x"), [Change("x", "x", OLD)]),
    ],
)
def test_records(records, changes):
    assert read_difference(records.encode()) == tuple(changes)
