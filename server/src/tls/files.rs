//! The files of a certificate and its key.

use super::Certificate;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{Error, InconsistentKeys};

/// Where a certificate and its key are, both in PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, and after it those that lead from it to a known one.
    pub cert: PathBuf,
    /// Its key, without a password.
    pub key: PathBuf,
}

/// Why files are of no use.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{} cannot be read: {why}", file.display())]
    Unreadable {
        /// Which.
        file: PathBuf,
        /// Why not.
        why: std::io::Error,
    },
    /// The file of the certificate has none.
    #[error("there is no certificate in {} (it must be PEM, with BEGIN CERTIFICATE)", .0.display())]
    NoCertificate(PathBuf),
    /// The file of the key has none.
    #[error("there is no key without a password in {} (it must be PEM, with BEGIN PRIVATE KEY)", .0.display())]
    NoKey(PathBuf),
    /// The certificate says what no certificate says.
    #[error("the certificate in {} cannot be understood: {why}", file.display())]
    BadCertificate {
        /// Where it is.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The key is of a kind that cannot be used.
    #[error("the key in {} cannot be used: {why}", file.display())]
    BadKey {
        /// Where it is.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The two belong to different pairs.
    #[error("the key in {} is not that of the certificate in {}", key.display(), cert.display())]
    Mismatch {
        /// The file of the certificate.
        cert: PathBuf,
        /// The file of the key.
        key: PathBuf,
    },
    /// The library knows no protocol.
    #[error("TLS cannot be set up: {0}")]
    Library(Error),
}

/// What was in the files.
pub(super) struct Loaded {
    pub(super) key: Arc<CertifiedKey>,
    pub(super) certificate: Certificate,
    /// SHA-256 of both files.
    pub(super) digest: Option<Vec<u8>>,
}

impl TlsFiles {
    /// Reads both, which must fit each other.
    pub(super) fn load(&self) -> Result<Loaded, TlsError> {
        let (cert, key) = (read(&self.cert)?, read(&self.key)?);
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&cert).collect();
        let chain = chain.map_err(|error| TlsError::BadCertificate {
            file: self.cert.clone(),
            why: error.to_string(),
        })?;
        let own = chain.first();
        let own = own.ok_or_else(|| TlsError::NoCertificate(self.cert.clone()))?;
        let certificate = Certificate::read(own).map_err(|why| TlsError::BadCertificate {
            file: self.cert.clone(),
            why,
        })?;
        let private = PrivateKeyDer::from_pem_slice(&key);
        let private = private.map_err(|_| TlsError::NoKey(self.key.clone()))?;
        let provider = ring::default_provider();
        let fits = CertifiedKey::from_der(chain, private, &provider);
        let fits = fits.map_err(|error| match error {
            Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => TlsError::Mismatch {
                cert: self.cert.clone(),
                key: self.key.clone(),
            },
            error => TlsError::BadKey {
                file: self.key.clone(),
                why: error.to_string(),
            },
        })?;
        Ok(Loaded {
            key: Arc::new(fits),
            certificate,
            digest: Some(digest(&cert, &key)),
        })
    }

    /// The certificate, if both files can be used.
    pub fn certificate(&self) -> Result<Certificate, TlsError> {
        Ok(self.load()?.certificate)
    }

    /// SHA-256 of what is in both now; nothing if they cannot be read.
    pub(super) fn digest(&self) -> Option<Vec<u8>> {
        let (cert, key) = (read(&self.cert).ok()?, read(&self.key).ok()?);
        Some(digest(&cert, &key))
    }
}

fn read(file: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(file).map_err(|why| TlsError::Unreadable {
        file: file.to_owned(),
        why,
    })
}

fn digest(cert: &[u8], key: &[u8]) -> Vec<u8> {
    let both = [Sha256::digest(cert), Sha256::digest(key)].concat();
    Sha256::digest(both).to_vec()
}
