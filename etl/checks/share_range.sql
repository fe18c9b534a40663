-- Question: which shares and percentiles lie outside 0 to 100?  Grain: one row a fact.
select line, coalesce(hub_id, country) as place, metric, value
from fact
where regexp_matches(metric, 'share.*_pct$|on_cost.*_pct$|_pctrank$') and value not between 0 and 100
order by all
