//! What a ballot's rules mean, in sentences: read by voters before they vote, and printed with the result.

use super::method::Method;
use super::rules::BallotRules;
use crate::words::Words;

impl Method {
    /// What it asks of delegations, in one sentence.
    pub fn told(&self, words: &Words) -> String {
        let key = format!("method-says-{}", self.as_str());
        match self {
            Self::Points { points, cap } => words.tell(
                &key,
                &[("points", (*points).into()), ("cap", (*cap).into())],
            ),
            Self::Support
            | Self::Approval
            | Self::Score { .. }
            | Self::Ranked
            | Self::Majority { .. } => words.say(&key),
        }
    }
}

impl BallotRules {
    /// How it is held, what it decides, who may vote: for methods by which a ballot is cast as a whole.
    pub fn told(&self, words: &Words) -> Vec<String> {
        let mut told = vec![self.method.told(words)];
        if let Method::Score { criteria, own, few } = &self.method {
            let names = criteria
                .iter()
                .map(|it| words.say(&format!("criterion-{}", it.as_str())));
            let names = names.collect::<Vec<_>>().join(", ");
            told.push(words.tell("terms-criteria", &[("criteria", names.into())]));
            told.push(words.say(if *own { "terms-own-too" } else { "terms-own" }));
            if *few > 0 {
                told.push(words.tell("terms-few", &[("few", (*few).into())]));
            }
        }
        told.push(match &self.method {
            _ if self.indicative => words.say("terms-indicative"),
            Method::Majority { of, share } => {
                words.say(&format!("terms-decides-{}-{}", of.as_str(), share.as_str()))
            }
            Method::Support
            | Method::Approval
            | Method::Points { .. }
            | Method::Score { .. }
            | Method::Ranked => words.say("terms-decides-first"),
        });
        if self.needs_quorum {
            told.push(words.say("terms-quorum"));
        }
        told.push(words.say("terms-who"));
        told
    }
}
