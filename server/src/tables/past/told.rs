//! What a replay tells: the whole timeline, and a text at a moment.

use super::replay::{Past, Told};
use super::tracks::Track;
use shared::document::Root;
use shared::features::people::Participant;
use shared::history::{Mark, NamedText, Stroke, Then, Timeline, moments, stretches};
use shared::ids::{ParticipantId, Timestamp};
use shared::prose::authored::{AuthoredBlock, authored};
use shared::seq::Seq;
use shared::table::RoundTable;
use yrs::Transact;

/// How many moments of what was written a slider has, about.
const MOMENTS: usize = 1_000;

impl Past {
    /// The whole timeline, as this participant may see it; `now` is the table as it is, with the names of people.
    pub fn timeline(&self, now: &RoundTable, viewer: &Participant) -> Timeline {
        let strokes: Vec<_> = self.strokes().collect();
        let marks = stretches(self.marks(viewer), &strokes);
        let moments = moments(&marks, &strokes, MOMENTS);
        let texts = self.tracks.roots.iter().map(|root| self.named(now, root));
        Timeline {
            table: now.name.clone(),
            begins: self.begins,
            texts: texts.collect(),
            delegations: now.delegations.clone(),
            people: now.participants.values().cloned().collect(),
            guests: Vec::new(),
            marks,
            moments,
        }
    }

    fn marks(&self, viewer: &Participant) -> Vec<Mark> {
        let seen = |told: &Told| {
            let sees_all = told.record.event.audience().holds(viewer);
            if sees_all { &told.all } else { &told.rest }.clone()
        };
        self.events.iter().filter_map(seen).collect()
    }

    fn strokes(&self) -> impl Iterator<Item = Stroke> {
        let stroke = |track: &Track| {
            Some(Stroke {
                seq: track.seq,
                at: track.at,
                by: self.tracks.people[track.by?].clone(),
                text: track.root.and_then(|root| u32::try_from(root).ok()),
            })
        };
        self.tracks.all.iter().filter_map(stroke)
    }

    fn named(&self, now: &RoundTable, root: &Root) -> NamedText {
        let (label, name) = match root {
            Root::Joint(question) | Root::Own(question, _) | Root::Private(question, _) => {
                let question = now.question(question);
                let label = question.map(|question| question.label.clone());
                (label, question.map(|it| it.called().to_owned()))
            }
            Root::Practice(practice, _) => (None, self.practices.get(practice).cloned()),
            Root::Summary | Root::Desk(_) | Root::Section(_) | Root::Notes => (None, None),
        };
        NamedText {
            root: root.to_string(),
            label: label.unwrap_or_default(),
            name: name.unwrap_or_default(),
        }
    }

    /// A text as it was after an entry; that which was written in last, if none is named.
    pub fn then(&self, seq: Seq, root: Option<&Root>) -> Then {
        let updates = self.tracks.until(seq);
        let (seq, at) = self.last_before(seq, updates);
        let is_known = self.begins.is_none_or(|begins| begins <= seq);
        let root = root.filter(|root| self.tracks.roots.contains(root));
        let root = root.or_else(|| self.last_written(updates));
        let (authors, blocks) = match root.filter(|_| is_known) {
            Some(root) => self.read(root, updates),
            None => Default::default(),
        };
        Then {
            seq,
            at,
            root: root.filter(|_| is_known).map(Root::to_string),
            authors,
            blocks,
        }
    }

    /// The last entry up to there that tells anything, and when that was.
    fn last_before(&self, seq: Seq, updates: usize) -> (Seq, Timestamp) {
        let events = self.events.partition_point(|told| told.record.seq <= seq);
        let event = events.checked_sub(1).map(|last| &self.events[last].record);
        let track = updates.checked_sub(1).map(|last| self.tracks.all[last]);
        let event = event.map(|record| (record.seq, record.at));
        let track = track.map(|track| (track.seq, track.at));
        event.max(track).unwrap_or((Seq::START, Timestamp(0)))
    }

    fn last_written(&self, updates: usize) -> Option<&Root> {
        let mut tracks = self.tracks.all[..updates].iter().rev();
        let last = tracks.find_map(|track| track.by.and(track.root))?;
        self.tracks.roots.get(last)
    }

    fn read(&self, root: &Root, updates: usize) -> (Vec<ParticipantId>, Vec<AuthoredBlock>) {
        let text = self.doc.get_or_insert_text(root.to_string());
        let then = self.tracks.snapshot(updates);
        let mut authors: Vec<usize> = Vec::new();
        let blocks = authored(&text, &mut self.doc.transact_mut(), &then, |client| {
            let owner = self.tracks.owner(client)?;
            let known = authors.iter().position(|author| *author == owner);
            let number = known.unwrap_or_else(|| {
                authors.push(owner);
                authors.len() - 1
            });
            u32::try_from(number).ok()
        });
        let named = |author: &usize| self.tracks.people[*author].clone();
        (authors.iter().map(named).collect(), blocks)
    }
}
