"""Any web page, saved or fetched, as its reader sees it."""
