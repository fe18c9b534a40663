-- Question: in which country is each hub?
-- Grain: one row a hub. Reads $raw_file.
select hub_id, country
from $raw_file
