-- Question: which own rows pay what nobody believes in their country, and what is the likely cure?
-- Grain: one row a suspect, in the order of files and rows. Reads pay_row, country_median. Parameters: as
-- ingest_country_median.
select
    p.file,
    p.row,
    concat(
        'pay ', p.pay_said, ' is ', cast(cast(round(p.pay_usd) as bigint) as string), ' USD a year, ',
        case
            when p.pay_usd < $least_usd then concat('under ', cast($least_usd as string))
            when p.pay_usd > $most_usd then concat('over ', cast($most_usd as string))
            else concat(cast(round(p.pay_usd / m.median_usd, 2) as string), ' times the median of ', p.country)
        end,
        case
            when p.pay_usd > $most_usd or p.pay_usd > $most_share * m.median_usd
                then '; check currency and period, or leave the row out'
            else '; if it is by the month, write monthly as its period, else correct it or leave the row out'
        end
    ) as fault
from pay_row p
left join country_median m on m.country = p.country
where p.pay_usd < $least_usd
    or p.pay_usd > $most_usd
    or p.pay_usd < $least_share * m.median_usd
    or p.pay_usd > $most_share * m.median_usd
order by p.file, p.row
