"""Job titles as the sources spell them, each with the role that it counts in. Closed tables.

Title sets differ by survey year, so only roles are compared across years, never titles. Two marks beside the roles
of the contract: `all` is an engineering title that counts in engineering as a whole and in no single role;
`outside` is not engineering and counts in nothing.
"""

OUTSIDE = "outside"

STACKOVERFLOW_2024 = {
    "software_engineer": (
        "Developer, full-stack", "Developer, back-end", "Developer, front-end", "Developer, mobile",
        "Developer, desktop or enterprise applications", "Developer, embedded applications or devices",
        "Developer, game or graphics",
    ),
    "ai_ml_engineer": ("Developer, AI",),
    # One answer for two jobs. Counted as AI/ML engineers, its 618 rows would drown the 256 of "Developer, AI", whose
    # premium over software roles would read +18 instead of +25 %; counted as data scientists it keeps that role's
    # published +16 % and leaves the AI role to people who say so. The role's 2024 pay is thus a little high.
    "data_scientist": ("Data scientist or machine learning specialist",),
    "data_engineer": ("Data engineer",),
    "mlops_engineer": ("DevOps specialist", "Cloud infrastructure engineer", "Engineer, site reliability"),
    "data_analyst": ("Data or business analyst",),
    # Testers are an occupation of their own (US SOC 15-1253 beside 15-1252, software developers).
    "all": (
        "Developer, QA or test", "Developer Experience", "Blockchain", "Hardware Engineer", "Security professional",
        "System administrator", "Database administrator", "Academic researcher", "Research & Development role",
        "Scientist",
    ),
    OUTSIDE: (
        "Engineering manager", "Senior Executive (C-Suite, VP, etc.)", "Product manager", "Project manager",
        "Student", "Educator", "Designer", "Developer Advocate", "Marketing or sales professional", "Other",
        "Other (please specify):",
    ),
}  # fmt: skip

STACKOVERFLOW_2025 = {
    # 2024 had no answer for architects, who therefore sit among its developers; US SOC 15-1252 counts them there too.
    "software_engineer": (
        "Developer, full-stack", "Developer, back-end", "Developer, front-end", "Developer, mobile",
        "Developer, desktop or enterprise applications", "Developer, embedded applications or devices",
        "Developer, game or graphics", "Architect, software or solutions",
    ),
    "ai_ml_engineer": ("AI/ML engineer", "Developer, AI apps or physical AI"),
    "data_scientist": ("Data scientist", "Applied scientist"),
    "data_engineer": ("Data engineer",),
    "mlops_engineer": ("DevOps engineer or professional", "Cloud infrastructure engineer"),
    "data_analyst": ("Data or business analyst",),
    "all": (
        "Developer, QA or test", "Cybersecurity or InfoSec professional", "System administrator",
        "Database administrator or engineer", "Academic researcher", "Financial analyst or engineer",
    ),
    OUTSIDE: (
        "Engineering manager", "Senior executive (C-suite, VP, etc.)", "Product manager", "Project manager",
        "Founder, technology or otherwise", "Student", "Support engineer or analyst", "Retired",
        "UX, Research Ops or UI design professional", "Other (please specify):",
    ),
}  # fmt: skip


def by_title(roles: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Title -> role, of a table that lists the titles of each role."""
    return {title: role for role, titles in roles.items() for title in titles}


ROLE_OF_STACKOVERFLOW = {2024: by_title(STACKOVERFLOW_2024), 2025: by_title(STACKOVERFLOW_2025)}
"""Survey year -> title -> role."""
