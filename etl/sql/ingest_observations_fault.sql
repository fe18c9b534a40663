-- Question: which rows of an own file cannot be used as they stand, and what cures each?
-- Grain: one row a faulty row, in the file's order; place 0 is the first. Reads $raw_file, hub, fx.
-- Parameters: $first_year and $last_year of the contract.
select r.place, r.fault
from (
    select
        a.place,
        case
            when a.country is null and a.hub_id is null then 'country and hub_id are both empty; give one'
            when a.country <> h.country
                then concat('country ', a.country, ' is not where hub ', a.hub_id, ' is (', h.country, '); give one of them')
            when a.role is null then 'role is empty; give a role, or all'
            when a.pay is null or a.pay = 0 then 'pay is empty or 0; give it, or leave the row out'
            when a.currency is null then 'currency is empty; give its ISO 4217 code'
            when a.period is null then 'period is empty; write yearly or monthly'
            when a.year is null then 'year is empty; give the year of the pay'
            when a.year < $first_year or a.year > $last_year or a.year <> floor(a.year)
                then concat('year ', cast(a.year as string), ' is no year from ', cast($first_year as string), ' to ',
                            cast($last_year as string), '; correct it')
            when fx.per_usd is null
                then concat('currency ', a.currency, ' has no rate for ', cast(cast(a.year as integer) as string),
                            '; give pay in a currency that has one, or a file of rates with --fx')
        end as fault
    from $raw_file a
    left join hub h on h.hub_id = a.hub_id
    left join fx on fx.currency = a.currency and fx.year = a.year
) r
where r.fault is not null
order by r.place
