"""What the officers' login may call of the monthly sample."""

OFFICERS = {
    "review.appointed(text,date)",
    "review.commitments(uuid,bytea)",
    "review.judge(uuid,bytea,uuid,uuid,text)",
    "review.keep_nightly_nonce(uuid,bytea)",
    "review.keep_nonce(uuid,bytea,date,bytea)",
    "review.keep_report(uuid,bytea,uuid,text)",
    "review.keep_sample(uuid,bytea,jsonb,text)",
    "review.nonce_of(uuid,bytea,uuid)",
    "review.population(uuid,bytea,timestamp with time zone,timestamp with time zone)",
    "review.read_drawn(uuid,bytea,uuid,uuid)",
    "review.read_proofs(uuid,bytea,uuid,uuid[])",
    "review.sample_papers(uuid,bytea,uuid)",
    "review.samples(uuid,bytea)",
    "review.sheets(uuid)",
    "review.spoken(uuid,bytea)",
    "review.uncommitted(date)",
}
