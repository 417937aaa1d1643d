"""The model as JSON: what is in it, and that its description fits."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from qapidoc.export.model import export
from qapidoc.export.options import Options
from qapidoc.releases import Release, parse_version_file
from qapidoc.schema.loader import load_schema
from qapidoc.schema.model import BUILTIN_TYPES, Kind, Schema
from qapidoc.schema.workspace import Workspace
from qapidoc.syntax.nodes import DocComment
from tests.generated.definitions import Expression, name_of
from tests.generated.files import Generated, schemas

Json = dict[str, Any]

ROOT = "fans.json"
NEW = Release(10, 2)


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))


@pytest.fixture
def exported(tmp_path):
    """Export a schema from the text of its root; further files are named by their paths."""

    def make(text: str, target: Release = NEW, **files: str) -> Json:
        write(tmp_path, {ROOT: text, **files})
        return export(load_schema(tmp_path / ROOT, Workspace(tmp_path)), Options(target))

    return make


@pytest.fixture(scope="module")
def description(checkout) -> Json:
    """The JSON Schema of the manual."""
    path = checkout / "docs" / "model.schema.json"
    schema: Json = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


@pytest.fixture(scope="module")
def validator(description) -> Draft202012Validator:
    return Draft202012Validator(description)


@pytest.fixture(scope="module")
def strict(description) -> Callable[[Json], None]:
    """Fail on a document that does not fit, or has a key that is not described."""
    schema = copy.deepcopy(description)
    for part in objects(schema):
        part["unevaluatedProperties"] = False
    del schema["$defs"]["place"]["unevaluatedProperties"]  # to which others add
    strict = Draft202012Validator(schema)

    def check(document: Json) -> None:
        error = next(strict.iter_errors(document), None)
        if error is not None:
            pytest.fail(f"{document['root']}: {error.json_path}: {error.message}", pytrace=False)

    return check


def objects(schema: Any) -> Iterator[Json]:
    """Give the parts of a JSON Schema that describe objects."""
    match schema:
        case dict():
            if schema.get("type") == "object":
                yield schema
            for inner in schema.values():
                yield from objects(inner)
        case list():
            for inner in schema:
                yield from objects(inner)


# --- what is in it ---------------------------------------------------------------------------

FANS = """\
{ 'pragma': { 'doc-required': false,
              'command-returns-exceptions': [ 'spin', 'count' ] } }
{ 'include': 'parts/blades.json' }

##
# Fans turn.
##

##
# @spin:
#
# Turn a fan.
#
# @speed: how fast,
#     in turns (since 8.2)
#
# Features:
#
# @unstable: may change
#
# Returns:
#     how fast it was
#
# Since: 7.1
##
{ 'command': 'spin',
  'data': { '*speed': { 'type': [ 'uint8' ], 'if': { 'not': 'CONFIG_SLOW' },
                        'features': [ { 'name': 'deprecated', 'if': 'CONFIG_OLD' } ] } },
  'returns': 'int',
  'features': [ 'unstable' ],
  'if': { 'all': [ 'A', { 'any': [ 'B', 'C' ] } ] } }
