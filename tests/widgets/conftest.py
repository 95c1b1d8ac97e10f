"""How long the instruments' tests wait."""

from playwright.sync_api import expect

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
