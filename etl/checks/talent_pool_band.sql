-- Question: which talent pools that are derived or modelled have no band?  Grain: one row a fact.
-- A figure published for the city itself (grade A or B) may stand without one.
select line, coalesce(hub_id, country) as place, metric, value, low, high, grade
from fact
where metric = 'talent_pool_persons' and grade in ('C', 'D') and (low is null or high is null)
order by all
