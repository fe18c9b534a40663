"""The questions that the app asks of the database: one function a named SQL file, DataFrames out."""

import pandas as pd

from atlas.store.db import Database


def hubs(db: Database) -> pd.DataFrame:
    """One row a hub or home market, ordered by hub_id."""
    return db.query("hubs")


def hub_facts(db: Database) -> pd.DataFrame:
    """The fact that speaks for each hub and metric: the city's own before the country's, newest first."""
    return db.query("hub_facts")


def facts_of_hub(db: Database, hub_id: str) -> pd.DataFrame:
    """Every fact of a hub and of its country, with its source."""
    return db.query("facts_of_hub", hub_id=hub_id)


def pay_estimates(db: Database, role: str, seniority: str) -> pd.DataFrame:
    """The pay estimate of each hub for a role and seniority, USD a year, ordered by hub_id."""
    return db.query("pay_estimates", role=role, seniority=seniority)


def pay_of_country(db: Database, country: str) -> pd.DataFrame:
    """The pay estimates of a country for all roles and seniorities, USD a year."""
    return db.query("pay_of_country", country=country)


def pay_cells(db: Database) -> pd.DataFrame:
    """Every published cell of pay statistics, USD a year, in the columns of tables.SALARIES."""
    return db.query("pay_cells")


def pay_cells_of_country(db: Database, country: str) -> pd.DataFrame:
    """The published cells of a country, USD a year, each with its source."""
    return db.query("pay_cells_of_country", country=country)


def rates(db: Database, year: int) -> pd.DataFrame:
    """The newest exchange rate of each currency up to and including a year."""
    return db.query("rates", year=year)


def sources(db: Database) -> pd.DataFrame:
    """Every source with what it feeds."""
    return db.query("sources")


def own_rows(db: Database) -> pd.DataFrame:
    """How many rows are a company's own, one column a kind."""
    return db.query("own_rows")


def build_checks(db: Database) -> pd.DataFrame:
    """The checks that the build ran."""
    return db.query("build_checks")


def cleaning_rules(db: Database) -> pd.DataFrame:
    """What each cleaning rule of the pay surveys touched."""
    return db.query("cleaning_rules")


def own_criteria(db: Database) -> pd.DataFrame:
    """The company's own criteria, in the columns of tables.OWN_CRITERIA; empty in the shipped data."""
    return db.query("own_criteria")


def own_benchmarks(db: Database) -> pd.DataFrame:
    """The company's own claims, in the columns of tables.OWN_BENCHMARKS; empty in the shipped data."""
    return db.query("own_benchmarks")
