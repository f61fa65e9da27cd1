//! Tracked changes between any two texts.

use crate::changes::{Texts, changed, line, lines, reading, root, told};
use crate::tracked::{accepted, plain, rejected};
use shared::document::Root;
use shared::prose::{Block, BlockKind, Marks, Run};

/// Numbers that look random, always the same for a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }

    fn text(&mut self) -> Vec<Block> {
        use BlockKind::{H1, H2, H3, Ol, Paragraph, Ul};
        const WORDS: [&str; 14] = [
            "one ",
            "two ",
            "three ",
            "😀",
            "e\u{301} ",
            "نحن ",
            "معا ",
            "各国",
            "权利",
            " ",
            "\t",
            "https://a.int/x ",
            "— ",
            "end. ",
        ];
        let block = |dice: &mut Self| {
            let kind = [Paragraph, Paragraph, Ol, Ol, Ul, H1, H2, H3][dice.below(8)];
            let runs = (0..dice.below(4)).map(|_| Run {
                text: (0..=dice.below(4)).map(|_| WORDS[dice.below(14)]).collect(),
                marks: Marks {
                    strong: dice.below(3) == 0,
                    ..Marks::default()
                },
            });
            Block {
                kind,
                runs: runs.collect(),
                indent: u8::try_from(dice.below(3)).expect("small"),
                quote: dice.below(5) == 0,
                ..Block::default()
            }
        };
        (0..self.below(7)).map(|_| block(self)).collect()
    }

    /// Some blocks stay, some go or come, and some have a word more or less.
    fn edited(&mut self, text: &[Block]) -> Vec<Block> {
        let mut edited = Vec::new();
        for block in text {
            match self.below(6) {
                0 => {}
                1 => edited.extend(self.text()),
                2 => {
                    let mut block = block.clone();
                    if let Some(run) = block.runs.last_mut() {
                        run.text += "more";
                    }
                    edited.push(block);
                }
                3 => {
                    let mut block = block.clone();
                    block.runs.pop();
                    edited.push(block);
                }
                _ => edited.push(block.clone()),
            }
        }
        edited
    }
}

#[test]
fn taking_and_refusing_hold_for_any_two_texts() {
    for seed in 0..150 {
        let mut dice = Dice(seed);
        let older = dice.text();
        let newer = dice.edited(&older);
        let of = |text: &[Block]| -> Texts {
            let place = [(root("answer/q1"), text.to_vec())];
            let mut texts: Texts = place.into();
            texts.retain(|_, text| !shared::prose::is_blank(text));
            texts.insert(Root::Summary, vec![line("Always the same")]);
            texts
        };
        let (was, is) = (of(&older), of(&newer));
        let paragraphs = told(&changed(&was, &is, &["ana", "ben"]));
        let told_of = |texts: &Texts| lines(plain(&told(&reading(texts))));
        assert_eq!(lines(accepted(&paragraphs)), told_of(&is), "seed {seed}");
        assert_eq!(lines(rejected(&paragraphs)), told_of(&was), "seed {seed}");
    }
}