"""
BLADES = "{ 'struct': 'Blade', 'data': { 'angle': 'number' } }\n"


def test_everything_is_there(exported, strict):
    document = exported(FANS, **{"parts/blades.json": BLADES})
    strict(document)
    builtins = document.pop("builtins")
    assert document == {
        "version": 1,
        "target": "10.2",
        "root": "fans.json",
        "pragma": {
            "doc_required": False,
            "command_name_exceptions": [],
            "command_returns_exceptions": ["count", "spin"],
            "documentation_exceptions": [],
            "member_name_exceptions": [],
        },
        "modules": [
            {
                "path": "fans.json",
                "includes": [
                    {
                        "name": "parts/blades.json",
                        "line": 3,
                        "column": 14,
                        "path": "parts/blades.json",
                    }
                ],
                "comments": [
                    {
                        "symbol": None,
                        "line": 5,
                        "column": 1,
                        "since": None,
                        "sections": [section("text", None, 6, "Fans turn.", (6, 3))],
                    }
                ],
            },
            {"path": "parts/blades.json", "includes": [], "comments": []},
        ],
        "definitions": [
            {
                "kind": "command",
                "name": "spin",
                "module": "fans.json",
                "line": 26,
                "column": 15,
                "condition": {"all": [{"name": "A"}, {"any": [{"name": "B"}, {"name": "C"}]}]},
                "features": [{"name": "unstable", "line": 30, "column": 18, "condition": None}],
                "data": None,
                "members": [
                    {
                        "name": "speed",
                        "line": 27,
                        "column": 15,
                        "type": {"name": "uint8", "array": True},
                        "optional": True,
                        "condition": {"not": {"name": "CONFIG_SLOW"}},
                        "features": [
                            {
                                "name": "deprecated",
                                "line": 28,
                                "column": 50,
                                "condition": {"name": "CONFIG_OLD"},
                            }
                        ],
                    }
                ],
                "boxed": False,
                "returns": {"name": "int", "array": False},
                "gen": True,
                "success_response": True,
                "allow_oob": False,
                "allow_preconfig": False,
                "coroutine": False,
                "doc": {
                    "symbol": "spin",
                    "line": 9,
                    "column": 1,
                    "since": "7.1",
                    "sections": [
                        section("overview", None, 12, "Turn a fan.", (12, 3)),
                        section(
                            "member",
                            "speed",
                            14,
                            "how fast,\nin turns (since 8.2)",
                            (14, 11),
                            indent=4,
                            since="8.2",
                        ),
                        section("feature", "unstable", 19, "may change", (19, 14)),
                        section("tag", "Returns", 21, "how fast it was", (22, 7), indent=4),
                        section("tag", "Since", 24, "7.1", (24, 10)),
                    ],
                },
            },
            {
                "kind": "struct",
                "name": "Blade",
                "module": "parts/blades.json",
                "line": 1,
                "column": 14,
                "condition": None,
                "features": [],
                "base": None,
                "members": [
                    {
                        "name": "angle",
                        "line": 1,
                        "column": 33,
                        "type": {"name": "number", "array": False},
                        "optional": False,
                        "condition": None,
                        "features": [],
                    }
                ],
                "doc": None,
            },
        ],
    }
    assert {"name": "size", "json_type": "int"} in builtins
    assert [builtin["name"] for builtin in builtins] == list(BUILTIN_TYPES)
    (qtype,) = (builtin for builtin in builtins if "values" in builtin)
    assert (qtype["name"], qtype["values"][:2]) == ("QType", ["none", "qnull"])


def section(
    kind: str,
    name: str | None,
    line: int,
    text: str,
    at: tuple[int, int],
    *,
    indent: int = 0,
    since: str | None = None,
) -> Json:
    return {
        "kind": kind,
        "name": name,
        "line": line,
        "column": 3,
        "since": since,
        "text": text,
        "text_place": {"line": at[0], "column": at[1]},
        "indent": indent,
    }


INT = {"name": "int", "array": False}
LEAF = {"name": "Leaf", "array": False}


def brief(value: Any) -> Any:
    """Leave out places, and conditions and features that are not there."""
    match value:
        case dict():
            dull = {"line", "column", "text_place"}
            return {
                key: brief(inner)
                for key, inner in value.items()
                if key not in dull and (inner or key not in {"condition", "features"})
            }
        case list():
            return [brief(inner) for inner in value]
        case _:
            return value


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "{ 'enum': 'E', 'prefix': 'EE', 'data': [ 'a', { 'name': 'b', 'if': 'B' } ] }",
            {"prefix": "EE", "values": [{"name": "a"}, {"name": "b", "condition": {"name": "B"}}]},
            id="enum",
        ),
        pytest.param(
            "{ 'struct': 'S', 'base': 'Leaf', 'data': {} }",
            {"base": "Leaf", "members": []},
            id="struct",
        ),
        pytest.param(
            "{ 'union': 'U', 'base': { 'kind': 'Few' }, 'discriminator': 'kind',"
            " 'data': { 'one': { 'type': 'Leaf', 'if': 'ONE' } } }",
            {
                "base": None,
                "base_members": [
                    {"name": "kind", "type": {"name": "Few", "array": False}, "optional": False}
                ],
                "discriminator": "kind",
                "simple": False,
                "branches": [{"name": "one", "type": LEAF, "condition": {"name": "ONE"}}],
            },
            id="union with an inline base",
        ),
        pytest.param(
            "{ 'union': 'U', 'base': 'Base', 'discriminator': 'kind', 'data': { 'one': 'Leaf' } }",
            {
                "base": "Base",
                "base_members": None,
                "discriminator": "kind",
                "simple": False,
                "branches": [{"name": "one", "type": LEAF}],
            },
            id="union with a named base",
        ),
        pytest.param(
            "{ 'union': 'U', 'data': { 'one': [ 'int' ] } }",
            {
                "base": None,
                "base_members": None,
                "discriminator": None,
                "simple": True,
                "branches": [{"name": "one", "type": INT | {"array": True}}],
            },
            id="simple union",
        ),
        pytest.param(
            "{ 'alternate': 'A', 'data': { 'n': 'int', 's': 'Leaf' } }",
            {"branches": [{"name": "n", "type": INT}, {"name": "s", "type": LEAF}]},
            id="alternate",
        ),
        pytest.param(
            "{ 'command': 'c', 'data': 'Leaf', 'boxed': true, 'gen': false,"
            " 'success-response': false, 'allow-oob': true, 'allow-preconfig': true }",
            {
                "data": "Leaf",
                "members": [],
                "boxed": True,
                "returns": None,
                "gen": False,
                "success_response": False,
                "allow_oob": True,
                "allow_preconfig": True,
                "coroutine": False,
            },
            id="command",
        ),
        pytest.param(
            "{ 'event': 'E', 'data': { 'a': 'int' } }",
            {
                "data": None,
                "members": [{"name": "a", "type": INT, "optional": False}],
                "boxed": False,
            },
            id="event",
        ),
        pytest.param(
            "{ 'type': 'T', 'data': { 'a': { 'b': 'int', '*c': 'Leaf' } } }",
            {
                "base": None,
                "members": [
                    {
                        "name": "a",
                        "type": {
                            "members": [
                                {"name": "b", "type": INT, "optional": False},
                                {"name": "c", "type": LEAF, "optional": True},
                            ]
                        },
                        "optional": False,
                    }
                ],
            },
            id="struct without a name",
        ),
    ],
)
def test_what_kinds_have(exported, strict, text, expected):
    document = exported(
        f"{text}\n"
        "{ 'enum': 'Few', 'data': [ 'one', 'two' ] }\n"
        "{ 'struct': 'Base', 'data': { 'kind': 'Few' } }\n"
        "{ 'struct': 'Leaf', 'data': {} }\n"
    )
    strict(document)
    found = brief(document["definitions"][0])
    common = {"kind", "name", "module", "doc"}
    assert {key: value for key, value in found.items() if key not in common} == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("'A'", {"name": "A"}),
        ("{ 'not': { 'not': 'A' } }", {"not": {"not": {"name": "A"}}}),
        ("{ 'any': [ 'A' ] }", {"any": [{"name": "A"}]}),
        ("'defined(A)'", {"text": "defined(A)"}),
        ("[ 'defined(A)', 'B' ]", {"all": [{"text": "defined(A)"}, {"name": "B"}]}),
    ],
)
def test_conditions(exported, strict, text, expected):
    document = exported(f"{{ 'event': 'GO', 'if': {text} }}\n", Release(5, 2))
    strict(document)
    assert document["definitions"][0]["condition"] == expected


def sections(document: Json) -> list[tuple[str, str | None, str]]:
    """Give kind, name and text of the sections of the first definition."""
    return [
        (s["kind"], s["name"], s["text"]) for s in document["definitions"][0]["doc"]["sections"]
    ]


def documented(*lines: str) -> str:
    comment = "".join(f"# {line}".rstrip() + "\n" for line in ("@GO:", "", *lines))
    return f"##\n{comment}##\n{{ 'event': 'GO' }}\n"


def test_text_is_without_indentation_and_blank_lines_at_its_ends(exported):
    lines = ["@a:", "", "     one", "", "       two", "     three", "", "Note: x", "       y"]
    assert sections(exported(documented(*lines), Release(7, 2))) == [
        ("member", "a", "one\n\n  two\nthree"),
        ("tag", "Note", "x\ny"),
    ]


def test_comments_are_as_the_target_reads_them(exported):
    text = documented("Go.", "Errors: none", "", "Since 2.0")
    expected = {
        Release(2, 8): [("overview", None, "Go.\nErrors: none"), ("tag", "Since", "2.0")],
        Release(7, 2): [("overview", None, "Go.\nErrors: none\n\nSince 2.0")],
        NEW: [("overview", None, "Go.\nErrors: none\n\nSince 2.0")],
    }
    assert {target: sections(exported(text, target)) for target in expected} == expected
    assert exported(text)["definitions"][0]["doc"]["since"] == "2.0"


def test_the_line_above_features_is_no_section(exported):
    assert sections(exported(documented("Features:", "", "@a: x", "", "y"))) == [
        ("feature", "a", "x"),
        ("text", None, "y"),
    ]


def test_a_section_without_text_has_no_place_of_it(exported, strict):
    document = exported(documented("@a:"))
    strict(document)
    (found,) = document["definitions"][0]["doc"]["sections"]
    assert (found["text"], found["text_place"], found["indent"]) == ("", None, 0)


def test_comments_of_nothing_are_kept(exported):
    document = exported("##\n# @Gone:\n#\n# Away.\n##\n\n##\n# Free.\n##\n")
    (module,) = document["modules"]
    assert [c["symbol"] for c in module["comments"]] == ["Gone", None]
    assert [c["sections"][0]["kind"] for c in module["comments"]] == ["overview", "text"]


def test_includes_that_cannot_be_read_have_no_path(exported, strict):
    document = exported("{ 'include': 'gone.json' }\n")
    strict(document)
    assert [include["path"] for include in document["modules"][0]["includes"]] == [None]


def test_bad_bytes_do_not_break_it(exported, strict):
    document = exported(documented("G\udcffo.", "@\udcff: x") + "{ 'struct': 'A\udcff', 'data': {}")
    json.dumps(document, ensure_ascii=False).encode()
    strict(document)


def test_equal_schemas_have_equal_exports(exported):
    first, second = (json.dumps(exported(FANS, **{"parts/blades.json": BLADES})) for _ in range(2))
    assert first == second


# --- the description is not content with anything ----------------------------------------------


def without_a_key(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Give copies of a JSON value, in each of which one key of an object is not there."""
    match value:
        case list():
            for index, item in enumerate(value):
                for inner, changed in without_a_key(item, f"{place}[{index}]"):
                    yield inner, [*value[:index], changed, *value[index + 1 :]]
        case dict():
            for key, item in value.items():
                yield f"{place}.{key}", {k: v for k, v in value.items() if k != key}
                for inner, changed in without_a_key(item, f"{place}.{key}"):
                    yield inner, value | {key: changed}


