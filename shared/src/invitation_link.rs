//! Finds the secret of an invitation in what became of its link: mail programs and gateways encode it,
//! break it, capitalise it, and wrap it in punctuation; people type it off a sheet of paper.

/// Characters of a secret: 160 bits.
const LENGTH: usize = 32;

/// What may be read of a pasted text, in bytes.
const LONGEST: usize = 8_000;

/// The secret in a link, in a part of one, or as typed; nothing if there is none of the usual length.
///
/// Every secret is made of small letters and digits that are not mistaken for each other, so that
/// capitals, spaces and punctuation within it mean nothing.
pub fn secret_in(text: &str) -> Option<String> {
    let text = decoded(&text[..text.floor_char_boundary(LONGEST)]);
    let mut secret = String::with_capacity(LENGTH);
    let mut rest = behind_join(&text).chars();
    for letter in rest.by_ref() {
        match letter {
            // Whatever else the address asks for comes after one of these.
            '&' | '?' | '/' | '#' if !secret.is_empty() => return None,
            _ if letter.is_ascii_alphanumeric() => secret.push(folded(letter)?),
            _ if letter.is_alphabetic() => return None,
            _ => {}
        }
        if secret.len() == LENGTH {
            break;
        }
    }
    let ended = !rest.next().is_some_and(char::is_alphanumeric);
    (secret.len() == LENGTH && ended).then_some(secret)
}

/// Where a path leads that a gateway made of `/join#SECRET`, such as `/join%23SECRET` or `/JOIN/`;
/// nothing if it is no such path, or needs no mending.
pub fn mended_path(path: &str) -> Option<String> {
    let plain = decoded(path);
    let shown: String = plain
        .chars()
        .filter(|c| !c.is_whitespace() && (c.is_ascii() || c.is_alphanumeric()))
        .collect();
    let shown = shown.trim_start_matches('/').to_ascii_lowercase();
    let rest = shown.strip_prefix("join")?;
    if path == "/join" || rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    if let Some(secret) = secret_in(&plain) {
        return Some(format!("/join#{secret}"));
    }
    // The browser keeps what stands behind the `#`.
    (!rest.contains(char::is_alphanumeric)).then(|| "/join".to_owned())
}

/// What stands behind the last `join#`, or all of it.
fn behind_join(text: &str) -> &str {
    let small = || text.to_ascii_lowercase().rfind("join").map(|at| at + 4);
    let start = text.rfind('#').map(|at| at + 1).or_else(small);
    let behind = &text[start.unwrap_or_default()..];
    // One gateway writes `-23` for `#`.
    behind.strip_prefix("-23").unwrap_or(behind)
}

/// A letter of a secret. There is no `o`, which looks like a zero; `i`, `l` and `1` look like each other.
fn folded(letter: char) -> Option<char> {
    match letter.to_ascii_lowercase() {
        'o' => Some('0'),
        'i' | 'l' | '1' => None,
        letter => Some(letter),
    }
}

/// The text without what encodes it, however often it was encoded.
fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..3 {
        let plain = percent_decoded(&text);
        if plain == text {
            break;
        }
        text = plain;
    }
    for (entity, letter) in [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#35;", "#"),
        ("&#x23;", "#"),
        ("&num;", "#"),
        ("&nbsp;", " "),
        ("&shy;", ""),
    ] {
        text = text.replace(entity, letter);
    }
    // What follows the secret in an address that was written in angle brackets or by a gateway.
    text.trim_end()
        .trim_end_matches(['#', '/', '?', '&'])
        .to_owned()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let hex = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        };
        match (*first, others) {
            (b'%', [high, low, after @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                bytes.push(hex(*high).unwrap_or_default() << 4 | hex(*low).unwrap_or_default());
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "abcdefgh23456789jkmnpqrstuvwxyz0";

    #[test]
    fn a_secret_is_found_in_whatever_became_of_its_link() {
        let link = format!("https://table.example/join#{SECRET}");
        for wrap in [
            "@",
            " @ \n",
            "<@>",
            "“@”",
            "\"@\"",
            "'@'",
            "(@)",
            "[@]",
            "@.",
            "@,",
            "@;",
            "@!",
            "@)",
            "@>",
            "@&gt;",
            "&lt;@&gt;",
            "@\u{200B}",
            "\u{200B}@",
            "@\u{AD}",
            "\u{FEFF}@",
            "@…",
            "@؟",
            "@&amp;utm_source=mail",
            "@&utm_source=mail",
            "@?source=mail",
            "@/",
            "@#",
            "«@»",
            "Come in: @",
        ] {
            assert_eq!(
                secret_in(&wrap.replace('@', &link)).as_deref(),
                Some(SECRET),
                "{wrap}"
            );
            if !wrap.starts_with("Come") {
                assert_eq!(
                    secret_in(&wrap.replace('@', SECRET)).as_deref(),
                    Some(SECRET),
                    "{wrap} alone"
                );
            }
        }
        for mangled in [
            link.to_uppercase(),
            link.replace('#', "%23"),
            link.replace('#', "%2523"),
            link.replace('#', "&#35;"),
            link.replace("jkmn", "jk\r\n> mn"),
            link.replace("jkmn", "jk=\r\nmn"),
            link.replace("jkmn", "jk\u{AD}\u{200B}mn"),
            link.replace('0', "O"),
            format!("https://table.example/join/{SECRET}"),
            format!(
                "https://mail.example/?url=https%3A%2F%2Ftable.example%2Fjoin%23{SECRET}&data=05%7C02"
            ),
            format!("https://gate.example/v2/url?u=https-3A__table.example_join-23{SECRET}&d=DwMF"),
            format!("https://gate.example/v3/__https://table.example/join*{SECRET}__;Iw!!abc"),
            SECRET
                .as_bytes()
                .chunks(4)
                .map(|four| std::str::from_utf8(four).unwrap())
                .collect::<Vec<_>>()
                .join(" - "),
        ] {
            assert_eq!(secret_in(&mangled).as_deref(), Some(SECRET), "{mangled}");
        }
    }

    #[test]
    fn anything_else_is_no_secret() {
        let longer = format!("{SECRET}a");
        for pasted in [
            "",
            "#",
            "https://table.example/join",
            "https://table.example/join#short",
            "hello there, all of you, and welcome",
            &longer,
            &SECRET[1..],
        ] {
            assert_eq!(secret_in(pasted), None, "{pasted}");
        }
    }

    #[test]
    fn paths_that_gateways_make_lead_to_the_invitation() {
        let there = Some(format!("/join#{SECRET}"));
        for path in [
            "/join%23@",
            "/join%2523@",
            "/JOIN%23@.",
            "/join/%23@",
            "/join/@",
            "//join%23@",
            "/join%23@%E2%80%8B",
            "/join%23%3C@%3E",
            "/%E2%80%8Bjoin%23@",
            "/join%23@%26amp;x=1",
        ] {
            assert_eq!(mended_path(&path.replace('@', SECRET)), there, "{path}");
            assert_eq!(
                mended_path(&path.replace('@', &SECRET.to_uppercase())),
                there,
                "{path}"
            );
        }
        for path in [
            "/join/",
            "/JOIN",
            "/join.",
            "//join",
            "/join%20",
            "/join%E2%80%8B",
            "/join%23",
        ] {
            assert_eq!(mended_path(path).as_deref(), Some("/join"), "{path}");
        }
        for path in [
            "/join",
            "/joinery",
            "/sessions",
            "/join/nothing",
            "/",
            "/api/join",
        ] {
            assert_eq!(mended_path(path), None, "{path}");
        }
    }
}
