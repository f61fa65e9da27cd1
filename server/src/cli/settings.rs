//! Settings: what the command line says holds, then the environment, then a file, then what is usual.
//!
//! The command line and the environment are `clap`'s. What a file says becomes what is usual, so that there is one list of
//! settings, one way to read each, and no second set of names.

mod file;
mod masked;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory as _, FromArgMatches as _};
use shared::words::Words;

use super::{CommandLine, words};
use file::{File, Given};
use masked::masked;

/// The command whose settings a file may hold; other commands read those of them that they have.
const SERVE: &str = "serve";

/// A setting as it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What it is called, on the command line with two dashes before it.
    pub name: String,
    /// What it is set to, fit to be shown; nothing if it is not set.
    pub value: Option<String>,
    /// What has said so, in words; nothing if it is not set.
    pub origin: Option<String>,
}

impl Setting {
    /// The line of a file that would say it.
    pub fn line(&self, words: &Words) -> String {
        let Self { name, .. } = self;
        match (&self.value, &self.origin) {
            (Some(value), Some(origin)) => format!("{name} = {}  # {origin}", as_toml(value)),
            _ => format!("# {name} {}", words.say("config-unset")),
        }
    }
}

/// A value as a file holds it: quoted, unless it is a number or a truth.
fn as_toml(value: &str) -> String {
    if value == "true" || value == "false" || value.parse::<u64>().is_ok() {
        value.to_owned()
    } else {
        // The escapes of JSON are among those of TOML.
        serde_json::Value::from(value).to_string()
    }
}

/// Reads the command line, the environment and the file of settings. Ends the process where help was asked for, or the
/// command line is not understood.
pub fn read() -> anyhow::Result<CommandLine> {
    let command = CommandLine::command();
    let matches = command.clone().get_matches();
    let Some((file, matches)) = with_file(command, &matches, &words())? else {
        return finish(&matches, None);
    };
    finish(&matches, Some(&file))
}

/// The file that is named, and everything read again with what it says as what is usual.
fn with_file(
    command: Command,
    matches: &ArgMatches,
    words: &Words,
) -> anyhow::Result<Option<(File, ArgMatches)>> {
    let Some((name, of)) = matches.subcommand() else {
        return Ok(None);
    };
    let path = of.try_get_one::<std::path::PathBuf>("config");
    let Ok(Some(path)) = path else {
        return Ok(None);
    };
    let file = File::read(path, words)?;
    for given in &file.given {
        check(&command, &file, given, words)?;
    }
    let command = command.mut_subcommand(name, |mut of| {
        for given in &file.given {
            let has = of.get_arguments().any(|arg| is_called(arg, &given.name));
            if has {
                let id = id_of(&of, &given.name);
                of = of.mut_arg(id, |arg| arg.default_value(given.value.clone()));
            }
        }
        of
    });
    Ok(Some((file, command.get_matches())))
}

/// The arguments of `serve` that are settings: those with a place in the environment, but for the file itself.
fn settings(command: &Command) -> impl Iterator<Item = &Arg> {
    let serve = command.find_subcommand(SERVE);
    let args = serve.into_iter().flat_map(Command::get_arguments);
    args.filter(|arg| {
        arg.get_env().is_some() && !arg.is_hide_set() && arg.get_long() != Some("config")
    })
}

fn is_called(arg: &Arg, name: &str) -> bool {
    arg.get_long() == Some(name)
}

fn id_of(command: &Command, name: &str) -> clap::Id {
    let arg = command.get_arguments().find(|arg| is_called(arg, name));
    arg.expect("it was found before").get_id().clone()
}

/// Refuses what is no setting, and values that it cannot have, saying in which line.
fn check(command: &Command, file: &File, given: &Given, words: &Words) -> anyhow::Result<()> {
    let Some(arg) = settings(command).find(|arg| is_called(arg, &given.name)) else {
        anyhow::bail!(file.complain("config-unknown", given, words));
    };
    let is_flag = !arg.get_action().takes_values();
    if is_flag != given.is_truth {
        let kind = if is_flag { "truth" } else { "value" };
        let more = ("kind", kind.into());
        anyhow::bail!(file.complain_of("config-kind", given, more, words));
    }
    if is_flag {
        return Ok(());
    }
    let alone = Command::new("roundtable")
        .no_binary_name(true)
        .arg(arg.clone());
    let word = format!("--{}={}", given.name, given.value);
    if let Err(error) = alone.try_get_matches_from([word]) {
        let said = error.to_string();
        let said = said.lines().next().unwrap_or_default();
        let said = said.strip_prefix("error: ").unwrap_or(said);
        let said = if arg.is_hide_env_values_set() {
            // What it says holds the value.
            given.name.as_str()
        } else {
            said
        };
        let more = ("why", said.to_owned().into());
        anyhow::bail!(file.complain_of("config-bad", given, more, words));
    }
    Ok(())
}

/// What was read, with what has said so.
fn finish(matches: &ArgMatches, file: Option<&File>) -> anyhow::Result<CommandLine> {
    let mut line = CommandLine::from_arg_matches(matches)?;
    if let Some((SERVE, of)) = matches.subcommand() {
        let (command, words) = (CommandLine::command(), words());
        let hold = settings(&command).map(|arg| setting(arg, of, file, &words));
        line.settings = hold.collect();
    }
    Ok(line)
}

fn setting(arg: &Arg, matches: &ArgMatches, file: Option<&File>, words: &Words) -> Setting {
    let (id, name) = (arg.get_id().as_str(), arg.get_long().unwrap_or_default());
    let raw = matches.get_raw(id).and_then(|mut raw| raw.next());
    let value = raw.map(|raw| raw.to_string_lossy().into_owned());
    let value = value.map(|value| {
        if arg.is_hide_env_values_set() {
            masked(&value)
        } else {
            value
        }
    });
    let by_file = || {
        let given = file?.given.iter().find(|given| given.name == name)?;
        Some(file?.complain("config-by-file", given, words))
    };
    let origin = matches.value_source(id).map(|source| match source {
        ValueSource::CommandLine => words.say("config-by-flag"),
        ValueSource::EnvVariable => {
            let named = arg.get_env().unwrap_or_default().to_string_lossy();
            let named = [("name", named.into_owned().into())];
            words.tell("config-by-environment", &named)
        }
        _ => by_file().unwrap_or_else(|| words.say("config-by-default")),
    });
    Setting {
        name: name.to_owned(),
        value,
        origin,
    }
}
