"""Rules of the family `union`."""
