-- Question: what do the rows of one own file say, and where do they stand?
-- Grain: one row a person. Reads $raw_file. Parameters: $file, its name; $first_row, the number of
-- its first data row.
select $file as file, place + $first_row as row, country, hub_id, role, seniority, pay, currency, year, period
from $raw_file
