-- Question: how many units of each currency did one US dollar buy, on average over a year?
-- Grain: one row a currency and year. Reads $raw_file.
select currency, year, per_usd
from $raw_file
where per_usd > 0
