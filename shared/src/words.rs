//! Words for people, from Fluent catalogues, in the [`Language`] that they read. English is what others fall back on.

use crate::features::agenda::{Agenda, AgendaItem, AgendaPoint};
use crate::ids::Timestamp;
use crate::names::isolated;
use crate::refusal::Refusal;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

// The catalogues of every language, those of what is said in browsers and those of what only the server says.
include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// A language in which there are catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(usize);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self(0);

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..IN_BROWSERS.len()).map(Self)
    }

    /// Its tag, such as `en`.
    pub fn tag(self) -> &'static str {
        IN_BROWSERS[self.0].0
    }

    /// The first of some wanted languages that there is, by tags in the order of preference, as browsers
    /// (`fr-CH, fr;q=0.9`) and systems (`fr_CH.UTF-8`) give them; English if there is none of them.
    pub fn negotiated(wanted: &str) -> Self {
        let mut tags = wanted.split([',', ':']).map(|tag| {
            let tag = tag.split([';', '.']).next().unwrap_or_default().trim();
            tag.split(['-', '_']).next().unwrap_or_default()
        });
        let known = tags
            .find_map(|tag| Self::all().find(|language| language.tag().eq_ignore_ascii_case(tag)));
        known.unwrap_or(Self::ENGLISH)
    }
}

/// A language's words.
pub struct Words(FluentBundle<FluentResource>);

/// The words of every language.
pub struct AllWords(Vec<Words>);

impl AllWords {
    /// Reads every catalogue.
    pub fn read() -> Self {
        Self(Language::all().map(Words::of).collect())
    }

    /// The words of one language.
    pub fn of(&self, language: Language) -> &Words {
        &self.0[language.0]
    }
}

/// A value that a message speaks of.
pub type Value<'a> = FluentValue<'a>;

impl Words {
    /// All words of a language.
    pub fn of(language: Language) -> Self {
        Self::from(language, &[IN_BROWSERS, BY_THE_SERVER])
    }

    /// The words that browsers need; the others are not even fetched.
    pub fn in_browsers(language: Language) -> Self {
        Self::from(language, &[IN_BROWSERS])
    }

