//! Who sits at tables that only other processes have open, as those say: for whoever looks at all tables at once, by whichever process.

use crate::cluster::{Bus, Heard, Listening, Person, Said};
use crate::store::Kind;
use crate::tables::handle::Seated;
use shared::ids::{ParticipantId, TableId};
use shared::lobby::Line;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A process that says nothing for so long is gone.
const SILENT: Duration = Duration::from_secs(8);
/// A table that nobody has looked at for so long is not listened to any more.
const LOOKED: Duration = Duration::from_secs(30);
/// For how long somebody who wrote is said to write.
const WRITES: Duration = Duration::from_secs(6);
/// So many tables are listened to, and so many processes are heard of each.
const MOST: usize = 2_048;
const NODES: usize = 256;

/// What is heard of tables that are not open here.
#[derive(Default)]
pub struct Abroad(Mutex<HashMap<TableId, Watched>>);

struct Watched {
    looked: Instant,
    seats: Arc<Mutex<Table>>,
    _listening: Listening,
}

#[derive(Default)]
struct Table {
    nodes: BTreeMap<u64, Node>,
    wrote: HashMap<ParticipantId, Instant>,
}

struct Node {
    heard: Instant,
    number: u64,
    people: Vec<Person>,
}

impl Abroad {
    /// Listens no more to tables that nobody has looked at for a while.
    pub fn forgets(&self) {
        held(&self.0).retain(|_, it| it.looked.elapsed() < LOOKED);
    }

    /// Who sits at a table that is not open here, as far as was heard since somebody first looked: whoever looks again knows more.
    pub fn look(&self, bus: &Bus, table: &TableId) -> Vec<Seated> {
        if !bus.is_there() {
            return Vec::new();
        }
        let mut watched = held(&self.0);
        if watched.len() >= MOST && !watched.contains_key(table) {
            return Vec::new();
        }
        let begin = || {
            let seats = Arc::<Mutex<Table>>::default();
            let to = seats.clone();
            Watched {
                looked: Instant::now(),
                seats,
                _listening: bus.listens(table, Some(Said::Asks), move |said| held(&to).hear(said)),
            }
        };
        let watched = watched.entry(table.clone()).or_insert_with(begin);
        watched.looked = Instant::now();
        held(&watched.seats).people()
    }
}

impl Table {
    fn hear(&mut self, heard: Heard) {
        match heard.said {
            Said::Here(people) => {
                let is_new = self
                    .nodes
                    .get(&heard.node)
                    .is_none_or(|node| node.number < heard.number);
                if is_new && (self.nodes.len() < NODES || self.nodes.contains_key(&heard.node)) {
                    let node = Node {
                        heard: Instant::now(),
                        number: heard.number,
                        people,
                    };
                    self.nodes.insert(heard.node, node);
                }
            }
            Said::Wrote(entries) => {
                self.wrote.retain(|_, wrote| wrote.elapsed() < WRITES);
                let prose = entries.into_iter().filter(|it| it.kind == Kind::Update);
                let authors = prose.filter_map(|entry| entry.participant);
                self.wrote.extend(authors.map(|who| (who, Instant::now())));
            }
            Said::Ends(_) | Said::Speaks(_) | Said::Asks | Said::Spent(_) => {}
        }
    }

    fn people(&mut self) -> Vec<Seated> {
        self.nodes.retain(|_, node| node.heard.elapsed() < SILENT);
        let mut rows = BTreeMap::<_, Seated>::new();
        for person in self.nodes.values().flat_map(|node| &node.people) {
            let participant = &person.participant;
            let wrote = self.wrote.get(participant);
            let row = rows.entry(participant).or_insert_with(|| Seated {
                participant: participant.clone(),
                writes: wrote.is_some_and(|wrote| wrote.elapsed() < WRITES),
                line: Line::Behind,
            });
            if !person.behind {
                row.line = Line::Steady;
            }
        }
        rows.into_values().collect()
    }
}

/// Nothing is done under these locks that could panic half-way.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ids::Timestamp;

    fn here(node: u64, number: u64, people: &[(&str, bool)]) -> Heard {
        let person = |(who, behind): &(&str, bool)| Person {
            participant: who.parse().expect("an id"),
            behind: *behind,
            clients: Vec::new(),
        };
        Heard {
            node,
            number,
            at: Timestamp(0),
            said: Said::Here(people.iter().map(person).collect()),
        }
    }

    fn lines(table: &mut Table) -> Vec<(String, Line)> {
        let people = table.people().into_iter();
        let line = |it: Seated| (it.participant.to_string(), it.line);
        people.map(line).collect()
    }

    #[test]
    fn a_table_that_nobody_looks_at_is_listened_to_no_more() {
        let abroad = Abroad::default();
        let watched = |looked| Watched {
            looked,
            seats: Arc::default(),
            _listening: Listening::default(),
        };
        let long_ago = Instant::now().checked_sub(LOOKED).expect("a clock");
        for (id, looked) in [("old", long_ago), ("new", Instant::now())] {
            let id = id.parse().expect("an id");
            held(&abroad.0).insert(id, watched(looked));
        }
        abroad.forgets();
        let left: Vec<_> = held(&abroad.0).keys().map(ToString::to_string).collect();
        assert_eq!(left, ["new"]);
    }

    #[test]
    fn somebody_behind_two_processes_is_one_and_old_news_is_none() {
        let mut table = Table::default();
        table.hear(here(1, 2, &[("ana", true)]));
        table.hear(here(2, 1, &[("ana", false), ("ben", true)]));
        table.hear(here(1, 1, &[("carla", false)]));
        let want = [("ana", Line::Steady), ("ben", Line::Behind)];
        let want = want.map(|(who, line)| (who.to_owned(), line));
        assert_eq!(lines(&mut table), want);
        table.hear(here(2, 2, &[]));
        assert_eq!(lines(&mut table), [("ana".to_owned(), Line::Behind)]);
    }
}
