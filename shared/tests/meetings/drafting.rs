//! What the checker of wording finds, and what it lets be.

use proptest::prelude::*;
use shared::drafting::{
    Context, Finding, Named, Place, Quantity, Rule, Scale, Why, check, words_of,
};
use shared::prose::{Block, BlockKind, Marks, Run};
use shared::words::{Language, Words};
use std::collections::BTreeSet;

fn block(kind: BlockKind, text: &str) -> Block {
    let run = Run {
        text: text.to_owned(),
        marks: Marks::default(),
    };
    Block {
        kind,
        runs: if text.is_empty() {
            Vec::new()
        } else {
            vec![run]
        },
        ..Block::default()
    }
}

/// `# ` and `## ` make headings, `1) ` numbered items, `> ` quotations.
fn text(lines: &[&str]) -> Vec<Block> {
    let of = |line: &&str| {
        let kinds = [
            ("# ", BlockKind::H1),
            ("## ", BlockKind::H2),
            ("### ", BlockKind::H3),
            ("1) ", BlockKind::Ol),
        ];
        let kind = kinds
            .into_iter()
            .find_map(|(sign, kind)| Some(block(kind, line.strip_prefix(sign)?)));
        kind.unwrap_or_else(|| {
            let mut plain = block(BlockKind::Paragraph, line.trim_start_matches("> "));
            plain.quote = line.starts_with("> ");
            plain
        })
    };
    lines.iter().map(of).collect()
}

fn all() -> BTreeSet<Rule> {
    Rule::ALL.into_iter().collect()
}

fn context() -> Context {
    Context {
        language: "en".to_owned(),
        delegations: [
            ("Northern Coasts Process", "NCP"),
            ("Dialogue of the Islands", "Islands"),
            ("Atlantic Forum", "Atlantic"),
            ("Morocco", "Morocco"),
            ("Côte d’Ivoire", "CI"),
            ("المملكة المغربية", "المغرب"),
            ("Республика Узбекистан", "Узбекистан"),
            ("摩洛哥王国", "摩洛哥"),
        ]
        .map(|(name, short)| Named::new(name, short))
        .into(),
        people: vec![Named::new("Ana María Peña", ""), Named::new("May", "")],
        is_unattributed: true,
        only_shown: true,
        most_words: Some(8_500),
        scale: Scale::default(),
        present: 9,
    }
}

fn found(rule: Rule, lines: &[&str]) -> Vec<Finding> {
    check(&text(lines), &[rule].into(), &context())
}

/// What is found by a rule, in words, and what is proposed instead.
fn told(rule: Rule, lines: &[&str]) -> Vec<(String, Option<String>)> {
    let found = found(rule, lines).into_iter();
    found.map(|it| (it.words, it.instead)).collect()
}

fn words(rule: Rule, lines: &[&str]) -> Vec<String> {
    found(rule, lines).into_iter().map(|it| it.words).collect()
}

#[test]
fn headings_do_not_stand_alone() {
    for (lines, alone) in [
        (&["# One", "text"][..], &[][..]),
        (&["text", "# Last"], &["Last"]),
        (&["# Last", " "], &["Last"]),
        (&["# One", "# Two", "text"], &["One"]),
        (&["# One", "## Under it", "text"], &[]),
        (&["## Under", "# Above", "text"], &["Under"]),
        (&["# One", "1) item"], &[]),
        (&["# "], &[]),
    ] {
        assert_eq!(words(Rule::HeadingAlone, lines), alone, "{lines:?}");
    }
}

#[test]
fn levels_of_headings_are_not_skipped() {
    for (lines, skipped) in [
        (&["# One", "### Three", "text"][..], &["Three"][..]),
        (&["# One", "## Two", "### Three", "# One"], &[]),
        (&["## Begins lower", "### Three"], &[]),
        (&["### Three", "# One", "### Three again"], &["Three again"]),
    ] {
        assert_eq!(words(Rule::HeadingSkipped, lines), skipped, "{lines:?}");
    }
}

