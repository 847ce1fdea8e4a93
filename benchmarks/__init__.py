"""How fast and how small Dubhashi is, measured on the machine at hand; `python -m benchmarks` runs everything."""