def test_each_key_is_required(exported, validator):
    document = exported(FANS, **{"parts/blades.json": BLADES})
    document["builtins"] = document["builtins"][:1]
    places = []
    for place, changed in without_a_key(document, ""):
        assert not validator.is_valid(changed), place
        places.append(place)
    assert len(places) > 100


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"target": "new"},
        {"root": ""},
        {"modules": []},
        {"definitions": [{}]},
        {"builtins": [{"name": "int", "json_type": "integer"}]},
    ],
)
def test_wrong_documents(exported, validator, change):
    assert not validator.is_valid(exported("{ 'event': 'GO' }\n") | change)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "type"},
        {"kind": "struct"},
        {"name": ""},
        {"line": 0},
        {"condition": {}},
        {"condition": {"name": "A", "not": {"name": "B"}}},
        {"condition": {"all": []}},
        {"condition": {"unless": "A"}},
        {"features": ["a"]},
        {"data": {"name": "A"}},
        {"members": [{"name": "a"}]},
        {"doc": "Text."},
    ],
)
def test_wrong_definitions(exported, validator, change):
    document = exported("{ 'event': 'GO' }\n")
    validator.validate(document)
    document["definitions"][0] |= change
    assert not validator.is_valid(document)


def test_what_is_not_described_is_found(exported, strict):
    document = exported("{ 'event': 'GO' }\n")
    document["definitions"][0]["colour"] = "red"
    with pytest.raises(pytest.fail.Exception, match="colour"):
        strict(document)


