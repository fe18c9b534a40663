-- Question: what is said of hubs and countries?  Grain: one row a hub_id (null: the country), country, metric,
-- source_code and year.  Reads: input_fact.
-- Missing is null; no caveats is the empty text, since a list without words is known. `line` is the row's place in
-- its facts.csv.
select * replace (coalesce(caveats, '') as caveats)
from input_fact
order by country, hub_id nulls first, metric, source_code, year nulls first
