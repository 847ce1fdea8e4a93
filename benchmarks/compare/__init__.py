"""Dubhashi beside what people would pick instead: Whoosh, SQLite's FTS5, tantivy and Xapian over the same corpus."""
