-- Question: in which pay estimates do the percentiles, or the interval around the median, not rise from above 0?
-- Grain: one row a country, role and seniority.
select country, role, seniority, p10_usd, p25_usd, p50_usd, p75_usd, p90_usd, median_low_usd, median_high_usd
from pay_estimate
where (0 < p10_usd and p10_usd <= p25_usd and p25_usd <= p50_usd and p50_usd <= p75_usd and p75_usd <= p90_usd
       and isfinite(p90_usd) and isfinite(median_high_usd)  -- NaN sorts above every number
       and median_low_usd <= p50_usd and p50_usd <= median_high_usd) is not true
order by all
