"""Questions for the infrastructure and MLOps specialist."""

from atlas.domain.playbook.ask import Ask, asks

INFRA_ASKS: tuple[Ask, ...] = asks("infra_mlops", (
    ("screening", "What was the largest model or load that you kept running?",
     "Requests, latency percentiles, cost and on-call", "Names a cloud product", "Was never called at night"),
    ("screening", "How does a model go from a notebook to users in your last team?",
     "Versioned data, tests, staged release, rollback", "By copying files", "Nobody could say which version ran"),
    ("challenge", "This service answers in 900 ms at the 95th percentile. Bring it to 300.",
     "Measures first, then batches, caches or shrinks", "Adds machines", "Guesses without a profile"),
    ("challenge", "A training job dies at night after six hours. Make it survive.",
     "Checkpoints, idempotent steps, alarms that matter", "Restarts by hand", "Hides the failure"),
    ("challenge", "Write the pipeline step that refuses bad data.",
     "Contract, count, quarantine, clear message", "Drops rows in silence", "Lets everything pass"),
    ("design", "Serve three models on two GPUs with a budget. Draw it.",
     "Queues, batching, limits, cost per request", "One server for each model", "No answer to overload"),
    ("design", "How do you roll back a model whose data format changed too?",
     "Versions both, keeps both paths for a while", "Restores a backup", "Has no way back"),
    ("design", "What do you watch: the machine, the model or the business?",
     "All three, with an owner for each alarm", "Processor load", "Dashboards that nobody reads"),
    ("take_home", "Package this model so that a colleague can release it on day one.",
     "One command, tests, readable limits", "Works on own machine", "Keys in the code"),
    ("take_home", "Estimate the monthly bill at ten times the load, and halve it.",
     "States assumptions, finds the driver, shows the trade", "A price list", "Leaves out data transfer and idle time"),
    ("behavioural", "Tell us of an outage that you led.",
     "Timeline, calm roles, a change that lasted", "Who was guilty", "No written review"),
))
