"""From a read document to what it claims: one module for each kind of fact, called in turn by `publication`."""
