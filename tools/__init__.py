"""What stands behind ./dev. Everything but i18n and the pytest plugins needs only the standard library."""
