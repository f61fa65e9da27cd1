//! The statements of a batch: few texts, so that each stays prepared.

use std::sync::{Arc, LazyLock};

use super::database::Dialect;

/// Statements for 1, 2, 4, … rows, in each dialect.
pub(super) struct Shapes {
    sqlite: Vec<Arc<str>>,
    postgres: Vec<Arc<str>>,
}

const SHAPES: u32 = 8;

pub(super) static TAKE: LazyLock<Shapes> = LazyLock::new(|| {
    let after = ") AS taken WHERE tables.id = taken.column1 \
                 RETURNING tables.id, tables.head, tables.chain";
    Shapes::new(
        "UPDATE tables SET head = head + taken.column2 FROM (VALUES ",
        2,
        after,
    )
});
/// What `TAKE` and `MOVE` do, for logs whose heads are known. A log that stands elsewhere gets no head, which
/// the schema forbids: everything fails.
pub(super) static ADVANCE: LazyLock<Shapes> = LazyLock::new(|| {
    let after = ") AS known WHERE tables.id = known.column1";
    Shapes::new(
        "UPDATE tables SET head = CASE WHEN tables.head = known.column2 \
         AND tables.chain = known.column3 THEN known.column4 END, \
         chain = known.column5 FROM (VALUES ",
        5,
        after,
    )
});
pub(super) static MOVE: LazyLock<Shapes> = LazyLock::new(|| {
    let after = ") AS moved WHERE tables.id = moved.column1";
    Shapes::new(
        "UPDATE tables SET chain = moved.column2 FROM (VALUES ",
        2,
        after,
    )
});
pub(super) static LOCK: LazyLock<Shapes> = LazyLock::new(|| {
    Shapes::new(
        "SELECT id FROM tables WHERE id IN (VALUES ",
        1,
        ") ORDER BY id FOR UPDATE",
    )
});
pub(super) static INSERT: LazyLock<Shapes> = LazyLock::new(|| {
    let into = "INSERT INTO entries (table_id, seq, kind, participant, at, body, digest) VALUES ";
    Shapes::new(into, 7, "")
});

impl Shapes {
    fn new(before: &str, columns: usize, after: &str) -> Self {
        let sizes = || (0..SHAPES).map(|power| 1 << power);
        // SQLite looks for the name of each parameter from the start of a list, which took 40 % of
        // a large insert's time; parameters without a number have no name.
        let sqlite = |size| statement(before, size, columns, after, |_| "?".to_owned());
        let postgres = |size| statement(before, size, columns, after, |n| format!("${n}"));
        Self {
            sqlite: sizes().map(sqlite).collect(),
            postgres: sizes().map(postgres).collect(),
        }
    }

    /// Cuts the items into the largest sizes that there is a statement for.
    pub(super) fn chunks<'a, T>(
        &'static self,
        dialect: Dialect,
        mut items: &'a [T],
    ) -> impl Iterator<Item = (&'a [T], Arc<str>)> {
        let texts = match dialect {
            Dialect::Sqlite => &self.sqlite,
            Dialect::Postgres => &self.postgres,
        };
        std::iter::from_fn(move || {
            let power = items.len().checked_ilog2()?.min(SHAPES - 1);
            let (chunk, rest) = items.split_at(1 << power);
            items = rest;
            Some((chunk, Arc::clone(&texts[power as usize])))
        })
    }
}

/// `before (…, …), (…, …), … after` with a parameter for every column of every row.
fn statement(
    before: &str,
    rows: usize,
    columns: usize,
    after: &str,
    parameter: impl Fn(usize) -> String,
) -> Arc<str> {
    let row = |row| {
        let first = row * columns + 1;
        let parameters: Vec<_> = (first..first + columns).map(&parameter).collect();
        format!("({})", parameters.join(", "))
    };
    let values: Vec<String> = (0..rows).map(row).collect();
    format!("{before}{}{after}", values.join(", ")).into()
}
