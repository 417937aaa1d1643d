"""Rules of the family `section`."""