    fn from(language: Language, catalogues: &[&[(&str, &[&str])]]) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Only what is written from right to left needs it: see `set_apart`.
        bundle.set_use_isolating(false);
        // What a language does not say is said in English.
        for one in [Language::ENGLISH, language] {
            for &source in catalogues.iter().flat_map(|of| of[one.0].1) {
                // A broken message is left out and shows as its key; a test reads every catalogue whole.
                let resource =
                    FluentResource::try_new(source.to_owned()).unwrap_or_else(|(whole, _)| whole);
                bundle.add_resource_overriding(resource);
            }
            if language == Language::ENGLISH {
                break;
            }
        }
        Self(bundle)
    }

    /// The message by that key; the key itself if there is none.
    pub fn say(&self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// The message by that key, speaking of these values.
    pub fn tell(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self.0.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> = values.iter().cloned().map(set_apart).collect();
        self.0
            .format_pattern(pattern, Some(&args), &mut Vec::new())
            .into_owned()
    }

    /// Why something was refused, and what to do.
    #[allow(clippy::too_many_lines, reason = "a line for each")]
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let key = format!("refusal-{}", refusal.code());
        match refusal {
            Refusal::NeedsRole { role } => {
                self.tell(&key, &[("role", self.say(&format!("role-{role}")).into())])
            }
            Refusal::NotOpenNow { what, under } => {
                let under: Vec<_> = under.iter().map(|title| isolated(title)).collect();
                let values = [
                    ("what", what.as_str().into()),
                    ("count", under.len().into()),
                    ("under", under.join(", ").into()),
                ];
                self.tell(&key, &values)
            }
            Refusal::Unknown { what }
            | Refusal::IdTaken { what }
            | Refusal::Empty { what }
            | Refusal::TooLarge { what }
            | Refusal::OddCharacters { what } => self.tell(
                &key,
                &[("what", self.say(&format!("noun-{}", what.as_str())).into())],
            ),
            Refusal::TooLong { what, most } | Refusal::TooMany { what, most } => {
                let what = self.say(&format!("noun-{}", what.as_str()));
                self.tell(&key, &[("what", what.into()), ("most", (*most).into())])
            }
            Refusal::OtherStage { stage } => {
                self.say(&format!("refusal-other-stage-{}", stage.as_str()))
            }
            Refusal::TooManyPoints { most } | Refusal::TooManyPointsOnOne { most } => {
                self.tell(&key, &[("most", (*most).into())])
            }
            Refusal::TextUnchanged { number } => self.tell(&key, &[("number", (*number).into())]),
            Refusal::DuplicateDelegation { name } | Refusal::DuplicateTable { name } => {
                self.tell(&key, &[("name", name.as_str().into())])
            }
            Refusal::Stranger
            | Refusal::NeedsDelegation
            | Refusal::NotYours
            | Refusal::TableClosed
            | Refusal::AgendaHasMoved
            | Refusal::ItemIsCurrent
            | Refusal::NotInThread
            | Refusal::NothingToCompile
            | Refusal::ReportBegun
            | Refusal::SinglesOut
            | Refusal::NothingToBringIn
            | Refusal::SourceHasChanged
            | Refusal::SecretOnPaper
            | Refusal::OpenWordingFull
            | Refusal::WordingFull
            | Refusal::JustTaken
            | Refusal::AnswersPrivate
            | Refusal::StageHasMoved
            | Refusal::AnswersUnchanged
            | Refusal::HasReplies
            | Refusal::YourOwn
            | Refusal::BallotClosed
            | Refusal::BallotCancelled
            | Refusal::BallotOpen
            | Refusal::NotOnBallot
            | Refusal::PutToBallot
            | Refusal::NeedsRule
            | Refusal::OtherMethod
            | Refusal::MethodUnfit
            | Refusal::ScoreOutOfRange
            | Refusal::ScoresOwn
            | Refusal::RankedTwice
            | Refusal::Unanswered
            | Refusal::NeedsQuorum
            | Refusal::NeedsRoll
            | Refusal::NothingToTakeBack
            | Refusal::Locked
            | Refusal::NeedsChair
            | Refusal::ChairHasMoved
            | Refusal::NotAnObserver
            | Refusal::FloorHasMoved
            | Refusal::HasSpoken
            | Refusal::OnTheList
            | Refusal::ListClosed
            | Refusal::WarnFirst
            | Refusal::ListNotEmpty
            | Refusal::PointStands
            | Refusal::RepliesUsed
            | Refusal::PointsUsed
            | Refusal::CheckIsOn
            | Refusal::HeadVotes
            | Refusal::DecisionOver
            | Refusal::StillRunning
            | Refusal::NotAgreed
            | Refusal::OnlyLonger
            | Refusal::UnfitTime
            | Refusal::WordingRuns
            | Refusal::HeadPublishes
            | Refusal::NeedsToConclude
            | Refusal::NeedsToSign
            | Refusal::DraftReplaced
            | Refusal::CirculationOver
            | Refusal::SameWords
            | Refusal::NotInPassage
            | Refusal::CorrectionAnswered
            | Refusal::CorrectionWithdrawn
            | Refusal::CorrectionsWait
            | Refusal::OutcomeHasChanged
            | Refusal::OutcomeSignedOff
            | Refusal::OutcomePublished
            | Refusal::NothingSigned
            | Refusal::TooOften
            | Refusal::NotAnsweredSo
            | Refusal::AnsweredPrivately
            | Refusal::NotRevealedYet
            | Refusal::AnswersRevealed => self.say(&key),
        }
    }

    /// Where a table is: what its item is called, or the words for one without a title.
    pub fn place(&self, point: &AgendaPoint, title: &str) -> String {
        if title.is_empty() {
            self.say(&format!("phase-{}", point.as_str()))
        } else {
            title.to_owned()
        }
    }

    /// What an item is called.
    pub fn item(&self, item: &AgendaItem) -> String {
        self.place(&item.point(), &item.title)
    }

    /// Where a table with this agenda is, at that point of it.
    pub fn point(&self, agenda: &Agenda, point: &AgendaPoint) -> String {
        let item = point.item().and_then(|id| agenda.item(id));
        self.place(point, item.map_or("", |item| &item.title))
    }

    /// A moment as `2026-11-23 14:05 UTC`, the same in every export wherever it is read.
    pub fn moment(&self, at: Timestamp) -> String {
        moment(at)
    }
}

