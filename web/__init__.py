"""The search page, the JSON answers and the exports: Flask over search.Index, and nothing of its own knowledge."""
