"""The text of doc comments to document nodes."""
