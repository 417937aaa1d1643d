"""Transcripts in doc comments, held against the model."""
