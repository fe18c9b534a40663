-- Question: which figures name a source that is not listed?  Grain: one row a table and source_code.
from (
    select distinct 'fact' as table_name, source_code from fact
    union select 'pay_cell', source_code from pay_cell
    union select 'fx', source_code from fx
    union select 'cleaning_rule', source_code from cleaning_rule
)
anti join source using (source_code)
order by all
