//! Beginning the report, changing what it is made of, bringing in what the table has, and writing in it. All of this goes on when
//! the table is closed, until the outcome is signed off.

use super::command::ReportCommand;
use super::event::ReportEvent;
use super::plan::plan;
use super::section::{ReportSection, SectionAbout};
use super::setting::{ReportKind, ReportSetting};
use super::source::ReportSource;
use super::state::Report;
use crate::document::Root;
use crate::features::answers::Disclosure;
use crate::ids::{PullId, SectionId};
use crate::limits::{self, named, short};
use crate::names::clean;
use crate::refusal::{Noun, Refusal};
use crate::table::{Context, found, has_room, same_or_taken, unless};

type Decision = Result<Vec<ReportEvent>, Refusal>;

/// What follows, or why nothing does.
pub(crate) fn decide(asked: Context<'_>, command: ReportCommand) -> Decision {
    asked.needs_to_report()?;
    let events = follows(asked, command)?;
    if !events.is_empty() {
        asked.needs_unsigned_outcome()?;
    }
    Ok(events)
}

fn follows(asked: Context<'_>, command: ReportCommand) -> Decision {
    match command {
        ReportCommand::BeginReport { kind, setting } => begin(asked, kind, setting.cleaned()),
        ReportCommand::ChangeReport { kind, setting } => change(asked, kind, setting.cleaned()),
        ReportCommand::AddSection {
            section,
            about,
            title,
            after,
        } => {
            let new = ReportSection::new(section, about, clean(&title));
            add(asked, new, after)
        }
        ReportCommand::RenameSection { section, title } => rename(asked, section, clean(&title)),
        ReportCommand::PlaceSection { section, after } => place(asked, section, after),
        ReportCommand::LeaveOutSection { section, left_out } => {
            let there = section_of(asked, &section)?;
            let is_so = there.left_out == left_out;
            let event = ReportEvent::SectionLeftOut { section, left_out };
            Ok(unless(is_so, event))
        }
        ReportCommand::BringIn {
            bringing,
            section,
            from,
        } => bring_in(asked, bringing, section, from),
    }
}

/// Whether one may write in a section now, and if not, why.
pub(crate) fn may_write(asked: Context<'_>, section: &SectionId) -> Result<(), Refusal> {
    asked.needs_to_report()?;
    asked.needs_unsigned_outcome()?;
    section_of(asked, section).map(|_| ())
}

fn report_of(asked: Context<'_>) -> Result<&Report, Refusal> {
    found(Noun::Report, asked.table.report.as_ref())
}

fn section_of<'a>(asked: Context<'a>, id: &SectionId) -> Result<&'a ReportSection, Refusal> {
    let report = found(Noun::Report, asked.table.report.as_ref())?;
    found(Noun::Section, report.section(id))
}

fn begin(asked: Context<'_>, kind: ReportKind, setting: ReportSetting) -> Decision {
    if let Some(there) = &asked.table.report {
        let is_same = (there.kind, &there.setting) == (kind, &setting);
        return if is_same {
            Ok(Vec::new())
        } else {
            Err(Refusal::ReportBegun)
        };
    }
    setting.check()?;
    Ok(vec![ReportEvent::ReportBegun {
        kind,
        setting: Box::new(setting),
        sections: plan(asked.table, kind),
    }])
}

fn change(asked: Context<'_>, kind: ReportKind, setting: ReportSetting) -> Decision {
    let there = report_of(asked)?;
    let is_so = (there.kind, &there.setting) == (kind, &setting);
    setting.check()?;
    let setting = Box::new(setting);
    Ok(unless(is_so, ReportEvent::ReportChanged { kind, setting }))
}

