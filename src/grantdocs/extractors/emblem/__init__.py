"""The emblem of the Union, found in the pictures themselves (extra `grantdocs[vision]`)."""