# --- generated schemas -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("generated")
    return path


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(files=schemas())
def test_generated_schemas(folder, strict, files: Generated):
    write(folder, files)
    schema = load_schema(folder / next(iter(files)), Workspace(folder))
    document = export(schema, Options(NEW))
    strict(document)
    assert json.loads(json.dumps(document)) == document
    meant = {name_of(expression): spelt_out(expression) for expression in files.expressions}
    assert {d["name"]: expression_of(d) for d in document["definitions"]} == meant


def expression_of(d: Json) -> Json:
    """Give the expression of an exported definition, with all that it may leave out."""
    found: Json = {d["kind"]: d["name"], **always_of(d)}
    match d["kind"]:
        case "enum":
            values = [{"name": value["name"], **always_of(value)} for value in d["values"]]
            return found | {"data": values, "prefix": d["prefix"]}
        case "struct":
            return found | {"base": d["base"], "data": members_of(d["members"])}
        case "union":
            inline = d["base_members"]
            return found | {
                "base": d["base"] if inline is None else members_of(inline),
                "discriminator": d["discriminator"],
                "data": members_of(d["branches"]),
            }
        case "alternate":
            return found | {"data": members_of(d["branches"])}
    found |= {"data": d["data"] or members_of(d["members"]), "boxed": d["boxed"]}
    if d["kind"] == "event":
        return found
    flags = {key: d[key.replace("-", "_")] for key in COMMAND_FLAGS}
    return found | {"returns": type_of(d["returns"])} | flags


