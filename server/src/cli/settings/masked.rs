//! Addresses without their passwords.

/// What stands in place of a secret.
const STARS: &str = "***";

/// An address without who signs in and with what. Passwords hold odd letters as often as not, so everything up to the last
/// `@` goes, and every parameter that speaks of a password.
pub(super) fn masked(address: &str) -> String {
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), address),
    };
    let rest = match rest.rsplit_once('@') {
        Some((_, host)) => format!("{STARS}@{host}"),
        None => rest.to_owned(),
    };
    let Some((place, query)) = rest.split_once('?') else {
        return scheme + &rest;
    };
    let shown = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if name.to_ascii_lowercase().contains("password") => {
            format!("{name}={STARS}")
        }
        _ => pair.to_owned(),
    };
    let query: Vec<_> = query.split('&').map(shown).collect();
    format!("{scheme}{place}?{}", query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        for (address, shown) in [
            ("sqlite:roundtable.db", "sqlite:roundtable.db"),
            ("postgres://db/house", "postgres://db/house"),
            ("postgres://rt:secret@db/house", "postgres://***@db/house"),
            (
                "postgres://rt:se/c@r?et@db/house",
                "postgres://***@db/house",
            ),
            (
                "postgres://db/house?user=rt&password=secret&sslmode=require",
                "postgres://db/house?user=rt&password=***&sslmode=require",
            ),
            ("nats://token@bus:4222", "nats://***@bus:4222"),
            ("nats://a:x@b1,nats://a:y@b2", "nats://***@b2"),
            ("rt:secret@db", "***@db"),
        ] {
            assert_eq!(masked(address), shown);
        }
    }
}
