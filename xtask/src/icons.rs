//! The icons that the page carries: those named in `client/icons.txt`, as Lucide draws them.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result, ensure};

/// One hidden drawing, of which views show parts by `#icon-…`. The package's own licence comment goes along.
pub fn sprite(client: &Path) -> Result<String> {
    let list = client.join("icons.txt");
    let names =
        fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let (mut licences, mut symbols) = (BTreeSet::new(), String::new());
    for name in names.lines() {
        let file = client.join(format!("node_modules/lucide-static/icons/{name}.svg"));
        let drawn = fs::read_to_string(&file)
            .with_context(|| format!("there is no icon {}", file.display()))?;
        let (licence, shapes) = parts(&drawn).with_context(|| format!("icon {name}"))?;
        licences.insert(licence.to_owned());
        write!(
            symbols,
            r#"<symbol id="icon-{name}" viewBox="0 0 24 24">{shapes}</symbol>"#
        )?;
    }
    ensure!(licences.len() <= 1, "icons of several versions");
    let licence = licences.into_iter().collect::<String>();
    Ok(format!("<svg hidden>{licence}{symbols}</svg>"))
}

/// The licence's comment, and what is drawn, without the spaces between.
fn parts(drawn: &str) -> Result<(&str, String)> {
    let end = drawn.find("-->").context("no licence")? + "-->".len();
    let svg = drawn.find("<svg").context("no drawing")?;
    let begin = svg + drawn[svg..].find('>').context("no drawing")? + 1;
    let shapes = drawn[begin..].trim_end().strip_suffix("</svg>");
    let shapes = shapes.context("no end")?.lines().map(str::trim);
    Ok((&drawn[..end], shapes.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_taken_apart() {
        let drawn = "<!-- @license x v1 - ISC -->\n<svg\n  width=\"24\"\n>\n  <path d=\"M5 12h14\" />\n  <path d=\"m1\" />\n</svg>\n";
        let (licence, shapes) = parts(drawn).unwrap();
        assert_eq!(licence, "<!-- @license x v1 - ISC -->");
        assert_eq!(shapes, r#"<path d="M5 12h14" /><path d="m1" />"#);
        assert!(parts("<svg></svg>").is_err(), "without a licence");
    }

    #[test]
    fn the_view_and_the_sprite_name_the_same_icons() {
        let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../client");
        let list = fs::read_to_string(client.join("icons.txt")).unwrap();
        let view = fs::read_to_string(client.join("src/views/icon.rs")).unwrap();
        let arms = view.lines().filter_map(|line| line.split_once(" => \""));
        let named: Vec<_> = arms
            .filter_map(|(_, rest)| rest.strip_suffix("\","))
            .collect();
        assert_eq!(named, list.lines().collect::<Vec<_>>());
    }
}
