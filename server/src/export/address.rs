//! Addresses as office files take them: where one is malformed, some programs call the whole file damaged.

use std::fmt::Write as _;

/// The address with every sign escaped that may not stand in one; nothing if it is none that can be followed, or if it
/// shows another host first than it leads to.
pub fn address(href: &str) -> Option<String> {
    let (scheme, rest) = href.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let is_sound = match scheme.as_str() {
        "http" | "https" => {
            let rest = rest.strip_prefix("//")?;
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            is_host(host)
        }
        "mailto" => {
            let to = rest.split('?').next().unwrap_or_default();
            let (name, host) = to.split_once('@')?;
            !name.is_empty() && is_host(host)
        }
        _ => false,
    };
    is_sound.then(|| format!("{scheme}:{}", escaped(rest)))
}

/// Letters, digits, dots and hyphens, and perhaps a port.
fn is_host(text: &str) -> bool {
    let (host, port) = text.split_once(':').unwrap_or((text, "80"));
    let is_named = host.split('.').all(|part| {
        part.starts_with(char::is_alphanumeric)
            && part.ends_with(char::is_alphanumeric)
            && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    });
    is_named && port.parse::<u16>().is_ok()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_escape = || {
            let hex = text.get(at + 1..at + 3);
            hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        match c {
            '%' if !is_escape() => out += "%25",
            '%' => out.push(c),
            _ if c.is_ascii_alphanumeric() || "-._~:/?@!$&'()*+,;=#".contains(c) => out.push(c),
            _ => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    // An address has one fragment.
    match out.split_once('#') {
        Some((before, fragment)) => format!("{before}#{}", fragment.replace('#', "%23")),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn what_no_program_chokes_on_can_be_followed() {
        for (href, want) in [
            (
                "https://a.int/b_c?d=1&e=2#f",
                Some("https://a.int/b_c?d=1&e=2#f"),
            ),
            (
                "HTTPS://a.int:8080/é<\"|#a#b",
                Some("https://a.int:8080/%C3%A9%3C%22%7C#a%23b"),
            ),
            ("http://a.int/100%/%41", Some("http://a.int/100%25/%41")),
            (
                "mailto:a@b.int?subject=x y",
                Some("mailto:a@b.int?subject=x%20y"),
            ),
            ("https://un.org@evil.int/", None),
            ("https://[::1/", None),
            ("https://a..b/", None),
            ("https://a.int:99999/", None),
            ("mailto:x", None),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("\\\\host\\share", None),
        ] {
            assert_eq!(address(href).as_deref(), want, "{href}");
        }
    }
}
