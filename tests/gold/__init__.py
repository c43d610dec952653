"""Articles with the facts that a careful reader wrote down by hand, and how far ours agree with them."""
