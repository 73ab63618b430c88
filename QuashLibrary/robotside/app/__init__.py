"""The app under test: the UI library, its screen, its sessions."""
