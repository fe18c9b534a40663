-- Question: what do the tables hold now?  Grain: one row a table, with its row count and a hash over every value.
-- The order of rows does not matter to the hash. A view, so that publisher and reader scan by the same rule.
create view manifest_found as
select 'hub' as table_name, count(*) as row_count, coalesce(bit_xor(hash(hub)), 0) as hash from hub
union all select 'fact', count(*), coalesce(bit_xor(hash(fact)), 0) from fact
union all select 'hub_fact', count(*), coalesce(bit_xor(hash(hub_fact)), 0) from hub_fact
union all select 'pay_cell', count(*), coalesce(bit_xor(hash(pay_cell)), 0) from pay_cell
union all select 'pay_estimate', count(*), coalesce(bit_xor(hash(pay_estimate)), 0) from pay_estimate
union all select 'fx', count(*), coalesce(bit_xor(hash(fx)), 0) from fx
union all select 'source', count(*), coalesce(bit_xor(hash(source)), 0) from source
union all select 'cleaning_rule', count(*), coalesce(bit_xor(hash(cleaning_rule)), 0) from cleaning_rule
union all select 'own_criterion', count(*), coalesce(bit_xor(hash(own_criterion)), 0) from own_criterion
union all select 'own_benchmark', count(*), coalesce(bit_xor(hash(own_benchmark)), 0) from own_benchmark
union all select 'build_check', count(*), coalesce(bit_xor(hash(build_check)), 0) from build_check
