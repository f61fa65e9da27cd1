//! Tables: figures, forms, agendas and matrices of questions.

use super::compose::{Composer, Line, Shape};
use super::story::{Block, Table};
use crate::concept_note::letters::is_headline;
use crate::concept_note::letters::{asks, one_line, width};
use crate::concept_note::{LeftOut, cover, label, vocabulary};

/// What stands between the cells of a row.
const BETWEEN: &str = " | ";

/// A cell as lines.
type Cell = Vec<Line>;

impl Composer<'_> {
    /// Takes a table in, as what it is.
    pub(super) fn take_table(&mut self, table: &Table) {
        let rows: Vec<Vec<Cell>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell_lines(self, cell)).collect())
            .collect();
        let rows: Vec<Vec<Cell>> = rows
            .into_iter()
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        let columns = rows
            .iter()
            .map(|row| filled(row).count())
            .max()
            .unwrap_or_default();
        // One row, or one column, only sets text in place.
        if rows.len() <= 1 || columns <= 1 {
            rows.into_iter()
                .flatten()
                .flatten()
                .for_each(|line| self.add(line));
        } else if rows
            .iter()
            .any(|row| is_form_row(row) && asks_or_tells_more(row))
        {
            for row in rows {
                take_form_row(self, row);
            }
        } else if rows.iter().flatten().any(is_asking) && (self.zone.is_some() || !self.asked) {
            Agenda::of(&rows).take(self);
        } else if self.zone.is_some() {
            for row in &rows {
                self.omissions.leave(LeftOut::Table, &row_text(row));
            }
        } else {
            for row in rows {
                take_row(self, row);
            }
        }
    }
}

/// What stands in a cell; a table within it as its cells.
fn cell_lines(composer: &mut Composer<'_>, blocks: &[Block]) -> Cell {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => lines.extend(composer.line(paragraph)),
            Block::Table(inner) => {
                lines.extend(
                    inner
                        .rows
                        .iter()
                        .flatten()
                        .flat_map(|cell| cell_lines(composer, cell)),
                );
            }
        }
    }
    lines
}

fn filled(row: &[Cell]) -> impl Iterator<Item = &Cell> {
    row.iter().filter(|cell| !cell.is_empty())
}

fn is_asking(cell: &Cell) -> bool {
    cell.iter().any(|line| asks(&line.text))
}

/// A cell on one line, with the labels of its items.
fn cell_text(cell: &Cell) -> String {
    let texts = cell.iter().map(|line| match &line.shape {
        Shape::Item(label, _) if label != "-" => format!("{label} {}", one_line(&line.text)),
        _ => one_line(&line.text),
    });
    texts.collect::<Vec<_>>().join(" / ")
}

fn row_text(row: &[Cell]) -> String {
    filled(row).map(cell_text).collect::<Vec<_>>().join(BETWEEN)
}

/// A row of figures or of short texts is one line; one of paragraphs is these.
fn take_row(composer: &mut Composer<'_>, row: Vec<Cell>) {
    let short = row
        .iter()
        .all(|cell| cell.len() <= 1 || cell_text(cell).len() <= 120);
    if short {
        composer.add(Line {
            shape: Shape::Row,
            text: row_text(&row),
        });
    } else {
        row.into_iter()
            .flatten()
            .for_each(|line| composer.add(line));
    }
}

/// “Background” beside what stands under it.
fn is_form_row(row: &[Cell]) -> bool {
    let mut cells = filled(row);
    let (Some([head]), Some(_), None) =
        (cells.next().map(Vec::as_slice), cells.next(), cells.next())
    else {
        return false;
    };
    is_headline(&head.text)
        && (vocabulary::heads_questions(&head.text) || vocabulary::is_generic(&head.text))
}

/// Whether the second cell of a row is more than a word or two.
fn asks_or_tells_more(row: &[Cell]) -> bool {
    filled(row)
        .nth(1)
        .is_some_and(|cell| is_asking(cell) || cell.len() > 1 || cell_text(cell).len() > 100)
}

fn take_form_row(composer: &mut Composer<'_>, row: Vec<Cell>) {
    let two = filled(&row).count() == 2;
    let headed = two
        && filled(&row)
            .next()
            .is_some_and(|cell| matches!(&cell[..], [line] if is_headline(&line.text)));
    if !headed || !(asks_or_tells_more(&row) || is_form_row(&row)) {
        return take_row(composer, row);
    }
    let mut cells = row.into_iter().filter(|cell| !cell.is_empty());
    let head = cells.next().unwrap_or_default();
    for line in head {
        composer.add(Line {
            shape: Shape::Heading(1),
            text: one_line(&line.text),
        });
    }
    cells.flatten().for_each(|line| composer.add(line));
}

/// A table some of whose cells ask, with what stands at the side of them.
#[derive(Default)]
struct Agenda {
    /// What stands over each column.
    heads: Vec<String>,
    /// How many columns ask.
    asking: usize,
    /// What is no question, row by row.
    rest: Vec<String>,
    /// The questions, under the sessions or themes that they belong to.
    asked: Vec<Line>,
}

