//! Addresses without their passwords.

/// What stands in place of a secret.
const STARS: &str = "***";

/// An address without who signs in and with what. Passwords hold odd letters as often as not, so everything up to the last
/// `@` before the query goes, and every parameter that speaks of a password. Where it cannot be told what belongs to a password,
/// everything goes.
pub(super) fn masked(address: &str) -> String {
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), address),
    };
    let (place, query) = match rest.split_once('?') {
        Some((place, query)) => (place, Some(query)),
        None => (rest, None),
    };
    let (signs_in, host) = match place.rsplit_once('@') {
        Some((_, host)) => (format!("{STARS}@"), host),
        None => (String::new(), place),
    };
    let is_odd = |text: &str| text.contains('@') || text.to_ascii_lowercase().contains("password=");
    let mut pairs = Vec::new();
    for pair in query.into_iter().flat_map(|query| query.split('&')) {
        match pair.split_once('=') {
            Some((name, _)) if name.to_ascii_lowercase().contains("password") => {
                pairs.push(format!("{name}={STARS}"));
            }
            Some(_) if !is_odd(pair) => pairs.push(pair.to_owned()),
            _ => return scheme + STARS,
        }
    }
    if is_odd(host) {
        return scheme + STARS;
    }
    let query = query.map(|_| format!("?{}", pairs.join("&")));
    format!("{scheme}{signs_in}{host}{}", query.unwrap_or_default())
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
            ("postgres://rt:se/c@ret@db/house", "postgres://***@db/house"),
            // Where such a password ends cannot be told.
            ("postgres://rt:se/c@r?et@db/house", "postgres://***"),
            ("postgres://rt:sec?ret=@db/house?a=b", "postgres://***"),
            (
                "postgres://db/house?user=rt&password=sec@ret",
                "postgres://db/house?user=rt&password=***",
            ),
            ("postgres://db/house?password=sec&ret", "postgres://***"),
            ("host=db password=secret", "***"),
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
