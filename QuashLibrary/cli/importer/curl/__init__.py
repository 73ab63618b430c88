"""Read a curl command: split it as a shell does, and interpret curl's options.

Rule: knows nothing of registries; an unreadable command raises an UnreadableCurlError that names the place.
Entry: `shell_words.split`, `command.read_command`.
Imports: nothing of the package.
"""
