-- Question: what did each respondent of a 2025 survey file answer, in our names?
-- Grain: one row a respondent. Reads $raw_file. Professional years were not asked; conversions are complete as they are.
select
    2025 as year,
    Country as country_name,
    DevType as title,
    cast(null as double) as professional_years,
    cast(null as string) as currency,
    cast(null as double) as amount,
    ConvertedCompYearly as converted_usd
from $raw_file
