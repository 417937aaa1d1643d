"""JSON values, held against the types of a schema."""