COMMAND_FLAGS = {
    "gen": True,
    "success-response": True,
    "allow-oob": False,
    "allow-preconfig": False,
    "coroutine": False,
}


def members_of(members: list[Json]) -> Json:
    return {
        "*" * member.get("optional", False) + member["name"]: {
            "type": type_of(member["type"]),
            **always_of(member),
        }
        for member in members
    }


def type_of(ref: Json | None) -> str | list[str] | None:
    if ref is None:
        return None
    name: str = ref["name"]
    return [name] if ref["array"] else name


def always_of(part: Json) -> Json:
    features = [
        {"name": feature["name"], "if": condition_of(feature["condition"])}
        for feature in part.get("features", ())
    ]
    return {"if": condition_of(part["condition"]), "features": features}


def condition_of(condition: Json | None) -> Any:
    if condition is None:
        return None
    ((operator, operand),) = condition.items()
    match operator:
        case "name":
            return operand
        case "not":
            return {"not": condition_of(operand)}
    return {operator: [condition_of(inner) for inner in operand]}


def spelt_out(expression: Expression) -> Json:
    """Give an expression with all that it may leave out."""
    found: Json = expression | spelt_out_part(expression)
    kind = next(kind for kind in Kind if kind in expression)
    if kind == "enum":
        values = [v if isinstance(v, dict) else {"name": v} for v in expression["data"]]
        data: Any = [value | spelt_out_part(value) for value in values]
        return found | {"data": data, "prefix": expression.get("prefix")}
    found["data"] = spelt_out_members(expression.get("data", {}))
    if kind in {"struct", "union"}:
        found["base"] = spelt_out_members(expression.get("base"))
    if kind in {"command", "event"}:
        found |= {"boxed": expression.get("boxed", False)}
    if kind == "command":
        found |= {key: expression.get(key, default) for key, default in COMMAND_FLAGS.items()}
        found |= {"returns": expression.get("returns")}
    return found


