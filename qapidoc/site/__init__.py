"""``qapidoc site``: a Sphinx project that nobody has to write."""
