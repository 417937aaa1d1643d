"""The text of doc comments as docutils reads it, for those who judge it."""
