//! Bringing practices, revising them, and what other delegations say to them.

use super::names::{named, short};
use super::{Decision, speaks_for, unless};
use crate::document::Root;
use crate::event::Event;
use crate::ids::{DelegationId, PracticeId, RemarkId};
use crate::limits;
use crate::participant::Participant;
use crate::phase::Phase;
use crate::practice::{GoodPractice, PracticeCard, PracticeField, Remark};
use crate::refusal::{Noun, Refusal};
use crate::round_table::RoundTable;

/// Everything that is wrong with the texts on a card, in the order of its fields.
pub fn card_faults(card: &PracticeCard) -> Vec<Refusal> {
    let checked = [
        named(&card.title, Noun::Title, limits::TITLE),
        short(&card.place_and_time, Noun::Place, limits::TITLE),
        short(&card.theme, Noun::Theme, limits::NAME),
        short(&card.contact, Noun::Contact, limits::CONTACT),
    ];
    checked.into_iter().filter_map(Result::err).collect()
}

impl RoundTable {
    pub(super) fn bring_practice(
        &self,
        who: &Participant,
        practice: PracticeId,
        card: PracticeCard,
    ) -> Decision {
        let delegation = speaks_for(who)?.clone();
        if let Some(found) = self.practice(&practice) {
            let is_same = found.delegation == delegation && found.card == card;
            return if is_same {
                Ok(Vec::new())
            } else {
                Err(Refusal::IdTaken {
                    what: Noun::Practice,
                })
            };
        }
        if self.withdrawn.contains_key(&practice) || self.shares_a_seed(&practice) {
            return Err(Refusal::IdTaken {
                what: Noun::Practice,
            });
        }
        self.needs_phase(&Phase::WORKING)?;
        self.check_card(&card)?;
        if self.practices.len() + self.withdrawn.len() >= limits::PRACTICES {
            return Err(Refusal::TooMany {
                what: Noun::Practice,
                most: limits::PRACTICES,
            });
        }
        Ok(vec![Event::PracticeBrought {
            practice,
            delegation,
            card,
        }])
    }

    pub(super) fn revise_practice(
        &self,
        who: &Participant,
        practice: PracticeId,
        card: PracticeCard,
    ) -> Decision {
        let found = self.own_practice(who, &practice)?;
        if found.card == card {
            return Ok(Vec::new());
        }
        self.check_card(&card)?;
        Ok(vec![Event::PracticeRevised { practice, card }])
    }

    pub(super) fn withdraw_practice(&self, who: &Participant, practice: PracticeId) -> Decision {
        if self.withdrawn.get(&practice) == Some(speaks_for(who)?) {
            return Ok(Vec::new());
        }
        self.own_practice(who, &practice)?;
        Ok(vec![Event::PracticeWithdrawn { practice }])
    }

    pub(super) fn endorse(
        &self,
        who: &Participant,
        practice: PracticeId,
        endorsed: bool,
    ) -> Decision {
        let (found, delegation) = self.others_practice(who, &practice)?;
        let is_so = found.endorsed_by.contains(&delegation) == endorsed;
        Ok(unless(
            is_so,
            Event::PracticeEndorsed {
                practice,
                delegation,
                endorsed,
            },
        ))
    }

    pub(super) fn ask(
        &self,
        who: &Participant,
        practice: PracticeId,
        remark: RemarkId,
        text: String,
    ) -> Decision {
        speaks_for(who)?;
        if let Some((on, there)) = self.remark(&remark) {
            let is_same = on.id == practice && there.by == who.id && there.text == text;
            return if is_same {
                Ok(Vec::new())
            } else {
                Err(Refusal::IdTaken { what: Noun::Remark })
            };
        }
        let (found, delegation) = self.others_practice(who, &practice)?;
        named(&text, Noun::Text, limits::REMARK)?;
        if found.remarks.len() >= limits::REMARKS {
            return Err(Refusal::TooMany {
                what: Noun::Remark,
                most: limits::REMARKS,
            });
        }
        Ok(vec![Event::RemarkMade {
            practice,
            remark,
            asked_by: who.id.clone(),
            delegation,
            text,
        }])
    }

    pub(super) fn answer(
        &self,
        who: &Participant,
        practice: PracticeId,
        remark: RemarkId,
        text: String,
    ) -> Decision {
        let found = self.practice(&practice).ok_or(Refusal::Unknown {
            what: Noun::Practice,
        })?;
        if speaks_for(who)? != &found.delegation {
            return Err(Refusal::NotYours);
        }
        self.needs_phase(&Phase::WORKING)?;
        let asked = found.remarks.iter().find(|r| r.id == remark);
        let asked = asked.ok_or(Refusal::Unknown { what: Noun::Remark })?;
        named(&text, Noun::Text, limits::REMARK)?;
        let is_so = asked.answer.as_ref() == Some(&text);
        Ok(unless(
            is_so,
            Event::RemarkAnswered {
                practice,
                remark,
                text,
            },
        ))
    }

    /// The remark by that id, and the practice it was made on.
    fn remark(&self, id: &RemarkId) -> Option<(&GoodPractice, &Remark)> {
        let mut remarks = self
            .practices
            .iter()
            .flat_map(|practice| practice.remarks.iter().map(move |r| (practice, r)));
        remarks.find(|(_, remark)| &remark.id == id)
    }

    /// Whether a prose field of a practice by that id would begin with the seed of another root.
    /// Seeds are told apart by a short hash of their root's name, and clients choose ids.
    fn shares_a_seed(&self, id: &PracticeId) -> bool {
        let taken: Vec<u64> = self.roots().iter().map(Root::seeder).collect();
        let new = PracticeField::ALL.map(|field| Root::Practice(id.clone(), field).seeder());
        new.iter().any(|seeder| taken.contains(seeder))
    }

    /// A practice that this participant may change.
    fn own_practice(&self, who: &Participant, id: &PracticeId) -> Result<&GoodPractice, Refusal> {
        let found = self.practice(id).ok_or(Refusal::Unknown {
            what: Noun::Practice,
        })?;
        if speaks_for(who)? != &found.delegation {
            return Err(Refusal::NotYours);
        }
        if self.is_voted_on(id) {
            return Err(Refusal::PutToBallot);
        }
        self.needs_phase(&Phase::WORKING)?;
        Ok(found)
    }

    /// Another delegation's practice, and for whom this participant speaks about it.
    fn others_practice(
        &self,
        who: &Participant,
        id: &PracticeId,
    ) -> Result<(&GoodPractice, DelegationId), Refusal> {
        let delegation = speaks_for(who)?;
        let found = self.practice(id).ok_or(Refusal::Unknown {
            what: Noun::Practice,
        })?;
        if delegation == &found.delegation {
            return Err(Refusal::YourOwn);
        }
        self.needs_phase(&Phase::WORKING)?;
        Ok((found, delegation.clone()))
    }

    fn check_card(&self, card: &PracticeCard) -> Result<(), Refusal> {
        if let Some(fault) = card_faults(card).into_iter().next() {
            return Err(fault);
        }
        match &card.question {
            Some(question) if self.question(question).is_none() => Err(Refusal::Unknown {
                what: Noun::Question,
            }),
            _ => Ok(()),
        }
    }
}
