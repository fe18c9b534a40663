-- Question: in which pay statistics do the percentiles not rise from above 0?
-- Grain: one row a source_code, year, country, role and seniority.
select source_code, year, country, role, seniority, p10_usd, p25_usd, p50_usd, p75_usd, p90_usd
from pay_cell
where (0 < p10_usd and p10_usd <= p25_usd and p25_usd <= p50_usd and p50_usd <= p75_usd and p75_usd <= p90_usd)
      is not true
order by all
