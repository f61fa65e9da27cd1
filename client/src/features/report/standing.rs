//! How each section stands: how long it is, and whether the table has something else by now than was brought in. The texts are read
//! again when they have rested for a moment.

use leptos::prelude::*;
use shared::document::{DocumentId, Root};
use shared::features::answers::Disclosure;
use shared::features::report::{
    Drift, Report, ReportKind, ReportSection, ReportSource, SectionAbout, facts, signs,
};
use shared::ids::{DelegationId, SectionId};
use shared::prose::{Block, is_blank};
use shared::table::{Audience, RoundTable};
use std::time::Duration;

use crate::live::LiveTable;
use crate::prose::Prose;
use crate::views::memo;
use crate::words::{Wording, use_words};

/// How long a text rests before it is read again.
const REST: Duration = Duration::from_millis(400);

/// How a section stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// Which.
    pub id: SectionId,
    /// What it is called.
    pub title: String,
    /// How many words it has.
    pub words: usize,
    /// Whether nothing is written in it.
    pub is_empty: bool,
    /// What can be brought in.
    pub sources: Vec<Has>,
}

/// Something that can be brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Has {
    /// What.
    pub from: ReportSource,
    /// Whose, and what they are called, if it is one delegation's.
    pub of: Option<(DelegationId, String)>,
    /// Whether it says nothing now.
    pub is_nothing: bool,
    /// How far it has moved since it was brought in; nothing if it never was, or is not there any more.
    pub drift: Option<Drift>,
}

impl Has {
    /// Whether the table has something else by now.
    pub fn has_moved(&self) -> bool {
        self.drift.is_some_and(|drift| drift != Drift::default())
    }
}

/// How all sections stand.
#[derive(Clone, Copy)]
pub(super) struct Standings {
    /// Those that are not left out, in order.
    pub all: Memo<Vec<Standing>>,
}

impl Standings {
    /// Reads the texts now, and as they change. Revealed answers of delegations are fetched for the section that is looked at.
    pub fn of(live: LiveTable, chosen: RwSignal<Option<SectionId>>) -> Self {
        let words = use_words();
        let roots = memo(move || live.with(watched).unwrap_or_default());
        let tick = rested(live, roots);
        look_at_revealed(live, chosen);
        let all = memo(move || {
            tick.track();
            live.documents.track();
            let all = live.with(|table| {
                let report = table.report.as_ref()?;
                let shown = report.shown();
                Some(
                    shown
                        .map(|it| standing(live, words, (table, report), it))
                        .collect(),
                )
            });
            all.flatten().unwrap_or_default()
        });
        Self { all }
    }

    /// How long the report is, and how long it may be.
    pub fn told(self, live: LiveTable, words: Wording) -> String {
        let count: usize = self.all.with(|all| all.iter().map(|it| it.words).sum());
        let most = live.with(|table| table.report.as_ref()?.setting.most_words);
        let Some(most) = most.flatten() else {
            return words.tell("report-words", &[("count", count.into())]);
        };
        let over = count.saturating_sub(usize::try_from(most).unwrap_or(usize::MAX));
        let values = [
            ("count", count.into()),
            ("most", most.into()),
            ("over", over.into()),
        ];
        let key = if over > 0 {
            "report-words-over"
        } else {
            "report-words-of"
        };
        words.tell(key, &values)
    }
}

/// What a section is called.
pub(super) fn title(table: &RoundTable, words: Wording, section: &ReportSection) -> String {
    if !section.title.is_empty() {
        return section.title.clone();
    }
    usual_title(table, words, &section.about)
}

/// What the catalogue, or the question, calls a section about this.
pub(super) fn usual_title(table: &RoundTable, words: Wording, about: &SectionAbout) -> String {
    let question = about.question().and_then(|id| table.question(id));
    match question {
        Some(question) => question.titled(),
        None => words.say(&format!("report-section-{}", about.as_str())),
    }
}

/// The texts on which it depends how the sections stand.
fn watched(table: &RoundTable) -> Vec<Root> {
    let Some(report) = &table.report else {
        return Vec::new();
    };
    let of = |section: &ReportSection| {
        let sources = sources(table, report, section).into_iter();
        let sources = sources.flat_map(|(from, _)| from.roots());
        std::iter::once(section.root())
            .chain(sources)
            .collect::<Vec<_>>()
    };
    report.shown().flat_map(of).collect()
}

/// What may be brought into a section: first what it is about, then what single delegations say, where the report may tell that.
fn sources(
    table: &RoundTable,
    report: &Report,
    section: &ReportSection,
) -> Vec<(ReportSource, Option<(DelegationId, String)>)> {
    let question = section.about.question().and_then(|id| table.question(id));
    let first = section.source();
    let first = first.filter(|_| question.is_none_or(|it| it.answered.jointly()));
    let mut all: Vec<_> = first.into_iter().map(|from| (from, None)).collect();
    let tells = report.kind == ReportKind::Summary;
    let question = question
        .filter(|it| tells && it.answered.by_delegation() && it.disclosure != Disclosure::Private);
    if let Some(question) = question {
        all.extend(table.delegations.iter().map(|delegation| {
            let from = ReportSource::Own {
                question: question.id.clone(),
                delegation: delegation.id.clone(),
            };
            (
                from,
                Some((delegation.id.clone(), delegation.short.clone())),
            )
        }));
    }
    all
}

