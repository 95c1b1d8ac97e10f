"""The site's icons and its social image, drawn by code."""
