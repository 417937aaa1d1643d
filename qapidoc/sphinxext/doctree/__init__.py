"""Nodes of the domain's own: few for an entry, and what they say as plain data.

A page of QEMU's has thousands of members. Each is one node here, and its first line a record, where
ordinary nodes would be a dozen; so that all that walks a document has less to walk. HTML is written
from the records. For all other output they are replaced by ordinary nodes before anything is
written.
"""
