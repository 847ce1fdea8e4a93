"""What an index bears: kills at any moment, very many small files, a very large archive."""