fn standing(
    live: LiveTable,
    words: Wording,
    (table, report): (&RoundTable, &Report),
    section: &ReportSection,
) -> Standing {
    let text = blocks(live, &section.root()).unwrap_or_default();
    let is_empty = is_blank(&text);
    let has = |(from, of): (ReportSource, Option<_>)| {
        let now = says(live, table, (report, section), &from)?;
        let before = section.brought_from(&from).filter(|_| !is_empty);
        Some(Has {
            is_nothing: now.is_empty(),
            drift: before.map(|before| Drift::between(&before.signs, &now)),
            from,
            of,
        })
    };
    Standing {
        id: section.id.clone(),
        title: title(table, words, section),
        words: count(&text),
        is_empty,
        sources: sources(table, report, section)
            .into_iter()
            .filter_map(has)
            .collect(),
    }
}

/// The signs of what a source says now; nothing if its texts are not here.
fn says(
    live: LiveTable,
    table: &RoundTable,
    (report, section): (&Report, &ReportSection),
    from: &ReportSource,
) -> Option<Vec<String>> {
    if let ReportSource::Facts = from {
        let told = facts(table, &report.setting, &section.about);
        return Some(
            told.iter()
                .map(shared::features::report::Told::sign)
                .collect(),
        );
    }
    let mut all = Vec::new();
    for root in from.roots() {
        if table.readers(&root.document()) == Audience::Everybody {
            all.extend(signs(&blocks(live, &root)?));
        }
    }
    Some(all)
}

fn blocks(live: LiveTable, root: &Root) -> Option<Vec<Block>> {
    let document = untrack(|| live.document_of(root))?;
    Some(document.blocks(&root.to_string()))
}

/// How many words a text has: what is between spaces, and each sign of scripts that are written without any.
fn count(text: &[Block]) -> usize {
    let of_run = |text: &str| {
        let unspaced = |c: &char| matches!(u32::from(*c), 0x3040..=0x30ff | 0x3400..=0x9fff);
        let spaced: String = text
            .chars()
            .map(|c| if unspaced(&c) { ' ' } else { c })
            .collect();
        let between = spaced.split_whitespace();
        let between = between.filter(|word| word.chars().any(char::is_alphanumeric));
        between.count() + text.chars().filter(unspaced).count()
    };
    let lines = text.iter().map(|block| {
        let runs = block.runs.iter().map(|run| run.text.as_str());
        of_run(&runs.collect::<String>())
    });
    lines.sum()
}

/// Keeps in sync what delegations have revealed of their answers to the question of the section that is looked at.
fn look_at_revealed(live: LiveTable, chosen: RwSignal<Option<SectionId>>) {
    let revealed = memo(move || {
        let chosen = chosen.get();
        let found = live.with(|table| {
            let report = table.report.as_ref()?;
            let section = match &chosen {
                Some(id) => report.section(id)?,
                None => report.shown().next()?,
            };
            let roots = sources(table, report, section).into_iter();
            let roots = roots.flat_map(|(from, _)| from.roots());
            let is_revealed = |root: &Root| {
                matches!(root.document(), DocumentId::Private(..))
                    && table.readers(&root.document()) == Audience::Everybody
            };
            Some(roots.filter(is_revealed).collect::<Vec<_>>())
        });
        found.flatten().unwrap_or_default()
    });
    Effect::new(move |_| revealed.with(|roots| roots.iter().for_each(|root| live.look_at(root))));
}

/// Changes when one of these texts has changed, and rested.
fn rested(live: LiveTable, roots: Memo<Vec<Root>>) -> RwSignal<u32> {
    let tick = RwSignal::new(0_u32);
    let (watching, waits) = (
        StoredValue::new_local(Vec::<Prose>::new()),
        StoredValue::new(false),
    );
    let soon = move || {
        if waits.try_get_value() != Some(false) {
            return;
        }
        waits.try_set_value(true);
        let look = move || {
            waits.try_set_value(false);
            tick.try_update(|tick| *tick = tick.wrapping_add(1));
        };
        set_timeout(look, REST);
    };
    Effect::new(move |_| {
        live.documents.track();
        let watched = roots.with(|roots| {
            let open = |root: &Root| {
                let prose = untrack(|| live.document_of(root))?.open(&root.to_string());
                prose.on_delta(move |_| soon());
                Some(prose)
            };
            roots.iter().filter_map(open).collect()
        });
        watching.set_value(watched);
        tick.update(|tick| *tick = tick.wrapping_add(1));
    });
    tick
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::prose::Run;

    #[test]
    fn words_are_counted_as_people_count_them() {
        let text = |lines: &[&str]| -> Vec<Block> {
            let block = |line: &&str| Block {
                runs: vec![Run {
                    text: (*line).to_owned(),
                    ..Run::default()
                }],
                ..Block::default()
            };
            lines.iter().map(block).collect()
        };
        assert_eq!(count(&text(&["Referral is paid for.", "Who – waits?"])), 6);
        assert_eq!(count(&text(&["حماية حقوق المهاجرين"])), 3);
        assert_eq!(count(&text(&["各国应当保护"])), 6);
        assert_eq!(count(&text(&["", "  …  "])), 0);
    }
}
