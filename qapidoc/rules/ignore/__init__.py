"""Rules of the family `ignore`: about the comments that suppress findings."""
