-- Question: which tables differ from the manifest in meta?  Grain: one row a table that does; none is as it must be.
-- Reading it scans every table whole, so a damaged block shows as an error.
create view manifest_fault as
select table_name, row_count, rows_wanted.value as rows_wanted
from manifest_found
left join meta as rows_wanted on rows_wanted.key = 'rows.' || table_name
left join meta as hash_wanted on hash_wanted.key = 'hash.' || table_name
where row_count::varchar is distinct from rows_wanted.value or hash::varchar is distinct from hash_wanted.value
