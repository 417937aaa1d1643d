"""Other forms of a schema, one file each: a schema and options to a JSON value."""
