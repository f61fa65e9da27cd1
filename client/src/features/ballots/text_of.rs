//! What an option of a ballot says.

use shared::features::ballots::Ballot;
use shared::ids::OptionId;
use shared::table::RoundTable;

/// What an option says: as it did when the ballot was opened.
pub fn text_of(table: &RoundTable, ballot: &Ballot, option: &OptionId) -> String {
    if let Some(text) = ballot.text_of(option) {
        return text.to_owned();
    }
    let mut practices = table.practices.iter();
    let found = practices.find(|it| OptionId::from(&it.id) == *option);
    found.map_or_else(|| option.to_string(), |it| it.card.title.clone())
}
