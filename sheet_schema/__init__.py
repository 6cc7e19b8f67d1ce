"""What the workbook looks like: cell types, tabs, labels.  Needs nothing but Python."""
