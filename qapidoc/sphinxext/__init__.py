"""The Sphinx extension: a domain for QAPI, directives that render schemas, lexers."""
