"""What the officers' processes may call for the review, beside reading the log."""

COUNTING = {"review.begin_count(uuid,text,bytea,date)", "ledger.read_for_marks(uuid,text,bigint,bigint)"}
COUNTING |= {"review.count_stretch(uuid,text,bigint,bigint,uuid[],bytea[])", "review.take_verification()"}
COUNTING |= {"review.finish_count(uuid,text,bigint,timestamp with time zone)", "review.last_verifications()"}
COUNTING |= {"review.want_verification(uuid,uuid,timestamp with time zone)"}
COUNTING |= {"review.tell_verification(uuid,bigint,bigint)", "review.overview(uuid,text,date,date,date)"}
COUNTING |= {"review.end_verification(uuid,smallint,jsonb,timestamp with time zone)"}
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
BESIDE = {
    "consent.coverage(uuid,timestamp with time zone,jsonb)",
    "review.context(uuid,text,jsonb)",
    "review.periods(uuid,text,text[])",
    "ledger.read_entries(uuid,text,uuid[])",
}
BRINGING = {"review.count_new(jsonb)", "review.add_inputs(uuid,jsonb)", "review.add_marks(uuid,jsonb)"} | {
    "record.meet_index(uuid,text,timestamp with time zone,uuid[],uuid[],bytea[],integer[])"
}
