-- Question: which observations stand for all years of a source together, without seniority (not every year knows it)?
-- Grain: one row a respondent. Reads fated. Parameters: $source_code and $year of the pooled series.
select $source_code as source_code, $year as year, country, role, 'all' as seniority, pay_usd
from fated
where fate is null
