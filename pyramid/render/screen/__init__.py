"""Report → what a person reads in a terminal: a page of rich renderables."""
