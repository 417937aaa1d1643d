"""Runs rules over schemas."""
