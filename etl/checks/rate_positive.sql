-- Question: which exchange rates are not above 0?  Grain: one row a currency and year.
select currency, year, per_usd
from fx
where (0 < per_usd and isfinite(per_usd)) is not true
order by all
