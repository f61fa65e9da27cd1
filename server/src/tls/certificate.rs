//! What a certificate says: for whom it is, and from when to when.

use shared::ids::Timestamp;
use std::net::IpAddr;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer as _;
use x509_parser::time::ASN1Time;

/// What a certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// From when it is good.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// For which hosts: names, perhaps with a star, and addresses.
    pub hosts: Vec<String>,
}

impl Certificate {
    /// Reads it (DER); what is wrong with it otherwise, in the words of the library.
    pub(super) fn read(der: &[u8]) -> Result<Self, String> {
        let (_, read) = X509Certificate::from_der(der).map_err(|error| error.to_string())?;
        let hosts = read.subject_alternative_name();
        let hosts = hosts.map_err(|error| error.to_string())?;
        let hosts = hosts.map(|it| it.value.general_names.iter().filter_map(host).collect());
        Ok(Self {
            from: timestamp(read.validity().not_before),
            until: timestamp(read.validity().not_after),
            hosts: hosts.unwrap_or_default(),
        })
    }

    /// Whether a browser takes it to be this host's. A star stands for one part of a name.
    pub fn is_for(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.hosts.iter().any(|it| {
            let it = it.to_ascii_lowercase();
            let parent = host.split_once('.').map(|(_, parent)| parent);
            it == host || it.strip_prefix("*.").is_some_and(|of| parent == Some(of))
        })
    }
}

fn host(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => {
            let short = <[u8; 4]>::try_from(*bytes).map(IpAddr::from);
            let long = || <[u8; 16]>::try_from(*bytes).map(IpAddr::from);
            short.or_else(|_| long()).ok().map(|it| it.to_string())
        }
        _ => None,
    }
}

/// Moments before 1970 are its beginning.
fn timestamp(time: ASN1Time) -> Timestamp {
    Timestamp(u64::try_from(time.timestamp()).unwrap_or(0) * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_part_of_a_name() {
        let certificate = Certificate {
            from: Timestamp(0),
            until: Timestamp(1),
            hosts: vec!["*.example.org".to_owned(), "192.0.2.1".to_owned()],
        };
        assert!(certificate.is_for("Table.example.org"));
        assert!(certificate.is_for("192.0.2.1"));
        for other in ["example.org", "a.b.example.org", "192.0.2.2", "org"] {
            assert!(!certificate.is_for(other), "{other}");
        }
    }
}
