-- Question: which fact speaks for each hub and metric?  Grain: one row a hub and metric.
select hub_id, metric, value, low, high, text, unit, year, level, grade, source_code, definition, caveats
from hub_fact
order by hub_id, metric
