-- Question: what did each respondent of a 2024 survey file answer, in our names?
-- Grain: one row a respondent. Reads $raw_file.
select
    2024 as year,
    Country as country_name,
    DevType as title,
    YearsCodePro as professional_years,
    Currency as currency,
    CompTotal as amount,
    ConvertedCompYearly as converted_usd
from $raw_file
