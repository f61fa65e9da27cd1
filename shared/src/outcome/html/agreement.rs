//! A map of agreement: a picture, and the table behind it.

use super::inline::{bdi, escape};
use crate::features::ballots::agreement::{Agreement, PLANE, Plane};
use crate::features::ballots::drawn::{Said, Table};
use std::fmt::Write as _;

/// The side of a cell.
const CELL: usize = 10;
/// Around the plane, so that its points are whole.
const EDGE: i32 = 30;

/// The map, as an SVG that says what it is, and its table.
pub fn agreement_map(map: &Agreement) -> String {
    let mut out = String::new();
    let explained = escape(&map.explained);
    let (width, height) = (map.columns.len() * CELL, map.rows.len() * CELL);
    let _ = write!(
        out,
        "<div class=\"outcome-agreement\"><p>{explained}</p>\
         <svg class=\"outcome-agreement-map\" role=\"img\" aria-label=\"{explained}\" viewBox=\"0 0 {width} {height}\" \
         preserveAspectRatio=\"xMinYMin meet\">"
    );
    for (row, cells) in map.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let level = cell.map_or_else(|| "none".to_owned(), |it| step(it).to_string());
            let (x, y) = (column * CELL, row * CELL);
            let _ = write!(
                out,
                "<rect class=\"outcome-agreement-{level}\" x=\"{x}\" y=\"{y}\" width=\"9\" height=\"9\"/>"
            );
        }
    }
    out += "</svg>";
    if let Some(plane) = &map.plane {
        on_plane(&mut out, plane);
    }
    table(&mut out, &map.table);
    out + "</div>\n"
}

/// One of five shades.
const fn step(level: u8) -> u8 {
    (level.saturating_sub(1)) / 20
}

fn on_plane(out: &mut String, plane: &Plane) {
    let explained = escape(&plane.explained);
    let side = PLANE + 2 * EDGE;
    let _ = write!(
        out,
        "<p>{explained}</p><svg class=\"outcome-agreement-plane\" role=\"img\" aria-label=\"{explained}\" \
         viewBox=\"-{EDGE} -{EDGE} {side} {side}\">"
    );
    for (_, x, y) in &plane.points {
        let _ = write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"24\" height=\"24\" rx=\"12\"/>",
            x - 12,
            PLANE - y - 12,
        );
    }
    *out += "</svg>";
    let names = plane.points.iter().map(|(name, x, y)| {
        let where_it_is = [x, y].map(|it| Said::Ours(it.to_string()));
        std::iter::once(Said::Theirs(name.clone()))
            .chain(where_it_is)
            .collect()
    });
    table(
        out,
        &Table {
            caption: plane.caption.clone(),
            head: plane.head.to_vec(),
            rows: names.collect(),
        },
    );
}

fn table(out: &mut String, table: &Table) {
    let _ = write!(
        out,
        "<table class=\"outcome-agreement-table\"><caption>{}</caption>\n<thead><tr>",
        escape(&table.caption)
    );
    for head in &table.head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", said(head));
    }
    *out += "</tr></thead>\n<tbody>\n";
    for row in &table.rows {
        *out += "<tr>";
        for (nth, cell) in row.iter().enumerate() {
            let _ = match nth {
                0 => write!(out, "<th scope=\"row\">{}</th>", said(cell)),
                _ => write!(out, "<td>{}</td>", said(cell)),
            };
        }
        *out += "</tr>\n";
    }
    *out += "</tbody></table>\n";
}

fn said(said: &Said) -> String {
    match said {
        Said::Ours(words) => escape(words),
        Said::Theirs(words) => bdi(words),
    }
}
