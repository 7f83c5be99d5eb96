"""What we know of programmes and official wordings, as data with its sources."""