#[test]
fn items_are_marked_as_is_usual() {
    for (lines, told_of) in [
        (&["1) Item", "(a) one", "(b) two"][..], &[][..]),
        (&["1) Item", "(i) one"], &[("(i)", None)]),
        (&["4. Item", "(i) one"], &[("(i)", None)]),
        (
            &["1) Item", "(a) one", "(i) under it", "(ii) too", "(b) two"],
            &[],
        ),
        (
            &["a) one", "b) two"],
            &[("a)", Some("(a)")), ("b)", Some("(b)"))],
        ),
        (&["(a) one", "(c) three"], &[("(c)", None)]),
        (&["(h) eight", "(i) nine", "(j) ten"], &[]),
        (&["(g) seven", "(j) ten"], &[("(j)", None)]),
        (&["(a) one", "between", "(c) three"], &[]),
        (&["(a)", "i.e. nothing", "(see below) no"], &[]),
        (&["> a) as they wrote it"], &[]),
    ] {
        let wanted: Vec<_> = told_of
            .iter()
            .map(|(words, instead): &(&str, Option<&str>)| {
                ((*words).to_owned(), instead.map(str::to_owned))
            })
            .collect();
        assert_eq!(told(Rule::Numbering, lines), wanted, "{lines:?}");
    }
}

#[test]
fn delegations_are_listed_in_order() {
    for (line, instead) in [
        ("Atlantic, Islands and Morocco agreed.", None),
        (
            "Morocco, Atlantic and Islands agreed.",
            Some("Atlantic, Islands and Morocco"),
        ),
        ("Morocco and Atlantic agreed.", None),
        ("Morocco agreed, Atlantic doubted, Islands left.", None),
        (
            "Morocco; Côte d’Ivoire; Atlantic",
            Some("Atlantic; Côte d’Ivoire; Morocco"),
        ),
        ("Atlantic, CI, Côte d’Ivoire, Morocco", None),
        ("摩洛哥、Morocco、Atlantic", None),
        ("> Morocco, Islands, Atlantic", None),
    ] {
        let found = told(Rule::Order, &[line]);
        let found = found.first().map(|(_, instead)| instead.as_deref());
        assert_eq!(found.flatten(), instead, "{line}");
        assert_eq!(found.is_some(), instead.is_some(), "{line}");
    }
    // What cannot be put in order without its article is only told.
    let with_article = told(Rule::Order, &["the Morocco, the Islands and the Atlantic"]);
    assert!(matches!(&with_article[..], [(_, None)]), "{with_article:?}");
}

#[test]
fn the_alphabet_is_that_of_the_language() {
    let listed = |language: &str, names: [&str; 3]| {
        let context = Context {
            language: language.to_owned(),
            delegations: names.map(|name| Named::new(name, "")).into(),
            ..Context::default()
        };
        let text = text(&[&names.join(", ")]);
        check(&text, &[Rule::Order].into(), &context).is_empty()
    };
    assert!(listed("es", ["Nube", "Nzara", "Ñandú"]));
    assert!(!listed("en", ["Nube", "Nzara", "Ñandú"]));
    assert!(listed("fr", ["Égypte", "Espagne", "États"]));
    assert!(listed("ar", ["الأردن", "تونس", "المغرب"]));
    assert!(listed("ru", ["Албания", "Ёлкино", "Жары"]));
}

#[test]
fn quotation_marks_are_curly() {
    for (line, told_of) in [
        ("the “right” ones", &[][..]),
        ("the \"wrong\" ones", &[("\"wrong\"", Some("“wrong”"))]),
        ("of “a fund\" there", &[("“a fund\"", Some("“a fund”"))]),
        ("of \"a fund” there", &[("\"a fund”", Some("“a fund”"))]),
        ("of “a fund”, and one \" alone", &[]),
        ("“he said \"so\" twice”", &[("\"so\"", Some("‘so’"))]),
        ("“he said \"so\" and goes on", &[("\"so\"", Some("‘so’"))]),
        ("and \"so\" it ends”", &[("\"so\"", Some("“so”"))]),
        ("oddly \" so \" set", &[("\" so \"", None)]),
        ("a screen of 15\" and 17\"", &[]),
        ("one \" alone", &[]),
        ("“said “so” twice”", &[("“so”", Some("‘so’"))]),
        ("“said ‘so’ twice”", &[]),
        (
            "they ‘may agree’ there",
            &[("‘may agree’", Some("“may agree”"))],
        ),
        ("the delegations’ views, and one’s own", &[]),
        ("‘Ali spoke of the migrants’ needs", &[]),
        ("‘Umar’ is a name", &[]),
        ("« so » et « ainsi »", &[]),
        ("„so“ und „so“", &[]),
        ("“A quotation that goes on", &[]),
    ] {
        let wanted: Vec<_> = told_of
            .iter()
            .map(|(words, instead): &(&str, Option<&str>)| {
                ((*words).to_owned(), instead.map(str::to_owned))
            })
            .collect();
        assert_eq!(told(Rule::Quotes, &[line]), wanted, "{line}");
    }
}