def spelt_out_members(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    members = {n: m if isinstance(m, dict) else {"type": m} for n, m in data.items()}
    return {name: member | spelt_out_part(member) for name, member in members.items()}


def spelt_out_part(part: Json) -> Json:
    features = [f if isinstance(f, dict) else {"name": f} for f in part.get("features", ())]
    return {"if": part.get("if"), "features": [{"if": None, **feature} for feature in features]}


# --- QEMU's schemas --------------------------------------------------------------------------

ROOTS = (
    "qapi/qapi-schema.json",
    "qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)
SOME = ["1.7.0", "2.7.0", "2.12.0", "4.2.0", "5.2.0", "6.2.0", "7.2.22", "8.2.0", "9.1.0", "10.2.2"]
"""Releases whose notations differ."""


class Exported(NamedTuple):
    name: str
    schema: Schema
    document: Json


def exports(folder: Path) -> Iterator[Exported]:
    """Give the schemas of a release with their exports."""
    target = parse_version_file((folder / "VERSION").read_text("utf-8"))
    assert target is not None
    workspace = Workspace(folder)
    for root in ROOTS:
        if (folder / root).is_file():
            schema = load_schema(folder / root, workspace)
            yield Exported(f"{folder.name}/{root}", schema, export(schema, Options(target)))


@pytest.fixture(scope="module", params=SOME)
def release(request, corpus) -> list[Exported]:
    """The schemas of a release."""
    return list(exports(corpus / "releases" / request.param))


def shapes(value: Any) -> Iterator[frozenset[tuple[str, Any]]]:
    """Give what is left of the objects in a JSON value without texts and numbers."""
    match value:
        case dict():
            yield frozenset(
                (key, inner if key == "kind" else (type(inner), bool(inner)))
                for key, inner in value.items()
            )
            for inner in value.values():
                yield from shapes(inner)
        case list():
            for inner in value:
                yield from shapes(inner)


def sample(values: list[Json]) -> Iterator[Json]:
    """Give those in which there is an object like none in those before."""
    seen = set[frozenset[tuple[str, Any]]]()
    for value in values:
        new = set(shapes(value)) - seen
        if new:
            seen |= new
            yield value


def test_exports_of_releases_are_as_described(release, strict):
    for name, _schema, document in release:
        definitions = list(sample(document["definitions"]))
        strict(document | {"root": name, "definitions": definitions})


@pytest.mark.acceptance
def test_exports_of_all_releases_are_as_described(corpus, strict):
    for folder in sorted((corpus / "releases").iterdir()):
        for name, _schema, document in exports(folder):
            definitions = list(sample(document["definitions"]))
            strict(document | {"root": name, "definitions": definitions})


UNKEPT = ("## @ACPISlotType", "## @ACPIOSTInfo")
"""Lines that open a comment and have text beside the ``##``; in 2.1 to 2.7 only."""


def test_no_line_of_a_comment_is_lost(release):
    for name, schema, document in release:
        docs = {
            (module["path"], doc["line"]): doc
            for module in document["modules"]
            for doc in module["comments"]
        }
        docs |= {
            (d["module"], d["doc"]["line"]): d["doc"] for d in document["definitions"] if d["doc"]
        }
        for path, module in schema.modules.items():
            source = module.source
            for item in module.tree.items:
                if isinstance(item, DocComment):
                    first, last = (source.position(at).line for at in (item.start, item.end))
                    doc = docs.pop((path, first))
                    lines = {
                        number: source.slice(source.line_span(number))
                        for number in range(first, last + 1)
                    }
                    kept = {number for number, _ in texts(doc)} | heads(doc)
                    lost = [
                        f"{name}: {path}:{number}: {line}"
                        for number, line in lines.items()
                        if line.strip("# \t") and number not in kept and not known(line, doc)
                    ]
                    assert lost == []
                    for number, text in texts(doc):
                        assert lines[number].endswith(text), f"{name}: {path}:{number}"
        assert docs == {}


def texts(doc: Json) -> Iterator[tuple[int, str]]:
    """Give the lines of the texts of a comment, with their numbers in the file."""
    for found in doc["sections"]:
        if found["text_place"] is not None:
            for number, text in enumerate(found["text"].split("\n"), found["text_place"]["line"]):
                yield number, text.strip()


def heads(doc: Json) -> set[int]:
    """Give the numbers of the lines on which sections begin."""
    return {found["line"] for found in doc["sections"]}


def known(line: str, doc: Json) -> bool:
    """Tell whether a line says nothing but that features follow, or what a comment is about."""
    text = line.strip("# \t")
    return line in UNKEPT or text in {"Features:", f"@{doc['symbol']}", f"@{doc['symbol']}:"}


# --- the manual ------------------------------------------------------------------------------


def test_the_manual_shows_what_comes_out(checkout, strict):
    folder = checkout / "docs" / "examples"
    document = export(load_schema(folder / "fan.json", Workspace(folder)), Options(NEW))
    shown = json.loads((folder / "fan.model.json").read_text("utf-8"))
    strict(shown)
    assert shown == document
