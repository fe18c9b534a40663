-- Question: which pay statistics are published?  Grain: one row a source_code, year, country, role and seniority; USD a
-- year.
select source_code, year, country, role, seniority, n, p10_usd, p25_usd, p50_usd, p75_usd, p90_usd, mean_log_usd,
       sd_log_usd
from pay_cell
order by source_code, year, country, role, seniority
