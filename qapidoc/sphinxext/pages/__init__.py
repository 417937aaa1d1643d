"""A schema on several pages: what is on which, and when it has to be read anew."""
