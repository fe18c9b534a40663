"""Questions for the product implementer."""

from atlas.domain.playbook.ask import Ask, asks

PRODUCT_ASKS: tuple[Ask, ...] = asks("product_implementer", (
    ("screening", "Which AI feature of yours do people use every week?",
     "Usage, what users did before, what was cut", "A demonstration", "No number for use"),
    ("screening", "How do you choose between two model providers?",
     "Own test set, cost, latency, terms on data", "The newest one", "Sends customer data without asking"),
    ("challenge", "Build retrieval over these fifty documents and show where it fails.",
     "Looks at misses, chunks with reason, cites sources", "Default settings, one happy example", "Invented citations"),
    ("challenge", "The model answers in the wrong format once in forty calls. Fix it.",
     "Schema, validation, retry with a limit, a test", "Asks it nicely in the prompt", "Parses whatever comes"),
    ("challenge", "A user pastes text that gives your assistant orders. What happens?",
     "Separates data from instructions, limits its tools", "Adds a sentence to the prompt", "Has not heard of it"),
    ("design", "Design an assistant on our documents, where some are secret.",
     "Rights before retrieval, audit, refusal", "Filters the answer afterwards", "One index for all"),
    ("design", "How will we know that the answers are good enough to launch?",
     "Task set, graders checked by people, a threshold", "We try a few", "Asks the same model to grade itself, unchecked"),
    ("design", "Cut the running cost of this feature by half.",
     "Caches, smaller model for easy cases, shorter context", "Waits for lower prices", "Does not know the cost of a call"),
    ("take_home", "Ship a small feature with an evaluation we can run again.",
     "Small, tested, clear on what fails", "Large and untested", "Cannot be started"),
    ("take_home", "Write the note to users about what the feature gets wrong.",
     "Plain, honest, with a way to object", "A disclaimer", "Claims that it is always right"),
    ("behavioural", "When did user feedback change your plan?",
     "Names the user, the finding and the cut", "Added what was asked", "Users were wrong"),
))
