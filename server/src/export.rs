//! The outcome as files that offices open.
//!
//! Reading order: [`Format`] lists what there is, and [`written`] makes a file of it. For text documents, [`paper`] puts the
//! report of `shared` into lines, runs and lists, which [`docx`], [`odt`] and, where that is built in, `pdf` write down in the way of their programs, by [`xml`] and
//! [`package`]. For spreadsheets, [`sheets`] gathers rows, which [`xlsx`] and [`csv`] write. People's words pass [`wording`]
//! and come out as text; [`telling`] is what is asked of an outcome before: whom it names, and whether it says whose words stand where. No exporter opens a path, a font or an address that is named in them.
//! [`workshop`] is where the server makes them, [`saving`] puts one where it belongs, whole or not at all.

pub mod wording;

mod address;

pub mod paper;
pub mod sheets;

mod package;
mod xml;

pub mod saving;
pub mod telling;
pub mod workshop;

pub mod csv;
pub mod docx;
pub mod odt;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod xlsx;

use shared::outcome::{self, Outcome};
use shared::practice_file::PracticeFile;
use shared::words::Words;

use paper::Paper;
use sheets::sheets;

/// What the outcome can be taken along as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Format {
    /// A document for Word.
    Docx,
    /// A document for LibreOffice and others that read OpenDocument.
    Odt,
    /// A tagged PDF, with bookmarks.
    #[cfg(feature = "pdf")]
    Pdf,
    /// A workbook: results, votes, speaking times and participants as sheets.
    Xlsx,
    /// The same sheets as CSV files in a zip.
    Csv,
    /// One self-contained printable page.
    Html,
    /// Markdown.
    Md,
    /// Data, a list with one item a table.
    Json,
}

/// Why there is no file. Nothing of it depends on what people wrote.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The parts could not be put together.
    #[error("the package could not be written: {0}")]
    Package(#[from] zip::result::ZipError),
    /// The bytes of a part could not be written.
    #[error("a part could not be written: {0}")]
    Bytes(#[from] std::io::Error),
    /// The workbook could not be written.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A CSV file could not be written.
    #[error("the CSV could not be written: {0}")]
    Csv(#[from] ::csv::Error),
    /// The pages could not be laid out.
    #[cfg(feature = "pdf")]
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
    /// The data could not be written.
    #[error("the data could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

impl Format {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Docx,
        Self::Odt,
        #[cfg(feature = "pdf")]
        Self::Pdf,
        Self::Xlsx,
        Self::Csv,
        Self::Html,
        Self::Md,
        Self::Json,
    ];

    /// What it is called on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            _ => self.ending(),
        }
    }

    /// What its files' names end in.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Odt => "odt",
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv.zip",
            Self::Html => "html",
            Self::Md => "md",
            Self::Json => "json",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            #[cfg(feature = "pdf")]
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "application/zip",
            Self::Html => "text/html; charset=utf-8",
            Self::Md => "text/markdown; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// The outcomes of one or several tables as a file. The same outcomes give the same bytes.
pub fn written(
    format: Format,
    outcomes: &[Outcome],
    words: &Words,
) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Docx => docx::docx(&Paper::tracked(outcomes, words)),
        Format::Odt => odt::odt(&Paper::of(outcomes, words)),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::pdf(&Paper::of(outcomes, words)),
        Format::Xlsx => xlsx::xlsx(&sheets(outcomes, words), words),
        Format::Csv => csv::csv(&sheets(outcomes, words)),
        Format::Html => Ok(outcome::html(outcomes, words).into_bytes()),
        Format::Md => Ok(outcome::markdown(outcomes, words).into_bytes()),
        Format::Json if outcomes.iter().any(|it| it.practices_only) => {
            let file = PracticeFile::of(outcomes);
            Ok((serde_json::to_string_pretty(&file)? + "\n").into_bytes())
        }
        Format::Json => Ok((outcome::json(outcomes)? + "\n").into_bytes()),
    }
}
