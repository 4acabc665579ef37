"""What the officers' login may call of the monthly sample."""

OFFICERS = {
    "review.appointed(text,date)",
    "review.checkpoint_for(uuid,timestamp with time zone)",
    "review.judge(uuid,uuid,uuid,text)",
    "review.keep_nonce(uuid,date,bytea)",
    "review.keep_report(uuid,uuid,text)",
    "review.keep_sample(uuid,jsonb,text)",
    "review.nonces(text[])",
    "review.population(uuid,timestamp with time zone,timestamp with time zone)",
    "review.read_drawn(uuid,uuid,uuid)",
    "review.read_proofs(uuid,uuid,uuid[])",
    "review.sample_papers(uuid)",
    "review.samples(text[])",
    "review.spoken(text[])",
}
