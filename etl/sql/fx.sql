-- Question: how much of a currency did a US dollar buy?  Grain: one row a currency and year.  Reads: input_fx.
from input_fx
order by currency, year
