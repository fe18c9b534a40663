-- Question: how is pay distributed in each country, by role, by seniority, by both and by neither?
-- Grain: one row a series, year, country, role and seniority, `all` standing for a total; also cells too small to
-- publish. Reads observation. {quantiles} is the engine's one call for the list of quantiles.
select
    o.source_code,
    o.year,
    o.country,
    case when grouping(o.role) = 1 then 'all' else o.role end as role,
    case when grouping(o.seniority) = 1 then 'all' else o.seniority end as seniority,
    count(*) as n,
    {quantiles} as quantiles_usd,
    round(avg(ln(o.pay_usd)), 9) as mean_log_usd,  -- sums differ in their last digits with the order of the rows
    round(stddev_samp(ln(o.pay_usd)), 9) as sd_log_usd
from observation o
group by grouping sets (
    (o.source_code, o.year, o.country, o.role, o.seniority),
    (o.source_code, o.year, o.country, o.role),
    (o.source_code, o.year, o.country, o.seniority),
    (o.source_code, o.year, o.country)
)
having (grouping(o.role) = 1 or o.role <> 'all')
    and (grouping(o.seniority) = 1 or o.seniority <> 'all')
