"""Text to trees: the only room that knows Lark."""
