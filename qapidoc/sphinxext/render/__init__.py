"""Definitions, and whole modules and schemas, to document nodes."""