#[test]
fn what_reads_alike_is_told_apart_by_what_stands_around_it() {
    let signs = |lines: &[&str]| -> Vec<String> {
        let blocks = text(lines);
        let found = check(&blocks, &[Rule::MemberStates].into(), &context());
        found.iter().map(|it| it.sign(&blocks)).collect()
    };
    let (first, second) = (
        "Here the member states agree.",
        "There the member states differ.",
    );
    let both = signs(&[first, second]);
    assert_ne!(both[0], both[1]);
    // One that is gone, or new, changes nothing of the others.
    assert_eq!(signs(&[second]), both[1..]);
    assert_eq!(signs(&["Member states begin.", first, second])[1..], both);
}

#[test]
fn member_states_have_capitals() {
    for (line, instead) in [
        ("All Member States agree.", None),
        ("all member states agree", Some("Member States")),
        ("Each member state agrees", Some("Member State")),
        ("member States of the Forum", None),
        ("les états membres", Some("États membres")),
        ("los estados miembros", Some("Estados Miembros")),
        ("as they wrote, “member states”", None),
        ("> member states", None),
        ("a remember statesman", None),
    ] {
        let found = told(Rule::MemberStates, &[line]);
        let found = found.first().and_then(|(_, instead)| instead.as_deref());
        assert_eq!(found, instead, "{line}");
    }
}

#[test]
fn what_was_shown_is_not_called_adopted() {
    for (line, is_found) in [
        ("The delegations adopted the text.", true),
        ("It was adopted by a vote.", true),
        ("The Compact was adopted in 2018.", false),
        ("States that adopted such laws did well.", false),
        ("Les délégations ont adopté le texte.", true),
        ("Las delegaciones aprobaron el texto.", true),
        ("Делегации приняли решение.", true),
        ("واعتمدت الوفود النص", true),
        ("各代表团通过了案文。", true),
        ("“The delegations adopted it”, it was said.", false),
    ] {
        assert_eq!(
            !found(Rule::Adopted, &[line]).is_empty(),
            is_found,
            "{line}"
        );
    }
    let decided = Context {
        only_shown: false,
        ..context()
    };
    let text = text(&["The delegations adopted the text."]);
    assert_eq!(check(&text, &[Rule::Adopted].into(), &decided), []);
}

#[test]
fn length_is_counted_in_words() {
    assert_eq!(words_of(&text(&["One two – three, 4", "5"])), 5);
    assert_eq!(words_of(&text(&["各代表团"])), 4);
    let long = "word ".repeat(11);
    let few = Context {
        most_words: Some(10),
        ..context()
    };
    let rules = [Rule::Length].into();
    let found = check(&text(&[&long]), &rules, &few);
    assert!(matches!(
        found[..],
        [Finding {
            place: None,
            why: Why::TooLong {
                words: 11,
                most: 10
            },
            ..
        }]
    ));
    assert_eq!(check(&text(&["short"]), &rules, &few), []);
}

