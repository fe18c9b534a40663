"""Talent Atlas: where to hire AI engineers, and how firm that answer is."""

import zoneinfo

zoneinfo.reset_tzpath(to=())  # time zones from the pinned tzdata alone, so that every machine gives the same hours
