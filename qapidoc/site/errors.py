"""Why a site cannot be built."""

from __future__ import annotations


class SiteError(Exception):
    """A site that cannot be built; the message says in one line why, and what to do."""
