"""What goes wrong with histories."""

from __future__ import annotations


class HistoryError(Exception):
    """A history that cannot be had; the message says why, and what to do."""