#[test]
fn names_are_found_in_six_languages() {
    for (line, named) in [
        (
            "As NORTHERN COASTS PROCESS said,",
            Some("NORTHERN COASTS PROCESS"),
        ),
        ("NCP’s proposal", Some("NCP")),
        ("ncp is no name", None),
        ("they may, and May would", Some("May")),
        ("the islands are small", None),
        ("the Islands said", Some("Islands")),
        ("Cote d'Ivoire, without an accent", Some("Cote d'Ivoire")),
        (
            "Co\u{302}te d’Ivoire, written otherwise",
            Some("Co\u{302}te d’Ivoire"),
        ),
        ("Moroccan views", None),
        ("selon Morocco.", Some("Morocco")),
        ("dijo ANA MARÍA PEÑA", Some("ANA MARÍA PEÑA")),
        ("قالت المملكة المغربية إن", Some("المملكة المغربية")),
        ("قال المغرب", Some("المغرب")),
        ("وبالمغرب", Some("المغرب")),
        ("للمملكة المغربية", Some("للمملكة المغربية")),
        ("والمغرب", Some("المغرب")),
        ("المغربية وحدها", None),
        ("сказал Узбекистан.", Some("Узбекистан")),
        ("узбекистанский", None),
        ("据摩洛哥称", Some("摩洛哥")),
        ("摩洛哥王国代表团", Some("摩洛哥王国")),
        ("C I", None),
    ] {
        let found = words(Rule::Names, &[line]);
        let found = found.first().map(|it| it.trim_end());
        assert_eq!(found, named, "{line}");
    }
    let attributed = Context {
        is_unattributed: false,
        ..context()
    };
    let text = text(&["Morocco said"]);
    assert_eq!(check(&text, &[Rule::Names].into(), &attributed), []);
}

#[test]
fn words_for_quantities_tell_their_scale() {
    for (line, quantity, least) in [
        ("Some delegations doubted it.", Quantity::Some, 2),
        ("Several Member States doubted it.", Quantity::Several, 4),
        ("Many participants doubted it.", Quantity::Many, 3),
        ("Most of the delegations doubted it.", Quantity::Most, 5),
        ("All delegations agreed.", Quantity::All, 9),
        ("La plupart des délégations", Quantity::Most, 5),
        ("Algunas delegaciones", Quantity::Some, 2),
        ("Некоторые делегации", Quantity::Some, 2),
        ("معظم الوفود", Quantity::Most, 5),
        ("大多数代表团", Quantity::Most, 5),
    ] {
        let found = found(Rule::Quantities, &[line]);
        let why = found.first().map(|it| it.why.clone());
        let present = 9;
        let wanted = Why::HowMany {
            quantity,
            least,
            present,
        };
        assert_eq!(why, Some(wanted), "{line}");
    }
    assert_eq!(
        found(Rule::Quantities, &["some ideas of several kinds"]),
        []
    );
    let three = Context {
        present: 3,
        ..context()
    };
    let text = text(&["Several delegations"]);
    let found = check(&text, &[Rule::Quantities].into(), &three);
    assert!(matches!(found[0].why, Why::TooFew { least: 4, .. }));
}

#[test]
fn a_rule_that_is_off_finds_nothing_and_each_explains_itself() {
    let lines = [
        "# One",
        "### Three",
        "The delegations adopted \"it\", as member states do.",
        "a) Morocco, Islands and Atlantic",
        "Several delegations",
    ];
    let few = Context {
        most_words: Some(3),
        ..context()
    };
    let everything = check(&text(&lines), &all(), &few);
    let rules: BTreeSet<Rule> = everything.iter().map(|it| it.rule).collect();
    assert_eq!(rules.len(), 9, "{rules:?}: all but a heading alone");
    for rule in Rule::ALL {
        assert_eq!(Rule::named(rule.as_str()), Some(rule));
        let others: BTreeSet<Rule> = all().into_iter().filter(|it| *it != rule).collect();
        let found = check(&text(&lines), &others, &few);
        assert!(found.iter().all(|it| it.rule != rule));
    }
    let words = Words::of(Language::ENGLISH);
    for finding in &everything {
        let why = finding.why.said(&words);
        assert!(
            !why.contains("drafting-") && why.ends_with(['.', 'm']),
            "{why}"
        );
    }
    // A whole line follows from each rule's name, too.
    for rule in Rule::ALL {
        let key = format!("drafting-rule-{}", rule.as_str());
        assert_ne!(words.say(&key), key);
    }
}

