"""What a name on the wire is does not hang on the types that bring it about.

Each case has the schema of 9.0, that of 9.1 (which is that of 9.2, too), and dates.
"""

from __future__ import annotations

import pytest

from tests.history.making import dates_of, definitions_of, history_of, told

THERE = "-9.0"
NEW = "9.0-9.1"
UNCLEAR = "-9.1"
"""It may have been in 9.0, of which nothing is certain."""

GO = "{ 'command': 'go', 'data': { 'to': 'To' } }"
KIND = "{ 'enum': 'Kind', 'data': [ 'point', 'line' ] }"
POINT = "{ 'struct': 'Point', 'data': { 'x': 'int' } }"
LINE = "{ 'struct': 'Line', 'data': { 'y': 'int' } }"
TO = f"{KIND} {POINT} {LINE} {GO}"
INT = "'x': 'int'"


def struct(name: str, members: str, base: str = "") -> str:
    inherited = f"'base': '{base}', " if base else ""
    return f"{{ 'struct': '{name}', {inherited}'data': {{ {members} }} }}\n"


def union(members: str = "", branches: str = "'point': 'Point', 'line': 'Line'") -> str:
    more = f", {members}" if members else ""
    return (
        f"{{ 'union': 'To', 'base': {{ 'kind': 'Kind'{more} }}, 'discriminator': 'kind',"
        f" 'data': {{ {branches} }} }}\n"
    )


SIMPLE = "{ 'union': 'To', 'data': { 'point': 'Point', 'line': 'Line' } }\n"
WRAPPED = (
    union(branches="'point': 'PointWrapper', 'line': 'LineWrapper'").replace("'kind'", "'type'")
    + struct("PointWrapper", "'data': 'Point'")
    + struct("LineWrapper", "'data': 'Line'")
)
INNER = (
    "{ 'enum': 'Form', 'data': [ 'thin' ] }"
    "{ 'union': 'Line', 'base': { 'form': 'Form' }, 'discriminator': 'form',"
    "  'data': { 'thin': 'Thin' } }"
)

