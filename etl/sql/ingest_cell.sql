-- Question: how many rows does each cell have, what are its mean and spread, and where does it begin once all rows are
-- sorted by cell?
-- Grain: one row a cell. Reads observation. Parameters: $by_role and $by_seniority, as in ingest_statistics.
select
    *,
    cast(sum(n) over (order by source_code, year, country, role, seniority) as bigint) - n as cell_start
from (
    select
        source_code,
        year,
        country,
        case when $by_role then role else 'all' end as role,
        case when $by_seniority then seniority else 'all' end as seniority,
        count(*) as n,
        round(avg(ln(pay_usd)), 9) as mean_log_usd,
        round(stddev_samp(ln(pay_usd)), 9) as sd_log_usd
    from observation
    where (role <> 'all' or not $by_role) and (seniority <> 'all' or not $by_seniority)
    group by
        source_code,
        year,
        country,
        case when $by_role then role else 'all' end,
        case when $by_seniority then seniority else 'all' end
)
