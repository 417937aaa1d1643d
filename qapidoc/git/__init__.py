"""The git program: commits, the files in them, and what has changed since."""