/// A text within a message, kept from turning the message around it. Numbers need no such care, and
/// what is written from left to right does not either, as the messages are.
fn set_apart<'a>((name, value): (&'a str, Value<'a>)) -> (&'a str, Value<'a>) {
    match value {
        FluentValue::String(text) => (name, isolated(&text).into()),
        other => (name, other),
    }
}

/// A moment as `2026-11-23 14:05 UTC`.
pub fn moment(at: Timestamp) -> String {
    let (days, seconds) = (at.0 / 86_400_000, at.0 / 1000 % 86_400);
    let (year, month, day) = civil(days);
    format!(
        "{year}-{month:02}-{day:02} {:02}:{:02} UTC",
        seconds / 3600,
        seconds / 60 % 60
    )
}

/// The civil date that many days after 1970-01-01: years are counted from March, so that the leap
/// day comes last, in cycles of 400 years (146,097 days).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (cycle, day_of_cycle) = (shifted / 146_097, shifted % 146_097);
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524
        - day_of_cycle / 146_096)
        / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (
        cycle * 400 + year_of_cycle + u64::from(month <= 2),
        month,
        day,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_catalogue_reads_whole() {
        let all = IN_BROWSERS.iter().chain(BY_THE_SERVER);
        for source in all.flat_map(|(_, sources)| *sources) {
            let errors = FluentResource::try_new((*source).to_owned())
                .err()
                .map(|(_, errors)| errors);
            assert_eq!(errors, None);
        }
    }

    #[test]
    fn a_key_stands_for_one_message_of_a_language() {
        for ((tag, here), (_, there)) in IN_BROWSERS.iter().zip(BY_THE_SERVER) {
            let mut bundle = FluentBundle::new_concurrent(Vec::new());
            for &source in here.iter().chain(*there) {
                let resource = FluentResource::try_new(source.to_owned());
                let added = bundle.add_resource(resource.unwrap_or_else(|(whole, _)| whole));
                assert_eq!(added, Ok(()), "{tag}");
            }
        }
    }

    #[test]
    fn a_language_is_found_by_what_is_wanted() {
        for wanted in [
            "en",
            "tlh, en-GB;q=0.9",
            "en_US.UTF-8",
            "C:en",
            "",
            "tlh",
            "EN",
        ] {
            assert_eq!(Language::negotiated(wanted), Language::ENGLISH, "{wanted}");
        }
        assert_eq!(Language::ENGLISH.tag(), "en");
    }

    #[test]
    fn moments_are_civil() {
        let words = Words::of(Language::ENGLISH);
        assert_eq!(words.moment(Timestamp(0)), "1970-01-01 00:00 UTC");
        assert_eq!(
            words.moment(Timestamp(951_782_400_000)),
            "2000-02-29 00:00 UTC"
        );
        assert_eq!(
            words.moment(Timestamp(1_795_449_900_000)),
            "2026-11-23 16:05 UTC"
        );
    }

    #[test]
    fn a_name_turns_nothing_around_it() {
        let words = Words::of(Language::ENGLISH);
        let said = |name: &str| {
            words.refusal(&Refusal::DuplicateDelegation {
                name: name.to_owned(),
            })
        };
        assert!(said("المغرب").contains("\u{2068}المغرب\u{2069}"));
        assert!(!said("Morocco").contains('\u{2068}'));
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        let words = Words::of(Language::ENGLISH);
        let refusal = Refusal::TooLong {
            what: crate::refusal::Noun::Title,
            most: 200,
        };
        let said = words.refusal(&refusal);
        assert!(said.contains("200") && !said.contains("noun-"), "{said}");
    }
}
