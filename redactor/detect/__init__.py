"""Segments become findings: rules, labels, tables, the case's lexicon and names, each in its own module."""
