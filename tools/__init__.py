"""What stands behind ./dev. Only the pytest plugins and translations need more than Python."""
