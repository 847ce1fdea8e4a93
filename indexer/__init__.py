"""The writing side: from folders, files and streams of articles to a published index."""
