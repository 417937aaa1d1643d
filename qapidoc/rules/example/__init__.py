"""Rules of the family `example`."""
