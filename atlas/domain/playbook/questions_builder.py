"""Questions for the model builder."""

from atlas.domain.playbook.ask import Ask, asks

BUILDER_ASKS: tuple[Ask, ...] = asks("model_builder", (
    ("screening", "Describe a model that you trained, from data to decision.",
     "Baseline, split, measure, and what it decided", "Names the architecture only", "No baseline"),
    ("screening", "When is fine-tuning worth it, and when is a better prompt enough?",
     "Speaks of examples, cost, drift and evaluation", "Always or never", "Does not know what changes in the model"),
    ("challenge", "Training loss falls, test loss rises. What do you do, in which order?",
     "Checks leakage and split before regularising", "Adds dropout at once", "Tunes on the test set"),
    ("challenge", "Write the evaluation of a classifier for a class of one in a thousand.",
     "Precision and recall at a cost, with an interval", "Accuracy", "Reports one number from one run"),
    ("challenge", "These labels disagree with each other. How much, and what follows?",
     "Measures agreement beyond chance and relabels the worst", "Takes the majority", "Does not look at the data"),
    ("design", "Design a model for our domain with two thousand labelled examples.",
     "Pretrained start, active labelling, a stop rule", "Asks for a million examples", "Ignores the shift to live data"),
    ("design", "How would you know in a month that the model got worse?",
     "Delayed labels, proxies, alarms with a cost", "Retrains every week", "Would wait for complaints"),
    ("design", "Which part of our problem would you not model at all?",
     "Finds a rule or a lookup that does it", "Models everything", "Sees no risk in that"),
    ("take_home", "Train a small model on this data and write one page on what it cannot do.",
     "Errors by group, honest limits, runs again from a seed", "A leaderboard score", "Results do not reproduce"),
    ("take_home", "Compare two methods that differ by one percent.",
     "Interval, several seeds, cost of each", "Picks the larger", "Hides the runs that lost"),
    ("behavioural", "Tell us of research that you stopped.",
     "A date and a measure set beforehand", "Ran out of time", "Everything worked in the end"),
))
