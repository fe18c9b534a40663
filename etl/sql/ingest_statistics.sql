-- Question: how is pay distributed in each country, by role or not, by seniority or not?
-- Grain: one row a series, year, country, role and seniority, `all` standing for a total; also cells too small to
-- publish. Reads observation. Parameters: $by_role and $by_seniority say which splits; $quantiles is the engine's one
-- call for the list of quantiles. A row marked `all` counts in totals alone.
select
    source_code,
    year,
    country,
    case when $by_role then role else 'all' end as role,
    case when $by_seniority then seniority else 'all' end as seniority,
    count(*) as n,
    $quantiles as quantiles_usd,
    round(avg(ln(pay_usd)), 9) as mean_log_usd,  -- sums differ in their last digits with the order of the rows
    round(stddev_samp(ln(pay_usd)), 9) as sd_log_usd
from observation
where (role <> 'all' or not $by_role) and (seniority <> 'all' or not $by_seniority)
group by
    source_code,
    year,
    country,
    case when $by_role then role else 'all' end,
    case when $by_seniority then seniority else 'all' end
