-- Question: which facts are known of a hub and its country?  Grain: one row a fact.  Parameters: $hub_id.
select f.metric, f.value, f.low, f.high, f.text, f.unit, f.year, f.level, f.grade, f.source_code, f.definition,
       f.caveats, s.title, s.publisher, s.url
from fact f
join hub h on h.hub_id = $hub_id
left join source s using (source_code)
where f.hub_id = h.hub_id or (coalesce(f.hub_id, '') = '' and f.country = h.country)
order by f.level, f.metric, f.year desc nulls last, f.source_code
