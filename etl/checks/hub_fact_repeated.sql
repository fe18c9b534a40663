-- Question: for which hubs do two facts speak for one metric?  Grain: one row a hub and metric.
select hub_id, metric, count(*) as row_count
from hub_fact
group by hub_id, metric
having count(*) > 1
order by all
