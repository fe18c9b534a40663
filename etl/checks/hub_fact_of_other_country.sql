-- Question: which hubs carry a fact that is not of their own country?  Grain: one row a hub and metric.
select hub_fact.hub_id, hub.country, hub_fact.metric, hub_fact.source_code
from hub_fact
join hub using (hub_id)
where not exists (
    from fact
    where fact.country = hub.country and coalesce(fact.hub_id, hub.hub_id) = hub.hub_id
      and fact.metric = hub_fact.metric and fact.source_code = hub_fact.source_code
)
union all
select fact.hub_id, fact.country, fact.metric, fact.source_code
from fact
left join hub using (hub_id)
where fact.hub_id is not null and hub.country is distinct from fact.country
order by all
