-- Question: for which places do two facts of equal standing give one criterion two values?
-- Grain: one row a place, metric, level, year and grade.  Parameters: $metrics, those that feed a criterion.
-- Between such facts hub_fact could only choose by the name of the source.
select coalesce(hub_id, country) as place, metric, level, year, grade,
       string_agg(source_code, ', ' order by source_code) as source_codes, min(line) as line
from fact
where list_contains($metrics, metric)
group by country, hub_id, metric, level, year, grade, list_contains(string_split(caveats, ';'), 'own_data')
having count(distinct value) > 1
order by all
