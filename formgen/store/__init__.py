"""Drafts in a database: encrypted, kept for a while, gone when they should be."""
