"""The data model: frozen values without behaviour beyond their own meaning."""
