//! The statements of a batch: few texts, so that each stays prepared.

use std::sync::{Arc, LazyLock};

use super::database::Dialect;

/// Statements for 1, 2, 4, … rows, in each dialect.
pub(super) struct Shapes {
    sqlite: Vec<Arc<str>>,
    postgres: Vec<Arc<str>>,
}

const SHAPES: u32 = 8;

/// What has been taken away in a table's session, as its row says: 0 where the session has no log yet.
macro_rules! fence {
    () => {
        "COALESCE((SELECT own.fence FROM tables AS own \
         WHERE own.session_id = tables.session_id AND own.position = -1), 0)"
    };
}

/// Moves logs from where they were seen to where they end now. A log that stands elsewhere, or whose session has taken something away
/// that was not seen, gets no head, which the schema forbids: everything fails.
pub(super) static ADVANCE: LazyLock<Shapes> = LazyLock::new(|| {
    let after = ") AS known WHERE tables.id = known.column1";
    let before = concat!(
        "UPDATE tables SET head = CASE WHEN tables.head = known.column2 \
         AND tables.chain = known.column3 AND ",
        fence!(),
        " <= known.column6 THEN known.column4 END, chain = known.column5 FROM (VALUES "
    );
    Shapes::new(before, 6, after)
});
/// Where logs end. On PostgreSQL their rows are locked, in one order: two nodes would wait for each other otherwise.
pub(super) static READ: LazyLock<Shapes> = LazyLock::new(|| {
    let before = concat!(
        "SELECT tables.id, tables.head, tables.chain, ",
        fence!(),
        " FROM tables WHERE tables.id IN (VALUES "
    );
    Shapes::each(
        before,
        1,
        [")", ") ORDER BY tables.id FOR UPDATE OF tables"],
    )
});
/// The same, without holding them.
pub(super) static HEADS: LazyLock<Shapes> = LazyLock::new(|| {
    let before = "SELECT id, head FROM tables WHERE id IN (VALUES ";
    Shapes::new(before, 1, ")")
});
/// Which of these tokens somebody may come in with.
pub(super) static TOKENS: LazyLock<Shapes> = LazyLock::new(|| {
    let before = "SELECT token_hash FROM (SELECT token_hash FROM participants \
         UNION ALL SELECT token_hash FROM devices) AS good WHERE token_hash IN (VALUES ";
    Shapes::new(before, 1, ")")
});
/// Keeps the sessions of these tables as they are (PostgreSQL): before the tables' own rows, as whoever changes a session does.
pub(super) static HOLD: LazyLock<Shapes> = LazyLock::new(|| {
    Shapes::new(
        "SELECT id FROM tables WHERE position = -1 AND session_id IN \
         (SELECT session_id FROM tables WHERE id IN (VALUES ",
        1,
        ")) ORDER BY id FOR SHARE",
    )
});
pub(super) static INSERT: LazyLock<Shapes> = LazyLock::new(|| {
    let into = "INSERT INTO entries (table_id, seq, kind, participant, at, body, digest) VALUES ";
    Shapes::new(into, 7, "")
});

impl Shapes {
    fn new(before: &str, columns: usize, after: &str) -> Self {
        Self::each(before, columns, [after; 2])
    }

    /// The same, with another end in each dialect: of SQLite first.
    fn each(before: &str, columns: usize, after: [&str; 2]) -> Self {
        let sizes = || (0..SHAPES).map(|power| 1 << power);
        // SQLite looks for the name of each parameter from the start of a list, which took 40 % of
        // a large insert's time; parameters without a number have no name.
        let sqlite = |size| statement(before, size, columns, after[0], |_| "?".to_owned());
        let postgres = |size| statement(before, size, columns, after[1], |n| format!("${n}"));
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
