//! Which documents this page keeps in sync: the table's, and those of a smaller audience that one is in now.

use super::connection::Connection;
use super::replica::Replica;
use super::signals::Signals;
use leptos::prelude::*;
use shared::document::DocumentId;
use shared::features::people::Participant;
use shared::ids::ParticipantId;
use std::rc::Rc;

impl Connection {
    /// All documents, the table's first.
    pub(super) fn replicas(&self) -> Vec<Rc<Replica>> {
        self.replicas.borrow().clone()
    }

    /// The table's own.
    pub(super) fn table(&self) -> Rc<Replica> {
        let replicas = self.replicas.borrow();
        let table = replicas.first().cloned();
        table.expect("a connection has the table's document from its start")
    }

    /// The document that goes by this number now.
    pub(super) fn by_handle(&self, handle: u64) -> Option<Rc<Replica>> {
        let replicas = self.replicas.borrow();
        let found = replicas.iter().find(|it| it.handle() == handle);
        found.cloned()
    }

    /// Begins the table's document; whatever there was before is let go of.
    pub(super) fn begin(self: &Rc<Self>) {
        let table = Replica::new(self, DocumentId::Table, 0);
        let before = self.replicas.replace(vec![table]);
        for replica in before.iter().filter(|it| it.id != DocumentId::Table) {
            replica.vanish(self);
        }
    }

    /// Keeps exactly the documents that one may read, by what the table says now, and asks for those that were not
    /// asked for.
    pub(super) fn keep_documents(self: &Rc<Self>) {
        let Some((you, wanted)) = self.readable() else {
            return;
        };
        let is_wanted = |id: &DocumentId| {
            *id == DocumentId::Table || wanted.iter().any(|(wanted, _)| wanted == id)
        };
        let (kept, gone): (Vec<_>, Vec<_>) = self
            .replicas()
            .into_iter()
            .partition(|replica| is_wanted(&replica.id));
        *self.replicas.borrow_mut() = kept;
        for replica in gone {
            let sent = replica.ledger.borrow().count();
            self.let_go.borrow_mut().push((replica.id.clone(), sent));
            replica.close(self);
        }
        for (id, handle) in wanted {
            let known = self.replicas().into_iter().find(|it| it.id == id);
            match known {
                Some(replica) => replica.readdress(self, handle),
                None => self.add(&you, id, handle),
            }
        }
        for replica in self.replicas() {
            replica.ask(self);
        }
        self.tell_save_state();
    }

    fn add(self: &Rc<Self>, you: &ParticipantId, id: DocumentId, handle: u64) {
        let sent = self
            .let_go
            .borrow()
            .iter()
            .rev()
            .find_map(|(it, sent)| (*it == id).then_some(*sent));
        let replica = Replica::new(self, id, handle);
        replica.ledger.borrow_mut().count_on(sent.unwrap_or(0));
        self.replicas.borrow_mut().push(replica.clone());
        replica.open_store(self, you);
    }

    /// Who one is, and the documents that one may read besides the table's, with their numbers on the wire.
    fn readable(&self) -> Option<(ParticipantId, Vec<(DocumentId, u64)>)> {
        let live = self.live();
        let you = live.you.try_get_untracked().flatten()?;
        let documents = live.table.try_with_untracked(|table| {
            let table = table.as_ref()?;
            let documents = match table.participants.get(&you) {
                Some(me) => {
                    let mut documents = table.documents_of(me);
                    documents.retain(|id| is_kept(live, me, id));
                    documents
                }
                None => Vec::new(),
            };
            let numbered = documents.into_iter().filter_map(|id| {
                let handle = table.handle(&id)?;
                Some((id, handle))
            });
            Some(numbered.collect())
        });
        Some((you, documents.flatten()?))
    }
}

/// Whether a document that one may read is kept in sync. Revealed answers of other delegations are many: those that somebody
/// looks at. So is the report, which has a page of its own.
fn is_kept(live: Signals, me: &Participant, document: &DocumentId) -> bool {
    match document {
        DocumentId::Table | DocumentId::Desk(_) | DocumentId::Notes => true,
        DocumentId::Private(_, of) => me.speaks_for() == Some(of) || is_looked_at(live, document),
        DocumentId::Report => is_looked_at(live, document),
    }
}

fn is_looked_at(live: Signals, document: &DocumentId) -> bool {
    let is_it = |all: &Vec<DocumentId>| all.contains(document);
    live.looked_at.try_with_value(is_it) == Some(true)
}
