"""Rows in, documents out: many cases at once, where a bad row never stops the others."""
