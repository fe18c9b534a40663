-- Question: who are the hubs and home markets?  Grain: one row a hub, ordered by id.
select hub_id, city, country, country_name, region, kind, currency, latitude, longitude, timezone,
       population_persons, label_side, label_dy_px
from hub
order by hub_id
