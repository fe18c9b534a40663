-- Question: what is this database?  Grain: one row a key: the `stamp` of the build, then rows.<table>, hash.<table>.
-- Reads: input_stamp, manifest_found.
from (
    select key, value from input_stamp
    union all select 'rows.' || table_name, row_count::varchar from manifest_found
    union all select 'hash.' || table_name, hash::varchar from manifest_found
)
order by key