CASES = {
    # bases
    "into a base": (
        GO + struct("To", INT),
        GO + struct("To", "", "Base") + struct("Base", INT),
        {"Base.x": THERE},
    ),
    "out of a base": (
        GO + struct("To", "", "Base") + struct("Base", INT),
        GO + struct("To", INT),
        {"To.x": THERE},
    ),
    "into the base of a base": (
        GO + struct("To", INT, "Base") + struct("Base", ""),
        GO + struct("To", "", "Base") + struct("Base", "", "Lowest") + struct("Lowest", INT),
        {"Lowest.x": THERE},
    ),
    "new in a base": (
        GO + struct("To", "'y': 'int'"),
        GO + struct("To", "'y': 'int'", "Base") + struct("Base", INT),
        {"Base.x": NEW, "To.y": THERE},
    ),
    # branches
    "into a branch": (
        TO.replace(POINT, "") + struct("Point", "") + union(INT),
        TO + union(),
        {"Point.x": THERE},
    ),
    "from one branch to the base": (
        TO + union(),
        TO.replace(POINT, "") + struct("Point", "") + union(INT),
        {"To.x": THERE},
    ),
    "from all branches to the base": (
        TO.replace(LINE, struct("Line", INT)) + union(),
        TO.replace(LINE, "").replace(POINT, "")
        + struct("Line", "")
        + struct("Point", "")
        + union(INT),
        {"To.x": THERE},
    ),
    "from one branch to another": (
        TO + union(),
        TO.replace(LINE, struct("Line", "'y': 'int', 'x': 'int'")) + union(),
        {"Line.x": NEW, "Line.y": THERE, "Point.x": THERE},
    ),
    "another type for a branch": (
        TO + union(),
        TO + struct("Dot", "'x': 'int', 'z': 'int'") + union(branches="'point': 'Dot'"),
        {"Dot.x": THERE, "Dot.z": NEW},
    ),
    "a new branch of a known type": (
        TO + union(branches="'point': 'Point'"),
        TO.replace("'line'", "'line', 'dot'") + union(branches="'point': 'Point', 'dot': 'Point'"),
        {"Kind.dot": NEW},
    ),
    # types
    "renamed": (
        GO + struct("To", INT),
        GO.replace("'To'", "'Way'") + struct("Way", INT),
        {"Way.x": THERE},
    ),
    "split": (
        "{ 'command': 'go', 'data': { 'to': 'To', 'via': 'To' } }" + struct("To", INT),
        "{ 'command': 'go', 'data': { 'to': 'To', 'via': 'Via' } }"
        + struct("To", INT)
        + struct("Via", INT + ", 'z': 'int'"),
        {"Via.x": THERE, "Via.z": NEW},
    ),
    "swapped": (
        "{ 'command': 'go', 'data': { 'to': 'A', 'via': 'B' } }"
        + struct("A", INT)
        + struct("B", "'y': 'int'"),
        "{ 'command': 'go', 'data': { 'to': 'B', 'via': 'A' } }"
        + struct("B", INT)
        + struct("A", "'y': 'int'"),
        {"A.y": THERE, "B.x": THERE},
    ),
    "a known type at a new place": (
        "{ 'command': 'go' } { 'command': 'stay', 'data': 'To' }" + struct("To", INT),
        "{ 'command': 'go', 'data': { 'to': 'To' } }" + struct("To", INT),
        {"To.x": NEW, "go.to": NEW},
    ),
    "data becomes boxed": (
        "{ 'command': 'go', 'data': { 'x': 'int' } }",
        "{ 'command': 'go', 'data': 'Go', 'boxed': true }" + struct("Go", INT),
        {"Go.x": THERE},
    ),
    "data becomes a named type": (
        "{ 'command': 'go', 'data': { 'x': 'int' } }",
        "{ 'command': 'go', 'data': 'Go' }" + struct("Go", INT),
        {"Go.x": THERE},
    ),
    "an array becomes a single one": (
        GO.replace("'To'", "[ 'To' ]") + struct("To", INT),
        GO + struct("To", INT),
        {"To.x": THERE},
    ),
    "an alternate around a struct": (
        GO + struct("To", INT),
        GO + "{ 'alternate': 'To', 'data': { 'name': 'str', 'way': 'Way' } }" + struct("Way", INT),
        {"Way.x": THERE},
    ),
    # unions
    "a simple union becomes flat": (
        TO + SIMPLE,
        TO + WRAPPED,
        {"PointWrapper.data": THERE, "Point.x": THERE, "Line.y": THERE, "Kind.line": THERE},
    ),
    "a flat union without wrappers": (
        TO + SIMPLE,
        TO + union(),
        {"Point.x": NEW, "Line.y": NEW},
    ),
    "a union in a union": (
        TO + union(),
        TO.replace(LINE, INNER) + union() + struct("Thin", "'y': 'int', 'z': 'int'"),
        {"Point.x": THERE, "Line.form": NEW, "Form.thin": NEW, "Thin.z": UNCLEAR},
    ),
    "a new member in a union in a union": (
        TO.replace(LINE, INNER) + union() + struct("Thin", "'y': 'int'"),
        TO.replace(LINE, INNER) + union() + struct("Thin", "'y': 'int', 'z': 'int'"),
        {"Thin.y": THERE, "Thin.z": NEW},
    ),
    "a struct becomes a union": (
        TO + struct("To", INT),
        TO + union(),
        {"To.kind": NEW, "Point.x": UNCLEAR},
    ),
    # what was not told
    "a string becomes an enum": (
        GO.replace("'To'", "'str'"),
        GO.replace("'To'", "'Kind'") + KIND,
        {"Kind.line": UNCLEAR, "go.to": THERE},
    ),
    "a number becomes an enum": (
        GO.replace("'To'", "'int'"),
        GO.replace("'To'", "'Kind'") + KIND,
        {"Kind.line": NEW},
    ),
    "any becomes a type": (
        GO.replace("'To'", "'any'"),
        GO + struct("To", INT),
        {"To.x": UNCLEAR, "go.to": THERE},
    ),
    "** becomes a type": (
        "{ 'command': 'go', 'data': { 'to': '**' }, 'gen': false }",
        GO + struct("To", INT),
        {"To.x": UNCLEAR, "go.to": THERE},
    ),
    "code becomes generated": (
        "{ 'command': 'go', 'data': { 'to': 'int' }, 'gen': false }",
        "{ 'command': 'go', 'data': { 'to': 'int', 'via': 'int' } }",
        {"go.to": THERE, "go.via": UNCLEAR},
    ),
    "a type that nobody defines": (GO, GO + struct("To", INT), {"To.x": UNCLEAR}),
    # experiments
    "an argument without x-": (
        "{ 'command': 'go', 'data': { 'x-to': 'int' } }",
        "{ 'command': 'go', 'data': { 'to': 'int', 'via': 'int' } }",
        {"go.to": UNCLEAR, "go.via": NEW},
    ),
    "a value without x-": (
        GO + "{ 'enum': 'To', 'data': [ 'x-a' ] }",
        GO + "{ 'enum': 'To', 'data': [ 'a', 'b' ] }",
        {"To.a": UNCLEAR, "To.b": NEW},
    ),
    # loops
    "a type that leads to itself": (
        GO + struct("To", "'x': 'int', '*then': 'To'"),
        GO + struct("To", "'x': 'int', 'y': 'int', '*then': 'To'"),
        {"To.x": THERE, "To.y": NEW, "To.then": THERE},
    ),
    "types that lead to each other": (
        GO + struct("To", "'*then': 'Then'") + struct("Then", "'*to': 'To'"),
        GO + struct("To", "'*then': 'Then'") + struct("Then", "'*to': 'To', 'x': 'int'"),
        {"Then.x": NEW, "To.then": THERE},
    ),
    "a base that is its own": (
        GO + struct("To", INT, "To"),
        GO + struct("To", INT + ", 'y': 'int'", "To"),
        {"To.x": THERE, "To.y": NEW},
    ),
    # commands and events
    "the first argument": (
        "{ 'command': 'go' }",
        "{ 'command': 'go', 'data': { 'x': 'int' } }",
        {"go.x": NEW, "go": THERE},
    ),
    "a returned value": (
        "{ 'command': 'go' }",
        "{ 'command': 'go', 'returns': 'To' }" + struct("To", INT),
        {"To.x": NEW},
    ),
    "a new command": (
        "{ 'command': 'stay' }",
        "{ 'command': 'stay' } { 'command': 'go' }",
        {"go": NEW},
    ),
    "an event that was a command": ("{ 'command': 'GO' }", "{ 'event': 'GO' }", {"GO": NEW}),
    "data of an event": (
        "{ 'event': 'GONE', 'data': { 'x': 'int' } }",
        "{ 'event': 'GONE', 'data': 'Gone' }" + struct("Gone", INT + ", 'y': 'int'"),
        {"GONE": THERE, "Gone.x": THERE, "Gone.y": NEW},
    ),
    # features
    "a feature of a command": (
        "{ 'command': 'go' }",
        "{ 'command': 'go', 'features': [ 'fast' ] }",
        {"go!fast": NEW},
    ),
    "a feature of a type": (
        GO + struct("To", INT).replace(" }\n", ", 'features': [ 'fast' ] }\n"),
        GO + struct("To", INT).replace(" }\n", ", 'features': [ 'fast', 'quiet' ] }\n"),
        {"To!fast": THERE, "To!quiet": NEW},
    ),
}


@pytest.mark.parametrize("old, new, expected", CASES.values(), ids=CASES)
def test_identity(old, new, expected):
    dates = dates_of(history_of({"9.0": old, "9.1": new}), new)
    definitions = definitions_of(new)
    found = {name: told(dates, definitions, name) for name in expected}
    assert found == {name: {date} for name, date in expected.items()}, f"{old}\n---\n{new}"


def test_a_name_has_a_date_for_each_place_that_tells_another_one():
    old = "{ 'command': 'go', 'data': 'To' } { 'command': 'stay', 'data': { 'y': 'int' } }"
    new = "{ 'command': 'go', 'data': 'To' } { 'command': 'stay', 'data': 'Stay' }"
    old += struct("To", "", "Base") + struct("Base", INT)
    new += struct("To", "", "Base") + struct("Stay", "'y': 'int'", "Base") + struct("Base", INT)
    dates = dates_of(history_of({"9.0": old, "9.1": new}), new)
    assert told(dates, definitions_of(new), "Base.x") == {THERE, NEW}
