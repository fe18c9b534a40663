-- Question: which hubs and home markets are there?  Grain: one row a hub_id.  Reads: input_hub.
from input_hub
order by hub_id