#[test]
fn a_place_is_found_in_the_flat_text() {
    let blocks = text(&["one 😀", "", "a \"b\" c"]);
    let place = Place {
        block: 2,
        from: 2,
        to: 5,
    };
    // A newline leads each block: 1 + 6, 1, 1 + 2.
    assert_eq!(place.flat(&blocks), (11, 14));
}

#[test]
fn there_are_no_more_findings_than_help() {
    let many = "\"x\" ".repeat(2_000);
    let found = check(&text(&[&many]), &all(), &context());
    assert_eq!(found.len(), shared::drafting::MOST);
}

/// Sentences as reports have them, which are well written.
const CLEAN: [&str; 26] = [
    "The representatives underlined the importance of skills partnerships.",
    "The Global Compact was adopted in 2018, and reviewed “at regular intervals”.",
    "It was noted that a vote in national parliaments had been held in 2020.",
    "Member States may wish to consider the host communities’ needs.",
    "The “so-called ‘last mile’” remained a challenge, e.g. in remote areas.",
    "An approach of the whole of government (see annex I) was preferred.",
    "Les représentants ont souligné l’importance des partenariats.",
    "Le Pacte mondial a été adopté en 2018 ; il est examiné « à intervalles réguliers ».",
    "Les États membres ont pris note de l’état d’avancement.",
    "L’un des participants a évoqué les besoins d’autrui.",
    "Los representantes subrayaron la importancia de las asociaciones.",
    "El Pacto Mundial se aprobó en 2018 y se examina «periódicamente».",
    "Los Estados Miembros tomaron nota del estado de avance.",
    "El año pasado se votó en los parlamentos.",
    "Представители подчеркнули важность партнерств.",
    "Глобальный договор был принят в 2018 году и пересматривается «регулярно».",
    "Государства-члены приняли к сведению доклад.",
    "أكد الممثلون أهمية الشراكات في مجال المهارات.",
    "اعتُمد الاتفاق العالمي في عام 2018 ويُستعرض «بانتظام».",
    "وأشارت الدول الأعضاء إلى احتياجات المجتمعات المضيفة.",
    "与会代表强调了技能伙伴关系的重要性。",
    "《全球契约》于2018年通过，并“定期”审查。",
    "会员国注意到收容社区的需要。",
    "(a) Recognition of qualifications;",
    "(b) Protection of workers, men and women alike;",
    "A State’s own measures – whatever they are – count.",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever clean text is put together in, in six languages, nothing is found in it.
    #[test]
    fn nothing_is_found_in_clean_text(
        picked in prop::collection::vec((0..CLEAN.len(), any::<bool>()), 1..30),
    ) {
        let mut lines = Vec::new();
        for (nth, starts_part) in picked {
            // Marks of items stand in their order.
            if CLEAN[nth].starts_with('(') {
                lines.extend(["1) The following were mentioned:", CLEAN[23], CLEAN[24]]);
                continue;
            }
            if starts_part {
                lines.push("# A heading");
            }
            lines.push(CLEAN[nth]);
        }
        let blocks = text(&lines);
        for is_unattributed in [true, false] {
            let context = Context { is_unattributed, ..context() };
            prop_assert_eq!(check(&blocks, &all(), &context), vec![]);
        }
    }

    /// Whatever is written, the checker ends, and each finding is where it says.
    #[test]
    fn findings_are_where_they_say(
        lines in prop::collection::vec("(# |## |1\\) |> )?([\"“”‘’a-zÀéß😀 ,()المغرب]|Morocco|Islands|Atlantic|member states){0,20}", 0..8),
    ) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let blocks = text(&lines);
        let flat: Vec<u16> = blocks
            .iter()
            .flat_map(|block| {
                let text: String = block.runs.iter().map(|run| run.text.as_str()).collect();
                format!("\n{text}").encode_utf16().collect::<Vec<_>>()
            })
            .collect();
        for finding in check(&blocks, &all(), &context()) {
            let Some(place) = finding.place else { continue };
            let (from, to) = place.flat(&blocks);
            let there = String::from_utf16(&flat[from as usize..to as usize]).unwrap();
            prop_assert_eq!(there, finding.words);
        }
    }
}
