"""What a run was, made from Robot's output.xml alone: pages, JSON, JUnit and Markdown."""
