-- Question: what is the newest exchange rate of each currency up to a year?  Grain: one row a currency.
-- Parameters: $year.
select currency, year, per_usd, rate_date, source_code
from fx
where year <= $year
qualify row_number() over (partition by currency order by year desc) = 1
order by currency
