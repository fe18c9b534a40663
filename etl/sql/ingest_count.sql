-- Question: how many rows of each series met which fate, with which notes, and count in totals alone?
-- Grain: one row a series, fate, notes and kind of total. Reads fated.
select
    source_code,
    fate,
    notes,
    seniority = 'all' as level_unknown,
    coalesce(role = 'all', false) as total_only,
    count(*) as n
from fated
group by source_code, fate, notes, seniority = 'all', coalesce(role = 'all', false)
