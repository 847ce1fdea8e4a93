"""Engines: where postings and documents are kept, behind the interface in base.py."""