fn add(asked: Context<'_>, new: ReportSection, after: Option<SectionId>) -> Decision {
    let report = report_of(asked)?;
    let what = Noun::Section;
    if let Some(there) = report.section(&new.id) {
        let is_same = there.about == new.about && there.title == new.title;
        return same_or_taken(what, is_same);
    }
    has_room(what, report.sections.len(), limits::REPORT_SECTIONS)?;
    check_title(&new.about, &new.title)?;
    if let Some(question) = new.about.question() {
        asked.question(question)?;
    }
    if let Some(after) = &after {
        section_of(asked, after)?;
    }
    // Its text would be another's: the rapporteur's own words on the outcome, or one that begins with the same seed.
    let root = new.root();
    let mut others = report.roots().into_iter();
    if root.is_ambiguous() || others.any(|other| other.seeder() == root.seeder()) {
        return Err(Refusal::IdTaken { what });
    }
    Ok(vec![ReportEvent::SectionAdded {
        section: new.id,
        about: new.about,
        title: new.title,
        after,
    }])
}

fn check_title(about: &SectionAbout, title: &str) -> Result<(), Refusal> {
    match about {
        SectionAbout::Own => named(title, Noun::Title, limits::TITLE),
        _ => short(title, Noun::Title, limits::TITLE),
    }
}

fn rename(asked: Context<'_>, section: SectionId, title: String) -> Decision {
    let there = section_of(asked, &section)?;
    let is_so = there.title == title;
    check_title(&there.about, &title)?;
    Ok(unless(
        is_so,
        ReportEvent::SectionRenamed { section, title },
    ))
}

fn place(asked: Context<'_>, section: SectionId, after: Option<SectionId>) -> Decision {
    section_of(asked, &section)?;
    if let Some(after) = &after {
        section_of(asked, after)?;
    }
    let sections = &report_of(asked)?.sections;
    let at = sections.iter().position(|it| it.id == section);
    let before = at
        .and_then(|at| at.checked_sub(1))
        .map(|at| &sections[at].id);
    let is_so = after.as_ref() == Some(&section) || before == after.as_ref();
    Ok(unless(is_so, ReportEvent::SectionPlaced { section, after }))
}

/// Whether there is something, and something new, only the server knows.
fn bring_in(
    asked: Context<'_>,
    bringing: PullId,
    section: SectionId,
    from: ReportSource,
) -> Decision {
    let there = section_of(asked, &section)?;
    let report = report_of(asked)?;
    if report.bringings.contains(&bringing) {
        return Ok(Vec::new());
    }
    belongs(asked, report, there, &from)?;
    let what = Noun::Passage;
    has_room(what, report.bringings.len(), limits::BRINGINGS)?;
    Ok(vec![ReportEvent::BroughtIn {
        bringing,
        section,
        from,
        signs: Vec::new(),
        digest: String::new(),
        hands: Vec::new(),
    }])
}

/// Refuses a source that is not what the section is about, or not for everybody to read.
fn belongs(
    asked: Context<'_>,
    report: &Report,
    section: &ReportSection,
    from: &ReportSource,
) -> Result<(), Refusal> {
    let unknown = Refusal::Unknown { what: Noun::Root };
    let is_about = |question| section.about.question() == Some(question);
    match from {
        ReportSource::Joint { question } if is_about(question) => {
            let there = asked.question(question)?;
            there
                .answered
                .jointly()
                .then_some(())
                .ok_or(Refusal::NotAnsweredSo)
        }
        ReportSource::Own {
            question,
            delegation,
        } if is_about(question) => {
            if report.kind == ReportKind::Report {
                return Err(Refusal::SinglesOut);
            }
            let there = asked.question(question)?;
            found(Noun::Delegation, asked.table.delegation(delegation))?;
            if !there.answered.by_delegation() {
                return Err(Refusal::NotAnsweredSo);
            }
            if there.disclosure == Disclosure::Private {
                return Err(Refusal::AnswersPrivate);
            }
            Ok(())
        }
        ReportSource::Facts if section.about.has_facts() => Ok(()),
        ReportSource::Joint { .. } | ReportSource::Own { .. } | ReportSource::Facts => Err(unknown),
    }
}

impl Root {
    /// Whether its name is read as another text's.
    fn is_ambiguous(&self) -> bool {
        Self::parse(&self.to_string()).as_ref() != Some(self)
    }
}
