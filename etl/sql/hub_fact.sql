-- Question: which fact speaks for each hub and metric?  Grain: one row a hub_id and metric.  Reads: hub, fact.
-- A city's figure beats its country's; among equals the company's own beats the shipped one, then the newest year,
-- then the best grade. Source and line only settle ties, so that equal inputs give equal tables.
select hub.hub_id, fact.metric, fact.value, fact.low, fact.high, fact.text, fact.unit, fact.year, fact.level,
       fact.grade, fact.source_code, fact.definition, fact.caveats
from hub
join fact on fact.country = hub.country and (fact.hub_id = hub.hub_id or fact.hub_id is null)
qualify row_number() over (
    partition by hub.hub_id, fact.metric
    order by fact.level = 'city' desc, fact.hub_id is not null desc,
             list_contains(string_split(fact.caveats, ';'), 'own_data') desc,
             fact.year desc nulls last, fact.grade, fact.source_code, fact.line
) = 1
order by hub.hub_id, fact.metric
