"""Every way out of the dashboard: deck, workbook, image, record."""
