"""Read a curl line: split it as a shell does, and understand curl's options.

Rule: knows nothing of registries; what cannot be read is an UnreadableCurlError with its place.
Entry: `shell_words.split`, `command.read_command`.
Imports: nothing of the package.
"""
