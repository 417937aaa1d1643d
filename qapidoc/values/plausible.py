"""Plausible values of built-in types: tables from what a member is called.

A name is looked up as a whole, then by its last words: ``job-node-name``, ``node-name``,
``name``. For each, a plural stands for its singular.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from qapidoc.values.builtins import RANGES, json_type

T = TypeVar("T")

TEXTS: Mapping[str, str] = {
    "addr": "00:04.0",
    "b64": "aGVsbG8=",
    "bus": "pci.0",
    "chardev": "char0",
    "child": "file",
    "command-line": "info status",
    "desc": "an example",
    "device": "disk0",
    "device-id": "disk0",
    "dir": "/tmp",
    "driver": "virtio-net-pci",
    "fdname": "fd0",
    "file": "/tmp/disk.img",
    "filename": "/tmp/disk.img",
    "fqdn": "guest.example.org",
    "format": "raw",
    "guid": "5b0e7a52-9c1d-4f0a-8f3e-2d6c1b7a9e40",
    "host": "127.0.0.1",
    "host-name": "guest",
    "hostname": "guest",
    "id": "id0",
    "iface": "eth0",
    "ifname": "tap0",
    "iothread": "iothread0",
    "ip-address": "192.0.2.1",
    "job": "job0",
    "job-id": "job0",
    "mac": "52:54:00:12:34:56",
    "memdev": "mem0",
    "message": "an example",
    "model": "model0",
    "mountpoint": "/mnt",
    "msg": "an example",
    "name": "name0",
    "netdev": "net0",
    "netdev-id": "net0",
    "node": "node0",
    "node-name": "node0",
    "outdev": "char0",
    "package": "qemu",
    "password": "secret",
    "path": "/tmp/example",
    "port": "4444",
    "property": "size",
    "qom-path": "/machine/peripheral/disk0",
    "qom-type": "virtio-net-pci",
    "reference": "node0",
    "snapshot": "snapshot0",
    "snapshot-file": "/tmp/snapshot.img",
    "socket-path": "/tmp/example.sock",
    "tag": "snapshot0",
    "target": "node1",
    "type": "string",
    "typename": "virtio-net-pci",
    "uri": "tcp:127.0.0.1:4444",
    "url": "https://example.org/disk.img",
    "user": "user0",
    "username": "user0",
    "uuid": "d3f0a1c4-7b26-4e59-9a8d-0c5e6f1b2a37",
    "version": "1.0",
}
"""Strings; an unknown name stands for itself, with a digit."""

NUMBERS: Mapping[str, int] = {
    "bytes": 4096,
    "core": 0,
    "fd": 3,
    "flags": 0,
    "granularity": 65536,
    "height": 768,
    "idx": 0,
    "index": 0,
    "len": 512,
    "length": 512,
    "node": 0,
    "ns": 1000000,
    "nsec": 0,
    "offset": 0,
    "percent": 50,
    "percentage": 50,
    "pid": 4711,
    "port": 4444,
    "progress": 512,
    "sec": 1700000000,
    "seconds": 1700000000,
    "size": 1048576,
    "slot": 0,
    "speed": 1048576,
    "thread-id": 4712,
    "timeout": 10,
    "total": 1048576,
    "transferred": 4096,
    "width": 1024,
}
"""Numbers; others are 1."""

TRUTHS = frozenset(
    {"active", "connected", "enable", "enabled", "guest", "online", "present", "ready", "running"}
)
"""The last words of the names of members that are mostly true."""


def plausible(builtin: str, name: str = "") -> Any:
    """Give a JSON value of a built-in type, for a member of that name."""
    match json_type(builtin):
        case "null":
            return None
        case "boolean":
            return _word(name) in TRUTHS
        case "int":
            least, most = RANGES[builtin]
            return min(max(_looked_up(NUMBERS, name, 1), least), most)
        case "number":
            return _looked_up(NUMBERS, name, 1)
        case "string":
            return "qstring" if builtin == "QType" else text(name)
        case _:
            return text(name) if name else {}


def text(name: str) -> str:
    """Give a string for a member of that name."""
    own = f"{name}0" if name and name.isascii() else "example"
    return _looked_up(TEXTS, name, own)


def has_text(name: str) -> bool:
    """Tell whether there is a string of its own for a name."""
    return any(key in TEXTS for key in _keys(name))


def _looked_up(table: Mapping[str, T], name: str, default: T) -> T:
    return next((table[key] for key in _keys(name) if key in table), default)


def _keys(name: str) -> Iterator[str]:
    words = name.lower().replace("_", "-").split("-")
    for first in range(len(words)):
        key = "-".join(words[first:])
        yield key
        yield key.removesuffix("s")


def _word(name: str) -> str:
    return name.rpartition("-")[2]
