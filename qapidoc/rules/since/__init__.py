"""Rules of the family `since`."""
