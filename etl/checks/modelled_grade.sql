-- Question: which modelled facts are graded better than C?  Grain: one row a fact.
select line, coalesce(hub_id, country) as place, metric, grade
from fact
where list_contains(string_split(caveats, ';'), 'modelled') and grade not in ('C', 'D')
order by all
