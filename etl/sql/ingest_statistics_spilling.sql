-- Question: the one of ingest_statistics.sql, where that does not fit in memory; DuckDB only.
-- Grain and parameters: as there. Reads observation, cell. The values of a quantile cannot go to disk, a sort can: pay is
-- sorted by cell and numbered as it streams past; a quantile at place q (n - 1) of its cell is taken from the two
-- neighbours, each weighed by its nearness.
with sorted as (
    select c.cell_start, c.n - 1 as last_place, o.pay_usd
    from observation o
    join cell c
        on c.source_code = o.source_code
        and c.year = o.year
        and c.country = o.country
        and c.role = case when $by_role then o.role else 'all' end
        and c.seniority = case when $by_seniority then o.seniority else 'all' end
    where (o.role <> 'all' or not $by_role) and (o.seniority <> 'all' or not $by_seniority)
    order by c.cell_start, o.pay_usd
),
placed as (
    select *, row_number() over () - 1 - cell_start as place
    from sorted
),
quantile as (
    select
        cell_start,
        list_value(
            sum(pay_usd * greatest(0, 1 - abs(place - 0.10::double * last_place))),
            sum(pay_usd * greatest(0, 1 - abs(place - 0.25::double * last_place))),
            sum(pay_usd * greatest(0, 1 - abs(place - 0.50::double * last_place))),
            sum(pay_usd * greatest(0, 1 - abs(place - 0.75::double * last_place))),
            sum(pay_usd * greatest(0, 1 - abs(place - 0.90::double * last_place)))
        ) as quantiles_usd
    from placed
    group by cell_start
)
select
    c.source_code, c.year, c.country, c.role, c.seniority, c.n, q.quantiles_usd, c.mean_log_usd, c.sd_log_usd
from cell c
join quantile q on q.cell_start = c.cell_start
