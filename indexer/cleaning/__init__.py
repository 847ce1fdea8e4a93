"""From a page as it was copied off a news site to the article on it, and nothing else."""
