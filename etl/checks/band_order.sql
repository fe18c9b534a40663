-- Question: which facts lie outside their own band?  Grain: one row a fact.
select line, coalesce(hub_id, country) as place, metric, low, value, high
from fact
where not (coalesce(low, value) <= value and value <= coalesce(high, value))
order by all
