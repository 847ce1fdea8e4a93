"""From the string that somebody typed to what an engine is asked: parse.py, then evidence.py."""
