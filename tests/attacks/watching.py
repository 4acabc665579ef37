"""Functions by which the review evaluates the log and keeps what it finds: the officers' sign-in alone has them."""

WATCHING = {
    "ledger.read_stretch(uuid,timestamp with time zone,timestamp with time zone,uuid,integer)",
    "review.begin_run(uuid,jsonb)",
    "review.end_run(uuid,integer,text[])",
    "review.keep_explanations(uuid,jsonb)",
    "review.keep_hits(uuid,jsonb)",
    "review.read_hits(uuid,text,jsonb,integer)",
    "review.runs(text,integer)",
    "review.worth(text)",
}
