"""Align Chinese and English lists of the same places, and explain every discrepancy between them."""

__version__ = "0.1.0"
