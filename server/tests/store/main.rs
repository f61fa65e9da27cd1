//! What the store promises, on every database that it runs on.

mod care;
mod damage;
mod due;
mod full_disk;
mod joining;
mod log;
mod moving;
mod nodes;
mod opening;
mod people;
mod place;
#[path = "../../../tests/src/postgres.rs"]
mod postgres;
mod sweeping;

/// Runs every test on SQLite, and on PostgreSQL one after another in one cluster.
macro_rules! contract {
    ($($file:ident: $($test:ident)*;)*) => {
        mod on_sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    crate::$file::$test(&crate::place::Place::sqlite()).await;
                }
            )*)*
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn on_postgres() {
            let Some(server) = postgres::Server::find() else {
                return;
            };
            println!("on postgres: an answer is lost");
            nodes::a_commit_whose_answer_was_lost_is_done_once(&server).await;
            println!("on postgres: a dump is restored");
            moving::a_dump_is_restored(&server).await;
            $($(
                println!("on postgres: {}", stringify!($test));
                let place = crate::place::Place::at(server.schema(stringify!($test)).await);
                $file::$test(&place).await;
            )*)*
        }
    };
}

contract! {
    log:
        entries_are_read_back_as_they_were_appended
        choices_are_written_with_the_entries_that_tell_of_them_or_not_at_all
        numbers_have_no_gaps_while_two_nodes_append
        a_node_that_remembers_heads_sees_what_another_wrote
        a_number_is_not_taken_again_when_its_entry_is_gone
        an_append_waits_while_another_process_writes
        appends_are_numbered_in_the_order_they_were_asked_for
        an_unknown_table_costs_nobody_else_anything
        a_failing_table_costs_nobody_else_anything
        an_append_whose_caller_left_is_still_committed
        closing_commits_what_was_let_in
        everything_is_there_after_reopening
        what_gathers_is_committed_together_whatever_its_table
        the_writer_counts;
    damage:
        a_flipped_byte_is_named_and_refused
        a_forged_author_is_named
        a_missing_entry_is_a_gap
        a_missing_tail_is_a_gap
        an_entry_beyond_the_head_is_found
        a_rewritten_event_breaks_the_chain_after_it
        a_rewritten_last_event_breaks_the_head
        a_damaged_snapshot_gives_way_to_the_older;
    care:
        two_snapshots_are_kept
        a_snapshot_ahead_of_the_log_is_refused
        folding_keeps_events_and_what_snapshots_do_not_hold
        a_backup_is_whole_while_others_write;
    moving:
        a_session_moves_whole_or_not_at_all
        a_session_convened_from_another_moves
        a_session_is_taken_in;
    people:
        a_session_is_made_whole_or_not_at_all
        sessions_are_listed_for_those_who_belong
        invitations_are_found_by_secret_and_taken_back
        people_are_known_by_token_and_belong
        what_happens_in_a_session_is_written_whole_and_where_it_was_seen
        ids_and_secrets_are_taken_once;
    joining:
        codes_are_replaced_and_remembered
        a_knock_is_answered_once
        a_line_lets_in_once_and_stays_used
        a_device_is_added_by_a_link_that_works_once
        what_names_people_is_erased_in_time;
    due:
        what_is_due_is_written_with_the_entries_that_say_so
        when_the_house_was_up_is_remembered
        what_tables_are_owed_is_remembered_until_they_have_it;
    nodes:
        what_was_decided_on_another_head_is_not_written
        of_two_that_have_seen_the_same_one_is_written
        what_stands_beside_is_left_with_its_part
        what_was_decided_before_somebody_was_removed_is_not_written
        every_process_has_a_row_until_it_is_gone;
    opening:
        a_newer_schema_is_refused
        a_store_is_ready_until_closed
        a_database_is_looked_at_without_a_trace
        opening_twice_at_once_migrates_once;
}
