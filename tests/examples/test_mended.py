"""What QEMU itself has mended in its examples was found before, and is gone after.

The table was made by reading how the examples of each definition differ from release to release.
Left out is what no reader of a schema can know: a deprecation that only prose tells, a number or a
name that makes no sense, a list that is cut short without dots.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from qapidoc.examples.faults import ExampleFault
from qapidoc.examples.judge import judge
from qapidoc.schema.loader import load_schema

MENDED = """
2.9.0 2.10.0 blockdev-snapshot unknown-argument 'options'
2.9.0 2.10.0 blockdev-snapshot missing-argument 'driver'
2.9.0 2.10.0 x-blockdev-change unknown-argument 'options'
3.0.0 3.1.0 query-migrate unknown-argument 'total-time'
3.0.0 3.1.0 query-migrate unknown-argument 'setup-time'
3.0.0 3.1.0 query-migrate unknown-argument 'downtime'
3.0.0 3.1.0 query-migrate unknown-argument 'expected-downtime'
3.0.0 3.1.0 query-migrate unknown-argument 'capabilities'
3.1.0 4.0.0 query-colo-status unknown-argument 'active'
3.1.0 4.0.0 x-block-latency-histogram-set unknown-command 'block-latency-histogram-set'
4.0.0 4.1.0 announce-self json ','
6.1.0 6.2.0 trace-event-set-state wrong-type 'arguments.enable'
6.2.0 7.0.0 ACPI_DEVICE_OST missing-argument 'info'
6.2.0 7.0.0 ACPI_DEVICE_OST unknown-argument 'slot-type'
6.2.0 7.0.0 ACPI_DEVICE_OST message 'timestamp'
6.2.0 7.0.0 query-named-block-nodes missing-argument 'detect_zeroes'
6.2.0 7.0.0 BLOCK_IMAGE_CORRUPTED missing-argument 'fatal'
6.2.0 7.0.0 BLOCK_IO_ERROR missing-argument 'reason'
6.2.0 7.0.0 BLOCK_JOB_PENDING unknown-event 'BLOCK_JOB_WAITING'
6.2.0 7.0.0 BLOCK_JOB_PENDING unknown-argument 'device'
6.2.0 7.0.0 BLOCK_JOB_PENDING missing-argument 'id'
6.2.0 7.0.0 dump-guest-memory missing-argument 'paging'
6.2.0 7.0.0 DUMP_COMPLETED direction '<-'
6.2.0 7.0.0 DUMP_COMPLETED message 'timestamp'
6.2.0 7.0.0 query-cpus-fast unknown-argument 'arch'
6.2.0 7.0.0 query-memdev missing-argument 'share'
6.2.0 7.0.0 MEMORY_DEVICE_SIZE_CHANGE missing-argument 'qom-path'
6.2.0 7.0.0 query-colo-status missing-argument 'last-mode'
6.2.0 7.0.0 UNPLUG_PRIMARY direction '<-'
6.2.0 7.0.0 UNPLUG_PRIMARY message 'timestamp'
6.2.0 7.0.0 calc-dirty-rate message 'execute'
6.2.0 7.0.0 snapshot-save message 'data'
6.2.0 7.0.0 snapshot-load message 'data'
6.2.0 7.0.0 snapshot-delete message 'data'
6.2.0 7.0.0 netdev_add wrong-type dnssearch
6.2.0 7.0.0 FAILOVER_NEGOTIATED wrong-type 'data'
6.2.0 7.0.0 FAILOVER_NEGOTIATED message 'timestamp'
6.2.0 7.0.0 replay-break message 'data'
6.2.0 7.0.0 replay-seek message 'data'
6.2.0 7.0.0 SHUTDOWN missing-argument 'reason'
6.2.0 7.0.0 RESET missing-argument 'reason'
6.2.0 7.0.0 GUEST_PANICKED message 'timestamp'
6.2.0 7.0.0 GUEST_CRASHLOADED message 'timestamp'
6.2.0 7.0.0 MEMORY_FAILURE json quotes
6.2.0 7.0.0 MEMORY_FAILURE json '}'
6.2.0 7.0.0 MEMORY_FAILURE missing-argument 'recursive'
6.2.0 7.0.0 MEMORY_FAILURE message 'timestamp'
6.2.0 7.0.0 trace-event-get-state missing-argument 'vcpu'
6.2.0 7.0.0 query-spice missing-argument 'mouse-mode'
6.2.0 7.0.0 query-vnc missing-argument 'websocket'
6.2.0 7.0.0 VNC_CONNECTED missing-argument 'websocket'
6.2.0 7.0.0 VNC_INITIALIZED missing-argument 'websocket'
6.2.0 7.0.0 VNC_DISCONNECTED missing-argument 'websocket'
7.1.0 7.2.0 BLOCK_JOB_READY json ','
7.1.0 7.2.0 query-dump-guest-memory-capability json '}'
7.1.0 7.2.0 query-hotpluggable-cpus unknown-argument 'core'
7.1.0 7.2.0 query-balloon json ','
7.1.0 7.2.0 MEM_UNPLUG_ERROR json ','
7.1.0 7.2.0 snapshot-save message 'timestamp'
7.1.0 7.2.0 snapshot-load message 'timestamp'
7.1.0 7.2.0 snapshot-delete message 'timestamp'
7.1.0 7.2.0 NIC_RX_FILTER_CHANGED json '}'
7.1.0 7.2.0 DEVICE_UNPLUG_GUEST_ERROR json ','
7.1.0 7.2.0 DEVICE_UNPLUG_GUEST_ERROR json '}'
7.1.0 7.2.0 query-vnc json ','
8.0.0 8.1.0 QUORUM_REPORT_BAD direction '<-'
8.0.0 8.1.0 MIGRATION_PASS direction '<-'
8.0.0 8.1.0 dumpdtb direction '->'
8.0.0 8.1.0 calc-dirty-rate direction '->'
8.0.0 8.1.0 set-vcpu-dirty-limit direction '->'
8.0.0 8.1.0 cancel-vcpu-dirty-limit direction '->'
8.0.0 8.1.0 query-vcpu-dirty-limit direction '->'
8.0.0 8.1.0 dumpdtb unanswered reply
8.0.0 8.1.0 migrate-set-capabilities unanswered reply
8.0.0 8.1.0 migrate-set-parameters unanswered reply
8.0.0 8.1.0 calc-dirty-rate unanswered reply
8.0.0 8.1.0 set-vcpu-dirty-limit unanswered reply
8.0.0 8.1.0 cancel-vcpu-dirty-limit unanswered reply
8.0.0 8.1.0 query-vcpu-dirty-limit unanswered reply
8.0.0 8.1.0 replay-break unanswered reply
8.0.0 8.1.0 replay-delete-break unanswered reply
8.0.0 8.1.0 replay-seek unanswered reply
8.2.0 9.0.0 migrate-incoming subject 'migrate'
9.0.0 9.1.0 query-hotpluggable-cpus json '
9.0.0 9.1.0 calc-dirty-rate json quotes
9.0.0 9.1.0 get-win32-socket json quote
9.0.0 9.1.0 NETDEV_STREAM_DISCONNECTED json quotes
9.0.0 9.1.0 query-spice wrong-type 'return.channels[2]'
"""
"""Release before, release after, definition, rule, and a word of the message."""

ROWS = [tuple(line.split()) for line in MENDED.strip().splitlines()]

STEPS = sorted({row[:2] for row in ROWS}, key=lambda step: step[0].split("."))
"""The releases between which something was mended; each test reads two."""

ROOTS = ("qapi/qapi-schema.json", "qapi-schema.json")


@cache
def faults(folder: Path) -> tuple[ExampleFault, ...]:
    """Give the faults of the examples of a release."""
    root = next(path for name in ROOTS if (path := folder / name).is_file())
    return judge(load_schema(root))


def is_found(folder: Path, definition: str, rule: str, word: str) -> bool:
    return any(
        fault.definition == definition
        and fault.kind.value == f"example-{rule}"
        and word in fault.message
        for fault in faults(folder)
    )


@pytest.mark.parametrize("step", STEPS, ids="-".join)
def test_mended(corpus, step):
    before, after = (corpus / "releases" / release for release in step)
    rows = [row[2:] for row in ROWS if row[:2] == step]
    assert [row for row in rows if not is_found(before, *row)] == []
    assert [row for row in rows if is_found(after, *row)] == []
