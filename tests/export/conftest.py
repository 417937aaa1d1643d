"""Schemas, exported, and validators of what comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DOCUMENT = "urn:qapidoc:document"


@pytest.fixture(scope="session")
def accepts_of() -> Callable[[dict[str, Any]], Callable[[str, Any], bool]]:
    """Make a judgement of values by a JSON Schema; validators of its ``$defs`` are kept."""

    def make(document: dict[str, Any]) -> Callable[[str, Any], bool]:
        resource = Resource.from_contents(document, DRAFT202012)
        registry: Registry[Any] = Registry().with_resource(DOCUMENT, resource)
        kept: dict[str, Draft202012Validator] = {}

        def accepts(key: str, value: Any) -> bool:
            """Tell whether a value fits an entry of ``$defs``; the whole document without one."""
            if key not in kept:
                assert not key or key in document["$defs"], key
                ref = f"{DOCUMENT}#/$defs/{key}" if key else DOCUMENT
                kept[key] = Draft202012Validator({"$ref": ref}, registry=registry)
            return kept[key].is_valid(value)

        return accepts

    return make
