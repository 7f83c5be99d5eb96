"""From a read document to what it claims."""
