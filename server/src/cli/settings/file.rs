//! A file of settings: TOML, one setting a line, called as on the command line.

use std::path::{Path, PathBuf};

use shared::words::{Value, Words};
use toml::de::{DeTable, DeValue};

/// What a file says.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    pub(super) given: Vec<Given>,
}

/// One setting of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) name: String,
    /// As it would stand on the command line.
    pub(super) value: String,
    /// Whether it was written as `true` or `false`.
    pub(super) is_truth: bool,
    /// Counted from one.
    line: usize,
}

impl File {
    /// Reads it; what is in it is not looked at yet.
    pub(super) fn read(path: &Path, words: &Words) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let told = [
                ("file", path.display().to_string().into()),
                ("why", error.to_string().into()),
            ];
            anyhow::anyhow!(words.tell("config-unreadable", &told))
        })?;
        let given = parse(&text).map_err(|bad| {
            let told = [
                ("file", path.display().to_string().into()),
                ("line", number(bad.line)),
                ("why", bad.why.into()),
            ];
            anyhow::anyhow!(words.tell("config-broken", &told))
        })?;
        let path = path.to_owned();
        let file = Self {
            path,
            given: given.0,
        };
        match given.1 {
            Some(odd) => {
                let more = ("kind", "value".into());
                anyhow::bail!(file.complain_of("config-kind", &odd, more, words))
            }
            None => Ok(file),
        }
    }

    /// Says something of one of its settings.
    pub(super) fn complain(&self, key: &str, given: &Given, words: &Words) -> String {
        words.tell(key, &self.told(given))
    }

    /// Says something more of one of its settings.
    pub(super) fn complain_of(
        &self,
        key: &str,
        given: &Given,
        more: (&'static str, Value<'_>),
        words: &Words,
    ) -> String {
        let mut told = Vec::from(self.told(given));
        told.push(more);
        words.tell(key, &told)
    }

    fn told(&self, given: &Given) -> [(&'static str, Value<'static>); 3] {
        [
            ("file", self.path.display().to_string().into()),
            ("line", number(given.line)),
            ("key", given.name.clone().into()),
        ]
    }
}

/// A number that is no quantity: no language puts marks between its digits.
fn number(line: usize) -> Value<'static> {
    line.to_string().into()
}

/// Where a file is no TOML.
#[derive(Debug, PartialEq, Eq)]
struct Broken {
    line: usize,
    why: String,
}

/// What is given, and the first setting whose value is neither a text, a number nor a truth.
type Parsed = (Vec<Given>, Option<Given>);

fn parse(text: &str) -> Result<Parsed, Broken> {
    let line = |at: usize| 1 + text[..at.min(text.len())].matches('\n').count();
    let table = DeTable::parse(text).map_err(|error| Broken {
        line: line(error.span().map_or(0, |span| span.start)),
        why: error.message().to_owned(),
    })?;
    let (mut all, mut odd) = (Vec::new(), None);
    for (name, value) in table.get_ref() {
        let mut given = Given {
            name: name.get_ref().to_string(),
            value: String::new(),
            is_truth: false,
            line: line(name.span().start),
        };
        match value.get_ref() {
            DeValue::String(text) => given.value = text.to_string(),
            // Such as 1_000: underlines are gone by now.
            DeValue::Integer(number) if number.radix() == 10 => {
                number.as_str().clone_into(&mut given.value);
            }
            DeValue::Boolean(truth) => {
                given.value = truth.to_string();
                given.is_truth = true;
            }
            _ => {
                odd.get_or_insert_with(|| given.clone());
            }
        }
        all.push(given);
    }
    all.sort_by_key(|given| given.line);
    Ok((all, odd))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_knows_its_line() {
        let text = "# ours\nlisten = \"[::]:80\"\n\nproxies = 1_0\ndemo = true\n";
        let (given, odd) = parse(text).unwrap();
        let told: Vec<_> = given
            .iter()
            .map(|it| (it.name.as_str(), it.value.as_str(), it.is_truth, it.line))
            .collect();
        let expected = [
            ("listen", "[::]:80", false, 2),
            ("proxies", "10", false, 4),
            ("demo", "true", true, 5),
        ];
        assert_eq!(told, expected);
        assert_eq!(odd, None);
    }

    #[test]
    fn what_is_no_toml_is_refused_where_it_is_not() {
        assert_eq!(parse("a = 1\nb = \n").unwrap_err().line, 2);
        assert_eq!(parse("a = 1\n\na = 2\n").unwrap_err().line, 3);
        let (_, odd) = parse("a = 1\nb = [1]\n[c]\nd = 1\n").unwrap();
        assert_eq!(odd.unwrap().line, 2);
    }
}
