-- Question: which metrics of one place are given in two units?  Grain: one row a country, hub and metric.
select country, hub_id, metric, string_agg(distinct unit, ' / ' order by unit) as units
from fact
group by country, hub_id, metric
having count(distinct unit) > 1
order by all
