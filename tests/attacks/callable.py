"""Which functions of the database each sign-in of the hub may call. A new one stands here, or nobody may call it."""

from tests.attacks import of_samples
from tests.attacks.of_cases import ASKED, ASKING_BACK, CASES
from tests.attacks.of_the_review import BESIDE, BRINGING, COUNTING, WATCHING

SIGN_IN = {
    *("ledger.keys_of_ended_months(text)", "ledger.keys_to_turn(text,uuid,integer)"),
    "ledger.turn_keys(uuid,uuid[],bytea[])",
    *("identity.posts(text,text,date)", "identity.as_of()"),
    "identity.open_session(bytea,uuid,jsonb)",
    "identity.confirm_session(bytea,bytea,jsonb,interval,interval)",
    "identity.end_sessions(bytea,timestamp with time zone,jsonb)",
    "identity.load_session(bytea,date,interval,interval)",
    "identity.close_session(bytea)",
    "identity.own_sessions(bytea,interval,interval)",
    "identity.end_own_session(bytea,text)",
    "identity.take_turns(bytea,integer,integer)",
    "identity.mandates(text,uuid[],date)",
    "identity.assigned(uuid,date)",
}
LEDGER = {
    "ledger.append(jsonb,bytea,bytea[],uuid[],text[],integer[],smallint[])",
    "ledger.append_all(jsonb,bytea[],bytea[],uuid[],text[],integer[],smallint[])",
    "ledger.next_seq(uuid)",
}
READING = {
    "record.facts(uuid,bigint)",
    "record.outline(uuid)",
    "consent.papers(uuid)",
    "record.read_cells(uuid)",
    "record.load_keys(uuid)",
}
CONSENTS = {
    "consent.write(uuid,jsonb)",
    "consent.write_open(uuid,jsonb)",
    "consent.worked_out_by(uuid)",
    "record.wrappings(uuid)",
    "record.narrow_wrappings(uuid,jsonb)",
}
ASKING_MAKERS = {
    "record.want_wrappings(uuid,uuid)",
    "record.askings_to_send(bytea)",
    "record.send_askings(text[],uuid[],bytea[])",
    "record.askings_answered(bytea[])",
    "record.close_askings(jsonb)",
    "record.makers_asked(uuid)",
}
FOLLOWING = ASKING_MAKERS | {"identity.circle(uuid)"}
RENEWING = {
    "record.keys_in_use()",
    "record.boxes_to_renew(text,bytea,text[],integer)",
    "record.renew_boxes(uuid,text,uuid[],bytea[],bytea[])",
}
MAKING = {"record.wanted_wrappings(bytea[])", "record.add_wrappings(uuid,jsonb)", "record.answer_askings(uuid,jsonb)"}
SEARCHING = {
    "record.find_tokens(uuid[],bytea[])",
    "record.list_page(jsonb)",
    "record.read_page(uuid)",
    "ledger.append_page(jsonb,bytea,bytea[],bytea[],bytea,uuid[],text[],integer[],smallint[])",
}
CONFIDING = {
    "record.confided_boxes(uuid,text[],bytea[],uuid,integer)",
    "record.confide_anew(uuid,uuid[],bytea[],bytea[])",
    "record.confided_to(uuid,text[],uuid,date)",
    "identity.refs_of(uuid[])",
    "record.hand_on(uuid[],uuid,uuid,uuid[],bytea[],bytea[])",
}
WRITING = {"record.write_cells(uuid,jsonb)", "record.note_matches(uuid,jsonb)"}
OWN = {"ledger.read_own(uuid,bytea,jsonb,integer)", "ledger.proven(uuid[])"}
HISTORY = {"ledger.take_over(jsonb)", "ledger.history_facts(uuid[],text[])"}
LOADING = {"record.write_directory(uuid,jsonb)", "record.write_family(uuid,jsonb)", "record.directory()"} | {
    "identity.write_accounts(uuid,jsonb)"
}
MANDATES = {"identity.mandate_facts(jsonb)", "identity.write_mandate(uuid,jsonb)"}
BOARD = {
    "identity.colleagues(date)",
    "identity.grants(uuid,date)",
    "identity.unattended(uuid,text[],date)",
}
NOTES = {
    "record.save_draft(uuid,uuid,text,bytea,timestamp with time zone,date,bytea)",
    "record.load_drafts(uuid,uuid,timestamp with time zone,date)",
    "record.drop_draft(uuid,uuid,text)",
    "record.keep_receipt(uuid,uuid,bytea,bytea,uuid,jsonb,timestamp with time zone)",
    "record.load_receipt(uuid,bytea,timestamp with time zone)",
}
RECIPIENTS = {"identity.recipients(uuid,uuid,date)"}
JOURNAL = {"consent.journal_state()", "consent.journal_since(bigint)", "consent.journal_over()"}
RECALLS = {"consent.recalls(uuid)", "consent.answer_recall(uuid,jsonb)"} | {
    "consent.recalls_untried()",
    "consent.read_received(uuid)",
    "consent.note_tried(uuid)",
    "ledger.read_given(uuid,timestamp with time zone,uuid,integer,text)",
    *("consent.read_unlisted(uuid)", "consent.open_recalls(uuid,jsonb)"),
    *("consent.onlookers(uuid)", "consent.tell_onlooker(uuid,jsonb)"),
}
INFORMING = {"consent.first_looks(uuid)", "consent.informed_of(uuid)", "consent.write_informed(uuid,jsonb)"}
TEAM = {"identity.team(uuid,date)", "identity.own_family(text,uuid,date)"}
TASKS = {"consent.tasks_at_hand(uuid,date)", "consent.settle_task(uuid,jsonb)", "consent.turn_task(uuid,jsonb)"}
CLERK = {"consent.clerk_page(text,integer,text,date)", "consent.keep_tasks(uuid,jsonb)"} | {
    "conference.rooms_over(timestamp with time zone)",
    "conference.end_room(uuid,uuid,timestamp with time zone)",
    "record.count_ended(timestamp with time zone)",
    "record.end_wrappings(uuid,timestamp with time zone)",
}
ERASING = {
    "ledger.overdue(timestamp with time zone,date,date,date)",
    "ledger.erase_log(uuid,timestamp with time zone,date,date)",
    "ledger.erase_register(uuid,uuid,date,date)",
    "ledger.clear_tickets(timestamp with time zone)",
    "review.overdue_cases(text,date,date)",
    "review.erase_cases(uuid,text,date,date,date)",
    *("conference.overdue(text,date,date)", "conference.erase(uuid,text,date,date,date)"),
    *("consent.overdue_proofs(date,date)", "consent.erase_proofs(uuid,date,date,date)"),
}
REMINDING = {"review.standing(text[])", "review.keep_reminder(uuid,jsonb)"}
HOLDING = {"ledger.write_hold(uuid,jsonb)", "ledger.lift_hold(uuid,jsonb)", "ledger.holds()"}
SHEETS = {
    "conference.sheet_state(uuid,uuid)",
    "conference.read_sheet(uuid,uuid,uuid)",
    "conference.recognise(uuid,uuid,uuid,timestamp with time zone)",
}
CONFERENCES = SHEETS | {
    "conference.of_staff(uuid,text,timestamp with time zone,date)",
    "conference.bring(uuid,uuid,date)",
    "conference.coming(uuid,timestamp with time zone,timestamp with time zone,date)",
    "conference.presence(uuid,uuid,timestamp with time zone,date)",
}
ROOMS = {
    "conference.room_of(uuid,text,timestamp with time zone,date)",
    "conference.move_room(uuid,jsonb)",
    "conference.of_code(bytea,timestamp with time zone,date)",
    "conference.bind_screen(uuid,bytea,bytea)",
    "conference.screen_of(bytea,timestamp with time zone,date)",
    "conference.stamps(bytea[],timestamp with time zone,date)",
    "conference.darken(bytea,boolean)",
}
CONFERENCES |= {"conference.minutes_of(uuid,uuid,date)", "conference.write_minutes(uuid,jsonb)"}
MINUTES_OF_AGENCIES = {"conference.confirm_minutes(uuid,jsonb)", "conference.settle_agreed(uuid,jsonb)"}
BROUGHT = {
    "conference.keep(uuid[],jsonb)",
    "conference.write_minutes(uuid,jsonb)",
    "conference.confirm_minutes(uuid,jsonb)",
    "conference.bring_sheet(uuid,jsonb)",
}
PLANNING = {
    "conference.move_state(uuid[],jsonb)",
    "conference.used(uuid,uuid,date)",
    *("conference.vacant(uuid,text,date)", "conference.take_over(uuid[],jsonb)"),
    "conference.at_tables(uuid,uuid,timestamp with time zone,date)",
    "conference.bring_sheet(uuid,jsonb)",
    "conference.take_number(integer)",
    "conference.keep(uuid[],jsonb)",
    "conference.colleagues(uuid,uuid[],date)",
    "conference.advisers(uuid,text[],date)",
}
FORGETTING = {
    "record.erasable(text,date,date)",
    "record.erase_family(uuid,jsonb)",
    "record.erasure_ground(uuid,date)",
    "record.erasures_since(bigint)",
    "record.erasures_contradict(bigint[],uuid[])",
    "record.erasures_over()",
    "record.erasure_of_nobody(bigint,uuid,date)",
}
KNOWN_ERASURES = {"record.erasures_known()"}
RESTORING = {
    "ledger.begin_recovery(bigint,bytea)",
    "ledger.put_back(uuid,bigint,bytea[])",
    "ledger.regrow(uuid,bigint,bigint,smallint[],bigint[],bytea[],bytea,bytea)",
    "ledger.put_back_checkpoints(uuid,bigint[],bytea[],text[],timestamp with time zone[],jsonb[],boolean[])",
}
COMPARING = {"ledger.tree_head()", "ledger.newest_checkpoint(boolean)", "ledger.edge(bigint)"}
ASKING = {"consent.keep_asked(uuid,uuid,uuid,bytea)"}
TALKS = {
    "consent.askable(uuid,uuid,date)",
    "consent.talks(uuid,uuid,date)",
    "consent.save_talk(uuid,uuid,uuid,bytea,timestamp with time zone,date)",
    "consent.hold_talk(uuid,uuid,uuid,date)",
    "consent.move_talk(uuid,text,text,bytea,timestamp with time zone)",
    "consent.end_talk(uuid,uuid,text,bytea,timestamp with time zone)",
    "consent.drop_talk(uuid)",
    "consent.take_number(integer)",
    "consent.scan(uuid,uuid,uuid,date)",
    "consent.keep_scan(uuid,uuid,bytea,timestamp with time zone)",
}
REQUESTS = {
    "consent.requests(uuid,uuid,date)",
    "consent.keep_request(uuid,jsonb,bytea)",
    "consent.answer_request(uuid,uuid,uuid,text,date)",
}
PASSING = {"record.pass_on(uuid,uuid,uuid,timestamp with time zone)"}
TALKING = TALKS | REQUESTS | TASKS | ASKING | PASSING
SYSTEMS = {"identity.posts_of(text,date)"}
RECEIPTS = {"identity.controllers()"}
TREE = {"ledger.edge(bigint)", "ledger.tree_head()", "ledger.newest_checkpoint(boolean)"}
EVIDENCE = TREE | {
    "ledger.tiles(smallint[],bigint[])",
    "ledger.freshness()",
    "ledger.place_of(uuid)",
}
SIGN_IN |= EVIDENCE | KNOWN_ERASURES | {"record.erasures_contradict(bigint[],uuid[])", "record.erasures_over()"}
WORKING = RECEIPTS | JOURNAL | RECALLS | SYSTEMS | RECIPIENTS | FOLLOWING | MAKING | SEARCHING | WRITING | NOTES
WORKING |= RENEWING | CONFERENCES
RULES = {"rulebook.in_force()", "rulebook.check_in_force(text)"} | {
    "rulebook.activations()",
    "rulebook.document(text)",
}
CHANGES = {"rulebook.versions()", "rulebook.proposals(text)", "rulebook.proposed_document(text)"}
STEPS = CHANGES | {"rulebook.take_step(uuid,jsonb)"}
PROPOSING = STEPS | {"rulebook.propose(uuid,jsonb)"}
COMING = CHANGES | {"rulebook.keep_count(uuid,jsonb)", "rulebook.activate_released(uuid,jsonb)"}
COMING |= {"identity.circle(uuid)"}
LEDGER |= RULES  # whoever writes entries says by which rules
OFFICE = INFORMING | PROPOSING | PLANNING | ROOMS | MINUTES_OF_AGENCIES
EXECUTABLE = {
    "hub_jobcenter": SIGN_IN
    | LEDGER
    | OWN
    | READING
    | CONSENTS
    | WORKING
    | MANDATES
    | BOARD
    | TALKING
    | OFFICE
    | ASKED,
    "hub_jugendamt": SIGN_IN
    | LEDGER
    | OWN
    | READING
    | CONSENTS
    | WORKING
    | MANDATES
    | BOARD
    | TALKING
    | OFFICE
    | CONFIDING
    | ASKED,
    "hub_provider": SIGN_IN | LEDGER | OWN | READING | CONSENTS | WORKING | MANDATES | CONFIDING | ASKED,
    "hub_family": SIGN_IN
    | LEDGER
    | RENEWING
    | READING
    | CONSENTS
    | FOLLOWING
    | RECIPIENTS
    | RECEIPTS
    | JOURNAL
    | TEAM
    | {"ledger.read_account(uuid,bytea,jsonb,integer)", "ledger.places(uuid[])", "ledger.published_checkpoints()"}
    | {"consent.asked_of(uuid)", "conference.of_person(uuid)", "conference.minutes_of_person(uuid,uuid)"}
    | ASKING_BACK,
    "hub_oversight": of_samples.OFFICERS
    | SIGN_IN
    | LEDGER
    | OWN
    | WATCHING
    | {
        "ledger.read_log(uuid,text,jsonb,integer)",
        "ledger.holds()",
        "consent.journal_state()",
        "consent.journal_over()",
    }
    | {"ledger.leaves(bigint,bigint)", "consent.looks_before_entry(timestamp with time zone)"}
    | {"ledger.published_checkpoints()", "ledger.find_place(uuid)", "ledger.export_boxes(uuid,text,bigint,bigint)"}
    | {"ledger.erased_lists()", "review.samples_unsigned()"}
    | RENEWING
    | BESIDE
    | (SYSTEMS | COUNTING | STEPS | CASES),
    "hub_sequencer": TREE
    | {"ledger.waiting(integer)", "ledger.integrate(bigint,uuid[],smallint[],bigint[],bytea[],bytea,bytea)"},
    "hub_signer": TREE
    | {"ledger.leaves(bigint,bigint)", "ledger.tiles(smallint[],bigint[])"}
    | {"ledger.publish(bigint,bytea,text,timestamp with time zone,text[],boolean)"},
    "hub_clerk": LEDGER
    | CLERK
    | ERASING
    | COMPARING
    | COMING
    | {"consent.journal_state()", "review.erase_inputs(date)"}
    | KNOWN_ERASURES
    | REMINDING,
    "hub_loader": {"identity.mandates(text,uuid[],date)", "record.outline(uuid)", "consent.papers(uuid)"}
    | {"consent.journal_place(uuid)", "consent.journal_read(bigint)"}
    | {"consent.families()", "identity.controllers()"}
    | (FORGETTING | KNOWN_ERASURES | BROUGHT | {"conference.loadable(text[],text[])"})
    | ({"identity.circle(uuid)"} | JOURNAL | RECIPIENTS | EVIDENCE | RESTORING | {"ledger.leaves(bigint,bigint)"})
    | (LEDGER | CONSENTS | WRITING | LOADING | BRINGING | HISTORY | HOLDING | {"rulebook.activate(uuid,jsonb)"}),
}