impl Agenda {
    fn of(rows: &[Vec<Cell>]) -> Self {
        let mut agenda = Self::default();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let in_column = |at: usize| rows.iter().filter_map(move |row| row.get(at));
        agenda.asking = (0..columns)
            .filter(|at| in_column(*at).any(is_asking))
            .count();
        let mut rows = rows;
        if let [first, rest @ ..] = rows
            && !first.iter().any(is_asking)
            && filled(first).count() > 1
        {
            agenda.heads = first.iter().map(cell_text).collect();
            rows = rest;
        }
        for row in rows {
            agenda.row(row);
        }
        agenda
    }

    fn row(&mut self, row: &[Cell]) {
        let Some(first) = row.iter().position(is_asking) else {
            return self.aside(row);
        };
        let (mut theme, mut number, mut rest) = (Vec::new(), None, Vec::new());
        for (at, cell) in row
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty() && !is_asking(cell))
        {
            let text = cell_text(cell);
            if at > first || is_time(&text) {
                rest.push(text);
            } else if width(&text) <= 3 && text.chars().all(|c| c.is_ascii_digit() || c == '.') {
                number = Some(text.trim_end_matches('.').to_owned());
            } else {
                theme.push(text);
            }
        }
        let theme = theme.join(" – ");
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| is_asking(cell)) {
            let head = self
                .heads
                .get(at)
                .filter(|head| self.asking > 1 && !vocabulary::heads_questions(head));
            let over: Vec<&str> = [Some(theme.as_str()), head.map(String::as_str)]
                .into_iter()
                .flatten()
                .filter(|text| !text.is_empty())
                .collect();
            self.theme(&over.join(" – "));
            let number = number.take();
            self.ask(cell, number.as_deref(), &mut rest);
        }
        if !rest.is_empty() {
            self.rest.push(rest.join(BETWEEN));
        }
    }

    /// A row that asks nothing: a break, or what the rows after it belong to.
    fn aside(&mut self, row: &[Cell]) {
        let mut cells = filled(row);
        let text = row_text(row);
        match (cells.next(), cells.next()) {
            (Some(_), None) if !is_time(&text) && width(&text) <= 200 => self.theme(&text),
            _ => self.rest.push(text),
        }
    }

    fn theme(&mut self, text: &str) {
        if !text.is_empty() {
            self.asked.push(Line {
                shape: Shape::Theme,
                text: text.to_owned(),
            });
        }
    }

    /// The questions of a cell. What leads in to them is no question.
    fn ask(&mut self, cell: &Cell, number: Option<&str>, rest: &mut Vec<String>) {
        let mut number = number;
        let mut begun = false;
        for line in cell {
            let text = one_line(&line.text);
            let own = matches!(line.shape, Shape::Item(..)) || label::split(&text).is_some();
            let asking = asks(&text);
            let shape = match (&line.shape, number.take()) {
                (Shape::Item(label, steps), _) => Shape::Item(label.clone(), *steps),
                (_, None) if own => Shape::Plain(match line.shape {
                    Shape::Plain(steps) => steps,
                    _ => 0,
                }),
                (_, Some(number)) if asking && !own => Shape::Item(format!("{number}."), 0),
                (_, given) if asking || own => {
                    number = given.filter(|_| !asking);
                    Shape::Item("-".to_owned(), 0)
                }
                (_, given) => {
                    number = given;
                    if begun && !matches!(line.shape, Shape::Bold | Shape::Slanted) {
                        Shape::Plain(0)
                    } else {
                        rest.push(text);
                        continue;
                    }
                }
            };
            begun = true;
            self.asked.push(Line { shape, text });
        }
    }

    /// Adds the questions, under a heading if there is none, and tells what is no question: as rows of the
    /// background if they stand there, else as left out.
    fn take(self, composer: &mut Composer<'_>) {
        let heading = self
            .heads
            .iter()
            .find(|head| vocabulary::heads_questions(head))
            .cloned();
        let heads: Vec<&str> = self
            .heads
            .iter()
            .map(String::as_str)
            .filter(|head| !head.is_empty())
            .collect();
        let over = (!heads.is_empty()).then(|| heads.join(BETWEEN));
        let rest = over.into_iter().chain(self.rest);
        if composer.zone.is_some() {
            rest.for_each(|row| composer.omissions.leave(LeftOut::Table, &row));
        } else {
            rest.for_each(|text| {
                composer.add(Line {
                    shape: Shape::Row,
                    text,
                });
            });
            let text = heading.unwrap_or_else(|| vocabulary::QUESTIONS_HEADING.to_owned());
            composer.add(Line {
                shape: Shape::Heading(1),
                text,
            });
        }
        self.asked.into_iter().for_each(|line| composer.add(line));
    }
}

/// Whether a cell only says when: `09:30`, `9.00–10.30 a.m.`, `3 March 2026`.
fn is_time(text: &str) -> bool {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let others = text.chars().filter(|c| !c.is_ascii_digit());
    let clock = others
        .clone()
        .any(|c| matches!(c, ':' | '.' | 'h' | 'H' | '–' | '-' | ' '))
        && others
            .clone()
            .all(|c| " :.,–—-hHaApPmM\u{202F}\u{A0}".contains(c));
    (figures > 0 && clock) || cover::is_dateline(text)
}
