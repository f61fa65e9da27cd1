//! Word files with tracked changes: taking all of them gives the texts as they are, refusing all of them those of the revision.

use crate::hostile::{attacks, letters, structure};
use crate::meeting::block;
use crate::said::file;
use crate::story;
use crate::tracked::{Came, Paragraph, accepted, paragraphs, plain, rejected};
use crate::unpacked::{counted, parts, read};
use server::export::Format;
use server::revisions::{KeptText, ReadTable, since};
use shared::document::Root;
use shared::features::practices::PracticeField;
use shared::features::revisions::{FrozenText, Revision};
use shared::ids::{ParticipantId, Timestamp};
use shared::outcome::{Attribution, Outcome, Telling};
use shared::prose::{Block, BlockKind, Marks, Run};
use shared::seq::Seq;
use shared::words::{Language, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

pub type Texts = BTreeMap<Root, Vec<Block>>;

pub fn root(name: &str) -> Root {
    Root::parse(name).expect("a root")
}

fn revision() -> Revision {
    Revision {
        id: "rev".parse().expect("an id"),
        number: 3,
        name: "Zero draft".into(),
        digest: String::new(),
        at: Timestamp(1_795_400_000_000),
        by: None,
        entry: Seq::new(7),
    }
}

/// The outcome with these texts in the places of those that it has.
pub fn reading(texts: &Texts) -> Outcome {
    let of = |root: &Root| texts.get(root).cloned().unwrap_or_default();
    let mut outcome = story::outcome();
    outcome.summary = of(&Root::Summary);
    // What has nothing to do with it would only take time.
    (outcome.ballots, outcome.milestones) = (Vec::new(), Vec::new());
    for asked in &mut outcome.questions {
        if let Some(joint) = &mut asked.joint {
            *joint = of(&Root::Joint(asked.id.clone()));
        }
        for own in asked.by_delegation.iter_mut().flatten() {
            own.answer = of(&Root::Own(asked.id.clone(), own.delegation.clone()));
        }
    }
    for practice in &mut outcome.practices {
        let fields = PracticeField::ALL.into_iter();
        let fields = fields.map(|field| (field, of(&Root::Practice(practice.id.clone(), field))));
        practice.fields = fields.filter(|(_, it)| !it.is_empty()).collect();
    }
    outcome
}

fn kept(texts: &Texts, by: &[&str]) -> KeptText {
    let length = |blocks: &[Block]| -> usize {
        let units = |run: &Run| run.text.encode_utf16().count();
        let runs = |block: &Block| 1 + block.runs.iter().map(units).sum::<usize>();
        blocks.iter().map(runs).sum()
    };
    // Each writes three characters in turn.
    let authors = texts.iter().map(|(root, blocks)| {
        let turns = 0..length(blocks).div_ceil(3);
        let who = |turn: usize| by.get(turn % by.len().max(1));
        let who = |turn| who(turn).map(|who| ParticipantId::new(*who).expect("an id"));
        let authors = turns.map(|turn| (who(turn), 3_u32));
        (root.to_string(), authors.collect())
    });
    KeptText {
        authors: authors.collect(),
        text: FrozenText(texts.clone()),
    }
}

fn read_table(is: &Texts, by: &[&str]) -> ReadTable {
    ReadTable {
        table: story::meeting().table,
        text: kept(is, by),
        report: KeptText::default(),
        head: Seq::new(42),
    }
}

/// An outcome of which much has changed.
pub fn much_changed() -> Outcome {
    let (was, is) = texts();
    changed(&was, &is, &["ana", "ben"])
}

/// The outcome with what changed.
pub fn changed(was: &Texts, is: &Texts, by: &[&str]) -> Outcome {
    let mut outcome = reading(is);
    let deadline = Instant::now() + Duration::from_mins(1);
    let then = (&revision(), &kept(was, by));
    outcome.changes = Some(since(&outcome, &read_table(is, by), then, deadline));
    outcome
}

fn document(outcome: &Outcome) -> Vec<u8> {
    let made = file(Format::Docx, std::slice::from_ref(outcome));
    parts(&made)["word/document.xml"].clone()
}

pub fn told(outcome: &Outcome) -> Vec<Paragraph> {
    paragraphs(&document(outcome))
}

pub fn line(text: &str) -> Block {
    block(BlockKind::Paragraph, 0, text)
}

/// Some texts, and what became of them.
fn texts() -> (Texts, Texts) {
    use BlockKind::{H2, Ol, Ul};
    let bold = Run {
        text: " in bold".into(),
        marks: Marks {
            strong: true,
            ..Marks::default()
        },
    };
    let mut marked = line("It stands");
    marked.runs.push(bold);
    let quote = Block {
        quote: true,
        ..line("As it was said")
    };
    let was = [
        (Root::Summary, vec![line("In short")]),
        (
            root("answer/q1"),
            vec![
                block(H2, 0, "What we say"),
                block(Ol, 0, "One for all"),
                block(Ol, 0, "Two for the road"),
                block(Ol, 0, "Three"),
                line("States shall act together."),
                line("This goes."),
                quote.clone(),
                line("نحن معا في البيت"),
            ],
        ),
        (root("answer/q1/south"), vec![block(Ul, 0, "South says")]),
        (root("answer/q3/north"), vec![line("North said so.")]),
        (root("practice/p1/results"), vec![line("It works")]),
    ];
    let is = [
        (
            Root::Summary,
            vec![line("In short"), line("And more 😀 of it")],
        ),
        (
            root("answer/q1"),
            vec![
                block(H2, 0, "What all of us say"),
                block(Ol, 0, "Two for the long road"),
                block(Ol, 0, "Three"),
                line("States should act together, see https://a.int/b?c=1 there."),
                block(Ul, 0, "This came"),
                marked,
                quote,
                line("نحن معا في المدينة"),
            ],
        ),
        (
            root("answer/q3/north"),
            vec![block(Ul, 0, "North said so.")],
        ),
        (root("practice/p1/results"), vec![line("It works well")]),
        (root("practice/p2/results"), vec![line("A new one")]),
    ];
    (was.into(), is.into())
}

/// The lines of a file without the sentence that says what is tracked.
pub fn lines(all: Vec<String>) -> Vec<String> {
    // What says that nothing is written by now is no text.
    let ours = ["Changes since Rev.3", "Nothing was written."];
    let is_told = |line: &String| !line.is_empty() && !ours.iter().any(|it| line.starts_with(it));
    all.into_iter().filter(is_told).collect()
}

#[test]
fn taking_all_gives_the_texts_as_they_are_and_refusing_all_those_of_the_revision() {
    let (was, is) = texts();
    let paragraphs = told(&changed(&was, &is, &["ana", "ben"]));
    assert_eq!(
        lines(accepted(&paragraphs)),
        lines(plain(&told(&reading(&is))))
    );
    assert_eq!(
        lines(rejected(&paragraphs)),
        lines(plain(&told(&reading(&was))))
    );
    let all = read(&document(&changed(&was, &is, &["ana"]))).1;
    assert!(all.contains("Changes since Rev.3 of 2026-11-23"), "{all}");
}

#[test]
fn a_text_that_is_gone_is_taken_out_with_its_headings() {
    let (mut was, is) = texts();
    was.insert(root("practice/p9/results"), vec![line("It was withdrawn")]);
    was.insert(root("answer/q9"), vec![line("Nobody asks any more")]);
    let paragraphs = told(&changed(&was, &is, &["ana"]));
    assert_eq!(
        lines(accepted(&paragraphs)),
        lines(plain(&told(&reading(&is))))
    );
    let refused = rejected(&paragraphs).join("\n");
    for words in [
        "No longer there",
        "Results and evidence of a practice that was withdrawn",
        "It was withdrawn",
        "Nobody asks any more",
    ] {
        assert!(refused.contains(words), "{words} in {refused}");
    }
}

#[test]
fn a_link_that_leads_elsewhere_is_taken_out_and_put_in() {
    let to = |link: &str| -> Texts {
        let mut linked = line("See the law");
        linked.runs[0].marks.link = Some(link.into());
        [(root("answer/q1"), vec![linked])].into()
    };
    let outcome = changed(&to("https://a.int/1"), &to("https://b.int/2"), &["ana"]);
    let paragraphs = told(&outcome);
    let pieces = paragraphs.iter().flat_map(|it| &it.pieces);
    let pieces: Vec<_> = pieces.filter(|(_, words)| words == "See the law").collect();
    let came: Vec<_> = pieces.iter().map(|(came, _)| *came).collect();
    assert_eq!(came, [Came::Deleted, Came::Inserted]);
}

#[test]
fn an_own_answer_that_is_gone_is_told_where_own_answers_are() {
    let (mut was, is) = texts();
    was.insert(root("answer/q9"), vec![line("All of us said so")]);
    was.insert(root("answer/q9/north"), vec![line("Only we said so")]);
    let mut outcome = changed(&was, &is, &["ana"]);
    outcome.delegations[0].name = "Northland".into();
    let report = |kind: &str| {
        let report = serde_json::json!({
            "kind": kind, "setting": { "attribution": "named" }, "sections": [],
        });
        Some(serde_json::from_value(report).expect("a report"))
    };
    let refused = |outcome: &Outcome| rejected(&told(outcome)).join("\n");
    let own = "Answer of Northland to a question that is not asked any more";
    for (kind, is_told) in [("summary", true), ("report", false)] {
        outcome.report = report(kind);
        let said = refused(&outcome);
        assert_eq!(said.contains(own), is_told, "{said}");
        assert_eq!(said.contains("Only we said so"), is_told, "{said}");
        assert!(said.contains("All of us said so"), "{said}");
    }
    let telling = Telling {
        attribution: Attribution::None,
        silent_too: false,
    };
    outcome.report = None;
    let said = refused(&outcome.told(telling, &Words::of(Language::ENGLISH)));
    assert_eq!(said.matches("Joint answer to a question").count(), 1);
    assert!(
        said.contains("Answer of a delegation to a question"),
        "{said}"
    );
}

#[test]
fn every_change_has_a_number_of_its_own_an_author_and_a_time_and_stands_where_the_schema_wants_it()
{
    let (was, is) = texts();
    let (elements, _) = read(&document(&changed(&was, &is, &["ana", "ben"])));
    let is_change = |name: &str| matches!(name, "w:ins" | "w:del");
    let changes: Vec<_> = elements.iter().filter(|it| is_change(&it.name)).collect();
    assert!(changes.len() > 20, "{}", changes.len());
    let numbered = |name: &str| name == "w:bookmarkStart" || is_change(name);
    let ids = elements.iter().filter(|it| numbered(&it.name));
    let ids: Vec<_> = ids.filter_map(|it| it.attribute("w:id")).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
    for change in &changes {
        assert!(!change.attribute("w:author").expect("an author").is_empty());
        let at = change.attribute("w:date").expect("a time");
        assert!(
            at.len() == 20 && at.starts_with("2026-11-23T") && at.ends_with('Z'),
            "{at}"
        );
        let holder = change.within.last().expect("a holder").as_str();
        assert!(
            ["w:p", "w:hyperlink", "w:rPr"].contains(&holder),
            "{holder}"
        );
        if holder == "w:rPr" {
            assert_eq!(change.within[change.within.len() - 2], "w:pPr");
        }
    }
    for element in &elements {
        let is_deleted = element.within.iter().any(|it| it == "w:del");
        assert!(
            !(element.name == "w:t" && is_deleted) && (element.name != "w:delText" || is_deleted),
            "{element:?}"
        );
    }
    assert!(counted(&elements)["w:delText"] > 5);
}

#[test]
fn a_change_is_told_as_delegations_are() {
    let (was, is) = texts();
    let mut outcome = changed(&was, &is, &["ana", "ben", "fay"]);
    for (nth, it) in outcome.delegations.iter_mut().enumerate() {
        it.name = ["Northland", "Southland", "Coastland"][nth].into();
        it.group = ["Isles", "Isles", "Hills"][nth].into();
    }
    let authors = |outcome: &Outcome, name: &str| -> BTreeSet<String> {
        let (elements, _) = read(&document(outcome));
        let all = elements.iter().filter(|it| it.name == name);
        all.filter_map(|it| it.attribute("w:author").map(str::to_owned))
            .collect()
    };
    let set = |all: &[&str]| {
        all.iter()
            .map(|it| (*it).to_owned())
            .collect::<BTreeSet<_>>()
    };
    let secretariat = "Secretariat and rapporteur";
    // Headings over what is new are nobody’s.
    assert_eq!(
        authors(&outcome, "w:ins"),
        set(&["Northland", "Southland", secretariat, "The table"])
    );
    assert_eq!(authors(&outcome, "w:del"), set(&["The table"]));
    let words = Words::of(Language::ENGLISH);
    let told_so = |attribution| {
        let telling = Telling {
            attribution,
            silent_too: false,
        };
        outcome.clone().told(telling, &words)
    };
    let by_group = told_so(Attribution::Group);
    assert_eq!(
        authors(&by_group, "w:ins"),
        set(&["Isles", secretariat, "The table"])
    );
    let by_nobody = told_so(Attribution::None);
    assert_eq!(authors(&by_nobody, "w:ins"), set(&["The table"]));
    for outcome in [by_group, by_nobody] {
        let paragraphs = told(&outcome);
        let mut now = outcome.clone();
        now.changes = None;
        assert_eq!(lines(accepted(&paragraphs)), lines(plain(&told(&now))));
        // An answer that was taken out is told of with the others.
        assert!(rejected(&paragraphs).contains(&"South says".to_owned()));
    }
    // Of texts that were signed before they were changed, it is not known who wrote them.
    let mut signed = reading(&is);
    let deadline = Instant::now() + Duration::from_mins(1);
    let then = kept(&was, &["ana"]);
    let later = read_table(&was, &["ana"]);
    signed.changes = Some(since(&signed, &later, (&revision(), &then), deadline));
    assert_eq!(authors(&signed, "w:ins"), set(&["The table"]));
}

#[test]
fn what_the_report_says_is_compared_with_the_answer_and_told_to_those_who_read_it() {
    let (was, is) = texts();
    let section = root("report/question-1");
    let mut said = was[&root("answer/q1")].clone();
    said.push(line("Only rapporteurs wrote this."));
    let mut outcome = reading(&is);
    let question = outcome.questions[0].id.clone();
    let report = serde_json::json!({
        "kind": "summary",
        "setting": { "attribution": "named" },
        "sections": [{ "id": "question-1", "about": "question", "question": question, "title": "Q", "text": said }],
    });
    outcome.report = Some(serde_json::from_value(report).expect("a report"));
    let mut read = read_table(&is, &["ana"]);
    read.report = kept(&[(section, said)].into(), &["rae"]);
    let then = kept(&was, &["ana"]);
    let deadline = Instant::now() + Duration::from_mins(1);
    outcome.changes = Some(since(&outcome, &read, (&revision(), &then), deadline));
    let paragraphs = told(&outcome);
    let has = |all: Vec<String>, words: &str| all.iter().any(|line| line == words);
    for words in ["This goes.", "States shall act together."] {
        assert!(has(rejected(&paragraphs), words) && has(accepted(&paragraphs), words));
    }
    let only = "Only rapporteurs wrote this.";
    assert!(has(accepted(&paragraphs), only) && !has(rejected(&paragraphs), only));
    let (elements, _) = crate::unpacked::read(&document(&outcome));
    let mut authors = elements.iter().filter_map(|it| it.attribute("w:author"));
    assert!(authors.any(|it| it == "Secretariat and rapporteur"));
    // Whoever does not read the report sees the answer, with what changed in it.
    outcome.leave_report();
    let kept = serde_json::to_string(&outcome).expect("it is data");
    assert!(!kept.contains("rapporteurs wrote"), "{kept}");
    let paragraphs = told(&outcome);
    assert!(has(rejected(&paragraphs), "This goes.") && !has(accepted(&paragraphs), "This goes."));
}

#[test]
fn names_in_words_that_were_taken_out_are_told_of() {
    let (mut was, is) = texts();
    was.insert(Root::Summary, vec![line("As Northland said")]);
    let mut outcome = changed(&was, &is, &["ana"]);
    outcome.delegations[0].name = "Northland".into();
    let words = Words::of(Language::ENGLISH);
    let all = outcome.all_named();
    let telling = Telling {
        attribution: Attribution::None,
        silent_too: false,
    };
    let left = outcome.told(telling, &words).names_left(&all, &words);
    let left: Vec<_> = left.iter().map(|it| (&*it.section, &*it.name)).collect();
    assert_eq!(left, [("Changes since a revision", "Northland")]);
}

#[test]
fn other_forms_show_the_texts_as_they_are() {
    let (was, is) = texts();
    let outcome = [changed(&was, &is, &["ana"])];
    for (format, part) in [
        (Format::Odt, "content.xml"),
        (Format::Html, ""),
        (Format::Md, ""),
    ] {
        let made = file(format, &outcome);
        let told = if part.is_empty() {
            String::from_utf8(made).expect("UTF-8")
        } else {
            read(&parts(&made)[part]).1
        };
        assert!(
            told.contains("This came") && !told.contains("This goes"),
            "{format:?}"
        );
    }
}

#[test]
fn no_name_and_no_word_becomes_markup_in_a_change() {
    let (mut was, is) = texts();
    // A delegation’s name would be a heading that is taken out, in as many pieces as it has links.
    was.remove(&root("answer/q1/south"));
    let with = |words: &str| {
        let say = |texts: &Texts| -> Texts {
            let mut texts = texts.clone();
            let blocks = texts.values_mut().flatten();
            for run in blocks.flat_map(|block| &mut block.runs) {
                run.text += " zebra";
            }
            texts
        };
        let mut outcome = changed(&say(&was), &say(&is), &["ana"]);
        for it in &mut outcome.delegations {
            it.name = format!("zebra {words}").replace('\n', " ");
        }
        outcome
    };
    let usual = structure(&file(Format::Docx, &[with("x")]));
    for attack in attacks() {
        let outcome = with(&attack);
        assert_eq!(
            structure(&file(Format::Docx, std::slice::from_ref(&outcome))),
            usual,
            "{attack:?}"
        );
        let (elements, _) = read(&document(&outcome));
        let author = elements.iter().filter(|it| it.name == "w:ins");
        let mut author = author.filter_map(|it| it.attribute("w:author"));
        let author = letters(author.next().expect("an author"));
        let name = letters(&outcome.delegations[0].name);
        assert!(
            name.starts_with(&author) && author.starts_with("zebra"),
            "{author} for {name}"
        );
    }
}
