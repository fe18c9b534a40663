-- Question: the one of ingest_statistics.sql, where that does not fit in memory; DuckDB only.
-- Grain and tables: as there. Sorting can go to disk, the values of a quantile cannot: a quantile at position q (n - 1)
-- of the sorted cell lies between two neighbours, each weighed by its nearness.
with member as (
    select source_code, year, country, role, seniority, pay_usd from observation
    where role <> 'all' and seniority <> 'all'
    union all
    select source_code, year, country, role, 'all', pay_usd from observation where role <> 'all'
    union all
    select source_code, year, country, 'all', seniority, pay_usd from observation where seniority <> 'all'
    union all
    select source_code, year, country, 'all', 'all', pay_usd from observation
),
ranked as (
    select
        *,
        row_number() over (partition by source_code, year, country, role, seniority order by pay_usd) - 1 as place,
        count(*) over (partition by source_code, year, country, role, seniority) - 1 as last_place
    from member
)
select
    source_code, year, country, role, seniority,
    count(*) as n,
    list_value(
        sum(pay_usd * greatest(0, 1 - abs(place - 0.10::double * last_place))),
        sum(pay_usd * greatest(0, 1 - abs(place - 0.25::double * last_place))),
        sum(pay_usd * greatest(0, 1 - abs(place - 0.50::double * last_place))),
        sum(pay_usd * greatest(0, 1 - abs(place - 0.75::double * last_place))),
        sum(pay_usd * greatest(0, 1 - abs(place - 0.90::double * last_place)))
    ) as quantiles_usd,
    round(avg(ln(pay_usd)), 9) as mean_log_usd,
    round(stddev_samp(ln(pay_usd)), 9) as sd_log_usd
from ranked
group by source_code, year, country, role, seniority
