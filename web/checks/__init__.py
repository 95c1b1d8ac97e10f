"""What makes a build fail: `source` before cells run, `outcome` after, `built` when the pages are written."""
