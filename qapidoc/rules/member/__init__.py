"""Rules of the family `member`."""
