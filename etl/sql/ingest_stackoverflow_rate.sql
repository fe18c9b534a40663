-- Question: how many units of each currency did the survey itself take for one US dollar?
-- Grain: one row a currency. Reads answer. Parameters: $least_usd, the smallest conversion that is believed: conversions
-- are whole dollars, so a small one gives its rate no better than to half a dollar in its amount.
select
    substring(currency, 1, 3) as currency,
    count(*) as respondents,
    median(amount / converted_usd) as per_usd
from answer
where amount > 0
    and converted_usd >= $least_usd
    and substring(currency, 4, 1) in ('', ' ', chr(9))  -- code, then a tab or a space, then a name; 'none' has no code
group by substring(currency, 1, 3)
